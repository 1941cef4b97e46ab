//! The change to the draft that a finding suggests, precise enough to be made by a program.
//!
//! Invariant: made one after the other, each on the draft as the one before left it, the changes end in a draft
//! without findings.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::case::Case;
use super::document::Kind;
use super::pattern::pattern;
use super::reader::Reader;
use super::report::{Rule, Scope};
use super::vector::Vector;
use super::{Format, Found, Where, phrase};

/// Bytes of the draft, and what to write in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// First byte and the byte after the last.
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// The draft with the change made. Unchanged if the place is not in it.
    #[must_use]
    pub fn apply(&self, draft: &str) -> String {
        match (draft.get(..self.range.start), draft.get(self.range.end..)) {
            (Some(before), Some(after)) => format!("{before}{}{after}", self.text),
            _ => draft.to_owned(),
        }
    }
}

/// The change that a finding suggests.
pub(super) fn of(found: &Found, reader: &Reader<'_>, format: Format) -> Edit {
    match &found.place {
        Where::Absent(Scope::Lead) => after_title(reader, format, &phrase::fixed(reader.case)),
        Where::Absent(_) => at_the_end(reader, format, found.rule),
        Where::Source(range) => {
            Edit { range: range.clone(), text: in_place(found.rule, reader.case, format) }
        }
        Where::Text(range) => {
            let edit = in_text(found, reader, range);
            if format == Format::Html { Edit { text: escaped(&edit.text), ..edit } } else { edit }
        }
    }
}

/// What replaces bytes that were found in the draft itself.
fn in_place(rule: Rule, case: &Case<'_>, format: Format) -> String {
    match rule {
        Rule::FixLinkWrong => {
            let url = case.facts.fix_url.first().cloned().unwrap_or_default();
            if format == Format::Html { escaped(&url) } else { url }
        }
        _ => "another-product".to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn paragraph(format: Format, text: &str) -> String {
    match format {
        Format::Html => format!("\n<p>{}</p>\n", escaped(text)),
        _ => format!("\n\n{text}\n\n"),
    }
}

fn after_title(reader: &Reader<'_>, format: Format, text: &str) -> Edit {
    let document = &reader.document;
    let title = document.blocks.iter().rfind(|block| block.scope == Scope::Title);
    let end = title.map_or(0, |block| document.folded.source_range(block.range.clone()).end);
    let rest = document.source.get(end..).unwrap_or_default();
    let lower = rest.to_ascii_lowercase();
    let skipped = match format {
        // Behind the end tag of the heading; a title in the head is no place for a paragraph.
        Format::Html => ["</h1>", "</h2>", "</h3>", "<body>", "</p>"]
            .iter()
            .filter_map(|tag| Some((lower.find(tag)?, tag.len())))
            .min()
            .map_or(0, |(at, length)| at + length),
        _ if title.is_some() => rest.find('\n').unwrap_or(rest.len()),
        _ => 0,
    };
    let at = end + skipped;
    Edit { range: at..at, text: paragraph(format, text) }
}

fn at_the_end(reader: &Reader<'_>, format: Format, rule: Rule) -> Edit {
    let facts = reader.case.facts;
    let url = facts.fix_url.first().cloned().unwrap_or_else(|| {
        format!("https://{}/", facts.vendor_domains.first().map_or("maker.example", String::as_str))
    });
    let text = match (rule, format) {
        (Rule::FixLinkMissing, Format::Html) => {
            let url = escaped(&url);
            format!("\n<p>The fix: <a href=\"{url}\">{url}</a></p>\n")
        }
        (Rule::FixLinkMissing, Format::Markdown) => paragraph(format, &format!("The fix: <{url}>")),
        (Rule::FixLinkMissing, Format::Plain) => paragraph(format, &format!("The fix: {url}")),
        (Rule::AffectedVersionsMissing, _) => paragraph(format, &phrase::affected(reader.case)),
        _ => paragraph(format, &facts.cve.join(", ")),
    };
    let source = reader.document.source;
    let end = if format == Format::Html { source.to_ascii_lowercase().rfind("</body") } else { None };
    let at = end.unwrap_or(source.len());
    Edit { range: at..at, text }
}

fn in_text(found: &Found, reader: &Reader<'_>, range: &Range<usize>) -> Edit {
    let exact =
        |range: Range<usize>, text: String| Edit { range: reader.document.folded.source_range(range), text };
    let said = &reader.document.prose[range.clone()];
    let case = reader.case;
    match found.rule {
        Rule::VectorMismatch => metric(reader, range),
        Rule::ScoreMismatch => exact(range.clone(), phrase::score(case)),
        Rule::SeverityMismatch => exact(within(range, said, &BAND), phrase::severity(case).to_owned()),
        Rule::RceTerm => exact(range.clone(), phrase::code_execution(case).to_owned()),
        Rule::CveWrong => exact(range.clone(), case.facts.cve.first().cloned().unwrap_or_default()),
        Rule::VersionContradiction => match &found.better {
            Some(better) => exact(range.clone(), better.clone()),
            None => sentence(found.rule, reader, range),
        },
        _ => sentence(found.rule, reader, range),
    }
}

static BAND: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:none|low|medium|moderate|high|critical)\b"));
static METRIC_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:privileges? required|required privileges?|attack requirements|user interaction)")
});
static METRIC_VALUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:adjacent|local)[- ](?:area[- ])?(?:network|lan)|network|adjacent|local|physical|low|high|none|required|passive|active|changed|unchanged|present)\b",
    )
});

fn within(range: &Range<usize>, said: &str, pattern: &Regex) -> Range<usize> {
    pattern
        .find(said.as_bytes())
        .map_or_else(|| range.clone(), |found| range.start + found.start()..range.start + found.end())
}

/// A vector is written as the facts have it; a spelled-out metric gets the value of the facts.
fn metric(reader: &Reader<'_>, range: &Range<usize>) -> Edit {
    let document = &reader.document;
    let vector = Vector::find(&document.prose)
        .into_iter()
        .find(|vector| vector.range.start <= range.start && range.end <= vector.range.end);
    if let Some(vector) = vector {
        let text = reader.case.facts.cvss.vector.clone();
        return Edit { range: document.folded.source_range(vector.range), text };
    }
    let said = &document.prose[range.clone()];
    let named = METRIC_NAME.find(said.as_bytes()).map_or(0, |name| name.end());
    let value = within(&(range.start + named..range.end), &said[named..], &METRIC_VALUE);
    let text = found_value(reader, said).unwrap_or("(see the vector)").to_owned();
    Edit { range: document.folded.source_range(value), text }
}

fn found_value(reader: &Reader<'_>, said: &str) -> Option<&'static str> {
    let (name, letter) = super::rating::spelled_fact(reader, said)?;
    phrase::metric_value(name, letter)
}

/// A whole sentence, or in titles and tables the words alone: what is around them stays.
fn sentence(rule: Rule, reader: &Reader<'_>, range: &Range<usize>) -> Edit {
    let document = &reader.document;
    let place = reader.sentence_at(range.start).map(|index| &reader.sentences[index]);
    let block = place.and_then(|place| document.blocks.get(place.block));
    let is_prose = block.is_some_and(|block| {
        !matches!(block.kind, Kind::Table | Kind::Heading | Kind::PageTitle) && block.scope != Scope::Title
    });
    match place.filter(|_| is_prose) {
        Some(place) => {
            let start = place.range.start + list_mark(&document.prose[place.range.clone()]);
            let whole = reader.trimmed(start.min(range.start)..place.range.end.max(range.end));
            let bytes = widened(document.source, document.folded.source_range(whole));
            Edit { range: bytes, text: phrase::sentence(rule, reader.case) }
        }
        None => {
            let bytes = document.folded.source_range(range.clone());
            Edit { range: bytes, text: phrase::words(rule, reader.case) }
        }
    }
}

fn list_mark(text: &str) -> usize {
    let rest = text.trim_start_matches(['\n', ' ', '*', '-', '+', '>', '|']);
    text.len() - rest.len()
}

/// Takes marks of emphasis beside the sentence along.
fn widened(source: &str, range: Range<usize>) -> Range<usize> {
    let bytes = source.as_bytes();
    let mark = |byte: &u8| matches!(byte, b'*' | b'_' | b'`');
    let before = bytes[..range.start].iter().rev().take_while(|byte| mark(byte)).take(3).count();
    let after = bytes[range.end..].iter().take_while(|byte| mark(byte)).take(3).count();
    range.start - before..range.end + after
}
