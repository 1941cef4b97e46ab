//! Checkpoints: size and root of the log in a signed note (<https://c2sp.org/tlog-checkpoint>).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Hash;
use super::proof::Head;
use crate::note::{KeyName, NoteError, SignerKey, VerifierKey};

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log, by custom its address without scheme and the name of its key.
    pub origin: KeyName,
    /// Number of entries.
    pub size: u64,
    /// The root hash.
    pub root: Hash,
}

/// Why a checkpoint is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The note or its signature.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text of the note.
    #[error("the checkpoint is not written as origin, size and root hash on three lines")]
    Form,
}

impl Checkpoint {
    /// Size and root, to compare trees by.
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root }
    }

    /// The text to sign. Nothing is added after the third line.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root.as_bytes()))
    }

    /// The signed note, as served at `/log/checkpoint`.
    ///
    /// # Errors
    /// None in practice: a checkpoint always has a text that can be signed.
    pub fn sign(&self, key: &SignerKey) -> Result<String, CheckpointError> {
        Ok(key.sign_note(&self.to_text())?)
    }

    /// Reads a signed checkpoint after verifying that `key` signed it. Signatures of others are ignored.
    ///
    /// # Errors
    /// The signature does not hold, or the text is not a checkpoint.
    pub fn open(note: &str, key: &VerifierKey) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::parse_text(key.open(note)?)
    }

    /// As [`Checkpoint::open`], for a note that carries no other signature and no extension lines.
    ///
    /// # Errors
    /// As [`Checkpoint::open`], and for anything beyond the three lines and the one signature.
    pub fn open_sole(note: &str, key: &VerifierKey) -> Result<Checkpoint, CheckpointError> {
        let text = key.open_sole(note)?;
        let checkpoint = Checkpoint::parse_text(text)?;
        if checkpoint.to_text() == text { Ok(checkpoint) } else { Err(CheckpointError::Form) }
    }

    fn parse_text(text: &str) -> Result<Checkpoint, CheckpointError> {
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointError::Form);
        };
        let parsed: u64 = size.parse().map_err(|_| CheckpointError::Form)?;
        let root = STANDARD
            .decode(root)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(CheckpointError::Form)?;
        // Extension lines may follow, but no empty ones; the last piece is what stands after the final newline.
        let mut rest: Vec<_> = lines.collect();
        let ends_well = rest.pop() == Some("") && rest.iter().all(|line| !line.is_empty());
        if parsed.to_string() != size || !ends_well {
            return Err(CheckpointError::Form);
        }
        Ok(Checkpoint {
            origin: KeyName::new(origin).map_err(|_| CheckpointError::Form)?,
            size: parsed,
            root: Hash(root),
        })
    }
}
