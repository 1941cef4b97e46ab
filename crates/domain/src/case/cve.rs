//! The CVE record of a flaw: what was asked of CVE Services, what they answered, how the record stands.
//!
//! Invariant: a wish stays open until there is an answer, and there is one open wish of a flaw at a time; so the
//! intent is in the history before anything is sent, and a lost answer is asked for again, not the act.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::case::Event;
use crate::id::CveId;

/// Hours after the publication of an advisory within which the CVE record should be out (CNA Operational Rules 4.2.0,
/// 4.5.1.3).
pub const RECORD_SHOULD_HOURS: i64 = 24;
/// Hours within which it must be (4.5.1.4).
pub const RECORD_MUST_HOURS: i64 = 72;

/// What a person asks of CVE Services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum CveWish {
    /// An id of this year.
    Reserve {
        /// The year that stands in the id.
        year: i16,
    },
    /// The record, new or changed, as the newest revision of the advisory has it.
    Publish,
    /// The end of an id that is not needed.
    Reject {
        /// Why, in English, for the public.
        reason: String,
    },
}

/// What CVE Services answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum CveAnswer {
    /// The id is the maker's.
    Reserved {
        /// The id.
        cve: CveId,
    },
    /// The record is out as of this revision.
    Published {
        /// Of the advisory.
        revision: u32,
    },
    /// The id must not be used any more.
    Rejected,
    /// They refused, or there was no answer for too long; a person looks at it.
    Refused {
        /// The name of the error, like `CVEID_DNE`.
        code: String,
        /// Their words.
        text: String,
    },
}

/// How far a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// The server has nothing to do with the id so far.
    #[default]
    Unknown,
    /// The id was reserved through the server.
    Reserved,
    /// The record is out.
    Published,
}

/// How the record of a flaw stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CveRecord {
    /// The wish that waits for an answer.
    pub asked: Option<CveWish>,
    /// Since when it waits.
    pub asked_at: Option<Timestamp>,
    /// When a published advisory named the id first.
    pub named_at: Option<Timestamp>,
    /// How far the record is.
    pub state: RecordState,
    /// The revision of the advisory that the record says.
    pub revision: Option<u32>,
    /// When CVE Services took it last.
    pub published_at: Option<Timestamp>,
    /// The refusal of the last wish, until another one is made.
    pub refused: Option<(String, String)>,
}

impl CveRecord {
    pub(super) fn apply(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::CveAsked { wish, .. } => {
                self.asked = Some(wish.clone());
                self.asked_at = Some(at);
                self.refused = None;
            }
            Event::CveAnswered { answer, .. } => {
                self.asked = None;
                self.asked_at = None;
                match answer {
                    CveAnswer::Reserved { .. } => self.state = RecordState::Reserved,
                    CveAnswer::Published { revision } => {
                        self.state = RecordState::Published;
                        self.revision = Some(*revision);
                        self.published_at = Some(at);
                    }
                    CveAnswer::Rejected => *self = Self::default(),
                    CveAnswer::Refused { code, text } => self.refused = Some((code.clone(), text.clone())),
                }
            }
            _ => {}
        }
    }
}
