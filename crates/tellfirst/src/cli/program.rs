//! `tellfirst program check DIR`: says what is wrong with a program folder, by file and line.
//!
//! It only reads. The same folder reader serves the server's start.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::program::{Files, Level, Problem, Program};
use jiff::civil::Date;

/// What can be done with a program folder.
#[derive(Debug, Subcommand)]
pub enum ProgramCommand {
    /// Say what is wrong with a program folder, by file and line
    Check(CheckArgs),
}

/// Which folder, and how to answer.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The folder with program.toml
    pub dir: PathBuf,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// Most files of a folder that are read.
const MOST_FILES: usize = 2_000;
/// Most bytes of a folder that are read.
const MOST_BYTES: u64 = 128 << 20;

/// Why a folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The operating system says no.
    #[error("{path}: {source}", path = path.display())]
    Read { path: PathBuf, source: std::io::Error },
    /// A name that no address can hold.
    #[error("{path}: the name is not UTF-8; rename the file", path = path.display())]
    Name { path: PathBuf },
    /// It is not a program folder, or far too much for one.
    #[error("{path}: more than {MOST_FILES} files or {MOST_BYTES} bytes; is this a program folder?", path = path.display())]
    TooMuch { path: PathBuf },
}

/// Reads a program folder. Hidden files and what is neither file nor folder are left out.
///
/// # Errors
///
/// When something cannot be read, or the folder is too large for a program.
pub fn read_folder(dir: &Path) -> Result<Files, FolderError> {
    let mut files = Files::new();
    let mut bytes = 0;
    let mut waiting = vec![dir.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let failed = |source| FolderError::Read { path: folder.clone(), source };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file() {
                bytes += entry.metadata().map_err(failed)?.len();
                if bytes > MOST_BYTES || files.len() == MOST_FILES {
                    return Err(FolderError::TooMuch { path: dir.to_path_buf() });
                }
                let contents = std::fs::read(&path)
                    .map_err(|source| FolderError::Read { path: path.clone(), source })?;
                files.insert(name_below(dir, &path)?, contents);
            }
        }
    }
    Ok(files)
}

/// The path below the folder, with `/` between its parts.
fn name_below(dir: &Path, path: &Path) -> Result<String, FolderError> {
    let parts = path.strip_prefix(dir).unwrap_or(path).iter().map(|part| part.to_str());
    let parts: Option<Vec<&str>> = parts.collect();
    parts.map(|parts| parts.join("/")).ok_or_else(|| FolderError::Name { path: path.to_path_buf() })
}

/// Checks a folder and prints what it finds: exit 0 without mistakes, 1 with some, 2 when the
/// folder cannot be read.
///
/// # Errors
///
/// When `out` or `err` cannot be written.
pub fn check(
    args: &CheckArgs,
    today: Date,
    out: &mut impl Write,
    err: &mut impl Write,
) -> std::io::Result<ExitCode> {
    let files = match read_folder(&args.dir) {
        Ok(files) => files,
        Err(error) => {
            writeln!(err, "tellfirst: {error}")?;
            return Ok(ExitCode::from(2));
        }
    };
    let problems = match Program::parse(&files, today) {
        Ok((_, weaknesses)) => weaknesses,
        Err(problems) => problems,
    };
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &problems)?;
        writeln!(out)?;
    } else {
        for problem in &problems {
            writeln!(out, "{problem}")?;
        }
        writeln!(out, "{}", summary(&problems))?;
    }
    let mistaken = problems.iter().any(|p| p.level == Level::Mistake);
    Ok(ExitCode::from(u8::from(mistaken)))
}

fn summary(problems: &[Problem]) -> String {
    let count = |level| problems.iter().filter(|p| p.level == level).count();
    let (mistakes, weaknesses) = (count(Level::Mistake), count(Level::Weakness));
    let plural = |n: usize, one: &str, many: &str| match n {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    };
    format!("{}, {}", plural(mistakes, "mistake", "mistakes"), plural(weaknesses, "weakness", "weaknesses"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{CheckArgs, ExitCode, check};

    fn run(dir: &std::path::Path, json: bool) -> (ExitCode, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = CheckArgs { dir: dir.to_path_buf(), json };
        let code = check(&args, date(2026, 11, 23), &mut out, &mut err).unwrap();
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn the_sample_program_is_found_without_mistake() {
        let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/sample");
        let (code, out, err) = run(&sample, false);
        assert_eq!((code, err.as_str()), (ExitCode::SUCCESS, ""));
        assert!(out.ends_with("no mistake, 3 weaknesses\n"), "{out}");
        let problems: serde_json::Value = serde_json::from_str(&run(&sample, true).1).unwrap();
        assert_eq!(problems[0]["level"], "weakness");
    }

    #[test]
    fn a_broken_folder_exits_with_1_and_a_missing_one_with_2() {
        let empty = tempfile::tempdir().unwrap();
        let (code, out, _) = run(empty.path(), false);
        assert_eq!(code, ExitCode::from(1));
        assert!(
            out.starts_with("program.toml:1: mistake: the file program.toml is missing. Remedy: "),
            "{out}"
        );
        let (code, out, err) = run(&empty.path().join("nowhere"), false);
        assert_eq!((code, out.as_str()), (ExitCode::from(2), ""));
        assert!(err.contains("nowhere"), "{err}");
    }
}
