//! What each event changes. Total: an event that was recorded is applied, whatever it says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    ActorRef, Appeal, Case, CveRecord, Event, Recorded, Rejection, ReportRecord, Revision, State,
    Vulnerability,
};
use crate::embargo::{Embargo, Proposal};
use crate::id::{ReportNo, UserId, VulnerabilityNo};
use crate::matrix::{Cell, CellId, Commission, Matrix, NoFix, Observation, Status};
use crate::promise::{Clock, Promise};

impl Case {
    /// Begins a case from its first event; `None` when that event opens nothing.
    #[must_use]
    pub fn open(first: &Recorded) -> Option<Self> {
        let Event::Opened { number, brand, report } = &first.event else { return None };
        let flaw = Vulnerability {
            title: report.report.title.clone(),
            cwe: report.report.cwe,
            by_reporter: report.report.severity.clone(),
            ..Vulnerability::default()
        };
        let mut record = (**report).clone();
        record.concerns = BTreeSet::from([VulnerabilityNo::FIRST]);
        Some(Self {
            number: number.clone(),
            brand: brand.clone(),
            opened_at: first.at,
            updated_at: first.at,
            length: first.seq,
            state: State::New,
            state_before_question: None,
            asked: BTreeSet::new(),
            title: report.report.title.clone(),
            vulnerabilities: BTreeMap::from([(VulnerabilityNo::FIRST, flaw)]),
            matrix: Matrix::default(),
            embargo: Embargo::default(),
            sightings: BTreeSet::new(),
            reports_ever: record.no.0,
            reports: vec![record],
            clocks: Vec::new(),
            rejection: None,
            duplicate_of: None,
            original: None,
            merged_into: None,
            assignee: None,
            labels: BTreeSet::new(),
            advisory: super::Advisory::default(),
        })
    }

    /// Rebuilds a case from its whole history; `None` when the history does not begin with its opening.
    #[must_use]
    pub fn from_history<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut events = events.into_iter();
        let mut case = Self::open(events.next()?)?;
        events.for_each(|event| case.apply(event));
        Some(case)
    }

    /// Takes an event in.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.length = recorded.seq;
        self.updated_at = recorded.at;
        match &recorded.event {
            Event::Opened { .. } | Event::Written { .. } | Event::FileAdded { .. } => {}
            Event::StateChanged { .. }
            | Event::InformationAsked { .. }
            | Event::ClockStarted { .. }
            | Event::ClockStopped { .. }
            | Event::RejectionProposed { .. }
            | Event::RejectionApproved
            | Event::RejectionDeclined { .. }
            | Event::Rejected { .. }
            | Event::MarkedDuplicate { .. }
            | Event::OriginalChanged { .. }
            | Event::MergedInto { .. } => self.apply_handling(recorded),
            Event::Appealed { .. }
            | Event::AppealAnswered { .. }
            | Event::Withdrawn { .. }
            | Event::CreditChanged { .. }
            | Event::Disclosed { .. }
            | Event::ReportAdopted { .. }
            | Event::ReportSplitOff { .. }
            | Event::GreenLightGiven { .. }
            | Event::GreenLightRevoked { .. } => self.apply_to_report(recorded),
            Event::Assigned { to } => self.assignee.clone_from(to),
            Event::LabelAdded { label } => {
                self.labels.insert(label.clone());
            }
            Event::LabelRemoved { label } => {
                self.labels.remove(label);
            }
            Event::Renamed { title } => self.title.clone_from(title),
            Event::VulnerabilityAdded { .. }
            | Event::VulnerabilityRenamed { .. }
            | Event::Assessed { .. }
            | Event::WeaknessSet { .. }
            | Event::CveSet { .. } => self.apply_to_flaw(&recorded.event),
            Event::CveAsked { vulnerability, .. } | Event::CveAnswered { vulnerability, .. } => {
                if let Some(flaw) = self.vulnerabilities.get_mut(vulnerability) {
                    flaw.cve_record.apply(&recorded.event, recorded.at);
                }
            }
            Event::EmbargoProposed { .. }
            | Event::EmbargoAccepted { .. }
            | Event::EmbargoRejected { .. }
            | Event::EmbargoEnded { .. }
            | Event::Sighted { .. } => self.apply_embargo(recorded),
            Event::AdvisoryEdited { .. }
            | Event::AdvisoryLabelled { .. }
            | Event::PublicationRequested
            | Event::PublicationDeclined { .. }
            | Event::Published { .. }
            | Event::RemovalRequested { .. }
            | Event::Removed => self.apply_publication(recorded),
            _ => self.apply_matrix(recorded),
        }
    }

    fn apply_handling(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::StateChanged { to, .. } => self.enter(*to, recorded.at),
            Event::InformationAsked { to, .. } => {
                self.note_asked(to);
                self.state = State::NeedsInfo;
                self.clocks.iter_mut().for_each(|clock| clock.pause(recorded.at));
            }
            Event::ClockStarted { promise, due_at } => {
                self.clocks.retain(|clock| clock.promise != *promise);
                let started_at = recorded.at;
                let clock = Clock { promise: *promise, started_at, due_at: *due_at, paused_at: None };
                self.clocks.push(clock);
            }
            Event::ClockStopped { promise } => self.clocks.retain(|clock| clock.promise != *promise),
            Event::RejectionProposed { reason, policy_line, text } => {
                self.rejection = Some(Rejection {
                    reason: *reason,
                    policy_line: policy_line.clone(),
                    text: text.clone(),
                    by: user(&recorded.by),
                    approved_by: None,
                });
            }
            Event::RejectionApproved => {
                if let Some(rejection) = &mut self.rejection {
                    rejection.approved_by = Some(user(&recorded.by));
                }
            }
            Event::RejectionDeclined { .. } => self.rejection = None,
            Event::Rejected { reason, policy_line, text } => {
                self.enter(State::Rejected, recorded.at);
                // After an approval the proposer stays named; otherwise this is a decision of its own.
                let approved = self.rejection.take().filter(|r| r.approved_by.is_some());
                self.rejection = Some(approved.unwrap_or_else(|| Rejection {
                    reason: *reason,
                    policy_line: policy_line.clone(),
                    text: text.clone(),
                    by: user(&recorded.by),
                    approved_by: None,
                }));
            }
            Event::MarkedDuplicate { of, .. } => {
                self.enter(State::Duplicate, recorded.at);
                self.duplicate_of = Some(of.clone());
            }
            Event::OriginalChanged { state, light, received_at } => {
                self.original =
                    Some(super::Original { state: *state, light: *light, received_at: *received_at });
            }
            Event::MergedInto { into } => {
                self.enter(State::Merged, recorded.at);
                self.merged_into = Some(into.clone());
            }
            _ => {}
        }
    }

    /// A second question adds to whom the first one asked.
    fn note_asked(&mut self, to: &[ReportNo]) {
        let asks_all = to.is_empty() || (self.state == State::NeedsInfo && self.asked.is_empty());
        if self.state != State::NeedsInfo {
            self.state_before_question = Some(self.state);
        }
        if asks_all {
            self.asked.clear();
        } else {
            self.asked.extend(to);
        }
    }

    fn enter(&mut self, to: State, at: Timestamp) {
        self.asked.clear();
        if self.state == State::NeedsInfo {
            self.clocks.iter_mut().for_each(|clock| clock.resume(at));
            self.state_before_question = None;
        }
        if matches!(to, State::InReview | State::Confirmed) {
            self.rejection = None;
            self.duplicate_of = None;
            self.original = None;
        }
        if to == State::Resolved {
            self.clocks.retain(|clock| !matches!(clock.promise, Promise::Fix | Promise::StatusUpdate));
        }
        self.state = to;
    }

    fn apply_to_report(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Appealed { report, text } => self.with_report(*report, |r| {
                r.appeal = Some(Appeal { at: recorded.at, text: text.clone(), answer: None });
            }),
            Event::AppealAnswered { report, answer, .. } => self.with_report(*report, |r| {
                if let Some(appeal) = &mut r.appeal {
                    appeal.answer = Some(*answer);
                }
            }),
            Event::Withdrawn { report, .. } => self.with_report(*report, |r| r.withdrawn = true),
            Event::CreditChanged { report, credit } => {
                self.with_report(*report, |r| r.credit = credit.clone());
            }
            Event::Disclosed { report, url } => {
                self.with_report(*report, |r| r.disclosed_at.push(url.clone()));
            }
            Event::ReportAdopted { report, .. } => self.adopt(report),
            Event::ReportSplitOff { report, .. } => self.reports.retain(|r| r.no != *report),
            Event::GreenLightGiven { report, serial, outcome } => self.with_report(*report, |r| {
                r.light.serial = *serial;
                r.light.given = Some(*outcome);
                r.light.given_at = Some(recorded.at);
            }),
            Event::GreenLightRevoked { report, serial } => self.with_report(*report, |r| {
                r.light.serial = *serial;
                r.light.given = None;
                r.light.given_at = None;
            }),
            _ => {}
        }
    }

    fn with_report(&mut self, no: ReportNo, change: impl FnOnce(&mut ReportRecord)) {
        if let Some(report) = self.reports.iter_mut().find(|r| r.no == no) {
            change(report);
        }
    }

    fn adopt(&mut self, report: &ReportRecord) {
        // Whoever comes later was not asked.
        if self.state == State::NeedsInfo && self.asked.is_empty() {
            self.asked = self.reports.iter().map(|r| r.no).collect();
        }
        let mut record = report.clone();
        record.concerns = self.vulnerabilities.keys().copied().collect();
        self.reports_ever = self.reports_ever.max(record.no.0);
        self.reports.push(record);
    }

    fn apply_to_flaw(&mut self, event: &Event) {
        let flaws = &mut self.vulnerabilities;
        match event {
            Event::VulnerabilityAdded { vulnerability, title, concerns } => {
                let flaw = Vulnerability { title: title.clone(), ..Vulnerability::default() };
                flaws.insert(*vulnerability, flaw);
                let concerned = self.reports.iter_mut().filter(|r| concerns.contains(&r.no));
                concerned.for_each(|r| {
                    r.concerns.insert(*vulnerability);
                });
            }
            Event::VulnerabilityRenamed { vulnerability, title } => {
                if let Some(flaw) = flaws.get_mut(vulnerability) {
                    flaw.title.clone_from(title);
                }
            }
            Event::Assessed { vulnerability, assessment } => {
                if let Some(flaw) = flaws.get_mut(vulnerability) {
                    flaw.by_maker = assessment.clone();
                }
            }
            Event::WeaknessSet { vulnerability, cwe } => {
                if let Some(flaw) = flaws.get_mut(vulnerability) {
                    flaw.cwe = *cwe;
                }
            }
            Event::CveSet { vulnerability, cve } => {
                if let Some(flaw) = flaws.get_mut(vulnerability)
                    && flaw.cve != *cve
                {
                    flaw.cve.clone_from(cve);
                    // Another id has another record.
                    flaw.cve_record =
                        CveRecord { asked: flaw.cve_record.asked.take(), ..CveRecord::default() };
                }
            }
            _ => {}
        }
    }

    fn apply_embargo(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::EmbargoProposed { end, side, reason } => {
                let proposal = Proposal { end: *end, by: *side, at: recorded.at, reason: reason.clone() };
                // Decided before it was recorded; a history is applied as it is.
                let _ = self.embargo.propose(proposal);
            }
            Event::EmbargoAccepted { side } => {
                let _ = self.embargo.accept(*side);
            }
            Event::EmbargoRejected { side } => {
                let _ = self.embargo.reject(*side);
            }
            Event::EmbargoEnded { reason, .. } => self.embargo.leave(*reason),
            Event::Sighted { sighting, .. } => {
                self.sightings.insert(*sighting);
            }
            _ => {}
        }
    }

    fn apply_publication(&mut self, recorded: &Recorded) {
        let advisory = &mut self.advisory;
        match &recorded.event {
            Event::AdvisoryEdited { language, text } => {
                advisory.texts.insert(language.clone(), text.clone());
                // What was approved is what was read: a change needs a new request.
                advisory.requested_by = None;
            }
            Event::AdvisoryLabelled { label } => {
                advisory.label = *label;
                advisory.requested_by = None;
            }
            Event::PublicationRequested => advisory.requested_by = Some(user(&recorded.by)),
            Event::PublicationDeclined { .. } => advisory.requested_by = None,
            Event::Published { revision, summary } => {
                advisory.requested_by = None;
                advisory.removed = false;
                let (number, at) = (*revision, recorded.at);
                advisory.revisions.push(Revision { number, at, summary: summary.clone() });
                self.note_named_cves(at);
            }
            Event::RemovalRequested { .. } => {
                advisory.removal_requested_by = Some(user(&recorded.by));
            }
            Event::Removed => {
                advisory.removed = true;
                advisory.removal_requested_by = None;
            }
            _ => {}
        }
    }

    /// The advisory names the ids of the flaws that it has devices for.
    fn note_named_cves(&mut self, at: Timestamp) {
        for (no, flaw) in &mut self.vulnerabilities {
            if flaw.cve.is_some() && self.matrix.cells().any(|(id, _)| id.vulnerability == *no) {
                flaw.cve_record.named_at.get_or_insert(at);
            }
        }
    }

    fn apply_matrix(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::CellsInvestigated { cells } => self.set_status(cells, &Status::UnderInvestigation),
            Event::CellsAffected { cells } => self.set_status(cells, &Status::Affected),
            Event::CellsRemoved { cells } => cells.iter().for_each(|id| self.matrix.remove(id)),
            Event::Commissioned { cells, due, engineer } => {
                let (due, engineer) = (*due, engineer.clone());
                let commission = Commission { given_at: recorded.at, due, engineer };
                for id in cells {
                    if let Some(cell) = self.matrix.find_mut(id) {
                        cell.commission = Some(commission.clone());
                        if !matches!(cell.status, Status::Released { .. }) {
                            cell.status = Status::Commissioned;
                        }
                    }
                }
            }
            Event::FoundNotAffected { cells, justification, explanation } => {
                let (justification, explanation) = (*justification, explanation.clone());
                self.set_status(cells, &Status::NotAffected { justification, explanation });
            }
            Event::FixReleased { cells, release } => {
                self.set_status(cells, &Status::Released { release: release.clone(), evidence: None });
                for id in cells {
                    if let Some(cell) = self.matrix.find_mut(id) {
                        // What was seen and tried belongs to the release before.
                        (cell.last_look, cell.retested) = (None, false);
                        (cell.doubted_since, cell.confirmed_by) = (None, None);
                    }
                }
            }
            Event::NoFixProposed { cells, reason, mitigation } => {
                let no_fix = NoFix {
                    reason: reason.clone(),
                    mitigation: mitigation.clone(),
                    proposed_by: user(&recorded.by),
                    approved_by: None,
                };
                self.set_status(cells, &Status::NoFixPlanned(no_fix));
            }
            Event::NoFixApproved { cells } => self.approve_no_fix(cells, &recorded.by),
            Event::NoFixDeclined { cells, .. } => self.set_status(cells, &Status::Affected),
            Event::EvidenceFound { cells, observation } => self.look(cells, observation, Some(observation)),
            Event::EvidenceMissing { cells, observation } | Event::EvidenceLost { cells, observation } => {
                self.look(cells, observation, None);
            }
            Event::EvidenceDoubted { cells, observation } => self.doubt(cells, observation),
            Event::EvidenceConfirmed { cells, .. } => self.confirm(cells, &user(&recorded.by)),
            Event::Retested { cell, gone, .. } => {
                if let Some(cell) = self.matrix.find_mut(cell) {
                    cell.retested = *gone;
                }
            }
            _ => {}
        }
    }

    fn set_status(&mut self, cells: &[CellId], status: &Status) {
        for id in cells {
            match self.matrix.find_mut(id) {
                Some(cell) => cell.status = status.clone(),
                None => self.matrix.set(id.clone(), Cell::new(status.clone())),
            }
        }
    }

    fn approve_no_fix(&mut self, cells: &[CellId], by: &ActorRef) {
        for id in cells {
            if let Some(Status::NoFixPlanned(no_fix)) = self.matrix.find_mut(id).map(|c| &mut c.status) {
                no_fix.approved_by = Some(user(by));
            }
        }
    }

    fn doubt(&mut self, cells: &[CellId], seen: &Observation) {
        for id in cells {
            if let Some(cell) = self.matrix.find_mut(id) {
                cell.last_look = Some(seen.clone());
                cell.doubted_since = cell.doubted_since.or(Some(seen.fetched_at));
            }
        }
    }

    fn confirm(&mut self, cells: &[CellId], by: &UserId) {
        for id in cells {
            let Some(cell) = self.matrix.find_mut(id) else { continue };
            cell.confirmed_by = Some(by.clone());
            let seen = cell.last_look.clone();
            if let Status::Released { evidence, .. } = &mut cell.status {
                *evidence = seen;
            }
        }
    }

    fn look(&mut self, cells: &[CellId], seen: &Observation, closes: Option<&Observation>) {
        for id in cells {
            if let Some(cell) = self.matrix.find_mut(id) {
                cell.last_look = Some(seen.clone());
                cell.doubted_since = None;
                if let Status::Released { evidence, .. } = &mut cell.status {
                    *evidence = closes.cloned();
                }
            }
        }
    }
}

fn user(by: &ActorRef) -> UserId {
    match by {
        ActorRef::Staff { user } => user.clone(),
        ActorRef::Reporter { .. } | ActorRef::System => UserId::from("system"),
    }
}
