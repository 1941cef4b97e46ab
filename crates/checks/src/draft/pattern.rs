//! How the patterns of this module are written and built.
//!
//! The texts they read are folded ASCII in small letters, so patterns need no Unicode and no case
//! flag. In a pattern a single space means "any white space", and `~` means "a hyphen, white space
//! or nothing".

use regex::bytes::{Regex, RegexBuilder};

/// Builds a pattern of this module.
pub(super) fn pattern(source: &str) -> Regex {
    let mut built = String::with_capacity(source.len() * 2);
    let mut in_class = false;
    let mut escaped = false;
    for character in source.chars() {
        match character {
            ' ' if !in_class => built.push_str(r"(?:\s+)"),
            '~' if !in_class => built.push_str(r"[-\s]*"),
            _ => built.push(character),
        }
        if !escaped {
            in_class = match character {
                '[' => true,
                ']' => false,
                _ => in_class,
            };
        }
        escaped = character == '\\' && !escaped;
    }
    RegexBuilder::new(&built).unicode(false).build().unwrap_or_else(|error| refuse(&error))
}

/// A pattern that does not build is a mistake of this module, found by its first test.
#[expect(clippy::panic, reason = "patterns are constants; the tests build every one")]
pub(super) fn refuse(error: &regex::Error) -> Regex {
    panic!("a pattern of the draft check does not build: {error}")
}
