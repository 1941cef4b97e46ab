//! `cargo xtask fit intake FILE...`: the weights of the routing advice from labelled messages.
//!
//! A softmax regression over the measures of a message. What it is worth is measured on parts of the messages that
//! it did not see; on those scores the spread (the temperature) is fitted, so that stated confidence is met, and the
//! least probability from which a report is taken as in scope, so that hardly one is advised elsewhere.

use checks::triage::routing::{LABELS, MEASURES, measure_names, measures};
use checks::triage::{Knowledge, Label, Message};
use serde_json::Value;

use super::field;
use super::logistic::{Model, Row, fit};
use super::measure::{Reliability, Share};

/// Parts that are left out in turn.
const FOLDS: usize = 8;
const PENALTIES: [f64; 4] = [2.0, 4.0, 8.0, 16.0];
/// How many of the reports in scope may be advised elsewhere.
const COSTLY: f64 = 0.015;

struct Example {
    row: Row,
    fold: usize,
    file: usize,
    is_fresh: bool,
}

/// Fits the weights and prints them as they stand in the code. The spread and the bar are fitted on the files from
/// `fresh` on: those that nobody looked at while the sums were written.
pub fn run(files: &[Vec<Value>], fresh: usize, knowledge: &Knowledge) {
    let examples: Vec<Example> =
        files.iter().enumerate().flat_map(|(n, lines)| examples_of(n, lines, fresh, knowledge)).collect();
    println!("{} messages in {} files", examples.len(), files.len());
    let mut best: Option<(f64, f64, Vec<Vec<f64>>)> = None;
    for penalty in PENALTIES {
        let scores = cross_validated(&examples, penalty);
        let (temperature, loss) = temperature(&examples, &scores);
        println!(
            "penalty {penalty}: loss {loss:.4} at spread {temperature:.2}, {}",
            plain(&examples, &scores)
        );
        if best.as_ref().is_none_or(|(least, _, _)| loss < *least) {
            best = Some((loss, penalty, scores));
        }
    }
    let Some((_, penalty, scores)) = best else { return };
    let (temperature, _) = temperature(&examples, &scores);
    let lean = lean(&examples, &scores, temperature);
    report(&examples, &scores, temperature, lean, files.len());
    let rows: Vec<Row> = examples.iter().map(|e| e.row.clone()).collect();
    print_weights(&fit(&rows, LABELS.len(), penalty), temperature, lean);
}

fn examples_of(file: usize, lines: &[Value], fresh: usize, knowledge: &Knowledge) -> Vec<Example> {
    let example = |(number, line): (usize, &Value)| {
        let message = Message::new(field(line, "subject"), field(line, "text"));
        let class = LABELS.iter().position(|l| l.as_str() == field(line, "label"))?;
        let row = Row { x: measures(&message, knowledge).to_vec(), class, weight: 1.0 };
        Some(Example { row, fold: number % FOLDS, file, is_fresh: file >= fresh })
    };
    lines.iter().enumerate().filter_map(example).collect()
}

/// The sums of each label for each message, by weights that did not see it.
fn cross_validated(examples: &[Example], penalty: f64) -> Vec<Vec<f64>> {
    let mut scores = vec![Vec::new(); examples.len()];
    for part in 0..FOLDS {
        let seen: Vec<Row> = examples.iter().filter(|e| e.fold != part).map(|e| e.row.clone()).collect();
        let model = fit(&seen, LABELS.len(), penalty);
        for (score, example) in scores.iter_mut().zip(examples).filter(|(_, e)| e.fold == part) {
            *score = model.probabilities(&example.row.x).iter().map(|p| p.max(1e-12).ln()).collect();
        }
    }
    scores
}

fn spread(score: &[f64], temperature: f64) -> Vec<f64> {
    let parts: Vec<f64> = score.iter().map(|s| (s / temperature).exp()).collect();
    let all: f64 = parts.iter().sum();
    parts.iter().map(|p| p / all).collect()
}

/// The spread that makes what is true likeliest, with the loss.
fn temperature(examples: &[Example], scores: &[Vec<f64>]) -> (f64, f64) {
    let loss = |temperature: f64| {
        let one = |(e, s): (&Example, &Vec<f64>)| {
            -spread(s, temperature).get(e.row.class).copied().unwrap_or(0.0).max(1e-9).ln()
        };
        let fresh = || examples.iter().zip(scores).filter(|(e, _)| e.is_fresh);
        fresh().map(one).sum::<f64>() / fresh().count().max(1) as f64
    };
    let candidates = (5..=40).map(|n| f64::from(n) / 20.0).map(|t| (t, loss(t)));
    candidates.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((1.0, f64::INFINITY))
}

/// The label that is advised: in scope from a probability of `lean` on, else the likeliest.
fn advised(probabilities: &[f64], lean: f64) -> usize {
    let ours = LABELS.iter().position(|l| *l == Label::InScope).unwrap_or(0);
    if probabilities.get(ours).is_some_and(|p| *p >= lean) {
        return ours;
    }
    let likeliest = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    likeliest.map_or(0, |(class, _)| class)
}

fn is_ours(example: &Example) -> bool {
    LABELS.get(example.row.class) == Some(&Label::InScope)
}

fn plain(examples: &[Example], scores: &[Vec<f64>]) -> String {
    let mut right = Share::default();
    examples.iter().zip(scores).for_each(|(e, s)| right.count(advised(&spread(s, 1.0), 1.1) == e.row.class));
    format!("right {right}")
}

/// The highest bar for reports in scope that still lets hardly one be advised elsewhere.
fn lean(examples: &[Example], scores: &[Vec<f64>], temperature: f64) -> f64 {
    let deflected = |lean: f64| {
        let mut share = Share::default();
        for (example, score) in examples.iter().zip(scores).filter(|(e, _)| is_ours(e)) {
            share.count(advised(&spread(score, temperature), lean) != example.row.class);
        }
        share.value()
    };
    let candidates = (15..=50).rev().map(|percent| f64::from(percent) / 100.0);
    candidates.clone().find(|lean| deflected(*lean) <= COSTLY).unwrap_or(0.15)
}

fn report(examples: &[Example], scores: &[Vec<f64>], temperature: f64, lean: f64, files: usize) {
    let mut reliability = Reliability::default();
    let mut by_file = vec![(Share::default(), Share::default()); files];
    for (example, score) in examples.iter().zip(scores) {
        let probabilities = spread(score, temperature);
        let label = advised(&probabilities, lean);
        let is_right = label == example.row.class;
        reliability.count(probabilities.get(label).copied().unwrap_or(0.0), is_right);
        if let Some((right, deflected)) = by_file.get_mut(example.file) {
            right.count(is_right);
            if is_ours(example) {
                deflected.count(!is_right);
            }
        }
    }
    println!("\nunseen, spread {temperature:.2}, in scope from {lean:.2} on");
    for (number, (right, deflected)) in by_file.iter().enumerate() {
        println!("file {number}: right {right}; in scope but advised elsewhere {deflected}");
    }
    reliability.print();
}

fn print_weights(model: &Model, temperature: f64, lean: f64) {
    println!("\npub(super) const LEAN: f64 = {lean:.2};");
    println!("pub(super) const WEIGHTS: [[f64; LABELS.len()]; MEASURES + 1] = [");
    let names = std::iter::once("offset".to_owned()).chain(measure_names());
    for (at, name) in names.enumerate().take(MEASURES + 1) {
        let weight = |weights: &Vec<f64>| weights.get(at).copied().unwrap_or(0.0) / temperature;
        let row: Vec<String> = model.classes.iter().map(|w| format!("{:.2}", weight(w))).collect();
        println!("    [{}], // {name}", row.join(", "));
    }
    println!("];");
}
