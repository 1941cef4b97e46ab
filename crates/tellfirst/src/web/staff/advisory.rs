//! The advisory of a case: written, previewed, approved by a second person, published, removed.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
