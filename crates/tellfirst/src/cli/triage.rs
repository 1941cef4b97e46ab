//! `tellfirst triage`: the advice on a file of messages or reports, offline.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use checks::triage::{Advice, Catalog, CatalogError, Knowledge, ReportText, advise};
use domain::program::{CATALOG_FILE, Files, Level, PROGRAM_FILE, Problem, Program};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};
use server::action::program::sample;
use server::clock::{Clock, SystemClock};
use thiserror::Error;

use super::program::{FolderError, read_folder};

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Reports, one JSON object per line: id, title or subject, body or text, optional brand, model, firmware, cwe
    pub reports: PathBuf,
    /// Folder of a program: its catalog, servers, exclusions and other makers; without it the sample program
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
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("{}: neither {PROGRAM_FILE} nor {CATALOG_FILE} is there; name the folder of a program", path.display())]
    NoProgram { path: PathBuf },
    #[error("the program has a mistake: {0}")]
    BadProgram(Box<Problem>),
    #[error("{CATALOG_FILE}: {0}")]
    BadCatalog(#[from] CatalogError),
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
    let files = program.map_or_else(|| Ok(sample()), read_folder)?;
    if let Some(folder) =
        program.filter(|_| ![PROGRAM_FILE, CATALOG_FILE].iter().any(|f| files.contains_key(*f)))
    {
        return Err(TriageError::NoProgram { path: folder.to_owned() });
    }
    let today = SystemClock.now().to_zoned_datetime(TimeZone::UTC).date();
    Ok(Knowledge::from_catalog(&catalog_of(&files, today)?))
}

/// What the files of a program say about names and servers. A catalog alone is enough.
fn catalog_of(files: &Files, today: Date) -> Result<Catalog, TriageError> {
    if !files.contains_key(PROGRAM_FILE) {
        return catalog_alone(files);
    }
    match Program::parse(files, today) {
        Ok((program, _)) => Ok(Catalog::from_program(&program)),
        Err(problems) => match problems.into_iter().find(|p| p.level == Level::Mistake) {
            Some(mistake) => Err(TriageError::BadProgram(Box::new(mistake))),
            None => catalog_alone(files),
        },
    }
}

fn catalog_alone(files: &Files) -> Result<Catalog, TriageError> {
    let csv = files.get(CATALOG_FILE).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    Ok(csv.map_or_else(|| Ok(Catalog::default()), |csv| Catalog::from_csv(&csv))?)
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
    fn the_sample_program_says_whose_servers_and_devices_are_meant() {
        let catalog = catalog_of(&sample(), jiff::civil::date(2026, 1, 1)).unwrap();
        let names = |list: &[String], wanted: &str| list.iter().any(|n| n == wanted);
        assert!(catalog.brands.iter().any(|b| names(&b.hosts, "linksys.com")));
        assert!(names(&catalog.cloud_hosts, "xbcs.net") && !names(&catalog.cloud_hosts, "belkin.com"));
        assert!(names(&catalog.partner_words, "zendesk"));
        assert!(catalog.other_makers.iter().any(|m| m.name == "NETGEAR"));
        assert!(catalog.products.iter().any(|p| p.model == "RE6500" && p.series == "RE series"));
    }

    #[test]
    fn a_catalog_alone_is_enough() {
        let files = Files::from([(CATALOG_FILE.to_owned(), b"brand,model\nAcme,AB100\n".to_vec())]);
        let catalog = catalog_of(&files, jiff::civil::date(2026, 1, 1)).unwrap();
        assert!(Knowledge::from_catalog(&catalog).find_model("ab 100").is_some());
    }

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
