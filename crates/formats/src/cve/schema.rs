//! The schema gate of CVE records: 5.1.1 as published, 5.2.0 made of it by its two changes.
//!
//! The schema is asked in the branch of the record's state, published or rejected. The verdict is the same, since
//! the two exclude each other by the state, and what is said names the place instead of "none of two".

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::schema_gate::{self, Formats, Gate};

/// A version of the CVE Record Format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Version {
    /// 5.1.1, for all records of 5.0 and 5.1.
    #[serde(rename = "5.1.1")]
    V5_1_1,
    /// 5.2.0, in force since October 2025.
    #[serde(rename = "5.2.0")]
    V5_2_0,
}

impl Version {
    /// The version to check a document against: by the version it names; bodies without one are for today's service.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        let named = value.get("dataVersion").and_then(Value::as_str);
        match named {
            Some(text) if text.starts_with("5.0") || text == "5.1" || text.starts_with("5.1.") => {
                Self::V5_1_1
            }
            _ => Self::V5_2_0,
        }
    }

    /// As text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V5_1_1 => "5.1.1",
            Self::V5_2_0 => "5.2.0",
        }
    }
}

struct Gates {
    published: Gate,
    rejected: Gate,
    published_container: Gate,
    rejected_container: Gate,
}

static GATES_5_1_1: LazyLock<Gates> = LazyLock::new(|| gates(Version::V5_1_1));
static GATES_5_2_0: LazyLock<Gates> = LazyLock::new(|| gates(Version::V5_2_0));

fn gates(version: Version) -> Gates {
    let text = include_str!("../../schemas/cve-record-5.1.1.json");
    // A broken schema would be an empty one below, which compiles to no gate.
    let mut whole: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    if version == Version::V5_2_0 {
        bring_to_5_2_0(&mut whole);
    }
    let part = |pointer: &str, more: Value| {
        let mut schema = whole.pointer(pointer).cloned().unwrap_or(Value::Null);
        if let (Some(members), Some(more)) = (schema.as_object_mut(), more.as_object()) {
            members.extend(more.clone());
            for name in ["$schema", "$id", "definitions"] {
                members.insert(name.to_owned(), whole[name].clone());
            }
        }
        Gate::new(&schema)
    };
    // CVE Services fill in who wrote a container, so a body goes without it.
    let published = json!({"required": ["descriptions", "affected", "references"]});
    Gates {
        published: part("/oneOf/0", json!({})),
        rejected: part("/oneOf/1", json!({})),
        published_container: part("/definitions/cnaPublishedContainer", published),
        rejected_container: part(
            "/definitions/cnaRejectedContainer",
            json!({"required": ["rejectedReasons"]}),
        ),
    }
}

fn bring_to_5_2_0(schema: &mut Value) {
    let Some(product) = schema.pointer_mut("/definitions/product").and_then(Value::as_object_mut) else {
        return;
    };
    product.insert("additionalProperties".to_owned(), Value::Bool(false));
    if let Some(members) = product.get_mut("properties").and_then(Value::as_object_mut) {
        members.insert("packageURL".to_owned(), json!({"$ref": "#/definitions/uriType"}));
    }
}

fn gates_of(version: Version) -> &'static Gates {
    match version {
        Version::V5_1_1 => &GATES_5_1_1,
        Version::V5_2_0 => &GATES_5_2_0,
    }
}

/// What a version of the schema objects to in a record.
#[must_use]
pub fn check_record(value: &Value, version: Version, formats: Formats) -> Vec<Finding> {
    let gates = gates_of(version);
    match value.pointer("/cveMetadata/state").and_then(Value::as_str) {
        Some("PUBLISHED") => gates.published.check(value, formats),
        Some("REJECTED") => gates.rejected.check(value, formats),
        _ => {
            let message = "a record's state is \"PUBLISHED\" or \"REJECTED\"".to_owned();
            vec![schema_gate::finding("/cveMetadata/state".to_owned(), message)]
        }
    }
}

/// What the schema objects to in the container of a CNA as CVE Services take it. Pointers are below the container.
#[must_use]
pub fn check_container(container: &Value, formats: Formats) -> Vec<Finding> {
    let gates = gates_of(Version::V5_2_0);
    let gate = match container.get("rejectedReasons") {
        Some(_) => &gates.rejected_container,
        None => &gates.published_container,
    };
    gate.check(container, formats)
}
