//! Is the transparency log what its leaves say? Every hash is computed again from the leaves, and every signed
//! document that the store keeps must be the one its leaf commits to.

use std::collections::BTreeMap;

use formats::letter::{Letter, Revocation};
use formats::log::{Hash, Node, leaf_hash, tree};
use formats::receipt::Receipt;
use formats::verify::{Document as Body, Kind, Signed};
use store::documents::{self, Document};
use store::{CaseId, Store, log};

use super::proof::Kept;
use crate::error::{Error, Result};

/// Leaves read at once: one tile.
const CHUNK: u64 = 256;

/// The first thing that is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// The counter and the leaves disagree.
    #[error("the log should have {counted} entries and has {found}")]
    Length { counted: u64, found: u64 },
    /// A stored hash is missing or is not the one that follows from the leaves.
    #[error("the hash at level {}, index {} of the log does not follow from its entries", .0.level, .0.index)]
    Hash(Node),
}

/// What the log is, when nothing is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogState {
    pub entries: u64,
    pub root: Hash,
}

/// Computes the whole log again; what is wrong is an answer, not an error.
///
/// # Errors
/// When the store cannot be read.
pub fn check_log(store: &Store) -> Result<Result<LogState, LogFault>> {
    let counted = store.read(|tx| log::log_size(tx).map_err(Error::from))?;
    let (mut found, mut edge) = (0, BTreeMap::new());
    while found < counted {
        let limit = CHUNK.min(counted - found);
        let leaves = store.read(|tx| log::list_leaves(tx, found, limit).map_err(Error::from))?;
        if leaves.is_empty() {
            return Ok(Err(LogFault::Length { counted, found }));
        }
        let hashes: Vec<Hash> = leaves.iter().map(|entry| leaf_hash(entry)).collect();
        let nodes = tree::append(found, &hashes, |node| edge.get(&node).copied()).map_err(Error::internal)?;
        if let Some(node) = first_difference(store, &nodes)? {
            return Ok(Err(LogFault::Hash(node)));
        }
        found += leaves.len() as u64;
        edge.extend(nodes);
        let needed = tree::append_nodes(found);
        edge.retain(|node, _| needed.contains(node));
    }
    let root = tree::root(found, |node| edge.get(&node).copied()).map_err(Error::internal)?;
    Ok(Ok(LogState { entries: found, root }))
}

/// Compares computed hashes with the stored ones, a row of the tree at a time.
fn first_difference(store: &Store, nodes: &[(Node, Hash)]) -> Result<Option<Node>> {
    let mut levels: BTreeMap<u8, BTreeMap<u64, Hash>> = BTreeMap::new();
    for (node, hash) in nodes {
        levels.entry(node.level).or_default().insert(node.index, *hash);
    }
    for (level, row) in levels {
        let Some((first, _)) = row.first_key_value() else { continue };
        let kept = store.read(|tx| {
            log::list_nodes(tx, u64::from(level), *first, row.len() as u64).map_err(Error::from)
        })?;
        for (place, (index, hash)) in row.iter().enumerate() {
            if kept.get(place) != Some(hash.as_bytes()) {
                return Ok(Some(Node { level, index: *index }));
            }
        }
    }
    Ok(None)
}

/// The positions of this case's documents that are not what the log has there.
///
/// # Errors
/// When the store cannot be read, or a document cannot be opened.
pub fn check_documents(store: &Store, case: CaseId) -> Result<Vec<u64>> {
    let kept = match store.read(|tx| documents::list_case_documents(tx, case)) {
        Ok(kept) => kept,
        // An erased case leaves its blinded entries and nothing to compare them with.
        Err(store::Error::Erased) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut wrong = Vec::new();
    for document in kept {
        let leaf = store.read(|tx| log::list_leaves(tx, document.position, 1).map_err(Error::from))?;
        let entry = entry(&document);
        if entry.is_none() || leaf.first() != entry.as_ref().map(Hash::as_bytes) {
            wrong.push(document.position);
        }
    }
    Ok(wrong)
}

/// What the log should have for a document; nothing when the document does not read back.
fn entry(document: &Document) -> Option<Hash> {
    let kinds = [Kind::Receipt, Kind::Letter, Kind::Revocation];
    match kinds.into_iter().find(|kind| kind.as_str() == document.kind)? {
        Kind::Receipt => entry_of::<Receipt>(&document.content),
        Kind::Letter => entry_of::<Letter>(&document.content),
        Kind::Revocation => entry_of::<Revocation>(&document.content),
    }
}

fn entry_of<D: Body>(content: &[u8]) -> Option<Hash> {
    let kept: Kept<Signed<D>> = serde_json::from_slice(content).ok()?;
    Some(kept.document.entry(&kept.log_salt))
}
