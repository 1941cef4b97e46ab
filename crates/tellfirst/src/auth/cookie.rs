//! Cookies of staff: never readable by scripts, for the whole host and only for it, and by https only where the
//! server is reached by https (the rules behind the `__Host-` prefix, RFC 6265bis, section 4.1.3.2).

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use crate::config::Config;

/// A cookie to be set. The value must consist of letters, digits, dots and dashes.
#[derive(Debug, Clone, Copy)]
pub struct Cookie<'a> {
    pub name: &'a str,
    pub value: &'a str,
    /// Seconds to live; 0 removes it.
    pub max_age: i64,
}

impl Cookie<'_> {
    /// A cookie that takes another one away.
    #[must_use]
    pub fn gone(name: &str) -> Cookie<'_> {
        Cookie { name, value: "", max_age: 0 }
    }

    /// Adds it to an answer.
    pub fn set_on(self, response: &mut Response, config: &Config) {
        let secure = if config.public_url().starts_with("https://") { "; Secure" } else { "" };
        let Self { name, value, max_age } = self;
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}");
        if let Ok(text) = HeaderValue::from_str(&text) {
            response.headers_mut().append(SET_COOKIE, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;

    fn header(public_url: Option<&str>) -> String {
        let config = Config { public_url: public_url.map(str::to_owned), ..Config::default() };
        let mut response = ().into_response();
        Cookie { name: "tf_session", value: "00ff", max_age: 60 }.set_on(&mut response, &config);
        response.headers()[SET_COOKIE].to_str().unwrap().to_owned()
    }

    #[test]
    fn a_cookie_is_secure_where_the_server_is_reached_by_https() {
        let plain = "tf_session=00ff; Path=/; HttpOnly; SameSite=Lax; Max-Age=60";
        assert_eq!(header(None), plain);
        assert_eq!(header(Some("https://psirt.example")), format!("{plain}; Secure"));
    }
}
