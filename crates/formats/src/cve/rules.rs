//! What the CNA Operational Rules 4.2.0, CVE Services and common sense ask of a record beyond its schema.
//!
//! Invariant: every rule has a stable name and says where it comes from; nothing here makes a record invalid. What a
//! MUST asks is a warning, what a SHOULD asks an information. Rules about the conduct of a CNA, not about a record,
//! are left to people.

use crate::finding::{Finding, Severity};

use super::record::{Container, Record};

mod metrics;
mod origin;
mod products;
mod references;
mod table;
mod texts;

pub use table::{RULES, Rule, find_rule};

/// What the rules look at: a container with what is known around it.
#[derive(Debug, Clone, Copy)]
struct Subject<'a> {
    /// The container of the CNA.
    container: &'a Container,
    /// The record around it, when it is a whole one.
    record: Option<&'a Record>,
    /// Where the container stands, as a JSON pointer.
    base: &'a str,
}

impl Subject<'_> {
    fn is_rejected(&self) -> bool {
        self.container.rejected_reasons.is_some()
    }

    fn cve_id(&self) -> Option<&str> {
        self.record.map(|record| record.cve_metadata.cve_id.as_str())
    }

    fn at(&self, pointer: &str) -> String {
        format!("{}{pointer}", self.base)
    }
}

/// Everything the rules say about a record that its schema takes.
#[must_use]
pub fn of_record(record: &Record) -> Vec<Finding> {
    let subject =
        Subject { container: &record.containers.cna, record: Some(record), base: "/containers/cna" };
    list(subject)
}

/// Everything the rules say about a container on its way to CVE Services.
#[must_use]
pub fn of_container(container: &Container) -> Vec<Finding> {
    list(Subject { container, record: None, base: "/cnaContainer" })
}

fn list(subject: Subject<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    origin::check(subject, &mut out);
    texts::check(subject, &mut out);
    if !subject.is_rejected() {
        products::check(subject, &mut out);
        references::check(subject, &mut out);
        metrics::check(subject, &mut out);
    }
    out.sort_by_key(|finding| finding.severity);
    out
}

/// Enters a finding with the weight that its rule has.
fn add(out: &mut Vec<Finding>, rule: &'static str, pointer: String, message: &str) {
    let severity = find_rule(rule).map_or(Severity::Warning, |rule| rule.severity);
    out.push(Finding { rule, severity, pointer, message: message.to_owned() });
}

/// The items of an optional list.
fn items<T>(list: Option<&Vec<T>>) -> &[T] {
    list.map_or(&[], Vec::as_slice)
}
