//! Signed documents of a case: receipts, green-light letters, revocations. Sealed, with their place in the log.

use crate::engine::{Tx, Value};
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::params;
use crate::seal::{CaseKey, Owner, Place, Vault, get_key};

/// A signed document and what blinds its entry in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The report it belongs to, from 1.
    pub report: i64,
    /// 0 is the receipt, letters and revocations follow.
    pub serial: i64,
    /// `receipt`, `letter` or `revocation`; stands in the clear.
    pub kind: String,
    /// The position of its leaf in the log.
    pub position: u64,
    /// When it was signed, in microseconds since 1970 in UTC.
    pub at: i64,
    /// The signed document without its proof, and the salts, as JSON; stored sealed.
    pub content: Vec<u8>,
}

/// Keeps a document.
///
/// # Errors
/// [`Error::Unique`] when the report has a document with this serial.
pub fn insert_document(tx: &mut Tx<'_>, case: CaseId, document: &Document) -> Result<()> {
    let key = get_key(tx, Owner::Case(case))?;
    let row = values(tx.vault(), &key, case, document)?;
    tx.insert_many(INTO, "", [row]).map(drop)
}

/// The columns of a row, in the order of [`values`].
pub(crate) const INTO: &str = "documents (case_id, report, serial, kind, position, at, sealed)";

/// A document as a row, sealed.
pub(crate) fn values<'v>(
    vault: &Vault,
    key: &CaseKey,
    case: CaseId,
    document: &'v Document,
) -> Result<[Value<'v>; 7]> {
    let position = i64::try_from(document.position).map_err(|_| Error::Malformed { what: "log position" })?;
    let sealed = vault.seal(key, place(case, position), &document.content)?;
    Ok([
        case.into(),
        document.report.into(),
        document.serial.into(),
        document.kind.as_str().into(),
        position.into(),
        document.at.into(),
        sealed.into(),
    ])
}

/// The documents of a report, the receipt first.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn list_documents(tx: &mut Tx<'_>, case: CaseId, report: i64) -> Result<Vec<Document>> {
    let sql = "select report, serial, kind, position, at, sealed from documents \
               where case_id = $1 and report = $2 order by serial";
    read_documents(tx, case, sql, params![case, report])
}

/// The documents of all reports of a case.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn list_case_documents(tx: &mut Tx<'_>, case: CaseId) -> Result<Vec<Document>> {
    let sql = "select report, serial, kind, position, at, sealed from documents \
               where case_id = $1 order by report, serial";
    read_documents(tx, case, sql, params![case])
}

fn read_documents(tx: &mut Tx<'_>, case: CaseId, sql: &str, params: &[Value<'_>]) -> Result<Vec<Document>> {
    let rows = tx.query(sql, params, |row| {
        let position = row.int(3)?;
        let document = Document {
            report: row.int(0)?,
            serial: row.int(1)?,
            kind: row.text(2)?,
            position: u64::try_from(position).map_err(|_| Error::Malformed { what: "log position" })?,
            at: row.int(4)?,
            content: row.blob(5)?,
        };
        Ok((position, document))
    })?;
    rows.into_iter()
        .map(|(position, document)| {
            let content = tx.open(Owner::Case(case), place(case, position), &document.content)?;
            Ok(Document { content, ..document })
        })
        .collect()
}

/// Moves the documents of a report to another case, where the report has another number; they are sealed anew.
///
/// # Errors
/// [`Error::Erased`] when one of the cases was erased, [`Error::Unique`] when the number is taken.
pub fn move_documents(tx: &mut Tx<'_>, from: (CaseId, i64), to: (CaseId, i64)) -> Result<()> {
    for document in list_documents(tx, from.0, from.1)? {
        let sql = "delete from documents where case_id = $1 and report = $2 and serial = $3";
        tx.execute(sql, params![from.0, from.1, document.serial])?;
        insert_document(tx, to.0, &Document { report: to.1, ..document })?;
    }
    Ok(())
}

fn place(case: CaseId, position: i64) -> Place {
    Place::new("documents", "sealed", case.0).part(position)
}
