//! What has happened to a case. Events are facts: they are stored, never changed, and read by
//! timeline, audit trail, statistics and the tamper-evident chain alike.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{AdvisoryText, AppealAnswer, CveAnswer, CveWish, Label, ReasonCode, ReportRecord, State};
use crate::embargo::{ExitReason, Side, Sighting};
use crate::green_light::Outcome;
use crate::id::{BrandId, CaseNumber, CveId, CweId, ReportNo, UserId, VulnerabilityNo};
use crate::matrix::{CellId, Justification, Observation, Release};
use crate::promise::Promise;
use crate::report::Credit;
use crate::severity::Assessment;

/// Who may read an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The team and the reporter.
    Everyone,
    /// The team and the engineers who fix it.
    Technical,
    /// The team alone.
    Team,
}

/// A file that came with a report or a message; its bytes are sealed elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileNote {
    pub id: String,
    pub name: String,
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
}

/// Who did it, as the history keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "actor", rename_all = "snake_case")]
pub enum ActorRef {
    Reporter { report: ReportNo },
    Staff { user: UserId },
    System,
}

/// An event with its place in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Counted from 1 within the case.
    pub seq: u64,
    pub at: Timestamp,
    pub by: ActorRef,
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    Opened {
        number: CaseNumber,
        brand: BrandId,
        report: Box<ReportRecord>,
    },
    /// `to` names the reporters it is for; empty, it is for every reporter of the case.
    Written {
        text: String,
        audience: Audience,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<ReportNo>,
    },
    FileAdded {
        file: FileNote,
        audience: Audience,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<ReportNo>,
    },
    StateChanged {
        to: State,
        text: String,
    },
    InformationAsked {
        text: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<ReportNo>,
    },
    ClockStarted {
        promise: Promise,
        due_at: Timestamp,
    },
    ClockStopped {
        promise: Promise,
    },
    RejectionProposed {
        reason: ReasonCode,
        policy_line: String,
        text: String,
    },
    RejectionApproved,
    RejectionDeclined {
        reason: String,
    },
    Rejected {
        reason: ReasonCode,
        policy_line: String,
        text: String,
    },
    MarkedDuplicate {
        of: CaseNumber,
        text: String,
    },
    /// What the reporter of a duplicate may know of the original: its state and its light.
    OriginalChanged {
        state: State,
        light: Option<Outcome>,
        #[serde(default)]
        received_at: Option<Timestamp>,
    },
    Appealed {
        report: ReportNo,
        text: String,
    },
    AppealAnswered {
        report: ReportNo,
        answer: AppealAnswer,
        text: String,
    },
    Withdrawn {
        report: ReportNo,
        reason: String,
    },
    CreditChanged {
        report: ReportNo,
        credit: Credit,
    },
    Disclosed {
        report: ReportNo,
        url: String,
    },
    Assigned {
        to: Option<UserId>,
    },
    LabelAdded {
        label: String,
    },
    LabelRemoved {
        label: String,
    },
    Renamed {
        title: String,
    },
    VulnerabilityAdded {
        vulnerability: VulnerabilityNo,
        title: String,
        concerns: Vec<ReportNo>,
    },
    VulnerabilityRenamed {
        vulnerability: VulnerabilityNo,
        title: String,
    },
    Assessed {
        vulnerability: VulnerabilityNo,
        assessment: Assessment,
    },
    WeaknessSet {
        vulnerability: VulnerabilityNo,
        cwe: Option<CweId>,
    },
    CveSet {
        vulnerability: VulnerabilityNo,
        cve: Option<CveId>,
    },
    /// Somebody asked CVE Services for something; the server carries it out.
    CveAsked {
        vulnerability: VulnerabilityNo,
        wish: CveWish,
    },
    /// What CVE Services answered.
    CveAnswered {
        vulnerability: VulnerabilityNo,
        answer: CveAnswer,
    },
    ReportAdopted {
        report: Box<ReportRecord>,
        from: CaseNumber,
    },
    MergedInto {
        into: CaseNumber,
    },
    ReportSplitOff {
        report: ReportNo,
        into: CaseNumber,
    },
    CellsInvestigated {
        cells: Vec<CellId>,
    },
    CellsAffected {
        cells: Vec<CellId>,
    },
    CellsRemoved {
        cells: Vec<CellId>,
    },
    Commissioned {
        cells: Vec<CellId>,
        due: Date,
        engineer: Option<UserId>,
    },
    FoundNotAffected {
        cells: Vec<CellId>,
        justification: Justification,
        explanation: String,
    },
    FixReleased {
        cells: Vec<CellId>,
        release: Release,
    },
    NoFixProposed {
        cells: Vec<CellId>,
        reason: String,
        mitigation: String,
    },
    NoFixApproved {
        cells: Vec<CellId>,
    },
    NoFixDeclined {
        cells: Vec<CellId>,
        reason: String,
    },
    /// The page was seen to offer the version: the cells are closed.
    EvidenceFound {
        cells: Vec<CellId>,
        observation: Observation,
    },
    /// A look that changed nothing: the page does not offer the version yet.
    EvidenceMissing {
        cells: Vec<CellId>,
        observation: Observation,
    },
    /// The page stopped offering the version: the cells are open again.
    EvidenceLost {
        cells: Vec<CellId>,
        observation: Observation,
    },
    /// The page answers as if it were being mended: a second look decides.
    EvidenceDoubted {
        cells: Vec<CellId>,
        observation: Observation,
    },
    /// A person found the version on a page of many devices to be for these: the cells are closed.
    EvidenceConfirmed {
        cells: Vec<CellId>,
        reason: String,
    },
    Retested {
        cell: CellId,
        gone: bool,
        note: String,
    },
    EmbargoProposed {
        end: Timestamp,
        side: Side,
        reason: String,
    },
    EmbargoAccepted {
        side: Side,
    },
    EmbargoRejected {
        side: Side,
    },
    EmbargoEnded {
        reason: ExitReason,
        note: String,
    },
    Sighted {
        sighting: Sighting,
        note: String,
    },
    GreenLightGiven {
        report: ReportNo,
        serial: u32,
        outcome: Outcome,
    },
    GreenLightRevoked {
        report: ReportNo,
        serial: u32,
    },
    AdvisoryEdited {
        language: String,
        text: AdvisoryText,
    },
    AdvisoryLabelled {
        label: Label,
    },
    PublicationRequested,
    PublicationDeclined {
        reason: String,
    },
    Published {
        revision: u32,
        summary: String,
    },
    RemovalRequested {
        reason: String,
    },
    Removed,
}

impl Event {
    /// The word for the kind, which may stand in the open: it says nothing of the content.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Written { .. } => "written",
            Self::FileAdded { .. } => "file-added",
            Self::StateChanged { .. } => "state-changed",
            Self::InformationAsked { .. } => "information-asked",
            Self::ClockStarted { .. } => "clock-started",
            Self::ClockStopped { .. } => "clock-stopped",
            Self::RejectionProposed { .. } => "rejection-proposed",
            Self::RejectionApproved => "rejection-approved",
            Self::RejectionDeclined { .. } => "rejection-declined",
            Self::Rejected { .. } => "rejected",
            Self::MarkedDuplicate { .. } => "marked-duplicate",
            Self::OriginalChanged { .. } => "original-changed",
            Self::Appealed { .. } => "appealed",
            Self::AppealAnswered { .. } => "appeal-answered",
            Self::Withdrawn { .. } => "withdrawn",
            Self::CreditChanged { .. } => "credit-changed",
            Self::Disclosed { .. } => "disclosed",
            Self::Assigned { .. } => "assigned",
            Self::LabelAdded { .. } => "label-added",
            Self::LabelRemoved { .. } => "label-removed",
            Self::Renamed { .. } => "renamed",
            Self::VulnerabilityAdded { .. } => "vulnerability-added",
            Self::VulnerabilityRenamed { .. } => "vulnerability-renamed",
            Self::Assessed { .. } => "assessed",
            Self::WeaknessSet { .. } => "weakness-set",
            Self::CveSet { .. } => "cve-set",
            Self::CveAsked { .. } => "cve-asked",
            Self::CveAnswered { .. } => "cve-answered",
            Self::ReportAdopted { .. } => "report-adopted",
            Self::MergedInto { .. } => "merged-into",
            Self::ReportSplitOff { .. } => "report-split-off",
            Self::CellsInvestigated { .. } => "cells-investigated",
            Self::CellsAffected { .. } => "cells-affected",
            Self::CellsRemoved { .. } => "cells-removed",
            Self::Commissioned { .. } => "commissioned",
            Self::FoundNotAffected { .. } => "found-not-affected",
            Self::FixReleased { .. } => "fix-released",
            Self::NoFixProposed { .. } => "no-fix-proposed",
            Self::NoFixApproved { .. } => "no-fix-approved",
            Self::NoFixDeclined { .. } => "no-fix-declined",
            Self::EvidenceFound { .. } => "evidence-found",
            Self::EvidenceMissing { .. } => "evidence-missing",
            Self::EvidenceLost { .. } => "evidence-lost",
            Self::EvidenceDoubted { .. } => "evidence-doubted",
            Self::EvidenceConfirmed { .. } => "evidence-confirmed",
            Self::Retested { .. } => "retested",
            Self::EmbargoProposed { .. } => "embargo-proposed",
            Self::EmbargoAccepted { .. } => "embargo-accepted",
            Self::EmbargoRejected { .. } => "embargo-rejected",
            Self::EmbargoEnded { .. } => "embargo-ended",
            Self::Sighted { .. } => "sighted",
            Self::GreenLightGiven { .. } => "green-light-given",
            Self::GreenLightRevoked { .. } => "green-light-revoked",
            Self::AdvisoryEdited { .. } => "advisory-edited",
            Self::AdvisoryLabelled { .. } => "advisory-labelled",
            Self::PublicationRequested => "publication-requested",
            Self::PublicationDeclined { .. } => "publication-declined",
            Self::Published { .. } => "published",
            Self::RemovalRequested { .. } => "removal-requested",
            Self::Removed => "removed",
        }
    }

    /// The reporters it is for, when it is not for every one of the case.
    #[must_use]
    pub fn addressees(&self) -> &[ReportNo] {
        match self {
            Self::Written { to, .. } | Self::FileAdded { to, .. } | Self::InformationAsked { to, .. } => to,
            _ => &[],
        }
    }

    /// Who may read it. What is not listed for everyone stays inside.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::Written { audience, .. } | Self::FileAdded { audience, .. } => *audience,
            Self::Opened { .. }
            | Self::StateChanged { .. }
            | Self::InformationAsked { .. }
            | Self::Rejected { .. }
            | Self::MarkedDuplicate { .. }
            | Self::OriginalChanged { .. }
            | Self::Appealed { .. }
            | Self::AppealAnswered { .. }
            | Self::Withdrawn { .. }
            | Self::CreditChanged { .. }
            | Self::Disclosed { .. }
            | Self::Assessed { .. }
            | Self::WeaknessSet { .. }
            | Self::CveSet { .. }
            | Self::MergedInto { .. }
            | Self::ReportSplitOff { .. }
            | Self::EmbargoProposed { .. }
            | Self::EmbargoAccepted { .. }
            | Self::EmbargoRejected { .. }
            | Self::EmbargoEnded { .. }
            | Self::Sighted { .. }
            | Self::GreenLightGiven { .. }
            | Self::GreenLightRevoked { .. }
            | Self::Published { .. }
            | Self::Removed => Audience::Everyone,
            Self::CellsInvestigated { .. }
            | Self::CellsAffected { .. }
            | Self::CellsRemoved { .. }
            | Self::Commissioned { .. }
            | Self::FoundNotAffected { .. }
            | Self::FixReleased { .. }
            | Self::EvidenceFound { .. }
            | Self::EvidenceMissing { .. }
            | Self::EvidenceLost { .. }
            | Self::EvidenceDoubted { .. }
            | Self::EvidenceConfirmed { .. }
            | Self::Retested { .. }
            | Self::NoFixProposed { .. }
            | Self::NoFixApproved { .. }
            | Self::NoFixDeclined { .. }
            | Self::VulnerabilityAdded { .. }
            | Self::VulnerabilityRenamed { .. } => Audience::Technical,
            Self::ClockStarted { .. }
            | Self::ClockStopped { .. }
            | Self::RejectionProposed { .. }
            | Self::RejectionApproved
            | Self::RejectionDeclined { .. }
            | Self::Assigned { .. }
            | Self::LabelAdded { .. }
            | Self::LabelRemoved { .. }
            | Self::Renamed { .. }
            | Self::ReportAdopted { .. }
            | Self::CveAsked { .. }
            | Self::CveAnswered { .. }
            | Self::AdvisoryEdited { .. }
            | Self::AdvisoryLabelled { .. }
            | Self::PublicationRequested
            | Self::PublicationDeclined { .. }
            | Self::RemovalRequested { .. } => Audience::Team,
        }
    }
}
