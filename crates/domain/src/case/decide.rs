//! From a command to the events that follow from it, or to a refusal.
//!
//! Pure: the case as it stands, the wish, who wishes it, the time and the policy's terms go in.
//! After the wished events come their consequences: letters given or revoked, clocks, closure.

mod cve;
mod embargo;
mod matrix;
mod publication;
mod reporter;
mod triage;

use jiff::Timestamp;

use crate::access::{Actor, Object, may};
use crate::case::{
    ActorRef, Addressees, Audience, Case, Command, Event, Original, Recorded, ReportRecord, State,
};
use crate::embargo::{EmbargoError, ExitReason};
use crate::green_light::{GreenLight, Outcome, compute};
use crate::id::{BrandId, CaseNumber, ReportNo, SkuId, VulnerabilityNo};
use crate::promise::{Promise, Terms};
use crate::report::{FieldErrors, FieldProblem, TEXT_MAX};

/// What a decision may look at besides the case.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub now: Timestamp,
    pub actor: &'a Actor,
    pub terms: &'a Terms,
}

/// Why a command has no effect. The text for people comes from the message files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The actor may not, or may not know that there is something.
    #[error("not allowed")]
    NotAllowed,
    #[error("the case is {}: this cannot be done now", .state.word())]
    WrongState { state: State },
    #[error("a second person has to decide this")]
    SecondPersonNeeded,
    #[error("nothing waits for this decision")]
    NothingPending,
    /// What was published to many cannot be labelled for fewer.
    #[error("it has been published to more people than that")]
    LabelTooNarrow,
    #[error("there is no report {0:?} in this case")]
    NoSuchReport(ReportNo),
    #[error("there is no vulnerability {0:?} in this case")]
    NoSuchVulnerability(VulnerabilityNo),
    #[error("there is no cell for {0} in the matrix")]
    NoSuchCell(SkuId),
    #[error("the one appeal has been used")]
    AppealUsed,
    #[error("devices are still without a fix: publishing now would expose them")]
    DevicesOpen { open: usize },
    #[error("an embargo binds until it ends")]
    EmbargoBinds,
    #[error("the advisory has no text yet")]
    AdvisoryEmpty,
    #[error("this would change nothing")]
    NothingChanges,
    #[error(transparent)]
    Embargo(#[from] EmbargoError),
    #[error(transparent)]
    Invalid(#[from] FieldErrors),
}

type Decision = Result<Vec<Event>, Refusal>;

/// Decides what follows from a command.
///
/// # Errors
/// The reason why nothing does.
pub fn decide(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    if !may(context.actor, command.act(), Object::Case(case)) {
        return Err(Refusal::NotAllowed);
    }
    if case.state == State::Merged && !matches!(command, Command::Tick) {
        return Err(Refusal::WrongState { state: case.state });
    }
    let events = wished(case, command, context)?;
    Ok(with_consequences(case, events, context))
}

/// Decides how a case begins: with a report, a running promise, and a first vulnerability.
#[must_use]
pub fn submit(number: CaseNumber, brand: BrandId, report: ReportRecord, context: &Context<'_>) -> Vec<Event> {
    let mut events = vec![Event::Opened { number, brand, report: Box::new(report) }];
    events.extend(start(Promise::Acknowledge, context));
    events
}

fn wished(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    match command {
        Command::Write { text, audience, to } => write(case, text, (audience, to), context),
        Command::AddFile { file, audience, to } => {
            let to = addressed(case, audience, to, context)?;
            Ok(vec![Event::FileAdded { file, audience, to }])
        }
        Command::ProposeEmbargo { .. }
        | Command::AcceptEmbargo
        | Command::RejectEmbargo
        | Command::EndEmbargo { .. }
        | Command::RecordSighting { .. } => embargo::decide(case, command, context),
        Command::ChangeCredit { .. }
        | Command::Withdraw { .. }
        | Command::Appeal { .. }
        | Command::NoteDisclosure { .. }
        | Command::Retest { .. } => reporter::decide(case, command, context),
        Command::Investigate { .. }
        | Command::MarkAffected { .. }
        | Command::RemoveCells { .. }
        | Command::Commission { .. }
        | Command::MarkNotAffected { .. }
        | Command::ReleaseFix { .. }
        | Command::ProposeNoFix { .. }
        | Command::ApproveNoFix { .. }
        | Command::DeclineNoFix { .. }
        | Command::Observe { .. }
        | Command::ConfirmEvidence { .. } => matrix::decide(case, command, context),
        Command::EditAdvisory { .. }
        | Command::LabelAdvisory { .. }
        | Command::RequestPublication
        | Command::ApprovePublication { .. }
        | Command::DeclinePublication { .. }
        | Command::RequestRemoval { .. }
        | Command::ApproveRemoval => publication::decide(case, command, context),
        Command::AskCve { .. } | Command::NoteCveRecord { .. } | Command::NoteCve { .. } => {
            cve::decide(case, command)
        }
        Command::FollowOriginal { state, light, received_at } => {
            follow_original(case, Original { state, light, received_at })
        }
        Command::Tick => Ok(Vec::new()),
        _ => triage::decide(case, command, context),
    }
}

fn follow_original(case: &Case, original: Original) -> Decision {
    require(case, &[State::Duplicate])?;
    if case.original == Some(original) {
        return Err(Refusal::NothingChanges);
    }
    let Original { state, light, received_at } = original;
    Ok(vec![Event::OriginalChanged { state, light, received_at }])
}

fn write(
    case: &Case,
    text: String,
    (audience, to): (Audience, Addressees),
    context: &Context<'_>,
) -> Decision {
    let mut errors = text_field("text", &text).err().unwrap_or_default();
    let to = match addressed(case, audience, to, context) {
        Ok(to) => to,
        Err(more) => {
            errors.0.extend(more.0);
            Vec::new()
        }
    };
    errors.into_result()?;
    let mut events = vec![Event::Written { text, audience, to }];
    let is_asked = match context.actor {
        Actor::Reporter { report, .. } => Some(case.asks(*report)),
        _ => None,
    };
    if audience == Audience::Everyone && is_asked == Some(true) {
        let to = case.state_before_question.unwrap_or(State::InReview);
        events.push(Event::StateChanged { to, text: String::new() });
    }
    if audience == Audience::Everyone && case.state == State::Confirmed && is_asked.is_none() {
        events.extend(start(Promise::StatusUpdate, context));
    }
    Ok(events)
}

/// Which reporters something of the team is for. With several in a case they have to be named.
///
/// # Errors
/// The field `to`: nobody or somebody unknown is named, or a note has readers outside.
fn addressed(
    case: &Case,
    audience: Audience,
    to: Addressees,
    context: &Context<'_>,
) -> Result<Vec<ReportNo>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let is_for_reporters = audience == Audience::Everyone && !matches!(context.actor, Actor::Reporter { .. });
    let named = match to {
        Addressees::Unnamed if is_for_reporters && case.reports.len() > 1 => {
            errors.add("to", FieldProblem::Missing);
            Vec::new()
        }
        Addressees::Unnamed => Vec::new(),
        Addressees::These(mut named) => {
            named.sort();
            named.dedup();
            if named.is_empty() {
                errors.add("to", FieldProblem::Missing);
            } else if named.iter().any(|no| case.find_report(*no).is_none()) {
                let why = "there is no such report in this case".to_owned();
                errors.add("to", FieldProblem::Invalid { why });
            }
            named
        }
    };
    if !is_for_reporters && !named.is_empty() {
        let why = "a note has no reporter to go to".to_owned();
        errors.add("to", FieldProblem::Invalid { why });
    }
    errors.into_result()?;
    Ok(named)
}

/// Adds what follows by rule, looking at the case as the wished events leave it.
fn with_consequences(case: &Case, mut events: Vec<Event>, context: &Context<'_>) -> Vec<Event> {
    let mut after = case.clone();
    for event in &events {
        after.apply(&provisional(&after, event, context));
    }
    let mut add = |after: &mut Case, event: Event| {
        after.apply(&provisional(after, &event, context));
        events.push(event);
    };
    if after.embargo.state.in_force() && !after.embargo.binds(context.now) {
        add(&mut after, Event::EmbargoEnded { reason: ExitReason::TimeOver, note: String::new() });
    }
    if let Some(event) = fix_promise(&after, context) {
        add(&mut after, event);
    }
    for event in light_changes(&after, context.now) {
        add(&mut after, event);
    }
    if let Some(event) = closure(&after) {
        add(&mut after, event);
    }
    if let Some(event) = cve::clock(&after, context) {
        add(&mut after, event);
    }
    events
}

/// The promise of a fix is kept when no device waits any more, and runs anew when one is opened again.
fn fix_promise(case: &Case, context: &Context<'_>) -> Option<Event> {
    if !matches!(case.state, State::Confirmed | State::Resolved) || case.matrix.cells().next().is_none() {
        return None;
    }
    let is_open = case.matrix.open_cells().next().is_some();
    match case.clock(Promise::Fix) {
        Some(_) if !is_open => stop(case, Promise::Fix),
        None if is_open => {
            let span = context.terms.fix_target(case.severity())?;
            let due_at = context.terms.calendar.due(context.now, span);
            Some(Event::ClockStarted { promise: Promise::Fix, due_at })
        }
        _ => None,
    }
}

fn light_changes(case: &Case, now: Timestamp) -> Vec<Event> {
    let live = case.reports.iter().filter(|r| !r.withdrawn);
    live.filter_map(|record| {
        let (report, serial) = (record.no, record.light.serial + 1);
        match (compute(case, record, now), record.light.given) {
            (GreenLight::May(outcome), given) if given != Some(outcome) => {
                Some(Event::GreenLightGiven { report, serial, outcome })
            }
            // What is publicly known cannot become unknown again: a lifted limit stays lifted.
            (GreenLight::Red { .. } | GreenLight::NoLimit, Some(Outcome::Green)) => {
                Some(Event::GreenLightRevoked { report, serial })
            }
            _ => None,
        }
    })
    .collect()
}

/// A confirmed case is resolved when nobody waits for anything; a reopened cell takes it back.
fn closure(case: &Case) -> Option<Event> {
    let settled = case.advisory.is_published()
        && case.matrix.open_cells().next().is_none()
        && !case.embargo.state.in_force();
    let to = match case.state {
        State::Confirmed if settled => State::Resolved,
        State::Resolved if !settled => State::Confirmed,
        _ => return None,
    };
    Some(Event::StateChanged { to, text: String::new() })
}

fn provisional(case: &Case, event: &Event, context: &Context<'_>) -> Recorded {
    Recorded { seq: case.length + 1, at: context.now, by: ActorRef::of(context.actor), event: event.clone() }
}

impl ActorRef {
    /// The actor as the history keeps it.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        match actor {
            Actor::Reporter { report, .. } => Self::Reporter { report: *report },
            Actor::Staff { user, .. } => Self::Staff { user: user.clone() },
            Actor::Anonymous | Actor::System => Self::System,
        }
    }
}

/// The event that starts a promise's clock, when the policy gives that promise.
fn start(promise: Promise, context: &Context<'_>) -> Option<Event> {
    let terms = context.terms;
    let span = match promise {
        Promise::Acknowledge => terms.acknowledge,
        Promise::Triage => terms.triage,
        Promise::StatusUpdate => terms.status_update,
        Promise::Fix => terms.fix_target(None),
        Promise::Appeal => terms.appeal_answer,
        // Runs from the publication, by rule and not by policy.
        Promise::CveRecord => None,
    }?;
    Some(Event::ClockStarted { promise, due_at: terms.calendar.due(context.now, span) })
}

fn stop(case: &Case, promise: Promise) -> Option<Event> {
    case.clock(promise).map(|_| Event::ClockStopped { promise })
}

fn require(case: &Case, allowed: &[State]) -> Result<(), Refusal> {
    if allowed.contains(&case.state) { Ok(()) } else { Err(Refusal::WrongState { state: case.state }) }
}

/// A text that must say something.
fn text_field(field: &str, text: &str) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if text.trim().is_empty() {
        errors.add(field, FieldProblem::Missing);
    }
    optional_text(&mut errors, field, text);
    errors.into_result()
}

fn optional_text(errors: &mut FieldErrors, field: &str, text: &str) {
    if text.chars().count() > TEXT_MAX {
        errors.add(field, FieldProblem::TooLong { max: TEXT_MAX });
    }
    if text.contains('\0') {
        errors.add(field, FieldProblem::ControlCharacter);
    }
}
