//! The advice against the labelled sets of messages and reports, when they are at hand: a printed table, with
//! thresholds that are really reached.

#![expect(clippy::unwrap_used, reason = "a broken program or set should stop the test")]

#[path = "sample/program.rs"]
mod program;

use std::collections::{BTreeMap, HashMap};

use checks::triage::{Label, Message, ReportText, advise, route};
use serde_json::Value;

#[expect(clippy::print_stdout, reason = "a helper of the tests below")]
fn read_corpus(path: &str) -> Option<Vec<Value>> {
    let path = format!("{}/../../../shared/corpus/{path}", env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no labelled set at {path}");
        return None;
    };
    Some(text.lines().map(|l| serde_json::from_str(l).unwrap()).collect())
}

fn field(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn ratio(part: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { part as f64 / all as f64 }
}

#[test]
fn messages_are_routed_as_labelled_and_reports_in_scope_are_not_deflected() {
    let Some(lines) = read_corpus("intake/shared.jsonl") else { return };
    let knowledge = program::knowledge();
    let mut table: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut right, mut right_reason, mut reasons, mut deflected, mut in_scope) = (0, 0, 0, 0, 0);
    let mut bins = [(0_usize, 0_usize, 0.0_f64); 5];
    for line in &lines {
        let advice = route(&Message::new(&field(line, "subject"), &field(line, "text")), &knowledge);
        let label = field(line, "label");
        let hit = advice.label.as_str() == label;
        if !hit {
            println!(
                "shared: {label} -> {} ({:.2}): {} {}",
                advice.label.as_str(),
                advice.confidence,
                field(line, "subject"),
                field(line, "text")
            );
        }
        right += usize::from(hit);
        let row = table.entry(label.clone()).or_default();
        row.0 += usize::from(hit);
        row.1 += 1;
        if label == "in_scope" {
            in_scope += 1;
            deflected += usize::from(advice.label != Label::InScope);
        } else if hit && !field(line, "reason").is_empty() {
            reasons += 1;
            right_reason +=
                usize::from(advice.reason.map(|r| r.as_str()) == Some(field(line, "reason").as_str()));
        }
        let bin = [0.4, 0.55, 0.7, 0.85].iter().filter(|edge| advice.confidence >= **edge).count();
        bins[bin].0 += usize::from(hit);
        bins[bin].1 += 1;
        bins[bin].2 += advice.confidence;
    }
    println!("label            right   of");
    for (label, (hit, all)) in &table {
        println!("{label:16} {hit:5} {all:4}");
    }
    println!("accuracy {:.3}, reasons {:.3}", ratio(right, lines.len()), ratio(right_reason, reasons));
    println!("in scope but advised elsewhere: {deflected} of {in_scope}");
    for (hit, all, sum) in bins.iter().filter(|b| b.1 > 0) {
        println!("stated {:.2}, right {:.2} ({all} messages)", sum / *all as f64, ratio(*hit, *all));
    }
    assert!(ratio(right, lines.len()) >= 0.95);
    assert!(ratio(right_reason, reasons) >= 0.93);
    assert!(ratio(deflected, in_scope) <= 0.02);
}

#[test]
fn reports_of_one_flaw_find_each_other_and_near_misses_stay_apart() {
    let Some(lines) = read_corpus("duplicates/shared.jsonl") else { return };
    let reports: Vec<ReportText> = lines
        .iter()
        .map(|l| ReportText {
            title: field(l, "title"),
            body: field(l, "body"),
            brand: field(l, "brand"),
            model: field(l, "model"),
            firmware: field(l, "firmware"),
            cwe: field(l, "cwe"),
        })
        .collect();
    let clusters: Vec<String> = lines.iter().map(|l| field(l, "cluster")).collect();
    let advice = advise(&reports, &program::knowledge());
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let (mut with_earlier, mut first, mut within_five) = (0, 0, 0);
    let (mut said, mut said_right, mut pairs, mut pairs_said) = (0, 0, 0, 0);
    let (mut top_said, mut top_right) = (0, 0);
    for (number, own) in advice.iter().enumerate() {
        let cluster = clusters[number].as_str();
        let same = |d: &checks::triage::Duplicate| clusters[d.report] == cluster;
        let earlier = *seen.get(cluster).unwrap_or(&0);
        if earlier > 0 {
            with_earlier += 1;
            first += usize::from(own.duplicates.first().is_some_and(same));
            within_five += usize::from(own.duplicates.iter().take(5).any(same));
        }
        pairs += earlier;
        let strong: Vec<_> = own.duplicates.iter().filter(|d| d.score >= 0.5).collect();
        said += strong.len();
        said_right += strong.iter().filter(|d| same(d)).count();
        pairs_said += strong.iter().filter(|d| same(d)).count();
        if let Some(top) = strong.first() {
            top_said += 1;
            top_right += usize::from(same(top));
        }
        *seen.entry(cluster).or_default() += 1;
    }
    println!("reports with an earlier one of their cluster: {with_earlier}");
    println!("recall at 1 {:.3}, at 5 {:.3}", ratio(first, with_earlier), ratio(within_five, with_earlier));
    println!(
        "'the same' by pairs:   precision {:.3}, recall {:.3}",
        ratio(said_right, said),
        ratio(pairs_said, pairs)
    );
    println!(
        "'the same' by reports: precision {:.3}, recall {:.3}",
        ratio(top_right, top_said),
        ratio(top_right, with_earlier)
    );
    assert!(ratio(first, with_earlier) >= 0.95);
    assert!(ratio(within_five, with_earlier) >= 0.98);
    assert!(ratio(said_right, said) >= 0.90 && ratio(pairs_said, pairs) >= 0.80);
    assert!(ratio(top_right, top_said) >= 0.92);
    assert!(ratio(top_right, with_earlier) >= 0.85);
}
