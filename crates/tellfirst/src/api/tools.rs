//! Tools that need no case: the draft check and CVSS. Nothing sent here is stored.

use axum::Json;
use checks::draft::{Facts, Format, Language, check};
use domain::report::FieldProblem;
use formats::cvss::{Group, Vector};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::Body;
use super::problem::{Problem, invalid};
use super::visit::Call;
use crate::action::draft_facts;
use crate::app::App;
use crate::error::{Error, Result};
use crate::limit::{Rate, What};
use crate::web::reasons;

/// Drafts one network may have checked in an hour.
const DRAFTS_PER_HOUR: u32 = 600;

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(check_draft)).routes(routes!(cvss))
}

/// A draft and the facts it is checked against.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Draft {
    /// The text.
    draft: String,
    /// What is known of the case: `cve`, `cvss`, `cwe`, `vendor`, `model`, `affected`, `fixed`, `fix_url`, ...
    #[schema(value_type = Object)]
    facts: Value,
    /// `markdown`, `html` or `plain`; guessed without it.
    format: Option<String>,
    /// The language of the findings: `en` or `de`.
    language: Option<String>,
}

fn refuse(field: &str, why: impl ToString) -> Error {
    invalid([(field.to_owned(), FieldProblem::Invalid { why: why.to_string() })].into())
}

/// Check a disclosure draft
///
/// Answers `findings`, each with its place, a rule and a suggestion. The draft is not kept.
#[utoipa::path(
    post,
    path = "/api/v1/check-draft",
    tag = "tools",
    request_body = Draft,
    responses(
        (status = 200, description = "The findings; none means that nothing was found.", body = Object),
        (status = 422, description = "The draft or the facts cannot be read.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn check_draft(call: Call, body: Body<Draft>) -> Result<Json<Value>> {
    let rate = Rate { per_hour: DRAFTS_PER_HOUR };
    let taken = call.app.limits.take(What::Drafts, call.network, rate, call.now);
    taken.map_err(|retry_after| Error::TooMany { retry_after })?;
    let draft = body.value;
    let mut facts = Facts::from_json(&draft.facts.to_string()).map_err(|error| refuse("facts", error))?;
    draft_facts::score(&mut facts);
    let format = match draft.format.as_deref() {
        None => Format::guess(&draft.draft, None),
        Some("markdown") => Format::Markdown,
        Some("html") => Format::Html,
        Some("plain") => Format::Plain,
        Some(_) => return Err(refuse("format", "one of markdown, html, plain")),
    };
    let language = match draft.language.as_deref().unwrap_or(call.locale.code()) {
        "de" => Language::German,
        _ => Language::English,
    };
    let locale = call.locale;
    let judge = move |_: &App| {
        let report = check(&draft.draft, format, &facts)
            .map_err(|refusal| refuse("draft", reasons::draft(locale, refusal)))?;
        Ok(report.to_json(language))
    };
    call.app.run(judge).await.map(Json)
}

/// A vector.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// CVSS 3.0, 3.1 or 4.0.
    #[schema(example = "CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")]
    vector: String,
}

/// A scored vector with its metrics in words.
#[derive(Debug, Serialize, ToSchema)]
struct Scored {
    /// In canonical order.
    vector: String,
    version: &'static str,
    score: f64,
    severity: &'static str,
    base_score: f64,
    temporal_score: Option<f64>,
    environmental_score: Option<f64>,
    /// CVSS 4.0 only, such as `CVSS-B`.
    nomenclature: Option<&'static str>,
    metrics: Vec<Metric>,
}

/// A metric in words.
#[derive(Debug, Serialize, ToSchema)]
struct Metric {
    metric: &'static str,
    name: &'static str,
    value: &'static str,
    value_name: &'static str,
    /// `base`, `threat`, `environmental` or `supplemental`.
    group: &'static str,
}

/// Score a CVSS vector
#[utoipa::path(
    post,
    path = "/api/v1/cvss",
    tag = "tools",
    request_body = Wanted,
    responses(
        (status = 200, description = "Score, severity and metrics in words.", body = Scored),
        (status = 422, description = "This is no vector.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn cvss(call: Call, body: Body<Wanted>) -> Result<Json<Scored>> {
    let vector = Vector::parse(&body.value.vector)
        .map_err(|error| refuse("vector", reasons::vector(call.locale, &error)))?;
    let metrics = vector.metrics().into_iter().map(|metric| Metric {
        metric: metric.abbreviation,
        name: metric.name.english,
        value: metric.value,
        value_name: metric.value_name.english,
        group: match metric.group {
            Group::Base => "base",
            Group::Threat => "threat",
            Group::Environmental => "environmental",
            Group::Supplemental => "supplemental",
        },
    });
    Ok(Json(Scored {
        vector: vector.to_string(),
        version: vector.version().as_str(),
        score: vector.score().value(),
        severity: vector.severity().as_str(),
        base_score: vector.base_score().value(),
        temporal_score: vector.temporal_score().map(|score| score.value()),
        environmental_score: vector.environmental_score().map(|score| score.value()),
        nomenclature: vector.nomenclature().map(|name| name.as_str()),
        metrics: metrics.collect(),
    }))
}
