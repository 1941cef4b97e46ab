//! The demo: a fresh server with sample cases in every stage, told through the same commands that people use.

use domain::access::{Actor, Role};
use domain::case::{Addressees, AdvisoryText, Audience, Command, ReasonCode};
use domain::catalog::Selection;
use domain::embargo::Sighting;
use domain::id::{BrandId, CaseNumber, CveId, CweId, ReportNo, SkuId, UserId, VulnerabilityNo};
use domain::matrix::{CellId, Observation, Release};
use domain::report::{Credit, Product, Report, Reporter};
use domain::severity::{Assessment, ScoredVector};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use store::accounts::{self, NewUser};

use crate::action::case::perform;
use crate::action::submit::{Submission, submit};
use crate::app::App;
use crate::clock::SeedClock;
use crate::error::{Error, Result};

const CASES: &str = include_str!("../demo/cases.toml");

/// The people of the demo: name and role.
pub const STAFF: [(&str, Role); 6] = [
    ("Tara Lindqvist", Role::Triager),
    ("Remy Castillo", Role::Remediator),
    ("Paula Weiss", Role::Publisher),
    ("Mina Sato", Role::Manager),
    ("Aldo Ricci", Role::Auditor),
    ("Ada Kowalska", Role::Administrator),
];

#[derive(Deserialize)]
struct Cases {
    case: Vec<Sample>,
}

/// A sample case: facts of a public record and how far it has come.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    cve: Option<String>,
    brand: Option<String>,
    sku: Option<String>,
    model: Option<String>,
    firmware: Option<String>,
    title: String,
    description: String,
    steps: Option<String>,
    observed: Option<String>,
    impact: Option<String>,
    cvss: Option<String>,
    cwe: Option<u32>,
    public_url: Option<String>,
    reporter: Option<String>,
    email: Option<String>,
    credit: Option<String>,
    #[serde(default = "english")]
    language: String,
    days_ago: i64,
    stage: String,
    /// The model whose devices are in the matrix.
    devices: Option<String>,
}

fn english() -> String {
    "en".to_owned()
}

/// What a reporter of the demo can sign in with.
#[derive(Debug, Clone)]
pub struct Way {
    pub title: String,
    pub case: String,
    pub secret: String,
}

/// Fills an empty server; answers the reporters' ways in.
///
/// # Errors
/// When the store refuses or the sample cases do not fit the program.
pub fn fill(app: &App, clock: &SeedClock) -> Result<Vec<Way>> {
    let cases: Cases = toml::from_str(CASES).map_err(Error::internal)?;
    let staff = Staff::hire(app)?;
    let today = clock.real();
    let mut agenda: Vec<(Timestamp, usize, Step)> = Vec::new();
    for (index, sample) in cases.case.iter().enumerate() {
        let received = today
            .saturating_sub(SignedDuration::from_hours(sample.days_ago * 24))
            .map_err(Error::internal)?;
        for (hours, step) in script(&sample.stage) {
            let at = received.saturating_add(SignedDuration::from_hours(hours)).map_err(Error::internal)?;
            agenda.push((at.min(today), index, step));
        }
    }
    agenda.sort_by_key(|(at, index, _)| (*at, *index));
    let mut numbers: Vec<Option<Way>> = vec![None; cases.case.len()];
    for (at, index, step) in agenda {
        clock.set(at);
        let Some(sample) = cases.case.get(index) else { continue };
        if step == Step::Submit {
            let way = send(app, sample)?;
            if let Some(slot) = numbers.get_mut(index) {
                *slot = Some(way);
            }
            continue;
        }
        let way = numbers.get(index).and_then(Option::as_ref);
        let Some(number) = way.and_then(|way| CaseNumber::parse(&way.case)) else { continue };
        let original =
            cases.case.iter().position(|other| other.cve == sample.cve).and_then(|i| numbers.get(i));
        let original = original.and_then(Option::as_ref).and_then(|way| CaseNumber::parse(&way.case));
        Telling { app, staff: &staff, sample, number, original }.tell(step)?;
    }
    clock.run();
    quiet_outbox(app)?;
    Ok(numbers.into_iter().flatten().collect())
}

/// What was told as history has been mailed and looked at already.
fn quiet_outbox(app: &App) -> Result<()> {
    use crate::action::effects::kind;
    let now = app.now().as_microsecond();
    for kind in [kind::MAIL, kind::EVIDENCE] {
        while let Some(job) =
            app.store.write(|tx| store::outbox::claim_job(tx, kind, now, 1).map_err(Error::from))?
        {
            app.store.write(|tx| store::outbox::finish_job(tx, job.id, now).map_err(Error::from))?;
        }
    }
    Ok(())
}

/// One thing that happens in a sample case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Submit,
    Acknowledge,
    Assign,
    Ask,
    Answer,
    Note,
    Confirm,
    Assess,
    ListDevices,
    Commission,
    ReleaseSome,
    ReleaseAll,
    See,
    ProposeNoFix,
    ApproveNoFix,
    ProposeEmbargo,
    AcceptEmbargo,
    Sight,
    Write,
    Request,
    Publish,
    Propose,
    RejectPlain,
    Appeal,
    LabelSlop,
    Duplicate,
    Withdraw,
}

/// The hours after the report and what happens then.
fn script(stage: &str) -> Vec<(i64, Step)> {
    use Step::{
        AcceptEmbargo, Acknowledge, Answer, Appeal, ApproveNoFix, Ask, Assess, Assign, Commission, Confirm,
        Duplicate, LabelSlop, ListDevices, Note, Propose, ProposeEmbargo, ProposeNoFix, Publish, RejectPlain,
        ReleaseAll, ReleaseSome, Request, See, Sight, Submit, Withdraw, Write,
    };
    let confirmed: &[(i64, Step)] =
        &[(0, Submit), (5, Acknowledge), (6, Assign), (30, Note), (52, Confirm), (53, Assess)];
    let listed = [confirmed, &[(54, ListDevices), (75, Commission)]].concat();
    let with = |start: &[(i64, Step)], rest: &[(i64, Step)]| [start, rest].concat();
    match stage {
        "in-review" => vec![(0, Submit), (8, Acknowledge), (9, Assign), (40, Note)],
        "needs-info" => vec![(0, Submit), (20, Acknowledge), (22, Assign), (70, Ask)],
        "confirmed" => confirmed.to_vec(),
        "fixing" => with(&listed, &[(80, Ask), (96, Answer), (700, ReleaseSome), (720, See)]),
        "embargo" => with(&listed, &[(90, ProposeEmbargo), (100, AcceptEmbargo), (650, ReleaseSome)]),
        "no-fix" => with(&listed, &[(300, ProposeNoFix), (340, ApproveNoFix)]),
        "green" => with(&listed, &[(900, ReleaseAll), (903, See)]),
        "published" => {
            with(&listed, &[(1200, ReleaseAll), (1203, See), (1210, Write), (1220, Request), (1230, Publish)])
        }
        "lifted" => with(&listed, &[(76, Sight)]),
        "duplicate" => vec![(0, Submit), (7, Acknowledge), (30, Duplicate)],
        "rejection-proposed" => vec![(0, Submit), (4, Acknowledge), (26, Propose)],
        "appealed" => vec![(0, Submit), (4, Acknowledge), (50, RejectPlain), (90, Appeal)],
        "slop" => vec![(0, Submit), (3, LabelSlop)],
        "withdrawn" => vec![(0, Submit), (9, Acknowledge), (40, Withdraw)],
        _ => vec![(0, Submit)],
    }
}

struct Staff {
    triager: Actor,
    remediator: Actor,
    publisher: Actor,
    manager: Actor,
}

impl Staff {
    fn hire(app: &App) -> Result<Self> {
        let at = app.now().as_microsecond();
        let hire = |(name, role): (&str, Role)| {
            let user = NewUser {
                email: format!("{}@demo.example", role.word()),
                name: name.to_owned(),
                roles: vec![role.word().to_owned()],
                programs: Vec::new(),
                at,
            };
            let id = app.store.write(|tx| accounts::insert_user(tx, &user).map_err(Error::from))?;
            Ok::<_, Error>(Actor::Staff { user: UserId(id.to_string()), roles: vec![role] })
        };
        let [triager, remediator, publisher, manager, auditor, administrator] = STAFF;
        hire(auditor)?;
        hire(administrator)?;
        Ok(Self {
            triager: hire(triager)?,
            remediator: hire(remediator)?,
            publisher: hire(publisher)?,
            manager: hire(manager)?,
        })
    }
}

fn send(app: &App, sample: &Sample) -> Result<Way> {
    let program = app.program();
    let sku = sample.sku.as_deref().map(SkuId::from);
    let listed = sku.as_ref().and_then(|id| program.program.catalog.find_sku(id));
    let brand =
        listed.map_or_else(|| BrandId(sample.brand.clone().unwrap_or_default()), |sku| sku.brand.clone());
    let model = sample.model.clone().or_else(|| listed.map(|sku| sku.model.clone())).unwrap_or_default();
    let product = match listed {
        Some(sku) => Product::Listed { sku: sku.id.clone() },
        None => Product::Named { name: model.clone() },
    };
    let report = Report {
        brand,
        product,
        model,
        hardware_revision: listed.and_then(|sku| sku.hardware_revision.clone()),
        region: listed.and_then(|sku| sku.region.clone()),
        firmware: sample.firmware.clone(),
        tested: None,
        title: sample.title.clone(),
        description: sample.description.clone(),
        steps: sample.steps.clone(),
        observed: sample.observed.clone(),
        impact: sample.impact.clone(),
        severity: assessment(sample.cvss.as_deref()),
        cwe: sample.cwe.map(CweId),
        public_url: sample.public_url.clone(),
        exploited: false,
        planned_publication: None,
        other_makers: None,
        tools: None,
        reporter: Reporter {
            name: sample.reporter.clone(),
            email: sample.email.clone(),
            pgp_key: None,
            credit: sample.credit.clone().map_or(Credit::Undecided, |name| Credit::As { name }),
            language: sample.language.clone(),
        },
    };
    let title = report.title.clone();
    let submitted = submit(app, Submission::of(report))?;
    Ok(Way { title, case: submitted.case, secret: submitted.secret })
}

fn assessment(vector: Option<&str>) -> Assessment {
    let Some(parsed) = vector.and_then(|text| formats::cvss::Vector::parse(text).ok()) else {
        return Assessment::default();
    };
    let scored = ScoredVector { vector: parsed.to_string(), score_tenths: parsed.score().tenths() };
    match parsed.version() {
        formats::cvss::Version::V4_0 => Assessment { cvss4: Some(scored), ..Assessment::default() },
        _ => Assessment { cvss3: Some(scored), ..Assessment::default() },
    }
}

/// A step of a story about to be told.
struct Telling<'a> {
    app: &'a App,
    staff: &'a Staff,
    sample: &'a Sample,
    number: CaseNumber,
    original: Option<CaseNumber>,
}

impl Telling<'_> {
    fn tell(&self, step: Step) -> Result<()> {
        for (actor, command) in self.commands(step)? {
            perform(self.app, &actor, &self.number, command)?;
        }
        Ok(())
    }

    fn reporter(&self) -> Actor {
        Actor::Reporter { case: self.number.clone(), report: ReportNo::FIRST }
    }

    fn commands(&self, step: Step) -> Result<Vec<(Actor, Command)>> {
        let Staff { triager, remediator, publisher, manager } = self.staff;
        let text = |text: &str| text.to_owned();
        let one = |actor: &Actor, command| Ok(vec![(actor.clone(), command)]);
        match step {
            Step::Submit => Ok(Vec::new()),
            Step::Acknowledge => one(
                triager,
                Command::Acknowledge { text: text("Thank you. We have your report and are looking at it.") },
            ),
            Step::Assign => one(triager, Command::Assign { to: triager.user().cloned() }),
            Step::Ask => one(
                triager,
                Command::Ask {
                    text: text(
                        "Which exact firmware build does the device show, and was remote management on?",
                    ),
                    to: Addressees::Unnamed,
                },
            ),
            Step::Answer => one(
                &self.reporter(),
                Command::Write {
                    text: text("The build in the report; remote management was off."),
                    audience: Audience::Everyone,
                    to: Addressees::Unnamed,
                },
            ),
            Step::Note => one(
                triager,
                Command::Write {
                    text: text(
                        "Reproduced on the bench device. Same code as in two sibling models, to be checked.",
                    ),
                    audience: Audience::Team,
                    to: Addressees::Unnamed,
                },
            ),
            Step::Confirm => one(
                triager,
                Command::Confirm {
                    text: text(
                        "We can reproduce it and will fix it. You will hear from us when fixes are published.",
                    ),
                },
            ),
            Step::Assess => self.assess(triager),
            Step::ListDevices => one(triager, Command::MarkAffected { cells: self.cells() }),
            Step::Commission => {
                let due = self.app.today().saturating_add(SignedDuration::from_hours(24 * 20));
                one(
                    triager,
                    Command::Commission { cells: self.cells(), due, engineer: remediator.user().cloned() },
                )
            }
            Step::ReleaseSome => {
                let cells = self.cells();
                let some = cells.len().div_ceil(2);
                one(remediator, self.release(cells.into_iter().take(some).collect()))
            }
            Step::ReleaseAll => one(remediator, self.release(self.cells())),
            Step::See => Ok(self.released()?.into_iter().map(|command| (Actor::System, command)).collect()),
            Step::ProposeNoFix => one(
                remediator,
                Command::ProposeNoFix {
                    cells: self.cells(),
                    reason: text("Support ended; the device has no room for another firmware."),
                    mitigation: text("Use it on a guest network of its own, or replace it."),
                },
            ),
            Step::ApproveNoFix => one(manager, Command::ApproveNoFix { cells: self.cells() }),
            Step::ProposeEmbargo => {
                let end = self
                    .app
                    .now()
                    .saturating_add(SignedDuration::from_hours(24 * 60))
                    .map_err(Error::internal)?;
                one(triager, Command::ProposeEmbargo { end, reason: text("Two more models share the code.") })
            }
            Step::AcceptEmbargo => one(&self.reporter(), Command::AcceptEmbargo),
            Step::Sight => one(
                triager,
                Command::RecordSighting {
                    sighting: Sighting::Public,
                    note: text("Public write-up with a working request."),
                },
            ),
            Step::Write => one(publisher, self.advisory()),
            Step::Request => one(publisher, Command::RequestPublication),
            Step::Publish => one(manager, Command::ApprovePublication { summary: text("First version.") }),
            Step::Propose => one(
                triager,
                Command::Reject {
                    reason: ReasonCode::OutOfScope,
                    policy_line: text("exclusion-brand-websites"),
                    text: text(
                        "The web site is not part of this program. We have passed your report on to the people who run it.",
                    ),
                },
            ),
            Step::RejectPlain => one(
                triager,
                Command::Reject {
                    reason: ReasonCode::NotReproducible,
                    policy_line: text("scope"),
                    text: text(
                        "Answering to ping on the LAN is expected. If it shows more than that, tell us what you saw.",
                    ),
                },
            ),
            Step::Appeal => one(
                &self.reporter(),
                Command::Appeal {
                    text: text("It answers on the Internet side too when the guest network is on."),
                },
            ),
            Step::LabelSlop => one(triager, Command::AddLabel { label: text("slop") }),
            Step::Duplicate => match &self.original {
                Some(of) => one(
                    triager,
                    Command::MarkDuplicate {
                        of: of.clone(),
                        text: text(
                            "Somebody reported the same flaw before you. You will follow its progress here.",
                        ),
                    },
                ),
                None => Ok(Vec::new()),
            },
            Step::Withdraw => one(
                &self.reporter(),
                Command::Withdraw { reason: text("I could not make it work on a second device.") },
            ),
        }
    }

    fn assess(&self, triager: &Actor) -> Result<Vec<(Actor, Command)>> {
        let vulnerability = VulnerabilityNo::FIRST;
        let mut assessment = assessment(self.sample.cvss.as_deref());
        if !assessment.is_empty() {
            let reason = "Reached over the network in a supported configuration.".to_owned();
            assessment.reasons.insert("AV".to_owned(), reason);
        }
        let mut commands = vec![(triager.clone(), Command::Assess { vulnerability, assessment })];
        if let Some(cve) = self.sample.cve.clone() {
            let cve = CveId::try_from(cve).map_err(Error::internal)?;
            commands.push((triager.clone(), Command::SetCve { vulnerability, cve: Some(cve) }));
        }
        Ok(commands)
    }

    fn cells(&self) -> Vec<CellId> {
        let program = self.app.program();
        let brand = self.sample.sku.as_deref().map(SkuId::from);
        let brand = brand.and_then(|id| program.program.catalog.find_sku(&id).map(|sku| sku.brand.clone()));
        let (Some(brand), Some(model)) = (brand, self.sample.devices.clone()) else { return Vec::new() };
        let skus = program.program.catalog.select(&Selection::Model(brand, model));
        let sku = |sku: &&domain::catalog::Sku| CellId {
            vulnerability: VulnerabilityNo::FIRST,
            sku: sku.id.clone(),
        };
        skus.iter().map(sku).collect()
    }

    fn release(&self, cells: Vec<CellId>) -> Command {
        let version = format!("{}.1", self.sample.firmware.clone().unwrap_or_default());
        let page = match self.sample.sku.as_deref().unwrap_or_default().split('.').next() {
            Some("linksys") => "https://www.linksys.com/support-article?articleNum=47085",
            _ => "https://www.belkin.com/support-article/?articleNum=4831",
        };
        let release = Release { version, page: page.to_owned(), date: self.app.today(), sha256: None };
        Command::ReleaseFix { cells, release }
    }

    /// The looks at the pages of everything released so far.
    fn released(&self) -> Result<Vec<Command>> {
        use domain::matrix::Status;
        use sha2::{Digest, Sha256};
        let loaded = self.app.store.read(|tx| crate::action::case::load(tx, &self.number))?;
        let looks = loaded.case.matrix.open_cells().filter_map(|(cell, state)| {
            let Status::Released { release, .. } = &state.status else { return None };
            let line = format!("Firmware version {} is available for download.", release.version);
            let observation = Observation {
                fetched_at: self.app.now(),
                status: 200,
                digest: hex::encode(Sha256::digest(&line)),
                line: Some(line),
                trouble: None,
                size: None,
                doubt: None,
            };
            Some(Command::Observe { cells: vec![cell.clone()], observation })
        });
        Ok(looks.collect())
    }

    fn advisory(&self) -> Command {
        let model = self.sample.devices.clone().unwrap_or_default();
        let text = AdvisoryText {
            title: match self.sample.title.contains(&model) {
                true => self.sample.title.clone(),
                false => format!("{model}: {}", self.sample.title),
            },
            summary: format!("A flaw lets others take control of the {model}. A firmware that closes it is available."),
            impact: self.sample.impact.clone().unwrap_or_else(|| "The device can be taken over.".to_owned()),
            what_to_do: "Install the firmware listed below for your hardware revision and region. Until then, switch remote management off.".to_owned(),
        };
        Command::EditAdvisory { language: "en".to_owned(), text }
    }
}
