//! `tellfirst backup`: one file with database, attachments, program and published bytes, while the server runs.

use std::path::PathBuf;
use std::process::ExitCode;

use server::action::upkeep::{self, LastBackup};
use server::clock::{Clock, SystemClock};
use store::backup::{self, Contents};

use super::folder::{Folder, size};
use super::serve::failed;

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup to write; it must not exist yet
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
    /// Put the keys in as well: whoever has such a backup can read everything
    #[arg(long)]
    with_keys: bool,
}

/// Runs the command: 0 written, 2 not.
#[expect(clippy::print_stdout, reason = "this is the command line")]
pub fn run(args: &Args) -> ExitCode {
    match write(args) {
        Ok(summary) => {
            let (file, bytes) = (args.file.display(), size(summary.bytes));
            println!("{file}: {} files, {bytes}, each with its SHA-256.", summary.files);
            if !args.with_keys {
                let keys = args.folder.data.join("keys");
                println!("The keys are not in it. Without a copy of {} nobody can read it.", keys.display());
            }
            ExitCode::SUCCESS
        }
        Err(problem) => failed(&problem),
    }
}

fn write(args: &Args) -> Result<backup::Summary, String> {
    let config = args.folder.config().map_err(|error| error.to_string())?;
    if config.database.is_some() {
        return Err(
            "the database is a PostgreSQL server: copy it with pg_dump, and the data folder with tar".into(),
        );
    }
    let data = &args.folder.data;
    args.folder.find_database().map_err(|error| error.to_string())?;
    let summary = make(args, data)?;
    let last = LastBackup { at: SystemClock.now(), files: summary.files, bytes: summary.bytes };
    // The backup is good without the note.
    let _ = upkeep::note_backup(data, &last);
    Ok(summary)
}

fn make(args: &Args, data: &std::path::Path) -> Result<backup::Summary, String> {
    let contents = if args.with_keys { Contents::WithKeys } else { Contents::WithoutKeys };
    backup::write(data, &args.file, contents).map_err(|error| error.to_string())
}
