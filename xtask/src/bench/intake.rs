//! P1 and P2: durable submissions per second, and P10: memory, beside plain loops on the same disk.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::client::Client;
use super::server::Server;
use super::{Row, quantile};
use crate::shell::{Failure, Result};

const SECONDS: u64 = 10;

/// Measures both.
pub fn run() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let loop_before = insert_loop(folder.path())?;
    let server = Server::start(&folder.path().join("data"))?;
    let idle = server.memory();
    let texts = load(&server, 64, &[])?;
    let busy = server.memory();
    let loop_after = insert_loop(folder.path())?;
    let inserts = f64::midpoint(loop_before, loop_after);
    let written = write_loop(folder.path())?;
    let files = load(&server, 8, &vec![b'x'; 200_000])?;
    Ok(vec![
        Row {
            name: "P1",
            what: "durable reports/s, 64 clients".to_owned(),
            ours: texts.words(),
            reference: format!("{inserts:.0} single-row commits/s"),
            ratio: format!(
                "{:.2}; slowest {:.1} x median",
                texts.rate / inserts,
                texts.slowest / texts.median
            ),
            goal: "≥ 3 ×, slowest ≤ 10 × median, no 5xx",
        },
        Row {
            name: "P2",
            what: "the same with a 200 kB file, 8 clients".to_owned(),
            ours: files.words(),
            reference: format!("{written:.0} files written and fsynced/s"),
            ratio: format!("{:.2}", files.rate / written),
            goal: "≥ 1 ×",
        },
        Row {
            name: "P10",
            what: "memory idle; after P1".to_owned(),
            ours: format!("{idle:.0} MB; {busy:.0} MB"),
            reference: String::new(),
            ratio: String::new(),
            goal: "≤ 60 MB; ≤ 150 MB",
        },
    ])
}

struct Load {
    rate: f64,
    median: f64,
    p99: f64,
    slowest: f64,
    failed: usize,
}

impl Load {
    fn words(&self) -> String {
        let Self { rate, median, p99, slowest, failed } = self;
        format!(
            "{rate:.0}/s; median {median:.1} ms, p99 {p99:.1} ms, slowest {slowest:.0} ms, {failed} failed"
        )
    }
}

/// Lets clients submit as fast as they are answered.
fn load(server: &Server, clients: usize, file: &[u8]) -> Result<Load> {
    let stop = AtomicBool::new(false);
    let started = Instant::now();
    let mut times = Vec::new();
    let mut failed = 0;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..clients)
            .map(|n| {
                scope.spawn({
                    let stop = &stop;
                    move || submit_until(server, n, file, stop)
                })
            })
            .collect();
        std::thread::sleep(Duration::from_secs(SECONDS));
        stop.store(true, Ordering::Relaxed);
        for worker in workers {
            let (ok, bad) = worker.join().unwrap_or_default();
            times.extend(ok);
            failed += bad;
        }
    });
    let seconds = started.elapsed().as_secs_f64();
    if times.is_empty() {
        return Err(Failure("no submission was accepted".to_owned()));
    }
    times.sort_by(f64::total_cmp);
    Ok(Load {
        rate: times.len() as f64 / seconds,
        median: quantile(&times, 0.5),
        p99: quantile(&times, 0.99),
        slowest: quantile(&times, 1.0),
        failed,
    })
}

fn submit_until(server: &Server, client: usize, file: &[u8], stop: &AtomicBool) -> (Vec<f64>, usize) {
    let (mut times, mut failed) = (Vec::new(), 0);
    let Ok(mut connection) = Client::connect(server.address) else { return (times, 1) };
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        count += 1;
        let started = Instant::now();
        match submit(&mut connection, client, count, file) {
            Ok(true) => times.push(started.elapsed().as_secs_f64() * 1000.0),
            _ => failed += 1,
        }
    }
    (times, failed)
}

fn submit(connection: &mut Client, client: usize, count: usize, file: &[u8]) -> Result<bool> {
    let report = format!(
        "{{\"brand\":\"linksys\",\"model\":\"E5600\",\"firmware\":\"1.1.0.26\",\"title\":\"Flaw {client}-{count} in the \
         ping page\",\"description\":\"The diagnostics page hands the address to a shell without quotes, so that a \
         semicolon starts a second command as root on the router.\"}}"
    );
    let answer = connection.send(
        "POST",
        "/api/v1/reports",
        "Content-Type: application/json\r\n",
        report.as_bytes(),
    )?;
    if answer.status != 201 || file.is_empty() {
        return Ok(answer.status == 201);
    }
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    let field = |name: &str| {
        let after = body.split(&format!("\"{name}\":\"")).nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default().to_owned()
    };
    let headers =
        format!("Authorization: Bearer {}\r\nContent-Type: application/octet-stream\r\n", field("secret"));
    let path = format!("/api/v1/cases/{}/files?name=proof.bin", field("case"));
    Ok(connection.send("POST", &path, &headers, file)?.status == 201)
}

/// Single-row inserts, each committed with full fsync, on the same disk.
fn insert_loop(folder: &Path) -> Result<f64> {
    let failed = |error: rusqlite::Error| Failure(error.to_string());
    let path = folder.join("loop.db");
    let _ = std::fs::remove_file(&path);
    let database = rusqlite::Connection::open(path).map_err(failed)?;
    database
        .execute_batch("pragma journal_mode=wal; pragma synchronous=full; create table t (id integer primary key, v text)")
        .map_err(failed)?;
    let started = Instant::now();
    let mut count = 0_u32;
    while started.elapsed() < Duration::from_secs(4) {
        database.execute("insert into t (v) values ('one row of the reference loop')", []).map_err(failed)?;
        count += 1;
    }
    Ok(f64::from(count) / started.elapsed().as_secs_f64())
}

/// Files of 200 kB, each written and fsynced before the next.
fn write_loop(folder: &Path) -> Result<f64> {
    let bytes = vec![b'x'; 200_000];
    let started = Instant::now();
    let mut count = 0_u32;
    while started.elapsed() < Duration::from_secs(4) {
        let path = folder.join(format!("file-{count}"));
        let mut file = File::create(&path)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        count += 1;
        std::fs::remove_file(path)?;
    }
    Ok(f64::from(count) / started.elapsed().as_secs_f64())
}
