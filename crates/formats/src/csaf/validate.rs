//! Checking CSAF documents of versions 2.0 and 2.1: schema, mandatory, optional (2.1: recommended) and
//! informative tests.
//!
//! Most tests are those of the validator crate; [`OWN`] lists the ones that are done here, because the crate lacks
//! them, or takes time out of all proportion for them, or judges otherwise than the text of the standard.
//!
//! Invariant: work grows no faster than the size of the document. So the reading is strict and bounded, and
//! documents of too intricate references are refused (`limits`). The verdict never rests on the tests without the
//! schema: members outside the schema would only make them be skipped. Nothing outside of the document is asked
//! unless the caller hands in somebody who does ([`Outside`]).

use csaf_rs::csaf::raw::{HasParsed, RawDocument};
use csaf_rs::schema::{csaf2_0, csaf2_1};
use csaf_rs::validation::{TestFinding, TestResultStatus, Validatable, validate_by_test};
use csaf_rs::validations::test_6_2_37::test_6_2_37_usage_of_unknown_ssvc_decision_point_namespace_without_resource as without_resource;
use serde::Serialize;
use serde_json::Value;

mod addresses;
mod correspondence;
mod extensions;
mod fixed_scores;
mod flags;
mod involvements;
mod licenses;
mod limits;
mod outside;
mod ranges;
mod refusal;
mod relations;
mod spelling;
mod ssvc;
mod versions;

pub use outside::{Nothing, Outside};
pub use refusal::Refusal;

use crate::strict_json;

/// How to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Larger texts are refused.
    pub limits: strict_json::Limits,
    /// How many findings of one test are kept; the others are counted.
    pub max_findings_per_test: usize,
    /// Which tests.
    pub depth: Depth,
}

impl Default for Options {
    fn default() -> Self {
        Self { limits: strict_json::Limits::default(), max_findings_per_test: 100, depth: Depth::Full }
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

impl Depth {
    fn includes(self, tests: &[&str]) -> bool {
        let begins = |family: &str| tests.iter().any(|test| test.starts_with(family));
        match self {
            Self::Basic => begins("6.1."),
            Self::Extended => !begins("6.3."),
            Self::Full => true,
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
    /// Tests that would have to ask outside of the document, which was not allowed or not possible.
    pub not_asked: Vec<String>,
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
            not_asked: Vec::new(),
            not_built: Vec::new(),
        }
    }

    fn add(&mut self, found: Vec<Finding>, limit: usize) {
        self.left_out += found.len().saturating_sub(limit);
        self.findings.extend(found.into_iter().take(limit));
    }
}

/// Checks a document, without asking anybody outside.
///
/// # Errors
/// When the bytes are no JSON that a strict reader takes, or no CSAF document of a known version.
pub fn validate(bytes: &[u8], options: Options) -> Result<Report, Refusal> {
    validate_with(bytes, options, &Nothing)
}

/// Checks a document, and asks outside what some informative tests need.
///
/// # Errors
/// When the bytes are no JSON that a strict reader takes, or no CSAF document of a known version.
pub fn validate_with(bytes: &[u8], options: Options, outside: &dyn Outside) -> Result<Report, Refusal> {
    judge(strict_json::read(bytes, options.limits)?, options, outside)
}

/// Checks a document that is already JSON, for instance one just built.
///
/// # Errors
/// When it names no known version of CSAF.
pub fn validate_value(value: Value, options: Options) -> Result<Report, Refusal> {
    judge(value, options, &Nothing)
}

fn judge(value: Value, options: Options, outside: &dyn Outside) -> Result<Report, Refusal> {
    let version = value.pointer("/document/csaf_version").and_then(Value::as_str).map(str::to_owned);
    limits::check(&value)?;
    let asked = Asked::new(&value, options, outside);
    match version.as_deref() {
        Some("2.0") => {
            type Document = csaf2_0::schema::CommonSecurityAdvisoryFramework;
            Ok(run(&RawDocument::<Document>::new(value), Version::V2_0, asked, options))
        }
        Some("2.1") => {
            type Document = csaf2_1::schema::CommonSecurityAdvisoryFramework;
            let document = RawDocument::<Document>::new(value);
            let namespaces = document.get_parsed().as_ref().ok().map(namespaces);
            let asked = Asked { namespaces, ..asked };
            Ok(run(&document, Version::V2_1, asked, options))
        }
        Some(_) => Err(Refusal::UnknownVersion),
        None => Err(Refusal::NotCsaf),
    }
}

/// What is found by other means than [`OWN`]; `None` when the test could not be run.
#[derive(Debug, Default)]
struct Asked {
    addresses: Option<Vec<Finding>>,
    spelling: Option<Vec<Finding>>,
    namespaces: Option<Vec<Finding>>,
}

impl Asked {
    fn new(document: &Value, options: Options, outside: &dyn Outside) -> Self {
        if options.depth != Depth::Full {
            return Self::default();
        }
        Self {
            addresses: addresses::find(document, outside),
            spelling: spelling::find(document, outside),
            namespaces: None,
        }
    }

    /// The findings of one of the tests in here.
    fn by_test(&self, test: &str) -> Option<Option<Vec<Finding>>> {
        let of = |list: &Option<Vec<Finding>>| -> Option<Vec<Finding>> {
            list.as_ref().map(|list| list.iter().filter(|found| found.test == test).cloned().collect())
        };
        match test {
            "6.3.6" | "6.3.7" => Some(of(&self.addresses)),
            "6.3.8" => Some(of(&self.spelling)),
            "6.2.37" if self.namespaces.is_some() => Some(of(&self.namespaces)),
            _ => None,
        }
    }
}

/// Test 6.2.37. The crate refuses the namespace `test` there, which the standard reserves for examples and its own
/// test documents use; in every other test the crate allows it.
fn namespaces(document: &csaf2_1::schema::CommonSecurityAdvisoryFramework) -> Vec<Finding> {
    let found = without_resource(document, true).err().unwrap_or_default();
    let finding = |found: &TestFinding| {
        let data = found.get_data();
        Finding {
            test: "6.2.37".to_owned(),
            severity: Severity::Warning,
            pointer: data.instance_path.clone(),
            message: data.message.clone(),
        }
    };
    found.iter().map(finding).collect()
}

/// The versions of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    V2_0,
    V2_1,
}

impl Version {
    fn as_str(self) -> &'static str {
        match self {
            Self::V2_0 => "2.0",
            Self::V2_1 => "2.1",
        }
    }
}

/// Tests that are done here. A function may serve several tests: each finding names its own.
struct Own {
    tests: &'static [&'static str],
    versions: &'static [Version],
    find: fn(&Value) -> Vec<Finding>,
}

const BOTH: &[Version] = &[Version::V2_0, Version::V2_1];
const NEW: &[Version] = &[Version::V2_1];

/// 6.1.3 is quadratic and recursive in the crate, 6.1.27.13 and 6.1.33 are quadratic also in memory; the crate's
/// 6.1.60.2 knows no extension; the others are not built there.
const OWN: &[Own] = &[
    Own { tests: &["6.1.3"], versions: BOTH, find: relations::find_circles },
    Own { tests: &["6.1.27.13"], versions: NEW, find: correspondence::affected_for_fixed },
    Own { tests: &["6.1.33"], versions: BOTH, find: flags::find },
    Own { tests: &["6.1.60.2"], versions: NEW, find: extensions::schema },
    Own { tests: &["6.1.60.3"], versions: NEW, find: extensions::metadata },
    Own { tests: &["6.2.7"], versions: NEW, find: involvements::without_date },
    Own { tests: &["6.2.19"], versions: BOTH, find: fixed_scores::find },
    Own { tests: &["6.2.39.1"], versions: NEW, find: correspondence::fixed_for_affected },
    Own { tests: &["6.2.49"], versions: NEW, find: ranges::open_above },
    Own { tests: &["6.2.50.1", "6.2.50.2", "6.2.50.3"], versions: NEW, find: ranges::contradicting },
    Own { tests: &["6.2.51"], versions: NEW, find: ranges::unknown_types },
    Own { tests: &["6.2.54.1"], versions: NEW, find: extensions::registered },
    Own { tests: &["6.2.54.2"], versions: NEW, find: extensions::official },
    Own { tests: &["6.2.54.3"], versions: NEW, find: extensions::critical },
    Own { tests: &["6.2.54.4"], versions: NEW, find: extensions::experimental_in_clear },
    Own { tests: &["6.3.13"], versions: NEW, find: ssvc::outdated },
    Own { tests: &["6.3.17"], versions: NEW, find: licenses::unregistered },
    Own { tests: &["6.3.19.1", "6.3.19.2", "6.3.19.3"], versions: NEW, find: ranges::same_status },
    Own { tests: &["6.3.19.4", "6.3.19.5"], versions: NEW, find: ranges::in_branches },
    Own { tests: &["6.3.21.2"], versions: NEW, find: extensions::experimental_elsewhere },
];

/// The items of the list at a pointer.
fn items<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

/// The texts in the list at a pointer.
fn texts<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a str> {
    items(value, pointer).filter_map(Value::as_str)
}

fn run<T>(document: &RawDocument<T>, version: Version, asked: Asked, options: Options) -> Report
where
    T: serde::de::DeserializeOwned,
    RawDocument<T>: Validatable,
{
    let mut report = Report::new(version.as_str());
    // The names of the presets are the crate's own; an unknown one cannot occur, and would give no valid report.
    let Ok(tests) = RawDocument::<T>::tests_in_preset(options.depth.preset()) else {
        report.skipped.push("6.1.0".to_owned());
        return report;
    };
    let is_own = |own: &&Own| own.versions.contains(&version) && options.depth.includes(own.tests);
    let mine = OWN.iter().filter(is_own).flat_map(|own| own.tests).copied();
    let more: Vec<&str> = mine.filter(|test| !tests.contains(test)).collect();
    for test in tests.into_iter().chain(more) {
        let own = OWN.iter().find(|own| own.tests.contains(&test) && own.versions.contains(&version));
        if let Some(own) = own {
            let mut found = (own.find)(document.get_json());
            found.retain(|finding| finding.test == test);
            report.add(found, options.max_findings_per_test);
        } else if let Some(found) = asked.by_test(test) {
            match found {
                Some(found) => report.add(found, options.max_findings_per_test),
                None => report.not_asked.push(test.to_owned()),
            }
        } else {
            report.add_result(test, validate_by_test(document, test).status, options);
            if test == "6.1.50" {
                report.add(ranges::all_with_bounds(document.get_json()), options.max_findings_per_test);
            }
        }
    }
    report
}

impl Report {
    fn add_result(&mut self, test: &str, status: TestResultStatus, options: Options) {
        match status {
            TestResultStatus::Success => {}
            TestResultStatus::NotFound => self.not_built.push(test.to_owned()),
            TestResultStatus::Skipped => self.skipped.push(test.to_owned()),
            TestResultStatus::Failure { errors, mut warnings, infos } => {
                // The only warning of this test, a type of version ranges that is not known, is said by 6.2.51.
                if test == "6.1.50" && options.depth != Depth::Basic {
                    warnings.clear();
                }
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
                self.add(found.collect(), options.max_findings_per_test);
            }
        }
    }
}

#[cfg(test)]
mod tests;
