//! What only the sender of a report asks for.

use super::{Decision, Refusal, optional_text, start, stop, text_field};
use crate::access::Actor;
use crate::case::{Case, Command, Context, Event, ReportRecord, State};
use crate::id::ReportNo;
use crate::matrix::Status;
use crate::promise::Promise;
use crate::report::{Credit, FieldErrors, FieldProblem, LINE_MAX};

pub(super) fn decide(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    let record = own_report(case, context)?;
    let report = record.no;
    match command {
        Command::ChangeCredit { credit } => change_credit(record, credit),
        Command::Withdraw { reason } => withdraw(case, record, reason),
        Command::Appeal { text } => appeal(case, record, text, context),
        Command::NoteDisclosure { url } => {
            let mut errors = FieldErrors::default();
            if !(url.starts_with("https://") || url.starts_with("http://")) || url.len() > 2_000 {
                errors.add("url", FieldProblem::NotAUrl);
            }
            errors.into_result()?;
            Ok(vec![Event::Disclosed { report, url }])
        }
        Command::Retest { cell, gone, note } => {
            let mut errors = FieldErrors::default();
            optional_text(&mut errors, "note", &note);
            errors.into_result()?;
            let concerned = record.concerns.contains(&cell.vulnerability);
            // Only a fix that is out can be tried.
            let found = case.matrix.find(&cell).filter(|_| concerned);
            if !found.is_some_and(|found| matches!(found.status, Status::Released { .. })) {
                return Err(Refusal::NoSuchCell(cell.sku));
            }
            Ok(vec![Event::Retested { cell, gone, note }])
        }
        _ => Err(Refusal::NotAllowed),
    }
}

fn own_report<'a>(case: &'a Case, context: &Context<'_>) -> Result<&'a ReportRecord, Refusal> {
    let Actor::Reporter { report, .. } = context.actor else { return Err(Refusal::NotAllowed) };
    case.find_report(*report).ok_or(Refusal::NoSuchReport(ReportNo(report.0)))
}

fn change_credit(record: &ReportRecord, credit: Credit) -> Decision {
    if let Credit::As { name } = &credit {
        text_field("credit", name)?;
        if name.chars().count() > LINE_MAX || name.chars().any(char::is_control) {
            let mut errors = FieldErrors::default();
            errors.add("credit", FieldProblem::TooLong { max: LINE_MAX });
            return Err(errors.into());
        }
    }
    if record.credit == credit {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::CreditChanged { report: record.no, credit }])
}

fn withdraw(case: &Case, record: &ReportRecord, reason: String) -> Decision {
    let mut errors = FieldErrors::default();
    optional_text(&mut errors, "reason", &reason);
    errors.into_result()?;
    if record.withdrawn {
        return Err(Refusal::NothingChanges);
    }
    let mut events = vec![Event::Withdrawn { report: record.no, reason }];
    let others = case.reports.iter().any(|r| r.no != record.no && !r.withdrawn);
    // A flaw that was confirmed is fixed whether or not its reporter stays.
    let unjudged = matches!(case.state, State::New | State::InReview | State::NeedsInfo);
    if !others && unjudged {
        events.push(Event::StateChanged { to: State::Withdrawn, text: String::new() });
        events.extend([Promise::Acknowledge, Promise::Triage].into_iter().filter_map(|p| stop(case, p)));
    } else {
        events.extend(super::triage::question_gone(case, record.no));
    }
    Ok(events)
}

fn appeal(case: &Case, record: &ReportRecord, text: String, context: &Context<'_>) -> Decision {
    text_field("text", &text)?;
    if !matches!(case.state, State::Rejected | State::Duplicate) {
        return Err(Refusal::WrongState { state: case.state });
    }
    if record.appeal.is_some() {
        return Err(Refusal::AppealUsed);
    }
    let mut events = vec![Event::Appealed { report: record.no, text }];
    events.extend(start(Promise::Appeal, context));
    Ok(events)
}
