//! The inbox: saved views with counts, the query in the address, the cases that fit, acts on many of them.
//!
//! The address holds the whole query, so a list can be shared, reopened and come back to. A list that cannot be read
//! is an error page, never an empty list.

mod bulk;
mod table;
mod views;

use axum::Router;
use axum::extract::RawQuery;
use axum::routing::{get, post};
use domain::access::Act;
use store::inbox::Cursor;
use ui::chip::Tone;
use ui::content::{empty, heading};
use ui::inbox::{Filter, filter_bar};
use ui::navigation::{Pager, pager};
use ui::notice::notice;
use ui::{Locale, Markup, html};

use super::navigation;
use crate::action::inbox::{self, Page, Person};
use crate::app::App;
use crate::query::{self, Problem, Query};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, page, refused, see};

pub(in crate::web::staff) use bulk::people_choices;
pub use views::{View, address, counts, own_views, views};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/staff", get(async || see("/staff/")))
        .route("/staff/", get(show))
        .route("/staff/bulk", post(bulk::act))
        .route("/staff/views", post(views::keep))
        .route("/staff/views/delete", post(views::forget))
}

/// The query of a visit without one: everything that still needs somebody.
pub const START: &str = "state:open";

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    q: String,
    /// Where the pages before ended, so that there is a way back.
    trail: Vec<Cursor>,
}

impl Asked {
    fn of(raw: Option<&str>) -> Self {
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).into_owned().collect();
        let find = |name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let trail = find("after").unwrap_or_default().split('_').take(100).map_while(cursor).collect();
        Self { q: find("q").unwrap_or(START).trim().to_owned(), trail }
    }

    fn address(&self, trail: &[Cursor]) -> String {
        let mut address = address(&self.q);
        if !trail.is_empty() {
            let marks: Vec<_> = trail.iter().map(|c| format!("{}.{}", c.value, c.id.0)).collect();
            address.push_str("&after=");
            address.push_str(&marks.join("_"));
        }
        address
    }
}

fn cursor(text: &str) -> Option<Cursor> {
    let (value, id) = text.split_once('.')?;
    Some(Cursor { value: value.parse().ok()?, id: store::CaseId(id.parse().ok()?) })
}

async fn show(visit: StaffVisit, RawQuery(raw): RawQuery) -> PageResult {
    if !visit.may(Act::ListCases) {
        return elsewhere(&visit);
    }
    let asked = Asked::of(raw.as_deref());
    let read = {
        let (visit, asked) = (visit.clone(), asked.clone());
        visit.visit.app.clone().run(move |app| read(app, &visit, &asked)).await?
    };
    let l = visit.visit.locale;
    let is_understood = read.found.is_ok();
    let main = main(&visit, &asked, &read);
    let mut shown = visit.clone();
    shown.visit.path = address(&asked.q);
    let title = l.t("triage-inbox-title");
    let markup = shown.page(&title, &navigation::with_views(&visit, &read.views), &main);
    if is_understood { page(markup) } else { refused(markup) }
}

/// Who has no inbox goes where their work is.
fn elsewhere(visit: &StaffVisit) -> PageResult {
    if visit.may(Act::ListCommissions) {
        see("/staff/commissions")
    } else if visit.may(Act::Administer) {
        see("/staff/accounts")
    } else {
        Err(crate::error::Error::NotFound)
    }
}

struct Read {
    people: Vec<Person>,
    views: Vec<View>,
    found: Result<(Query, Page), Vec<Problem>>,
}

fn read(app: &App, visit: &StaffVisit, asked: &Asked) -> crate::error::Result<Read> {
    let people = inbox::list_people(app)?;
    let names = inbox::names(app, &visit.staff, &people);
    let views = counts(app, visit, &names)?;
    let found = match query::parse(&asked.q, &names) {
        Ok(query) => {
            let page = inbox::list(app, &visit.actor(), &query, asked.trail.last().copied())?;
            Ok((query, page))
        }
        Err(problems) => Err(problems),
    };
    Ok(Read { people, views, found })
}

fn main(visit: &StaffVisit, asked: &Asked, read: &Read) -> Markup {
    let l = visit.visit.locale;
    let here = read.views.iter().find(|view| view.query == asked.q);
    let title = here.map_or_else(|| l.t("triage-inbox-title").into_owned(), |view| view.name.clone());
    let chip = here
        .and_then(|view| view.count.as_ref())
        .map(|count| ui::chip::label(l.t_with("triage-inbox-count", &[("n", count.clone().into())])));
    let list = match &read.found {
        Ok((query, page)) => list(visit, asked, read, (query, page)),
        Err(problems) => html! {
            (filter_bar(l, "/staff/", &asked.q, &[]))
            (mistakes(l, problems))
        },
    };
    html! {
        (heading(&title, chip, None))
        (list)
        (views::keeper(l, &asked.q, &read.views))
    }
}

fn list(visit: &StaffVisit, asked: &Asked, read: &Read, (query, page): (&Query, &Page)) -> Markup {
    let l = visit.visit.locale;
    let filters: Vec<_> = query
        .parts
        .iter()
        .map(|part| Filter { words: part.text.as_str().into(), without: address(&part.without).into() })
        .collect();
    let sorting = table::Sorting { q: &asked.q, order: query.order() };
    html! {
        (filter_bar(l, "/staff/", &asked.q, &filters))
        @if page.rows.is_empty() && page.next.is_none() && asked.trail.is_empty() {
            (nothing(l, asked, read, query))
        } @else {
            (bulk::form(visit, &asked.q, table::table(visit, &sorting, read, page)))
            (pages(l, asked, page))
        }
    }
}

fn pages(l: Locale, asked: &Asked, page: &Page) -> Markup {
    let before = u64::try_from(asked.trail.len()).unwrap_or(0) * u64::try_from(inbox::PAGE).unwrap_or(0);
    let shown = u64::try_from(page.rows.len()).unwrap_or(0);
    let next = page.next.map(|cursor| {
        let trail: Vec<_> = asked.trail.iter().copied().chain([cursor]).collect();
        asked.address(&trail).into()
    });
    let previous = asked.trail.split_last().map(|(_, before)| asked.address(before).into());
    let from = if shown == 0 { before } else { before + 1 };
    pager(l, &Pager { from, to: before + shown, total: None, previous, next })
}

/// An empty list says why: no reports yet, all done, or which filter keeps cases out.
fn nothing(l: Locale, asked: &Asked, read: &Read, query: &Query) -> Markup {
    if asked.q.is_empty() {
        let body =
            html! { p { (l.t("triage-empty-first")) " " a href="/report" { (l.t("triage-empty-form")) } } };
        return empty(l.t("triage-empty-first-title"), body);
    }
    let is_view = read.views.iter().any(|view| view.query == asked.q && view.is_built_in);
    if is_view {
        let body = html! { p { (l.t("triage-empty-done")) } p { a href=(address("")) { (l.t("triage-view-all")) } } };
        return empty(l.t("triage-empty-done-title"), body);
    }
    let body = html! {
        p { (l.t("triage-empty-filtered")) }
        ul { @for part in &query.parts {
            li { a href=(address(&part.without)) { (l.t_with("triage-empty-without", &[("part", part.text.clone().into())])) } }
        } }
        p { a href=(address("")) { (l.t("ui-filters-clear")) } }
    };
    empty(l.t("triage-empty-filtered-title"), body)
}

fn mistakes(l: Locale, problems: &[Problem]) -> Markup {
    let body = html! {
        ul { @for problem in problems { li { (problem_words(l, problem)) } } }
        p { (l.t("triage-query-kept")) }
    };
    notice(Tone::Danger, l.t("triage-query-wrong"), body)
}

/// A mistake in a query, in words: which part, and what would fit.
#[must_use]
pub fn problem_words(l: Locale, problem: &Problem) -> String {
    let text = match problem {
        Problem::UnknownKey { key, did_you_mean: Some(near) } => l.t_with(
            "triage-query-unknown-key-near",
            &[("key", key.clone().into()), ("near", (*near).into())],
        ),
        Problem::UnknownKey { key, did_you_mean: None } => l.t_with(
            "triage-query-unknown-key",
            &[("key", key.clone().into()), ("keys", query::KEYS.join(", ").into())],
        ),
        Problem::UnknownValue { key, value, did_you_mean } => l.t_with(
            "triage-query-unknown-value",
            &[
                ("key", (*key).into()),
                ("value", value.clone().into()),
                ("near", did_you_mean.join(", ").into()),
            ],
        ),
        Problem::NoValue { key } => l.t_with("triage-query-no-value", &[("key", key.clone().into())]),
        Problem::NoDate { key, value } => {
            l.t_with("triage-query-no-date", &[("key", (*key).into()), ("value", value.clone().into())])
        }
        Problem::OneValue { key } => l.t_with("triage-query-one-value", &[("key", (*key).into())]),
        Problem::NotNegated { key } => l.t_with("triage-query-not-negated", &[("key", key.clone().into())]),
    };
    text.into_owned()
}
