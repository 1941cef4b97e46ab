//! SQLite behind the facade: how a connection is opened, how statements are spelt, what its errors mean.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, ffi};

use super::value::{Row, Value};
use crate::error::{Error, Result};

/// Pages in the write-ahead log before they are carried over into the database file (16 MiB of 4 KiB pages).
const CHECKPOINT_PAGES: i64 = 4096;
/// How the codes of this engine begin in error texts.
const PREFIX: &str = "SQLite ";

/// Opens the one connection that writes, creating the database when there is none.
pub(super) fn open_writer(path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(error)?;
    common(&conn)?;
    // FULL makes every commit wait for the disk; secure_delete overwrites erased keys in the free pages.
    conn.pragma_update(None, "journal_mode", "wal").map_err(error)?;
    conn.pragma_update(None, "synchronous", "full").map_err(error)?;
    conn.pragma_update(None, "secure_delete", "on").map_err(error)?;
    conn.pragma_update(None, "cache_size", -16_384).map_err(error)?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES).map_err(error)?;
    conn.pragma_update(None, "journal_size_limit", 67_108_864_i64).map_err(error)?;
    Ok(conn)
}

/// Opens a connection that cannot write.
pub(super) fn open_reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(error)?;
    common(&conn)?;
    conn.pragma_update(None, "query_only", "on").map_err(error)?;
    conn.pragma_update(None, "cache_size", -4096).map_err(error)?;
    Ok(conn)
}

/// Writes a consistent and durable copy of the database at `path` to `target`.
pub(super) fn snapshot(path: &Path, target: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(error)?;
    common(&conn)?;
    let name = target.to_str().ok_or(Error::Malformed { what: "path" })?;
    conn.execute("vacuum into ?1", [name]).map_err(error)?;
    File::open(target).and_then(|file| file.sync_all()).map_err(Error::io("sync", target))
}

/// Refuses a database whose pages do not fit together.
pub(super) fn check(path: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(error)?;
    let found: String = conn.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(error)?;
    if found == "ok" { Ok(()) } else { Err(Error::Malformed { what: "database" }) }
}

fn common(conn: &Connection) -> Result<()> {
    conn.busy_timeout(Duration::from_secs(5)).map_err(error)?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.pragma_update(None, "trusted_schema", "off").map_err(error)?;
    conn.pragma_update(None, "temp_store", "memory").map_err(error)
}

/// Numbered parameters are written `$1` everywhere; SQLite numbers them as `?1`.
fn spell(sql: &str) -> Cow<'_, str> {
    if sql.contains('$') { Cow::Owned(sql.replace('$', "?")) } else { Cow::Borrowed(sql) }
}

pub(super) fn execute(conn: &Connection, sql: &str, params: &[Value<'_>]) -> Result<u64> {
    let mut statement = conn.prepare_cached(&spell(sql)).map_err(error)?;
    let changed = statement.execute(rusqlite::params_from_iter(params)).map_err(error)?;
    Ok(changed as u64)
}

/// Runs a command once for each `width` values.
pub(super) fn execute_each(conn: &Connection, sql: &str, values: &[Value<'_>], width: usize) -> Result<u64> {
    let mut statement = conn.prepare_cached(&spell(sql)).map_err(error)?;
    let mut changed = 0;
    for row in values.chunks_exact(width) {
        changed += statement.execute(rusqlite::params_from_iter(row)).map_err(error)?;
    }
    Ok(changed as u64)
}

pub(super) fn query<T>(
    conn: &Connection,
    sql: &str,
    params: &[Value<'_>],
    read: &mut dyn FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(&spell(sql)).map_err(error)?;
    let mut rows = statement.query(rusqlite::params_from_iter(params)).map_err(error)?;
    let mut answers = Vec::new();
    while let Some(row) = rows.next().map_err(error)? {
        answers.push(read(&Row::Sqlite(row))?);
    }
    Ok(answers)
}

/// Runs a fixed statement of transaction control.
pub(super) fn control(conn: &Connection, sql: &str) -> Result<()> {
    conn.prepare_cached(sql).and_then(|mut statement| statement.execute([])).map(drop).map_err(error)
}

/// DDL as written in the migrations, with the types that SQLite spells differently.
pub(super) fn spell_schema(sql: &str) -> String {
    sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
        .replace("BYTEA", "BLOB")
        .replace("/* clustered */", "WITHOUT ROWID")
}

/// Translates an error of SQLite; its message names tables and columns but never values, and only the part after
/// "constraint failed" is passed on.
pub(super) fn error(error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else {
        return Error::Database { code: "usage".into(), detail: format!(", {}", usage(&error)) };
    };
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            let text = message.as_deref().unwrap_or_default();
            let constraint = text.rsplit(": ").next().unwrap_or_default().to_owned();
            Error::Unique { constraint }
        }
        code => match failure.code {
            rusqlite::ErrorCode::DiskFull => Error::DiskFull,
            rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => Error::Busy,
            _ => Error::Database { code: format!("{PREFIX}{code}"), detail: String::new() },
        },
    }
}

fn usage(error: &rusqlite::Error) -> &'static str {
    match error {
        rusqlite::Error::InvalidParameterCount(..) => "wrong number of parameters",
        rusqlite::Error::SqlInputError { .. } => "the statement does not parse",
        rusqlite::Error::ExecuteReturnedResults => "a query was run as a command",
        _ => "wrong use of the database",
    }
}

/// Whether this failure means that the disk cannot be trusted any more.
pub(super) fn is_fatal(error: &Error) -> Option<String> {
    let Error::Database { code, .. } = error else { return None };
    let primary = code.strip_prefix(PREFIX)?.parse::<i32>().ok()? & 0xff;
    [ffi::SQLITE_IOERR, ffi::SQLITE_CORRUPT, ffi::SQLITE_NOTADB, ffi::SQLITE_CANTOPEN, ffi::SQLITE_READONLY]
        .contains(&primary)
        .then(|| code.clone())
}
