//! API tokens: made and revoked on the server's own machine, kept as digests.

use domain::access::Role;
use store::UserId;
use store::accounts::api_tokens::{self, NewApiToken};

use super::trail::{self, Detail, What};
use crate::api::bearer::TOKEN_PREFIX;
use crate::app::App;
use crate::auth::session::{digest, draw_token};
use crate::error::Result;

/// A token that is wanted.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What it is for.
    pub name: String,
    /// Only these roles of its owner; none means all.
    pub roles: Vec<Role>,
    /// Days until it ends.
    pub days: Option<u32>,
}

/// Makes a token in a user's name; answers it, this once.
///
/// # Errors
/// When the store refuses.
pub fn make(app: &App, user: UserId, wish: &Wish) -> Result<String> {
    let token = format!("{TOKEN_PREFIX}{}", draw_token(app));
    let at = app.now().as_microsecond();
    let new = NewApiToken {
        token_hash: digest(&token),
        user,
        name: wish.name.chars().filter(|c| !c.is_control()).take(100).collect(),
        scopes: wish.roles.iter().map(|role| role.word().to_owned()).collect(),
        at,
        expires_at: wish.days.map(|days| at + i64::from(days) * 86_400_000_000),
    };
    app.store.write(|tx| {
        api_tokens::insert_api_token(tx, &new)?;
        let detail = Detail { note: new.name.clone(), ..Detail::default() };
        trail::note_in(tx, app, What::TokenMade, Some(user), &detail)
    })?;
    Ok(token)
}

/// Revokes a token; answers false when there is none to revoke.
///
/// # Errors
/// When the store refuses.
pub fn revoke(app: &App, id: i64) -> Result<bool> {
    let now = app.now().as_microsecond();
    app.store.write(|tx| {
        let revoked = api_tokens::revoke_api_token(tx, id, now)?;
        if revoked {
            let detail = Detail { note: id.to_string(), ..Detail::default() };
            trail::note_in(tx, app, What::TokenRevoked, None, &detail)?;
        }
        Ok(revoked)
    })
}
