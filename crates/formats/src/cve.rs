//! CVE records (CVE Record Format 5.1 and 5.2): reading, checking, writing.
//!
//! Invariant: what is read keeps every member, also unknown ones, so that a record written again has lost nothing;
//! and what [`build`] writes passes [`check`] without a finding of weight.

use serde::Serialize;
use serde_json::Value;

use crate::finding::{self, Finding};
use crate::schema_gate::Formats;
use crate::strict_json::{self, Limits};

pub mod build;
pub mod content;
pub mod record;
pub mod rules;
pub mod schema;

pub use record::Record;
pub use schema::Version;

/// The largest record that is read, in bytes; CVE Services take 3.8 MB.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Why bytes were not checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No JSON that a strict reader takes.
    #[error(transparent)]
    Json(#[from] strict_json::Refusal),
    /// JSON, but neither a record nor a body for CVE Services.
    #[error(
        "this is JSON, but no CVE record: \"dataType\": \"CVE_RECORD\" and \"cnaContainer\" are both missing"
    )]
    NotCve,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A whole CVE record.
    Record,
    /// A body with the container of a CNA, as CVE Services take it.
    Container,
}

/// What a check comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What the document is.
    pub kind: Kind,
    /// The id it names.
    pub cve: Option<String>,
    /// The version of the schema that it was checked against.
    pub schema: Version,
    /// Schema first, then rules.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether the schema takes the document. Findings of rules do not count: the CVE List is full of older records
    /// that break today's rules.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        finding::are_valid(&self.findings)
    }
}

/// Checks the text of a record, or of a body for CVE Services.
///
/// # Errors
/// When the bytes are no JSON that a strict reader takes, or no CVE document at all.
pub fn check(bytes: &[u8]) -> Result<Report, Refusal> {
    check_value(&read_value(bytes)?, Formats::Ignored)
}

/// Reads the JSON of a CVE document strictly.
///
/// # Errors
/// When the bytes are too many, no UTF-8, no JSON, nested too deeply, or have a member twice.
pub fn read_value(bytes: &[u8]) -> Result<Value, Refusal> {
    Ok(strict_json::read(bytes, Limits { bytes: MAX_BYTES, ..Limits::default() })?)
}

/// Checks a document that is JSON already, for instance one just built.
///
/// # Errors
/// When it is no CVE document at all.
pub fn check_value(value: &Value, formats: Formats) -> Result<Report, Refusal> {
    let schema = Version::of(value);
    let cve = value.pointer("/cveMetadata/cveId").and_then(Value::as_str).map(str::to_owned);
    if value.get("dataType").is_some() || value.get("cveMetadata").is_some() {
        let mut findings = schema::check_record(value, schema, formats);
        if finding::are_valid(&findings) {
            findings
                .extend(Record::from_value(value).map_or_else(unread, |record| rules::of_record(&record)));
        }
        return Ok(Report { kind: Kind::Record, cve, schema, findings });
    }
    let Some(container) = value.get("cnaContainer") else { return Err(Refusal::NotCve) };
    let mut findings = schema::check_container(container, formats);
    if finding::are_valid(&findings) {
        let read = serde_json::from_value(container.clone());
        findings.extend(read.map_or_else(unread, |container| rules::of_container(&container)));
    }
    Ok(Report { kind: Kind::Container, cve, schema, findings })
}

/// The schema took what the types cannot hold; then nobody must publish it.
fn unread(error: serde_json::Error) -> Vec<Finding> {
    vec![crate::schema_gate::finding(String::new(), format!("the record cannot be read: {error}"))]
}

#[cfg(test)]
mod tests;
