//! The advisory as every output format reads it: one neutral model, no format's own words.
//!
//! Invariant: the model holds only what is meant for the public. Acknowledgments are present only with the
//! named person's consent; the caller checks that before it fills them in. Texts are Markdown (GitHub flavour)
//! and are treated as untrusted by everything that renders them.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

mod addresses;
mod ids;
mod product;
mod vulnerability;

pub use addresses::Addresses;
pub(crate) use addresses::percent_encoded;
pub use ids::{AdvisoryId, InvalidId, Language, SkuId};
pub use product::Sku;
#[cfg(test)]
pub(crate) mod sample;

pub use vulnerability::{
    AffectedVersions, Cwe, Exploitation, FirmwareFile, Fix, ForeignId, Justification, SkuStatus,
    Vulnerability,
};

/// A public advisory in one revision, in all its languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advisory {
    /// The tracking id, unique together with [`Publisher::namespace`].
    pub id: AdvisoryId,
    /// The language that formats with a single text use. [`Advisory::texts`] must hold it.
    pub language: Language,
    /// Title and texts by language.
    pub texts: BTreeMap<Language, Texts>,
    /// Who publishes.
    pub publisher: Publisher,
    /// How far the document may travel.
    pub tlp: Tlp,
    /// Whether the document is a draft, may change soon, or is settled.
    pub status: DocumentStatus,
    /// Every SKU that a vulnerability below speaks of.
    pub skus: Vec<Sku>,
    /// The flaws, in the order they are shown.
    pub vulnerabilities: Vec<Vulnerability>,
    /// Further reading. The advisory's own addresses are not among them.
    pub references: Vec<Reference>,
    /// Thanks for the advisory as a whole, by consent only.
    pub acknowledgments: Vec<Acknowledgment>,
    /// What happened when, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// The revisions, oldest first, numbered from 1 without gaps.
    pub revisions: Vec<Revision>,
    /// Terms of use of the text, when the publisher has any.
    pub legal_disclaimer: Option<String>,
    /// The licence of the text as an SPDX expression, when the publisher grants one.
    pub license: Option<String>,
    /// Where the advisory is served.
    pub addresses: Addresses,
}

impl Advisory {
    /// The texts in `language`, else in the same language of another region, else in the advisory's own.
    #[must_use]
    pub fn find_texts(&self, language: &Language) -> Option<&Texts> {
        let same_tongue =
            || self.texts.iter().find(|(have, _)| have.primary() == language.primary()).map(|(_, t)| t);
        self.texts.get(language).or_else(same_tongue).or_else(|| self.texts.get(&self.language))
    }

    /// The SKU with this id.
    #[must_use]
    pub fn find_sku(&self, id: &SkuId) -> Option<&Sku> {
        self.skus.iter().find(|sku| sku.id == *id)
    }

    /// When the first revision was published.
    #[must_use]
    pub fn find_initial_release(&self) -> Option<Timestamp> {
        self.revisions.first().map(|revision| revision.date)
    }

    /// When the newest revision was published.
    #[must_use]
    pub fn find_current_release(&self) -> Option<Timestamp> {
        self.revisions.last().map(|revision| revision.date)
    }
}

/// The UTC year of a time; document folders are named by it (CSAF 2.0 section 7.1.11).
#[must_use]
pub fn utc_year(time: Timestamp) -> i16 {
    time.to_zoned_datetime(TimeZone::UTC).year()
}

/// Title and prose in one language. All but the title are Markdown; an empty one is left out of every format.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Texts {
    /// One line of plain text.
    pub title: String,
    /// What is wrong, in a paragraph.
    pub summary: String,
    /// What an attacker can do, and from where.
    pub impact: String,
    /// What an owner of a device should do.
    pub what_to_do: String,
}

/// The maker's security team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// The name readers know.
    pub name: String,
    /// An `https` URL of the publisher's own that never changes; tracking ids are unique within it.
    pub namespace: String,
    /// How to reach the team, as free text.
    pub contact: String,
    /// What entitles the publisher to speak about these products, as free text; empty when nothing is said.
    pub authority: String,
}

/// Traffic Light Protocol labels, version 1 names as CSAF 2.0 has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Tlp {
    /// For everybody (CLEAR in TLP 2.0).
    #[default]
    White,
    /// For the community.
    Green,
    /// For organisations that need it.
    Amber,
    /// For named persons.
    Red,
}

impl Tlp {
    /// The label of TLP 1, which CSAF 2.0 uses.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::White => "WHITE",
            Self::Green => "GREEN",
            Self::Amber => "AMBER",
            Self::Red => "RED",
        }
    }

    /// The label of TLP 2.0, which CSAF 2.1 uses.
    #[must_use]
    pub fn label_2(self) -> &'static str {
        match self {
            Self::White => "CLEAR",
            other => other.label(),
        }
    }

    /// The folder that documents of this label are served from.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::White => "white",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// How settled a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStatus {
    /// Not published.
    Draft,
    /// Published; expected to change soon.
    Interim,
    /// Published; not expected to change.
    #[default]
    Final,
}

impl DocumentStatus {
    /// The word that CSAF uses.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Interim => "interim",
            Self::Final => "final",
        }
    }
}

/// A link to something outside the advisory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// What the reader finds there, plain text.
    pub summary: String,
    /// An absolute URL.
    pub url: String,
}

/// Thanks to somebody who agreed to be named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Acknowledgment {
    /// Names of persons.
    pub names: Vec<String>,
    /// Their organisation.
    pub organization: Option<String>,
    /// What they did, plain text.
    pub summary: Option<String>,
    /// Their own pages.
    pub urls: Vec<String>,
}

/// One line of the story of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// The UTC day.
    pub date: Date,
    /// What happened, plain text.
    pub event: String,
}

/// One published state of the advisory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// From 1, without gaps.
    pub number: u32,
    /// When it was published.
    pub date: Timestamp,
    /// What changed, plain text.
    pub summary: String,
}
