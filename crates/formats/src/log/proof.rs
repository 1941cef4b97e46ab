//! Verifying proofs without the log (RFC 9162 sections 2.1.3.2 and 2.1.4.2).

use super::{Hash, node_hash};

/// Whether `path` proves that the leaf stands at `index` in the tree with this `size` and `root`.
pub fn includes(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    root_from_inclusion(leaf, index, size, path).is_some_and(|computed| computed == *root)
}

fn root_from_inclusion(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in path {
        if last == 0 {
            return None;
        }
        if place % 2 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            skip_to_odd(&mut place, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        place /= 2;
        last /= 2;
    }
    (last == 0).then_some(hash)
}

/// On the right edge a node without sibling moves up unhashed.
fn skip_to_odd(place: &mut u64, last: &mut u64) {
    while (*place).is_multiple_of(2) && *place != 0 {
        *place /= 2;
        *last /= 2;
    }
}

/// A tree by its size and root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// The root hash.
    pub root: Hash,
}

/// Whether `path` proves that the tree `old` is a prefix of the tree `new`.
pub fn consistent(old: &Head, new: &Head, path: &[Hash]) -> bool {
    if old.size == new.size {
        return path.is_empty() && old.root == new.root;
    }
    if old.size == 0 {
        return path.is_empty() && new.size > 0 && old.root == Hash::of(b"");
    }
    roots_from_consistency(old, new, path).is_some_and(|roots| roots == (old.root, new.root))
}

fn roots_from_consistency(old: &Head, new: &Head, path: &[Hash]) -> Option<(Hash, Hash)> {
    if old.size > new.size {
        return None;
    }
    let (mut place, mut last) = (old.size - 1, new.size - 1);
    while place % 2 == 1 {
        place /= 2;
        last /= 2;
    }
    // When the old tree is complete in itself, its root is the first element and is left out of the proof.
    let (first, rest) = if old.size.is_power_of_two() {
        (old.root, path)
    } else {
        path.split_first().map(|(hash, rest)| (*hash, rest))?
    };
    let (mut old_hash, mut new_hash) = (first, first);
    for sibling in rest {
        if last == 0 {
            return None;
        }
        if place % 2 == 1 || place == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            skip_to_odd(&mut place, &mut last);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        place /= 2;
        last /= 2;
    }
    (last == 0).then_some((old_hash, new_hash))
}
