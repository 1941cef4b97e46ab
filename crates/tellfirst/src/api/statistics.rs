//! How promises are kept, as figures.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::visit::Call;
use crate::action::statistics::{self, LEAST, Period};
use crate::app::App;
use crate::error::Result;

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_statistics))
}

/// Figures of periods that are over, the newest first.
#[derive(Debug, Serialize, ToSchema)]
struct Figures {
    /// Smaller numbers, and what they would follow from, are left out: then all members of a line are null.
    least: i64,
    figures: Vec<Line>,
}

/// One promise in one period.
#[derive(Debug, Serialize, ToSchema)]
struct Line {
    /// A year or a quarter of it.
    #[schema(example = "2026-Q3")]
    period: String,
    /// `acknowledge`, `triage`, `status_update`, `fix` or `appeal`.
    promise: &'static str,
    /// How many ended in the period.
    number: Option<i64>,
    /// How many of them in time.
    kept: Option<i64>,
    /// The time half of them took at most.
    median_seconds: Option<i64>,
}

/// How promises are kept
///
/// For periods that are over. What waited for the reporter counts to the time it took, not to the promise.
#[utoipa::path(
    get,
    path = "/api/v1/statistics",
    tag = "tools",
    responses((status = 200, description = "Medians and numbers by quarter and year.", body = Figures))
)]
async fn get_statistics(call: Call) -> Result<Json<Figures>> {
    let found = call.app.run(statistics::read).await?;
    let figures = found.quarters.iter().chain(&found.years).flat_map(lines).collect();
    Ok(Json(Figures { least: LEAST, figures }))
}

fn lines(period: &Period) -> impl Iterator<Item = Line> {
    period.figures.iter().map(|told| Line {
        period: period.name.clone(),
        promise: statistics::word(told.promise),
        number: told.figure.as_ref().map(|figure| figure.number),
        kept: told.figure.as_ref().map(|figure| figure.kept),
        median_seconds: told.figure.as_ref().map(|figure| figure.median / 1_000_000),
    })
}
