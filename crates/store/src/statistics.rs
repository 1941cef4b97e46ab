//! How promises were kept: a row for each that ended, and figures for periods that are over.
//!
//! Figures are made once per period; a page reads those and never the single rows, so its cost does not grow with
//! the number of cases. Times are microseconds since 1970 in UTC.

use crate::engine::Tx;
use crate::error::Result;
use crate::ids::CaseId;
use crate::params;

/// A promise that ended: it was met, or it was too late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseEnd {
    /// Which promise, in the rules' word.
    pub promise: String,
    /// When it began to run.
    pub started_at: i64,
    /// When it was due in the end, after all pauses.
    pub due_at: i64,
    /// When it ended.
    pub ended_at: i64,
}

/// The figures of one promise in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The period, such as `2026-Q3` or `2026`.
    pub period: String,
    /// Which promise.
    pub promise: String,
    /// How many ended in the period.
    pub number: i64,
    /// How many of them in time.
    pub kept: i64,
    /// The time that half of them took at most.
    pub median: i64,
}

/// Enters a promise that ended.
///
/// # Errors
/// When the engine refuses.
pub fn insert_end(tx: &mut Tx<'_>, case: CaseId, end: &PromiseEnd) -> Result<()> {
    let sql = "insert into promise_ends (case_id, promise, started_at, due_at, ended_at) \
               values ($1, $2, $3, $4, $5) on conflict (case_id, promise, started_at) do nothing";
    tx.execute(sql, params![case, &end.promise, end.started_at, end.due_at, end.ended_at]).map(drop)
}

/// When the first promise ended.
///
/// # Errors
/// When the engine refuses.
pub fn first_end(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    let sql = "select ended_at from promise_ends order by ended_at limit 1";
    tx.query_one(sql, &[], |row| row.int(0))
}

/// The promises that ended from one moment until before another.
///
/// # Errors
/// When the engine refuses.
pub fn list_ends(tx: &mut Tx<'_>, (from, to): (i64, i64)) -> Result<Vec<PromiseEnd>> {
    let sql = "select promise, started_at, due_at, ended_at from promise_ends \
               where ended_at >= $1 and ended_at < $2";
    tx.query(sql, params![from, to], |row| {
        Ok(PromiseEnd {
            promise: row.text(0)?,
            started_at: row.int(1)?,
            due_at: row.int(2)?,
            ended_at: row.int(3)?,
        })
    })
}

/// Keeps the figures of a period; those of another server that was faster are the same.
///
/// # Errors
/// When the engine refuses.
pub fn put_figure(tx: &mut Tx<'_>, figure: &Figure) -> Result<()> {
    let sql = "insert into statistics (period, promise, number, kept, median) values ($1, $2, $3, $4, $5) \
               on conflict (period, promise) do update set number = $3, kept = $4, median = $5";
    let Figure { period, promise, number, kept, median } = figure;
    tx.execute(sql, params![period, promise, *number, *kept, *median]).map(drop)
}

/// The figures from a period on, by period and promise.
///
/// # Errors
/// When the engine refuses.
pub fn list_figures(tx: &mut Tx<'_>, from: &str) -> Result<Vec<Figure>> {
    let sql = "select period, promise, number, kept, median from statistics where period >= $1 \
               order by period, promise limit 500";
    tx.query(sql, params![from], |row| {
        Ok(Figure {
            period: row.text(0)?,
            promise: row.text(1)?,
            number: row.int(2)?,
            kept: row.int(3)?,
            median: row.int(4)?,
        })
    })
}
