//! Whether the server is alive, and whether it can do its work. For load balancers and service managers.

use axum::http::StatusCode;
use axum::{Router, extract::State, routing::get};

use crate::app::App;
use crate::error::Error;

/// The addresses of this file.
pub fn routes() -> Router<App> {
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(ready))
}

/// A publication key that nears its end does not make a server unready; a second line says so.
async fn ready(State(app): State<App>) -> (StatusCode, String) {
    let warning = app.key_watch.last().and_then(|watched| watched.warning());
    let warning = warning.map_or_else(String::new, |warning| format!("{warning}\n"));
    match app.run(|app| app.store.check_ready().map_err(Error::from)).await {
        Ok(()) => (StatusCode::OK, format!("ready\n{warning}")),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n".to_owned()),
    }
}
