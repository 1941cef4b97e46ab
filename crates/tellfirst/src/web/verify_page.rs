//! Receipts and letters checked in the browser's reach: the same check as `tellfirst verify`.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
