//! One maker's disclosure program, read from a folder of files.
//!
//! The files are the truth: a program is only ever made by [`Program::parse`], which either
//! understands every line or says which ones it does not. The same files always give the same
//! hash, and any changed byte another one, so that a policy version can be pinned to a report.
//! Numbering the versions and keeping their files is left to the store.

pub mod brand;
pub mod difference;
pub mod problem;
pub mod reply;
pub mod rule;
pub mod terms;
pub mod text;
pub mod words;

mod check;
mod read;
mod section;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::catalog::Catalog;
use crate::id::BrandId;
use crate::promise::Terms;
use crate::severity::Severity;

pub use brand::{Audience, Brand, Contact, ContactKind, ProductType};
pub use difference::{FileDifference, difference};
pub use problem::{Level, Problem};
pub use reply::{Placeholder, Reply};
pub use rule::{Exclusion, ExclusionKind, OtherMaker, SupportCase};
pub use terms::{
    BusinessCalendar, Condition, CsafPublisher, CveRole, CveTerms, DisclosureTerms, Intake, OpenPgpKey,
    Package, Promise, PromiseEvent, SafeHarbor, TimeUnit, VersionOrder,
};
pub use text::{TextKind, Texts};
pub use words::{ExclusionId, Language, Localized, ProductTypeId, ProgramId};

/// A program folder: contents by path below the folder, with `/` between the parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The main file of the folder.
pub const PROGRAM_FILE: &str = "program.toml";
/// The table of devices.
pub const CATALOG_FILE: &str = "catalog.csv";

/// Everything the maker has said about how it deals with reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Program {
    /// The id in addresses, for example `home-devices`.
    pub id: ProgramId,
    /// The name on pages.
    pub name: Localized,
    /// The maker's legal name.
    pub maker: String,
    /// Where the maker is established, as an ISO 3166-1 country code.
    pub country: Option<String>,
    /// The languages the program is written in, in the order they are offered.
    pub languages: Vec<Language>,
    /// The language that counts when translations differ.
    pub default_language: Language,
    /// The kinds of device the program knows.
    pub product_types: Vec<ProductType>,
    /// The brands, in the order they are shown.
    pub brands: Vec<Brand>,
    /// What is not in scope, each with its own text.
    pub exclusions: Vec<Exclusion>,
    /// What customer support solves better than a security team.
    pub support_cases: Vec<SupportCase>,
    /// Other makers whose devices are often mistaken for ours, and where they take reports.
    pub other_makers: Vec<OtherMaker>,
    /// What the maker promises to do, and by when.
    pub promises: Vec<Promise>,
    /// When the maker works.
    pub calendar: BusinessCalendar,
    /// When and how a reporter may publish.
    pub disclosure: DisclosureTerms,
    /// What the maker will not do to reporters.
    pub safe_harbor: SafeHarbor,
    /// How CVE ids come about.
    pub cve: CveTerms,
    /// Products that are packages of an ecosystem too.
    pub packages: Vec<Package>,
    /// Who publishes the machine-readable advisories.
    pub csaf: CsafPublisher,
    /// Keys for encrypted mail.
    pub keys: Vec<OpenPgpKey>,
    /// What a report may contain and need not.
    pub intake: Intake,
    /// Limits, thanks and retention.
    pub house: terms::House,
    /// The pages of the policy.
    pub texts: Texts,
    /// What the team begins its messages with, by id.
    pub replies: Vec<Reply>,
    /// The devices.
    pub catalog: Catalog,
    /// The hash of all files.
    pub hash: PolicyHash,
}

impl Program {
    /// Reads a program from its files. `today` is needed for what has an end, such as keys.
    ///
    /// With the program come its weaknesses: what is allowed, and not wise.
    ///
    /// # Errors
    ///
    /// Every mistake (and weakness) of the files, by file and line, when there is any mistake.
    pub fn parse(files: &Files, today: Date) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        read::program(files, today)
    }

    /// The brand with this id.
    #[must_use]
    pub fn find_brand(&self, id: &BrandId) -> Option<&Brand> {
        self.brands.iter().find(|b| b.id == *id)
    }

    /// The brand whose pages are served under this host name (without port, any case).
    #[must_use]
    pub fn find_brand_by_host(&self, host: &str) -> Option<&Brand> {
        self.brands.iter().find(|b| b.hosts.iter().any(|h| h.eq_ignore_ascii_case(host)))
    }

    /// The brand a person means: id or name, any case.
    #[must_use]
    pub fn find_brand_by_name(&self, name: &str) -> Option<&Brand> {
        let name = name.trim();
        let same = |b: &&Brand| b.id.as_str().eq_ignore_ascii_case(name) || b.name.eq_ignore_ascii_case(name);
        self.brands.iter().find(same)
    }

    /// The kind of device with this id.
    #[must_use]
    pub fn find_product_type(&self, id: &ProductTypeId) -> Option<&ProductType> {
        self.product_types.iter().find(|t| t.id == *id)
    }

    /// The exclusion with this id.
    #[must_use]
    pub fn find_exclusion(&self, id: &ExclusionId) -> Option<&Exclusion> {
        self.exclusions.iter().find(|e| e.id == *id)
    }

    /// The promise for an event: the one made for this severity, else the one made for all.
    #[must_use]
    pub fn find_promise(&self, event: PromiseEvent, severity: Option<Severity>) -> Option<&Promise> {
        let of = |wanted| self.promises.iter().find(move |p| p.event == event && p.severity == wanted);
        severity.and_then(|s| of(Some(s))).or_else(|| of(None))
    }

    /// Everything time-bound that the program says, as the rules of a case need it.
    #[must_use]
    pub fn terms(&self) -> Terms {
        let span = |event| self.find_promise(event, None).map(Promise::span);
        let targets = self.promises.iter().filter(|p| p.event == PromiseEvent::FixTarget);
        Terms {
            calendar: self.calendar.for_clocks(),
            acknowledge: span(PromiseEvent::Acknowledge),
            triage: span(PromiseEvent::Triage),
            status_update: span(PromiseEvent::StatusUpdate),
            fix_target: targets.map(|p| (p.severity, p.span())).collect(),
            appeal_answer: span(PromiseEvent::AppealAnswer),
            embargo_limit_days: self.disclosure.outer_limit_days,
            assigns_cve: self.cve.role == CveRole::Cna,
        }
    }

    /// The best of the offered languages for a list of wishes, most wanted first.
    #[must_use]
    pub fn choose_language(&self, wishes: &[Language]) -> &Language {
        let offered = |wish: &Language| {
            let same = self.languages.iter().find(|l| *l == wish);
            same.or_else(|| self.languages.iter().find(|l| l.primary() == wish.primary()))
        };
        wishes.iter().find_map(offered).unwrap_or(&self.default_language)
    }
}

/// The SHA-256 of a program folder, as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyHash(pub String);

impl PolicyHash {
    /// The hash as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PolicyHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a policy version within its program, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyNumber(pub u32);

/// What is pinned to a report: which words of the maker applied when it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    /// Counted from 1, never used again.
    pub number: PolicyNumber,
    /// The day it took effect (UTC).
    pub date: Date,
    /// What its files hash to.
    pub hash: PolicyHash,
}

/// Hashes a program folder: for each file in order of its path, the lengths of path and
/// contents (eight bytes each, big-endian) around the bytes themselves, so that no two
/// different folders give the same input.
#[must_use]
pub fn canonical_hash(files: &Files) -> PolicyHash {
    let mut hasher = Sha256::new();
    for (path, bytes) in files {
        hasher.update((path.len() as u64).to_be_bytes());
        hasher.update(path.as_bytes());
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    }
    PolicyHash(hex::encode(hasher.finalize()))
}
