//! A case as JSON. Every member is named here, so that nothing gets out that nobody thought of.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::case::{ActorRef, Event, NextAction, Recorded, ReportRecord, Vulnerability, next_action};
use domain::embargo::Embargo;
use domain::green_light::{self, GreenLight, Obstacle, Outcome};
use domain::id::VulnerabilityNo;
use domain::matrix::{Cell, CellId, Status};
use domain::program::Program;
use domain::severity::{Assessment, ScoredVector};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::action::read::View;
use crate::app::App;

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseView {
    /// Its number.
    #[schema(example = "LNK-2026-0042")]
    pub case: String,
    /// `new`, `in-review`, `needs-info`, `confirmed`, `resolved`, `rejected`, `duplicate`, `merged` or `withdrawn`.
    pub state: String,
    pub title: String,
    pub brand: String,
    pub opened_at: String,
    pub updated_at: String,
    /// Who must act next, and by when.
    pub next: Next,
    /// Why it was not accepted, when it was not.
    pub rejection: Option<Rejection>,
    /// The case it repeats.
    pub duplicate_of: Option<String>,
    pub reports: Vec<ReportView>,
    pub vulnerabilities: Vec<VulnerabilityView>,
    /// The fix matrix, a cell per vulnerability and product.
    pub matrix: Vec<CellView>,
    pub embargo: EmbargoView,
    pub files: Vec<FileView>,
    /// Receipts, green-light letters and their revocations.
    pub letters: Vec<LetterView>,
    /// What happened, oldest first.
    pub timeline: Vec<Entry>,
    /// Members that only the team has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamView>,
}

/// The next step.
#[derive(Debug, Serialize, ToSchema)]
pub struct Next {
    /// `team`, `second-person`, `remediation`, `publisher`, `reporter` or `nobody`.
    pub who: String,
    /// What is to be done, as a word.
    pub what: String,
    pub by: Option<String>,
}

/// Why a report was not accepted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rejection {
    pub reason: String,
    /// The line of the policy it rests on, by its anchor on the program page.
    pub policy_line: String,
    pub text: String,
}

/// A report as it was sent, and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportView {
    pub no: u32,
    pub received_at: String,
    /// The number it was received under.
    pub received_as: String,
    /// The salted digest that the receipt states.
    pub digest: String,
    pub policy_version: u32,
    pub policy_sha256: String,
    /// The report itself.
    #[schema(value_type = Object)]
    pub report: Value,
    /// Whether and how its sender wants to be named.
    #[schema(value_type = Object)]
    pub credit: Value,
    pub withdrawn: bool,
    pub disclosed_at: Vec<String>,
    pub appeal: Option<AppealView>,
    pub green_light: LightView,
}

/// The one appeal of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealView {
    pub at: String,
    pub text: String,
    /// `upheld`, `overturned`, or nothing yet.
    #[schema(value_type = Option<String>)]
    pub answer: Value,
}

/// Whether the flaw may be disclosed. It says *may*, never *must*.
#[derive(Debug, Serialize, ToSchema)]
pub struct LightView {
    /// `red`, `green`, `limit-lifted` or `no-limit`.
    pub light: &'static str,
    /// What stands in the way while it is red.
    #[schema(value_type = Vec<Object>)]
    pub obstacles: Vec<Value>,
}

/// A flaw.
#[derive(Debug, Serialize, ToSchema)]
pub struct VulnerabilityView {
    pub no: u32,
    pub title: String,
    pub cwe: Option<String>,
    pub cve: Option<String>,
    pub severity: Option<&'static str>,
    pub by_reporter: AssessmentView,
    pub by_maker: AssessmentView,
}

/// One party's rating.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessmentView {
    pub cvss3: Option<Scored>,
    pub cvss4: Option<Scored>,
    pub word: Option<&'static str>,
    /// Why a metric has its value, by its abbreviation.
    pub reasons: BTreeMap<String, String>,
}

/// A vector with its score.
#[derive(Debug, Serialize, ToSchema)]
pub struct Scored {
    pub vector: String,
    /// Such as `9.8`.
    pub score: String,
}

/// One cell of the fix matrix.
#[derive(Debug, Serialize, ToSchema)]
pub struct CellView {
    pub vulnerability: u32,
    pub sku: String,
    pub model: Option<String>,
    pub hardware_revision: Option<String>,
    pub region: Option<String>,
    /// `under-investigation`, `affected`, `not-affected`, `commissioned`, `released`, `verified`,
    /// `no-fix-proposed` or `no-fix`.
    pub status: &'static str,
    pub closed: bool,
    pub version: Option<String>,
    /// The page that offers the fixed firmware.
    pub page: Option<String>,
    pub released_on: Option<String>,
    /// When the page was seen to offer it.
    pub seen_at: Option<String>,
    /// The reporter tried it and says the flaw is gone.
    pub retested: bool,
    /// Why it is not affected, or why there is no fix.
    pub reason: Option<String>,
    pub due: Option<String>,
}

/// The embargo.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmbargoView {
    /// `none`, `proposed`, `active`, `revise` or `exited`.
    #[schema(value_type = String)]
    pub state: Value,
    pub end: Option<String>,
    /// The proposal on the table.
    #[schema(value_type = Option<Object>)]
    pub proposal: Value,
}

/// A file of the case.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileView {
    pub id: String,
    pub name: String,
    pub size: u64,
    pub sha256: String,
    pub at: String,
    pub href: String,
}

/// A signed document.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterView {
    pub report: i64,
    /// 0 is the receipt.
    pub serial: i64,
    /// `receipt`, `letter` or `revocation`.
    pub kind: String,
    pub at: Option<String>,
    pub href: String,
}

/// An entry of the timeline.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    pub seq: u64,
    pub at: String,
    /// `reporter`, `team` or `server`.
    pub by: &'static str,
    /// Who of the team, for the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What happened, as a word.
    pub event: &'static str,
    /// `everyone`, `technical` or `team`.
    #[schema(value_type = String)]
    pub audience: Value,
    #[schema(value_type = Object)]
    pub detail: Value,
}

/// What only the team sees.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamView {
    pub assignee: Option<String>,
    pub labels: Vec<String>,
    #[schema(value_type = Vec<Object>)]
    pub clocks: Vec<Value>,
    /// The words of the advisory, by language.
    #[schema(value_type = Object)]
    pub advisory: Value,
}

impl CaseView {
    /// The case as it was read for an actor.
    #[must_use]
    pub fn of(app: &App, actor: &Actor, seen: &View) -> Self {
        let case = &seen.case;
        let program = app.program();
        let base = format!("{}/api/v1/cases/{}", app.config.public_url(), case.number);
        let is_team = matches!(actor, Actor::Staff { .. });
        let rejection =
            case.rejection.as_ref().filter(|r| is_team || r.approved_by.is_some() || !r.reason.hides_risk());
        Self {
            case: case.number.to_string(),
            state: case.state.word().to_owned(),
            title: case.title.clone(),
            brand: case.brand.to_string(),
            opened_at: case.opened_at.to_string(),
            updated_at: case.updated_at.to_string(),
            next: next(next_action(case)),
            rejection: rejection.map(|r| Rejection {
                reason: r.reason.word().to_owned(),
                policy_line: r.policy_line.clone(),
                text: r.text.clone(),
            }),
            duplicate_of: case.duplicate_of.as_ref().map(ToString::to_string),
            reports: case.reports.iter().map(|record| report(record, seen, app.now())).collect(),
            vulnerabilities: case.vulnerabilities.iter().map(|(no, flaw)| vulnerability(*no, flaw)).collect(),
            matrix: case.matrix.cells().map(|(id, cell_)| cell(&program.program, id, cell_)).collect(),
            embargo: embargo(&case.embargo),
            files: seen.timeline.iter().filter_map(|entry| file(&base, entry)).collect(),
            letters: seen.documents.iter().map(|document| letter(&base, document)).collect(),
            timeline: seen.timeline.iter().map(|recorded| entry(recorded, is_team)).collect(),
            team: is_team.then(|| TeamView {
                assignee: case.assignee.as_ref().map(ToString::to_string),
                labels: case.labels.iter().cloned().collect(),
                clocks: case.clocks.iter().map(value).collect(),
                advisory: value(&case.advisory.texts),
            }),
        }
    }
}

fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

fn next(next: NextAction) -> Next {
    let NextAction { who, what, by } = next;
    Next { who: who.word().to_owned(), what: what.to_owned(), by: by.map(|by| by.to_string()) }
}

fn report(record: &ReportRecord, seen: &View, now: Timestamp) -> ReportView {
    ReportView {
        no: record.no.0,
        received_at: record.received_at.to_string(),
        received_as: record.received_as.to_string(),
        digest: record.digest.clone(),
        policy_version: record.policy.number,
        policy_sha256: record.policy.hash.clone(),
        report: value(&record.report),
        credit: value(&record.credit),
        withdrawn: record.withdrawn,
        disclosed_at: record.disclosed_at.clone(),
        appeal: record.appeal.as_ref().map(|appeal| AppealView {
            at: appeal.at.to_string(),
            text: appeal.text.clone(),
            answer: value(&appeal.answer),
        }),
        green_light: light(&green_light::compute(&seen.case, record, now)),
    }
}

fn light(light: &GreenLight) -> LightView {
    let obstacle = |obstacle: &Obstacle| match obstacle {
        Obstacle::NotJudged => json!({"obstacle": "not-judged"}),
        Obstacle::NoDevicesYet => json!({"obstacle": "no-devices-yet"}),
        Obstacle::OpenDevices { open, of } => json!({"obstacle": "open-devices", "open": open, "of": of}),
        Obstacle::FollowsOriginal => json!({"obstacle": "follows-original"}),
        Obstacle::Embargo { until } => json!({"obstacle": "embargo", "until": until}),
    };
    let (word, obstacles) = match light {
        GreenLight::Red { obstacles } => ("red", obstacles.iter().map(obstacle).collect()),
        GreenLight::May(Outcome::Green) => ("green", Vec::new()),
        GreenLight::May(Outcome::LimitLifted) => ("limit-lifted", Vec::new()),
        GreenLight::NoLimit => ("no-limit", Vec::new()),
    };
    LightView { light: word, obstacles }
}

fn vulnerability(no: VulnerabilityNo, flaw: &Vulnerability) -> VulnerabilityView {
    VulnerabilityView {
        no: no.0,
        title: flaw.title.clone(),
        cwe: flaw.cwe.map(|cwe| cwe.to_string()),
        cve: flaw.cve.as_ref().map(|cve| cve.as_str().to_owned()),
        severity: flaw.severity().map(domain::severity::Severity::word),
        by_reporter: assessment(&flaw.by_reporter),
        by_maker: assessment(&flaw.by_maker),
    }
}

fn assessment(of: &Assessment) -> AssessmentView {
    let scored = |vector: &ScoredVector| Scored { vector: vector.vector.clone(), score: vector.score() };
    AssessmentView {
        cvss3: of.cvss3.as_ref().map(scored),
        cvss4: of.cvss4.as_ref().map(scored),
        word: of.word.map(domain::severity::Severity::word),
        reasons: of.reasons.clone(),
    }
}

fn cell(program: &Program, id: &CellId, cell: &Cell) -> CellView {
    let sku = program.catalog.find_sku(&id.sku);
    let (release, evidence) = match &cell.status {
        Status::Released { release, evidence } => (Some(release), evidence.as_ref()),
        _ => (None, None),
    };
    let reason = match &cell.status {
        Status::NotAffected { explanation, .. } => Some(explanation.clone()),
        Status::NoFixPlanned(no_fix) => Some(no_fix.reason.clone()),
        _ => None,
    };
    CellView {
        vulnerability: id.vulnerability.0,
        sku: id.sku.to_string(),
        model: sku.map(|sku| sku.model.clone()),
        hardware_revision: sku.and_then(|sku| sku.hardware_revision.clone()),
        region: sku.and_then(|sku| sku.region.clone()),
        status: cell.word(),
        closed: cell.is_closed(),
        version: release.map(|release| release.version.clone()),
        page: release.map(|release| release.page.clone()),
        released_on: release.map(|release| release.date.to_string()),
        seen_at: evidence.map(|evidence| evidence.fetched_at.to_string()),
        retested: cell.retested,
        reason,
        due: cell.commission.as_ref().map(|commission| commission.due.to_string()),
    }
}

fn embargo(embargo: &Embargo) -> EmbargoView {
    EmbargoView {
        state: value(&embargo.state),
        end: embargo.end.map(|end| end.to_string()),
        proposal: value(&embargo.proposal),
    }
}

fn file(base: &str, recorded: &Recorded) -> Option<FileView> {
    let Event::FileAdded { file, .. } = &recorded.event else { return None };
    Some(FileView {
        id: file.id.clone(),
        name: file.name.clone(),
        size: file.size,
        sha256: file.sha256.clone(),
        at: recorded.at.to_string(),
        href: format!("{base}/files/{}", file.id),
    })
}

fn letter(base: &str, document: &store::documents::Document) -> LetterView {
    let (report, serial) = (document.report, document.serial);
    LetterView {
        report,
        serial,
        kind: document.kind.clone(),
        at: Timestamp::from_microsecond(document.at).ok().map(|at| at.to_string()),
        href: format!("{base}/letters/{serial}?report={report}"),
    }
}

fn entry(recorded: &Recorded, is_team: bool) -> Entry {
    let (by, user) = match &recorded.by {
        ActorRef::Reporter { .. } => ("reporter", None),
        ActorRef::Staff { user } => ("team", Some(user.to_string())),
        ActorRef::System => ("server", None),
    };
    Entry {
        seq: recorded.seq,
        at: recorded.at.to_string(),
        by,
        user: user.filter(|_| is_team),
        event: recorded.event.kind(),
        audience: value(&recorded.event.audience()),
        detail: value(&recorded.event),
    }
}
