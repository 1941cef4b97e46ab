//! `tellfirst restore`: a backup becomes a data folder again, all of it or nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use super::folder::{Folder, size};
use super::serve::failed;

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
}

/// Runs the command: 0 restored, 2 not, and then the folder is as it was.
#[expect(clippy::print_stdout, reason = "this is the command line")]
pub fn run(args: &Args) -> ExitCode {
    let data = &args.folder.data;
    let summary = match store::backup::restore(&args.file, data) {
        Ok(summary) => summary,
        Err(error) => return failed(&format!("{}: {error}", args.file.display())),
    };
    println!("{}: {} files, {}, each as it was saved.", data.display(), summary.files, size(summary.bytes));
    if !data.join("keys").exists() {
        println!("The backup has no keys. Put them in {} (mode 0700).", data.join("keys").display());
    }
    println!("Then check it: tellfirst verify-store --data {}", data.display());
    ExitCode::SUCCESS
}
