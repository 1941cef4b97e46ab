//! The rows of the inbox.

use domain::access::Act;
use domain::case::State;
use jiff::Timestamp;
use store::inbox::{Direction, Sort};
use ui::table::{Column, Row, Sorted, Table};
use ui::{Locale, Markup, chip, content, html, time};

use super::super::case::words;
use super::{Read, address};
use crate::action::inbox::{Listed, Page};
use crate::web::visit::StaffVisit;

/// How the list is sorted, for the headings that change it.
pub(super) struct Sorting<'a> {
    pub q: &'a str,
    pub order: (Sort, Direction),
}

impl Sorting<'_> {
    fn column<'a>(&self, words: ui::Text<'a>, sort: Sort, name: &str) -> Column<'a> {
        let sorted = match self.order {
            (now, Direction::Ascending) if now == sort => Sorted::Ascending,
            (now, Direction::Descending) if now == sort => Sorted::Descending,
            _ => Sorted::No,
        };
        let direction = match (sorted, sort) {
            (Sorted::Descending, _) | (Sorted::No, Sort::Due) => "asc",
            _ => "desc",
        };
        let others = self.q.split_whitespace().filter(|part| !part.starts_with("sort:"));
        let q: Vec<_> = others.map(str::to_owned).chain([format!("sort:{name}-{direction}")]).collect();
        Column::new(words).sort(address(&q.join(" ")), sorted)
    }
}

pub(super) fn table(visit: &StaffVisit, sorting: &Sorting<'_>, read: &Read, page: &Page) -> Markup {
    let l = visit.visit.locale;
    let columns = vec![
        Column::new(l.t("triage-column-case")).tight(),
        Column::new(l.t("triage-column-title")).main(),
        sorting.column(l.t("triage-column-severity"), Sort::Severity, "severity").tight(),
        Column::new(l.t("triage-column-state")).tight(),
        sorting.column(l.t("triage-column-next"), Sort::Due, "due"),
        sorting.column(l.t("triage-column-age"), Sort::Submitted, "submitted").tight(),
    ];
    let rows: Vec<_> = page.rows.iter().map(|listed| row(visit, read, listed)).collect();
    let table = Table::new(l, l.t("triage-inbox-caption"), columns).walkable();
    // Who can change nothing has nothing to choose rows for.
    if visit.may(Act::Triage) { table.selectable("case").rows(&rows) } else { table.rows(&rows) }
}

fn row<'a>(visit: &StaffVisit, read: &Read, listed: &'a Listed) -> Row<'a> {
    let (l, now) = (visit.visit.locale, visit.visit.now);
    let case = &listed.row;
    let href = format!("/staff/cases/{}", case.number);
    let state = State::from_word(&case.state);
    let assignee = case.assignee.and_then(|id| read.people.iter().find(|p| p.id == id));
    let cells = vec![
        html! { a href=(href) { (case.number) } },
        title(l, listed, &href),
        chip::severity(l, words::severity_of_column(case.severity), None),
        html! { @if let Some(state) = state { (words::state_chip(l, state)) } @else { (case.state) } },
        next(l, listed, assignee.map(|person| person.name.as_str()), now),
        html! {
            (relative(case.submitted_at, now, l))
            p.hint { (l.t("triage-changed")) " " (relative(case.updated_at, now, l)) }
        },
    ];
    let row = Row::new(cells).select(case.number.as_str(), case.number.as_str());
    if state == Some(State::New) { row.unread() } else { row }
}

fn title(l: Locale, listed: &Listed, href: &str) -> Markup {
    let Some(summary) = &listed.summary else {
        return html! { a href=(href) { (l.t("triage-erased")) } };
    };
    let (closed, of) = summary.cells;
    html! {
        a href=(href) { (summary.title) }
        p.hint {
            (summary.model)
            " · " @match &summary.reporter { Some(name) => (name), None => (l.t("triage-no-name")) }
            @if summary.reports > 1 { " · " (l.t_with("triage-reports", &[("n", summary.reports.into())])) }
        }
        @if !summary.labels.is_empty() {
            div.chips { @for label in &summary.labels { (chip::label(label.as_str())) } }
        }
        @if of > 0 {
            (content::progress(
                l.t_with("ui-matrix-closed", &[("n", closed.into()), ("total", of.into())]),
                u64::try_from(closed).unwrap_or(0),
                u64::try_from(of).unwrap_or(0),
            ))
        }
    }
}

/// What is to be done, by whom, by when.
fn next(l: Locale, listed: &Listed, assignee: Option<&str>, now: Timestamp) -> Markup {
    let Some(summary) = &listed.summary else { return html! {} };
    let todo = words::todo_words(l, &summary.next);
    let due = listed.row.next_due_at.and_then(|at| Timestamp::from_microsecond(at).ok());
    html! {
        @match due {
            Some(due) => (chip::clock(l, todo, due, now)),
            None => (todo),
        }
        p.hint {
            @if listed.row.waiting_on != "nobody" { (words::who_words(l, &listed.row.waiting_on)) " · " }
            @match assignee { Some(name) => (name), None => (l.t("triage-unassigned")) }
        }
    }
}

fn relative(micros: i64, now: Timestamp, l: Locale) -> Markup {
    Timestamp::from_microsecond(micros).map_or_else(|_| html! {}, |at| time::format_relative(at, now, l))
}
