//! The bytes of one published revision: rendered once, then never touched again.

use std::fs;
use std::path::{Path, PathBuf};

use domain::program::Language;
use formats::advisory::Tlp;
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
/// The security advisory as CSAF 2.0.
pub const CSAF: &str = "csaf.json";
/// The security advisory as CSAF 2.1.
pub const CSAF_2_1: &str = "csaf-2.1.json";
/// The VEX document as CSAF 2.0.
pub const VEX: &str = "csaf-vex.json";
/// The VEX document as CSAF 2.1.
pub const VEX_2_1: &str = "csaf-vex-2.1.json";
/// Documents that are signed and served beside the pages.
pub const DOCUMENTS: [&str; 4] = [CSAF, CSAF_2_1, VEX, VEX_2_1];

/// The document of a revision was refused: nothing was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// Where the revisions of an advisory with this label are kept.
fn folder_of(app: &App, advisory: &str, tlp: Tlp) -> PathBuf {
    let above = if tlp == Tlp::White { release::public_folder(app) } else { release::protected_folder(app) };
    above.join("revisions").join(advisory)
}

/// Where a revision is kept.
#[must_use]
pub fn place(app: &App, advisory: &str, number: u32) -> PathBuf {
    let hidden = folder_of(app, advisory, Tlp::Red).join(number.to_string());
    if hidden.exists() { hidden } else { folder_of(app, advisory, Tlp::White).join(number.to_string()) }
}

/// Whether a revision is for everybody.
#[must_use]
pub fn is_public(app: &App, advisory: &str, number: u32) -> bool {
    place(app, advisory, number).starts_with(release::public_folder(app))
}

/// Renders every revision of a case that is not on the disk yet, and enters all of them.
///
/// # Errors
/// When the store or the disk refuses; `Ok(Err(Refused))` when a document is not valid.
pub fn keep(app: &App, case: CaseId) -> Result<std::result::Result<(), Refused>> {
    let story = app.store.read(|tx| publication::story(tx, app, case))?;
    let Some(last) = story.revisions.last() else { return Ok(Ok(())) };
    for published in &story.revisions {
        let tlp = published.record.advisory.tlp;
        let folder = folder_of(app, published.number.as_str(), tlp).join(published.revision.to_string());
        if !folder.join(RECORD).exists() && keep_one(app, &published.record, &folder)?.is_err() {
            return Ok(Err(Refused));
        }
    }
    if let Some(at) = story.removed {
        let note = serde_json::json!({"id": last.number.as_str(), "withdrawn": at.to_string()});
        let folder = folder_of(app, last.number.as_str(), last.record.advisory.tlp);
        let path = folder.join(format!("withdrawn-{}.json", last.revision));
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
    let file = place(app, number, published.revision).join(CSAF);
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
///
/// # Errors
/// When the disk refuses; `Ok(Err(Refused))` when a document is not valid.
pub(super) fn keep_one(
    app: &App,
    record: &Record,
    folder: &Path,
) -> Result<std::result::Result<(), Refused>> {
    let checked = publication::check(record);
    if checked.valid().is_none() {
        for error in &checked.errors {
            tracing::error!(advisory = record.advisory.id.as_str(), %error, "a document is refused");
        }
        return Ok(Err(Refused));
    }
    let part = folder.with_extension("part");
    let _ = fs::remove_dir_all(&part);
    fs::create_dir_all(&part).map_err(|e| release::failed("make", &part, &e))?;
    for (name, bytes) in files(app, record, checked.documents)? {
        release::write_file(&part.join(name), &bytes)?;
    }
    release::sync_folder(&part)?;
    fs::rename(&part, folder).map_err(|e| release::failed("move", folder, &e))?;
    folder.parent().map_or(Ok(()), release::sync_folder)?;
    Ok(Ok(()))
}

/// Adds the documents that a revision lacks because it was kept before they were written; what is there stays as it
/// is. One that the validator refuses is left out, and the log says so.
///
/// # Errors
/// When the disk refuses.
pub(super) fn complete(folder: &Path, record: &Record) -> Result<()> {
    let missing: Vec<&str> = DOCUMENTS.into_iter().filter(|name| !folder.join(name).exists()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let checked = publication::check(record);
    for error in &checked.errors {
        tracing::error!(advisory = record.advisory.id.as_str(), %error, "a document is left out");
    }
    let wanted = |name: &str| missing.contains(&name) && checked.is_valid(name);
    for (name, bytes) in checked.documents.iter().filter(|(name, _)| wanted(name)) {
        let path = folder.join(name);
        let part = path.with_extension("part");
        release::write_file(&part, bytes)?;
        fs::rename(&part, &path).map_err(|e| release::failed("move", &path, &e))?;
    }
    release::sync_folder(folder)
}

fn files(app: &App, record: &Record, documents: Vec<(&str, Vec<u8>)>) -> Result<Vec<(String, Vec<u8>)>> {
    let json = serde_json::to_vec(record).map_err(Error::internal)?;
    let mut files = vec![(RECORD.to_owned(), json)];
    files.extend(documents.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    files.extend(super::standards::files(&app.program(), record));
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
