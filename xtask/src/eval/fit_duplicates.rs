//! `cargo xtask fit duplicates FILE...`: the weights of the duplicate score from labelled reports.
//!
//! Every report is compared with all before it in its file. The weights are a logistic regression over all pairs;
//! what they are worth is measured across clusters: a pair is judged by weights that have seen none of the two
//! flaws. The offset is then moved so that 0.5 is where "the same" is right often enough in that measure.

use checks::triage::duplicates::{MEASURES, NAMES, measures};
use checks::triage::{Features, Index, Knowledge, features};
use serde_json::Value;

use super::duplicates::report_of;
use super::field;
use super::logistic::{Model, Row, fit};
use super::measure::{Share, Tally};

/// Parts of the clusters that are left out in turn.
const FOLDS: usize = 6;
/// Strength of the penalty on large weights.
const PENALTIES: [f64; 2] = [5.0, 15.0];
/// How often a pair called the same should be right where the flaws were never seen. Groups that agree, which the
/// fit does not know of, add about three in a hundred.
const WANTED: f64 = 0.87;

struct Pair {
    row: Row,
    folds: [usize; 2],
    /// Whether the fit sees it: of pairs that differ at a glance every tenth does, with the weight of ten.
    is_seen: bool,
}

/// Fits the weights and prints them as they stand in the code.
pub fn run(files: &[Vec<Value>], knowledge: &Knowledge) {
    let pairs: Vec<Pair> =
        files.iter().enumerate().flat_map(|(n, lines)| pairs_of(n, lines, knowledge)).collect();
    let same = pairs.iter().filter(|p| p.row.class == 1).count();
    println!("{} pairs of reports, {same} of them the same flaw", pairs.len());
    let mut best: Option<(f64, f64, Vec<f64>)> = None;
    for penalty in PENALTIES {
        let scores = cross_validated(&pairs, penalty);
        let loss = loss(&pairs, &scores);
        println!("penalty {penalty}: loss {loss:.5}, at 0.5 {}", at(&pairs, &scores, 0.5));
        if best.as_ref().is_none_or(|(least, _, _)| loss < *least) {
            best = Some((loss, penalty, scores));
        }
    }
    let Some((_, penalty, scores)) = best else { return };
    let threshold = threshold(&pairs, &scores);
    println!("chosen: penalty {penalty}, threshold {threshold:.3}: {}", at(&pairs, &scores, threshold));
    let rows: Vec<Row> = pairs.iter().filter(|p| p.is_seen).map(|p| p.row.clone()).collect();
    print_weights(&fit(&rows, 2, penalty), threshold);
}

fn pairs_of(number: usize, lines: &[Value], knowledge: &Knowledge) -> Vec<Pair> {
    let mut lines: Vec<&Value> = lines.iter().collect();
    lines.sort_by_key(|line| (field(line, "submitted_at"), field(line, "id")));
    let all: Vec<Features> = lines.iter().map(|line| features(&report_of(line), knowledge)).collect();
    let mut rarity = Index::new();
    (0..).zip(&all).for_each(|(n, f)| rarity.insert(n, f));
    let mut pairs = Vec::new();
    for (later, (line, own)) in lines.iter().zip(&all).enumerate() {
        for (earlier_line, earlier) in lines.iter().zip(&all).take(later) {
            let (a, b) = (field(line, "cluster"), field(earlier_line, "cluster"));
            let x = measures(own, earlier, &rarity).to_vec();
            let is_far = a != b && NAMES.iter().zip(&x).any(|(name, x)| *name == "other series" && *x > 0.5);
            let is_seen = !is_far || pairs.len() % 10 == 0;
            let row = Row { x, class: usize::from(a == b), weight: if is_far { 10.0 } else { 1.0 } };
            pairs.push(Pair { row, folds: [fold(number, a), fold(number, b)], is_seen });
        }
    }
    pairs
}

/// The part a cluster belongs to, the same in every run.
fn fold(file: usize, cluster: &str) -> usize {
    let hash = cluster.bytes().fold(file + 7, |hash, byte| (hash * 31 + usize::from(byte)) % 1_000_003);
    hash % FOLDS
}

/// The score of each pair by weights that saw neither of its clusters.
fn cross_validated(pairs: &[Pair], penalty: f64) -> Vec<f64> {
    let mut scores = vec![0.0; pairs.len()];
    for part in 0..FOLDS {
        let seen = pairs.iter().filter(|p| p.is_seen && !p.folds.contains(&part)).map(|p| p.row.clone());
        let model = fit(&seen.collect::<Vec<_>>(), 2, penalty);
        for (score, pair) in scores.iter_mut().zip(pairs).filter(|(_, p)| p.folds[0] == part) {
            *score = model.probabilities(&pair.row.x).get(1).copied().unwrap_or(0.0);
        }
    }
    scores
}

fn loss(pairs: &[Pair], scores: &[f64]) -> f64 {
    let one = |(pair, score): (&Pair, &f64)| {
        let right = if pair.row.class == 1 { *score } else { 1.0 - score };
        -right.max(1e-6).ln()
    };
    pairs.iter().zip(scores).map(one).sum::<f64>() / pairs.len().max(1) as f64
}

fn tally(pairs: &[Pair], scores: &[f64], threshold: f64) -> Tally {
    let mut tally = Tally::default();
    for (pair, score) in pairs.iter().zip(scores) {
        match (pair.row.class == 1, *score >= threshold) {
            (true, true) => tally.hits += 1,
            (true, false) => tally.missed += 1,
            (false, true) => tally.false_alarms += 1,
            (false, false) => {}
        }
    }
    tally
}

fn at(pairs: &[Pair], scores: &[f64], threshold: f64) -> String {
    let tally = tally(pairs, scores, threshold);
    let (precision, recall): (Share, Share) = (tally.precision(), tally.recall());
    format!("precision {precision}, recall {recall}")
}

/// The lowest threshold from which on "the same" is right as often as wanted.
fn threshold(pairs: &[Pair], scores: &[f64]) -> f64 {
    let candidates = (30..90).map(|percent| f64::from(percent) / 100.0);
    let mut good = candidates.filter(|t| tally(pairs, scores, *t).precision().value() >= WANTED);
    good.next().unwrap_or(0.5)
}

fn print_weights(model: &Model, threshold: f64) {
    let (Some(no), Some(yes)) = (model.classes.first(), model.classes.get(1)) else { return };
    let weights: Vec<f64> = no.iter().zip(yes).map(|(n, y)| y - n).collect();
    let shift = (threshold / (1.0 - threshold)).ln();
    println!("\npub(super) const BIAS: f64 = {:.2};", weights.first().copied().unwrap_or(0.0) - shift);
    println!("pub(super) const WEIGHTS: [f64; MEASURES] = [");
    for (name, weight) in NAMES.iter().zip(weights.iter().skip(1)).take(MEASURES) {
        println!("    {weight:.2}, // {name}");
    }
    println!("];");
}
