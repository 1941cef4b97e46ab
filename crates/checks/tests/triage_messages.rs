//! Routing against tables of messages in eight languages, written before the rules that were tuned on them.
//!
//! A table is one line per message: label, reason (may be empty), subject (may be empty), text, between tabs. The
//! first run of a new table, before any rule changes, is the honest figure; it stands beside the table's name.

use checks::triage::{Knowledge, Label, Message, route};

struct Row {
    label: &'static str,
    reason: &'static str,
    subject: &'static str,
    text: &'static str,
}

fn rows(table: &'static str) -> Vec<Row> {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        Row { label: next(), reason: next(), subject: next(), text: next() }
    };
    table.lines().map(row).collect()
}

/// How often the label and the reason were right.
struct Outcome {
    accuracy: f64,
    reasons: f64,
    deflected: usize,
}

fn run(name: &str, table: &'static str) -> Outcome {
    let knowledge = Knowledge::built_in();
    let rows = rows(table);
    let (mut right, mut right_reason, mut reasons, mut deflected) = (0, 0, 0, 0);
    for row in &rows {
        let advice = route(&Message::new(row.subject, row.text), &knowledge);
        let reason = advice.reason.map_or("", |r| r.as_str());
        if advice.label.as_str() != row.label {
            deflected += usize::from(row.label == Label::InScope.as_str());
            println!(
                "{name}: {}/{} -> {}/{reason} ({:.2}): {} | {} {:?}",
                row.label,
                row.reason,
                advice.label.as_str(),
                advice.confidence,
                row.subject,
                row.text,
                advice.why.iter().map(|e| e.words.as_str()).collect::<Vec<_>>()
            );
            continue;
        }
        right += 1;
        if !row.reason.is_empty() {
            reasons += 1;
            right_reason += usize::from(row.reason == reason);
        }
    }
    let ratio = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    let outcome =
        Outcome { accuracy: ratio(right, rows.len()), reasons: ratio(right_reason, reasons), deflected };
    println!(
        "{name}: {} messages, accuracy {:.3}, reasons {:.3}, in scope advised elsewhere {deflected}",
        rows.len(),
        outcome.accuracy,
        outcome.reasons
    );
    outcome
}

#[test]
fn the_first_table_is_routed_right() {
    let outcome = run("first", include_str!("triage_messages/first.tsv"));
    assert!(outcome.accuracy >= 0.95 && outcome.reasons >= 0.9 && outcome.deflected == 0);
}

#[test]
fn the_second_table_is_routed_right() {
    // On the first run 0.85.
    let outcome = run("second", include_str!("triage_messages/second.tsv"));
    assert!(outcome.accuracy >= 0.95 && outcome.reasons >= 0.9 && outcome.deflected == 0);
}

#[test]
fn the_third_table_is_routed_right() {
    let outcome = run("third", include_str!("triage_messages/third.tsv"));
    assert!(outcome.accuracy >= 0.90 && outcome.reasons >= 0.85 && outcome.deflected == 0);
}

#[test]
fn the_fourth_table_is_routed_right() {
    let outcome = run("fourth", include_str!("triage_messages/fourth.tsv"));
    assert!(outcome.accuracy >= 0.90 && outcome.reasons >= 0.85 && outcome.deflected == 0);
}

#[test]
fn the_fifth_table_is_routed_right() {
    let outcome = run("fifth", include_str!("triage_messages/fifth.tsv"));
    assert!(outcome.accuracy >= 0.90 && outcome.reasons >= 0.85 && outcome.deflected == 0);
}

#[test]
fn the_sixth_table_is_routed_right() {
    let outcome = run("sixth", include_str!("triage_messages/sixth.tsv"));
    assert!(outcome.accuracy >= 0.80 && outcome.reasons >= 0.80 && outcome.deflected <= 1);
}
