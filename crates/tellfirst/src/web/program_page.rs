//! The program page: scope, exclusions, how to submit, what happens, terms, safe harbor, contacts.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
