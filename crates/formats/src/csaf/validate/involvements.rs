//! Test 6.2.7 of CSAF 2.1 as it was until August 2026, "missing date in involvements". Since then the date is part
//! of the schema, at another place; documents of both states are read.

use serde_json::Value;

use super::{Finding, Severity, items};

/// One finding for each involvement without a date.
pub(super) fn without_date(document: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (v, vulnerability) in items(document, "/vulnerabilities").enumerate() {
        for (n, involvement) in items(vulnerability, "/involvements").enumerate() {
            if involvement.get("date").is_none() {
                findings.push(Finding {
                    test: "6.2.7".to_owned(),
                    severity: Severity::Warning,
                    pointer: format!("/vulnerabilities/{v}/involvements/{n}"),
                    message: "The involvement has no date".to_owned(),
                });
            }
        }
    }
    findings
}
