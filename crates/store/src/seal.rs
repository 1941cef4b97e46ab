//! Content at rest is authenticated ciphertext: what is stolen shows lengths, and what is moved or changed does
//! not open.
//!
//! Each case, and each reporter's identity, has a data key of its own; the data key is stored wrapped by the
//! instance key, which lives outside the database. Deleting the wrapped key is deleting the content. The cipher is
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a random nonce; the table, the column and the row are bound in.

mod keys;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

pub use keys::{Keys, create_keys, load_keys};

use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::params;
use crate::random::SharedRandom;

/// The first byte of everything sealed: cipher and layout.
const LAYOUT: u8 = 1;
const NONCE: usize = 24;

/// Where a sealed value lives. It opens there and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The id of the row.
    pub row: i64,
    /// The second part of the key, where the key has two parts.
    pub part: i64,
}

impl Place {
    /// A cell of a row with one id.
    pub fn new(table: &'static str, column: &'static str, row: i64) -> Self {
        Place { table, column, row, part: 0 }
    }

    /// A cell of a row whose key has a second part.
    pub fn part(self, part: i64) -> Self {
        Place { part, ..self }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend_from_slice(b"tellfirst sealed 1");
        for name in [self.table, self.column] {
            bytes.extend_from_slice(&(name.len() as u64).to_be_bytes());
            bytes.extend_from_slice(name.as_bytes());
        }
        bytes.extend_from_slice(&self.row.to_be_bytes());
        bytes.extend_from_slice(&self.part.to_be_bytes());
        bytes
    }
}

/// Whose data key seals a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A case with its reports, messages, notes and files.
    Case(CaseId),
    /// The identity of the reporter of one report of a case, erased separately.
    Reporter(CaseId, i64),
    /// The server itself: accounts, settings, work that belongs to no case.
    Instance,
}

impl Owner {
    fn row(self) -> (&'static str, i64, i64) {
        match self {
            Owner::Case(case) => ("case", case.0, 0),
            Owner::Reporter(case, report) => ("reporter", case.0, report),
            Owner::Instance => ("instance", 0, 0),
        }
    }

    fn place(self) -> Place {
        let (kind, row, part) = self.row();
        Place { table: "data_keys", column: kind, row, part }
    }
}

/// A data key. It is wiped from memory when dropped and never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct CaseKey([u8; 32]);

impl std::fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseKey(..)")
    }
}

impl CaseKey {
    /// A new key.
    pub fn random(vault: &Vault) -> Self {
        CaseKey(vault.random())
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Result<Self> {
        <[u8; 32]>::try_from(bytes).map(CaseKey).map_err(|_| Error::Malformed { what: "data key" })
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The keys of this server and its source of chance.
pub struct Vault {
    keys: Keys,
    /// Seals data keys.
    wrapping: CaseKey,
    /// The keyed digest for the blind index, ready to take a text: half of the work of HMAC is the key.
    index: Hmac<Sha256>,
    random: SharedRandom,
}

impl Vault {
    /// Puts the keys and the random source together.
    pub fn new(keys: Keys, random: SharedRandom) -> Self {
        let wrapping = CaseKey(digest(mac(keys.sealing()), &[b"tellfirst data keys"]));
        let index = mac(keys.index());
        Vault { keys, wrapping, index, random }
    }

    /// The keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }

    /// Seals `plaintext` for one place.
    ///
    /// # Errors
    /// [`Error::Malformed`] when it is beyond the cipher's limit of 256 GiB.
    pub fn seal(&self, key: &CaseKey, place: Place, plaintext: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = self.random();
        let cipher = XChaCha20Poly1305::new(&Key::from(key.0));
        let payload = Payload { msg: plaintext, aad: &place.bytes() };
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::Malformed { what: "content (too long to seal)" })?;
        Ok([&[LAYOUT], nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for this place with this key.
    ///
    /// # Errors
    /// [`Error::Tampered`] when it was changed, comes from another place, or belongs to another key.
    pub fn open(&self, key: &CaseKey, place: Place, sealed: &[u8]) -> Result<Vec<u8>> {
        let tampered = || Error::Tampered { table: place.table, column: place.column };
        let (layout, rest) = sealed.split_first().ok_or_else(tampered)?;
        if *layout != LAYOUT {
            return Err(tampered());
        }
        let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or_else(tampered)?;
        let cipher = XChaCha20Poly1305::new(&Key::from(key.0));
        cipher
            .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: &place.bytes() })
            .map_err(|_| tampered())
    }

    /// A keyed digest of a small text, for looking things up without storing them: HMAC-SHA-256 (RFC 2104) over
    /// kind and text, cut to 63 bits.
    pub fn token(&self, kind: &str, text: &str) -> i64 {
        let digest = digest(self.index.clone(), &[kind.as_bytes(), b"\0", text.as_bytes()]);
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        i64::from_be_bytes(first) & i64::MAX
    }

    fn instance_key(&self) -> CaseKey {
        CaseKey(digest(mac(self.keys.sealing()), &[b"tellfirst instance data"]))
    }
}

/// HMAC-SHA-256 with a key.
fn mac(key: &[u8; 32]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    Hmac::<Sha256>::new_from_slice(key).expect("a key of 32 bytes")
}

fn digest(mut mac: Hmac<Sha256>, parts: &[&[u8]]) -> [u8; 32] {
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// Makes the data key of an owner that has none yet.
///
/// # Errors
/// [`Error::Unique`] when there is one already.
pub fn create_key(tx: &mut Tx<'_>, owner: Owner) -> Result<CaseKey> {
    let key = CaseKey::random(tx.vault());
    let row = wrapped(tx.vault(), owner, &key)?;
    tx.insert_many(KEYS, "", [row])?;
    tx.cache_key(owner, &key);
    Ok(key)
}

/// The columns of a row, in the order of [`wrapped`].
pub(crate) const KEYS: &str = "data_keys (owner_kind, owner_id, owner_part, wrapped)";

/// The row of a data key.
pub(crate) fn wrapped(
    vault: &Vault,
    owner: Owner,
    key: &CaseKey,
) -> Result<[crate::engine::Value<'static>; 4]> {
    let wrapped = vault.seal(&vault.wrapping, owner.place(), &key.0)?;
    let (kind, id, part) = owner.row();
    Ok([kind.into(), id.into(), part.into(), wrapped.into()])
}

/// The data key of an owner.
///
/// # Errors
/// [`Error::Erased`] when it was deleted.
pub fn get_key(tx: &mut Tx<'_>, owner: Owner) -> Result<CaseKey> {
    if owner == Owner::Instance {
        return Ok(tx.vault().instance_key());
    }
    if let Some(key) = tx.cached_key(owner) {
        return Ok(key);
    }
    let (kind, id, part) = owner.row();
    let sql = "select wrapped from data_keys where owner_kind = $1 and owner_id = $2 and owner_part = $3";
    let wrapped = tx.query_one(sql, params![kind, id, part], |row| row.blob(0))?.ok_or(Error::Erased)?;
    let key = unwrap_key(tx.vault(), owner, &wrapped)?;
    tx.cache_key(owner, &key);
    Ok(key)
}

/// Opens a wrapped key that a query brought along.
pub(crate) fn unwrap_key(vault: &Vault, owner: Owner, wrapped: &[u8]) -> Result<CaseKey> {
    let mut bytes = vault.open(&vault.wrapping, owner.place(), wrapped)?;
    let key = CaseKey::from_slice(&bytes);
    bytes.zeroize();
    key
}

/// Deletes the data key of an owner, and with it everything it seals. After the commit,
/// [`crate::Engine::purge_erased`] removes what the write-ahead log still holds.
///
/// # Errors
/// When the engine refuses.
pub fn erase(tx: &mut Tx<'_>, owner: Owner) -> Result<()> {
    let (kind, id, part) = owner.row();
    let sql = "delete from data_keys where owner_kind = $1 and owner_id = $2 and owner_part = $3";
    tx.execute(sql, params![kind, id, part])?;
    tx.forget_key(owner);
    Ok(())
}

impl Tx<'_> {
    /// Seals `plaintext` with the owner's key.
    ///
    /// # Errors
    /// [`Error::Erased`] when the owner has no key.
    pub fn seal(&mut self, owner: Owner, place: Place, plaintext: &[u8]) -> Result<Vec<u8>> {
        let key = get_key(self, owner)?;
        self.vault().seal(&key, place, plaintext)
    }

    /// Opens what [`Tx::seal`] sealed.
    ///
    /// # Errors
    /// [`Error::Erased`] when the owner's key was deleted, [`Error::Tampered`] when the content is not authentic.
    pub fn open(&mut self, owner: Owner, place: Place, sealed: &[u8]) -> Result<Vec<u8>> {
        let key = get_key(self, owner)?;
        self.vault().open(&key, place, sealed)
    }

    /// Opens a text.
    ///
    /// # Errors
    /// As [`Tx::open`]; [`Error::Malformed`] when it is not UTF-8.
    pub fn open_text(&mut self, owner: Owner, place: Place, sealed: &[u8]) -> Result<String> {
        String::from_utf8(self.open(owner, place, sealed)?)
            .map_err(|_| Error::Malformed { what: "sealed text" })
    }
}
