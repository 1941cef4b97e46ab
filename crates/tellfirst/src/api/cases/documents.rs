//! The signed documents of a report, exactly as the file that `tellfirst verify` reads.

use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use formats::letter::{Letter, Revocation};
use formats::receipt::Receipt;
use formats::verify::Kind;
use serde::Deserialize;
use store::documents::Document;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::action::{proof, read};
use crate::api::bearer::Bearer;
use crate::api::visit::Call;
use crate::app::App;
use crate::error::{Error, Result};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_receipt)).routes(routes!(get_letter))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Which {
    /// The report, for the team; 1 without it.
    report: Option<i64>,
}

/// The receipt of a report
///
/// The bytes of the file; keep them as they are, `tellfirst verify` checks every one of them.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/receipt",
    tag = "cases",
    params(("case" = String, Path), Which),
    security(("secret" = []), ("token" = [])),
    responses((status = 200, description = "The signed receipt.", body = Object))
)]
async fn get_receipt(
    call: Call,
    Path(case): Path<String>,
    Query(which): Query<Which>,
    bearer: Bearer,
) -> Result<Response> {
    send(call, case, bearer, (which.report, 0)).await
}

/// A green-light letter or its revocation
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/letters/{serial}",
    tag = "cases",
    params(("case" = String, Path), ("serial" = i64, Path), Which),
    security(("secret" = []), ("token" = [])),
    responses((status = 200, description = "The signed document.", body = Object))
)]
async fn get_letter(
    call: Call,
    Path((case, serial)): Path<(String, i64)>,
    Query(which): Query<Which>,
    bearer: Bearer,
) -> Result<Response> {
    send(call, case, bearer, (which.report, serial)).await
}

async fn send(call: Call, case: String, bearer: Bearer, wanted: (Option<i64>, i64)) -> Result<Response> {
    let work = move |app: &App| {
        let (actor, number) = bearer.caller(app, &case)?;
        let (report, serial) = wanted;
        let report = match &actor {
            // A reporter has one report, whatever its number in the case.
            domain::access::Actor::Reporter { report, .. } => i64::from(report.0),
            _ => report.unwrap_or(1),
        };
        app.store.read(|tx| {
            let seen = read::view_in(tx, &actor, &number)?;
            let kept = seen.documents.iter().find(|d| d.report == report && d.serial == serial);
            let kept = kept.ok_or(Error::NotFound)?;
            Ok((file(tx, app, kept)?, format!("{}-{number}-{serial}.json", kept.kind)))
        })
    };
    let (bytes, name) = call.app.run(work).await?;
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Error::internal)?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn file(tx: &mut store::Tx<'_>, app: &App, kept: &Document) -> Result<Vec<u8>> {
    if kept.kind == Kind::Receipt.as_str() {
        proof::file::<Receipt>(tx, app, kept)
    } else if kept.kind == Kind::Letter.as_str() {
        proof::file::<Letter>(tx, app, kept)
    } else {
        proof::file::<Revocation>(tx, app, kept)
    }
}
