//! `tellfirst check-draft`: the draft check, offline. All judgement is in the `checks` crate; this
//! file reads two files, prints, and sets the exit code: 0 clean, 1 findings, 2 bad input.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use checks::draft::{Facts, Format, LONGEST_DRAFT, Language, Report, Severity, check};
use clap::ValueEnum;
use server::action::draft_facts;

/// What `tellfirst check-draft` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The facts of the case: a JSON object, or a record with a member "facts".
    #[arg(long, value_name = "FACTS.json")]
    facts: PathBuf,
    /// The draft: Markdown, HTML or plain text; - is standard input.
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The language of the findings.
    #[arg(long, visible_alias = "lang", value_enum, default_value_t = Tongue::En)]
    language: Tongue,
    /// The format of the draft, if it is not to be guessed.
    #[arg(long, value_enum)]
    format: Option<Markup>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tongue {
    En,
    De,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Markup {
    Markdown,
    Html,
    Plain,
}

/// Why nothing was checked, in one line.
#[derive(Debug, thiserror::Error)]
enum BadInput {
    #[error("{0}: cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    #[error("{0}: is not UTF-8 text")]
    NotText(String),
    #[error("{0}: {1}")]
    Facts(String, checks::draft::FactsError),
    #[error("{0}: {1}")]
    Refused(String, checks::draft::Refusal),
    #[error("the result cannot be written: {0}")]
    Unwritable(#[from] std::io::Error),
}

/// Runs the command.
#[must_use]
pub fn run(args: &Args) -> ExitCode {
    match judge(args) {
        Ok(report) if report.findings.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(problem) => {
            // Standard error is the last place to tell anybody; there is no other if it fails.
            let _ = writeln!(std::io::stderr(), "tellfirst check-draft: {problem}");
            ExitCode::from(2)
        }
    }
}

fn judge(args: &Args) -> Result<Report, BadInput> {
    let named = args.facts.display().to_string();
    let mut facts = Facts::from_json(&read(&args.facts)?).map_err(|error| BadInput::Facts(named, error))?;
    draft_facts::score(&mut facts);
    let draft = read(&args.draft)?;
    let format = match args.format {
        Some(Markup::Markdown) => Format::Markdown,
        Some(Markup::Html) => Format::Html,
        Some(Markup::Plain) => Format::Plain,
        None => Format::guess(&draft, args.draft.to_str()),
    };
    let named = args.draft.display().to_string();
    let report = check(&draft, format, &facts).map_err(|refusal| BadInput::Refused(named, refusal))?;
    print(args, &report)?;
    Ok(report)
}

/// Reads a file, or standard input, up to a little more than the check takes.
fn read(path: &Path) -> Result<String, BadInput> {
    let named = path.display().to_string();
    let mut bytes = Vec::new();
    let most = u64::try_from(LONGEST_DRAFT).unwrap_or(u64::MAX).saturating_add(1);
    let result = if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    result.map_err(|error| BadInput::Unreadable(named.clone(), error))?;
    if bytes.len() > LONGEST_DRAFT {
        // The cut may have split a character; the check refuses the length and says so.
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|_| BadInput::NotText(named))
}

fn print(args: &Args, report: &Report) -> Result<(), std::io::Error> {
    let language = match args.language {
        Tongue::En => Language::English,
        Tongue::De => Language::German,
    };
    let mut out = std::io::stdout().lock();
    if args.json {
        return writeln!(out, "{}", report.to_json(language));
    }
    if let Some(notice) = report.notice {
        writeln!(out, "{}\n", notice.message(language))?;
    }
    for finding in &report.findings {
        let grade = match (finding.severity, language) {
            (Severity::Warning, Language::English) => "warning",
            (Severity::Error, Language::English) => "error",
            (Severity::Blocker, Language::English) => "blocker",
            (Severity::Warning, Language::German) => "Hinweis",
            (Severity::Error, Language::German) => "Fehler",
            (Severity::Blocker, Language::German) => "Sperre",
        };
        let at = finding.place.span.as_ref().map_or_else(String::new, |span| format!(" @{}", span.character));
        writeln!(out, "{grade}{at} [{}] {}", finding.rule.name(), finding.message(language))?;
        writeln!(out, "    {}", finding.suggestion(language))?;
    }
    Ok(())
}
