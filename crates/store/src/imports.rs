//! What was taken over from other systems, so that it is taken over once.

use crate::engine::Tx;
use crate::error::Result;
use crate::ids::CaseId;
use crate::params;

/// The case that something was taken over into; `source` is a keyed digest of its id in the other system.
///
/// # Errors
/// When the engine refuses.
pub fn find_import(tx: &mut Tx<'_>, source: i64) -> Result<Option<CaseId>> {
    let sql = "select case_id from imports where source = $1";
    tx.query_one(sql, params![source], |row| row.int(0).map(CaseId))
}

/// Notes what was taken over, in the transaction that does it.
///
/// # Errors
/// [`crate::Error::Unique`] when somebody else took it over meanwhile.
pub fn insert_import(tx: &mut Tx<'_>, source: i64, case: CaseId, at: i64) -> Result<()> {
    let sql = "insert into imports (source, case_id, at) values ($1, $2, $3)";
    tx.execute(sql, params![source, case, at]).map(drop)
}
