//! The conformance sets: tests of the `formats` crate read them and print a line for each, which is collected here.

use std::process::Stdio;

use super::Line;
use crate::shell::{Failure, Result, cargo};

/// What such a line begins with: `conformance: SET: FIGURES`.
const MARK: &str = "conformance: ";

/// Runs the tests of `formats`, and collects what they say about the sets.
///
/// # Errors
/// When the tests cannot be run at all.
pub fn run() -> Result<Vec<Line>> {
    let arguments = ["test", "--package", "formats", "--no-fail-fast", "--", "--nocapture"];
    let output = cargo(&arguments)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure(format!("cargo cannot be started: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines: Vec<Line> = text.lines().filter_map(|line| line.strip_prefix(MARK)).map(set).collect();
    lines.sort_by(|a, b| a.what.cmp(&b.what));
    let skipped = text.lines().filter_map(|line| line.strip_prefix("skipped: "));
    lines.extend(skipped.map(|why| Line::skipped("a set", why)));
    let failed: Vec<_> = text.lines().filter(|line| line.ends_with("... FAILED")).collect();
    let words = if failed.is_empty() { "all".to_owned() } else { failed.join("; ") };
    lines.push(Line::new(
        "tests of the formats, those of all sets among them",
        output.status.success(),
        words,
    ));
    Ok(lines)
}

fn set(line: &str) -> Line {
    let (what, words) = line.split_once(": ").unwrap_or((line, ""));
    // Whether a difference is an expected one is asserted by the test itself.
    Line::new(what, true, words)
}
