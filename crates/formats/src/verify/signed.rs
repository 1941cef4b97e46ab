//! The envelope all signed documents share: body, key, signature, place in the log.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Kind;
use super::canonical::{CanonicalError, canonical_json};
use crate::log::Hash;
use crate::log::commitment::{self, Salt};
use crate::note::{SignerKey, VerifierKey};

/// The body of a signed document.
pub trait Document: Serialize + DeserializeOwned + Clone {
    /// Value of the member `type`.
    const TYPE: &'static str;
    /// The same for programs.
    const KIND: Kind;

    /// Label and value of what a reader wants to see first.
    fn facts(&self) -> Vec<(&'static str, String)>;
}

/// Why a document cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The body has no canonical form.
    #[error("the document cannot be signed: {0}")]
    Canonical(#[from] CanonicalError),
}

/// Where in the log a document stands, and the proof of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogProof {
    /// The log's name, first line of its checkpoint.
    pub origin: String,
    /// Blinds the entry; known only to those who hold the document.
    pub salt: Salt,
    /// Place of the entry, from 0.
    pub index: u64,
    /// Entries of the tree that the checkpoint signs.
    pub size: u64,
    /// Audit path from the entry to the root.
    pub proof: Vec<Hash>,
    /// The signed note, with no signature but that of the document's key.
    pub checkpoint: String,
}

/// A document with key and signature and, once it is entered, its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed<D> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(flatten)]
    body: D,
    key: VerifierKey,
    signature: SignatureText,
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<LogProof>,
}

/// 64 bytes as lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct SignatureText(String);

impl SignatureText {
    fn bytes(&self) -> Option<[u8; 64]> {
        let mut bytes = [0; 64];
        hex::decode_to_slice(&self.0, &mut bytes).ok().map(|()| bytes)
    }
}

/// What is signed: the document without signature and place in the log.
#[derive(Serialize)]
struct Unsigned<'d, D> {
    #[serde(rename = "type")]
    kind: &'d str,
    #[serde(flatten)]
    body: &'d D,
    key: &'d VerifierKey,
}

impl<D: Document> Signed<D> {
    /// Signs a body.
    ///
    /// # Errors
    /// The body holds a number without canonical form.
    pub fn new(body: D, key: &SignerKey) -> Result<Signed<D>, SignError> {
        let public = key.verifier().clone();
        let message = message(D::TYPE, &body, &public)?;
        let signature = SignatureText(hex::encode(key.sign_bytes(&message)));
        Ok(Signed { kind: D::TYPE.to_owned(), body, key: public, signature, log: None })
    }

    /// The same document with its place in the log.
    #[must_use]
    pub fn with_log(self, log: LogProof) -> Signed<D> {
        Signed { log: Some(log), ..self }
    }

    /// What the document says.
    pub fn body(&self) -> &D {
        &self.body
    }

    /// The key it was signed with.
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Its place in the log.
    pub fn log(&self) -> Option<&LogProof> {
        self.log.as_ref()
    }

    /// The file as it is handed out: indented JSON and a final newline. [`super::verify`] accepts no other form.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings, integers and hashes always have a JSON form; an empty file would fail every check.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a file. What is read may be forged: see [`super::verify`].
    ///
    /// # Errors
    /// The JSON is malformed or lacks something.
    pub fn from_json(bytes: &[u8]) -> Result<Signed<D>, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The bytes the log commits to: the canonical JSON of the document with its signature, without its place in the log.
    pub fn committed_bytes(&self) -> Vec<u8> {
        let without_log = Signed { log: None, ..self.clone() };
        // As above: what was signed has a canonical form; nothing else verifies.
        canonical_json(&without_log).unwrap_or_default()
    }

    /// SHA-256 of [`Signed::committed_bytes`], by which other documents refer to this one.
    pub fn digest(&self) -> Hash {
        Hash::of(&self.committed_bytes())
    }

    /// The log entry for this document.
    pub fn entry(&self, salt: &Salt) -> Hash {
        commitment::entry(salt, &self.committed_bytes())
    }

    /// The leaf hash of that entry.
    pub fn leaf(&self, salt: &Salt) -> Hash {
        commitment::leaf(salt, &self.committed_bytes())
    }

    pub(super) fn is_signature_valid(&self) -> bool {
        let message = message(&self.kind, &self.body, &self.key).ok();
        message.zip(self.signature.bytes()).is_some_and(|(message, signature)| {
            self.kind == D::TYPE && self.key.verifies(&message, &signature)
        })
    }
}

/// The signed bytes: type, a zero byte, canonical JSON. The zero byte keeps them apart from notes, which hold none.
fn message<D: Document>(kind: &str, body: &D, key: &VerifierKey) -> Result<Vec<u8>, SignError> {
    let mut message = kind.as_bytes().to_vec();
    message.push(0);
    message.extend(canonical_json(&Unsigned { kind, body, key })?);
    Ok(message)
}
