//! Commands and their arguments. Each command lives in a file of its own and says with its exit status how it went.

mod check_draft;
mod csaf;
mod cvss;
mod demo;
mod program;
mod serve;
mod triage;
mod verify;

use std::io::{stderr, stdout};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use server::clock::{Clock, SystemClock};

/// Coordinated vulnerability disclosure for makers of devices: from a report to the green light.
#[derive(Parser)]
#[command(name = "tellfirst", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server on a data folder; the first start makes everything it needs.
    Serve(serve::ServeArgs),
    /// Start a server on a throw-away folder, filled with sample cases in every stage.
    Demo(demo::DemoArgs),
    /// Score a CVSS vector (3.0, 3.1 or 4.0) and explain its metrics.
    Cvss(cvss::Args),
    /// Check a disclosure draft against the facts of its case, offline.
    CheckDraft(check_draft::Args),
    /// Advise on a file of messages or reports: where they belong, what they repeat, what to check.
    Triage(triage::Args),
    /// Work with CSAF documents.
    Csaf(csaf::Args),
    /// Check a receipt or a green-light letter, offline.
    Verify(verify::Args),
    /// Look at a program folder.
    #[command(subcommand)]
    Program(program::ProgramCommand),
    /// Print the completions of a shell.
    Completions {
        /// bash, zsh, fish, elvish or powershell.
        shell: clap_complete::Shell,
    },
}

/// Reads the arguments and carries the command out.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Cvss(args) => cvss::run(&args),
        Command::CheckDraft(args) => check_draft::run(&args),
        Command::Triage(args) => triage::run(&args),
        Command::Csaf(args) => csaf::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Program(program::ProgramCommand::Check(args)) => {
            let today = SystemClock.now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
            program::check(&args, today, &mut stdout(), &mut stderr()).unwrap_or(ExitCode::from(2))
        }
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "tellfirst", &mut stdout());
            ExitCode::SUCCESS
        }
    }
}
