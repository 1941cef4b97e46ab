//! `tellfirst verify`: checks a receipt, a green-light letter or a revocation, offline.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use formats::note::VerifierKey;
use formats::verify::{self, Outcome, Verdict};
use serde_json::{Value, json};

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The receipt, letter or revocation
    file: PathBuf,
    /// The maker's published key, as text (NAME+HASH+KEY) or the file that holds it
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command: 0 true, 1 not true, 2 unreadable.
pub fn run(args: &Args) -> ExitCode {
    match judge(args) {
        Ok(verdict) => {
            let text = if args.json { format!("{:#}\n", as_json(args, &verdict)) } else { as_text(&verdict) };
            // Whoever closed standard output still gets the exit code.
            let _ = io::stdout().write_all(text.as_bytes());
            if verdict.is_true() { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(words) => {
            let _ = writeln!(io::stderr(), "tellfirst verify: {}", printable(&words));
            ExitCode::from(2)
        }
    }
}

fn judge(args: &Args) -> Result<Verdict, String> {
    let key = args.key.as_deref().map(read_key).transpose()?;
    let name = args.file.display();
    let bytes = read_limited(&args.file).map_err(|error| format!("{name}: {error}"))?;
    verify::verify(&bytes, key.as_ref()).map_err(|error| format!("{name}: {error}"))
}

/// The key from its text, or from the file of that name.
fn read_key(given: &str) -> Result<VerifierKey, String> {
    let as_text = VerifierKey::parse(given.trim());
    let path = Path::new(given);
    match as_text {
        Err(_) if path.is_file() => {
            let bytes = read_limited(path).map_err(|error| format!("{given}: {error}"))?;
            let text = String::from_utf8(bytes).map_err(|_| format!("{given}: the key file is not text"))?;
            VerifierKey::parse(text.trim()).map_err(|error| format!("{given}: {error}"))
        }
        read => read.map_err(|error| format!("--key: {error}, and there is no file of that name")),
    }
}

/// Reads one byte more than is allowed at most, so that a file too large is told without reading all of it.
fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(verify::MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn as_json(args: &Args, verdict: &Verdict) -> Value {
    let checks: Vec<_> = verdict
        .checks
        .iter()
        .map(|check| {
            json!({
                "check": check.subject.as_str(),
                "outcome": outcome_name(check.outcome),
                "code": check.code,
                "words": check.words,
            })
        })
        .collect();
    let facts: serde_json::Map<_, _> =
        verdict.facts.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    json!({
        "file": args.file.display().to_string(),
        "true": verdict.is_true(),
        "kind": verdict.kind.as_str(),
        "key": verdict.key,
        "key_compared": verdict.is_signer_known(),
        "checks": checks,
        "facts": facts,
    })
}

fn as_text(verdict: &Verdict) -> String {
    let judgement = if verdict.is_true() { "true" } else { "NOT TRUE" };
    let mut text = format!("{}: {judgement}\n", verdict.kind.as_str());
    for check in &verdict.checks {
        text.push_str(&format!("  {:<5} {}\n", outcome_name(check.outcome), printable(&check.words)));
    }
    // What a false file claims is not repeated.
    if verdict.is_true() {
        for (name, value) in &verdict.facts {
            text.push_str(&format!("  {name}: {}\n", printable(value)));
        }
    }
    text
}

/// Keeps text from the file from steering the terminal.
fn printable(text: &str) -> String {
    text.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "holds",
        Outcome::Fails => "fails",
        Outcome::Open => "open",
    }
}
