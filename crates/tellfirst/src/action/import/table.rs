//! Tables: CSV with named columns, or a JSON object per line with the same names.

use std::collections::BTreeMap;

use domain::case::{Command, ReasonCode};
use domain::id::{CveId, VulnerabilityNo};
use jiff::civil::Date;
use serde_json::Value;
use ui::Locale;

use super::{Item, Problem, Row, What, origin_note, problems_of};
use crate::action::submit;
use crate::api::reports::{CreditWish, NewReport, NewReporter, translate};
use crate::app::App;
use crate::error::Error;

/// The columns. Only `id`, `title` and `description` must have a value.
pub const COLUMNS: [&str; 34] = [
    "id",
    "title",
    "description",
    "brand",
    "model",
    "hardware_revision",
    "region",
    "firmware",
    "tested",
    "steps",
    "observed",
    "impact",
    "cvss",
    "severity",
    "cwe",
    "cve",
    "public_url",
    "exploited",
    "planned_publication",
    "other_makers",
    "tools",
    "reporter_name",
    "reporter_email",
    "reporter_pgp_key",
    "credit",
    "language",
    "received_at",
    "state",
    "reason",
    "policy_line",
    "answer",
    "duplicate_of",
    "labels",
    "note",
];

type Found = (Vec<Item>, Vec<Problem>);

/// A line with the values of its columns.
struct Line {
    number: usize,
    values: BTreeMap<String, String>,
}

impl Line {
    fn problem(&self, field: &str, words: impl Into<String>) -> Problem {
        Problem { line: self.number, field: Some(field.to_owned()), words: words.into() }
    }

    /// The value of a column, without spaces around it; nothing when it is blank.
    fn get(&self, column: &str) -> Option<&str> {
        self.values.get(column).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    fn owned(&self, column: &str) -> Option<String> {
        self.get(column).map(str::to_owned)
    }
}

fn whole(words: String) -> Problem {
    Problem { line: 1, field: None, words }
}

/// Reads CSV.
pub fn csv(app: &App, bytes: &[u8]) -> Found {
    let text = match text(bytes) {
        Ok(text) => text,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(error) => return (Vec::new(), vec![whole(format!("the line cannot be read: {error}"))]),
    };
    let unknown: Vec<_> = columns.iter().filter(|name| !COLUMNS.contains(&name.as_str())).collect();
    if !unknown.is_empty() || !columns.iter().any(|name| name == "id") {
        let words = format!("the columns are {}; unknown here: {unknown:?}", COLUMNS.join(", "));
        return (Vec::new(), vec![whole(words)]);
    }
    let mut found = Found::default();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let number = record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
                let values = columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
                let line = Line { number, values };
                if record.len() > columns.len() {
                    let words = "the line has more values than there are columns";
                    found.1.push(Problem { line: number, field: None, words: words.to_owned() });
                }
                add(app, &line, &mut found);
            }
            Err(error) => {
                let line = error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
                let words = "the line cannot be read as comma-separated values".to_owned();
                found.1.push(Problem { line, field: None, words });
            }
        }
    }
    found
}

fn text(bytes: &[u8]) -> Result<&str, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Problem { line, field: None, words: "the file is not UTF-8 here".to_owned() }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Reads a JSON object per line.
pub fn jsonl(app: &App, bytes: &[u8]) -> Found {
    let text = match text(bytes) {
        Ok(text) => text,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let mut found = Found::default();
    for (at, json) in text.lines().enumerate().filter(|(_, json)| !json.trim().is_empty()) {
        let mut line = Line { number: at + 1, values: BTreeMap::new() };
        let Ok(Value::Object(object)) = serde_json::from_str::<Value>(json) else {
            let words = "the line is no JSON object".to_owned();
            found.1.push(Problem { line: at + 1, field: None, words });
            continue;
        };
        for (name, value) in object {
            match (COLUMNS.contains(&name.as_str()), plain(&value)) {
                (false, _) => found.1.push(line.problem(&name, "there is no such member")),
                (true, None) => found.1.push(line.problem(&name, "a text, a number or a list of texts")),
                (true, Some(value)) => _ = line.values.insert(name, value),
            }
        }
        add(app, &line, &mut found);
    }
    found
}

/// A value as a cell of a table would have it.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(list) => {
            let texts: Option<Vec<_>> = list.iter().map(Value::as_str).collect();
            texts.map(|texts| texts.join(" "))
        }
        Value::Object(_) => None,
    }
}

fn add(app: &App, line: &Line, (items, problems): &mut Found) {
    match item(app, line) {
        Ok(item) => items.push(item),
        Err(more) => problems.extend(more),
    }
}

fn item(app: &App, line: &Line) -> Result<Item, Vec<Problem>> {
    let source = line.owned("id").ok_or_else(|| vec![line.problem("id", "please fill this in")])?;
    let program = app.program();
    let planned = line.get("planned_publication").and_then(|day| day.parse::<Date>().ok());
    let is_past = planned.is_some_and(|day| day < app.today());
    let report = translate(new_report(line, is_past), &program.program, Locale::english());
    let report = report.and_then(|report| {
        submit::check(&report, &program, app.today())?;
        Ok(report)
    });
    let mut problems = Vec::new();
    let commands = commands(line, (&source, is_past)).unwrap_or_else(|more| {
        problems.extend(more);
        Vec::new()
    });
    match report {
        Ok(report) if problems.is_empty() => {
            let row = Row { report, commands, duplicate_of: line.owned("duplicate_of") };
            Ok(Item { line: line.number, source, what: What::Row(Box::new(row)) })
        }
        Ok(_) => Err(problems),
        Err(Error::Invalid(errors)) => {
            problems.extend(problems_of(line.number, &errors));
            Err(problems)
        }
        Err(error) => {
            problems.push(Problem { line: line.number, field: None, words: error.to_string() });
            Err(problems)
        }
    }
}

fn new_report(line: &Line, is_past: bool) -> NewReport {
    let own = |column: &str| line.owned(column);
    NewReport {
        brand: own("brand"),
        model: own("model").or_else(|| Some("not in the list".to_owned())),
        hardware_revision: own("hardware_revision"),
        region: own("region"),
        firmware: own("firmware"),
        tested: own("tested"),
        title: own("title"),
        description: own("description"),
        steps: own("steps"),
        observed: own("observed"),
        impact: own("impact"),
        cvss: own("cvss"),
        severity: own("severity"),
        cwe: own("cwe"),
        public_url: own("public_url"),
        exploited: line.get("exploited").is_some_and(|word| ["yes", "true", "1"].contains(&word)),
        planned_publication: own("planned_publication").filter(|_| !is_past),
        other_makers: own("other_makers"),
        tools: own("tools"),
        reporter: Some(NewReporter {
            name: own("reporter_name"),
            email: own("reporter_email"),
            credit: own("credit").map(CreditWish::As),
            pgp_key: own("reporter_pgp_key"),
            language: own("language"),
        }),
        attachments: Vec::new(),
    }
}

/// What is done to the case after it was received: note, labels, CVE id, state.
fn commands(line: &Line, (source, is_past): (&str, bool)) -> Result<Vec<Command>, Vec<Problem>> {
    let mut problems = Vec::new();
    let planned = line.get("planned_publication").filter(|_| is_past);
    let mut commands = vec![origin_note(
        "another system",
        &[
            ("Id there", Some(source)),
            ("Received there", line.get("received_at")),
            ("Publication was planned for", planned),
            ("Note", line.get("note")),
        ],
    )];
    let labels = line.get("labels").unwrap_or_default();
    let labels = labels.split([' ', ',', ';']).filter(|label| !label.is_empty());
    commands.extend(labels.map(|label| Command::AddLabel { label: label.to_owned() }));
    if let Some(cve) = line.get("cve") {
        match CveId::try_from(cve.to_owned()) {
            Ok(cve) => {
                commands.push(Command::SetCve { vulnerability: VulnerabilityNo::FIRST, cve: Some(cve) });
            }
            Err(words) => problems.push(line.problem("cve", words)),
        }
    }
    match judgement(line) {
        Ok(more) => commands.extend(more),
        Err(more) => problems.extend(more),
    }
    if problems.is_empty() { Ok(commands) } else { Err(problems) }
}

/// The state of the case, as the acts that lead there.
fn judgement(line: &Line) -> Result<Vec<Command>, Vec<Problem>> {
    let text = line.owned("answer").unwrap_or_default();
    let acknowledge = Command::Acknowledge { text: String::new() };
    match line.get("state").unwrap_or("new") {
        "new" => Ok(Vec::new()),
        "in-review" => Ok(vec![Command::Acknowledge { text }]),
        "confirmed" => Ok(vec![acknowledge, Command::Confirm { text }]),
        "rejected" => {
            let mut problems = Vec::new();
            let reason = line.get("reason").and_then(ReasonCode::from_word);
            if reason.is_none() {
                let all = ReasonCode::ALL.map(ReasonCode::word).join(", ");
                problems.push(line.problem("reason", format!("one of {all}")));
            }
            for column in ["policy_line", "answer"] {
                if line.get(column).is_none() {
                    problems.push(line.problem(column, "a rejection needs it"));
                }
            }
            match reason {
                Some(reason) if problems.is_empty() => {
                    let policy_line = line.owned("policy_line").unwrap_or_default();
                    Ok(vec![acknowledge, Command::Reject { reason, policy_line, text }])
                }
                _ => Err(problems),
            }
        }
        _ => Err(vec![line.problem("state", "one of new, in-review, confirmed, rejected")]),
    }
}
