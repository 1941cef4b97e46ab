//! What people and the server can ask of a case. Every door sends these and nothing else.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::Act;
use crate::case::{
    AdvisoryText, AppealAnswer, Audience, CveAnswer, CveWish, FileNote, Label, ReasonCode, ReportRecord,
    State,
};
use crate::embargo::Sighting;
use crate::green_light::Outcome;
use crate::id::{CaseNumber, CveId, CweId, ReportNo, UserId, VulnerabilityNo};
use crate::matrix::{CellId, Justification, Observation, Release};
use crate::report::Credit;
use crate::severity::Assessment;

/// Which reporters of a case the team means, when it writes to them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Addressees {
    /// Nobody was named. Right for notes, for what a reporter writes, and while a case has one reporter; with
    /// several it is refused, so that a case that was merged meanwhile tells nobody what was meant for another.
    #[default]
    Unnamed,
    These(Vec<ReportNo>),
}

/// A wish to change a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    // Both sides.
    Write {
        text: String,
        audience: Audience,
        to: Addressees,
    },
    AddFile {
        file: FileNote,
        audience: Audience,
        to: Addressees,
    },
    ProposeEmbargo {
        end: Timestamp,
        reason: String,
    },
    AcceptEmbargo,
    RejectEmbargo,

    // The reporter.
    ChangeCredit {
        credit: Credit,
    },
    Withdraw {
        reason: String,
    },
    Appeal {
        text: String,
    },
    NoteDisclosure {
        url: String,
    },
    Retest {
        cell: CellId,
        gone: bool,
        note: String,
    },

    // Triage.
    Acknowledge {
        text: String,
    },
    Ask {
        text: String,
        to: Addressees,
    },
    Confirm {
        text: String,
    },
    Reject {
        reason: ReasonCode,
        policy_line: String,
        text: String,
    },
    ApproveRejection,
    DeclineRejection {
        reason: String,
    },
    MarkDuplicate {
        of: CaseNumber,
        text: String,
    },
    Reopen {
        reason: String,
    },
    AnswerAppeal {
        answer: AppealAnswer,
        text: String,
    },
    Assign {
        to: Option<UserId>,
    },
    AddLabel {
        label: String,
    },
    RemoveLabel {
        label: String,
    },
    Rename {
        title: String,
    },
    AddVulnerability {
        title: String,
        concerns: Vec<ReportNo>,
    },
    RenameVulnerability {
        vulnerability: VulnerabilityNo,
        title: String,
    },
    Assess {
        vulnerability: VulnerabilityNo,
        assessment: Assessment,
    },
    SetWeakness {
        vulnerability: VulnerabilityNo,
        cwe: Option<CweId>,
    },
    SetCve {
        vulnerability: VulnerabilityNo,
        cve: Option<CveId>,
    },
    /// Says that the record of the newest revision is out, brought there by other ways than this server.
    NoteCveRecord {
        vulnerability: VulnerabilityNo,
    },
    /// Asks CVE Services for something, through the server.
    AskCve {
        vulnerability: VulnerabilityNo,
        wish: CveWish,
    },
    /// Takes a report of another case in.
    Adopt {
        report: Box<ReportRecord>,
        from: CaseNumber,
    },
    /// The counterpart of [`Command::Adopt`] in the case the reports leave.
    MergeInto {
        into: CaseNumber,
    },
    /// Marks that a report left for a case of its own.
    SplitOff {
        report: ReportNo,
        into: CaseNumber,
    },
    RecordSighting {
        sighting: Sighting,
        note: String,
    },
    EndEmbargo {
        reason: String,
    },

    // The matrix.
    Investigate {
        cells: Vec<CellId>,
    },
    MarkAffected {
        cells: Vec<CellId>,
    },
    RemoveCells {
        cells: Vec<CellId>,
    },
    Commission {
        cells: Vec<CellId>,
        due: Date,
        engineer: Option<UserId>,
    },
    MarkNotAffected {
        cells: Vec<CellId>,
        justification: Justification,
        explanation: String,
    },
    ReleaseFix {
        cells: Vec<CellId>,
        release: Release,
    },
    ProposeNoFix {
        cells: Vec<CellId>,
        reason: String,
        mitigation: String,
    },
    ApproveNoFix {
        cells: Vec<CellId>,
    },
    DeclineNoFix {
        cells: Vec<CellId>,
        reason: String,
    },

    // Publication.
    EditAdvisory {
        language: String,
        text: AdvisoryText,
    },
    /// Who may read the advisory once it is published.
    LabelAdvisory {
        label: Label,
    },
    RequestPublication,
    ApprovePublication {
        summary: String,
    },
    DeclinePublication {
        reason: String,
    },
    RequestRemoval {
        reason: String,
    },
    ApproveRemoval,

    // The server.
    /// The case this one is a duplicate of has changed.
    FollowOriginal {
        state: State,
        light: Option<Outcome>,
        received_at: Option<Timestamp>,
    },
    /// A look at the page that all these cells were released with.
    Observe {
        cells: Vec<CellId>,
        observation: Observation,
    },
    /// A person has looked at a page of many devices: the version there is for these.
    ConfirmEvidence {
        cells: Vec<CellId>,
        reason: String,
    },
    /// What CVE Services answered to a wish.
    NoteCve {
        vulnerability: VulnerabilityNo,
        answer: CveAnswer,
    },
    /// Time has passed: ends what has run out.
    Tick,
}

impl Command {
    /// The right it takes.
    #[must_use]
    pub fn act(&self) -> Act {
        match self {
            Self::Write { audience, .. } | Self::AddFile { audience, .. } => match audience {
                Audience::Everyone => Act::WriteToReporter,
                Audience::Team | Audience::Technical => Act::WriteNote,
            },
            Self::ProposeEmbargo { .. }
            | Self::AcceptEmbargo
            | Self::RejectEmbargo
            | Self::RecordSighting { .. }
            | Self::EndEmbargo { .. } => Act::Embargo,
            Self::ChangeCredit { .. }
            | Self::Withdraw { .. }
            | Self::Appeal { .. }
            | Self::NoteDisclosure { .. }
            | Self::Retest { .. } => Act::ActAsReporter,
            Self::ApproveRejection | Self::ApproveNoFix { .. } | Self::DeclineNoFix { .. } => {
                Act::ApproveHiding
            }
            Self::Commission { .. } => Act::Commission,
            Self::MarkNotAffected { .. }
            | Self::ReleaseFix { .. }
            | Self::ProposeNoFix { .. }
            | Self::ConfirmEvidence { .. } => Act::Remediate,
            Self::EditAdvisory { .. }
            | Self::LabelAdvisory { .. }
            | Self::RequestPublication
            | Self::ApprovePublication { .. }
            | Self::DeclinePublication { .. }
            | Self::RequestRemoval { .. }
            | Self::ApproveRemoval
            | Self::NoteCveRecord { .. }
            | Self::AskCve { .. } => Act::Publish,
            Self::FollowOriginal { .. } | Self::Observe { .. } | Self::NoteCve { .. } | Self::Tick => {
                Act::ActAsSystem
            }
            _ => Act::Triage,
        }
    }
}
