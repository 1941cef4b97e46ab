//! Saved replies: texts the team begins its messages with, one file per reply and language.
//!
//! A reply is `replies/LANGUAGE/NAME.md`: its first line, `# Title`, is what the team chooses it by, the rest is the
//! message. Words in braces stand for facts of the case, see [`Placeholder`]. A reply only ever fills a form.

use serde::Serialize;

use super::words::{Localized, Word, word_enum};

word_enum! {
    /// A fact of the case that a reply can name, written in braces as `{case-number}`.
    Placeholder {
        CaseNumber = "case-number",
        Title = "title",
        Model = "model",
        Brand = "brand",
        Maker = "maker",
        /// How the reporter is called; a reporter without a name is none.
        Reporter = "reporter",
        /// The day by which the next promise runs out.
        NextDate = "next-date",
        CasePage = "case-page",
        PolicyPage = "policy-page",
    }
}

/// A saved reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The name of its files.
    pub id: String,
    /// What it is chosen by.
    pub title: Localized,
    /// The message, with placeholders.
    pub text: Localized,
}

/// Puts the facts in the place of the placeholders. One without a fact stays, so that a person sees it.
#[must_use]
pub fn fill(text: &str, fact: impl Fn(Placeholder) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, word, after)) = next_brace(rest) {
        filled.push_str(before);
        match find(word).and_then(&fact) {
            Some(value) => filled.push_str(&value),
            None => filled.extend(["{", word, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The placeholders that stand in a text and have no fact yet.
#[must_use]
pub fn open_placeholders(text: &str) -> Vec<Placeholder> {
    braces(text).into_iter().filter_map(|(_, word)| find(word)).collect()
}

/// Every word in braces, with the line it stands on, counted from 1.
pub(super) fn braces(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut rest = line;
        while let Some((_, word, after)) = next_brace(rest) {
            found.push((index + 1, word));
            rest = after;
        }
    }
    found
}

/// The placeholder that a word names.
#[must_use]
pub(super) fn find(word: &str) -> Option<Placeholder> {
    Placeholder::WORDS.iter().find(|(name, _)| *name == word).map(|(_, placeholder)| *placeholder)
}

/// The text before the next word in braces, the word, and the text after it. Other braces are text.
fn next_brace(text: &str) -> Option<(&str, &str, &str)> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    text.match_indices('{').find_map(|(at, _)| {
        let (word, after) = text[at + 1..].split_once('}')?;
        is_word(word).then(|| (&text[..at], word, after))
    })
}

#[cfg(test)]
mod tests {
    use super::{Placeholder, braces, fill, open_placeholders};

    #[test]
    fn facts_take_the_place_of_placeholders_and_nothing_else_changes() {
        let fact = |p: Placeholder| (p == Placeholder::CaseNumber).then(|| "LNK-2026-0042".to_owned());
        for (text, filled) in [
            ("About {case-number}.", "About LNK-2026-0042."),
            ("{case-number}{case-number}", "LNK-2026-0042LNK-2026-0042"),
            ("By {next-date}.", "By {next-date}."),
            ("if (x) { y(); } {{case-number}}", "if (x) { y(); } {LNK-2026-0042}"),
            ("{", "{"),
            ("{nothing}", "{nothing}"),
            ("ü{case-number}ü", "üLNK-2026-0042ü"),
        ] {
            assert_eq!(fill(text, fact), filled, "{text}");
        }
        assert_eq!(open_placeholders("By {next-date}, {x}."), [Placeholder::NextDate]);
        assert_eq!(braces("a\n{b} {c}"), [(2, "b"), (2, "c")]);
    }
}
