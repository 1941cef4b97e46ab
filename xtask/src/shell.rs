//! Other programs, called so that a failure says which one and why.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What went wrong, for a person.
#[derive(Debug)]
pub struct Failure(pub String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// The result of a verb.
pub type Result<T = (), E = Failure> = std::result::Result<T, E>;

/// Runs a program with its output shown.
pub fn run(command: &mut Command) -> Result {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| Failure(format!("{name} cannot be started: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("{name} failed ({status})"))) }
}

/// Runs a program and answers what it printed; its complaints become the failure.
pub fn read(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| Failure(format!("{name} cannot be started: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim())))
}

/// The folder of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// `cargo`, run in the folder of the project.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.current_dir(root()).args(arguments);
    command
}

/// The first of these programs that is on the path or at the given place.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let anywhere = |name: &&str| match Path::new(name).is_absolute() {
        true => Some(PathBuf::from(name)).filter(|p| p.exists()),
        false => folders.iter().map(|folder| folder.join(name)).find(|p| p.exists()),
    };
    names.iter().find_map(anywhere)
}
