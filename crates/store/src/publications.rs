//! What was published: one row per document and revision. The bytes are files in `public/` and are kept for ever.

use crate::engine::{Row, Tx};
use crate::error::Result;
use crate::ids::CaseId;
use crate::{counters, params};

/// A published document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The id of the advisory, such as `LNK-SA-2026-0007`.
    pub advisory: String,
    /// The revision, from 1.
    pub revision: i64,
    /// The case it comes from.
    pub case: CaseId,
    /// When, in microseconds since 1970 in UTC.
    pub at: i64,
    /// The path below `public/`.
    pub path: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// `prepared`, `current`, `superseded` or `withdrawn`.
    pub state: String,
}

const COLUMNS: &str = "advisory_id, revision, case_id, at, path, sha256, state";

/// Draws the next advisory id of a prefix and year, without a gap.
///
/// # Errors
/// When the engine refuses.
pub fn allocate_advisory(tx: &mut Tx<'_>, prefix: &str, year: i64) -> Result<String> {
    let sequence = counters::next(tx, &format!("advisories {prefix}-{year}"))?;
    Ok(format!("{prefix}-SA-{year}-{sequence:04}"))
}

/// Enters a document, or its new state. The digest is that of the bytes as they were first published: what is on the
/// disk later is checked against it and never takes its place.
///
/// # Errors
/// When the engine refuses.
pub fn put_publication(tx: &mut Tx<'_>, publication: &Publication) -> Result<()> {
    let sql = "insert into publications (advisory_id, revision, case_id, at, path, sha256, state) \
               values ($1, $2, $3, $4, $5, $6, $7) on conflict (advisory_id, revision, path) \
               do update set state = $7";
    tx.execute(
        sql,
        params![
            &publication.advisory,
            publication.revision,
            publication.case,
            publication.at,
            &publication.path,
            &publication.sha256,
            &publication.state
        ],
    )
    .map(drop)
}

/// Gives all documents of the older revisions of an advisory this state.
///
/// # Errors
/// When the engine refuses.
pub fn set_state_before(tx: &mut Tx<'_>, advisory: &str, revision: i64, state: &str) -> Result<()> {
    let sql = "update publications set state = $3 where advisory_id = $1 and revision < $2";
    tx.execute(sql, params![advisory, revision, state]).map(drop)
}

/// All documents of an advisory, newest revision first.
///
/// # Errors
/// When the engine refuses.
pub fn list_publications(tx: &mut Tx<'_>, advisory: &str) -> Result<Vec<Publication>> {
    let sql =
        format!("select {COLUMNS} from publications where advisory_id = $1 order by revision desc, path");
    tx.query(&sql, params![advisory], read)
}

/// All documents in order, after one of them.
///
/// # Errors
/// When the engine refuses.
pub fn list_all(
    tx: &mut Tx<'_>,
    (advisory, revision, path): (&str, i64, &str),
    limit: i64,
) -> Result<Vec<Publication>> {
    let sql = format!(
        "select {COLUMNS} from publications where (advisory_id, revision, path) > ($1, $2, $3) \
         order by advisory_id, revision, path limit $4"
    );
    tx.query(&sql, params![advisory, revision, path, limit], read)
}

/// The documents that came from a case.
///
/// # Errors
/// When the engine refuses.
pub fn list_publications_of_case(tx: &mut Tx<'_>, case: CaseId) -> Result<Vec<Publication>> {
    let sql = format!(
        "select {COLUMNS} from publications where case_id = $1 order by advisory_id, revision desc, path"
    );
    tx.query(&sql, params![case], read)
}

/// The last documents in a state, newest first, before a moment.
///
/// # Errors
/// When the engine refuses.
pub fn list_recent(tx: &mut Tx<'_>, state: &str, before: i64, limit: i64) -> Result<Vec<Publication>> {
    let sql = format!(
        "select {COLUMNS} from publications where at < $1 and state = $2 \
         order by at desc, advisory_id desc limit $3"
    );
    tx.query(&sql, params![before, state, limit], read)
}

fn read(row: &Row<'_>) -> Result<Publication> {
    Ok(Publication {
        advisory: row.text(0)?,
        revision: row.int(1)?,
        case: CaseId(row.int(2)?),
        at: row.int(3)?,
        path: row.text(4)?,
        sha256: row.text(5)?,
        state: row.text(6)?,
    })
}
