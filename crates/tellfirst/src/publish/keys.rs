//! The publication key on the disk: made or imported, rotated with overlap, retired, watched.
//!
//! ```text
//! keys/publication.json             which keys there are, in what state, and their public parts
//! keys/publication-FINGERPRINT.key  the secret part of the key that signs; mode 0600; no other key has one
//! ```
//!
//! Invariants: at most one key is current, and only a current key has a secret part on the disk. What this module
//! hands out is public; the secret part is read in [`super::signer`] alone, which only the publication job uses.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use formats::openpgp::{Problem, SecretKey};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

mod watch;

pub use watch::{Level, Watch, Watched};

/// Days that a key made here is valid.
pub const VALID_DAYS: u32 = 730;
/// Days that a replaced key stays listed, so that documents fetched before still verify.
pub const OVERLAP_DAYS: u32 = 90;

const RING: &str = "publication.json";

/// What a key is for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It signs.
    Current,
    /// It does not sign any more; its public part stays listed for a while.
    Overlap,
}

/// Where a key comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Made,
    Imported,
}

/// A key as everybody may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// In lower-case hexadecimal digits.
    pub fingerprint: String,
    /// The name the key bears.
    pub name: String,
    pub state: State,
    pub origin: Origin,
    /// When it came into this state.
    pub since: Timestamp,
    /// Until when a replaced key stays listed.
    pub until: Option<Timestamp>,
    /// When the key itself ends.
    pub expires: Option<Timestamp>,
    /// The public part in armor.
    pub public: String,
}

/// The keys of a publisher: the current one first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ring {
    pub keys: Vec<Entry>,
}

impl Ring {
    /// The key that signs.
    #[must_use]
    pub fn find_current(&self) -> Option<&Entry> {
        self.keys.iter().find(|key| key.state == State::Current)
    }

    /// The keys that verify what is published now, the current one first.
    pub fn list_at(&self, now: Timestamp) -> impl Iterator<Item = &Entry> {
        let is_listed =
            move |key: &&Entry| key.state == State::Current || key.until.is_none_or(|until| until > now);
        self.keys.iter().filter(is_listed)
    }
}

/// Why something cannot be done with the keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    OpenPgp(#[from] Problem),
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
    #[error("{path} can be read by others; run: chmod 600 {path}")]
    Open { path: PathBuf },
    #[error("{path} is damaged: {problem}; restore it from your backup")]
    Damaged { path: PathBuf, problem: String },
    #[error("there is a publication key already; use `rotate` to replace it")]
    Exists,
    #[error("the server has no key with this fingerprint")]
    Unknown,
    #[error("this key signs now; replace it first (`rotate` or `import`)")]
    InUse,
}

/// What a new key is to be.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Such as `Example PSIRT <psirt@example.com>`.
    pub name: String,
    /// Days until it ends.
    pub valid_days: u32,
    /// Days that the key before it stays listed.
    pub overlap_days: u32,
    /// 32 random bytes.
    pub seed: [u8; 32],
}

/// The folder of the keys and the hand on it; commands and the server wait for each other.
#[derive(Debug)]
pub struct Chest {
    folder: PathBuf,
    _lock: File,
}

/// Reads which keys there are. Nothing secret is touched.
///
/// # Errors
/// When the list is damaged or readable by others.
pub fn read(folder: &Path) -> Result<Ring, KeyError> {
    let path = folder.join(RING);
    if !path.exists() {
        return Ok(Ring::default());
    }
    check_mode(&path)?;
    let bytes = fs::read(&path).map_err(|source| KeyError::Io { path: path.clone(), source })?;
    serde_json::from_slice(&bytes).map_err(|error| KeyError::Damaged { path, problem: error.to_string() })
}

/// The file of a secret part.
pub(super) fn secret_path(folder: &Path, fingerprint: &str) -> PathBuf {
    folder.join(format!("publication-{fingerprint}.key"))
}

/// Refuses a file that others can read.
pub(super) fn check_mode(path: &Path) -> Result<(), KeyError> {
    let found = fs::metadata(path).map_err(|source| KeyError::Io { path: path.to_owned(), source })?;
    if found.mode() & 0o077 == 0 { Ok(()) } else { Err(KeyError::Open { path: path.to_owned() }) }
}

impl Chest {
    /// Takes the folder in hand.
    ///
    /// # Errors
    /// When there is no folder, or it cannot be written to.
    pub fn open(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join("publication.lock");
        let failed = |source| KeyError::Io { path: path.clone(), source };
        let lock = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        let lock = lock.map_err(failed)?;
        lock.lock().map_err(failed)?;
        Ok(Self { folder: folder.to_owned(), _lock: lock })
    }

    /// Which keys there are.
    ///
    /// # Errors
    /// As [`read`].
    pub fn ring(&self) -> Result<Ring, KeyError> {
        read(&self.folder)
    }

    /// Makes the first key.
    ///
    /// # Errors
    /// [`KeyError::Exists`] when there is one.
    pub fn make(&self, wish: &Wish, now: Timestamp) -> Result<Entry, KeyError> {
        if self.ring()?.find_current().is_some() {
            return Err(KeyError::Exists);
        }
        self.rotate(wish, now)
    }

    /// Makes a key that signs from now on; the one before stays listed for a while.
    ///
    /// # Errors
    /// When it cannot be made or written; then the key before goes on.
    pub fn rotate(&self, wish: &Wish, now: Timestamp) -> Result<Entry, KeyError> {
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let key = SecretKey::make(wish.seed, &wish.name, now, wish.valid_days)?;
        self.take(&key, Origin::Made, wish.overlap_days, now)
    }

    /// Takes a key that was exported elsewhere; it signs from now on.
    ///
    /// # Errors
    /// When it cannot sign by itself.
    pub fn import(&self, armored: &[u8], overlap_days: u32, now: Timestamp) -> Result<Entry, KeyError> {
        let key = SecretKey::import(armored, now)?;
        self.take(&key, Origin::Imported, overlap_days, now)
    }

    fn take(
        &self,
        key: &SecretKey,
        origin: Origin,
        overlap_days: u32,
        now: Timestamp,
    ) -> Result<Entry, KeyError> {
        let mut ring = self.ring()?;
        let public = key.public();
        let fingerprint = public.fingerprint();
        // The same key again: its owner moved its end, or it comes back into use.
        ring.keys.retain(|known| known.fingerprint != fingerprint);
        let entry = Entry {
            name: public.name().to_owned(),
            state: State::Current,
            origin,
            since: now,
            until: None,
            expires: public.expires(),
            public: public.to_armored()?,
            fingerprint,
        };
        // The secret first: a list never names a current key that cannot sign.
        write(&secret_path(&self.folder, &entry.fingerprint), key.to_armored()?.as_bytes())?;
        let before = ring.find_current().map(|key| key.fingerprint.clone());
        for key in ring.keys.iter_mut().filter(|key| key.state == State::Current) {
            let until = now.saturating_add(SignedDuration::from_hours(24 * i64::from(overlap_days)));
            (key.state, key.since, key.until) = (State::Overlap, now, until.ok());
        }
        ring.keys.insert(0, entry.clone());
        self.save(&ring)?;
        before.map_or(Ok(()), |fingerprint| self.forget_secret(&fingerprint))?;
        Ok(entry)
    }

    /// Takes a replaced key off the list at once.
    ///
    /// # Errors
    /// [`KeyError::InUse`] for the key that signs.
    pub fn retire(&self, fingerprint: &str) -> Result<Entry, KeyError> {
        let mut ring = self.ring()?;
        let wanted = fingerprint.to_lowercase();
        let at = ring.keys.iter().position(|key| key.fingerprint == wanted).ok_or(KeyError::Unknown)?;
        if ring.keys[at].state == State::Current {
            return Err(KeyError::InUse);
        }
        let entry = ring.keys.remove(at);
        self.save(&ring)?;
        self.forget_secret(&entry.fingerprint)?;
        Ok(entry)
    }

    fn forget_secret(&self, fingerprint: &str) -> Result<(), KeyError> {
        let path = secret_path(&self.folder, fingerprint);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(KeyError::Io { path, source }),
            _ => Ok(()),
        }
    }

    fn save(&self, ring: &Ring) -> Result<(), KeyError> {
        let path = self.folder.join(RING);
        let mut bytes = serde_json::to_vec_pretty(ring)
            .map_err(|error| KeyError::Damaged { path: path.clone(), problem: error.to_string() })?;
        bytes.push(b'\n');
        write(&path, &bytes)
    }
}

/// Writes a file beside its place with mode 0600, waits for the disk, and moves it there in one step.
fn write(path: &Path, bytes: &[u8]) -> Result<(), KeyError> {
    let part = path.with_extension("part");
    let work = || {
        let _ = fs::remove_file(&part);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };
    work().map_err(|source| KeyError::Io { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests;
