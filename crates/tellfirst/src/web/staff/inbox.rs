//! The inbox: saved views with counts, the query box, bulk actions.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
