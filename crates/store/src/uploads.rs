//! Uploads that can be resumed: each part is durable when it was acknowledged, and the offset says where to go on.
//!
//! A part is a sealed file of its own. When all are there, [`assemble`] writes the attachment from them; the parts
//! are deleted afterwards, and an upload that was never finished ends with its time.

use std::io;

use zeroize::Zeroize;

use crate::blobs::FinishedBlob;
use crate::engine::{Row, Tx};
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::seal::{CaseKey, Owner, Place};
use crate::store::Store;
use crate::{counters, params};

/// An upload to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// The case it is for.
    pub case: CaseId,
    /// The report of the case, 0 when a member of the team uploads.
    pub report: i64,
    /// The name of the file; stored sealed.
    pub name: String,
    /// The size that was announced, in bytes.
    pub size: i64,
    /// When it ends unless it is finished, in microseconds since 1970 in UTC.
    pub expires_at: i64,
}

/// An upload on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: i64,
    /// The case it is for.
    pub case: CaseId,
    /// The report of the case.
    pub report: i64,
    /// The name of the file.
    pub name: String,
    /// The size that was announced.
    pub size: i64,
    /// Bytes that are durable: where to go on.
    pub offset: i64,
}

/// A durable part.
#[derive(Debug, Clone)]
pub struct Part {
    /// The name of its blob.
    pub blob: String,
    /// The key that opens it.
    pub key: CaseKey,
}

/// Begins an upload; answers its id.
///
/// # Errors
/// [`Error::Erased`] when the case was erased or does not exist.
pub fn insert_upload(tx: &mut Tx<'_>, upload: &NewUpload) -> Result<i64> {
    let id = counters::next(tx, "uploads")?;
    let name = tx.seal(Owner::Case(upload.case), name_place(id), upload.name.as_bytes())?;
    let sql = "insert into uploads (id, case_id, report, name_sealed, size, expires_at) \
               values ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, params![id, upload.case, upload.report, name, upload.size, upload.expires_at])?;
    Ok(id)
}

/// The upload with this id, unless its time is over.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn find_upload(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<Option<Upload>> {
    let sql = "select case_id, report, name_sealed, size from uploads where id = $1 and expires_at > $2";
    let read = |row: &Row<'_>| Ok((CaseId(row.int(0)?), row.int(1)?, row.blob(2)?, row.int(3)?));
    let Some((case, report, name, size)) = tx.query_one(sql, params![id, now], read)? else {
        return Ok(None);
    };
    let name = tx.open_text(Owner::Case(case), name_place(id), &name)?;
    Ok(Some(Upload { id, case, report, name, size, offset: offset(tx, id)? }))
}

/// Enters a part that begins at byte `start`. The same part again, after a lost answer, is refused as stale; the
/// caller then tells the current offset.
///
/// # Errors
/// [`Error::Stale`] when `start` is not the current offset; the part's blob is then to be deleted.
pub fn append_part(tx: &mut Tx<'_>, upload: &Upload, start: i64, part: &FinishedBlob) -> Result<i64> {
    let size = i64::try_from(part.size).map_err(|_| Error::Malformed { what: "size of a part" })?;
    if offset(tx, upload.id)? != start || size == 0 || size > upload.size.saturating_sub(start) {
        return Err(Error::Stale { what: "upload" });
    }
    let key = tx.seal(Owner::Case(upload.case), key_place(upload.id, start), part.key.bytes())?;
    let sql =
        "insert into upload_parts (upload_id, start, size, blob, key_sealed) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![upload.id, start, size, &part.name, key])?;
    Ok(start + size)
}

fn offset(tx: &mut Tx<'_>, id: i64) -> Result<i64> {
    let sql = "select start + size from upload_parts where upload_id = $1 order by start desc limit 1";
    Ok(tx.query_one(sql, params![id], |row| row.int(0))?.unwrap_or(0))
}

/// The parts of an upload, in order.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn list_parts(tx: &mut Tx<'_>, upload: &Upload) -> Result<Vec<Part>> {
    let sql = "select start, blob, key_sealed from upload_parts where upload_id = $1 order by start";
    let rows = tx.query(sql, params![upload.id], |row| Ok((row.int(0)?, row.text(1)?, row.blob(2)?)))?;
    rows.into_iter()
        .map(|(start, blob, sealed)| {
            let mut bytes = tx.open(Owner::Case(upload.case), key_place(upload.id, start), &sealed)?;
            let key = CaseKey::from_slice(&bytes);
            bytes.zeroize();
            Ok(Part { blob, key: key? })
        })
        .collect()
}

/// Writes the attachment from the parts of a complete upload. Enter it and call [`delete_upload`] in one
/// transaction.
///
/// # Errors
/// [`Error::Stale`] when bytes are missing, [`Error::Tampered`] when a part was changed.
pub fn assemble(store: &Store, upload: &Upload) -> Result<FinishedBlob> {
    if upload.offset != upload.size {
        return Err(Error::Stale { what: "upload" });
    }
    let parts = store.read(|tx| list_parts(tx, upload))?;
    let mut whole = store.blobs().create(store.vault())?;
    for part in parts {
        let mut reader = store.blobs().open(&part.blob, &part.key)?;
        io::copy(&mut reader, &mut whole).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => Error::Tampered { table: "blobs", column: "content" },
            _ => Error::io("copy", store.folder())(error),
        })?;
    }
    whole.finish()
}

/// Deletes an upload; answers the blobs of its parts, to be deleted after the commit.
///
/// # Errors
/// When the engine refuses.
pub fn delete_upload(tx: &mut Tx<'_>, id: i64) -> Result<Vec<String>> {
    tx.execute("delete from uploads where id = $1", params![id])?;
    tx.query("delete from upload_parts where upload_id = $1 returning blob", params![id], |row| row.text(0))
}

/// Uploads whose time was over at `now`.
///
/// # Errors
/// When the engine refuses.
pub fn list_expired_uploads(tx: &mut Tx<'_>, now: i64, limit: i64) -> Result<Vec<i64>> {
    let sql = "select id from uploads where expires_at <= $1 order by expires_at limit $2";
    tx.query(sql, params![now, limit], |row| row.int(0))
}

fn name_place(id: i64) -> Place {
    Place::new("uploads", "name_sealed", id)
}

fn key_place(id: i64, start: i64) -> Place {
    Place::new("upload_parts", "key_sealed", id).part(start)
}
