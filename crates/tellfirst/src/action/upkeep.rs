//! What commands beside the server leave behind for those who run it: when the last backup was made.
//!
//! It is a small file of the data folder, because a backup reads the store and writes nothing into it.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const FILE: &str = "last-backup.json";

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    pub at: Timestamp,
    pub files: usize,
    pub bytes: u64,
}

/// Notes a backup in the data folder it was made of.
///
/// # Errors
/// When the folder cannot be written; the backup is made all the same.
pub fn note_backup(folder: &Path, backup: &LastBackup) -> std::io::Result<()> {
    let text = serde_json::to_vec(backup).map_err(std::io::Error::other)?;
    let part = folder.join(format!("{FILE}.part"));
    std::fs::write(&part, text)?;
    std::fs::rename(part, folder.join(FILE))
}

/// The last backup of a data folder, when one was noted.
#[must_use]
pub fn find_last_backup(folder: &Path) -> Option<LastBackup> {
    let text = std::fs::read(folder.join(FILE)).ok()?;
    serde_json::from_slice(&text).ok()
}
