//! What was seen when a firmware page was fetched: the proof on which a cell of the fix matrix is closed.

use crate::engine::{Tx, Value};
use crate::error::Result;
use crate::ids::CaseId;
use crate::seal::{Owner, Place};
use crate::{counters, params};

/// One fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The case.
    pub case: CaseId,
    /// The number of the vulnerability in the case.
    pub vulnerability: i64,
    /// The SKU.
    pub sku: String,
    /// When, in microseconds since 1970 in UTC.
    pub fetched_at: i64,
    /// The status of the answer (RFC 9110), 0 when there was none.
    pub status: i64,
    /// SHA-256 of the answer's body.
    pub digest: [u8; 32],
    /// Address and line that was found, as JSON; stored sealed.
    pub detail: Vec<u8>,
}

/// Enters a fetch; answers its id.
///
/// # Errors
/// [`crate::Error::Erased`] when the case was erased.
pub fn insert_evidence(tx: &mut Tx<'_>, evidence: &Evidence) -> Result<i64> {
    let id = counters::next(tx, "evidence")?;
    let sealed = tx.seal(Owner::Case(evidence.case), place(id), &evidence.detail)?;
    let sql = "insert into evidence (id, case_id, vulnerability, sku, fetched_at, status, digest, sealed) \
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.execute(
        sql,
        params![
            id,
            evidence.case,
            evidence.vulnerability,
            &evidence.sku,
            evidence.fetched_at,
            evidence.status,
            &evidence.digest,
            sealed
        ],
    )?;
    Ok(id)
}

/// The fetches for one cell of a case, newest first, each with its id.
///
/// # Errors
/// [`crate::Error::Erased`] when the case was erased.
pub fn list_cell_evidence(
    tx: &mut Tx<'_>,
    case: CaseId,
    (vulnerability, sku): (i64, &str),
    limit: i64,
) -> Result<Vec<(i64, Evidence)>> {
    let sql = "select id, vulnerability, sku, fetched_at, status, digest, sealed from evidence \
               where case_id = $1 and vulnerability = $2 and sku = $3 order by fetched_at desc limit $4";
    read(tx, case, sql, params![case, vulnerability, sku, limit])
}

/// The fetches of a case, newest first, each with its id.
///
/// # Errors
/// [`crate::Error::Erased`] when the case was erased.
pub fn list_evidence(tx: &mut Tx<'_>, case: CaseId, limit: i64) -> Result<Vec<(i64, Evidence)>> {
    let sql = "select id, vulnerability, sku, fetched_at, status, digest, sealed from evidence \
               where case_id = $1 order by fetched_at desc, id desc limit $2";
    read(tx, case, sql, params![case, limit])
}

fn read(tx: &mut Tx<'_>, case: CaseId, sql: &str, params: &[Value<'_>]) -> Result<Vec<(i64, Evidence)>> {
    let mut rows = tx.query(sql, params, |row| {
        let evidence = Evidence {
            case,
            vulnerability: row.int(1)?,
            sku: row.text(2)?,
            fetched_at: row.int(3)?,
            status: row.int(4)?,
            digest: row.digest(5)?,
            detail: row.blob(6)?,
        };
        Ok((row.int(0)?, evidence))
    })?;
    for (id, evidence) in &mut rows {
        evidence.detail = tx.open(Owner::Case(case), place(*id), &evidence.detail)?;
    }
    Ok(rows)
}

fn place(id: i64) -> Place {
    Place::new("evidence", "sealed", id)
}
