//! Storage of the transparency log: blinded leaves and the hashes above them.
//!
//! Leaves are only ever appended, in the transaction of the act they prove. What the hashes are is computed by the
//! caller (C2SP tlog-tiles); this file keeps them.

use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::params;

const SIZE: &str = "log size";

/// The number of leaves.
///
/// # Errors
/// When the engine refuses.
pub fn log_size(tx: &mut Tx<'_>) -> Result<u64> {
    let size = crate::counters::current(tx, SIZE)?;
    u64::try_from(size).map_err(|_| Error::Malformed { what: "log size" })
}

/// Appends a leaf at `position`, which must be the current size.
///
/// # Errors
/// [`Error::Stale`] when the log has another size.
pub fn insert_leaf(tx: &mut Tx<'_>, position: u64, commitment: &[u8; 32], kind: &str) -> Result<()> {
    let position = number(position)?;
    if crate::counters::next(tx, SIZE)? != position + 1 {
        return Err(Error::Stale { what: "log" });
    }
    let sql = "insert into log_leaves (position, commitment, kind) values ($1, $2, $3)";
    tx.execute(sql, params![position, commitment, kind]).map(drop)
}

/// Appends leaves from `position` on, which must be the current size, with the hashes of the subtrees they complete
/// (level, position, hash).
///
/// # Errors
/// [`Error::Stale`] when the log has another size.
pub fn append_leaves(
    tx: &mut Tx<'_>,
    position: u64,
    leaves: &[([u8; 32], &str)],
    nodes: &[(u64, u64, [u8; 32])],
) -> Result<()> {
    let first = number(position)?;
    if crate::counters::draw(tx, SIZE, leaves.len())? != first + 1 {
        return Err(Error::Stale { what: "log" });
    }
    let rows =
        (first..).zip(leaves).map(|(at, (commitment, kind))| [at.into(), commitment.into(), (*kind).into()]);
    tx.insert_many("log_leaves (position, commitment, kind)", "", rows)?;
    let rows: Result<Vec<_>> = nodes
        .iter()
        .map(|(level, at, hash)| Ok([number(*level)?.into(), number(*at)?.into(), hash.into()]))
        .collect();
    tx.insert_many("log_nodes (level, position, hash)", "on conflict do nothing", rows?).map(drop)
}

/// The commitments from `position` on, at most `limit`.
///
/// # Errors
/// When the engine refuses.
pub fn list_leaves(tx: &mut Tx<'_>, position: u64, limit: u64) -> Result<Vec<[u8; 32]>> {
    let sql = "select commitment from log_leaves where position >= $1 order by position limit $2";
    tx.query(sql, params![number(position)?, number(limit)?], |row| row.digest(0))
}

/// Keeps the hash of a complete subtree; the same again is accepted.
///
/// # Errors
/// When the engine refuses.
pub fn put_node(tx: &mut Tx<'_>, level: u64, position: u64, hash: &[u8; 32]) -> Result<()> {
    let sql = "insert into log_nodes (level, position, hash) values ($1, $2, $3) on conflict do nothing";
    tx.execute(sql, params![number(level)?, number(position)?, hash]).map(drop)
}

/// The hash of a subtree.
///
/// # Errors
/// [`Error::NotFound`] when it was never kept.
pub fn get_node(tx: &mut Tx<'_>, level: u64, position: u64) -> Result<[u8; 32]> {
    let sql = "select hash from log_nodes where level = $1 and position = $2";
    tx.query_one(sql, params![number(level)?, number(position)?], |row| row.digest(0))?
        .ok_or(Error::NotFound { what: "log node" })
}

/// The hashes of a row of subtrees, from `position` on, at most `limit`: one tile.
///
/// # Errors
/// When the engine refuses.
pub fn list_nodes(tx: &mut Tx<'_>, level: u64, position: u64, limit: u64) -> Result<Vec<[u8; 32]>> {
    let sql = "select hash from log_nodes where level = $1 and position >= $2 order by position limit $3";
    tx.query(sql, params![number(level)?, number(position)?, number(limit)?], |row| row.digest(0))
}

fn number(value: u64) -> Result<i64> {
    i64::try_from(value).map_err(|_| Error::Malformed { what: "log position" })
}
