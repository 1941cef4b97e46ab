//! The schema, the round trip and the builder: small tables of our own, and the shared set where it is at hand.

use std::path::Path;

use serde_json::{Value, json};

use super::build::{self, End, NotPossible, Order, Place, Span};
use super::{Record, check, check_value};
use crate::advisory::sample;
use crate::finding;
use crate::schema_gate::Formats;

fn record() -> Value {
    json!({
        "schema_version": "1.7.5", "id": "CVE-2026-10042", "modified": "2026-02-12T15:00:00Z",
        "aliases": null, "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "affected": [{
            "package": {"ecosystem": "Debian:12", "name": "setup", "purl": "pkg:deb/debian/setup", "own": 1},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}],
            "ecosystem_specific": {"urgency": null}
        }],
        "references": null, "credits": [{"name": "Ada Example", "type": "FINDER"}]
    })
}

fn changed(pointer: &str, value: Value) -> Value {
    let mut record = record();
    *record.pointer_mut(pointer).unwrap() = value;
    record
}

#[test]
fn a_record_comes_back_the_same_with_null_and_unknown_members() {
    assert_eq!(check_value(&record(), Formats::Checked), []);
    assert_eq!(serde_json::to_value(Record::from_value(&record()).unwrap()).unwrap(), record());
}

#[test]
fn what_breaks_the_schema_is_refused() {
    for value in [
        changed("/id", json!("LNK-2026-1")),
        changed("/modified", json!("2026-02-12T15:00:00+01:00")),
        changed("/affected/0/package/ecosystem", json!("Linksys")),
        changed("/affected/0/ranges/0/events", json!([{"fixed": "2.0"}])),
        changed(
            "/affected/0/ranges/0/events",
            json!([{"introduced": "0"}, {"fixed": "2.0"}, {"last_affected": "1"}]),
        ),
        changed("/affected/0/ranges/0", json!({"type": "GIT", "events": [{"introduced": "0"}]})),
        changed(
            "/affected/0/ranges/0",
            json!({"type": "GIT", "repo": "https://e.example/x", "events": [{"introduced": "abc"}]}),
        ),
        changed("/credits", json!([{}])),
    ] {
        assert!(!finding::are_valid(&check_value(&value, Formats::Ignored)), "{value}");
    }
    assert!(check(br#"{"id": "CVE-1", "id": "CVE-2"}"#).is_err());
}

#[test]
fn the_linters_rules_are_named() {
    for (rule, value) in [
        (
            "event-twice",
            changed("/affected/0/ranges/0/events", json!([{"introduced": "0"}, {"introduced": "0"}])),
        ),
        ("package-missing", changed("/affected/0", json!({"versions": ["1"]}))),
        ("package-purl", changed("/affected/0/package/purl", json!("pkg:deb/debian/setup@1"))),
        ("alias-of-itself", changed("/aliases", json!(["CVE-2026-10042"]))),
    ] {
        let found = check_value(&value, Formats::Ignored);
        assert!(found.iter().any(|f| f.rule == rule), "{rule}: {found:?}");
    }
}

fn span(end: End) -> Span {
    Span { introduced: "0".to_owned(), end }
}

#[test]
fn a_record_is_built_for_packages_and_repositories_alone() {
    let advisory = sample::advisory();
    assert_eq!(build::record(&advisory, 0, &[]), Err(NotPossible::NoPlace));
    let package = |ecosystem: &str| Place::Package {
        ecosystem: ecosystem.to_owned(),
        name: "@linksys/app".to_owned(),
        purl: Some("pkg:npm/%40linksys/app@1.0".to_owned()),
        order: Order::Semver,
        span: span(End::Fixed("2.0.6".to_owned())),
    };
    let unknown = build::record(&advisory, 0, &[package("Firmware")]);
    assert_eq!(unknown, Err(NotPossible::UnknownEcosystem("Firmware".to_owned())));
    let repository = |commit: &str| Place::Repository {
        url: "https://git.example.com/re7000.git".to_owned(),
        span: span(End::Fixed(commit.to_owned())),
    };
    assert_eq!(
        build::record(&advisory, 0, &[repository("main")]),
        Err(NotPossible::NoCommit("main".to_owned()))
    );
    let record = build::record(&advisory, 0, &[package("npm"), repository(&"ab".repeat(20))]).unwrap();
    assert_eq!(record["id"], "CVE-2026-10042");
    assert_eq!(record["affected"][0]["package"]["purl"], "pkg:npm/%40linksys/app");
    assert_eq!(record["affected"][1]["ranges"][0]["events"][1]["fixed"], "ab".repeat(20));
    assert_eq!(record["severity"][0]["type"], "CVSS_V4");
    let mut unnumbered = advisory;
    unnumbered.vulnerabilities[0].cve = None;
    let record = build::record(&unnumbered, 0, &[package("npm")]).unwrap();
    assert_eq!(record["id"], "x_LNK-2026-0042-1");
}

#[test]
fn the_shared_records_come_out_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/osv");
    if !root.is_dir() {
        println!("skipped: {} is not there", root.display());
        return;
    }
    let index: Value = serde_json::from_slice(&std::fs::read(root.join("index.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for case in index["cases"].as_array().unwrap() {
        let file = case["file"].as_str().unwrap();
        let bytes = std::fs::read(root.join(file)).unwrap();
        let found = check(&bytes).unwrap();
        if finding::are_valid(&found) != case["valid"].as_bool().unwrap() {
            wrong.push(format!("{file}: {found:?}"));
        } else if finding::are_valid(&found) {
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(serde_json::to_value(Record::from_value(&value).unwrap()).unwrap(), value, "{file}");
            // Whether a package exists in its ecosystem is for a linter with a network.
            let offline = case["linter"].as_str().is_some_and(|words| words.contains("events"));
            assert!(!offline || !found.is_empty(), "{file}: {}", case["linter"]);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
