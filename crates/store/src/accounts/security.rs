//! Security events: sign-ins and refusals, changes of accounts and keys. Only ever appended.
//!
//! Write each in a transaction of its own: a refusal must be kept although the act was rolled back.

use crate::engine::Tx;
use crate::error::Result;
use crate::ids::UserId;
use crate::seal::{Owner, Place};
use crate::{counters, params};

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityEvent {
    /// When, in microseconds since 1970 in UTC.
    pub at: i64,
    /// What, such as `sign-in-refused`; stands in the clear.
    pub kind: String,
    /// Whose account, when there is one.
    pub user: Option<UserId>,
    /// More (network, agent, reason), as JSON without secrets; stored sealed.
    pub detail: Vec<u8>,
}

/// Appends an event.
///
/// # Errors
/// When the engine refuses.
pub fn insert_security_event(tx: &mut Tx<'_>, event: &SecurityEvent) -> Result<()> {
    let id = counters::next(tx, "security events")?;
    let sealed = tx.seal(Owner::Instance, place(id), &event.detail)?;
    let sql = "insert into security_events (id, at, kind, user_id, sealed) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, params![id, event.at, &event.kind, event.user, sealed]).map(drop)
}

/// The last events before `before_id` (use `i64::MAX` for the last of all), newest first, each with its id.
///
/// # Errors
/// When the engine refuses.
pub fn list_security_events(
    tx: &mut Tx<'_>,
    before_id: i64,
    limit: i64,
) -> Result<Vec<(i64, SecurityEvent)>> {
    let sql =
        "select id, at, kind, user_id, sealed from security_events where id < $1 order by id desc limit $2";
    let mut rows = tx.query(sql, params![before_id, limit], |row| {
        let event = SecurityEvent {
            at: row.int(1)?,
            kind: row.text(2)?,
            user: row.opt_int(3)?.map(UserId),
            detail: row.blob(4)?,
        };
        Ok((row.int(0)?, event))
    })?;
    for (id, event) in &mut rows {
        event.detail = tx.open(Owner::Instance, place(*id), &event.detail)?;
    }
    Ok(rows)
}

fn place(id: i64) -> Place {
    Place::new("security_events", "sealed", id)
}
