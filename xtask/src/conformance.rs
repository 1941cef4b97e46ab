//! `cargo xtask conformance`: the conformance sets, and what Tellfirst itself writes before independent readers.
//!
//! Invariant: what could not be run is a line of the table with the reason, never silently missing.

mod own;
mod peer;
mod sets;

use std::path::{Path, PathBuf};

use crate::shell::{Failure, Result, cargo, read, root, run};

/// A line of the table.
pub struct Line {
    /// Which set or which reader.
    pub what: String,
    pub outcome: Outcome,
    /// Figures and names, or why it was skipped.
    pub words: String,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Line {
    pub fn new(what: impl Into<String>, passed: bool, words: impl Into<String>) -> Self {
        let outcome = if passed { Outcome::Passed } else { Outcome::Failed };
        Self { what: what.into(), outcome, words: words.into() }
    }

    pub fn skipped(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), outcome: Outcome::Skipped, words: why.into() }
    }
}

/// How many cases are published for the readers.
const CASES: usize = 500;

/// Runs everything and prints the table.
///
/// # Errors
/// When something cannot be built, or a line failed.
pub fn run_all(cases: Option<&str>) -> Result {
    let cases = match cases.map(str::parse) {
        None => CASES,
        Some(Ok(cases)) => cases,
        Some(Err(_)) => return Err(Failure("conformance takes the number of cases to publish".to_owned())),
    };
    let shared = shared();
    let mut lines = sets::run()?;
    run(&mut cargo(&["build", "--package", "tellfirst", "--bins", "--examples"]))?;
    let binary = target().join("debug/tellfirst");
    let peer = peer::Peer::provide();
    match (&shared, &peer) {
        (None, _) => {
            lines.push(Line::skipped("verdicts beside csaf-validator-lib", "../shared is not there"))
        }
        (_, Err(why)) => lines.push(Line::skipped("verdicts beside csaf-validator-lib", why.to_string())),
        (Some(shared), Ok(peer)) => lines.extend(peer.compare(&binary, &shared.join("conformance"))?),
    }
    match &shared {
        None => lines.push(Line::skipped("what Tellfirst writes", "../shared is not there")),
        Some(shared) => {
            lines.extend(own::run_all(&binary, &shared.join("data/device-cves.jsonl"), &peer, cases)?)
        }
    }
    print(&lines);
    match lines.iter().filter(|line| line.outcome == Outcome::Failed).count() {
        0 => Ok(()),
        failed => Err(Failure(format!("{failed} lines failed"))),
    }
}

fn print(lines: &[Line]) {
    println!("\n| what | outcome | in figures |\n|---|---|---|");
    for Line { what, outcome, words } in lines {
        let outcome = match outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::Skipped => "skipped",
        };
        println!("| {what} | {outcome} | {} |", words.replace('|', "/"));
    }
}

/// The folder of the shared data, beside the project.
pub fn shared() -> Option<PathBuf> {
    let path = root().parent()?.join("shared");
    path.is_dir().then_some(path)
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// All files below a folder, sorted.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The verdicts of `tellfirst csaf validate --json`, file by file.
pub fn own_verdicts(binary: &Path, files: &[PathBuf]) -> Result<Vec<serde_json::Value>> {
    let mut verdicts = Vec::new();
    for some in files.chunks(200) {
        // The exit status tells of invalid documents, which are expected here.
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "\"$0\" csaf validate --json \"$@\" || [ $? -lt 2 ]"]).arg(binary).args(some);
        let answer: serde_json::Value = serde_json::from_str(&read(&mut command)?)
            .map_err(|error| Failure(format!("tellfirst csaf validate answered no JSON: {error}")))?;
        verdicts.extend(answer["documents"].as_array().cloned().unwrap_or_default());
    }
    Ok(verdicts)
}
