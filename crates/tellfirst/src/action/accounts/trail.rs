//! The trail of sign-ins, refusals and changes of accounts. Only ever appended, never with a secret in it.

use serde::{Deserialize, Serialize};
use store::accounts::security::{self, SecurityEvent};
use store::{Tx, UserId};

use super::Origin;
use crate::app::App;
use crate::error::{Error, Result};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    SignedIn,
    SignInFailed,
    CodeFailed,
    SignedOut,
    SessionEnded,
    SessionsEnded,
    SecondFactorSet,
    SecondFactorReset,
    PasswordSet,
    Invited,
    LinkMade,
    LinksRevoked,
    RolesChanged,
    Disabled,
    Enabled,
    TokenMade,
    TokenRevoked,
}

impl What {
    /// Everything that can happen, for the page that lists it.
    pub const ALL: [Self; 17] = [
        Self::SignedIn,
        Self::SignInFailed,
        Self::CodeFailed,
        Self::SignedOut,
        Self::SessionEnded,
        Self::SessionsEnded,
        Self::SecondFactorSet,
        Self::SecondFactorReset,
        Self::PasswordSet,
        Self::Invited,
        Self::LinkMade,
        Self::LinksRevoked,
        Self::RolesChanged,
        Self::Disabled,
        Self::Enabled,
        Self::TokenMade,
        Self::TokenRevoked,
    ];

    /// The word kept in the store, and the end of the key of its text.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignInFailed => "sign-in-failed",
            Self::CodeFailed => "code-failed",
            Self::SignedOut => "signed-out",
            Self::SessionEnded => "session-ended",
            Self::SessionsEnded => "sessions-ended",
            Self::SecondFactorSet => "second-factor-set",
            Self::SecondFactorReset => "second-factor-reset",
            Self::PasswordSet => "password-set",
            Self::Invited => "invited",
            Self::LinkMade => "link-made",
            Self::LinksRevoked => "links-revoked",
            Self::RolesChanged => "roles-changed",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::TokenMade => "token-made",
            Self::TokenRevoked => "token-revoked",
        }
    }
}

/// More about an event; stored sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// Who did it, when it was somebody else than the owner of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<i64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub network: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub agent: String,
    /// A word more, such as the new roles or the name of a token.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Detail {
    /// Done from a browser.
    #[must_use]
    pub fn from(origin: &Origin) -> Self {
        Self { network: origin.network.text(), agent: origin.agent.clone(), ..Self::default() }
    }

    /// Done by somebody to another account.
    #[must_use]
    pub fn by(user: UserId, note: impl Into<String>) -> Self {
        Self { by: Some(user.0), note: note.into(), ..Self::default() }
    }
}

/// Notes an event in the transaction of the act it tells of.
///
/// # Errors
/// When the store refuses.
pub fn note_in(tx: &mut Tx<'_>, app: &App, what: What, user: Option<UserId>, detail: &Detail) -> Result<()> {
    let event = SecurityEvent {
        at: app.now().as_microsecond(),
        kind: what.word().to_owned(),
        user,
        detail: serde_json::to_vec(detail).map_err(Error::internal)?,
    };
    Ok(security::insert_security_event(tx, &event)?)
}

/// Notes an event in a transaction of its own: for refusals, where the act itself leaves nothing.
///
/// # Errors
/// When the store refuses.
pub fn note(app: &App, what: What, user: Option<UserId>, detail: &Detail) -> Result<()> {
    app.store.write(|tx| note_in(tx, app, what, user, detail))
}

/// An event to be shown.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: i64,
    pub at: i64,
    pub kind: String,
    pub user: Option<UserId>,
    pub detail: Detail,
}

/// The events before an id, the newest first.
///
/// # Errors
/// When the store refuses.
pub fn list(app: &App, before: i64, limit: i64) -> Result<Vec<Entry>> {
    let events =
        app.store.read(|tx| security::list_security_events(tx, before, limit).map_err(Error::from))?;
    let entry = |(id, event): (i64, SecurityEvent)| Entry {
        id,
        at: event.at,
        kind: event.kind,
        user: event.user,
        // Details of other versions of the program may have other members: they are left out.
        detail: serde_json::from_slice(&event.detail).unwrap_or_default(),
    };
    Ok(events.into_iter().map(entry).collect())
}
