//! Whether the server is alive, and whether it can do its work. For load balancers and service managers.

use axum::http::StatusCode;
use axum::{Router, extract::State, routing::get};

use crate::app::App;
use crate::error::Error;

/// The addresses of this file.
pub fn routes() -> Router<App> {
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.run(|app| app.store.check_ready().map_err(Error::from)).await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
