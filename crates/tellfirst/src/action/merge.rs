//! Cases and each other: duplicates, merging, splitting. What a reporter has stays theirs: their number and secret,
//! their receipt and letters, their files, their story.

use domain::access::{Act, Actor, Object, may};
use domain::case::{Case, Command, State};
use domain::id::CaseNumber;
use domain::report::{FieldErrors, FieldProblem};
use store::Tx;

use super::case::{At, Loaded, load, perform_in};
use crate::app::App;
use crate::error::{Error, Result};

/// Originals that stand behind one another at most.
const CHAIN_MAX: usize = 16;

/// Marks a case as a duplicate. Its reporter learns number, date and state of the original, nothing of its content,
/// and follows it from now on.
///
/// # Errors
/// As [`super::case::perform`]; an original that does not exist is a mistake in the field `of`.
pub fn mark_duplicate(
    app: &App,
    actor: &Actor,
    number: &CaseNumber,
    of: &CaseNumber,
    text: String,
) -> Result<()> {
    let program = app.program();
    let now = app.now();
    app.store.write(|tx| {
        let loaded = load(tx, number)?;
        let at = At { program: &program, actor, now };
        if !may(actor, Act::Triage, Object::Case(&loaded.case)) {
            return Err(Error::NotFound);
        }
        let original = find_original(tx, actor, of)?.ok_or_else(|| no_such_original(of))?;
        if original.number == *number {
            return Err(no_such_original(of));
        }
        let id = loaded.id;
        let command = Command::MarkDuplicate { of: original.number.clone(), text: text.clone() };
        let marked = perform_in(tx, app, &at, loaded, command)?;
        let at = At { actor: &Actor::System, ..at };
        perform_in(tx, app, &at, Loaded { id, case: marked.case }, follow(&original)).map(drop)
    })?;
    app.bell.notify_one();
    Ok(())
}

/// What a duplicate may know of its original.
#[must_use]
pub fn follow(original: &Case) -> Command {
    Command::FollowOriginal {
        state: original.state,
        light: original.reports.first().and_then(|r| r.light.given),
        received_at: Some(original.opened_at),
    }
}

/// The case that a number means as an original: behind duplicates and merged cases stands the one that is handled.
fn find_original(tx: &mut Tx<'_>, actor: &Actor, of: &CaseNumber) -> Result<Option<Case>> {
    let mut number = of.clone();
    for _ in 0..CHAIN_MAX {
        let case = match load(tx, &number) {
            Ok(loaded) => loaded.case,
            Err(Error::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        if !may(actor, Act::ReadCase, Object::Case(&case)) {
            return Ok(None);
        }
        let behind = match case.state {
            State::Duplicate => case.duplicate_of.clone(),
            State::Merged => case.merged_into.clone(),
            _ => None,
        };
        match behind {
            Some(next) => number = next,
            None => return Ok(Some(case)),
        }
    }
    Ok(None)
}

fn no_such_original(of: &CaseNumber) -> Error {
    let mut errors = FieldErrors::default();
    let why = format!("{of} cannot be the original: it does not exist, or it is this case itself");
    errors.add("of", FieldProblem::Invalid { why });
    errors.into()
}
