//! CVE ids and records through CVE Services: what may be asked when, and the clock of the record.

use jiff::{SignedDuration, Timestamp};

use super::{Context, Decision, Refusal, text_field};
use crate::case::{Case, Command, CveAnswer, CveWish, Event, RECORD_MUST_HOURS, RecordState, Vulnerability};
use crate::id::VulnerabilityNo;
use crate::promise::Promise;
use crate::report::{FieldErrors, FieldProblem};

/// The shortest reason of a rejection, in characters; CVE Services and readers want a sentence.
const REASON_MIN: usize = 10;

pub(super) fn decide(case: &Case, command: Command) -> Decision {
    match command {
        Command::AskCve { vulnerability, wish } => ask(case, vulnerability, wish),
        Command::NoteCveRecord { vulnerability } => note_record(case, vulnerability),
        Command::NoteCve { vulnerability, answer } => note(case, vulnerability, answer),
        _ => Err(Refusal::NotAllowed),
    }
}

fn find(case: &Case, no: VulnerabilityNo) -> Result<&Vulnerability, Refusal> {
    case.vulnerabilities.get(&no).ok_or(Refusal::NoSuchVulnerability(no))
}

fn ask(case: &Case, vulnerability: VulnerabilityNo, wish: CveWish) -> Decision {
    let flaw = find(case, vulnerability)?;
    if flaw.cve_record.asked.is_some() {
        return Err(Refusal::NothingChanges);
    }
    match &wish {
        CveWish::Reserve { .. } if flaw.cve.is_some() => return Err(Refusal::NothingChanges),
        CveWish::Reserve { .. } => {}
        // A record must not be the first disclosure (CNA rule 5.3.1).
        CveWish::Publish if flaw.cve.is_none() || !case.advisory.is_public() => {
            return Err(Refusal::NothingPending);
        }
        CveWish::Publish => {}
        CveWish::Reject { reason } => {
            text_field("reason", reason)?;
            if reason.trim().chars().count() < REASON_MIN {
                let mut errors = FieldErrors::default();
                errors.add("reason", FieldProblem::Missing);
                errors.into_result()?;
            }
            // A published record is rejected only after talking to its readers: by hand, at CVE Services.
            if flaw.cve.is_none() || flaw.cve_record.state == RecordState::Published {
                return Err(Refusal::NothingPending);
            }
        }
    }
    Ok(vec![Event::CveAsked { vulnerability, wish }])
}

fn note_record(case: &Case, vulnerability: VulnerabilityNo) -> Decision {
    let flaw = find(case, vulnerability)?;
    let newest = case.advisory.revisions.last().filter(|_| case.advisory.is_public() && flaw.cve.is_some());
    let revision = newest.ok_or(Refusal::NothingPending)?.number;
    if flaw.cve_record.asked.is_some() || flaw.cve_record.revision == Some(revision) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::CveAnswered { vulnerability, answer: CveAnswer::Published { revision } }])
}

fn note(case: &Case, vulnerability: VulnerabilityNo, answer: CveAnswer) -> Decision {
    let asked = find(case, vulnerability)?.cve_record.asked.as_ref().ok_or(Refusal::NothingPending)?;
    let fits = matches!(
        (asked, &answer),
        (_, CveAnswer::Refused { .. })
            | (CveWish::Reserve { .. }, CveAnswer::Reserved { .. })
            | (CveWish::Publish, CveAnswer::Published { .. })
            | (CveWish::Reject { .. }, CveAnswer::Rejected)
    );
    if !fits {
        return Err(Refusal::NotAllowed);
    }
    let mut events = Vec::new();
    if let CveAnswer::Reserved { cve } = &answer {
        events.push(Event::CveSet { vulnerability, cve: Some(cve.clone()) });
    }
    let is_rejected = answer == CveAnswer::Rejected;
    events.push(Event::CveAnswered { vulnerability, answer });
    if is_rejected {
        events.push(Event::CveSet { vulnerability, cve: None });
    }
    Ok(events)
}

/// The clock of the records: it runs from the publication of the advisory for as long as a flaw that it names by a
/// CVE id has no record.
pub(super) fn clock(case: &Case, context: &Context<'_>) -> Option<Event> {
    let promise = Promise::CveRecord;
    let is_owed = context.terms.assigns_cve && case.advisory.is_public();
    let owed_since = case.vulnerabilities.values().filter(|_| is_owed).filter_map(record_owed_since).min();
    match (owed_since, case.clock(promise)) {
        (Some(since), None) => Some(Event::ClockStarted { promise, due_at: due(since) }),
        (None, Some(_)) => Some(Event::ClockStopped { promise }),
        _ => None,
    }
}

fn record_owed_since(flaw: &Vulnerability) -> Option<Timestamp> {
    let record = &flaw.cve_record;
    record.named_at.filter(|_| flaw.cve.is_some() && record.state != RecordState::Published)
}

fn due(named_at: Timestamp) -> Timestamp {
    named_at.checked_add(SignedDuration::from_hours(RECORD_MUST_HOURS)).unwrap_or(Timestamp::MAX)
}
