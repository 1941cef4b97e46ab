//! The program as staff see it: versions, differences, mistakes and weaknesses.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
