//! The official cases of OASIS, as far as they are at hand, and what the limits promise.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, proptest};
use proptest::strategy::Strategy;
use serde_json::{Value, json};

use super::{Options, Refusal, Severity, validate};
use crate::advisory::sample;
use crate::csaf::build;

fn conformance(folder: &str) -> Option<PathBuf> {
    let path =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/conformance")).join(folder);
    if !path.is_dir() {
        println!("skipped: no conformance data at hand ({folder})");
        return None;
    }
    Some(path)
}

/// What became of the cases of one version.
#[derive(Default)]
struct Tally {
    right: usize,
    not_run: usize,
    wrong: BTreeSet<String>,
    wrong_documents: BTreeSet<String>,
}

fn tally(folder: &str) -> Option<Tally> {
    let root = conformance(folder)?;
    let index: Value = serde_json::from_slice(&std::fs::read(root.join("testcases.json")).unwrap()).unwrap();
    let mut tally = Tally::default();
    for test in index["tests"].as_array().unwrap() {
        let id = test["id"].as_str().unwrap();
        for (group, must_find) in [("failures", true), ("valid", false)] {
            for case in test[group].as_array().into_iter().flatten() {
                judge(&root, id, case, must_find, &mut tally);
            }
        }
    }
    println!(
        "{folder}: {} as expected, {} not run, {} differ {:?}; document verdicts that differ: {:?}",
        tally.right,
        tally.not_run,
        tally.wrong.len(),
        tally.wrong,
        tally.wrong_documents
    );
    Some(tally)
}

fn judge(root: &std::path::Path, id: &str, case: &Value, must_find: bool, tally: &mut Tally) {
    let name = case["name"].as_str().unwrap();
    let report = validate(&std::fs::read(root.join(name)).unwrap(), Options::default()).unwrap();
    let found = report.list_by_test(id).next().is_some();
    let not_run = report.skipped.iter().chain(&report.not_built).any(|test| test == id);
    // A broken schema leaves the test itself without a say; the document is refused all the same.
    let refused = not_run && must_find && report.list_by_test("schema").next().is_some();
    if found == must_find && !not_run || refused {
        tally.right += 1;
    } else if not_run {
        tally.not_run += 1;
    } else {
        tally.wrong.insert(name.to_owned());
    }
    if report.is_valid() != case["valid"].as_bool().unwrap() {
        tally.wrong_documents.insert(name.to_owned());
    }
}

#[test]
fn the_official_cases_of_2_0_get_their_verdicts() {
    let Some(tally) = tally("csaf-2.0") else { return };
    assert_eq!(tally.wrong, BTreeSet::new());
    // The index calls this one valid although it names the same hash algorithm twice (6.1.25).
    let known = ["optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json".to_owned()];
    assert_eq!(tally.wrong_documents, known.into_iter().collect());
    assert!(tally.right >= 145, "{} cases", tally.right);
}

#[test]
fn the_official_cases_of_the_2_1_draft_get_their_verdicts() {
    let Some(tally) = tally("csaf-2.1") else { return };
    assert!(tally.wrong.len() <= 8, "{:?}", tally.wrong);
    assert!(tally.right >= 490, "{} cases", tally.right);
}

#[test]
fn documents_of_real_makers_are_judged_without_a_refusal() {
    let Some(root) = conformance("csaf-real") else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let report = validate(&std::fs::read(&path).unwrap(), Options::default()).unwrap();
            println!("{}: valid {}, {} findings", path.display(), report.is_valid(), report.findings.len());
            count += 1;
        }
    }
    assert!(count > 0);
}

/// A valid document whose relationships form one chain.
fn chained(length: usize) -> Vec<u8> {
    let relationships: Vec<Value> = (1..=length)
        .map(|n| {
            json!({
                "category": "installed_on",
                "full_product_name": {"name": format!("product {n}"), "product_id": format!("P-{n}")},
                "product_reference": "P-base",
                "relates_to_product_reference": format!("P-{}", n - 1),
            })
        })
        .collect();
    let date = "2026-01-01T00:00:00Z";
    let document = json!({
        "document": {
            "category": "csaf_base", "csaf_version": "2.0", "title": "chain",
            "publisher": {"category": "vendor", "name": "x", "namespace": "https://example.com"},
            "tracking": {
                "id": "x", "status": "final", "version": "1", "initial_release_date": date,
                "current_release_date": date,
                "revision_history": [{"date": date, "number": "1", "summary": "first"}],
            },
        },
        "product_tree": {
            "full_product_names": [
                {"name": "base", "product_id": "P-base"}, {"name": "zero", "product_id": "P-0"},
            ],
            "relationships": relationships,
        },
    });
    serde_json::to_vec(&document).unwrap()
}

/// The shortest of three runs: other work on the machine can only lengthen one.
fn time_to_validate(length: usize) -> Duration {
    let bytes = chained(length);
    let run = || {
        let start = Instant::now();
        let report = validate(&bytes, Options::default()).unwrap();
        assert!(report.is_valid(), "{:?}", report.findings.first());
        start.elapsed()
    };
    let took = [run(), run(), run()].into_iter().min().unwrap();
    println!("{length} relationships, {} bytes: {took:?}", bytes.len());
    took
}

#[test]
fn a_long_chain_of_relationships_costs_in_proportion() {
    let (short, long) = (time_to_validate(1000), time_to_validate(8000));
    // Eight times the size; quadratic work would take 64 times as long.
    assert!(long < short * 24, "{short:?} for 1,000, {long:?} for 8,000");
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let options = Options { max_findings_per_test: 3, ..Options::default() };
    let report = validate(&chained(50), options).unwrap();
    assert_eq!(report.list_by_test("6.2.16").count(), 3);
    assert!(report.left_out > 0);
    assert!(report.findings.iter().all(|finding| finding.severity != Severity::Error));
}

#[test]
fn what_is_no_csaf_is_refused_and_not_judged() {
    let options = Options::default();
    assert_eq!(validate(b"{}", options), Err(Refusal::NotCsaf));
    assert_eq!(validate(br#"{"document":{"csaf_version":"1.9"}}"#, options), Err(Refusal::UnknownVersion));
    let empty = validate(br#"{"document":{"csaf_version":"2.0"}}"#, options).unwrap();
    assert!(!empty.is_valid());
}

/// Puts `replacement` in the place of the `nth` value of a document, counted in reading order.
fn replace_nth(value: &mut Value, nth: &mut usize, replacement: &Value) {
    if *nth == 0 {
        *value = replacement.clone();
    }
    *nth = nth.wrapping_sub(1);
    match value {
        Value::Array(list) => list.iter_mut().for_each(|inner| replace_nth(inner, nth, replacement)),
        Value::Object(members) => members.values_mut().for_each(|inner| replace_nth(inner, nth, replacement)),
        _ => {}
    }
}

fn replacements() -> impl Strategy<Value = Value> {
    let long = "x".repeat(5000);
    proptest::sample::select(vec![
        json!(null),
        json!(-1),
        json!(1e308),
        json!(""),
        json!(long),
        json!("2026-13-45T99:99:99Z"),
        json!("999999999999999999999999"),
        json!("vers:intdot/<1|>2|*"),
        json!("CVSS:3.1/AV:X"),
        json!("cpe:2.3:::"),
        json!("\u{0}\u{202E}"),
        json!([]),
        json!({}),
        json!([null, {"a": 1}]),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_document_makes_the_validator_panic(
        places in proptest::collection::vec((0usize..260, replacements()), 1..4),
        version in proptest::sample::select(vec!["2.0", "2.1"]),
    ) {
        let advisory = sample::advisory();
        let mut document = match version {
            "2.0" => build::document(&advisory).unwrap(),
            _ => build::draft_2_1::document(&advisory).unwrap(),
        };
        for (mut nth, replacement) in places {
            replace_nth(&mut document, &mut nth, &replacement);
        }
        let _ = validate(&serde_json::to_vec(&document).unwrap(), Options::default());
    }
}
