//! Duplicates follow their original: their reporters learn its state and share its green light.

use domain::access::Actor;
use domain::case::{Command, State};
use store::outbox::Job;
use store::tokens::{TokenKind, list_cases_with, token};

use crate::action::case::{At, load_by_id, perform_in};
use crate::app::App;
use crate::error::{Error, Result};

/// Duplicates of one case that are followed at most.
const FOLLOWERS: i64 = 500;

/// Lets the duplicates of a case take notice of it.
///
/// # Errors
/// When the store refuses.
pub fn run(app: &App, job: &Job) -> Result<()> {
    let Some(id) = job.case else { return Ok(()) };
    let original = app.store.read(|tx| load_by_id(tx, id))?;
    let number = original.case.number.clone();
    let followers = app.store.read(|tx| {
        let key = token(tx.vault(), TokenKind::Participant, &format!("duplicate of {number}"));
        list_cases_with(tx, key, FOLLOWERS).map_err(Error::from)
    })?;
    let program = app.program();
    for follower in followers {
        app.store.write(|tx| {
            let loaded = load_by_id(tx, follower)?;
            if loaded.case.state != State::Duplicate {
                return Ok(());
            }
            let at = At { program: &program, actor: &Actor::System, now: app.now() };
            let command = Command::FollowOriginal {
                state: original.case.state,
                light: original.case.reports.first().and_then(|r| r.light.given),
            };
            match perform_in(tx, app, &at, loaded, command) {
                Ok(_) | Err(Error::Refused(_)) => Ok(()),
                Err(error) => Err(error),
            }
        })?;
    }
    Ok(())
}
