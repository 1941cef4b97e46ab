//! Slowing guesses down without locking anybody out.
//!
//! Failures are counted per account and lane. A lane is the network of the attempt, or a browser that has signed in
//! to this account before. So a stranger who guesses slows down nobody but their own network, and not even there
//! the browsers the owner has used.

use axum::http::HeaderMap;
use jiff::Timestamp;
use store::accounts::attempts::{self, AttemptKey, Failures};
use store::{Tx, Vault};

use crate::error::{Error, Result};
use crate::limit::Network;
use crate::web::visit::cookie;

/// The cookie by which a browser is known.
pub const KNOWN_COOKIE: &str = "tf_known";
/// A browser is known for 180 days.
pub const KNOWN_SECONDS: i64 = 180 * 86_400;

/// Failures that cost no waiting: people mistype.
const FREE: i64 = 5;
/// Longest waiting, in seconds.
const WAIT_MAX: u64 = 900;
/// After a day without failures the count begins again.
const FORGET_MICROS: i64 = 86_400_000_000;

/// Where attempts are counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lane {
    Network(Network),
    /// A browser that has signed in to the account before.
    Known(String),
}

impl Lane {
    /// The lane of an attempt on an account.
    #[must_use]
    pub fn of(headers: &HeaderMap, vault: &Vault, account: &str, network: Network) -> Self {
        let known = cookie(headers, KNOWN_COOKIE).and_then(|value| {
            let (nonce, mark) = value.split_once('.')?;
            let expected = mark_of(vault, account, nonce);
            let same: bool = subtle::ConstantTimeEq::ct_eq(mark.as_bytes(), expected.as_bytes()).into();
            (nonce.len() == 32 && same).then(|| nonce.to_owned())
        });
        known.map_or(Self::Network(network), Self::Known)
    }

    /// True for a browser that has signed in to the account before.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }

    fn source(&self) -> String {
        match self {
            Self::Network(network) => network.text(),
            Self::Known(nonce) => format!("browser {nonce}"),
        }
    }
}

/// The cookie's value for a browser that has just signed in to an account.
#[must_use]
pub fn known_value(vault: &Vault, account: &str) -> String {
    let nonce = hex::encode(vault.random::<16>());
    let mark = mark_of(vault, account, &nonce);
    format!("{nonce}.{mark}")
}

fn mark_of(vault: &Vault, account: &str, nonce: &str) -> String {
    let account = account.trim().to_lowercase();
    format!("{:016x}", vault.token("known browser", &format!("{account} {nonce}")))
}

/// What is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    Password,
    Code,
}

/// Guesses at one account from one lane.
#[derive(Debug, Clone, Copy)]
pub struct Guesses {
    key: AttemptKey,
    now: Timestamp,
}

impl Guesses {
    /// Guesses at `account` from `lane`.
    #[must_use]
    pub fn new(tx: &Tx<'_>, guess: Guess, account: &str, lane: &Lane, now: Timestamp) -> Self {
        let what = match guess {
            Guess::Password => "password",
            Guess::Code => "code",
        };
        Self { key: AttemptKey::new(tx, &format!("{what} {}", account.trim()), &lane.source()), now }
    }

    /// Refuses a guess that comes too soon.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the time to wait.
    pub fn may_go_on(self, tx: &mut Tx<'_>) -> Result<()> {
        let failures = attempts::get_failures(tx, self.key)?;
        match left(failures, self.now.as_microsecond()) {
            0 => Ok(()),
            retry_after => Err(Error::TooMany { retry_after }),
        }
    }

    /// Counts a failure; run it in a transaction that is kept.
    ///
    /// # Errors
    /// When the store refuses.
    pub fn failed(self, tx: &mut Tx<'_>) -> Result<()> {
        attempts::count_failure(tx, self.key, self.now.as_microsecond(), FORGET_MICROS)?;
        Ok(())
    }

    /// Forgets the failures after a success.
    ///
    /// # Errors
    /// When the store refuses.
    pub fn succeeded(self, tx: &mut Tx<'_>) -> Result<()> {
        Ok(attempts::clear_failures(tx, self.key)?)
    }
}

/// Seconds to wait after so many failures: none at first, then twice as long each time.
#[must_use]
pub fn delay(failures: i64) -> u64 {
    match u32::try_from(failures - FREE) {
        Ok(beyond) => 2_u64.saturating_pow(beyond + 1).min(WAIT_MAX),
        Err(_) => 0,
    }
}

fn left(failures: Failures, now: i64) -> u64 {
    let passed = u64::try_from(now.saturating_sub(failures.last_at)).unwrap_or(0) / 1_000_000;
    delay(failures.count).saturating_sub(passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_from_nothing_to_a_quarter_of_an_hour() {
        let delays: Vec<_> = [0, 4, 5, 6, 7, 10, 14, 1_000_000].map(delay).into();
        assert_eq!(delays, [0, 0, 2, 4, 8, 64, 900, 900]);
        let failures = Failures { count: 7, last_at: 1_000_000 };
        assert_eq!(left(failures, 4_000_000), 5);
        assert_eq!(left(failures, 9_000_000), 0);
    }

    #[test]
    fn a_browser_is_known_to_the_account_it_signed_in_to_and_to_no_other() {
        let keys = store::Keys::new([1; 32], [2; 32], [3; 32], [4; 32]);
        let vault = Vault::new(keys, std::sync::Arc::new(crate::clock::system_random));
        let value = known_value(&vault, "Ada@maker.example");
        let mut headers = HeaderMap::new();
        headers.insert("cookie", format!("{KNOWN_COOKIE}={value}").parse().unwrap());
        let network = Network::from(std::net::IpAddr::from([192, 0, 2, 1]));
        assert!(Lane::of(&headers, &vault, "ada@maker.example", network).is_known());
        assert!(!Lane::of(&headers, &vault, "eve@maker.example", network).is_known());
        headers.insert("cookie", format!("{KNOWN_COOKIE}={value}0").parse().unwrap());
        assert!(!Lane::of(&headers, &vault, "ada@maker.example", network).is_known());
    }
}
