//! Entries of the log: blinded commitments to documents.
//!
//! An entry reveals nothing, not even to somebody who guesses the document; with document and salt anybody computes it
//! again. The entry is `SHA-256("tellfirst-log-entry/v1" 0x00 salt SHA-256(document))`, 32 bytes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::{Hash, leaf_hash};

const ENTRY: &[u8] = b"tellfirst-log-entry/v1\0";
const REPORT: &[u8] = b"tellfirst-report/v1\0";

/// 32 random bytes that keep a commitment from being guessed. [`fmt::Debug`] does not show them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

impl Salt {
    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`super::HashForm`] for anything else.
    pub fn parse(text: &str) -> Result<Salt, super::HashForm> {
        Hash::parse(text).map(|hash| Salt(hash.0))
    }

    /// The salt as 64 lower-case hexadecimal digits, for the one document it belongs to.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Salt, D::Error> {
        Salt::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// The log entry for a document.
pub fn entry(salt: &Salt, document: &[u8]) -> Hash {
    blinded(ENTRY, salt, document)
}

/// The leaf hash of the log entry for a document.
pub fn leaf(salt: &Salt, document: &[u8]) -> Hash {
    leaf_hash(entry(salt, document).as_bytes())
}

/// The salted digest of a report as submitted, which stands in its receipt. `report` is its canonical JSON.
pub fn report_digest(salt: &Salt, report: &[u8]) -> Hash {
    blinded(REPORT, salt, report)
}

fn blinded(domain: &[u8], salt: &Salt, document: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(domain);
    hash.update(salt.0);
    hash.update(Hash::of(document).0);
    Hash(hash.finalize().into())
}
