//! Work that nobody waits for: mail, looks at firmware pages, clocks, publication. One file per kind.
//!
//! Work is claimed from the outbox by a lease, so a server that dies leaves it to be done again; every kind of work
//! can be done twice without harm.

pub mod clocks;
pub mod drafts;
pub mod follow;

use std::time::Duration;

use store::outbox::{self, Job, Retry};
use tokio::task::JoinHandle;

use crate::action::effects::kind;
use crate::app::App;
use crate::error::{Error, Result};

/// How long a worker may take for a piece of work before another one tries.
const LEASE: Duration = Duration::from_secs(300);
/// How often the clocks are looked at when nothing rings the bell.
const PAUSE: Duration = Duration::from_secs(5);
/// After so many tries a person has to look.
const ATTEMPTS_MAX: i64 = 12;
/// Pieces of work done in one round before the clocks get their turn.
const ROUND: usize = 64;

/// Starts the worker of this server.
pub fn start(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = app.run(work_once).await {
                tracing::error!(%error, "a round of work failed");
            }
            tokio::select! {
                () = app.bell.notified() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    })
}

/// Does what is due, once: clocks, program files, and the outbox until it is empty or the round is over.
///
/// # Errors
/// When the store refuses; a piece of work that fails is tried again later and does not stop the others.
pub fn work_once(app: &App) -> Result<()> {
    crate::action::program::refresh(app)?;
    clocks::run(app)?;
    drafts::run(app)?;
    let mut left = ROUND;
    for kind in [kind::PUBLISH, kind::FOLLOW, kind::EVIDENCE, kind::MAIL] {
        while left > 0 && work_at(app, kind)? {
            left -= 1;
        }
    }
    if left == 0 {
        app.bell.notify_one();
    }
    Ok(())
}

/// Does one piece of work of a kind; answers whether there was one.
fn work_at(app: &App, kind: &str) -> Result<bool> {
    let now = app.now().as_microsecond();
    let lease = i64::try_from(LEASE.as_micros()).map_err(Error::internal)?;
    let claimed = app.store.write(|tx| outbox::claim_job(tx, kind, now, lease).map_err(Error::from))?;
    let Some(job) = claimed else { return Ok(false) };
    let done = match &job.payload {
        Some(payload) => carry_out(app, &job, payload),
        // The case was erased: there is nothing to do any more.
        None => Ok(()),
    };
    settle(app, &job, done)?;
    Ok(true)
}

fn carry_out(app: &App, job: &Job, _payload: &[u8]) -> Result<()> {
    match job.kind.as_str() {
        kind::FOLLOW => follow::run(app, job),
        other => Err(Error::internal(format!("no worker for {other}"))),
    }
}

fn settle(app: &App, job: &Job, done: Result<()>) -> Result<()> {
    let now = app.now().as_microsecond();
    match done {
        Ok(()) => app.store.write(|tx| outbox::finish_job(tx, job.id, now).map_err(Error::from)),
        Err(error) => {
            tracing::warn!(kind = %job.kind, attempts = job.attempts, %error, "work failed");
            let retry = match job.attempts {
                ..ATTEMPTS_MAX => Retry::At(now.saturating_add(outbox::back_off(job.attempts))),
                _ => Retry::Never(now),
            };
            let code = error_code(&error);
            app.store.write(|tx| outbox::fail_job(tx, job.id, retry, code).map_err(Error::from))
        }
    }
}

/// A word for the kind of failure, without content.
fn error_code(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "gone",
        Error::Unavailable(_) => "unavailable",
        Error::Refused(_) => "refused",
        _ => "failed",
    }
}
