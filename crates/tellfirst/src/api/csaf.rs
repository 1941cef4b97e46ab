//! Checking CSAF documents. Nothing sent here is stored.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use formats::csaf::validate::{Refusal, Report, Severity};
use formats::strict_json::{Place, Refusal as Text};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::is_json;
use super::problem::{BadBody, Problem};
use super::visit::Call;
use crate::app::App;
use crate::error::Error;
use crate::validation::{self, BYTES_MAX};

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(validate))
}

/// What the tests say about a document.
#[derive(Debug, Serialize, ToSchema)]
struct Verdict {
    /// Whether schema and mandatory tests found nothing.
    valid: bool,
    /// The version that the document names: `2.0` or `2.1`.
    version: String,
    findings: Vec<Finding>,
    /// Findings left out because one test had too many.
    findings_left_out: usize,
    /// Tests that could not be run on this document, because it does not fit the schema.
    tests_skipped: Vec<String>,
    /// Tests that would ask addresses or a dictionary; the server does not.
    tests_not_asked: Vec<String>,
    /// Tests of the standard that are not built.
    tests_not_built: Vec<String>,
}

/// One thing that a test found.
#[derive(Debug, Serialize, ToSchema)]
struct Finding {
    /// The number of the test in the standard, or `schema`.
    #[schema(example = "6.1.1")]
    test: String,
    /// `error`, `warning` or `information`.
    severity: &'static str,
    /// Where, as a JSON pointer (RFC 6901).
    pointer: String,
    /// What is wrong.
    message: String,
}

impl From<Report> for Verdict {
    fn from(report: Report) -> Self {
        let valid = report.is_valid();
        let finding = |found: formats::csaf::validate::Finding| Finding {
            test: found.test,
            severity: match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information => "information",
            },
            pointer: found.pointer,
            message: found.message,
        };
        Self {
            valid,
            version: report.version,
            findings: report.findings.into_iter().map(finding).collect(),
            findings_left_out: report.left_out,
            tests_skipped: report.skipped,
            tests_not_asked: report.not_asked,
            tests_not_built: report.not_built,
        }
    }
}

/// Check a CSAF document
///
/// The document itself is the body: CSAF 2.0 or 2.1, at most 8 MiB. Schema, mandatory, optional and informative
/// tests are run; a document that is not valid is answered with 200 and `valid` false. No sign-in. The document is
/// not kept, and no address in it is asked. An object with the same member twice is refused.
#[utoipa::path(
    post,
    path = "/api/v1/csaf/validate",
    tag = "tools",
    request_body(content = Object, description = "The CSAF document.", content_type = "application/json"),
    responses(
        (status = 200, description = "The verdict.", body = Verdict),
        (status = 400, description = "This is no JSON.", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "Larger than 8 MiB.", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "JSON, but not a CSAF document that can be judged.", body = Problem,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many documents from this network, or too many at this moment.",
            body = Problem, content_type = "application/problem+json"),
    )
)]
async fn validate(call: Call, request: Request) -> Result<Json<Verdict>, Response> {
    if !is_json(&request) {
        return Err(BadBody::MediaType.into_response());
    }
    validation::admit(&call.app, call.network, call.now).map_err(IntoResponse::into_response)?;
    let too_large = || Error::TooLarge { max: BYTES_MAX as u64 }.into_response();
    let bytes = to_bytes(request.into_body(), BYTES_MAX).await.map_err(|_| too_large())?;
    let judged = validation::check(&call.app, bytes).await.map_err(IntoResponse::into_response)?;
    judged.map(|report| Json(report.into())).map_err(|refusal| refuse(&refusal))
}

fn refuse(refusal: &Refusal) -> Response {
    let shape = |pointer: &str| BadBody::Shape {
        pointer: pointer.to_owned(),
        problem: "invalid",
        detail: refusal.to_string(),
    };
    let syntax = |place: &Place| BadBody::Syntax { line: place.line, column: place.column };
    let bad = match refusal {
        Refusal::Text(Text::TooLarge { limit, .. }) => {
            return Error::TooLarge { max: *limit as u64 }.into_response();
        }
        Refusal::Text(Text::NotJson { place, .. } | Text::TrailingBytes { place }) => syntax(place),
        Refusal::Text(Text::NotUtf8 { line, column }) => BadBody::Syntax { line: *line, column: *column },
        Refusal::Text(Text::ByteOrderMark) => BadBody::Syntax { line: 1, column: 1 },
        Refusal::Text(
            Text::DuplicateMember { place } | Text::TooDeep { place, .. } | Text::TooManyValues { place, .. },
        ) => shape(&place.pointer),
        Refusal::NotCsaf | Refusal::UnknownVersion => shape("/document/csaf_version"),
        Refusal::TooIntricate { .. } => shape(""),
    };
    bad.into_response()
}
