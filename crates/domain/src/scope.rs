//! Whether a report falls under the program, in words.
