//! Thanks to reporters who agreed to be named, and how well promises are kept.

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
}
