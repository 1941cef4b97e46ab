//! Does everything that is stored fit together? Rows and files in both directions, chains, and the engine's check.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::events::{self, ChainFault};
use crate::files::StoredFile;
use crate::ids::{CaseId, FileId};
use crate::store::Store;
use crate::{cases, engine, files, params, publications};

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
    /// What is wrong with the published bytes, in words that name the file.
    pub published: Vec<String>,
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
    check_published(store, &mut findings)?;
    findings.orphans = list_orphans(store, now)?;
    Ok(findings)
}

/// Compares the published revisions on the disk with their rows, in both directions. What is not for everybody lies
/// in a folder of its own.
fn check_published(store: &Store, findings: &mut Findings) -> Result<()> {
    let roots = ["public", "protected"].map(|name| (name, store.folder().join(name)));
    let mut last = (String::new(), 0, String::new());
    let mut known = HashSet::new();
    loop {
        let rows = store.read(|tx| publications::list_all(tx, (&last.0, last.1, &last.2), 500))?;
        let Some(row) = rows.last() else { break };
        last = (row.advisory.clone(), row.revision, row.path.clone());
        for row in &rows {
            known.insert(format!("revisions/{}/{}", row.advisory, row.revision));
            let [public, protected] = &roots;
            let (name, root) = if protected.1.join(&row.path).exists() { protected } else { public };
            match fs::read(root.join(&row.path)) {
                Ok(bytes) if hex::encode(Sha256::digest(&bytes)) == row.sha256 => {}
                Ok(_) => {
                    findings
                        .published
                        .push(format!("{name}/{} was changed after it was published", row.path));
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    findings.published.push(format!("{name}/{} is missing", row.path));
                }
                Err(error) => return Err(Error::io("read", &root.join(&row.path))(error)),
            }
        }
    }
    for (name, root) in &roots {
        let strangers = kept_revisions(root)?.into_iter().filter(|kept| !known.contains(kept));
        findings.published.extend(strangers.map(|kept| format!("{name}/{kept} was published by no case")));
    }
    Ok(())
}

/// The folders of revisions on the disk, as `revisions/ID/N`; unfinished ones are not counted.
fn kept_revisions(public: &Path) -> Result<Vec<String>> {
    let list = |folder: &Path| -> Result<Vec<String>> {
        match fs::read_dir(folder) {
            Ok(entries) => entries
                .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
                .collect::<std::io::Result<_>>()
                .map_err(Error::io("list", folder)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(Error::io("list", folder)(error)),
        }
    };
    let root = public.join("revisions");
    let mut kept = Vec::new();
    for advisory in list(&root)? {
        let folder = root.join(&advisory);
        if !folder.is_dir() {
            continue;
        }
        let numbers = list(&folder)?.into_iter().filter(|name| name.parse::<u64>().is_ok());
        kept.extend(numbers.map(|number| format!("revisions/{advisory}/{number}")));
    }
    kept.sort();
    Ok(kept)
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
