//! Reports that are still being written: sealed with the key of the case they may become, gone after a day.
//!
//! A draft is found by the digest of a token that only its writer has. Erasing the key of an id that never became a
//! case erases the draft and its files.

use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::params;
use crate::seal::{Owner, Place, erase};

/// A draft.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id it has reserved.
    pub case: CaseId,
    /// What was typed, as JSON; empty once it was sent.
    pub content: Vec<u8>,
    /// The number of the case it became.
    pub sent_as: Option<String>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft").field("case", &self.case).finish_non_exhaustive()
    }
}

/// Begins a draft. Times are microseconds since 1970 in UTC.
///
/// # Errors
/// When the engine refuses.
pub fn insert_draft(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    case: CaseId,
    content: &[u8],
    (at, expires_at): (i64, i64),
) -> Result<()> {
    let sealed = tx.seal(Owner::Case(case), place(case), content)?;
    let sql = "insert into drafts (token_hash, case_id, sealed, created_at, expires_at) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![token_hash, case, sealed, at, expires_at]).map(drop)
}

/// The draft this digest opens, unless it has expired.
///
/// # Errors
/// When the engine refuses.
pub fn find_draft(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<Option<Draft>> {
    let sql = "select case_id, sealed, sent_as from drafts where token_hash = $1 and expires_at > $2";
    let found = tx.query_one(sql, params![token_hash, now], |row| {
        Ok((CaseId(row.int(0)?), row.blob(1)?, row.opt_text(2)?))
    })?;
    let Some((case, sealed, sent_as)) = found else { return Ok(None) };
    let content = match sent_as {
        Some(_) => Vec::new(),
        None => tx.open(Owner::Case(case), place(case), &sealed)?,
    };
    Ok(Some(Draft { case, content, sent_as }))
}

/// Keeps what was typed since.
///
/// # Errors
/// [`Error::NotFound`] when there is no such draft, or it was sent.
pub fn update_draft(tx: &mut Tx<'_>, token_hash: &[u8; 32], case: CaseId, content: &[u8]) -> Result<()> {
    let sealed = tx.seal(Owner::Case(case), place(case), content)?;
    let sql = "update drafts set sealed = $2 where token_hash = $1 and sent_as is null";
    match tx.execute(sql, params![token_hash, sealed])? {
        0 => Err(Error::NotFound { what: "draft" }),
        _ => Ok(()),
    }
}

/// Marks a draft as sent and forgets its content, in the transaction that receives the report.
///
/// # Errors
/// [`Error::NotFound`] when another request was faster.
pub fn mark_sent(tx: &mut Tx<'_>, token_hash: &[u8; 32], number: &str) -> Result<()> {
    let nothing: &[u8] = &[];
    let sql = "update drafts set sent_as = $2, sealed = $3 where token_hash = $1 and sent_as is null";
    match tx.execute(sql, params![token_hash, number, nothing])? {
        0 => Err(Error::NotFound { what: "draft" }),
        _ => Ok(()),
    }
}

/// Whether any draft has expired.
///
/// # Errors
/// When the engine refuses.
pub fn has_expired(tx: &mut Tx<'_>, now: i64) -> Result<bool> {
    let sql = "select case_id from drafts where expires_at <= $1 order by expires_at limit 1";
    Ok(tx.query_one(sql, params![now], |row| row.int(0))?.is_some())
}

/// Deletes up to `limit` expired drafts with all they hold; answers the blobs to delete after the commit.
///
/// # Errors
/// When the engine refuses.
pub fn delete_expired(tx: &mut Tx<'_>, now: i64, limit: i64) -> Result<Vec<String>> {
    let sql =
        "select token_hash, case_id, sent_as from drafts where expires_at <= $1 order by expires_at limit $2";
    let expired = tx
        .query(sql, params![now, limit], |row| Ok((row.digest(0)?, CaseId(row.int(1)?), row.opt_text(2)?)))?;
    let mut blobs = Vec::new();
    for (token_hash, case, sent_as) in expired {
        if sent_as.is_none() {
            let sql = "delete from files where case_id = $1 returning blob";
            blobs.extend(tx.query(sql, params![case], |row| row.text(0))?);
            erase(tx, Owner::Case(case))?;
        }
        tx.execute("delete from drafts where token_hash = $1", params![&token_hash])?;
    }
    Ok(blobs)
}

fn place(case: CaseId) -> Place {
    Place::new("drafts", "sealed", case.0)
}
