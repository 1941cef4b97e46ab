//! Duplicate advice against labelled reports in order of submission: ranks, "the same", each weakness, calibration.

use std::collections::BTreeMap;

use checks::triage::{Advice, Duplicate, Knowledge, ReportText, advise};
use serde_json::Value;

use super::field;
use super::measure::{Labels, Reliability, Share, Tally, f1_interval};

/// From this score on two reports are said to be the same.
const SAME: f64 = 0.5;

#[derive(Default)]
struct Outcome {
    first: Share,
    within_five: Share,
    pairs: Tally,
    /// Every report for itself, for the interval of F1.
    samples: Vec<Tally>,
    /// "The same" by the best candidate alone.
    best: Tally,
    /// Reports that repeat nothing and are said to repeat nothing.
    left_alone: Share,
    classes: Labels,
    reliability: Reliability,
}

/// Compares every line with the ones before it, prints misses and measures.
pub fn run(lines: &[Value], knowledge: &Knowledge) {
    let mut lines: Vec<&Value> = lines.iter().collect();
    lines.sort_by_key(|line| (field(line, "submitted_at"), field(line, "id")));
    let reports: Vec<ReportText> = lines.iter().map(|line| report_of(line)).collect();
    let advice = advise(&reports, knowledge);
    let mut outcome = Outcome::default();
    for number in 0..lines.len() {
        outcome.count(&lines, number, &advice);
    }
    outcome.print(lines.len());
}

/// A report as its line has it.
pub fn report_of(line: &Value) -> ReportText {
    let text = |name| field(line, name).to_owned();
    ReportText {
        title: text("title"),
        body: text("body"),
        brand: text("brand"),
        model: text("model"),
        firmware: text("firmware"),
        cwe: text("cwe"),
    }
}

impl Outcome {
    fn count(&mut self, lines: &[&Value], number: usize, advice: &[Advice]) {
        let (Some(own), Some(line)) = (advice.get(number), lines.get(number)) else { return };
        let cluster = field(line, "cluster");
        let same = |at: usize| lines.get(at).is_some_and(|l| field(l, "cluster") == cluster);
        let is_right = |d: &Duplicate| same(d.report);
        let earlier = (0..number).filter(|at| same(*at)).count();
        let said: Vec<&Duplicate> = own.duplicates.iter().filter(|d| d.score >= SAME).collect();
        let hits = said.iter().filter(|d| is_right(d)).count();
        let tally = Tally { hits, false_alarms: said.len() - hits, missed: earlier - hits };
        self.add(line, tally);
        self.count_ranks(earlier, own, is_right);
        own.duplicates.iter().for_each(|d| self.reliability.count(d.score, is_right(d)));
        print_misses(lines, number, own, &same);
    }

    fn add(&mut self, line: &Value, tally: Tally) {
        self.samples.push(tally);
        let class = Some(field(line, "cwe")).filter(|cwe| !cwe.is_empty()).unwrap_or("none given");
        for sum in [&mut self.pairs, self.classes.of(class)] {
            sum.hits += tally.hits;
            sum.false_alarms += tally.false_alarms;
            sum.missed += tally.missed;
        }
    }

    fn count_ranks(&mut self, earlier: usize, own: &Advice, is_right: impl Fn(&Duplicate) -> bool) {
        let best = own.duplicates.first();
        let said = best.filter(|d| d.score >= SAME);
        if earlier == 0 {
            self.left_alone.count(said.is_none());
        } else {
            self.first.count(best.is_some_and(&is_right));
            self.within_five.count(own.duplicates.iter().take(5).any(&is_right));
        }
        match said {
            Some(d) if is_right(d) => self.best.hits += 1,
            Some(_) => self.best.false_alarms += 1,
            None => {}
        }
        self.best.missed += usize::from(earlier > 0 && !said.is_some_and(&is_right));
    }

    fn print(&self, reports: usize) {
        println!("\nreports                          {reports}");
        println!("an earlier one of the cluster");
        println!("  is first                       {}", self.first);
        println!("  is among the first five        {}", self.within_five);
        println!("\"the same\", pairs of reports");
        println!("  precision                      {}", self.pairs.precision());
        println!("  recall                         {}", self.pairs.recall());
        let (f1, low, high) = f1_interval(&self.samples);
        println!("  F1                             {f1:.3} [{low:.3}, {high:.3}]");
        println!("\"the same\", best candidate of each report");
        println!("  precision                      {}", self.best.precision());
        println!("  recall                         {}", self.best.recall());
        println!("new flaws left alone             {}", self.left_alone);
        self.classes.print("pairs by stated CWE");
        self.reliability.print();
    }
}

/// Names a first candidate that is wrong, pairs wrongly said to be the same, and pairs that were not found.
fn print_misses(lines: &[&Value], number: usize, own: &Advice, same: &dyn Fn(usize) -> bool) {
    let name = |at: usize| {
        let line = lines.get(at).copied().unwrap_or(&Value::Null);
        format!("{} {} ({})", field(line, "id"), field(line, "cluster"), field(line, "title"))
    };
    for duplicate in own.duplicates.iter().filter(|d| d.score >= SAME && !same(d.report)) {
        println!(
            "not the same, {:.2}: {} and {}: {}",
            duplicate.score,
            name(number),
            name(duplicate.report),
            duplicate.why.join(", ")
        );
    }
    let scores: BTreeMap<usize, f64> = own.duplicates.iter().map(|d| (d.report, d.score)).collect();
    for earlier in (0..number).filter(|at| same(*at)) {
        let score = scores.get(&earlier).copied();
        if score.is_none_or(|s| s < SAME) {
            let score = score.map_or("not listed".to_owned(), |s| format!("{s:.2}"));
            println!("the same, {score}: {} and {}", name(number), name(earlier));
        }
    }
}
