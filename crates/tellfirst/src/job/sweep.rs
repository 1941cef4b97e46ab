//! Once an hour: what nobody needs any more is deleted, so that a server can run for years.
//!
//! Invariant: nothing of a case is touched. Files go only when no row speaks of them and they are older than an hour.

use store::accounts::{attempts, links, sessions};
use store::{idempotency, outbox, reconcile, reports, settings, uploads};

use crate::app::App;
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};

const HOUR: i64 = 3_600_000_000;
const WEEK: i64 = 7 * 24 * HOUR;
/// A repeat with the same key is answered from memory for so long.
const MONTH: i64 = 30 * 24 * HOUR;
/// Rows of one transaction.
const BATCH: i64 = 500;
/// When it was done last, by whichever server.
const DONE_AT: &str = "swept at";

/// Sweeps, when the last time is an hour ago.
///
/// # Errors
/// When the store refuses; the next hour tries again.
pub fn run(app: &App) -> Result<()> {
    let now = app.now().as_microsecond();
    let last = app.store.read(|tx| settings::find_setting(tx, DONE_AT).map_err(Error::from))?;
    if last.and_then(|at| at.parse::<i64>().ok()).is_some_and(|at| now - at < HOUR) {
        return Ok(());
    }
    app.store.write(|tx| settings::put_setting(tx, DONE_AT, &now.to_string()).map_err(Error::from))?;
    rows(app, now)?;
    while app.store.write(|tx| outbox::delete_done_jobs(tx, now - WEEK, BATCH).map_err(Error::from))? > 0 {}
    interrupted_uploads(app, now)?;
    crate::action::statistics::close_periods(app)?;
    // The times of files are those of the machine, also when the server's clock is ahead.
    let machine = SystemClock.now().as_microsecond();
    reconcile::delete_orphans(&app.store, now.min(machine))?;
    Ok(())
}

fn rows(app: &App, now: i64) -> Result<()> {
    app.store.write(|tx| {
        sessions::delete_old_sessions(tx, now - WEEK)?;
        links::delete_old_links(tx, now - MONTH)?;
        reports::delete_old_sessions(tx, now)?;
        attempts::delete_old_attempts(tx, now - WEEK)?;
        idempotency::delete_old_answers(tx, now - MONTH)?;
        Ok(())
    })
}

fn interrupted_uploads(app: &App, now: i64) -> Result<()> {
    loop {
        let (count, blobs) = app.store.write(|tx| {
            let expired = uploads::list_expired_uploads(tx, now, BATCH)?;
            let mut blobs = Vec::new();
            for id in &expired {
                blobs.extend(uploads::delete_upload(tx, *id)?);
            }
            Ok::<_, Error>((expired.len(), blobs))
        })?;
        blobs.iter().try_for_each(|blob| app.store.blobs().delete(blob))?;
        if count == 0 {
            return Ok(());
        }
    }
}
