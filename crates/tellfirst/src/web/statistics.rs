//! How we keep our promises: medians and shares, by quarter and year, for everybody.

use axum::{Router, routing::get};
use domain::promise::Promise;
use maud::{Markup, html};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, content};

use super::visit::Visit;
use super::{PageResult, page};
use crate::action::statistics::{self, LEAST, Period, Statistics, Told};
use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/statistics", get(show))
}

async fn show(visit: Visit) -> PageResult {
    let l = visit.locale;
    let found = visit.app.run(statistics::read).await?;
    let least = [("least", LEAST.into())];
    let main = html! {
        (content::heading(&l.t("statistics-title"), None, Some(&l.t("statistics-lead"))))
        p { (l.t_with("statistics-how", &least)) }
        (tables(l, &found))
        p.hint { (l.t("statistics-machine")) " " a href="/api/v1/statistics" { code { "/api/v1/statistics" } } }
    };
    page(visit.public_wide(&l.t("statistics-title"), &main))
}

fn tables(l: Locale, found: &Statistics) -> Markup {
    // A promise that shows no figure yet would be a table of dashes.
    let is_told = |promise: &Promise| {
        let periods = found.years.iter().chain(&found.quarters);
        periods
            .flat_map(|period| &period.figures)
            .any(|told| told.promise == *promise && told.figure.is_some())
    };
    let promises: Vec<_> = statistics::PROMISES.into_iter().filter(is_told).collect();
    html! {
        @if promises.is_empty() { p { (l.t("statistics-none")) } }
        @for promise in promises {
            @let years = rows(l, &found.years, promise);
            @let quarters = rows(l, &found.quarters, promise);
            @if !(years.is_empty() && quarters.is_empty()) {
                h2 id=(statistics::word(promise)) { (words(l, promise)) }
                @if !quarters.is_empty() { (table(l, l.t("statistics-by-quarter"), &quarters)) }
                @if !years.is_empty() { (table(l, l.t("statistics-by-year"), &years)) }
            }
        }
    }
}

fn table(l: Locale, caption: Text<'static>, rows: &[Row<'_>]) -> Markup {
    let columns = vec![
        Column::new(l.t("statistics-period")).main(),
        Column::new(l.t("statistics-median")),
        Column::new(l.t("statistics-kept")).numeric(),
        Column::new(l.t("statistics-number")).numeric(),
    ];
    Table::new(l, caption, columns).rows(rows)
}

fn rows(l: Locale, periods: &[Period], promise: Promise) -> Vec<Row<'static>> {
    let of = |period: &Period| {
        let told = period.figures.iter().find(|told| told.promise == promise)?;
        Some(row(l, &period.name, told))
    };
    periods.iter().filter_map(of).collect()
}

fn row(l: Locale, period: &str, told: &Told) -> Row<'static> {
    let few = || l.t_with("statistics-few", &[("least", LEAST.into())]);
    let period = html! { (period) };
    match &told.figure {
        Some(figure) => Row::new(vec![
            period,
            html! { (span(l, figure.median)) },
            html! { (share(figure.kept, figure.number)) " %" },
            html! { (figure.number) },
        ]),
        None => Row::new(vec![period, html! { "–" }, html! { "–" }, html! { (few()) }]),
    }
}

/// Whole percent, rounded down: a promise that was broken once is not kept to the full.
#[must_use]
pub fn share(kept: i64, number: i64) -> i64 {
    if number == 0 { 0 } else { kept * 100 / number }
}

/// A span in hours up to two days, then in days.
fn span(l: Locale, micros: i64) -> Text<'static> {
    let hours = (micros + 1_800_000_000) / 3_600_000_000;
    match hours {
        ..=48 => l.t_with("statistics-hours", &[("n", hours.into())]),
        _ => l.t_with("statistics-days", &[("n", ((hours + 12) / 24).into())]),
    }
}

fn words(l: Locale, promise: Promise) -> Text<'static> {
    match promise {
        Promise::Acknowledge => l.t("statistics-acknowledge"),
        Promise::Triage => l.t("statistics-triage"),
        Promise::StatusUpdate => l.t("statistics-status-update"),
        Promise::Fix => l.t("statistics-fix"),
        Promise::Appeal => l.t("statistics-appeal"),
        Promise::CveRecord => l.t("cve-promise-record"),
    }
}
