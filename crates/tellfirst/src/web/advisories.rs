//! Published advisories: list, one advisory, feeds, and the published bytes.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
