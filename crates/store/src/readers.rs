//! Who outside the team may read advisories that are not for everybody: a token each, kept as a digest.

use crate::engine::{Row, Tx};
use crate::error::Result;
use crate::{counters, params};

/// A reader to be stored. Times are microseconds since 1970 in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReader {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// Who it is, in the team's words.
    pub name: String,
    /// The narrowest label that opens.
    pub label: String,
    /// When it was made.
    pub at: i64,
    /// When it ends.
    pub expires_at: Option<i64>,
}

/// A stored reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Its id.
    pub id: i64,
    /// Who it is.
    pub name: String,
    /// The narrowest label that opens.
    pub label: String,
    /// When it was made.
    pub created_at: i64,
    /// When it ends.
    pub expires_at: Option<i64>,
    /// When it was last used.
    pub last_used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

const COLUMNS: &str = "id, name, label, created_at, expires_at, last_used_at, revoked_at";

/// Stores a reader; answers its id.
///
/// # Errors
/// When the engine refuses.
pub fn insert_reader(tx: &mut Tx<'_>, reader: &NewReader) -> Result<i64> {
    let id = counters::next(tx, "advisory readers")?;
    let sql = "insert into advisory_readers (id, token_hash, name, label, created_at, expires_at) \
               values ($1, $2, $3, $4, $5, $6)";
    tx.execute(
        sql,
        params![id, &reader.token_hash, &reader.name, &reader.label, reader.at, reader.expires_at],
    )?;
    Ok(id)
}

/// The reader with this digest, when the token is neither revoked nor over.
///
/// # Errors
/// When the engine refuses.
pub fn find_reader(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<Option<Reader>> {
    let sql = format!(
        "select {COLUMNS} from advisory_readers where token_hash = $1 and revoked_at is null \
         and (expires_at is null or expires_at > $2)"
    );
    tx.query_one(&sql, params![token_hash, now], read)
}

/// All readers.
///
/// # Errors
/// When the engine refuses.
pub fn list_readers(tx: &mut Tx<'_>) -> Result<Vec<Reader>> {
    tx.query(&format!("select {COLUMNS} from advisory_readers order by id"), &[], read)
}

/// Notes the use of a token. Call it at most once a minute per reader.
///
/// # Errors
/// When the engine refuses.
pub fn touch_reader(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<()> {
    tx.execute("update advisory_readers set last_used_at = $2 where id = $1", params![id, now]).map(drop)
}

/// Revokes a token; answers false when there is none to revoke.
///
/// # Errors
/// When the engine refuses.
pub fn revoke_reader(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<bool> {
    let sql = "update advisory_readers set revoked_at = $2 where id = $1 and revoked_at is null";
    Ok(tx.execute(sql, params![id, now])? == 1)
}

fn read(row: &Row<'_>) -> Result<Reader> {
    Ok(Reader {
        id: row.int(0)?,
        name: row.text(1)?,
        label: row.text(2)?,
        created_at: row.int(3)?,
        expires_at: row.opt_int(4)?,
        last_used_at: row.opt_int(5)?,
        revoked_at: row.opt_int(6)?,
    })
}
