//! Links that let somebody in once: the first manager, an invitation, a new password; and, in the demo, ready
//! sign-ins.
//!
//! The link is the secret: it is shown once, kept as a digest, and opened by `GET` without being used up, so that a
//! mail scanner that follows it takes nothing away. It is safe on https and on the machine itself only.

use std::net::SocketAddr;

use domain::access::Role;
use store::accounts::links::{self, NewLink};
use store::accounts::{self, NewUser, User};
use store::{Tx, UserId, settings};

use super::Origin;
use super::people;
use super::sign_in::{self, Begin};
use super::trail::{self, Detail, What};
use crate::app::App;
use crate::auth::session::{digest, draw_token};
use crate::error::{Error, Result};

/// What a link is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Makes the first account of a new server.
    FirstManager,
    /// Lets an invited person choose a password.
    Invite,
    /// Lets somebody choose a new password.
    Reset,
    /// Signs in at once, as often as wanted; the demo only.
    DemoSignIn,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::FirstManager => "first-manager",
            Self::Invite => "invite",
            Self::Reset => "reset",
            Self::DemoSignIn => "demo-sign-in",
        }
    }

    fn hours(self) -> i64 {
        match self {
            Self::FirstManager | Self::Reset => 24,
            Self::Invite => 7 * 24,
            Self::DemoSignIn => 365 * 24,
        }
    }
}

/// What a welcome link leads to.
#[derive(Debug, Clone)]
pub enum Welcome {
    FirstManager,
    /// An account that chooses its password.
    Account(Box<User>),
}

/// Makes a link and revokes the earlier ones of the same kind for the same account; answers its token.
///
/// # Errors
/// When the store refuses.
pub fn make_in(tx: &mut Tx<'_>, app: &App, purpose: Purpose, user: UserId) -> Result<String> {
    let token = draw_token(app);
    let now = app.now().as_microsecond();
    links::revoke_links(tx, purpose.word(), user.0, now)?;
    let link = NewLink {
        token_hash: digest(&token),
        purpose: purpose.word().to_owned(),
        subject: user.0,
        part: 0,
        expires_at: now + purpose.hours() * 3_600_000_000,
    };
    links::insert_link(tx, &link)?;
    Ok(token)
}

/// The address of a link, for people.
#[must_use]
pub fn address(app: &App, token: &str) -> String {
    format!("{}/staff/welcome/{token}", base(app))
}

/// The setting that holds the address the server was last reached at.
const ADDRESS: &str = "address";

/// How people reach the server: as the settings say, else where it last listened. A command beside the server does
/// not know with which flags it was started.
fn base(app: &App) -> String {
    let last = || app.store.read(|tx| settings::find_setting(tx, ADDRESS)).ok().flatten();
    let set = app.config.public_url.is_some().then(|| app.config.public_url());
    set.or_else(last).unwrap_or_else(|| app.config.public_url())
}

/// Notes where the server listens, for the links that commands beside it print.
///
/// # Errors
/// When the store refuses.
pub fn note_address(app: &App, address: SocketAddr) -> Result<()> {
    let address = format!("http://{address}");
    let before = app.store.read(|tx| settings::find_setting(tx, ADDRESS).map_err(Error::from))?;
    if before.as_ref() == Some(&address) {
        return Ok(());
    }
    app.store.write(|tx| settings::put_setting(tx, ADDRESS, &address).map_err(Error::from))
}

/// The link that makes the first manager, when the server has no account yet. A new one each time, so that the
/// last printed one works.
///
/// # Errors
/// When the store refuses.
pub fn first_manager(app: &App) -> Result<Option<String>> {
    app.store.write(|tx| {
        if !accounts::list_users(tx)?.is_empty() {
            return Ok(None);
        }
        make_in(tx, app, Purpose::FirstManager, UserId(0)).map(Some)
    })
}

/// What a token opens now.
///
/// # Errors
/// [`Error::NotFound`] when it opens nothing, any more.
pub fn look(app: &App, token: &str) -> Result<Welcome> {
    app.store.read(|tx| find(tx, app, token).map(|(_, welcome)| welcome))
}

fn find(tx: &mut Tx<'_>, app: &App, token: &str) -> Result<(Purpose, Welcome)> {
    let now = app.now().as_microsecond();
    let hash = digest(token);
    if links::find_link(tx, &hash, Purpose::FirstManager.word(), now)?.is_some() {
        let is_first = accounts::list_users(tx)?.is_empty();
        return if is_first {
            Ok((Purpose::FirstManager, Welcome::FirstManager))
        } else {
            Err(Error::NotFound)
        };
    }
    for purpose in [Purpose::Invite, Purpose::Reset] {
        let Some((subject, _)) = links::find_link(tx, &hash, purpose.word(), now)? else { continue };
        let user = accounts::find_user(tx, UserId(subject))?.filter(|user| user.disabled_at.is_none());
        return Ok((purpose, Welcome::Account(Box::new(user.ok_or(Error::NotFound)?))));
    }
    Err(Error::NotFound)
}

/// What a token is for and when it ends, in microseconds, while it opens something.
///
/// # Errors
/// When the store refuses.
pub fn open_purpose(tx: &mut Tx<'_>, app: &App, token: &str) -> Result<Option<(Purpose, i64)>> {
    let now = app.now().as_microsecond();
    for purpose in [Purpose::Invite, Purpose::Reset] {
        if let Some(end) = links::find_end(tx, &digest(token), purpose.word(), now)? {
            return Ok(Some((purpose, end)));
        }
    }
    Ok(None)
}

/// When the open link of an account ends, whatever it is for.
///
/// # Errors
/// When the store refuses.
pub fn open_until(tx: &mut Tx<'_>, app: &App, user: UserId) -> Result<Option<i64>> {
    let now = app.now().as_microsecond();
    let mut ends = Vec::new();
    for purpose in [Purpose::Invite, Purpose::Reset] {
        ends.extend(links::find_open_end(tx, purpose.word(), user.0, now)?);
    }
    Ok(ends.into_iter().max())
}

/// Ends every open link of an account.
///
/// # Errors
/// When the store refuses.
pub fn revoke_in(tx: &mut Tx<'_>, app: &App, user: UserId) -> Result<()> {
    let now = app.now().as_microsecond();
    for purpose in [Purpose::Invite, Purpose::Reset] {
        links::revoke_links(tx, purpose.word(), user.0, now)?;
    }
    Ok(())
}

/// What somebody chose on the welcome page.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Only used for the first manager; others have a name already.
    pub name: String,
    pub email: String,
    /// The new password as it is kept.
    pub phc: String,
}

/// Uses a welcome link: makes the first manager or sets the password; answers the token of the second step.
///
/// # Errors
/// [`Error::NotFound`] when the link was used or is over.
pub fn accept(app: &App, token: &str, chosen: &Chosen) -> Result<String> {
    let user = app.store.write(|tx| {
        let (purpose, welcome) = find(tx, app, token)?;
        let user = match welcome {
            Welcome::FirstManager => {
                let user = NewUser {
                    email: chosen.email.clone(),
                    name: chosen.name.clone(),
                    roles: vec![Role::Manager.word().to_owned()],
                    programs: Vec::new(),
                    at: app.now().as_microsecond(),
                };
                accounts::insert_user(tx, &user)?
            }
            Welcome::Account(user) => user.id,
        };
        accounts::set_password(tx, user, &chosen.phc)?;
        sign_in::end_sessions_in(tx, app, user, None)?;
        let now = app.now().as_microsecond();
        links::use_link(tx, &digest(token), purpose.word(), now)?.ok_or(Error::NotFound)?;
        trail::note_in(tx, app, What::PasswordSet, Some(user), &Detail::default())?;
        Ok::<_, Error>(user)
    })?;
    sign_in::begin_second_step(app, user, Begin::AsItIs)
}

/// A ready sign-in for the demo: makes the account when it is missing and answers an address that signs in to it,
/// as often as wanted. Whoever has the address has the role, so it is for throw-away servers only.
///
/// # Errors
/// When the store refuses.
pub fn demo_link(app: &App, role: Role, name: &str) -> Result<String> {
    let email = format!("{}@demo.example", role.word());
    let token = app.store.write(|tx| {
        let user = match accounts::find_user_by_email(tx, &email)? {
            Some(user) => user.id,
            None => accounts::insert_user(tx, &people::new_user(app, &email, name, &[role]))?,
        };
        make_in(tx, app, Purpose::DemoSignIn, user)
    })?;
    Ok(format!("{}/staff/demo/{token}", app.config.public_url()))
}

/// Opens a session for a demo link; answers the value of its cookie.
///
/// # Errors
/// [`Error::NotFound`] when there is no such link.
pub fn enter_demo(app: &App, token: &str, origin: &Origin) -> Result<sign_in::Opened> {
    let now = app.now().as_microsecond();
    app.store.write(|tx| {
        let found = links::find_link(tx, &digest(token), Purpose::DemoSignIn.word(), now)?;
        let (subject, _) = found.ok_or(Error::NotFound)?;
        let user = accounts::find_user(tx, UserId(subject))?.filter(|user| user.disabled_at.is_none());
        let user = user.ok_or(Error::NotFound)?;
        let cookie = sign_in::open_session(tx, app, &user, origin)?;
        Ok(sign_in::Opened { cookie, user })
    })
}
