//! Work that nobody waits for: mail, looks at firmware pages, clocks, publication. One file per kind.
//!
//! Work is claimed from the outbox by a lease, so a server that dies leaves it to be done again; every kind of work
//! can be done twice without harm.

pub mod backfill;
pub mod clocks;
pub mod cve;
pub mod drafts;
pub mod evidence;
pub mod follow;
pub mod invite;
pub mod mail;
pub mod publish;
pub mod sweep;

use std::sync::Arc;
use std::time::Duration;

use store::outbox::{self, Job, Retry};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

use crate::action::effects::kind;
use crate::action::recognition;
use crate::app::App;
use crate::error::{Error, Result};

/// How long a worker may take for a piece of work before another one tries.
const LEASE: Duration = Duration::from_secs(300);
/// How often the clocks are looked at when nothing rings the bell.
const PAUSE: Duration = Duration::from_secs(5);
/// A bell that rings is answered after this time: much of what happens meanwhile is done in the same round.
const GATHER: Duration = Duration::from_millis(50);
/// How often the word index catches up.
const POSTINGS: Duration = Duration::from_millis(500);
/// How often the features of new reports are looked for.
const FEATURES: Duration = Duration::from_secs(1);
/// After so many tries a person has to look.
const ATTEMPTS_MAX: i64 = 12;
/// Pieces of work done in one round before the clocks get their turn.
const ROUND: usize = 64;

/// Starts the workers of this server. What waits for others (firmware pages, mail servers) has workers of its own,
/// so that a slow one keeps nothing else waiting.
pub fn start(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        let kinds = [kind::EVIDENCE, kind::MAIL, kind::LINK, kind::CVE, kind::INVITE];
        let bells = kinds.map(|_| Arc::new(Notify::new()));
        let mut outward = JoinSet::new();
        for (kind, bell) in kinds.into_iter().zip(&bells) {
            outward.spawn(work_outward(app.clone(), kind, bell.clone()));
        }
        outward.spawn(work_postings(app.clone()));
        outward.spawn(work_features(app.clone()));
        loop {
            log_failure(app.run(work_inside).await.map(drop));
            bells.iter().for_each(|bell| bell.notify_one());
            tokio::select! {
                () = app.bell.notified() => tokio::time::sleep(GATHER).await,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    })
}

async fn work_postings(app: App) {
    loop {
        match app.run(crate::action::postings::work).await {
            Ok(true) => {}
            outcome => {
                log_failure(outcome.map(drop));
                tokio::time::sleep(POSTINGS).await;
            }
        }
    }
}

/// Finds what the newest reports are recognised by; a crowd of them in portions, so that those who hand in reports
/// keep the processor.
async fn work_features(app: App) {
    loop {
        log_failure(app.run(recognition::catch_up).await.map(drop));
        tokio::time::sleep(FEATURES).await;
    }
}

async fn work_outward(app: App, kind: &'static str, bell: Arc<Notify>) {
    loop {
        let work = move |app: &App| {
            if kind == kind::CVE {
                cve::refresh_quota(app);
            }
            work_at(app, kind)
        };
        match app.run(work).await {
            Ok(true) => {}
            outcome => {
                log_failure(outcome.map(drop));
                bell.notified().await;
            }
        }
    }
}

fn log_failure(outcome: Result<()>) {
    if let Err(error) = outcome {
        tracing::error!(%error, "a round of work failed");
    }
}

/// Does everything that is due, once, as all workers together would.
///
/// # Errors
/// When the store refuses; a piece of work that fails is tried again later and does not stop the others.
pub fn work_once(app: &App) -> Result<()> {
    work_inside(app)?;
    cve::refresh_quota(app);
    while recognition::catch_up(app)? {}
    let kinds = [
        kind::EVIDENCE,
        kind::FOLLOW,
        kind::FEATURES,
        kind::PUBLISH,
        kind::CVE,
        kind::MAIL,
        kind::LINK,
        kind::INVITE,
    ];
    for kind in kinds {
        let mut left = ROUND;
        while left > 0 && work_at(app, kind)? {
            left -= 1;
        }
    }
    Ok(())
}

/// Clocks, program files, and the part of the outbox that stays inside, until it is empty or the round is over.
fn work_inside(app: &App) -> Result<()> {
    crate::action::program::refresh(app)?;
    clocks::run(app)?;
    log_failure(sweep::run(app));
    log_failure(backfill::run(app));
    // What cannot be written now is written at the next round; nobody's mail waits for it.
    if let Err(error) = crate::publish::refresh_if_due(app) {
        tracing::error!(%error, "the public files cannot be brought up to date");
    }
    drafts::run(app)?;
    let mut left = ROUND;
    for kind in [kind::PUBLISH, kind::FOLLOW, kind::FEATURES] {
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
        None => Ok(Done::Finished),
    };
    settle(app, &job, done)?;
    Ok(true)
}

/// What a piece of work leaves behind in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Nothing more to do.
    Finished,
    /// The work itself has said when it goes on.
    PutOff,
}

fn carry_out(app: &App, job: &Job, payload: &[u8]) -> Result<Done> {
    match job.kind.as_str() {
        kind::FOLLOW => follow::run(app, job).map(|()| Done::Finished),
        kind::EVIDENCE => evidence::run(app, job, payload).map(|()| Done::PutOff),
        kind::MAIL => mail::run(app, job, payload).map(|()| Done::Finished),
        kind::LINK => crate::action::reporter_link::send(app, job, payload).map(|()| Done::Finished),
        kind::INVITE => invite::run(app, job, payload).map(|()| Done::Finished),
        kind::FEATURES => match job.case {
            Some(case) => recognition::find_anew(app, case).map(|()| Done::Finished),
            None => Ok(Done::Finished),
        },
        kind::PUBLISH => publish::run(app, job).map(|()| Done::Finished),
        kind::CVE => cve::run(app, job, payload).map(|()| Done::Finished),
        other => Err(Error::internal(format!("no worker for {other}"))),
    }
}

fn settle(app: &App, job: &Job, done: Result<Done>) -> Result<()> {
    let now = app.now().as_microsecond();
    match done {
        Ok(Done::PutOff) => Ok(()),
        Ok(Done::Finished) => app.store.write(|tx| outbox::finish_job(tx, job.id, now).map_err(Error::from)),
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
