//! What Tellfirst itself writes: many cases go the whole way to the public set, and independent programs read it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::peer::{Peer, is_csaf};
use super::{Line, files_below, own_verdicts, target};
use crate::shell::{Result, find, run};

/// Where the set claims to stand.
const ADDRESS: &str = "https://security.maker.example";

/// Publishes the cases and has everything read.
///
/// # Errors
/// When nothing can be published, or a reader cannot be run.
pub fn run_all(binary: &Path, records: &Path, peer: &Result<Peer>, cases: usize) -> Result<Vec<Line>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let example = target().join("debug/examples/publish_many");
    run(Command::new(example).arg(&data).arg(records).arg(cases.to_string()).arg(ADDRESS))?;
    let public = data.join("public/current");
    let files = files_below(&public.canonicalize()?)?;
    let mut lines = vec![csaf(binary, &files)?];
    lines.push(match peer {
        Ok(peer) => full_mode(peer, &files)?,
        Err(why) => Line::skipped("CSAF before csaf-validator-lib, full", why.to_string()),
    });
    lines.push(signatures(folder.path(), &files)?);
    lines.push(digests(&files)?);
    Ok(lines)
}

fn documents<'a>(files: &'a [PathBuf], version: &'a str) -> impl Iterator<Item = &'a PathBuf> {
    let json = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.filter(move |path| is_csaf(path, version))
}

/// Advice that the records give cause for, not the writer: flaws that nobody rated by CVSS 3, weaknesses as a record
/// names them, and a licence, which only the maker can choose.
const FROM_THE_RECORDS: [&str; 4] = ["6.2.3", "6.2.25", "6.2.26", "6.2.43"];

fn is_from_the_records(test: &str) -> bool {
    FROM_THE_RECORDS.contains(&test)
}

fn csaf(binary: &Path, files: &[PathBuf]) -> Result<Line> {
    let all: Vec<PathBuf> = documents(files, "2.0").chain(documents(files, "2.1")).cloned().collect();
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for verdict in own_verdicts(binary, &all)? {
        for finding in verdict["findings"].as_array().into_iter().flatten() {
            let test = finding["test"].as_str().unwrap_or_default().to_owned();
            let is_note = finding["severity"] == "information" || is_from_the_records(&test);
            let which = if is_note { &mut notes } else { &mut wrong };
            *which.entry(test).or_default() += 1;
        }
        if verdict["valid"] != true {
            *wrong.entry("not valid".to_owned()).or_default() += 1;
        }
    }
    let words = format!("{} documents; errors and warnings: {wrong:?}; notes: {notes:?}", all.len());
    Ok(Line::new("own CSAF before the own validator, full", wrong.is_empty() && !all.is_empty(), words))
}

fn full_mode(peer: &Peer, files: &[PathBuf]) -> Result<Line> {
    let all: Vec<PathBuf> = documents(files, "2.0").cloned().collect();
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for verdict in peer.verdicts(&all)? {
        for test in verdict["found"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let is_note = test.starts_with("6.3.") || is_from_the_records(test);
            let which = if is_note { &mut notes } else { &mut wrong };
            *which.entry(test.to_owned()).or_default() += 1;
        }
        if verdict["isValid"] != true {
            *wrong.entry("not valid".to_owned()).or_default() += 1;
        }
    }
    let words = format!("{} documents; errors and warnings: {wrong:?}; notes: {notes:?}", all.len());
    Ok(Line::new("own CSAF 2.0 before csaf-validator-lib, full", wrong.is_empty() && !all.is_empty(), words))
}

/// Every signature, with nothing but the published keys in the keyring.
fn signatures(folder: &Path, files: &[PathBuf]) -> Result<Line> {
    const WHAT: &str = "signatures before gpg --verify";
    let Some(gpg) = find(&["gpg"]) else { return Ok(Line::skipped(WHAT, "gpg is not installed")) };
    let (mut keys, mut signed, mut clear) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        let name = file.to_string_lossy().into_owned();
        if name.ends_with("security.txt") {
            clear.push(file);
        } else if name.ends_with(".asc") {
            let target = PathBuf::from(name.trim_end_matches(".asc"));
            if target.is_file() { signed.push((file, target)) } else { keys.push(file) }
        }
    }
    if keys.is_empty() {
        return Ok(Line::skipped(WHAT, "no OpenPGP key is published"));
    }
    let home = folder.join("gpg");
    std::fs::create_dir(&home)?;
    let gpg = || {
        let mut command = Command::new(&gpg);
        command
            .arg("--homedir")
            .arg(&home)
            .args(["--batch", "--quiet"])
            .stderr(Stdio::null())
            .stdout(Stdio::null());
        command
    };
    let imported =
        keys.iter().filter(|key| gpg().arg("--import").arg(key).status().is_ok_and(|s| s.success()));
    let imported = imported.count();
    let holds = |command: &mut Command| command.status().is_ok_and(|status| status.success());
    let bad =
        signed.iter().filter(|(signature, file)| !holds(gpg().arg("--verify").arg(signature).arg(file)));
    let bad = bad.count();
    let bad_clear = clear.iter().filter(|file| !holds(gpg().arg("--verify").arg(file))).count();
    let words = format!(
        "{imported} keys; {} detached, {bad} bad; {} security.txt, {bad_clear} bad",
        signed.len(),
        clear.len()
    );
    let passed = imported == keys.len() && !signed.is_empty() && bad + bad_clear == 0;
    Ok(Line::new(WHAT, passed, words))
}

/// Every digest file, in its own folder as a reader would have it.
fn digests(files: &[PathBuf]) -> Result<Line> {
    let mut bad = 0;
    let mut count = 0;
    for file in files {
        let program = match file.extension().and_then(|extension| extension.to_str()) {
            Some("sha256") => "sha256sum",
            Some("sha512") => "sha512sum",
            _ => continue,
        };
        let folder = file.parent().unwrap_or(file);
        let mut command = Command::new(program);
        command.current_dir(folder).args(["--check", "--strict", "--status"]).arg(file);
        count += 1;
        bad += usize::from(!command.status()?.success());
    }
    let words = format!("{count} files, {bad} bad");
    Ok(Line::new("digests before sha256sum -c and sha512sum -c", count > 0 && bad == 0, words))
}
