//! What a check says about a document: which rule, how much it weighs, where, and what is wrong.

use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document is not valid.
    Error,
    /// Valid by its schema, but against a rule that must be kept.
    Warning,
    /// Valid; something that should be otherwise.
    Information,
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name, stable; `schema` for the schema.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong and what to do, for people.
    pub message: String,
}

/// Whether none of the findings makes the document invalid.
#[must_use]
pub fn are_valid(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}
