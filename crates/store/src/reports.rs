//! The way of a reporter into their case: number and secret code, no account.
//!
//! The secret has at least 128 random bits, so its plain SHA-256 digest is stored (OWASP ASVS 5.0, 6.5.2); the
//! comparison takes the same time whether or not the case exists.

use subtle::{Choice, ConstantTimeEq};

use crate::engine::Tx;
use crate::error::Result;
use crate::ids::CaseId;
use crate::params;
use crate::seal::{Owner, create_key};

/// Gives a reporter a secret for their report, and makes the key that seals their identity.
///
/// # Errors
/// [`crate::Error::Unique`] when the report has one.
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

/// The case and the number of the report that this case number and this digest open.
///
/// # Errors
/// When the engine refuses.
pub fn find_access(tx: &mut Tx<'_>, number: &str, secret_hash: &[u8; 32]) -> Result<Option<(CaseId, i64)>> {
    let sql = "select r.case_id, r.report, r.secret_hash from cases c join reports r on r.case_id = c.id \
               where c.number = $1 and r.revoked_at is null order by r.report";
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
