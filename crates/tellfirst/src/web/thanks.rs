//! Thanks to reporters who agreed to be named.

use axum::extract::State;
use axum::response::Redirect;
use axum::{Router, routing::get};

use super::PageResult;
use super::advisories::{Reader, page_file};
use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/thanks", get(thanks))
        .route("/thanks/", get(async || Redirect::permanent("/thanks")))
}

async fn thanks(State(app): State<App>, reader: Reader) -> PageResult {
    page_file(&app, &reader, "thanks").await
}
