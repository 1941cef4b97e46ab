//! What can go wrong in the store, in words a person can act on. No error carries a bound value or content.

use std::path::PathBuf;

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused a statement; the code is SQLite's extended result code or PostgreSQL's SQLSTATE.
    #[error("the database refused a statement (code {code}{detail})")]
    Database {
        /// The engine's own code.
        code: String,
        /// Names of tables or columns, never values; starts with a comma when there is one.
        detail: String,
    },
    /// A row with the same key is already there.
    #[error("there is already a row with this key ({constraint})")]
    Unique {
        /// `table.column` on SQLite, the name of the constraint on PostgreSQL.
        constraint: String,
    },
    /// Somebody else changed the row since it was read: load again and decide again.
    #[error("the {what} was changed by somebody else in the meantime; load it again")]
    Stale {
        /// The kind of row.
        what: &'static str,
    },
    /// The row does not exist.
    #[error("no such {what}")]
    NotFound {
        /// The kind of row.
        what: &'static str,
    },
    /// Concurrent transactions collided too often, or too many writers wait.
    #[error("the database is too busy; try again in a moment")]
    Busy,
    /// A write could not be made durable; no further write is accepted until the server is restarted.
    #[error(
        "a write could not be made durable ({reason}); writes stay refused until the disk is checked and the server is restarted"
    )]
    Degraded {
        /// The engine's code for the failure.
        reason: String,
    },
    /// There is too little free space for a safe write; reading goes on.
    #[error("the disk is full or nearly full; free some space, reading goes on")]
    DiskFull,
    /// The database or the bucket cannot be reached, or the connection broke before the answer.
    #[error("the database or the file store cannot be reached ({reason})")]
    Unavailable {
        /// What happened, without addresses or credentials.
        reason: String,
    },
    /// The bucket does not let us in.
    #[error("the bucket refused the access keys (status {status}); check the settings under [s3]")]
    Refused {
        /// The status of its answer.
        status: u16,
    },
    /// A column holds something else than the program expects.
    #[error("column {index} does not hold {expected}")]
    Column {
        /// Position in the row, from 0.
        index: usize,
        /// What was expected.
        expected: &'static str,
    },
    /// Sealed content does not open: it was changed, moved, or sealed with another key.
    #[error("the sealed content of {table}.{column} was changed or belongs elsewhere")]
    Tampered {
        /// The table it was read from.
        table: &'static str,
        /// The column it was read from.
        column: &'static str,
    },
    /// The key of this content was deleted, and with it the content.
    #[error("the content was erased")]
    Erased,
    /// A key file or the folder of keys is missing, readable by others, or malformed.
    #[error("{path}: {problem}")]
    Keys {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong and what to do.
        problem: String,
    },
    /// Another server uses the data folder.
    #[error("{path} is in use by another tellfirst server; stop it, or choose another folder with --data")]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// The schema of the database does not fit this program.
    #[error("database schema: {problem}")]
    Schema {
        /// What is wrong and what to do.
        problem: String,
    },
    /// A file operation failed.
    #[error("{path}: cannot {action}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Something stored as JSON does not read back.
    #[error("stored {what} does not read back")]
    Malformed {
        /// The kind of content.
        what: &'static str,
    },
}

impl Error {
    /// Wraps a file error with what was tried on which path.
    pub(crate) fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_owned();
        move |source| {
            if source.kind() == std::io::ErrorKind::StorageFull {
                Error::DiskFull
            } else {
                Error::Io { action, path, source }
            }
        }
    }

    /// Whether the same call may succeed when repeated without a change.
    pub fn is_transient(&self) -> bool {
        matches!(self, Error::Busy | Error::Unavailable { .. })
    }
}
