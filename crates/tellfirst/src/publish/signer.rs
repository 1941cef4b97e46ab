//! Signing what is published. This is the only place that reads the secret part of the publication key, and the
//! module is private to publication: pages, API and commands cannot name it.
//!
//! Invariant: the same bytes under the same key have one signature, made once and kept, so that a set made twice is
//! the same. Signatures are kept in `signatures/` in the data folder, by fingerprint and digest.

use std::fs;
use std::path::PathBuf;

use formats::csaf::provider::OpenPgpKey;
use formats::openpgp::SecretKey;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::keys::{self, Chest, Level, OVERLAP_DAYS, Origin, Ring, VALID_DAYS, Watched, Wish};
use super::release;
use crate::app::App;
use crate::clock::system_random;
use crate::error::{Error, Result};

/// What signs a public set, and the keys that verify it.
pub struct Signer {
    ring: Ring,
    /// `None` when the current key has ended: then nothing is signed, and nothing claims to be.
    secret: Option<SecretKey>,
    kept: PathBuf,
    now: Timestamp,
}

impl Signer {
    /// Takes the key in hand. Makes one at the first publication of all, and replaces a key of its own making 30
    /// days before its end.
    ///
    /// # Errors
    /// When the key files are damaged or readable by others.
    pub fn open(app: &App) -> Result<Self> {
        let folder = app.store.folder().join("keys");
        let now = app.now();
        let ring = tended(app, &folder).map_err(Error::internal)?;
        let level = Watched::of(&ring, now).level;
        let usable = ring.find_current().filter(|_| level != Level::Over);
        let secret = usable.map(|key| read_secret(&folder, &key.fingerprint, now)).transpose()?;
        Ok(Self { ring, secret, kept: app.store.folder().join("signatures"), now })
    }

    /// Whether anything can be signed.
    pub fn signs(&self) -> bool {
        self.secret.is_some()
    }

    /// The keys that verify, the current one first.
    pub fn keys(&self) -> impl Iterator<Item = (OpenPgpKey, &str)> {
        let key = |entry: &keys::Entry| OpenPgpKey { fingerprint: entry.fingerprint.clone() };
        self.ring.list_at(self.now).map(move |entry| (key(entry), entry.public.as_str()))
    }

    /// When the keys changed last.
    pub fn changed(&self) -> Timestamp {
        self.ring.keys.iter().map(|key| key.since).max().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The armored detached signature over a document; `None` when nothing is signed.
    ///
    /// # Errors
    /// When it can be neither made nor kept.
    pub fn detached(&self, bytes: &[u8]) -> Result<Option<Vec<u8>>> {
        self.once(bytes, "asc", |secret, at| secret.sign_detached(bytes, at))
    }

    /// A text with its signature around it; the text itself when nothing is signed.
    ///
    /// # Errors
    /// As [`Signer::detached`].
    pub fn cleartext(&self, text: &str) -> Result<Vec<u8>> {
        let signed = self.once(text.as_bytes(), "txt", |secret, at| secret.sign_cleartext(text, at))?;
        Ok(signed.unwrap_or_else(|| text.as_bytes().to_vec()))
    }

    fn once(
        &self,
        bytes: &[u8],
        kind: &str,
        sign: impl FnOnce(&SecretKey, Timestamp) -> std::result::Result<String, formats::openpgp::Problem>,
    ) -> Result<Option<Vec<u8>>> {
        let Some(secret) = &self.secret else { return Ok(None) };
        let folder = self.kept.join(secret.public().fingerprint());
        let path = folder.join(format!("{}.{kind}", hex::encode(Sha256::digest(bytes))));
        if let Ok(kept) = fs::read(&path) {
            return Ok(Some(kept));
        }
        // Not before the key itself was made: the clocks of two servers may differ.
        let begin = self.ring.find_current().filter(|key| key.origin == Origin::Made).map(|key| key.since);
        let at = begin.map_or(self.now, |begin| begin.max(self.now));
        let signature = sign(secret, at).map_err(Error::internal)?.into_bytes();
        fs::create_dir_all(&folder).map_err(|e| release::failed("make", &folder, &e))?;
        let part = path.with_extension("part");
        release::write_file(&part, &signature)?;
        fs::rename(&part, &path).map_err(|e| release::failed("move", &path, &e))?;
        Ok(Some(signature))
    }
}

fn read_secret(folder: &std::path::Path, fingerprint: &str, now: Timestamp) -> Result<SecretKey> {
    let path = keys::secret_path(folder, fingerprint);
    keys::check_mode(&path).map_err(Error::internal)?;
    let armored = fs::read(&path).map_err(|e| release::failed("read", &path, &e))?;
    // A server whose clock is behind still reads its own key.
    SecretKey::import(&armored, now)
        .map_err(|problem| Error::internal(format!("{}: {problem}", path.display())))
}

fn tended(app: &App, folder: &std::path::Path) -> std::result::Result<Ring, keys::KeyError> {
    let now = app.now();
    let chest = Chest::open(folder)?;
    let ring = chest.ring()?;
    let is_own = ring.find_current().is_none_or(|key| key.origin == Origin::Made);
    let is_due = Watched::of(&ring, now).level >= Level::Near;
    if !(is_own && is_due) {
        return Ok(ring);
    }
    let mut seed = [0; 32];
    system_random(&mut seed);
    let wish = Wish { name: name(app), valid_days: VALID_DAYS, overlap_days: OVERLAP_DAYS, seed };
    let entry = chest.rotate(&wish, now)?;
    tracing::info!(fingerprint = %entry.fingerprint, "a new publication key signs from now on");
    chest.ring()
}

/// The name that a key made here bears: the publisher's, with the address for reports.
pub(super) fn name(app: &App) -> String {
    let program = app.program();
    let brands = program.program.brands.iter();
    let mails = brands.flat_map(|brand| &brand.contacts).filter(|contact| {
        contact.kind == domain::program::ContactKind::Email
            && contact.audience == domain::program::Audience::Researcher
    });
    let publisher = program.program.csaf.name.replace(['<', '>', '\n'], " ");
    match mails.map(|contact| contact.address.as_str()).next() {
        Some(mail) => format!("{publisher} <{mail}>"),
        None => publisher,
    }
}
