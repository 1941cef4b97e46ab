//! OpenPGP (RFC 4880, RFC 9580) as far as a publisher needs it: a key of its own, detached signatures over documents,
//! cleartext signatures over security.txt, and checking both.
//!
//! Invariants: a [`PublicKey`] holds no secret packets, whatever it was made from; a [`SecretKey`] never prints its
//! secret. Chance and time are handed in. Web of trust and encryption are left to others.

mod public;
mod secret;

#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};
use pgp::packet::Signature;

pub use public::PublicKey;
pub use secret::SecretKey;

/// Why a key cannot be used, or a signature does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not OpenPGP at all, or damaged.
    #[error("this is no armored OpenPGP {expected}: {why}")]
    Unreadable {
        /// What was looked for.
        expected: &'static str,
        /// What the parser says.
        why: String,
    },
    /// More than one key in a file.
    #[error("there is more than one key in this file; export the one that is to sign")]
    SeveralKeys,
    /// The public part alone.
    #[error("this is the public part only; export the secret key (gpg --armor --export-secret-keys)")]
    PublicOnly,
    /// Locked.
    #[error(
        "the key is protected by a passphrase; a server that signs by itself needs a copy without one (gpg --edit-key, \
         passwd), kept for this purpose alone"
    )]
    Locked,
    /// No part of the key is meant for signing.
    #[error("no part of this key may sign data; add a signing subkey or export the one that has it")]
    CannotSign,
    /// Nothing ties name and key together.
    #[error("the key has no name with a valid signature of its own")]
    NoName,
    /// Withdrawn by its owner.
    #[error("the key was revoked by its owner; make or import another one")]
    Revoked,
    /// Past its end.
    #[error("the key expired at {at}; extend it or make another one")]
    Expired {
        /// When.
        at: Timestamp,
    },
    /// Too easily broken.
    #[error("the key is too weak: RSA needs 2048 bits or more, and DSA is not taken")]
    Weak,
    /// Made by another key.
    #[error("the signature was made by another key")]
    OtherKey,
    /// Altered, or made for something else.
    #[error("the signature does not belong to these bytes")]
    Wrong,
    /// Not valid at this time.
    #[error("the signature is not valid at this time: {why}")]
    NotNow {
        /// What the times say.
        why: String,
    },
    /// The library refused.
    #[error("OpenPGP: {0}")]
    Other(String),
}

impl Problem {
    fn unreadable(expected: &'static str, error: &impl std::fmt::Display) -> Self {
        Self::Unreadable { expected, why: error.to_string() }
    }

    fn other(error: impl std::fmt::Display) -> Self {
        Self::Other(error.to_string())
    }
}

/// The parser stops after the first block of armor and would pass over a second one in silence.
fn check_single(armored: &[u8]) -> Result<(), Problem> {
    const BEGIN: &[u8] = b"-----BEGIN PGP";
    let blocks = armored.windows(BEGIN.len()).filter(|window| *window == BEGIN).count();
    if blocks > 1 { Err(Problem::SeveralKeys) } else { Ok(()) }
}

/// OpenPGP counts seconds from 1970 in 32 bits.
fn to_openpgp(at: Timestamp) -> Result<pgp::types::Timestamp, Problem> {
    let seconds = u32::try_from(at.as_second()).map_err(Problem::other)?;
    Ok(pgp::types::Timestamp::from_secs(seconds))
}

fn from_openpgp(at: pgp::types::Timestamp) -> Timestamp {
    Timestamp::from_second(i64::from(at.as_secs())).unwrap_or(Timestamp::MAX)
}

/// A moment some seconds later; zero seconds mean "never" (RFC 9580 section 5.2.3.13).
fn later(at: Timestamp, by: Option<pgp::types::Duration>) -> Option<Timestamp> {
    let seconds = i64::from(by?.as_secs());
    (seconds > 0).then(|| at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX))
}

/// Whether the times of a signature fit.
fn check_times(signature: &Signature, now: Timestamp) -> Result<(), Problem> {
    /// Clocks differ a little.
    const SKEW: SignedDuration = SignedDuration::from_mins(5);
    let not_now = |why: String| Err(Problem::NotNow { why });
    let Some(made) = signature.created().map(from_openpgp) else {
        return not_now("it does not say when it was made".to_owned());
    };
    if made.duration_since(now) > SKEW {
        return not_now(format!("it was made at {made}, which is still to come"));
    }
    match later(made, signature.signature_expiration_time()) {
        Some(end) if end <= now => not_now(format!("it expired at {end}")),
        _ => Ok(()),
    }
}
