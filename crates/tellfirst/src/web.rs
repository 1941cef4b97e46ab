//! The pages: one file per page, reading and sending together. The whole routing table is on this screen.

pub mod advisories;
pub mod assets;
pub mod csaf_page;
pub mod draft_page;
pub mod error_page;
pub mod fields;
pub mod flash;
pub mod headers;
pub mod incoming;
pub mod log;
pub mod pages;
pub mod preferences;
pub mod program_page;
pub mod reasons;
pub mod report_form;
pub mod reporter_case;
pub mod staff;
pub mod statistics;
pub mod thanks;
pub mod verify_page;
pub mod visit;
pub mod well_known;
pub mod written;

use axum::Router;
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use crate::app::App;
use crate::error::{Error, Result};

/// What a page handler answers; errors are rendered by [`error_page`].
pub type PageResult = Result<Response>;

/// Everything the server answers.
pub fn router(app: App) -> Router {
    let pages = Router::new()
        .merge(program_page::routes())
        .merge(report_form::routes())
        .merge(reporter_case::routes())
        .merge(draft_page::routes())
        .merge(verify_page::routes())
        .merge(csaf_page::routes())
        .merge(advisories::routes())
        .merge(thanks::routes())
        .merge(statistics::routes())
        .merge(log::routes())
        .merge(well_known::routes())
        .merge(preferences::routes())
        .merge(assets::routes())
        .merge(staff::routes())
        .fallback(nowhere)
        .layer(headers::same_origin(&app))
        .layer(middleware::from_fn_with_state(app.clone(), well_known::by_host))
        .layer(middleware::from_fn_with_state(app.clone(), error_page::render));
    pages
        .merge(crate::api::routes(&app))
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn_with_state(app.clone(), crate::metrics::measure))
        .with_state(app)
}

/// An address that leads nowhere.
async fn nowhere() -> Error {
    Error::NotFound
}

/// A page with status 200.
///
/// # Errors
/// Never; the form suits the handlers.
pub fn page(markup: Markup) -> PageResult {
    Ok(markup.into_response())
}

/// A form that could not be accepted: status 422, everything typed still there.
///
/// # Errors
/// Never; the form suits the handlers.
pub fn refused(markup: Markup) -> PageResult {
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

/// After a change, to the page that shows it (status 303).
///
/// # Errors
/// Never; the form suits the handlers.
pub fn see(address: &str) -> PageResult {
    Ok(Redirect::to(address).into_response())
}
