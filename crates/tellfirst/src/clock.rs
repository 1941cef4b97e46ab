//! Time and chance as parameters: the only places where the real ones are read.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Where the server takes the time from.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that tests and the demo set by hand; it can also run on from where it was set.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that stands at a moment.
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self(Mutex::new(moment))
    }

    /// Moves it.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.saturating_add(by).unwrap_or(Timestamp::MAX);
    }

    /// Sets it.
    pub fn set(&self, moment: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = moment;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The machine's clock, held at past moments while the demo tells the history of its cases.
#[derive(Debug, Clone, Default)]
pub struct SeedClock(Arc<Mutex<Option<Timestamp>>>);

impl SeedClock {
    /// Holds it at a moment.
    pub fn set(&self, moment: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(moment);
    }

    /// Lets it show the real time from now on.
    pub fn run(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The real time, whatever it shows.
    #[must_use]
    pub fn real(&self) -> Timestamp {
        SystemClock.now()
    }
}

impl Clock for SeedClock {
    fn now(&self) -> Timestamp {
        let held = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.unwrap_or_else(|| self.real())
    }
}

/// The operating system's generator of random bytes.
///
/// A system that cannot give random bytes cannot run a server: the process stops rather than go on with weak keys.
pub fn system_random(target: &mut [u8]) {
    if getrandom::fill(target).is_err() {
        std::process::abort();
    }
}
