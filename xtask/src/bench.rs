//! `cargo xtask bench [NAME]`: the figures of the server, each beside a reference measured in the same run.
//!
//! Absolute times on shared machines are noise; the ratios are what counts. Everything runs on loopback, bounded in
//! time, against a release build and folders in the temporary directory.

pub mod client;
mod drafts;
mod duplicates;
mod inbox;
mod intake;
mod page;
pub mod server;
mod start;

use crate::shell::{Failure, Result, cargo, run};

/// One measured figure.
pub struct Row {
    /// The row of the targets, for example `P1`.
    pub name: &'static str,
    pub what: String,
    pub ours: String,
    pub reference: String,
    pub ratio: String,
    pub goal: &'static str,
}

type Bench = (&'static str, fn() -> Result<Vec<Row>>);

/// Runs one benchmark, or all of them.
pub fn run_bench(name: Option<&str>) -> Result {
    run(&mut cargo(&["build", "--release", "--package", "tellfirst", "--bins", "--examples"]))?;
    let all: [Bench; 6] = [
        ("intake", intake::run),
        ("page", page::run),
        ("start", start::run),
        ("inbox", inbox::run),
        ("duplicates", duplicates::run),
        ("drafts", drafts::run),
    ];
    let chosen: Vec<_> = all.iter().filter(|(own, _)| name.is_none_or(|name| name == *own)).collect();
    if chosen.is_empty() {
        return Err(Failure("the benchmarks are: intake, page, start, inbox, duplicates, drafts".to_owned()));
    }
    let mut rows = Vec::new();
    for (name, bench) in chosen {
        println!("== {name}");
        rows.extend(bench()?);
    }
    println!("\n| # | work | ours | reference in the same run | ratio | goal |\n|---|---|---|---|---|---|");
    for row in rows {
        let Row { name, what, ours, reference, ratio, goal } = row;
        println!("| {name} | {what} | {ours} | {reference} | {ratio} | {goal} |");
    }
    Ok(())
}

/// The value below which `share` (0 to 1) of the sorted values lie.
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index into the list")]
    let index = ((sorted.len().saturating_sub(1)) as f64 * share).round() as usize;
    sorted.get(index).copied().unwrap_or(f64::NAN)
}
