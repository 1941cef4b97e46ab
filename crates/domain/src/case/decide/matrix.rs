//! The fix matrix: who is affected, who is commissioned, what was released and seen.

use super::triage::require_second_person;
use super::{Decision, Refusal, require, text_field};
use crate::case::{Case, Command, Context, Event, State};
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
            check_release(&release)?;
            Ok(vec![Event::FixReleased { cells, release }])
        }
        Command::ProposeNoFix { cells, reason, mitigation } => {
            text_field("reason", &reason)?;
            text_field("mitigation", &mitigation)?;
            existing(case, &cells)?;
            Ok(vec![Event::NoFixProposed { cells, reason, mitigation }])
        }
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
    let (mut found, mut missing, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for id in cells {
        let Some(cell) = case.matrix.find(&id) else { return Err(Refusal::NoSuchCell(id.sku)) };
        let Status::Released { evidence, .. } = &cell.status else { return Err(Refusal::NoSuchCell(id.sku)) };
        match (evidence, observation.offers_the_version()) {
            (None, true) => found.push(id),
            // Seen again: only another line is worth an entry, pages change in many other ways.
            (Some(before), true) if before.line != observation.line => found.push(id),
            (None, false) if cell.last_look.as_ref().is_none_or(|last| !last.is_like(&observation)) => {
                missing.push(id);
            }
            (Some(_), false) if observation.lacks_the_version() => lost.push(id),
            _ => {}
        }
    }
    let events: Vec<_> = [
        (!found.is_empty()).then(|| Event::EvidenceFound { cells: found, observation: observation.clone() }),
        (!missing.is_empty())
            .then(|| Event::EvidenceMissing { cells: missing, observation: observation.clone() }),
        (!lost.is_empty()).then_some(Event::EvidenceLost { cells: lost, observation }),
    ]
    .into_iter()
    .flatten()
    .collect();
    if events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(events) }
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

fn check_release(release: &Release) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
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
