//! The schema, the text's own rules and the builder: tables of our own, and the shared set where it is at hand.

use std::path::Path;

use serde_json::{Value, json};

use super::{Document, build, check, check_value};
use crate::advisory::{AffectedVersions, SkuStatus, sample};
use crate::finding;
use crate::schema_gate::Formats;

const ADDRESS: &str = "https://security.example.com/advisories/LNK-2026-0042/2/openvex.json";

fn document() -> Value {
    json!({
        "@context": "https://openvex.dev/ns/v0.2.0", "@id": ADDRESS, "author": "Maker",
        "timestamp": "2026-02-12T15:00:00Z", "version": 1,
        "statements": [{
            "vulnerability": {"name": "CVE-2026-10042"},
            "products": [{"@id": "pkg:generic/linksys/re7000"}],
            "status": "not_affected", "justification": "component_not_present"
        }]
    })
}

fn changed(pointer: &str, value: Value) -> Value {
    let mut document = document();
    *document.pointer_mut(pointer).unwrap() = value;
    document
}

#[test]
fn a_document_comes_back_the_same() {
    assert_eq!(check_value(&document(), Formats::Checked), []);
    assert_eq!(serde_json::to_value(Document::from_value(&document()).unwrap()).unwrap(), document());
}

#[test]
fn schema_and_text_refuse_what_is_wrong() {
    let statement = |status: &str| json!([{"vulnerability": {"name": "x"}, "products": [{"@id": "pkg:generic/x"}], "status": status}]);
    for (rule, value) in [
        ("schema", changed("/version", json!(0))),
        ("schema", changed("/statements", statement("affected"))),
        ("schema", changed("/statements", statement("not_affected"))),
        ("schema", changed("/statements/0/justification", json!("because"))),
        ("schema", changed("/statements/0/products", json!(["pkg:generic/x"]))),
        ("text-products", changed("/statements/0/products", json!([]))),
        ("text-context", changed("/@context", json!("https://openvex.dev/ns"))),
        ("purl", changed("/statements/0/products/0/@id", json!("pkg:nothing"))),
    ] {
        let found = check_value(&value, Formats::Ignored);
        assert!(found.iter().any(|f| f.rule == rule), "{rule}: {found:?}");
        assert_eq!(finding::are_valid(&found), rule == "purl", "{rule}");
    }
    assert!(check(br#"{"author": "a", "author": "b"}"#).is_err());
}

#[test]
fn an_advisory_becomes_a_statement_for_each_status() {
    let mut advisory = sample::advisory();
    let ids: Vec<_> = advisory.skus.iter().map(|sku| sku.id.clone()).collect();
    let document = build::document(&advisory, ADDRESS).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
    let statuses = &mut advisory.vulnerabilities[0].statuses;
    statuses.insert(ids[0].clone(), SkuStatus::UnderInvestigation);
    let versions = AffectedVersions::Between("1.0 beta".to_owned(), "2".to_owned());
    statuses
        .insert(ids[1].clone(), SkuStatus::Affected { versions, mitigation: "Turn *it* off.".to_owned() });
    let document = build::document(&advisory, ADDRESS).unwrap();
    let said: Vec<&str> =
        document["statements"].as_array().unwrap().iter().map(|s| s["status"].as_str().unwrap()).collect();
    assert_eq!(said, ["not_affected", "affected", "under_investigation"]);
    assert_eq!(document["statements"][1]["action_statement"], "A fix is in preparation. Turn it off.");
    advisory.vulnerabilities.clear();
    assert_eq!(build::document(&advisory, ADDRESS), Err(build::NotPossible::NoStatement));
}

#[test]
fn the_shared_documents_come_out_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/openvex");
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
        let by_schema = !found.iter().any(|finding| finding.rule == "schema");
        // Mutants are judged by the schema alone; only the rules written by hand are judged by the text as well.
        let is_rule = case.get("valid_by_schema").is_some();
        let expected = case["valid_by_schema"].as_bool().or(case["valid"].as_bool()).unwrap();
        if by_schema != expected
            || (is_rule && finding::are_valid(&found) != case["valid"].as_bool().unwrap())
        {
            wrong.push(format!("{file}: {found:?}"));
        } else if by_schema {
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(serde_json::to_value(Document::from_value(&value).unwrap()).unwrap(), value, "{file}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
