//! Commands and their arguments. Each command lives in a file of its own and says with its exit status how it went.

mod backup;
mod check_draft;
mod csaf;
mod cve;
mod cvss;
mod demo;
mod folder;
mod key;
mod program;
mod provider;
mod publish;
mod reader;
mod restore;
mod serve;
mod token;
mod triage;
mod user;
mod verify;
mod verify_store;

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
    /// Work with CVE records.
    Cve(cve::Args),
    /// Check a receipt or a green-light letter, offline.
    Verify(verify::Args),
    /// Accounts of staff, on the server's own machine.
    #[command(subcommand)]
    User(user::UserCommand),
    /// API tokens, on the server's own machine.
    #[command(subcommand)]
    Token(token::TokenCommand),
    /// Try a publication out: every file to look at, nothing published.
    Publish(publish::Args),
    /// Look at a CSAF provider from the outside.
    #[command(subcommand)]
    Provider(provider::ProviderCommand),
    /// Who outside the team may read advisories that are not for everybody.
    #[command(subcommand)]
    Reader(reader::ReaderCommand),
    /// The key that signs what is published, on the server's own machine.
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Look at a program folder.
    #[command(subcommand)]
    Program(program::ProgramCommand),
    /// Save a consistent copy of a running server in one file.
    Backup(backup::Args),
    /// Make a data folder from a backup.
    Restore(restore::Args),
    /// Check everything that is stored: database, histories, content, files, log.
    VerifyStore(verify_store::Args),
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
        Command::Cve(args) => cve::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::User(command) => user::run(&command),
        Command::Token(command) => token::run(&command),
        Command::Key(command) => key::run(&command),
        Command::Reader(command) => reader::run(&command),
        Command::Publish(args) => publish::run(&args),
        Command::Provider(command) => provider::run(&command),
        Command::Program(program::ProgramCommand::Check(args)) => {
            let today = SystemClock.now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
            program::check(&args, today, &mut stdout(), &mut stderr()).unwrap_or(ExitCode::from(2))
        }
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::VerifyStore(args) => verify_store::run(&args),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "tellfirst", &mut stdout());
            ExitCode::SUCCESS
        }
    }
}
