//! Does everything that is stored fit together? Rows and files in both directions, chains, and the engine's check.

use std::collections::HashSet;
use std::io::Read;

use crate::error::{Error, Result};
use crate::events::{self, ChainFault};
use crate::files::StoredFile;
use crate::ids::{CaseId, FileId};
use crate::store::Store;
use crate::{cases, engine, files, params};

/// An hour: a younger file without a row may belong to a request that is on its way.
const GRACE: i64 = 3_600_000_000;

/// What is wrong, most serious first. All lists empty: nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// What the engine says about its file.
    pub database: Vec<String>,
    /// Cases whose history was changed.
    pub chains: Vec<ChainFault>,
    /// Cases whose content does not open.
    pub content: Vec<CaseId>,
    /// Attachments whose file is missing.
    pub missing: Vec<FileId>,
    /// Attachments whose file was changed.
    pub damaged: Vec<FileId>,
    /// Files that no row speaks of, older than an hour.
    pub orphans: Vec<String>,
}

impl Findings {
    /// Whether nothing is wrong. Orphans waste space and harm nothing.
    pub fn is_sound(&self) -> bool {
        *self == Findings { orphans: self.orphans.clone(), ..Findings::default() }
    }
}

/// Checks everything: reads the whole store.
///
/// # Errors
/// When reading fails; what is wrong is an answer, not an error.
pub fn verify_store(store: &Store, now: i64) -> Result<Findings> {
    let mut findings = Findings { database: integrity(store)?, ..Findings::default() };
    let mut after = CaseId(0);
    loop {
        let ids = store.read(|tx| cases::list_ids_after(tx, after, 500))?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for id in ids {
            check_case(store, id, &mut findings)?;
        }
    }
    findings.orphans = list_orphans(store, now)?;
    Ok(findings)
}

/// Files that no row speaks of, older than an hour.
///
/// # Errors
/// When reading fails.
pub fn list_orphans(store: &Store, now: i64) -> Result<Vec<String>> {
    // The files are listed first: a row that appears meanwhile can only make fewer orphans.
    let names = store.blobs().list_older_than(now.saturating_sub(GRACE))?;
    let mut orphans = Vec::new();
    for chunk in names.chunks(200) {
        let known = store.read(|tx| {
            let mut known = HashSet::new();
            for name in chunk {
                let sql = "select blob from files where blob = $1 and deleted_at is null \
                           union all select blob from upload_parts where blob = $1";
                known.extend(tx.query(sql, params![name], |row| row.text(0))?);
            }
            Ok::<_, Error>(known)
        })?;
        orphans.extend(chunk.iter().filter(|name| !known.contains(*name)).cloned());
    }
    Ok(orphans)
}

/// Deletes files that no row speaks of, and what interrupted uploads left; answers how many.
///
/// # Errors
/// When a file cannot be deleted.
pub fn delete_orphans(store: &Store, now: i64) -> Result<usize> {
    let orphans = list_orphans(store, now)?;
    for name in &orphans {
        store.blobs().delete(name)?;
    }
    Ok(orphans.len() + store.blobs().delete_leftovers(now.saturating_sub(GRACE))?)
}

fn integrity(store: &Store) -> Result<Vec<String>> {
    if store.engine().kind() == engine::Kind::Postgres {
        return Ok(Vec::new());
    }
    let lines = store.read(|tx| tx.query("pragma integrity_check", &[], |row| row.text(0)))?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

fn check_case(store: &Store, id: CaseId, findings: &mut Findings) -> Result<()> {
    findings.chains.extend(store.read(|tx| events::verify_chain(tx, id))?);
    match store.read(|tx| cases::get_snapshot(tx, id)) {
        Ok(_) => {}
        // An erased case has a history and no content; its files cannot be opened either.
        Err(Error::Erased) => return Ok(()),
        Err(Error::Tampered { .. } | Error::NotFound { .. }) => findings.content.push(id),
        Err(error) => return Err(error),
    }
    match store.read(|tx| files::list_files(tx, id)) {
        Ok(files) => files.iter().try_for_each(|file| check_file(store, file, findings)),
        Err(Error::Tampered { .. }) => {
            findings.content.push(id);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn check_file(store: &Store, file: &StoredFile, findings: &mut Findings) -> Result<()> {
    match store.blobs().open(&file.blob, &file.key) {
        Ok(mut reader) => {
            if !reads_as(&mut reader, &file.sha256) {
                findings.damaged.push(file.id);
            }
            Ok(())
        }
        Err(Error::NotFound { .. }) => {
            findings.missing.push(file.id);
            Ok(())
        }
        Err(Error::Tampered { .. }) => {
            findings.damaged.push(file.id);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn reads_as(reader: &mut impl Read, sha256: &[u8; 32]) -> bool {
    use sha2::{Digest, Sha256};
    let (mut digest, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return <[u8; 32]>::from(digest.finalize()) == *sha256,
            Ok(count) => digest.update(&buffer[..count]),
            Err(_) => return false,
        }
    }
}
