//! Publication: everything public rendered once, switched at once, kept for ever.
//!
//! ```text
//! public/revisions/ID/N/   the bytes of each published revision; written once, never changed, never deleted
//! public/releases/N/       one complete public set; what did not change is hard-linked from before
//! public/current           a symbolic link to the release in force; replaced by one rename
//! protected/revisions/     the same for what is not meant for everybody (TLP:GREEN and stricter)
//! protected/releases/N/    what belongs to release N and needs a credential; never below `public/`
//! signatures/              signatures made so far, by key and digest
//! ```
//!
//! Any web server can serve `public/current` as it is. A crash leaves the old set or the new one. Nothing gets into
//! the folder that the CSAF validator refuses.

pub mod devices;
pub mod keys;
pub mod list;
pub mod page;
pub mod rehearsal;
pub mod release;
pub mod revision;
pub mod set;
pub mod shelf;
mod signer;
pub mod standards;
pub mod well_known;

use crate::app::App;
use crate::error::Result;

/// Brings the public set up to date with what was published, the program and the calendar. Doing it again changes
/// nothing.
///
/// # Errors
/// When files cannot be written, or the publication key cannot be read; the old set stays.
pub fn refresh(app: &App) -> Result<()> {
    if let Some(prepared) = release::prepare(app)? {
        prepared.switch()?;
    }
    app.shelf.take(app, release::current(app));
    look_at_key(app);
    Ok(())
}

/// Notes how long the key is still good for. The log is told once a day, once it is time to act.
fn look_at_key(app: &App) {
    // A list that cannot be read is the publication's to complain about.
    let Ok(ring) = keys::read(&app.store.folder().join("keys")) else { return };
    let watched = keys::Watched::of(&ring, app.now());
    let warning = watched.warning();
    if let (true, Some(warning)) = (app.key_watch.note(watched), warning) {
        tracing::warn!("{warning}");
    }
}

/// The name that a publication key made here bears.
#[must_use]
pub fn key_name(app: &App) -> String {
    signer::name(app)
}

/// The same, when the program or the calendar changed since, or nothing was published yet.
///
/// # Errors
/// As [`refresh`].
pub fn refresh_if_due(app: &App) -> Result<()> {
    if !app.shelf.is_made_for(&shelf::Made::of(app)) {
        return refresh(app);
    }
    // Another server may have switched since.
    app.shelf.take(app, release::current(app));
    look_at_key(app);
    Ok(())
}
