//! After an update: readings of the cases that older versions did not keep, or kept otherwise, are made anew, a batch
//! at a time, while the server already works.
//!
//! Invariant: a batch writes what [`row::commissions`] says of the case as it stands, so doing it twice is harmless.

use domain::case::State;
use store::{CaseId, cases, commissions, settings};

use crate::action::case::load_by_id;
use crate::action::row;
use crate::app::App;
use crate::error::{Error, Result};

/// How far it has come: the last case, or [`DONE`]. A new number makes all anew.
const COMMISSIONS: &str = "commissions made anew, 2";
const DONE: &str = "done";
/// Cases of one transaction.
const BATCH: i64 = 200;

/// Makes the next batch anew, when there is one; the bell rings for the one after it.
///
/// # Errors
/// When the store refuses; the next round goes on where this one began.
pub fn run(app: &App) -> Result<()> {
    let at = app.store.read(|tx| settings::find_setting(tx, COMMISSIONS).map_err(Error::from))?;
    if at.as_deref() == Some(DONE) {
        return Ok(());
    }
    let after = CaseId(at.and_then(|at| at.parse().ok()).unwrap_or(0));
    let is_done = app.store.write(|tx| {
        let fixing = [State::Confirmed.word(), State::Resolved.word()];
        let ids = cases::list_in_states_after(tx, after, &fixing, BATCH)?;
        for id in &ids {
            let case = load_by_id(tx, *id)?.case;
            commissions::replace_commissions(tx, *id, &row::commissions(&case))?;
        }
        let next = ids.last().map_or_else(|| DONE.to_owned(), ToString::to_string);
        settings::put_setting(tx, COMMISSIONS, &next)?;
        Ok::<_, Error>(ids.is_empty())
    })?;
    if !is_done {
        app.bell.notify_one();
    }
    Ok(())
}
