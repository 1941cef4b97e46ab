//! Passwords: what may be one, how it is kept, and how many are checked at the same time.
//!
//! Argon2id with 19 MiB and two passes (RFC 9106; OWASP password storage cheat sheet). An account that does not
//! exist is checked against a hash that nothing fits, so that the answer takes as long as for one that does.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use store::Vault;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::throttle::Lane;
use crate::error::{Error, Result};

/// Shortest password, in characters.
pub const LENGTH_MIN: usize = 12;
/// Longest password, in characters.
pub const LENGTH_MAX: usize = 512;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// The hash of nobody: a salt and zeros, which no password leads to.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$dGVsbGZpcnN0LW5vYm9keQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The most common passwords that are long enough, as parts of lists of leaked ones.
const COMMON: [&str; 24] = [
    "123123123123",
    "123456123456",
    "1234567890123",
    "123456789012",
    "abcdefghijkl",
    "adminadminadmin",
    "administrator",
    "administrator1",
    "changemechangeme",
    "iloveyouiloveyou",
    "letmeinletmein",
    "password12345",
    "password1234",
    "password123456",
    "passwordpassword",
    "passw0rdpassw0rd",
    "qwerty123456",
    "qwertyqwerty",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopasdf",
    "welcome12345",
    "welcomewelcome",
    "tellfirsttellfirst",
];

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    TooShort,
    TooLong,
    /// It is the name or the address, or little more.
    Personal,
    Common,
}

impl Weakness {
    /// The key of the sentence that says what to do.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::TooShort => "accounts-password-too-short",
            Self::TooLong => "accounts-password-too-long",
            Self::Personal => "accounts-password-personal",
            Self::Common => "accounts-password-common",
        }
    }
}

/// Judges a new password. There are no rules of composition: length is what counts (NIST SP 800-63B, 3.1.1.2).
///
/// # Errors
/// Why it is not accepted.
pub fn judge(password: &str, name: &str, email: &str) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < LENGTH_MIN {
        return Err(Weakness::TooShort);
    }
    if length > LENGTH_MAX {
        return Err(Weakness::TooLong);
    }
    let folded = password.to_lowercase();
    let local = email.split('@').next().unwrap_or_default();
    let personal = [name, email, local].into_iter().any(|part| is_little_more_than(&folded, part));
    if personal {
        return Err(Weakness::Personal);
    }
    let first = folded.chars().next();
    let is_one_letter = folded.chars().all(|c| Some(c) == first);
    if is_one_letter || COMMON.contains(&folded.as_str()) { Err(Weakness::Common) } else { Ok(()) }
}

/// True when taking the part away leaves fewer than four characters.
fn is_little_more_than(folded: &str, part: &str) -> bool {
    let part = part.trim().to_lowercase();
    part.chars().count() > 2 && folded.replace(&part, "").chars().count() < 4
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What the store keeps of a password: a PHC string.
///
/// # Errors
/// Never with these parameters; the library may fail in principle.
pub fn hash(vault: &Vault, password: &str) -> Result<String> {
    let salt: [u8; 16] = vault.random();
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(Error::internal)?;
    Ok(hash.to_string())
}

/// Whether a password fits what is kept. Without anything kept it takes as long and answers no.
#[must_use]
pub fn verify(kept: Option<&str>, password: &str) -> bool {
    let hash = kept.unwrap_or(NOBODY);
    let fits = argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), hash).is_ok());
    fits & kept.is_some()
}

/// How long a stranger waits for their turn.
const PATIENCE: Duration = Duration::from_secs(8);

/// The places at the check of passwords. Browsers that have signed in before have a place of their own, so that
/// strangers cannot keep them waiting.
#[derive(Debug)]
pub struct Places {
    strangers: Semaphore,
    known: Semaphore,
}

impl Default for Places {
    fn default() -> Self {
        Self { strangers: Semaphore::new(2), known: Semaphore::new(2) }
    }
}

impl Places {
    /// Waits for a place.
    ///
    /// # Errors
    /// [`Error::TooMany`] when too many wait already.
    pub async fn take(&self, lane: &Lane) -> Result<SemaphorePermit<'_>> {
        let places = if lane.is_known() { &self.known } else { &self.strangers };
        match tokio::time::timeout(PATIENCE, places.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Error::TooMany { retry_after: 30 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_password_is_enough_and_an_obvious_one_is_not() {
        let judge = |password: &str| judge(password, "Ada Lovelace", "ada.lovelace@maker.example");
        assert_eq!(judge("correct horse battery"), Ok(()));
        assert_eq!(judge("aäöü aäöü 12"), Ok(()), "characters count, not bytes");
        assert_eq!(judge("short"), Err(Weakness::TooShort));
        assert_eq!(judge(&"x1".repeat(257)), Err(Weakness::TooLong));
        assert_eq!(judge("ada.lovelace@maker.example"), Err(Weakness::Personal));
        assert_eq!(judge("Ada Lovelace99"), Err(Weakness::Personal));
        assert_eq!(judge("PasswordPassword"), Err(Weakness::Common));
        assert_eq!(judge("aaaaaaaaaaaaaaaa"), Err(Weakness::Common));
    }

    #[test]
    fn nobodys_hash_costs_what_every_other_hash_costs_and_fits_nothing() {
        let keys = store::Keys::new([1; 32], [2; 32], [3; 32], [4; 32]);
        let vault = Vault::new(keys, std::sync::Arc::new(crate::clock::system_random));
        let kept = hash(&vault, "correct horse battery").unwrap();
        let parameters = |phc: &str| phc.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        let lengths = |phc: &str| phc.split('$').map(str::len).collect::<Vec<_>>();
        assert_eq!(parameters(&kept), parameters(NOBODY));
        assert_eq!(lengths(&kept), lengths(NOBODY));
        assert!(verify(Some(&kept), "correct horse battery"));
        assert!(!verify(Some(&kept), "correct horse batterz"));
        assert!(!verify(None, "correct horse battery"));
        // The library reads nobody's hash: the work is really done, not refused at once.
        let error = argon2().unwrap().verify_password(b"x", NOBODY).unwrap_err();
        assert_eq!(error, argon2::password_hash::Error::PasswordInvalid);
    }
}
