//! `cargo xtask eval WHAT FILE`: the judgement against a labelled file, with every miss.
//!
//! Any file of the form that its sort of corpus describes will do; nothing about a file is known in advance. The
//! judgement is the one that users get: the facts of the sample program, or of the folder that is named.

mod drafts;
mod duplicates;
mod fit_duplicates;
mod fit_intake;
mod intake;
mod logistic;
pub mod measure;

use std::fs;
use std::path::{Path, PathBuf};

use checks::triage::{Catalog, Knowledge};
use domain::program::{Files, Program};
use serde_json::Value;

use crate::shell::{Failure, Result, root};

/// Evaluates one part of the judgement on a file.
pub fn run(what: &str, file: &str, program: Option<&str>) -> Result {
    let lines = read_lines(Path::new(file))?;
    let folder = program.map_or_else(|| root().join("programs/sample"), PathBuf::from);
    match what {
        "drafts" => drafts::run(&lines)?,
        "intake" => intake::run(&lines, &knowledge(&folder)?),
        "duplicates" => duplicates::run(&lines, &knowledge(&folder)?),
        _ => return Err(Failure("eval takes drafts, duplicates or intake, and a file".to_owned())),
    }
    Ok(())
}

/// Fits the constants of one part of the judgement to labelled files and prints them.
pub fn fit(what: &str, files: &[&str]) -> Result {
    // What stands after `--fresh` was not looked at while rules were written.
    let fresh = files.iter().position(|file| *file == "--fresh").unwrap_or(0);
    let files = files.iter().filter(|file| **file != "--fresh");
    let lines: Vec<Vec<Value>> = files.map(|file| read_lines(Path::new(file))).collect::<Result<_>>()?;
    let knowledge = knowledge(&root().join("programs/sample"))?;
    match what {
        "duplicates" => fit_duplicates::run(&lines, &knowledge),
        "intake" => fit_intake::run(&lines, fresh, &knowledge),
        _ => return Err(Failure("fit takes duplicates or intake, and files".to_owned())),
    }
    Ok(())
}

/// The lines of a file: JSON objects, or messages between tabs (label, reason, subject, text) when its name ends
/// in `.tsv`.
pub fn read_lines(file: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(file).map_err(|error| Failure(format!("{}: {error}", file.display())))?;
    if file.extension().is_some_and(|e| e == "tsv") {
        return Ok(text.lines().map(message_of).collect());
    }
    let read = |(number, line): (usize, &str)| {
        let bad = |error| Failure(format!("{}: line {}: {error}", file.display(), number + 1));
        serde_json::from_str(line).map_err(bad)
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(read).collect()
}

fn message_of(line: &str) -> Value {
    let mut cells = line.split('\t').map(str::to_owned);
    let mut next = || Value::from(cells.next().unwrap_or_default());
    serde_json::json!({"label": next(), "reason": next(), "subject": next(), "text": next()})
}

/// A text field of a line; empty when it is missing.
pub fn field<'l>(line: &'l Value, name: &str) -> &'l str {
    line.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// What the program in a folder says about devices, servers and makers.
fn knowledge(folder: &Path) -> Result<Knowledge> {
    let mut files = Files::new();
    read_files(folder, folder, &mut files)?;
    let (program, _) = Program::parse(&files, jiff::civil::date(2026, 1, 1)).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Failure(format!("{}: {first}", folder.display()))
    })?;
    Ok(Knowledge::from_catalog(&Catalog::from_program(&program)))
}

fn read_files(top: &Path, folder: &Path, files: &mut Files) -> Result {
    for entry in fs::read_dir(folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))? {
        let path = entry?.path();
        if path.is_dir() {
            read_files(top, &path, files)?;
        } else {
            let name = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}
