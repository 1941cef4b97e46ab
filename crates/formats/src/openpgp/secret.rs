//! The secret part of a key: made or imported, and what it signs.

use jiff::Timestamp;
use pgp::composed::{
    ArmorOptions, CleartextSignedMessage, DetachedSignature, PublicOrSecret, SignedKeyDetails,
    SignedSecretKey,
};
use pgp::crypto::hash::HashAlgorithm;
use pgp::crypto::public_key::PublicKeyAlgorithm;
use pgp::crypto::{ed25519, eddsa_legacy};
use pgp::packet::{
    self, Features, KeyFlags, PubKeyInner, SignatureConfig, SignatureType, Subpacket, SubpacketData, UserId,
};
use pgp::types::{
    Duration, KeyDetails, KeyVersion, Password, PlainSecretParams, PublicParams, SecretParams, SignedUser,
    SigningKey, Tag,
};

use super::public::Part;
use super::{Problem, PublicKey, to_openpgp};

/// What signatures and self-signatures are made over.
const HASH: HashAlgorithm = HashAlgorithm::Sha512;

/// A key that signs. It is wiped from memory when dropped, and shows its fingerprint alone when printed.
pub struct SecretKey {
    key: SignedSecretKey,
    public: PublicKey,
    signs: Part,
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretKey").field("fingerprint", &self.public.fingerprint()).finish_non_exhaustive()
    }
}

impl SecretKey {
    /// Makes an Ed25519 key (version 4, which every OpenPGP program reads) from 32 random bytes. The same bytes, name
    /// and times make the same key.
    ///
    /// # Errors
    /// When the name or the times do not fit into a key.
    pub fn make(seed: [u8; 32], name: &str, created: Timestamp, valid_days: u32) -> Result<Self, Problem> {
        let secret =
            ed25519::SecretKey::try_from_bytes(seed, ed25519::Mode::EdDSALegacy).map_err(Problem::other)?;
        let public = PublicParams::EdDSALegacy((&secret).into());
        let inner = PubKeyInner::new(
            KeyVersion::V4,
            PublicKeyAlgorithm::EdDSALegacy,
            to_openpgp(created)?,
            None,
            public,
        );
        let public = packet::PublicKey::from_inner(inner.map_err(Problem::other)?).map_err(Problem::other)?;
        let secret = PlainSecretParams::EdDSALegacy(eddsa_legacy::SecretKey::Ed25519(secret));
        let key = packet::SecretKey::new(public, SecretParams::Plain(secret)).map_err(Problem::other)?;
        let user = name_it(&key, name, created, valid_days)?;
        let details = SignedKeyDetails::new(Vec::new(), Vec::new(), vec![user], Vec::new());
        Self::of(SignedSecretKey::new(key, details, Vec::new(), Vec::new()), created)
    }

    /// Takes a key that was exported elsewhere.
    ///
    /// # Errors
    /// When it is no single secret key without a passphrase that may sign now; see [`Problem`].
    pub fn import(armored: &[u8], now: Timestamp) -> Result<Self, Problem> {
        super::check_single(armored)?;
        let unreadable = |error: pgp::errors::Error| Problem::unreadable("secret key", &error);
        let (keys, _) = PublicOrSecret::from_reader_many(armored).map_err(unreadable)?;
        let mut keys = keys.collect::<Result<Vec<_>, _>>().map_err(unreadable)?.into_iter();
        let first =
            keys.next().ok_or(Problem::Unreadable { expected: "secret key", why: "it is empty".into() })?;
        if keys.next().is_some() {
            return Err(Problem::SeveralKeys);
        }
        match first {
            PublicOrSecret::Public(_) => Err(Problem::PublicOnly),
            PublicOrSecret::Secret(key) => Self::of(key, now),
        }
    }

    fn of(key: SignedSecretKey, now: Timestamp) -> Result<Self, Problem> {
        let public = PublicKey::of(key.to_public_key())?;
        let signing = public.signing_at(now)?;
        // Places in the public key: subkeys without a secret come first.
        let signs = match signing.part {
            Part::Primary => Part::Primary,
            Part::Subkey(at) => match at.checked_sub(key.public_subkeys.len()) {
                Some(at) => Part::Subkey(at),
                None => return Err(Problem::CannotSign),
            },
        };
        let params = match signs {
            Part::Primary => Some(key.primary_key.secret_params()),
            Part::Subkey(at) => key.secret_subkeys.get(at).map(|subkey| subkey.key.secret_params()),
        };
        if params.ok_or(Problem::CannotSign)?.is_encrypted() {
            return Err(Problem::Locked);
        }
        Ok(Self { key, public, signs })
    }

    /// The part for everybody.
    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The whole key in armor, for its file alone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn to_armored(&self) -> Result<String, Problem> {
        self.key.to_armored_string(ArmorOptions::default()).map_err(Problem::other)
    }

    /// An armored detached signature over bytes.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn sign_detached(&self, bytes: &[u8], at: Timestamp) -> Result<String, Problem> {
        let signature = match self.signs {
            Part::Primary => sign(&self.key.primary_key, bytes, at)?,
            Part::Subkey(place) => sign(self.subkey(place)?, bytes, at)?,
        };
        DetachedSignature::new(signature).to_armored_string(ArmorOptions::default()).map_err(Problem::other)
    }

    /// A text with its signature around it (RFC 9580 section 7).
    ///
    /// # Errors
    /// When the library refuses.
    pub fn sign_cleartext(&self, text: &str, at: Timestamp) -> Result<String, Problem> {
        // The end of the last line belongs to the frame, not to what is signed.
        let text = text.strip_suffix('\n').unwrap_or(text);
        let message = match self.signs {
            Part::Primary => cleartext(&self.key.primary_key, text, at)?,
            Part::Subkey(place) => cleartext(self.subkey(place)?, text, at)?,
        };
        message.to_armored_string(ArmorOptions::default()).map_err(Problem::other)
    }

    fn subkey(&self, place: usize) -> Result<&packet::SecretSubkey, Problem> {
        self.key.secret_subkeys.get(place).map(|subkey| &subkey.key).ok_or(Problem::CannotSign)
    }
}

/// Ties the name to the key and says what it is for and until when.
fn name_it(
    key: &packet::SecretKey,
    name: &str,
    created: Timestamp,
    valid_days: u32,
) -> Result<SignedUser, Problem> {
    let id = UserId::from_str(pgp::types::PacketHeaderVersion::New, name).map_err(Problem::other)?;
    let mut flags = KeyFlags::default();
    flags.set_certify(true);
    flags.set_sign(true);
    let mut features = Features::default();
    features.set_seipd_v1(true);
    let seconds = valid_days.checked_mul(86_400).ok_or_else(|| Problem::Other("too many days".to_owned()))?;
    let mut config = SignatureConfig::v4(SignatureType::CertPositive, key.algorithm(), HASH);
    let said = [
        SubpacketData::SignatureCreationTime(to_openpgp(created)?),
        SubpacketData::IssuerFingerprint(key.fingerprint()),
        SubpacketData::KeyFlags(flags),
        SubpacketData::KeyExpirationTime(Duration::from_secs(seconds)),
        SubpacketData::Features(features),
        SubpacketData::PreferredHashAlgorithms(
            [HashAlgorithm::Sha512, HashAlgorithm::Sha256].into_iter().collect(),
        ),
        SubpacketData::IsPrimary(true),
    ];
    config.hashed_subpackets =
        said.into_iter().map(Subpacket::regular).collect::<Result<_, _>>().map_err(Problem::other)?;
    let issuer =
        Subpacket::regular(SubpacketData::IssuerKeyId(key.legacy_key_id())).map_err(Problem::other)?;
    config.unhashed_subpackets = vec![issuer];
    let signature = config
        .sign_certification(key, key.public_key(), &Password::empty(), Tag::UserId, &id)
        .map_err(Problem::other)?;
    Ok(SignedUser::new(id, vec![signature]))
}

fn config(key: &impl SigningKey, kind: SignatureType, at: Timestamp) -> Result<SignatureConfig, Problem> {
    let mut config = SignatureConfig::v4(kind, key.algorithm(), HASH);
    let made = Subpacket::regular(SubpacketData::SignatureCreationTime(to_openpgp(at)?));
    let by = Subpacket::regular(SubpacketData::IssuerFingerprint(key.fingerprint()));
    config.hashed_subpackets = vec![made.map_err(Problem::other)?, by.map_err(Problem::other)?];
    let id = Subpacket::regular(SubpacketData::IssuerKeyId(key.legacy_key_id())).map_err(Problem::other)?;
    config.unhashed_subpackets = vec![id];
    Ok(config)
}

fn sign(key: &impl SigningKey, bytes: &[u8], at: Timestamp) -> Result<packet::Signature, Problem> {
    config(key, SignatureType::Binary, at)?.sign(key, &Password::empty(), bytes).map_err(Problem::other)
}

fn cleartext(key: &impl SigningKey, text: &str, at: Timestamp) -> Result<CleartextSignedMessage, Problem> {
    let config = config(key, SignatureType::Text, at)?;
    CleartextSignedMessage::new(text, config, key, &Password::empty()).map_err(Problem::other)
}
