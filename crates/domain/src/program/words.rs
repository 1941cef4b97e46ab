//! The small words of a program: ids, languages, text in several languages.
//!
//! Ids are lower-case words with hyphens, so that they can stand in addresses and file names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::text_id;

/// An enumeration whose members have a fixed word in files and machine output.
pub trait Word: Sized + Copy + 'static {
    /// Every member with its word.
    const WORDS: &'static [(&'static str, Self)];
}

/// Defines an enumeration together with the words it has in files.
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$member_doc])* #[serde(rename = $word)] $member,)+
        }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The word in files, addresses and machine output.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$member => $word,)+ }
            }
        }

        impl $crate::program::words::Word for $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$member)),+];
        }
    };
}
pub(crate) use word_enum;

text_id! {
    /// A program on this server.
    ProgramId
}
text_id! {
    /// A kind of device, for example `range-extender`.
    ProductTypeId
}
text_id! {
    /// A rule that takes something out of scope.
    ExclusionId
}
text_id! {
    /// A language by its BCP 47 tag in lower case, for example `en` or `pt-br`.
    Language
}

impl Language {
    /// The language without region and script: `pt` of `pt-br`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether the text has the form of a language tag.
    #[must_use]
    pub fn is_well_formed(text: &str) -> bool {
        let mut parts = text.split('-');
        let primary = parts.next().unwrap_or_default();
        (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|p| {
                (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
    }
}

/// A text in the languages of the program.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Localized(pub BTreeMap<Language, String>);

impl Localized {
    /// The text in the wanted language, else in the program's default language, else in any.
    #[must_use]
    pub fn get(&self, wanted: &Language, default: &Language) -> &str {
        let found = self.0.get(wanted).or_else(|| self.0.get(default));
        found.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}

/// Whether the text may serve as an id: `a` to `z`, digits and single hyphens, at most 64 bytes.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Turns any text into an id: letters and digits are kept in lower case, the rest becomes hyphens.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The nearest of the known words, when it is near enough to be what was meant.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let reach = (typed.chars().count() / 3).clamp(1, 3);
    let distances = known.into_iter().map(|word| (strsim::osa_distance(&typed, word), word));
    distances.filter(|(distance, _)| *distance <= reach).min().map(|(_, word)| word)
}
