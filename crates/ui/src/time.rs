//! Points in time and distances between them, in words. Always UTC; the script adds the reader's own time.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::i18n::Locale;

/// A moment as `<time datetime="2026-11-23T14:18:00Z">23 Nov 2026, 14:18 UTC</time>`.
#[must_use]
pub fn format_time(at: Timestamp, locale: Locale) -> Markup {
    html! { time datetime=(iso(at)) data-local { (words(at, locale)) } }
}

/// A moment given in microseconds since 1970-01-01T00:00Z; nothing when it lies outside what a calendar can hold.
#[must_use]
pub fn format_micros(micros: i64, locale: Locale) -> Markup {
    Timestamp::from_microsecond(micros).map_or_else(|_| html! {}, |at| format_time(at, locale))
}

/// The day of a moment in UTC as `<time datetime="2026-11-23">23 Nov 2026</time>`.
#[must_use]
pub fn format_date(at: Timestamp, locale: Locale) -> Markup {
    html! { time datetime=(day_iso(at)) { (day_words(at, locale)) } }
}

/// A moment relative to `now` (`in 3 days`, `2 hours ago`), the exact time in the `datetime` and `title` attributes.
#[must_use]
pub fn format_relative(at: Timestamp, now: Timestamp, locale: Locale) -> Markup {
    html! { time datetime=(iso(at)) title=(words(at, locale)) { (relative(at, now, locale)) } }
}

/// A moment as plain text: `23 Nov 2026, 14:18 UTC`.
#[must_use]
pub fn words(at: Timestamp, locale: Locale) -> String {
    let z = TimeZone::UTC.to_datetime(at);
    format!("{}, {:02}:{:02} UTC", day_words(at, locale), z.hour(), z.minute())
}

/// The day of a moment in UTC as plain text: `23 Nov 2026`.
#[must_use]
pub fn day_words(at: Timestamp, locale: Locale) -> String {
    let z = TimeZone::UTC.to_datetime(at);
    let month = locale.t(MONTHS[usize::from(z.month().unsigned_abs()).saturating_sub(1) % 12]);
    let (day, year) = (i64::from(z.day()), z.year().to_string());
    locale
        .t_with("ui-date", &[("day", day.into()), ("month", month.into()), ("year", year.into())])
        .into_owned()
}

/// RFC 3339 in UTC, to the second.
#[must_use]
pub fn iso(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The day in UTC, `2026-11-23`, as date inputs want it.
#[must_use]
pub fn day_iso(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// Words for a moment seen from `now`: `in 3 days`, `just now`, `2 hours ago`.
#[must_use]
pub fn relative(at: Timestamp, now: Timestamp, locale: Locale) -> String {
    let seconds = at.as_second().saturating_sub(now.as_second());
    if seconds.abs() < 60 {
        return locale.t("ui-just-now").into_owned();
    }
    let length = distance(seconds, locale);
    let key = if seconds > 0 { "ui-in" } else { "ui-ago" };
    locale.t_with(key, &[("length", length.into())]).into_owned()
}

/// Words for a deadline seen from `now`: `due in 3 days`, `2 hours overdue`.
#[must_use]
pub fn deadline(due: Timestamp, now: Timestamp, locale: Locale) -> String {
    let seconds = due.as_second().saturating_sub(now.as_second());
    let length = distance(seconds, locale);
    let key = if seconds >= 0 { "ui-due-in" } else { "ui-overdue" };
    locale.t_with(key, &[("length", length.into())]).into_owned()
}

/// The length between two moments in its largest fitting unit, rounded down: `3 days`.
fn distance(seconds: i64, locale: Locale) -> String {
    let s = seconds.unsigned_abs();
    let (key, n) = match s {
        0..3_600 => ("ui-span-minutes", s / 60),
        3_600..172_800 => ("ui-span-hours", s / 3_600),
        172_800..5_184_000 => ("ui-span-days", s / 86_400),
        5_184_000..63_072_000 => ("ui-span-months", s / 2_592_000),
        _ => ("ui-span-years", s / 31_536_000),
    };
    // The counts above are far below the range of i64.
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    locale.t_with(key, &[("n", n.into())]).into_owned()
}

const MONTHS: [&str; 12] = [
    "ui-month-1",
    "ui-month-2",
    "ui-month-3",
    "ui-month-4",
    "ui-month-5",
    "ui-month-6",
    "ui-month-7",
    "ui-month-8",
    "ui-month-9",
    "ui-month-10",
    "ui-month-11",
    "ui-month-12",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_reads_the_same_for_people_and_machines() {
        let (en, de) = (Locale::english(), Locale::find("de").unwrap());
        let t = at("2026-03-07T09:05:59Z");
        assert_eq!(
            format_time(t, en).into_string(),
            "<time datetime=\"2026-03-07T09:05:59Z\" data-local>7 Mar 2026, 09:05 UTC</time>"
        );
        assert_eq!(words(t, de), "7. März 2026, 09:05 UTC");
    }

    #[test]
    fn distances_are_words() {
        let (en, de) = (Locale::english(), Locale::find("de").unwrap());
        let now = at("2026-03-07T12:00:00Z");
        for (t, english, german) in [
            ("2026-03-10T12:00:00Z", "in 3 days", "in 3 Tagen"),
            ("2026-03-07T10:00:00Z", "2 hours ago", "vor 2 Stunden"),
            ("2026-03-07T11:59:30Z", "just now", "gerade eben"),
            ("2028-06-07T12:00:00Z", "in 2 years", "in 2 Jahren"),
        ] {
            assert_eq!(relative(at(t), now, en), english);
            assert_eq!(relative(at(t), now, de), german);
        }
        assert_eq!(deadline(at("2026-03-07T10:00:00Z"), now, en), "2 hours overdue");
        assert_eq!(deadline(at("2026-03-07T13:00:00Z"), now, de), "fällig in 1 Stunde");
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for t in [Timestamp::MIN, Timestamp::MAX] {
            assert!(!words(t, Locale::english()).is_empty());
            assert!(!relative(t, Timestamp::UNIX_EPOCH, Locale::english()).is_empty());
            assert!(!deadline(t, Timestamp::UNIX_EPOCH, Locale::english()).is_empty());
        }
        assert!(format_micros(i64::MIN, Locale::english()).into_string().is_empty());
    }
}
