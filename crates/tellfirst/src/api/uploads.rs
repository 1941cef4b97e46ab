//! Uploads that go on where they were cut, before a report or into a case.
//!
//! The way follows the IETF draft "Resumable Uploads for HTTP" (draft-ietf-httpbis-resumable-upload) where it fits:
//! `Upload-Offset`, `Upload-Complete`, `Upload-Length` and `Upload-Limit`, `HEAD` to ask, `PATCH` to go on, `DELETE`
//! to give up, 409 for another offset. Unlike there, the length and the name are told at the beginning, as JSON.

use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::case::Audience;
use domain::report::{FieldErrors, FieldProblem, Reason};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bearer::Bearer;
use super::body::Body;
use super::cases::files::{Stored, audience, file_max};
use super::problem::{Problem, special};
use super::visit::Call;
use crate::action::uploads::{self, Caller, LIFE_SECONDS, Progress, Trouble, Wish};
use crate::app::App;
use crate::error::{Error, Result};
use crate::limit::{Rate, What};

/// Uploads without a report that one network may begin in an hour.
const ALONE_PER_HOUR: u32 = 60;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const COMPLETE: HeaderName = HeaderName::from_static("upload-complete");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const LIMIT: HeaderName = HeaderName::from_static("upload-limit");

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_upload))
        .routes(routes!(get_upload, head_upload, patch_upload, delete_upload))
        .routes(routes!(post_case_upload))
        .routes(routes!(get_case_upload, head_case_upload, patch_case_upload, delete_case_upload))
}

/// A file to be uploaded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewUpload {
    /// The name of the file.
    #[schema(example = "router.pcap")]
    name: String,
    /// Its length in bytes.
    #[schema(example = 1_048_576)]
    length: u64,
    /// SHA-256 of the whole, in hexadecimal digits; the upload is refused at its end when the bytes differ.
    sha256: Option<String>,
    /// The media type; it is kept and never trusted.
    media_type: Option<String>,
    /// For the team: `everyone`, `technical` or `team` (default `everyone`).
    audience: Option<String>,
}

/// How far an upload is.
#[derive(Debug, Serialize, ToSchema)]
struct UploadView {
    /// Opens this upload: `Authorization: Bearer TOKEN`, and goes into `attachments` of the report. Shown once, and
    /// only for an upload without a case.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    length: u64,
    /// Bytes that are safely stored: where to go on.
    offset: u64,
    /// True when all bytes are there and the file is made.
    complete: bool,
    /// When an upload that was not finished is forgotten.
    #[schema(format = DateTime)]
    expires_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<Stored>,
    /// The address of the upload.
    upload: String,
}

/// Reads what is asked for.
///
/// # Errors
/// Every member that cannot be accepted.
fn wish(app: &App, new: NewUpload, audience: Audience) -> Result<Wish> {
    let mut errors = FieldErrors::default();
    if new.name.trim().is_empty() {
        errors.add("name", FieldProblem::Missing);
    } else if new.name.chars().count() > domain::report::LINE_MAX {
        errors.add("name", FieldProblem::TooLong { max: domain::report::LINE_MAX });
    }
    if new.length == 0 {
        errors.add("length", Reason::EmptyFile.into());
    }
    let sha256 = new.sha256.as_deref().map(|text| {
        let mut digest = [0; 32];
        hex::decode_to_slice(text.trim(), &mut digest).map(|()| digest)
    });
    let sha256 = sha256.transpose().unwrap_or_else(|_| {
        errors.add("sha256", Reason::Sha256.into());
        None
    });
    errors.into_result()?;
    let max = file_max(app);
    if new.length > max {
        return Err(Error::TooLarge { max });
    }
    let media_type = new.media_type.unwrap_or_default();
    Ok(Wish { name: new.name, media_type, size: new.length, sha256, audience })
}

/// Begin an upload before the report
///
/// Answers a token that opens the upload. Name the token in `attachments` when the report is sent; an upload that no
/// report takes is deleted after two days.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    tag = "uploads",
    request_body = NewUpload,
    responses(
        (status = 201, description = "Send the bytes to the address in `Location`.", body = UploadView),
        (status = 413, description = "Longer than the program takes.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn post_upload(call: Call, body: Body<NewUpload>) -> Result<Response> {
    let wish = wish(&call.app, body.value, Audience::Everyone)?;
    let rate = Rate { per_hour: ALONE_PER_HOUR };
    let taken = call.app.limits.take(What::Uploads, call.network, rate, call.now);
    taken.map_err(|retry_after| Error::TooMany { retry_after })?;
    let (progress, token) = call.app.run(move |app| uploads::begin_alone(app, &wish)).await?;
    let address = format!("{}/api/v1/uploads/{}", call.app.config.public_url(), progress.id);
    begun(&call, &progress, (address, Some(token)))
}

/// Begin an upload into a case
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/uploads",
    tag = "uploads",
    params(("case" = String, Path)),
    request_body = NewUpload,
    security(("secret" = []), ("token" = [])),
    responses((status = 201, description = "Send the bytes to the address in `Location`.", body = UploadView))
)]
async fn post_case_upload(
    call: Call,
    Path(case): Path<String>,
    bearer: Bearer,
    body: Body<NewUpload>,
) -> Result<Response> {
    let new = body.value;
    let work = move |app: &App| {
        let (actor, number) = bearer.caller(app, &case)?;
        let audience = audience(&actor, new.audience.as_deref())?;
        let progress = uploads::begin(app, &actor, &number, &wish(app, new, audience)?)?;
        Ok((progress, number))
    };
    let (progress, number) = call.app.run(work).await?;
    let base = call.app.config.public_url();
    let address = format!("{base}/api/v1/cases/{number}/uploads/{}", progress.id);
    begun(&call, &progress, (address, None))
}

fn begun(call: &Call, progress: &Progress, (address, token): (String, Option<String>)) -> Result<Response> {
    let location = HeaderValue::from_str(&address).map_err(Error::internal)?;
    let mut response = (StatusCode::CREATED, Json(view(progress, (address, token)))).into_response();
    response.headers_mut().insert(header::LOCATION, location);
    let limit = format!("max-size={}, max-age={LIFE_SECONDS}", file_max(&call.app));
    response.headers_mut().insert(LIMIT, HeaderValue::from_str(&limit).map_err(Error::internal)?);
    Ok(marked(response, progress))
}

fn view(progress: &Progress, (upload, token): (String, Option<String>)) -> UploadView {
    UploadView {
        token,
        length: progress.size,
        offset: progress.offset,
        complete: progress.complete,
        expires_at: progress.expires_at.to_string(),
        file: progress.file.clone().map(|note| Stored {
            id: note.id,
            name: note.name,
            size: note.size,
            sha256: note.sha256,
        }),
        upload,
    }
}

/// Adds the headers that say how far it is.
fn marked(mut response: Response, progress: &Progress) -> Response {
    let headers = response.headers_mut();
    headers.insert(OFFSET, HeaderValue::from(progress.offset));
    headers.insert(LENGTH, HeaderValue::from(progress.size));
    headers.insert(COMPLETE, HeaderValue::from_static(if progress.complete { "?1" } else { "?0" }));
    response
}

/// Which upload of whom a request is about.
struct Door {
    call: Call,
    bearer: Bearer,
    case: Option<String>,
    id: String,
}

impl Door {
    fn id(&self) -> Result<i64> {
        self.id.parse().map_err(|_| Error::NotFound)
    }

    async fn caller(&self) -> Result<Caller> {
        let (bearer, case) = (self.bearer.clone(), self.case.clone());
        let work = move |app: &App| match case {
            Some(case) => {
                let (actor, number) = bearer.caller(app, &case)?;
                Ok(Caller::InCase { actor, number })
            }
            None => Ok(Caller::Holder { token: bearer.token().to_owned() }),
        };
        self.call.app.run(work).await
    }

    fn address(&self) -> String {
        let base = self.call.app.config.public_url();
        match &self.case {
            Some(case) => format!("{base}/api/v1/cases/{case}/uploads/{}", self.id),
            None => format!("{base}/api/v1/uploads/{}", self.id),
        }
    }

    async fn look(&self) -> Result<Progress> {
        let (caller, id) = (self.caller().await?, self.id()?);
        let bearer = self.bearer.clone();
        let work = move |app: &App| match uploads::look(app, &caller, id) {
            Err(Error::NotFound) if matches!(caller, Caller::Holder { .. }) => Err(bearer.wrong(app)),
            other => other,
        };
        self.call.app.run(work).await
    }

    async fn get(self) -> Result<Response> {
        let progress = self.look().await?;
        let body = Json(view(&progress, (self.address(), None)));
        Ok(marked(body.into_response(), &progress))
    }

    async fn head(self) -> Result<Response> {
        let progress = self.look().await?;
        Ok(marked(StatusCode::NO_CONTENT.into_response(), &progress))
    }

    async fn delete(self) -> Result<Response> {
        let (caller, id) = (self.caller().await?, self.id()?);
        self.call.app.run(move |app| uploads::delete(app, &caller, id)).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    }

    async fn patch(self, request: Request) -> Result<Response> {
        let before = self.look().await?;
        let start = offset_of(request.headers())?;
        let says_last = request.headers().get(&COMPLETE).is_some_and(|value| value.as_bytes() == b"?1");
        let (caller, id, app) = (self.caller().await?, before.id, self.call.app.clone());
        let body = request.into_body().into_data_stream();
        // A task of its own: when the connection goes, what has arrived is still made durable.
        let task = tokio::spawn(async move { uploads::receive(&app, caller, (id, start), body).await });
        let received = task.await.unwrap_or_else(|_| Err(Error::internal("a task panicked").into()));
        match received {
            Ok(progress) if says_last && !progress.complete => self.refuse(Trouble::Length(progress.offset)),
            Ok(progress) => {
                let body = Json(view(&progress, (self.address(), None)));
                Ok(marked(body.into_response(), &progress))
            }
            Err(trouble) => self.refuse(trouble),
        }
    }

    fn refuse(&self, trouble: Trouble) -> Result<Response> {
        let (kind, status, offset) = match trouble {
            Trouble::Offset(at) => ("upload-offset", StatusCode::CONFLICT, Some(at)),
            Trouble::Length(at) => ("upload-length", StatusCode::BAD_REQUEST, Some(at)),
            Trouble::Parts(at) => ("upload-parts", StatusCode::BAD_REQUEST, Some(at)),
            Trouble::Digest => ("upload-digest", StatusCode::UNPROCESSABLE_ENTITY, None),
            Trouble::Other(error) => return Err(error),
        };
        let mut response = special(kind, status, self.call.locale);
        if let Some(offset) = offset {
            response.headers_mut().insert(OFFSET, HeaderValue::from(offset));
        }
        Ok(response)
    }
}

fn offset_of(headers: &HeaderMap) -> Result<u64> {
    let value = headers.get(&OFFSET).and_then(|value| value.to_str().ok());
    value.and_then(|text| text.trim().parse().ok()).ok_or_else(|| {
        let mut errors = FieldErrors::default();
        let why = "the number of the byte that this part begins with".to_owned();
        errors.add("Upload-Offset", FieldProblem::Invalid { why });
        errors.into()
    })
}

/// How far an upload is
#[utoipa::path(
    get,
    path = "/api/v1/uploads/{upload}",
    tag = "uploads",
    params(("upload" = String, Path)),
    security(("upload" = [])),
    responses((status = 200, description = "How far it is, also as `Upload-Offset`.", body = UploadView))
)]
async fn get_upload(call: Call, Path(id): Path<String>, bearer: Bearer) -> Result<Response> {
    Door { call, bearer, case: None, id }.get().await
}

/// Ask where an upload goes on
#[utoipa::path(
    head,
    path = "/api/v1/uploads/{upload}",
    tag = "uploads",
    params(("upload" = String, Path)),
    security(("upload" = [])),
    responses((status = 204, description = "`Upload-Offset`, `Upload-Length` and `Upload-Complete` tell."))
)]
async fn head_upload(call: Call, Path(id): Path<String>, bearer: Bearer) -> Result<Response> {
    Door { call, bearer, case: None, id }.head().await
}

/// Send bytes of an upload
///
/// The body is the file from the byte in `Upload-Offset` on, whole or a part. What was answered is safely stored;
/// what breaks off is kept as far as it came: ask with `HEAD` and go on.
#[utoipa::path(
    patch,
    path = "/api/v1/uploads/{upload}",
    tag = "uploads",
    params(
        ("upload" = String, Path),
        ("Upload-Offset" = u64, Header, description = "The byte that this part begins with."),
        ("Upload-Complete" = Option<String>, Header, description = "`?1` when this is the last part."),
    ),
    request_body(content = Vec<u8>, content_type = "application/partial-upload"),
    security(("upload" = [])),
    responses(
        (status = 200, description = "The bytes are stored; the last ones make the file.", body = UploadView),
        (status = 409, description = "It goes on at another byte, see `Upload-Offset`.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn patch_upload(call: Call, Path(id): Path<String>, bearer: Bearer, body: Request) -> Result<Response> {
    Door { call, bearer, case: None, id }.patch(body).await
}

/// Give an upload up
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{upload}",
    tag = "uploads",
    params(("upload" = String, Path)),
    security(("upload" = [])),
    responses((status = 204, description = "What came of it is deleted."))
)]
async fn delete_upload(call: Call, Path(id): Path<String>, bearer: Bearer) -> Result<Response> {
    Door { call, bearer, case: None, id }.delete().await
}

/// How far an upload into a case is
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/uploads/{upload}",
    tag = "uploads",
    params(("case" = String, Path), ("upload" = String, Path)),
    security(("secret" = []), ("token" = [])),
    responses((status = 200, description = "How far it is, also as `Upload-Offset`.", body = UploadView))
)]
async fn get_case_upload(
    call: Call,
    Path((case, id)): Path<(String, String)>,
    bearer: Bearer,
) -> Result<Response> {
    Door { call, bearer, case: Some(case), id }.get().await
}

/// Ask where an upload into a case goes on
#[utoipa::path(
    head,
    path = "/api/v1/cases/{case}/uploads/{upload}",
    tag = "uploads",
    params(("case" = String, Path), ("upload" = String, Path)),
    security(("secret" = []), ("token" = [])),
    responses((status = 204, description = "`Upload-Offset`, `Upload-Length` and `Upload-Complete` tell."))
)]
async fn head_case_upload(
    call: Call,
    Path((case, id)): Path<(String, String)>,
    bearer: Bearer,
) -> Result<Response> {
    Door { call, bearer, case: Some(case), id }.head().await
}

/// Send bytes of an upload into a case
///
/// As for an upload before the report; the last bytes make the file of the case.
#[utoipa::path(
    patch,
    path = "/api/v1/cases/{case}/uploads/{upload}",
    tag = "uploads",
    params(
        ("case" = String, Path),
        ("upload" = String, Path),
        ("Upload-Offset" = u64, Header, description = "The byte that this part begins with."),
        ("Upload-Complete" = Option<String>, Header, description = "`?1` when this is the last part."),
    ),
    request_body(content = Vec<u8>, content_type = "application/partial-upload"),
    security(("secret" = []), ("token" = [])),
    responses(
        (status = 200, description = "The bytes are stored; the last ones make the file.", body = UploadView),
        (status = 409, description = "It goes on at another byte, see `Upload-Offset`.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn patch_case_upload(
    call: Call,
    Path((case, id)): Path<(String, String)>,
    bearer: Bearer,
    body: Request,
) -> Result<Response> {
    Door { call, bearer, case: Some(case), id }.patch(body).await
}

/// Give an upload into a case up
#[utoipa::path(
    delete,
    path = "/api/v1/cases/{case}/uploads/{upload}",
    tag = "uploads",
    params(("case" = String, Path), ("upload" = String, Path)),
    security(("secret" = []), ("token" = [])),
    responses((status = 204, description = "What came of it is deleted; a file of the case stays."))
)]
async fn delete_case_upload(
    call: Call,
    Path((case, id)): Path<(String, String)>,
    bearer: Bearer,
) -> Result<Response> {
    Door { call, bearer, case: Some(case), id }.delete().await
}
