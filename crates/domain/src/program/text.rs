//! The pages of the policy: Markdown, one file per page and language.
//!
//! A translation may say on its first line which text it translates, as
//! `<!-- translates 3f2a9c01d4e5 -->`: the first twelve digits of that file's SHA-256.
//! When the text changes and the translation does not, the program check notices.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::words::{Language, Localized, word_enum};

word_enum! {
    /// A page of the policy.
    TextKind {
        Intro = "intro",
        Scope = "scope",
        HowToSubmit = "how-to-submit",
        WhatHappens = "what-happens",
        Disclosure = "disclosure",
        SafeHarbor = "safe-harbor",
        Support = "support",
        Credit = "credit",
    }
}

/// All pages in all languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Texts(pub(super) BTreeMap<TextKind, Localized>);

impl Texts {
    /// A page in the wanted language, else in the default one. Markdown.
    #[must_use]
    pub fn get(&self, kind: TextKind, wanted: &Language, default: &Language) -> &str {
        self.0.get(&kind).map_or("", |text| text.get(wanted, default))
    }

    /// Whether a page exists in just this language.
    #[must_use]
    pub fn is_translated(&self, kind: TextKind, language: &Language) -> bool {
        self.0.get(&kind).is_some_and(|text| text.0.contains_key(language))
    }
}

/// The digits a translation names its source by.
pub(super) fn source_mark(bytes: &[u8]) -> String {
    let mut digits = hex::encode(Sha256::digest(bytes));
    digits.truncate(12);
    digits
}

/// Splits the mark off a translation, when it has one.
pub(super) fn split_mark(text: &str) -> (Option<&str>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mark = first.trim().strip_prefix("<!-- translates ").and_then(|m| m.strip_suffix(" -->"));
    match mark {
        Some(mark) => (Some(mark.trim()), rest.trim_start()),
        None => (None, text),
    }
}
