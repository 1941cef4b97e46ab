//! The text form of a purl: splitting, percent-encoding, the form of types and qualifier names.

use super::{Parts, PurlError, types};

/// What to do with capitals in the names of qualifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Take them in names that every type has; refuse them in names that types define.
    Kept,
    /// Write all names in lower case.
    Folded,
}

/// Qualifiers that every type knows; readers are lenient about their case.
const GENERAL_QUALIFIERS: [&str; 6] =
    ["repository_url", "download_url", "vcs_url", "file_name", "checksum", "vers"];

/// Takes a purl apart from right to left, as the specification orders it.
pub(super) fn split(text: &str, case: Case) -> Result<Parts, PurlError> {
    let (scheme, rest) = text.split_once(':').ok_or(PurlError::Scheme)?;
    if !scheme.eq_ignore_ascii_case("pkg") {
        return Err(PurlError::Scheme);
    }
    let rest = rest.trim_start_matches('/');
    let (rest, subpath) = match rest.rsplit_once('#') {
        Some((rest, subpath)) => (rest, decode_segments(subpath, "subpath")?),
        None => (rest, String::new()),
    };
    let (rest, qualifiers) = match rest.rsplit_once('?') {
        Some((rest, list)) => (rest, qualifiers(list, case)?),
        None => (rest, Vec::new()),
    };
    let (kind, rest) = rest.split_once('/').ok_or(PurlError::Type)?;
    if !is_type(kind) {
        return Err(PurlError::Type);
    }
    // An '@' before a later slash belongs to the namespace (an npm scope), not to the version.
    let (path, version) = match rest.rsplit_once('@') {
        Some((path, version)) if !path.is_empty() && !path.ends_with('/') && !version.contains('/') => {
            (path, decode(version, "version")?)
        }
        Some((_, version)) if !version.contains('/') => return Err(PurlError::Name),
        _ => (rest, String::new()),
    };
    let (namespace, name) = split_path(kind, path)?;
    Ok(Parts { kind: kind.to_owned(), namespace, name, version, qualifiers, subpath })
}

fn split_path(kind: &str, path: &str) -> Result<(String, String), PurlError> {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        return Err(PurlError::Name);
    }
    if types::name_has_segments(&kind.to_ascii_lowercase()) {
        let (namespace, name) = path.split_once('/').ok_or(PurlError::Name)?;
        return Ok((decode_segments(namespace, "namespace")?, decode_segments(name, "name")?));
    }
    let (namespace, name) = path.rsplit_once('/').unwrap_or(("", path));
    Ok((decode_segments(namespace, "namespace")?, decode(name, "name")?))
}

fn qualifiers(list: &str, case: Case) -> Result<Vec<(String, String)>, PurlError> {
    let mut out: Vec<(String, String)> = Vec::new();
    for pair in list.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').ok_or(PurlError::QualifierName)?;
        let folded = name.to_ascii_lowercase();
        let may_fold = case == Case::Folded || GENERAL_QUALIFIERS.contains(&folded.as_str());
        if !is_qualifier_name(&folded) || (name != folded && !may_fold) {
            return Err(PurlError::QualifierName);
        }
        out.push((folded, decode(value, "qualifier")?));
    }
    Ok(out)
}

/// A letter, then letters, digits, `.`, `+` and `-`.
pub(super) fn is_type(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".+-".contains(&b))
}

/// A lower-case letter, then such letters, digits, `.`, `-` and `_`.
pub(super) fn is_qualifier_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b))
}

/// Segments without empty ones at the ends; none when nothing is left.
pub(super) fn segments(text: &str) -> Option<String> {
    let kept: Vec<&str> = text.split('/').filter(|segment| !segment.is_empty()).collect();
    (!kept.is_empty()).then(|| kept.join("/"))
}

fn decode_segments(text: &str, what: &'static str) -> Result<String, PurlError> {
    let mut out: Vec<String> = Vec::new();
    for segment in text.split('/').filter(|segment| !segment.is_empty()) {
        let segment = decode(segment, what)?;
        let dots = segment == "." || segment == "..";
        if segment.contains('/') || (dots && what != "subpath") {
            return Err(PurlError::Segment(what));
        }
        // The specification drops segments of dots from a subpath.
        if !dots {
            out.push(segment);
        }
    }
    Ok(out.join("/"))
}

fn decode(text: &str, what: &'static str) -> Result<String, PurlError> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        match pair.and_then(|pair| hex::decode(pair).ok()) {
            Some(decoded) => {
                out.extend(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_err(|_| PurlError::NotUtf8(what))
}

/// Percent-encodes all but letters, digits, `.`, `-`, `_`, `~` and `:`.
pub(super) fn encode(text: &str) -> String {
    crate::advisory::percent_encoded(text).replace("%3A", ":")
}

/// The same for each segment.
pub(super) fn encode_segments(text: &str) -> String {
    text.split('/').map(encode).collect::<Vec<_>>().join("/")
}
