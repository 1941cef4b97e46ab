//! Routing advice against labelled messages: accuracy, the costly error, each label, reasons, calibration.

use checks::triage::{Knowledge, Label, Message, Route, route};
use serde_json::Value;

use super::field;
use super::measure::{Labels, Reliability, Share, Tally, f1_interval};

#[derive(Default)]
struct Outcome {
    right: Share,
    easy: Share,
    hard: Share,
    reasons: Share,
    /// Reports in scope that were advised elsewhere.
    deflected: Share,
    labels: Labels,
    samples: Vec<Tally>,
    reliability: Reliability,
}

/// Routes every line, prints misses and measures.
pub fn run(lines: &[Value], knowledge: &Knowledge) {
    let mut outcome = Outcome::default();
    for line in lines {
        let advice = route(&Message::new(field(line, "subject"), field(line, "text")), knowledge);
        outcome.count(line, &advice);
    }
    outcome.print();
}

impl Outcome {
    fn count(&mut self, line: &Value, advice: &Route) {
        let (label, said) = (field(line, "label"), advice.label.as_str());
        let is_right = label == said;
        if !is_right {
            print_miss(line, advice);
        }
        self.right.count(is_right);
        let is_hard = line.get("hard").and_then(Value::as_bool).unwrap_or(false);
        if is_hard {
            self.hard.count(is_right)
        } else {
            self.easy.count(is_right)
        }
        if label == Label::InScope.as_str() {
            self.deflected.count(!is_right);
        } else if is_right && !field(line, "reason").is_empty() {
            self.reasons.count(advice.reason.is_some_and(|r| r.as_str() == field(line, "reason")));
        }
        self.labels.count(label, said);
        let both = usize::from(!is_right);
        self.samples.push(Tally { hits: usize::from(is_right), false_alarms: both, missed: both });
        self.reliability.count(advice.confidence, is_right);
    }

    fn print(&self) {
        println!("\naccuracy                         {}", self.right);
        println!("  easy                           {}", self.easy);
        println!("  hard                           {}", self.hard);
        let (f1, low, high) = f1_interval(&self.samples);
        println!(
            "F1 over all, labels' mean        {f1:.3} [{low:.3}, {high:.3}], {:.3}",
            self.labels.macro_f1()
        );
        println!("in scope but advised elsewhere   {}", self.deflected);
        println!("reason right where label right   {}", self.reasons);
        self.labels.print("label");
        self.reliability.print();
    }
}

fn print_miss(line: &Value, advice: &Route) {
    let reason = advice.reason.map_or("", |r| r.as_str());
    println!(
        "miss {}: {} {} advised as {} {reason} ({:.2}): {} | {}",
        field(line, "id"),
        field(line, "label"),
        field(line, "reason"),
        advice.label.as_str(),
        advice.confidence,
        field(line, "subject"),
        field(line, "text").replace('\n', " ")
    );
    let why: Vec<_> =
        advice.why.iter().map(|e| format!("\"{}\" {}", e.words.replace('\n', " "), e.says)).collect();
    println!("     because: {}", why.join("; "));
}
