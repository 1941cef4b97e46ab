//! Sessions of staff: a random cookie, its digest in the store, an end, and a way to end all of them at once.

use domain::access::{Actor, Role};
use domain::id::UserId;
use sha2::{Digest, Sha256};
use store::Tx;
use store::accounts::{self, sessions};

use crate::app::App;
use crate::error::{Error, Result};

/// The cookie's name.
pub const COOKIE: &str = "tf_session";
/// A session ends after twelve hours, however busy.
pub const LIFE_SECONDS: i64 = 12 * 3600;
/// A session ends after two hours without use.
pub const IDLE_SECONDS: i64 = 2 * 3600;
/// The last use is noted to the minute, so that reading pages does not write each time.
const NOTED_MICROS: i64 = 60_000_000;

/// A signed-in member of staff.
#[derive(Debug, Clone)]
pub struct Staff {
    pub id: store::UserId,
    pub name: String,
    pub roles: Vec<Role>,
    /// Digest of the cookie of this session.
    pub session: [u8; 32],
}

impl Staff {
    /// As the rules know them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Staff { user: UserId(self.id.to_string()), roles: self.roles.clone() }
    }
}

/// What the store keeps of a cookie or a link.
#[must_use]
pub fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A fresh token of 256 random bits, for cookies and links.
#[must_use]
pub fn draw_token(app: &App) -> String {
    hex::encode(app.store.vault().random::<32>())
}

/// The member of staff a cookie belongs to. Notes the use of the session.
///
/// # Errors
/// When the store refuses.
pub fn find(app: &App, cookie: &str) -> Result<Option<Staff>> {
    if cookie.len() != 64 {
        return Ok(None);
    }
    let hash = digest(cookie);
    let now = app.now().as_microsecond();
    let found = app.store.read(|tx| {
        let Some(session) = sessions::find_session(tx, &hash, now)? else { return Ok(None) };
        let user = accounts::find_user(tx, session.user)?.filter(|user| user.disabled_at.is_none());
        Ok::<_, Error>(user.map(|user| (session, user)))
    })?;
    let Some((session, user)) = found else { return Ok(None) };
    if now - session.last_seen_at >= NOTED_MICROS {
        let end = end_of(session.created_at, now);
        app.store.write(|tx| sessions::touch_session(tx, &hash, now, end).map_err(Error::from))?;
    }
    Ok(Some(Staff {
        id: user.id,
        name: user.name,
        roles: user.roles.iter().filter_map(|word| Role::from_word(word)).collect(),
        session: hash,
    }))
}

/// When a session ends that was opened at one moment and used at another, in microseconds.
fn end_of(opened: i64, used: i64) -> i64 {
    (opened + LIFE_SECONDS * 1_000_000).min(used + IDLE_SECONDS * 1_000_000)
}

/// Opens a session for a user who has proved who they are; answers the cookie's value.
///
/// # Errors
/// When the store refuses.
pub fn open(app: &App, user: store::UserId, agent: &str) -> Result<String> {
    app.store.write(|tx| open_in(tx, app, user, agent))
}

/// As [`open`], inside a transaction.
///
/// # Errors
/// When the store refuses.
pub fn open_in(tx: &mut Tx<'_>, app: &App, user: store::UserId, agent: &str) -> Result<String> {
    let token = draw_token(app);
    let at = app.now().as_microsecond();
    let session = sessions::NewSession {
        token_hash: digest(&token),
        user,
        at,
        expires_at: end_of(at, at),
        agent: agent.chars().take(200).collect(),
    };
    sessions::insert_session(tx, &session)?;
    Ok(token)
}
