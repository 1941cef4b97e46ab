//! What follows outside a case from what happened inside: letters, notices, looks at firmware pages, publication.
//!
//! Everything that leaves the server goes through the outbox, in the transaction of the act; nothing is sent here.

use domain::access::Actor;
use domain::case::{ActorRef, Audience, Case, Command, Event, Recorded, ReportRecord};
use domain::green_light::{Outcome, concerns};
use domain::id::{CaseNumber, ReportNo, UserId};
use domain::matrix::{Cell, CellId, Status};
use formats::letter::{ClosedCell, CoveredVulnerability, Evidence, FixedCell, Letter, Revocation};
use formats::log::Hash;
use formats::receipt::Receipt;
use formats::verify::Signed;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::outbox::{NewJob, insert_job, schedule_job};
use store::{CaseId, Tx, documents};

use super::case::At;
use super::proof::{self, Kept, Which};
use crate::app::App;
use crate::error::{Error, Result};
use crate::job::cve::Errand;
use crate::words::{LetterKind, letter_statement};

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Addressee {
    Reporter {
        report: ReportNo,
    },
    Assignee,
    /// The team's own mailbox, for what nobody is assigned to.
    Team,
    Engineer {
        user: String,
    },
}

/// A notice: which event, to whom. It says nothing of the content, and the address is looked up when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub case: CaseNumber,
    pub addressee: Addressee,
    /// The kind of event, a key of the message files.
    pub what: String,
}

/// A chain of looks at the page of a release, for all cells of a case that were released with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub page: String,
    pub version: String,
}

/// Kinds of work in the outbox.
pub mod kind {
    pub const MAIL: &str = "mail";
    /// A way in that a reporter asked for, see `action::reporter_link`.
    pub const LINK: &str = "link";
    pub const EVIDENCE: &str = "evidence";
    pub const PUBLISH: &str = "publish";
    pub const FOLLOW: &str = "follow";
    pub const CVE: &str = "cve";
    pub const INVITE: &str = "invitation";
    /// Finding anew what the reports of a case are recognised by.
    pub const FEATURES: &str = "features";
}

/// Lets the features of a case be found anew, after its reports have changed places.
///
/// # Errors
/// When the store refuses.
pub fn find_features_anew(tx: &mut Tx<'_>, id: CaseId, now: Timestamp) -> Result<()> {
    let job = NewJob {
        kind: kind::FEATURES.to_owned(),
        case: Some(id),
        payload: Vec::new(),
        idempotency_key: format!("features {}", id.0),
        not_before: now.as_microsecond(),
    };
    schedule_job(tx, &job).map_err(Error::from)
}

/// Enters what follows from events into outbox and log.
///
/// # Errors
/// When the store refuses.
pub fn follow(
    tx: &mut Tx<'_>,
    app: &App,
    at: &At<'_>,
    id: CaseId,
    (case, recorded): (&Case, &[Recorded]),
) -> Result<()> {
    let mut effects = Effects { tx, app, at, id, case };
    recorded.iter().try_for_each(|event| effects.of(event))?;
    effects.notices(recorded)
}

/// Enters only the letters that events call for, for a case whose history is long past.
///
/// # Errors
/// When the store refuses.
pub fn sign(
    tx: &mut Tx<'_>,
    app: &App,
    at: &At<'_>,
    id: CaseId,
    (case, recorded): (&Case, &[Recorded]),
) -> Result<()> {
    let mut effects = Effects { tx, app, at, id, case };
    recorded.iter().try_for_each(|event| effects.signed(event))
}

/// Starts the looks for a release, or brings the next one forward to now. There is one chain per case and release.
///
/// # Errors
/// When the store refuses.
pub fn schedule_look(tx: &mut Tx<'_>, id: CaseId, look: &Look, at: Timestamp) -> Result<()> {
    // Keyed, because the key stands in the clear and a page tells of which product a case is.
    let release = tx.vault().token("release", &format!("{}\n{}", look.page, look.version));
    let job = NewJob {
        kind: kind::EVIDENCE.to_owned(),
        case: Some(id),
        payload: serde_json::to_vec(look).map_err(Error::internal)?,
        idempotency_key: format!("{}:{id}:{release:x}", kind::EVIDENCE),
        not_before: at.as_microsecond(),
    };
    schedule_job(tx, &job)?;
    Ok(())
}

/// Enters a notice; `key` tells it from others to the same person.
///
/// # Errors
/// When the store refuses.
pub fn notify(tx: &mut Tx<'_>, id: CaseId, notice: &Notice, (key, at): (&str, Timestamp)) -> Result<()> {
    let suffix = serde_json::to_string(&notice.addressee).map_err(Error::internal)?;
    let job = NewJob {
        kind: kind::MAIL.to_owned(),
        case: Some(id),
        payload: serde_json::to_vec(notice).map_err(Error::internal)?,
        idempotency_key: format!("{}:{id}:{key}:{suffix}", kind::MAIL),
        not_before: at.as_microsecond(),
    };
    insert_job(tx, &job)?;
    Ok(())
}

struct Effects<'a, 't> {
    tx: &'a mut Tx<'t>,
    app: &'a App,
    at: &'a At<'a>,
    id: CaseId,
    case: &'a Case,
}

impl Effects<'_, '_> {
    fn of(&mut self, recorded: &Recorded) -> Result<()> {
        let seq = recorded.seq;
        self.signed(recorded)?;
        match &recorded.event {
            Event::FixReleased { release, .. } => {
                let look = Look { page: release.page.clone(), version: release.version.clone() };
                schedule_look(self.tx, self.id, &look, self.at.now)?;
            }
            Event::Published { .. } | Event::Removed => self.job(kind::PUBLISH, seq, "", &())?,
            Event::CveAsked { vulnerability, .. } => {
                self.job(kind::CVE, seq, "", &Errand { vulnerability: *vulnerability })?;
            }
            _ => {}
        }
        // Duplicates look at their original, and originals are looked at, whenever either changes.
        if changes_state_or_light(&recorded.event) {
            self.job(kind::FOLLOW, seq, "", &())?;
        }
        Ok(())
    }

    fn signed(&mut self, recorded: &Recorded) -> Result<()> {
        match &recorded.event {
            Event::GreenLightGiven { report, serial, outcome } => self.letter(*report, *serial, *outcome),
            Event::GreenLightRevoked { report, serial } => self.revocation(*report, *serial),
            _ => Ok(()),
        }
    }

    /// One act is one notice to each person, however many events it has: the weightiest.
    fn notices(&mut self, recorded: &[Recorded]) -> Result<()> {
        let mut told: Vec<(Addressee, &Recorded)> = Vec::new();
        for event in recorded {
            for addressee in addressees(self.case, event) {
                match told.iter_mut().find(|(known, _)| *known == addressee) {
                    Some((_, heavier)) if weight(&event.event) > weight(&heavier.event) => *heavier = event,
                    Some(_) => {}
                    None => told.push((addressee, event)),
                }
            }
        }
        // Without an address for the team there is nobody to tell.
        let has_team = self.app.config.team_address.is_some();
        for (addressee, event) in told.into_iter().filter(|(to, _)| has_team || *to != Addressee::Team) {
            let what = event.event.kind().to_owned();
            let notice = Notice { case: self.case.number.clone(), addressee, what };
            notify(self.tx, self.id, &notice, (&event.seq.to_string(), self.at.now))?;
        }
        Ok(())
    }

    fn job(&mut self, kind: &str, seq: u64, suffix: &str, payload: &impl Serialize) -> Result<()> {
        let job = NewJob {
            kind: kind.to_owned(),
            case: Some(self.id),
            payload: serde_json::to_vec(payload).map_err(Error::internal)?,
            idempotency_key: format!("{kind}:{}:{seq}:{suffix}", self.id),
            not_before: self.at.now.as_microsecond(),
        };
        insert_job(self.tx, &job)?;
        Ok(())
    }

    fn letter(&mut self, report: ReportNo, serial: u32, outcome: Outcome) -> Result<()> {
        let Some(record) = self.case.find_report(report) else { return Ok(()) };
        let (outcome, kind) = match outcome {
            Outcome::Green => (formats::letter::Outcome::Green, LetterKind::Green),
            Outcome::LimitLifted => (formats::letter::Outcome::LimitLifted, LetterKind::LimitLifted),
        };
        let program = &self.at.program.program;
        let language = &record.report.reporter.language;
        let letter = Letter {
            maker: program.maker.clone(),
            program: program.id.to_string(),
            case: record.received_as.to_string(),
            serial: u64::from(serial),
            receipt_sha256: self.receipt_digest(record)?,
            given_at: self.at.now.to_string(),
            outcome,
            vulnerabilities: self.covered(record),
            fixed: self.fixed(record)?,
            closed_otherwise: self.closed_otherwise(record),
            conditions: self.conditions(language),
            statement: letter_statement(language, &program.maker, kind),
        };
        let signed = letter.sign(&self.app.signer).map_err(Error::internal)?;
        proof::enter(self.tx, self.app, Which { case: self.id, report: report.0, serial }, signed, None)
    }

    fn revocation(&mut self, report: ReportNo, serial: u32) -> Result<()> {
        let Some(record) = self.case.find_report(report) else { return Ok(()) };
        let documents = documents::list_documents(self.tx, self.id, i64::from(report.0))?;
        let last = documents.iter().rev().find(|d| d.kind == formats::verify::Kind::Letter.as_str());
        let Some(last) = last else { return Ok(()) };
        let letter: Kept<Signed<Letter>> = serde_json::from_slice(&last.content).map_err(Error::internal)?;
        let program = &self.at.program.program;
        let language = &record.report.reporter.language;
        let revocation = Revocation {
            maker: program.maker.clone(),
            program: program.id.to_string(),
            case: record.received_as.to_string(),
            serial: letter.document.body().serial,
            letter_sha256: letter.document.digest(),
            revoked_at: self.at.now.to_string(),
            statement: letter_statement(language, &program.maker, LetterKind::Revoked),
        };
        let signed = revocation.sign(&self.app.signer).map_err(Error::internal)?;
        proof::enter(self.tx, self.app, Which { case: self.id, report: report.0, serial }, signed, None)
    }

    fn receipt_digest(&mut self, record: &ReportRecord) -> Result<Hash> {
        let documents = documents::list_documents(self.tx, self.id, i64::from(record.no.0))?;
        let receipt = documents.first().ok_or_else(|| Error::internal("a report without receipt"))?;
        let kept: Kept<Signed<Receipt>> =
            serde_json::from_slice(&receipt.content).map_err(Error::internal)?;
        Ok(kept.document.digest())
    }

    fn covered(&self, record: &ReportRecord) -> Vec<CoveredVulnerability> {
        let concerned = self.case.vulnerabilities.iter().filter(|(no, _)| record.concerns.contains(no));
        concerned
            .map(|(_, flaw)| CoveredVulnerability {
                cve: flaw.cve.as_ref().map(|cve| cve.as_str().to_owned()),
                title: Some(flaw.title.clone()),
            })
            .collect()
    }

    fn concerned_cells<'c>(
        &'c self,
        record: &'c ReportRecord,
    ) -> impl Iterator<Item = (&'c CellId, &'c Cell)> {
        self.case.matrix.cells().filter(|(id, _)| concerns(record, id))
    }

    /// Model, revision and region of a cell's product, as the catalog names them.
    fn product(&self, id: &CellId) -> (String, String, String) {
        match self.at.program.program.catalog.find_sku(&id.sku) {
            Some(sku) => (
                sku.model.clone(),
                sku.hardware_revision.clone().unwrap_or_default(),
                sku.region.clone().unwrap_or_default(),
            ),
            None => (id.sku.to_string(), String::new(), String::new()),
        }
    }

    fn fixed(&self, record: &ReportRecord) -> Result<Vec<FixedCell>> {
        let mut fixed = Vec::new();
        for (id, cell) in self.concerned_cells(record) {
            let Status::Released { release, evidence: Some(seen) } = &cell.status else { continue };
            let (model, hardware_revision, region) = self.product(id);
            fixed.push(FixedCell {
                model,
                hardware_revision,
                region,
                version: release.version.clone(),
                page: release.page.clone(),
                evidence: Evidence {
                    fetched_at: seen.fetched_at.to_string(),
                    sha256: Hash::parse(&seen.digest).map_err(Error::internal)?,
                },
            });
        }
        Ok(fixed)
    }

    fn closed_otherwise(&self, record: &ReportRecord) -> Vec<ClosedCell> {
        let closed = self.concerned_cells(record).filter_map(|(id, cell)| {
            let reason = match &cell.status {
                Status::NotAffected { justification, .. } => justification.label().to_owned(),
                Status::NoFixPlanned(no_fix) if no_fix.approved_by.is_some() => no_fix.reason.clone(),
                _ => return None,
            };
            let (model, hardware_revision, region) = self.product(id);
            Some(ClosedCell { model, hardware_revision, region, status: cell.word().to_owned(), reason })
        });
        closed.collect()
    }

    fn conditions(&self, language: &str) -> Vec<String> {
        let program = &self.at.program.program;
        let language = domain::program::Language(language.to_owned());
        let text =
            |c: &domain::program::Condition| c.text.get(&language, &program.default_language).to_owned();
        program.disclosure.conditions.iter().map(text).collect()
    }
}

fn changes_state_or_light(event: &Event) -> bool {
    matches!(
        event,
        Event::StateChanged { .. }
            | Event::Rejected { .. }
            | Event::MarkedDuplicate { .. }
            | Event::MergedInto { .. }
            | Event::InformationAsked { .. }
            | Event::GreenLightGiven { .. }
            | Event::GreenLightRevoked { .. }
    )
}

/// Whom an event concerns: the other side, never the one who acted.
fn addressees(case: &Case, recorded: &Recorded) -> Vec<Addressee> {
    match &recorded.event {
        Event::Commissioned { engineer: Some(user), .. } if !is_by(recorded, user) => {
            return vec![Addressee::Engineer { user: user.to_string() }];
        }
        Event::EvidenceLost { cells, .. } => return keepers(case, cells),
        Event::NoFixProposed { .. } => {
            let own = case.assignee.as_ref().is_some_and(|assignee| is_by(recorded, assignee));
            return vec![if own { Addressee::Team } else { handler(case) }];
        }
        event if event.audience() != Audience::Everyone => return Vec::new(),
        _ => {}
    }
    let mut told = Vec::new();
    if !matches!(recorded.by, ActorRef::Staff { .. }) && tells_the_team(&recorded.event) {
        told.push(handler(case));
    }
    let reachable = case.reports.iter().filter(|r| r.report.reporter.email.is_some() && !r.withdrawn);
    // The acknowledgement of a report goes to its sender although the sender caused it.
    let acted = |report: ReportNo| {
        recorded.by == ActorRef::Reporter { report } && !matches!(recorded.event, Event::Opened { .. })
    };
    told.extend(
        reachable
            .filter(|r| !acted(r.no) && super::read::reporter_sees(r.no, recorded))
            .map(|r| Addressee::Reporter { report: r.no }),
    );
    told
}

fn is_by(recorded: &Recorded, user: &UserId) -> bool {
    matches!(&recorded.by, ActorRef::Staff { user: actor } if actor == user)
}

/// Who handles a case.
fn handler(case: &Case) -> Addressee {
    if case.assignee.is_some() { Addressee::Assignee } else { Addressee::Team }
}

/// Those who look after these cells: who handles the case, and the engineers asked for them.
#[must_use]
pub fn keepers(case: &Case, cells: &[CellId]) -> Vec<Addressee> {
    let engineer = |id: &CellId| case.matrix.find(id)?.commission.as_ref()?.engineer.clone();
    let mut engineers: Vec<UserId> =
        cells.iter().filter_map(engineer).filter(|user| case.assignee.as_ref() != Some(user)).collect();
    engineers.sort();
    engineers.dedup();
    let engineers = engineers.into_iter().map(|user| Addressee::Engineer { user: user.to_string() });
    std::iter::once(handler(case)).chain(engineers).collect()
}

/// Which of several events of one act a person is told of.
fn weight(event: &Event) -> u8 {
    match event {
        Event::GreenLightGiven { .. } | Event::GreenLightRevoked { .. } => 9,
        Event::Published { .. } | Event::Removed | Event::Opened { .. } => 8,
        Event::Rejected { .. } | Event::MarkedDuplicate { .. } | Event::EvidenceLost { .. } => 7,
        Event::InformationAsked { .. } | Event::AppealAnswered { .. } | Event::Appealed { .. } => 6,
        Event::EmbargoProposed { .. } | Event::EmbargoEnded { .. } | Event::Sighted { .. } => 5,
        Event::StateChanged { .. } => 4,
        Event::Written { .. } => 3,
        _ => 1,
    }
}

/// What the server does by itself concerns the team only when somebody has to act.
fn tells_the_team(event: &Event) -> bool {
    !matches!(event, Event::FileAdded { .. } | Event::GreenLightGiven { .. } | Event::StateChanged { .. })
}

/// Lets time pass for a case: ends what has run out.
///
/// # Errors
/// When the store refuses.
pub fn tick(app: &App, id: CaseId) -> Result<()> {
    let program = app.program();
    let now = app.now();
    app.store.write(|tx| {
        let loaded = super::case::load_by_id(tx, id)?;
        let at = At { program: &program, actor: &Actor::System, now };
        super::case::perform_in(tx, app, &at, loaded, Command::Tick).map(drop)
    })
}
