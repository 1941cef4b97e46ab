//! Published advisories as JSON: for everybody, without a key.

use axum::Json;
use axum::extract::{Path, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::Problem;
use super::visit::Call;
use crate::app::App;
use crate::error::{Error, Result};
use crate::publish::list::{self, Listed};
use crate::web::advisories;

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_advisories)).routes(routes!(get_advisory))
}

/// The most advisories of an answer.
const PAGE: usize = 200;

/// Which advisories.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Which {
    /// A model however it is spelt, a number, a CVE id, or words of a title.
    q: Option<String>,
    /// Advisories to leave out at the beginning (default 0).
    offset: Option<usize>,
    /// Advisories of the answer, 1 to 200 (default 50).
    limit: Option<usize>,
}

/// A page of advisories, the last changed first.
#[derive(Debug, Serialize, ToSchema)]
struct Advisories {
    /// All that fit.
    total: usize,
    advisories: Vec<Advisory>,
}

/// A published advisory. Its full content is the CSAF document.
#[derive(Debug, Serialize, ToSchema)]
struct Advisory {
    #[schema(example = "LNK-2026-0042")]
    id: String,
    /// In the language that counts.
    title: String,
    /// By language.
    #[schema(value_type = Object)]
    titles: serde_json::Value,
    revision: u32,
    published: String,
    updated: String,
    /// The word of the scale for the worst flaw.
    severity: Option<String>,
    /// Its score.
    score: Option<f64>,
    cves: Vec<String>,
    /// The affected devices.
    models: Vec<Model>,
    /// The page for people.
    href: String,
}

/// A device.
#[derive(Debug, Serialize, ToSchema)]
struct Model {
    brand: String,
    model: String,
}

/// List advisories
#[utoipa::path(
    get,
    path = "/api/v1/advisories",
    tag = "public",
    params(Which),
    responses((status = 200, description = "A page of published advisories.", body = Advisories))
)]
async fn get_advisories(call: Call, Query(which): Query<Which>) -> Result<Json<Advisories>> {
    let listed = advisories::release(&call.app).await?;
    let work = move |app: &App| {
        let listed = listed.listed();
        let found = list::find(&app.program(), &listed, which.q.as_deref().unwrap_or_default()).listed;
        let (offset, limit) = (which.offset.unwrap_or(0), which.limit.unwrap_or(50).clamp(1, PAGE));
        let base = app.config.public_url();
        let page = found.iter().skip(offset).take(limit).map(|one| advisory(&base, one)).collect();
        Ok(Advisories { total: found.len(), advisories: page })
    };
    call.app.run(work).await.map(Json)
}

/// An advisory
#[utoipa::path(
    get,
    path = "/api/v1/advisories/{advisory}",
    tag = "public",
    params(("advisory" = String, Path, description = "The number, such as LNK-2026-0042.")),
    responses(
        (status = 200, description = "The advisory in short.", body = Advisory),
        (status = 404, description = "No such advisory is published.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn get_advisory(call: Call, Path(wanted): Path<String>) -> Result<Json<Advisory>> {
    let listed = advisories::release(&call.app).await?;
    let work = move |app: &App| {
        let listed = listed.listed();
        let one = listed.iter().find(|one| one.id.eq_ignore_ascii_case(&wanted)).ok_or(Error::NotFound)?;
        Ok(advisory(&app.config.public_url(), one))
    };
    call.app.run(work).await.map(Json)
}

fn advisory(base: &str, one: &Listed) -> Advisory {
    Advisory {
        id: one.id.clone(),
        title: one.titles.get(&one.language).unwrap_or(&one.id).clone(),
        titles: serde_json::to_value(&one.titles).unwrap_or_default(),
        revision: one.revision,
        published: one.published.to_string(),
        updated: one.updated.to_string(),
        severity: one.severity.as_ref().map(|(word, _)| word.clone()),
        score: one.severity.as_ref().map(|(_, score)| *score),
        cves: one.cves.clone(),
        models: one
            .models
            .iter()
            .map(|(brand, model)| Model { brand: brand.clone(), model: model.clone() })
            .collect(),
        href: format!("{base}/advisories/{}", one.id),
    }
}
