//! CVE ids and records: reserved, published, changed and rejected through CVE Services, and the other forms of an
//! advisory for programs.

use domain::access::{Actor, Role};
use domain::case::{AdvisoryText, Command, CveWish, RecordState};
use domain::catalog::Selection;
use domain::id::{BrandId, CaseNumber, CveId, CweId, VulnerabilityNo};
use domain::matrix::{CellId, Observation, Release};
use domain::promise::Promise;
use jiff::SignedDuration;
use server::config::Config;
use server::cve_services::Secret;

use super::harness::services::{Fault, KEY, ORG, Services, USER};
use super::harness::{Client, Test, contains, number};

const FLAW: VulnerabilityNo = VulnerabilityNo::FIRST;
const ORG_ID: &str = "b3476cb9-2e3d-41a6-98d0-0f47421a65b6";

fn as_cna(folder: &std::path::Path) {
    let path = folder.join("program.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let own = format!("role = \"cna\"\nshort_name = \"{ORG}\"\norg_id = \"{ORG_ID}\"");
    let changed = text.replace("[cve]\nrole = \"via_root\"", &format!("[cve]\n{own}"));
    assert_ne!(changed, text);
    std::fs::write(path, changed).unwrap();
}

fn settings(config: &mut Config, url: &str) {
    config.public_url = Some("https://security.linksys.example".to_owned());
    config.cve_services_url = Some(url.to_owned());
    config.cve_services_org = Some(ORG.to_owned());
    config.cve_services_user = Some(USER.to_owned());
    config.cve_services_key = Some(Secret::new(KEY));
    config.cve_services_at_private_address = true;
}

/// A CNA with an account at the services.
fn cna(services: &Services) -> Test {
    Test::with_program(|config| settings(config, &services.url), as_cna)
}

/// A confirmed case with a fix that was seen for every device of a model.
fn fixed_case(t: &Test) -> CaseNumber {
    let case = number(&t.submit(|_| {}));
    let triager = t.actor(Role::Triager);
    t.perform(&triager, &case, Command::Acknowledge { text: String::new() });
    t.perform(&triager, &case, Command::Confirm { text: "Yes.".into() });
    t.perform(&triager, &case, Command::SetWeakness { vulnerability: FLAW, cwe: Some(CweId(78)) });
    let program = t.app.program();
    let model = Selection::Model(BrandId::from("linksys"), "EA7500".into());
    let skus = program.program.catalog.select(&model);
    let cells: Vec<_> = skus.iter().map(|sku| CellId { vulnerability: FLAW, sku: sku.id.clone() }).collect();
    t.perform(&triager, &case, Command::MarkAffected { cells: cells.clone() });
    let release = Release {
        version: "1.1.40.1".into(),
        page: "https://www.linksys.com/support/ea7500".into(),
        date: t.app.today(),
        sha256: None,
    };
    t.perform(&t.actor(Role::Remediator), &case, Command::ReleaseFix { cells: cells.clone(), release });
    let observation = Observation {
        fetched_at: t.now(),
        status: 200,
        digest: "ab".repeat(32),
        line: Some("Version 1.1.40.1".into()),
        trouble: None,
        size: None,
        doubt: None,
    };
    t.perform(&Actor::System, &case, Command::Observe { cells, observation });
    case
}

async fn publish(t: &Test, case: &CaseNumber, summary: &str) {
    let text = AdvisoryText {
        title: "Command injection in the EA7500".into(),
        summary: format!("A person on the local network can take over the router. {summary}"),
        impact: "The attacker has to be in the local network.".into(),
        what_to_do: "Install the firmware listed below.".into(),
    };
    let writer = t.actor(Role::Publisher);
    t.perform(&writer, case, Command::EditAdvisory { language: "en".into(), text });
    t.perform(&writer, case, Command::RequestPublication);
    t.perform(&t.actor(Role::Manager), case, Command::ApprovePublication { summary: summary.into() });
    t.work().await;
}

fn id_of(t: &Test, case: &CaseNumber) -> Option<String> {
    t.case(case).vulnerabilities[&FLAW].cve.as_ref().map(|cve| cve.as_str().to_owned())
}

fn state_of(t: &Test, case: &CaseNumber) -> RecordState {
    t.case(case).vulnerabilities[&FLAW].cve_record.state
}

fn act(case: &CaseNumber, act: &str) -> String {
    format!("/staff/cases/{case}/vulnerabilities/1/cve/{act}")
}

/// Presses a button and lets the server work.
async fn press(t: &Test, person: &mut Client, case: &CaseNumber, button: &str) {
    person.post(&act(case, button), &[]).await.leads_to(&format!("/staff/cases/{case}"));
    t.work().await;
}

#[tokio::test]
async fn a_flaw_that_has_no_cve_id_is_published_all_the_same() {
    let t = Test::new();
    let case = fixed_case(&t);
    publish(&t, &case, "First version.").await;
    let page = t.visitor().get(&format!("/advisories/{case}")).await.is(200).text();
    assert!(page.contains("Command injection in the EA7500"));
    let vex = t.visitor().get(&format!("/advisories/{case}/csaf-vex.json")).await.is(200).json();
    assert!(
        vex["vulnerabilities"][0]["ids"][0]["text"].as_str().unwrap().starts_with(case.as_str()),
        "{vex}"
    );
}

#[tokio::test]
async fn a_cna_reserves_an_id_publishes_its_record_and_changes_it() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    t.work().await;
    let page = publisher.get(&format!("/staff/cases/{case}")).await;
    page.is(200).shows("Reserve an id").shows("10 of 10 ids can still be reserved");
    services.asked();
    press(&t, &mut publisher, &case, "reserve").await;
    assert_eq!(services.asked(), ["POST cve-id"]);
    assert_eq!(id_of(&t, &case).as_deref(), Some("CVE-2026-10042"));
    let page = publisher.get(&format!("/staff/cases/{case}")).await;
    page.shows("CVE Services reserved CVE-2026-10042").shows("9 of 10 ids can still be reserved");
    page.shows("The record can be published once the advisory is public");
    publish(&t, &case, "First version.").await;
    assert!(services.asked().is_empty(), "a record is published by a person");
    assert!(t.case(&case).clock(Promise::CveRecord).is_some());
    let page = publisher.get(&format!("/staff/cases/{case}")).await;
    page.shows("Publish the record within a day").shows("Must be out by");
    t.advance(SignedDuration::from_hours(25));
    let mut publisher = t.staff(Role::Publisher);
    publisher.get(&format!("/staff/cases/{case}")).await.shows("named this id for more than a day");
    t.advance(SignedDuration::from_hours(48));
    let mut publisher = t.staff(Role::Publisher);
    publisher.get(&format!("/staff/cases/{case}")).await.shows("The record is overdue");
    press(&t, &mut publisher, &case, "publish").await;
    assert_eq!(services.asked(), ["GET cve/CVE-2026-10042", "POST cve/CVE-2026-10042/cna"], "read first");
    assert_eq!(state_of(&t, &case), RecordState::Published);
    assert_eq!(t.case(&case).clock(Promise::CveRecord), None);
    let record = services.record("CVE-2026-10042").unwrap();
    assert!(record.pointer("/containers/cna/affected/0/versions").is_some(), "{record}");
    publisher.get(&format!("/staff/cases/{case}")).await.shows("record published").hides("Update the record");
    publish(&t, &case, "Named the region.").await;
    publisher.get(&format!("/staff/cases/{case}")).await.shows("Update the record");
    press(&t, &mut publisher, &case, "publish").await;
    assert_eq!(services.asked(), ["GET cve/CVE-2026-10042", "PUT cve/CVE-2026-10042/cna"]);
    let changed = services.record("CVE-2026-10042").unwrap().to_string();
    assert!(changed.contains("Named the region"), "{changed}");
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_the_act_is_not_repeated() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    services.fault(Fault::LoseAnswer);
    press(&t, &mut publisher, &case, "reserve").await;
    assert_eq!(id_of(&t, &case), None);
    publisher.get(&format!("/staff/cases/{case}")).await.shows("CVE Services have been asked");
    t.advance(SignedDuration::from_mins(2));
    t.work().await;
    assert_eq!(services.asked(), ["POST cve-id", "GET cve-id"]);
    assert_eq!(id_of(&t, &case).as_deref(), Some("CVE-2026-10042"), "the reserved id is taken");
    publish(&t, &case, "First version.").await;
    services.fault(Fault::Status(429));
    press(&t, &mut publisher, &case, "publish").await;
    assert_eq!(state_of(&t, &case), RecordState::Reserved);
    // Now the record is read, made, and the answer is lost.
    let original = services.world.lock().unwrap().faults.len();
    assert_eq!(original, 0);
    t.advance(SignedDuration::from_mins(2));
    t.work().await;
    assert_eq!(state_of(&t, &case), RecordState::Published);
    services.asked();
    publish(&t, &case, "Named the region.").await;
    services.fault(Fault::Status(503));
    press(&t, &mut publisher, &case, "publish").await;
    t.advance(SignedDuration::from_mins(2));
    t.work().await;
    let asked = services.asked();
    assert_eq!(asked.iter().filter(|line| line.starts_with("PUT")).count(), 1, "{asked:?}");
}

#[tokio::test]
async fn a_record_that_came_into_being_unheard_is_not_made_twice() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    press(&t, &mut publisher, &case, "reserve").await;
    publish(&t, &case, "First version.").await;
    services.asked();
    // The reading goes through; the answer to the publication is lost.
    publisher.post(&act(&case, "publish"), &[]).await;
    services.fault(Fault::Status(503));
    t.work().await;
    services.world.lock().unwrap().faults.clear();
    let id = CveId::try_from("CVE-2026-10042".to_owned()).unwrap();
    let client = t.app.cve_services.clone().unwrap();
    let story = t.app.store.read(|tx| {
        let case = store::cases::find_by_number(tx, case.as_str())?.unwrap();
        server::action::publication::story(tx, &t.app, case.id)
    });
    let advisory = story.unwrap().revisions.pop().unwrap().record.advisory;
    let body = formats::cve::build::body(&advisory, 0).unwrap();
    tokio::task::spawn_blocking(move || client.create_record(&id, &body).unwrap()).await.unwrap();
    services.asked();
    t.advance(SignedDuration::from_mins(2));
    t.work().await;
    assert_eq!(services.asked(), ["GET cve/CVE-2026-10042"], "it says already what it should");
    assert_eq!(state_of(&t, &case), RecordState::Published);
}

#[tokio::test]
async fn an_unused_id_is_rejected_with_a_reason() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    press(&t, &mut publisher, &case, "reserve").await;
    publisher.get(&act(&case, "reject")).await.is(200).shows("the reason is public");
    let page = publisher.post(&act(&case, "reject"), &[("reason", "no")]).await;
    page.is(422);
    assert!(page.text().contains("no</textarea>"), "what was typed stays");
    services.asked();
    let reason = [("reason", "The report turned out to be a duplicate.")];
    publisher.post(&act(&case, "reject"), &reason).await.leads_to(&format!("/staff/cases/{case}"));
    t.work().await;
    assert_eq!(services.asked(), ["GET cve-id/CVE-2026-10042", "POST cve/CVE-2026-10042/reject"]);
    assert_eq!(id_of(&t, &case), None, "a rejected id is not used");
    let record = services.record("CVE-2026-10042").unwrap();
    assert_eq!(record["containers"]["cna"]["rejectedReasons"][0]["value"], reason[0].1);
    publisher.get(&format!("/staff/cases/{case}")).await.shows("CVE Services rejected the id");
}

#[tokio::test]
async fn refusals_are_shown_and_can_be_tried_again() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    services.world.lock().unwrap().available = 0;
    press(&t, &mut publisher, &case, "reserve").await;
    publisher.get(&format!("/staff/cases/{case}")).await.shows("EXCEEDED_ID_QUOTA").shows("Reserve an id");
    services.world.lock().unwrap().available = 5;
    services.world.lock().unwrap().reserve_status = 206;
    press(&t, &mut publisher, &case, "reserve").await;
    assert_eq!(id_of(&t, &case).as_deref(), Some("CVE-2026-10042"));
    publish(&t, &case, "First version.").await;
    services.world.lock().unwrap().ids.clear();
    press(&t, &mut publisher, &case, "publish").await;
    publisher.get(&format!("/staff/cases/{case}")).await.shows("CVEID_DNE").shows("Publish the record");
}

#[tokio::test]
async fn a_service_that_never_answers_is_given_up_and_a_person_is_told() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    for _ in 0..20 {
        services.fault(Fault::Status(503));
    }
    press(&t, &mut publisher, &case, "reserve").await;
    for _ in 0..12 {
        t.advance(SignedDuration::from_hours(6));
        t.work().await;
    }
    let mut publisher = t.staff(Role::Publisher);
    publisher.get(&format!("/staff/cases/{case}")).await.shows("no-answer").shows("Reserve an id");
}

#[tokio::test]
async fn the_key_is_nowhere_to_be_read() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    press(&t, &mut publisher, &case, "reserve").await;
    assert!(!contains(&t.stolen_bytes(), KEY.as_bytes()));
    assert!(!format!("{:?} {:?}", t.app.config, t.app.cve_services).contains(KEY));
}

#[tokio::test]
async fn makers_who_are_no_cna_see_no_controls() {
    let services = Services::start();
    let t = Test::with(|config| settings(config, &services.url));
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    publisher.get(&format!("/staff/cases/{case}")).await.is(200).hides("Reserve an id");
    publisher.post(&act(&case, "reserve"), &[]).await.is(404);
    let own = Test::with_program(|_| {}, as_cna);
    let case = fixed_case(&own);
    let mut publisher = own.staff(Role::Publisher);
    let page = publisher.get(&format!("/staff/cases/{case}")).await;
    page.shows("This server has no access to CVE Services").hides("Reserve an id");
    publisher.post(&act(&case, "reserve"), &[]).await.is(404);
    let cve = CveId::try_from("CVE-2026-10042".to_owned()).unwrap();
    own.perform(&own.actor(Role::Triager), &case, Command::SetCve { vulnerability: FLAW, cve: Some(cve) });
    publish(&own, &case, "First version.").await;
    assert!(own.case(&case).clock(Promise::CveRecord).is_some());
    publisher.get(&format!("/staff/cases/{case}")).await.shows("The record is out");
    publisher.post(&act(&case, "noted"), &[]).await.leads_to(&format!("/staff/cases/{case}"));
    assert_eq!(own.case(&case).clock(Promise::CveRecord), None, "a person said that the record is out");
}

#[tokio::test]
async fn a_published_advisory_comes_in_the_other_forms_too() {
    let services = Services::start();
    let t = cna(&services);
    let case = fixed_case(&t);
    let mut publisher = t.staff(Role::Publisher);
    press(&t, &mut publisher, &case, "reserve").await;
    let desk = publisher.get(&format!("/staff/cases/{case}/advisory")).await;
    desk.is(200).shows("For other programs").shows("not possible, because");
    publish(&t, &case, "First version.").await;
    let mut reader = t.visitor();
    let page = reader.get(&format!("/advisories/{case}")).await;
    page.is(200).shows("CVE JSON 5.2: CVE-2026-10042").shows("OpenVEX 0.2.0").hides("OSV");
    let record = reader.get(&format!("/advisories/{case}/CVE-2026-10042.json")).await;
    let report = formats::cve::check(&record.is(200).bytes).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(record.json()["cveMetadata"]["assignerOrgId"], ORG_ID);
    let vex = reader.get(&format!("/advisories/{case}/openvex.json")).await;
    assert_eq!(formats::openvex::check(&vex.is(200).bytes).unwrap(), []);
    let own = vex.json()["@id"].as_str().unwrap().to_owned();
    let path = own.strip_prefix("https://security.linksys.example").unwrap();
    assert_eq!(reader.get(path).await.is(200).bytes, vex.bytes, "the document is at the address it names");
    publish(&t, &case, "Named the region.").await;
    assert_eq!(reader.get(path).await.is(200).bytes, vex.bytes, "and stays there");
    let newer = reader.get(&format!("/advisories/{case}/openvex.json")).await;
    assert_eq!(newer.json()["version"], 2);
}

#[tokio::test]
async fn a_maker_with_ids_from_others_gives_its_cna_a_container() {
    let t = Test::with(|config| config.public_url = Some("https://security.linksys.example".to_owned()));
    let case = fixed_case(&t);
    let cve = CveId::try_from("CVE-2026-10042".to_owned()).unwrap();
    t.perform(&t.actor(Role::Triager), &case, Command::SetCve { vulnerability: FLAW, cve: Some(cve) });
    publish(&t, &case, "First version.").await;
    let mut reader = t.visitor();
    reader.get(&format!("/advisories/{case}")).await.shows("CVE JSON 5.2 (CNA container): CVE-2026-10042");
    let body = reader.get(&format!("/advisories/{case}/CVE-2026-10042.json")).await;
    assert!(body.is(200).json()["cnaContainer"]["affected"].is_array());
    assert_eq!(t.case(&case).clock(Promise::CveRecord), None, "others owe the record");
    let wish = Command::AskCve { vulnerability: FLAW, wish: CveWish::Publish };
    t.perform(&t.actor(Role::Publisher), &case, wish);
    t.work().await;
    let refused = t.case(&case).vulnerabilities[&FLAW].cve_record.refused.clone();
    assert_eq!(refused.map(|(code, _)| code).as_deref(), Some("settings"));
}

#[tokio::test]
async fn a_product_that_is_a_package_comes_in_osv() {
    let public =
        |config: &mut Config| config.public_url = Some("https://security.linksys.example".to_owned());
    let t = Test::with_program(public, |folder| {
        let path = folder.join("program.toml");
        let package = "[[package]]\nbrand = \"linksys\"\nmodel = \"EA7500\"\necosystem = \"npm\"\n\
                       name = \"ea7500\"\npurl = \"pkg:npm/ea7500\"\norder = \"ecosystem\"\n";
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, format!("{text}\n{package}")).unwrap();
    });
    let case = fixed_case(&t);
    let cve = CveId::try_from("CVE-2026-10042".to_owned()).unwrap();
    t.perform(&t.actor(Role::Triager), &case, Command::SetCve { vulnerability: FLAW, cve: Some(cve) });
    publish(&t, &case, "First version.").await;
    let mut reader = t.visitor();
    reader.get(&format!("/advisories/{case}")).await.shows("OSV 1.7.5: CVE-2026-10042");
    let record = reader.get(&format!("/advisories/{case}/osv-CVE-2026-10042.json")).await;
    assert_eq!(formats::osv::check(&record.is(200).bytes).unwrap(), []);
    assert_eq!(record.json()["affected"][0]["ranges"][0]["events"][1]["fixed"], "1.1.40.1");
}
