//! `tellfirst key`: the OpenPGP key that signs what is published, on the server's own machine. Works beside a running
//! server, which follows within seconds and signs everything anew.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;
use server::clock::{Clock, SystemClock, system_random};
use server::publish::keys::{Chest, Entry, OVERLAP_DAYS, State, VALID_DAYS, Watched, Wish};

use super::folder::Folder;
use super::serve::failed;

/// What can be done with the publication key.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// List the keys: the one that signs, and those that are still listed for older documents
    List {
        /// Answer as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        folder: Folder,
    },
    /// Make the first key; the server does so by itself at its first start
    Make {
        #[command(flatten)]
        made: Made,
        #[command(flatten)]
        folder: Folder,
    },
    /// Take an armored secret key without a passphrase; it signs from now on
    Import {
        /// The exported key; - is standard input
        file: PathBuf,
        #[command(flatten)]
        overlap: Overlap,
        #[command(flatten)]
        folder: Folder,
    },
    /// Make a new key that signs from now on; the old one stays listed for a while
    Rotate {
        #[command(flatten)]
        made: Made,
        #[command(flatten)]
        overlap: Overlap,
        #[command(flatten)]
        folder: Folder,
    },
    /// Take a replaced key off the list at once
    Retire {
        /// Its fingerprint
        fingerprint: String,
        #[command(flatten)]
        folder: Folder,
    },
}

/// What a key made here is like.
#[derive(Debug, clap::Args)]
pub struct Made {
    /// The name it bears; without it, the publisher's name and address
    #[arg(long)]
    name: Option<String>,
    /// Days until it ends
    #[arg(long, default_value_t = VALID_DAYS, value_parser = clap::value_parser!(u32).range(91..=3650))]
    days: u32,
}

/// How long the key before stays listed.
#[derive(Debug, clap::Args)]
pub struct Overlap {
    /// Days that the key before stays listed
    #[arg(long, default_value_t = OVERLAP_DAYS, value_parser = clap::value_parser!(u32).range(0..=3650))]
    overlap_days: u32,
}

/// Carries the command out: 0 done, 2 not.
pub fn run(command: &KeyCommand) -> ExitCode {
    match carry_out(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
fn carry_out(command: &KeyCommand) -> Result<(), String> {
    let now = SystemClock.now();
    match command {
        KeyCommand::List { json, folder } => list(&chest(folder)?, *json)?,
        KeyCommand::Make { made, folder } => {
            let wish = wish(made, OVERLAP_DAYS, folder)?;
            println!("{}", line(&chest(folder)?.make(&wish, now).map_err(|e| e.to_string())?));
        }
        KeyCommand::Import { file, overlap, folder } => {
            let armored = read(file)?;
            let entry = chest(folder)?.import(&armored, overlap.overlap_days, now);
            println!("{}", line(&entry.map_err(|e| format!("{}: {e}", file.display()))?));
        }
        KeyCommand::Rotate { made, overlap, folder } => {
            let wish = wish(made, overlap.overlap_days, folder)?;
            println!("{}", line(&chest(folder)?.rotate(&wish, now).map_err(|e| e.to_string())?));
        }
        KeyCommand::Retire { fingerprint, folder } => {
            let entry = chest(folder)?.retire(fingerprint).map_err(|e| e.to_string())?;
            println!("Retired: {}", entry.fingerprint.to_uppercase());
        }
    }
    Ok(())
}

fn chest(folder: &Folder) -> Result<Chest, String> {
    Chest::open(&folder.data.join("keys")).map_err(|error| error.to_string())
}

fn wish(made: &Made, overlap_days: u32, folder: &Folder) -> Result<Wish, String> {
    let name = match &made.name {
        Some(name) => name.clone(),
        None => server::publish::key_name(&folder.open_beside()?),
    };
    let mut seed = [0; 32];
    system_random(&mut seed);
    Ok(Wish { name, valid_days: made.days, overlap_days, seed })
}

fn read(file: &std::path::Path) -> Result<Vec<u8>, String> {
    use std::io::Read as _;
    /// No key is larger.
    const MAX: u64 = 1 << 20;
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == "-" {
        true => std::io::stdin().lock().take(MAX).read_to_end(&mut bytes),
        false => std::fs::File::open(file).and_then(|file| file.take(MAX).read_to_end(&mut bytes)),
    };
    read.map(|_| bytes).map_err(|error| format!("{}: {error}", file.display()))
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
fn list(chest: &Chest, json: bool) -> Result<(), String> {
    let ring = chest.ring().map_err(|error| error.to_string())?;
    if json {
        println!("{:#}", serde_json::Value::from_iter(ring.keys.iter().map(as_json)));
        return Ok(());
    }
    ring.keys.iter().for_each(|entry| println!("{}", line(entry)));
    if let Some(warning) = Watched::of(&ring, SystemClock.now()).warning() {
        println!("{warning}");
    }
    Ok(())
}

fn line(entry: &Entry) -> String {
    let print = entry.fingerprint.to_uppercase();
    let ends = entry.expires.map_or_else(|| "no end".to_owned(), |at| format!("ends {at}"));
    match (entry.state, entry.until) {
        (State::Current, _) => format!("{print}  signs    {}  ({ends})", entry.name),
        (State::Overlap, Some(until)) => format!("{print}  listed   {}  (until {until}, {ends})", entry.name),
        (State::Overlap, None) => format!("{print}  listed   {}  ({ends})", entry.name),
    }
}

fn as_json(entry: &Entry) -> serde_json::Value {
    json!({
        "fingerprint": entry.fingerprint,
        "name": entry.name,
        "state": entry.state,
        "origin": entry.origin,
        "since": entry.since.to_string(),
        "listed_until": entry.until.map(|at| at.to_string()),
        "expires": entry.expires.map(|at| at.to_string()),
    })
}
