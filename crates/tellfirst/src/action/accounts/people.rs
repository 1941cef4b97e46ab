//! Who has an account, in which roles: invitations, changes, and what keeps a server from losing its managers.

use domain::access::{Act, Role};
use domain::report::{FieldErrors, FieldProblem, LINE_MAX, looks_like_an_address};
use store::accounts::{self, NewUser, User, api_tokens};
use store::{Tx, UserId};

use super::links::{self, Purpose};
use super::sign_in::end_sessions_in;
use super::trail::{self, Detail, What};
use crate::app::App;
use crate::error::{Error, Result};
use crate::job::invite;

/// Who asks for a change of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A member of staff who may administer.
    Staff(UserId),
    /// Somebody at the server's own command line.
    Machine,
}

impl By {
    fn detail(self, note: impl Into<String>) -> Detail {
        match self {
            Self::Staff(user) => Detail::by(user, note),
            Self::Machine => Detail { note: note.into(), ..Detail::default() },
        }
    }

    fn is(self, user: UserId) -> bool {
        self == Self::Staff(user)
    }
}

/// Why a change of an account is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// One's own roles are another person's business.
    OwnAccount,
    /// Nobody would be left who can manage.
    LastManager,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Done,
    Not(Obstacle),
}

/// The roles an account has.
#[must_use]
pub fn roles(user: &User) -> Vec<Role> {
    user.roles.iter().filter_map(|word| Role::from_word(word)).collect()
}

/// An account to be made now.
#[must_use]
pub fn new_user(app: &App, email: &str, name: &str, roles: &[Role]) -> NewUser {
    NewUser {
        email: email.trim().to_owned(),
        name: name.trim().to_owned(),
        roles: words(roles),
        programs: Vec::new(),
        at: app.now().as_microsecond(),
    }
}

fn words(roles: &[Role]) -> Vec<String> {
    Role::ALL.into_iter().filter(|role| roles.contains(role)).map(|role| role.word().to_owned()).collect()
}

/// Checks name and address of an account.
///
/// # Errors
/// The fields that cannot be accepted.
pub fn check(name: &str, email: &str) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if name.trim().is_empty() {
        errors.add("name", FieldProblem::Missing);
    } else if name.chars().count() > LINE_MAX {
        errors.add("name", FieldProblem::TooLong { max: LINE_MAX });
    } else if name.chars().any(char::is_control) {
        errors.add("name", FieldProblem::ControlCharacter);
    }
    if !looks_like_an_address(email.trim()) {
        errors.add("email", FieldProblem::NotAnAddress);
    }
    errors.into_result()
}

/// How a link gets to the person it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Whoever makes it is shown it, this once.
    Shown,
    /// It is mailed to the account's address.
    Mailed,
}

/// Makes an account and a link with which its owner chooses a password; answers the link's token.
///
/// # Errors
/// [`Error::Invalid`] with the fields that cannot be accepted.
pub fn invite(app: &App, by: By, new: &NewUser) -> Result<String> {
    invite_by(app, by, new, Way::Shown).map(|(_, token)| token)
}

/// As [`invite`], the link going the way that is asked for; answers the account too.
///
/// # Errors
/// As [`invite`].
pub fn invite_by(app: &App, by: By, new: &NewUser, way: Way) -> Result<(UserId, String)> {
    check(&new.name, &new.email)?;
    if new.roles.is_empty() {
        return Err(one_problem("roles", FieldProblem::Missing));
    }
    let invited = app.store.write(|tx| {
        if accounts::find_user_by_email(tx, &new.email)?.is_some() {
            let why = "there is an account with this address".to_owned();
            return Err(one_problem("email", FieldProblem::Invalid { why }));
        }
        let user = accounts::insert_user(tx, new)?;
        trail::note_in(tx, app, What::Invited, Some(user), &by.detail(new.roles.join(" ")))?;
        let token = links::make_in(tx, app, Purpose::Invite, user)?;
        hand_over(tx, app, (user, &token), way)?;
        Ok((user, token))
    })?;
    app.bell.notify_one();
    Ok(invited)
}

fn hand_over(tx: &mut Tx<'_>, app: &App, (user, token): (UserId, &str), way: Way) -> Result<()> {
    match way {
        Way::Shown => Ok(()),
        Way::Mailed => invite::post(tx, app, user, token),
    }
}

fn one_problem(field: &str, problem: FieldProblem) -> Error {
    let mut errors = FieldErrors::default();
    errors.add(field, problem);
    errors.into()
}

/// Makes a link with which the owner of an account chooses a new password; answers its token.
///
/// # Errors
/// [`Error::NotFound`].
pub fn make_link(app: &App, by: By, user: UserId, way: Way) -> Result<String> {
    let token = app.store.write(|tx| {
        let found = get(tx, user)?;
        let purpose = if found.password_phc.is_some() { Purpose::Reset } else { Purpose::Invite };
        let how = if way == Way::Mailed { "mail" } else { "" };
        trail::note_in(tx, app, What::LinkMade, Some(user), &by.detail(how))?;
        let token = links::make_in(tx, app, purpose, user)?;
        hand_over(tx, app, (user, &token), way)?;
        Ok::<_, Error>(token)
    })?;
    app.bell.notify_one();
    Ok(token)
}

/// Ends the open links of an account, also those that are in a mail already.
///
/// # Errors
/// [`Error::NotFound`].
pub fn revoke_links(app: &App, by: By, user: UserId) -> Result<()> {
    app.store.write(|tx| {
        get(tx, user)?;
        links::revoke_in(tx, app, user)?;
        trail::note_in(tx, app, What::LinksRevoked, Some(user), &by.detail(""))
    })
}

/// When the open link of an account ends.
///
/// # Errors
/// When the store refuses.
pub fn open_link(app: &App, user: UserId) -> Result<Option<i64>> {
    app.store.read(|tx| links::open_until(tx, app, user))
}

/// Gives an account other roles.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] without any role.
pub fn change_roles(app: &App, by: By, user: UserId, roles: &[Role]) -> Result<Change> {
    if roles.is_empty() {
        return Err(one_problem("roles", FieldProblem::Missing));
    }
    app.store.write(|tx| {
        if by.is(user) {
            return Ok(Change::Not(Obstacle::OwnAccount));
        }
        let found = get(tx, user)?;
        if leaves_nobody(tx, user, roles)? {
            return Ok(Change::Not(Obstacle::LastManager));
        }
        let words = words(roles);
        accounts::update_user(tx, user, &found.name, &words, &found.programs)?;
        trail::note_in(tx, app, What::RolesChanged, Some(user), &by.detail(words.join(" ")))?;
        Ok(Change::Done)
    })
}

/// Disables an account: its sessions and tokens end at once.
///
/// # Errors
/// [`Error::NotFound`].
pub fn disable(app: &App, by: By, user: UserId) -> Result<Change> {
    app.store.write(|tx| {
        if by.is(user) {
            return Ok(Change::Not(Obstacle::OwnAccount));
        }
        get(tx, user)?;
        if leaves_nobody(tx, user, &[])? {
            return Ok(Change::Not(Obstacle::LastManager));
        }
        accounts::disable_user(tx, user, app.now().as_microsecond())?;
        links::revoke_in(tx, app, user)?;
        trail::note_in(tx, app, What::Disabled, Some(user), &by.detail(""))?;
        Ok(Change::Done)
    })
}

/// Enables an account again.
///
/// # Errors
/// [`Error::NotFound`].
pub fn enable(app: &App, by: By, user: UserId) -> Result<()> {
    app.store.write(|tx| {
        accounts::enable_user(tx, user)?;
        trail::note_in(tx, app, What::Enabled, Some(user), &by.detail(""))
    })
}

/// Takes the second factor of an account away and ends its sessions: the next sign-in sets up a new one.
///
/// # Errors
/// [`Error::NotFound`].
pub fn reset_second_factor(app: &App, by: By, user: UserId) -> Result<Change> {
    if by.is(user) {
        return Ok(Change::Not(Obstacle::OwnAccount));
    }
    app.store.write(|tx| {
        accounts::set_totp(tx, user, None)?;
        end_sessions_in(tx, app, user, None)?;
        trail::note_in(tx, app, What::SecondFactorReset, Some(user), &by.detail(""))?;
        Ok(Change::Done)
    })
}

/// True when without this account, or with these roles, nobody active would be left to manage or to administer.
fn leaves_nobody(tx: &mut Tx<'_>, user: UserId, roles_then: &[Role]) -> Result<bool> {
    let all = accounts::list_users(tx)?;
    let active = |u: &&User| u.disabled_at.is_none();
    let able = |roles: &[Role], wanted: &[Role]| wanted.iter().any(|role| roles.contains(role));
    for wanted in [&[Role::Manager][..], Act::Administer.roles()] {
        let is_now = all.iter().filter(active).any(|u| able(&roles(u), wanted));
        let is_then = all
            .iter()
            .filter(active)
            .any(|u| if u.id == user { able(roles_then, wanted) } else { able(&roles(u), wanted) });
        if is_now && !is_then {
            return Ok(true);
        }
    }
    Ok(false)
}

/// All accounts, oldest first.
///
/// # Errors
/// When the store refuses.
pub fn list(app: &App) -> Result<Vec<User>> {
    app.store.read(|tx| accounts::list_users(tx).map_err(Error::from))
}

/// One account.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(app: &App, user: UserId) -> Result<User> {
    app.store.read(|tx| get(tx, user))
}

/// One account by its address.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find_by_email(app: &App, email: &str) -> Result<User> {
    app.store.read(|tx| accounts::find_user_by_email(tx, email)?.ok_or(Error::NotFound))
}

fn get(tx: &mut Tx<'_>, user: UserId) -> Result<User> {
    accounts::find_user(tx, user)?.ok_or(Error::NotFound)
}

/// The API tokens of an account.
///
/// # Errors
/// When the store refuses.
pub fn list_tokens(app: &App, user: UserId) -> Result<Vec<api_tokens::ApiToken>> {
    app.store.read(|tx| api_tokens::list_api_tokens(tx, user).map_err(Error::from))
}
