//! Names of advisories, SKUs and languages. Invariant: a value is never blank and holds no control character.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    /// Nothing, or blanks at an end.
    #[error("an id must not be empty, nor begin or end with a blank")]
    Blank,
    /// Longer than [`MAX_ID_CHARS`].
    #[error("an id has at most {MAX_ID_CHARS} characters")]
    TooLong,
    /// A control character or a line end.
    #[error("an id must not hold control characters")]
    Control,
    /// Not of the form of a BCP 47 tag.
    #[error("a language is a tag like \"en\" or \"pt-BR\"")]
    Language,
}

/// The longest id in characters.
pub const MAX_ID_CHARS: usize = 200;

fn check(text: &str) -> Result<(), InvalidId> {
    if text.is_empty() || text.trim() != text {
        return Err(InvalidId::Blank);
    }
    if text.chars().count() > MAX_ID_CHARS {
        return Err(InvalidId::TooLong);
    }
    if text.chars().any(char::is_control) {
        return Err(InvalidId::Control);
    }
    Ok(())
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $check:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes a text as an id.
            ///
            /// # Errors
            /// When the text does not have the form of one.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                $check(&text)?;
                Ok(Self(text))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// The tracking id of an advisory (CSAF 2.0 section 3.2.1.12.4).
    AdvisoryId, check
}
id! {
    /// One model in one hardware revision for one region.
    SkuId, check
}
id! {
    /// A language tag (BCP 47), like `en` or `pt-BR`.
    Language, check_language
}

impl Language {
    /// The language without script and region: `pt` of `pt-BR`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

fn check_language(text: &str) -> Result<(), InvalidId> {
    let mut parts = text.split('-');
    let first_fits = parts
        .next()
        .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest_fits = parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if first_fits && rest_fits && text.len() <= 35 { Ok(()) } else { Err(InvalidId::Language) }
}

#[cfg(test)]
mod tests {
    use super::{AdvisoryId, Language, SkuId};

    #[test]
    fn an_id_is_neither_blank_nor_broken_over_lines() {
        for bad in ["", " ", " a", "a ", "a\nb", "a\u{0}"] {
            assert!(AdvisoryId::new(bad).is_err(), "{bad:?}");
            assert!(SkuId::new(bad).is_err(), "{bad:?}");
        }
        assert!(AdvisoryId::new("x".repeat(201)).is_err());
        assert!(AdvisoryId::new("LNK 2026:0042").is_ok());
    }

    #[test]
    fn a_language_is_a_tag() {
        for bad in ["", "e", "english", "en_US", "en-", "en us", "12"] {
            assert!(Language::new(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Language::new("pt-BR").map(|l| l.primary().to_owned()), Ok("pt".to_owned()));
    }
}
