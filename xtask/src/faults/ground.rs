//! What the trials stand on: the programs under test, a prepared data folder, and the comparison afterwards.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::shell::{Failure, Result, cargo, find, root, run};

/// Programs and folders of a run.
pub struct Ground {
    pub folder: TempDir,
    pub acts: PathBuf,
    pub tellfirst: PathBuf,
    pub strace: PathBuf,
}

impl Ground {
    /// Builds the programs and fills the folder that every trial begins with.
    pub fn prepare() -> Result<Self> {
        let strace = find(&["strace"])
            .ok_or_else(|| Failure("strace is missing: apt-get install strace".to_owned()))?;
        run(&mut cargo(&["build", "--package", "tellfirst", "--bins", "--example", "acts"]))?;
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let folder = tempfile::Builder::new().prefix("tellfirst-faults-").tempdir()?;
        let programs = target.join("debug");
        // Copies, so that a build in the meantime changes nothing.
        let (acts, tellfirst) = (folder.path().join("acts"), folder.path().join("tellfirst"));
        std::fs::copy(programs.join("examples/acts"), &acts)?;
        std::fs::copy(programs.join("tellfirst"), &tellfirst)?;
        let ground = Self { folder, acts, tellfirst, strace };
        run(Command::new(&ground.acts).arg("prepare").arg(ground.prepared()).stderr(Stdio::null()))?;
        Ok(ground)
    }

    /// The folder that every trial begins with a copy of.
    pub fn prepared(&self) -> PathBuf {
        self.folder.path().join("prepared")
    }

    /// A fresh copy of it.
    pub fn copy(&self, name: &str) -> Result<PathBuf> {
        let copy = self.folder.path().join(name);
        let _ = std::fs::remove_dir_all(&copy);
        run(Command::new("cp").arg("-a").arg(self.prepared()).arg(&copy))?;
        Ok(copy)
    }

    /// `acts run` on a folder, under strace with these words.
    pub fn traced(&self, words: &[&str], folder: &Path, rounds: &str) -> Command {
        let mut command = Command::new(&self.strace);
        command.args(["-qq", "-f", "-o", "/dev/null", "--seccomp-bpf"]).args(words);
        command.arg(&self.acts).arg("run").arg(folder).arg(rounds).stderr(Stdio::null());
        command
    }

    /// Opens the folder again like a server and compares; answers what is lost or wrong, in words.
    pub fn compare(&self, folder: &Path, acknowledged: &str) -> Result<Vec<String>> {
        let mut check = Command::new(&self.acts);
        check.arg("check").arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut check = check.spawn()?;
        if let Some(mut stdin) = check.stdin.take() {
            stdin.write_all(acknowledged.as_bytes())?;
        }
        let output = check.wait_with_output()?;
        let mut problems: Vec<String> =
            String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
        if !output.status.success() && problems.is_empty() {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            problems.push(format!(
                "the folder cannot be opened: {}",
                why.trim().lines().last().unwrap_or_default()
            ));
        }
        let verified = Command::new(&self.tellfirst).args(["verify-store", "--data"]).arg(folder).output()?;
        if !verified.status.success() {
            let words = [verified.stdout, verified.stderr].concat();
            problems
                .push(String::from_utf8_lossy(&words).lines().next().unwrap_or("verify-store").to_owned());
        }
        Ok(problems)
    }
}

/// The acknowledgements among the lines.
pub fn count(acknowledged: &str) -> usize {
    acknowledged.lines().filter(|line| line.ends_with('}') && !line.contains("\"open\"")).count()
}

/// A number from the environment, for longer or shorter runs.
pub fn chosen(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// What a trial found, in words for the table.
pub fn words(problems: &[String]) -> String {
    match problems {
        [] => "everything acknowledged, whole; store sound".to_owned(),
        [first, ..] => format!("{} problem(s), first: {first}", problems.len()),
    }
}
