//! P5: inbox, case page and search with many cases beside the same with few. P6: a large fix matrix beside a small one.
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
    let rows = few.pages.iter().zip(&many.pages).map(|((what, small), (_, large))| Row {
        name: "P5",
        what: format!("{what}, p95"),
        ours: format!("{large:.1} ms"),
        reference: format!("with few cases {small:.1} ms"),
        ratio: format!("{:.2}", large / small),
        goal: "≤ 2 ×, ≤ 50 ms",
    });
    let [small, large] = few.matrices;
    let matrix = Row {
        name: "P6",
        what: "fix matrix with 200 devices × 20 flaws, median".to_owned(),
        ours: format!("{large:.1} ms"),
        reference: format!("10 × 2: {small:.1} ms"),
        ratio: format!("{:.1}", large / small),
        goal: "≤ 50 ms",
    };
    Ok(rows.chain([matrix]).collect())
}

/// Times in milliseconds.
struct Measured {
    /// Each page with the time below which 95 of 100 answers stay.
    pages: Vec<(String, f64)>,
    /// The median of a small and of a large fix matrix.
    matrices: [f64; 2],
}

fn measure(wanted: u32) -> Result<Measured> {
    let (folder, session, _) = seeded(wanted)?;
    let server = Server::start(&folder)?;
    let mut client = Client::connect(server.address)?;
    let cookie = format!("Cookie: tf_session={session}\r\n");
    let mut pages = Vec::new();
    for (what, path) in PAGES {
        let address = |round: usize| match path {
            "" => format!("/staff/cases/LNK-2026-{:04}", 1 + round * 7 % 3_000),
            path => path.to_owned(),
        };
        pages.push((what.to_owned(), quantile(&times(&mut client, &cookie, ROUNDS, address)?, 0.95)));
    }
    let mut matrices = [f64::NAN; 2];
    for (median, name) in matrices.iter_mut().zip(["matrix-small", "matrix-large"]) {
        let number = std::fs::read_to_string(folder.join(name))?;
        let address = |_| format!("/staff/cases/{number}/matrix");
        *median = quantile(&times(&mut client, &cookie, ROUNDS / 10, address)?, 0.5);
    }
    Ok(Measured { pages, matrices })
}

/// Milliseconds of so many answers, sorted.
fn times(
    client: &mut Client,
    cookie: &str,
    rounds: usize,
    address: impl Fn(usize) -> String,
) -> Result<Vec<f64>> {
    let mut times = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let address = address(round);
        let started = Instant::now();
        let answer = client.get(&address, cookie)?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        if answer.status != 200 {
            return Err(Failure(format!("{address} answered {}", answer.status)));
        }
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}
