//! `tellfirst publish --dry-run`: every file that a publication would write, to be looked at before it is asked for.

use std::path::PathBuf;
use std::process::ExitCode;

use domain::id::CaseNumber;
use server::action::publication::Obstacle;
use server::publish::rehearsal::{Rehearsal, rehearse};

use super::folder::Folder;
use super::serve::failed;

/// The arguments of `publish`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of the case
    case: String,
    /// Write the files to a folder and publish nothing; to publish takes two people and the pages of the team
    #[arg(long, required = true)]
    dry_run: bool,
    /// The folder to write to; it must not exist
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    folder: Folder,
}

/// Runs the command: 0 everything is valid and nothing stands in the way, 1 something does, 2 it could not be tried.
#[expect(clippy::print_stdout, reason = "this is the command line")]
pub fn run(args: &Args) -> ExitCode {
    let rehearsal = match carry_out(args) {
        Ok(rehearsal) => rehearsal,
        Err(problem) => return failed(&problem),
    };
    for error in &rehearsal.errors {
        println!("error: {error}");
    }
    for warning in &rehearsal.warnings {
        println!("warning: {warning}");
    }
    // Errors of documents stand above already.
    let others = rehearsal.obstacles.iter().filter(|one| !matches!(one, Obstacle::Document { .. }));
    others.for_each(|obstacle| println!("in the way: {}", in_words(obstacle)));
    if rehearsal.errors.is_empty() {
        let (public, protected) = (rehearsal.public, rehearsal.protected);
        println!("{}: {public} public files, {protected} protected ones", args.out.display());
    } else {
        println!("{}: the documents as they are; nothing would be published", args.out.display());
    }
    if rehearsal.errors.is_empty() && rehearsal.obstacles.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

fn carry_out(args: &Args) -> Result<Rehearsal, String> {
    let number =
        CaseNumber::parse(&args.case).ok_or_else(|| format!("{} is no number of a case", args.case))?;
    let app = args.folder.open_beside()?;
    rehearse(&app, &number, &args.out).map_err(|error| match error {
        server::error::Error::NotFound => format!("there is no case {number}"),
        other => other.to_string(),
    })
}

fn in_words(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::NoText => "no language has title and summary".to_owned(),
        Obstacle::NoDevices => "nobody has said which devices are affected".to_owned(),
        Obstacle::DevicesOpen { open, of } => {
            format!("{open} of {of} devices are without a published and seen fix")
        }
        Obstacle::Embargo { until: Some(until) } => format!("an embargo binds until {until}"),
        Obstacle::Embargo { until: None } => "an embargo binds".to_owned(),
        Obstacle::Document { findings } => findings.join("; "),
    }
}
