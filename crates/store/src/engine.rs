//! The one place that knows SQLite from PostgreSQL.
//!
//! Everything above writes one SQL text with numbered parameters (`$1`), three column types (TEXT, BIGINT, BYTEA)
//! and no function that only one engine has. Invariant: [`Engine::write`] answers after the data is durable, and a
//! closure that fails leaves nothing behind. A closure may be run again after a collision, so it must have no
//! effect outside its transaction.

mod connection;
mod pool;
mod postgres;
mod sqlite;
mod tls;
pub(crate) mod transfer;
mod value;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use connection::Connection;
use pool::Pool;
use writer::Writer;

pub use value::{Row, Scalar, Value};
pub use writer::WriteCounts;

use crate::error::{Error, Result};
use crate::seal::{CaseKey, Owner, Vault};

/// Connections for reading, per server.
const READERS: usize = 8;

/// Opened data keys that a transaction keeps at hand.
const CACHED_KEYS: usize = 8;

/// The parameters of a statement, each turned into a [`Value`].
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::engine::Value::from($value)),*] };
}

/// An open database.
pub struct Engine {
    writer: Writer,
    readers: Pool,
    vault: Arc<Vault>,
    /// The database file; none on PostgreSQL.
    file: Option<PathBuf>,
}

/// Which engine is behind the facade; for start-up messages and snapshots only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The embedded database.
    Sqlite,
    /// A PostgreSQL server, or one that speaks its protocol.
    Postgres,
}

impl Engine {
    /// Opens or creates an embedded database.
    ///
    /// # Errors
    /// When the file cannot be opened or is not a database.
    pub fn open_sqlite(path: &Path, vault: Arc<Vault>) -> Result<Self> {
        let (for_writer, for_reader) = (path.to_owned(), path.to_owned());
        let first = Connection::Sqlite(sqlite::open_writer(path)?);
        let again = move || sqlite::open_writer(&for_writer).map(Connection::Sqlite);
        let reader = move || sqlite::open_reader(&for_reader).map(Connection::Sqlite);
        Ok(Engine {
            writer: Writer::new(first, Box::new(again)),
            readers: Pool::new(READERS, Box::new(reader)),
            vault,
            file: Some(path.to_owned()),
        })
    }

    /// Connects to PostgreSQL; `url` as in `postgres://user:password@host/database`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is no connection.
    pub fn open_postgres(url: &str, vault: Arc<Vault>) -> Result<Self> {
        let server = postgres::Server::read(url)?;
        let first = server.connect()?;
        let connect = move || server.connect().map(|conn| Connection::Postgres(Box::new(conn)));
        Ok(Engine {
            writer: Writer::new(Connection::Postgres(Box::new(first)), Box::new(connect.clone())),
            readers: Pool::new(READERS, Box::new(connect)),
            vault,
            file: None,
        })
    }

    /// Runs `work` in a transaction and answers when it is durable. On an error nothing of it is kept. Keep it
    /// below a thousand rows: on SQLite the time of one statement grows with what its transaction has changed.
    ///
    /// # Errors
    /// The closure's own, or [`Error`] turned into it.
    pub fn write<T, E: From<Error>>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.writer.write(&self.vault, work)
    }

    /// Runs `work` on one consistent moment of the database. Writing inside is an error.
    ///
    /// # Errors
    /// The closure's own, or [`Error`] turned into it.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut lease = self.begin_read()?;
        let answer = work(&mut Tx::new(&mut lease, &self.vault));
        if lease.rollback().is_err() {
            lease.discard();
        }
        answer
    }

    /// A connection may have been closed while it was idle, so a second one is tried.
    fn begin_read(&self) -> Result<pool::Lease<'_>> {
        let mut lease = self.readers.take()?;
        if lease.begin_read().is_ok() {
            return Ok(lease);
        }
        lease.discard();
        let mut lease = self.readers.take()?;
        match lease.begin_read() {
            Ok(()) => Ok(lease),
            Err(error) => {
                lease.discard();
                Err(error)
            }
        }
    }

    /// How many transactions shared how many commits.
    pub fn write_counts(&self) -> WriteCounts {
        self.writer.counts()
    }

    /// Why writes are refused, when they are.
    pub fn degraded(&self) -> Option<String> {
        self.writer.degraded()
    }

    /// Which engine this is.
    pub fn kind(&self) -> Kind {
        if self.file.is_some() { Kind::Sqlite } else { Kind::Postgres }
    }

    /// The keys and the random source of this database.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    /// Runs the statements of one migration, together with the row that records it.
    pub(crate) fn migrate(&self, statements: &[String]) -> Result<()> {
        self.writer.alone(|conn| {
            conn.begin_schema()?;
            let done = statements.iter().try_for_each(|sql| conn.change_schema(sql));
            match done.and_then(|()| conn.commit()) {
                Ok(()) => Ok(()),
                Err(error) => {
                    // The first error is the one to tell; the connection is replaced when even this fails.
                    let _ = conn.rollback();
                    Err(error)
                }
            }
        })
    }

    /// Writes a consistent copy of the database to `target`, which must not exist yet: an embedded one, whichever
    /// engine this is. On PostgreSQL it is one moment of all tables, read in one transaction.
    ///
    /// # Errors
    /// When the database or the disk refuses.
    pub fn snapshot_database(&self, target: &Path) -> Result<()> {
        match &self.file {
            Some(file) => sqlite::snapshot(file, target),
            None => transfer::into_file(self, target),
        }
    }

    /// Carries the write-ahead log over into the database file and empties it, so that erased keys are gone from
    /// both. Does nothing on PostgreSQL.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn purge_erased(&self) -> Result<()> {
        if self.file.is_none() {
            return Ok(());
        }
        self.writer
            .alone(|conn| conn.query("pragma wal_checkpoint(truncate)", &[], &mut |_| Ok(())).map(drop))
    }
}

/// Writes a consistent copy of the embedded database at `path` to `target`, also while a server writes to it.
pub(crate) fn snapshot_file(path: &Path, target: &Path) -> Result<()> {
    sqlite::snapshot(path, target)
}

/// Refuses a file that is not a whole database; changes nothing next to it.
pub(crate) fn check_file(path: &Path) -> Result<()> {
    sqlite::check(path)
}

/// What happened to the statements of a transaction.
#[derive(Default)]
struct Ended {
    has_failures: bool,
    /// A statement collided with another transaction: the same again may succeed.
    collided: bool,
    /// There was no space left.
    is_full: bool,
    /// The disk cannot be trusted any more.
    fatal: Option<String>,
    /// Rows of cases were written: lists and their counts may be others now.
    changes_cases: bool,
}

/// A transaction at work.
pub struct Tx<'a> {
    conn: &'a mut Connection,
    vault: &'a Vault,
    ended: Ended,
    keys: Vec<(Owner, CaseKey)>,
}

impl<'a> Tx<'a> {
    fn new(conn: &'a mut Connection, vault: &'a Vault) -> Self {
        Tx { conn, vault, ended: Ended::default(), keys: Vec::new() }
    }

    fn end(self) -> Ended {
        self.ended
    }

    /// Says that rows of cases are written.
    pub(crate) fn note_case(&mut self) {
        self.ended.changes_cases = true;
    }

    pub(crate) fn changes_cases(&self) -> bool {
        self.ended.changes_cases
    }

    fn note<T>(&mut self, result: Result<T>) -> Result<T> {
        if let Err(error) = &result {
            self.ended.has_failures = true;
            self.ended.collided |= matches!(error, Error::Busy);
            self.ended.is_full |= matches!(error, Error::DiskFull);
            self.ended.fatal = self.ended.fatal.take().or_else(|| sqlite::is_fatal(error));
        }
        result
    }

    /// Runs a command; answers how many rows it changed.
    ///
    /// # Errors
    /// What the engine refuses, such as [`Error::Unique`].
    pub fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        let result = self.conn.execute(sql, params);
        self.note(result)
    }

    /// Runs a query (also `insert .. returning`) and reads every row with `read`.
    ///
    /// # Errors
    /// What the engine refuses, or what `read` answers.
    pub fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let result = self.conn.query(sql, params, &mut read);
        self.note(result)
    }

    /// Runs a query that answers one row or none.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn query_one<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.query(sql, params, read)?.into_iter().next())
    }

    /// Inserts rows of one shape. `into` is the table with its columns, such as `tokens (token, case_id)`; `rest` is
    /// what follows the values, such as `on conflict do nothing`. Answers how many rows are new.
    ///
    /// This is the cheap way for more than a handful of rows: on SQLite the statement is looked up once and run for
    /// each row, on PostgreSQL many rows share a round trip. Sorted by the key of the table they cost least, because
    /// neighbours fall on the same page.
    ///
    /// # Errors
    /// What the engine refuses, such as [`Error::Unique`].
    pub fn insert_many<'v, const N: usize>(
        &mut self,
        into: &str,
        rest: &str,
        rows: impl IntoIterator<Item = [Value<'v>; N]>,
    ) -> Result<u64> {
        let rows: Vec<[Value<'v>; N]> = rows.into_iter().collect();
        let result = self.conn.insert_many((into, rest), rows.as_flattened(), N);
        self.note(result)
    }

    /// The keys and the random source.
    pub fn vault(&self) -> &'a Vault {
        self.vault
    }

    pub(crate) fn cached_key(&self, owner: Owner) -> Option<CaseKey> {
        self.keys.iter().find(|(known, _)| *known == owner).map(|(_, key)| key.clone())
    }

    pub(crate) fn cache_key(&mut self, owner: Owner, key: &CaseKey) {
        if self.keys.len() == CACHED_KEYS {
            self.keys.remove(0);
        }
        self.keys.push((owner, key.clone()));
    }

    pub(crate) fn forget_key(&mut self, owner: Owner) {
        self.keys.retain(|(known, _)| *known != owner);
    }
}
