//! Open commissions as JSON, the earliest due first.

use axum::Json;
use axum::extract::Query;
use domain::access::{Act, Object, may};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::commissions::{self, CommissionQuery, Whose};
use store::{CaseId, Tx, UserId, inbox};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::wrong;
use crate::api::bearer::Bearer;
use crate::api::visit::Call;
use crate::app::App;
use crate::error::{Error, Result};

/// The addresses of this file.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_commissions))
}

/// Which commissions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The id of an engineer's account, or `nobody` for those nobody is named for.
    engineer: Option<String>,
    /// Only those with something left to do for the engineer.
    #[serde(default)]
    to_do: bool,
    /// Rows, 1 to 200 (default 50).
    limit: Option<i64>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of commissions.
#[derive(Debug, Serialize, ToSchema)]
struct Commissions {
    commissions: Vec<Commission>,
    /// Hand it in as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// What one engineer, or nobody yet, owes to one case on one day.
#[derive(Debug, Serialize, ToSchema)]
struct Commission {
    case: String,
    /// The day it is due.
    #[schema(format = Date)]
    due: Option<String>,
    /// The id of the engineer's account.
    engineer: Option<String>,
    /// Cells that wait for the engineer.
    open: i64,
    /// Cells that wait for a page to be seen.
    waiting: i64,
    href: String,
}

/// List commissions
#[utoipa::path(
    get,
    path = "/api/v1/commissions",
    tag = "team",
    params(Which),
    security(("token" = [])),
    responses((status = 200, description = "A page of open commissions.", body = Commissions))
)]
async fn get_commissions(
    call: Call,
    Query(which): Query<Which>,
    bearer: Bearer,
) -> Result<Json<Commissions>> {
    let work = move |app: &App| {
        let actor = bearer.staff(app)?;
        if !may(&actor, Act::ListCommissions, Object::Instance) {
            return Err(Error::NotFound);
        }
        let query = query(&which)?;
        let base = app.config.public_url();
        app.store.read(|tx| page(tx, &query, &base))
    };
    call.app.run(work).await.map(Json)
}

fn query(which: &Which) -> Result<CommissionQuery> {
    let whose = match which.engineer.as_deref() {
        None => Whose::All,
        Some("nobody") => Whose::Nobody,
        Some(id) => {
            let id = id.parse().map_err(|_| wrong("engineer", "the id of an account, or nobody"))?;
            Whose::User(UserId(id))
        }
    };
    let after = match which.after.as_deref() {
        None => None,
        Some(text) => Some(cursor(text).ok_or_else(|| wrong("after", "use `next` of the page before"))?),
    };
    let limit = which.limit.unwrap_or(50).clamp(1, commissions::PAGE - 1);
    Ok(CommissionQuery { whose, to_do: which.to_do, due_before: None, after, limit })
}

fn cursor(text: &str) -> Option<commissions::Cursor> {
    let mut parts = text.split('.').map(str::parse::<i64>);
    Some((parts.next()?.ok()?, CaseId(parts.next()?.ok()?), parts.next()?.ok()?))
}

fn page(tx: &mut Tx<'_>, query: &CommissionQuery, base: &str) -> Result<Commissions> {
    let one_more = CommissionQuery { limit: query.limit + 1, ..*query };
    let mut rows = commissions::list_commissions(tx, &one_more)?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|(case, last)| format!("{}.{case}.{}", last.due, commissions::number(last.engineer)));
    let mut ids: Vec<CaseId> = rows.iter().map(|(case, _)| *case).collect();
    ids.sort();
    ids.dedup();
    let cases = inbox::rows_of(tx, &ids)?;
    let listed = rows.iter().filter_map(|(id, one)| {
        let case = &cases.iter().find(|case| case.id == *id)?.number;
        let due = Timestamp::from_microsecond(one.due).ok();
        Some(Commission {
            case: case.clone(),
            due: due.map(|at| at.to_zoned_datetime(TimeZone::UTC).date().to_string()),
            engineer: one.engineer.map(|user| user.to_string()),
            open: one.open,
            waiting: one.waiting,
            href: format!("{base}/api/v1/cases/{case}"),
        })
    });
    Ok(Commissions { commissions: listed.collect(), next })
}
