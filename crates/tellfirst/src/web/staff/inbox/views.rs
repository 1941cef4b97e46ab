//! The views: those every team needs, and those a member of staff keeps for themselves.

use axum::Form;
use domain::access::Act;
use jiff::Timestamp;
use store::inbox::Count;
use store::settings;
use ui::form::Form as Fields;
use ui::{Locale, Markup, html};

use crate::action::inbox;
use crate::app::App;
use crate::error::{Error, Result};
use crate::query::{self, Names};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, see};

/// Own views a member of staff can keep.
const OWN_MAX: usize = 30;
/// Longest name and query of an own view, in characters.
const NAME_MAX: usize = 60;
const QUERY_MAX: usize = 1_000;

/// A named query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub name: String,
    pub query: String,
    /// `12`, or `999+`; none where counting would say nothing.
    pub count: Option<String>,
    pub is_built_in: bool,
}

/// The address of a list.
#[must_use]
pub fn address(q: &str) -> String {
    let mut address = String::from("/staff/?q=");
    for byte in q.bytes() {
        match byte {
            b' ' => address.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b':' | b',' | b'.' | b'-' | b'_' | b'@' | b'/' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// The views every team needs.
#[must_use]
pub fn views(l: Locale) -> Vec<View> {
    let built_in = [
        ("triage-view-mine", "assignee:me state:open"),
        ("triage-view-unassigned", "assignee:none state:open"),
        ("triage-view-new", "state:new"),
        ("triage-view-needs-info", "state:needs-info"),
        ("triage-view-overdue", "overdue sort:due"),
        ("triage-view-second-person", "waiting:second-person"),
        ("triage-view-embargo", "embargo:<30d"),
        ("triage-view-fixing", "state:confirmed"),
        ("triage-view-open", super::START),
        ("triage-view-all", ""),
    ];
    let view = |(key, query): (&str, &str)| View {
        name: l.t(key).into_owned(),
        query: query.to_owned(),
        count: None,
        is_built_in: true,
    };
    built_in.into_iter().map(view).collect()
}

/// The views a member of staff keeps.
///
/// # Errors
/// When the store refuses.
pub fn own_views(app: &App, user: store::UserId) -> Result<Vec<View>> {
    let kept = app.store.read(|tx| settings::list_views(tx, user).map_err(Error::from))?;
    Ok(kept.into_iter().map(|(name, query)| View { name, query, count: None, is_built_in: false }).collect())
}

/// All views with the number of cases in each.
///
/// # Errors
/// When the store refuses.
pub fn counts(app: &App, visit: &StaffVisit, names: &Names) -> Result<Vec<View>> {
    let mut all = views(visit.visit.locale);
    all.extend(own_views(app, visit.staff.id)?);
    // The list of everything is not counted: its number is no work to be done.
    let counted: Vec<_> =
        all.iter().enumerate().filter(|(_, view)| !view.query.is_empty()).map(|(at, _)| at).collect();
    // To the minute, so that a count holds for one: what is overdue changes by itself, but not in between.
    let names = Names { now: whole_minute(names.now), ..names.clone() };
    let queries: Vec<_> = counted
        .iter()
        .filter_map(|at| query::parse(&all[*at].query, &names).ok().map(|q| (*at, q)))
        .collect();
    let parsed: Vec<_> = queries.iter().map(|(_, query)| query.clone()).collect();
    let numbers = inbox::count(app, &visit.actor(), &parsed)?;
    for ((at, _), count) in queries.into_iter().zip(numbers) {
        all[at].count = Some(count_words(count));
    }
    Ok(all)
}

fn whole_minute(now: Timestamp) -> Timestamp {
    Timestamp::from_second(now.as_second().div_euclid(60) * 60).unwrap_or(now)
}

fn count_words(count: Count) -> String {
    match count {
        Count::Exactly(n) => n.to_string(),
        Count::AtLeast(n) => format!("{n}+"),
    }
}

/// The form that keeps the query as a view, or forgets the view that it is.
pub(super) fn keeper(l: Locale, q: &str, views: &[View]) -> Markup {
    match views.iter().find(|view| view.query == q) {
        Some(view) if view.is_built_in => html! {},
        Some(view) => {
            let form = Fields::post(l, "/staff/views/delete").inline();
            form.wrap(html! {
                (form.hidden("name", &view.name))
                button.link-button type="submit" { (l.t("triage-views-forget")) }
            })
        }
        None => {
            let form = Fields::post(l, "/staff/views").inline();
            let fields = html! {
                (form.hidden("query", q))
                (form.text("name", l.t("triage-views-name")).max_length(NAME_MAX).class("field-short"))
                button.button.button-quiet type="submit" { (l.t("triage-views-keep")) }
            };
            ui::content::disclosure(l.t("triage-views-keep-this"), form.wrap(fields))
        }
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
}

pub(super) async fn keep(visit: StaffVisit, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    visit.require(Act::ListCases)?;
    let (name, q) = (value(&pairs, "name").to_owned(), value(&pairs, "query").to_owned());
    let back = address(&q);
    let fits = !name.is_empty() && name.chars().count() <= NAME_MAX && q.chars().count() <= QUERY_MAX;
    if !fits || name.chars().any(char::is_control) {
        return flash::failed(&back, "flash-triage-view-name");
    }
    let user = visit.staff.id;
    let kept = visit
        .visit
        .app
        .run(move |app| {
            app.store.write(|tx| {
                let own = settings::list_views(tx, user)?;
                if own.len() >= OWN_MAX && own.iter().all(|(known, _)| *known != name) {
                    return Ok::<_, Error>(false);
                }
                settings::put_view(tx, user, &name, &q)?;
                Ok(true)
            })
        })
        .await?;
    if kept { see(&back) } else { flash::failed(&back, "flash-triage-view-many") }
}

pub(super) async fn forget(visit: StaffVisit, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    visit.require(Act::ListCases)?;
    let (user, name) = (visit.staff.id, value(&pairs, "name").to_owned());
    let forget =
        move |app: &App| app.store.write(|tx| settings::delete_view(tx, user, &name).map_err(Error::from));
    visit.visit.app.run(forget).await?;
    see("/staff/")
}
