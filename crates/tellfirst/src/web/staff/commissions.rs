//! Commissions by due date, and the matrix of a case for those who fix it.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
