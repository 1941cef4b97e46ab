//! `tellfirst import`: takes cases over from other systems. Works beside a running server.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;
use server::action::import::{self, Item, Kind, Outcome};
use server::app::App;
use server::error::Error;

use super::folder::Folder;
use super::serve::failed;

/// Files are at most this large, in bytes (2 GiB).
const FILE_MAX: u64 = 2 << 30;
/// Problems that are listed; the rest is counted.
const LISTED: usize = 200;

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the file is
    pub kind: KindWord,
    /// The file
    pub file: PathBuf,
    /// The e-mail address of a triager or manager in whose name it is done
    #[arg(long, value_name = "EMAIL")]
    pub by: String,
    /// Only read and check the file, and say what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// A JSON object per line
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub folder: Folder,
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum KindWord {
    /// A table with named columns
    Csv,
    /// A JSON object per line
    Jsonl,
    /// A mailbox; each conversation becomes a case
    Mbox,
}

impl KindWord {
    fn kind(self) -> Kind {
        match self {
            Self::Csv => Kind::Csv,
            Self::Jsonl => Kind::Jsonl,
            Self::Mbox => Kind::Mbox,
        }
    }
}

/// Carries the command out: 0 done, 2 not, and then it says by line and column why.
pub fn run(args: &Args) -> ExitCode {
    match carry_out(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

fn carry_out(args: &Args) -> Result<(), String> {
    let name = args.file.display();
    let size = fs::metadata(&args.file).map_err(|error| format!("{name}: {error}"))?.len();
    if size > FILE_MAX {
        return Err(format!("{name}: {size} bytes are too many at once; split the file"));
    }
    let bytes = fs::read(&args.file).map_err(|error| format!("{name}: {error}"))?;
    let app = args.folder.open_beside()?;
    let actor = import::find_actor(&app, &args.by)
        .map_err(|_| format!("--by {}: there is no triager or manager with this address", args.by))?;
    let kind = args.kind.kind();
    let items = import::read(&app, kind, &bytes).map_err(|problems| {
        let lines: Vec<_> =
            problems.iter().take(LISTED).map(|problem| format!("{name}: {problem}")).collect();
        let rest = problems.len().saturating_sub(LISTED);
        let rest = if rest > 0 { format!("\n... and {rest} more") } else { String::new() };
        format!("{}{rest}\nNothing was taken over.", lines.join("\n"))
    })?;
    let mut told = Told { args, new: 0, added: 0, known: 0 };
    for item in &items {
        let outcome = match args.dry_run {
            true => foresee(&app, kind, item),
            false => import::take_over(&app, &actor, kind, item).map(Some),
        };
        told.tell(item, outcome.map_err(|error| why(args, item, &error))?);
    }
    told.sum_up();
    Ok(())
}

/// What is known already, without changing anything.
fn foresee(app: &App, kind: Kind, item: &Item) -> Result<Option<Outcome>, Error> {
    Ok(import::find_known(app, kind, &item.source)?.map(Outcome::Known))
}

fn why(args: &Args, item: &Item, error: &Error) -> String {
    let done = "What stands before this line was taken over; start again when it is mended.";
    format!("{}: line {}: {error}\n{done}", args.file.display(), item.line)
}

/// What is said while it goes on.
struct Told<'a> {
    args: &'a Args,
    new: usize,
    added: usize,
    known: usize,
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
impl Told<'_> {
    fn tell(&mut self, item: &Item, outcome: Option<Outcome>) {
        let (word, case) = match &outcome {
            None => {
                self.new += 1;
                ("would be taken over", None)
            }
            Some(Outcome::New(case)) => {
                self.new += 1;
                ("taken over", Some(case))
            }
            Some(Outcome::Added(case)) => {
                self.added += 1;
                ("added", Some(case))
            }
            Some(Outcome::Known(case)) => {
                self.known += 1;
                ("known already", Some(case))
            }
        };
        let case = case.map(ToString::to_string);
        if self.args.json {
            println!("{}", json!({"line": item.line, "id": item.source, "outcome": word, "case": case}));
        } else {
            println!("{}: {word} {}", printable(&item.source), case.unwrap_or_default());
        }
    }

    fn sum_up(&self) {
        if self.args.json {
            return;
        }
        let Self { new, added, known, .. } = self;
        match self.args.dry_run {
            true => println!("{new} would be taken over, {known} are known already. Nothing was changed."),
            false => println!("{new} taken over, {added} added to them, {known} known already."),
        }
    }
}

/// Keeps text from the file from steering the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(120).collect()
}
