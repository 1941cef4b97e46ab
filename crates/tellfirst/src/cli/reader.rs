//! `tellfirst reader`: who outside the team may read advisories labelled GREEN, AMBER or RED. On the server's own
//! machine, also beside a running server.

use std::process::ExitCode;

use clap::Subcommand;
use domain::case::Label;
use jiff::Timestamp;
use serde_json::json;
use server::action::readers;
use store::readers::Reader;

use super::folder::Folder;
use super::serve::failed;

/// What can be done with readers.
#[derive(Debug, Subcommand)]
pub enum ReaderCommand {
    /// Make a token for a reader; prints it, this once
    Add {
        /// Who it is
        name: String,
        /// The narrowest label that it opens: green, amber or red
        #[arg(long, value_parser = label)]
        label: Label,
        /// Days until it ends; without it, it does not end by itself
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: Option<u32>,
        #[command(flatten)]
        folder: Folder,
    },
    /// List the readers
    List {
        /// Answer as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        folder: Folder,
    },
    /// Revoke a reader's token by its number
    Revoke {
        /// The number, as `list` shows it
        id: i64,
        #[command(flatten)]
        folder: Folder,
    },
}

fn label(word: &str) -> Result<Label, String> {
    let narrow = Label::from_word(&word.to_ascii_lowercase()).filter(|label| *label != Label::Clear);
    narrow.ok_or_else(|| "choose green, amber or red".to_owned())
}

/// Carries the command out: 0 done, 2 not.
pub fn run(command: &ReaderCommand) -> ExitCode {
    match carry_out(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
fn carry_out(command: &ReaderCommand) -> Result<(), String> {
    match command {
        ReaderCommand::Add { name, label, days, folder } => {
            let app = folder.open_beside()?;
            println!("{}", readers::make(&app, name, *label, *days).map_err(|error| error.to_string())?);
        }
        ReaderCommand::List { json, folder } => {
            let all = readers::list(&folder.open_beside()?).map_err(|error| error.to_string())?;
            if *json {
                println!("{:#}", serde_json::Value::from_iter(all.iter().map(as_json)));
            } else {
                all.iter().for_each(|reader| println!("{}", line(reader)));
            }
        }
        ReaderCommand::Revoke { id, folder } => {
            let app = folder.open_beside()?;
            if !readers::revoke(&app, *id).map_err(|error| error.to_string())? {
                return Err(format!("there is no reader {id} that could be revoked"));
            }
            println!("Revoked: {id}");
        }
    }
    Ok(())
}

fn moment(micros: Option<i64>) -> Option<String> {
    micros.and_then(|micros| Timestamp::from_microsecond(micros).ok()).map(|at| at.to_string())
}

fn line(reader: &Reader) -> String {
    let state = if reader.revoked_at.is_some() { "revoked" } else { "valid" };
    let ends = moment(reader.expires_at).unwrap_or_else(|| "no end".to_owned());
    let label = reader.label.to_uppercase();
    format!("{:>4}  {state:<7}  TLP:{label:<5}  {}  ({ends})", reader.id, reader.name)
}

fn as_json(reader: &Reader) -> serde_json::Value {
    json!({
        "id": reader.id,
        "name": reader.name,
        "label": reader.label,
        "created_at": moment(Some(reader.created_at)),
        "expires_at": moment(reader.expires_at),
        "last_used_at": moment(reader.last_used_at),
        "revoked_at": moment(reader.revoked_at),
    })
}
