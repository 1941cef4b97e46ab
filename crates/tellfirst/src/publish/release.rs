//! Writing one complete public set and putting it in force.
//!
//! Everything is written and fsynced before the link is replaced by a rename: at no moment is there a mixture.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::set::{Content, Set, Sets};
use super::signer::Signer;
use crate::app::App;
use crate::error::{Error, Result};

/// The link to the release in force.
const CURRENT: &str = "current";
/// Releases before the one in force that are kept; the bytes of all revisions are kept anyway.
const KEPT: u64 = 5;

/// A complete set on the disk, not in force yet. Dropped unused, it changes nothing.
#[derive(Debug)]
pub struct Prepared {
    public: PathBuf,
    protected: PathBuf,
    number: u64,
    /// Held: one server at a time publishes into a folder.
    _lock: File,
}

/// The folder of everything public.
#[must_use]
pub fn public_folder(app: &App) -> PathBuf {
    app.store.folder().join("public")
}

/// The folder of what is published and not meant for everybody.
#[must_use]
pub fn protected_folder(app: &App) -> PathBuf {
    app.store.folder().join("protected")
}

/// The folder of the protected part of a release.
#[must_use]
pub fn protected(app: &App, number: u64) -> PathBuf {
    protected_folder(app).join("releases").join(number.to_string())
}

/// The number of the release in force.
#[must_use]
pub fn current(app: &App) -> Option<u64> {
    number_of(&fs::read_link(public_folder(app).join(CURRENT)).ok()?)
}

/// The folder of a release.
#[must_use]
pub fn folder(app: &App, number: u64) -> PathBuf {
    public_folder(app).join("releases").join(number.to_string())
}

fn number_of(target: &Path) -> Option<u64> {
    target.file_name()?.to_str()?.parse().ok()
}

/// Writes the public set as it should be now; `None` when the one in force is just that.
///
/// # Errors
/// When it cannot be rendered or written.
pub fn prepare(app: &App) -> Result<Option<Prepared>> {
    let signer = Signer::open(app)?;
    let (public, hidden) = (public_folder(app), protected_folder(app));
    make_private(&hidden)?;
    for folder in [&public, &hidden] {
        fs::create_dir_all(folder.join("releases")).map_err(|e| failed("make", folder, &e))?;
    }
    let lock = lock(&public)?;
    let Sets { public: set, protected: guarded } = super::set::make(app, &signer)?;
    let before = current(app);
    let old = before.map(|number| (folder(app, number), protected(app, number)));
    if let Some((old, old_guarded)) = &old
        && is_same(old, &set)?
        && is_same(old_guarded, &guarded)?
    {
        return Ok(None);
    }
    let number = before.unwrap_or(0) + 1;
    let (old, old_guarded) = old.unzip();
    // The switch is the link below `public/`: by then both parts are on the disk.
    write_anew(&protected(app, number), &guarded, old_guarded.as_deref())?;
    write_anew(&folder(app, number), &set, old.as_deref())?;
    sync_folder(&hidden.join("releases"))?;
    sync_folder(&public.join("releases"))?;
    Ok(Some(Prepared { public, protected: hidden, number, _lock: lock }))
}

/// A folder for the server's own user alone, also when it came back from a backup.
fn make_private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|e| failed("make", folder, &e))?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(|e| failed("protect", folder, &e))
}

fn write_anew(new: &Path, set: &Set, old: Option<&Path>) -> Result<()> {
    if new.exists() {
        // Left by a crash before the switch.
        fs::remove_dir_all(new).map_err(|e| failed("clear", new, &e))?;
    }
    write(new, set, old)
}

impl Prepared {
    /// Puts the set in force.
    ///
    /// # Errors
    /// When the link cannot be replaced; then the old set stays.
    pub fn switch(self) -> Result<()> {
        let next = self.public.join("current.next");
        let _ = fs::remove_file(&next);
        let target = Path::new("releases").join(self.number.to_string());
        link(&target, &next).map_err(|e| failed("link", &next, &e))?;
        let current = self.public.join(CURRENT);
        if fs::symlink_metadata(&current).is_ok_and(|meta| meta.is_dir()) {
            // A copy of the folder by a tool that follows links.
            fs::remove_dir_all(&current).map_err(|e| failed("clear", &current, &e))?;
        }
        fs::rename(&next, &current).map_err(|e| failed("switch", &current, &e))?;
        sync_folder(&self.public)?;
        self.forget_old_releases();
        Ok(())
    }

    /// Old releases are only a convenience: what cannot be deleted now is deleted next time.
    fn forget_old_releases(&self) {
        let folders = [&self.public, &self.protected].map(|folder| fs::read_dir(folder.join("releases")));
        for entry in folders.into_iter().flatten().flatten().flatten() {
            let path = entry.path();
            if number_of(&path).is_some_and(|number| number + KEPT < self.number) {
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

fn lock(public: &Path) -> Result<File> {
    let path = public.join(".lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|e| failed("open", &path, &e))?;
    file.lock().map_err(|e| failed("lock", &path, &e))?;
    Ok(file)
}

/// An error that names the act and the file, never the content.
pub fn failed(what: &str, path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Error::Unavailable(store::Error::DiskFull)
        }
        _ => Error::internal(format!("cannot {what} {}: {error}", path.display())),
    }
}

/// Whether a folder holds exactly this set.
fn is_same(folder: &Path, set: &Set) -> Result<bool> {
    if !folder.exists() {
        return Ok(set.is_empty());
    }
    let mut files = BTreeMap::new();
    list(folder, folder, &mut files)?;
    if files.len() != set.len() || files.keys().ne(set.keys()) {
        return Ok(false);
    }
    Ok(set.iter().all(|(name, content)| holds(&folder.join(name), content)))
}

/// The files below a folder, by their path with `/`.
///
/// # Errors
/// When it cannot be read.
pub fn list(root: &Path, folder: &Path, files: &mut BTreeMap<String, u64>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|e| failed("read", folder, &e))?;
    for entry in entries {
        let entry = entry.map_err(|e| failed("read", folder, &e))?;
        let path = entry.path();
        let meta = entry.metadata().map_err(|e| failed("read", &path, &e))?;
        if meta.is_dir() {
            list(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(name, meta.len());
        }
    }
    Ok(())
}

/// Whether a file has this content. Two names of one file need not be read.
fn holds(path: &Path, content: &Content) -> bool {
    match content {
        Content::Bytes(bytes) => {
            let is_as_long = fs::metadata(path).is_ok_and(|meta| meta.len() == bytes.len() as u64);
            is_as_long && fs::read(path).is_ok_and(|found| found == *bytes)
        }
        Content::Kept(kept) => {
            is_one_file(path, kept)
                || fs::read(path).is_ok_and(|found| fs::read(kept).is_ok_and(|wanted| found == wanted))
        }
    }
}

#[cfg(unix)]
fn is_one_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()));
    id(a).is_some_and(|found| Some(found) == id(b))
}

/// Writes all files of a set into a folder; unchanged ones are linked from the release before.
///
/// # Errors
/// When the disk refuses.
pub(super) fn write(new: &Path, set: &Set, old: Option<&Path>) -> Result<()> {
    let mut folders = std::collections::BTreeSet::from([new.to_owned()]);
    fs::create_dir_all(new).map_err(|e| failed("make", new, &e))?;
    for (name, content) in set {
        let path = new.join(name);
        for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(new)) {
            if !folders.insert(folder.to_owned()) {
                break;
            }
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| failed("make", parent, &e))?;
        }
        put(&path, content, old.map(|old| old.join(name)).as_deref())?;
    }
    folders.iter().try_for_each(|folder| sync_folder(folder))
}

fn put(path: &Path, content: &Content, before: Option<&Path>) -> Result<()> {
    let unchanged = match content {
        Content::Kept(kept) => Some(kept.as_path()),
        Content::Bytes(_) => before.filter(|before| holds(before, content)),
    };
    if let Some(from) = unchanged
        && fs::hard_link(from, path).is_ok()
    {
        return Ok(());
    }
    // Some file systems have no hard links.
    match content {
        Content::Bytes(bytes) => write_file(path, bytes),
        Content::Kept(kept) => {
            let bytes = fs::read(kept).map_err(|e| failed("read", kept, &e))?;
            write_file(path, &bytes)
        }
    }
}

/// Writes a file and waits until it is on the disk.
///
/// # Errors
/// When the disk refuses.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|e| failed("write", path, &e))
}

/// Waits until the names in a folder are on the disk.
///
/// # Errors
/// When the disk refuses.
pub fn sync_folder(path: &Path) -> Result<()> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|e| failed("sync", path, &e))
}
