//! What reporters and the team do to a case. Each answers the case as it is then.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Actor;
use domain::case::Command;
use domain::id::{SkuId, VulnerabilityNo};
use domain::matrix::CellId;
use domain::report::{Credit, FieldProblem};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::files::{addressees, audience};
use super::{CaseView, act};
use crate::api::bearer::Bearer;
use crate::api::body::Body;
use crate::api::problem::{Problem, invalid};
use crate::api::reports::CreditWish;
use crate::api::visit::Call;
use crate::app::App;
use crate::error::Result;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_message))
        .routes(routes!(withdraw))
        .routes(routes!(appeal))
        .routes(routes!(put_credit))
        .routes(routes!(post_embargo))
        .routes(routes!(post_disclosure))
        .routes(routes!(post_retest))
}

type Answer = Result<(StatusCode, Json<CaseView>)>;

fn created(view: CaseView) -> (StatusCode, Json<CaseView>) {
    (StatusCode::CREATED, Json(view))
}

/// A message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Message {
    text: String,
    /// For the team: `everyone`, `technical` or `team` (default `everyone`).
    audience: Option<String>,
    /// For the team, in a case of several reports: the numbers of those whose senders it is for.
    to: Option<Vec<u32>>,
}

/// Write a message
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/messages",
    tag = "cases",
    params(("case" = String, Path)),
    request_body = Message,
    security(("secret" = []), ("token" = [])),
    responses((status = 201, description = "The message is stored.", body = CaseView))
)]
async fn post_message(call: Call, Path(case): Path<String>, bearer: Bearer, body: Body<Message>) -> Answer {
    let Message { text, audience: word, to } = body.value;
    // A reporter's message has no other audience; the word of the team is checked before anything is done.
    let word_for = Actor::System;
    let chosen = audience(&word_for, word.as_deref())?;
    let command = move |actor: &Actor| {
        let for_all = matches!(actor, Actor::Reporter { .. });
        let audience = if for_all { domain::case::Audience::Everyone } else { chosen };
        Command::Write { text, audience, to: addressees(to) }
    };
    act(call, case, bearer, command).await.map(created)
}

/// A reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    #[serde(default)]
    reason: String,
}

/// Take a report back
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/withdrawal",
    tag = "cases",
    params(("case" = String, Path)),
    request_body = Reason,
    security(("secret" = [])),
    responses((status = 201, description = "The report is withdrawn.", body = CaseView))
)]
async fn withdraw(call: Call, Path(case): Path<String>, bearer: Bearer, body: Body<Reason>) -> Answer {
    let reason = body.value.reason;
    act(call, case, bearer, move |_| Command::Withdraw { reason }).await.map(created)
}

/// A text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
}

/// Appeal against a decision
///
/// Once per report; another person than the first looks at it.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/appeal",
    tag = "cases",
    params(("case" = String, Path)),
    request_body = Text,
    security(("secret" = [])),
    responses(
        (status = 201, description = "The appeal is received.", body = CaseView),
        (status = 409, description = "There is nothing to appeal against, or it was used.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn appeal(call: Call, Path(case): Path<String>, bearer: Bearer, body: Body<Text>) -> Answer {
    let text = body.value.text;
    act(call, case, bearer, move |_| Command::Appeal { text }).await.map(created)
}

/// How to be named.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreditChoice {
    /// The name to be thanked by, `false` or `anonymous` for nobody, null for undecided.
    credit: Option<CreditWish>,
}

/// Say how to be named
#[utoipa::path(
    put,
    path = "/api/v1/cases/{case}/credit",
    tag = "cases",
    params(("case" = String, Path)),
    request_body = CreditChoice,
    security(("secret" = [])),
    responses((status = 200, description = "The wish is noted.", body = CaseView))
)]
async fn put_credit(
    call: Call,
    Path(case): Path<String>,
    bearer: Bearer,
    body: Body<CreditChoice>,
) -> Result<Json<CaseView>> {
    let credit = match body.value.credit {
        None => Credit::Undecided,
        Some(CreditWish::Named(false)) => Credit::Anonymous,
        Some(CreditWish::Named(true)) => {
            return Err(invalid([("credit".to_owned(), FieldProblem::Missing)].into()));
        }
        Some(CreditWish::As(name)) if name.trim().eq_ignore_ascii_case("anonymous") => Credit::Anonymous,
        Some(CreditWish::As(name)) => Credit::As { name: name.trim().to_owned() },
    };
    act(call, case, bearer, move |_| Command::ChangeCredit { credit }).await.map(Json)
}

/// A step of the embargo.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
enum EmbargoStep {
    /// Put an end on the table.
    Propose {
        /// RFC 3339, in UTC.
        end: String,
        #[serde(default)]
        reason: String,
    },
    Accept,
    Reject,
}

/// Negotiate an embargo
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/embargo",
    tag = "cases",
    params(("case" = String, Path)),
    request_body = EmbargoStep,
    security(("secret" = []), ("token" = [])),
    responses((status = 201, description = "The step is taken.", body = CaseView))
)]
async fn post_embargo(
    call: Call,
    Path(case): Path<String>,
    bearer: Bearer,
    body: Body<EmbargoStep>,
) -> Answer {
    let command = match body.value {
        EmbargoStep::Accept => Command::AcceptEmbargo,
        EmbargoStep::Reject => Command::RejectEmbargo,
        EmbargoStep::Propose { end, reason } => {
            let end: Timestamp = end.parse().map_err(|_| {
                let why = "a moment looks like 2026-12-31T12:00:00Z".to_owned();
                invalid([("end".to_owned(), FieldProblem::Invalid { why })].into())
            })?;
            Command::ProposeEmbargo { end, reason }
        }
    };
    act(call, case, bearer, move |_| command).await.map(created)
}

/// Where the reporter has published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Disclosure {
    url: String,
}

/// Say where it was published
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/disclosures",
    tag = "cases",
    params(("case" = String, Path)),
    request_body = Disclosure,
    security(("secret" = [])),
    responses((status = 201, description = "The address is noted.", body = CaseView))
)]
async fn post_disclosure(
    call: Call,
    Path(case): Path<String>,
    bearer: Bearer,
    body: Body<Disclosure>,
) -> Answer {
    let url = body.value.url;
    act(call, case, bearer, move |_| Command::NoteDisclosure { url }).await.map(created)
}

/// What a retest showed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Retest {
    vulnerability: u32,
    sku: String,
    /// Whether the flaw is gone.
    gone: bool,
    #[serde(default)]
    note: String,
}

/// Say what a retest of a fix showed
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/retests",
    tag = "cases",
    params(("case" = String, Path)),
    request_body = Retest,
    security(("secret" = [])),
    responses((status = 201, description = "The retest is noted.", body = CaseView))
)]
async fn post_retest(call: Call, Path(case): Path<String>, bearer: Bearer, body: Body<Retest>) -> Answer {
    let Retest { vulnerability, sku, gone, note } = body.value;
    let cell = CellId { vulnerability: VulnerabilityNo(vulnerability), sku: SkuId(sku) };
    act(call, case, bearer, move |_| Command::Retest { cell, gone, note }).await.map(created)
}
