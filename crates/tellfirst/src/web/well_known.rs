//! security.txt and the CSAF provider's files.

use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::{Router, routing::get};

use super::PageResult;
use super::advisories::{Reader, file};
use crate::app::App;
use crate::publish::well_known::host_file;

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

async fn csaf(State(app): State<App>, Path(path): Path<String>, reader: Reader) -> PageResult {
    let index = if path.ends_with('/') { "index.html" } else { "" };
    file(&app, &reader, &format!(".well-known/csaf/{path}{index}")).await
}
