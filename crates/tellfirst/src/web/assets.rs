//! Stylesheet, script and pictures: addresses change with the content, so browsers keep them for ever.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::{Router, routing::get};

use super::PageResult;
use super::advisories::{Reader, file as published};
use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/assets/{file}", get(asset))
}

async fn asset(State(app): State<App>, Path(file): Path<String>, reader: Reader) -> PageResult {
    // Published pages keep naming the stylesheet of their time.
    let Some(asset) = ui::assets::find(&file) else {
        return published(&app, &reader, &format!("assets/{file}")).await;
    };
    let headers =
        [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes.into_owned()).into_response())
}
