//! The parts of a CVE container. Invariant: as in [`super::record`], no member is lost.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LangText {
    /// The language's tag.
    pub lang: String,
    /// Plain text.
    pub value: String,
    /// The same in other forms, like HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporting_media: Option<Vec<Media>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl LangText {
    /// An English text.
    #[must_use]
    pub fn english(value: &str) -> Self {
        Self { lang: "en".to_owned(), value: value.to_owned(), ..Self::default() }
    }

    /// Whether the text is English, of any country.
    #[must_use]
    pub fn is_english(&self) -> bool {
        is_english(&self.lang)
    }
}

/// Whether a language tag stands for English.
#[must_use]
pub fn is_english(tag: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|first| first.eq_ignore_ascii_case("en"))
}

/// A text in another form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Media {
    /// The media type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether the value is in Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base64: Option<bool>,
    /// The content.
    pub value: String,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Whether a product or version has the flaw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It has.
    Affected,
    /// It has not.
    Unaffected,
    /// Nobody knows.
    Unknown,
}

/// A product and its versions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Affected {
    /// The maker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    /// The product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The package collection.
    #[serde(rename = "collectionURL", skip_serializing_if = "Option::is_none")]
    pub collection_url: Option<String>,
    /// The name in the collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package_name: Option<String>,
    /// The package as a purl (5.2.0).
    #[serde(rename = "packageURL", skip_serializing_if = "Option::is_none")]
    pub package_url: Option<String>,
    /// CPE names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpes: Option<Vec<String>>,
    /// Components.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modules: Option<Vec<String>>,
    /// Source files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program_files: Option<Vec<String>>,
    /// Functions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program_routines: Option<Vec<Value>>,
    /// Platforms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platforms: Option<Vec<String>>,
    /// The source repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repo: Option<String>,
    /// What is true of versions that are not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_status: Option<Status>,
    /// Versions and ranges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<Version>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// One version or one range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// The version, or the first of the range.
    pub version: String,
    /// What is true of it.
    pub status: Status,
    /// How versions are ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_type: Option<String>,
    /// The end of the range, without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub less_than: Option<String>,
    /// The end of the range, with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub less_than_or_equal: Option<String>,
    /// Where the status changes inside the range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<Change>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A change of status inside a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// From this version on.
    pub at: String,
    /// This is true.
    pub status: Status,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A type or cause in several languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemType {
    /// By language.
    pub descriptions: Vec<ProblemDescription>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A type or cause in one language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProblemDescription {
    /// The language's tag.
    pub lang: String,
    /// In words.
    pub description: String,
    /// Like `CWE-787`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cwe_id: Option<String>,
    /// What kind of text it is, like `CWE`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub references: Option<Vec<Reference>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A page to read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reference {
    /// Its address.
    pub url: String,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What an attacker gains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Impact {
    /// Like `CAPEC-88`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capec_id: Option<String>,
    /// In words.
    pub descriptions: Vec<LangText>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A score. The objects of CVSS are kept as they are: their numbers may be written in more than one way.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Metric {
    /// What `other` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// When the score holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenarios: Option<Vec<LangText>>,
    /// CVSS 4.0.
    #[serde(rename = "cvssV4_0", default, skip_serializing_if = "Option::is_none")]
    pub cvss_v4_0: Option<Map<String, Value>>,
    /// CVSS 3.1.
    #[serde(rename = "cvssV3_1", default, skip_serializing_if = "Option::is_none")]
    pub cvss_v3_1: Option<Map<String, Value>>,
    /// CVSS 3.0.
    #[serde(rename = "cvssV3_0", default, skip_serializing_if = "Option::is_none")]
    pub cvss_v3_0: Option<Map<String, Value>>,
    /// CVSS 2.0.
    #[serde(rename = "cvssV2_0", default, skip_serializing_if = "Option::is_none")]
    pub cvss_v2_0: Option<Map<String, Value>>,
    /// Another scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Value>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Somebody who helped.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Credit {
    /// The language's tag.
    pub lang: String,
    /// The name.
    pub value: String,
    /// Their UUID at the CVE Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What they did, like `finder`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What happened at a time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When.
    pub time: String,
    /// The language's tag.
    pub lang: String,
    /// What.
    pub value: String,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}
