//! Who is calling: secrets of reporters, sessions of staff.

pub mod secret;
pub mod session;
