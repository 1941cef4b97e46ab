//! `tellfirst verify-store`: reads everything that is stored and names what is wrong, the most serious first.

use std::process::ExitCode;

use serde_json::json;
use server::action::log_check::{LogFault, LogState, check_documents, check_log};
use server::clock::{Clock, SystemClock};
use store::reconcile::{Findings, verify_store};
use store::{CaseId, Store, cases};

use super::folder::Folder;
use super::serve::failed;

/// Problems named one by one for people; the rest is counted.
const SHOWN: usize = 20;

/// What the command takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
}

/// Something that is wrong.
struct Problem {
    kind: &'static str,
    words: String,
}

/// What was looked at and found.
struct Outcome {
    problems: Vec<Problem>,
    cases: u64,
    log: Option<LogState>,
    orphans: usize,
}

/// Runs the command: 0 sound, 1 something is wrong, 2 it cannot be checked.
pub fn run(args: &Args) -> ExitCode {
    let checked = match args.folder.open() {
        Ok(store) => check(&store).map_err(|error| (is_damage(&error), error.to_string())),
        Err(server::app::StartError::Store(error)) => Err((is_damage(&error), error.to_string())),
        Err(error) => Err((false, error.to_string())),
    };
    let outcome = match checked {
        Ok(outcome) => outcome,
        Err((true, words)) => {
            let problems = vec![Problem { kind: "database", words }];
            Outcome { problems, cases: 0, log: None, orphans: 0 }
        }
        Err((false, words)) => return failed(&words),
    };
    show(args, &outcome);
    if outcome.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Whether an error tells of damage, not of something that keeps us from looking.
fn is_damage(error: &store::Error) -> bool {
    use store::Error as E;
    matches!(error, E::Database { .. } | E::Column { .. } | E::Tampered { .. } | E::Malformed { .. })
}

fn check(store: &Store) -> Result<Outcome, store::Error> {
    let findings = verify_store(store, SystemClock.now().as_microsecond())?;
    let mut problems: Vec<Problem> =
        findings.database.iter().map(|line| problem("database", line.clone())).collect();
    let log = match check_log(store).map_err(as_store_error)? {
        Ok(state) => Some(state),
        Err(fault @ (LogFault::Length { .. } | LogFault::Hash(_))) => {
            problems.push(problem("log", fault.to_string()));
            None
        }
    };
    problems.extend(of_cases(store, &findings));
    let cases = documents(store, &mut problems)?;
    Ok(Outcome { problems, cases, log, orphans: findings.orphans.len() })
}

fn as_store_error(error: server::error::Error) -> store::Error {
    match error {
        server::error::Error::Unavailable(error) => error,
        other => store::Error::Database { code: other.to_string(), detail: String::new() },
    }
}

fn problem(kind: &'static str, words: String) -> Problem {
    Problem { kind, words }
}

fn of_cases(store: &Store, findings: &Findings) -> Vec<Problem> {
    let chains = findings.chains.iter().map(|fault| {
        let words = format!("{}: the history was changed at event {}", name(store, fault.case), fault.seq);
        problem("chain", words)
    });
    let content = findings.content.iter().map(|id| {
        problem("content", format!("{}: the content was changed or belongs elsewhere", name(store, *id)))
    });
    let missing = findings.missing.iter().map(|id| problem("file", format!("file {id} is missing")));
    let damaged = findings.damaged.iter().map(|id| problem("file", format!("file {id} was changed")));
    let published = findings.published.iter().map(|words| problem("published", words.clone()));
    chains.chain(content).chain(missing).chain(damaged).chain(published).collect()
}

/// Compares the signed documents of every case with the log; answers the number of cases.
fn documents(store: &Store, problems: &mut Vec<Problem>) -> Result<u64, store::Error> {
    let (mut after, mut count) = (CaseId(0), 0);
    loop {
        let ids = store.read(|tx| cases::list_ids_after(tx, after, 500))?;
        let Some(last) = ids.last() else { return Ok(count) };
        after = *last;
        for id in ids {
            count += 1;
            let found = match check_documents(store, id) {
                Ok(wrong) => {
                    wrong.iter().map(|at| format!("is not the one of entry {at} of the log")).collect()
                }
                Err(_) => vec!["cannot be opened".to_owned()],
            };
            let words = |what| format!("{}: a signed document {what}", name(store, id));
            problems.extend(found.into_iter().map(|what| problem("document", words(what))));
        }
    }
}

/// The number of a case, or its row when even that cannot be read.
fn name(store: &Store, id: CaseId) -> String {
    let found = store.read(|tx| cases::find_by_id(tx, id)).ok().flatten();
    found.map_or_else(|| format!("case in row {id}"), |row| row.number)
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
fn show(args: &Args, outcome: &Outcome) {
    let problems = &outcome.problems;
    if args.json {
        let list: Vec<_> =
            problems.iter().map(|problem| json!({"kind": problem.kind, "problem": problem.words})).collect();
        let log = outcome.log.map(|log| json!({"entries": log.entries, "root": log.root.to_string()}));
        let sound = problems.is_empty();
        let (cases, orphans) = (outcome.cases, outcome.orphans);
        println!(
            "{:#}",
            json!({"sound": sound, "cases": cases, "log": log, "orphans": orphans, "problems": list})
        );
        return;
    }
    match problems.first() {
        None => println!("Nothing is wrong: {} cases with history, content and files.", outcome.cases),
        Some(first) => println!("WRONG: {}", first.words),
    }
    problems.iter().skip(1).take(SHOWN).for_each(|problem| println!("       {}", problem.words));
    if problems.len() > SHOWN + 1 {
        println!("       and {} more (--json names all)", problems.len() - SHOWN - 1);
    }
    if let Some(log) = outcome.log {
        println!("The log has {} entries; its root is {}", log.entries, log.root);
    }
    if outcome.orphans > 0 {
        println!(
            "{} unused files from interrupted uploads take space; the server removes them.",
            outcome.orphans
        );
    }
}
