//! csaf-validator-lib of the Secvisogram project (npm, MIT) as a peer: the same documents, verdict by verdict. It is
//! installed into the folder of the build; nothing of it is shipped.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Line, files_below, own_verdicts, target};
use crate::shell::{Failure, Result, find, read};

const PACKAGE: &str = "@secvisogram/csaf-validator-lib@2.0.10";
const SCRIPT: &str = include_str!("peer.mjs");

/// Differences that `docs/conformance.md` explains: test and the end of a file name; `*` is any test.
const EXPLAINED: [(&str, &str); 11] = [
    ("6.1.26", "2021-6-1-26-04.json"),
    ("6.1.21", "2021-6-1-14-12.json"),
    ("6.1.21", "2021-6-1-16-03.json"),
    ("6.1.21", "2021-6-1-16-16.json"),
    ("6.1.21", "2021-6-1-16-17.json"),
    ("schema", "2021-6-2-20-01.json"),
    ("schema", "2021-6-1-26-04.json"),
    // The schema refuses these two for both; what is found in the rest of them is nobody's promise.
    ("*", "2021-6-1-08-01.json"),
    ("*", "2021-6-1-08-03.json"),
    // A range of versions is no version: the standard asks for `product_version` in the path.
    ("6.3.9", "2022-evd-uc-04-001.json"),
    ("6.3.9", "2022-evd-uc-06-001.json"),
];

/// The installed peer.
pub struct Peer {
    folder: PathBuf,
}

impl Peer {
    /// Installs it once.
    ///
    /// # Errors
    /// When Node or npm are missing, or the registry cannot be reached.
    pub fn provide() -> Result<Self> {
        find(&["node"]).ok_or_else(|| Failure("Node is not installed".to_owned()))?;
        let folder = target().join("csaf-validator-lib");
        if !folder.join("node_modules/@secvisogram").is_dir() {
            let npm = find(&["npm"]).ok_or_else(|| Failure("npm is not installed".to_owned()))?;
            std::fs::create_dir_all(&folder)?;
            let arguments = ["install", "--silent", "--no-audit", "--no-fund", "--prefix"];
            read(Command::new(npm).args(arguments).arg(&folder).arg(PACKAGE))?;
        }
        std::fs::write(folder.join("peer.mjs"), SCRIPT)?;
        Ok(Self { folder })
    }

    /// Runs the script on files.
    ///
    /// # Errors
    /// When it fails.
    pub fn run(&self, arguments: &[&str], files: &[PathBuf]) -> Result<String> {
        let (mode, more) = arguments.split_first().unwrap_or((&"verdicts", &[]));
        let mut node = Command::new("node")
            .arg(self.folder.join("peer.mjs"))
            .arg(mode)
            .arg(&self.folder)
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let list: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
        if let Some(mut input) = node.stdin.take() {
            // All of it is read before anything is written.
            input.write_all(list.as_bytes())?;
        }
        let output = node.wait_with_output()?;
        if !output.status.success() {
            return Err(Failure(format!("csaf-validator-lib failed ({})", output.status)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The verdict on each file: `isValid`, `found` and `run`.
    ///
    /// # Errors
    /// When the script fails.
    pub fn verdicts(&self, files: &[PathBuf]) -> Result<Vec<Value>> {
        let text = self.run(&["verdicts"], files)?;
        Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
    }

    /// Compares the verdicts of every test that both have on the 2.0 documents of the shared data.
    ///
    /// # Errors
    /// When one of the two cannot be run.
    pub fn compare(&self, binary: &Path, conformance: &Path) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        for (name, folder) in [("official 2.0 cases", "csaf-2.0"), ("real 2.0 documents", "csaf-real")] {
            let files: Vec<PathBuf> = files_below(&conformance.join(folder))?
                .into_iter()
                .filter(|path| is_csaf(path, "2.0"))
                .collect();
            let (compared, differences) = self.differences(binary, &files)?;
            let (explained, open): (Vec<_>, Vec<_>) = differences.into_iter().partition(is_explained);
            let mut words = format!(
                "{} documents, {compared} verdicts of single tests; {} differ with an explanation",
                files.len(),
                explained.len()
            );
            let open: Vec<String> =
                open.iter().map(|(test, file, who)| format!("{test} {file} ({who})")).collect();
            if !open.is_empty() {
                words.push_str(&format!(", without one: {}", open.join(", ")));
            }
            lines.push(Line::new(format!("{name} beside csaf-validator-lib"), open.is_empty(), words));
        }
        Ok(lines)
    }

    fn differences(&self, binary: &Path, files: &[PathBuf]) -> Result<(usize, Vec<Difference>)> {
        let (ours, theirs) = (own_verdicts(binary, files)?, self.verdicts(files)?);
        let mut compared = 0;
        let mut differences = Vec::new();
        for ((file, own), peer) in files.iter().zip(&ours).zip(&theirs) {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let found: BTreeSet<&str> =
                list(&own["findings"]).filter_map(|finding| finding["test"].as_str()).collect();
            let not_run: BTreeSet<&str> = ["tests_skipped", "tests_not_asked", "tests_not_built"]
                .iter()
                .flat_map(|key| list(&own[key]).filter_map(Value::as_str))
                .collect();
            let found_there: BTreeSet<&str> = list(&peer["found"]).filter_map(Value::as_str).collect();
            let tests: BTreeSet<&str> = list(&peer["run"]).filter_map(Value::as_str).collect();
            for test in tests.difference(&not_run) {
                compared += 1;
                let who = match (found.contains(test), found_there.contains(test)) {
                    (true, false) => "only found here",
                    (false, true) => "only found there",
                    _ => continue,
                };
                differences.push(((*test).to_owned(), name.clone(), who));
            }
        }
        Ok((compared, differences))
    }
}

/// Test, file, and who found something.
type Difference = (String, String, &'static str);

fn is_explained((test, file, _): &Difference) -> bool {
    EXPLAINED.iter().any(|(own, end)| (*own == "*" || test == own) && file.ends_with(end))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Whether a file is a CSAF document of a version.
pub fn is_csaf(path: &Path, version: &str) -> bool {
    let value: Option<Value> = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    value
        .is_some_and(|value| value.pointer("/document/csaf_version").and_then(Value::as_str) == Some(version))
}
