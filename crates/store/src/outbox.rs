//! Work that follows from an act (mail, fetching evidence, publication), stored in the transaction of the act.
//!
//! A job is claimed by a lease, so any number of servers may work; a job whose worker died is claimed again when
//! the lease ends. Exactly one row per idempotency key.

use crate::engine::{Row, Tx};
use crate::error::{Error, Result};
use crate::ids::{CaseId, JobId};
use crate::params;
use crate::seal::{Owner, Place};

/// Work to be done. The payload is sealed with the case's key when it belongs to one, so erasing reaches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// `mail`, `evidence_fetch`, `publication`, ...
    pub kind: String,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// What to do, as JSON; stored sealed.
    pub payload: Vec<u8>,
    /// A second job with this key is not stored.
    pub idempotency_key: String,
    /// Not to be done before, in microseconds since 1970 in UTC.
    pub not_before: i64,
}

/// A claimed job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// The kind of work.
    pub kind: String,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The opened payload; `None` when its case was erased, and then there is nothing to do but finish it.
    pub payload: Option<Vec<u8>>,
    /// The key under which its effect is to be remembered outside.
    pub idempotency_key: String,
    /// How often it was claimed, with this time.
    pub attempts: i64,
}

/// How much work there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Not done, not given up (at most 10,000 are counted).
    pub open: i64,
    /// Given up (at most 10,000 are counted).
    pub failed: i64,
    /// The earliest `not_before` among the open ones.
    pub oldest: Option<i64>,
}

/// Stores a job; answers `None` when one with the same key is there.
///
/// # Errors
/// When the engine refuses.
pub fn insert_job(tx: &mut Tx<'_>, job: &NewJob) -> Result<Option<JobId>> {
    let id = JobId(crate::counters::next(tx, "outbox")?);
    let sealed = tx.seal(owner(job.case), place(id), &job.payload)?;
    let sql = "insert into outbox (id, kind, case_id, sealed, idempotency_key, not_before, attempts, lease_until) \
               values ($1, $2, $3, $4, $5, $6, 0, 0) on conflict (idempotency_key) do nothing";
    let inserted =
        tx.execute(sql, params![id, &job.kind, job.case, sealed, &job.idempotency_key, job.not_before])?;
    Ok((inserted == 1).then_some(id))
}

/// Stores a job, or brings the one with this key forward to `not_before`, also when it was done or given up: for
/// work that repeats, of which there must be one row and never two. The payload of a row that is there stays.
///
/// # Errors
/// When the engine refuses.
pub fn schedule_job(tx: &mut Tx<'_>, job: &NewJob) -> Result<()> {
    if insert_job(tx, job)?.is_some() {
        return Ok(());
    }
    let sql = "update outbox set not_before = $2, attempts = 0, lease_until = 0, done_at = null, \
               failed_at = null, last_error = null where idempotency_key = $1";
    tx.execute(sql, params![&job.idempotency_key, job.not_before]).map(drop)
}

/// Ends this turn of a job that repeats: it is due again at `moment`.
///
/// # Errors
/// When the engine refuses.
pub fn postpone_job(tx: &mut Tx<'_>, id: JobId, moment: i64) -> Result<()> {
    let sql =
        "update outbox set not_before = $2, attempts = 0, lease_until = 0, last_error = null where id = $1";
    tx.execute(sql, params![id, moment]).map(drop)
}

/// Claims the job of this kind that has waited longest, until `now + lease` (microseconds).
///
/// # Errors
/// When the engine refuses.
pub fn claim_job(tx: &mut Tx<'_>, kind: &str, now: i64, lease: i64) -> Result<Option<Job>> {
    let sql = "update outbox set lease_until = $3, attempts = attempts + 1 where id = ( \
                 select id from outbox where kind = $1 and done_at is null and failed_at is null \
                 and not_before <= $2 and lease_until <= $2 order by not_before, id limit 1) \
               and lease_until <= $2 \
               returning id, kind, case_id, sealed, idempotency_key, attempts";
    let claimed = tx.query_one(sql, params![kind, now, now.saturating_add(lease)], read)?;
    let Some((mut job, sealed)) = claimed else { return Ok(None) };
    job.payload = match tx.open(owner(job.case), place(job.id), &sealed) {
        Ok(payload) => Some(payload),
        Err(Error::Erased) => None,
        Err(error) => return Err(error),
    };
    Ok(Some(job))
}

/// Marks a job as done.
///
/// # Errors
/// When the engine refuses.
pub fn finish_job(tx: &mut Tx<'_>, id: JobId, now: i64) -> Result<()> {
    tx.execute("update outbox set done_at = $2, last_error = null where id = $1", params![id, now]).map(drop)
}

/// Marks the open jobs of one kind that belong to a case as done: for what nobody is to be told of.
///
/// # Errors
/// When the engine refuses.
pub fn finish_jobs_of_case(tx: &mut Tx<'_>, case: CaseId, kind: &str, now: i64) -> Result<u64> {
    let sql = "update outbox set done_at = $3 where kind = $1 and case_id = $2 and done_at is null \
               and failed_at is null";
    tx.execute(sql, params![kind, case, now])
}

/// What becomes of a job that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Try again at this time.
    At(i64),
    /// Give up; a person has to look.
    Never(i64),
}

/// Notes a failure; `code` is a short code without content.
///
/// # Errors
/// When the engine refuses.
pub fn fail_job(tx: &mut Tx<'_>, id: JobId, retry: Retry, code: &str) -> Result<()> {
    match retry {
        Retry::At(moment) => tx.execute(
            "update outbox set not_before = $2, lease_until = 0, last_error = $3 where id = $1",
            params![id, moment, code],
        ),
        Retry::Never(now) => tx.execute(
            "update outbox set failed_at = $2, last_error = $3 where id = $1",
            params![id, now, code],
        ),
    }
    .map(drop)
}

/// The pause before attempt `attempts + 1`: 30 seconds, doubled each time, six hours at most (microseconds).
pub fn back_off(attempts: i64) -> i64 {
    const SECOND: i64 = 1_000_000;
    let doublings = u32::try_from(attempts.clamp(1, 20)).unwrap_or(1) - 1;
    (30 * SECOND).saturating_mul(1_i64 << doublings).min(6 * 3600 * SECOND)
}

/// Counts the work of one kind.
///
/// # Errors
/// When the engine refuses.
pub fn count_jobs(tx: &mut Tx<'_>, kind: &str) -> Result<JobCounts> {
    let open = "select count(*), min(not_before) from (select not_before from outbox \
                where kind = $1 and done_at is null and failed_at is null order by not_before, id limit 10000) as o";
    let failed = "select count(*) from (select id from outbox where kind = $1 and failed_at is not null \
                  limit 10000) as o";
    let (open, oldest) =
        tx.query_one(open, params![kind], |row| Ok((row.int(0)?, row.opt_int(1)?)))?.unwrap_or_default();
    let failed = tx.query_one(failed, params![kind], |row| row.int(0))?.unwrap_or_default();
    Ok(JobCounts { open, failed, oldest })
}

/// Deletes jobs that were done before `moment`; answers how many.
///
/// # Errors
/// When the engine refuses.
pub fn delete_done_jobs(tx: &mut Tx<'_>, moment: i64, limit: i64) -> Result<u64> {
    let sql =
        "delete from outbox where id in (select id from outbox where done_at < $1 order by done_at limit $2)";
    tx.execute(sql, params![moment, limit])
}

fn read(row: &Row<'_>) -> Result<(Job, Vec<u8>)> {
    let job = Job {
        id: JobId(row.int(0)?),
        kind: row.text(1)?,
        case: row.opt_int(2)?.map(CaseId),
        payload: None,
        idempotency_key: row.text(4)?,
        attempts: row.int(5)?,
    };
    Ok((job, row.blob(3)?))
}

fn owner(case: Option<CaseId>) -> Owner {
    case.map_or(Owner::Instance, Owner::Case)
}

fn place(id: JobId) -> Place {
    Place::new("outbox", "sealed", id.0)
}
