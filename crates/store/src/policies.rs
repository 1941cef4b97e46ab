//! Versions of the program: each change of its files, numbered, dated, and kept for ever. Public content, not sealed.

use crate::engine::{Row, Tx};
use crate::error::{Error, Result};
use crate::params;

/// A version without its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersion {
    /// The program's id.
    pub program: String,
    /// Its number, from 1.
    pub number: i64,
    /// SHA-256 over the files, lower-case hex.
    pub hash: String,
    /// When it came into force, in microseconds since 1970 in UTC.
    pub at: i64,
}

const COLUMNS: &str = "program, number, hash, at";

/// Keeps a version with its files.
///
/// # Errors
/// [`Error::Unique`] when another server was faster with this number.
pub fn insert_version(tx: &mut Tx<'_>, version: &PolicyVersion, files: &[u8]) -> Result<()> {
    let sql = "insert into policy_versions (program, number, hash, at, files) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![&version.program, version.number, &version.hash, version.at, files]).map(drop)
}

/// The last version of a program.
///
/// # Errors
/// When the engine refuses.
pub fn find_latest(tx: &mut Tx<'_>, program: &str) -> Result<Option<PolicyVersion>> {
    let sql =
        format!("select {COLUMNS} from policy_versions where program = $1 order by number desc limit 1");
    tx.query_one(&sql, params![program], read)
}

/// The version that came into force last, of any program.
///
/// # Errors
/// When the engine refuses.
pub fn find_newest(tx: &mut Tx<'_>) -> Result<Option<PolicyVersion>> {
    let sql = format!("select {COLUMNS} from policy_versions order by at desc, number desc limit 1");
    tx.query_one(&sql, &[], read)
}

/// All versions of a program, the newest first.
///
/// # Errors
/// When the engine refuses.
pub fn list_versions(tx: &mut Tx<'_>, program: &str) -> Result<Vec<PolicyVersion>> {
    let sql = format!("select {COLUMNS} from policy_versions where program = $1 order by number desc");
    tx.query(&sql, params![program], read)
}

/// The files of a version, as they were kept.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get_files(tx: &mut Tx<'_>, program: &str, number: i64) -> Result<Vec<u8>> {
    let sql = "select files from policy_versions where program = $1 and number = $2";
    tx.query_one(sql, params![program, number], |row| row.blob(0))?
        .ok_or(Error::NotFound { what: "policy version" })
}

fn read(row: &Row<'_>) -> Result<PolicyVersion> {
    Ok(PolicyVersion { program: row.text(0)?, number: row.int(1)?, hash: row.text(2)?, at: row.int(3)? })
}
