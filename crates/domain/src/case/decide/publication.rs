//! The advisory: written by one, approved by another, published when it protects more than it exposes.

use super::triage::require_second_person;
use super::{Decision, Refusal, optional_text, require, text_field};
use crate::case::{Advisory, AdvisoryText, Case, Command, Context, Event, Label, State};
use crate::report::FieldErrors;

pub(super) fn decide(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    require(case, &[State::Confirmed, State::Resolved])?;
    let advisory = &case.advisory;
    match command {
        Command::EditAdvisory { language, text } => edit(advisory, language, text),
        Command::LabelAdvisory { label } => relabel(advisory, label),
        Command::RequestPublication => {
            publishable(case, context)?;
            if advisory.requested_by.is_some() {
                return Err(Refusal::NothingChanges);
            }
            Ok(vec![Event::PublicationRequested])
        }
        Command::ApprovePublication { summary } => {
            publishable(case, context)?;
            let first = advisory.requested_by.as_ref().ok_or(Refusal::NothingPending)?;
            require_second_person(first, context)?;
            text_field("summary", &summary)?;
            let revision = advisory.revisions.last().map_or(1, |r| r.number + 1);
            Ok(vec![Event::Published { revision, summary }])
        }
        Command::DeclinePublication { reason } => {
            text_field("reason", &reason)?;
            advisory.requested_by.as_ref().ok_or(Refusal::NothingPending)?;
            Ok(vec![Event::PublicationDeclined { reason }])
        }
        Command::RequestRemoval { reason } => {
            text_field("reason", &reason)?;
            if !advisory.is_published() {
                return Err(Refusal::NothingPending);
            }
            Ok(vec![Event::RemovalRequested { reason }])
        }
        Command::ApproveRemoval => {
            let first = advisory.removal_requested_by.as_ref().ok_or(Refusal::NothingPending)?;
            require_second_person(first, context)?;
            Ok(vec![Event::Removed])
        }
        _ => Err(Refusal::NotAllowed),
    }
}

fn edit(advisory: &Advisory, language: String, text: AdvisoryText) -> Decision {
    text_field("title", &text.title)?;
    let mut errors = FieldErrors::default();
    let parts = [("summary", &text.summary), ("impact", &text.impact), ("what_to_do", &text.what_to_do)];
    for (field, value) in parts {
        optional_text(&mut errors, field, value);
    }
    errors.into_result()?;
    if advisory.texts.get(&language) == Some(&text) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::AdvisoryEdited { language, text }])
}

/// What people have read cannot be unread: a published advisory is only ever opened to more of them.
fn relabel(advisory: &Advisory, label: Label) -> Decision {
    if label == advisory.label {
        return Err(Refusal::NothingChanges);
    }
    if !advisory.revisions.is_empty() && label > advisory.label {
        return Err(Refusal::LabelTooNarrow);
    }
    Ok(vec![Event::AdvisoryLabelled { label }])
}

/// Publishing must not expose owners who have no fix, nor break an agreed embargo, unless the
/// world knows already.
fn publishable(case: &Case, context: &Context<'_>) -> Result<(), Refusal> {
    if case.advisory.texts.values().all(|text| text.summary.trim().is_empty()) {
        return Err(Refusal::AdvisoryEmpty);
    }
    if case.is_sighted() {
        return Ok(());
    }
    if case.embargo.binds(context.now) {
        return Err(Refusal::EmbargoBinds);
    }
    let open = case.matrix.open_cells().count();
    if open > 0 || case.matrix.cells().next().is_none() {
        return Err(Refusal::DevicesOpen { open });
    }
    Ok(())
}
