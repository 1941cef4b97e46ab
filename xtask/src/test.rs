//! `cargo xtask test`: everything that must hold before a change lands.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::postgres::Server;
use crate::shell::{Failure, Result, cargo, find};
use crate::{tidy, tools};

/// How much is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Everything,
    /// Without the parts that need PostgreSQL or a browser.
    Quick,
}

/// Tells the tests where the database and the browser are.
fn point_at(command: &mut Command, postgres: Option<&Server>, axe: Option<&Path>, browser: bool) {
    if let Some(server) = postgres {
        command.env("TELLFIRST_TEST_POSTGRES", server.url());
    }
    if let Some(axe) = axe {
        command.env("TELLFIRST_TEST_AXE", axe);
    }
    if browser && let (Some(chromium), Some(driver)) = (tools::chromium(), tools::chromedriver()) {
        command.env("TELLFIRST_TEST_CHROMIUM", chromium).env("TELLFIRST_TEST_CHROMEDRIVER", driver);
    }
}

/// Runs everything of that extent.
pub fn run(extent: Extent) -> Result {
    let started = Instant::now();
    let mut notes = Vec::new();
    let whole = extent == Extent::Everything;
    if whole {
        notes.extend(tools::provide());
    }
    step("format", || run_quietly(cargo(&["fmt", "--all", "--check"])))?;
    step("tidy", tidy::run)?;
    step("lints", || {
        crate::shell::run(&mut cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    let postgres = match whole.then(Server::start) {
        Some(Ok(server)) => Some(server),
        Some(Err(why)) => {
            notes.push(format!("the store suite ran on SQLite only: {why}"));
            None
        }
        None => None,
    };
    let axe = match whole.then(tools::axe) {
        Some(Ok(script)) => Some(script),
        Some(Err(why)) => {
            notes.push(format!("the rules of accessibility were not checked: {why}"));
            None
        }
        None => None,
    };
    let tests = step("tests", || {
        let mut command = test_command();
        point_at(&mut command, postgres.as_ref(), axe.as_deref(), whole);
        crate::shell::run(&mut command)
    });
    for note in &notes {
        println!("note: {note}");
    }
    println!("took {} s", started.elapsed().as_secs());
    tests
}

/// cargo-nextest prints one count for all binaries; plain cargo is enough where it is missing.
fn test_command() -> Command {
    match find(&["cargo-nextest"]) {
        Some(_) => cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--status-level=fail"]),
        None => cargo(&["test", "--workspace", "--no-fail-fast"]),
    }
}

fn run_quietly(mut command: Command) -> Result {
    crate::shell::run(command.stdout(Stdio::inherit()))
}

fn step(name: &str, work: impl FnOnce() -> Result) -> Result {
    println!("== {name}");
    let started = Instant::now();
    let done = work();
    println!("== {name}: {} s", started.elapsed().as_secs());
    done.map_err(|failure| Failure(format!("{name}: {failure}")))
}
