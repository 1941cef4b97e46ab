//! The bytes of one published revision: rendered once, then never touched again.

use std::fs;
use std::path::{Path, PathBuf};

use domain::program::Language;
use sha2::{Digest, Sha256};
use store::CaseId;
use store::publications::{self, Publication};

use super::{page, release};
use crate::action::publication::{self, Published, Record};
use crate::app::App;
use crate::error::{Error, Result};
use crate::words;

/// The public facts of a revision, from which lists and feeds are made.
pub const RECORD: &str = "record.json";
/// The CSAF 2.0 document.
pub const CSAF: &str = "csaf.json";

/// The document of a revision was refused: nothing was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// Where the revisions of an advisory are kept.
#[must_use]
pub fn folder_of(app: &App, advisory: &str) -> PathBuf {
    release::public_folder(app).join("revisions").join(advisory)
}

/// Renders every revision of a case that is not on the disk yet, and enters all of them.
///
/// # Errors
/// When the store or the disk refuses; `Ok(Err(Refused))` when a document is not valid.
pub fn keep(app: &App, case: CaseId) -> Result<std::result::Result<(), Refused>> {
    let story = app.store.read(|tx| publication::story(tx, app, case))?;
    let Some(last) = story.revisions.last() else { return Ok(Ok(())) };
    for published in &story.revisions {
        let folder = folder_of(app, published.number.as_str()).join(published.revision.to_string());
        if !folder.join(RECORD).exists() && keep_one(app, published, &folder)?.is_err() {
            return Ok(Err(Refused));
        }
    }
    if let Some(at) = story.removed {
        let note = serde_json::json!({"id": last.number.as_str(), "withdrawn": at.to_string()});
        let path = folder_of(app, last.number.as_str()).join(format!("withdrawn-{}.json", last.revision));
        release::write_file(&path, note.to_string().as_bytes())?;
    }
    for published in &story.revisions {
        let state = match (published.revision == last.revision, story.removed) {
            (_, Some(_)) => "withdrawn",
            (true, None) => "current",
            (false, None) => "superseded",
        };
        enter(app, case, published, state)?;
    }
    Ok(Ok(()))
}

fn enter(app: &App, case: CaseId, published: &Published, state: &str) -> Result<()> {
    let number = published.number.as_str();
    let path = format!("revisions/{number}/{}/{CSAF}", published.revision);
    let file = release::public_folder(app).join(&path);
    let bytes = fs::read(&file).map_err(|e| release::failed("read", &file, &e))?;
    let at = published.record.advisory.find_current_release();
    let row = Publication {
        advisory: number.to_owned(),
        revision: i64::from(published.revision),
        case,
        at: at.map_or(0, |at| at.as_microsecond()),
        path,
        sha256: hex::encode(Sha256::digest(&bytes)),
        state: state.to_owned(),
    };
    app.store.write(|tx| publications::put_publication(tx, &row).map_err(Error::from))
}

/// Writes a revision beside its place and moves it there in one step.
fn keep_one(app: &App, published: &Published, folder: &Path) -> Result<std::result::Result<(), Refused>> {
    let checked = publication::check(&published.record);
    let Some(csaf) = checked.valid() else { return Ok(Err(Refused)) };
    let parent = folder_of(app, published.number.as_str());
    let part = parent.join(format!("{}.part", published.revision));
    let _ = fs::remove_dir_all(&part);
    fs::create_dir_all(&part).map_err(|e| release::failed("make", &part, &e))?;
    for (name, bytes) in files(app, &published.record, csaf)? {
        release::write_file(&part.join(name), &bytes)?;
    }
    release::sync_folder(&part)?;
    fs::rename(&part, folder).map_err(|e| release::failed("move", folder, &e))?;
    release::sync_folder(&parent)?;
    Ok(Ok(()))
}

fn files(app: &App, record: &Record, csaf: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let json = serde_json::to_vec(record).map_err(Error::internal)?;
    let mut files = vec![(RECORD.to_owned(), json), (CSAF.to_owned(), csaf.to_vec())];
    for language in record.advisory.texts.keys() {
        let html = page::document(app, record, language).into_string();
        files.push((html_name(language.as_str()), html.into_bytes()));
    }
    Ok(files)
}

/// The file of a page in a language.
#[must_use]
pub fn html_name(language: &str) -> String {
    format!("{}.html", language.to_ascii_lowercase())
}

/// The language of the program's texts that a page in `language` uses.
#[must_use]
pub fn program_language(language: &str) -> Language {
    Language(words::locale(language).code().to_owned())
}

/// Reads what was kept of a revision.
///
/// # Errors
/// When it is not there or not readable.
pub fn read(folder: &Path) -> Result<Record> {
    let path = folder.join(RECORD);
    let bytes = fs::read(&path).map_err(|e| release::failed("read", &path, &e))?;
    serde_json::from_slice(&bytes).map_err(Error::internal)
}
