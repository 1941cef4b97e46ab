//! A publication tried out: every file as it would be published now, in a folder to look at. Nothing is published.

use std::fs;
use std::path::Path;

use domain::case::Case;
use domain::id::CaseNumber;

use super::set::{Sets, Shelf};
use super::signer::Signer;
use super::{release, revision, set};
use crate::action::publication::{self, Obstacle};
use crate::app::App;
use crate::error::{Error, Result};

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Rehearsal {
    /// What forbids publishing, in the words of the checks.
    pub errors: Vec<String>,
    /// What could be better.
    pub warnings: Vec<String>,
    /// What the rules still ask for.
    pub obstacles: Vec<Obstacle>,
    /// Files that everybody would see.
    pub public: usize,
    /// Files behind a credential.
    pub protected: usize,
}

/// Writes the whole set as if the next revision of a case came out now: `public/` and, when something is not for
/// everybody, `protected/` below `out`, which must not exist. A document with errors is written alone, to be looked
/// at: no set would hold it.
///
/// # Errors
/// [`Error::NotFound`] for a case that there is not; when files cannot be written.
pub fn rehearse(app: &App, number: &CaseNumber, out: &Path) -> Result<Rehearsal> {
    let history = app.store.read(|tx| {
        let row = store::cases::find_by_number(tx, number.as_str())?.ok_or(Error::NotFound)?;
        publication::history(tx, row.id)
    })?;
    let case = Case::from_history(&history).ok_or(Error::NotFound)?;
    let preview = publication::preview(app, &case, &history)?;
    let mut rehearsal = Rehearsal {
        errors: preview.document.errors.clone(),
        warnings: preview.document.warnings.clone(),
        obstacles: publication::obstacles(&case, &preview.document, app.now()),
        ..Rehearsal::default()
    };
    fs::create_dir(out).map_err(|e| release::failed("make", out, &e))?;
    if preview.document.valid().is_none() {
        for (name, bytes) in &preview.document.documents {
            release::write_file(&out.join(name), bytes)?;
        }
        return Ok(rehearsal);
    }
    let id = preview.record.advisory.id.as_str().to_owned();
    let next = u32::try_from(preview.record.advisory.revisions.len()).map_err(Error::internal)?;
    let rendered = out.join("rendered");
    let folder = rendered.join(next.to_string());
    fs::create_dir_all(&rendered).map_err(|e| release::failed("make", &rendered, &e))?;
    if revision::keep_one(app, &preview.record, &folder)?.is_err() {
        return Err(Error::internal("a document that was valid is not valid any more"));
    }
    let before = (1..next).filter(|number| revision::is_public(app, &id, *number));
    let mut revisions: Vec<_> = before.map(|number| (number, revision::place(app, &id, number))).collect();
    if preview.record.advisory.tlp == formats::advisory::Tlp::White {
        revisions.push((next, folder.clone()));
    }
    let mut shelf: Shelf = set::read(app)?;
    shelf.current.retain(|current| current.record.advisory.id.as_str() != id);
    shelf.withdrawn.retain(|withdrawn| withdrawn.id != id);
    shelf.current.insert(0, set::read_newest(&folder, revisions)?);
    let Sets { public, protected } = set::make_from(app, &Signer::open(app)?, &shelf)?;
    (rehearsal.public, rehearsal.protected) = (public.len(), protected.len());
    release::write(&out.join("public"), &public, None)?;
    if !protected.is_empty() {
        release::write(&out.join("protected"), &protected, None)?;
    }
    // The files of the set are theirs now.
    fs::remove_dir_all(&rendered).map_err(|e| release::failed("clear", &rendered, &e))?;
    Ok(rehearsal)
}
