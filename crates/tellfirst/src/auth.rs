//! Who is calling: secrets of reporters, passwords, second factors and sessions of staff.

pub mod cookie;
pub mod password;
pub mod second_factor;
pub mod secret;
pub mod session;
pub mod throttle;
