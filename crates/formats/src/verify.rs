//! Signed documents that anybody checks offline: receipts, green-light letters, revocations.
//!
//! Such a file is JSON in one exact form. [`verify`] reads it, writes it again and compares the bytes, so a changed
//! byte anywhere is found: in what is signed by the signature, in the proof by the log, and elsewhere by the form.
//! A verdict is true only if no check fails; a file that cannot be read gets no verdict at all.
//!
//! Nobody needs this program for it. By hand, with D the document as JSON:
//! 1. D without `signature` and `log` as canonical JSON (RFC 8785), after the value of `type` and a zero byte, is what
//!    `signature` (Ed25519, hexadecimal) signs. `key` is a C2SP verifier key: name, hash, base64 of 0x01 and the key.
//! 2. `log.checkpoint` is a C2SP signed note by the same key: origin, size, root.
//! 3. SHA-256 of `tellfirst-log-entry/v1`, a zero byte, `log.salt` and the SHA-256 of D without `log` as canonical
//!    JSON is the log entry; its RFC 6962 leaf hash leads by `log.proof` from place `log.index` to that root.

mod canonical;
mod signed;

use serde::Deserialize;
use serde_json::error::Category;

use crate::letter::{Letter, Revocation};
use crate::log::checkpoint::{Checkpoint, CheckpointError};
use crate::log::proof;
use crate::note::{KeyName, VerifierKey};
use crate::receipt::Receipt;

pub use canonical::canonical_json;
pub use signed::{Document, LogProof, SignError, Signed};

/// The largest file looked at, in bytes; a letter over 200 SKUs and 20 flaws has about 1.5 MB.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A file about which nothing can be said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// Larger than any document made here.
    #[error("the file has {0} bytes, more than any receipt or letter")]
    TooLarge(usize),
    /// Not JSON of the expected shape.
    #[error("the file is no receipt or letter: {0}")]
    Json(String),
    /// A `type` this program does not know.
    #[error("the file is of the type {0:?}, which this version does not know")]
    Kind(String),
}

/// What kind of document a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A receipt for a report.
    Receipt,
    /// A green-light letter.
    Letter,
    /// The revocation of a letter.
    Revocation,
}

impl Kind {
    /// The kind in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Receipt => "receipt",
            Kind::Letter => "green-light letter",
            Kind::Revocation => "revocation of a green-light letter",
        }
    }
}

/// The things looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The bytes are exactly those that were issued.
    Form,
    /// The key in the file is the one given.
    Key,
    /// The signature over the document.
    Signature,
    /// The signed checkpoint of the log.
    Checkpoint,
    /// The document is an entry of that log.
    Inclusion,
    /// A letter may have been taken back later, which no file can tell.
    Revocation,
}

impl Subject {
    /// Short name, for machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Form => "form",
            Subject::Key => "key",
            Subject::Signature => "signature",
            Subject::Checkpoint => "checkpoint",
            Subject::Inclusion => "inclusion",
            Subject::Revocation => "revocation",
        }
    }
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Holds.
    Holds,
    /// Does not hold: the file is not true.
    Fails,
    /// Could not be looked at, and the reader has to do it.
    Open,
}

/// One check and its outcome in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub subject: Subject,
    /// How it came out.
    pub outcome: Outcome,
    /// A sentence for people.
    pub words: String,
}

/// The judgement on one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the file is.
    pub kind: Kind,
    /// Maker, case and the rest in a few lines; to be believed only if the verdict is true.
    pub facts: Vec<(&'static str, String)>,
    /// Every check, in the order made.
    pub checks: Vec<Check>,
    /// The key inside the file, to compare with the maker's published one; empty if none could be read.
    pub key: String,
}

impl Verdict {
    /// Whether no check failed.
    pub fn is_true(&self) -> bool {
        self.checks.iter().all(|check| check.outcome != Outcome::Fails)
    }

    /// Whether the signer was compared with a key the reader brought.
    pub fn is_signer_known(&self) -> bool {
        self.checks.iter().any(|check| check.subject == Subject::Key && check.outcome == Outcome::Holds)
    }
}

/// Checks a file, against the maker's key if one is given, else against the key inside the file (which the verdict says).
///
/// # Errors
/// [`Unreadable`] if the bytes are no such document.
pub fn verify(bytes: &[u8], expected_key: Option<&VerifierKey>) -> Result<Verdict, Unreadable> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(rename = "type")]
        kind: String,
    }
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge(bytes.len()));
    }
    let head: Head = serde_json::from_slice(bytes).map_err(|error| json_error(&error))?;
    match head.kind.as_str() {
        Receipt::TYPE => judge::<Receipt>(bytes, expected_key),
        Letter::TYPE => judge::<Letter>(bytes, expected_key),
        Revocation::TYPE => judge::<Revocation>(bytes, expected_key),
        other => Err(Unreadable::Kind(other.chars().take(60).collect())),
    }
}

/// Where a JSON text breaks off. The reader's words about values are left out, since they would quote the document.
fn json_error(error: &serde_json::Error) -> Unreadable {
    let what = match error.classify() {
        Category::Eof => "it ends too early",
        Category::Data => "it does not say once what it is",
        Category::Syntax | Category::Io => "it is not JSON",
    };
    Unreadable::Json(format!("{what}{}", place(error)))
}

/// Where in the file; not known for every part.
fn place(error: &serde_json::Error) -> String {
    if error.line() == 0 {
        return String::new();
    }
    format!(" (line {}, column {})", error.line(), error.column())
}

/// The verdict on JSON that calls itself such a document and is none.
fn misshapen(kind: Kind, error: &serde_json::Error) -> Verdict {
    let no = format!(
        "the file is not as it was issued: a part is missing, given twice or malformed{}",
        place(error)
    );
    Verdict {
        kind,
        facts: Vec::new(),
        checks: vec![check(Subject::Form, false, "", &no)],
        key: String::new(),
    }
}

fn judge<D: Document>(bytes: &[u8], expected_key: Option<&VerifierKey>) -> Result<Verdict, Unreadable> {
    let document = match Signed::<D>::from_json(bytes) {
        Ok(document) => document,
        Err(error) if error.classify() == Category::Data => return Ok(misshapen(D::KIND, &error)),
        Err(error) => return Err(json_error(&error)),
    };
    let [checkpoint, inclusion] = log_checks(&document);
    let mut checks = vec![
        form_check(&document, bytes),
        key_check(document.key(), expected_key),
        check(
            Subject::Signature,
            document.is_signature_valid(),
            "the signature belongs to this document and to the key in the file",
            "the signature does not belong to this document: a signed part was changed, or the key is another",
        ),
        checkpoint,
        inclusion,
    ];
    if D::KIND == Kind::Letter {
        let words =
            "a file cannot tell whether the letter was revoked later; the maker's page of the case can";
        checks.push(Check { subject: Subject::Revocation, outcome: Outcome::Open, words: words.to_owned() });
    }
    Ok(Verdict { kind: D::KIND, facts: document.body().facts(), checks, key: document.key().to_string() })
}

fn check(subject: Subject, holds: bool, yes: &str, no: &str) -> Check {
    let outcome = if holds { Outcome::Holds } else { Outcome::Fails };
    Check { subject, outcome, words: (if holds { yes } else { no }).to_owned() }
}

/// Whether the file says what was issued, nothing less and nothing more. White space, the order of members and the
/// spelling of letters are free, because a receipt may have travelled through other programs as JSON.
fn form_check<D: Document>(document: &Signed<D>, bytes: &[u8]) -> Check {
    let value = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
    let (issued, given) = (value(&document.to_bytes()), value(bytes));
    check(
        Subject::Form,
        issued.is_some() && issued == given,
        "the file says what was issued, nothing less and nothing more",
        "the file is not as it was issued: a part was added, left out or written another way",
    )
}

fn key_check(key: &VerifierKey, expected: Option<&VerifierKey>) -> Check {
    match expected {
        Some(expected) => check(
            Subject::Key,
            key.is_same_key(expected),
            &format!("signed with the key given, {}", key.name()),
            &format!("signed with another key than the one given: {key}"),
        ),
        None => Check {
            subject: Subject::Key,
            outcome: Outcome::Open,
            words: format!(
                "signed by the key inside the file; compare it with the maker's published key: {key}"
            ),
        },
    }
}

fn log_checks<D: Document>(document: &Signed<D>) -> [Check; 2] {
    const NO_LOG: &str = "the document is not (yet) entered in the log";
    let Some(log) = document.log() else {
        return [Subject::Checkpoint, Subject::Inclusion].map(|subject| check(subject, false, "", NO_LOG));
    };
    // A server may move to another address and log name; what counts is the key.
    let opened = KeyName::new(&log.origin)
        .map_err(CheckpointError::Note)
        .and_then(|name| Checkpoint::open_sole(&log.checkpoint, &document.key().renamed(name)));
    let fits = |point: &Checkpoint| point.origin.as_str() == log.origin && point.size == log.size;
    let head = opened.as_ref().ok().filter(|point| fits(point)).map(Checkpoint::head);
    let why_not = match &opened {
        Ok(_) => "the checkpoint is of another log or size than the file says".to_owned(),
        Err(error) => error.to_string(),
    };
    let included = head.is_some_and(|head| {
        proof::includes(&document.leaf(&log.salt), log.index, head.size, &log.proof, &head.root)
    });
    [
        check(
            Subject::Checkpoint,
            head.is_some(),
            &format!(
                "the checkpoint of the log {} with {} entries is signed with the same key",
                log.origin, log.size
            ),
            &why_not,
        ),
        check(
            Subject::Inclusion,
            included,
            &format!("the document is entry {} of that log", log.index),
            "the proof does not show that the document is in the log",
        ),
    ]
}
