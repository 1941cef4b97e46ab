//! Who may do what: the only place that decides it.
//!
//! Doors ask [`may`] before they show or do anything; a refusal looks like absence to the outside.
//! To hide risk takes two people, to expose it takes one: the second person is checked where
//! the proposal is known, in [`crate::case::decide`].

use serde::{Deserialize, Serialize};

use crate::case::{Case, State};
use crate::id::{CaseNumber, ReportNo, UserId};

/// What a member of staff is there for; one person can have several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Triager,
    Remediator,
    Publisher,
    Manager,
    Auditor,
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] =
        [Self::Triager, Self::Remediator, Self::Publisher, Self::Manager, Self::Auditor, Self::Administrator];

    /// The word used on the command line and in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Triager => "triager",
            Self::Remediator => "remediator",
            Self::Publisher => "publisher",
            Self::Manager => "manager",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody we know.
    Anonymous,
    /// The sender of one report, known by its secret.
    Reporter { case: CaseNumber, report: ReportNo },
    /// A signed-in member of staff.
    Staff { user: UserId, roles: Vec<Role> },
    /// The server itself: clocks and evidence.
    System,
}

/// Groups of acts that the same people may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Read the technical content and the matrix of a case.
    ReadCase,
    /// Read who reported.
    ReadReporter,
    /// Read internal notes and team-only files.
    ReadInternal,
    /// Write internal notes and team-only files.
    WriteNote,
    /// Write to the reporter.
    WriteToReporter,
    /// Review, question, confirm, reject, link, assign, label and assess reports.
    Triage,
    /// Order fixes.
    Commission,
    /// Say what became of a commission.
    Remediate,
    /// Second a proposal that hides risk.
    ApproveHiding,
    /// Negotiate and end an embargo; record what is publicly known.
    Embargo,
    /// Write and publish advisories.
    Publish,
    /// What only the sender of a report does: credit, withdrawal, appeal, retest, disclosure.
    ActAsReporter,
    /// What only the server does.
    ActAsSystem,
    /// See the inbox and case lists.
    ListCases,
    /// See the list of commissions.
    ListCommissions,
    /// Read the program's versions and problems, statistics and the trail.
    ReadInstance,
    /// Accounts, keys, settings.
    Administer,
}

impl Act {
    /// Every act, for the table that tests it.
    pub const ALL: [Self; 17] = [
        Self::ReadCase,
        Self::ReadReporter,
        Self::ReadInternal,
        Self::WriteNote,
        Self::WriteToReporter,
        Self::Triage,
        Self::Commission,
        Self::Remediate,
        Self::ApproveHiding,
        Self::Embargo,
        Self::Publish,
        Self::ActAsReporter,
        Self::ActAsSystem,
        Self::ListCases,
        Self::ListCommissions,
        Self::ReadInstance,
        Self::Administer,
    ];

    /// The roles that may do it somewhere.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        use Role::{Administrator, Auditor, Manager, Publisher, Remediator, Triager};
        match self {
            Self::ReadCase => &[Triager, Remediator, Publisher, Manager, Auditor],
            Self::ReadReporter => &[Triager, Publisher, Manager, Auditor],
            Self::ReadInternal => &[Triager, Publisher, Manager, Auditor],
            Self::WriteNote => &[Triager, Publisher, Manager, Remediator],
            Self::WriteToReporter | Self::Triage => &[Triager, Manager],
            Self::Commission | Self::Embargo => &[Triager, Publisher, Manager],
            Self::Remediate => &[Remediator, Triager, Manager],
            Self::ApproveHiding => &[Triager, Publisher, Manager],
            Self::Publish => &[Publisher, Manager],
            Self::ActAsReporter | Self::ActAsSystem => &[],
            Self::ListCases => &[Triager, Publisher, Manager, Auditor],
            Self::ListCommissions => &[Remediator, Triager, Manager, Auditor],
            Self::ReadInstance => &[Triager, Publisher, Manager, Auditor, Administrator],
            Self::Administer => &[Administrator, Manager],
        }
    }
}

/// What an act is done to.
#[derive(Debug, Clone, Copy)]
pub enum Object<'a> {
    /// One case.
    Case(&'a Case),
    /// The server as a whole.
    Instance,
}

/// The rule: may this actor do this to that?
#[must_use]
pub fn may(actor: &Actor, act: Act, object: Object<'_>) -> bool {
    match (actor, object) {
        (Actor::System, _) => true,
        (Actor::Anonymous, _) | (Actor::Reporter { .. }, Object::Instance) => false,
        (Actor::Reporter { case, report }, Object::Case(object)) => {
            object.number == *case && object.find_report(*report).is_some() && reporter_may(act)
        }
        (Actor::Staff { roles, .. }, Object::Instance) => any_role(roles, act),
        (Actor::Staff { roles, .. }, Object::Case(case)) => {
            let roles: Vec<_> = roles.iter().copied().filter(|role| role_sees(*role, case)).collect();
            any_role(&roles, act)
        }
    }
}

/// The states whose cases an actor may find in lists; empty when there are none. Says of states what [`may`] says
/// of single cases.
#[must_use]
pub fn listed_states(actor: &Actor) -> Vec<State> {
    let Actor::Staff { roles, .. } = actor else { return Vec::new() };
    let lists = |role: &&Role| Act::ListCases.roles().contains(role);
    let sees = |state: &State| {
        roles.iter().filter(lists).any(|role| match role {
            Role::Publisher => matches!(state, State::Confirmed | State::Resolved),
            _ => true,
        })
    };
    State::ALL.into_iter().filter(sees).collect()
}

impl Actor {
    /// The staff id, for proposals that need a second person.
    #[must_use]
    pub fn user(&self) -> Option<&UserId> {
        match self {
            Self::Staff { user, .. } => Some(user),
            _ => None,
        }
    }

    /// True for a member of staff in that role.
    #[must_use]
    pub fn has_role(&self, role: Role) -> bool {
        matches!(self, Self::Staff { roles, .. } if roles.contains(&role))
    }
}

fn any_role(roles: &[Role], act: Act) -> bool {
    act.roles().iter().any(|role| roles.contains(role))
}

fn reporter_may(act: Act) -> bool {
    matches!(act, Act::ReadCase | Act::WriteToReporter | Act::Embargo | Act::ActAsReporter)
}

/// Remediators see what was confirmed and commissioned, publishers what was confirmed.
fn role_sees(role: Role, case: &Case) -> bool {
    match role {
        Role::Triager | Role::Manager | Role::Auditor => true,
        Role::Remediator => case.matrix.cells().next().is_some(),
        Role::Publisher => matches!(case.state, State::Confirmed | State::Resolved),
        Role::Administrator => false,
    }
}
