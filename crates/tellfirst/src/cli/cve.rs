//! `tellfirst cve validate`: checks CVE records against schema and rules, offline.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use formats::cve::{self, Refusal, Report, rules};
use formats::finding::{Finding, Severity};
use formats::schema_gate::Formats;
use formats::strict_json;
use serde_json::{Value, json};

/// What can be done with CVE records.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check records, or bodies for CVE Services: schema 5.1.1 or 5.2.0 by the version they name, and the CNA rules
    Validate(ValidateArgs),
}

#[derive(Debug, clap::Args)]
struct ValidateArgs {
    /// The records; - is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
}

/// What became of one file.
enum Judged {
    Read {
        report: Report,
        by_version: Vec<(cve::Version, bool)>,
    },
    /// Read, but no CVE record.
    Refused(Refusal),
    Unreadable(String),
}

/// Runs the command: 0 all valid, 1 one is not, 2 one could not be read.
pub fn run(args: &Args) -> ExitCode {
    let Command::Validate(args) = &args.command;
    let mut documents = Vec::new();
    let mut worst = 0;
    for file in &args.files {
        let judged = judge(file);
        worst = worst.max(weight(&judged));
        if args.json {
            documents.push(as_json(file, &judged));
        } else {
            let text = as_text(file, &judged);
            // Whoever closed standard output still gets the exit code.
            let _ = match &judged {
                Judged::Unreadable(_) => io::stderr().write_all(text.as_bytes()),
                _ => io::stdout().write_all(text.as_bytes()),
            };
        }
    }
    if args.json {
        let text = format!("{:#}\n", json!({"valid": worst == 0, "documents": documents}));
        let _ = io::stdout().write_all(text.as_bytes());
    }
    ExitCode::from(worst)
}

fn judge(file: &Path) -> Judged {
    let bytes = match read_limited(file) {
        Ok(bytes) => bytes,
        Err(error) => return Judged::Unreadable(error.to_string()),
    };
    let read =
        cve::read_value(&bytes).and_then(|value| Ok((cve::check_value(&value, Formats::Ignored)?, value)));
    match read {
        Ok((report, value)) => Judged::Read { by_version: by_version(&report, &value), report },
        Err(refusal @ (Refusal::NotCve | Refusal::Json(strict_json::Refusal::DuplicateMember { .. }))) => {
            Judged::Refused(refusal)
        }
        Err(refusal) => Judged::Unreadable(refusal.to_string()),
    }
}

/// The verdict of each version of the schema, whatever version the record names.
fn by_version(report: &Report, value: &Value) -> Vec<(cve::Version, bool)> {
    if report.kind != cve::Kind::Record {
        return vec![(report.schema, report.is_valid())];
    }
    let verdict = |version| cve::schema::check_record(value, version, Formats::Ignored).is_empty();
    [cve::Version::V5_1_1, cve::Version::V5_2_0].map(|version| (version, verdict(version))).to_vec()
}

/// Reads one byte more than is allowed at most, so that a file too large is told without reading all of it.
fn read_limited(file: &Path) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(cve::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn weight(judged: &Judged) -> u8 {
    match judged {
        Judged::Read { report, .. } if report.is_valid() => 0,
        Judged::Read { .. } | Judged::Refused(_) => 1,
        Judged::Unreadable(_) => 2,
    }
}

fn as_json(file: &Path, judged: &Judged) -> Value {
    let file = file.display().to_string();
    match judged {
        Judged::Read { report, by_version } => {
            let schemas: serde_json::Map<String, Value> = by_version
                .iter()
                .map(|(version, valid)| (version.as_str().to_owned(), json!(valid)))
                .collect();
            json!({
                "file": file,
                "valid": report.is_valid(),
                "kind": report.kind,
                "cve": report.cve,
                "schema": report.schema,
                "schemas": schemas,
                "findings": report.findings.iter().map(finding_as_json).collect::<Vec<_>>(),
            })
        }
        Judged::Refused(refusal) => json!({"file": file, "valid": false, "error": refusal.to_string()}),
        Judged::Unreadable(error) => json!({"file": file, "valid": null, "error": error}),
    }
}

fn finding_as_json(finding: &Finding) -> Value {
    let rule = rules::find_rule(finding.rule);
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "pointer": finding.pointer,
        "message": finding.message,
        "cna_rule": rule.and_then(|rule| rule.cna_rule),
        "cvelint": rule.and_then(|rule| rule.cvelint),
    })
}

fn as_text(file: &Path, judged: &Judged) -> String {
    let name = printable(&file.display().to_string());
    match judged {
        Judged::Read { report, .. } => report_text(&name, report),
        Judged::Refused(refusal) => format!("{name}: NOT VALID: {}\n", printable(&refusal.to_string())),
        Judged::Unreadable(error) => format!("tellfirst cve: {name}: {}\n", printable(error)),
    }
}

fn report_text(name: &str, report: &Report) -> String {
    let lines = report.findings.iter().map(|finding| format!("{name}: {}\n", line(finding)));
    let mut text: String = lines.collect();
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    text.push_str(&format!(
        "{name}: {} as CVE {} {} ({} errors, {} warnings, {} notes)\n",
        if report.is_valid() { "valid" } else { "NOT VALID" },
        match report.kind {
            cve::Kind::Record => "record",
            cve::Kind::Container => "container",
        },
        report.schema.as_str(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Information),
    ));
    text
}

fn line(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    };
    let rule = rules::find_rule(finding.rule);
    let cna = rule.and_then(|rule| rule.cna_rule).map(|section| format!("CNA rule {section}"));
    let lint = rule.and_then(|rule| rule.cvelint).map(|code| format!("cvelint {code}"));
    let from: Vec<String> = cna.into_iter().chain(lint).collect();
    let from = if from.is_empty() { String::new() } else { format!(" ({})", from.join(", ")) };
    let place = if finding.pointer.is_empty() { "/" } else { &finding.pointer };
    printable(&format!("{severity} {}{from} {place}: {}", finding.rule, finding.message))
}

/// Keeps text from the file from steering the terminal.
fn printable(text: &str) -> String {
    text.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
