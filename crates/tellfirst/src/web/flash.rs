//! The message about the act before, carried over a redirect in a cookie that holds a key and never content.

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use ui::Locale;
use ui::chip::Tone;
use ui::notice::Flash;

use super::PageResult;

/// The cookie's name.
pub const COOKIE: &str = "tf_flash";

/// To another page, which then says that something worked. `key` is a key of the message files.
///
/// # Errors
/// Never; the form suits the handlers.
pub fn done(address: &str, key: &'static str) -> PageResult {
    with(address, 'k', key)
}

/// To another page, which then says why nothing happened.
///
/// # Errors
/// Never; the form suits the handlers.
pub fn failed(address: &str, key: &'static str) -> PageResult {
    with(address, 'e', key)
}

fn with(address: &str, tone: char, key: &'static str) -> PageResult {
    let mut response = Redirect::to(address).into_response();
    let cookie = format!("{COOKIE}={tone}{key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Reads the cookie; a key that is not in the message files says nothing.
#[must_use]
pub fn read(cookie: &str, locale: Locale) -> Option<Flash> {
    let (tone, key) = cookie.split_at_checked(1)?;
    let known = key.starts_with("flash-") && locale.has(key);
    let tone = if tone == "e" { Tone::Danger } else { Tone::Success };
    known.then(|| Flash { tone, text: locale.t(key).into_owned() })
}
