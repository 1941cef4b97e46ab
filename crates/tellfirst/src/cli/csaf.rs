//! `tellfirst csaf validate`: checks CSAF 2.0 and 2.1 documents, offline unless asked otherwise.

mod outside;

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use formats::csaf::validate::{Finding, Options, Refusal, Report, Severity, validate_with};
use formats::strict_json;
use serde_json::{Value, json};

/// What can be done with CSAF documents.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check documents: schema, mandatory, optional and informative tests (2.0 and 2.1)
    Validate(ValidateArgs),
}

#[derive(Debug, clap::Args)]
struct ValidateArgs {
    /// The documents; - is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
    /// Ask the addresses in the documents whether they answer (tests 6.3.6 and 6.3.7; https and public hosts only)
    #[arg(long)]
    online: bool,
    /// Look words up with hunspell and the dictionaries of this system (test 6.3.8)
    #[arg(long)]
    spelling: bool,
}

/// What became of one file.
enum Judged {
    Read(Report),
    /// Read, but no CSAF document.
    Refused(Refusal),
    Unreadable(String),
}

/// Runs the command: 0 all valid, 1 one is not, 2 one could not be read.
pub fn run(args: &Args) -> ExitCode {
    let Command::Validate(args) = &args.command;
    let outside = outside::System::new(args.online, args.spelling);
    let mut documents = Vec::new();
    let mut worst = 0;
    for file in &args.files {
        let judged = judge(file, &outside);
        worst = worst.max(weight(&judged));
        if args.json {
            documents.push(as_json(file, &judged));
        } else {
            // Whoever closed standard output still gets the exit code.
            let _ = match &judged {
                Judged::Unreadable(_) => io::stderr().write_all(as_text(file, &judged).as_bytes()),
                _ => io::stdout().write_all(as_text(file, &judged).as_bytes()),
            };
        }
    }
    if args.json {
        let text = format!("{:#}\n", json!({"valid": worst == 0, "documents": documents}));
        let _ = io::stdout().write_all(text.as_bytes());
    }
    ExitCode::from(worst)
}

fn judge(file: &Path, outside: &outside::System) -> Judged {
    let options = Options::default();
    let bytes = match read_limited(file, options.limits.bytes) {
        Ok(bytes) => bytes,
        Err(error) => return Judged::Unreadable(error.to_string()),
    };
    match validate_with(&bytes, options, outside) {
        Ok(report) => Judged::Read(report),
        Err(refusal) if is_a_document(&refusal) => Judged::Refused(refusal),
        Err(refusal) => Judged::Unreadable(refusal.to_string()),
    }
}

/// JSON that can be read, and is refused all the same: then the document is not valid, not the file unreadable.
fn is_a_document(refusal: &Refusal) -> bool {
    use strict_json::Refusal::DuplicateMember;
    matches!(refusal, Refusal::NotCsaf | Refusal::UnknownVersion | Refusal::Text(DuplicateMember { .. }))
}

/// Reads one byte more than is allowed at most, so that a file too large is told without reading all of it.
fn read_limited(file: &Path, max_bytes: usize) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX).saturating_add(1);
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
        Judged::Read(report) if report.is_valid() => 0,
        Judged::Read(_) | Judged::Refused(_) => 1,
        Judged::Unreadable(_) => 2,
    }
}

fn as_json(file: &Path, judged: &Judged) -> Value {
    let file = file.display().to_string();
    match judged {
        Judged::Read(report) => json!({
            "file": file,
            "valid": report.is_valid(),
            "version": report.version,
            "findings": report.findings,
            "findings_left_out": report.left_out,
            "tests_skipped": report.skipped,
            "tests_not_asked": report.not_asked,
            "tests_not_built": report.not_built,
        }),
        Judged::Refused(refusal) => json!({"file": file, "valid": false, "error": refusal.to_string()}),
        Judged::Unreadable(error) => json!({"file": file, "valid": null, "error": error}),
    }
}

fn as_text(file: &Path, judged: &Judged) -> String {
    let name = printable(&file.display().to_string());
    match judged {
        Judged::Read(report) => report_text(&name, report),
        Judged::Refused(refusal) => format!("{name}: NOT VALID: {refusal}\n"),
        Judged::Unreadable(error) => format!("tellfirst csaf: {name}: {}\n", printable(error)),
    }
}

fn report_text(name: &str, report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        text.push_str(&format!("{name}: {}\n", line(finding)));
    }
    if report.left_out > 0 {
        text.push_str(&format!("{name}: {} more findings of the same tests\n", report.left_out));
    }
    if !report.skipped.is_empty() {
        text.push_str(&format!("{name}: not run on this document: {}\n", report.skipped.join(", ")));
    }
    if !report.not_built.is_empty() {
        text.push_str(&format!("{name}: not built: {}\n", report.not_built.join(", ")));
    }
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let judgement = if report.is_valid() { "valid" } else { "NOT VALID" };
    text.push_str(&format!(
        "{name}: {judgement} as CSAF {} ({} errors, {} warnings, {} notes)\n",
        report.version,
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
    let place = if finding.pointer.is_empty() { "/" } else { &finding.pointer };
    printable(&format!("{severity} {} {place}: {}", finding.test, finding.message))
}

/// Keeps text from the file from steering the terminal.
fn printable(text: &str) -> String {
    text.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
