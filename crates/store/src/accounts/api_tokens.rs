//! Tokens with which programs call the API in a user's name.

use crate::engine::{Row, Tx};
use crate::error::Result;
use crate::ids::UserId;
use crate::{counters, params};

/// A token to be stored. Times are microseconds since 1970 in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiToken {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// In whose name.
    pub user: UserId,
    /// What it is for, in the owner's words.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it was made.
    pub at: i64,
    /// When it ends.
    pub expires_at: Option<i64>,
}

/// A stored token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: i64,
    /// In whose name.
    pub user: UserId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it ends.
    pub expires_at: Option<i64>,
    /// When it was last used.
    pub last_used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

const COLUMNS: &str = "id, user_id, name, scopes, created_at, expires_at, last_used_at, revoked_at";

/// Stores a token; answers its id.
///
/// # Errors
/// When the engine refuses.
pub fn insert_api_token(tx: &mut Tx<'_>, token: &NewApiToken) -> Result<i64> {
    let id = counters::next(tx, "api tokens")?;
    let sql = "insert into api_tokens (id, token_hash, user_id, name, scopes, created_at, expires_at) \
               values ($1, $2, $3, $4, $5, $6, $7)";
    let scopes = token.scopes.join(" ");
    tx.execute(
        sql,
        params![id, &token.token_hash, token.user, &token.name, scopes, token.at, token.expires_at],
    )?;
    Ok(id)
}

/// The token with this digest, when it is neither revoked nor over and its user is not disabled.
///
/// # Errors
/// When the engine refuses.
pub fn find_api_token(tx: &mut Tx<'_>, token_hash: &[u8; 32], now: i64) -> Result<Option<ApiToken>> {
    let sql = format!(
        "select {COLUMNS} from api_tokens where token_hash = $1 and revoked_at is null \
         and (expires_at is null or expires_at > $2) \
         and user_id in (select id from users where disabled_at is null)"
    );
    tx.query_one(&sql, params![token_hash, now], read)
}

/// All tokens of a user.
///
/// # Errors
/// When the engine refuses.
pub fn list_api_tokens(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<ApiToken>> {
    let sql = format!("select {COLUMNS} from api_tokens where user_id = $1 order by id");
    tx.query(&sql, params![user], read)
}

/// Notes the use of a token. Call it at most once a minute per token.
///
/// # Errors
/// When the engine refuses.
pub fn touch_api_token(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<()> {
    tx.execute("update api_tokens set last_used_at = $2 where id = $1", params![id, now]).map(drop)
}

/// Revokes a token; answers false when there is none to revoke.
///
/// # Errors
/// When the engine refuses.
pub fn revoke_api_token(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<bool> {
    let sql = "update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null";
    Ok(tx.execute(sql, params![id, now])? == 1)
}

/// Revokes all tokens of a user.
///
/// # Errors
/// When the engine refuses.
pub fn revoke_all_api_tokens(tx: &mut Tx<'_>, user: UserId, now: i64) -> Result<()> {
    let sql = "update api_tokens set revoked_at = $2 where user_id = $1 and revoked_at is null";
    tx.execute(sql, params![user, now]).map(drop)
}

fn read(row: &Row<'_>) -> Result<ApiToken> {
    Ok(ApiToken {
        id: row.int(0)?,
        user: UserId(row.int(1)?),
        name: row.text(2)?,
        scopes: row.text(3)?.split_whitespace().map(str::to_owned).collect(),
        created_at: row.int(4)?,
        expires_at: row.opt_int(5)?,
        last_used_at: row.opt_int(6)?,
        revoked_at: row.opt_int(7)?,
    })
}
