//! Commands on one case.

use domain::access::Actor;
use domain::case::{ActorRef, Case, Command, Context, Event, Recorded, Refusal, decide};
use domain::id::CaseNumber;
use domain::report::{FieldErrors, FieldProblem};
use jiff::Timestamp;
use store::events::NewEvent;
use store::{CaseId, Tx, cases, events};

use super::{effects, row, statistics};
use crate::app::{ActiveProgram, App};
use crate::error::{Error, Result};

/// A case with the id of its row.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub id: CaseId,
    pub case: Case,
}

/// What a command did.
#[derive(Debug, Clone)]
pub struct Performed {
    pub case: Case,
    pub events: Vec<Event>,
}

/// Carries out a command and answers when what followed is durable.
///
/// # Errors
/// [`Error::NotFound`] also for what the actor may not know of; [`Error::Refused`] and [`Error::Invalid`] with the reason.
pub fn perform(app: &App, actor: &Actor, number: &CaseNumber, command: Command) -> Result<Performed> {
    let program = app.program();
    let now = app.now();
    let performed = app.store.write(|tx| {
        let loaded = load(tx, number)?;
        perform_in(tx, app, &At { program: &program, actor, now }, loaded, command.clone())
    })?;
    app.bell.notify_one();
    Ok(performed)
}

/// The circumstances of an act.
#[derive(Clone, Copy)]
pub struct At<'a> {
    pub program: &'a ActiveProgram,
    pub actor: &'a Actor,
    pub now: Timestamp,
}

/// Carries out a command inside a transaction that does more.
///
/// # Errors
/// As [`perform`].
pub fn perform_in(
    tx: &mut Tx<'_>,
    app: &App,
    at: &At<'_>,
    loaded: Loaded,
    command: Command,
) -> Result<Performed> {
    let context = Context { now: at.now, actor: at.actor, terms: &at.program.terms };
    let page = match &command {
        Command::ReleaseFix { release, .. } => Some(release.page.clone()),
        _ => None,
    };
    let decided = decide(&loaded.case, command, &context);
    let decided = match page {
        Some(page) => with_page_checked(app, at.program, &loaded.case, &page, decided)?,
        None => decided?,
    };
    let case = append(tx, app, at, loaded, &decided)?;
    Ok(Performed { case, events: decided })
}

/// Carries out several commands as one act inside a transaction: all or none of them.
///
/// # Errors
/// As [`perform`], for the first that is refused.
pub fn perform_all_in(
    tx: &mut Tx<'_>,
    app: &App,
    at: &At<'_>,
    loaded: Loaded,
    commands: Vec<Command>,
) -> Result<Case> {
    let context = Context { now: at.now, actor: at.actor, terms: &at.program.terms };
    let (mut after, mut decided) = (loaded.case.clone(), Vec::new());
    for command in commands {
        let events = decide(&after, command, &context)?;
        record(after.length, at, &events).iter().for_each(|event| after.apply(event));
        decided.extend(events);
    }
    append(tx, app, at, loaded, &decided)
}

/// A release is closed by what the server sees, so its page must be one that the server may ask. Said together
/// with what else is wrong with the release, and to nobody who may not release.
fn with_page_checked(
    app: &App,
    program: &ActiveProgram,
    case: &Case,
    page: &str,
    decided: Result<Vec<Event>, Refusal>,
) -> Result<Vec<Event>> {
    let (mut errors, decided) = match decided {
        Ok(decided) => (FieldErrors::default(), decided),
        Err(Refusal::Invalid(errors)) => (errors, Vec::new()),
        Err(refusal) => return Err(refusal.into()),
    };
    let brand = program.program.find_brand(&case.brand);
    let hosts = brand.map(|brand| brand.firmware_hosts.as_slice()).unwrap_or_default();
    if let Err(trouble) = app.fetcher.check(page, hosts) {
        let why = format!("{trouble}: evidence is fetched over https from {}", hosts.join(", "));
        errors.add("page", FieldProblem::Invalid { why });
    }
    errors.into_result()?;
    Ok(decided)
}

/// Appends decided events to a case that exists and brings everything that follows up to date.
///
/// # Errors
/// When the store refuses.
pub fn append(tx: &mut Tx<'_>, app: &App, at: &At<'_>, loaded: Loaded, decided: &[Event]) -> Result<Case> {
    let Loaded { id, case: before } = loaded;
    if decided.is_empty() {
        return Ok(before);
    }
    let recorded = record(before.length, at, decided);
    let mut case = before.clone();
    recorded.iter().for_each(|event| case.apply(event));
    let version = i64::try_from(before.length).map_err(Error::internal)?;
    events::append(tx, id, version, &stored(&recorded)?)?;
    cases::update_case(tx, id, &row::fields(&case, at.program)?)?;
    row::index(tx, id, &case)?;
    store::commissions::replace_commissions(tx, id, &row::commissions(&case))?;
    if !matches!(at.actor, Actor::Reporter { .. }) {
        for end in statistics::ended(&before.clocks, &case.clocks, at.now) {
            store::statistics::insert_end(tx, id, &end)?;
        }
    }
    effects::follow(tx, app, at, id, (&case, &recorded))?;
    Ok(case)
}

/// Gives decided events their place in the history.
#[must_use]
pub fn record(length: u64, at: &At<'_>, decided: &[Event]) -> Vec<Recorded> {
    let by = ActorRef::of(at.actor);
    (length + 1..)
        .zip(decided)
        .map(|(seq, event)| Recorded { seq, at: at.now, by: by.clone(), event: event.clone() })
        .collect()
}

/// Events as the store keeps them.
///
/// # Errors
/// Never for events of this program; a serialiser may fail in principle.
pub fn stored(recorded: &[Recorded]) -> Result<Vec<NewEvent>> {
    let one = |r: &Recorded| {
        let (actor_kind, actor_id) = match &r.by {
            ActorRef::Reporter { report } => ("reporter", report.0.to_string()),
            ActorRef::Staff { user } => ("user", user.to_string()),
            ActorRef::System => ("system", String::new()),
        };
        Ok(NewEvent {
            at: r.at.as_microsecond(),
            actor_kind: actor_kind.to_owned(),
            actor_id,
            kind: r.event.kind().to_owned(),
            payload: serde_json::to_vec(r).map_err(Error::internal)?,
        })
    };
    recorded.iter().map(one).collect()
}

/// Loads a case by its number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn load(tx: &mut Tx<'_>, number: &CaseNumber) -> Result<Loaded> {
    let found = cases::find_by_number(tx, number.as_str())?.ok_or(Error::NotFound)?;
    load_by_id(tx, found.id)
}

/// Loads a case by the id of its row.
///
/// # Errors
/// [`Error::NotFound`].
pub fn load_by_id(tx: &mut Tx<'_>, id: CaseId) -> Result<Loaded> {
    let snapshot = cases::get_snapshot(tx, id)?;
    let case = serde_json::from_slice(&snapshot).map_err(Error::internal)?;
    Ok(Loaded { id, case })
}
