//! What the public reads of a case, and what stands in the way of publishing it.
//!
//! Invariant: a [`Record`] holds only what is meant for everybody. A reporter is named only by the wish
//! [`Credit::As`], never from a withdrawn report; the words are those of the publisher, of the matrix and of the
//! rating, never those of a report or a message.

pub mod cwe;
pub mod draft;

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Actor;
use domain::case::{Case, Command, Event, Recorded, Revision, State};
use domain::embargo::Sighting;
use domain::id::{CaseNumber, SkuId, VulnerabilityNo};
use domain::matrix::{Cell, Justification as Because, Release, Status};
use domain::report::{Credit, FieldErrors, FieldProblem};
use formats::advisory::{
    Acknowledgment, Addresses, Advisory, AdvisoryId, AffectedVersions, DocumentStatus, Exploitation,
    FirmwareFile, Fix, Justification, Language, Reference, Sku, SkuStatus, Texts, TimelineEntry, Tlp,
    Vulnerability,
};
use formats::csaf;
use formats::csaf::build::BuildError;
use formats::csaf::validate::{Finding, Severity};
use formats::cvss::{Vector, Version};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::case::{Performed, perform};
use crate::app::{ActiveProgram, App};
use crate::error::{Error, Result};
use crate::publish::revision;
use crate::words;

/// One published revision, as it is kept beside its rendered bytes: nothing in it is confidential.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub advisory: Advisory,
    /// The brand of the case, by its id.
    pub brand: String,
    /// Why each metric has its value, by vulnerability and metric abbreviation.
    pub reasons: Vec<BTreeMap<String, String>>,
    /// What happened when, oldest first.
    pub milestones: Vec<Milestone>,
}

/// A step of the story that the public may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Milestone {
    /// The UTC day.
    pub day: Date,
    pub step: Step,
}

/// What a step was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Reported,
    Confirmed,
    FixReleased,
    FlawPublic,
    ExploitPublic,
    AttacksSeen,
    Published,
    Revised,
}

impl Step {
    /// The key of the sentence that tells it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Reported => "publication-step-reported",
            Self::Confirmed => "publication-step-confirmed",
            Self::FixReleased => "publication-step-fix-released",
            Self::FlawPublic => "publication-step-flaw-public",
            Self::ExploitPublic => "publication-step-exploit-public",
            Self::AttacksSeen => "publication-step-attacks-seen",
            Self::Published => "publication-step-published",
            Self::Revised => "publication-step-revised",
        }
    }
}

/// The UTC day of a moment.
#[must_use]
pub fn day(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::UTC).date()
}

/// Documents name seconds: what is finer only tells how fast a machine is.
fn to_the_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

impl Record {
    /// Whether a reader of both would learn nothing new.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.advisory, &other.advisory);
        let flaws = |advisory: &Advisory| {
            let flaws = advisory.vulnerabilities.iter().cloned();
            flaws.map(|flaw| Vulnerability { disclosed: None, ..flaw }).collect::<Vec<_>>()
        };
        (&a.texts, &a.skus, a.status, &a.references, a.tlp)
            == (&b.texts, &b.skus, b.status, &b.references, b.tlp)
            && flaws(a) == flaws(b)
            && self.reasons == other.reasons
    }
}

/// Makes the public record of a case as it stands; `history` must end where the case does.
///
/// # Errors
/// When an id of the case has a form that no document takes.
pub fn record(case: &Case, history: &[Recorded], program: &ActiveProgram, base: &str) -> Result<Record> {
    let (language, texts) = texts(case, program)?;
    let skus = skus(case, program)?;
    let milestones = milestones(case, history);
    let locale = words::locale(language.as_str());
    let timeline = milestones.iter().map(|m| {
        let event = locale.t(m.step.key()).into_owned();
        TimelineEntry { date: m.day, event }
    });
    let revisions = case.advisory.revisions.iter().map(|r| formats::advisory::Revision {
        number: r.number,
        date: to_the_second(r.at),
        summary: r.summary.clone(),
    });
    let vulnerabilities = vulnerabilities(case, program, &texts, &language)?;
    let reasons = case.vulnerabilities.iter().filter(|(no, _)| has_cells(case, **no));
    let reasons = reasons.map(|(_, flaw)| flaw.by_maker.reasons.clone()).collect();
    let is_settled = case.matrix.open_cells().next().is_none();
    let advisory = Advisory {
        id: AdvisoryId::new(case.number.as_str()).map_err(Error::internal)?,
        language,
        texts,
        publisher: crate::publish::set::publisher(program),
        tlp: tlp(case.advisory.label),
        status: if is_settled { DocumentStatus::Final } else { DocumentStatus::Interim },
        skus,
        references: references(case),
        acknowledgments: Vec::new(),
        timeline: timeline.collect(),
        revisions: revisions.collect(),
        legal_disclaimer: None,
        license: None,
        addresses: Addresses::new(base),
        vulnerabilities,
    };
    Ok(Record { advisory, brand: case.brand.to_string(), reasons, milestones })
}

/// A label as documents know it.
#[must_use]
pub fn tlp(label: domain::case::Label) -> Tlp {
    match label {
        domain::case::Label::Clear => Tlp::White,
        domain::case::Label::Green => Tlp::Green,
        domain::case::Label::Amber => Tlp::Amber,
        domain::case::Label::Red => Tlp::Red,
    }
}

/// Texts by language, and the language that counts: the program's own when the publisher wrote in it.
fn texts(case: &Case, program: &ActiveProgram) -> Result<(Language, BTreeMap<Language, Texts>)> {
    let mut texts = BTreeMap::new();
    for (language, text) in &case.advisory.texts {
        if text.title.trim().is_empty() || text.summary.trim().is_empty() {
            continue;
        }
        let language = Language::new(language.as_str()).map_err(Error::internal)?;
        let text = Texts {
            title: text.title.trim().to_owned(),
            summary: text.summary.clone(),
            impact: text.impact.clone(),
            what_to_do: text.what_to_do.clone(),
        };
        texts.insert(language, text);
    }
    let own = Language::new(program.program.default_language.as_str()).map_err(Error::internal)?;
    let first = texts.keys().next().cloned();
    let language = if texts.contains_key(&own) { own } else { first.unwrap_or(own) };
    Ok((language, texts))
}

fn public_id(sku: &SkuId) -> Result<formats::advisory::SkuId> {
    formats::advisory::SkuId::new(sku.as_str()).map_err(Error::internal)
}

fn skus(case: &Case, program: &ActiveProgram) -> Result<Vec<Sku>> {
    case.matrix.skus().iter().map(|id| sku(id, program)).collect()
}

fn sku(id: &SkuId, program: &ActiveProgram) -> Result<Sku> {
    let program = &program.program;
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    // A product that left the catalog keeps its id for a name.
    let Some(known) = program.catalog.find_sku(id) else {
        return Ok(Sku {
            id: public_id(id)?,
            brand: id.as_str().split('.').next().unwrap_or_default().to_owned(),
            product_type: String::new(),
            model: id.to_string(),
            hardware_revision: None,
            region: None,
            name: None,
            cpe: None,
        });
    };
    let brand = program.find_brand(&known.brand).map_or(known.brand.as_str(), |brand| brand.name.as_str());
    let kind = program.find_product_type(&known.product_type);
    let language = &program.default_language;
    Ok(Sku {
        id: public_id(id)?,
        brand: brand.to_owned(),
        product_type: kind.map_or("", |kind| kind.name.get(language, language)).to_owned(),
        model: known.model.clone(),
        hardware_revision: known.hardware_revision.clone(),
        region: known.region.clone(),
        name: text(&known.name),
        cpe: None,
    })
}

fn has_cells(case: &Case, no: VulnerabilityNo) -> bool {
    case.matrix.cells().any(|(id, _)| id.vulnerability == no)
}

fn vulnerabilities(
    case: &Case,
    program: &ActiveProgram,
    texts: &BTreeMap<Language, Texts>,
    language: &Language,
) -> Result<Vec<Vulnerability>> {
    let listed: Vec<_> = case.vulnerabilities.iter().filter(|(no, _)| has_cells(case, **no)).collect();
    let is_single = listed.len() == 1;
    let mut all = Vec::with_capacity(listed.len());
    for (no, flaw) in listed {
        let text = texts.get(language).filter(|_| is_single);
        let mut statuses = BTreeMap::new();
        for (id, cell) in case.matrix.cells().filter(|(id, _)| id.vulnerability == *no) {
            statuses.insert(public_id(&id.sku)?, status(cell));
        }
        all.push(Vulnerability {
            cve: flaw.cve.as_ref().map(|cve| cve.as_str().to_owned()),
            ids: Vec::new(),
            // The first words for a flaw come from the report; a single flaw has the publisher's own.
            title: text.map_or_else(|| flaw.title.clone(), |text| text.title.clone()),
            description: text.map(|text| text.summary.clone()).unwrap_or_default(),
            cwe: flaw.cwe.and_then(cwe::find),
            cvss31: vector(flaw.by_maker.cvss3.as_ref(), Version::V3_1),
            cvss40: vector(flaw.by_maker.cvss4.as_ref(), Version::V4_0),
            credits: credits(case, program, *no),
            discovered: case.reports.iter().map(|record| to_the_second(record.received_at)).min(),
            disclosed: case.advisory.revisions.first().map(|revision| to_the_second(revision.at)),
            exploitation: exploitation(case),
            references: Vec::new(),
            statuses,
        });
    }
    Ok(all)
}

/// A vector of the one version the document has a place for; a rating by 3.0 is shown on the page of the team only.
fn vector(scored: Option<&domain::severity::ScoredVector>, version: Version) -> Option<Vector> {
    let vector = Vector::parse(&scored?.vector).ok()?;
    (vector.version() == version).then_some(vector)
}

fn exploitation(case: &Case) -> Exploitation {
    if case.sightings.contains(&Sighting::Attacks) {
        Exploitation::AttacksSeen
    } else if case.sightings.contains(&Sighting::Exploit) {
        Exploitation::ExploitPublic
    } else {
        Exploitation::NoneKnown
    }
}

fn credits(case: &Case, program: &ActiveProgram, no: VulnerabilityNo) -> Vec<Acknowledgment> {
    if !program.program.house.credit_offered {
        return Vec::new();
    }
    let named = case.reports.iter().filter(|r| !r.withdrawn && r.concerns.contains(&no));
    let mut names: Vec<String> = named
        .filter_map(|record| match &record.credit {
            Credit::As { name } => Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
            Credit::Undecided | Credit::Anonymous => None,
        })
        .collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    let thanks = |name| Acknowledgment { names: vec![name], ..Acknowledgment::default() };
    names.into_iter().map(thanks).collect()
}

fn status(cell: &Cell) -> SkuStatus {
    match &cell.status {
        Status::UnderInvestigation => SkuStatus::UnderInvestigation,
        Status::NotAffected { justification, explanation } => SkuStatus::NotAffected {
            justification: because(*justification),
            reason: explanation.trim().to_owned(),
        },
        Status::Released { release, evidence: Some(_) } => SkuStatus::Fixed(fix(release)),
        Status::NoFixPlanned(no_fix) if no_fix.approved_by.is_some() => SkuStatus::NoFix {
            versions: AffectedVersions::All,
            reason: no_fix.reason.clone(),
            mitigation: no_fix.mitigation.clone(),
        },
        // A fix that nobody has seen on its page yet is no fix for an owner.
        Status::Affected | Status::Commissioned | Status::Released { .. } | Status::NoFixPlanned(_) => {
            SkuStatus::Affected { versions: AffectedVersions::All, mitigation: String::new() }
        }
    }
}

fn fix(release: &Release) -> Fix {
    let name = release.page.rsplit('/').next().filter(|name| is_file_name(name));
    let file = release.sha256.as_ref().zip(name);
    Fix {
        version: release.version.clone(),
        page: release.page.clone(),
        date: release.date,
        file: file.map(|(sha256, name)| FirmwareFile { name: name.to_owned(), sha256: sha256.clone() }),
        affected: AffectedVersions::Before(release.version.clone()),
    }
}

/// Whether the end of an address names a firmware file; a digest without the name of its file proves nothing.
fn is_file_name(name: &str) -> bool {
    let ends = [".bin", ".img", ".zip", ".trx", ".chk", ".gz", ".ssa"];
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-+".contains(&b))
        && ends.iter().any(|end| name.to_ascii_lowercase().ends_with(end))
}

fn because(justification: Because) -> Justification {
    match justification {
        Because::ComponentNotPresent => Justification::ComponentNotPresent,
        Because::VulnerableCodeNotPresent => Justification::VulnerableCodeNotPresent,
        Because::VulnerableCodeNotInExecutePath => Justification::VulnerableCodeNotInExecutePath,
        Because::VulnerableCodeCannotBeControlledByAdversary => {
            Justification::VulnerableCodeCannotBeControlledByAdversary
        }
        Because::InlineMitigationsAlreadyExist => Justification::InlineMitigationsAlreadyExist,
    }
}

fn references(case: &Case) -> Vec<Reference> {
    let ids = case.vulnerabilities.iter().filter(|(no, _)| has_cells(case, **no));
    let ids: BTreeSet<_> = ids.filter_map(|(_, flaw)| flaw.cve.as_ref()).collect();
    let link = |id: &domain::id::CveId| Reference {
        summary: id.as_str().to_owned(),
        url: format!("https://www.cve.org/CVERecord?id={}", id.as_str()),
    };
    ids.into_iter().map(link).collect()
}

fn milestones(case: &Case, history: &[Recorded]) -> Vec<Milestone> {
    let mut found = Vec::new();
    let mut note = |at: Date, step| found.push(Milestone { day: at, step });
    if let Some(first) = case.reports.iter().map(|record| record.received_at).min() {
        note(day(first), Step::Reported);
    }
    let mut is_confirmed = false;
    for recorded in history {
        match &recorded.event {
            Event::StateChanged { to: State::Confirmed, .. } if !is_confirmed => {
                is_confirmed = true;
                note(day(recorded.at), Step::Confirmed);
            }
            Event::Sighted { sighting, .. } => {
                let step = match sighting {
                    Sighting::Public => Step::FlawPublic,
                    Sighting::Exploit => Step::ExploitPublic,
                    Sighting::Attacks => Step::AttacksSeen,
                };
                note(day(recorded.at), step);
            }
            _ => {}
        }
    }
    for (_, cell) in case.matrix.cells() {
        if let Status::Released { release, evidence: Some(_) } = &cell.status {
            note(release.date, Step::FixReleased);
        }
    }
    for revision in &case.advisory.revisions {
        let step = if revision.number == 1 { Step::Published } else { Step::Revised };
        note(day(revision.at), step);
    }
    found.sort();
    found.dedup();
    found
}

/// A record as it would be if it were published now, with its document and what the checks say of it.
#[derive(Debug, Clone)]
pub struct Preview {
    pub record: Record,
    pub document: Checked,
}

/// A document and the verdict on it.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The bytes of the security advisory as CSAF 2.0; none when it cannot be written.
    pub bytes: Option<Vec<u8>>,
    /// Every document that could be written, by the name of its file.
    pub documents: Vec<(&'static str, Vec<u8>)>,
    /// What forbids publishing, in the words of the checks.
    pub errors: Vec<String>,
    /// What could be better.
    pub warnings: Vec<String>,
    /// The documents that have an error.
    refused: Vec<&'static str>,
}

impl Checked {
    /// The bytes, when they may be published.
    #[must_use]
    pub fn valid(&self) -> Option<&[u8]> {
        self.bytes.as_deref().filter(|_| self.errors.is_empty())
    }

    /// Whether the document of this name was written and has no error.
    #[must_use]
    pub fn is_valid(&self, name: &str) -> bool {
        self.documents.iter().any(|(one, _)| *one == name) && !self.refused.contains(&name)
    }

    /// Takes a document in, with what all tests say of it. `kind` goes before each line.
    fn add(&mut self, name: &'static str, kind: &str, built: std::result::Result<Vec<u8>, BuildError>) {
        let mut refuse = |what: String| {
            self.errors.push(format!("{kind}{what}"));
            self.refused.push(name);
        };
        let bytes = match built {
            Ok(bytes) => bytes,
            Err(error) => return refuse(error.to_string()),
        };
        match csaf::validate::validate(&bytes, csaf::validate::Options::default()) {
            Err(refusal) => refuse(refusal.to_string()),
            Ok(report) => {
                let of = |severity| report.findings.iter().filter(move |one| one.severity == severity);
                let line = |one: &Finding| format!("{} ({}): {}", one.test, one.pointer, one.message);
                of(Severity::Error).for_each(|one| refuse(line(one)));
                if !report.is_valid() && of(Severity::Error).next().is_none() {
                    refuse(format!("not checked: {}", report.skipped.join(", ")));
                }
                // Informative tests dislike version ranges, which say what is meant.
                let warnings = of(Severity::Warning).filter(|one| !is_about_the_validator(one));
                self.warnings.extend(warnings.map(|one| format!("{kind}{}", line(one))));
            }
        }
        self.documents.push((name, bytes));
    }
}

/// The only form that 2.1 has for "all versions" is one that the validator cannot read yet; no author can mend that.
fn is_about_the_validator(finding: &Finding) -> bool {
    finding.test.starts_with("6.1.50") && finding.message.contains("not supported")
}

/// Writes the CSAF documents of a record (2.0 and 2.1, security advisory and VEX) and validates them with all tests.
#[must_use]
pub fn check(record: &Record) -> Checked {
    let advisory = &record.advisory;
    let mut checked = Checked::default();
    checked.add(revision::CSAF, "", csaf::build::to_bytes(advisory));
    checked.bytes = checked.documents.first().map(|(_, bytes)| bytes.clone());
    if checked.bytes.is_none() {
        // The others lack the same.
        return checked;
    }
    checked.add(revision::CSAF_2_1, "CSAF 2.1: ", csaf::build::draft_2_1::to_bytes(advisory));
    checked.add(revision::VEX, "VEX: ", csaf::build::vex::to_bytes(advisory));
    checked.add(revision::VEX_2_1, "VEX 2.1: ", csaf::build::vex::to_bytes_2_1(advisory));
    checked
}

/// The record of a case as an actor sees it, as if its next revision came out now.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not read it.
pub fn preview(app: &App, case: &Case, history: &[Recorded]) -> Result<Preview> {
    let mut case = case.clone();
    let number = case.advisory.revisions.last().map_or(1, |revision| revision.number + 1);
    let at = case.advisory.revisions.last().map_or(app.now(), |last| last.at.max(app.now()));
    case.advisory.revisions.push(Revision { number, at, summary: "–".to_owned() });
    let record = record(&case, history, &app.program(), &app.config.public_url())?;
    let document = check(&record);
    Ok(Preview { record, document })
}

/// What still stands in the way of publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// No language has title and summary.
    NoText,
    /// Nobody has said which devices are affected.
    NoDevices,
    /// Devices without a published and seen fix.
    DevicesOpen { open: usize, of: usize },
    /// An embargo binds until its end.
    Embargo { until: Option<Timestamp> },
    /// The document would not be valid.
    Document { findings: Vec<String> },
}

/// Everything that stands in the way of publishing, as the rules see it and as the checks see it.
#[must_use]
pub fn obstacles(case: &Case, document: &Checked, now: Timestamp) -> Vec<Obstacle> {
    let mut found = Vec::new();
    let has_text =
        |text: &domain::case::AdvisoryText| !text.summary.trim().is_empty() && !text.title.trim().is_empty();
    if !case.advisory.texts.values().any(has_text) {
        found.push(Obstacle::NoText);
    }
    let of = case.matrix.cells().count();
    let open = case.matrix.open_cells().count();
    if of == 0 {
        found.push(Obstacle::NoDevices);
    } else if open > 0 && !case.is_sighted() {
        found.push(Obstacle::DevicesOpen { open, of });
    }
    if case.embargo.binds(now) && !case.is_sighted() {
        found.push(Obstacle::Embargo { until: case.embargo.end });
    }
    // Without text or devices there is no document to speak of.
    if found.is_empty() && !document.errors.is_empty() {
        found.push(Obstacle::Document { findings: document.errors.clone() });
    }
    found
}

/// Asks for the publication or approves it, after the document has been checked: what cannot be published in valid
/// form is not asked for.
///
/// # Errors
/// As [`perform`]; [`Error::Invalid`] with the field `document` when the document would not be valid.
pub fn perform_checked(app: &App, actor: &Actor, number: &CaseNumber, command: Command) -> Result<Performed> {
    if matches!(command, Command::RequestPublication | Command::ApprovePublication { .. }) {
        // The rules speak first: they know who may, and say what is missing in their own words.
        let view = super::read::view(app, actor, number)?;
        let context = domain::case::Context { now: app.now(), actor, terms: &app.program().terms };
        domain::case::decide(&view.case, command.clone(), &context)?;
        let preview = preview(app, &view.case, &view.timeline)?;
        if preview.document.valid().is_none() {
            let mut errors = FieldErrors::default();
            let why = preview.document.errors.join("; ");
            errors.add("document", FieldProblem::Invalid { why });
            return Err(errors.into());
        }
    }
    perform(app, actor, number, command)
}

/// A published revision, made again from the history: the same whenever it is made.
#[derive(Debug, Clone)]
pub struct Published {
    pub number: CaseNumber,
    pub revision: u32,
    pub record: Record,
}

/// What the history says about publication.
#[derive(Debug, Clone, Default)]
pub struct Story {
    /// Every revision, oldest first.
    pub revisions: Vec<Published>,
    /// When it was withdrawn, if it is.
    pub removed: Option<Timestamp>,
}

/// Events read at once.
const EVENTS: i64 = 1_000;

/// Reads the published revisions of a case off its history: each as the case stood at that moment. Who does not want
/// to be named any more today is not named, whatever the revision said.
///
/// # Errors
/// When the store refuses.
pub fn story(tx: &mut Tx<'_>, app: &App, id: store::CaseId) -> Result<Story> {
    let history = history(tx, id)?;
    tell(app, &history)
}

/// Everything that happened in a case.
///
/// # Errors
/// When the store refuses.
pub fn history(tx: &mut Tx<'_>, id: store::CaseId) -> Result<Vec<Recorded>> {
    let mut history: Vec<Recorded> = Vec::new();
    loop {
        let after = i64::try_from(history.len()).map_err(Error::internal)?;
        let stored = store::events::list_events(tx, id, after, EVENTS)?;
        let is_last = stored.len() < usize::try_from(EVENTS).unwrap_or_default();
        for event in stored {
            history.push(serde_json::from_slice(&event.payload).map_err(Error::internal)?);
        }
        if is_last {
            return Ok(history);
        }
    }
}

fn tell(app: &App, history: &[Recorded]) -> Result<Story> {
    let program = app.program();
    let today = Case::from_history(history).ok_or(Error::NotFound)?;
    let mut story = Story { removed: None, revisions: Vec::new() };
    for (at, recorded) in history.iter().enumerate() {
        match &recorded.event {
            Event::Published { revision, .. } => {
                let past = history.get(..=at).unwrap_or_default();
                let mut case = Case::from_history(past).ok_or(Error::NotFound)?;
                keep_consent(&mut case, &today);
                let record = record(&case, past, &program, &app.config.public_url())?;
                story.removed = None;
                story.revisions.push(Published { number: case.number.clone(), revision: *revision, record });
            }
            Event::Removed => story.removed = Some(recorded.at),
            _ => {}
        }
    }
    Ok(story)
}

fn keep_consent(case: &mut Case, today: &Case) {
    for record in &mut case.reports {
        let now = today.find_report(record.no);
        let still = now.is_some_and(|now| !now.withdrawn && now.credit == record.credit);
        if !still {
            record.credit = Credit::Undecided;
        }
    }
}

/// A moment `days` later.
#[must_use]
pub fn days_after(at: Timestamp, days: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MAX)
}
