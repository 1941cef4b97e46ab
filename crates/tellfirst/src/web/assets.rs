//! Stylesheet, script and pictures: addresses change with the content, so browsers keep them for ever.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};

use crate::app::App;
use crate::error::{Error, Result};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/assets/{file}", get(asset))
}

async fn asset(Path(file): Path<String>) -> Result<Response> {
    let asset = ui::assets::find(&file).ok_or(Error::NotFound)?;
    let headers =
        [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes.into_owned()).into_response())
}
