//! Checking CSAF documents for strangers, bounded in size, number, time and rate. Nothing sent is kept, and no
//! address in a document is asked.

use std::time::Duration;

use bytes::Bytes;
use formats::csaf::validate::{Options, Refusal, Report, validate};
use formats::strict_json;
use jiff::Timestamp;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::error::{Error, Result};
use crate::limit::{Network, Rate, What};

/// The largest document, in bytes (8 MiB). Real advisories rarely have more than two.
pub const BYTES_MAX: usize = 8 << 20;

/// How many may be checked at a time; each takes a core and up to some twenty times its size of memory.
const PLACES: usize = 2;

/// How long somebody waits for a place.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a check may take. The bounds of the validator end one long before; this is for a slow machine.
const LONGEST: Duration = Duration::from_secs(10);

/// Documents that one network may have checked in an hour.
const PER_HOUR: u32 = 600;

/// The places at the validator.
#[derive(Debug)]
pub struct Places(std::sync::Arc<Semaphore>);

impl Default for Places {
    fn default() -> Self {
        Self(std::sync::Arc::new(Semaphore::new(PLACES)))
    }
}

/// Takes one check from the budget of a network; to be called before the body is read.
///
/// # Errors
/// When the network has used it up.
pub fn admit(app: &App, network: Network, now: Timestamp) -> Result<()> {
    let taken = app.limits.take(What::Documents, network, Rate { per_hour: PER_HOUR }, now);
    taken.map_err(|retry_after| Error::TooMany { retry_after })
}

/// Checks a document. The inner result tells why one gets no verdict.
///
/// # Errors
/// When it is too large, or the server is busy with others.
pub async fn check(app: &App, document: Bytes) -> Result<Result<Report, Refusal>> {
    if document.len() > BYTES_MAX {
        return Err(Error::TooLarge { max: BYTES_MAX as u64 });
    }
    let busy = || Error::TooMany { retry_after: PATIENCE.as_secs() };
    let waited = tokio::time::timeout(PATIENCE, app.validator.0.clone().acquire_owned()).await;
    let place = waited.map_err(|_| busy())?.map_err(Error::internal)?;
    let work = app.run(move |_| {
        // Held by the work itself: a caller who goes away does not make room for another.
        let _place = place;
        let limits = strict_json::Limits { bytes: BYTES_MAX, ..strict_json::Limits::default() };
        Ok(validate(&document, Options { limits, ..Options::default() }))
    });
    match tokio::time::timeout(LONGEST, work).await {
        Ok(done) => done,
        Err(_) => Ok(Err(Refusal::TooIntricate { what: "parts" })),
    }
}
