//! What a reporter sent. Immutable once received; this room decides what can be received.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{BrandId, CweId, SkuId};
use crate::severity::Assessment;

/// The product a report speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Product {
    /// Picked from the catalog.
    Listed { sku: SkuId },
    /// In the reporter's own words: not in the list.
    Named { name: String },
    /// The reporter does not know.
    Unknown,
}

/// How the flaw was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tested {
    OnDevice,
    Emulated,
    CodeOnly,
}

/// Whether and how the reporter wants to be named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "snake_case")]
pub enum Credit {
    #[default]
    Undecided,
    Anonymous,
    As {
        name: String,
    },
}

/// Who reported; every part is voluntary.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reporter {
    pub name: Option<String>,
    pub email: Option<String>,
    pub pgp_key: Option<String>,
    pub credit: Credit,
    /// A language tag of the program, `en` or `de` for example.
    pub language: String,
}

/// A report as received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub brand: BrandId,
    pub product: Product,
    /// The model's name as the reporter saw it, for people who read the report.
    pub model: String,
    pub hardware_revision: Option<String>,
    pub region: Option<String>,
    pub firmware: Option<String>,
    pub tested: Option<Tested>,
    pub title: String,
    pub description: String,
    pub steps: Option<String>,
    pub observed: Option<String>,
    pub impact: Option<String>,
    pub severity: Assessment,
    pub cwe: Option<CweId>,
    pub public_url: Option<String>,
    pub exploited: bool,
    pub planned_publication: Option<Date>,
    pub other_makers: Option<String>,
    pub tools: Option<String>,
    pub reporter: Reporter,
}

/// Longest texts, in characters.
pub const TITLE_MAX: usize = 200;
/// Longest one-line answers, in characters.
pub const LINE_MAX: usize = 300;
/// Longest long answers, in characters.
pub const TEXT_MAX: usize = 50_000;

/// What is wrong with a field; the page, the API and the mail name it by the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum FieldProblem {
    Missing,
    TooLong {
        max: usize,
    },
    ControlCharacter,
    NotAnAddress,
    NotAUrl,
    NotInTheCatalog {
        did_you_mean: Vec<String>,
    },
    Invalid {
        why: String,
    },
    /// One of the rules that need no more words than their own.
    Because {
        reason: Reason,
    },
}

/// A rule about a field. The doors have the sentence in each language under [`Reason::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Sha256,
    PgpKey,
    Label,
    DuplicateOfItself,
    MergedIntoItself,
    PlannedInThePast,
    NoSuchUpload,
    UploadUnfinished,
    EmptyFile,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Sha256,
        Self::PgpKey,
        Self::Label,
        Self::DuplicateOfItself,
        Self::MergedIntoItself,
        Self::PlannedInThePast,
        Self::NoSuchUpload,
        Self::UploadUnfinished,
        Self::EmptyFile,
    ];

    /// The key of its sentence in the message files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Sha256 => "reason-sha256",
            Self::PgpKey => "reason-pgp-key",
            Self::Label => "reason-label",
            Self::DuplicateOfItself => "reason-duplicate-of-itself",
            Self::MergedIntoItself => "reason-merged-into-itself",
            Self::PlannedInThePast => "reason-planned-in-the-past",
            Self::NoSuchUpload => "reason-no-such-upload",
            Self::UploadUnfinished => "reason-upload-unfinished",
            Self::EmptyFile => "reason-empty-file",
        }
    }
}

impl From<Reason> for FieldProblem {
    fn from(reason: Reason) -> Self {
        Self::Because { reason }
    }
}

/// The fields that cannot be received as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, thiserror::Error)]
#[error("cannot be accepted as they are: {}", .0.keys().map(String::as_str).collect::<Vec<_>>().join(", "))]
pub struct FieldErrors(pub BTreeMap<String, FieldProblem>);

impl FieldErrors {
    /// Notes a problem; the first one of a field stays.
    pub fn add(&mut self, field: &str, problem: FieldProblem) {
        self.0.entry(field.to_owned()).or_insert(problem);
    }

    /// `Ok` when there is none.
    ///
    /// # Errors
    /// Itself, when a field has a problem.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl Report {
    /// Checks everything that needs no knowledge of the program.
    ///
    /// # Errors
    /// Every field that cannot be accepted, at once.
    pub fn check(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        required(&mut errors, "title", &self.title, TITLE_MAX);
        required(&mut errors, "description", &self.description, TEXT_MAX);
        required(&mut errors, "model", &self.model, LINE_MAX);
        one_line(&mut errors, "title", &self.title, TITLE_MAX);
        one_line(&mut errors, "model", &self.model, LINE_MAX);
        let lines = [
            ("hardware_revision", &self.hardware_revision),
            ("region", &self.region),
            ("firmware", &self.firmware),
            ("public_url", &self.public_url),
            ("reporter.name", &self.reporter.name),
            ("reporter.email", &self.reporter.email),
        ];
        for (field, value) in lines {
            one_line(&mut errors, field, value.as_deref().unwrap_or_default(), LINE_MAX);
        }
        let texts = [
            ("steps", &self.steps),
            ("observed", &self.observed),
            ("impact", &self.impact),
            ("other_makers", &self.other_makers),
            ("tools", &self.tools),
            ("reporter.pgp_key", &self.reporter.pgp_key),
        ];
        for (field, value) in texts {
            long_text(&mut errors, field, value.as_deref().unwrap_or_default());
        }
        long_text(&mut errors, "description", &self.description);
        self.check_reporter(&mut errors);
        if let Some(url) = &self.public_url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            errors.add("public_url", FieldProblem::NotAUrl);
        }
        errors.into_result()
    }

    fn check_reporter(&self, errors: &mut FieldErrors) {
        if let Some(email) = &self.reporter.email
            && !looks_like_an_address(email)
        {
            errors.add("reporter.email", FieldProblem::NotAnAddress);
        }
        if let Credit::As { name } = &self.reporter.credit {
            required(errors, "reporter.credit", name, LINE_MAX);
            one_line(errors, "reporter.credit", name, LINE_MAX);
        }
        if let Some(key) = &self.reporter.pgp_key
            && !key.trim_start().starts_with("-----BEGIN PGP PUBLIC KEY BLOCK-----")
        {
            errors.add("reporter.pgp_key", Reason::PgpKey.into());
        }
    }
}

/// A mail address that mail can be sent to: one `@`, a dotted or local host, no spaces.
#[must_use]
pub fn looks_like_an_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let clean = |part: &str| {
        !part.is_empty()
            && !part.chars().any(|c| c.is_whitespace() || c.is_control() || "<>(),;:\\\"[]@".contains(c))
    };
    clean(local) && clean(host) && !host.starts_with(['.', '-']) && !host.ends_with('.') && text.len() <= 254
}

fn required(errors: &mut FieldErrors, field: &str, value: &str, max: usize) {
    if value.trim().is_empty() {
        errors.add(field, FieldProblem::Missing);
    } else if value.chars().count() > max {
        errors.add(field, FieldProblem::TooLong { max });
    }
}

fn one_line(errors: &mut FieldErrors, field: &str, value: &str, max: usize) {
    if value.chars().count() > max {
        errors.add(field, FieldProblem::TooLong { max });
    }
    if value.chars().any(char::is_control) {
        errors.add(field, FieldProblem::ControlCharacter);
    }
}

/// Checks a text of several lines: its length, and that it holds no invisible control characters.
pub fn long_text(errors: &mut FieldErrors, field: &str, value: &str) {
    if value.chars().count() > TEXT_MAX {
        errors.add(field, FieldProblem::TooLong { max: TEXT_MAX });
    }
    // Terminal output is welcome evidence: escapes and form feeds stay, only NUL cannot be stored everywhere.
    if value.contains('\0') {
        errors.add(field, FieldProblem::ControlCharacter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn report() -> Report {
        Report {
            brand: BrandId::from("linksys"),
            product: Product::Unknown,
            model: "EA7500".into(),
            hardware_revision: None,
            region: None,
            firmware: None,
            tested: None,
            title: "Command injection in the ping page".into(),
            description: "The ping page runs what it is given.".into(),
            steps: None,
            observed: None,
            impact: None,
            severity: Assessment::default(),
            cwe: None,
            public_url: None,
            exploited: false,
            planned_publication: None,
            other_makers: None,
            tools: None,
            reporter: Reporter::default(),
        }
    }

    #[test]
    fn every_bad_field_is_named_at_once() {
        let mut bad = report();
        bad.title = "x".repeat(201);
        bad.description = " ".into();
        bad.public_url = Some("javascript:alert(1)".into());
        bad.reporter.email = Some("nobody".into());
        bad.steps = Some("a\0b".into());
        let errors = bad.check().unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["description", "public_url", "reporter.email", "steps", "title"]);
        assert_eq!(errors.0["title"], FieldProblem::TooLong { max: TITLE_MAX });
    }

    #[test]
    fn a_report_needs_only_model_title_and_description() {
        assert_eq!(report().check(), Ok(()));
    }
}
