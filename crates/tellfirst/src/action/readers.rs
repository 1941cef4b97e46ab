//! People and programs outside the team who may read advisories labelled GREEN, AMBER or RED.
//!
//! Invariant: whoever may read a label may read the wider ones. Made and revoked on the server's own machine.

use domain::case::Label;
use store::readers::{self, NewReader, Reader};

use super::accounts::trail::{self, Detail, What};
use crate::api::bearer::TOKEN_PREFIX;
use crate::app::App;
use crate::auth::session::{digest, draw_token};
use crate::error::{Error, Result};

/// The last use of a token is noted to the minute.
const NOTED_MICROS: i64 = 60_000_000;

/// Makes a token; answers it, this once.
///
/// # Errors
/// When the store refuses.
pub fn make(app: &App, name: &str, label: Label, days: Option<u32>) -> Result<String> {
    let token = format!("{TOKEN_PREFIX}reader_{}", draw_token(app));
    let at = app.now().as_microsecond();
    let new = NewReader {
        token_hash: digest(&token),
        name: name.chars().filter(|c| !c.is_control()).take(100).collect(),
        label: label.word().to_owned(),
        at,
        expires_at: days.map(|days| at + i64::from(days) * 86_400_000_000),
    };
    app.store.write(|tx| {
        readers::insert_reader(tx, &new)?;
        let detail = Detail { note: format!("reader {} ({})", new.name, new.label), ..Detail::default() };
        trail::note_in(tx, app, What::TokenMade, None, &detail)
    })?;
    Ok(token)
}

/// All readers there are or were.
///
/// # Errors
/// When the store refuses.
pub fn list(app: &App) -> Result<Vec<Reader>> {
    app.store.read(|tx| readers::list_readers(tx).map_err(Error::from))
}

/// Revokes a token; answers false when there is none to revoke.
///
/// # Errors
/// When the store refuses.
pub fn revoke(app: &App, id: i64) -> Result<bool> {
    let now = app.now().as_microsecond();
    app.store.write(|tx| {
        let is_revoked = readers::revoke_reader(tx, id, now)?;
        if is_revoked {
            let detail = Detail { note: format!("reader {id}"), ..Detail::default() };
            trail::note_in(tx, app, What::TokenRevoked, None, &detail)?;
        }
        Ok(is_revoked)
    })
}

/// Whether a token opens what is labelled so.
///
/// # Errors
/// When the store refuses.
pub fn opens(app: &App, token: &str, label: Label) -> Result<bool> {
    let now = app.now().as_microsecond();
    let hash = digest(token);
    let found = app.store.read(|tx| readers::find_reader(tx, &hash, now).map_err(Error::from))?;
    let Some(reader) = found else { return Ok(false) };
    if reader.last_used_at.is_none_or(|at| now - at >= NOTED_MICROS) {
        app.store.write(|tx| readers::touch_reader(tx, reader.id, now).map_err(Error::from))?;
    }
    Ok(Label::from_word(&reader.label).is_some_and(|narrowest| label <= narrowest))
}
