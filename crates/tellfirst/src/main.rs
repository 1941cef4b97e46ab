//! The binary: command line, pages, API, jobs.

fn main() {}
