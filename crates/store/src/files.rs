//! Rows about attachments. The bytes are in [`crate::blobs`], durable before the row is committed.

use zeroize::Zeroize;

use crate::blobs::FinishedBlob;
use crate::engine::{Row, Tx};
use crate::error::{Error, Result};
use crate::ids::{CaseId, FileId};
use crate::seal::{CaseKey, Owner, Place};
use crate::{counters, params};

/// An attachment to be entered.
#[derive(Debug)]
pub struct NewFile<'a> {
    /// The case.
    pub case: CaseId,
    /// The durable bytes.
    pub blob: &'a FinishedBlob,
    /// The name it was sent with; stored sealed.
    pub name: &'a str,
    /// The media type it was sent with; stored sealed.
    pub media_type: &'a str,
    /// `reporter`, `team`, ...
    pub uploaded_by: &'a str,
    /// Who may see it, in the words of the access rules.
    pub visible_to: &'a str,
    /// When, in microseconds since 1970 in UTC.
    pub at: i64,
}

/// An attachment.
#[derive(Debug, Clone)]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// The case.
    pub case: CaseId,
    /// The name of the blob.
    pub blob: String,
    /// The key that opens the blob.
    pub key: CaseKey,
    /// The name it was sent with.
    pub name: String,
    /// The media type it was sent with.
    pub media_type: String,
    /// SHA-256 of the plain bytes.
    pub sha256: [u8; 32],
    /// Plain bytes.
    pub size: i64,
    /// `reporter`, `team`, ...
    pub uploaded_by: String,
    /// Who may see it.
    pub visible_to: String,
    /// When.
    pub at: i64,
}

const COLUMNS: &str = "id, case_id, blob, key_sealed, name_sealed, media_type_sealed, digest_sealed, size, \
     uploaded_by, visible_to, at";

/// Enters an attachment; answers its id.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn insert_file(tx: &mut Tx<'_>, file: &NewFile<'_>) -> Result<FileId> {
    let id = FileId(counters::next(tx, "files")?);
    let mut seal = |column, plain: &[u8]| tx.seal(Owner::Case(file.case), place(column, id), plain);
    let key = seal("key_sealed", file.blob.key.bytes())?;
    let name = seal("name_sealed", file.name.as_bytes())?;
    let media_type = seal("media_type_sealed", file.media_type.as_bytes())?;
    let digest = seal("digest_sealed", &file.blob.sha256)?;
    let size = i64::try_from(file.blob.size).map_err(|_| Error::Malformed { what: "size of a file" })?;
    let sql = "insert into files (id, case_id, blob, key_sealed, name_sealed, media_type_sealed, digest_sealed, \
               size, uploaded_by, visible_to, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    tx.execute(
        sql,
        params![
            id,
            file.case,
            &file.blob.name,
            key,
            name,
            media_type,
            digest,
            size,
            file.uploaded_by,
            file.visible_to,
            file.at
        ],
    )?;
    Ok(id)
}

/// The attachment of this case with this id, unless it was deleted.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn find_file(tx: &mut Tx<'_>, case: CaseId, id: FileId) -> Result<Option<StoredFile>> {
    let sql = format!("select {COLUMNS} from files where id = $1 and case_id = $2 and deleted_at is null");
    Ok(read_files(tx, &sql, params![id, case])?.pop())
}

/// The attachments of a case, oldest first.
///
/// # Errors
/// [`Error::Erased`] when the case was erased.
pub fn list_files(tx: &mut Tx<'_>, case: CaseId) -> Result<Vec<StoredFile>> {
    let sql = format!("select {COLUMNS} from files where case_id = $1 and deleted_at is null order by id");
    read_files(tx, &sql, params![case])
}

/// Marks an attachment as deleted and forgets its key; answers the blob to delete after the commit.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn delete_file(tx: &mut Tx<'_>, case: CaseId, id: FileId, at: i64) -> Result<String> {
    let sql = "update files set deleted_at = $3, key_sealed = $4 \
               where id = $1 and case_id = $2 and deleted_at is null returning blob";
    let nothing: &[u8] = &[];
    tx.query_one(sql, params![id, case, at, nothing], |row| row.text(0))?
        .ok_or(Error::NotFound { what: "file" })
}

/// Changes who may see an attachment.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn set_visibility(tx: &mut Tx<'_>, case: CaseId, id: FileId, visible_to: &str) -> Result<()> {
    let sql = "update files set visible_to = $3 where id = $1 and case_id = $2 and deleted_at is null";
    match tx.execute(sql, params![id, case, visible_to])? {
        0 => Err(Error::NotFound { what: "file" }),
        _ => Ok(()),
    }
}

/// Moves an attachment to another case: name, type, digest and key are sealed anew, the bytes stay where they are.
///
/// # Errors
/// [`Error::NotFound`] when there is none, [`Error::Erased`] when one of the cases was erased.
pub fn move_file(tx: &mut Tx<'_>, id: FileId, from: CaseId, to: CaseId) -> Result<()> {
    let file = find_file(tx, from, id)?.ok_or(Error::NotFound { what: "file" })?;
    let mut seal = |column, plain: &[u8]| tx.seal(Owner::Case(to), place(column, id), plain);
    let key = seal("key_sealed", file.key.bytes())?;
    let name = seal("name_sealed", file.name.as_bytes())?;
    let media_type = seal("media_type_sealed", file.media_type.as_bytes())?;
    let digest = seal("digest_sealed", &file.sha256)?;
    let sql = "update files set case_id = $3, key_sealed = $4, name_sealed = $5, media_type_sealed = $6, \
               digest_sealed = $7 where id = $1 and case_id = $2";
    tx.execute(sql, params![id, from, to, key, name, media_type, digest]).map(drop)
}

fn read_files(tx: &mut Tx<'_>, sql: &str, params: &[crate::engine::Value<'_>]) -> Result<Vec<StoredFile>> {
    let rows = tx.query(sql, params, |row| {
        let case = CaseId(row.int(1)?);
        let sealed = [row.blob(3)?, row.blob(4)?, row.blob(5)?, row.blob(6)?];
        Ok((FileId(row.int(0)?), case, sealed, Clear::read(row)?))
    })?;
    rows.into_iter().map(|(id, case, sealed, clear)| open(tx, (id, case), &sealed, clear)).collect()
}

/// The columns that are not sealed.
struct Clear {
    blob: String,
    size: i64,
    uploaded_by: String,
    visible_to: String,
    at: i64,
}

impl Clear {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Clear {
            blob: row.text(2)?,
            size: row.int(7)?,
            uploaded_by: row.text(8)?,
            visible_to: row.text(9)?,
            at: row.int(10)?,
        })
    }
}

fn open(
    tx: &mut Tx<'_>,
    (id, case): (FileId, CaseId),
    [key, name, media_type, digest]: &[Vec<u8>; 4],
    clear: Clear,
) -> Result<StoredFile> {
    let owner = Owner::Case(case);
    let mut key = tx.open(owner, place("key_sealed", id), key)?;
    let opened = CaseKey::from_slice(&key);
    key.zeroize();
    let digest = tx.open(owner, place("digest_sealed", id), digest)?;
    Ok(StoredFile {
        id,
        case,
        blob: clear.blob,
        key: opened?,
        name: tx.open_text(owner, place("name_sealed", id), name)?,
        media_type: tx.open_text(owner, place("media_type_sealed", id), media_type)?,
        sha256: digest.try_into().map_err(|_| Error::Malformed { what: "digest" })?,
        size: clear.size,
        uploaded_by: clear.uploaded_by,
        visible_to: clear.visible_to,
        at: clear.at,
    })
}

fn place(column: &'static str, id: FileId) -> Place {
    Place::new("files", column, id.0)
}
