//! What a person asks of a case through any door: most wishes are one command, some take two cases, and some are
//! checked against more than the case first.

use domain::access::Actor;
use domain::case::Command;
use domain::id::{CaseNumber, ReportNo};

use super::{merge, publication};
use crate::app::App;
use crate::error::Result;

/// A wish of the team.
#[derive(Debug, Clone)]
pub enum Wish {
    Command(Box<Command>),
    /// Marks the case as a duplicate, which takes a look at the original.
    Duplicate {
        of: CaseNumber,
        text: String,
    },
    /// Merges two cases.
    Merge {
        other: CaseNumber,
    },
    /// Lets a report leave for a case of its own.
    Split {
        report: ReportNo,
    },
}

impl Wish {
    /// Fulfils it; answers the number of the case to look at afterwards.
    ///
    /// # Errors
    /// As [`super::case::perform`].
    pub fn fulfil(self, app: &App, actor: &Actor, number: &CaseNumber) -> Result<CaseNumber> {
        match self {
            Self::Command(command) => {
                publication::perform_checked(app, actor, number, *command).map(|_| number.clone())
            }
            Self::Duplicate { of, text } => {
                merge::mark_duplicate(app, actor, number, &of, text).map(|()| number.clone())
            }
            Self::Merge { other } => merge::merge(app, actor, number, &other),
            Self::Split { report } => merge::split(app, actor, number, report),
        }
    }
}
