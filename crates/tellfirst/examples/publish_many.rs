//! The hand of `cargo xtask conformance`: cases made of CVE records go the whole way from the report to the public
//! set, through the same commands and the same publication as on a server.
//!
//! `publish_many DIR RECORDS.jsonl COUNT ADDRESS`: the records are used again when there are fewer than COUNT.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool that stops at the first surprise")]

use domain::access::{Actor, Role};
use domain::case::{AdvisoryText, Command};
use domain::catalog::Sku;
use domain::id::{CaseNumber, CveId, CweId, UserId, VulnerabilityNo};
use domain::matrix::{CellId, Observation, Release};
use domain::report::{Credit, Product, Report, Reporter};
use domain::severity::{Assessment, ScoredVector};
use formats::cvss::{Vector, Version};
use serde::Deserialize;
use server::action::case::perform;
use server::action::submit::{Submission, submit};
use server::app::App;
use server::clock::SystemClock;
use server::config::Config;

/// What is used of a record.
#[derive(Debug, Deserialize)]
struct Record {
    cve: String,
    brand: String,
    #[serde(default)]
    models: Vec<String>,
    #[serde(default)]
    cwe: Vec<String>,
    #[serde(default)]
    cvss: Vec<Scored>,
    description: String,
}

#[derive(Debug, Deserialize)]
struct Scored {
    vector: String,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, records, count, address] = words.as_slice() else {
        println!("publish_many DIR RECORDS.jsonl COUNT ADDRESS");
        return;
    };
    let config = Config { public_url: Some(address.clone()), ..Config::default() };
    let app = App::open(folder.into(), config, Box::new(SystemClock)).unwrap();
    let text = std::fs::read_to_string(records).unwrap();
    let records: Vec<Record> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let records: Vec<_> = records.iter().filter(|record| !record.description.is_empty()).collect();
    let count: usize = count.parse().unwrap();
    for (n, record) in records.iter().cycle().take(count).enumerate() {
        let case = report(&app, record, n);
        handle(&app, &case, record, n);
        // The outbox is worked off in between, as on a server.
        if n % 25 == 24 {
            work(&app);
            println!("{} of {count}", n + 1);
        }
    }
    work(&app);
}

fn work(app: &App) {
    server::job::work_once(app).unwrap();
}

/// The devices a record is about: those of its model when the catalog has it, else of any.
fn devices(app: &App, record: &Record, n: usize) -> Vec<Sku> {
    let program = app.program();
    let skus = program.program.catalog.list_skus();
    let named: Vec<Sku> = skus
        .iter()
        .filter(|sku| record.models.iter().any(|model| model.eq_ignore_ascii_case(&sku.model)))
        .cloned()
        .collect();
    if named.is_empty() { skus.iter().cycle().skip(n * 7).take(1 + n % 3).cloned().collect() } else { named }
}

fn report(app: &App, record: &Record, n: usize) -> CaseNumber {
    let devices = devices(app, record, n);
    let sku = devices.first().unwrap();
    let report = Report {
        brand: sku.brand.clone(),
        product: Product::Listed { sku: sku.id.clone() },
        model: sku.model.clone(),
        hardware_revision: None,
        region: None,
        firmware: None,
        tested: None,
        title: title(record, sku),
        description: record.description.clone(),
        steps: None,
        observed: None,
        impact: None,
        severity: Assessment::default(),
        cwe: None,
        public_url: None,
        exploited: n.is_multiple_of(11),
        planned_publication: None,
        other_makers: None,
        tools: None,
        reporter: Reporter {
            name: Some(format!("Reporter {n} <&\"'> Ünal")),
            email: None,
            pgp_key: None,
            credit: if n.is_multiple_of(3) {
                Credit::Anonymous
            } else {
                Credit::As { name: format!("Finder {n} Ünal") }
            },
            language: "en".to_owned(),
        },
    };
    CaseNumber(submit(app, Submission::of(report)).unwrap().case)
}

fn title(record: &Record, sku: &Sku) -> String {
    let first = record.description.split(['.', '\n']).next().unwrap_or_default();
    format!("{} {}: {}", sku.brand.as_str(), sku.model, first.chars().take(120).collect::<String>())
}

/// The newest vector of a major version that the calculator takes.
fn scored(record: &Record, is_4: bool) -> Option<ScoredVector> {
    let vectors = record.cvss.iter().filter_map(|scored| Vector::parse(&scored.vector).ok());
    let mut fitting = vectors.filter(|vector| (vector.version() == Version::V4_0) == is_4);
    fitting
        .next()
        .map(|vector| ScoredVector { vector: vector.to_string(), score_tenths: vector.score().tenths() })
}

fn handle(app: &App, case: &CaseNumber, record: &Record, n: usize) {
    let staff = |user: &str, role| Actor::Staff { user: UserId(user.to_owned()), roles: vec![role] };
    let (triager, remediator) = (staff("9001", Role::Triager), staff("9002", Role::Remediator));
    let (publisher, manager) = (staff("9003", Role::Publisher), staff("9004", Role::Manager));
    let vulnerability = VulnerabilityNo::FIRST;
    let act = |actor: &Actor, command| perform(app, actor, case, command).unwrap();
    act(&triager, Command::Acknowledge { text: "Thank you.".to_owned() });
    act(&triager, Command::Confirm { text: "We can see it.".to_owned() });
    let assessment =
        Assessment { cvss3: scored(record, false), cvss4: scored(record, true), ..Assessment::default() };
    if assessment != Assessment::default() {
        act(&triager, Command::Assess { vulnerability, assessment });
    }
    let cwe = record.cwe.iter().find_map(|name| name.strip_prefix("CWE-")?.parse().ok()).map(CweId);
    if cwe.is_some() {
        act(&triager, Command::SetWeakness { vulnerability, cwe });
    }
    let cve = CveId::try_from(record.cve.clone()).ok();
    act(&triager, Command::SetCve { vulnerability, cve });
    let devices = devices(app, record, n);
    let cells: Vec<_> = devices.iter().map(|sku| CellId { vulnerability, sku: sku.id.clone() }).collect();
    act(&triager, Command::MarkAffected { cells: cells.clone() });
    let program = app.program();
    let brand = program.program.find_brand(&devices.first().unwrap().brand).unwrap();
    let release = Release {
        version: format!("{}.{}.{}", 1 + n % 4, n % 10, n),
        page: format!("https://{}/support/", brand.firmware_hosts.first().unwrap()),
        date: app.today(),
        sha256: None,
    };
    act(&remediator, Command::ReleaseFix { cells: cells.clone(), release });
    let observation = Observation {
        fetched_at: app.now(),
        status: 200,
        digest: "ab".repeat(32),
        line: Some("Firmware".to_owned()),
        trouble: None,
        size: None,
        doubt: None,
    };
    act(&Actor::System, Command::Observe { cells, observation });
    let text = AdvisoryText {
        title: title(record, devices.first().unwrap()),
        summary: record.description.clone(),
        impact: format!("Brand of the record: {}.", record.brand),
        what_to_do: "Install the firmware listed below.".to_owned(),
    };
    act(&publisher, Command::EditAdvisory { language: "en".to_owned(), text });
    act(&publisher, Command::RequestPublication);
    act(&manager, Command::ApprovePublication { summary: "First version.".to_owned() });
}
