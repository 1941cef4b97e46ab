//! Uploads that can be resumed: each part is durable when it was acknowledged, and the offset says where to go on.
//!
//! A part is a sealed file of its own. When all are there, [`assemble`] writes the attachment from them; the parts
//! are deleted afterwards, and an upload that was never finished ends with its time. An upload may come before the
//! report it is for: then it is sealed under an id that the case of the report may take.

use std::io;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::blobs::FinishedBlob;
use crate::engine::{Row, Tx};
use crate::error::{Error, Result};
use crate::ids::{CaseId, FileId, UserId};
use crate::seal::{CaseKey, Owner, Place, erase};
use crate::store::Store;
use crate::{cases, counters, files, params};

/// Whose upload it is; nobody else learns that it exists.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// The sender of this report of the case.
    Report(i64),
    /// A member of the team.
    User(UserId),
    /// Whoever holds the token with this digest; the case is an id that was reserved for the file.
    Token([u8; 32]),
}

impl PartialEq for By {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Report(one), Self::Report(other)) => one == other,
            (Self::User(one), Self::User(other)) => one == other,
            (Self::Token(one), Self::Token(other)) => one.ct_eq(other).into(),
            _ => false,
        }
    }
}

impl Eq for By {}

/// An upload to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// The case it is for.
    pub case: CaseId,
    /// Whose it is.
    pub by: By,
    /// What the action layer knows of the file (name, digest, ...), as JSON; stored sealed.
    pub about: Vec<u8>,
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
    /// Whose it is.
    pub by: By,
    /// What the action layer knows of the file.
    pub about: Vec<u8>,
    /// The size that was announced.
    pub size: i64,
    /// Bytes that are durable: where to go on.
    pub offset: i64,
    /// How many parts they came in.
    pub parts: i64,
    /// The attachment it has become.
    pub file: Option<FileId>,
    /// When it ends unless it is finished, in microseconds since 1970 in UTC.
    pub expires_at: i64,
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
    let about = tx.seal(Owner::Case(upload.case), about_place(id), &upload.about)?;
    let (report, user, token) = columns(upload.by);
    let sql = "insert into uploads (id, case_id, report, user_id, token_hash, about_sealed, size, expires_at) \
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let token = token.as_ref().map(<[u8; 32]>::as_slice);
    tx.execute(sql, params![id, upload.case, report, user, token, about, upload.size, upload.expires_at])?;
    Ok(id)
}

fn columns(by: By) -> (i64, i64, Option<[u8; 32]>) {
    match by {
        By::Report(report) => (report, 0, None),
        By::User(user) => (0, user.0, None),
        By::Token(digest) => (0, 0, Some(digest)),
    }
}

/// How many uploads of one owner in a case are not finished at `now`.
///
/// # Errors
/// When the engine refuses.
pub fn count_open(tx: &mut Tx<'_>, case: CaseId, by: By, now: i64) -> Result<i64> {
    let (report, user, _) = columns(by);
    let sql = "select count(*) from uploads where case_id = $1 and report = $2 and user_id = $3 \
               and file_id is null and expires_at > $4";
    Ok(tx.query_one(sql, params![case, report, user, now], |row| row.int(0))?.unwrap_or(0))
}

const COLUMNS: &str = "id, case_id, report, user_id, token_hash, about_sealed, size, file_id, expires_at";

/// The upload with this id, unless its time is over.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn find_upload(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<Option<Upload>> {
    let sql = format!("select {COLUMNS} from uploads where id = $1 and expires_at > $2");
    let found = tx.query_one(&sql, params![id, now], read)?;
    found.map(|(upload, about)| complete(tx, upload, &about)).transpose()
}

/// The upload that the token with this digest opens, unless its time is over.
///
/// # Errors
/// When the engine refuses.
pub fn find_by_token(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<Option<Upload>> {
    let sql = format!("select {COLUMNS} from uploads where token_hash = $1 and expires_at > $2");
    let found = tx.query_one(&sql, params![token_hash, now], read)?;
    found.map(|(upload, about)| complete(tx, upload, &about)).transpose()
}

fn read(row: &Row<'_>) -> Result<(Upload, Vec<u8>)> {
    let by = match (row.opt_blob(4)?, row.int(3)?) {
        (Some(_), _) => By::Token(row.digest(4)?),
        (None, 0) => By::Report(row.int(2)?),
        (None, user) => By::User(UserId(user)),
    };
    let upload = Upload {
        id: row.int(0)?,
        case: CaseId(row.int(1)?),
        by,
        about: Vec::new(),
        size: row.int(6)?,
        offset: 0,
        parts: 0,
        file: row.opt_int(7)?.map(FileId),
        expires_at: row.int(8)?,
    };
    Ok((upload, row.blob(5)?))
}

/// Adds what the row does not hold.
fn complete(tx: &mut Tx<'_>, mut upload: Upload, about: &[u8]) -> Result<Upload> {
    upload.about = tx.open(Owner::Case(upload.case), about_place(upload.id), about)?;
    (upload.offset, upload.parts) = match upload.file {
        Some(_) => (upload.size, 0),
        None => progress(tx, upload.id)?,
    };
    Ok(upload)
}

fn progress(tx: &mut Tx<'_>, id: i64) -> Result<(i64, i64)> {
    let sql = "select coalesce(max(start + size), 0), count(*) from upload_parts where upload_id = $1";
    Ok(tx.query_one(sql, params![id], |row| Ok((row.int(0)?, row.int(1)?)))?.unwrap_or_default())
}

/// Enters a part that begins at byte `start`; answers the new offset. The same part again, after a lost answer, is
/// refused as stale; the caller then tells the current offset.
///
/// # Errors
/// [`Error::Stale`] when `start` is not the current offset; the part's blob is then to be deleted.
pub fn append_part(tx: &mut Tx<'_>, upload: &Upload, start: i64, part: &FinishedBlob) -> Result<i64> {
    let size = i64::try_from(part.size).map_err(|_| Error::Malformed { what: "size of a part" })?;
    let is_open = "select id from uploads where id = $1 and file_id is null";
    let is_open = tx.query_one(is_open, params![upload.id], |row| row.int(0))?.is_some();
    let (offset, _) = progress(tx, upload.id)?;
    if !is_open || offset != start || size == 0 || size > upload.size.saturating_sub(start) {
        return Err(Error::Stale { what: "upload" });
    }
    let key = tx.seal(Owner::Case(upload.case), key_place(upload.id, start), part.key.bytes())?;
    let sql =
        "insert into upload_parts (upload_id, start, size, blob, key_sealed) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![upload.id, start, size, &part.name, key])?;
    Ok(start + size)
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

/// Writes the attachment from the parts of a complete upload. Enter it and call [`finish_upload`] in one
/// transaction.
///
/// # Errors
/// [`Error::Stale`] when bytes are missing, [`Error::Tampered`] when a part was changed.
pub fn assemble(store: &Store, upload: &Upload) -> Result<FinishedBlob> {
    if upload.offset != upload.size || upload.file.is_some() {
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

/// Notes the attachment an upload has become, in the transaction that enters it; answers the blobs of the parts, to
/// be deleted after the commit. The row stays until its time is over, so that a repeat learns what became of it.
///
/// # Errors
/// [`Error::Stale`] when another request was faster.
pub fn finish_upload(tx: &mut Tx<'_>, id: i64, file: FileId) -> Result<Vec<String>> {
    let sql = "update uploads set file_id = $2 where id = $1 and file_id is null";
    if tx.execute(sql, params![id, file])? == 0 {
        return Err(Error::Stale { what: "upload" });
    }
    delete_parts(tx, id)
}

/// The id that the files of a report can be brought together under: that of the upload, or a new one when it has
/// become a case meanwhile.
///
/// # Errors
/// When the engine refuses.
pub fn find_home(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<Option<CaseId>> {
    let Some(upload) = find_by_token(tx, token_hash, now)? else { return Ok(None) };
    if is_case(tx, upload.case)? { cases::reserve(tx).map(Some) } else { Ok(Some(upload.case)) }
}

/// Moves a finished upload and its file to another reserved id, so that the files of one report are together;
/// answers where the file is then.
///
/// # Errors
/// [`Error::Stale`] when it is not finished, [`Error::NotFound`] when there is none.
pub fn move_upload(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    now: i64,
    to: Option<CaseId>,
) -> Result<(CaseId, FileId)> {
    let upload = find_by_token(tx, token_hash, now)?.ok_or(Error::NotFound { what: "upload" })?;
    let file = upload.file.ok_or(Error::Stale { what: "upload" })?;
    let to = to.filter(|to| *to != upload.case).unwrap_or(upload.case);
    if to != upload.case {
        files::move_file(tx, file, upload.case, to)?;
        let about = tx.seal(Owner::Case(to), about_place(upload.id), &upload.about)?;
        let sql = "update uploads set case_id = $2, about_sealed = $3 where id = $1";
        tx.execute(sql, params![upload.id, to, about])?;
        erase_unused(tx, upload.case)?;
    }
    Ok((to, file))
}

/// Uses up an upload whose file a report has taken, in the transaction that receives the report.
///
/// # Errors
/// [`Error::NotFound`] when there is none, any more.
pub fn take_upload(tx: &mut Tx<'_>, token_hash: &[u8; 32]) -> Result<()> {
    match tx.execute("delete from uploads where token_hash = $1", params![token_hash])? {
        0 => Err(Error::NotFound { what: "upload" }),
        _ => Ok(()),
    }
}

/// Deletes an upload with what came of it so far; answers the blobs, to be deleted after the commit. An attachment
/// that belongs to a case stays.
///
/// # Errors
/// When the engine refuses.
pub fn delete_upload(tx: &mut Tx<'_>, id: i64) -> Result<Vec<String>> {
    let sql = "delete from uploads where id = $1 returning case_id, token_hash, file_id";
    let read = |row: &Row<'_>| Ok((CaseId(row.int(0)?), row.opt_blob(1)?.is_some(), row.opt_int(2)?));
    let gone = tx.query_one(sql, params![id], read)?;
    let mut blobs = delete_parts(tx, id)?;
    let Some((case, true, file)) = gone else { return Ok(blobs) };
    // Whoever takes the file deletes the upload: this one was taken by nobody.
    let sql = "delete from files where id = $1 and case_id = $2 returning blob";
    blobs.extend(tx.query(sql, params![file, case], |row| row.text(0))?);
    erase_unused(tx, case)?;
    Ok(blobs)
}

/// Erases the key of an id that was reserved for uploads, when none is left there and it has not become a case.
fn erase_unused(tx: &mut Tx<'_>, case: CaseId) -> Result<()> {
    let sql = "select id from uploads where case_id = $1 limit 1";
    let is_used = tx.query_one(sql, params![case], |row| row.int(0))?.is_some();
    if is_used || is_case(tx, case)? { Ok(()) } else { erase(tx, Owner::Case(case)) }
}

fn is_case(tx: &mut Tx<'_>, case: CaseId) -> Result<bool> {
    Ok(tx.query_one("select id from cases where id = $1", params![case], |row| row.int(0))?.is_some())
}

fn delete_parts(tx: &mut Tx<'_>, id: i64) -> Result<Vec<String>> {
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

fn about_place(id: i64) -> Place {
    Place::new("uploads", "about_sealed", id)
}

fn key_place(id: i64, start: i64) -> Place {
    Place::new("upload_parts", "key_sealed", id).part(start)
}
