//! Duplicates follow their original: their reporters learn its state and share its green light.

use domain::access::Actor;
use domain::case::Case;
use store::CaseId;
use store::outbox::Job;
use store::tokens::{TokenKind, list_cases_with, token};

use crate::action::case::{At, load, load_by_id, perform_in};
use crate::action::merge;
use crate::app::App;
use crate::error::{Error, Result};

/// Duplicates of one case that are followed at most.
const FOLLOWERS: i64 = 500;

/// Lets the duplicates of a case take notice of it, and a duplicate of its original.
///
/// # Errors
/// When the store refuses.
pub fn run(app: &App, job: &Job) -> Result<()> {
    let Some(id) = job.case else { return Ok(()) };
    let case = app.store.read(|tx| load_by_id(tx, id))?.case;
    if let Some(of) = &case.duplicate_of {
        match app.store.read(|tx| load(tx, of)) {
            Ok(original) => tell(app, id, &original.case)?,
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    crate::action::postings::catch_up(app)?;
    let followers = app.store.read(|tx| {
        let key = token(tx.vault(), TokenKind::Participant, &format!("duplicate of {}", case.number));
        list_cases_with(tx, key, FOLLOWERS).map_err(Error::from)
    })?;
    followers.into_iter().try_for_each(|follower| tell(app, follower, &case))
}

fn tell(app: &App, follower: CaseId, original: &Case) -> Result<()> {
    let program = app.program();
    app.store.write(|tx| {
        let loaded = load_by_id(tx, follower)?;
        let at = At { program: &program, actor: &Actor::System, now: app.now() };
        match perform_in(tx, app, &at, loaded, merge::follow(original)) {
            // It knows already, or is no duplicate any more.
            Ok(_) | Err(Error::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    })
}
