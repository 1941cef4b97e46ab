//! The draft check against the labelled drafts beside the project, if they are there.
//!
//! Prints precision, recall and F1 per rule, and asserts the figures that were reached.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what fails here fails the test, and the tables are for people"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use checks::draft::{Facts, Finding, Format, Rule, Severity, check};
use serde_json::Value;

#[derive(Default, Clone, Copy)]
struct Count {
    hit: u32,
    extra: u32,
    missed: u32,
}

impl Count {
    fn ratio(top: u32, bottom: u32) -> f64 {
        if bottom == 0 { 1.0 } else { f64::from(top) / f64::from(bottom) }
    }
    fn precision(self) -> f64 {
        Self::ratio(self.hit, self.hit + self.extra)
    }
    fn recall(self) -> f64 {
        Self::ratio(self.hit, self.hit + self.missed)
    }
    fn f1(self) -> f64 {
        Self::ratio(2 * self.hit, 2 * self.hit + self.extra + self.missed)
    }
}

#[derive(Default)]
struct Tally {
    rules: BTreeMap<String, Count>,
    clean: (u32, u32),
    traps: (u32, u32),
    places: (u32, u32),
}

impl Tally {
    fn total(&self) -> Count {
        self.rules.values().fold(Count::default(), |sum, one| Count {
            hit: sum.hit + one.hit,
            extra: sum.extra + one.extra,
            missed: sum.missed + one.missed,
        })
    }

    fn add(&mut self, record: &Value, findings: &[Finding]) {
        let id = record["id"].as_str().unwrap();
        let expected = record["expected"].as_array().unwrap();
        for finding in findings {
            let name = name(finding.rule);
            let wanted = expected.iter().find(|wanted| wanted["rule"] == name.as_str());
            let count = self.rules.entry(name.clone()).or_default();
            match wanted {
                Some(wanted) => {
                    count.hit += 1;
                    self.place(id, wanted, finding);
                }
                None => {
                    count.extra += 1;
                    println!("extra  {id} {name}: {:?}", finding.place.span.as_ref().map(|span| &span.quote));
                }
            }
        }
        for wanted in expected {
            let rule = wanted["rule"].as_str().unwrap();
            if !findings.iter().any(|finding| name(finding.rule) == rule) {
                self.rules.entry(rule.to_owned()).or_default().missed += 1;
                println!("missed {id} {rule}: {}", wanted["where"]);
            }
        }
        if expected.is_empty() {
            self.clean.1 += 1;
            self.clean.0 += u32::from(findings.iter().all(|finding| finding.severity == Severity::Warning));
        }
        self.traps(id, record, findings);
    }

    fn place(&mut self, id: &str, wanted: &Value, finding: &Finding) {
        let Some(quote) = wanted["where"]["quote"].as_str() else { return };
        let start = usize::try_from(wanted["where"]["offset"].as_u64().unwrap()).unwrap();
        let end = start + quote.chars().count();
        self.places.1 += 1;
        let overlaps =
            finding.place.span.as_ref().is_some_and(|span| {
                span.character < end && start < span.character + span.quote.chars().count()
            });
        self.places.0 += u32::from(overlaps);
        if !overlaps {
            println!("place  {id} {}: {:?} for {quote:?}", wanted["rule"], finding.place.span);
        }
    }

    fn traps(&mut self, id: &str, record: &Value, findings: &[Finding]) {
        let draft = record["draft_text"].as_str().unwrap();
        for trap in record["traps"].as_array().unwrap() {
            let quote = trap["quote"].as_str().unwrap();
            let start = draft.find(quote).unwrap_or(0);
            let wanted =
                record["expected"].as_array().unwrap().iter().any(|wanted| wanted["rule"] == trap["rule"]);
            let sprung = findings.iter().any(|finding| {
                trap["rule"] == name(finding.rule).as_str()
                    && match &finding.place.span {
                        None => !wanted,
                        Some(span) => span.byte < start + quote.len() && start < span.byte + span.quote.len(),
                    }
            });
            self.traps.1 += 1;
            self.traps.0 += u32::from(!sprung);
            if sprung {
                println!("trap   {id} {}: {quote:?}", trap["rule"]);
            }
        }
    }

    fn print(&self) {
        println!(
            "{:<26} {:>4} {:>5} {:>6}  {:>5} {:>5} {:>5}",
            "rule", "hit", "extra", "missed", "P", "R", "F1"
        );
        for (rule, count) in
            self.rules.iter().map(|(rule, count)| (rule.as_str(), *count)).chain([("all", self.total())])
        {
            println!(
                "{rule:<26} {:>4} {:>5} {:>6}  {:>5.2} {:>5.2} {:>5.2}",
                count.hit,
                count.extra,
                count.missed,
                count.precision(),
                count.recall(),
                count.f1()
            );
        }
        println!(
            "clean {}/{}, traps {}/{}, places {}/{}",
            self.clean.0, self.clean.1, self.traps.0, self.traps.1, self.places.0, self.places.1
        );
    }
}

fn name(rule: Rule) -> String {
    serde_json::to_value(rule).unwrap().as_str().unwrap().to_owned()
}

fn share((part, whole): (u32, u32)) -> f64 {
    Count::ratio(part, whole)
}

fn records(file: &str) -> Option<Vec<Value>> {
    let path =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/disclosure-drafts"))
            .join(file);
    let text = std::fs::read_to_string(path).ok()?;
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The worked examples count as drafts like the others.
fn records_of_examples() -> Vec<Value> {
    records("examples.jsonl").unwrap_or_default()
}

#[test]
fn the_labelled_drafts_are_judged_as_their_labels_say() {
    let Some(records) = records("shared.jsonl") else {
        println!("skipped: the corpus of disclosure drafts is not beside the project");
        return;
    };
    let mut tally = Tally::default();
    let examples = records_of_examples();
    for record in records.iter().chain(&examples) {
        let draft = record["draft_text"].as_str().unwrap();
        let facts = Facts::from_json(&record.to_string()).unwrap();
        let format = Format::from_name(record["format"].as_str().unwrap()).unwrap();
        let report = check(draft, format, &facts).unwrap();
        assert!(report.notice.is_none(), "{} is English", record["id"]);
        for finding in &report.findings {
            if let Some(span) = &finding.place.span {
                assert!(draft[span.byte..].starts_with(&span.quote), "{} has its place", record["id"]);
                assert_eq!(draft[..span.byte].chars().count(), span.character);
            }
        }
        tally.add(record, &report.findings);
    }
    tally.print();
    assert!(tally.total().f1() >= 0.95, "F1 {}", tally.total().f1());
    assert!(tally.rules["embargoed-product"].recall() >= 1.0, "a leak was missed");
    assert!(share(tally.clean) >= 0.95, "clean drafts stay clean");
    assert!(share(tally.traps) >= 0.95, "traps stay silent");
    assert!(share(tally.places) >= 0.95, "places overlap");
}

#[test]
fn the_format_of_a_draft_is_guessed_from_its_text() {
    let Some(records) = records("shared.jsonl") else {
        println!("skipped: the corpus of disclosure drafts is not beside the project");
        return;
    };
    let wrong: Vec<&str> = records
        .iter()
        .filter(|record| {
            let format = Format::from_name(record["format"].as_str().unwrap());
            Some(Format::guess(record["draft_text"].as_str().unwrap(), None)) != format
        })
        .map(|record| record["id"].as_str().unwrap())
        .collect();
    println!("guessed otherwise: {wrong:?}");
    assert!(wrong.len() * 10 <= records.len(), "{wrong:?}");
}
