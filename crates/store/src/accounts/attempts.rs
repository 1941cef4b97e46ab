//! Failed attempts to sign in, counted per account and source network, so that a stranger cannot lock an owner out.

use crate::engine::Tx;
use crate::error::Result;
use crate::params;

/// Whose attempt from where, as keyed tokens: neither the address nor the network is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptKey {
    /// The account or case number that was tried.
    pub account: i64,
    /// The network it came from.
    pub source: i64,
}

impl AttemptKey {
    /// Makes the key from what was typed and the network, such as `192.0.2.0/24`.
    pub fn new(tx: &Tx<'_>, account: &str, network: &str) -> Self {
        AttemptKey {
            account: tx.vault().token("attempt account", &account.trim().to_lowercase()),
            source: tx.vault().token("attempt source", network),
        }
    }
}

/// Failures of one key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many since the last success or the last pause.
    pub count: i64,
    /// When the last one was.
    pub last_at: i64,
}

/// The failures of this key.
///
/// # Errors
/// When the engine refuses.
pub fn get_failures(tx: &mut Tx<'_>, key: AttemptKey) -> Result<Failures> {
    let sql = "select failures, last_at from attempts where account = $1 and source = $2";
    let read = |row: &crate::engine::Row<'_>| Ok(Failures { count: row.int(0)?, last_at: row.int(1)? });
    Ok(tx.query_one(sql, params![key.account, key.source], read)?.unwrap_or_default())
}

/// Counts a failure; after a pause of `forget_after` microseconds the count begins again. Run it in a transaction
/// of its own, so that it is kept when the sign-in is refused.
///
/// # Errors
/// When the engine refuses.
pub fn count_failure(tx: &mut Tx<'_>, key: AttemptKey, now: i64, forget_after: i64) -> Result<Failures> {
    let sql = "insert into attempts (account, source, failures, last_at) values ($1, $2, 1, $3) \
               on conflict (account, source) do update set \
               failures = case when attempts.last_at < $4 then 1 else attempts.failures + 1 end, last_at = $3 \
               returning failures";
    let oldest = now.saturating_sub(forget_after);
    let count = tx.query_one(sql, params![key.account, key.source, now, oldest], |row| row.int(0))?;
    Ok(Failures { count: count.unwrap_or(1), last_at: now })
}

/// Forgets the failures of this key after a success.
///
/// # Errors
/// When the engine refuses.
pub fn clear_failures(tx: &mut Tx<'_>, key: AttemptKey) -> Result<()> {
    let sql = "delete from attempts where account = $1 and source = $2";
    tx.execute(sql, params![key.account, key.source]).map(drop)
}

/// Deletes what happened before `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn delete_old_attempts(tx: &mut Tx<'_>, moment: i64) -> Result<u64> {
    tx.execute("delete from attempts where last_at < $1", params![moment])
}
