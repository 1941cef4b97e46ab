//! Checking JSON against an embedded schema, without the network.
//!
//! Invariant: a schema is compiled once; one that could not be compiled lets nothing through.

use jsonschema::Validator;
use serde_json::Value;

use crate::finding::{Finding, Severity};

/// Findings of one document that are kept; more would not help anybody.
const MAX_FINDINGS: usize = 100;

/// Longest message, in characters. Messages of schemas repeat parts of the document.
const MAX_MESSAGE: usize = 300;

/// Whether `format` counts. Schemas say "uri" where services that read the documents are more lenient, so what is
/// read is checked without, and what is written with formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formats {
    /// For what others wrote.
    Ignored,
    /// For what is about to be published.
    Checked,
}

/// A compiled schema in both forms.
#[derive(Debug)]
pub struct Gate {
    lenient: Option<Validator>,
    strict: Option<Validator>,
}

impl Gate {
    /// Compiles a schema.
    #[must_use]
    pub fn new(schema: &Value) -> Self {
        let compile = |formats| jsonschema::options().should_validate_formats(formats).build(schema).ok();
        Self { lenient: compile(false), strict: compile(true) }
    }

    /// Everything the schema objects to, as errors of the rule `schema`.
    #[must_use]
    pub fn check(&self, value: &Value, formats: Formats) -> Vec<Finding> {
        let validator = match formats {
            Formats::Ignored => &self.lenient,
            Formats::Checked => &self.strict,
        };
        let Some(validator) = validator else {
            return vec![finding(String::new(), "the schema could not be compiled".to_owned())];
        };
        if validator.is_valid(value) {
            return Vec::new();
        }
        let errors = validator.iter_errors(value).take(MAX_FINDINGS);
        errors
            .map(|error| finding(error.instance_path().to_string(), shortened(&error.to_string())))
            .collect()
    }
}

/// A finding of the rule `schema`.
#[must_use]
pub fn finding(pointer: String, message: String) -> Finding {
    Finding { rule: "schema", severity: Severity::Error, pointer, message }
}

/// A text that does not fill a screen: the end counts more than the beginning, which repeats the document.
fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= MAX_MESSAGE {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(count - MAX_MESSAGE + 1).collect();
    format!("…{tail}")
}
