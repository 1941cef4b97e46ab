//! The rules of the house that a machine can check: who may depend on whom, what a file begins with.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Failure, Result, root};

/// Crates of ours that each crate may use: dependencies point downwards only.
const MAY_USE: [(&str, &[&str]); 7] = [
    ("domain", &[]),
    ("checks", &["domain"]),
    ("formats", &[]),
    ("ui", &[]),
    ("store", &[]),
    ("tellfirst", &["checks", "domain", "formats", "store", "ui"]),
    ("xtask", &["checks", "domain"]),
];

/// Crates that the pure rooms must not have: no runtime, no database, no network.
const IMPURE: [&str; 9] =
    ["tokio", "axum", "rusqlite", "postgres", "sqlx", "reqwest", "ureq", "getrandom", "rand"];
const PURE: [&str; 4] = ["domain", "checks", "formats", "ui"];

/// Checks all rules.
pub fn run() -> Result {
    let mut problems = Vec::new();
    for (name, allowed) in MAY_USE {
        check_dependencies(name, allowed, &mut problems)?;
    }
    for file in rust_files(&root())? {
        check_file(&file, &mut problems)?;
    }
    check_migrations(&mut problems)?;
    if problems.is_empty() {
        return Ok(());
    }
    problems.iter().for_each(|problem| println!("{problem}"));
    Err(Failure(format!("{} rule(s) of the house are broken", problems.len())))
}

fn check_dependencies(name: &str, allowed: &[&str], problems: &mut Vec<String>) -> Result {
    let folder = if name == "xtask" { root().join(name) } else { root().join("crates").join(name) };
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let normal = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    let ours: Vec<_> = MAY_USE.iter().map(|(name, _)| *name).collect();
    for line in normal.lines() {
        let dependency = line.split(['.', ' ', '=']).next().unwrap_or_default();
        if ours.contains(&dependency) && !allowed.contains(&dependency) && dependency != name {
            problems
                .push(format!("{name} must not depend on {dependency}: dependencies point downwards only"));
        }
        if PURE.contains(&name) && IMPURE.contains(&dependency) {
            problems.push(format!("{name} is pure and must not depend on {dependency}"));
        }
    }
    Ok(())
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != "node_modules" && !name.starts_with('.') {
                found.extend(rust_files(&path)?);
            }
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
    Ok(found)
}

fn check_file(path: &Path, problems: &mut Vec<String>) -> Result {
    let text = fs::read_to_string(path)?;
    let name = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    let mut complain = |what: &str| problems.push(format!("{name}: {what}"));
    if !text.starts_with("//!") && !name.ends_with("build.rs") {
        complain("a file begins with //! and says what it is for");
    }
    if name.ends_with("/mod.rs") && !name.contains("tests/") {
        complain("modules are foo.rs with foo/, not mod.rs");
    }
    // What serves pages must not come near the key that signs what is published.
    let serves = ["crates/tellfirst/src/web", "crates/tellfirst/src/api"];
    if serves.iter().any(|room| name.starts_with(room)) {
        for word in ["keys::Chest", "openpgp::", "publish::refresh", "publish::release"] {
            if text.contains(word) {
                complain(&format!("pages and API must not use {word}: publication is a job's"));
            }
        }
    }
    for word in ["utils", "helpers", "misc"] {
        if path.file_stem().is_some_and(|stem| stem == word) {
            complain("a file's name says what lives in it");
        }
    }
    if path.file_name().is_some_and(|n| n != "tidy.rs") && text.contains("#[allow(") {
        complain("use #[expect(.., reason = ..)] instead of #[allow(..)]");
    }
    Ok(())
}

/// Migrations are numbered without a gap.
fn check_migrations(problems: &mut Vec<String>) -> Result {
    let mut names: Vec<String> = fs::read_dir(root().join("migrations"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".sql"))
        .collect();
    names.sort();
    for (index, name) in names.iter().enumerate() {
        if !name.starts_with(&format!("{:04}_", index + 1)) {
            problems.push(format!("migrations/{name}: the number should be {:04}", index + 1));
        }
    }
    Ok(())
}
