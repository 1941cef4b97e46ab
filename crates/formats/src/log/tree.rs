//! Appending, roots and proofs, computed from the stored hashes of complete subtrees.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Hash, LogError, Node, node_hash};

/// The nodes to store when leaves are appended to a log of `size` entries: each leaf and every subtree it completes.
///
/// # Errors
/// [`LogError::Missing`] if the store lacks a hash that `size` implies, [`LogError::Range`] past 2^62 entries.
pub fn append(
    size: u64,
    leaves: &[Hash],
    read: impl Fn(Node) -> Option<Hash>,
) -> Result<Vec<(Node, Hash)>, LogError> {
    let mut stored = Vec::with_capacity(leaves.len() * 2);
    let mut fresh = BTreeMap::new();
    for (index, leaf) in (size..).zip(leaves) {
        check_size(index)?;
        let mut node = Node::leaf(index);
        let mut hash = *leaf;
        loop {
            stored.push((node, hash));
            fresh.insert(node, hash);
            if node.index.is_multiple_of(2) {
                break;
            }
            let left = Node { level: node.level, index: node.index - 1 };
            let left_hash =
                fresh.get(&left).copied().or_else(|| read(left)).ok_or(LogError::Missing(left))?;
            hash = node_hash(&left_hash, &hash);
            node = Node { level: node.level + 1, index: node.index / 2 };
        }
    }
    Ok(stored)
}

/// The root of the first `size` entries (RFC 6962 section 2.1, MTH). The empty log has the hash of nothing.
///
/// # Errors
/// [`LogError::Missing`] if the store lacks a hash.
pub fn root(size: u64, read: impl Fn(Node) -> Option<Hash>) -> Result<Hash, LogError> {
    check_size(size)?;
    if size == 0 { Ok(Hash::of(b"")) } else { range(0, size, &read) }
}

/// The audit path of the entry at `index` in the tree of `size` entries (RFC 6962 section 2.1.1, PATH).
///
/// # Errors
/// [`LogError::Range`] if the entry is not in that tree, [`LogError::Missing`] if the store lacks a hash.
pub fn inclusion_proof(
    index: u64,
    size: u64,
    read: impl Fn(Node) -> Option<Hash>,
) -> Result<Vec<Hash>, LogError> {
    check_size(size)?;
    if index >= size {
        return Err(LogError::Range { asked: index, size });
    }
    let (mut low, mut high) = (0, size);
    let mut path = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            path.push(range(middle, high, &read)?);
            high = middle;
        } else {
            path.push(range(low, middle, &read)?);
            low = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `old` entries is a prefix of that of `new` entries (RFC 6962 section 2.1.2, PROOF).
/// It is empty when both are equal or the old tree is empty.
///
/// # Errors
/// [`LogError::Range`] if `old` is larger than `new`, [`LogError::Missing`] if the store lacks a hash.
pub fn consistency_proof(
    old: u64,
    new: u64,
    read: impl Fn(Node) -> Option<Hash>,
) -> Result<Vec<Hash>, LogError> {
    check_size(new)?;
    if old > new {
        return Err(LogError::Range { asked: old, size: new });
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut low, mut high) = (0, new);
    let mut path = Vec::new();
    while high != old {
        let middle = low + split(high - low);
        if old <= middle {
            path.push(range(middle, high, &read)?);
            high = middle;
        } else {
            path.push(range(low, middle, &read)?);
            low = middle;
        }
    }
    if low > 0 {
        path.push(range(low, high, &read)?);
    }
    path.reverse();
    Ok(path)
}

/// The nodes [`root`] will read.
pub fn root_nodes(size: u64) -> Vec<Node> {
    recorded(|read| root(size, read))
}

/// The nodes [`inclusion_proof`] will read.
pub fn inclusion_nodes(index: u64, size: u64) -> Vec<Node> {
    recorded(|read| inclusion_proof(index, size, read))
}

/// The nodes [`consistency_proof`] will read.
pub fn consistency_nodes(old: u64, new: u64) -> Vec<Node> {
    recorded(|read| consistency_proof(old, new, read))
}

/// The nodes [`append`] of any number of leaves may read: the complete subtrees that make up the present tree.
pub fn append_nodes(size: u64) -> Vec<Node> {
    root_nodes(size)
}

/// Which nodes a computation reads, found by running it on made-up hashes.
fn recorded<T>(compute: impl FnOnce(&dyn Fn(Node) -> Option<Hash>) -> Result<T, LogError>) -> Vec<Node> {
    let nodes = RefCell::new(Vec::new());
    // A question out of range reads nothing, and the real call will say so.
    let _ = compute(&|node| {
        nodes.borrow_mut().push(node);
        Some(Hash([0; 32]))
    });
    nodes.into_inner()
}

/// Indices stay far from overflow; no log reaches this.
fn check_size(size: u64) -> Result<(), LogError> {
    const MAX: u64 = 1 << 62;
    if size > MAX { Err(LogError::Range { asked: size, size: MAX }) } else { Ok(()) }
}

/// The largest power of two smaller than `count`, which is at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// Hash of the leaves `low` up to `high`; `low` is a multiple of the power of two at or above their number.
fn range(low: u64, high: u64, read: &impl Fn(Node) -> Option<Hash>) -> Result<Hash, LogError> {
    let count = high - low;
    if count.is_power_of_two() {
        #[expect(clippy::cast_possible_truncation, reason = "a logarithm of a u64 is below 64")]
        let level = count.ilog2() as u8;
        let node = Node { level, index: low >> level };
        return read(node).ok_or(LogError::Missing(node));
    }
    let middle = low + split(count);
    Ok(node_hash(&range(low, middle, read)?, &range(middle, high, read)?))
}
