//! The draft check as a page. What is typed there is read, answered and forgotten.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
