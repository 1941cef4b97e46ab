//! Sessions of signed-in users. The row holds a digest of the cookie's secret.

use crate::engine::Tx;
use crate::error::Result;
use crate::ids::UserId;
use crate::params;
use crate::seal::{Owner, Place};

/// A session to be opened. Times are microseconds since 1970 in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// SHA-256 of the secret in the cookie.
    pub token_hash: [u8; 32],
    /// Whose it is.
    pub user: UserId,
    /// When it was opened.
    pub at: i64,
    /// When it ends.
    pub expires_at: i64,
    /// What the browser calls itself; stored sealed.
    pub agent: String,
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the secret in the cookie.
    pub token_hash: [u8; 32],
    /// Whose it is.
    pub user: UserId,
    /// When it was opened.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub last_seen_at: i64,
    /// When it ends.
    pub expires_at: i64,
    /// When the user last proved who they are.
    pub authenticated_at: i64,
    /// What the browser calls itself.
    pub agent: String,
}

const COLUMNS: &str =
    "token_hash, user_id, created_at, last_seen_at, expires_at, authenticated_at, agent_sealed";

/// Opens a session.
///
/// # Errors
/// When the engine refuses.
pub fn insert_session(tx: &mut Tx<'_>, session: &NewSession) -> Result<()> {
    let agent = tx.seal(Owner::Instance, place(&session.token_hash), session.agent.as_bytes())?;
    let sql = "insert into sessions (token_hash, user_id, created_at, last_seen_at, expires_at, \
               authenticated_at, agent_sealed) values ($1, $2, $3, $3, $4, $3, $5)";
    tx.execute(sql, params![&session.token_hash, session.user, session.at, session.expires_at, agent])
        .map(drop)
}

/// The session with this digest, when it is neither revoked nor over and its user is not disabled.
///
/// # Errors
/// When the engine refuses.
pub fn find_session(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<Option<Session>> {
    let sql = format!(
        "select {COLUMNS} from sessions where token_hash = $1 and revoked_at is null and expires_at > $2 \
         and user_id in (select id from users where disabled_at is null)"
    );
    Ok(read(tx, &sql, params![token_hash, now])?.pop())
}

/// The open sessions of a user, the last used first.
///
/// # Errors
/// When the engine refuses.
pub fn list_sessions(tx: &mut Tx<'_>, user: UserId, now: i64) -> Result<Vec<Session>> {
    let sql = format!(
        "select {COLUMNS} from sessions where user_id = $1 and revoked_at is null and expires_at > $2 \
         order by last_seen_at desc"
    );
    read(tx, &sql, params![user, now])
}

/// Notes that a session was used and moves its end. Call it at most once a minute per session.
///
/// # Errors
/// When the engine refuses.
pub fn touch_session(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64, expires_at: i64) -> Result<()> {
    let sql = "update sessions set last_seen_at = $2, expires_at = $3 where token_hash = $1";
    tx.execute(sql, params![token_hash, now, expires_at]).map(drop)
}

/// Notes that the user proved again who they are.
///
/// # Errors
/// When the engine refuses.
pub fn reauthenticate_session(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<()> {
    let sql = "update sessions set authenticated_at = $2 where token_hash = $1";
    tx.execute(sql, params![token_hash, now]).map(drop)
}

/// Ends a session.
///
/// # Errors
/// When the engine refuses.
pub fn revoke_session(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<()> {
    let sql = "update sessions set revoked_at = $2 where token_hash = $1 and revoked_at is null";
    tx.execute(sql, params![token_hash, now]).map(drop)
}

/// Ends all sessions of a user.
///
/// # Errors
/// When the engine refuses.
pub fn revoke_all_sessions(tx: &mut Tx<'_>, user: UserId, now: i64) -> Result<()> {
    let sql = "update sessions set revoked_at = $2 where user_id = $1 and revoked_at is null";
    tx.execute(sql, params![user, now]).map(drop)
}

/// Deletes sessions that were over before `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn delete_old_sessions(tx: &mut Tx<'_>, moment: i64) -> Result<u64> {
    tx.execute("delete from sessions where expires_at < $1", params![moment])
}

fn read(tx: &mut Tx<'_>, sql: &str, params: &[crate::engine::Value<'_>]) -> Result<Vec<Session>> {
    let rows = tx.query(sql, params, |row| {
        let session = Session {
            token_hash: row.digest(0)?,
            user: UserId(row.int(1)?),
            created_at: row.int(2)?,
            last_seen_at: row.int(3)?,
            expires_at: row.int(4)?,
            authenticated_at: row.int(5)?,
            agent: String::new(),
        };
        Ok((session, row.blob(6)?))
    })?;
    rows.into_iter()
        .map(|(mut session, agent)| {
            session.agent = tx.open_text(Owner::Instance, place(&session.token_hash), &agent)?;
            Ok(session)
        })
        .collect()
}

/// The row of a session is named by the first bytes of its digest.
fn place(token_hash: &[u8; 32]) -> Place {
    let mut first = [0; 8];
    first.copy_from_slice(&token_hash[..8]);
    Place::new("sessions", "agent_sealed", i64::from_be_bytes(first))
}
