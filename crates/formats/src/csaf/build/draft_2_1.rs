//! An advisory as a CSAF 2.1 document.
//!
//! 2.1 is a draft that still changes. The document keeps to what the texts of August and November 2026 share: the
//! publisher's contact, whose form differs between them, is left out. Invariant: it says what the 2.0 document
//! says, from which it is made.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::BuildError;
use crate::advisory::{Advisory, SkuStatus, Vulnerability};
use crate::csaf::canonical;
use crate::cvss::Vector;

/// The latest editions of the CWE list and their first days (<https://cwe.mitre.org>). A document names the one
/// that was current at its release.
const CWE_EDITIONS: [(&str, Date); 6] = [
    ("4.20", date(2026, 4, 30)),
    ("4.19.1", date(2026, 1, 21)),
    ("4.19", date(2025, 12, 11)),
    ("4.18", date(2025, 9, 9)),
    ("4.17", date(2025, 4, 3)),
    ("4.16", date(2024, 11, 19)),
];

/// The 2.1 document as canonical bytes.
///
/// # Errors
/// When the advisory lacks what the profile requires; see [`BuildError`].
pub fn to_bytes(advisory: &Advisory) -> Result<Vec<u8>, BuildError> {
    Ok(canonical::to_bytes(&document(advisory)?))
}

/// The 2.1 document as JSON.
///
/// # Errors
/// When the advisory lacks what the profile requires; see [`BuildError`].
pub fn document(advisory: &Advisory) -> Result<Value, BuildError> {
    let advisory = &super::vex::identified(advisory);
    let mut root = super::document(advisory)?;
    put(&mut root, "$schema", json!("https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"));
    if let Some(document) = root.get_mut("document") {
        put(document, "csaf_version", json!("2.1"));
        let tlp = json!({"label": advisory.tlp.label_2(), "url": "https://www.first.org/tlp/"});
        put(document, "distribution", json!({"tlp": tlp}));
        if let Some(license) = advisory.license.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            put(document, "license_expression", json!(license));
        }
        if let Some(publisher) = document.get_mut("publisher") {
            take(publisher, "contact_details");
        }
        if let (Some(url), Some(place)) =
            (advisory.addresses.find_csaf_2_1(advisory), document.pointer_mut("/references/0/url"))
        {
            *place = Value::from(url);
        }
    }
    root.get_mut("product_tree").into_iter().for_each(identify);
    let edition = cwe_edition(advisory);
    let entries = root.get_mut("vulnerabilities").and_then(Value::as_array_mut).into_iter().flatten();
    for (entry, vulnerability) in entries.zip(&advisory.vulnerabilities) {
        convert(entry, vulnerability, edition);
    }
    Ok(root)
}

fn cwe_edition(advisory: &Advisory) -> &'static str {
    let day = advisory.find_current_release().map(|time| time.to_zoned_datetime(TimeZone::UTC).date());
    let current = CWE_EDITIONS.iter().find(|(_, first)| day.is_some_and(|day| *first <= day));
    current.map_or(CWE_EDITIONS[CWE_EDITIONS.len() - 1].0, |(edition, _)| edition)
}

/// In 2.1 no two products may be identified by the same value (6.2.32), and a model number makes a product a piece
/// of hardware (6.2.31), so each leaf is identified by SKU and version together.
fn identify(branch: &mut Value) {
    if let Some(product) = branch.get_mut("product") {
        let id = product.get("product_id").cloned();
        if let (Some(id), Some(helper)) = (id, product.get_mut("product_identification_helper")) {
            take(helper, "model_numbers");
            put(helper, "skus", json!([id]));
        }
    }
    for inner in branch.get_mut("branches").and_then(Value::as_array_mut).into_iter().flatten() {
        identify(inner);
    }
}

fn convert(entry: &mut Value, vulnerability: &Vulnerability, cwe_edition: &str) {
    if let Some(date) = take(entry, "release_date") {
        put(entry, "disclosure_date", date);
    }
    if let Some(mut cwe) = take(entry, "cwe") {
        put(&mut cwe, "version", json!(cwe_edition));
        put(entry, "cwes", json!([cwe]));
    }
    take(entry, "scores");
    let content = metrics(vulnerability);
    let affected = entry.pointer("/product_status/known_affected").cloned();
    if let (Some(products), false) = (affected, content.is_empty()) {
        put(entry, "metrics", json!([{"content": content, "products": products}]));
    }
    if let Some(notes) = entry.get_mut("notes").and_then(Value::as_array_mut) {
        // The 4.0 score has a place of its own now.
        notes.retain(|note| note.get("title").and_then(Value::as_str) != Some("CVSS 4.0"));
    }
    let in_preparation =
        vulnerability.statuses.values().any(|status| matches!(status, SkuStatus::Affected { .. }));
    let remediations = entry.get_mut("remediations").and_then(Value::as_array_mut).into_iter().flatten();
    for remediation in remediations.filter(|_| in_preparation) {
        if remediation.get("details").and_then(Value::as_str)
            == Some(super::vulnerabilities::FIX_IN_PREPARATION)
        {
            put(remediation, "category", json!("fix_planned"));
        }
    }
}

fn metrics(vulnerability: &Vulnerability) -> Map<String, Value> {
    // Of a 4.0 vector the base part alone: validators disagree on what the base score of a longer one is.
    let scores = [
        ("cvss_v3", "3.1", vulnerability.cvss31.clone()),
        ("cvss_v4", "4.0", vulnerability.cvss40.as_ref().map(Vector::base)),
    ];
    scores
        .into_iter()
        .filter_map(|(name, version, vector)| Some((name.to_owned(), score(version, &vector?))))
        .collect()
}

fn score(version: &str, vector: &Vector) -> Value {
    let base = vector.base_score();
    json!({
        "version": version,
        "vectorString": vector.to_string(),
        "baseScore": base.value(),
        "baseSeverity": base.severity().as_str(),
    })
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

fn take(object: &mut Value, name: &str) -> Option<Value> {
    object.as_object_mut()?.remove(name)
}
