//! What happened to accounts: sign-ins, refusals, changes. For those who administer, and for auditors.

use std::collections::HashMap;

use axum::extract::Query;
use axum::{Router, routing::get};
use domain::access::{Act, Role};
use maud::html;
use serde::Deserialize;
use store::UserId;
use ui::navigation::{Link, Pager, breadcrumbs, pager};
use ui::table::{Column, Row, Table};
use ui::{Locale, content, time};

use crate::action::accounts::people;
use crate::action::accounts::trail::{self, Entry, What};
use crate::app::App;
use crate::error::Error;
use crate::web::staff::navigation::sections;
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, page};

/// Entries of one page.
const PAGE: i64 = 100;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/staff/accounts/events", get(show))
}

#[derive(Deserialize)]
struct From {
    before: Option<i64>,
}

async fn show(visit: StaffVisit, Query(from): Query<From>) -> PageResult {
    if !visit.may(Act::Administer) && !visit.staff.roles.contains(&Role::Auditor) {
        return Err(Error::NotFound);
    }
    let before = from.before.unwrap_or(i64::MAX);
    let (entries, users) =
        visit.visit.app.run(move |app| Ok((trail::list(app, before, PAGE)?, people::list(app)?))).await?;
    let names: HashMap<UserId, String> = users.into_iter().map(|user| (user.id, user.name)).collect();
    let l = visit.visit.locale;
    let columns = vec![
        Column::new(l.t("accounts-event-when")).tight(),
        Column::new(l.t("accounts-event-what")).main(),
        Column::new(l.t("accounts-event-whose")),
        Column::new(l.t("accounts-event-from")),
    ];
    let rows: Vec<_> = entries.iter().map(|entry| row(l, entry, &names)).collect();
    let is_full = i64::try_from(entries.len()).is_ok_and(|count| count == PAGE);
    let next =
        entries.last().filter(|_| is_full).map(|last| format!("/staff/accounts/events?before={}", last.id));
    let shown = entries.len() as u64;
    let main = html! {
        @if visit.may(Act::Administer) {
            (breadcrumbs(l, &[Link::new("/staff/accounts", l.t("accounts-title"))], &l.t("accounts-events")))
        }
        (content::heading(&l.t("accounts-events"), None, Some(&l.t("accounts-events-lead"))))
        @if entries.is_empty() { (content::empty(l.t("accounts-events-none"), html! {})) }
        @else { (Table::new(l, l.t("accounts-events"), columns).quiet_caption().rows(&rows)) }
        @if let Some(next) = next {
            (pager(l, &Pager { from: 1, to: shown, next: Some(next.into()), ..Pager::default() }))
        }
    };
    page(visit.page(&l.t("accounts-events"), &sections(&visit), &main))
}

fn row<'a>(l: Locale, entry: &Entry, names: &HashMap<UserId, String>) -> Row<'a> {
    let known = What::ALL.into_iter().any(|what| what.word() == entry.kind);
    let what =
        if known { l.t(&format!("accounts-event-{}", entry.kind)).into_owned() } else { entry.kind.clone() };
    let name =
        |user: UserId| names.get(&user).cloned().unwrap_or_else(|| l.t("accounts-event-nobody").into_owned());
    let detail = &entry.detail;
    let by = detail.by.map(|by| l.t_with("accounts-event-by", &[("name", name(UserId(by)).into())]));
    Row::new(vec![
        time::format_micros(entry.at, l),
        html! {
            (what)
            @if let Some(by) = by { " " (by) }
            @if !detail.note.is_empty() { " (" (detail.note) ")" }
        },
        html! { (entry.user.map_or_else(|| l.t("accounts-event-nobody").into_owned(), name)) },
        html! { (detail.network) @if !detail.agent.is_empty() { p.hint { (detail.agent) } } },
    ])
}
