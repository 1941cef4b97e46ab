//! Embargo negotiation, and what ends it.

use super::{Decision, Refusal, optional_text, text_field};
use crate::access::Actor;
use crate::case::{Case, Command, Context, Event};
use crate::embargo::{EmbargoError, ExitReason, Proposal, Side};
use crate::report::FieldErrors;

pub(super) fn decide(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    let side = match context.actor {
        Actor::Reporter { report, .. } => Side::Reporter(*report),
        _ => Side::Maker,
    };
    match command {
        Command::ProposeEmbargo { end, reason } => propose(case, side, (end, reason), context),
        Command::AcceptEmbargo => {
            case.embargo.clone().accept(side)?;
            Ok(vec![Event::EmbargoAccepted { side }])
        }
        Command::RejectEmbargo => {
            case.embargo.clone().reject(side)?;
            Ok(vec![Event::EmbargoRejected { side }])
        }
        Command::EndEmbargo { reason } => end(case, side, reason),
        Command::RecordSighting { sighting, note } => {
            let mut errors = FieldErrors::default();
            optional_text(&mut errors, "note", &note);
            errors.into_result()?;
            if case.sightings.contains(&sighting) {
                return Err(Refusal::NothingChanges);
            }
            let mut events = vec![Event::Sighted { sighting, note }];
            if case.embargo.state.in_force() || case.embargo.proposal.is_some() {
                let reason = ExitReason::Sighted(sighting);
                events.push(Event::EmbargoEnded { reason, note: String::new() });
            }
            Ok(events)
        }
        _ => Err(Refusal::NotAllowed),
    }
}

fn propose(case: &Case, side: Side, terms: (jiff::Timestamp, String), context: &Context<'_>) -> Decision {
    let (end, reason) = terms;
    let mut errors = FieldErrors::default();
    optional_text(&mut errors, "reason", &reason);
    errors.into_result()?;
    if case.is_sighted() {
        return Err(EmbargoError::AlreadyKnown.into());
    }
    if end <= context.now {
        return Err(EmbargoError::EndInThePast.into());
    }
    // The limit binds the maker; a reporter may offer more patience than the policy asks for.
    if let (Side::Maker, Some(days)) = (side, context.terms.embargo_limit_days) {
        let limit = case.opened_at.as_second().saturating_add(i64::from(days) * 86_400);
        if end.as_second() > limit {
            return Err(EmbargoError::BeyondOuterLimit { days }.into());
        }
    }
    let proposal = Proposal { end, by: side, at: context.now, reason: reason.clone() };
    case.embargo.clone().propose(proposal)?;
    Ok(vec![Event::EmbargoProposed { end, side, reason }])
}

fn end(case: &Case, side: Side, note: String) -> Decision {
    text_field("reason", &note)?;
    if !case.embargo.state.in_force() && case.embargo.proposal.is_none() {
        return Err(Refusal::NothingPending);
    }
    // The maker may waive its own protection; a reporter's embargo is left by agreement.
    if side != Side::Maker {
        return Err(Refusal::NotAllowed);
    }
    let all_fixed = case.matrix.cells().next().is_some() && case.matrix.open_cells().next().is_none();
    let reason = if all_fixed { ExitReason::FixesDeployed } else { ExitReason::Withdrawn };
    Ok(vec![Event::EmbargoEnded { reason, note }])
}
