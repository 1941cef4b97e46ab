//! The rules of coordinated disclosure, pure: no I/O, no clock, no randomness.
//!
//! A case is its history: [`case::decide`] says which events follow from a command or why it is
//! refused, [`case::Case::apply`] says what they change. Time and identity come in as parameters.

pub mod access;
pub mod case;
pub mod catalog;
pub mod embargo;
pub mod evidence;
pub mod green_light;
pub mod id;
pub mod matrix;
pub mod program;
pub mod promise;
pub mod report;
pub mod scope;
pub mod severity;
