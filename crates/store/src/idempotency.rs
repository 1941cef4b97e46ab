//! Answers that are given again when the same request comes twice (`Idempotency-Key`).

use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::params;
use crate::seal::{Owner, Place};

/// The first answer to a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAnswer {
    /// SHA-256 of the key, with whoever sent it.
    pub key_hash: [u8; 32],
    /// SHA-256 of the request; another request with the same key is refused.
    pub request_hash: [u8; 32],
    /// The case that was made.
    pub case: CaseId,
    /// The answer; stored sealed with the case's key.
    pub answer: Vec<u8>,
    /// When, in microseconds since 1970 in UTC.
    pub at: i64,
}

/// The first answer to this key, if there was one and its case was not erased.
///
/// # Errors
/// When the engine refuses.
pub fn find_answer(tx: &mut Tx<'_>, key_hash: &[u8; 32]) -> Result<Option<FirstAnswer>> {
    let sql = "select request_hash, case_id, sealed, at from idempotency_keys where key_hash = $1";
    let row = tx.query_one(sql, params![key_hash], |row| {
        Ok((row.digest(0)?, CaseId(row.int(1)?), row.blob(2)?, row.int(3)?))
    })?;
    let Some((request_hash, case, sealed, at)) = row else { return Ok(None) };
    match tx.open(Owner::Case(case), place(case), &sealed) {
        Ok(answer) => Ok(Some(FirstAnswer { key_hash: *key_hash, request_hash, case, answer, at })),
        Err(Error::Erased) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps the first answer, in the transaction of the act.
///
/// # Errors
/// [`Error::Unique`] when another request with this key was faster: read its answer.
pub fn insert_answer(tx: &mut Tx<'_>, first: &FirstAnswer) -> Result<()> {
    let sealed = tx.seal(Owner::Case(first.case), place(first.case), &first.answer)?;
    let sql = "insert into idempotency_keys (key_hash, request_hash, case_id, sealed, at) \
               values ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![&first.key_hash, &first.request_hash, first.case, sealed, first.at]).map(drop)
}

/// Deletes answers from before `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn delete_old_answers(tx: &mut Tx<'_>, moment: i64) -> Result<u64> {
    tx.execute("delete from idempotency_keys where at < $1", params![moment])
}

fn place(case: CaseId) -> Place {
    Place::new("idempotency_keys", "sealed", case.0)
}
