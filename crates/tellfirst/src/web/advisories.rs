//! Published advisories: list, one advisory, feeds, and the published bytes.
//!
//! Everything but a search is a file of the release in force, sent from memory.

use std::time::Duration;

use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing::get};
use base64::Engine as _;
use maud::html;
use serde::Deserialize;
use ui::page::Theme;

use super::PageResult;
use super::visit::{Visit, cookie, locale};
use crate::app::App;
use crate::error::{Error, Result};
use crate::limit::Network;
use crate::publish;
use crate::publish::list::{self, Wish};
use crate::publish::shelf::Held;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/advisories", get(async || Redirect::permanent("/advisories/")))
        .route("/advisories/", get(advisories))
        .route("/advisories/{*path}", get(published))
}

/// How long others may keep published bytes without asking again (five minutes).
const KEEP: &str = "public, max-age=300";
/// For what never changes at its address.
const KEEP_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// How long a question waits for the first release of all: 5 seconds.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const FIRST_WAITS: u32 = 100;

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    model: String,
    #[serde(default)]
    page: Option<usize>,
}

async fn advisories(State(app): State<App>, question: Query<Question>, parts: Reader) -> PageResult {
    let Query(question) = question;
    if question.model.trim().is_empty() && question.page.is_none() {
        return page_file(&app, &parts, "advisories").await;
    }
    let visit = parts.visit(&app).await?;
    let release = release(&app).await?;
    let listed = app.run(move |_| Ok(release.listed())).await?;
    let program = visit.program();
    let wish = Wish { page: question.page.unwrap_or(1).clamp(1, 100_000), model: question.model };
    let found = list::find(&program, &listed, &wish.model);
    let title = visit.locale.t("publication-advisories");
    let main = list::main(visit.locale, &program, &found, &wish);
    let page = visit.frame(&title, &program).feed("/advisories/feed.atom").wide().public(&main);
    super::page(html! { (page) })
}

async fn published(State(app): State<App>, Path(path): Path<String>, reader: Reader) -> PageResult {
    let path = path.trim_end_matches('/');
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return file(&app, &reader, &format!("advisories/{path}")).await;
    }
    // People type and paste numbers in any case.
    page_file(&app, &reader, &format!("advisories/{}", path.to_ascii_uppercase())).await
}

/// The head of a request for published bytes.
pub struct Reader(Parts);

impl FromRequest<App> for Reader {
    type Rejection = std::convert::Infallible;

    /// Taken, not copied: this is the way of most requests.
    async fn from_request(request: Request, _: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(request.into_parts().0))
    }
}

impl Reader {
    async fn visit(mut self, app: &App) -> Result<Visit> {
        Visit::from_request_parts(&mut self.0, app).await
    }

    fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The token that the request bears: as a bearer, or as the password of HTTP basic, which every reader of CSAF
    /// can send.
    #[must_use]
    pub fn credential(&self) -> Option<String> {
        let value =
            self.headers().get(header::AUTHORIZATION)?.to_str().ok().filter(|value| value.len() < 500)?;
        let (scheme, rest) = value.split_once(' ')?;
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(rest.trim().to_owned());
        }
        let basic = scheme.eq_ignore_ascii_case("basic").then_some(rest.trim())?;
        let plain = base64::engine::general_purpose::STANDARD.decode(basic).ok()?;
        let plain = String::from_utf8(plain).ok()?;
        plain.split_once(':').map(|(_, password)| password.to_owned())
    }

    /// Where the request comes from.
    #[must_use]
    pub fn network(&self, app: &App) -> Network {
        Network::of(&self.0, app.config.client_header.as_deref())
    }

    /// The host that was asked, without a port.
    #[must_use]
    pub fn host(&self) -> &str {
        let host = self.headers().get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
        host.split_once(':').map_or(host, |(name, _)| name)
    }
}

/// The release in force. Publishing reads the signing key, so pages leave it to the publication job and wait for it
/// in the first moments of a server.
///
/// # Errors
/// Never; the form suits the handlers.
pub async fn release(app: &App) -> Result<std::sync::Arc<publish::shelf::Release>> {
    for _ in 0..FIRST_WAITS {
        let release = app.shelf.release();
        if release.exists() {
            return Ok(release);
        }
        app.bell.notify_one();
        tokio::time::sleep(FIRST_WAIT).await;
    }
    Ok(app.shelf.release())
}

async fn find(app: &App, path: &str) -> Result<Option<std::sync::Arc<Held>>> {
    let release = release(app).await?;
    if let Some(known) = release.recall(path) {
        return Ok(known);
    }
    let path = path.to_owned();
    app.run(move |_| Ok(release.load(&path))).await
}

/// A page in the reader's language, else in the one that counts.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn page_file(app: &App, reader: &Reader, folder: &str) -> PageResult {
    let wished = locale(reader.headers()).code();
    let held = match find(app, &format!("{folder}/{wished}.html")).await? {
        Some(held) => Some(held),
        None => find(app, &format!("{folder}/index.html")).await?,
    };
    let held = held.ok_or(Error::NotFound)?;
    let mut response = send(reader, &held, KEEP);
    let vary = HeaderValue::from_static("accept-language, cookie");
    response.headers_mut().insert(header::VARY, vary);
    Ok(response)
}

/// A file under its own name.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn file(app: &App, reader: &Reader, path: &str) -> PageResult {
    let held = find(app, path).await?.ok_or(Error::NotFound)?;
    let keep = if path.starts_with("assets/") { KEEP_FOR_EVER } else { KEEP };
    let mut response = send(reader, &held, keep);
    // Machines of others read these, from pages of others too.
    if !held.content_type.as_bytes().starts_with(b"text/html") {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("cross-origin"));
    }
    Ok(response)
}

/// A file that the caller has let this reader have. Nobody on the way may keep it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn protected_file(app: &App, path: &str) -> PageResult {
    let release = release(app).await?;
    let path = path.to_owned();
    let held = app.run(move |_| Ok(release.load_protected(&path))).await?.ok_or(Error::NotFound)?;
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::VARY, HeaderValue::from_static("authorization")),
        (header::CONTENT_TYPE, held.content_type.clone()),
    ];
    Ok((headers, held.bytes.clone()).into_response())
}

fn send(reader: &Reader, held: &Held, keep: &'static str) -> Response {
    let headers = [
        (header::ETAG, held.etag.clone()),
        (header::LAST_MODIFIED, held.modified.clone()),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::CONTENT_TYPE, held.content_type.clone()),
    ];
    let asked = reader.headers();
    let is_known = match asked.get(header::IF_NONE_MATCH) {
        Some(tags) => tags.to_str().is_ok_and(|tags| knows(tags, &held.etag)),
        None => asked.get(header::IF_MODIFIED_SINCE).is_some_and(|since| *since == held.modified),
    };
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let status = if held.is_gone { StatusCode::GONE } else { StatusCode::OK };
    (status, headers, in_theme(asked, held)).into_response()
}

/// Whether a list of tags names this one (RFC 9110 section 13.1.2; weak comparison).
fn knows(tags: &str, etag: &HeaderValue) -> bool {
    let same = |tag: &str| tag == "*" || tag.trim_start_matches("W/").as_bytes() == etag.as_bytes();
    tags.split(',').any(|tag| same(tag.trim()))
}

/// A page in the colours its reader chose; everything else as it is.
fn in_theme(headers: &HeaderMap, held: &Held) -> axum::body::Bytes {
    let theme = Theme::parse(cookie(headers, "theme").unwrap_or_default());
    let is_page = held.content_type.as_bytes().starts_with(b"text/html");
    let at = is_page.then(|| held.bytes.windows(6).position(|window| window == b"<html ")).flatten();
    match (theme, at) {
        (Theme::System, _) | (_, None) => held.bytes.clone(),
        (theme, Some(at)) => {
            let (start, rest) = held.bytes.split_at(at + 6);
            [start, b"data-theme=\"", theme.name().as_bytes(), b"\" ", rest].concat().into()
        }
    }
}
