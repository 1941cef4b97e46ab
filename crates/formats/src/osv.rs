//! OSV records (schema 1.7.5): reading, checking, writing.
//!
//! Invariant: what is read keeps every member; what [`build`] writes passes [`check`] without a finding. A product
//! that belongs to no package ecosystem and no source repository has no place in this format; [`build`] says so.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::finding::{self, Finding, Severity};
use crate::purl;
use crate::schema_gate::{self, Formats, Gate};
use crate::strict_json::{self, Limits};

pub mod build;
pub mod record;

pub use record::Record;

/// The version of the schema.
pub const SCHEMA_VERSION: &str = "1.7.5";

/// The largest record that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    // A broken schema would compile to no gate, which lets nothing through.
    serde_json::from_str(include_str!("../schemas/osv-1.7.5.json")).unwrap_or(Value::Null)
});

static GATE: LazyLock<Gate> = LazyLock::new(|| Gate::new(&SCHEMA));

/// The package ecosystems that the schema knows.
pub fn ecosystems() -> impl Iterator<Item = &'static str> {
    let list = SCHEMA.pointer("/$defs/ecosystemName/enum").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// Checks the text of a record.
///
/// # Errors
/// When the bytes are no JSON that a strict reader takes.
pub fn check(bytes: &[u8]) -> Result<Vec<Finding>, strict_json::Refusal> {
    let value = strict_json::read(bytes, Limits { bytes: MAX_BYTES, ..Limits::default() })?;
    Ok(check_value(&value, Formats::Ignored))
}

/// What the schema objects to, and what the format's text asks beyond it.
#[must_use]
pub fn check_value(value: &Value, formats: Formats) -> Vec<Finding> {
    let mut findings = GATE.check(value, formats);
    if finding::are_valid(&findings) {
        match record::Record::from_value(value) {
            Ok(record) => check_text(&record, &mut findings),
            Err(error) => {
                findings.push(schema_gate::finding(String::new(), format!("cannot be read: {error}")))
            }
        }
    }
    findings
}

fn check_text(record: &Record, out: &mut Vec<Finding>) {
    let mut say = |rule, pointer: String, message: &str| {
        out.push(Finding { rule, severity: Severity::Warning, pointer, message: message.to_owned() });
    };
    for (index, affected) in record.affected.iter().flatten().flatten().enumerate() {
        let base = format!("/affected/{index}");
        let is_git = |range: &record::Range| range.kind == "GIT";
        let Some(package) = &affected.package else {
            if !affected.ranges.iter().flatten().any(is_git) {
                say("package-missing", base, "name the package, or the repository in a GIT range");
            }
            continue;
        };
        if let Some(text) = &package.purl {
            let fault = purl::Purl::parse(text).map(|purl| purl.version().is_some());
            match fault {
                Ok(false) => {}
                Ok(true) => {
                    say("package-purl", format!("{base}/package/purl"), "the purl must not have a version")
                }
                Err(error) => say("package-purl", format!("{base}/package/purl"), &error.to_string()),
            }
        }
    }
    for (index, affected) in record.affected.iter().flatten().flatten().enumerate() {
        for (inner, range) in affected.ranges.iter().flatten().enumerate() {
            let mut seen = BTreeSet::new();
            // A range of one version begins and ends with it; all other events are at versions of their own.
            let others = range.events.iter().filter(|event| event.get("last_affected").is_none());
            let versions = others.filter_map(|event| event.as_object()?.values().next()?.as_str());
            if !versions.into_iter().all(|version| seen.insert(version)) {
                let pointer = format!("/affected/{index}/ranges/{inner}/events");
                say("event-twice", pointer, "two events of a range are at the same version");
            }
        }
    }
    if record.aliases.iter().flatten().flatten().any(|alias| *alias == record.id) {
        say("alias-of-itself", "/aliases".to_owned(), "a record is no alias of itself");
    }
}

#[cfg(test)]
mod tests;
