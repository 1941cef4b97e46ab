//! P8, draft checks a second on one core: a release build of the check alone, on a draft of about 300 words.

use super::Row;
use crate::shell::{Failure, Result, cargo, read};

/// Measures the check on one thread, in processor time.
pub fn run() -> Result<Vec<Row>> {
    let printed = read(&mut cargo(&[
        "run",
        "--release",
        "--quiet",
        "--package",
        "checks",
        "--example",
        "draft_speed",
    ]))?;
    let figures: Vec<f64> = printed.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [checks, words, folds] = figures.as_slice() else {
        return Err(Failure(format!("the example of the draft check printed no figures: {printed}")));
    };
    Ok(vec![Row {
        name: "P8",
        what: format!("draft checks a second and core, {words} words"),
        ours: format!("{checks:.0}/s"),
        reference: format!("the same draft made small letters {folds:.0}/s"),
        ratio: format!("{:.4}", checks / folds),
        goal: "≥ 1,000/s",
    }])
}
