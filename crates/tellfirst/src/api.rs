//! The API: the same actions as the pages, as JSON. Errors are problem documents (RFC 9457).
//!
//! Handlers and their description stand together; `/api/v1/openapi.json` is made from them. What a caller may not
//! see does not exist here either: status 404, the same document every time.

pub mod advisories;
pub mod bearer;
pub mod body;
pub mod cases;
pub mod csaf;
pub mod docs;
pub mod health;
pub mod problem;
pub mod reports;
pub mod statistics;
pub mod team;
pub mod tools;
pub mod uploads;
pub mod visit;

use std::sync::Arc;

use axum::routing::{any, get};
use axum::{Router, middleware};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use self::docs::Keys;
use crate::app::App;
use crate::web::headers::same_origin;

/// What stands at the head of the description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tellfirst",
        description = "Coordinated vulnerability disclosure: send a report, follow it, and handle it. \
            All bodies are JSON in UTF-8, all times RFC 3339 in UTC. Errors are problem documents (RFC 9457) with \
            the media type `application/problem+json`. Unknown members are refused by name.",
        license(name = "Apache-2.0 OR MIT")
    ),
    modifiers(&Keys),
    components(schemas(problem::Problem))
)]
struct Head;

/// All addresses below `/api/v1/`, and the health checks.
pub fn routes(app: &App) -> Router<App> {
    let (described, document) = OpenApiRouter::with_openapi(Head::openapi())
        .merge(reports::routes())
        .merge(cases::routes())
        .merge(uploads::routes())
        .merge(team::routes())
        .merge(advisories::routes())
        .merge(tools::routes())
        .merge(statistics::routes())
        .merge(csaf::routes())
        .split_for_parts();
    let document = Arc::new(document);
    described
        .merge(docs::routes(document))
        .route("/api/v1/{*rest}", any(unknown))
        .route("/api/v1/", get(docs::forward))
        .route("/api/v1", get(docs::forward))
        .layer(same_origin(app))
        .layer(middleware::from_fn(problem::render))
        .merge(health::routes())
}

async fn unknown() -> crate::error::Error {
    crate::error::Error::NotFound
}
