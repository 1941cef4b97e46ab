//! Pages that look the same to everybody, rendered once: by policy version, language, brand and theme.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use bytes::Bytes;
use maud::Markup;

use super::visit::Visit;

/// Pages kept at most; languages, brands and themes make a few dozen.
const PAGES_MAX: usize = 500;

/// The rendered pages.
#[derive(Debug, Default)]
pub struct Pages(RwLock<HashMap<String, Bytes>>);

impl Pages {
    /// The page of this name as it was kept for visits like this one.
    #[must_use]
    pub fn find(&self, name: &str, visit: &Visit) -> Option<Response> {
        if visit.flash.is_some() {
            return None;
        }
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key(name, visit)).cloned().map(answer)
    }

    /// Keeps a page for visits like this one. One with a message about the act before is answered and not kept.
    pub fn keep(&self, name: &str, visit: &Visit, page: Markup) -> Response {
        let page = Bytes::from(page.into_string());
        if visit.flash.is_none() {
            let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if pages.len() >= PAGES_MAX {
                pages.clear();
            }
            pages.insert(key(name, visit), page.clone());
        }
        answer(page)
    }
}

fn key(name: &str, visit: &Visit) -> String {
    let brand = visit.brand.as_ref().map_or("", |brand| brand.as_str());
    let (language, theme) = (visit.locale.code(), visit.theme.name());
    format!("{name} {} {language} {theme} {brand}", visit.program().number)
}

fn answer(page: Bytes) -> Response {
    let mut response = Response::new(Body::from(page));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
