//! The key files. They are made once, at the first start, and never overwritten; the server refuses to start when
//! others than its own user can read them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::{Error, Result};
use crate::random::Random;

const FILES: [&str; 4] = ["sealing.key", "index.key", "signing.key", "cookie.key"];

/// The secrets of one server (or of all servers that share a database). Wiped from memory when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Keys {
    sealing: [u8; 32],
    index: [u8; 32],
    signing: [u8; 32],
    cookie: [u8; 32],
}

impl Keys {
    /// Takes four keys of 32 bytes: for sealing, for the word index, the Ed25519 seed, for cookies and forms.
    pub fn new(sealing: [u8; 32], index: [u8; 32], signing: [u8; 32], cookie: [u8; 32]) -> Self {
        Keys { sealing, index, signing, cookie }
    }

    /// The seed of the Ed25519 key that signs receipts, letters and checkpoints (RFC 8032, section 5.1.5).
    pub fn signing_seed(&self) -> &[u8; 32] {
        &self.signing
    }

    /// The secret behind cookies and form tokens.
    pub fn cookie_secret(&self) -> &[u8; 32] {
        &self.cookie
    }

    pub(super) fn sealing(&self) -> &[u8; 32] {
        &self.sealing
    }

    pub(super) fn index(&self) -> &[u8; 32] {
        &self.index
    }
}

/// Makes the folder (mode 0700) and the key files (mode 0600) of a new server. They are written next to the folder
/// and appear all at once, so a start that is cut short leaves no half set.
///
/// # Errors
/// [`Error::Keys`] when there is something in the folder, [`Error::Io`] when a file cannot be written.
pub fn create_keys(folder: &Path, random: &dyn Random) -> Result<Keys> {
    if folder.exists() {
        // Removes an empty folder only.
        fs::remove_dir(folder)
            .map_err(|_| keys_error(folder, "is already there, and keys are never overwritten"))?;
    }
    let part = folder.with_extension("new");
    if part.exists() {
        fs::remove_dir_all(&part).map_err(Error::io("clear", &part))?;
    }
    DirBuilder::new().recursive(true).mode(0o700).create(&part).map_err(Error::io("create", &part))?;
    for name in FILES {
        let mut secret = [0; 32];
        random.fill(&mut secret);
        write_key(&part.join(name), &secret)?;
        secret.zeroize();
    }
    sync(&part)?;
    fs::rename(&part, folder).map_err(Error::io("rename", &part))?;
    folder.parent().map_or(Ok(()), sync)?;
    load_keys(folder)
}

fn sync(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::io("sync", folder))
}

/// Reads the key files.
///
/// # Errors
/// [`Error::Keys`] when one is missing, malformed, or readable by others; the text says what to do.
pub fn load_keys(folder: &Path) -> Result<Keys> {
    check_mode(folder, "chmod 700")?;
    let read = |name: &str| read_key(&folder.join(name));
    Ok(Keys::new(read(FILES[0])?, read(FILES[1])?, read(FILES[2])?, read(FILES[3])?))
}

fn write_key(path: &Path, secret: &[u8; 32]) -> Result<()> {
    let mut text = hex::encode(secret);
    text.push('\n');
    let written =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
    text.zeroize();
    written.map_err(Error::io("write", path))
}

fn read_key(path: &Path) -> Result<[u8; 32]> {
    check_mode(path, "chmod 600")?;
    let mut text = fs::read_to_string(path).map_err(Error::io("read", path))?;
    let mut secret = [0; 32];
    let decoded = hex::decode_to_slice(text.trim(), &mut secret);
    text.zeroize();
    decoded.map_err(|_| {
        keys_error(path, "is not a key: 64 hexadecimal digits are expected; restore it from your backup")
    })?;
    Ok(secret)
}

fn check_mode(path: &Path, remedy: &str) -> Result<()> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => keys_error(
            path,
            "is missing; without it sealed content cannot be read: restore it from your backup",
        ),
        _ => keys_error(path, "cannot be read"),
    })?;
    if metadata.mode() & 0o077 != 0 {
        let problem = format!("can be read by others; run: {remedy} {}", path.display());
        return Err(keys_error(path, &problem));
    }
    Ok(())
}

fn keys_error(path: &Path, problem: &str) -> Error {
    Error::Keys { path: path.to_owned(), problem: problem.to_owned() }
}
