//! What the program promises a reporter and when it is due: amounts, units, working days, clocks.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::severity::Severity;

/// How a span is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Hours,
    CalendarDays,
    BusinessDays,
}

/// A promised span, for example five business days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub amount: u32,
    pub unit: Unit,
}

/// The maker's working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub zone: TimeZone,
    pub working_days: Vec<Weekday>,
    pub holidays: Vec<Date>,
}

impl Default for Calendar {
    fn default() -> Self {
        use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        Self {
            zone: TimeZone::UTC,
            working_days: vec![Monday, Tuesday, Wednesday, Thursday, Friday],
            holidays: Vec::new(),
        }
    }
}

impl Calendar {
    /// True when people work on the day.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        self.working_days.contains(&day.weekday()) && !self.holidays.contains(&day)
    }

    /// The day of a moment where the maker is.
    #[must_use]
    pub fn day_of(&self, at: Timestamp) -> Date {
        at.to_zoned_datetime(self.zone.clone()).date()
    }

    /// When a span that starts at `from` is over.
    ///
    /// Business days end with the day: a promise of one business day given on Friday at
    /// noon is due on Monday at midnight of the maker's zone. A calendar without working
    /// days, or one so full of holidays that a year has none, counts calendar days.
    #[must_use]
    pub fn due(&self, from: Timestamp, span: Span) -> Timestamp {
        let amount = i64::from(span.amount);
        match span.unit {
            Unit::Hours => from.checked_add(amount.hours()).unwrap_or(Timestamp::MAX),
            Unit::CalendarDays => from.checked_add((amount * 24).hours()).unwrap_or(Timestamp::MAX),
            Unit::BusinessDays => self.end_of_business_day(from, span.amount),
        }
    }

    fn end_of_business_day(&self, from: Timestamp, amount: u32) -> Timestamp {
        let mut day = from.to_zoned_datetime(self.zone.clone()).date();
        let mut left = amount;
        let mut idle = 0;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return Timestamp::MAX };
            day = next;
            if self.is_working_day(day) || idle > 366 {
                left -= 1;
                idle = 0;
            } else {
                idle += 1;
            }
        }
        let midnight = day.tomorrow().and_then(|next| next.to_zoned_datetime(self.zone.clone()));
        midnight.map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }
}

/// Everything time-bound that a policy version says, as the rules need it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    pub calendar: Calendar,
    pub acknowledge: Option<Span>,
    pub triage: Option<Span>,
    pub status_update: Option<Span>,
    /// The target for a fix; by severity, then for all.
    pub fix_target: Vec<(Option<Severity>, Span)>,
    pub appeal_answer: Option<Span>,
    /// No embargo reaches further than this many days after the report.
    pub embargo_limit_days: Option<u32>,
    /// The maker assigns CVE ids itself, and so owes the records.
    pub assigns_cve: bool,
}

impl Terms {
    /// The target for a fix of a flaw as bad as this.
    #[must_use]
    pub fn fix_target(&self, severity: Option<Severity>) -> Option<Span> {
        let exact = self.fix_target.iter().find(|(of, _)| of.is_some() && *of == severity);
        exact.or_else(|| self.fix_target.iter().find(|(of, _)| of.is_none())).map(|(_, span)| *span)
    }
}

/// What a clock measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    Acknowledge,
    Triage,
    StatusUpdate,
    Fix,
    Appeal,
    /// The CVE record of a flaw whose advisory names its CVE id (CNA Operational Rules 4.2.0, 4.5.1.4).
    CveRecord,
}

/// A promise that has started to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub promise: Promise,
    pub started_at: Timestamp,
    pub due_at: Timestamp,
    /// Set while the reporter is asked for something: the maker's time stands still.
    pub paused_at: Option<Timestamp>,
}

/// How a clock looks at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// There is time.
    Calm,
    /// Less than a quarter of the time, or less than a day, is left.
    Soon,
    /// The promise is broken.
    Late,
    /// The reporter is to answer first.
    Paused,
}

impl Clock {
    /// How urgent it is.
    #[must_use]
    pub fn warning(&self, now: Timestamp) -> Warning {
        if self.paused_at.is_some() {
            return Warning::Paused;
        }
        let left = self.due_at.as_second() - now.as_second();
        let whole = self.due_at.as_second() - self.started_at.as_second();
        match left {
            ..=0 => Warning::Late,
            _ if left < 86_400 || left < whole / 4 => Warning::Soon,
            _ => Warning::Calm,
        }
    }

    /// Stops the time.
    pub fn pause(&mut self, now: Timestamp) {
        self.paused_at.get_or_insert(now);
    }

    /// Lets the time run on: the due time moves by as long as it stood still.
    pub fn resume(&mut self, now: Timestamp) {
        if let Some(paused_at) = self.paused_at.take() {
            let stood_still = now.duration_since(paused_at);
            self.due_at = self.due_at.checked_add(stood_still).unwrap_or(Timestamp::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn business_days_skip_weekends_and_holidays_and_end_with_the_day() {
        let calendar = Calendar { holidays: vec!["2026-11-26".parse().unwrap()], ..Calendar::default() };
        let table = [
            ("2026-11-23T10:00:00Z", 1, "2026-11-25T00:00:00Z"),
            ("2026-11-25T10:00:00Z", 1, "2026-11-28T00:00:00Z"),
            ("2026-11-27T23:59:00Z", 5, "2026-12-05T00:00:00Z"),
            ("2026-11-28T10:00:00Z", 1, "2026-12-01T00:00:00Z"),
        ];
        for (from, amount, due) in table {
            let span = Span { amount, unit: Unit::BusinessDays };
            assert_eq!(calendar.due(at(from), span), at(due), "{from} + {amount}");
        }
    }

    #[test]
    fn days_end_at_midnight_where_the_maker_is_also_when_the_clocks_change() {
        let zone = crate::program::terms::find_zone("america/los_angeles").unwrap();
        let calendar = Calendar { zone, ..Calendar::default() };
        let table = [
            // Summer: seven hours behind UTC.
            ("2026-07-06T18:00:00Z", 1, "2026-07-08T07:00:00Z"),
            // From Friday before the clocks go back (1 November 2026) to the Monday after.
            ("2026-10-30T18:00:00Z", 1, "2026-11-03T08:00:00Z"),
            // Winter: eight hours, and late on Monday evening is still Monday there.
            ("2026-11-24T05:00:00Z", 1, "2026-11-25T08:00:00Z"),
            // From Friday before the clocks go forward (8 March 2026).
            ("2026-03-06T18:00:00Z", 1, "2026-03-10T07:00:00Z"),
        ];
        for (from, amount, due) in table {
            let span = Span { amount, unit: Unit::BusinessDays };
            assert_eq!(calendar.due(at(from), span), at(due), "{from} + {amount}");
        }
        assert_eq!(calendar.day_of(at("2026-07-07T06:59:00Z")), "2026-07-06".parse().unwrap());
    }

    #[test]
    fn a_calendar_without_working_days_still_answers() {
        let calendar = Calendar { working_days: Vec::new(), ..Calendar::default() };
        let span = Span { amount: 2, unit: Unit::BusinessDays };
        assert!(calendar.due(at("2026-01-01T00:00:00Z"), span) > at("2026-01-02T00:00:00Z"));
    }

    #[test]
    fn a_paused_clock_owes_exactly_the_time_it_stood_still() {
        let mut clock = Clock {
            promise: Promise::Triage,
            started_at: at("2026-01-01T00:00:00Z"),
            due_at: at("2026-01-11T00:00:00Z"),
            paused_at: None,
        };
        clock.pause(at("2026-01-03T00:00:00Z"));
        assert_eq!(clock.warning(at("2026-02-01T00:00:00Z")), Warning::Paused);
        clock.resume(at("2026-01-05T12:00:00Z"));
        assert_eq!(clock.due_at, at("2026-01-13T12:00:00Z"));
        assert_eq!(clock.warning(at("2026-01-05T12:00:00Z")), Warning::Calm);
        assert_eq!(clock.warning(at("2026-01-13T00:00:00Z")), Warning::Soon);
        assert_eq!(clock.warning(at("2026-01-13T12:00:00Z")), Warning::Late);
    }
}
