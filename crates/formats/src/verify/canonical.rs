//! Canonical JSON (RFC 8785) for documents of strings, integers, booleans, arrays and objects.
//!
//! Members are sorted by their UTF-16 code units and there is no white space. Fractions do not occur in what is signed
//! here and are refused, as are integers that a JavaScript reader would round.

use serde::Serialize;
use serde_json::Value;

/// Something that has no canonical form here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// A fraction or an integer beyond 2^53 - 1.
    #[error("a number is a fraction or beyond 2^53 - 1")]
    Number,
    /// Cannot be written as JSON at all.
    #[error("the value cannot be written as JSON")]
    Json,
}

/// The canonical bytes of a value.
///
/// # Errors
/// [`CanonicalError`] for fractions, large integers and what JSON cannot hold.
pub fn canonical_json(value: &impl Serialize) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(value).map_err(|_| CanonicalError::Json)?;
    let mut text = String::new();
    write(&value, &mut text)?;
    Ok(text.into_bytes())
}

fn write(value: &Value, text: &mut String) -> Result<(), CanonicalError> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&integer(number)?),
        Value::String(string) => write_string(string, text),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                text.push(if place == 0 { '[' } else { ',' });
                write(item, text)?;
            }
            text.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            for (place, (name, member)) in sorted.into_iter().enumerate() {
                text.push(if place == 0 { '{' } else { ',' });
                write_string(name, text);
                text.push(':');
                write(member, text)?;
            }
            text.push_str(if members.is_empty() { "{}" } else { "}" });
        }
    }
    Ok(())
}

fn integer(number: &serde_json::Number) -> Result<String, CanonicalError> {
    const SAFE: u64 = (1 << 53) - 1;
    let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
    match size {
        Some(size) if size <= SAFE => Ok(number.to_string()),
        _ => Err(CanonicalError::Number),
    }
}

/// Escapes exactly what RFC 8785 section 3.2.2.2 asks for.
fn write_string(string: &str, text: &mut String) {
    text.push('"');
    for c in string.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            c if c < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{CanonicalError, canonical_json};

    fn text(value: serde_json::Value) -> String {
        String::from_utf8(canonical_json(&value).unwrap()).unwrap()
    }

    #[test]
    fn members_are_sorted_by_utf_16_units() {
        // The order given in RFC 8785 section 3.2.3: a surrogate pair sorts before U+FB33.
        let value =
            json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7});
        assert_eq!(
            text(value),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
        );
    }

    #[test]
    fn strings_are_escaped_as_little_as_possible() {
        assert_eq!(
            text(json!("\u{20ac}$\u{f}\n A'\u{42}\"\\\"/\u{7f}")),
            "\"\u{20ac}$\\u000f\\n A'B\\\"\\\\\\\"/\u{7f}\""
        );
    }

    #[test]
    fn empty_containers_and_nesting_are_written_without_space() {
        assert_eq!(
            text(json!({"b": [], "a": {"d": {}, "c": [1, -2, true, null]}})),
            r#"{"a":{"c":[1,-2,true,null],"d":{}},"b":[]}"#
        );
    }

    #[test]
    fn fractions_and_large_integers_are_refused() {
        for value in [json!(0.5), json!(1e30), json!(9_007_199_254_740_992_u64), json!(i64::MIN)] {
            assert_eq!(canonical_json(&value), Err(CanonicalError::Number), "{value}");
        }
    }
}
