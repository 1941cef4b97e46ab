//! The fix matrix: who is affected, who is commissioned, what was released and seen.

use jiff::civil::Date;

use super::triage::require_second_person;
use super::{Decision, Refusal, require, text_field};
use crate::case::{Case, Command, Context, Event, State};
use crate::evidence::{Absence, Doubt, absence};
use crate::id::UserId;
use crate::matrix::{Cell, CellId, Observation, Release, Status};
use crate::report::{FieldErrors, FieldProblem, LINE_MAX, Reason};

const FIXING: [State; 2] = [State::Confirmed, State::Resolved];

pub(super) fn decide(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    match command {
        Command::Observe { cells, observation } => observe(case, cells, observation),
        Command::Investigate { cells } => {
            list_devices(case, &cells)?;
            let cells = without(cells, |id| case.matrix.find(id).is_some());
            some(cells).map(|cells| vec![Event::CellsInvestigated { cells }])
        }
        Command::MarkAffected { cells } => {
            list_devices(case, &cells)?;
            let settled = |id: &CellId| {
                case.matrix.find(id).is_some_and(|cell| {
                    matches!(cell.status, Status::Affected | Status::Commissioned | Status::Released { .. })
                })
            };
            some(without(cells, settled)).map(|cells| vec![Event::CellsAffected { cells }])
        }
        Command::RemoveCells { cells } => {
            existing(case, &cells)?;
            let released = |id: &CellId| {
                matches!(case.matrix.find(id).map(|c| &c.status), Some(Status::Released { .. }))
            };
            some(without(cells, released)).map(|cells| vec![Event::CellsRemoved { cells }])
        }
        command => remediate(case, command, context),
    }
}

fn remediate(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    require(case, &FIXING)?;
    match command {
        Command::Commission { cells, due, engineer } => {
            check_due(due, context)?;
            existing(case, &cells)?;
            some(without(cells, |id| is_closed(case, id)))
                .map(|cells| vec![Event::Commissioned { cells, due, engineer }])
        }
        Command::MarkNotAffected { cells, justification, explanation } => {
            text_field("explanation", &explanation)?;
            existing(case, &cells)?;
            Ok(vec![Event::FoundNotAffected { cells, justification, explanation }])
        }
        Command::ReleaseFix { cells, release } => {
            existing(case, &cells)?;
            check_release(&release, context)?;
            Ok(vec![Event::FixReleased { cells, release }])
        }
        Command::ProposeNoFix { cells, reason, mitigation } => {
            text_field("reason", &reason)?;
            text_field("mitigation", &mitigation)?;
            existing(case, &cells)?;
            Ok(vec![Event::NoFixProposed { cells, reason, mitigation }])
        }
        Command::ConfirmEvidence { cells, reason } => confirm(case, cells, reason),
        Command::ApproveNoFix { cells } => {
            for proposer in proposers(case, &cells)? {
                require_second_person(&proposer, context)?;
            }
            Ok(vec![Event::NoFixApproved { cells }])
        }
        Command::DeclineNoFix { cells, reason } => {
            text_field("reason", &reason)?;
            proposers(case, &cells)?;
            Ok(vec![Event::NoFixDeclined { cells, reason }])
        }
        _ => Err(Refusal::NotAllowed),
    }
}

/// Evidence closes cells, its loss opens them; a look that tells nothing new leaves no entry.
fn observe(case: &Case, cells: Vec<CellId>, observation: Observation) -> Decision {
    let (mut found, mut missing, mut doubted, mut lost) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for id in cells {
        let Some(cell) = case.matrix.find(&id) else { return Err(Refusal::NoSuchCell(id.sku)) };
        match meaning(cell, &observation) {
            None => return Err(Refusal::NoSuchCell(id.sku)),
            Some(Meaning::Found) => found.push(id),
            Some(Meaning::Missing) => missing.push(id),
            Some(Meaning::Doubted) => doubted.push(id),
            Some(Meaning::Lost) => lost.push(id),
            Some(Meaning::Nothing) => {}
        }
    }
    let event = |cells: Vec<CellId>, make: fn(Vec<CellId>, Observation) -> Event| {
        (!cells.is_empty()).then(|| make(cells, observation.clone()))
    };
    let events: Vec<_> = [
        event(found, |cells, observation| Event::EvidenceFound { cells, observation }),
        event(missing, |cells, observation| Event::EvidenceMissing { cells, observation }),
        event(doubted, |cells, observation| Event::EvidenceDoubted { cells, observation }),
        event(lost, |cells, observation| Event::EvidenceLost { cells, observation }),
    ]
    .into_iter()
    .flatten()
    .collect();
    if events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(events) }
}

/// What a look means for a cell.
enum Meaning {
    Found,
    Missing,
    Doubted,
    Lost,
    Nothing,
}

/// None when nothing was released for the cell.
fn meaning(cell: &Cell, now: &Observation) -> Option<Meaning> {
    let Status::Released { evidence, .. } = &cell.status else { return None };
    let is_new = cell.last_look.as_ref().is_none_or(|last| !last.is_like(now));
    let is_for_it = now.doubt.is_none() || cell.confirmed_by.is_some();
    Some(match (evidence, now.offers_the_version()) {
        (None, true) if is_for_it => Meaning::Found,
        (None, _) if is_new => Meaning::Missing,
        // Seen again: only another line is worth an entry, pages change in many other ways.
        (Some(before), true) if cell.doubted_since.is_some() || (is_for_it && before.line != now.line) => {
            Meaning::Found
        }
        (Some(before), false) => match absence(now, Some(before), cell.doubted_since) {
            Absence::Removed => Meaning::Lost,
            Absence::Doubtful if cell.doubted_since.is_none() => Meaning::Doubted,
            Absence::Doubtful | Absence::Silent => Meaning::Nothing,
        },
        _ => Meaning::Nothing,
    })
}

/// A person settles what the words of a page leave open: is the version there for this device?
fn confirm(case: &Case, cells: Vec<CellId>, reason: String) -> Decision {
    text_field("reason", &reason)?;
    existing(case, &cells)?;
    let is_open = |id: &CellId| {
        let cell = case.matrix.find(id);
        cell.is_some_and(|cell| !cell.is_closed() && cell.doubt().is_some_and(Doubt::is_of_device))
    };
    if !cells.iter().all(is_open) {
        return Err(Refusal::NothingPending);
    }
    Ok(vec![Event::EvidenceConfirmed { cells, reason }])
}

/// Devices are listed while a flaw is judged or fixed.
fn list_devices(case: &Case, cells: &[CellId]) -> Result<(), Refusal> {
    require(case, &[State::InReview, State::NeedsInfo, State::Confirmed, State::Resolved])?;
    match cells.iter().find(|id| !case.vulnerabilities.contains_key(&id.vulnerability)) {
        Some(id) => Err(Refusal::NoSuchVulnerability(id.vulnerability)),
        None => Ok(()),
    }
}

fn existing(case: &Case, cells: &[CellId]) -> Result<(), Refusal> {
    match cells.iter().find(|id| case.matrix.find(id).is_none()) {
        Some(id) => Err(Refusal::NoSuchCell(id.sku.clone())),
        None if cells.is_empty() => Err(Refusal::NothingChanges),
        None => Ok(()),
    }
}

fn is_closed(case: &Case, id: &CellId) -> bool {
    case.matrix.find(id).is_some_and(Cell::is_closed)
}

fn without(cells: Vec<CellId>, unwanted: impl Fn(&CellId) -> bool) -> Vec<CellId> {
    cells.into_iter().filter(|id| !unwanted(id)).collect()
}

fn some(cells: Vec<CellId>) -> Result<Vec<CellId>, Refusal> {
    if cells.is_empty() { Err(Refusal::NothingChanges) } else { Ok(cells) }
}

fn proposers(case: &Case, cells: &[CellId]) -> Result<Vec<UserId>, Refusal> {
    existing(case, cells)?;
    let proposer = |id: &CellId| match case.matrix.find(id).map(|cell| &cell.status) {
        Some(Status::NoFixPlanned(no_fix)) if no_fix.approved_by.is_none() => Ok(no_fix.proposed_by.clone()),
        _ => Err(Refusal::NothingPending),
    };
    cells.iter().map(proposer).collect()
}

/// A fix cannot be ordered for a day that is over, neither where the maker is nor in UTC.
fn check_due(due: Date, context: &Context<'_>) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let (here, utc) = days(context);
    if due < here.min(utc) {
        let why = "this day is over: choose today or a later day".to_owned();
        errors.add("due", FieldProblem::Invalid { why });
    }
    errors.into_result()
}

/// Today where the maker is, and in UTC.
fn days(context: &Context<'_>) -> (Date, Date) {
    let utc = context.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    (context.terms.calendar.day_of(context.now), utc)
}

fn check_release(release: &Release, context: &Context<'_>) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let (here, utc) = days(context);
    if release.date > here.max(utc) {
        let why = "this day is still to come: enter the release when it is out".to_owned();
        errors.add("date", FieldProblem::Invalid { why });
    }
    if release.version.trim().is_empty() {
        errors.add("version", FieldProblem::Missing);
    } else if release.version.chars().count() > 60 || release.version.chars().any(char::is_control) {
        errors.add("version", FieldProblem::TooLong { max: 60 });
    }
    // Which hosts and schemes may be asked is the server's to say, when it is asked and each time it looks.
    let address = release.page.starts_with("https://") || release.page.starts_with("http://");
    if !address || release.page.len() > LINE_MAX || release.page.chars().any(char::is_control) {
        errors.add("page", FieldProblem::NotAUrl);
    }
    let hex = |text: &String| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if release.sha256.as_ref().is_some_and(|sum| !hex(sum)) {
        errors.add("sha256", Reason::Sha256.into());
    }
    errors.into_result()
}
