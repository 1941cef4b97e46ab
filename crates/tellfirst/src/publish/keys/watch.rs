//! How long the publication key is still good for: what pages, logs and probes may know of it.

use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;

use super::Ring;

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// More than 90 days, or no end at all.
    Fine,
    /// 90 days or less: plan its successor.
    Soon,
    /// 30 days or less: replace it now. Keys made here are replaced by the server at this point.
    Near,
    /// There is no key, or it has ended: nothing is signed any more.
    Over,
}

/// The key that signs, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    pub fingerprint: Option<String>,
    pub expires: Option<Timestamp>,
    /// Whole days until then.
    pub days: Option<i64>,
    pub level: Level,
}

impl Watched {
    /// How the keys stand at a moment.
    #[must_use]
    pub fn of(ring: &Ring, now: Timestamp) -> Self {
        let Some(key) = ring.find_current() else {
            return Self { fingerprint: None, expires: None, days: None, level: Level::Over };
        };
        let left = key.expires.map(|end| end.duration_since(now));
        let days = left.map(|left| left.as_secs().div_euclid(86_400));
        let level = match days {
            Some(..0) => Level::Over,
            Some(0..=30) => Level::Near,
            Some(31..=90) => Level::Soon,
            Some(_) | None => Level::Fine,
        };
        Self { fingerprint: Some(key.fingerprint.clone()), expires: key.expires, days, level }
    }

    /// A sentence for the log and for probes; none while all is well.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        match (self.level, self.days) {
            (Level::Fine, _) => None,
            (Level::Over, Some(_)) => {
                Some("publication key: expired; new documents are not signed".to_owned())
            }
            (Level::Over, None) => Some("publication key: none; new documents are not signed".to_owned()),
            (_, days) => Some(format!("publication key: expires in {} days", days.unwrap_or_default())),
        }
    }
}

/// What was seen last; the publication job writes, everybody may read.
#[derive(Debug, Default)]
pub struct Watch(RwLock<Option<Watched>>);

impl Watch {
    /// How the key stood when it was last looked at; `None` before the first look.
    #[must_use]
    pub fn last(&self) -> Option<Watched> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes it; answers whether it got worse or is another key.
    pub fn note(&self, seen: Watched) -> bool {
        let mut last = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let is_news = last.as_ref().is_none_or(|last| {
            last.level != seen.level || last.fingerprint != seen.fingerprint || last.days != seen.days
        });
        *last = Some(seen);
        is_news
    }
}
