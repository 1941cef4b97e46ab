//! The word index follows what was received: reports are acknowledged before their words can be searched, and every
//! search lets the index catch up first, so that nobody sees the difference.

use store::tokens::{find_newest_queued, is_queue_longer_than, post_queued};

use crate::app::App;
use crate::error::{Error, Result};

/// Cases of one transaction: long enough to be cheap, short enough that a report does not wait for it.
const CHUNK: i64 = 200;
/// While reports arrive, so many may wait for their postings: that is less than a second of catching up.
const BACKLOG: i64 = 4_000;

/// Enters the postings of all cases that were received before this call.
///
/// # Errors
/// When the store refuses.
pub fn catch_up(app: &App) -> Result<()> {
    let newest = app.store.read(|tx| find_newest_queued(tx).map_err(Error::from))?;
    let Some(newest) = newest else { return Ok(()) };
    while app.store.write(|tx| post_queued(tx, CHUNK).map_err(Error::from))?.is_some_and(|last| last < newest)
    {
    }
    Ok(())
}

/// Enters the postings of some cases, unless reports arrive and the backlog is short; answers whether to go on.
///
/// # Errors
/// When the store refuses.
pub fn work(app: &App) -> Result<bool> {
    if app.line.is_served() {
        let is_long = app.store.read(|tx| is_queue_longer_than(tx, BACKLOG).map_err(Error::from))?;
        if !is_long {
            return Ok(false);
        }
    } else if app.store.read(|tx| find_newest_queued(tx).map_err(Error::from))?.is_none() {
        return Ok(false);
    }
    Ok(app.store.write(|tx| post_queued(tx, CHUNK).map_err(Error::from))?.is_some())
}
