//! The description of the API: as OpenAPI, and as a page for people without a script.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use axum::{Json, Router, routing::get};
use maud::{Markup, html};
use serde_json::Value;
use ui::content;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, openapi::OpenApi};

use super::problem::KINDS;
use crate::app::App;
use crate::web::visit::Visit;

/// The two ways to say who calls.
pub struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_default();
        let scheme = |text: &str| {
            let http = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(text)).build();
            SecurityScheme::Http(http)
        };
        components.add_security_scheme("secret", scheme("The secret of a report, as its sender got it."));
        components.add_security_scheme("upload", scheme("The token of an upload before its report."));
        components.add_security_scheme("token", scheme("An API token of a member of staff."));
    }
}

/// The addresses of this file.
pub fn routes(document: Arc<OpenApi>) -> Router<App> {
    let for_page = serde_json::to_value(&*document).unwrap_or_default();
    let for_page = Arc::new(for_page);
    Router::new()
        .route("/api/v1/openapi.json", get(async move || Json((*document).clone())))
        .route("/api/v1/docs", get(async move |visit: Visit| page(&visit, &for_page)))
}

/// From the bare address to the page.
pub async fn forward() -> Response {
    Redirect::to("/api/v1/docs").into_response()
}

fn page(visit: &Visit, document: &Value) -> Markup {
    let l = visit.locale;
    let paths = document["paths"].as_object();
    let main = html! {
        (content::heading(&l.t("api-title"), None, Some(&l.t("api-lead"))))
        p { a href="/api/v1/openapi.json" { "openapi.json" } }
        p { (document["info"]["description"].as_str().unwrap_or_default()) }
        @for (path, item) in paths.into_iter().flatten() {
            @for (method, operation) in item.as_object().into_iter().flatten() {
                (operation_panel(l, method, path, operation))
            }
        }
        (content::panel("problems", &l.t("api-problems"), html! {
            dl.facts {
                @for (kind, text) in KINDS {
                    div { dt id={ "problem-" (kind) } { code { (kind) } } dd { (l.t(text)) } }
                }
            }
        }))
        h2 { (l.t("api-schemas")) }
        @for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
            (schema_panel(name, schema))
        }
    };
    visit.public_wide(&l.t("api-title"), &main)
}

fn operation_panel(l: ui::Locale, method: &str, path: &str, operation: &Value) -> Markup {
    let id = operation["operationId"].as_str().unwrap_or_default();
    let title = format!("{} {path}", method.to_uppercase());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let responses = operation["responses"].as_object().into_iter().flatten();
    let takes = &operation["requestBody"]["content"];
    content::panel(
        id,
        &title,
        html! {
            p { strong { (text(&operation["summary"])) } }
            @for paragraph in text(&operation["description"]).split("\n\n") { p { (paragraph) } }
            @for (kind, body) in takes.as_object().into_iter().flatten() {
                p { (l.t("api-takes")) " " code { (kind) } " " (reference(&body["schema"])) }
            }
            dl.facts {
                @for parameter in parameters {
                    div { dt { code { (text(&parameter["name"])) } } dd { (text(&parameter["description"])) } }
                }
                @for (status, response) in responses {
                    div {
                        dt { (status) }
                        dd {
                            (text(&response["description"])) " "
                            @for (_, body) in response["content"].as_object().into_iter().flatten() {
                                (reference(&body["schema"]))
                            }
                        }
                    }
                }
            }
        },
    )
}

/// A link to a schema, when the value refers to one.
fn reference(schema: &Value) -> Markup {
    let inner = if schema["items"].is_object() { &schema["items"] } else { schema };
    let name = inner["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    html! { @if let Some(name) = name { a href={ "#schema-" (name) } { (name) } } }
}

fn schema_panel(name: &str, schema: &Value) -> Markup {
    let required: Vec<_> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    content::panel(
        &format!("schema-{name}"),
        name,
        html! {
            p { (schema["description"].as_str().unwrap_or_default()) }
            dl.facts {
                @for (member, part) in schema["properties"].as_object().into_iter().flatten() {
                    div {
                        dt { code { (member) } @if required.contains(&member.as_str()) { " *" } }
                        dd { (kind(part)) " " (reference(part)) " " (part["description"].as_str().unwrap_or_default()) }
                    }
                }
            }
        },
    )
}

fn kind(part: &Value) -> String {
    match &part["type"] {
        Value::String(one) => one.clone(),
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        _ => String::new(),
    }
}
