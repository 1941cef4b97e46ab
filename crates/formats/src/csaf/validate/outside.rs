//! What a test may ask the world outside of the document: 6.3.6 and 6.3.7 whether an address answers, 6.3.8 what a
//! dictionary says. The caller decides whether it is asked at all.

/// The world outside.
pub trait Outside {
    /// Whether addresses may be asked.
    fn may_ask(&self) -> bool;

    /// Whether a request to an address is answered with a status from 200 to 399; `None` when just this address
    /// may not be asked.
    fn resolves(&self, address: &str) -> Option<bool>;

    /// Whether there is a dictionary to look words up in.
    fn has_dictionaries(&self) -> bool;

    /// The words of texts that the dictionary of a language (RFC 5646) does not know, in the order of the texts and
    /// one list for each; `None` without a dictionary of that language.
    fn misspelled(&self, language: &str, texts: &[&str]) -> Option<Vec<Vec<String>>>;
}

/// Nothing outside is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nothing;

impl Outside for Nothing {
    fn may_ask(&self) -> bool {
        false
    }

    fn resolves(&self, _: &str) -> Option<bool> {
        None
    }

    fn has_dictionaries(&self) -> bool {
        false
    }

    fn misspelled(&self, _: &str, _: &[&str]) -> Option<Vec<Vec<String>>> {
        None
    }
}
