//! Sessions of staff: a random cookie, its digest in the store, an end, and a way to end all of them at once.

use domain::access::{Actor, Role};
use domain::id::UserId;
use sha2::{Digest, Sha256};
use store::accounts::{self, sessions};

use crate::app::App;
use crate::error::{Error, Result};

/// The cookie's name where the server is reached by https, and elsewhere.
pub const COOKIE: &str = "tf_session";
/// A session ends after twelve hours, however busy.
pub const LIFE_SECONDS: i64 = 12 * 3600;

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

/// The member of staff a cookie belongs to.
///
/// # Errors
/// When the store refuses.
pub fn find(app: &App, cookie: &str) -> Result<Option<Staff>> {
    if cookie.len() != 64 {
        return Ok(None);
    }
    let session = digest(cookie);
    let now = app.now().as_microsecond();
    app.store.read(|tx| {
        let found = sessions::find_session(tx, &session, now)?.map(|s| s.user);
        let Some(user) = found else { return Ok(None) };
        let user = accounts::find_user(tx, user)?.filter(|user| user.disabled_at.is_none());
        Ok(user.map(|user| Staff {
            id: user.id,
            name: user.name,
            roles: user.roles.iter().filter_map(|word| Role::from_word(word)).collect(),
            session,
        }))
    })
}

/// Opens a session for a user who has proved who they are; answers the cookie's value.
///
/// # Errors
/// When the store refuses.
pub fn open(app: &App, user: store::UserId, agent: &str) -> Result<String> {
    let token = draw_token(app);
    let at = app.now().as_microsecond();
    let session = sessions::NewSession {
        token_hash: digest(&token),
        user,
        at,
        expires_at: at + LIFE_SECONDS * 1_000_000,
        agent: agent.chars().take(200).collect(),
    };
    app.store.write(|tx| sessions::insert_session(tx, &session).map_err(Error::from))?;
    Ok(token)
}
