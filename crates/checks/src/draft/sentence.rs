//! Sentences: the stretch of text within which words speak of each other.
//!
//! Invariant: sentences do not overlap, are in order, and none is longer than [`LONGEST`], so that
//! looking around a place costs the same everywhere.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::document::{Block, Document, Kind, is_field};
use super::pattern::pattern;

/// A sentence that goes on longer is cut, in bytes.
const LONGEST: usize = 700;

/// A sentence.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub range: Range<usize>,
    pub block: usize,
    /// A table row, a list item, a field, or a run of prose.
    pub unit: usize,
}

static LIST_MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[ \t]*(?:[-*+>]|\d{1,2}[.)])[ \t]+"));
static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r#"[.!?]+["')\]*_]*\s+"#));
static ABBREVIATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:e\.g|i\.e|etc|vs|no|nr|v|ver|rel|mr|mrs|ms|dr|prof|approx|ca|fig|sec|inc|ltd|co|corp|resp|cf|al|st|p|pp|d)|^[a-z]|\s[a-z])$",
    )
});

/// All sentences of a document.
pub(super) fn split(document: &Document<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut unit = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        for range in units(document, block) {
            split_unit(document, &Sentence { range, block: index, unit }, &mut sentences);
            unit += 1;
        }
    }
    sentences
}

fn units(document: &Document<'_>, block: &Block) -> Vec<Range<usize>> {
    let text = document.prose_of(block);
    let by_line = matches!(block.kind, Kind::Table | Kind::Code) || document.is_metadata(block);
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut at = block.range.start;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if line.trim().is_empty() {
            continue;
        }
        let own = by_line || LIST_MARK.is_match(line.as_bytes()) || is_field(line) || is_drawn_row(line);
        match units.last_mut() {
            Some(last) if !own => last.end = range.end,
            _ => units.push(range),
        }
    }
    units
}

/// A row of a table drawn with bars.
fn is_drawn_row(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.ends_with('|') && line.len() > 2 || line.starts_with("+-")
}

fn split_unit(document: &Document<'_>, unit: &Sentence, out: &mut Vec<Sentence>) {
    let text = &document.prose[unit.range.clone()];
    let cased = &document.folded.as_str()[unit.range.clone()];
    let mut start = 0;
    for found in BREAK.find_iter(text.as_bytes()) {
        if ends_sentence(text, cased, start, found.start()..found.end()) {
            push(document, unit, start..found.end(), out);
            start = found.end();
        }
    }
    push(document, unit, start..text.len(), out);
}

fn ends_sentence(text: &str, cased: &str, start: usize, mark: Range<usize>) -> bool {
    let next = cased.as_bytes().get(mark.end).copied().unwrap_or(b'A');
    if next.is_ascii_lowercase() && text.as_bytes()[mark.start] == b'.' {
        return false;
    }
    if text.as_bytes()[mark.start] != b'.' {
        return true;
    }
    let before = &text[start.max(mark.start.saturating_sub(12))..mark.start];
    !ABBREVIATION.is_match(before.as_bytes())
}

fn push(document: &Document<'_>, unit: &Sentence, mut range: Range<usize>, out: &mut Vec<Sentence>) {
    let text = &document.prose[unit.range.clone()];
    while range.len() > LONGEST {
        let window = &text[range.start..range.start + LONGEST];
        let cut = window.rfind([' ', '\n', '\t']).filter(|at| *at > LONGEST / 2).unwrap_or(LONGEST);
        push_short(unit, range.start..range.start + cut, out);
        range.start += cut;
    }
    if !text[range.clone()].trim().is_empty() {
        push_short(unit, range, out);
    }
}

fn push_short(unit: &Sentence, range: Range<usize>, out: &mut Vec<Sentence>) {
    let from = unit.range.start;
    out.push(Sentence { range: from + range.start..from + range.end, block: unit.block, unit: unit.unit });
}
