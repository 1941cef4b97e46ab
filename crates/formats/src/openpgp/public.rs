//! The public part of a key: what is published, and what checks signatures.

use jiff::Timestamp;
use pgp::composed::{
    ArmorOptions, CleartextSignedMessage, Deserializable, DetachedSignature, PublicOrSecret, SignedPublicKey,
    SignedPublicSubKey,
};
use pgp::crypto::public_key::PublicKeyAlgorithm;
use pgp::packet::{Signature, SignatureType};
use pgp::ser::Serialize;
use pgp::types::{KeyDetails, Tag};

use super::{Problem, check_times, from_openpgp, later};

/// A key without anything secret in it.
#[derive(Debug, Clone)]
pub struct PublicKey {
    key: SignedPublicKey,
    name: String,
    expires: Option<Timestamp>,
    is_revoked: bool,
    /// Worked out once: each question costs a signature check.
    signing: Vec<Signing>,
}

/// Which part of a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Primary,
    /// The subkey at this place.
    Subkey(usize),
}

/// A part that may sign data.
#[derive(Debug, Clone)]
pub(super) struct Signing {
    pub part: Part,
    /// In lower-case hexadecimal digits.
    pub fingerprint: String,
    created: Timestamp,
    expires: Option<Timestamp>,
}

impl PublicKey {
    /// Reads an armored key; secret packets, should there be any, are dropped.
    ///
    /// # Errors
    /// When it is no single key, or nothing in it ties its name to it.
    pub fn parse(armored: &[u8]) -> Result<Self, Problem> {
        super::check_single(armored)?;
        let unreadable = |error: pgp::errors::Error| Problem::unreadable("public key", &error);
        let (keys, _) = PublicOrSecret::from_armor_many(armored).map_err(unreadable)?;
        let mut keys = keys.collect::<Result<Vec<_>, _>>().map_err(unreadable)?.into_iter();
        let key =
            keys.next().ok_or(Problem::Unreadable { expected: "public key", why: "it is empty".into() })?;
        if keys.next().is_some() {
            return Err(Problem::SeveralKeys);
        }
        Self::of(match key {
            PublicOrSecret::Public(key) => key,
            PublicOrSecret::Secret(key) => key.to_public_key(),
        })
    }

    pub(super) fn of(key: SignedPublicKey) -> Result<Self, Problem> {
        let own = newest_self_signature(&key).ok_or(Problem::NoName)?;
        let expires = later(from_openpgp(key.primary_key.created_at()), own.key_expiration_time());
        let name = key.details.users.iter().map(|user| String::from_utf8_lossy(user.id.id()).into_owned());
        let name = name.into_iter().next().unwrap_or_default();
        let revocations = key.details.revocation_signatures.iter();
        let is_revoked = revocations.clone().any(|own| own.verify_key(&key.primary_key).is_ok());
        let may_sign = own.key_flags().sign();
        let mut signing: Vec<Signing> = may_sign.then(|| primary(&key, expires)).into_iter().collect();
        signing.extend(
            (0..).zip(&key.public_subkeys).filter_map(|(at, subkey)| signing_subkey(&key, at, subkey)),
        );
        Ok(Self { key, name, expires, is_revoked, signing })
    }

    /// The fingerprint in lower-case hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hex::encode(self.key.fingerprint().as_bytes())
    }

    /// The name that the key bears, such as `Example PSIRT <psirt@example.com>`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When the key stops being valid; `None` when it never does.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        let signing = self.signing.iter().map(|part| part.expires);
        // The longest-lived part that signs, within the life of the whole.
        let parts = signing.map(|at| at.unwrap_or(Timestamp::MAX)).max();
        let ends = [self.expires, parts.filter(|at| *at < Timestamp::MAX)];
        ends.into_iter().flatten().min()
    }

    /// Whether the owner withdrew it.
    #[must_use]
    pub fn is_revoked(&self) -> bool {
        self.is_revoked
    }

    /// The key in armor, for everybody.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn to_armored(&self) -> Result<String, Problem> {
        self.key.to_armored_string(ArmorOptions::default()).map_err(Problem::other)
    }

    /// Refuses what may not sign at this time.
    ///
    /// # Errors
    /// Revoked, expired, too weak, or not meant for signing.
    pub fn check_usable(&self, now: Timestamp) -> Result<(), Problem> {
        self.signing_at(now).map(drop)
    }

    /// The part that signs: the newest subkey for it, else the primary.
    pub(super) fn signing_at(&self, now: Timestamp) -> Result<Signing, Problem> {
        if self.is_revoked() {
            return Err(Problem::Revoked);
        }
        if let Some(at) = self.expires.filter(|at| *at <= now) {
            return Err(Problem::Expired { at });
        }
        let all = &self.signing;
        let last_end = all.iter().filter_map(|part| part.expires).max();
        let valid = all.iter().filter(|part| part.expires.is_none_or(|at| at > now));
        let best = valid.max_by_key(|part| (part.part != Part::Primary, part.created)).cloned();
        match (best, last_end) {
            (Some(part), _) if self.is_strong(part.part) => Ok(part),
            (Some(_), _) => Err(Problem::Weak),
            (None, Some(at)) => Err(Problem::Expired { at }),
            (None, None) => Err(Problem::CannotSign),
        }
    }

    fn is_strong(&self, part: Part) -> bool {
        let (algorithm, length) = match part {
            Part::Primary => {
                let key = &self.key.primary_key;
                (key.algorithm(), key.public_params().write_len())
            }
            Part::Subkey(at) => match self.key.public_subkeys.get(at) {
                Some(subkey) => (subkey.key.algorithm(), subkey.key.public_params().write_len()),
                None => return false,
            },
        };
        // Modulus and exponent with two bytes of length each; the usual exponent has three bytes.
        let is_rsa = matches!(algorithm, PublicKeyAlgorithm::RSA | PublicKeyAlgorithm::RSASign);
        algorithm != PublicKeyAlgorithm::DSA && (!is_rsa || length > 2 + 256 + 2)
    }

    /// Checks an armored detached signature.
    ///
    /// # Errors
    /// When it does not hold at this time.
    pub fn verify_detached(&self, armored: &[u8], bytes: &[u8], now: Timestamp) -> Result<(), Problem> {
        let text = std::str::from_utf8(armored).map_err(|error| Problem::unreadable("signature", &error))?;
        let (signature, _) =
            DetachedSignature::from_string(text).map_err(|error| Problem::unreadable("signature", &error))?;
        self.verify(&signature.signature, bytes, now)
    }

    /// Checks a cleartext-signed message and hands out what was signed, with lines ended by a line feed.
    ///
    /// # Errors
    /// When it is none, or the signature does not hold at this time.
    pub fn open_cleartext(&self, message: &str, now: Timestamp) -> Result<String, Problem> {
        let (message, _) = CleartextSignedMessage::from_string(message)
            .map_err(|error| Problem::unreadable("signed message", &error))?;
        let text = message.signed_text();
        let checked = message.signatures().iter().map(|one| self.verify(one, text.as_bytes(), now));
        checked.reduce(Result::or).unwrap_or(Err(Problem::OtherKey))?;
        Ok(text.replace("\r\n", "\n"))
    }

    fn verify(&self, signature: &Signature, bytes: &[u8], now: Timestamp) -> Result<(), Problem> {
        if !matches!(signature.typ(), Some(SignatureType::Binary | SignatureType::Text)) {
            return Err(Problem::Wrong);
        }
        let ids = signature.issuer_key_id();
        let prints = signature.issuer_fingerprint();
        let is_named = |part: &Signing| {
            let by_print = prints.iter().any(|print| hex::encode(print.as_bytes()) == part.fingerprint);
            by_print
                || (prints.is_empty()
                    && ids.iter().any(|id| part.fingerprint.ends_with(&hex::encode(id.as_ref()))))
        };
        let part = self.signing.iter().find(|part| is_named(part)).ok_or(Problem::OtherKey)?;
        if self.is_revoked() {
            return Err(Problem::Revoked);
        }
        if let Some(at) = [self.expires, part.expires].into_iter().flatten().find(|at| *at <= now) {
            return Err(Problem::Expired { at });
        }
        check_times(signature, now)?;
        let verified = match part.part {
            Part::Primary => signature.verify(&self.key.primary_key, bytes),
            Part::Subkey(at) => match self.key.public_subkeys.get(at) {
                Some(subkey) => signature.verify(&subkey.key, bytes),
                None => return Err(Problem::OtherKey),
            },
        };
        verified.map_err(|_| Problem::Wrong)
    }
}

/// The newest statement of the owner about the key as a whole.
fn newest_self_signature(key: &SignedPublicKey) -> Option<&Signature> {
    let primary = &key.primary_key;
    let users = key.details.users.iter().flat_map(|user| {
        let own = |one: &&Signature| {
            one.is_certification() && one.verify_certification(primary, Tag::UserId, &user.id).is_ok()
        };
        user.signatures.iter().filter(own)
    });
    users.max_by_key(|one| one.created())
}

fn primary(key: &SignedPublicKey, expires: Option<Timestamp>) -> Signing {
    Signing {
        part: Part::Primary,
        fingerprint: hex::encode(key.fingerprint().as_bytes()),
        created: from_openpgp(key.primary_key.created_at()),
        expires,
    }
}

/// A subkey that the owner bound to the key for signing, and did not revoke.
fn signing_subkey(key: &SignedPublicKey, at: usize, subkey: &SignedPublicSubKey) -> Option<Signing> {
    let primary = &key.primary_key;
    let is_own = |one: &&Signature| one.verify_subkey_binding(primary, &subkey.key).is_ok();
    let of = |kind| subkey.signatures.iter().filter(move |one| one.typ() == Some(kind));
    if of(SignatureType::SubkeyRevocation).any(|one| is_own(&one)) {
        return None;
    }
    let binding = of(SignatureType::SubkeyBinding).filter(is_own).max_by_key(|one| one.created());
    let binding = binding.filter(|binding| binding.key_flags().sign())?;
    // Without its own consent anybody could claim another's subkey (RFC 9580 section 5.2.1.9).
    binding.embedded_signature()?.verify_primary_key_binding(&subkey.key, primary).ok()?;
    let created = from_openpgp(subkey.key.created_at());
    Some(Signing {
        part: Part::Subkey(at),
        fingerprint: hex::encode(subkey.key.fingerprint().as_bytes()),
        created,
        expires: later(created, binding.key_expiration_time()),
    })
}
