//! Numbers that count up without a gap, because they are drawn in the transaction that uses them.

use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::params;

/// Draws the next number of a counter, from 1.
///
/// # Errors
/// When the engine refuses.
pub fn next(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    let sql = "insert into counters (name, value) values ($1, 1) \
               on conflict (name) do update set value = counters.value + 1 returning value";
    tx.query_one(sql, params![name], |row| row.int(0))?.ok_or(Error::NotFound { what: "counter" })
}

/// Draws `count` numbers of a counter at once; answers the first of them.
///
/// # Errors
/// When the engine refuses.
pub fn draw(tx: &mut Tx<'_>, name: &str, count: usize) -> Result<i64> {
    let count = i64::try_from(count).map_err(|_| Error::Malformed { what: "count" })?;
    let sql = "insert into counters (name, value) values ($1, $2) \
               on conflict (name) do update set value = counters.value + $2 returning value";
    let last = tx.query_one(sql, params![name, count], |row| row.int(0))?;
    last.map(|last| last - count + 1).ok_or(Error::NotFound { what: "counter" })
}

/// The last number drawn, 0 when none was.
///
/// # Errors
/// When the engine refuses.
pub fn current(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    let sql = "select value from counters where name = $1";
    Ok(tx.query_one(sql, params![name], |row| row.int(0))?.unwrap_or(0))
}
