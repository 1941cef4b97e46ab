//! The way of a reporter into their case: number and secret code, no account.
//!
//! The secret has at least 128 random bits, so its plain SHA-256 digest is stored (OWASP ASVS 5.0, 6.5.2); the
//! comparison takes the same time whether or not the case exists.

use subtle::{Choice, ConstantTimeEq};

use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::params;
use crate::seal::{Owner, create_key};

/// Gives a reporter a secret for their report, and makes the key that seals their identity.
///
/// # Errors
/// [`Error::Unique`] when the report has one.
pub fn insert_access(
    tx: &mut Tx<'_>,
    case: CaseId,
    report: i64,
    secret_hash: &[u8; 32],
    at: i64,
) -> Result<()> {
    create_key(tx, Owner::Reporter(case, report))?;
    let sql = "insert into reports (case_id, report, secret_hash, created_at) values ($1, $2, $3, $4)";
    tx.execute(sql, params![case, report, secret_hash, at]).map(drop)
}

/// Moves the way in of a report to another case, as that report's new number. The number and secret that the
/// reporter has open the other case from now on.
///
/// # Errors
/// [`Error::NotFound`] when the report has no way in, [`Error::Unique`] when the new number is taken.
pub fn move_access(tx: &mut Tx<'_>, from: (CaseId, i64), to: (CaseId, i64)) -> Result<()> {
    create_key(tx, Owner::Reporter(to.0, to.1))?;
    let sql = "update reports set case_id = $3, report = $4, entry = coalesce(entry, $1) \
               where case_id = $1 and report = $2";
    if tx.execute(sql, params![from.0, from.1, to.0, to.1])? == 0 {
        return Err(Error::NotFound { what: "report" });
    }
    let sql = "update reporter_sessions set case_id = $3, report = $4 where case_id = $1 and report = $2";
    tx.execute(sql, params![from.0, from.1, to.0, to.1]).map(drop)
}

/// The reports that this case number leads to, whoever sent them: those that are in the case, and those that were
/// received in it.
///
/// # Errors
/// When the engine refuses.
pub fn list_access(tx: &mut Tx<'_>, number: &str) -> Result<Vec<(CaseId, i64)>> {
    let sql = "select r.case_id, r.report from cases c join reports r on r.case_id = c.id \
               where c.number = $1 and r.revoked_at is null \
               union \
               select r.case_id, r.report from cases c join reports r on r.entry = c.id \
               where c.number = $1 and r.revoked_at is null order by 1, 2";
    tx.query(sql, params![number], |row| Ok((CaseId(row.int(0)?), row.int(1)?)))
}

/// Opens a session for the sender of a report who proved to read their mail. Times are microseconds since 1970 in
/// UTC.
///
/// # Errors
/// When the engine refuses.
pub fn insert_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    (case, report): (CaseId, i64),
    expires_at: i64,
) -> Result<()> {
    let sql =
        "insert into reporter_sessions (token_hash, case_id, report, expires_at) values ($1, $2, $3, $4)";
    tx.execute(sql, params![token_hash, case, report, expires_at]).map(drop)
}

/// The report that a session opens now, unless the way in was closed.
///
/// # Errors
/// When the engine refuses.
pub fn find_session(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<Option<(CaseId, i64)>> {
    let sql = "select s.case_id, s.report from reporter_sessions s \
               join reports r on r.case_id = s.case_id and r.report = s.report \
               where s.token_hash = $1 and s.expires_at > $2 and r.revoked_at is null";
    tx.query_one(sql, params![token_hash, now], |row| Ok((CaseId(row.int(0)?), row.int(1)?)))
}

/// Ends a session.
///
/// # Errors
/// When the engine refuses.
pub fn delete_session(tx: &mut Tx<'_>, token_hash: &[u8; 32]) -> Result<()> {
    tx.execute("delete from reporter_sessions where token_hash = $1", params![token_hash]).map(drop)
}

/// Deletes sessions that ended before `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn delete_old_sessions(tx: &mut Tx<'_>, moment: i64) -> Result<u64> {
    tx.execute("delete from reporter_sessions where expires_at < $1", params![moment])
}

/// The case and the number of the report that this case number and this digest open. The number is that of the case
/// the report is in, or of the one it was received in.
///
/// # Errors
/// When the engine refuses.
pub fn find_access(tx: &mut Tx<'_>, number: &str, secret_hash: &[u8; 32]) -> Result<Option<(CaseId, i64)>> {
    let sql = "select r.case_id, r.report, r.secret_hash from cases c join reports r on r.case_id = c.id \
               where c.number = $1 and r.revoked_at is null \
               union all \
               select r.case_id, r.report, r.secret_hash from cases c join reports r on r.entry = c.id \
               where c.number = $1 and r.revoked_at is null";
    let rows =
        tx.query(sql, params![number], |row| Ok((CaseId(row.int(0)?), row.int(1)?, row.digest(2)?)))?;
    let mut found = None;
    for (case, report, stored) in rows {
        if bool::from(same(&stored, secret_hash)) {
            found = Some((case, report));
        }
    }
    Ok(found)
}

/// Replaces the secret of a report: the old one opens nothing any more.
///
/// # Errors
/// When the engine refuses.
pub fn replace_secret(tx: &mut Tx<'_>, case: CaseId, report: i64, secret_hash: &[u8; 32]) -> Result<()> {
    let sql = "update reports set secret_hash = $3, revoked_at = null where case_id = $1 and report = $2";
    tx.execute(sql, params![case, report, secret_hash]).map(drop)
}

/// Closes the way in for a report, for instance when it was merged into another case.
///
/// # Errors
/// When the engine refuses.
pub fn revoke_access(tx: &mut Tx<'_>, case: CaseId, report: i64, at: i64) -> Result<()> {
    let sql = "update reports set revoked_at = $3 where case_id = $1 and report = $2";
    tx.execute(sql, params![case, report, at]).map(drop)
}

fn same(left: &[u8; 32], right: &[u8; 32]) -> Choice {
    left.ct_eq(right)
}
