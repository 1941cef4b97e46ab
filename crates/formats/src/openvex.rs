//! OpenVEX 0.2.0: reading, checking, writing.
//!
//! Invariant: what [`build`] writes passes [`check`] without a finding. The schema takes a statement without products;
//! the text of the format does not, and neither does this check.

use std::sync::LazyLock;

use serde_json::Value;

use crate::finding::{self, Finding, Severity};
use crate::purl::Purl;
use crate::schema_gate::{self, Formats, Gate};
use crate::strict_json::{self, Limits};

pub mod build;
pub mod document;

pub use document::Document;

/// The context that names the version of the format.
pub const CONTEXT: &str = "https://openvex.dev/ns/v0.2.0";

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

static GATE: LazyLock<Gate> = LazyLock::new(|| {
    // A broken schema would compile to no gate, which lets nothing through.
    let schema = serde_json::from_str(include_str!("../schemas/openvex-0.2.0.json")).unwrap_or(Value::Null);
    Gate::new(&schema)
});

/// Checks the text of a document.
///
/// # Errors
/// When the bytes are no JSON that a strict reader takes.
pub fn check(bytes: &[u8]) -> Result<Vec<Finding>, strict_json::Refusal> {
    let value = strict_json::read(bytes, Limits { bytes: MAX_BYTES, ..Limits::default() })?;
    Ok(check_value(&value, Formats::Ignored))
}

/// What the schema objects to, and what the format's text asks beyond it: rules whose names begin with `text-` are of
/// the text and weigh as much as the schema.
#[must_use]
pub fn check_value(value: &Value, formats: Formats) -> Vec<Finding> {
    let mut findings = GATE.check(value, formats);
    if finding::are_valid(&findings) {
        match Document::from_value(value) {
            Ok(document) => check_text(&document, &mut findings),
            Err(error) => {
                findings.push(schema_gate::finding(String::new(), format!("cannot be read: {error}")))
            }
        }
    }
    findings
}

fn check_text(document: &Document, out: &mut Vec<Finding>) {
    let mut say = |rule, severity, pointer: String, message: &str| {
        out.push(Finding { rule, severity, pointer, message: message.to_owned() });
    };
    if document.context != CONTEXT {
        let message = "the context names another version of the format than 0.2.0";
        say("text-context", Severity::Error, "/@context".to_owned(), message);
    }
    for (index, statement) in document.statements.iter().enumerate() {
        let base = format!("/statements/{index}");
        let products = statement.products.iter().flatten();
        if products.clone().next().is_none() {
            let message = "a statement speaks of at least one product";
            say("text-products", Severity::Error, format!("{base}/products"), message);
        }
        for (inner, product) in products.enumerate() {
            let purls = [product.id.as_deref().filter(|id| id.starts_with("pkg:")), product.purl()];
            if let Some(error) = purls.into_iter().flatten().find_map(|text| Purl::parse(text).err()) {
                say("purl", Severity::Warning, format!("{base}/products/{inner}"), &error.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests;
