//! JSON as bytes that are the same for the same value: sorted members, two blanks a level, a line end at the end.
//!
//! The optional test 6.2.13 of CSAF 2.0 asks for the order; hashes and signatures need the sameness.

use serde_json::{Map, Value};

/// The canonical bytes of a value.
#[must_use]
pub fn to_bytes(value: &Value) -> Vec<u8> {
    // The alternate form of `Value` is the pretty form, and writing into a string cannot fail.
    let mut text = format!("{:#}", sorted(value));
    text.push('\n');
    text.into_bytes()
}

/// The same value with the members of every object in order of their names.
#[must_use]
pub fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut pairs: Vec<(&String, &Value)> = members.iter().collect();
            pairs.sort_by_key(|(name, _)| *name);
            Value::Object(
                pairs.into_iter().map(|(name, value)| (name.clone(), sorted(value))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::to_bytes;

    #[test]
    fn the_order_of_members_makes_no_difference() {
        let one = json!({"b": [{"z": 1, "a": 2}], "a": null});
        let other = json!({"a": null, "b": [{"a": 2, "z": 1}]});
        assert_eq!(to_bytes(&one), to_bytes(&other));
        assert_eq!(
            String::from_utf8_lossy(&to_bytes(&one)),
            "{\n  \"a\": null,\n  \"b\": [\n    {\n      \"a\": 2,\n      \"z\": 1\n    }\n  ]\n}\n"
        );
    }
}
