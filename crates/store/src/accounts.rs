//! Accounts: users, their sessions, links that work once, API tokens, failed attempts and security events.
//!
//! Addresses and names are sealed; an account is found by a keyed token of its address. Secrets of sessions, links
//! and API tokens are stored as SHA-256 digests only.

pub mod api_tokens;
pub mod attempts;
pub mod links;
pub mod security;
pub mod sessions;

use crate::engine::{Row, Tx};
use crate::error::{Error, Result};
use crate::ids::UserId;
use crate::seal::{Owner, Place};
use crate::{counters, params};

/// An account to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The address, as it is written to.
    pub email: String,
    /// The name as it is shown.
    pub name: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// The programs it may see; none means all.
    pub programs: Vec<String>,
    /// When, in microseconds since 1970 in UTC.
    pub at: i64,
}

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The address.
    pub email: String,
    /// The name.
    pub name: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// The programs it may see; none means all.
    pub programs: Vec<String>,
    /// The password as a PHC string, when one is set.
    pub password_phc: Option<String>,
    /// The secret of the second factor, when one is set.
    pub totp_secret: Option<Vec<u8>>,
    /// The last time step that was used with it.
    pub totp_last_step: i64,
    /// When it was made.
    pub created_at: i64,
    /// When it was disabled.
    pub disabled_at: Option<i64>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("id", &self.id).field("roles", &self.roles).finish_non_exhaustive()
    }
}

const COLUMNS: &str = "id, email_sealed, name_sealed, roles, programs, password_phc, totp_sealed, \
     totp_last_step, created_at, disabled_at";

/// Makes an account without password.
///
/// # Errors
/// [`Error::Unique`] when the address has one already.
pub fn insert_user(tx: &mut Tx<'_>, user: &NewUser) -> Result<UserId> {
    let id = UserId(counters::next(tx, "users")?);
    let email = tx.seal(Owner::Instance, place("email_sealed", id), user.email.as_bytes())?;
    let name = tx.seal(Owner::Instance, place("name_sealed", id), user.name.as_bytes())?;
    let sql = "insert into users (id, email_token, email_sealed, name_sealed, roles, programs, totp_last_step, \
               created_at) values ($1, $2, $3, $4, $5, $6, 0, $7)";
    let token = email_token(tx, &user.email);
    tx.execute(sql, params![id, token, email, name, user.roles.join(" "), user.programs.join(" "), user.at])?;
    Ok(id)
}

/// The account with this address, in any spelling of upper and lower case.
///
/// # Errors
/// When the engine refuses.
pub fn find_user_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<User>> {
    let token = email_token(tx, email);
    let sql = format!("select {COLUMNS} from users where email_token = $1");
    Ok(read_users(tx, &sql, params![token])?.pop())
}

/// The account with this id.
///
/// # Errors
/// When the engine refuses.
pub fn find_user(tx: &mut Tx<'_>, id: UserId) -> Result<Option<User>> {
    let sql = format!("select {COLUMNS} from users where id = $1");
    Ok(read_users(tx, &sql, params![id])?.pop())
}

/// All accounts, oldest first.
///
/// # Errors
/// When the engine refuses.
pub fn list_users(tx: &mut Tx<'_>) -> Result<Vec<User>> {
    read_users(tx, &format!("select {COLUMNS} from users order by id"), &[])
}

/// The number of accounts that are not disabled.
///
/// # Errors
/// When the engine refuses.
pub fn count_users(tx: &mut Tx<'_>) -> Result<i64> {
    let sql = "select count(*) from users where disabled_at is null";
    Ok(tx.query_one(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// Sets the password, as a PHC string.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account.
pub fn set_password(tx: &mut Tx<'_>, id: UserId, phc: &str) -> Result<()> {
    one(tx.execute("update users set password_phc = $2 where id = $1", params![id, phc])?)
}

/// Sets or removes the second factor.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account.
pub fn set_totp(tx: &mut Tx<'_>, id: UserId, secret: Option<&[u8]>) -> Result<()> {
    let sealed =
        secret.map(|secret| tx.seal(Owner::Instance, place("totp_sealed", id), secret)).transpose()?;
    let sql = "update users set totp_sealed = $2, totp_last_step = 0 where id = $1";
    one(tx.execute(sql, params![id, sealed])?)
}

/// Uses a time step of the second factor; answers false when it or a later one was used before (RFC 6238,
/// section 5.2: a code is accepted once).
///
/// # Errors
/// When the engine refuses.
pub fn use_totp_step(tx: &mut Tx<'_>, id: UserId, step: i64) -> Result<bool> {
    let sql = "update users set totp_last_step = $2 where id = $1 and totp_last_step < $2";
    Ok(tx.execute(sql, params![id, step])? == 1)
}

/// Sets name, roles and programs.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account.
pub fn update_user(
    tx: &mut Tx<'_>,
    id: UserId,
    name: &str,
    roles: &[String],
    programs: &[String],
) -> Result<()> {
    let name = tx.seal(Owner::Instance, place("name_sealed", id), name.as_bytes())?;
    let sql = "update users set name_sealed = $2, roles = $3, programs = $4 where id = $1";
    one(tx.execute(sql, params![id, name, roles.join(" "), programs.join(" ")])?)
}

/// Disables an account and ends its sessions and API tokens.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account.
pub fn disable_user(tx: &mut Tx<'_>, id: UserId, at: i64) -> Result<()> {
    one(tx.execute("update users set disabled_at = $2 where id = $1", params![id, at])?)?;
    sessions::revoke_all_sessions(tx, id, at)?;
    api_tokens::revoke_all_api_tokens(tx, id, at)
}

/// Enables an account again.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account.
pub fn enable_user(tx: &mut Tx<'_>, id: UserId) -> Result<()> {
    one(tx.execute("update users set disabled_at = null where id = $1", params![id])?)
}

fn one(changed: u64) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::NotFound { what: "user" }) }
}

fn email_token(tx: &Tx<'_>, email: &str) -> i64 {
    tx.vault().token("user email", &email.trim().to_lowercase())
}

fn place(column: &'static str, id: UserId) -> Place {
    Place::new("users", column, id.0)
}

fn read_users(tx: &mut Tx<'_>, sql: &str, params: &[crate::engine::Value<'_>]) -> Result<Vec<User>> {
    let rows = tx.query(sql, params, read)?;
    rows.into_iter().map(|sealed| open(tx, sealed)).collect()
}

struct Sealed {
    user: User,
    email: Vec<u8>,
    name: Vec<u8>,
}

fn read(row: &Row<'_>) -> Result<Sealed> {
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect();
    let user = User {
        id: UserId(row.int(0)?),
        email: String::new(),
        name: String::new(),
        roles: words(row.text(3)?),
        programs: words(row.text(4)?),
        password_phc: row.opt_text(5)?,
        totp_secret: row.opt_blob(6)?,
        totp_last_step: row.int(7)?,
        created_at: row.int(8)?,
        disabled_at: row.opt_int(9)?,
    };
    Ok(Sealed { user, email: row.blob(1)?, name: row.blob(2)? })
}

fn open(tx: &mut Tx<'_>, sealed: Sealed) -> Result<User> {
    let Sealed { mut user, email, name } = sealed;
    user.email = tx.open_text(Owner::Instance, place("email_sealed", user.id), &email)?;
    user.name = tx.open_text(Owner::Instance, place("name_sealed", user.id), &name)?;
    user.totp_secret = user
        .totp_secret
        .map(|secret| tx.open(Owner::Instance, place("totp_sealed", user.id), &secret))
        .transpose()?;
    Ok(user)
}
