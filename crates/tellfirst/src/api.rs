//! The API: the same actions as the pages, as JSON. Errors are problem documents (RFC 9457).

use axum::Router;

use crate::app::App;

/// All addresses below `/api/v1/`, and the health checks.
pub fn routes() -> Router<App> {
    Router::new()
}
