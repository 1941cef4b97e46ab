//! What an actor may see of a case. What they may not see is not in the answer at all.

mod journey;

use std::collections::BTreeSet;

use domain::access::{Act, Actor, Object, may};
use domain::case::{Audience, Case, Event, Recorded, ReportRecord};
use domain::id::{CaseNumber, ReportNo, VulnerabilityNo};
use domain::report::Reporter;
use store::documents::Document;
use store::{CaseId, Tx, documents, events};

use super::case::{Loaded, load};
use crate::app::App;
use crate::error::{Error, Result};

/// A case as one actor may see it.
#[derive(Debug, Clone)]
pub struct View {
    pub id: CaseId,
    /// Without what the actor may not see: identities, other reports, internal labels.
    pub case: Case,
    pub timeline: Vec<Recorded>,
    /// The signed documents of the reports the actor may see.
    pub documents: Vec<Document>,
}

/// Events a page shows at most; the rest is behind a link.
const TIMELINE_MAX: i64 = 2_000;

/// Reads a case for an actor.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or the actor may not read it: both look the same.
pub fn view(app: &App, actor: &Actor, number: &CaseNumber) -> Result<View> {
    app.store.read(|tx| view_in(tx, actor, number))
}

/// As [`view`], inside a transaction.
///
/// # Errors
/// As [`view`].
pub fn view_in(tx: &mut Tx<'_>, actor: &Actor, number: &CaseNumber) -> Result<View> {
    let (id, case, sight) = load_for(tx, actor, number)?;
    let timeline = match sight.report.and_then(|own| case.find_report(own)) {
        Some(record) => journey::journey(tx, record, &case.number)?,
        None => history(tx, id, &sight)?,
    };
    let mut kept = Vec::new();
    if sight.identities {
        for record in case.reports.iter().filter(|r| sight.report.is_none_or(|own| own == r.no)) {
            kept.extend(documents::list_documents(tx, id, i64::from(record.no.0))?);
        }
    }
    Ok(View { id, case: sight.of_case(case), timeline, documents: kept })
}

/// Only how a case stands, without its story and documents: for pages that need no more.
///
/// # Errors
/// As [`view`].
pub fn case_in(tx: &mut Tx<'_>, actor: &Actor, number: &CaseNumber) -> Result<Loaded> {
    let (id, case, sight) = load_for(tx, actor, number)?;
    Ok(Loaded { id, case: sight.of_case(case) })
}

fn load_for(tx: &mut Tx<'_>, actor: &Actor, number: &CaseNumber) -> Result<(CaseId, Case, Sight)> {
    let Loaded { id, case } = load(tx, number)?;
    if !may(actor, Act::ReadCase, Object::Case(&case)) {
        return Err(Error::NotFound);
    }
    let sight = Sight::of(actor, &case);
    Ok((id, case, sight))
}

fn history(tx: &mut Tx<'_>, id: CaseId, sight: &Sight) -> Result<Vec<Recorded>> {
    let stored = events::list_events(tx, id, 0, TIMELINE_MAX)?;
    let mut timeline = Vec::with_capacity(stored.len());
    for event in stored {
        let recorded: Recorded = serde_json::from_slice(&event.payload).map_err(Error::internal)?;
        timeline.extend(sight.of_event(recorded));
    }
    Ok(timeline)
}

/// What an actor sees of a case.
struct Sight {
    /// A reporter sees one report.
    report: Option<ReportNo>,
    /// And the flaws it speaks of.
    concerns: BTreeSet<VulnerabilityNo>,
    internal: bool,
    technical: bool,
    identities: bool,
}

impl Sight {
    /// The sight of the sender of a report.
    fn of_reporter(report: ReportNo, concerns: &BTreeSet<VulnerabilityNo>) -> Self {
        let concerns = concerns.clone();
        Self { report: Some(report), concerns, internal: false, technical: false, identities: true }
    }

    fn of(actor: &Actor, case: &Case) -> Self {
        let object = Object::Case(case);
        let report = match actor {
            Actor::Reporter { report, .. } => Some(*report),
            _ => None,
        };
        let record = report.and_then(|own| case.find_report(own));
        Self {
            report,
            concerns: record.map(|record| record.concerns.clone()).unwrap_or_default(),
            internal: may(actor, Act::ReadInternal, object),
            technical: report.is_none(),
            identities: report.is_some() || may(actor, Act::ReadReporter, object),
        }
    }

    fn of_case(&self, mut case: Case) -> Case {
        if let Some(own) = self.report {
            case.state = case.state_for(own);
            case.asked.retain(|no| *no == own);
            case.reports.retain(|record| record.no == own);
            let concerned = case.reports.first().map(|r| r.concerns.clone()).unwrap_or_default();
            case.vulnerabilities.retain(|no, _| concerned.contains(no));
            let foreign: Vec<_> = case.matrix.cells().map(|(id, _)| id.clone()).collect();
            foreign
                .iter()
                .filter(|id| !concerned.contains(&id.vulnerability))
                .for_each(|id| case.matrix.remove(id));
        }
        if !self.identities {
            case.reports.iter_mut().for_each(hide_sender);
            if let Some(rejection) = &mut case.rejection {
                rejection.text.clear();
            }
            if let Some(proposal) = &mut case.embargo.proposal {
                proposal.reason.clear();
            }
        }
        if !self.internal {
            case.labels.clear();
            // Until they are published the words of an advisory are the team's.
            case.advisory.texts.clear();
            case.advisory.requested_by = None;
            case.advisory.removal_requested_by = None;
            if case.pending_rejection().is_some() {
                case.rejection = None;
            }
        }
        case
    }

    fn of_event(&self, mut recorded: Recorded) -> Option<Recorded> {
        if self.report.is_some_and(|own| !reporter_sees(own, &recorded)) {
            return None;
        }
        if self.report.is_some() && flaw_of(&recorded.event).is_some_and(|no| !self.concerns.contains(&no)) {
            return None;
        }
        let seen = match recorded.event.audience() {
            Audience::Everyone => true,
            Audience::Technical => self.technical,
            Audience::Team => self.internal,
        };
        // Engineers need the flaw, not the person: neither the letters between the sides nor the sender.
        if !seen || (!self.identities && is_between_the_sides(&recorded)) {
            return None;
        }
        if !self.identities {
            hide_identity(&mut recorded.event);
        }
        Some(recorded)
    }
}

/// Whether the sender of a report may know of an event at all. Of the other reports of a case a reporter sees
/// nothing, not even that there are any.
#[must_use]
pub fn reporter_sees(own: ReportNo, recorded: &Recorded) -> bool {
    if let domain::case::ActorRef::Reporter { report } = &recorded.by
        && *report != own
    {
        return false;
    }
    let to = recorded.event.addressees();
    if !to.is_empty() && !to.contains(&own) {
        return false;
    }
    match &recorded.event {
        Event::Opened { report, .. } => report.no == own,
        Event::GreenLightGiven { report, .. }
        | Event::GreenLightRevoked { report, .. }
        | Event::Appealed { report, .. }
        | Event::AppealAnswered { report, .. }
        | Event::Withdrawn { report, .. }
        | Event::CreditChanged { report, .. }
        | Event::Disclosed { report, .. }
        | Event::ReportSplitOff { report, .. } => *report == own,
        _ => true,
    }
}

/// The flaw an event speaks of, when it speaks of one.
fn flaw_of(event: &Event) -> Option<VulnerabilityNo> {
    match event {
        Event::Assessed { vulnerability, .. }
        | Event::WeaknessSet { vulnerability, .. }
        | Event::CveSet { vulnerability, .. }
        | Event::CveAsked { vulnerability, .. }
        | Event::CveAnswered { vulnerability, .. }
        | Event::VulnerabilityRenamed { vulnerability, .. } => Some(*vulnerability),
        _ => None,
    }
}

/// Whether engineers may know of an event of the case they fix.
#[must_use]
pub fn engineers_see(recorded: &Recorded) -> bool {
    recorded.event.audience() != Audience::Team && !is_between_the_sides(recorded)
}

fn is_between_the_sides(recorded: &Recorded) -> bool {
    let by_staff = matches!(recorded.by, domain::case::ActorRef::Staff { .. });
    let letter = by_staff && matches!(recorded.event, Event::FileAdded { audience: Audience::Everyone, .. });
    letter
        || matches!(
            recorded.event,
            Event::Written { audience: Audience::Everyone, .. }
                | Event::InformationAsked { .. }
                | Event::Appealed { .. }
                | Event::AppealAnswered { .. }
                | Event::Withdrawn { .. }
                | Event::CreditChanged { .. }
                | Event::Disclosed { .. }
        )
}

/// Takes out who sent a report and what they wrote besides the flaw itself.
fn hide_sender(record: &mut ReportRecord) {
    record.report.reporter = Reporter::default();
    record.credit = domain::report::Credit::Undecided;
    record.appeal = None;
    // Where somebody publishes says who they are.
    record.report.public_url = None;
    record.disclosed_at.clear();
}

/// Takes out of an event who reported, and what the sides wrote to each other.
fn hide_identity(event: &mut Event) {
    match event {
        Event::Opened { report, .. } | Event::ReportAdopted { report, .. } => hide_sender(report),
        Event::StateChanged { text, .. }
        | Event::Rejected { text, .. }
        | Event::MarkedDuplicate { text, .. }
        | Event::EmbargoProposed { reason: text, .. }
        | Event::EmbargoEnded { note: text, .. }
        | Event::Sighted { note: text, .. } => text.clear(),
        _ => {}
    }
}
