//! The rules of coordinated disclosure, pure: no I/O, no clock, no randomness.
