//! The draft check: a researcher's disclosure text against the facts of the case.
//!
//! Twenty rules, one finding each at most: the first or clearest place. The check advises; a person
//! decides. All knowledge about products comes from the [`Facts`]. Drafts are hostile input: the work
//! is bounded, and what cannot be read in that bound is refused by a [`Refusal`], never half checked.

mod access;
mod afar;
mod affected;
mod case;
mod contradiction;
mod document;
mod edit;
mod embargo;
mod facts;
mod fix;
mod fold;
mod html;
mod identity;
mod language;
mod limits;
mod links;
mod markdown;
mod pattern;
mod phrase;
mod plain;
mod rating;
mod reach;
mod reader;
mod report;
mod sentence;
mod table;
mod vector;
mod version;
mod wording;

use std::ops::Range;

pub use self::edit::Edit;
pub use self::facts::{Cvss, Facts, FactsError};
pub use self::limits::{LONGEST_DRAFT, MOST_LINKS, Refusal, limits};
pub use self::report::{Finding, Language, Notice, Place, Report, Rule, Scope, Severity, Span, Text, Tongue};

use self::case::Case;
use self::reader::Reader;

/// How a draft is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CommonMark with tables and footnotes.
    Markdown,
    /// HTML, a page or a piece of one.
    Html,
    /// Plain text.
    Plain,
}

impl Format {
    /// Guesses the format from the file name's ending, else from the text.
    #[must_use]
    pub fn guess(text: &str, file_name: Option<&str>) -> Self {
        let ending =
            file_name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown" | "mdown" | "mkd") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("txt" | "eml" | "text" | "asc") => Self::Plain,
            _ => limits::guess_by_text(text),
        }
    }

    /// Reads the name of a format: `markdown`, `html` or `plain`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "markdown" => Some(Self::Markdown),
            "html" => Some(Self::Html),
            "plain" => Some(Self::Plain),
            _ => None,
        }
    }
}

/// A finding before it has words: the rule, where, and what the draft says there.
#[derive(Debug)]
struct Found {
    rule: Rule,
    place: Where,
    /// What would be right in its place, where the rule knows it.
    better: Option<String>,
}

impl Found {
    fn new(rule: Rule, place: Where) -> Self {
        Self { rule, place, better: None }
    }
}

/// Where a rule applies.
#[derive(Debug)]
enum Where {
    /// A stretch of the folded text.
    Text(Range<usize>),
    /// Bytes of the draft.
    Source(Range<usize>),
    /// Something is missing, in this scope.
    Absent(Scope),
}

/// Checks a draft against the facts of its case.
///
/// # Errors
/// [`Refusal`] when the draft is too long, has too many links, or is built to cost time.
pub fn check(draft: &str, format: Format, facts: &Facts) -> Result<Report, Refusal> {
    limits::admit(draft)?;
    let document = match format {
        Format::Markdown => markdown::read(draft),
        Format::Html => html::read(draft),
        Format::Plain => plain::read(draft),
    };
    limits::admit_document(&document)?;
    let notice = language::notice(&document);
    let case = Case::new(facts);
    let reader = Reader::new(document, &case);
    let found = run_rules(&reader, notice.is_none());
    if reader.overflowed() {
        return Err(Refusal::TooRepetitive);
    }
    Ok(Report { findings: report::findings(found, &reader, format), notice })
}

fn run_rules(reader: &Reader<'_>, english: bool) -> Vec<Found> {
    let mut found = Vec::new();
    embargo::check(reader, &mut found);
    links::check(reader, &mut found);
    identity::check(reader, &mut found);
    rating::check(reader, &mut found);
    if english {
        fix::check(reader, &mut found);
        reach::check(reader, &mut found);
        access::check(reader, &mut found);
        affected::check(reader, &mut found);
    }
    found
}
