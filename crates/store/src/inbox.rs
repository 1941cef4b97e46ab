//! Lists of cases: the inbox, saved views and search, a page at a time.
//!
//! Invariant: the work of one call is bounded, however many cases there are. Three ways lead to a page, and the
//! plan takes the narrowest:
//! 1. tokens: walk the cases of the rarest token, newest first, and probe the others;
//! 2. few: a column narrows to at most [`FEW`] cases, which are then sorted, or are in order already;
//! 3. walk: follow the index of the sort order and skip what does not fit, at most [`BUDGET`] rows per call. When
//!    the budget ends before the page is full, the page says where to go on.

mod plan;

use std::collections::HashMap;

use crate::cases::{self, CaseRow};
use crate::engine::{Tx, Value};
use crate::error::Result;
use crate::ids::{CaseId, UserId};
use crate::tokens::Token;

/// A column that narrows to so many cases is used instead of the index of the sort order.
pub const FEW: i64 = 5_000;
/// Rows looked at by one call at most.
pub const BUDGET: i64 = 10_000;
/// Pages are at most this long.
pub const PAGE: i64 = 200;

/// Which cases, in which order. All conditions must hold; an empty list is no condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct InboxQuery {
    /// Of these programs.
    pub programs: Vec<String>,
    /// In one of these states.
    pub states: Vec<String>,
    /// In none of these states.
    pub not_states: Vec<String>,
    /// Only those that are not closed. Say it like this rather than with a list of states: it has indexes of its own.
    pub is_open: bool,
    /// Of none of these brands.
    pub not_brands: Vec<String>,
    /// Of one of these severities (0 none to 4 critical, -1 not known).
    pub severities: Vec<i64>,
    /// At least this severe.
    pub severity_at_least: Option<i64>,
    /// Of one of these brands.
    pub brands: Vec<String>,
    /// Handled by.
    pub assignee: Option<Assignee>,
    /// Handled by one of these.
    pub assignees: Vec<Assignee>,
    /// Handled by none of these.
    pub not_assignees: Vec<Assignee>,
    /// Waiting on one of `team`, `reporter`, `remediation`, `nobody`.
    pub waiting_on: Vec<String>,
    /// With a clock that runs out before this time.
    pub due_before: Option<i64>,
    /// With a clock that runs out at or after this time.
    pub due_from: Option<i64>,
    /// Under an embargo that ends before this time.
    pub embargo_before: Option<i64>,
    /// With all of these bits among the flags.
    pub flags: i64,
    /// With none of these bits among the flags.
    pub not_flags: i64,
    /// Received from and before.
    pub submitted: Span,
    /// Last changed from and before.
    pub updated: Span,
    /// Holding all of these: words, labels, models, ...
    pub tokens: Vec<Token>,
    /// Holding at least one of each group.
    pub any_tokens: Vec<Vec<Token>>,
    /// Holding none of these.
    pub not_tokens: Vec<Token>,
    /// The order.
    pub sort: Sort,
    /// The direction.
    pub direction: Direction,
    /// Rows per page, 1 to [`PAGE`].
    pub limit: i64,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

impl InboxQuery {
    /// Says with `is_open` what the states say, where they say it: only states of `open`, or none of `closed`.
    #[must_use]
    pub fn with_open_recognised(mut self, open: &[&str], closed: &[&str]) -> Self {
        let within = |names: &[String], all: &[&str]| names.iter().all(|name| all.contains(&name.as_str()));
        let covers = |names: &[String], all: &[&str]| all.iter().all(|name| names.iter().any(|n| n == name));
        if !self.states.is_empty() && within(&self.states, open) {
            self.is_open = true;
            if covers(&self.states, open) {
                self.states.clear();
            }
        }
        if !closed.is_empty() && covers(&self.not_states, closed) {
            self.is_open = true;
            self.not_states.retain(|name| !closed.contains(&name.as_str()));
        }
        self
    }
}

/// Who handles a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assignee {
    /// Nobody yet.
    Nobody,
    /// This user.
    User(UserId),
}

/// A span of time, in microseconds since 1970 in UTC; the end is not part of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// From this time on.
    pub from: Option<i64>,
    /// Before this time.
    pub before: Option<i64>,
}

/// The order of a list. Rows that are equal in it are ordered by id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By the last change.
    #[default]
    Updated,
    /// By the time of the first report.
    Submitted,
    /// By the next clock; cases without a clock are left out.
    Due,
    /// By severity.
    Severity,
}

/// The direction of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Greatest first.
    #[default]
    Descending,
    /// Smallest first.
    Ascending,
}

/// The position of a row in the order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The row's value in the sort column.
    pub value: i64,
    /// The row's id.
    pub id: CaseId,
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, in order; may be fewer than asked for although there are more.
    pub rows: Vec<CaseRow>,
    /// Where to go on; `None` when this was the last page.
    pub next: Option<Cursor>,
}

/// The number of rows of a list, counted up to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly so many.
    Exactly(i64),
    /// So many, and perhaps more.
    AtLeast(i64),
}

/// A page of the cases that fit.
///
/// # Errors
/// When the engine refuses.
pub fn list_cases(tx: &mut Tx<'_>, query: &InboxQuery) -> Result<Page> {
    let limit = query.limit.clamp(1, PAGE);
    let plan = plan::choose(tx, query)?;
    let found = plan::run(tx, query, &plan, limit)?;
    let rows = rows_of(tx, &found.ids)?;
    Ok(Page { rows, next: found.next })
}

/// How many cases fit, counted up to `limit` (at most 10,000) and within the budget of work.
///
/// # Errors
/// When the engine refuses.
pub fn count_cases(tx: &mut Tx<'_>, query: &InboxQuery, limit: i64) -> Result<Count> {
    let limit = limit.clamp(1, 10_000);
    let query = InboxQuery { after: None, limit, ..query.clone() };
    let plan = plan::choose(tx, &query)?;
    if let Some(count) = plan::count(tx, &query, &plan, limit + 1)? {
        return Ok(if count > limit { Count::AtLeast(limit) } else { Count::Exactly(count) });
    }
    let found = plan::run(tx, &query, &plan, limit)?;
    let count = i64::try_from(found.ids.len()).unwrap_or(i64::MAX);
    Ok(if found.next.is_some() { Count::AtLeast(count) } else { Count::Exactly(count) })
}

/// How the engine runs one of the ways that could lead to a page of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The way: `few ...` or `walk ...`.
    pub name: String,
    /// The steps in the engine's words.
    pub steps: Vec<String>,
}

/// Explains every way that could lead to this page, whatever the size of the store (SQLite only).
///
/// # Errors
/// When the engine refuses.
pub fn explain(tx: &mut Tx<'_>, query: &InboxQuery) -> Result<Vec<Explained>> {
    let mut explained = Vec::new();
    for (name, sql, values) in plan::all_statements(query, query.limit.clamp(1, PAGE)) {
        let steps = tx.query(&format!("explain query plan {sql}"), &values, |row| row.text(3))?;
        explained.push(Explained { name, steps });
    }
    Ok(explained)
}

/// The rows with these ids (each named once), in this order; ids without a row are left out. The number of
/// parameters is rounded up, so that few different statements have to be prepared.
///
/// # Errors
/// When the engine refuses.
pub fn rows_of(tx: &mut Tx<'_>, ids: &[CaseId]) -> Result<Vec<CaseRow>> {
    let Some(last) = ids.last() else { return Ok(Vec::new()) };
    let padded = ids.len().next_multiple_of(25);
    let values: Vec<Value<'_>> =
        ids.iter().chain(std::iter::repeat(last)).take(padded).map(|id| (*id).into()).collect();
    let numbers: Vec<String> = (1..=padded).map(|number| format!("${number}")).collect();
    let (columns, joins) = (cases::COLUMNS, cases::JOINS);
    let sql = format!("select {columns} from cases c {joins} where c.id in ({})", numbers.join(", "));
    let mut rows: HashMap<CaseId, CaseRow> =
        cases::read_rows(tx, &sql, &values)?.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}
