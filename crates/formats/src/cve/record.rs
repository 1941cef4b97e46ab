//! A CVE record as types. Invariant: reading and writing gives the same JSON value; members without a place of their
//! own are kept in `rest`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use super::content::{Affected, Credit, Impact, LangText, Metric, ProblemType, Reference, TimelineEntry};

/// A record of the CVE List.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Always `CVE_RECORD`.
    pub data_type: String,
    /// The version of the format, like `5.2.0`.
    pub data_version: String,
    /// Id, state, owner, dates.
    pub cve_metadata: Metadata,
    /// What was said, by whom.
    pub containers: Containers,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Record {
    /// Takes JSON as a record; the schema is not asked.
    ///
    /// # Errors
    /// When a member has another shape than the format gives it.
    pub fn from_value(value: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(value)
    }

    /// Whether the record is in force.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.cve_metadata.state == State::Published
    }
}

/// The state of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum State {
    /// In force.
    Published,
    /// The id must not be used.
    Rejected,
}

/// What the CVE Program keeps about a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    /// The id.
    pub cve_id: String,
    /// The UUID of the CNA.
    pub assigner_org_id: String,
    /// The short name of the CNA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigner_short_name: Option<String>,
    /// Published or rejected.
    pub state: State,
    /// Changes so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Number>,
    /// When the id was reserved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_reserved: Option<String>,
    /// When the record was published first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// When it was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_updated: Option<String>,
    /// When it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_rejected: Option<String>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The containers of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Containers {
    /// The CNA's own.
    pub cna: Container,
    /// Those of authorised data publishers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adp: Option<Vec<Container>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A container: of a CNA (published or rejected) or of a data publisher.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Container {
    /// Who wrote it; CVE Services fill it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_metadata: Option<ProviderMetadata>,
    /// When the id was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_assigned: Option<String>,
    /// When the flaw became public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_public: Option<String>,
    /// One line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is wrong, by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub descriptions: Option<Vec<LangText>>,
    /// Products and versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affected: Option<Vec<Affected>>,
    /// Products in the applicability language of CPE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpe_applicability: Option<Value>,
    /// Type or cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem_types: Option<Vec<ProblemType>>,
    /// Where to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub references: Option<Vec<Reference>>,
    /// What an attacker gains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impacts: Option<Vec<Impact>>,
    /// Scores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<Vec<Metric>>,
    /// What must be set for the flaw to matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configurations: Option<Vec<LangText>>,
    /// What to do without a fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workarounds: Option<Vec<LangText>>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solutions: Option<Vec<LangText>>,
    /// What is known of attacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exploits: Option<Vec<LangText>>,
    /// What happened when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Vec<TimelineEntry>>,
    /// Who helped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Vec<Credit>>,
    /// The CNA's own notes about the origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Value>,
    /// Tags of the program and of the CNA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Places in other taxonomies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxonomy_mappings: Option<Value>,
    /// Why the id is rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_reasons: Option<Vec<LangText>>,
    /// The ids to use instead of a rejected one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Vec<String>>,
    /// Other members, those that begin with `x_` among them.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Who wrote a container, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderMetadata {
    /// The organisation's UUID.
    pub org_id: String,
    /// Its short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// When it was written last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_updated: Option<String>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}
