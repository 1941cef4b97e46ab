//! The program's files: read, versioned, and put in force when they hold no mistake.
//!
//! A change of any byte makes a new immutable policy version. Files with a mistake change nothing: the last good
//! version stays in force, and staff are told what is wrong and where.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::program::{Files, Program, canonical_hash};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_embed::RustEmbed;
use store::policies::{self, PolicyVersion};
use store::{Store, Tx};

use crate::app::{ActiveProgram, App, StartError};
use crate::error::{Error, Result};

#[derive(RustEmbed)]
#[folder = "../../programs/sample"]
struct Sample;

/// Files of a program are at most this large together (16 MiB): a folder named by mistake is refused early.
const FILES_MAX: u64 = 16 << 20;

/// The shipped sample program.
#[must_use]
pub fn sample() -> Files {
    Sample::iter()
        .filter_map(|name| Sample::get(&name).map(|file| (name.to_string(), file.data.into_owned())))
        .filter(|(name, _)| belongs(name))
        .collect()
}

/// Puts the sample program into a folder that has no program yet, for the maker to edit.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_sample_if_missing(folder: &Path) -> Result<(), StartError> {
    if folder.join(domain::program::PROGRAM_FILE).exists() {
        return Ok(());
    }
    for name in Sample::iter() {
        let Some(file) = Sample::get(&name) else { continue };
        let path = folder.join(name.as_ref());
        let failed = |source| StartError::Io { path: path.clone(), source };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        fs::write(&path, file.data).map_err(failed)?;
    }
    Ok(())
}

/// Reads the files of a program folder.
///
/// # Errors
/// When a file cannot be read, or they are too large to be a program.
pub fn read_files(folder: &Path) -> std::io::Result<Files> {
    let mut files = BTreeMap::new();
    let mut size = 0;
    read_into(folder, folder, &mut files, &mut size)?;
    Ok(files)
}

fn read_into(root: &Path, folder: &Path, files: &mut Files, size: &mut u64) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if entry.file_type()?.is_dir() {
            read_into(root, &path, files, size)?;
        } else if belongs(&name) {
            *size += entry.metadata()?.len();
            if *size > FILES_MAX {
                return Err(std::io::Error::other("the folder holds more than 16 MiB: this is no program"));
            }
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}

/// Editors leave other files behind; only these count.
fn belongs(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.'));
    let known = [".toml", ".csv", ".md"].iter().any(|end| name.ends_with(end));
    !hidden && known && name != "SOURCES.md"
}

/// Loads the program at the start. With mistakes in the files the last good version is used, if there is one.
///
/// # Errors
/// When there is no program without mistakes.
pub fn load(store: &Store, folder: &Path, now: Timestamp) -> Result<ActiveProgram, StartError> {
    let files = read_files(folder).map_err(|source| StartError::Io { path: folder.to_owned(), source })?;
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    match Program::parse(&files, today) {
        Ok((program, weaknesses)) => {
            let number = store.write(|tx| keep_version(tx, &program, &files, now))?;
            Ok(active(program, number, weaknesses))
        }
        Err(mistakes) => match last_good(store, now)? {
            Some(good) => Ok(ActiveProgram { mistakes, ..good }),
            None => Err(StartError::Program(mistakes)),
        },
    }
}

/// Looks at the files again and puts them in force if they changed and hold no mistake.
///
/// # Errors
/// When the store refuses.
pub fn refresh(app: &App) -> Result<()> {
    let before = app.program();
    let Ok(files) = read_files(&app.program_folder) else {
        tracing::warn!("the program folder cannot be read; the last version stays in force");
        return Ok(());
    };
    if before.mistakes.is_empty() && canonical_hash(&files) == before.program.hash {
        return Ok(());
    }
    match load(&app.store, &app.program_folder, app.now()) {
        Ok(program) => {
            if program.number != before.number {
                tracing::info!(version = program.number, "a new policy version is in force");
            } else if program.mistakes != before.mistakes {
                tracing::warn!(mistakes = program.mistakes.len(), "the program files hold mistakes");
            }
            app.set_program(program);
            Ok(())
        }
        Err(error) => Err(Error::internal(error)),
    }
}

fn active(program: Program, number: u32, weaknesses: Vec<domain::program::Problem>) -> ActiveProgram {
    let terms = program.terms();
    ActiveProgram { program, number, terms, weaknesses, mistakes: Vec::new() }
}

fn keep_version(tx: &mut Tx<'_>, program: &Program, files: &Files, now: Timestamp) -> store::Result<u32> {
    let id = program.id.as_str();
    let last = policies::find_latest(tx, id)?;
    if let Some(last) = last.as_ref().filter(|last| last.hash == program.hash.as_str()) {
        return Ok(number(last));
    }
    let version = PolicyVersion {
        program: id.to_owned(),
        number: last.map_or(0, |last| last.number) + 1,
        hash: program.hash.as_str().to_owned(),
        at: now.as_microsecond(),
    };
    let bytes =
        serde_json::to_vec(&as_text(files)).map_err(|_| store::Error::Malformed { what: "program" })?;
    policies::insert_version(tx, &version, &bytes)?;
    Ok(number(&version))
}

fn last_good(store: &Store, now: Timestamp) -> Result<Option<ActiveProgram>, StartError> {
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    store.read(|tx| {
        let Some(last) = policies::find_newest(tx)? else { return Ok(None) };
        let files = get_files(tx, &last)?;
        Ok(Program::parse(&files, today).ok().map(|(program, weak)| active(program, number(&last), weak)))
    })
}

/// The files of a version as they were.
///
/// # Errors
/// When the store refuses.
pub fn get_files(tx: &mut Tx<'_>, version: &PolicyVersion) -> store::Result<Files> {
    let bytes = policies::get_files(tx, &version.program, version.number)?;
    let texts: BTreeMap<String, String> =
        serde_json::from_slice(&bytes).map_err(|_| store::Error::Malformed { what: "program" })?;
    Ok(texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect())
}

/// Files without mistakes are UTF-8.
fn as_text(files: &Files) -> BTreeMap<&str, std::borrow::Cow<'_, str>> {
    files.iter().map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes))).collect()
}

fn number(version: &PolicyVersion) -> u32 {
    u32::try_from(version.number).unwrap_or(u32::MAX)
}
