//! The draft check against labelled drafts: precision, recall and F1 over pairs of draft and rule, places, traps,
//! drafts that are right, and the recall of what must never be missed.

use checks::draft::{Facts, Finding, Format, Severity, check};
use serde_json::Value;

use super::field;
use super::measure::{Labels, Share, Tally, f1_interval};
use crate::shell::{Failure, Result};

#[derive(Default)]
struct Outcome {
    rules: Labels,
    samples: Vec<Tally>,
    places: Share,
    traps: Share,
    clean: Share,
    blockers: Share,
    refused: usize,
}

/// Checks every line, prints misses and measures.
///
/// # Errors
/// When a line has facts that the check cannot read.
pub fn run(lines: &[Value]) -> Result {
    let mut outcome = Outcome::default();
    for line in lines {
        let id = field(line, "id");
        let facts = Facts::from_json(&line.to_string()).map_err(|error| Failure(format!("{id}: {error}")))?;
        let draft = field(line, "draft_text");
        let format = Format::from_name(field(line, "format")).unwrap_or_else(|| Format::guess(draft, None));
        match check(draft, format, &facts) {
            Ok(report) => outcome.count(line, &report.findings),
            Err(refusal) => {
                println!("refused {id}: {refusal}");
                outcome.refused += 1;
                outcome.count(line, &[]);
            }
        }
    }
    outcome.print();
    Ok(())
}

fn list<'l>(line: &'l Value, name: &str) -> &'l [Value] {
    line.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

impl Outcome {
    fn count(&mut self, line: &Value, findings: &[Finding]) {
        let id = field(line, "id");
        let expected = list(line, "expected");
        let mut sample = Tally::default();
        for finding in findings {
            let name = finding.rule.name();
            match expected.iter().find(|wanted| field(wanted, "rule") == name) {
                Some(wanted) => {
                    sample.hits += 1;
                    self.rules.of(name).hits += 1;
                    self.place(id, wanted, finding);
                }
                None => {
                    sample.false_alarms += 1;
                    self.rules.of(name).false_alarms += 1;
                    println!("extra  {id} {name}: {:?}", words(finding));
                }
            }
        }
        for wanted in expected {
            let name = field(wanted, "rule");
            let is_found = findings.iter().any(|finding| finding.rule.name() == name);
            if !is_found {
                sample.missed += 1;
                self.rules.of(name).missed += 1;
                println!("missed {id} {name}: {}", wanted.get("where").unwrap_or(&Value::Null));
            }
            if field(wanted, "severity") == "blocker" {
                self.blockers.count(is_found);
            }
        }
        self.samples.push(sample);
        if expected.is_empty() {
            self.clean.count(findings.iter().all(|finding| finding.severity == Severity::Warning));
        }
        self.traps(line, findings);
    }

    /// A place is right when it shares a character with the labelled words.
    fn place(&mut self, id: &str, wanted: &Value, finding: &Finding) {
        let Some(place) = wanted.get("where") else { return };
        let quote = field(place, "quote");
        let offset =
            place.get("offset").and_then(Value::as_u64).and_then(|offset| usize::try_from(offset).ok());
        let (false, Some(start)) = (quote.is_empty(), offset) else { return };
        let end = start + quote.chars().count();
        let is_right =
            finding.place.span.as_ref().is_some_and(|span| {
                span.character < end && start < span.character + span.quote.chars().count()
            });
        self.places.count(is_right);
        if !is_right {
            println!("place  {id} {}: {:?} instead of {quote:?}", finding.rule.name(), words(finding));
        }
    }

    /// A trap is sprung by a finding of its rule that touches it, or that has no place and is not expected.
    fn traps(&mut self, line: &Value, findings: &[Finding]) {
        let draft = field(line, "draft_text");
        for trap in list(line, "traps") {
            let (rule, quote) = (field(trap, "rule"), field(trap, "quote"));
            let start = draft.find(quote).unwrap_or(0);
            let is_expected = list(line, "expected").iter().any(|wanted| field(wanted, "rule") == rule);
            let sprung = findings.iter().filter(|finding| finding.rule.name() == rule).any(|finding| {
                finding.place.span.as_ref().map_or(!is_expected, |span| {
                    span.byte < start + quote.len() && start < span.byte + span.quote.len()
                })
            });
            self.traps.count(!sprung);
            if sprung {
                println!("trap   {} {rule}: {quote:?} ({})", field(line, "id"), field(trap, "why"));
            }
        }
    }

    fn print(&self) {
        let (f1, low, high) = f1_interval(&self.samples);
        println!("\nF1 over pairs of draft and rule              {f1:.3} [{low:.3}, {high:.3}]");
        println!("blockers found                               {}", self.blockers);
        println!("right drafts without error or blocker        {}", self.clean);
        println!("traps silent                                 {}", self.traps);
        println!("places that touch the labelled words         {}", self.places);
        if self.refused > 0 {
            println!("refused drafts                               {}", self.refused);
        }
        self.rules.print("rule");
    }
}

fn words(finding: &Finding) -> &str {
    finding.place.span.as_ref().map_or("", |span| span.quote.as_str())
}
