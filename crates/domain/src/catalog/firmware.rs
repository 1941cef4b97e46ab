//! Whether a text can be a firmware version, and how it stands to the newest known one.
//!
//! The catalog may be behind, and schemes change between hardware revisions: a version that
//! is newer or looks different is worth a note, never a refusal.

use serde::Serialize;

use super::Sku;

/// The longest version that is believed, in characters. The longest seen in the field has 42.
const LONGEST: usize = 64;

/// What is worth saying about a firmware version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FirmwareNote {
    /// The reporter does not know it.
    NotGiven,
    /// Nothing to compare it with.
    Plausible,
    /// It is the newest the catalog knows.
    Latest,
    /// It is older than the newest the catalog knows.
    Older { latest: String },
    /// It is newer than what the catalog knows.
    NewerThanCatalog { latest: String },
    /// It is written in another way than the one the catalog knows, perhaps another revision's.
    OtherScheme { latest: String },
}

/// Why a text cannot be a firmware version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FirmwareProblem {
    /// It is too long.
    #[error("a firmware version has at most {limit} characters; did you mean \"{suggestion}\"?")]
    TooLong { limit: usize, suggestion: String },
    /// It has line ends or other control characters.
    #[error("a firmware version is one line of plain text; did you mean \"{suggestion}\"?")]
    ControlCharacter { suggestion: String },
    /// It has no digit.
    #[error("a firmware version has a digit in it; write \"unknown\" if you cannot read it")]
    NoDigit,
    /// It is a model number.
    #[error("\"{model}\" is the model; the firmware version stands on the status page of the device")]
    IsModel { model: String },
    /// It is a sentence or an address.
    #[error("this is not a version; did you mean \"{suggestion}\"?")]
    NotAVersion { suggestion: String },
}

/// Judges a firmware version typed for a device (or for one not in the catalog).
///
/// # Errors
///
/// When the text cannot be a version of anything, with a suggestion where one can be made.
pub fn judge_firmware(sku: Option<&Sku>, typed: &str) -> Result<FirmwareNote, FirmwareProblem> {
    let text = typed.trim();
    if is_not_given(text) {
        return Ok(FirmwareNote::NotGiven);
    }
    check_form(sku, text)?;
    let Some(latest) = sku.and_then(|s| s.firmware.clone()) else { return Ok(FirmwareNote::Plausible) };
    if bare(text).eq_ignore_ascii_case(bare(&latest)) {
        return Ok(FirmwareNote::Latest);
    }
    Ok(compare(text, latest))
}

fn is_not_given(text: &str) -> bool {
    const WORDS: [&str; 8] = ["", "?", "-", "unknown", "n/a", "none", "unbekannt", "keine ahnung"];
    WORDS.contains(&text.to_lowercase().as_str())
}

fn check_form(sku: Option<&Sku>, text: &str) -> Result<(), FirmwareProblem> {
    let suggestion = || suggest(text);
    if text.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Err(FirmwareProblem::ControlCharacter { suggestion: suggestion() });
    }
    if text.contains("://") || text.split_whitespace().count() > 8 {
        return Err(FirmwareProblem::NotAVersion { suggestion: suggestion() });
    }
    if text.chars().count() > LONGEST {
        return Err(FirmwareProblem::TooLong { limit: LONGEST, suggestion: suggestion() });
    }
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(FirmwareProblem::NoDigit);
    }
    match sku.filter(|s| super::find::fold(&s.model) == super::find::fold(text)) {
        Some(sku) => Err(FirmwareProblem::IsModel { model: sku.model.clone() }),
        None => Ok(()),
    }
}

/// Direction marks and zero-width characters make two versions look the same.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The part of a text that looks most like a version.
fn suggest(text: &str) -> String {
    let dots = |word: &&str| word.matches('.').count();
    let clean: String =
        text.chars().map(|c| if c.is_control() || is_invisible(c) { ' ' } else { c }).collect();
    let parts = clean.split([' ', '/', '_', ',', ';', '?', '"', '(', ')']);
    let numeric = |word: &&str| bare(word).bytes().next().is_some_and(|b| b.is_ascii_digit());
    let best = parts.filter(numeric).filter(|w| w.len() <= LONGEST).max_by_key(dots);
    best.map_or("unknown", |word| word.trim_end_matches('.')).to_owned()
}

/// The version without the words people put before it.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    for word in ["firmware", "version", "ver.", "ver", "fw", "v"] {
        let cut = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if cut {
            text = text.get(word.len()..).unwrap_or_default().trim_start_matches([' ', ':', '_', '.']);
        }
    }
    text
}

/// The numbers of a text, in order, at most 16 of them.
pub(crate) fn numbers(text: &str) -> Vec<u64> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    digits.take(16).map(|part| part.parse().unwrap_or(u64::MAX)).collect()
}

/// What stands between the numbers, cut at the first that is not a dot: the scheme.
fn is_dotted(text: &str) -> bool {
    bare(text).bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn compare(text: &str, latest: String) -> FirmwareNote {
    let (ours, theirs) = (numbers(text), numbers(&latest));
    let same_scheme = is_dotted(text) && is_dotted(&latest) && ours.len() == theirs.len();
    match ours.cmp(&theirs) {
        _ if !same_scheme => FirmwareNote::OtherScheme { latest },
        std::cmp::Ordering::Less => FirmwareNote::Older { latest },
        std::cmp::Ordering::Equal => FirmwareNote::Latest,
        std::cmp::Ordering::Greater => FirmwareNote::NewerThanCatalog { latest },
    }
}
