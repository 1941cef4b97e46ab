//! Attachments: sealed files that are durable before any row speaks of them.
//!
//! A blob has a random name and a key of its own, which the row that speaks of it keeps sealed. It is written in
//! chunks of 64 KiB with the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over
//! XChaCha20-Poly1305, so a changed, missing, repeated or reordered chunk and a cut end are all found by the reader.
//! Invariant: when [`BlobWriter::finish`] has answered, the bytes are durable under their final name: on the disk,
//! or acknowledged by the bucket that several servers share.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use aead_stream::{DecryptorBE32, EncryptorBE32, NewStream, StreamBE32};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::seal::{CaseKey, Vault};

mod bucket;

use bucket::Bucket;
pub use bucket::BucketOptions;

/// Plain bytes per chunk.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const NONCE: usize = 19;
const LAYOUT: u8 = 1;

/// Where sealed files are kept.
#[derive(Clone, Default)]
pub enum Place {
    /// In the folder `blobs` of the data folder.
    #[default]
    Folder,
    /// In a bucket; the folder holds what is still being received.
    Bucket(Box<BucketOptions>),
}

/// The sealed files.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
    bucket: Option<Arc<Bucket>>,
}

/// A blob that is durable. A row has to keep its name and its key, or it is an orphan.
#[derive(Debug)]
pub struct FinishedBlob {
    /// The name of the file: 32 hexadecimal digits.
    pub name: String,
    /// The key that opens it.
    pub key: CaseKey,
    /// Plain bytes.
    pub size: u64,
    /// SHA-256 of the plain bytes.
    pub sha256: [u8; 32],
}

impl Blobs {
    /// Opens the folder, making it when it is not there, and the bucket if there is one.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be made, [`Error::Unavailable`] when the bucket's address is none.
    pub fn open_place(folder: &Path, place: &Place) -> Result<Self> {
        let tmp = folder.join("tmp");
        fs::create_dir_all(&tmp).map_err(Error::io("create", &tmp))?;
        let bucket = match place {
            Place::Folder => None,
            Place::Bucket(options) => Some(Arc::new(Bucket::open(options)?)),
        };
        Ok(Blobs { folder: folder.to_owned(), bucket })
    }

    /// Begins a new blob.
    ///
    /// # Errors
    /// [`Error::DiskFull`] or [`Error::Io`].
    pub fn create(&self, vault: &Vault) -> Result<BlobWriter> {
        let name = hex::encode(vault.random::<16>());
        let nonce: [u8; NONCE] = vault.random();
        let key = CaseKey::random(vault);
        let path = self.folder.join("tmp").join(&name);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(Error::io("create", &path))?;
        file.write_all(&[&[LAYOUT], nonce.as_slice()].concat()).map_err(Error::io("write", &path))?;
        let stream = EncryptorBE32::from_stream_primitive(stream(&key, &nonce));
        Ok(BlobWriter {
            file,
            temporary: Some(path),
            target: self.path(&name)?,
            bucket: self.bucket.clone(),
            finished: FinishedBlob { name, key, size: 0, sha256: [0; 32] },
            stream: Some(stream),
            digest: Sha256::new(),
            buffer: Vec::with_capacity(CHUNK + TAG),
        })
    }

    /// Begins to read a blob.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the file is not there.
    pub fn open(&self, name: &str, key: &CaseKey) -> Result<BlobReader> {
        let mut file = BufReader::with_capacity(CHUNK + TAG, self.source(name)?);
        let mut header = [0; 1 + NONCE];
        file.read_exact(&mut header).map_err(|_| TAMPERED)?;
        let (layout, nonce) = header.split_first().ok_or(TAMPERED)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| TAMPERED)?;
        if *layout != LAYOUT {
            return Err(TAMPERED);
        }
        let stream = DecryptorBE32::from_stream_primitive(stream(key, &nonce));
        Ok(BlobReader {
            file,
            name: name.to_owned(),
            state: Reading::More(stream),
            plain: Vec::new(),
            read: 0,
        })
    }

    /// The sealed bytes of a blob.
    fn source(&self, name: &str) -> Result<Box<dyn Read + Send>> {
        let path = self.path(name)?;
        if let Some(bucket) = &self.bucket {
            return bucket.get(name);
        }
        let file = File::open(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::NotFound { what: "file" },
            _ => Error::io("open", &path)(error),
        })?;
        Ok(Box::new(file))
    }

    /// Deletes a blob; one that is not there is no error.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::Unavailable`].
    pub fn delete(&self, name: &str) -> Result<()> {
        let path = self.path(name)?;
        if let Some(bucket) = &self.bucket {
            return bucket.delete(name);
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("delete", &path)(error)),
            _ => Ok(()),
        }
    }

    /// Whether the file is there.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the name is not one of a blob, [`Error::Unavailable`].
    pub fn exists(&self, name: &str) -> Result<bool> {
        let path = self.path(name)?;
        self.bucket.as_ref().map_or_else(|| Ok(path.exists()), |bucket| bucket.exists(name))
    }

    /// Whether a bucket answers; a folder always does.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Refused`].
    pub fn check_ready(&self) -> Result<()> {
        let nobody = "0".repeat(32);
        self.bucket.as_ref().map_or(Ok(()), |bucket| bucket.exists(&nobody).map(drop))
    }

    /// Names of the blobs written before `moment` (microseconds since 1970 in UTC).
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::Unavailable`].
    pub fn list_older_than(&self, moment: i64) -> Result<Vec<String>> {
        if let Some(bucket) = &self.bucket {
            return bucket.list_older_than(moment);
        }
        let mut names = Vec::new();
        for shelf in entries(&self.folder)? {
            if shelf.file_name().is_some_and(|name| name == "tmp") || !shelf.is_dir() {
                continue;
            }
            names.extend(older_names(&shelf, moment)?);
        }
        names.sort();
        Ok(names)
    }

    /// Deletes what interrupted uploads left behind before `moment`; answers how many.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn delete_leftovers(&self, moment: i64) -> Result<usize> {
        let tmp = self.folder.join("tmp");
        let names = older_names(&tmp, moment)?;
        for name in &names {
            let path = tmp.join(name);
            fs::remove_file(&path).map_err(Error::io("delete", &path))?;
        }
        Ok(names.len())
    }

    /// `ab/abcdef..`: shelves keep folders small.
    fn path(&self, name: &str) -> Result<PathBuf> {
        if name.len() != 32 || !name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(Error::Malformed { what: "name of a file" });
        }
        Ok(self.folder.join(&name[..2]).join(name))
    }
}

const TAMPERED: Error = Error::Tampered { table: "blobs", column: "content" };

fn stream(key: &CaseKey, nonce: &[u8; NONCE]) -> StreamBE32<XChaCha20Poly1305> {
    StreamBE32::from_aead(XChaCha20Poly1305::new(&Key::from(*key.bytes())), &(*nonce).into())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(Error::io("list", folder))
}

fn older_names(folder: &Path, moment: i64) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for path in entries(folder)? {
        let modified =
            fs::metadata(&path).and_then(|data| data.modified()).map_err(Error::io("read", &path))?;
        let age = modified.duration_since(UNIX_EPOCH).map_or(0, |age| age.as_micros());
        if i128::try_from(age).is_ok_and(|age| age < i128::from(moment))
            && let Some(name) = path.file_name().and_then(|name| name.to_str())
        {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// Makes names in a folder durable.
fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::io("sync", folder))
}

/// Seals what is written into it. Dropped before [`BlobWriter::finish`], it leaves nothing.
pub struct BlobWriter {
    file: File,
    temporary: Option<PathBuf>,
    target: PathBuf,
    bucket: Option<Arc<Bucket>>,
    finished: FinishedBlob,
    stream: Option<EncryptorBE32<XChaCha20Poly1305>>,
    digest: Sha256,
    buffer: Vec<u8>,
}

impl BlobWriter {
    /// Plain bytes written so far.
    pub fn size(&self) -> u64 {
        self.finished.size
    }

    /// Writes the last chunk and makes file and name durable.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Io`] or [`Error::Unavailable`]; then nothing is left.
    pub fn finish(mut self) -> Result<FinishedBlob> {
        let stream = self.stream.take().ok_or(TAMPERED)?;
        let name = self.finished.name.clone();
        stream.encrypt_last_in_place(name.as_bytes(), &mut self.buffer).map_err(|_| TAMPERED)?;
        let temporary = self.temporary.clone().ok_or(TAMPERED)?;
        self.file.write_all(&self.buffer).map_err(Error::io("write", &temporary))?;
        match &self.bucket {
            // What was received so far is deleted with the writer.
            Some(bucket) => bucket.put(&name, &temporary)?,
            None => self.keep(&temporary)?,
        }
        Ok(FinishedBlob {
            name,
            key: self.finished.key.clone(),
            size: self.finished.size,
            sha256: std::mem::take(&mut self.digest).finalize().into(),
        })
    }

    /// Makes the file durable under its final name in the folder.
    fn keep(&mut self, temporary: &Path) -> Result<()> {
        self.file.sync_all().map_err(Error::io("sync", temporary))?;
        let shelf = self.target.parent().ok_or(TAMPERED)?.to_owned();
        if !shelf.exists() {
            fs::create_dir_all(&shelf).map_err(Error::io("create", &shelf))?;
            shelf.parent().map_or(Ok(()), sync_folder)?;
        }
        fs::rename(temporary, &self.target).map_err(Error::io("rename", temporary))?;
        self.temporary = None;
        sync_folder(&shelf)
    }

    fn seal_chunk(&mut self) -> io::Result<()> {
        let Some(stream) = &mut self.stream else { return Err(io::ErrorKind::WriteZero.into()) };
        stream
            .encrypt_next_in_place(self.finished.name.as_bytes(), &mut self.buffer)
            .map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.file.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

impl Write for BlobWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed only when more follows: the last one is sealed as such.
        if self.buffer.len() == CHUNK && !bytes.is_empty() {
            self.seal_chunk()?;
        }
        let taken = bytes.len().min(CHUNK - self.buffer.len());
        let (now, _) = bytes.split_at(taken);
        self.buffer.extend_from_slice(now);
        self.digest.update(now);
        self.finished.size += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for BlobWriter {
    fn drop(&mut self) {
        if let Some(path) = &self.temporary {
            // Left behind, it is found by `delete_leftovers`.
            let _ = fs::remove_file(path);
        }
    }
}

/// Opens a blob chunk by chunk. Bytes it has given are authentic; the whole is complete when it reports the end.
pub struct BlobReader {
    file: BufReader<Box<dyn Read + Send>>,
    name: String,
    state: Reading,
    plain: Vec<u8>,
    read: usize,
}

enum Reading {
    More(DecryptorBE32<XChaCha20Poly1305>),
    Complete,
    /// It stays damaged: reading on must not look like the end.
    Damaged,
}

impl BlobReader {
    fn open_chunk(&mut self) -> io::Result<()> {
        let tampered = || io::Error::new(io::ErrorKind::InvalidData, "the file was changed");
        self.plain.clear();
        self.read = 0;
        let Reading::More(mut stream) = std::mem::replace(&mut self.state, Reading::Damaged) else {
            return Err(tampered());
        };
        let mut chunk = std::mem::take(&mut self.plain);
        Read::by_ref(&mut self.file).take((CHUNK + TAG) as u64).read_to_end(&mut chunk)?;
        let name = self.name.as_bytes();
        self.state = if self.file.fill_buf()?.is_empty() {
            stream.decrypt_last_in_place(name, &mut chunk).map_err(|_| tampered())?;
            Reading::Complete
        } else {
            stream.decrypt_next_in_place(name, &mut chunk).map_err(|_| tampered())?;
            Reading::More(stream)
        };
        self.plain = chunk;
        Ok(())
    }
}

impl Read for BlobReader {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if self.read == self.plain.len() && !target.is_empty() && !matches!(self.state, Reading::Complete) {
            self.open_chunk()?;
        }
        let ready = &self.plain[self.read..];
        let count = ready.len().min(target.len());
        target[..count].copy_from_slice(&ready[..count]);
        self.read += count;
        Ok(count)
    }
}
