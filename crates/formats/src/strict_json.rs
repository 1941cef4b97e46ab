//! Reading JSON strictly: bounded in size, depth and number of values, UTF-8 without a byte order mark, no member
//! twice, nothing after the value.
//!
//! Invariant: two readers cannot see two documents in a text that is taken here, so a signature over it means one
//! thing; and what is built in memory grows with the bounds, not with the cunning of whoever wrote it. What the
//! values mean is left to the formats.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// The deepest nesting that can be allowed: the reader below has a bound of its own that is a little higher.
pub const MAX_DEPTH: usize = 126;

/// What is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// In bytes.
    pub bytes: usize,
    /// How many arrays and objects may be inside one another; never more than [`MAX_DEPTH`].
    pub depth: usize,
    /// How many values there may be in all. Each takes at least 72 bytes of memory, though a text can hold one in
    /// two bytes.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 * 1024 * 1024, depth: MAX_DEPTH, values: 400_000 }
    }
}

/// Where a text stopped being readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in bytes.
    pub column: usize,
    /// The innermost value that had begun, as a JSON pointer (RFC 6901), shortened when it is very long.
    pub pointer: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if self.pointer.is_empty() { Ok(()) } else { write!(f, ", at {}", self.pointer) }
    }
}

/// Why a text was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// More bytes than allowed.
    #[error("the document has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// What it has.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// More values than allowed.
    #[error("{place}: the document has more than {limit} values; at most that many are read")]
    TooManyValues {
        /// Where the first one too many stands.
        place: Place,
        /// What is allowed.
        limit: usize,
    },
    /// Arrays and objects inside one another beyond the bound.
    #[error("{place}: nested deeper than {limit} levels")]
    TooDeep {
        /// Where.
        place: Place,
        /// What is allowed.
        limit: usize,
    },
    /// It begins with U+FEFF, which RFC 8259 section 8.1 forbids.
    #[error("the document begins with a byte order mark; save it as UTF-8 without one")]
    ByteOrderMark,
    /// Some other encoding, or broken.
    #[error("line {line}, column {column}: this is not UTF-8; save the document as UTF-8")]
    NotUtf8 {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
    },
    /// An object has two members of one name.
    #[error("{place}: the object has a member of this name already; remove one of them")]
    DuplicateMember {
        /// Of the second one.
        place: Place,
    },
    /// Something stands after the value.
    #[error("{place}: something stands after the end of the document; remove it")]
    TrailingBytes {
        /// Of the first thing too many.
        place: Place,
    },
    /// Not JSON.
    #[error("{place}: not JSON: {reason}")]
    NotJson {
        /// Where.
        place: Place,
        /// In the reader's words, without text of the document.
        reason: String,
    },
}

/// Reads a JSON text.
///
/// # Errors
/// When the text is over a limit, no UTF-8, no JSON, or has a member twice: see [`Refusal`].
pub fn read(bytes: &[u8], limits: Limits) -> Result<Value, Refusal> {
    if bytes.len() > limits.bytes {
        return Err(Refusal::TooLarge { bytes: bytes.len(), limit: limits.bytes });
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(Refusal::ByteOrderMark);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let reading = Reading { limits, ..Reading::default() };
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Seed { reading: &reading, depth: 0 }
        .deserialize(&mut reader)
        .map_err(|error| reading.refusal(&error))?;
    reader.end().map_err(|error| Refusal::TrailingBytes { place: reading.place(&error) })?;
    Ok(value)
}

fn not_utf8(bytes: &[u8], at: usize) -> Refusal {
    let before = bytes.get(..at).unwrap_or_default();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    Refusal::NotUtf8 { line, column: at - line_start + 1 }
}

/// What the visitors share: how much has been read, and on the way out of an error why and where.
#[derive(Debug, Default)]
struct Reading {
    limits: Limits,
    values: Cell<usize>,
    broken: Cell<Option<Rule>>,
    /// From the innermost step outwards.
    path: RefCell<Vec<String>>,
}

/// The rules that are kept here and not by the reader below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Once,
    Depth,
    Values,
}

impl Reading {
    fn break_rule<E: de::Error>(&self, rule: Rule) -> E {
        self.broken.set(Some(rule));
        E::custom("refused")
    }

    fn count<E: de::Error>(&self) -> Result<(), E> {
        let values = self.values.get() + 1;
        self.values.set(values);
        if values > self.limits.values { Err(self.break_rule(Rule::Values)) } else { Ok(()) }
    }

    /// Notes a step of the path while an error travels outwards.
    fn inside<E>(&self, error: E, step: impl fmt::Display) -> E {
        self.path.borrow_mut().push(step.to_string());
        error
    }

    fn place(&self, error: &serde_json::Error) -> Place {
        const LONGEST: usize = 300;
        let mut pointer = String::new();
        for step in self.path.borrow().iter().rev() {
            pointer.push('/');
            pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        }
        if let Some((cut, _)) = pointer.char_indices().nth(LONGEST) {
            pointer.truncate(cut);
            pointer.push_str("...");
        }
        Place { line: error.line(), column: error.column().max(1), pointer }
    }

    fn refusal(&self, error: &serde_json::Error) -> Refusal {
        let place = self.place(error);
        let words = error.to_string();
        // The reader below stops a level or two later than we do when an array is the last level that is allowed.
        let too_deep = words.starts_with("recursion limit").then_some(Rule::Depth);
        match self.broken.get().or(too_deep) {
            Some(Rule::Once) => Refusal::DuplicateMember { place },
            Some(Rule::Depth) => Refusal::TooDeep { place, limit: self.limits.depth.min(MAX_DEPTH) },
            Some(Rule::Values) => Refusal::TooManyValues { place, limit: self.limits.values },
            None if error.is_eof() => {
                Refusal::NotJson { place, reason: "the text ends too early".to_owned() }
            }
            None => {
                let reason = words.split(" at line ").next().unwrap_or_default().to_owned();
                Refusal::NotJson { place, reason }
            }
        }
    }
}

/// Reads one value at a depth; at the same time the visitor of that value.
#[derive(Clone, Copy)]
struct Seed<'r> {
    reading: &'r Reading,
    depth: usize,
}

impl Seed<'_> {
    /// The seed for what is inside an array or object.
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > self.reading.limits.depth.min(MAX_DEPTH) {
            return Err(self.reading.break_rule(Rule::Depth));
        }
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.reading.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
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
        let seed = self.deeper()?;
        let mut list = Vec::new();
        loop {
            let item = items.next_element_seed(seed);
            match item.map_err(|error| self.reading.inside(error, list.len()))? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            match object.entry(name) {
                Entry::Occupied(member) => {
                    return Err(self.reading.inside(self.reading.break_rule(Rule::Once), member.key()));
                }
                Entry::Vacant(member) => {
                    let value = members.next_value_seed(seed);
                    let value = value.map_err(|error| self.reading.inside(error, member.key()))?;
                    member.insert(value);
                }
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests;
