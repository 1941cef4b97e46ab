//! Case rows: the columns that lists filter and sort by, in the clear, and the content, sealed.
//!
//! A row is a reading of the case's events and can be made again from them. `version` is the number of events and
//! only [`crate::events::append`] changes it, together with the hash of the last event.

use crate::engine::{Row, Tx, Value};
use crate::error::{Error, Result};
use crate::ids::{CaseId, UserId};
use crate::seal::{CaseKey, Owner, Place, Vault, create_key, get_key, unwrap_key};
use crate::{counters, params};

/// The columns of a case row, in the order [`read_row`] expects, followed by its sealed summary and wrapped key.
pub(crate) const COLUMNS: &str = "c.id, c.number, c.program, c.brand, c.state, c.severity, c.assignee, \
     c.waiting_on, c.next_due_at, c.submitted_at, c.updated_at, c.closed_at, c.embargo_end, c.flags, c.version, \
     c.head, t.summary_sealed, k.wrapped";

/// The joins that [`COLUMNS`] needs next to `cases c`.
pub(crate) const JOINS: &str = "join case_content t on t.case_id = c.id \
     left join data_keys k on k.owner_kind = 'case' and k.owner_id = c.id and k.owner_part = 0";

/// Id and number of a case that is about to be inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// The id of the row.
    pub id: CaseId,
    /// What people call it, such as `LNK-2026-0042`.
    pub number: String,
}

/// What the action layer writes into a row. Times are microseconds since 1970 in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFields {
    /// The program's id.
    pub program: String,
    /// The brand's id.
    pub brand: String,
    /// The state's name.
    pub state: String,
    /// 0 none to 4 critical, -1 not known yet.
    pub severity: i64,
    /// Who handles it.
    pub assignee: Option<UserId>,
    /// `team`, `reporter`, `remediation` or `nobody`.
    pub waiting_on: String,
    /// When the next clock runs out.
    pub next_due_at: Option<i64>,
    /// When the first report was received.
    pub submitted_at: i64,
    /// When the last event happened.
    pub updated_at: i64,
    /// When it was closed.
    pub closed_at: Option<i64>,
    /// When the embargo ends.
    pub embargo_end: Option<i64>,
    /// Bits whose meaning the action layer defines.
    pub flags: i64,
    /// What a list shows (title, model, labels), as JSON; stored sealed.
    pub summary: Vec<u8>,
    /// The whole case, as JSON; stored sealed.
    pub snapshot: Vec<u8>,
}

/// A case as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The id of the row.
    pub id: CaseId,
    /// What people call it.
    pub number: String,
    /// The program's id.
    pub program: String,
    /// The brand's id.
    pub brand: String,
    /// The state's name.
    pub state: String,
    /// 0 none to 4 critical, -1 not known yet.
    pub severity: i64,
    /// Who handles it.
    pub assignee: Option<UserId>,
    /// `team`, `reporter`, `remediation` or `nobody`.
    pub waiting_on: String,
    /// When the next clock runs out.
    pub next_due_at: Option<i64>,
    /// When the first report was received.
    pub submitted_at: i64,
    /// When the last event happened.
    pub updated_at: i64,
    /// When it was closed.
    pub closed_at: Option<i64>,
    /// When the embargo ends.
    pub embargo_end: Option<i64>,
    /// Bits whose meaning the action layer defines.
    pub flags: i64,
    /// The number of events.
    pub version: i64,
    /// The hash of the last event; zeros before the first.
    pub head: [u8; 32],
    /// The opened summary; `None` after the case was erased.
    pub summary: Option<Vec<u8>>,
}

/// Draws an id whose data key exists before the case does, so that files can be sealed for a report that is
/// still being written. Erasing the key of an id that never became a case erases those files.
///
/// # Errors
/// When the engine refuses.
pub fn reserve(tx: &mut Tx<'_>) -> Result<CaseId> {
    let id = CaseId(counters::next(tx, "cases")?);
    create_key(tx, Owner::Case(id))?;
    Ok(id)
}

/// Draws the number of a case whose id was reserved. Numbers count without a gap per prefix and year.
///
/// # Errors
/// When the engine refuses.
pub fn allocate_number(tx: &mut Tx<'_>, id: CaseId, prefix: &str, year: i64) -> Result<NewCase> {
    let sequence = counters::next(tx, &format!("cases {prefix}-{year}"))?;
    Ok(NewCase { id, number: format!("{prefix}-{year}-{sequence:04}") })
}

/// Draws id and number of a new case, and makes its data key.
///
/// # Errors
/// When the engine refuses.
pub fn allocate(tx: &mut Tx<'_>, prefix: &str, year: i64) -> Result<NewCase> {
    let id = reserve(tx)?;
    allocate_number(tx, id, prefix, year)
}

/// Inserts a case without events.
///
/// # Errors
/// [`Error::Unique`] when the number is taken.
pub fn insert_case(tx: &mut Tx<'_>, case: &NewCase, fields: &CaseFields) -> Result<()> {
    tx.note_case();
    let key = get_key(tx, Owner::Case(case.id))?;
    let content = content_values(tx.vault(), &key, case.id, fields)?;
    tx.insert_many(INTO, "", [values(case, fields, (0, &[0; 32]))])?;
    tx.insert_many(CONTENT, "", [content]).map(drop)
}

/// The columns of a row, in the order of [`values`].
pub(crate) const INTO: &str = "cases (id, number, program, brand, state, severity, assignee, waiting_on, next_due_at, \
     submitted_at, updated_at, closed_at, embargo_end, flags, version, head)";

/// The columns of a row, in the order of [`content_values`].
pub(crate) const CONTENT: &str = "case_content (case_id, summary_sealed, snapshot_sealed)";

/// A case as a row, with the number of its events and the hash of the last one.
pub(crate) fn values<'v>(
    case: &'v NewCase,
    fields: &'v CaseFields,
    (version, head): (i64, &[u8; 32]),
) -> [Value<'v>; 16] {
    [
        case.id.into(),
        case.number.as_str().into(),
        fields.program.as_str().into(),
        fields.brand.as_str().into(),
        fields.state.as_str().into(),
        fields.severity.into(),
        fields.assignee.map_or(0, |user| user.0).into(),
        fields.waiting_on.as_str().into(),
        fields.next_due_at.into(),
        fields.submitted_at.into(),
        fields.updated_at.into(),
        fields.closed_at.into(),
        fields.embargo_end.into(),
        fields.flags.into(),
        version.into(),
        head.to_vec().into(),
    ]
}

/// The content of a case as a row, sealed.
pub(crate) fn content_values(
    vault: &Vault,
    key: &CaseKey,
    id: CaseId,
    fields: &CaseFields,
) -> Result<[Value<'static>; 3]> {
    let summary = vault.seal(key, summary_place(id), &fields.summary)?;
    let snapshot = vault.seal(key, snapshot_place(id), &fields.snapshot)?;
    Ok([id.into(), summary.into(), snapshot.into()])
}

/// Brings the row up to date after events were appended in the same transaction.
///
/// # Errors
/// [`Error::NotFound`] when there is no such case, [`Error::Erased`] when its content was erased.
pub fn update_case(tx: &mut Tx<'_>, id: CaseId, fields: &CaseFields) -> Result<()> {
    tx.note_case();
    let sql = "update cases set program = $2, brand = $3, state = $4, severity = $5, assignee = $6, \
               waiting_on = $7, next_due_at = $8, submitted_at = $9, updated_at = $10, closed_at = $11, \
               embargo_end = $12, flags = $13 where id = $1";
    let changed = tx.execute(
        sql,
        params![
            id,
            &fields.program,
            &fields.brand,
            &fields.state,
            fields.severity,
            fields.assignee.map_or(0, |user| user.0),
            &fields.waiting_on,
            fields.next_due_at,
            fields.submitted_at,
            fields.updated_at,
            fields.closed_at,
            fields.embargo_end,
            fields.flags,
        ],
    )?;
    if changed == 0 {
        return Err(Error::NotFound { what: "case" });
    }
    let (summary, snapshot) = seal_content(tx, id, fields)?;
    let sql = "update case_content set summary_sealed = $2, snapshot_sealed = $3 where case_id = $1";
    tx.execute(sql, params![id, summary, snapshot]).map(drop)
}

fn seal_content(tx: &mut Tx<'_>, id: CaseId, fields: &CaseFields) -> Result<(Vec<u8>, Vec<u8>)> {
    let summary = tx.seal(Owner::Case(id), summary_place(id), &fields.summary)?;
    let snapshot = tx.seal(Owner::Case(id), snapshot_place(id), &fields.snapshot)?;
    Ok((summary, snapshot))
}

/// The row of the case with this number.
///
/// # Errors
/// When the engine refuses.
pub fn find_by_number(tx: &mut Tx<'_>, number: &str) -> Result<Option<CaseRow>> {
    let sql = format!("select {COLUMNS} from cases c {JOINS} where c.number = $1");
    Ok(read_rows(tx, &sql, params![number])?.pop())
}

/// The row of the case with this id.
///
/// # Errors
/// When the engine refuses.
pub fn find_by_id(tx: &mut Tx<'_>, id: CaseId) -> Result<Option<CaseRow>> {
    let sql = format!("select {COLUMNS} from cases c {JOINS} where c.id = $1");
    Ok(read_rows(tx, &sql, params![id])?.pop())
}

/// The sealed snapshot of the whole case, opened.
///
/// # Errors
/// [`Error::NotFound`] when there is no such case, [`Error::Erased`] when it was erased.
pub fn get_snapshot(tx: &mut Tx<'_>, id: CaseId) -> Result<Vec<u8>> {
    let sql = "select snapshot_sealed from case_content where case_id = $1";
    let sealed =
        tx.query_one(sql, params![id], |row| row.blob(0))?.ok_or(Error::NotFound { what: "case" })?;
    tx.open(Owner::Case(id), snapshot_place(id), &sealed)
}

/// Ids of cases after `after`, in order: for jobs that visit every case.
///
/// # Errors
/// When the engine refuses.
pub fn list_ids_after(tx: &mut Tx<'_>, after: CaseId, limit: i64) -> Result<Vec<CaseId>> {
    let sql = "select id from cases where id > $1 order by id limit $2";
    tx.query(sql, params![after, limit], |row| row.int(0).map(CaseId))
}

/// Ids of cases in one of these states after `after`, in order.
///
/// # Errors
/// When the engine refuses.
pub fn list_in_states_after(
    tx: &mut Tx<'_>,
    after: CaseId,
    states: &[&str; 2],
    limit: i64,
) -> Result<Vec<CaseId>> {
    let sql = "select id from cases where id > $1 and state in ($2, $3) order by id limit $4";
    tx.query(sql, params![after, states[0], states[1], limit], |row| row.int(0).map(CaseId))
}

/// Cases whose next clock runs out, or whose embargo ends, before `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn list_due(tx: &mut Tx<'_>, moment: i64, limit: i64) -> Result<Vec<CaseId>> {
    let sql = "select id from cases where next_due_at is not null and next_due_at < $1 \
               order by next_due_at, id limit $2";
    tx.query(sql, params![moment, limit], |row| row.int(0).map(CaseId))
}

/// Cases whose embargo is over at `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn list_embargoes_over(tx: &mut Tx<'_>, moment: i64, limit: i64) -> Result<Vec<CaseId>> {
    let sql = "select id from cases where embargo_end is not null and embargo_end <= $1 \
               order by embargo_end, id limit $2";
    tx.query(sql, params![moment, limit], |row| row.int(0).map(CaseId))
}

/// Runs a query over [`COLUMNS`] and opens the summaries.
pub(crate) fn read_rows(
    tx: &mut Tx<'_>,
    sql: &str,
    params: &[crate::engine::Value<'_>],
) -> Result<Vec<CaseRow>> {
    let vault = tx.vault();
    tx.query(sql, params, |row| {
        let mut case = read_row(row)?;
        if let Some(wrapped) = row.opt_blob(17)? {
            let key = unwrap_key(vault, Owner::Case(case.id), &wrapped)?;
            case.summary = Some(vault.open(&key, summary_place(case.id), &row.blob(16)?)?);
        }
        Ok(case)
    })
}

fn read_row(row: &Row<'_>) -> Result<CaseRow> {
    let assignee = row.int(6)?;
    Ok(CaseRow {
        id: CaseId(row.int(0)?),
        number: row.text(1)?,
        program: row.text(2)?,
        brand: row.text(3)?,
        state: row.text(4)?,
        severity: row.int(5)?,
        assignee: (assignee != 0).then_some(UserId(assignee)),
        waiting_on: row.text(7)?,
        next_due_at: row.opt_int(8)?,
        submitted_at: row.int(9)?,
        updated_at: row.int(10)?,
        closed_at: row.opt_int(11)?,
        embargo_end: row.opt_int(12)?,
        flags: row.int(13)?,
        version: row.int(14)?,
        head: row.digest(15)?,
        summary: None,
    })
}

fn summary_place(id: CaseId) -> Place {
    Place::new("case_content", "summary_sealed", id.0)
}

fn snapshot_place(id: CaseId) -> Place {
    Place::new("case_content", "snapshot_sealed", id.0)
}
