//! Signing in: first the password, then the code of the second factor, then a session.
//!
//! Between the two steps the browser holds a token whose digest is kept as a link for ten minutes. Every refusal of
//! the first step looks the same, whether the account exists or not, and takes the same work.

use store::accounts::links::{self, NewLink};
use store::accounts::{self, User, sessions};
use store::{Tx, UserId};

use super::Origin;
use super::trail::{self, Detail, What};
use crate::app::App;
use crate::auth::session::{digest, draw_token};
use crate::auth::throttle::{Guess, Guesses};
use crate::auth::{password, second_factor, session};
use crate::error::{Error, Result};

const PURPOSE: &str = "second-step";
const STEP_MICROS: i64 = 600_000_000;

/// Somebody who has shown a password and has to show a code, or to set the second factor up.
#[derive(Debug, Clone)]
pub struct Pending {
    pub user: User,
    /// The account has no second factor yet, or its owner asked for a new one.
    pub must_set_up: bool,
}

/// Checks address and password; answers the token of the second step.
///
/// # Errors
/// [`Error::TooMany`] after many failures; [`Error::SignInFirst`] when they do not fit, for whatever reason.
pub fn first_step(app: &App, email: &str, typed: &str, origin: &Origin) -> Result<String> {
    let now = app.now();
    let user = app.store.read(|tx| {
        Guesses::new(tx, Guess::Password, email, &origin.lane, now).may_go_on(tx)?;
        Ok::<_, Error>(accounts::find_user_by_email(tx, email)?)
    })?;
    let active = user.as_ref().filter(|user| user.disabled_at.is_none());
    let fits = password::verify(active.and_then(|user| user.password_phc.as_deref()), typed);
    match active {
        Some(user) if fits => begin_second_step(app, user.id, Begin::AsItIs),
        _ => {
            let whose = user.map(|user| user.id);
            app.store.write(|tx| {
                Guesses::new(tx, Guess::Password, email, &origin.lane, now).failed(tx)?;
                trail::note_in(tx, app, What::SignInFailed, whose, &Detail::from(origin))
            })?;
            Err(Error::SignInFirst)
        }
    }
}

/// Whether the second step asks for a code or sets the second factor up anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    AsItIs,
    Anew,
}

/// Makes the token of a second step, for somebody who has proved the first.
///
/// # Errors
/// When the store refuses.
pub fn begin_second_step(app: &App, user: UserId, begin: Begin) -> Result<String> {
    let token = draw_token(app);
    let link = NewLink {
        token_hash: digest(&token),
        purpose: PURPOSE.to_owned(),
        subject: user.0,
        part: i64::from(begin == Begin::Anew),
        expires_at: app.now().as_microsecond() + STEP_MICROS,
    };
    app.store.write(|tx| links::insert_link(tx, &link).map_err(Error::from))?;
    Ok(token)
}

/// Who is at the second step with this token.
///
/// # Errors
/// [`Error::SignInFirst`] when nobody is, any more.
pub fn pending(app: &App, token: &str) -> Result<Pending> {
    app.store.read(|tx| pending_in(tx, app, token))
}

fn pending_in(tx: &mut Tx<'_>, app: &App, token: &str) -> Result<Pending> {
    let now = app.now().as_microsecond();
    let found = links::find_link(tx, &digest(token), PURPOSE, now)?;
    let (subject, part) = found.ok_or(Error::SignInFirst)?;
    let user = accounts::find_user(tx, UserId(subject))?.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(Error::SignInFirst)?;
    Ok(Pending { must_set_up: part == 1 || user.totp_secret.is_none(), user })
}

/// A session that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The value of the session's cookie.
    pub cookie: String,
    pub user: User,
}

/// What became of a code.
#[derive(Debug)]
pub enum Outcome {
    In(Box<Opened>),
    /// It does not fit, or was used before.
    Wrong,
}

/// Checks the code of the second factor, or, when it is being set up, whether the app has the secret; then opens
/// the session.
///
/// # Errors
/// [`Error::TooMany`] after many failures, [`Error::SignInFirst`] when the step is over.
pub fn second_step(app: &App, token: &str, code: &str, origin: &Origin) -> Result<Outcome> {
    let now = app.now();
    let Pending { user, must_set_up } = app.store.read(|tx| {
        let pending = pending_in(tx, app, token)?;
        Guesses::new(tx, Guess::Code, &pending.user.email, &origin.lane, now).may_go_on(tx)?;
        Ok::<_, Error>(pending)
    })?;
    let candidate = must_set_up.then(|| second_factor::candidate(token));
    let secret = match (&candidate, &user.totp_secret) {
        (Some(candidate), _) => candidate.as_slice(),
        (None, Some(secret)) => secret.as_slice(),
        (None, None) => return Err(Error::SignInFirst),
    };
    let step = second_factor::step_of(secret, code, now)?;
    let opened = app.store.write(|tx| {
        let Some(step) = step else { return Ok(None) };
        if let Some(candidate) = &candidate {
            accounts::set_totp(tx, user.id, Some(candidate))?;
            trail::note_in(tx, app, What::SecondFactorSet, Some(user.id), &Detail::from(origin))?;
        }
        let is_fresh = accounts::use_totp_step(tx, user.id, step)?;
        // The token works once: of two requests with it only one opens a session.
        if !is_fresh || links::use_link(tx, &digest(token), PURPOSE, now.as_microsecond())?.is_none() {
            return Ok(None);
        }
        Guesses::new(tx, Guess::Code, &user.email, &origin.lane, now).succeeded(tx)?;
        Guesses::new(tx, Guess::Password, &user.email, &origin.lane, now).succeeded(tx)?;
        open_session(tx, app, &user, origin).map(Some)
    })?;
    if let Some(cookie) = opened {
        return Ok(Outcome::In(Box::new(Opened { cookie, user })));
    }
    app.store.write(|tx| {
        Guesses::new(tx, Guess::Code, &user.email, &origin.lane, now).failed(tx)?;
        trail::note_in(tx, app, What::CodeFailed, Some(user.id), &Detail::from(origin))
    })?;
    Ok(Outcome::Wrong)
}

/// Opens a session and notes it; answers the value of its cookie.
///
/// # Errors
/// When the store refuses.
pub fn open_session(tx: &mut Tx<'_>, app: &App, user: &User, origin: &Origin) -> Result<String> {
    let cookie = session::open_in(tx, app, user.id, &origin.agent)?;
    trail::note_in(tx, app, What::SignedIn, Some(user.id), &Detail::from(origin))?;
    Ok(cookie)
}

/// Ends one session of a user.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs.
pub fn end_session(app: &App, user: UserId, session: [u8; 32], what: What) -> Result<()> {
    let now = app.now().as_microsecond();
    app.store.write(|tx| {
        let own = sessions::list_sessions(tx, user, now)?.iter().any(|s| s.token_hash == session);
        if !own {
            return Err(Error::NotFound);
        }
        sessions::revoke_session(tx, &session, now)?;
        trail::note_in(tx, app, what, Some(user), &Detail::default())
    })
}

/// Ends all sessions of a user except, when given, one.
///
/// # Errors
/// When the store refuses.
pub fn end_sessions(app: &App, user: UserId, except: Option<[u8; 32]>) -> Result<()> {
    app.store.write(|tx| {
        end_sessions_in(tx, app, user, except)?;
        trail::note_in(tx, app, What::SessionsEnded, Some(user), &Detail::default())
    })
}

pub(super) fn end_sessions_in(
    tx: &mut Tx<'_>,
    app: &App,
    user: UserId,
    except: Option<[u8; 32]>,
) -> Result<()> {
    let now = app.now().as_microsecond();
    for session in sessions::list_sessions(tx, user, now)? {
        if Some(session.token_hash) != except {
            sessions::revoke_session(tx, &session.token_hash, now)?;
        }
    }
    Ok(())
}

/// The open sessions of a user, the last used first.
///
/// # Errors
/// When the store refuses.
pub fn list_sessions(app: &App, user: UserId) -> Result<Vec<sessions::Session>> {
    let now = app.now().as_microsecond();
    app.store.read(|tx| sessions::list_sessions(tx, user, now).map_err(Error::from))
}

/// Whether a signed-in user knows their password; a failure counts like one at the door.
///
/// # Errors
/// [`Error::TooMany`] after many failures.
pub fn prove_password(app: &App, user: UserId, typed: &str, origin: &Origin) -> Result<bool> {
    let now = app.now();
    let user = app.store.read(|tx| {
        let user = accounts::find_user(tx, user)?.ok_or(Error::NotFound)?;
        Guesses::new(tx, Guess::Password, &user.email, &origin.lane, now).may_go_on(tx)?;
        Ok::<_, Error>(user)
    })?;
    let fits = password::verify(user.password_phc.as_deref(), typed);
    if !fits {
        app.store.write(|tx| {
            Guesses::new(tx, Guess::Password, &user.email, &origin.lane, now).failed(tx)?;
            trail::note_in(tx, app, What::SignInFailed, Some(user.id), &Detail::from(origin))
        })?;
    }
    Ok(fits)
}

/// Sets a user's password and ends their other sessions.
///
/// # Errors
/// When the store refuses.
pub fn set_password(app: &App, user: UserId, phc: &str, keep: Option<[u8; 32]>) -> Result<()> {
    app.store.write(|tx| {
        accounts::set_password(tx, user, phc)?;
        end_sessions_in(tx, app, user, keep)?;
        trail::note_in(tx, app, What::PasswordSet, Some(user), &Detail::default())
    })
}
