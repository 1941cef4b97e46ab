//! Firmware versions: compared as versions, and only where they can be compared.
//!
//! Makers write `V5.50(ABVY.4)C0`, `1.20B03`, `2_2.2.2 Build 20231017`, `3.0.0.4.388_24609`. A version
//! here is its sequence of numbers and letter groups; a hardware prefix (`V3_`, `2_`) is no part of it.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::pattern;
use super::reader::MOST_PLACES;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Letters(String),
    Number(u64),
}

/// A version that can be compared with others of its shape.
#[derive(Debug, Clone)]
pub(super) struct Version {
    parts: Vec<Part>,
    /// How many of the first parts are plain numbers: the dotted head.
    head: usize,
    /// As it is written, in small letters.
    pub written: String,
}

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?:[a-z][a-z0-9]*(?:\([a-z]+\))?_)?(?:v?\d{1,2}(?:\.\d{1,2})?_)?",
        r"v?\d{1,6}(?:\.\d{1,8})+(?:[\w.-]*\([\w.]+\)[\w.-]*|[\w-]+(?:\.\d\w*)*)?",
        r"(?:[ \t]?\(?build[ \t]?\d{4,9}\)?)?(?:[ \t]?rel\.?[ \t]?\w+)?"
    ))
});
static HARDWARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[a-z][a-z0-9]*(?:\([a-z]+\))?_)?(?:[a-z][a-z0-9-]*_)?(?:v?\d{1,2}(?:\.\d{1,2})?_)?v?(?P<rest>\d+\.\d.*)$",
    )
});

impl Version {
    /// Parses a version as it is written, in small letters.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let trimmed = written.trim().trim_end_matches(['.', ',', ';', ')', '-']);
        let core = HARDWARE
            .captures(trimmed.as_bytes())
            .and_then(|found| found.name("rest"))
            .map_or(trimmed, |rest| &trimmed[rest.range()]);
        let core = core.strip_prefix('v').unwrap_or(core);
        let parts = parts(core);
        let head = parts.iter().take_while(|part| matches!(part, Part::Number(_))).count();
        (head > 0).then(|| Self { parts, head, written: trimmed.to_owned() })
    }

    /// How the two relate, if they are of one scheme: heads of about the same length, and words
    /// (`build`, `hotfix`) in the same places.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.head.abs_diff(other.head) > 1 || self.head.min(other.head) < 1 {
            return None;
        }
        let heads = self.head.max(other.head);
        for index in 0..heads {
            let order = self.number(index).cmp(&other.number(index));
            if order != Ordering::Equal {
                return Some(order);
            }
        }
        let (mine, theirs) = (&self.parts[self.head..], &other.parts[other.head..]);
        for (left, right) in mine.iter().zip(theirs) {
            match left.cmp(right) {
                Ordering::Equal => {}
                order if matches!((left, right), (Part::Number(_), Part::Number(_))) => return Some(order),
                order if same_word_length(left, right) => return Some(order),
                _ => return None,
            }
        }
        (mine.is_empty() == theirs.is_empty()).then(|| mine.len().cmp(&theirs.len()))
    }

    /// The same version, or the same up to where the shorter one ends (`1.3.0` for `1.3.0 Build 2022`).
    pub(super) fn names(&self, other: &Self) -> bool {
        let shared = self.parts.len().min(other.parts.len());
        self.head.min(other.head) >= 2.min(self.head.max(other.head))
            && shared >= self.head.max(other.head)
            && self.parts[..shared] == other.parts[..shared]
    }

    fn number(&self, index: usize) -> u64 {
        match self.parts.get(index) {
            Some(Part::Number(number)) if index < self.head => *number,
            _ => 0,
        }
    }
}

fn same_word_length(left: &Part, right: &Part) -> bool {
    matches!((left, right), (Part::Letters(left), Part::Letters(right)) if left.len() == right.len() && left.len() <= 4)
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let class = bytes[at];
        let same = |byte: &u8| {
            if class.is_ascii_digit() { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() }
        };
        let length = bytes[at..].iter().take_while(|byte| same(byte)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let word = &text[at..at + length];
        parts.push(if class.is_ascii_digit() {
            Part::Number(word.parse().unwrap_or(u64::MAX))
        } else {
            Part::Letters(word.to_owned())
        });
        at += length;
    }
    parts
}

/// The versions (up to one more than [`MOST_PLACES`]) written in a text (folded, small letters), with their places.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Version)> {
    WRITTEN
        .find_iter(text.as_bytes())
        .take(MOST_PLACES + 1)
        .filter_map(|found| {
            let written = text[found.range()].trim_end_matches(['.', '-', '_']);
            let range = found.start()..found.start() + written.len();
            Version::parse(written).map(|version| (range, version))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Version, find};

    fn order(left: &str, right: &str) -> Option<Ordering> {
        Version::parse(left).unwrap().compare(&Version::parse(right).unwrap())
    }

    #[test]
    fn versions_compare_by_number_and_not_by_letter() {
        assert_eq!(order("1.9.0", "1.10.0"), Some(Ordering::Less));
        assert_eq!(order("v5.50(abvy.4)c0", "v5.50(abvy.5)c0"), Some(Ordering::Less));
        assert_eq!(order("1.20b03", "1.20b04"), Some(Ordering::Less));
        assert_eq!(order("2_2.2.2 build 20231017", "2_2.2.4 build 20240119"), Some(Ordering::Less));
        assert_eq!(order("0.9.1 build 230112", "0.9.1 build 230712"), Some(Ordering::Less));
        assert_eq!(order("2.0.9-hotfix.6", "2.0.9-hotfix.7"), Some(Ordering::Less));
    }

    #[test]
    fn versions_of_another_scheme_do_not_compare() {
        assert_eq!(order("1.2", "3.0.0.4.388_24609"), None);
    }

    #[test]
    fn versions_are_found_with_their_build() {
        let found = find("install 1.1.4 build 20230219 today, not v5.50(abvy.4)c0.");
        let text = "install 1.1.4 build 20230219 today, not v5.50(abvy.4)c0.";
        let words: Vec<&str> = found.iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(words, ["1.1.4 build 20230219", "v5.50(abvy.4)c0"]);
    }
}
