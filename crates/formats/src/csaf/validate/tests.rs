//! The official cases of OASIS, as far as they are at hand, and what the limits promise.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, proptest};
use proptest::strategy::Strategy;
use serde_json::{Value, json};

use super::{Options, Outside, Refusal, Severity, validate, validate_with};
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

/// A world of one web server on this machine, which plays every host but those below `invalid` (RFC 6761), and of a
/// dictionary that holds the words of a few sentences.
struct Laboratory {
    port: u16,
}

impl Laboratory {
    fn open() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 1024];
                let length = std::io::Read::read(&mut stream, &mut request).unwrap();
                let is_missing = request[..length].windows(13).any(|window| window == b"not-available");
                let status = if is_missing { "404 Not Found" } else { "204 No Content" };
                let answer = format!("HTTP/1.1 {status}\r\nConnection: close\r\n\r\n");
                let _ = std::io::Write::write_all(&mut stream, answer.as_bytes());
            }
        });
        Self { port }
    }
}

impl Outside for Laboratory {
    fn may_ask(&self) -> bool {
        true
    }

    fn resolves(&self, address: &str) -> Option<bool> {
        let url = url::Url::parse(address).unwrap();
        if url.host_str().unwrap().ends_with("invalid") {
            return Some(false);
        }
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let request = format!("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", url.path());
        std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
        let status: u16 = answer.split(' ').nth(1).unwrap().parse().unwrap();
        Some((200..400).contains(&status))
    }

    fn has_dictionaries(&self) -> bool {
        true
    }

    fn misspelled(&self, language: &str, texts: &[&str]) -> Option<Vec<Vec<String>>> {
        let known = "security researchers found multiple vulnerabilities in informative test spell check valid failing \
                     example initial version product";
        let is_known = |word: &str| {
            word.chars().all(char::is_uppercase)
                || known.split_whitespace().any(|known| known.eq_ignore_ascii_case(word))
        };
        let words = |text: &&str| {
            let words =
                text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && !is_known(word));
            words.map(str::to_owned).collect()
        };
        (language == "en").then(|| texts.iter().map(words).collect())
    }
}

/// What became of the cases of one version.
#[derive(Default)]
struct Tally {
    right: usize,
    not_run: usize,
    tests_not_run: BTreeSet<String>,
    wrong: BTreeSet<String>,
    wrong_documents: BTreeSet<String>,
}

fn tally(folder: &str) -> Option<Tally> {
    let root = conformance(folder)?;
    let index: Value = serde_json::from_slice(&std::fs::read(root.join("testcases.json")).unwrap()).unwrap();
    let mut tally = Tally::default();
    let laboratory = Laboratory::open();
    for test in index["tests"].as_array().unwrap() {
        let id = test["id"].as_str().unwrap();
        for (group, must_find) in [("failures", true), ("valid", false)] {
            for case in test[group].as_array().into_iter().flatten() {
                judge(
                    &laboratory,
                    &root.join(case["name"].as_str().unwrap()),
                    (id, case, must_find),
                    &mut tally,
                );
            }
        }
    }
    println!(
        "conformance: {folder}: {} as expected, {} not run {:?}, {} differ {:?}; {} verdicts on whole documents differ",
        tally.right,
        tally.not_run,
        tally.tests_not_run,
        tally.wrong.len(),
        tally.wrong,
        tally.wrong_documents.len()
    );
    println!("{:#?}", tally.wrong_documents);
    Some(tally)
}

fn judge(laboratory: &Laboratory, path: &std::path::Path, case: (&str, &Value, bool), tally: &mut Tally) {
    let (id, case, must_find) = case;
    let name = case["name"].as_str().unwrap();
    let report = validate_with(&std::fs::read(path).unwrap(), Options::default(), laboratory).unwrap();
    let found = report.list_by_test(id).next().is_some();
    let not_run = report.skipped.iter().chain(&report.not_built).any(|test| test == id);
    // A broken schema leaves the test itself without a say; the document is refused all the same.
    let refused = not_run && must_find && report.list_by_test("schema").next().is_some();
    if found == must_find && !not_run || refused {
        tally.right += 1;
    } else if not_run {
        tally.not_run += 1;
        tally.tests_not_run.insert(name.to_owned());
    } else {
        tally.wrong.insert(name.to_owned());
    }
    if report.is_valid() != case["valid"].as_bool().unwrap() {
        let errors = report.findings.iter().filter(|found| found.severity == Severity::Error);
        let why: Vec<String> = errors
            .map(|found| format!("{} {} {:.80}", found.test, found.pointer, found.message))
            .take(2)
            .collect();
        println!("verdict {name}: {why:?}, {} skipped", report.skipped.len());
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
    assert_eq!(tally.not_run, 0);
}

/// Cases of the 2.1 draft that get another verdict, each for a reason told in `docs/conformance.md`.
const DIFFERENT_IN_2_1: [&str; 2] = [
    // Names version 3.0.1 of a decision point whose latest is 2.0.0.
    "mandatory/oasis_csaf_tc-csaf_2_1-2024-6-1-48-16.json",
    // `vers:/all` names no type.
    "mandatory/oasis_csaf_tc-csaf_2_1-2024-6-1-50-14.json",
];

/// Cases whose test is not run: no grammar is checked, and involvements have moved since the case was written.
const NOT_RUN_IN_2_1: [&str; 4] = [
    "informative/oasis_csaf_tc-csaf_2_1-2024-6-3-16-01.json",
    "informative/oasis_csaf_tc-csaf_2_1-2024-6-3-16-11.json",
    "mandatory/oasis_csaf_tc-csaf_2_1-2024-6-1-04-12.json",
    "mandatory/oasis_csaf_tc-csaf_2_1-2024-6-1-24-12.json",
];

#[test]
fn the_official_cases_of_the_2_1_draft_get_their_verdicts() {
    let Some(tally) = tally("csaf-2.1") else { return };
    assert_eq!(tally.wrong, DIFFERENT_IN_2_1.map(str::to_owned).into());
    assert_eq!(tally.tests_not_run, NOT_RUN_IN_2_1.map(str::to_owned).into());
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
