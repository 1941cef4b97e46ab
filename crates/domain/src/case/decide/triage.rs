//! Review: from a new report to a judgement the reporter can read.

use super::{Decision, Refusal, addressed, optional_text, require, start, stop, text_field};
use crate::access::Actor;
use crate::case::{
    Addressees, AppealAnswer, Audience, Case, Command, Context, Event, ReasonCode, ReportRecord, State,
};
use crate::id::{UserId, VulnerabilityNo};
use crate::promise::Promise;
use crate::report::{FieldErrors, FieldProblem, Reason, TITLE_MAX};

const UNJUDGED: [State; 3] = [State::New, State::InReview, State::NeedsInfo];
const LABEL_MAX: usize = 40;

pub(super) fn decide(case: &Case, command: Command, context: &Context<'_>) -> Decision {
    match command {
        Command::Acknowledge { text } => acknowledge(case, text, context),
        Command::Ask { text, to } => ask(case, text, to, context),
        Command::Confirm { text } => confirm(case, text, context),
        Command::Reject { reason, policy_line, text } => reject(case, reason, policy_line, text),
        Command::ApproveRejection => approve_rejection(case, context),
        Command::DeclineRejection { reason } => decline_rejection(case, reason),
        Command::MarkDuplicate { of, text } => mark_duplicate(case, of, text),
        Command::Reopen { reason } => reopen(case, reason, context),
        Command::AnswerAppeal { answer, text } => answer_appeal(case, answer, text, context),
        Command::Assign { to } if to == case.assignee => Err(Refusal::NothingChanges),
        Command::Assign { to } => Ok(vec![Event::Assigned { to }]),
        Command::AddLabel { label } => add_label(case, &label),
        Command::RemoveLabel { label } if !case.labels.contains(&label) => Err(Refusal::NothingChanges),
        Command::RemoveLabel { label } => Ok(vec![Event::LabelRemoved { label }]),
        Command::Rename { title } => Ok(vec![Event::Renamed { title: checked_title(title)? }]),
        command => judge_flaw(case, command),
    }
}

/// What is said of a single flaw, and how reports move between cases.
fn judge_flaw(case: &Case, command: Command) -> Decision {
    match command {
        Command::AddVulnerability { title, concerns } => add_vulnerability(case, title, concerns),
        Command::RenameVulnerability { vulnerability, title } => {
            find(case, vulnerability)?;
            Ok(vec![Event::VulnerabilityRenamed { vulnerability, title: checked_title(title)? }])
        }
        Command::Assess { vulnerability, assessment } => {
            if find(case, vulnerability)?.by_maker == assessment {
                return Err(Refusal::NothingChanges);
            }
            Ok(vec![Event::Assessed { vulnerability, assessment }])
        }
        Command::SetWeakness { vulnerability, cwe } => {
            find(case, vulnerability)?;
            Ok(vec![Event::WeaknessSet { vulnerability, cwe }])
        }
        Command::SetCve { vulnerability, cve } => {
            find(case, vulnerability)?;
            Ok(vec![Event::CveSet { vulnerability, cve }])
        }
        Command::Adopt { report, from } => adopt(case, *report, from),
        Command::MergeInto { into } => merge_into(case, into),
        Command::SplitOff { report, into } => {
            let others = case.reports.iter().any(|r| r.no != report);
            case.find_report(report).filter(|_| others).ok_or(Refusal::NoSuchReport(report))?;
            let mut events = vec![Event::ReportSplitOff { report, into }];
            events.extend(question_gone(case, report));
            Ok(events)
        }
        _ => Err(Refusal::NotAllowed),
    }
}

fn acknowledge(case: &Case, text: String, context: &Context<'_>) -> Decision {
    require(case, &[State::New])?;
    let mut errors = FieldErrors::default();
    optional_text(&mut errors, "text", &text);
    errors.into_result()?;
    Ok(begin_review(case, text, context))
}

fn begin_review(case: &Case, text: String, context: &Context<'_>) -> Vec<Event> {
    let mut events = vec![Event::StateChanged { to: State::InReview, text }];
    events.extend(stop(case, Promise::Acknowledge));
    events.extend(start(Promise::Triage, context));
    events
}

fn ask(case: &Case, text: String, to: Addressees, context: &Context<'_>) -> Decision {
    require(case, &[State::New, State::InReview, State::NeedsInfo, State::Confirmed])?;
    let mut errors = text_field("text", &text).err().unwrap_or_default();
    let to = addressed(case, Audience::Everyone, to, context).map_err(|more| errors.0.extend(more.0));
    errors.into_result()?;
    let to = to.unwrap_or_default();
    // A question is an answer too: it acknowledges.
    let mut events = match case.state {
        State::New => begin_review(case, String::new(), context),
        _ => Vec::new(),
    };
    events.push(Event::InformationAsked { text, to });
    Ok(events)
}

fn confirm(case: &Case, text: String, context: &Context<'_>) -> Decision {
    require(case, &UNJUDGED)?;
    let mut errors = FieldErrors::default();
    optional_text(&mut errors, "text", &text);
    errors.into_result()?;
    let mut events = vec![Event::StateChanged { to: State::Confirmed, text }];
    events.extend([Promise::Acknowledge, Promise::Triage].into_iter().filter_map(|p| stop(case, p)));
    events.extend(start(Promise::StatusUpdate, context));
    if let Some(span) = context.terms.fix_target(case.severity()) {
        let due_at = context.terms.calendar.due(context.now, span);
        events.push(Event::ClockStarted { promise: Promise::Fix, due_at });
    }
    Ok(events)
}

fn reject(case: &Case, reason: ReasonCode, policy_line: String, text: String) -> Decision {
    require(case, &UNJUDGED)?;
    let mut errors = FieldErrors::default();
    for (field, value) in [("policy_line", &policy_line), ("text", &text)] {
        if value.trim().is_empty() {
            errors.add(field, FieldProblem::Missing);
        }
        optional_text(&mut errors, field, value);
    }
    errors.into_result()?;
    if reason.hides_risk() {
        return Ok(vec![Event::RejectionProposed { reason, policy_line, text }]);
    }
    Ok(rejected(case, reason, policy_line, text))
}

fn rejected(case: &Case, reason: ReasonCode, policy_line: String, text: String) -> Vec<Event> {
    let mut events = vec![Event::Rejected { reason, policy_line, text }];
    events.extend([Promise::Acknowledge, Promise::Triage].into_iter().filter_map(|p| stop(case, p)));
    events
}

fn approve_rejection(case: &Case, context: &Context<'_>) -> Decision {
    let pending = case.pending_rejection().ok_or(Refusal::NothingPending)?;
    require_second_person(&pending.by, context)?;
    let mut events = vec![Event::RejectionApproved];
    events.extend(rejected(case, pending.reason, pending.policy_line.clone(), pending.text.clone()));
    Ok(events)
}

fn decline_rejection(case: &Case, reason: String) -> Decision {
    case.pending_rejection().ok_or(Refusal::NothingPending)?;
    text_field("reason", &reason)?;
    Ok(vec![Event::RejectionDeclined { reason }])
}

/// A question ends with the last person it was for.
pub(super) fn question_gone(case: &Case, leaving: crate::id::ReportNo) -> Option<Event> {
    let asked_alone = case.state == State::NeedsInfo && case.asked.iter().eq([&leaving]);
    let to = case.state_before_question.unwrap_or(State::InReview);
    asked_alone.then(|| Event::StateChanged { to, text: String::new() })
}

/// Hiding risk takes two: whoever proposed it cannot approve it.
pub(super) fn require_second_person(first: &UserId, context: &Context<'_>) -> Result<(), Refusal> {
    match context.actor {
        Actor::Staff { user, .. } if user != first => Ok(()),
        Actor::Staff { .. } => Err(Refusal::SecondPersonNeeded),
        _ => Err(Refusal::NotAllowed),
    }
}

fn mark_duplicate(case: &Case, of: crate::id::CaseNumber, text: String) -> Decision {
    require(case, &UNJUDGED)?;
    let mut errors = FieldErrors::default();
    optional_text(&mut errors, "text", &text);
    if of == case.number {
        errors.add("of", Reason::DuplicateOfItself.into());
    }
    errors.into_result()?;
    let mut events = vec![Event::MarkedDuplicate { of, text }];
    events.extend([Promise::Acknowledge, Promise::Triage].into_iter().filter_map(|p| stop(case, p)));
    Ok(events)
}

fn reopen(case: &Case, reason: String, context: &Context<'_>) -> Decision {
    require(case, &[State::Rejected, State::Duplicate, State::Withdrawn])?;
    text_field("reason", &reason)?;
    Ok(begin_review(case, reason, context))
}

fn answer_appeal(case: &Case, answer: AppealAnswer, text: String, context: &Context<'_>) -> Decision {
    text_field("text", &text)?;
    let open = |r: &&ReportRecord| r.appeal.as_ref().is_some_and(|a| a.answer.is_none());
    let report = case.reports.iter().find(open).ok_or(Refusal::NothingPending)?.no;
    // An appeal is heard by somebody who did not make the decision.
    if let Some(rejection) = &case.rejection {
        require_second_person(&rejection.by, context)?;
        if let Some(approver) = &rejection.approved_by {
            require_second_person(approver, context)?;
        }
    }
    let mut events = vec![Event::AppealAnswered { report, answer, text }];
    events.extend(stop(case, Promise::Appeal));
    if answer == AppealAnswer::Overturned {
        events.extend(begin_review(case, String::new(), context));
    }
    Ok(events)
}

fn add_label(case: &Case, label: &str) -> Decision {
    let label = label.trim().to_lowercase();
    let mut errors = FieldErrors::default();
    if label.is_empty() {
        errors.add("label", FieldProblem::Missing);
    } else if label.chars().count() > LABEL_MAX {
        errors.add("label", FieldProblem::TooLong { max: LABEL_MAX });
    } else if !label.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) {
        errors.add("label", Reason::Label.into());
    }
    errors.into_result()?;
    if case.labels.contains(&label) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::LabelAdded { label }])
}

fn checked_title(title: String) -> Result<String, FieldErrors> {
    text_field("title", &title)?;
    let mut errors = FieldErrors::default();
    if title.chars().count() > TITLE_MAX {
        errors.add("title", FieldProblem::TooLong { max: TITLE_MAX });
    }
    if title.chars().any(char::is_control) {
        errors.add("title", FieldProblem::ControlCharacter);
    }
    errors.into_result()?;
    Ok(title.trim().to_owned())
}

fn find(case: &Case, no: VulnerabilityNo) -> Result<&crate::case::Vulnerability, Refusal> {
    case.vulnerabilities.get(&no).ok_or(Refusal::NoSuchVulnerability(no))
}

fn add_vulnerability(case: &Case, title: String, concerns: Vec<crate::id::ReportNo>) -> Decision {
    let title = checked_title(title)?;
    if let Some(no) = concerns.iter().find(|no| case.find_report(**no).is_none()) {
        return Err(Refusal::NoSuchReport(*no));
    }
    let last = case.vulnerabilities.keys().last().map_or(0, |no| no.0);
    let vulnerability = VulnerabilityNo(last + 1);
    Ok(vec![Event::VulnerabilityAdded { vulnerability, title, concerns }])
}

fn adopt(case: &Case, report: ReportRecord, from: crate::id::CaseNumber) -> Decision {
    require(case, &[State::New, State::InReview, State::NeedsInfo, State::Confirmed, State::Resolved])?;
    Ok(vec![Event::ReportAdopted { report: Box::new(report), from }])
}

fn merge_into(case: &Case, into: crate::id::CaseNumber) -> Decision {
    if into == case.number {
        let mut errors = FieldErrors::default();
        errors.add("into", Reason::MergedIntoItself.into());
        return Err(errors.into());
    }
    // Fixes that were commissioned stay where they are: merge the younger case into the older.
    if case.matrix.cells().next().is_some() || case.advisory.is_published() {
        return Err(Refusal::WrongState { state: case.state });
    }
    let mut events = vec![Event::MergedInto { into }];
    events.extend(case.clocks.iter().map(|c| Event::ClockStopped { promise: c.promise }));
    Ok(events)
}
