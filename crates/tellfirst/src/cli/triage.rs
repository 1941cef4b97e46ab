//! `tellfirst triage`: the advice on a file of messages or reports, offline.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use checks::triage::{Advice, Catalog, CatalogError, Knowledge, ReportText, advise};
use serde::Deserialize;
use serde_json::{Value, json};
use thiserror::Error;

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Reports, one JSON object per line: id, title or subject, body or text, optional brand, model, firmware, cwe
    pub reports: PathBuf,
    /// Folder of a program, for its product catalog (catalog.csv)
    #[arg(long)]
    pub program: Option<PathBuf>,
    /// One JSON object per line instead of text
    #[arg(long)]
    pub json: bool,
}

/// Why no advice can be given.
#[derive(Debug, Error)]
enum TriageError {
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}: line {line}: {problem}", path.display())]
    BadLine { path: PathBuf, line: usize, problem: String },
    #[error("{}: {source}", path.display())]
    BadCatalog { path: PathBuf, source: CatalogError },
}

/// A line as it comes in.
#[derive(Deserialize)]
struct Line {
    id: Value,
    title: Option<String>,
    subject: Option<String>,
    body: Option<String>,
    text: Option<String>,
    brand: Option<String>,
    model: Option<String>,
    firmware: Option<String>,
    cwe: Option<String>,
}

/// Runs the command: 0 after advice on every line, 2 with one line on standard error for bad input.
pub fn run(args: &Args) -> ExitCode {
    match answer(args) {
        Ok(text) => match io::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // Nobody reads any more, as after `| head`.
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            let _ = writeln!(io::stderr(), "tellfirst triage: {error}");
            ExitCode::from(2)
        }
    }
}

fn answer(args: &Args) -> Result<String, TriageError> {
    let knowledge = knowledge_of(args.program.as_deref())?;
    let (ids, reports) = read_reports(&args.reports)?;
    let advice = advise(&reports, &knowledge);
    let render = if args.json { as_json } else { as_text };
    Ok(ids.iter().zip(&advice).map(|(id, a)| render(id, a, &ids)).collect())
}

fn knowledge_of(program: Option<&Path>) -> Result<Knowledge, TriageError> {
    let Some(folder) = program else { return Ok(Knowledge::built_in()) };
    let path = folder.join("catalog.csv");
    let catalog =
        Catalog::from_csv(&read(&path)?).map_err(|source| TriageError::BadCatalog { path, source })?;
    Ok(Knowledge::from_catalog(&catalog))
}

fn read(path: &Path) -> Result<String, TriageError> {
    fs::read_to_string(path).map_err(|source| TriageError::Unreadable { path: path.to_owned(), source })
}

fn read_reports(path: &Path) -> Result<(Vec<Value>, Vec<ReportText>), TriageError> {
    let mut ids = Vec::new();
    let mut reports = Vec::new();
    for (number, line) in (1..).zip(read(path)?.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let (id, report) = read_line(line).map_err(|problem| TriageError::BadLine {
            path: path.to_owned(),
            line: number,
            problem,
        })?;
        ids.push(id);
        reports.push(report);
    }
    Ok((ids, reports))
}

fn read_line(line: &str) -> Result<(Value, ReportText), String> {
    // serde_json's own message may quote the report; only its place is passed on.
    let line: Line = serde_json::from_str(line).map_err(|e| {
        format!("not a JSON object with `id` and texts as strings (near column {})", e.column())
    })?;
    let (title, body) = (line.title.or(line.subject), line.body.or(line.text));
    if title.is_none() && body.is_none() {
        return Err("has none of `title`, `subject`, `body`, `text`".to_owned());
    }
    let report = ReportText {
        title: title.unwrap_or_default(),
        body: body.unwrap_or_default(),
        brand: line.brand.unwrap_or_default(),
        model: line.model.unwrap_or_default(),
        firmware: line.firmware.unwrap_or_default(),
        cwe: line.cwe.unwrap_or_default(),
    };
    Ok((line.id, report))
}

fn as_json(id: &Value, advice: &Advice, ids: &[Value]) -> String {
    let duplicates: Vec<_> = advice
        .duplicates
        .iter()
        .map(|d| json!({"id": ids.get(d.report), "score": round(d.score), "why": d.why}))
        .collect();
    let route = &advice.route;
    let line = json!({
        "id": id,
        "route": {"label": route.label, "reason": route.reason, "confidence": round(route.confidence), "why": route.why},
        "duplicates": duplicates,
        "signals": advice.signals,
    });
    format!("{line}\n")
}

fn round(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

fn as_text(id: &Value, advice: &Advice, ids: &[Value]) -> String {
    let plain = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    let route = &advice.route;
    let reason = route.reason.map(|r| format!(" ({})", r.as_str())).unwrap_or_default();
    let mut out =
        format!("{}  {}{reason}, confidence {:.2}\n", plain(id), route.label.as_str(), route.confidence);
    for evidence in &route.why {
        out.push_str(&format!("    \"{}\": {}\n", evidence.words.replace('\n', " "), evidence.says));
    }
    for duplicate in advice.duplicates.iter().filter(|d| d.score >= 0.1).take(3) {
        let says = if duplicate.score >= 0.5 { "the same flaw, it seems" } else { "alike" };
        let earlier = ids.get(duplicate.report).map(plain).unwrap_or_default();
        out.push_str(&format!(
            "    {earlier} {says} ({:.2}): {}\n",
            duplicate.score,
            duplicate.why.join(", ")
        ));
    }
    for signal in &advice.signals {
        out.push_str(&format!("    check: {} {}\n", signal.says, signal.words.join(" | ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_needs_an_id_and_a_text() {
        assert!(read_line(r#"{"id": 7, "subject": "x"}"#).is_ok());
        assert!(read_line(r#"{"id": "a"}"#).is_err());
        assert!(read_line(r#"{"title": "x"}"#).is_err());
        assert!(read_line("[1,").is_err());
    }

    #[test]
    fn errors_do_not_repeat_the_report() {
        let error = read_line(r#"{"id": 1, "title": 5, "body": "secret words"}"#).unwrap_err();
        assert!(!error.contains("secret"), "{error}");
    }
}
