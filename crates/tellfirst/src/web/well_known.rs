//! security.txt and the CSAF provider's files.

use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing::get};

use super::PageResult;
use super::advisories::{Reader, file, protected_file};
use crate::action::readers;
use crate::app::App;
use crate::error::Error;
use crate::limit::{Rate, What};
use crate::publish::well_known::{find_label, host_file};

/// Wrong credentials one network may send in an hour.
const WRONG_PER_HOUR: u32 = 600;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/security.txt", get(async || Redirect::permanent("/.well-known/security.txt")))
        .route("/.well-known/security.txt", get(security_txt))
        .route("/.well-known/csaf", get(async || Redirect::permanent("/.well-known/csaf/")))
        .route("/.well-known/csaf/", get(listing))
        .route("/.well-known/csaf/{*path}", get(csaf))
}

/// Each brand's host has its own file.
async fn security_txt(State(app): State<App>, reader: Reader) -> PageResult {
    let is_brand = app.program().program.find_brand_by_host(reader.host()).is_some();
    let own = is_brand.then(|| host_file(reader.host()));
    file(&app, &reader, own.as_deref().unwrap_or(".well-known/security.txt")).await
}

async fn listing(State(app): State<App>, reader: Reader) -> PageResult {
    file(&app, &reader, ".well-known/csaf/index.html").await
}

/// Everything in the folder of a label that is not for everybody needs a credential that opens the label. Without one
/// every path there gets the same answer, whether there is something or not.
async fn csaf(State(app): State<App>, Path(path): Path<String>, reader: Reader) -> PageResult {
    let index = if path.ends_with('/') { "index.html" } else { "" };
    let name = format!(".well-known/csaf/{path}{index}");
    let Some(label) = find_label(&path) else { return file(&app, &reader, &name).await };
    let Some(token) = reader.credential() else { return Ok(who_asks()) };
    let network = reader.network(&app);
    let may_read = app
        .run(move |app| {
            let opens = readers::opens(app, &token, label)?;
            if !opens {
                let rate = Rate { per_hour: WRONG_PER_HOUR };
                let wrong = app.limits.take(What::Secrets, network, rate, app.now());
                wrong.map_err(|retry_after| Error::TooMany { retry_after })?;
            }
            Ok(opens)
        })
        .await?;
    if may_read { protected_file(&app, &name).await } else { Ok(who_asks()) }
}

/// How the host is called under which a provider's metadata can be found without knowing a path (CSAF 2.0 section
/// 7.1.10).
const CSAF_HOST: &str = "csaf.data.security.";

/// `https://csaf.data.security.DOMAIN/` is the metadata; everything else goes on.
pub async fn by_host(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if request.uri().path() != "/" || !host.starts_with(CSAF_HOST) {
        return next.run(request).await;
    }
    let Ok(reader) = Reader::from_request(request, &app).await;
    let metadata = file(&app, &reader, ".well-known/csaf/provider-metadata.json").await;
    metadata.unwrap_or_else(IntoResponse::into_response)
}

/// The one answer to whoever may not read.
fn who_asks() -> Response {
    let challenge = [
        (header::WWW_AUTHENTICATE, "Basic realm=\"advisories\", charset=\"UTF-8\""),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
    ];
    (StatusCode::UNAUTHORIZED, challenge, "A credential is needed here.\n").into_response()
}
