//! The history of each case: append-only, sealed, and chained by hash, so that a changed, removed or reordered row
//! is found.
//!
//! The hash of an event is SHA-256 over the hash before it, the columns in the clear (each with its length), and
//! the SHA-256 of the sealed payload. It can therefore be checked without any key, and after a crypto-erase.

use sha2::{Digest, Sha256};

use crate::engine::{Row, Tx, Value};
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::params;
use crate::seal::{CaseKey, Owner, Place, Vault, get_key};

/// An event as the domain decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// When, in microseconds since 1970 in UTC.
    pub at: i64,
    /// `user`, `reporter`, `system`, ...
    pub actor_kind: String,
    /// Which one; an id, never a name or an address.
    pub actor_id: String,
    /// The kind of event; stands in the clear.
    pub kind: String,
    /// The event as JSON; stored sealed.
    pub payload: Vec<u8>,
}

/// An event as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its position in the case, from 1.
    pub seq: i64,
    /// When, in microseconds since 1970 in UTC.
    pub at: i64,
    /// `user`, `reporter`, `system`, ...
    pub actor_kind: String,
    /// Which one.
    pub actor_id: String,
    /// The kind of event.
    pub kind: String,
    /// The opened payload.
    pub payload: Vec<u8>,
    /// The hash of this event.
    pub hash: [u8; 32],
}

/// What is wrong in a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFault {
    /// The case.
    pub case: CaseId,
    /// The first position that does not fit; one more than the last event when the end is missing.
    pub seq: i64,
}

/// Appends events to a case that has `expected_version` events now; answers the new version.
///
/// # Errors
/// [`Error::Stale`] when the case has another number of events: load it and decide again.
pub fn append(tx: &mut Tx<'_>, case: CaseId, expected_version: i64, events: &[NewEvent]) -> Result<i64> {
    let sql = "select version, head from cases where id = $1";
    let (version, mut head) = tx
        .query_one(sql, params![case], |row| Ok((row.int(0)?, row.digest(1)?)))?
        .ok_or(Error::NotFound { what: "case" })?;
    if version != expected_version {
        return Err(Error::Stale { what: "case" });
    }
    let key = get_key(tx, Owner::Case(case))?;
    let mut seq = version;
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        seq += 1;
        let link = link(tx.vault(), &key, case, (seq, &head), event)?;
        head = link.hash;
        rows.push(link.values(case, event));
    }
    tx.insert_many(INTO, "", rows)?;
    let sql = "update cases set version = $3, head = $4 where id = $1 and version = $2";
    match tx.execute(sql, params![case, version, seq, &head])? {
        1 => Ok(seq),
        _ => Err(Error::Stale { what: "case" }),
    }
}

/// The columns of a row, in the order of [`Link::values`].
pub(crate) const INTO: &str =
    "events (case_id, seq, at, actor_kind, actor_id, kind, payload, prev_hash, hash)";

/// An event in its chain.
pub(crate) struct Link {
    seq: i64,
    sealed: Vec<u8>,
    before: [u8; 32],
    pub(crate) hash: [u8; 32],
}

/// Seals an event and hangs it on the one before: its position, and the hash of the event before it.
pub(crate) fn link(
    vault: &Vault,
    key: &CaseKey,
    case: CaseId,
    (seq, before): (i64, &[u8; 32]),
    event: &NewEvent,
) -> Result<Link> {
    let sealed = vault.seal(key, place(case, seq), &event.payload)?;
    let hash = hash(before, case, seq, event, &sealed);
    Ok(Link { seq, sealed, before: *before, hash })
}

impl Link {
    pub(crate) fn values<'v>(self, case: CaseId, event: &'v NewEvent) -> [Value<'v>; 9] {
        [
            case.into(),
            self.seq.into(),
            event.at.into(),
            event.actor_kind.as_str().into(),
            event.actor_id.as_str().into(),
            event.kind.as_str().into(),
            self.sealed.into(),
            self.before.to_vec().into(),
            self.hash.to_vec().into(),
        ]
    }
}

/// The events of a case after position `after`, in order.
///
/// # Errors
/// [`Error::Erased`] when the case was erased, [`Error::Tampered`] when a payload is not authentic.
pub fn list_events(tx: &mut Tx<'_>, case: CaseId, after: i64, limit: i64) -> Result<Vec<StoredEvent>> {
    let sql = "select seq, at, actor_kind, actor_id, kind, payload, prev_hash, hash from events \
               where case_id = $1 and seq > $2 order by seq limit $3";
    let mut events = tx.query(sql, params![case, after, limit], read)?;
    for (_, event) in &mut events {
        event.payload = tx.open(Owner::Case(case), place(case, event.seq), &event.payload)?;
    }
    Ok(events.into_iter().map(|(_, event)| event).collect())
}

/// The first events of one kind in a case, in order: for pages that need no more of its history.
///
/// # Errors
/// As [`list_events`].
pub fn list_events_of_kind(
    tx: &mut Tx<'_>,
    case: CaseId,
    kind: &str,
    limit: i64,
) -> Result<Vec<StoredEvent>> {
    let sql = "select seq, at, actor_kind, actor_id, kind, payload, prev_hash, hash from events \
               where case_id = $1 and kind = $2 order by seq limit $3";
    let mut events = tx.query(sql, params![case, kind, limit], read)?;
    for (_, event) in &mut events {
        event.payload = tx.open(Owner::Case(case), place(case, event.seq), &event.payload)?;
    }
    Ok(events.into_iter().map(|(_, event)| event).collect())
}

/// Checks the chain of one case against its row. Needs no key.
///
/// # Errors
/// When the engine refuses; a wrong chain is an answer, not an error.
pub fn verify_chain(tx: &mut Tx<'_>, case: CaseId) -> Result<Option<ChainFault>> {
    let sql = "select version, head from cases where id = $1";
    let (version, head) = tx
        .query_one(sql, params![case], |row| Ok((row.int(0)?, row.digest(1)?)))?
        .ok_or(Error::NotFound { what: "case" })?;
    let (mut expected_seq, mut previous) = (0, [0; 32]);
    loop {
        let sql = "select seq, at, actor_kind, actor_id, kind, payload, prev_hash, hash from events \
                   where case_id = $1 and seq > $2 order by seq limit 256";
        let events = tx.query(sql, params![case, expected_seq], read)?;
        if events.is_empty() {
            break;
        }
        for (before, event) in events {
            expected_seq += 1;
            let fits = event.seq == expected_seq
                && before == previous
                && event.hash == rehash(&previous, case, &event);
            if !fits {
                return Ok(Some(ChainFault { case, seq: expected_seq }));
            }
            previous = event.hash;
        }
    }
    let whole = expected_seq == version && previous == head;
    Ok((!whole).then_some(ChainFault { case, seq: expected_seq.min(version) + 1 }))
}

fn read(row: &Row<'_>) -> Result<([u8; 32], StoredEvent)> {
    let event = StoredEvent {
        seq: row.int(0)?,
        at: row.int(1)?,
        actor_kind: row.text(2)?,
        actor_id: row.text(3)?,
        kind: row.text(4)?,
        payload: row.blob(5)?,
        hash: row.digest(7)?,
    };
    Ok((row.digest(6)?, event))
}

fn place(case: CaseId, seq: i64) -> Place {
    Place::new("events", "payload", case.0).part(seq)
}

fn rehash(previous: &[u8; 32], case: CaseId, event: &StoredEvent) -> [u8; 32] {
    let clear = NewEvent {
        at: event.at,
        actor_kind: event.actor_kind.clone(),
        actor_id: event.actor_id.clone(),
        kind: event.kind.clone(),
        payload: Vec::new(),
    };
    hash(previous, case, event.seq, &clear, &event.payload)
}

fn hash(previous: &[u8; 32], case: CaseId, seq: i64, event: &NewEvent, sealed: &[u8]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(b"tellfirst event 1\n");
    digest.update(previous);
    for number in [case.0, seq, event.at] {
        digest.update(number.to_be_bytes());
    }
    for text in [&event.actor_kind, &event.actor_id, &event.kind] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    digest.update(Sha256::digest(sealed));
    digest.finalize().into()
}
