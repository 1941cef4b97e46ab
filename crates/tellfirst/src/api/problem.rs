//! Problem documents (RFC 9457): the one form of every refusal, also of those the framework makes.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::report::{FieldErrors, FieldProblem};
use serde::Serialize;
use ui::Locale;
use utoipa::ToSchema;

use crate::error::Error;
use crate::web::error_page::{key, log, route_of, status};
use crate::web::visit::locale;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was not carried out (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem, the same for every occurrence.
    #[schema(example = "/api/v1/docs#problem-invalid")]
    pub r#type: String,
    /// What happened, for people.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What to do, for people.
    pub detail: String,
    /// What exactly cannot be accepted; only with status 400 and 422.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// One member that cannot be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The member as a JSON pointer (RFC 6901), such as `/reporter/email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The header, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The kind: `missing`, `unknown`, `too_long`, `control_character`, `not_an_address`, `not_a_url`,
    /// `not_in_the_catalog`, `wrong_type`, `invalid`.
    pub problem: String,
    /// What to do, for people.
    pub detail: String,
    /// What may have been meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub did_you_mean: Vec<String>,
}

/// A body that cannot be read as what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadBody {
    /// Not `application/json`.
    MediaType,
    /// No JSON at all.
    Syntax { line: usize, column: usize },
    /// JSON, and something else than described.
    Shape { pointer: String, problem: &'static str, detail: String },
}

impl IntoResponse for BadBody {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Syntax { .. } => StatusCode::BAD_REQUEST,
            Self::Shape { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Gives every refusal its document.
pub async fn render(request: Request, next: Next) -> Response {
    let locale = locale(request.headers());
    let route = route_of(&request);
    let response = next.run(request).await;
    let error = response.extensions().get::<Arc<Error>>().cloned();
    let bad = response.extensions().get::<Arc<BadBody>>().cloned();
    match (error, bad) {
        (Some(error), _) => {
            log(&error, &route);
            document(response, of_error(&error, locale))
        }
        (None, Some(bad)) => document(response, of_body(&bad, locale)),
        (None, None) if has_no_document(&response) => {
            let problem = of_status(response.status(), locale);
            document(response, problem)
        }
        (None, None) => response,
    }
}

/// Answers of the framework itself: wrong methods, refused bodies, requests of other sites.
fn has_no_document(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let has_one = kind.is_some_and(|kind| kind.starts_with(MEDIA_TYPE.as_bytes()));
    (response.status().is_client_error() || response.status().is_server_error()) && !has_one
}

fn document(from: Response, problem: Problem) -> Response {
    let mut response = (from.status(), serde_json::to_vec(&problem).unwrap_or_default()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    for name in [header::RETRY_AFTER, header::ALLOW, header::WWW_AUTHENTICATE] {
        if let Some(value) = from.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    if from.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn problem(kind: &str, status: StatusCode, locale: Locale, text: &str) -> Problem {
    Problem {
        r#type: format!("/api/v1/docs#problem-{kind}"),
        title: locale.t(text).into_owned(),
        status: status.as_u16(),
        detail: locale.t(&format!("{text}-remedy")).into_owned(),
        errors: Vec::new(),
    }
}

/// The kinds of problem, with the key of the text that explains each.
pub const KINDS: [(&str, &str); 18] = [
    ("not-found", "error-not-found"),
    ("sign-in-first", "api-sign-in-first"),
    ("invalid", "api-invalid"),
    ("refused", "api-refused"),
    ("conflict", "error-conflict"),
    ("too-many", "error-too-many"),
    ("too-large", "error-too-large"),
    ("unavailable", "error-unavailable"),
    ("internal", "error-internal"),
    ("media-type", "api-media-type"),
    ("syntax", "api-syntax"),
    ("method", "api-method"),
    ("bad-request", "api-bad-request"),
    ("other-site", "error-other-site"),
    ("upload-offset", "api-upload-offset"),
    ("upload-length", "api-upload-length"),
    ("upload-digest", "api-upload-digest"),
    ("upload-parts", "api-upload-parts"),
];

/// A refusal of one resource, with a text of its own.
#[must_use]
pub fn special(kind: &str, status: StatusCode, locale: Locale) -> Response {
    let text = KINDS.iter().find(|(known, _)| *known == kind).map_or("api-bad-request", |(_, text)| *text);
    document(status.into_response(), problem(kind, status, locale, text))
}

/// The document of an error.
#[must_use]
pub fn of_error(error: &Error, locale: Locale) -> Problem {
    let (kind, text) = match error {
        Error::NotFound => ("not-found", "api-not-found"),
        Error::SignInFirst => ("sign-in-first", "api-sign-in-first"),
        Error::Invalid(_) => ("invalid", "api-invalid"),
        Error::Refused(_) => ("refused", key(error)),
        Error::Conflict => ("conflict", "error-conflict"),
        Error::TooMany { .. } => ("too-many", "error-too-many"),
        Error::TooLarge { .. } => ("too-large", "error-too-large"),
        Error::Unavailable(_) => ("unavailable", key(error)),
        Error::Internal(_) => ("internal", "error-internal"),
    };
    let errors = match error {
        Error::Invalid(fields) => of_fields(fields, locale),
        _ => Vec::new(),
    };
    Problem { errors, ..problem(kind, status(error), locale, text) }
}

fn of_fields(fields: &FieldErrors, locale: Locale) -> Vec<FieldError> {
    fields.0.iter().map(|(field, problem)| of_field(field, problem, locale)).collect()
}

fn of_field(field: &str, problem: &FieldProblem, locale: Locale) -> FieldError {
    let is_header = field.starts_with(char::is_uppercase);
    let pointer = format!("/{}", field.replace('.', "/"));
    let (word, detail) = match problem {
        FieldProblem::Missing => ("missing", locale.t("api-field-missing")),
        FieldProblem::TooLong { max } => {
            ("too_long", locale.t_with("api-field-too-long", &[("max", (*max).into())]))
        }
        FieldProblem::ControlCharacter => ("control_character", locale.t("api-field-control-character")),
        FieldProblem::NotAnAddress => ("not_an_address", locale.t("api-field-not-an-address")),
        FieldProblem::NotAUrl => ("not_a_url", locale.t("api-field-not-a-url")),
        FieldProblem::NotInTheCatalog { .. } => {
            ("not_in_the_catalog", locale.t("api-field-not-in-the-catalog"))
        }
        FieldProblem::Because { reason } => ("invalid", locale.t(reason.key())),
        FieldProblem::Invalid { why } => ("invalid", why.clone().into()),
    };
    let did_you_mean = match problem {
        FieldProblem::NotInTheCatalog { did_you_mean } => did_you_mean.clone(),
        _ => Vec::new(),
    };
    FieldError {
        pointer: (!is_header).then_some(pointer),
        header: is_header.then(|| field.to_owned()),
        problem: word.to_owned(),
        detail: detail.into_owned(),
        did_you_mean,
    }
}

fn of_body(bad: &BadBody, locale: Locale) -> Problem {
    match bad {
        BadBody::MediaType => {
            problem("media-type", StatusCode::UNSUPPORTED_MEDIA_TYPE, locale, "api-media-type")
        }
        BadBody::Syntax { line, column } => {
            let at = [("line", (*line).into()), ("column", (*column).into())];
            let detail = locale.t_with("api-syntax-at", &at).into_owned();
            Problem { detail, ..problem("syntax", StatusCode::BAD_REQUEST, locale, "api-syntax") }
        }
        BadBody::Shape { pointer, problem: word, detail } => {
            let error = FieldError {
                pointer: Some(pointer.clone()),
                header: None,
                problem: (*word).to_owned(),
                detail: detail.clone(),
                did_you_mean: Vec::new(),
            };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Problem { errors: vec![error], ..problem("invalid", status, locale, "api-invalid") }
        }
    }
}

fn of_status(status: StatusCode, locale: Locale) -> Problem {
    let (kind, text) = match status {
        StatusCode::NOT_FOUND => ("not-found", "api-not-found"),
        StatusCode::METHOD_NOT_ALLOWED => ("method", "api-method"),
        StatusCode::PAYLOAD_TOO_LARGE => ("too-large", "error-too-large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("media-type", "api-media-type"),
        StatusCode::FORBIDDEN => ("other-site", "error-other-site"),
        status if status.is_server_error() => ("internal", "error-internal"),
        _ => ("bad-request", "api-bad-request"),
    };
    problem(kind, status, locale, text)
}

/// Field errors found outside the rules, as one error.
#[must_use]
pub fn invalid(fields: BTreeMap<String, FieldProblem>) -> Error {
    FieldErrors(fields).into()
}
