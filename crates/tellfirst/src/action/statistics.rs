//! How promises are kept, for everybody to read: medians and shares by quarter and year.
//!
//! Only periods that are over are told, and no number below [`LEAST`] is, nor one from which such a number follows:
//! nobody can watch a figure move and learn that there is a case. A period is worked out once, when it is over.

use std::collections::BTreeMap;

use domain::promise::Promise;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use store::statistics::{self as rows, Figure, PromiseEnd};
use store::{Tx, settings};

use crate::app::App;
use crate::error::{Error, Result};

/// Numbers below this one are not told.
pub const LEAST: i64 = 5;
/// Whole years that are told, and the quarters of the last two of them and of the running year.
const YEARS: i16 = 5;
/// The last quarter that was worked out.
const THROUGH: &str = "statistics through";

/// The promises that figures are told of.
pub const PROMISES: [Promise; 5] =
    [Promise::Acknowledge, Promise::Triage, Promise::StatusUpdate, Promise::Fix, Promise::Appeal];

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i16,
    /// 1 to 4.
    number: i8,
}

impl Quarter {
    fn of(day: Date) -> Self {
        Self { year: day.year(), number: (day.month() - 1) / 3 + 1 }
    }

    fn next(self) -> Self {
        match self.number {
            4 => Self { year: self.year + 1, number: 1 },
            number => Self { year: self.year, number: number + 1 },
        }
    }

    fn name(self) -> String {
        format!("{}-Q{}", self.year, self.number)
    }

    fn parse(name: &str) -> Option<Self> {
        let (year, number) = name.split_once("-Q")?;
        Some(Self { year: year.parse().ok()?, number: number.parse().ok()? })
    }

    /// The moment it begins.
    fn start(self) -> Result<i64> {
        start_of(date(self.year, (self.number - 1) * 3 + 1, 1))
    }
}

fn start_of(day: Date) -> Result<i64> {
    let midnight = day.to_zoned_datetime(TimeZone::UTC).map_err(Error::internal)?;
    Ok(midnight.timestamp().as_microsecond())
}

fn day_of(micros: i64) -> Result<Date> {
    let moment = Timestamp::from_microsecond(micros).map_err(Error::internal)?;
    Ok(moment.to_zoned_datetime(TimeZone::UTC).date())
}

/// Works out the figures of every quarter and year that has ended since the last time.
///
/// # Errors
/// When the store refuses; the next round tries again.
pub fn close_periods(app: &App) -> Result<()> {
    let running = Quarter::of(app.today());
    loop {
        let next = app.store.read(next_quarter)?;
        let Some(quarter) = next.filter(|quarter| *quarter < running) else { return Ok(()) };
        app.store.write(|tx| close(tx, quarter))?;
    }
}

/// The first quarter that was not worked out yet.
fn next_quarter(tx: &mut Tx<'_>) -> Result<Option<Quarter>> {
    let through = settings::find_setting(tx, THROUGH)?;
    if let Some(done) = through.as_deref().and_then(Quarter::parse) {
        return Ok(Some(done.next()));
    }
    rows::first_end(tx)?.map(|at| day_of(at).map(Quarter::of)).transpose()
}

fn close(tx: &mut Tx<'_>, quarter: Quarter) -> Result<()> {
    let ends = rows::list_ends(tx, (quarter.start()?, quarter.next().start()?))?;
    keep(tx, &quarter.name(), ends)?;
    if quarter.number == 4 {
        let year = (start_of(date(quarter.year, 1, 1))?, start_of(date(quarter.year + 1, 1, 1))?);
        let ends = rows::list_ends(tx, year)?;
        keep(tx, &quarter.year.to_string(), ends)?;
    }
    Ok(settings::put_setting(tx, THROUGH, &quarter.name())?)
}

fn keep(tx: &mut Tx<'_>, period: &str, ends: Vec<PromiseEnd>) -> Result<()> {
    let mut by_promise: BTreeMap<String, Vec<PromiseEnd>> = BTreeMap::new();
    for end in ends {
        by_promise.entry(end.promise.clone()).or_default().push(end);
    }
    for (promise, ends) in by_promise {
        let kept = ends.iter().filter(|end| end.ended_at <= end.due_at).count();
        let mut took: Vec<i64> = ends.iter().map(|end| end.ended_at - end.started_at).collect();
        let figure = Figure {
            period: period.to_owned(),
            promise,
            number: i64::try_from(ends.len()).map_err(Error::internal)?,
            kept: i64::try_from(kept).map_err(Error::internal)?,
            median: median(&mut took),
        };
        rows::put_figure(tx, &figure)?;
    }
    Ok(())
}

/// The lower median; 0 of nothing.
fn median(took: &mut [i64]) -> i64 {
    let middle = took.len().saturating_sub(1) / 2;
    if took.is_empty() { 0 } else { *took.select_nth_unstable(middle).1 }
}

/// A figure as everybody may read it; `None` stands for fewer than [`LEAST`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub promise: Promise,
    pub figure: Option<Figure>,
}

/// A period that is over, with a figure for each promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// `2026-Q3` or `2026`.
    pub name: String,
    pub figures: Vec<Told>,
}

/// The periods that may be told, the newest first: years and quarters apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    pub years: Vec<Period>,
    pub quarters: Vec<Period>,
}

/// What the page says. Reads at most the figures of six years, however many cases there are.
///
/// # Errors
/// When the store refuses.
pub fn read(app: &App) -> Result<Statistics> {
    let running = Quarter::of(app.today());
    let first_year = running.year - YEARS;
    let (figures, through) = app.store.read(|tx| {
        let through = settings::find_setting(tx, THROUGH)?;
        Ok::<_, Error>((rows::list_figures(tx, &first_year.to_string())?, through))
    })?;
    let Some(through) = through.as_deref().and_then(Quarter::parse) else { return Ok(Statistics::default()) };
    let known = Known { figures, through };
    let first = known.first_year().unwrap_or(running.year).max(first_year);
    let years = (first..running.year).rev().map(|year| known.year(year));
    let quarters = (first.max(running.year - 2)..=running.year).rev();
    let quarters = quarters.flat_map(|year| (1..=4).rev().map(move |number| Quarter { year, number }));
    let told = quarters.filter(|quarter| *quarter <= through && *quarter < running);
    Ok(Statistics { quarters: told.map(|quarter| known.quarter(quarter)).collect(), years: years.collect() })
}

/// The figures as they were worked out, before it is decided what is told.
struct Known {
    figures: Vec<Figure>,
    through: Quarter,
}

impl Known {
    fn find(&self, period: &str, promise: Promise) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.period == period && figure.promise == word(promise))
    }

    fn first_year(&self) -> Option<i16> {
        let first = self.figures.iter().map(|figure| figure.period.as_str()).min()?;
        first.get(..4)?.parse().ok()
    }

    fn quarter(&self, quarter: Quarter) -> Period {
        let name = quarter.name();
        let told = |promise| {
            let figure = self.find(&name, promise).filter(|figure| figure.number >= LEAST);
            Told { promise, figure: figure.cloned() }
        };
        Period { figures: PROMISES.into_iter().map(told).collect(), name }
    }

    /// A year is told only when it less the quarters that are told does not tell the ones that are not.
    fn year(&self, year: i16) -> Period {
        let name = year.to_string();
        let told = |promise| {
            let quarters = (1..=4).map(|number| Quarter { year, number }).filter(|q| *q <= self.through);
            let numbers = quarters.map(|q| self.find(&q.name(), promise).map_or(0, |figure| figure.number));
            let hidden: i64 = numbers.filter(|number| *number < LEAST).sum();
            let safe = hidden == 0 || hidden >= LEAST;
            let figure = self.find(&name, promise).filter(|figure| figure.number >= LEAST && safe);
            Told { promise, figure: figure.cloned() }
        };
        Period { figures: PROMISES.into_iter().map(told).collect(), name }
    }
}

/// The word of a promise in tables and machine output.
#[must_use]
pub fn word(promise: Promise) -> &'static str {
    match promise {
        Promise::Acknowledge => "acknowledge",
        Promise::Triage => "triage",
        Promise::StatusUpdate => "status_update",
        Promise::Fix => "fix",
        Promise::Appeal => "appeal",
        Promise::CveRecord => "cve_record",
    }
}

/// The promises of a case that an act has ended. What ran while the reporter was asked is not held against the maker;
/// what the reporter ends by withdrawing was neither kept nor broken. Nor is what began and ended in one moment: only
/// what is taken over from elsewhere does that.
#[must_use]
pub fn ended(
    before: &[domain::promise::Clock],
    after: &[domain::promise::Clock],
    now: Timestamp,
) -> Vec<PromiseEnd> {
    let runs_on = |clock: &domain::promise::Clock| {
        after.iter().any(|other| other.promise == clock.promise && other.started_at == clock.started_at)
    };
    let ended = before.iter().filter(|clock| !runs_on(clock) && clock.started_at < now).map(|clock| {
        let mut clock = clock.clone();
        clock.resume(now);
        PromiseEnd {
            promise: word(clock.promise).to_owned(),
            started_at: clock.started_at.as_microsecond(),
            due_at: clock.due_at.as_microsecond(),
            ended_at: now.as_microsecond(),
        }
    });
    ended.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_each_other_over_the_year() {
        let last = Quarter::of(date(2026, 12, 31));
        assert_eq!((last.name().as_str(), last.next().name().as_str()), ("2026-Q4", "2027-Q1"));
        assert_eq!(Quarter::parse("2026-Q4"), Some(last));
        assert_eq!(day_of(last.next().start().unwrap()).unwrap(), date(2027, 1, 1));
    }

    #[test]
    fn the_median_is_one_of_the_values() {
        assert_eq!(median(&mut [5, 1, 9]), 5);
        assert_eq!(median(&mut [4, 2, 8, 6]), 4);
        assert_eq!(median(&mut []), 0);
    }
}
