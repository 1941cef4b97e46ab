//! Checking CSAF documents of versions 2.0 and 2.1: schema, mandatory, optional (2.1: recommended) and
//! informative tests.
//!
//! Invariant: work grows no faster than the size of the document. So the reading is strict and bounded; tests
//! 6.1.3 and 6.1.33, which the validator crate does in quadratic time, are done here (`relations`, `flags`); and
//! documents of too intricate references are refused (`limits`). The verdict never
//! rests on the tests without the schema: members outside the schema would only make them be skipped.

use csaf_rs::csaf::raw::RawDocument;
use csaf_rs::schema::{csaf2_0, csaf2_1};
use csaf_rs::validation::{TestResultStatus, Validatable, validate_by_test};
use serde::Serialize;
use serde_json::Value;

mod fixed_scores;
mod flags;
mod limits;
mod relations;
mod strict;

pub use strict::Refusal;

/// How to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Larger documents are refused, in bytes.
    pub max_bytes: usize,
    /// How many findings of one test are kept; the others are counted.
    pub max_findings_per_test: usize,
    /// Which tests.
    pub depth: Depth,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: 64 * 1024 * 1024, max_findings_per_test: 100, depth: Depth::Full }
    }
}

/// The three validators of CSAF 2.0 section 9.1.14 to 9.1.16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Schema and mandatory tests.
    Basic,
    /// And the optional ones.
    Extended,
    /// And the informative ones.
    Full,
}

impl Depth {
    fn preset(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Extended => "extended",
            Self::Full => "full",
        }
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document is not valid.
    Error,
    /// Valid, but not as it should be.
    Warning,
    /// Valid; worth a look.
    Information,
}

/// One thing that a test found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The number of the test in the standard (`6.1.1`), or `schema`.
    pub test: String,
    /// How much it weighs.
    pub severity: Severity,
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

/// What a validation comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The version that the document names: `2.0` or `2.1`.
    pub version: String,
    /// In the order of the tests.
    pub findings: Vec<Finding>,
    /// Findings left out because one test had too many.
    pub left_out: usize,
    /// Tests that could not be run on this document.
    pub skipped: Vec<String>,
    /// Tests of the standard that nobody has built yet.
    pub not_built: Vec<String>,
}

impl Report {
    /// Whether schema and mandatory tests were all run and found nothing.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let skipped_one = self.skipped.iter().any(|test| test.starts_with("6.1."));
        !skipped_one && !self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The findings of one test.
    pub fn list_by_test<'a>(&'a self, test: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| finding.test == test)
    }

    fn new(version: &str) -> Self {
        Self {
            version: version.to_owned(),
            findings: Vec::new(),
            left_out: 0,
            skipped: Vec::new(),
            not_built: Vec::new(),
        }
    }

    fn add(&mut self, found: Vec<Finding>, limit: usize) {
        self.left_out += found.len().saturating_sub(limit);
        self.findings.extend(found.into_iter().take(limit));
    }
}

/// Checks a document.
///
/// # Errors
/// When the bytes are no JSON that a strict reader takes, or no CSAF document of a known version.
pub fn validate(bytes: &[u8], options: Options) -> Result<Report, Refusal> {
    let value = strict::read(bytes, options.max_bytes)?;
    validate_value(value, options)
}

/// Checks a document that is already JSON, for instance one just built.
///
/// # Errors
/// When it names no known version of CSAF.
pub fn validate_value(value: Value, options: Options) -> Result<Report, Refusal> {
    let version = value.pointer("/document/csaf_version").and_then(Value::as_str).map(str::to_owned);
    limits::check(&value)?;
    let own = [relations::find_circles(&value), flags::find(&value), fixed_scores::find(&value)].concat();
    match version.as_deref() {
        Some("2.0") => {
            type Document = csaf2_0::schema::CommonSecurityAdvisoryFramework;
            Ok(run(&RawDocument::<Document>::new(value), "2.0", own, options))
        }
        Some("2.1") => {
            type Document = csaf2_1::schema::CommonSecurityAdvisoryFramework;
            Ok(run(&RawDocument::<Document>::new(value), "2.1", own, options))
        }
        Some(_) => Err(Refusal::UnknownVersion),
        None => Err(Refusal::NotCsaf),
    }
}

/// Tests done in this module in place of the crate's: 6.1.3 is quadratic and recursive there, 6.1.33 quadratic also
/// in memory, 6.2.19 not built.
const OWN_TESTS: [&str; 3] = ["6.1.3", "6.1.33", "6.2.19"];

/// The items of the list at a pointer.
fn items<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

/// The texts in the list at a pointer.
fn texts<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a str> {
    items(value, pointer).filter_map(Value::as_str)
}

fn run<T>(document: &RawDocument<T>, version: &str, own: Vec<Finding>, options: Options) -> Report
where
    T: serde::de::DeserializeOwned,
    RawDocument<T>: Validatable,
{
    let mut report = Report::new(version);
    // The names of the presets are the crate's own; an unknown one cannot occur, and would give no valid report.
    let Ok(tests) = RawDocument::<T>::tests_in_preset(options.depth.preset()) else {
        report.skipped.push("6.1.0".to_owned());
        return report;
    };
    for test in tests {
        if OWN_TESTS.contains(&test) {
            let found = own.iter().filter(|finding| finding.test == test).cloned().collect();
            report.add(found, options.max_findings_per_test);
            continue;
        }
        match validate_by_test(document, test).status {
            TestResultStatus::Success => {}
            TestResultStatus::NotFound => report.not_built.push(test.to_owned()),
            TestResultStatus::Skipped => report.skipped.push(test.to_owned()),
            TestResultStatus::Failure { errors, warnings, infos } => {
                let groups = [
                    (Severity::Error, errors),
                    (Severity::Warning, warnings),
                    (Severity::Information, infos),
                ];
                let found = groups.into_iter().flat_map(|(severity, list)| {
                    list.into_iter().map(move |found| Finding {
                        test: test.to_owned(),
                        severity,
                        pointer: found.instance_path,
                        message: found.message,
                    })
                });
                report.add(found.collect(), options.max_findings_per_test);
            }
        }
    }
    report
}

#[cfg(test)]
mod tests;
