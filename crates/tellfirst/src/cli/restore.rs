//! `tellfirst restore`: a backup becomes a data folder again, all of it or nothing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use server::clock::system_random;
use store::{Keys, Vault};

use super::folder::{Folder, size};
use super::serve::failed;

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
    /// Put the rows into this empty PostgreSQL database (postgres://...), not into the folder
    #[arg(long, value_name = "URL")]
    into: Option<String>,
}

/// The rows stay sealed: no key is needed to move them.
fn move_rows(data: &Path, url: &str) -> Result<(), store::Error> {
    let no_keys = Keys::new([0; 32], [0; 32], [0; 32], [0; 32]);
    let vault = Vault::new(no_keys, Arc::new(system_random));
    store::backup::move_into_postgres(data, url, Arc::new(vault))
}

/// Runs the command: 0 restored, 2 not, and then the folder is as it was.
#[expect(clippy::print_stdout, reason = "this is the command line")]
pub fn run(args: &Args) -> ExitCode {
    let data = &args.folder.data;
    let summary = match store::backup::restore(&args.file, data) {
        Ok(summary) => summary,
        Err(error) => return failed(&format!("{}: {error}", args.file.display())),
    };
    if let Some(url) = &args.into
        && let Err(error) = move_rows(data, url)
    {
        return failed(&format!(
            "the files are in {}, and the rows are still there: {error}",
            data.display()
        ));
    }
    println!("{}: {} files, {}, each as it was saved.", data.display(), summary.files, size(summary.bytes));
    if !data.join("keys").exists() {
        println!("The backup has no keys. Put them in {} (mode 0700).", data.join("keys").display());
    }
    println!("Then check it: tellfirst verify-store --data {}", data.display());
    ExitCode::SUCCESS
}
