//! Who must act next, what, and by when: every page of a case says it.

use jiff::Timestamp;

use super::{Case, State};
use crate::matrix::Status;
use crate::promise::{Clock, Promise};

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Team,
    SecondPerson,
    Remediation,
    Publisher,
    Reporter,
    Nobody,
}

impl Who {
    /// The word used in lists and machine output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::SecondPerson => "second-person",
            Self::Remediation => "remediation",
            Self::Publisher => "publisher",
            Self::Reporter => "reporter",
            Self::Nobody => "nobody",
        }
    }
}

/// The next step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextAction {
    pub who: Who,
    /// The key of the sentence that says what is to be done.
    pub what: &'static str,
    pub by: Option<Timestamp>,
}

/// Reads the next step off the case.
#[must_use]
pub fn next_action(case: &Case) -> NextAction {
    let due = |promise| case.clock(promise).map(|clock: &Clock| clock.due_at);
    let step = |who, what, by| NextAction { who, what, by };
    if case.pending_rejection().is_some() {
        let by = due(Promise::Triage).or_else(|| due(Promise::Acknowledge));
        return step(Who::SecondPerson, "approve-rejection", by);
    }
    if has_open_appeal(case) {
        return step(Who::Team, "answer-appeal", due(Promise::Appeal));
    }
    match case.state {
        State::New => step(Who::Team, "acknowledge", due(Promise::Acknowledge)),
        State::InReview => step(Who::Team, "review", due(Promise::Triage)),
        State::NeedsInfo => step(Who::Reporter, "answer-question", None),
        State::Confirmed => while_fixing(case),
        State::Duplicate => step(Who::Nobody, "follow-original", None),
        State::Merged => step(Who::Nobody, "follow-merged", None),
        State::Rejected if case.reports.iter().any(|r| r.appeal.is_none()) => {
            step(Who::Nobody, "may-appeal", None)
        }
        State::Resolved => step(Who::Nobody, "may-disclose", None),
        State::Rejected | State::Withdrawn => step(Who::Nobody, "closed", None),
    }
}

fn has_open_appeal(case: &Case) -> bool {
    case.reports.iter().any(|r| r.appeal.as_ref().is_some_and(|a| a.answer.is_none()))
}

fn while_fixing(case: &Case) -> NextAction {
    let fix_due = case.clock(Promise::Fix).map(|clock| clock.due_at);
    let step = |who, what, by| NextAction { who, what, by };
    if case.matrix.cells().next().is_none() {
        return step(Who::Team, "list-devices", fix_due);
    }
    let mut proposed = false;
    let mut unordered = false;
    let mut to_release = false;
    for (_, cell) in case.matrix.open_cells() {
        match &cell.status {
            Status::NoFixPlanned(_) => proposed = true,
            Status::UnderInvestigation | Status::Affected => unordered = true,
            Status::Commissioned => to_release = true,
            _ => {}
        }
    }
    if proposed {
        return step(Who::SecondPerson, "approve-no-fix", fix_due);
    }
    if unordered {
        return step(Who::Team, "commission", fix_due);
    }
    if case.matrix.open_cells().next().is_some() {
        let what = if to_release { "release-fixes" } else { "show-evidence" };
        return step(Who::Remediation, what, commission_due(case).or(fix_due));
    }
    if case.embargo.state.in_force() {
        return step(Who::Nobody, "await-embargo", case.embargo.end);
    }
    // The devices have their fixes: what was promised for them is kept.
    let what = if case.advisory.requested_by.is_some() { "approve-publication" } else { "publish" };
    step(Who::Publisher, what, None)
}

fn commission_due(case: &Case) -> Option<Timestamp> {
    let worked_on =
        case.matrix.open_cells().filter(|(_, cell)| !matches!(cell.status, Status::NoFixPlanned(_)));
    let due = worked_on.filter_map(|(_, cell)| cell.commission.as_ref()).map(|c| c.due);
    let day = due.min()?.tomorrow().ok()?;
    day.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok().map(|midnight| midnight.timestamp())
}
