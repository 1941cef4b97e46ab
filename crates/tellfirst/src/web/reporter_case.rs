//! The reporter's side of a case: who acts next, timeline, messages, files, fixes, letters.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
