//! Files of a case: streamed in and out, sealed on the way.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, Request};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::access::Actor;
use domain::case::{Addressees, Audience};
use domain::id::ReportNo;
use domain::report::FieldProblem;
use futures_core::Stream;
use serde::{Deserialize, Serialize};
use store::FileId;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::action::files::{self, Parcel, SealedFile, Sealing};
use crate::action::read;
use crate::api::bearer::Bearer;
use crate::api::problem::invalid;
use crate::api::visit::Call;
use crate::app::App;
use crate::error::{Error, Result};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_file)).routes(routes!(get_file))
}

#[derive(Debug, Deserialize, IntoParams)]
struct About {
    /// The name of the file.
    name: String,
    /// For the team: `everyone`, `technical` or `team` (default `everyone`).
    audience: Option<String>,
    /// For the team, in a case of several reports: the numbers of those whose senders may see it, with commas.
    to: Option<String>,
}

/// A file that was stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stored {
    pub id: String,
    pub name: String,
    pub size: u64,
    /// SHA-256 of the bytes.
    pub sha256: String,
}

/// Bytes of a file at most, as the program says.
pub fn file_max(app: &App) -> u64 {
    u64::from(app.program().program.intake.file_max_mib) << 20
}

/// Who may see a file.
///
/// # Errors
/// [`Error::Invalid`] for another word.
pub fn audience(actor: &Actor, word: Option<&str>) -> Result<Audience> {
    match (actor, word) {
        (Actor::Reporter { .. }, _) | (_, None | Some("everyone")) => Ok(Audience::Everyone),
        (_, Some("technical")) => Ok(Audience::Technical),
        (_, Some("team")) => Ok(Audience::Team),
        _ => {
            let why = "one of everyone, technical, team".to_owned();
            Err(invalid([("audience".to_owned(), FieldProblem::Invalid { why })].into()))
        }
    }
}

/// Which reporters something is for: the reports by their numbers, or nobody named.
pub(in crate::api) fn addressees(to: Option<Vec<u32>>) -> Addressees {
    to.map_or(Addressees::Unnamed, |to| Addressees::These(to.into_iter().map(ReportNo).collect()))
}

/// The numbers of a list with commas.
fn numbers(list: &str) -> Result<Vec<u32>> {
    let wrong = |_| {
        let why = "numbers of reports with commas, such as 1,2".to_owned();
        invalid([("to".to_owned(), FieldProblem::Invalid { why })].into())
    };
    list.split(',').map(|number| number.trim().parse().map_err(wrong)).collect()
}

/// Add a file
///
/// The body is the file itself. It is answered when the file is safely stored.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/files",
    tag = "cases",
    params(("case" = String, Path), About),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("secret" = []), ("token" = [])),
    responses((status = 201, description = "The file is stored.", body = Stored))
)]
async fn post_file(
    call: Call,
    Path(case): Path<String>,
    Query(about): Query<About>,
    bearer: Bearer,
    request: Request,
) -> Result<Response> {
    // Who may not see the case does not get to send a byte.
    let (actor, number) = call
        .app
        .run(move |app| {
            let (actor, number) = bearer.caller(app, &case)?;
            read::view(app, &actor, &number)?;
            Ok((actor, number))
        })
        .await?;
    let audience = audience(&actor, about.audience.as_deref())?;
    let to = addressees(about.to.as_deref().map(numbers).transpose()?);
    let kind =
        request.headers().get(CONTENT_TYPE).and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let mut sealing = Sealing::begin(&call.app, file_max(&call.app));
    let mut body = std::pin::pin!(request.into_body().into_data_stream());
    while let Some(piece) = std::future::poll_fn(|context| body.as_mut().poll_next(context)).await {
        sealing.push(piece.map_err(|_| Error::internal("an upload was cut off"))?).await?;
    }
    let file = SealedFile::new(sealing.finish().await?, &about.name, &kind);
    let attach = move |app: &App| {
        let files = std::slice::from_ref(&file);
        let notes = files::send(app, &actor, &number, &Parcel { message: None, files, audience, to })?;
        notes.into_iter().next().ok_or_else(|| Error::internal("a file without a note"))
    };
    let note = call.app.run(attach).await?;
    let stored = Stored { id: note.id, name: note.name, size: note.size, sha256: note.sha256 };
    Ok((StatusCode::CREATED, Json(stored)).into_response())
}

/// A file
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/files/{file}",
    tag = "cases",
    params(("case" = String, Path), ("file" = i64, Path)),
    security(("secret" = []), ("token" = [])),
    responses((status = 200, description = "The bytes of the file.", content_type = "application/octet-stream"))
)]
async fn get_file(call: Call, Path((case, file)): Path<(String, i64)>, bearer: Bearer) -> Result<Response> {
    let work = move |app: &App| {
        let (actor, number) = bearer.caller(app, &case)?;
        files::open(app, &actor, &number, FileId(file))
    };
    let (stored, reader) = call.app.run(work).await?;
    let mut response = Body::from_stream(files::stream(reader)).into_response();
    let headers = response.headers_mut();
    // Never shown in a browser as what it claims to be.
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(stored.size));
    Ok(response)
}
