//! The list of commissions, the earliest due first: for the engineer who is signed in, and for all.

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use domain::access::{Act, Role};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use serde::Deserialize;
use store::CaseId;
use store::cases::CaseRow;
use store::commissions::{Commission, CommissionQuery, Cursor, Whose, list_commissions, number};
use store::{Tx, UserId, accounts, inbox};
use ui::chip::{self, Tone};
use ui::content;
use ui::form::{Button, Choice, Form, button_row};
use ui::navigation::{Pager, pager};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text};

use super::matrix::day_words;
use super::navigation;
use crate::action::row::Summary;
use crate::app::App;
use crate::error::Result;
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, page};

/// Rows of a page.
const ROWS: usize = 50;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/staff/commissions", get(show))
}

/// The filters, as they stand in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// `mine`, `nobody` or `all`.
    whose: Option<String>,
    /// `late`, `week` or `all`.
    when: String,
    /// `open` or `all`.
    what: Option<String>,
    /// Where the page before ended.
    after: String,
    /// Rows on the pages before.
    before: u64,
}

impl Asked {
    fn whose(&self, visit: &StaffVisit) -> &str {
        // Engineers begin with their own; the others look after all of them.
        let own = if visit.staff.roles.contains(&Role::Remediator) { "mine" } else { "all" };
        self.whose.as_deref().filter(|word| ["mine", "nobody", "all"].contains(word)).unwrap_or(own)
    }

    fn what(&self) -> &str {
        self.what.as_deref().filter(|word| ["open", "all"].contains(word)).unwrap_or("open")
    }

    fn query(&self, visit: &StaffVisit) -> CommissionQuery {
        let today = visit.visit.app.today();
        let due_before = match self.when.as_str() {
            "late" => Some(today),
            "week" => today.checked_add(8.days()).ok(),
            _ => None,
        };
        CommissionQuery {
            whose: match self.whose(visit) {
                "mine" => Whose::User(visit.staff.id),
                "nobody" => Whose::Nobody,
                _ => Whose::All,
            },
            to_do: self.what() == "open",
            due_before: due_before.map(start_of),
            after: cursor(&self.after),
            limit: i64::try_from(ROWS).unwrap_or(i64::MAX) + 1,
        }
    }
}

/// The start of a day, in microseconds.
fn start_of(day: Date) -> i64 {
    day.to_zoned_datetime(TimeZone::UTC).map_or(i64::MAX, |midnight| midnight.timestamp().as_microsecond())
}

fn cursor(text: &str) -> Option<Cursor> {
    let mut parts = text.split('.').map(str::parse::<i64>);
    Some((parts.next()?.ok()?, CaseId(parts.next()?.ok()?), parts.next()?.ok()?))
}

/// A row with what belongs to it.
struct Listed {
    commission: Commission,
    case: CaseRow,
    engineer: Option<String>,
}

async fn show(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    visit.require(Act::ListCommissions)?;
    let query = asked.query(&visit);
    let (listed, next) = visit.visit.app.run(move |app| app.store.read(|tx| read(tx, &query))).await?;
    let l = visit.visit.locale;
    let main = html! {
        (content::heading(&l.t("fixes-commissions"), None, Some(&l.t("fixes-commissions-lead"))))
        (filters(&visit, &asked))
        @if listed.is_empty() {
            (content::empty(l.t("fixes-commissions-none"), html! { p { (l.t("fixes-commissions-none-hint")) } }))
        } @else {
            (table(&visit, &listed))
            (pages(&visit, &asked, &listed, next))
        }
    };
    page(visit.page(&l.t("fixes-commissions"), &navigation::sections(&visit), &main))
}

/// Reads a page of rows, and where the next one begins.
fn read(tx: &mut Tx<'_>, query: &CommissionQuery) -> Result<(Vec<Listed>, Option<Cursor>)> {
    let mut rows = list_commissions(tx, query)?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let last = rows.last().map(|(id, one)| (one.due, *id, number(one.engineer)));
    let mut ids: Vec<CaseId> = rows.iter().map(|(id, _)| *id).collect();
    ids.sort();
    ids.dedup();
    let cases: std::collections::HashMap<CaseId, CaseRow> =
        inbox::rows_of(tx, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let names: std::collections::HashMap<UserId, String> =
        accounts::list_users(tx)?.into_iter().map(|user| (user.id, user.name)).collect();
    let listed = rows.into_iter().filter_map(|(id, commission)| {
        let engineer = commission.engineer.and_then(|user| names.get(&user).cloned());
        Some(Listed { commission, case: cases.get(&id)?.clone(), engineer })
    });
    Ok((listed.collect(), last.filter(|_| more)))
}

fn filters(visit: &StaffVisit, asked: &Asked) -> Markup {
    let l = visit.visit.locale;
    let form = Form::get(l, "/staff/commissions").inline();
    let whose = vec![
        Choice::new("mine", l.t("fixes-filter-mine")),
        Choice::new("nobody", l.t("fixes-filter-nobody")),
        Choice::new("all", l.t("fixes-filter-everybody")),
    ];
    let when = vec![
        Choice::new("all", l.t("fixes-filter-any-day")),
        Choice::new("late", l.t("fixes-filter-late")),
        Choice::new("week", l.t("fixes-filter-week")),
    ];
    let what = vec![
        Choice::new("open", l.t("fixes-filter-open")),
        Choice::new("all", l.t("fixes-filter-waiting-too")),
    ];
    form.wrap(html! {
        (form.select("whose", l.t("fixes-filter-whose"), whose).choose(asked.whose(visit)))
        (form.select("when", l.t("fixes-filter-when"), when).choose(&asked.when))
        (form.select("what", l.t("fixes-filter-what"), what).choose(asked.what()))
        (button_row(&[Button::quiet(l.t("fixes-filter-apply"))]))
    })
}

fn table(visit: &StaffVisit, listed: &[Listed]) -> Markup {
    let l = visit.visit.locale;
    let columns = vec![
        Column::new(l.t("fixes-column-due")).tight(),
        Column::new(l.t("fixes-column-case")).main(),
        Column::new(l.t("fixes-column-severity")).tight(),
        Column::new(l.t("fixes-column-engineer")),
        Column::new(l.t("fixes-column-devices")),
    ];
    let today = visit.visit.app.today();
    let rows: Vec<_> = listed.iter().map(|one| row(l, one, today)).collect();
    Table::new(l, l.t("fixes-commissions"), columns).quiet_caption().rows(&rows)
}

fn row(l: Locale, listed: &Listed, today: Date) -> Row<'static> {
    let Listed { commission, case, engineer } = listed;
    let summary: Option<Summary> =
        case.summary.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok());
    let title = summary.map_or_else(|| case.number.clone(), |summary| summary.title);
    let count = |key: &str, n: i64| l.t_with(key, &[("n", n.into())]).into_owned();
    Row::new(vec![
        due(l, commission.due, today),
        html! {
            a href={ "/staff/cases/" (case.number) "/matrix" } { (title) }
            p.hint { span.case-number { (case.number) } }
        },
        chip::severity(l, severity(case.severity), None),
        html! { @match engineer { Some(name) => (name), None => span.hint { (l.t("fixes-nobody-yet")) } } },
        html! {
            @if commission.open > 0 { p { (count("fixes-devices-open", commission.open)) } }
            @if commission.waiting > 0 { p.hint { (count("fixes-devices-waiting", commission.waiting)) } }
        },
    ])
}

/// The day with a word for how late or soon it is.
fn due(l: Locale, due: i64, today: Date) -> Markup {
    let Ok(at) = Timestamp::from_microsecond(due) else { return html! {} };
    let day = at.to_zoned_datetime(TimeZone::UTC).date();
    let left = today.until(day).map_or(0, |span| span.get_days());
    let words = |key: &str, n: i32| l.t_with(key, &[("n", n.into())]);
    let (tone, words): (Tone, Text<'static>) = match left {
        ..0 => (Tone::Danger, words("fixes-late", -left)),
        0 => (Tone::Warning, l.t("fixes-today")),
        1..=3 => (Tone::Warning, words("fixes-soon", left)),
        _ => (Tone::Neutral, words("fixes-later", left)),
    };
    html! { time datetime=(day) { (day_words(l, day)) } " " (chip::state(tone, words)) }
}

fn severity(column: i64) -> chip::Severity {
    match column {
        0 => chip::Severity::None,
        1 => chip::Severity::Low,
        2 => chip::Severity::Medium,
        3 => chip::Severity::High,
        4 => chip::Severity::Critical,
        _ => chip::Severity::Unrated,
    }
}

/// The way on; back is what the browser's own button does, and the first page.
fn pages(visit: &StaffVisit, asked: &Asked, listed: &[Listed], next: Option<Cursor>) -> Markup {
    let shown = u64::try_from(listed.len()).unwrap_or(0);
    let address = |after: Option<Cursor>| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("whose", asked.whose(visit));
        query.append_pair("when", if asked.when.is_empty() { "all" } else { &asked.when });
        query.append_pair("what", asked.what());
        if let Some((due, case, engineer)) = after {
            query.append_pair("after", &format!("{due}.{case}.{engineer}"));
            query.append_pair("before", &asked.before.saturating_add(shown).to_string());
        }
        format!("/staff/commissions?{}", query.finish())
    };
    if next.is_none() && asked.after.is_empty() {
        return html! {};
    }
    pager(
        visit.visit.locale,
        &Pager {
            from: asked.before.saturating_add(1),
            to: asked.before.saturating_add(shown),
            total: None,
            previous: (!asked.after.is_empty()).then(|| address(None).into()),
            next: next.map(|next| address(Some(next)).into()),
        },
    )
}
