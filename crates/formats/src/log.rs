//! The transparency log: an append-only Merkle tree of SHA-256 hashes (RFC 6962 section 2.1, RFC 9162 section 2.1).
//!
//! Nothing is kept here. Whoever stores the log keeps the hashes of *complete* subtrees, each a [`Node`] at a level and
//! an index; they never change once written. Everything else (roots, proofs, tiles) is computed from them through a
//! reader `Fn(Node) -> Option<Hash>`. Stores that cannot read inside a closure ask beforehand which nodes will be
//! needed ([`tree::root_nodes`] and its sisters).

pub mod checkpoint;
pub mod commitment;
pub mod proof;
pub mod tile;
pub mod tree;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A SHA-256 hash; its text form is 64 lower-case hexadecimal digits and no other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

/// A text that is not a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 hash is written as 64 lower-case hexadecimal digits")]
pub struct HashForm;

impl Hash {
    /// SHA-256 of `bytes`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`HashForm`] for anything else.
    pub fn parse(text: &str) -> Result<Hash, HashForm> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| HashForm)?;
        let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        if upper { Err(HashForm) } else { Ok(Hash(bytes)) }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        Hash::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A complete subtree: at `level` l and `index` i it covers the leaves `i * 2^l` up to `(i + 1) * 2^l`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// Height of the subtree; 0 is a leaf.
    pub level: u8,
    /// Number within the level, from 0.
    pub index: u64,
}

impl Node {
    /// The leaf at a place of the log.
    pub fn leaf(index: u64) -> Node {
        Node { level: 0, index }
    }
}

/// Why a question to the log has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// The store does not have a hash that the tree must have.
    #[error("the log is damaged: the hash at level {}, index {} is missing", .0.level, .0.index)]
    Missing(Node),
    /// A place or size beyond the end of the tree.
    #[error("{asked} is beyond the end of the log, which has {size} entries")]
    Range {
        /// What was asked for.
        asked: u64,
        /// Entries of the tree.
        size: u64,
    },
}

/// Hash of a leaf: SHA-256 of 0x00 and the entry (RFC 6962 section 2.1).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(entry);
    Hash(hash.finalize().into())
}

/// Hash of an inner node: SHA-256 of 0x01 and both children (RFC 6962 section 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left.0);
    hash.update(right.0);
    Hash(hash.finalize().into())
}
