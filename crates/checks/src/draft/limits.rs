//! What the check takes on: bounds that keep a hostile draft from costing time.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::Format;
use super::document::Document;
use super::pattern::pattern;

/// The longest draft, in bytes.
pub const LONGEST_DRAFT: usize = 1 << 20;
/// The most links a draft may have.
pub const MOST_LINKS: usize = 5_000;
/// The most opening brackets, tags, entities or code marks; far more than a text needs.
const MOST_BRACKETS: usize = 50_000;
/// The most paragraphs, headings and tables; a text of the longest size with short ones has fewer.
const MOST_BLOCKS: usize = 20_000;
/// The deepest nesting of quotes and lists.
const DEEPEST: usize = 64;
/// The most white space in one HTML tag: about its number of attributes.
const MOST_ATTRIBUTES: usize = 500;

/// Why a draft was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Longer than [`LONGEST_DRAFT`].
    #[error("the draft has {length} bytes; the check takes up to {LONGEST_DRAFT}")]
    TooLong {
        /// Bytes of the draft.
        length: usize,
    },
    /// More links than [`MOST_LINKS`].
    #[error("the draft has more than {MOST_LINKS} links; please check the part that is the text")]
    TooManyLinks,
    /// Nested or bracketed beyond anything a text needs.
    #[error(
        "the draft nests brackets, quotes, lists or tags deeper than the check reads; please simplify its markup"
    )]
    TooNested,
    /// More paragraphs, headings and tables than a text has.
    #[error("the draft has more than {MOST_BLOCKS} paragraphs; please check the part that is the text")]
    TooManyBlocks,
    /// The same words in thousands of places.
    #[error(
        "the draft repeats the same words in thousands of places; please check the part that is the text"
    )]
    TooRepetitive,
}

/// The bounds in words, for help texts: bytes and links.
#[must_use]
pub fn limits() -> (usize, usize) {
    (LONGEST_DRAFT, MOST_LINKS)
}

/// Refuses what should not even be parsed.
pub(super) fn admit(draft: &str) -> Result<(), Refusal> {
    if draft.len() > LONGEST_DRAFT {
        return Err(Refusal::TooLong { length: draft.len() });
    }
    let bytes = draft.as_bytes();
    let count = |wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
    if count(b'[') > MOST_BRACKETS
        || count(b'<') > MOST_BRACKETS
        || count(b'`') > MOST_BRACKETS
        || count(b'*') + count(b'_') > 4 * MOST_BRACKETS
        || count(b'&') > MOST_BRACKETS
    {
        return Err(Refusal::TooNested);
    }
    if draft.matches("://").count() > MOST_LINKS {
        return Err(Refusal::TooManyLinks);
    }
    if draft.lines().any(is_deep) || has_huge_tag(bytes) {
        return Err(Refusal::TooNested);
    }
    Ok(())
}

/// Refuses what only parsing shows.
pub(super) fn admit_document(document: &Document<'_>) -> Result<(), Refusal> {
    if document.links.len() > MOST_LINKS {
        Err(Refusal::TooManyLinks)
    } else if document.blocks.len() > MOST_BLOCKS {
        Err(Refusal::TooManyBlocks)
    } else {
        Ok(())
    }
}

/// A line that begins with dozens of quote or list marks.
fn is_deep(line: &str) -> bool {
    let is_mark =
        |byte: &u8| matches!(byte, b'>' | b'-' | b'*' | b'+' | b' ' | b'\t' | b'.' | b')' | b'0'..=b'9');
    let length = line.bytes().take(8192).take_while(is_mark).count();
    let marks = &line.as_bytes()[..length];
    let numbered = marks.windows(2).filter(|pair| matches!(pair, [b'.' | b')', b' '])).count();
    let depth = numbered + marks.iter().filter(|mark| matches!(mark, b'>' | b'+')).count();
    let spaces = line.len() - line.trim_start().len();
    depth > DEEPEST || spaces > 2_000
}

fn has_huge_tag(bytes: &[u8]) -> bool {
    let mut inside = false;
    let mut spaces = 0;
    for pair in bytes.windows(2) {
        match pair[0] {
            b'<' if pair[1].is_ascii_alphabetic() || pair[1] == b'/' => {
                inside = true;
                spaces = 0;
            }
            b'>' => inside = false,
            b' ' | b'\n' | b'\t' | b'/' | b'"' | b'\'' | b'=' if inside => spaces += 1,
            _ => {}
        }
        if inside && spaces > 4 * MOST_ATTRIBUTES && pair[0] == b'=' {
            return true;
        }
    }
    false
}

static HTML: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u)<(?:!doctype|html|body|head|p|div|h[1-6]|ul|table|title)\b[^>]*>")
        .unwrap_or_else(|error| super::pattern::refuse(&error))
});
static MARKDOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^#{1,6}[ \t]+\S|\]\(|\]\[|\*\*[^*\n]+\*\*|^```|^[ \t]*[-*][ \t]+\S|^\|.*\|[ \t]*$|`[^`\n]+`|^\[[^\]\n]+\]:",
    )
});

/// The format a text looks like.
pub(super) fn guess_by_text(text: &str) -> Format {
    let end = text.char_indices().nth(20_000).map_or(text.len(), |(at, _)| at);
    let head = &text.as_bytes()[..end];
    let tags = HTML.find_iter(head).take(3).count();
    let mailing = head.len() > 8 && head[..8].eq_ignore_ascii_case(b"subject:");
    if tags >= 2 {
        Format::Html
    } else if !mailing && MARKDOWN.find_iter(head).take(2).count() >= 2 {
        Format::Markdown
    } else {
        Format::Plain
    }
}
