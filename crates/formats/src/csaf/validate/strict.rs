//! Reading JSON strictly: bounded size and depth, UTF-8 without a byte order mark, no member twice, nothing
//! after the value. Two readers that disagree about such a text would see two documents under one signature.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value, error::Category};

/// Why bytes were not checked at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Too many bytes.
    #[error("the document has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// What it has.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// Some other encoding.
    #[error("the document is not UTF-8 at byte {at}; save it as UTF-8 without a byte order mark")]
    NotUtf8 {
        /// The offset of the first byte that is wrong.
        at: usize,
    },
    /// Not JSON.
    #[error("line {line}, column {column}: not JSON: {reason}")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// In the reader's words, without text of the document.
        reason: String,
    },
    /// An object has the same member twice.
    #[error("line {line}, column {column}: an object has a member of this name already; remove one of them")]
    DuplicateMember {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Arrays and objects in each other more than 127 deep.
    #[error("line {line}, column {column}: nested deeper than 127 levels")]
    TooDeep {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// So many references between parts that checking would take too long.
    #[error("the document is too intricate to be checked: too many references between {what}")]
    TooIntricate {
        /// Which parts.
        what: &'static str,
    },
    /// JSON, but without `/document/csaf_version`.
    #[error("this is JSON, but no CSAF document: /document/csaf_version is missing")]
    NotCsaf,
    /// A version other than 2.0 and 2.1.
    #[error("/document/csaf_version is neither \"2.0\" nor \"2.1\"")]
    UnknownVersion,
}

const DUPLICATE: &str = "duplicate member";

/// Reads a JSON text.
///
/// # Errors
/// When the text is too large, no UTF-8, no JSON, nested too deeply, or has a member twice.
pub(super) fn read(bytes: &[u8], max_bytes: usize) -> Result<Value, Refusal> {
    if bytes.len() > max_bytes {
        return Err(Refusal::TooLarge { bytes: bytes.len(), limit: max_bytes });
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(Refusal::NotUtf8 { at: 0 });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Refusal::NotUtf8 { at: error.valid_up_to() })?;
    serde_json::from_str::<Strict>(text).map(|strict| strict.0).map_err(|error| refusal(&error))
}

fn refusal(error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line(), error.column());
    let words = error.to_string();
    if words.starts_with("recursion limit") {
        return Refusal::TooDeep { line, column };
    }
    match error.classify() {
        Category::Data if words.starts_with(DUPLICATE) => Refusal::DuplicateMember { line, column },
        Category::Eof => Refusal::NotJson { line, column, reason: "the text ends too early".to_owned() },
        _ => {
            let reason = words.split(" at line ").next().unwrap_or_default().to_owned();
            Refusal::NotJson { line, column, reason }
        }
    }
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(de::Error::custom(DUPLICATE));
            }
            let Strict(value) = members.next_value()?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, read};

    #[test]
    fn a_strict_reader_refuses_what_two_readers_could_read_in_two_ways() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let table: [(&[u8], &str); 9] = [
            (br#"{"a":1,"a":2}"#, "already"),
            (br#"{"a":{"b":1,"\u0062":2}}"#, "already"),
            (b"\xEF\xBB\xBF{}", "UTF-8 at byte 0"),
            (b"{\"a\":\"\xFF\"}", "UTF-8 at byte 6"),
            (br#"{"a":1} {}"#, "not JSON"),
            (br#"{"a":"\ud800"}"#, "not JSON"),
            (br#"{"a":1"#, "ends too early"),
            (b"", "ends too early"),
            (deep.as_bytes(), "deeper than"),
        ];
        for (bytes, expected) in table {
            let said = read(bytes, 1000).map_err(|refusal| refusal.to_string());
            assert!(
                said.as_ref().is_err_and(|words| words.contains(expected)),
                "{said:?} lacks {expected:?}"
            );
        }
    }

    #[test]
    fn an_ordinary_text_reads_like_with_any_reader() {
        let text = br#"{"a":[1,-2,3.5,1e2,null,true,"x\u00e9"],"b":{"a":{}},"c":18446744073709551615}"#;
        let plain: Result<serde_json::Value, _> = serde_json::from_slice(text);
        assert_eq!(read(text, 1000).ok(), plain.ok());
    }

    #[test]
    fn a_text_over_the_limit_is_not_read() {
        assert_eq!(read(b"{}   ", 4), Err(Refusal::TooLarge { bytes: 5, limit: 4 }));
    }
}
