//! The store as a whole: the data folder with its lock, keys, database and free space.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::blobs::{Blobs, Place};
use crate::engine::{Engine, Tx};
use crate::error::{Error, Result};
use crate::migrations;
use crate::random::SharedRandom;
use crate::seal::{Keys, Vault, create_keys, load_keys};

/// Bytes that stay free at least, so that the database can always finish what it began (64 MiB).
pub const RESERVE: u64 = 64 << 20;

/// The embedded database in the data folder.
pub const DATABASE: &str = "tellfirst.db";

/// Where the rows are kept.
#[derive(Clone)]
pub enum Database {
    /// In `tellfirst.db` in the data folder.
    Embedded,
    /// On a PostgreSQL server at this address.
    Postgres(String),
}

/// What is needed to open a store.
#[derive(Clone)]
pub struct Options {
    /// The data folder; it is made when it is not there.
    pub folder: PathBuf,
    /// Where the rows are kept.
    pub database: Database,
    /// Where the sealed files are kept.
    pub blobs: Place,
    /// The source of random bytes.
    pub random: SharedRandom,
}

/// An open store. Only one server can hold the same folder.
pub struct Store {
    engine: Engine,
    folder: PathBuf,
    blobs: Blobs,
    writes: AtomicU64,
    write_micros: AtomicU64,
    case_changes: AtomicU64,
    /// Held, not read: the lock ends with the file.
    _lock: Option<File>,
}

impl Store {
    /// Opens the folder, makes the keys at the first start, and brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::Locked`] when another server uses the folder, [`Error::Keys`] when the keys are missing or readable
    /// by others, [`Error::Schema`] when a newer program made the database.
    pub fn open(options: Options) -> Result<Self> {
        let folder = &options.folder;
        fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        let lock = lock(&folder.join("lock"))?;
        let embedded = matches!(options.database, Database::Embedded);
        let must_exist = embedded && folder.join(DATABASE).exists();
        let keys = open_keys(&folder.join("keys"), &options.random, must_exist)?;
        let store = Self::with_keys(options, keys, Some(lock))?;
        migrations::run(&store.engine)?;
        Ok(store)
    }

    /// Opens a store next to the server that is running on it, for commands on the same machine. Makes nothing and
    /// changes no schema.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no store, [`Error::Schema`] when it belongs to another version.
    pub fn open_beside(options: Options) -> Result<Self> {
        let embedded = matches!(options.database, Database::Embedded);
        if embedded && !options.folder.join(DATABASE).exists() {
            return Err(Error::NotFound { what: "database in this folder" });
        }
        let keys = load_keys(&options.folder.join("keys"))?;
        let store = Self::with_keys(options, keys, None)?;
        migrations::check_current(&store.engine)?;
        Ok(store)
    }

    fn with_keys(options: Options, keys: Keys, lock: Option<File>) -> Result<Self> {
        let folder = options.folder;
        let vault = Arc::new(Vault::new(keys, options.random));
        let engine = match &options.database {
            Database::Embedded => Engine::open_sqlite(&folder.join(DATABASE), vault)?,
            Database::Postgres(url) => Engine::open_postgres(url, vault)?,
        };
        let blobs = Blobs::open_place(&folder.join("blobs"), &options.blobs)?;
        let (writes, write_micros, case_changes) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
        Ok(Store { engine, folder, blobs, writes, write_micros, case_changes, _lock: lock })
    }

    /// Runs `work` in a transaction and answers when it is durable; see [`Engine::write`].
    ///
    /// # Errors
    /// The closure's own, or [`Error`] turned into it.
    pub fn write<T, E: From<Error>>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let began = Instant::now();
        let mut changes_cases = false;
        let answer = self.engine.write(|tx| {
            let answer = work(tx);
            changes_cases = tx.changes_cases();
            answer
        });
        if changes_cases {
            // After the commit: who has read before counts again, who reads from now on sees the change.
            self.case_changes.fetch_add(1, Ordering::SeqCst);
        }
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.writes.fetch_add(1, Ordering::Relaxed);
        self.write_micros.fetch_add(micros, Ordering::Relaxed);
        answer
    }

    /// Counts the transactions of this server that wrote rows of cases: as long as it stays, so do lists. Read it
    /// before the rows. Other servers on the same database are not counted.
    pub fn case_changes(&self) -> u64 {
        self.case_changes.load(Ordering::SeqCst)
    }

    /// How many writes were asked for, and the microseconds until they were answered, all together.
    pub fn write_times(&self) -> (u64, u64) {
        (self.writes.load(Ordering::Relaxed), self.write_micros.load(Ordering::Relaxed))
    }

    /// Runs `work` on one consistent moment; see [`Engine::read`].
    ///
    /// # Errors
    /// The closure's own, or [`Error`] turned into it.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.engine.read(work)
    }

    /// The database below.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The keys and the random source.
    pub fn vault(&self) -> &Arc<Vault> {
        self.engine.vault()
    }

    /// The sealed files.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Refuses when less than `wanted` bytes plus [`RESERVE`] are free in the data folder. Callers ask before they
    /// take in a report or a file; reads and deletions do not ask.
    ///
    /// # Errors
    /// [`Error::DiskFull`].
    pub fn free_space_guard(&self, wanted: u64) -> Result<()> {
        if free_space(&self.folder)? < wanted.saturating_add(RESERVE) { Err(Error::DiskFull) } else { Ok(()) }
    }

    /// Whether the database answers and accepts writes.
    ///
    /// # Errors
    /// [`Error::Degraded`] or [`Error::Unavailable`].
    pub fn check_ready(&self) -> Result<()> {
        if let Some(reason) = self.engine.degraded() {
            return Err(Error::Degraded { reason });
        }
        self.read(|tx| tx.query("select value from counters where name = 'writers'", &[], |row| row.int(0)))?;
        self.blobs.check_ready()
    }
}

/// Bytes free for this user on the disk that holds `path`.
///
/// # Errors
/// When the file system does not tell.
pub fn free_space(path: &Path) -> Result<u64> {
    let stat = rustix::fs::statvfs(path).map_err(|error| Error::io("measure", path)(error.into()))?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

fn lock(path: &Path) -> Result<File> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(Error::io("open", path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(Error::io("lock", path)(error)),
    }
}

fn open_keys(folder: &Path, random: &SharedRandom, must_exist: bool) -> Result<Keys> {
    let is_empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if is_empty && !must_exist { create_keys(folder, &**random) } else { load_keys(folder) }
}
