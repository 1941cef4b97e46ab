//! Reading a JSON body: its media type, its size, and every member by name.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use super::problem::BadBody;
use crate::app::App;
use crate::error::Error;

/// Bodies are at most this large, in bytes (256 KiB).
pub const BODY_MAX: usize = 256 << 10;

/// A JSON body, and its bytes for keys of idempotency.
pub struct Body<T> {
    pub value: T,
    pub bytes: Bytes,
}

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, _app: &App) -> Result<Self, Response> {
        if !is_json(&request) {
            return Err(BadBody::MediaType.into_response());
        }
        let too_large = || Error::TooLarge { max: BODY_MAX as u64 }.into_response();
        let bytes = to_bytes(request.into_body(), BODY_MAX).await.map_err(|_| too_large())?;
        let value = parse(&bytes).map_err(IntoResponse::into_response)?;
        Ok(Self { value, bytes })
    }
}

/// Whether a request says that its body is JSON.
pub fn is_json(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BadBody> {
    let json = &mut serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut *json).map_err(|error| {
        let path = pointer(error.path());
        shape(path, error.inner())
    })?;
    json.end().map_err(|error| BadBody::Syntax { line: error.line(), column: error.column() })?;
    Ok(value)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// The parser's own words name types and members, and sometimes a value: values are cut off.
fn shape(path: String, error: &serde_json::Error) -> BadBody {
    let text = error.to_string();
    if !error.is_data() {
        return BadBody::Syntax { line: error.line(), column: error.column() };
    }
    let quoted = |text: &str| text.split('`').nth(1).map(str::to_owned);
    let below = |path: &str, name: &str| {
        if path.ends_with(&format!("/{name}")) { path.to_owned() } else { format!("{path}/{name}") }
    };
    if text.starts_with("unknown field")
        && let Some(name) = quoted(&text)
    {
        let name: String = name.chars().take(100).collect();
        let detail = format!("There is no member `{name}` here.");
        return BadBody::Shape { pointer: below(&path, &name), problem: "unknown", detail };
    }
    if text.starts_with("missing field")
        && let Some(name) = quoted(&text)
    {
        let detail = format!("The member `{name}` is required.");
        return BadBody::Shape { pointer: below(&path, &name), problem: "missing", detail };
    }
    let expected = text.rsplit_once("expected ").map_or("another type", |(_, rest)| rest);
    let expected = expected.split(" at line").next().unwrap_or_default();
    let detail = format!("Expected {expected}.");
    BadBody::Shape { pointer: path, problem: "wrong_type", detail }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Outer {
        title: String,
        inner: Option<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Inner {
        name: Option<String>,
    }

    #[test]
    fn every_mistake_is_named_by_its_place_and_never_by_its_value() {
        let cases = [
            (r#"{"title":"t","innr":1}"#, "/innr", "unknown"),
            (r#"{"title":"t","inner":{"nmae":"x"}}"#, "/inner/nmae", "unknown"),
            (r#"{"inner":{}}"#, "/title", "missing"),
            (r#"{"title":"t","inner":{"name":7}}"#, "/inner/name", "wrong_type"),
            (r#"["a secret"]"#, "/title", "wrong_type"),
        ];
        for (json, place, word) in cases {
            let bad = parse::<Outer>(json.as_bytes()).unwrap_err();
            let BadBody::Shape { pointer, problem, detail } = bad else { panic!("{json}: {bad:?}") };
            if json.starts_with('{') {
                assert_eq!((pointer.as_str(), problem), (place, word), "{json}");
            }
            assert!(!detail.contains("secret"), "{detail}");
        }
        for json in ["", "{", r#"{"title":"t"} x"#, "\u{feff}{}"] {
            assert!(matches!(parse::<Outer>(json.as_bytes()), Err(BadBody::Syntax { .. })), "{json}");
        }
    }
}
