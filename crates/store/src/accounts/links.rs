//! Links that work once and not for ever: invitations, password resets, a reporter's way in by mail.

use crate::engine::Tx;
use crate::error::Result;
use crate::params;

/// A link to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// SHA-256 of the secret in the link; the secret has at least 128 random bits.
    pub token_hash: [u8; 32],
    /// What it is good for, such as `first-manager` or `reporter-sign-in`.
    pub purpose: String,
    /// Whom or what it is for: the id of a user or of a case.
    pub subject: i64,
    /// The second part of the subject: the number of the report.
    pub part: i64,
    /// When it ends, in microseconds since 1970 in UTC.
    pub expires_at: i64,
}

/// Stores a link.
///
/// # Errors
/// When the engine refuses.
pub fn insert_link(tx: &mut Tx<'_>, link: &NewLink) -> Result<()> {
    let sql = "insert into one_time_links (token_hash, purpose, subject_id, subject_part, expires_at) \
               values ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![&link.token_hash, &link.purpose, link.subject, link.part, link.expires_at])
        .map(drop)
}

/// The subject of a link that could be used now, without using it.
///
/// # Errors
/// When the engine refuses.
pub fn find_link(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    purpose: &str,
    now: i64,
) -> Result<Option<(i64, i64)>> {
    let sql = "select subject_id, subject_part from one_time_links where token_hash = $1 and purpose = $2 \
               and expires_at > $3 and used_at is null";
    tx.query_one(sql, params![token_hash, purpose, now], |row| Ok((row.int(0)?, row.int(1)?)))
}

/// When the unused link of one purpose for one subject ends; nothing when there is none that could be used.
///
/// # Errors
/// When the engine refuses.
pub fn find_open_end(tx: &mut Tx<'_>, purpose: &str, subject: i64, now: i64) -> Result<Option<i64>> {
    let sql = "select max(expires_at) from one_time_links where purpose = $1 and subject_id = $2 \
               and expires_at > $3 and used_at is null";
    Ok(tx.query_one(sql, params![purpose, subject, now], |row| row.opt_int(0))?.flatten())
}

/// When a link ends that could be used now.
///
/// # Errors
/// When the engine refuses.
pub fn find_end(tx: &mut Tx<'_>, token_hash: &[u8; 32], purpose: &str, now: i64) -> Result<Option<i64>> {
    let sql = "select expires_at from one_time_links where token_hash = $1 and purpose = $2 \
               and expires_at > $3 and used_at is null";
    tx.query_one(sql, params![token_hash, purpose, now], |row| row.int(0))
}

/// Uses a link; answers its subject once, and never again.
///
/// # Errors
/// When the engine refuses.
pub fn use_link(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    purpose: &str,
    now: i64,
) -> Result<Option<(i64, i64)>> {
    let sql = "update one_time_links set used_at = $3 where token_hash = $1 and purpose = $2 \
               and expires_at > $3 and used_at is null returning subject_id, subject_part";
    tx.query_one(sql, params![token_hash, purpose, now], |row| Ok((row.int(0)?, row.int(1)?)))
}

/// Ends all unused links of one purpose for one subject.
///
/// # Errors
/// When the engine refuses.
pub fn revoke_links(tx: &mut Tx<'_>, purpose: &str, subject: i64, now: i64) -> Result<()> {
    let sql =
        "update one_time_links set used_at = $3 where purpose = $1 and subject_id = $2 and used_at is null";
    tx.execute(sql, params![purpose, subject, now]).map(drop)
}

/// Deletes links that ended before `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn delete_old_links(tx: &mut Tx<'_>, moment: i64) -> Result<u64> {
    tx.execute("delete from one_time_links where expires_at < $1", params![moment])
}
