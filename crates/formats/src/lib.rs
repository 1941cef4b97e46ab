//! Bytes to types and back, pure: one module per format.

pub mod cvss;

pub mod advisory;
pub mod csaf;
