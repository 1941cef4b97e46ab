//! From a confirmed case to what the public reads, and back.

use std::path::Path;

use domain::access::{Actor, Role};
use domain::case::{AdvisoryText, Command};
use domain::catalog::Selection;
use domain::id::{BrandId, CaseNumber, CveId, CweId, VulnerabilityNo};
use domain::matrix::{CellId, Observation, Release};
use domain::report::Credit;
use domain::severity::{Assessment, ScoredVector};
use formats::csaf::validate::{Options, validate};
use formats::log::{proof, tree};
use formats::receipt::Receipt;
use formats::verify::Signed;

use server::action::proof::Kept;

use super::harness::{Page, Test, contains, number};

pub const BASE: &str = "https://security.linksys.example";

pub fn public() -> Test {
    Test::with(|config| config.public_url = Some(BASE.to_owned()))
}

/// A confirmed case with a fix that was seen for every device of a model; its sender wants to be named or not.
pub fn fixed_case(t: &Test, credit: Credit) -> CaseNumber {
    let sent = t.submit(|report| {
        report.reporter.name = Some("Canary Realname".into());
        report.reporter.email = Some("canary@reporter.example".into());
        report.description = "canarydescription of the ping page".into();
        report.reporter.credit = credit;
    });
    let case = number(&sent);
    let triager = t.actor(Role::Triager);
    let flaw = VulnerabilityNo::FIRST;
    t.perform(&triager, &case, Command::Acknowledge { text: "Thank you, canarymessage.".into() });
    t.perform(&triager, &case, Command::Confirm { text: "Yes.".into() });
    let scored = |vector: &str| {
        let vector = formats::cvss::Vector::parse(vector).unwrap();
        Some(ScoredVector { vector: vector.to_string(), score_tenths: vector.score().tenths() })
    };
    let assessment = Assessment {
        cvss3: scored("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
        cvss4: scored("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"),
        word: None,
        reasons: [("AV".to_owned(), "The page answers on the local network only.".to_owned())].into(),
    };
    t.perform(&triager, &case, Command::Assess { vulnerability: flaw, assessment });
    t.perform(&triager, &case, Command::SetWeakness { vulnerability: flaw, cwe: Some(CweId(78)) });
    let cve = CveId::try_from("CVE-2026-10042".to_owned()).unwrap();
    t.perform(&triager, &case, Command::SetCve { vulnerability: flaw, cve: Some(cve) });
    let cells = cells(t);
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

fn cells(t: &Test) -> Vec<CellId> {
    let program = t.app.program();
    let model = Selection::Model(BrandId::from("linksys"), "EA7500".into());
    let skus = program.program.catalog.select(&model);
    assert!(!skus.is_empty(), "the sample catalog has the model");
    skus.iter().map(|sku| CellId { vulnerability: VulnerabilityNo::FIRST, sku: sku.id.clone() }).collect()
}

/// Publishes past the pages.
pub async fn publish(t: &Test, case: &CaseNumber, summary: &str) {
    let text = AdvisoryText {
        title: "Command injection in the EA7500".into(),
        summary: "A person on the local network can take over the router.".into(),
        impact: "The attacker has to be in the local network.".into(),
        what_to_do: "Install the firmware listed below.".into(),
    };
    let writer = t.actor(Role::Publisher);
    if t.case(case).advisory.texts.is_empty() {
        t.perform(&writer, case, Command::EditAdvisory { language: "en".into(), text });
    }
    t.perform(&writer, case, Command::RequestPublication);
    t.perform(&t.actor(Role::Manager), case, Command::ApprovePublication { summary: summary.into() });
    t.work().await;
}

fn valid(page: &Page) {
    let report = validate(&page.bytes, Options::default()).unwrap();
    // Tests 6.3.9 and 6.3.10 prefer single versions to ranges; "everything before the fix" is a range.
    let findings: Vec<_> =
        report.findings.iter().filter(|finding| !finding.test.starts_with("6.3.")).collect();
    assert!(report.is_valid() && findings.is_empty(), "{findings:#?}");
}

#[tokio::test]
async fn a_published_case_is_a_page_a_valid_document_and_an_entry_of_every_list() {
    let t = public();
    let case = fixed_case(&t, Credit::As { name: "Ada Example".into() });
    let mut reader = t.visitor();
    reader.get(&format!("/advisories/{case}")).await.is(404);
    publish(&t, &case, "First version.").await;
    let page = reader.get(&format!("/advisories/{case}")).await;
    page.is(200).shows("Install 1.1.40.1").shows("Before 1.1.40.1").shows("Ada Example").shows("CWE-78");
    page.shows("The page answers on the local network only.").shows("CVE-2026-10042");
    let csaf = reader.get(&format!("/advisories/{case}/csaf.json")).await;
    valid(csaf.is(200));
    let lower = case.as_str().to_lowercase();
    let year = &case.as_str()[4..8];
    let same = reader.get(&format!("/.well-known/csaf/white/{year}/{lower}.json")).await;
    assert_eq!(same.is(200).bytes, csaf.bytes);
    reader.get("/.well-known/csaf/provider-metadata.json").await.is(200).shows("csaf_trusted_provider");
    reader.get("/.well-known/csaf/white/csaf-feed-tlp-white.json").await.is(200).shows(case.as_str());
    reader.get("/.well-known/csaf/white/index.txt").await.is(200).shows(&lower);
    reader.get("/advisories/feed.atom").await.is(200).shows(case.as_str());
    reader.get("/advisories/feed.json").await.is(200).shows(case.as_str());
    reader.get("/advisories/").await.is(200).shows("Command injection in the EA7500");
    reader.get("/thanks").await.is(200).shows("Ada Example").shows(case.as_str());
}

#[tokio::test]
async fn published_bytes_that_were_changed_lost_or_slipped_in_are_found() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let found = || store::reconcile::verify_store(&t.app.store, t.now().as_microsecond()).unwrap().published;
    assert!(found().is_empty(), "{:?}", found());
    let folder = t.folder.path().join("public/revisions").join(case.as_str());
    let file = folder.join("1/csaf.json");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(found(), [format!("public/revisions/{case}/1/csaf.json is missing")]);
    std::fs::write(&file, b"{}").unwrap();
    let changed = format!("public/revisions/{case}/1/csaf.json was changed after it was published");
    assert_eq!(found(), std::slice::from_ref(&changed));
    // The next publication does not cover it up.
    publish(&t, &case, "Second version.").await;
    assert_eq!(found(), [changed]);
    std::fs::write(&file, bytes).unwrap();
    assert!(found().is_empty());
    std::fs::create_dir_all(folder.join("7")).unwrap();
    assert_eq!(found(), [format!("public/revisions/{case}/7 was published by no case")]);
}

#[tokio::test]
async fn a_misspelt_model_leads_to_its_advisories() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let mut reader = t.visitor();
    reader.get("/advisories/?model=ea-7500").await.is(200).shows("One advisory names the Linksys EA7500");
    reader.get("/advisories/?model=EA75O0").await.is(200).shows("Did you mean").shows("Linksys EA7500");
    reader
        .get("/advisories/?model=wrt54gl")
        .await
        .is(200)
        .shows("No advisory names the")
        .hides(case.as_str());
    reader.get("/advisories/?model=CVE-2026-10042").await.is(200).shows(case.as_str());
}

#[tokio::test]
async fn older_bytes_stay_as_they_were_and_doing_the_work_twice_changes_nothing() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let mut reader = t.visitor();
    let first = reader.get(&format!("/advisories/{case}/1/csaf.json")).await;
    let page = reader.get(&format!("/advisories/{case}/1")).await;
    t.advance_days(2);
    publish(&t, &case, "Named the region.").await;
    assert_eq!(reader.get(&format!("/advisories/{case}/1/csaf.json")).await.bytes, first.bytes);
    assert_eq!(reader.get(&format!("/advisories/{case}/1")).await.bytes, page.bytes);
    let second = reader.get(&format!("/advisories/{case}/csaf.json")).await;
    assert_ne!(second.bytes, first.bytes);
    valid(&second);
    reader.get(&format!("/advisories/{case}")).await.shows("Named the region.");
    let before = server::publish::release::current(&t.app);
    t.app.run(server::publish::refresh).await.unwrap();
    assert_eq!(server::publish::release::current(&t.app), before, "nothing changed, so nothing is switched");
}

#[tokio::test]
async fn a_crash_before_the_switch_leaves_the_old_set() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    let mut reader = t.visitor();
    reader.get("/advisories/").await.is(200).shows("No advisory has been published yet");
    let text = AdvisoryText { title: "T".into(), summary: "S".into(), ..AdvisoryText::default() };
    let writer = t.actor(Role::Publisher);
    t.perform(&writer, &case, Command::EditAdvisory { language: "en".into(), text });
    t.perform(&writer, &case, Command::RequestPublication);
    t.perform(&t.actor(Role::Manager), &case, Command::ApprovePublication { summary: "First.".into() });
    // Everything is written and fsynced, and then the machine dies.
    let id = t.app.store.read(|tx| store::cases::find_by_number(tx, case.as_str())).unwrap().unwrap().id;
    server::publish::revision::keep(&t.app, id).unwrap().unwrap();
    drop(server::publish::release::prepare(&t.app).unwrap().unwrap());
    let current = t.folder.path().join("public/current/advisories/index.html");
    assert!(!contains(&std::fs::read(current).unwrap(), case.as_str().as_bytes()));
    reader.get(&format!("/advisories/{case}")).await.is(404);
    // The job is still there.
    t.work().await;
    reader.get(&format!("/advisories/{case}")).await.is(200);
}

#[tokio::test]
async fn a_lost_folder_is_made_again_from_the_history_byte_by_byte() {
    let t = public();
    let case = fixed_case(&t, Credit::As { name: "Ada Example".into() });
    publish(&t, &case, "First version.").await;
    t.advance_days(1);
    publish(&t, &case, "Second version.").await;
    let mut reader = t.visitor();
    let addresses = [
        format!("/advisories/{case}"),
        format!("/advisories/{case}/1"),
        format!("/advisories/{case}/1/csaf.json"),
    ];
    let mut before = Vec::new();
    for address in &addresses {
        before.push(reader.get(address).await.bytes);
    }
    std::fs::remove_dir_all(t.folder.path().join("public")).unwrap();
    t.app.run(server::publish::refresh).await.unwrap();
    for (address, before) in addresses.iter().zip(before) {
        assert!(reader.get(address).await.is(200).bytes == before, "{address}");
    }
}

#[tokio::test]
async fn nobody_is_named_without_consent_anywhere_in_the_public_folder() {
    let t = public();
    let silent = fixed_case(&t, Credit::Undecided);
    publish(&t, &silent, "First version.").await;
    let anonymous = fixed_case(&t, Credit::Anonymous);
    publish(&t, &anonymous, "First version.").await;
    let mut all = Vec::new();
    gather(&t.folder.path().join("public"), &mut all);
    for canary in ["Canary Realname", "canary@reporter.example", "canarydescription", "canarymessage"] {
        assert!(!contains(&all, canary.as_bytes()), "{canary} is public");
    }
    assert!(contains(&all, b"EA7500"), "the folder was read");
}

fn gather(folder: &Path, all: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            gather(&path, all);
        } else if path.is_file() {
            all.extend(std::fs::read(&path).unwrap());
        }
    }
}

#[tokio::test]
async fn a_withdrawn_advisory_leaves_a_tombstone_at_every_address_it_had() {
    let t = public();
    let case = fixed_case(&t, Credit::As { name: "Ada Example".into() });
    publish(&t, &case, "First version.").await;
    let publisher = t.actor(Role::Publisher);
    t.perform(&publisher, &case, Command::RequestRemoval { reason: "It names the wrong model.".into() });
    t.perform(&t.actor(Role::Manager), &case, Command::ApproveRemoval);
    t.work().await;
    let mut reader = t.visitor();
    for address in [format!("/advisories/{case}"), format!("/advisories/{case}/1")] {
        reader.get(&address).await.is(410).shows("was withdrawn").hides("wrong model").hides("1.1.40.1");
    }
    reader.get(&format!("/advisories/{case}/csaf.json")).await.is(404);
    reader.get("/.well-known/csaf/white/index.txt").await.is(200).hides(&case.as_str().to_lowercase());
    reader.get("/thanks").await.is(200).hides("Ada Example");
    let kept = t.folder.path().join(format!("public/revisions/{case}/1/csaf.json"));
    assert!(kept.exists(), "the published bytes are kept");
}

#[tokio::test]
async fn the_published_bytes_may_be_cached_and_answered_with_not_modified() {
    let t = public();
    let mut reader = t.visitor();
    let page = reader.get("/.well-known/csaf/provider-metadata.json").await;
    let header =
        |name: &str| page.headers.get(name).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
    assert!(header("cache-control").starts_with("public"), "{:?}", page.headers);
    assert_eq!(header("content-type"), "application/json");
    let tag = header("etag");
    let again = [("if-none-match", tag.as_str())];
    let again = reader
        .request(
            axum::http::Method::GET,
            "/.well-known/csaf/provider-metadata.json",
            &again,
            axum::body::Body::empty(),
        )
        .await;
    again.is(304);
    assert!(again.bytes.is_empty());
}

#[tokio::test]
async fn every_brand_host_has_a_security_txt_of_its_own_that_is_renewed() {
    let t = public();
    let mut reader = t.visitor();
    let text = reader.get("/.well-known/security.txt").await;
    text.is(200).shows("Contact: https://").shows("Expires: ").shows("Policy: https://");
    reader.host = "security.wemo.example".into();
    let wemo = reader.get("/.well-known/security.txt").await;
    wemo.is(200).shows("Canonical: https://security.wemo.example/.well-known/security.txt");
    wemo.shows("mailto:security@wemo.example").hides("security@linksys.example");
    reader.get("/security.txt").await.is(308);
    t.advance_days(60);
    t.work().await;
    let later = reader.get("/.well-known/security.txt").await;
    assert_ne!(later.bytes, wemo.bytes);
}

#[tokio::test]
async fn tiles_and_checkpoint_prove_a_receipt_to_somebody_who_trusts_nothing_else() {
    let t = public();
    let mut sent = Vec::new();
    for _ in 0..5 {
        sent.push(t.submit(|_| {}));
    }
    let mut monitor = t.visitor();
    let key = monitor.get("/log/key").await.text();
    let key = formats::note::VerifierKey::parse(key.trim()).unwrap();
    let note = monitor.get("/log/checkpoint").await.text();
    let head = formats::log::checkpoint::Checkpoint::open(&note, &key).unwrap();
    assert_eq!(head.size, 5);
    let entries = monitor.get("/log/tile/entries/000.p/5").await;
    let hashes = monitor.get("/log/tile/0/000.p/5").await;
    assert_eq!(entries.is(200).bytes.len(), 5 * 34);
    // The root follows from the entries alone.
    let leaves: Vec<_> = entries.bytes.chunks(34).map(|entry| formats::log::leaf_hash(&entry[2..])).collect();
    assert_eq!(
        hashes.is(200).bytes,
        leaves.iter().flat_map(|leaf| leaf.as_bytes().to_vec()).collect::<Vec<_>>()
    );
    let nodes = tree::append(0, &leaves, |_: formats::log::Node| None).unwrap();
    let read = |node: formats::log::Node| nodes.iter().find(|(n, _)| *n == node).map(|(_, hash)| *hash);
    assert_eq!(tree::root(5, read).unwrap(), head.root);
    // The third reporter's receipt is in it: leaf from the receipt, path from the tiles, root from the checkpoint.
    let kept = t.app.store.read(|tx| {
        let id = store::cases::find_by_number(tx, &sent[2].case)?.unwrap().id;
        store::documents::list_documents(tx, id, 1)
    });
    let kept = kept.unwrap().remove(0);
    let receipt: Kept<Signed<Receipt>> = serde_json::from_slice(&kept.content).unwrap();
    let leaf = receipt.document.leaf(&receipt.log_salt);
    let path = tree::inclusion_proof(kept.position, 5, read).unwrap();
    assert!(proof::includes(&leaf, kept.position, 5, &path, &head.root));
    assert!(!proof::includes(&leaf, (kept.position + 1) % 5, 5, &path, &head.root));
    monitor.get("/log/tile/0/000.p/6").await.is(404);
    monitor.get("/log/tile/0/000").await.is(404);
    monitor.get("/log/").await.is(200).shows("5 entries").shows(key.name().as_str());
}

#[tokio::test]
async fn the_name_of_the_log_stays_when_the_public_address_changes() {
    let t = public();
    t.submit(|_| {});
    let name = t.app.signer.verifier().name().as_str().to_owned();
    assert_eq!(name, "security.linksys.example/log");
    let settled = server::action::proof::settled_origin(&t.app.store, "other.example/log").unwrap();
    assert_eq!(settled, name);
}

const WORDS: [(&str, &str); 5] = [
    ("language", "en"),
    ("title", "Command injection in the EA7500"),
    ("summary", "A person on the local network can take over the router."),
    ("impact", "See **the table**."),
    ("what_to_do", "Install the firmware listed below."),
];

#[tokio::test]
async fn two_people_publish_through_the_pages() {
    let t = public();
    let case = fixed_case(&t, Credit::As { name: "Ada Example".into() });
    let desk = format!("/staff/cases/{case}/advisory");
    let mut writer = t.staff(Role::Publisher);
    let page = writer.get(&desk).await;
    page.is(200).shows("No language has a title").shows("These words were made from the case");
    page.shows("Linksys EA7500: Command injection in the ping page").shows("Ada Example");
    // Looking at words saves nothing.
    let preview = writer.post(&desk, &[&WORDS[..], &[("act", "preview")]].concat()).await;
    preview.is(200).shows("<strong>the table</strong>").shows("No language has a title");
    writer.post(&desk, &[("language", "en"), ("title", " ")]).await.is(422).shows("No language has a title");
    writer.send(&desk, &WORDS).await.is(200).shows("Saved.").shows("Nothing stands in the way");
    writer.get(&format!("{desk}/preview?language=en")).await.is(200).shows("This is a preview");
    valid(writer.get(&format!("{desk}/csaf")).await.is(200));
    writer.send(&format!("{desk}/request"), &[]).await.is(200).shows("Another person has to approve it.");
    writer.post(&format!("{desk}/approve"), &[("text", "Me too.")]).await.is(409);
    let mut second = t.staff(Role::Manager);
    second.get(&desk).await.is(200).shows("asked to publish this");
    second.post(&format!("{desk}/approve"), &[("text", "")]).await.is(422).shows("What changes for readers");
    second.send(&format!("{desk}/approve"), &[("text", "First version.")]).await.is(200).shows("Approved.");
    t.work().await;
    t.visitor().get(&format!("/advisories/{case}")).await.is(200).shows("Install 1.1.40.1");
    let page = second.get(&desk).await;
    page.is(200).shows("Public").hides("not public yet");
    page.shows("Everything that stands here is public already.").hides("Ask for publication");
    // And back: to hide takes two people as well.
    let reason = [("text", "The wrong model.")];
    writer.send(&format!("{desk}/remove"), &reason).await.is(200).shows("Another person decides");
    writer.post(&format!("{desk}/approve-removal"), &[]).await.is(409);
    second.send(&format!("{desk}/approve-removal"), &[]).await.is(200).shows("Withdrawn");
    t.work().await;
    t.visitor().get(&format!("/advisories/{case}")).await.is(410);
}

#[tokio::test]
async fn an_open_device_or_an_embargo_is_named_and_keeps_the_button_away() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    let desk = format!("/staff/cases/{case}/advisory");
    let program = t.app.program();
    let other = program.program.catalog.list_skus().iter().find(|sku| sku.model == "WRT54GL").unwrap();
    let cell = CellId { vulnerability: VulnerabilityNo::FIRST, sku: other.id.clone() };
    t.perform(&t.actor(Role::Triager), &case, Command::MarkAffected { cells: vec![cell] });
    let mut writer = t.staff(Role::Publisher);
    writer.post(&desk, &WORDS).await.is(303);
    let page = writer.get(&desk).await;
    page.is(200).shows("are without a published and seen fix").hides("Ask for publication");
    writer.post(&format!("{desk}/request"), &[]).await.is(409);
}

#[tokio::test]
async fn what_is_not_published_exists_only_for_the_team() {
    let t = public();
    let case = fixed_case(&t, Credit::As { name: "Ada Example".into() });
    let desk = format!("/staff/cases/{case}/advisory");
    let mut writer = t.staff(Role::Publisher);
    writer.post(&desk, &WORDS).await.is(303);
    let addresses = [desk.clone(), format!("{desk}/preview"), format!("{desk}/csaf")];
    for address in &addresses {
        t.staff(Role::Remediator).get(address).await.is(404);
        t.staff(Role::Administrator).get(address).await.is(404);
        t.visitor().get(address).await.is(303);
        t.staff(Role::Auditor).get(address).await.is(200);
    }
    t.staff(Role::Auditor).post(&desk, &WORDS).await.is(404);
    let case_path = format!("/advisories/{case}");
    t.visitor().get(&case_path).await.is(404);
}

#[tokio::test]
async fn revisions_are_compared_line_by_line() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    t.advance_days(1);
    let desk = format!("/staff/cases/{case}/advisory");
    let mut writer = t.staff(Role::Publisher);
    let words = [("language", "en"), ("title", "Another title"), ("summary", "A person can take it over.")];
    writer.post(&desk, &words).await.is(303);
    publish(&t, &case, "Shorter.").await;
    let page = writer.get(&format!("{desk}/difference?to=2")).await;
    page.is(200).shows("Another title").shows("Command injection in the EA7500");
    writer.get(&format!("{desk}/difference?to=3")).await.is(404);
    // Readers of both languages of the page find their way.
    let mut german = t.visitor();
    german.language = "de".into();
    german.get("/advisories/").await.is(200).shows("Sicherheitshinweise");
    german.get("/thanks").await.is(200).shows("Noch ist niemand genannt");
}
