//! What developers and the checking machine run: `cargo xtask VERB`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a command line")]

mod bench;
mod conformance;
mod eval;
mod faults;
mod postgres;
mod screenshots;
mod shell;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask VERB

  test          everything: format, lints, tidy, unit, store (both engines), story and browser tests
  test --quick  the same without PostgreSQL and browser
  bench [NAME]  intake, page, start, inbox, duplicates: figures beside their references (long, by hand)
  eval drafts|duplicates|intake FILE [--program DIR]
                the judgement against a labelled file: measures with confidence intervals, every miss
  conformance [CASES]
                the conformance sets, and what is written for CASES cases (500) before independent readers (long)
  fit duplicates|intake FILE... [--fresh FILE...]
                the constants of the judgement from labelled files, and what they are worth on what they never saw
  faults [NAME] crash, power-cut, fsync-error, disk-full: the promises tried while things go wrong (long, by hand)
  screenshots   the pictures of the documentation, taken anew from the demo
  tidy          the rules of the house that a machine can check
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::run(test::Extent::Everything),
        ["test", "--quick"] => test::run(test::Extent::Quick),
        ["bench"] => bench::run_bench(None),
        ["bench", name] => bench::run_bench(Some(name)),
        ["eval", what, file] => eval::run(what, file, None),
        ["eval", what, file, "--program", folder] => eval::run(what, file, Some(folder)),
        ["conformance"] => conformance::run_all(None),
        ["conformance", cases] => conformance::run_all(Some(cases)),
        ["fit", what, files @ ..] if !files.is_empty() => eval::fit(what, files),
        ["faults"] => faults::run_faults(None),
        ["faults", name] => faults::run_faults(Some(name)),
        ["screenshots"] => screenshots::take(),
        ["tidy"] => tidy::run(),
        _ => {
            print!("{HELP}");
            return if words.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
