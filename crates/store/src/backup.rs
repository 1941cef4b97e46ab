//! A backup is one file: a consistent copy of the database of a running server, then the sealed files, then the
//! program and the published revisions, then a list with the SHA-256 of each.
//!
//! Invariant: what [`restore`] puts in place was checked against the list first. Without the keys (the default) a
//! stolen backup shows numbers, times and states; the keys are then to be kept elsewhere.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::engine;
use crate::error::{Error, Result};
use crate::seal::Vault;
use crate::store::{DATABASE, Store};

const LIST: &str = "list.json";
/// Of the published bytes the revisions: lists and feeds are made from them at the next start.
const FOLDERS: [&str; 4] = ["blobs", "program", "public/revisions", "protected/revisions"];

/// Whether the keys go into the backup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Contents {
    /// Without: the keys are kept elsewhere.
    #[default]
    WithoutKeys,
    /// With: whoever has the backup reads everything.
    WithKeys,
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Number of files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Writes a backup of the embedded store in `folder`, also while a server runs on it. `target` must not exist.
///
/// # Errors
/// [`Error::Io`] or [`Error::DiskFull`]; then no `target` is left.
pub fn write(folder: &Path, target: &Path, contents: Contents) -> Result<Summary> {
    let source = folder.join(DATABASE);
    write_with(folder, target, contents, &|copy| engine::snapshot_file(&source, copy))
}

/// Writes a backup of any store, also while servers run on it: the same form, whichever engine holds the rows, so
/// that it restores into either. The files are those of this server's folder.
///
/// # Errors
/// As [`write`].
pub fn write_store(store: &Store, target: &Path, contents: Contents) -> Result<Summary> {
    write_with(store.folder(), target, contents, &|copy| store.engine().snapshot_database(copy))
}

/// Puts the rows of a restored folder into an empty PostgreSQL database, all or nothing, and takes the embedded
/// database away.
///
/// # Errors
/// [`Error::Schema`] when the database is not empty; then the folder keeps its embedded one.
pub fn move_into_postgres(folder: &Path, url: &str, vault: Arc<Vault>) -> Result<()> {
    let file = folder.join(DATABASE);
    engine::transfer::from_file(&file, url, vault)?;
    for end in ["", "-wal", "-shm"] {
        let path = with_suffix(&file, end);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("remove", &path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// How the database gets into a file.
type Snapshot<'a> = &'a dyn Fn(&Path) -> Result<()>;

fn write_with(folder: &Path, target: &Path, contents: Contents, snapshot: Snapshot<'_>) -> Result<Summary> {
    if target.exists() {
        return Err(Error::io("create", target)(io::ErrorKind::AlreadyExists.into()));
    }
    let part = with_suffix(target, ".part");
    let copy = with_suffix(target, ".db");
    let written = snapshot(&copy).and_then(|()| write_part(folder, &part, &copy, contents));
    // Both are only left when the disk refuses even this.
    let _ = fs::remove_file(&copy);
    match written {
        Ok(summary) => {
            fs::rename(&part, target).map_err(Error::io("rename", &part))?;
            sync_parent(target)?;
            Ok(summary)
        }
        Err(error) => {
            let _ = fs::remove_file(&part);
            Err(error)
        }
    }
}

fn write_part(folder: &Path, part: &Path, copy: &Path, contents: Contents) -> Result<Summary> {
    // The database came first: every file that a row of the copy speaks of is on the disk already.
    let file = File::options().write(true).create_new(true).open(part).map_err(Error::io("create", part))?;
    fs::set_permissions(part, fs::Permissions::from_mode(0o600)).map_err(Error::io("protect", part))?;
    let mut archive =
        Archive { tar: tar::Builder::new(BufWriter::new(file)), list: BTreeMap::new(), bytes: 0 };
    archive.add(copy, DATABASE)?;
    let keys = (contents == Contents::WithKeys).then_some("keys");
    for name in FOLDERS.into_iter().chain(keys) {
        archive.add_folder(&folder.join(name), name)?;
    }
    archive.finish(part)
}

struct Archive {
    tar: tar::Builder<BufWriter<File>>,
    list: BTreeMap<String, String>,
    bytes: u64,
}

impl Archive {
    fn add_folder(&mut self, folder: &Path, name: &str) -> Result<()> {
        if name == "blobs/tmp" || !folder.is_dir() {
            return Ok(());
        }
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
            .map_err(Error::io("list", folder))?;
        entries.sort();
        for path in entries {
            let Some(last) = path.file_name().and_then(|last| last.to_str()) else { continue };
            let name = format!("{name}/{last}");
            if path.is_dir() { self.add_folder(&path, &name)? } else { self.add(&path, &name)? }
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, name: &str) -> Result<()> {
        let file = match File::open(path) {
            Ok(file) => file,
            // Deleted since the folder was listed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io("open", path)(error)),
        };
        let size = file.metadata().map_err(Error::io("read", path))?.len();
        let mut reader = Hashing { inner: BufReader::new(file).take(size), digest: Sha256::new() };
        self.append(name, size, &mut reader).map_err(Error::io("back up", path))?;
        self.list.insert(name.to_owned(), hex::encode(reader.digest.finalize()));
        self.bytes += size;
        Ok(())
    }

    fn append(&mut self, name: &str, size: u64, reader: impl Read) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        self.tar.append_data(&mut header, name, reader)
    }

    fn finish(mut self, part: &Path) -> Result<Summary> {
        let list = serde_json::to_vec_pretty(&self.list).map_err(|_| Error::Malformed { what: "list" })?;
        self.append(LIST, list.len() as u64, list.as_slice()).map_err(Error::io("write", part))?;
        let file = self.tar.into_inner().and_then(|mut file| {
            file.flush()?;
            file.into_inner().map_err(io::IntoInnerError::into_error)
        });
        file.and_then(|file| file.sync_all()).map_err(Error::io("sync", part))?;
        Ok(Summary { files: self.list.len(), bytes: self.bytes })
    }
}

/// Unpacks a backup into a new folder, checks every file, and only then gives the folder its name. `folder` must
/// not exist, or be empty.
///
/// # Errors
/// [`Error::Malformed`] when the backup is cut, changed or not a backup; then `folder` is as it was.
pub fn restore(backup: &Path, folder: &Path) -> Result<Summary> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Error::io("restore into", folder)(io::ErrorKind::DirectoryNotEmpty.into()));
    }
    let part = with_suffix(folder, ".part");
    fs::create_dir_all(&part).map_err(Error::io("create", &part))?;
    match unpack(backup, &part) {
        Ok(summary) => {
            if folder.exists() {
                fs::remove_dir(folder).map_err(Error::io("replace", folder))?;
            }
            fs::rename(&part, folder).map_err(Error::io("rename", &part))?;
            sync_parent(folder)?;
            Ok(summary)
        }
        Err(error) => {
            let _ = fs::remove_dir_all(&part);
            Err(error)
        }
    }
}

fn unpack(backup: &Path, part: &Path) -> Result<Summary> {
    let wrong = |_: io::Error| Error::Malformed { what: "backup" };
    let file = File::open(backup).map_err(Error::io("open", backup))?;
    let mut archive = tar::Archive::new(BufReader::new(file));
    let (mut found, mut list, mut bytes) = (BTreeMap::new(), None, 0);
    for entry in archive.entries().map_err(wrong)? {
        let mut entry = entry.map_err(wrong)?;
        let path = entry.path().map_err(wrong)?.into_owned();
        let name = path.to_str().filter(|_| is_plain(&path)).ok_or(Error::Malformed { what: "backup" })?;
        if name == LIST {
            let text =
                serde_json::from_reader(&mut entry).map_err(|_| Error::Malformed { what: "backup" })?;
            list = Some(text);
            continue;
        }
        bytes += entry.size();
        let digest = unpack_file(&mut entry, &part.join(&path))?;
        found.insert(name.to_owned(), digest);
    }
    let list: BTreeMap<String, String> = list.ok_or(Error::Malformed { what: "backup" })?;
    if list != found || !found.contains_key(DATABASE) {
        return Err(Error::Malformed { what: "backup" });
    }
    engine::check_file(&part.join(DATABASE))?;
    sync_tree(part)?;
    Ok(Summary { files: found.len(), bytes })
}

/// Whether a path stays below the folder it is joined to.
fn is_plain(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

fn unpack_file(entry: &mut impl Read, path: &Path) -> Result<String> {
    let parent = path.parent().ok_or(Error::Malformed { what: "backup" })?;
    fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
    if parent.ends_with("keys") {
        let mode = fs::Permissions::from_mode(0o700);
        fs::set_permissions(parent, mode).map_err(Error::io("protect", parent))?;
    }
    let mut file = File::create_new(path).map_err(Error::io("create", path))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(Error::io("protect", path))?;
    let mut reader = Hashing { inner: entry, digest: Sha256::new() };
    io::copy(&mut reader, &mut file).and_then(|_| file.sync_all()).map_err(Error::io("write", path))?;
    Ok(hex::encode(reader.digest.finalize()))
}

/// Passes bytes on and keeps their digest.
struct Hashing<R> {
    inner: R,
    digest: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(target)?;
        self.digest.update(&target[..count]);
        Ok(count)
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn sync_parent(path: &Path) -> Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent).and_then(|parent| parent.sync_all()).map_err(Error::io("sync", parent))
}

fn sync_tree(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(Error::io("list", folder))? {
        let path = entry.map_err(Error::io("list", folder))?.path();
        if path.is_dir() {
            sync_tree(&path)?;
        }
    }
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::io("sync", folder))
}
