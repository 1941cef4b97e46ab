//! The case: the unit of handling. A case is its history; this is how it stands.
//!
//! Nothing here is changed except by [`Case::apply`], and nothing is decided except by [`decide`].

mod apply;
mod command;
mod cve;
mod decide;
mod event;
mod next_action;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::command::{Addressees, Command};
pub use self::cve::{CveAnswer, CveRecord, CveWish, RECORD_MUST_HOURS, RECORD_SHOULD_HOURS, RecordState};
pub use self::decide::{Context, Refusal, decide, submit};
pub use self::event::{ActorRef, Audience, Event, FileNote, Recorded};
pub use self::next_action::{NextAction, Who, next_action};

use crate::embargo::{Embargo, Sighting};
use crate::green_light::Outcome;
use crate::id::{BrandId, CaseNumber, CveId, CweId, ReportNo, UserId, VulnerabilityNo};
use crate::matrix::Matrix;
use crate::promise::{Clock, Promise};
use crate::report::{Credit, Report};
use crate::severity::{Assessment, Severity};

/// How far the handling has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Received; nobody has looked yet.
    New,
    /// Acknowledged; the team is judging it.
    InReview,
    /// The reporter is asked for something.
    NeedsInfo,
    /// A flaw of ours: fixes are commissioned and published.
    Confirmed,
    /// Fixes and advisory are out.
    Resolved,
    /// Not accepted, with a reason.
    Rejected,
    /// The same flaw as another case.
    Duplicate,
    /// Its reports live on in another case.
    Merged,
    /// The reporter took it back.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::New,
        Self::InReview,
        Self::NeedsInfo,
        Self::Confirmed,
        Self::Resolved,
        Self::Rejected,
        Self::Duplicate,
        Self::Merged,
        Self::Withdrawn,
    ];

    /// The word used in queries, addresses and machine output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InReview => "in-review",
            Self::NeedsInfo => "needs-info",
            Self::Confirmed => "confirmed",
            Self::Resolved => "resolved",
            Self::Rejected => "rejected",
            Self::Duplicate => "duplicate",
            Self::Merged => "merged",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }

    /// True while somebody still has work with it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::InReview | Self::NeedsInfo | Self::Confirmed)
    }
}

/// The policy version a report was made under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRef {
    pub number: u32,
    /// SHA-256 of the program's files, lower-case hex.
    pub hash: String,
}

/// Why a report is not accepted. Each is shown to the reporter with the policy line it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    OutOfScope,
    NotAVulnerability,
    NotReproducible,
    NotOurProduct,
    SupportRequest,
    KnownBehaviour,
    NoUsableClaim,
}

impl ReasonCode {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::OutOfScope,
        Self::NotAVulnerability,
        Self::NotReproducible,
        Self::NotOurProduct,
        Self::SupportRequest,
        Self::KnownBehaviour,
        Self::NoUsableClaim,
    ];

    /// The word used in forms and machine output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OutOfScope => "out-of-scope",
            Self::NotAVulnerability => "not-a-vulnerability",
            Self::NotReproducible => "not-reproducible",
            Self::NotOurProduct => "not-our-product",
            Self::SupportRequest => "support-request",
            Self::KnownBehaviour => "known-behaviour",
            Self::NoUsableClaim => "no-usable-claim",
        }
    }

    /// The reason that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.word() == word)
    }

    /// A wrong decision for this reason would hide a real flaw, so a second person looks.
    #[must_use]
    pub fn hides_risk(self) -> bool {
        !matches!(self, Self::NotReproducible | Self::SupportRequest)
    }
}

/// A decision not to accept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    pub reason: ReasonCode,
    /// The line of the policy it rests on, by its anchor on the program page.
    pub policy_line: String,
    /// What the reporter reads.
    pub text: String,
    pub by: UserId,
    pub approved_by: Option<UserId>,
}

/// The one appeal a reporter has against a negative decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    pub at: Timestamp,
    pub text: String,
    pub answer: Option<AppealAnswer>,
}

/// What another person than the first said to an appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealAnswer {
    Upheld,
    Overturned,
}

/// A report inside its case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRecord {
    pub no: ReportNo,
    pub report: Report,
    pub received_at: Timestamp,
    /// SHA-256 (salted) of the report as its receipt states it, lower-case hex.
    pub digest: String,
    pub policy: PolicyRef,
    /// The number it was received under, when the case it opened was merged into this one.
    pub received_as: CaseNumber,
    pub credit: Credit,
    /// The vulnerabilities of the case that this report speaks of.
    pub concerns: BTreeSet<VulnerabilityNo>,
    pub appeal: Option<Appeal>,
    pub withdrawn: bool,
    pub light: Light,
    pub disclosed_at: Vec<String>,
}

/// What the case of a duplicate knows of the original: enough to follow it, nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    pub state: State,
    pub light: Option<Outcome>,
    /// When the first report of the flaw came.
    #[serde(default)]
    pub received_at: Option<Timestamp>,
}

/// The letters a report has had.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Light {
    /// Letters and revocations of a report are numbered together.
    pub serial: u32,
    /// The letter in force.
    pub given: Option<Outcome>,
    pub given_at: Option<Timestamp>,
}

/// One flaw.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Vulnerability {
    pub title: String,
    pub cwe: Option<CweId>,
    pub cve: Option<CveId>,
    #[serde(default)]
    pub cve_record: CveRecord,
    pub by_reporter: Assessment,
    pub by_maker: Assessment,
}

impl Vulnerability {
    /// The maker's severity, or the reporter's until there is one.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.by_maker.severity().or_else(|| self.by_reporter.severity())
    }
}

/// The advisory of the case as its writers see it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Advisory {
    /// By language tag.
    pub texts: BTreeMap<String, AdvisoryText>,
    pub requested_by: Option<UserId>,
    pub removal_requested_by: Option<UserId>,
    /// The published revisions, oldest first; every one of them stays readable.
    pub revisions: Vec<Revision>,
    pub removed: bool,
    /// Who may read it once it is published.
    #[serde(default)]
    pub label: Label,
}

/// How far an advisory may travel (Traffic Light Protocol 2.0), the widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Everybody.
    #[default]
    Clear,
    /// A community.
    Green,
    /// Organisations that need it, and their clients.
    Amber,
    /// Named persons.
    Red,
}

impl Label {
    /// All of them, the widest first.
    pub const ALL: [Self; 4] = [Self::Clear, Self::Green, Self::Amber, Self::Red];

    /// The word in forms, commands and files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }

    /// The label with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.word() == word)
    }
}

/// The words of an advisory in one language, in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AdvisoryText {
    pub title: String,
    pub summary: String,
    pub impact: String,
    pub what_to_do: String,
}

/// A published state of the advisory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub number: u32,
    pub at: Timestamp,
    pub summary: String,
}

impl Advisory {
    /// True while those it is meant for can read it.
    #[must_use]
    pub fn is_published(&self) -> bool {
        !self.revisions.is_empty() && !self.removed
    }

    /// True while everybody can read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.is_published() && self.label == Label::Clear
    }
}

/// The case as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub number: CaseNumber,
    pub brand: BrandId,
    pub opened_at: Timestamp,
    pub updated_at: Timestamp,
    /// The number of events so far.
    pub length: u64,
    pub state: State,
    /// Where a question interrupted the review.
    pub state_before_question: Option<State>,
    /// Whom the question is for; empty when it is for every reporter.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub asked: BTreeSet<ReportNo>,
    pub title: String,
    pub reports: Vec<ReportRecord>,
    /// The highest number a report of this case ever had: a number is never given twice.
    #[serde(default)]
    pub reports_ever: u32,
    pub vulnerabilities: BTreeMap<VulnerabilityNo, Vulnerability>,
    pub matrix: Matrix,
    pub embargo: Embargo,
    pub sightings: BTreeSet<Sighting>,
    pub clocks: Vec<Clock>,
    pub rejection: Option<Rejection>,
    pub duplicate_of: Option<CaseNumber>,
    /// What is known of the original of a duplicate.
    pub original: Option<Original>,
    pub merged_into: Option<CaseNumber>,
    pub assignee: Option<UserId>,
    pub labels: BTreeSet<String>,
    pub advisory: Advisory,
}

impl Case {
    /// A report by its number.
    #[must_use]
    pub fn find_report(&self, no: ReportNo) -> Option<&ReportRecord> {
        self.reports.iter().find(|r| r.no == no)
    }

    /// The number the next report of this case gets.
    #[must_use]
    pub fn next_report(&self) -> ReportNo {
        let highest = self.reports.iter().map(|r| r.no.0).max().unwrap_or(0);
        ReportNo(highest.max(self.reports_ever) + 1)
    }

    /// Whether the sender of a report is asked for something.
    #[must_use]
    pub fn asks(&self, no: ReportNo) -> bool {
        self.state == State::NeedsInfo && (self.asked.is_empty() || self.asked.contains(&no))
    }

    /// The state as the sender of a report knows it: of a question to others they learn nothing.
    #[must_use]
    pub fn state_for(&self, no: ReportNo) -> State {
        match self.state {
            State::NeedsInfo if !self.asks(no) => self.state_before_question.unwrap_or(State::InReview),
            state => state,
        }
    }

    /// The worst severity of its vulnerabilities.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.vulnerabilities.values().filter_map(Vulnerability::severity).max()
    }

    /// A running promise.
    #[must_use]
    pub fn clock(&self, promise: Promise) -> Option<&Clock> {
        self.clocks.iter().find(|c| c.promise == promise)
    }

    /// The earliest due time of the promises that run.
    #[must_use]
    pub fn next_clock(&self) -> Option<&Clock> {
        self.clocks.iter().filter(|c| c.paused_at.is_none()).min_by_key(|c| c.due_at)
    }

    /// True when the world may know: public, exploit public, or attacks seen.
    #[must_use]
    pub fn is_sighted(&self) -> bool {
        !self.sightings.is_empty()
    }

    /// A rejection that waits for its second person.
    #[must_use]
    pub fn pending_rejection(&self) -> Option<&Rejection> {
        self.rejection.as_ref().filter(|r| self.state != State::Rejected && r.approved_by.is_none())
    }
}
