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
    #[error("the file is no receipt or letter: {what}{}", place(*.line, *.column))]
    Json {
        /// What is wrong, in English.
        what: &'static str,
        /// Where, counted from 1; 0 when it is not known.
        line: usize,
        /// Where in the line.
        column: usize,
    },
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
    /// The sentence as a code, for programs and other languages; the same code is always the same sentence.
    pub code: &'static str,
    /// What stands in the sentence.
    pub values: Vec<(&'static str, String)>,
    /// The sentence in English.
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
    Unreadable::Json { what, line: error.line(), column: error.column() }
}

/// Where in the file; not known for every part.
fn place(line: usize, column: usize) -> String {
    if line == 0 {
        return String::new();
    }
    format!(" (line {line}, column {column})")
}

/// The verdict on JSON that calls itself such a document and is none.
fn misshapen(kind: Kind, error: &serde_json::Error) -> Verdict {
    let words = format!(
        "the file is not as it was issued: a part is missing, given twice or malformed{}",
        place(error.line(), error.column())
    );
    let said = Said { code: "form-misshapen", values: Vec::new(), words };
    let checks = vec![said.with(Subject::Form, Outcome::Fails)];
    Verdict { kind, facts: Vec::new(), checks, key: String::new() }
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
        signature_check(&document),
        checkpoint,
        inclusion,
    ];
    if D::KIND == Kind::Letter {
        let words =
            "a file cannot tell whether the letter was revoked later; the maker's page of the case can";
        checks.push(say("revocation-open", words).with(Subject::Revocation, Outcome::Open));
    }
    Ok(Verdict { kind: D::KIND, facts: document.body().facts(), checks, key: document.key().to_string() })
}

/// A sentence: its code, what stands in it, and its English words.
struct Said {
    code: &'static str,
    values: Vec<(&'static str, String)>,
    words: String,
}

fn say(code: &'static str, words: &str) -> Said {
    Said { code, values: Vec::new(), words: words.to_owned() }
}

impl Said {
    fn value(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    fn with(self, subject: Subject, outcome: Outcome) -> Check {
        let Self { code, values, words } = self;
        Check { subject, outcome, code, values, words }
    }
}

fn check(subject: Subject, holds: bool, yes: Said, no: Said) -> Check {
    if holds { yes.with(subject, Outcome::Holds) } else { no.with(subject, Outcome::Fails) }
}

/// Whether the file says what was issued, nothing less and nothing more. White space, the order of members and the
/// spelling of letters are free, because a receipt may have travelled through other programs as JSON.
fn form_check<D: Document>(document: &Signed<D>, bytes: &[u8]) -> Check {
    let value = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
    let (issued, given) = (value(&document.to_bytes()), value(bytes));
    check(
        Subject::Form,
        issued.is_some() && issued == given,
        say("form-holds", "the file says what was issued, nothing less and nothing more"),
        say(
            "form-fails",
            "the file is not as it was issued: a part was added, left out or written another way",
        ),
    )
}

fn signature_check<D: Document>(document: &Signed<D>) -> Check {
    check(
        Subject::Signature,
        document.is_signature_valid(),
        say("signature-holds", "the signature belongs to this document and to the key in the file"),
        say(
            "signature-fails",
            "the signature does not belong to this document: a signed part was changed, or the key is another",
        ),
    )
}

fn key_check(key: &VerifierKey, expected: Option<&VerifierKey>) -> Check {
    match expected {
        Some(expected) => {
            let yes = format!("signed with the key given, {}", key.name());
            let no = format!("signed with another key than the one given: {key}");
            check(
                Subject::Key,
                key.is_same_key(expected),
                say("key-holds", &yes).value("key", key.name()),
                say("key-fails", &no).value("key", key),
            )
        }
        None => {
            let words = format!(
                "signed by the key inside the file; compare it with the maker's published key: {key}"
            );
            say("key-open", &words).value("key", key).with(Subject::Key, Outcome::Open)
        }
    }
}

fn log_checks<D: Document>(document: &Signed<D>) -> [Check; 2] {
    const NO_LOG: &str = "the document is not (yet) entered in the log";
    let Some(log) = document.log() else {
        return [Subject::Checkpoint, Subject::Inclusion]
            .map(|subject| say("log-missing", NO_LOG).with(subject, Outcome::Fails));
    };
    // A server may move to another address and log name; what counts is the key.
    let opened = KeyName::new(&log.origin)
        .map_err(CheckpointError::Note)
        .and_then(|name| Checkpoint::open_sole(&log.checkpoint, &document.key().renamed(name)));
    let fits = |point: &Checkpoint| point.origin.as_str() == log.origin && point.size == log.size;
    let head = opened.as_ref().ok().filter(|point| fits(point)).map(Checkpoint::head);
    let why_not = match &opened {
        Ok(_) => say("checkpoint-other", "the checkpoint is of another log or size than the file says"),
        Err(error) => say("checkpoint-fails", &error.to_string()),
    };
    let included = head.is_some_and(|head| {
        proof::includes(&document.leaf(&log.salt), log.index, head.size, &log.proof, &head.root)
    });
    let signed = format!(
        "the checkpoint of the log {} with {} entries is signed with the same key",
        log.origin, log.size
    );
    let entered = format!("the document is entry {} of that log", log.index);
    [
        check(
            Subject::Checkpoint,
            head.is_some(),
            say("checkpoint-holds", &signed).value("origin", &log.origin).value("size", log.size),
            why_not,
        ),
        check(
            Subject::Inclusion,
            included,
            say("inclusion-holds", &entered).value("index", log.index),
            say("inclusion-fails", "the proof does not show that the document is in the log"),
        ),
    ]
}
