//! C2SP signed notes with Ed25519: a text, a blank line, and signature lines.
//!
//! Only the signature type 0x01 of <https://c2sp.org/signed-note> is made and verified; signatures by keys one does not
//! know are ignored, as the specification asks. The text of a note is handed out only after its signature is verified.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// The signature type byte of plain Ed25519.
const ED25519: u8 = 0x01;
const SECRET_PREFIX: &str = "PRIVATE+KEY+";
const DASH: &str = "\u{2014} ";
/// The longest note looked at; a checkpoint with a signature has about 250 bytes.
const MAX_NOTE: usize = 64 * 1024;
const MAX_SIGNATURES: usize = 64;

/// What is wrong with a key or a note.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// Empty, or with a space, a plus or a control character.
    #[error("the key name is empty or contains a space, a plus sign or a control character")]
    Name,
    /// Not `name+hash+base64`.
    #[error("the key is not written as NAME+HASH+KEY")]
    KeyForm,
    /// Not the secret text form.
    #[error("the private key is not written as PRIVATE+KEY+NAME+HASH+KEY")]
    SecretForm,
    /// The hash in the key text does not belong to name and key.
    #[error("the hash in the key text does not belong to its name and key; part of it may be missing")]
    KeyHash,
    /// The key bytes are no acceptable Ed25519 key.
    #[error("the key is not an acceptable Ed25519 public key")]
    Key,
    /// The text cannot be signed.
    #[error("the text of a note must end in a newline and hold no other control characters")]
    Text,
    /// The note as a whole is not well formed.
    #[error("this is not a signed note: {0}")]
    Form(&'static str),
    /// No signature by the key asked for.
    #[error("the note is not signed by {0}")]
    Unsigned(String),
    /// A signature by the key asked for that does not verify.
    #[error("the signature by {0} does not belong to this text")]
    Signature(String),
}

/// The name of a key: a URL without scheme is recommended, such as `security.example.com/log`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Checks a name.
    ///
    /// # Errors
    /// [`NoteError::Name`] for an empty name or one with spaces, plus signs or control characters.
    pub fn new(name: &str) -> Result<KeyName, NoteError> {
        let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if name.is_empty() || name.len() > 255 || name.chars().any(bad) {
            return Err(NoteError::Name);
        }
        Ok(KeyName(name.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A named private key. Its text form is never shown; [`fmt::Debug`] prints the public part.
#[derive(Clone)]
pub struct SignerKey {
    secret: SigningKey,
    public: VerifierKey,
}

impl SignerKey {
    /// A key from 32 secret random bytes.
    pub fn new(name: KeyName, seed: &[u8; 32]) -> SignerKey {
        let secret = SigningKey::from_bytes(seed);
        let public = VerifierKey::from_parts(name, secret.verifying_key());
        SignerKey { secret, public }
    }

    /// Reads the secret text form of the common note tools, `PRIVATE+KEY+name+hash+base64`.
    ///
    /// # Errors
    /// The text has another form, or its hash does not belong to name and key.
    pub fn parse_secret(text: &str) -> Result<SignerKey, NoteError> {
        let rest = text.strip_prefix(SECRET_PREFIX).ok_or(NoteError::SecretForm)?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::SecretForm);
        };
        let bytes = STANDARD.decode(key).map_err(|_| NoteError::SecretForm)?;
        let seed = match bytes.split_first() {
            Some((&ED25519, seed)) => seed.try_into().map_err(|_| NoteError::SecretForm)?,
            _ => return Err(NoteError::SecretForm),
        };
        let key = SignerKey::new(KeyName::new(name)?, seed);
        if hex::encode(key.public.id) == hash { Ok(key) } else { Err(NoteError::KeyHash) }
    }

    /// The secret text form, for a key file that only the server can read.
    pub fn to_secret_text(&self) -> String {
        let mut bytes = vec![ED25519];
        bytes.extend_from_slice(self.secret.as_bytes());
        let name = &self.public.name;
        format!("{SECRET_PREFIX}{name}+{}+{}", hex::encode(self.public.id), STANDARD.encode(bytes))
    }

    /// The public key that belongs to it.
    pub fn verifier(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs raw bytes. The caller sees to it that the bytes cannot be taken for a note or for another kind of document.
    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    /// A whole signed note over `text`.
    ///
    /// # Errors
    /// [`NoteError::Text`] if the text does not end in a newline or holds control characters.
    pub fn sign_note(&self, text: &str) -> Result<String, NoteError> {
        check_text(text)?;
        let mut bytes = self.public.id.to_vec();
        bytes.extend_from_slice(&self.sign_bytes(text.as_bytes()));
        Ok(format!("{text}\n{DASH}{} {}\n", self.public.name, STANDARD.encode(bytes)))
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({})", self.public)
    }
}

/// A named public key, written `name+hash+base64`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    name: KeyName,
    id: [u8; 4],
    key: VerifyingKey,
}

impl VerifierKey {
    /// Reads the text form.
    ///
    /// # Errors
    /// The text is not `name+hash+base64`, the hash does not fit, or the key is weak or no Ed25519 key.
    pub fn parse(text: &str) -> Result<VerifierKey, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::KeyForm);
        };
        let name = KeyName::new(name)?;
        let bytes = STANDARD.decode(key).map_err(|_| NoteError::KeyForm)?;
        let raw = match bytes.split_first() {
            Some((&ED25519, raw)) => raw.try_into().map_err(|_| NoteError::Key)?,
            _ => return Err(NoteError::Key),
        };
        let key = VerifyingKey::from_bytes(raw).map_err(|_| NoteError::Key)?;
        if key.is_weak() {
            return Err(NoteError::Key);
        }
        let key = VerifierKey::from_parts(name, key);
        if hex::encode(key.id) != hash { Err(NoteError::KeyHash) } else { Ok(key) }
    }

    fn from_parts(name: KeyName, key: VerifyingKey) -> VerifierKey {
        let id = key_id(&name, &key);
        VerifierKey { name, id, key }
    }

    /// The same key under another name.
    #[must_use]
    pub fn renamed(&self, name: KeyName) -> VerifierKey {
        VerifierKey::from_parts(name, self.key)
    }

    /// Whether both are the same key, by whatever name.
    pub fn is_same_key(&self, other: &VerifierKey) -> bool {
        self.key == other.key
    }

    /// The name of the key.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The 32 bytes of the key.
    pub fn public_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether `signature` is one of this key over exactly these bytes (RFC 8032, strict: one signature, one form).
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.key.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }

    /// Opens a note: its text, if this key has signed it.
    ///
    /// # Errors
    /// The note is malformed, this key has not signed it, or its signature does not verify.
    pub fn open<'n>(&self, note: &'n str) -> Result<&'n str, NoteError> {
        let parts = split(note)?;
        let own = |line: &&SignatureLine<'_>| line.name == self.name.as_str() && line.id == self.id;
        let line =
            parts.signatures.iter().find(own).ok_or_else(|| NoteError::Unsigned(self.name.to_string()))?;
        let wrong = || NoteError::Signature(self.name.to_string());
        let signature = line.signature.as_slice().try_into().map_err(|_| wrong())?;
        if self.verifies(parts.text.as_bytes(), signature) { Ok(parts.text) } else { Err(wrong()) }
    }

    /// Opens a note that carries this key's signature and no other, so that no byte of it is left unproved.
    ///
    /// # Errors
    /// As [`VerifierKey::open`], and when there is more than one signature.
    pub fn open_sole<'n>(&self, note: &'n str) -> Result<&'n str, NoteError> {
        if split(note)?.signatures.len() != 1 {
            return Err(NoteError::Form("it carries more than one signature"));
        }
        self.open(note)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![ED25519];
        bytes.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id), STANDARD.encode(bytes))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<VerifierKey, NoteError> {
        VerifierKey::parse(text)
    }
}

impl Serialize for VerifierKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifierKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<VerifierKey, D::Error> {
        VerifierKey::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

fn key_id(name: &KeyName, key: &VerifyingKey) -> [u8; 4] {
    let mut hash = Sha256::new();
    hash.update(name.as_str());
    hash.update([b'\n', ED25519]);
    hash.update(key.as_bytes());
    let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
    [a, b, c, d]
}

struct SignatureLine<'n> {
    name: &'n str,
    id: [u8; 4],
    signature: Vec<u8>,
}

struct Parts<'n> {
    text: &'n str,
    signatures: Vec<SignatureLine<'n>>,
}

fn check_text(text: &str) -> Result<(), NoteError> {
    let fits = text.ends_with('\n') && text.chars().all(|c| c == '\n' || c >= ' ');
    if fits { Ok(()) } else { Err(NoteError::Text) }
}

/// Splits a note at its last blank line.
fn split(note: &str) -> Result<Parts<'_>, NoteError> {
    if note.len() > MAX_NOTE {
        return Err(NoteError::Form("it is too long"));
    }
    let at = note.rfind("\n\n").ok_or(NoteError::Form("there is no blank line before the signatures"))?;
    let (text, rest) = note.split_at(at + 1);
    check_text(text)?;
    let lines = rest[1..].strip_suffix('\n').ok_or(NoteError::Form("it does not end in a newline"))?;
    let signatures = lines.split('\n').map(signature_line).collect::<Result<Vec<_>, _>>()?;
    if signatures.len() > MAX_SIGNATURES {
        return Err(NoteError::Form("it carries too many signatures"));
    }
    Ok(Parts { text, signatures })
}

fn signature_line(line: &str) -> Result<SignatureLine<'_>, NoteError> {
    let malformed = NoteError::Form("a signature line is malformed");
    let (name, encoded) =
        line.strip_prefix(DASH).and_then(|rest| rest.split_once(' ')).ok_or_else(|| malformed.clone())?;
    KeyName::new(name).map_err(|_| malformed.clone())?;
    let bytes = STANDARD.decode(encoded).map_err(|_| malformed.clone())?;
    let (id, signature) = bytes.split_first_chunk::<4>().ok_or(malformed)?;
    Ok(SignatureLine { name, id: *id, signature: signature.to_vec() })
}
