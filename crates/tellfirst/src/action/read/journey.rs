//! The story of one report over all cases it was in: where it was received, where it was merged into or split off to.
//! Of what happened in a case before the report came, or after it left, its sender sees nothing.

use domain::case::{ActorRef, Event, Recorded, ReportRecord};
use domain::id::{CaseNumber, ReportNo};
use store::{Tx, cases, events};

use super::{Sight, TIMELINE_MAX};
use crate::error::{Error, Result};

/// Cases a report can have been in.
const STATIONS_MAX: usize = 16;

/// What the sender of a report may see of its story, oldest first.
///
/// # Errors
/// When the store refuses.
pub(super) fn journey(tx: &mut Tx<'_>, record: &ReportRecord, here: &CaseNumber) -> Result<Vec<Recorded>> {
    let mut story = Vec::new();
    let mut number = record.received_as.clone();
    for _ in 0..STATIONS_MAX {
        let Some(stay) = stay(tx, &number, record)? else { break };
        story.extend(stay.seen);
        match stay.left_for {
            Some(next) => number = next,
            None => break,
        }
    }
    debug_assert!(number == *here, "a report is where its journey ends");
    // Numbers count within a case; over several cases they count anew.
    (1..).zip(&mut story).for_each(|(seq, recorded)| recorded.seq = seq);
    Ok(story)
}

/// What a report saw in one case, and where it went from there.
struct Stay {
    seen: Vec<Recorded>,
    left_for: Option<CaseNumber>,
}

fn stay(tx: &mut Tx<'_>, number: &CaseNumber, record: &ReportRecord) -> Result<Option<Stay>> {
    let Some(case) = cases::find_by_number(tx, number.as_str())? else { return Ok(None) };
    let mut history = Vec::new();
    for stored in events::list_events(tx, case.id, 0, TIMELINE_MAX)? {
        history.push(serde_json::from_slice::<Recorded>(&stored.payload).map_err(Error::internal)?);
    }
    // A report can come back to a case it has left: the last arrival counts.
    let arrival = history.iter().rposition(|recorded| arrives(recorded, record).is_some());
    let Some(arrival) = arrival else { return Ok(None) };
    let Some(own) = arrives(&history[arrival], record) else { return Ok(None) };
    let sight = Sight::of_reporter(own, &record.concerns);
    let mut stay = Stay { seen: Vec::new(), left_for: None };
    for recorded in history.drain(arrival..) {
        let left_for = leaves(&recorded, own);
        stay.seen.extend(sight.of_event(recorded).map(|seen| renumber(seen, own, record.no)));
        if left_for.is_some() {
            stay.left_for = left_for;
            break;
        }
    }
    Ok(Some(stay))
}

/// The number a report gets when this event brings it into a case.
fn arrives(recorded: &Recorded, record: &ReportRecord) -> Option<ReportNo> {
    match &recorded.event {
        Event::Opened { report, .. } | Event::ReportAdopted { report, .. }
            if report.digest == record.digest =>
        {
            Some(report.no)
        }
        _ => None,
    }
}

fn leaves(recorded: &Recorded, own: ReportNo) -> Option<CaseNumber> {
    match &recorded.event {
        Event::MergedInto { into } => Some(into.clone()),
        Event::ReportSplitOff { report, into } if *report == own => Some(into.clone()),
        _ => None,
    }
}

/// The sender knows one number of the report only: the present one.
fn renumber(mut recorded: Recorded, was: ReportNo, now: ReportNo) -> Recorded {
    if recorded.by == (ActorRef::Reporter { report: was }) {
        recorded.by = ActorRef::Reporter { report: now };
    }
    match &mut recorded.event {
        // Of who else it went to they learn nothing.
        Event::Written { to, .. } | Event::FileAdded { to, .. } | Event::InformationAsked { to, .. } => {
            to.clear();
        }
        Event::Opened { report, .. } => report.no = now,
        Event::GreenLightGiven { report, .. }
        | Event::GreenLightRevoked { report, .. }
        | Event::Appealed { report, .. }
        | Event::AppealAnswered { report, .. }
        | Event::Withdrawn { report, .. }
        | Event::CreditChanged { report, .. }
        | Event::Disclosed { report, .. }
        | Event::ReportSplitOff { report, .. } => *report = now,
        _ => {}
    }
    recorded
}
