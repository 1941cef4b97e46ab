//! P5: inbox, case page and search with many cases beside the same with few.
//!
//! The folders are kept in the temporary directory between runs: filling a large one takes a while.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use super::client::Client;
use super::server::{Server, binary};
use super::{Row, quantile};
use crate::shell::{Failure, Result, run as run_command};

const SMALL: u32 = 10_000;
/// Cases of the large folder; `TELLFIRST_BENCH_CASES` makes it smaller.
pub const LARGE: u32 = 1_000_000;
const ROUNDS: usize = 200;

const PAGES: [(&str, &str); 6] = [
    ("inbox, open cases", "/staff/"),
    ("inbox, new by severity", "/staff/?q=state%3Anew+sort%3Aseverity"),
    ("search, a rare word", "/staff/?q=mark4711"),
    ("search, two common words", "/staff/?q=router+overflow"),
    ("search, word and label", "/staff/?q=router+label%3Aslop"),
    ("case page", ""),
];

/// A folder with so many cases and the cookie of a session in it.
pub fn seeded(wanted: u32) -> Result<(PathBuf, String, u32)> {
    let chosen = std::env::var("TELLFIRST_BENCH_CASES").ok().and_then(|n| n.parse().ok());
    let count = chosen.map_or(wanted, |most: u32| most.min(wanted));
    let folder = std::env::temp_dir().join(format!("tellfirst-bench-{count}"));
    let done = folder.join("session");
    if !done.exists() {
        println!("filling {} with {count} cases", folder.display());
        let _ = std::fs::remove_dir_all(&folder);
        run_command(Command::new(binary("examples/seed")).arg(&folder).arg(count.to_string()))?;
    }
    Ok((folder, std::fs::read_to_string(done)?.trim().to_owned(), count))
}

/// Measures every page with few and with many cases.
pub fn run() -> Result<Vec<Row>> {
    let few = measure(SMALL)?;
    let many = measure(LARGE)?;
    let rows = few.iter().zip(&many).map(|((what, small), (_, large))| Row {
        name: "P5",
        what: format!("{what}, p95"),
        ours: format!("{large:.1} ms"),
        reference: format!("with few cases {small:.1} ms"),
        ratio: format!("{:.2}", large / small),
        goal: "≤ 2 ×, ≤ 50 ms",
    });
    Ok(rows.collect())
}

fn measure(wanted: u32) -> Result<Vec<(String, f64)>> {
    let (folder, session, _) = seeded(wanted)?;
    let server = Server::start(&folder)?;
    let mut client = Client::connect(server.address)?;
    let cookie = format!("Cookie: tf_session={session}\r\n");
    let mut found = Vec::new();
    for (what, path) in PAGES {
        let mut times = Vec::with_capacity(ROUNDS);
        for round in 0..ROUNDS {
            let address = match path {
                "" => format!("/staff/cases/LNK-2026-{:04}", 1 + round * 7 % 3_000),
                path => path.to_owned(),
            };
            let started = Instant::now();
            let answer = client.get(&address, &cookie)?;
            times.push(started.elapsed().as_secs_f64() * 1000.0);
            if answer.status != 200 {
                return Err(Failure(format!("{address} answered {}", answer.status)));
            }
        }
        times.sort_by(f64::total_cmp);
        found.push((what.to_owned(), quantile(&times, 0.95)));
    }
    Ok(found)
}
