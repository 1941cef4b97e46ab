//! An OSV record as types. Invariant: reading and writing gives the same JSON value; a member that is `null` stays
//! `null`, one that is missing stays missing, and members without a place of their own are kept in `rest`.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// A list that may also be `null`.
pub type Nullable<T> = Option<Option<T>>;

fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Nullable<T>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// A record.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The version of the schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_version: Option<String>,
    /// The id, with the prefix of its database.
    pub id: String,
    /// When it was changed last, in UTC.
    pub modified: String,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    /// Ids of the same flaw in other databases.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub aliases: Nullable<Vec<String>>,
    /// Ids of related flaws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<Vec<String>>,
    /// Ids of the same flaw where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upstream: Option<Vec<String>>,
    /// One line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
    /// Vectors.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub severity: Nullable<Vec<Severity>>,
    /// Packages and versions.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub affected: Nullable<Vec<Affected>>,
    /// Where to read more.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub references: Nullable<Vec<Reference>>,
    /// Who helped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Vec<Credit>>,
    /// What the database adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_specific: Option<Value>,
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
}

/// A vector.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Severity {
    /// Like `CVSS_V4`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The vector alone, without a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A package and its versions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Affected {
    /// The package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<Package>,
    /// Vectors for this package.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "nullable")]
    pub severity: Nullable<Vec<Severity>>,
    /// Ranges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Vec<Range>>,
    /// Single versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<String>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A package of an ecosystem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// The ecosystem.
    pub ecosystem: String,
    /// The name there.
    pub name: String,
    /// The same as a purl without a version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purl: Option<String>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A range of versions or commits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// `GIT`, `SEMVER` or `ECOSYSTEM`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The repository of a GIT range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repo: Option<String>,
    /// Objects with one member: introduced, fixed, last_affected or limit.
    pub events: Vec<Value>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A page to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Like `ADVISORY`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its address.
    pub url: String,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Somebody who helped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Credit {
    /// The name.
    pub name: String,
    /// Like `FINDER`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Vec<String>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}
