//! What CVE Services answer. Invariant: what is passed on of their words is bounded.

use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::CveId;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use ureq::Body;
use ureq::http::Response;

use super::{Trouble, bytes_of, refused};

/// The longest words of theirs that are kept, in characters.
const WORDS_MAX: usize = 500;

/// A good answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub body: Value,
    remaining: Option<i64>,
}

/// An id of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserved {
    pub id: CveId,
    /// The account that asked for it.
    pub user: String,
    /// The organisation that owns it.
    pub org: String,
    pub at: Option<Timestamp>,
}

/// How an id stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdState {
    Reserved,
    Published,
    Rejected,
}

/// How many ids there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Ids that may be reserved at a time.
    pub of: i64,
    /// Ids that can still be reserved.
    pub available: i64,
}

/// The last known quota of this server.
#[derive(Debug, Default)]
pub struct LastQuota(Mutex<Known>);

#[derive(Debug, Default, Clone, Copy)]
struct Known {
    quota: Option<(Quota, Timestamp)>,
    asked_at: Option<Timestamp>,
}

impl LastQuota {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known, and since when.
    #[must_use]
    pub fn get(&self) -> Option<(Quota, Timestamp)> {
        self.known().quota
    }

    /// Takes an answer.
    pub fn put(&self, quota: Quota, at: Timestamp) {
        self.known().quota = Some((quota, at));
    }

    /// Takes what came with the answer to a reservation.
    pub fn note(&self, available: i64, at: Timestamp) {
        let mut known = self.known();
        let of = known.quota.map_or(available, |(quota, _)| quota.of.max(available));
        known.quota = Some((Quota { of, available }, at));
    }

    /// Whether somebody asked within this time; if not, the caller is about to.
    #[must_use]
    pub fn asked_within(&self, age: SignedDuration, now: Timestamp) -> bool {
        let mut known = self.known();
        let is_fresh = known.asked_at.is_some_and(|at| now.duration_since(at) < age);
        if !is_fresh {
            known.asked_at = Some(now);
        }
        is_fresh
    }
}

/// Sorts an answer into good, later and refused.
pub(super) fn read(mut response: Response<Body>) -> Result<Answer, Trouble> {
    let status = response.status().as_u16();
    let header = response.headers().get("CVE-API-REMAINING-QUOTA");
    let remaining = header.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let bytes = bytes_of(&mut response)?;
    let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    match status {
        // 206: some ids of those that were asked for; we ask for one.
        200 | 206 if !body.is_null() => Ok(Answer { body, remaining }),
        200..=299 => Err(Trouble::Later(format!("CVE Services answered {status} without JSON"))),
        408 | 425 | 429 | 500..=599 => Err(Trouble::Later(format!("CVE Services answered {status}"))),
        _ => Err(refusal(status, &body)),
    }
}

fn refusal(status: u16, body: &Value) -> Trouble {
    let code = body.get("error").and_then(Value::as_str).map_or_else(|| status.to_string(), str::to_owned);
    let message = body.get("message").and_then(Value::as_str).unwrap_or_default();
    let details = [body.pointer("/details/errors"), body.get("details").filter(|details| details.is_array())];
    let details = details.into_iter().flatten().filter_map(Value::as_array).flatten();
    let details = details.filter_map(|one| {
        let words = ["message", "msg"].into_iter().find_map(|name| one.get(name)?.as_str())?;
        let place = ["instancePath", "param"].into_iter().find_map(|name| one.get(name)?.as_str());
        Some(format!("{} {words}", place.unwrap_or_default()).trim().to_owned())
    });
    let parts: Vec<String> =
        [message.to_owned()].into_iter().chain(details).filter(|p| !p.is_empty()).collect();
    let text: String = parts.join("; ").chars().filter(|c| !c.is_control()).take(WORDS_MAX).collect();
    let code: String = code.chars().filter(|c| !c.is_control()).take(60).collect();
    refused(&code, &text)
}

impl Answer {
    pub(super) fn reserved(&self) -> Vec<Reserved> {
        let list = self.body.get("cve_ids").and_then(Value::as_array);
        list.into_iter().flatten().filter_map(one_reserved).collect()
    }

    pub(super) fn has_next_page(&self) -> bool {
        self.body.get("nextPage").is_some_and(Value::is_number)
    }

    pub(super) fn remaining_quota(&self) -> Option<i64> {
        self.remaining.or_else(|| self.body.pointer("/meta/remaining_quota")?.as_i64())
    }

    pub(super) fn id_state(&self) -> Option<IdState> {
        match self.body.get("state")?.as_str()? {
            "RESERVED" => Some(IdState::Reserved),
            "PUBLISHED" => Some(IdState::Published),
            "REJECTED" => Some(IdState::Rejected),
            _ => None,
        }
    }

    pub(super) fn quota(&self) -> Option<Quota> {
        let number = |name: &str| self.body.get(name)?.as_i64();
        Some(Quota { of: number("id_quota")?, available: number("available")? })
    }
}

fn one_reserved(value: &Value) -> Option<Reserved> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let user = value.pointer("/requested_by/user").and_then(Value::as_str).unwrap_or_default();
    Some(Reserved {
        id: CveId::try_from(text("cve_id")?).ok()?,
        user: user.to_owned(),
        org: text("owning_cna").unwrap_or_default(),
        at: text("reserved").and_then(|at| at.parse().ok()),
    })
}
