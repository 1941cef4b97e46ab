//! P9: from the start of the process until it is ready, empty and full.

use std::path::Path;

use super::inbox::{LARGE, seeded};
use super::server::Server;
use super::{Row, quantile};
use crate::shell::Result;

/// Measures both.
pub fn run() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let empty = folder.path().join("empty");
    drop(Server::start(&empty)?);
    let empty = median_start(&empty)?;
    let (folder, _, count) = seeded(LARGE)?;
    let full = median_start(&folder)?;
    Ok(vec![Row {
        name: "P9",
        what: format!("start until ready, {count} cases"),
        ours: format!("{:.0} ms", full * 1000.0),
        reference: format!("empty: {:.0} ms", empty * 1000.0),
        ratio: format!("{:.2}", full / empty),
        goal: "≤ 300 ms, ≤ 2 ×",
    }])
}

fn median_start(folder: &Path) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..5 {
        times.push(Server::start(folder)?.ready_after.as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(quantile(&times, 0.5))
}
