//! Small things that are kept: settings of the server and the saved views of users. Not sealed.

use crate::engine::Tx;
use crate::error::Result;
use crate::ids::UserId;
use crate::params;

/// The value of a setting.
///
/// # Errors
/// When the engine refuses.
pub fn find_setting(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>> {
    tx.query_one("select value from settings where key = $1", params![key], |row| row.text(0))
}

/// Sets a setting.
///
/// # Errors
/// When the engine refuses.
pub fn put_setting(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<()> {
    let sql = "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = $2";
    tx.execute(sql, params![key, value]).map(drop)
}

/// Keeps a view of a user under a name; the same name is replaced.
///
/// # Errors
/// When the engine refuses.
pub fn put_view(tx: &mut Tx<'_>, user: UserId, name: &str, query: &str) -> Result<()> {
    let sql = "insert into saved_views (user_id, name, query) values ($1, $2, $3) \
               on conflict (user_id, name) do update set query = $3";
    tx.execute(sql, params![user, name, query]).map(drop)
}

/// The views of a user, name and query, by name.
///
/// # Errors
/// When the engine refuses.
pub fn list_views(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<(String, String)>> {
    let sql = "select name, query from saved_views where user_id = $1 order by name";
    tx.query(sql, params![user], |row| Ok((row.text(0)?, row.text(1)?)))
}

/// Deletes a view.
///
/// # Errors
/// When the engine refuses.
pub fn delete_view(tx: &mut Tx<'_>, user: UserId, name: &str) -> Result<()> {
    tx.execute("delete from saved_views where user_id = $1 and name = $2", params![user, name]).map(drop)
}
