//! An OpenVEX document as types. Invariant: reading and writing gives the same JSON value.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The version of the format.
    #[serde(rename = "@context")]
    pub context: String,
    /// The document's own IRI.
    #[serde(rename = "@id")]
    pub id: String,
    /// Who says it.
    pub author: String,
    /// In which role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// When it was issued.
    pub timestamp: String,
    /// When it was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_updated: Option<String>,
    /// From 1, one more with each change.
    pub version: Number,
    /// What wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tooling: Option<String>,
    /// What is said.
    pub statements: Vec<Statement>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Document {
    /// Takes JSON as a document; the schema is not asked.
    ///
    /// # Errors
    /// When a member has another shape than the format gives it.
    pub fn from_value(value: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(value)
    }
}

/// What is true of a flaw in some products.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The flaw.
    pub vulnerability: Vulnerability,
    /// Since when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// The products.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<Product>>,
    /// What is true.
    pub status: Status,
    /// How that was found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_notes: Option<String>,
    /// Why a product is not affected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
    /// The same in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact_statement: Option<String>,
    /// What to do about an affected product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_statement: Option<String>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What is true of a flaw in a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It does no harm.
    NotAffected,
    /// It does harm.
    Affected,
    /// It is repaired.
    Fixed,
    /// Nobody knows yet.
    UnderInvestigation,
}

/// A flaw by its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vulnerability {
    /// The main id.
    pub name: String,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Other ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A product by its identifiers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Product {
    /// An IRI, best a purl.
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Identifiers by kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifiers: Option<Map<String, Value>>,
    /// Other members.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Product {
    /// The purl among the identifiers.
    #[must_use]
    pub fn purl(&self) -> Option<&str> {
        self.identifiers.as_ref()?.get("purl")?.as_str()
    }
}
