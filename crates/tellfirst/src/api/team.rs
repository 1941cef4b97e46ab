//! The team's side of the API, with API tokens: lists of cases and commissions, and commands on cases.

mod commands;
mod commissions;

use axum::Json;
use axum::extract::Query;
use domain::access::{Act, Actor, Object, Role, may};
use domain::case::State;
use domain::report::FieldProblem;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::cases::CaseRow;
use store::inbox::{Cursor, InboxQuery, list_cases};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bearer::Bearer;
use super::problem::invalid;
use super::visit::Call;
use crate::action::inbox;
use crate::action::row::Summary;
use crate::app::App;
use crate::error::{Error, Result};
use crate::query::{self, Names};

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_cases)).merge(commands::routes()).merge(commissions::routes())
}

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Which {
    /// A query as in the inbox, such as `state:new severity:high brand:linksys -label:slop`; then the members
    /// `state`, `open`, `brand` and `limit` do not count.
    q: Option<String>,
    /// In this state, such as `new`; several with commas.
    state: Option<String>,
    /// Only those that are not closed.
    #[serde(default)]
    open: bool,
    /// Of this brand, by id.
    brand: Option<String>,
    /// Rows, 1 to 200 (default 50).
    limit: Option<i64>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of cases, the last changed first.
#[derive(Debug, Serialize, ToSchema)]
struct Cases {
    cases: Vec<Listed>,
    /// Hand it in as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
struct Listed {
    case: String,
    state: String,
    brand: String,
    title: Option<String>,
    model: Option<String>,
    /// 0 none to 4 critical, -1 not rated.
    severity: i64,
    waiting_on: String,
    /// When the next promise runs out.
    due: Option<String>,
    submitted_at: Option<String>,
    updated_at: Option<String>,
    href: String,
}

/// List cases
#[utoipa::path(
    get,
    path = "/api/v1/cases",
    tag = "team",
    params(Which),
    security(("token" = [])),
    responses((status = 200, description = "A page of cases.", body = Cases))
)]
async fn get_cases(call: Call, Query(which): Query<Which>, bearer: Bearer) -> Result<Json<Cases>> {
    let work = move |app: &App| {
        let actor = bearer.staff(app)?;
        if !may(&actor, Act::ListCases, Object::Instance) {
            return Err(Error::NotFound);
        }
        if let Some(text) = &which.q {
            return search(app, &actor, text, &which);
        }
        let Some(query) = columns(&actor, &which)? else {
            return Ok(Cases { cases: Vec::new(), next: None });
        };
        let page = app.store.read(|tx| list_cases(tx, &query).map_err(Error::from))?;
        Ok(cases(app, page.rows.iter(), page.next))
    };
    call.app.run(work).await.map(Json)
}

fn cases<'r>(app: &App, rows: impl Iterator<Item = &'r CaseRow>, next: Option<Cursor>) -> Cases {
    let base = app.config.public_url();
    let cases = rows.map(|row| listed(&base, row)).collect();
    Cases { cases, next: next.map(|at| format!("{}.{}", at.value, at.id)) }
}

/// The cases that fit a query in the words of the inbox.
fn search(app: &App, actor: &Actor, text: &str, which: &Which) -> Result<Cases> {
    let me = actor.user().and_then(|user| user.as_str().parse().ok()).ok_or(Error::NotFound)?;
    let people = inbox::list_people(app)?;
    let both = people.iter().flat_map(|p| [(p.name.clone(), p.id), (p.email.clone(), p.id)]);
    let names = Names {
        now: app.now(),
        me: store::UserId(me),
        people: both.collect(),
        brands: app.program().program.brands.iter().map(|b| b.id.to_string()).collect(),
    };
    let query = query::parse(text, &names).map_err(|problems| {
        let parts: Vec<_> = problems.iter().map(words).collect();
        wrong("q", &parts.join("; "))
    })?;
    let page = inbox::list(app, actor, &query, after(which)?)?;
    Ok(cases(app, page.rows.iter().map(|listed| &listed.row), page.next))
}

/// What is wrong with a part of a query.
fn words(problem: &query::Problem) -> String {
    use query::Problem as P;
    match problem {
        P::UnknownKey { key, did_you_mean: Some(other) } => format!("no key {key}; did you mean {other}?"),
        P::UnknownKey { key, did_you_mean: None } => format!("no key {key}"),
        P::UnknownValue { key, did_you_mean, .. } => format!("{key} is one of {}", did_you_mean.join(", ")),
        P::NoValue { key } => format!("nothing stands after {key}:"),
        P::NoDate { key, .. } => format!("{key} takes a day such as >2026-10-01"),
        P::OneValue { key } => format!("{key} takes one value"),
        P::NotNegated { key } => format!("{key} cannot be left out with a minus"),
    }
}

/// Where the page before ended.
fn after(which: &Which) -> Result<Option<Cursor>> {
    let cursor = |text: &String| {
        let (value, id) = text.split_once('.')?;
        Some(Cursor { value: value.parse().ok()?, id: store::CaseId(id.parse().ok()?) })
    };
    match &which.after {
        Some(text) => cursor(text).map(Some).ok_or_else(|| wrong("after", "use `next` of the page before")),
        None => Ok(None),
    }
}

/// The query as the store runs it; `None` when the caller sees none of these cases.
fn columns(actor: &Actor, which: &Which) -> Result<Option<InboxQuery>> {
    let mut states = Vec::new();
    for word in which.state.iter().flat_map(|words| words.split(',')) {
        let state = State::from_word(word.trim()).ok_or_else(|| wrong("state", "no such state"))?;
        states.push(state);
    }
    // Who sees confirmed cases only gets no list that counts others.
    let sees_all = [Role::Triager, Role::Manager, Role::Auditor].iter().any(|role| actor.has_role(*role));
    if !sees_all {
        let seen = [State::Confirmed, State::Resolved];
        states = if states.is_empty() {
            seen.to_vec()
        } else {
            states.into_iter().filter(|s| seen.contains(s)).collect()
        };
        if states.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(InboxQuery {
        states: states.into_iter().map(|state| state.word().to_owned()).collect(),
        is_open: which.open,
        brands: which.brand.iter().cloned().collect(),
        limit: which.limit.unwrap_or(50),
        after: after(which)?,
        ..InboxQuery::default()
    }))
}

fn listed(base: &str, row: &CaseRow) -> Listed {
    let summary: Option<Summary> = row.summary.as_ref().and_then(|bytes| serde_json::from_slice(bytes).ok());
    let moment = |micros: i64| Timestamp::from_microsecond(micros).ok().map(|at| at.to_string());
    Listed {
        case: row.number.clone(),
        state: row.state.clone(),
        brand: row.brand.clone(),
        title: summary.as_ref().map(|summary| summary.title.clone()),
        model: summary.map(|summary| summary.model),
        severity: row.severity,
        waiting_on: row.waiting_on.clone(),
        due: row.next_due_at.and_then(moment),
        submitted_at: moment(row.submitted_at),
        updated_at: moment(row.updated_at),
        href: format!("{base}/api/v1/cases/{}", row.number),
    }
}

/// A member that cannot be accepted.
fn wrong(field: &str, why: &str) -> Error {
    invalid([(field.to_owned(), FieldProblem::Invalid { why: why.to_owned() })].into())
}
