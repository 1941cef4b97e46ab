//! `cargo xtask faults [NAME]`: what the server promises, tried while things go wrong.
//!
//! Every trial keeps what was acknowledged outside of the folder under test and compares afterwards. All are bounded
//! in number and time. They need `strace` and, but for `crash` and `fsync-error`, the right to mount.

mod crash;
mod disk;
mod ground;
mod power;

use crate::shell::{Failure, Result};
use ground::Ground;

/// One line of the answer.
struct Row {
    what: String,
    trials: usize,
    acknowledged: usize,
    found: String,
    holds: bool,
}

type Trial = fn(&Ground) -> Result<Vec<Row>>;

const TRIALS: [(&str, Trial); 4] = [
    ("crash", crash::run),
    ("power-cut", power::run),
    ("fsync-error", disk::fsync_error),
    ("disk-full", disk::disk_full),
];

/// Runs one trial, or all of them.
pub fn run_faults(name: Option<&str>) -> Result {
    let chosen: Vec<_> = TRIALS.iter().filter(|(own, _)| name.is_none_or(|name| name == *own)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = TRIALS.iter().map(|(name, _)| *name).collect();
        return Err(Failure(format!("the trials are: {}", names.join(", "))));
    }
    let ground = Ground::prepare()?;
    let mut rows = Vec::new();
    for (name, trial) in chosen {
        println!("== {name}");
        rows.extend(trial(&ground)?);
    }
    println!("\n| trial | times | acknowledged | found afterwards | |\n|---|---|---|---|---|");
    for Row { what, trials, acknowledged, found, holds } in &rows {
        let verdict = if *holds { "holds" } else { "**broken**" };
        println!("| {what} | {trials} | {acknowledged} | {found} | {verdict} |");
    }
    match rows.iter().filter(|row| !row.holds).count() {
        0 => Ok(()),
        broken => Err(Failure(format!("{broken} promise(s) broken"))),
    }
}
