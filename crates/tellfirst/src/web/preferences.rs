//! Language and theme, kept in two plain cookies of the visitor's own browser.

use axum::extract::Form;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use axum::{Router, routing::post};
use serde::Deserialize;
use ui::Locale;
use ui::page::Theme;

use super::PageResult;
use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/preferences", post(choose))
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    back: String,
    language: Option<String>,
    theme: Option<String>,
}

async fn choose(Form(choice): Form<Choice>) -> PageResult {
    let mut response = Redirect::to(own_address(&choice.back)).into_response();
    let language = choice.language.as_deref().and_then(Locale::find).map(|l| ("language", l.code()));
    let theme = choice.theme.as_deref().map(|theme| ("theme", Theme::parse(theme).name()));
    for (name, value) in language.into_iter().chain(theme) {
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    Ok(response)
}

/// Only back to a page of ours: an address of another site would make this an open redirect.
fn own_address(back: &str) -> &str {
    let own = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\n', '\r']);
    if own { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn the_way_back_never_leads_to_another_site() {
        for (back, to) in [
            ("/case?x=1", "/case?x=1"),
            ("//evil.example", "/"),
            ("https://e.example", "/"),
            ("/\\\\e", "/"),
            ("", "/"),
        ] {
            assert_eq!(own_address(back), to, "{back}");
        }
    }
}
