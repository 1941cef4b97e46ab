//! What is published is signed: by which key, for how long, and what a stranger can check with the published key
//! alone.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command as Process;

use axum::body::Body;
use axum::http::Method;
use base64::Engine as _;
use domain::access::Role;
use domain::case::{Command, Label};
use domain::report::Credit;
use formats::csaf::validate::{Options, Severity, validate};
use formats::openpgp::PublicKey;
use jiff::Timestamp;
use serde_json::Value;
use server::publish::keys::{Chest, Level, State};
use sha2::{Digest, Sha256, Sha512};

use super::harness::{Client, Page, Test};
use super::publication::{BASE, fixed_case, public, publish};

const CSAF: &str = "/.well-known/csaf/";

/// Fetches an address that a file names.
async fn at(reader: &mut Client, url: &str) -> Page {
    reader.get(url.strip_prefix(BASE).expect("all addresses are ours")).await
}

async fn json(reader: &mut Client, url: &str) -> Value {
    let page = at(reader, url).await;
    page.is(200);
    assert_eq!(page.headers["content-type"], "application/json", "{url}");
    page.json()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {value:#}"))
}

/// The keys that the metadata name.
async fn keys(reader: &mut Client, metadata: &Value) -> Vec<PublicKey> {
    let mut keys = Vec::new();
    for key in metadata["public_openpgp_keys"].as_array().unwrap() {
        let page = at(reader, text(key, "/url")).await;
        page.is(200);
        assert!(!page.text().contains("PRIVATE"));
        let found = PublicKey::parse(&page.bytes).unwrap();
        assert_eq!(found.fingerprint(), text(key, "/fingerprint").to_lowercase());
        keys.push(found);
    }
    keys
}

/// Every document of a provider's feeds with its hashes and signature, as a stranger checks them.
async fn check_all(t: &Test, metadata_path: &str) -> BTreeMap<String, Value> {
    let mut reader = t.visitor();
    let metadata = json(&mut reader, &format!("{BASE}{metadata_path}")).await;
    assert_eq!(metadata["canonical_url"], format!("{BASE}{metadata_path}"));
    assert_eq!(metadata["role"], "csaf_trusted_provider");
    let keys = keys(&mut reader, &metadata).await;
    let mut documents = BTreeMap::new();
    for feed in metadata["distributions"][0]["rolie"]["feeds"].as_array().unwrap() {
        let feed = json(&mut reader, text(feed, "/url")).await;
        for entry in feed["feed"]["entry"].as_array().unwrap() {
            let url = text(entry, "/content/src");
            let page = at(&mut reader, url).await;
            page.is(200);
            let bytes = &page.bytes;
            for (end, digest) in [
                ("sha256", hex::encode(Sha256::digest(bytes))),
                ("sha512", hex::encode(Sha512::digest(bytes))),
            ] {
                at(&mut reader, &format!("{url}.{end}")).await.is(200).shows(&digest);
            }
            let links: Vec<&str> =
                entry["link"].as_array().unwrap().iter().map(|l| text(l, "/href")).collect();
            assert!(links.contains(&format!("{url}.asc").as_str()), "{links:?}");
            let signature = at(&mut reader, &format!("{url}.asc")).await;
            signature.is(200);
            let holds = keys.iter().any(|key| key.verify_detached(&signature.bytes, bytes, t.now()).is_ok());
            assert!(holds, "{url}");
            let report = validate(bytes, Options::default()).unwrap();
            let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
            assert!(report.is_valid(), "{url}: {errors:?}");
            documents.insert(url.to_owned(), page.json());
        }
    }
    documents
}

#[tokio::test]
async fn every_document_in_both_editions_and_profiles_is_signed_and_valid() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    for (path, edition) in [("provider-metadata.json", "2.0"), ("v2.1/provider-metadata.json", "2.1")] {
        let documents = check_all(&t, &format!("{CSAF}{path}")).await;
        let mut kinds: Vec<&str> = documents.values().map(|one| text(one, "/document/category")).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["csaf_security_advisory", "csaf_vex"]);
        for (url, document) in &documents {
            assert_eq!(document["document"]["csaf_version"], edition);
            let own = text(document, "/document/references/0/url");
            assert_eq!(own, url, "the document names the address it is served from");
        }
    }
    let mut reader = t.visitor();
    let page = reader.get(&format!("/advisories/{case}")).await;
    let (lower, year) = (case.as_str().to_lowercase(), &case.as_str()[4..8]);
    for name in [&lower, &format!("{lower}-vex")] {
        for folder in ["white", "v2.1/clear"] {
            page.is(200).shows(&format!("href=\"{CSAF}{folder}/{year}/{name}.json.asc\""));
        }
    }
    for name in ["csaf.json", "csaf-2.1.json", "csaf-vex.json", "csaf-vex-2.1.json"] {
        reader.get(&format!("/advisories/{case}/{name}.asc")).await.is(200).shows("BEGIN PGP SIGNATURE");
    }
}

#[tokio::test]
async fn a_rotated_key_signs_everything_anew_and_the_old_one_stays_listed_for_its_overlap() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let mut reader = t.visitor();
    let signature = reader.get(&format!("/advisories/{case}/csaf.json.asc")).await.text();
    let metadata = json(&mut reader, &format!("{BASE}{CSAF}provider-metadata.json")).await;
    let old = keys(&mut reader, &metadata).await;
    assert_eq!(old.len(), 1);
    t.advance_days(400);
    let chest = Chest::open(&t.folder.path().join("keys")).unwrap();
    let wish = server::publish::keys::Wish {
        name: "Example <psirt@example.com>".into(),
        valid_days: 730,
        overlap_days: 90,
        seed: [3; 32],
    };
    let new = chest.rotate(&wish, t.now()).unwrap();
    drop(chest);
    t.work().await;
    check_all(&t, &format!("{CSAF}provider-metadata.json")).await;
    let metadata = json(&mut reader, &format!("{BASE}{CSAF}provider-metadata.json")).await;
    let listed: Vec<String> = keys(&mut reader, &metadata).await.iter().map(PublicKey::fingerprint).collect();
    assert_eq!(listed, [new.fingerprint.clone(), old[0].fingerprint()]);
    let anew = reader.get(&format!("/advisories/{case}/csaf.json.asc")).await;
    assert_ne!(anew.text(), signature);
    let document = reader.get(&format!("/advisories/{case}/csaf.json")).await;
    let new_key = PublicKey::parse(new.public.as_bytes()).unwrap();
    new_key.verify_detached(&anew.bytes, &document.bytes, t.now()).unwrap();
    old[0].verify_detached(signature.as_bytes(), &document.bytes, t.now()).unwrap();
    t.advance_days(91);
    t.work().await;
    let metadata = json(&mut reader, &format!("{BASE}{CSAF}provider-metadata.json")).await;
    assert_eq!(keys(&mut reader, &metadata).await.len(), 1);
    let path = format!("{CSAF}openpgp/{}.asc", old[0].fingerprint().to_uppercase());
    reader.get(&path).await.is(404);
}

#[tokio::test]
async fn a_key_of_the_servers_own_making_is_replaced_before_it_ends_and_probes_say_so_of_others() {
    let t = public();
    t.work().await;
    let chest = Chest::open(&t.folder.path().join("keys")).unwrap();
    let first = chest.ring().unwrap().find_current().unwrap().fingerprint.clone();
    assert_eq!(t.app.key_watch.last().unwrap().level, Level::Fine);
    let mut probe = t.visitor();
    assert_eq!(probe.get("/readyz").await.is(200).text(), "ready\n");
    drop(chest);
    t.advance_days(701);
    t.work().await;
    let chest = Chest::open(&t.folder.path().join("keys")).unwrap();
    let ring = chest.ring().unwrap();
    assert_ne!(ring.find_current().unwrap().fingerprint, first);
    assert_eq!(ring.keys[1].state, State::Overlap);
    // A key from elsewhere is its owner's to replace.
    let own = formats::openpgp::SecretKey::make([5; 32], "Own <own@example.com>", t.now(), 60).unwrap();
    chest.import(own.to_armored().unwrap().as_bytes(), 0, t.now()).unwrap();
    drop(chest);
    t.work().await;
    probe.get("/readyz").await.is(200).shows("ready").shows("publication key: expires in 60 days");
    t.advance_days(61);
    t.work().await;
    probe.get("/readyz").await.is(200).shows("publication key: expired");
    // Nothing claims to be signed that is not.
    let metadata = probe.get("/.well-known/csaf/provider-metadata.json").await;
    metadata.is(200).shows("csaf_provider").hides("csaf_trusted_provider");
    probe.get("/.well-known/security.txt").await.is(200).hides("BEGIN PGP");
    let mut manager = t.staff(Role::Manager);
    manager.get("/staff/program").await.is(200).shows("what is published now is not signed");
}

#[tokio::test]
async fn an_installation_that_loses_its_key_gets_a_new_one_and_signs_what_was_published_before() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let folder = t.folder.path().join("keys");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().starts_with("publication") {
            std::fs::remove_file(path).unwrap();
        }
    }
    t.work().await;
    let documents = check_all(&t, &format!("{CSAF}provider-metadata.json")).await;
    assert_eq!(documents.len(), 2);
}

#[tokio::test]
async fn security_txt_is_signed_readable_for_others_and_renewed_long_before_it_ends() {
    let t = public();
    let mut reader = t.visitor();
    let metadata = json(&mut reader, &format!("{BASE}{CSAF}provider-metadata.json")).await;
    let key = keys(&mut reader, &metadata).await.remove(0);
    let expires = |text: &str| -> Timestamp {
        let line = text.lines().find_map(|line| line.strip_prefix("Expires: ")).unwrap();
        line.parse().unwrap()
    };
    let mut last = None;
    for _ in 0..12 {
        let page = reader.get("/.well-known/security.txt").await;
        page.is(200).shows("-----BEGIN PGP SIGNED MESSAGE-----");
        assert_eq!(page.headers["content-type"], "text/plain; charset=utf-8");
        let opened = key.open_cleartext(&page.text(), t.now()).unwrap();
        let canonical = format!("Canonical: {BASE}/.well-known/security.txt");
        assert!(opened.contains(&canonical), "{opened}");
        read_by_another(&page.text(), t.now());
        let ends = expires(&opened);
        let ahead = ends.duration_since(t.now()).as_hours() / 24;
        assert!(ahead > 290 && ahead < 366, "{ahead} days");
        assert!(last.is_none_or(|last| last < ends), "it moves on");
        last = Some(ends);
        t.advance_days(31);
        t.work().await;
    }
}

/// An independent reader of security.txt takes it without a complaint.
fn read_by_another(text: &str, now: Timestamp) {
    let options = sectxtlib::SecurityTxtOptions::new().with_now(now.to_string().parse().unwrap());
    let read = sectxtlib::SecurityTxt::parse_with(text, &options).unwrap();
    assert!(read.is_signed && !read.contact.is_empty() && read.canonical.len() == 1);
    assert_eq!(read.csaf.len(), 2);
}

#[tokio::test]
async fn gpg_and_sha256sum_agree_with_the_published_key_alone() {
    if Process::new("gpg").arg("--version").output().is_err() {
        println!("skipped: there is no gpg on this machine");
        return;
    }
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    publish(&t, &case, "First version.").await;
    let folder = t.folder.path().join("public/current/.well-known/csaf");
    let home = tempfile::tempdir().unwrap();
    let gpg = |arguments: &[&str]| {
        // The clock of this story is set by hand.
        let mut gpg = Process::new("gpg");
        gpg.args(["--batch", "--no-tty", "--faked-system-time", "20261201T000000"]);
        let output = gpg.env("GNUPGHOME", home.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let key = std::fs::read_dir(folder.join("openpgp")).unwrap().map(|entry| entry.unwrap().path());
    let key: Vec<PathBuf> = key.filter(|path| path.extension().is_some_and(|end| end == "asc")).collect();
    assert_eq!(key.len(), 1);
    gpg(&["--import", key[0].to_str().unwrap()]);
    let year = folder.join("white").join(&case.as_str()[4..8]);
    let name = case.as_str().to_lowercase();
    for document in [format!("{name}.json"), format!("{name}-vex.json")] {
        let path = year.join(&document);
        let signature = year.join(format!("{document}.asc"));
        gpg(&["--verify", signature.to_str().unwrap(), path.to_str().unwrap()]);
        for tool in ["sha256", "sha512"] {
            let mut sum = Process::new(format!("{tool}sum"));
            let output = sum.arg("-c").arg(format!("{document}.{tool}")).current_dir(&year).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let text = t.folder.path().join("public/current/.well-known/security.txt");
    gpg(&["--verify", text.to_str().unwrap()]);
}

/// All bytes below a folder.
fn bytes_below(folder: &std::path::Path, all: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all.extend(path.to_string_lossy().as_bytes());
        if path.is_dir() { bytes_below(&path, all) } else { all.extend(std::fs::read(&path).unwrap()) }
    }
}

#[tokio::test]
async fn an_amber_advisory_needs_a_credential_and_leaves_no_trace_elsewhere() {
    let t = public();
    let case = fixed_case(&t, Credit::As { name: "Ada Example".into() });
    let writer = t.actor(Role::Publisher);
    t.perform(&writer, &case, Command::LabelAdvisory { label: Label::Amber });
    publish(&t, &case, "First version.").await;
    let number = case.as_str().to_lowercase();
    let findings = store::reconcile::verify_store(&t.app.store, 0).unwrap();
    assert_eq!(findings.published, Vec::<String>::new());
    let mut everything = Vec::new();
    bytes_below(&t.folder.path().join("public"), &mut everything);
    let public_bytes = String::from_utf8_lossy(&everything).to_lowercase();
    assert!(!public_bytes.contains(&number) && !public_bytes.contains("ada example"));
    let mut reader = t.visitor();
    for path in [
        format!("/advisories/{case}"),
        format!("/advisories/{case}/1"),
        format!("/advisories/{case}/csaf.json"),
    ] {
        reader.get(&path).await.is(404);
    }
    let metadata = json(&mut reader, &format!("{BASE}{CSAF}provider-metadata.json")).await;
    let feeds = metadata["distributions"][0]["rolie"]["feeds"].as_array().unwrap();
    assert_eq!(feeds.iter().map(|feed| text(feed, "/tlp_label")).collect::<Vec<_>>(), ["WHITE", "AMBER"]);
    let token = |label| server::action::readers::make(&t.app, "A CERT", label, None).unwrap();
    let (green, amber, red) = (token(Label::Green), token(Label::Amber), token(Label::Red));
    let year = &case.as_str()[4..8];
    let ends = ["", ".sha256", ".sha512", ".asc"].map(|end| format!("amber/{year}/{number}.json{end}"));
    let others = ["csaf-feed-tlp-amber.json", "category-amber.json", "index.txt", "changes.csv", ""]
        .map(|name| format!("amber/{name}"));
    let folder = format!("amber/{year}/");
    let nothing = reader.get(&format!("{CSAF}amber/nothing-here.json")).await;
    nothing.is(401);
    for path in ends.iter().chain(&others).chain([&folder]) {
        for edition in ["", "v2.1/"] {
            let path = format!("{CSAF}{edition}{path}");
            let refused = reader.get(&path).await;
            assert_eq!((refused.status, &refused.bytes), (nothing.status, &nothing.bytes), "{path}");
            let with = async |reader: &mut Client, header: String| {
                reader.request(Method::GET, &path, &[("authorization", &header)], Body::empty()).await
            };
            with(&mut reader, format!("Bearer {green}")).await.is(401);
            with(&mut reader, "Bearer tellfirst_reader_wrong".to_owned()).await.is(401);
            with(&mut reader, format!("Bearer {red}")).await.is(200);
            let basic = base64::engine::general_purpose::STANDARD.encode(format!("cert:{amber}"));
            let page = with(&mut reader, format!("Basic {basic}")).await;
            if edition.is_empty() || !path.contains("tlp-amber") {
                page.is(200);
            }
            assert_eq!(page.headers["cache-control"], "private, no-store");
            assert!(page.headers.get("access-control-allow-origin").is_none());
        }
    }
    let (path, header) = (format!("{CSAF}amber/nothing-here.json"), format!("Bearer {amber}"));
    let headers = [("authorization", header.as_str())];
    reader.request(Method::GET, &path, &headers, Body::empty()).await.is(404);
    // Opened to everybody, it appears; what was read cannot be taken back.
    t.advance_days(1);
    t.perform(&writer, &case, Command::LabelAdvisory { label: Label::Clear });
    publish(&t, &case, "For everybody now.").await;
    reader.get(&format!("/advisories/{case}")).await.is(200);
    reader.get(&format!("/advisories/{case}/1")).await.is(404);
    reader.get(&format!("/advisories/{case}/2")).await.is(200);
    reader.get(&format!("{CSAF}white/{year}/{number}.json")).await.is(200);
    let narrower = Command::LabelAdvisory { label: Label::Green };
    let refused = server::action::case::perform(&t.app, &writer, &case, narrower);
    assert!(matches!(refused, Err(server::error::Error::Refused(_))));
}

#[tokio::test]
async fn the_label_is_chosen_at_the_desk_and_a_withdrawn_amber_advisory_leaves_no_tombstone() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    let desk = format!("/staff/cases/{case}/advisory");
    let mut writer = t.staff(Role::Publisher);
    writer.get(&desk).await.is(200).shows("Who may read it").shows("TLP:AMBER, organisations that need it");
    writer.send(&format!("{desk}/label"), &[("label", "red")]).await.is(200).shows("The label was saved.");
    writer.post(&format!("{desk}/label"), &[("label", "purple")]).await.is(404);
    publish(&t, &case, "First version.").await;
    writer.get(&desk).await.is(200).shows("Published for a few");
    t.perform(&t.actor(Role::Publisher), &case, Command::RequestRemoval { reason: "Wrong.".into() });
    t.perform(&t.actor(Role::Manager), &case, Command::ApproveRemoval);
    t.work().await;
    let mut reader = t.visitor();
    reader.get(&format!("/advisories/{case}")).await.is(404);
    let mut everything = Vec::new();
    bytes_below(&t.folder.path().join("public"), &mut everything);
    assert!(!String::from_utf8_lossy(&everything).contains(case.as_str()));
}

#[tokio::test]
async fn the_metadata_are_found_under_their_host_without_a_path() {
    let t = public();
    let mut reader = t.visitor();
    let metadata = reader.get(&format!("{CSAF}provider-metadata.json")).await;
    reader.host = "csaf.data.security.linksys.example".into();
    assert_eq!(reader.get("/").await.is(200).bytes, metadata.bytes);
    reader.get("/report").await.is(200);
}

#[tokio::test]
async fn a_crash_before_the_switch_leaves_the_protected_part_as_it_was() {
    let t = public();
    let case = fixed_case(&t, Credit::Anonymous);
    let writer = t.actor(Role::Publisher);
    t.work().await;
    t.perform(&writer, &case, Command::LabelAdvisory { label: Label::Green });
    let text = domain::case::AdvisoryText { title: "T".into(), summary: "S".into(), ..Default::default() };
    t.perform(&writer, &case, Command::EditAdvisory { language: "en".into(), text });
    t.perform(&writer, &case, Command::RequestPublication);
    t.perform(&t.actor(Role::Manager), &case, Command::ApprovePublication { summary: "First.".into() });
    let id = t.app.store.read(|tx| store::cases::find_by_number(tx, case.as_str())).unwrap().unwrap().id;
    server::publish::revision::keep(&t.app, id).unwrap().unwrap();
    drop(server::publish::release::prepare(&t.app).unwrap().unwrap());
    let token = server::action::readers::make(&t.app, "A community", Label::Green, None).unwrap();
    let header = format!("Bearer {token}");
    let headers = [("authorization", header.as_str())];
    let path = format!("{CSAF}green/{}/{}.json", &case.as_str()[4..8], case.as_str().to_lowercase());
    let mut reader = t.visitor();
    reader.request(Method::GET, &path, &headers, Body::empty()).await.is(404);
    reader.get(&format!("{CSAF}provider-metadata.json")).await.is(200).hides("GREEN");
    // The job is still there.
    t.work().await;
    reader.request(Method::GET, &path, &headers, Body::empty()).await.is(200);
    let metadata = reader.get(&format!("{CSAF}provider-metadata.json")).await;
    metadata.is(200).shows("GREEN");
    assert_eq!(reader.get(&format!("{CSAF}v2.0/provider-metadata.json")).await.is(200).bytes, metadata.bytes);
}
