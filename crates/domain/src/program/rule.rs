//! Rules that take something out of scope or send a person to a better place.
//!
//! A rule advises before a report is sent. None of them refuses one.

use serde::Serialize;
use url::Url;

use super::words::{ExclusionId, Localized, word_enum};
use crate::id::BrandId;

word_enum! {
    /// What an exclusion is about.
    ExclusionKind {
        /// A service or web site, of the maker or of somebody else.
        Service = "service",
        /// Something a tester might do.
        Activity = "activity",
        /// A kind of finding.
        Finding = "finding",
    }
}

/// Something that is not in scope, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exclusion {
    /// Its id, named when a report is closed on it.
    pub id: ExclusionId,
    /// What it is about.
    pub kind: ExclusionKind,
    /// The brands it holds for; none means all.
    pub brands: Vec<BrandId>,
    /// Host names, each with everything below it.
    pub hosts: Vec<String>,
    /// Words and phrases that suggest it, in any case and spelling of hyphens.
    pub words: Vec<String>,
    /// Its name in lists.
    pub title: Localized,
    /// What a reporter is told.
    pub text: Localized,
}

/// Something that customer support solves better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportCase {
    /// Its id.
    pub id: String,
    /// The brands it holds for; none means all.
    pub brands: Vec<BrandId>,
    /// Words and phrases that suggest it.
    pub words: Vec<String>,
    /// The question as a person would put it.
    pub title: Localized,
    /// What the person is told, before the contact.
    pub text: Localized,
}

/// Another maker whose devices are reported to us by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherMaker {
    /// Its name.
    pub name: String,
    /// Words that give it away.
    pub words: Vec<String>,
    /// Where it takes reports.
    pub report_to: Option<Url>,
}
