//! The command line: one binary that serves, checks and verifies.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
