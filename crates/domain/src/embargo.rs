//! The embargo of a case: Vultron's embargo management machine (five states, ten
//! transitions), with an exact end and the consent of every side.
//!
//! An embargo limits when to speak; its end lifts a limit and never obliges anybody to publish.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::ReportNo;

/// Where the embargo stands (Vultron EM: none, proposed, active, revise, exited).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    None,
    Proposed,
    Active,
    Revise,
    Exited,
}

/// A step of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Propose,
    Accept,
    Reject,
    Terminate,
}

impl State {
    /// The state after a step, or `None` where the machine has no such transition.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::None | Self::Proposed, Step::Propose) => Some(Self::Proposed),
            (Self::Proposed, Step::Reject) => Some(Self::None),
            (Self::Proposed | Self::Revise, Step::Accept) | (Self::Revise, Step::Reject) => {
                Some(Self::Active)
            }
            (Self::Active | Self::Revise, Step::Propose) => Some(Self::Revise),
            (Self::Active | Self::Revise, Step::Terminate) => Some(Self::Exited),
            _ => None,
        }
    }

    /// True while agreed terms are in force; a pending revision leaves the old ones standing.
    #[must_use]
    pub fn in_force(self) -> bool {
        matches!(self, Self::Active | Self::Revise)
    }
}

/// One of the parties whose consent counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Maker,
    Reporter(ReportNo),
}

/// What a side has said to the terms on the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    Invited,
    Signatory,
    Declined,
}

/// Terms that somebody put on the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub end: Timestamp,
    pub by: Side,
    pub at: Timestamp,
    pub reason: String,
}

/// Why an embargo ended or cannot begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sighting {
    /// The flaw is public (Vultron P).
    Public,
    /// An exploit is public (Vultron X).
    Exploit,
    /// Attacks are seen (Vultron A).
    Attacks,
}

/// Why an embargo was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitReason {
    TimeOver,
    Sighted(Sighting),
    FixesDeployed,
    Withdrawn,
}

/// The embargo as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embargo {
    pub state: State,
    /// The exact end of the terms in force.
    pub end: Option<Timestamp>,
    pub proposal: Option<Proposal>,
    pub consent: BTreeMap<String, Consent>,
    pub exit: Option<ExitReason>,
}

impl Default for Embargo {
    fn default() -> Self {
        Self { state: State::None, end: None, proposal: None, consent: BTreeMap::new(), exit: None }
    }
}

/// Why a step was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EmbargoError {
    #[error("the embargo is {state:?}: this step does not exist there")]
    NoSuchStep { state: State },
    #[error("the end must lie in the future")]
    EndInThePast,
    #[error("the program allows an embargo of at most {days} days after the report")]
    BeyondOuterLimit { days: u32 },
    #[error("the flaw is public, exploited or attacked: no embargo can begin any more")]
    AlreadyKnown,
    #[error("the side that made a proposal cannot answer it")]
    OwnProposal,
}

impl Side {
    fn key(self) -> String {
        match self {
            Self::Maker => "maker".to_owned(),
            Self::Reporter(ReportNo(n)) => format!("reporter-{n}"),
        }
    }

    fn is_maker(self) -> bool {
        self == Self::Maker
    }
}

impl Embargo {
    /// Puts terms on the table.
    ///
    /// # Errors
    /// When the machine has no such step.
    pub fn propose(&mut self, proposal: Proposal) -> Result<(), EmbargoError> {
        self.step(Step::Propose)?;
        // New terms need everybody's word anew; only the proposer has already given it.
        self.consent.values_mut().for_each(|c| *c = Consent::Invited);
        self.consent.insert(proposal.by.key(), Consent::Signatory);
        self.proposal = Some(proposal);
        Ok(())
    }

    /// Agrees to the terms on the table, which come into force.
    ///
    /// # Errors
    /// When nothing is on the table or the side would answer its own proposal.
    pub fn accept(&mut self, side: Side) -> Result<(), EmbargoError> {
        let proposal = self.answerable(side)?;
        let end = proposal.end;
        self.step(Step::Accept)?;
        self.consent.insert(side.key(), Consent::Signatory);
        self.end = Some(end);
        self.proposal = None;
        Ok(())
    }

    /// Refuses the terms on the table; terms in force stay in force.
    ///
    /// # Errors
    /// As for [`Embargo::accept`].
    pub fn reject(&mut self, side: Side) -> Result<(), EmbargoError> {
        self.answerable(side)?;
        self.step(Step::Reject)?;
        self.consent.insert(side.key(), Consent::Declined);
        self.proposal = None;
        Ok(())
    }

    /// Ends it: terms in force are left, a mere proposal is dropped.
    pub fn leave(&mut self, reason: ExitReason) {
        match self.state {
            State::Active | State::Revise => {
                self.state = State::Exited;
                self.exit = Some(reason);
            }
            State::Proposed => self.state = State::None,
            State::None | State::Exited => {}
        }
        self.proposal = None;
        self.consent.clear();
    }

    /// True while it forbids disclosure at `now`.
    #[must_use]
    pub fn binds(&self, now: Timestamp) -> bool {
        self.state.in_force() && self.end.is_none_or(|end| now < end)
    }

    /// What a side has said.
    #[must_use]
    pub fn consent_of(&self, side: Side) -> Option<Consent> {
        self.consent.get(&side.key()).copied()
    }

    fn answerable(&self, side: Side) -> Result<&Proposal, EmbargoError> {
        let none = EmbargoError::NoSuchStep { state: self.state };
        let proposal = self.proposal.as_ref().ok_or(none)?;
        if proposal.by.is_maker() == side.is_maker() {
            return Err(EmbargoError::OwnProposal);
        }
        Ok(proposal)
    }

    fn step(&mut self, step: Step) -> Result<(), EmbargoError> {
        let next = self.state.after(step).ok_or(EmbargoError::NoSuchStep { state: self.state })?;
        self.state = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [State; 5] = [State::None, State::Proposed, State::Active, State::Revise, State::Exited];
    const STEPS: [Step; 4] = [Step::Propose, Step::Accept, Step::Reject, Step::Terminate];

    #[test]
    fn the_machine_has_exactly_vultrons_ten_transitions() {
        let all: Vec<_> = STATES
            .iter()
            .flat_map(|s| STEPS.iter().filter_map(move |step| s.after(*step).map(|to| (*s, *step, to))))
            .collect();
        assert_eq!(all.len(), 10);
        assert!(all.iter().all(|(from, ..)| *from != State::Exited), "nothing leaves exited");
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_rejected_revision_leaves_the_old_terms_in_force() {
        let mut embargo = Embargo::default();
        let by = Side::Maker;
        embargo.propose(Proposal { end: at(100), by, at: at(0), reason: String::new() }).unwrap();
        assert_eq!(embargo.accept(by), Err(EmbargoError::OwnProposal));
        embargo.accept(Side::Reporter(ReportNo(1))).unwrap();
        embargo.propose(Proposal { end: at(200), by, at: at(1), reason: String::new() }).unwrap();
        assert!(embargo.binds(at(99)) && !embargo.binds(at(100)));
        embargo.reject(Side::Reporter(ReportNo(1))).unwrap();
        assert_eq!((embargo.state, embargo.end), (State::Active, Some(at(100))));
    }
}
