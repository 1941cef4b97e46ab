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
    let data = &args.folder.data;
    if config.database.is_none() {
        args.folder.find_database().map_err(|error| error.to_string())?;
    }
    let summary = make(args, config.database.is_some())?;
    let last = LastBackup { at: SystemClock.now(), files: summary.files, bytes: summary.bytes };
    // The backup is good without the note.
    let _ = upkeep::note_backup(data, &last);
    Ok(summary)
}

/// An embedded database is copied as a file, which takes no keys; rows of a server are read through the store.
fn make(args: &Args, is_postgres: bool) -> Result<backup::Summary, String> {
    let contents = if args.with_keys { Contents::WithKeys } else { Contents::WithoutKeys };
    let made = if is_postgres {
        let store = args.folder.open().map_err(|error| error.to_string())?;
        backup::write_store(&store, &args.file, contents)
    } else {
        backup::write(&args.folder.data, &args.file, contents)
    };
    made.map_err(|error| error.to_string())
}
