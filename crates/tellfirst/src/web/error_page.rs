//! What a page says when it cannot do what was asked: what happened and what to do, in the visitor's language.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::case::Refusal;
use maud::html;
use ui::Locale;
use ui::page::Page;

use super::visit::locale;
use crate::app::App;
use crate::error::Error;

impl IntoResponse for Error {
    /// Only the status; the page or problem document is made where the language is known.
    fn into_response(self) -> Response {
        let mut response = status(&self).into_response();
        if let Self::TooMany { retry_after } = &self
            && let Ok(value) = HeaderValue::from_str(&retry_after.to_string())
        {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The status of an error, the same for pages and API.
#[must_use]
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::SignInFirst => StatusCode::UNAUTHORIZED,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Refused(_) | Error::Conflict => StatusCode::CONFLICT,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Gives answers that carry an error, or that no handler made, their page.
pub async fn render(State(_app): State<App>, request: Request, next: Next) -> Response {
    let locale = locale(request.headers());
    let path = request.uri().path().to_owned();
    let route = route_of(&request);
    let way_in = sign_in_address(&path, request.uri().query());
    let is_read = request.method() == Method::GET;
    let response = next.run(request).await;
    let error = response.extensions().get::<Arc<Error>>().cloned();
    match error {
        Some(error) => {
            log(&error, &route);
            if matches!(*error, Error::SignInFirst) && is_read {
                return axum::response::Redirect::to(&way_in).into_response();
            }
            answer(locale, response, key(&error))
        }
        None if has_no_page(&response) => {
            let key = match response.status() {
                StatusCode::NOT_FOUND => "error-not-found",
                StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
                StatusCode::FORBIDDEN => "error-other-site",
                _ => "error-bad-request",
            };
            answer(locale, response, key)
        }
        None => response,
    }
}

/// The door that fits, with the way back to a page of the team.
fn sign_in_address(path: &str, query: Option<&str>) -> String {
    if !path.starts_with("/staff") {
        return "/case".to_owned();
    }
    let wanted = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    if wanted == "/staff/" || path.starts_with("/staff/sign-") {
        return "/staff/sign-in".to_owned();
    }
    let next = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", &wanted).finish();
    format!("/staff/sign-in?{next}")
}

/// Answers of the framework itself: unknown addresses, refused bodies.
fn has_no_page(response: &Response) -> bool {
    let is_html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    response.status().is_client_error() && !is_html
}

/// The pattern of the address: addresses themselves can hold tokens and what people search for.
pub fn route_of(request: &Request) -> String {
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or_else(|| "unknown address".to_owned(), |path| path.as_str().to_owned())
}

/// The log gets kind and route, never content.
pub fn log(error: &Error, route: &str) {
    match error {
        Error::Internal(what) => tracing::error!(what, route, "internal error"),
        Error::Unavailable(why) => tracing::error!(%why, route, "nothing can be stored"),
        _ => {}
    }
}

/// The key of the sentences that explain an error.
#[must_use]
pub fn key(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "error-not-found",
        Error::SignInFirst => "error-sign-in-first",
        Error::Invalid(_) => "error-invalid",
        Error::Refused(refusal) => refusal_key(refusal),
        Error::Conflict => "error-conflict",
        Error::TooMany { .. } => "error-too-many",
        Error::TooLarge { .. } => "error-too-large",
        Error::Unavailable(store::Error::DiskFull) => "error-disk-full",
        Error::Unavailable(_) => "error-unavailable",
        Error::Internal(_) => "error-internal",
    }
}

/// The key of the sentences that explain a refusal of the rules.
#[must_use]
pub fn refusal_key(refusal: &Refusal) -> &'static str {
    use domain::embargo::EmbargoError;
    match refusal {
        Refusal::NotAllowed => "error-not-found",
        Refusal::WrongState { .. } => "refusal-wrong-state",
        Refusal::SecondPersonNeeded => "refusal-second-person",
        Refusal::NothingPending => "refusal-nothing-pending",
        Refusal::LabelTooNarrow => "refusal-label-too-narrow",
        Refusal::NoSuchReport(_) | Refusal::NoSuchVulnerability(_) | Refusal::NoSuchCell(_) => {
            "refusal-no-such-part"
        }
        Refusal::AppealUsed => "refusal-appeal-used",
        Refusal::DevicesOpen { .. } => "refusal-devices-open",
        Refusal::EmbargoBinds => "refusal-embargo-binds",
        Refusal::AdvisoryEmpty => "refusal-advisory-empty",
        Refusal::NothingChanges => "refusal-nothing-changes",
        Refusal::Invalid(_) => "error-invalid",
        Refusal::Embargo(error) => match error {
            EmbargoError::NoSuchStep { .. } => "refusal-embargo-step",
            EmbargoError::EndInThePast => "refusal-embargo-past",
            EmbargoError::BeyondOuterLimit { .. } => "refusal-embargo-limit",
            EmbargoError::AlreadyKnown => "refusal-embargo-known",
            EmbargoError::OwnProposal => "refusal-embargo-own",
        },
    }
}

fn answer(locale: Locale, from: Response, key: &str) -> Response {
    let title = locale.t(key);
    let main = html! {
        h1 { (title) }
        p.lead { (locale.t(&format!("{key}-remedy"))) }
        p { a href="/" { (locale.t("error-home")) } }
    };
    let page = Page::new(locale, title.clone()).public(&main);
    let mut response = (from.status(), page).into_response();
    // A 405 has to name the methods that there are (RFC 9110, section 15.5.6).
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = from.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}
