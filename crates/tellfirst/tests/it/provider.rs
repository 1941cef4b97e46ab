//! The provider's files as strangers see them: our own are right in every requirement, and every fault that is put in
//! is found under its number.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use domain::access::Role;
use domain::case::{Command, Label};
use domain::report::Credit;
use formats::csaf::provider::Edition;
use jiff::Timestamp;
use serde_json::Value;
use server::provider::report::{Report, State};
use server::provider::source::{Credential, Folder, Http};
use server::provider::{Start, check};
use url::Url;

use super::harness::Test;
use super::publication::{BASE, fixed_case, public, publish};

/// The server on a port of its own, over plain HTTP.
async fn served(t: &Test) -> Url {
    t.app.run(server::publish::refresh_if_due).await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = server::web::router(t.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Url::parse(&format!("http://{address}")).unwrap()
}

/// What the checker says of the server.
async fn checked(t: &Test, start: Start, token: Option<String>) -> Report {
    let (via, now) = (served(t).await, t.now());
    let source = Http::new(token.map(Credential::Bearer), Some(via));
    tokio::task::spawn_blocking(move || check(&source, &start, now).unwrap()).await.unwrap()
}

fn domain() -> Start {
    Start::Domain(Url::parse(&format!("{BASE}/")).unwrap())
}

fn metadata(edition: Edition) -> Start {
    let url = format!("{BASE}/.well-known/csaf/{}provider-metadata.json", edition.folder());
    Start::Metadata(Url::parse(&url).unwrap())
}

fn all_pass(report: &Report) {
    for item in &report.requirements {
        assert_eq!(item.state, State::Pass, "{item:#?}");
        assert_eq!(item.warnings, Vec::<String>::new(), "{item:#?}");
    }
    assert!(report.fulfilled);
    assert_eq!(report.role, "csaf_trusted_provider");
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_provider_fulfils_every_requirement_of_a_trusted_one() {
    let t = public();
    let empty = checked(&t, domain(), None).await;
    all_pass(&empty);
    assert_eq!(empty.documents, 0);
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let report = checked(&t, domain(), None).await;
    all_pass(&report);
    assert_eq!((report.documents, report.requirements.len()), (2, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_2_1_provider_fulfils_the_two_requirements_more() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let mut report = checked(&t, metadata(Edition::V2_1), None).await;
    assert_eq!((report.version, report.documents), ("2.1", 2));
    let asked: Vec<u8> = report
        .requirements
        .iter()
        .filter(|one| one.state != State::Skipped)
        .map(|one| one.requirement)
        .collect();
    assert!(asked.contains(&24) && asked.contains(&25));
    report.requirements.retain(|one| ![8, 9, 10].contains(&one.requirement));
    all_pass(&report);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_amber_is_found_protected_without_and_right_with_a_credential() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    t.perform(&t.actor(Role::Publisher), &case, Command::LabelAdvisory { label: Label::Amber });
    publish(&t, &case, "First version.").await;
    let stranger = checked(&t, domain(), None).await;
    assert!(stranger.fulfilled, "{stranger:#?}");
    assert_eq!(stranger.documents, 0);
    let token = server::action::readers::make(&t.app, "A CERT", Label::Amber, Some(30)).unwrap();
    let reader = checked(&t, domain(), Some(token)).await;
    all_pass(&reader);
    assert_eq!(reader.documents, 2);
    assert!(reader.find(5).unwrap().sentence.starts_with("Right in all of"));
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// The public folder, with paths to what a fault can be put into.
struct Site {
    root: PathBuf,
    document: PathBuf,
}

impl Site {
    fn csaf(&self, path: &str) -> PathBuf {
        self.root.join(".well-known/csaf").join(path)
    }

    fn change(&self, path: &Path, from: &str, to: &str) {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{from} in {}", path.display());
        std::fs::write(path, text.replace(from, to)).unwrap();
    }

    fn beside(&self, end: &str) -> PathBuf {
        PathBuf::from(format!("{}{end}", self.document.display()))
    }
}

type Fault = fn(&Site);

#[tokio::test]
async fn every_fault_is_found_under_its_requirement() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let name = format!("{}.json", case.as_str().to_lowercase());
    let faults: [(&str, &[u8], Fault); 19] = [
        ("a member twice", &[1], |s| {
            s.change(&s.document.clone(), "{\n  \"document\"", "{\n  \"x\": 1, \"x\": 2,\n  \"document\"")
        }),
        ("no CSAF at all", &[1], |s| std::fs::write(&s.document, "{}").unwrap()),
        ("another id", &[2], |s| s.change(&s.document.clone(), "\"id\": \"LNK-", "\"id\": \"ABC-")),
        ("AMBER for everybody", &[5, 15], |s| s.change(&s.document.clone(), "\"WHITE\"", "\"AMBER\"")),
        ("no role", &[7], |s| s.change(&s.csaf("provider-metadata.json"), "csaf_trusted_provider", "king")),
        ("a feed that is none", &[7], |s| {
            std::fs::write(s.csaf("white/csaf-feed-tlp-white.json"), "{}").unwrap()
        }),
        ("no CSAF field", &[8], |s| s.change(&s.root.join(".well-known/security.txt"), "CSAF: ", "Policy: ")),
        ("no security.txt", &[8], |s| std::fs::remove_file(s.root.join(".well-known/security.txt")).unwrap()),
        ("another year", &[11], |s| {
            s.change(
                &s.document.clone(),
                "\"initial_release_date\": \"2026",
                "\"initial_release_date\": \"2025",
            )
        }),
        ("an empty index", &[12], |s| std::fs::write(s.csaf("white/index.txt"), "").unwrap()),
        ("a document that is not there", &[1], |s| {
            std::fs::write(s.csaf("white/index.txt"), "2026/nothing.json\n").unwrap()
        }),
        ("no changes", &[13], |s| std::fs::write(s.csaf("white/changes.csv"), "").unwrap()),
        ("changes at another time", &[13], |s| s.change(&s.csaf("white/changes.csv"), "T18:", "T17:")),
        ("no listing", &[14], |s| std::fs::remove_file(s.document.with_file_name("index.html")).unwrap()),
        ("a listing without links", &[14], |s| {
            std::fs::write(s.document.with_file_name("index.html"), "<html>").unwrap()
        }),
        ("a service of others", &[16], |s| s.change(&s.csaf("service.json"), "csaf-feed-tlp-white", "other")),
        ("a wrong digest", &[18], |s| std::fs::write(s.beside(".sha512"), "00").unwrap()),
        ("no signature", &[19], |s| std::fs::remove_file(s.beside(".asc")).unwrap()),
        ("no key", &[20], |s| std::fs::remove_dir_all(s.csaf("openpgp")).unwrap()),
    ];
    let whole = t.folder.path().join("public/current");
    let year = case.as_str()[4..8].to_owned();
    let judge = |site: &Path, now: Timestamp| {
        let folder = Folder::new(site, Url::parse(BASE).unwrap());
        check(&folder, &domain(), now).unwrap()
    };
    let clean = judge(&whole, t.now());
    assert!(clean.fulfilled, "{clean:#?}");
    for (what, expected, fault) in faults {
        let place = tempfile::tempdir().unwrap();
        copy(&whole, place.path());
        let root = place.path().to_owned();
        let document = root.join(".well-known/csaf/white").join(&year).join(&name);
        fault(&Site { root, document });
        let report = judge(place.path(), t.now());
        let failed: BTreeSet<u8> = report
            .requirements
            .iter()
            .filter(|item| item.state == State::Fail)
            .map(|item| item.requirement)
            .collect();
        for number in expected {
            assert!(failed.contains(number), "{what}: {number} is not among {failed:?}");
            let sentence = &report.find(*number).unwrap().sentence;
            assert!(sentence.ends_with('.') && sentence.len() > 10, "{what}: {sentence}");
        }
        let is_optional = expected == [16] || expected == [8] || expected == [12];
        assert!(!report.fulfilled || is_optional || expected == [13] || expected == [14], "{what}");
    }
}

#[tokio::test]
async fn a_signature_of_yesterday_fails_once_its_key_has_ended() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let folder = Folder::new(&t.folder.path().join("public/current"), Url::parse(BASE).unwrap());
    t.advance_days(710);
    let soon = check(&folder, &metadata(Edition::V2_0), t.now()).unwrap();
    let item = soon.find(19).unwrap();
    assert!(item.state == State::Pass && item.warnings[0].contains("30 days more"), "{item:?}");
    let soon = check(&folder, &metadata(Edition::V2_1), t.now()).unwrap();
    assert_eq!(soon.find(19).unwrap().state, State::Fail);
    t.advance_days(21);
    let report = check(&folder, &metadata(Edition::V2_0), t.now()).unwrap();
    assert_eq!(report.find(19).unwrap().state, State::Fail);
    assert!(!report.fulfilled);
}

#[tokio::test]
async fn a_rehearsal_writes_what_would_be_published_and_publishes_nothing() {
    let t = public();
    let case = fixed_case(&t, Credit::As { name: "Ada Example".into() });
    t.work().await;
    let out = t.folder.path().join("rehearsal");
    let (writer, text) = (
        t.actor(Role::Publisher),
        domain::case::AdvisoryText {
            title: "Command injection".into(),
            summary: "A person on the local network can take over the router.".into(),
            ..Default::default()
        },
    );
    t.perform(&writer, &case, Command::EditAdvisory { language: "en".into(), text });
    let number = case.clone();
    let to = out.clone();
    let tried = t.app.run(move |app| server::publish::rehearsal::rehearse(app, &number, &to)).await.unwrap();
    assert!(tried.errors.is_empty() && tried.obstacles.is_empty(), "{tried:#?}");
    let folder = Folder::new(&out.join("public"), Url::parse(BASE).unwrap());
    let report = check(&folder, &domain(), t.now()).unwrap();
    assert!(report.fulfilled && report.documents == 2, "{report:#?}");
    assert!(out.join(format!("public/advisories/{case}/index.html")).is_file());
    t.visitor().get(&format!("/advisories/{case}")).await.is(404);
    let again = server::publish::rehearsal::rehearse(&t.app, &case, &out);
    assert!(again.is_err(), "a folder that is there is not written over");
}
