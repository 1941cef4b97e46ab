//! The report form: product, flaw, evidence, person, review, and the page that shows the secret once.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
