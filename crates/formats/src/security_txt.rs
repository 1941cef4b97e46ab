//! Writing and reading security.txt (RFC 9116).
//!
//! Invariant: every value stands on the line it was meant for: a value that could begin a new line, or that is
//! no URI, is refused. Signing is left to the caller; the text is what gets signed.

mod read;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::advisory::Language;

pub use read::{Fault, Note, Read, read};

/// The media type to serve it with (section 3).
pub const MEDIA_TYPE: &str = "text/plain; charset=utf-8";

/// The path to serve it at (section 3).
pub const PATH: &str = "/.well-known/security.txt";

/// The fields of one host's file. Lists are written in their order; the first contact is the preferred one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityTxt {
    /// Where to report: `https:`, `mailto:` or `tel:` URIs. At least one.
    pub contact: Vec<String>,
    /// After this time the file is stale; at most a year ahead.
    pub expires: Timestamp,
    /// Where the key for encrypted reports is; never the key itself.
    pub encryption: Vec<String>,
    /// Pages of thanks.
    pub acknowledgments: Vec<String>,
    /// Languages that reports may be written in, in no order.
    pub preferred_languages: Vec<Language>,
    /// The addresses at which this very file is served.
    pub canonical: Vec<String>,
    /// The disclosure policy.
    pub policy: Vec<String>,
    /// CSAF provider metadata; the well-known address first.
    pub csaf: Vec<String>,
}

/// Why a file cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Section 2.5.3.
    #[error("security.txt needs at least one Contact")]
    NoContact,
    /// A value that is no absolute URI, or that holds a blank, a control character or a character beyond ASCII.
    #[error("{field} {index}: not an absolute URI without blanks and line ends")]
    NotUri {
        /// The name of the field.
        field: &'static str,
        /// Which of its values, counted from 1.
        index: usize,
    },
    /// A URI of a scheme that the field does not take, such as `http:`.
    #[error("{field} {index}: this kind of URI does not fit here; web addresses begin with https://")]
    Scheme {
        /// The name of the field.
        field: &'static str,
        /// Which of its values, counted from 1.
        index: usize,
    },
    /// `mailto:` without exactly one plain address.
    #[error("{field} {index}: mailto: is followed by exactly one mail address")]
    Mail {
        /// The name of the field.
        field: &'static str,
        /// Which of its values, counted from 1.
        index: usize,
    },
    /// The CSAF field names another file.
    #[error("CSAF {index}: the address must end in /provider-metadata.json")]
    CsafName {
        /// Which of its values, counted from 1.
        index: usize,
    },
    /// Section 2.5.5.
    #[error("Expires lies in the past")]
    Expired,
    /// Section 2.5.5 recommends less than a year.
    #[error("Expires lies more than a year ahead")]
    ExpiresTooLate,
    /// Readers stop at 2,048 characters a field and 32 kB a file.
    #[error("security.txt would be longer than readers take (2048 characters a line, 32 kB in all)")]
    TooLong,
}

const MAX_LINE: usize = 2048;
const MAX_FILE: usize = 32 * 1024;

impl SecurityTxt {
    /// The file's text, each line ended by a line feed.
    ///
    /// # Errors
    /// When a field is missing or a value does not fit; see [`Problem`].
    pub fn write(&self, now: Timestamp) -> Result<String, Problem> {
        if self.contact.is_empty() {
            return Err(Problem::NoContact);
        }
        self.check_expires(now)?;
        let mut lines = Vec::new();
        push(&mut lines, "Contact", &self.contact, &["https", "mailto", "tel"])?;
        lines.push(format!("Expires: {}", self.expires));
        push(&mut lines, "Encryption", &self.encryption, &["https", "dns", "openpgp4fpr"])?;
        push(&mut lines, "Acknowledgments", &self.acknowledgments, &["https"])?;
        if !self.preferred_languages.is_empty() {
            let tags: Vec<&str> = self.preferred_languages.iter().map(Language::as_str).collect();
            lines.push(format!("Preferred-Languages: {}", tags.join(", ")));
        }
        push(&mut lines, "Canonical", &self.canonical, &["https"])?;
        push(&mut lines, "Policy", &self.policy, &["https"])?;
        for (index, url) in (1..).zip(&self.csaf) {
            if !url.ends_with("/provider-metadata.json") {
                return Err(Problem::CsafName { index });
            }
        }
        push(&mut lines, "CSAF", &self.csaf, &["https"])?;
        let text = lines.join("\n") + "\n";
        if text.len() > MAX_FILE || lines.iter().any(|line| line.len() > MAX_LINE) {
            return Err(Problem::TooLong);
        }
        Ok(text)
    }

    fn check_expires(&self, now: Timestamp) -> Result<(), Problem> {
        let ahead = self.expires.duration_since(now);
        if ahead <= SignedDuration::ZERO {
            return Err(Problem::Expired);
        }
        if ahead > SignedDuration::from_hours(24 * 366) {
            return Err(Problem::ExpiresTooLate);
        }
        Ok(())
    }
}

fn push(
    lines: &mut Vec<String>,
    field: &'static str,
    values: &[String],
    schemes: &[&str],
) -> Result<(), Problem> {
    for (index, value) in (1..).zip(values) {
        check_uri(value, schemes, (field, index))?;
        lines.push(format!("{field}: {value}"));
    }
    Ok(())
}

fn check_uri(value: &str, schemes: &[&str], (field, index): (&'static str, usize)) -> Result<(), Problem> {
    // RFC 3986 section 2 knows neither blanks nor these, nor anything beyond ASCII.
    let forbidden =
        |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`');
    let url = Url::parse(value)
        .ok()
        .filter(|_| !value.contains(forbidden))
        .ok_or(Problem::NotUri { field, index })?;
    if !schemes.contains(&url.scheme()) {
        return Err(Problem::Scheme { field, index });
    }
    if url.scheme() == "https" && !value.to_ascii_lowercase().starts_with("https://") {
        return Err(Problem::NotUri { field, index });
    }
    if url.scheme() == "mailto" {
        let parts: Vec<&str> = url.path().split('@').collect();
        if parts.len() != 2 || parts.iter().any(|part| part.is_empty() || part.contains(',')) {
            return Err(Problem::Mail { field, index });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
