//! `embargoed-product`: a product of another open case must not be named anywhere, also not in a URL,
//! a label, a comment or code. A miss is a leak, so the raw draft is searched beside its text.

use std::ops::Range;

use regex::bytes::Regex;

use super::fold::{Folded, fold};
use super::reader::Reader;
use super::{Found, Rule, Where};

/// Words that make another product of a name: "X Pro" is not "X".
const SUFFIXES: [&str; 22] = [
    "pro",
    "max",
    "plus",
    "mini",
    "lite",
    "ultra",
    "xl",
    "outdoor",
    "wall",
    "nano",
    "se",
    "air",
    "hd",
    "telephoto",
    "slim",
    "duo",
    "extreme",
    "ii",
    "iii",
    "xg",
    "xgs",
    "elite",
];

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    let source = reader.document.source;
    let raw = Folded::of(source);
    let decoded = decode_percent(source);
    let mut first: Option<Range<usize>> = None;
    for name in &reader.case.facts.embargoed_products {
        let folded = fold(name);
        let mut keep = |range: Range<usize>| {
            if first.as_ref().is_none_or(|first| range.start < first.start) {
                first = Some(range);
            }
        };
        for pattern in patterns(&folded, reader) {
            if let Some(range) = search(&pattern, reader.document.folded.as_str(), reader) {
                keep(reader.document.folded.source_range(range));
            }
            if let Some(range) = search(&pattern, raw.as_str(), reader) {
                keep(raw.source_range(range));
            }
            if let Some(decoded) = &decoded
                && let Some(range) = search(&pattern, decoded.as_str(), reader)
            {
                keep(decoded.source_range(range));
            }
        }
        if folded.contains(super::fold::UNKNOWN)
            && let Some(at) = source.to_lowercase().find(&name.to_lowercase())
            && source.is_char_boundary(at)
            && source.is_char_boundary(at + name.len())
        {
            keep(at..at + name.len());
        }
    }
    if let Some(range) = first {
        out.push(Found::new(Rule::EmbargoedProduct, Where::Source(range)));
    }
}

/// The name, and its model number alone when that is telling and not one of the case's own.
fn patterns(name: &str, reader: &Reader<'_>) -> Vec<Regex> {
    let mut patterns: Vec<Regex> = name_pattern(name).into_iter().collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    if let [_, .., last] = words.as_slice()
        && is_telling(last)
        && !own_words(reader).any(|own| own == *last)
    {
        patterns.extend(name_pattern(last));
    }
    patterns
}

fn own_words<'a>(reader: &'a Reader<'_>) -> impl Iterator<Item = &'a str> {
    reader.case.models.iter().flat_map(|model| model.split_whitespace())
}

/// A model number with letters and digits that is not a class of radio speed (AX3000, BE7000).
fn is_telling(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let class = ["ax", "ac", "be", "n", "wifi"].iter().any(|class| {
        word.strip_prefix(class)
            .is_some_and(|rest| rest.len() >= 3 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    });
    letters >= 1 && digits >= 2 && word.len() >= 3 && word.len() <= 16 && !class
}

/// The letters and digits of a name, with spaces and hyphens allowed where writers put them: where
/// the name has a separator, and between letters and digits.
fn name_pattern(name: &str) -> Option<Regex> {
    let mut pattern = String::from(r"(?i-u)");
    let mut previous: Option<char> = None;
    let mut gap = false;
    for character in name.chars() {
        if !character.is_ascii_alphanumeric() && character != '+' {
            gap = previous.is_some();
            continue;
        }
        if let Some(previous) = previous
            && (gap || previous.is_ascii_digit() != character.is_ascii_digit())
        {
            pattern.push_str(r"(?:[-\s_/.*+]|%20){0,4}");
        }
        pattern.push_str(&regex::escape(&character.to_string()));
        previous = Some(character);
        gap = false;
    }
    previous?;
    Regex::new(&pattern).ok()
}

fn search(pattern: &Regex, text: &str, reader: &Reader<'_>) -> Option<Range<usize>> {
    pattern
        .find_iter(text.as_bytes())
        .map(|found| found.range())
        .find(|range| stands_alone(text, range, reader))
}

/// Not inside a longer model name.
fn stands_alone(text: &str, range: &Range<usize>, reader: &Reader<'_>) -> bool {
    let before = &text[..range.start];
    let after = &text[range.end..];
    !continues_before(before, reader) && !continues_after(after, &text[range.clone()])
}

fn continues_before(before: &str, reader: &Reader<'_>) -> bool {
    let bytes = before.as_bytes();
    match bytes.last() {
        Some(last) if last.is_ascii_alphanumeric() => !before.ends_with("%20") && !before.ends_with("%2F"),
        Some(b'-') => {
            let word: String = before[..before.len() - 1]
                .chars()
                .rev()
                .take_while(char::is_ascii_alphanumeric)
                .take(8)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<String>()
                .to_ascii_lowercase();
            let opener = bytes.len().checked_sub(word.len() + 2).and_then(|at| bytes.get(at));
            let in_address = opener.is_some_and(|byte| matches!(byte, b'/' | b'-' | b'=' | b'_' | b'?'));
            let known = reader.case.vendor.contains(&word) || own_words(reader).any(|own| own == word);
            !word.is_empty() && word.len() <= 4 && !in_address && !known
        }
        _ => false,
    }
}

fn continues_after(after: &str, name: &str) -> bool {
    let bytes = after.as_bytes();
    let Some(next) = bytes.first() else { return false };
    if *next == b'+' && !name.ends_with('+') {
        return !bytes.get(1).is_some_and(u8::is_ascii_alphanumeric);
    }
    if *next == b's' && !bytes.get(1).is_some_and(u8::is_ascii_alphanumeric) {
        // A plural: "RBR860s", but not the model "rbr860s" of an address in small letters.
        return name.bytes().any(|byte| byte.is_ascii_digit())
            && !name.bytes().any(|byte| byte.is_ascii_uppercase());
    }
    if next.is_ascii_alphanumeric() {
        return true;
    }
    let suffix = after.trim_start_matches(['-', ' ']);
    if suffix.len() == after.len() || after.len() - suffix.len() > 1 {
        return false;
    }
    let word: String = suffix.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    SUFFIXES.contains(&word.to_ascii_lowercase().as_str())
        && (after.starts_with('-') || word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()))
}

/// The draft with `%41` and the like decoded, if it has any.
fn decode_percent(source: &str) -> Option<Folded> {
    if !source.contains('%') {
        return None;
    }
    let mut decoded = Folded::default();
    let mut at = 0;
    while let Some(next) = source[at..].find('%') {
        decoded.push(&source[at..at + next], at);
        at += next;
        let value = source.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match value.filter(u8::is_ascii) {
            Some(value) => {
                decoded.push_as(&char::from(value).to_string(), at..at + 3);
                at += 3;
            }
            None => {
                decoded.push("%", at);
                at += 1;
            }
        }
    }
    decoded.push(&source[at..], at);
    Some(decoded)
}
