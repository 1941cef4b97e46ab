//! The transparency log as tiles and checkpoint (C2SP tlog-tiles).

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
