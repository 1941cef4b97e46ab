//! The facts of a case, as the corpus and the check-draft command write them.
//!
//! Every field may be missing: a rule whose facts are missing stays silent.

use serde::{Deserialize, Deserializer, Serialize};

/// What is known about the case a draft speaks of. Field names are those of the JSON form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// CVE ids of the case; a draft must carry one of them.
    #[serde(deserialize_with = "null_is_default")]
    pub cve: Vec<String>,
    /// Vector, score and severity.
    #[serde(deserialize_with = "null_is_default")]
    pub cvss: Cvss,
    /// CWE ids.
    #[serde(deserialize_with = "null_is_default")]
    pub cwe: Vec<String>,
    /// The maker's name.
    #[serde(deserialize_with = "null_is_default")]
    pub vendor: String,
    /// Models of the case.
    #[serde(deserialize_with = "null_is_default")]
    pub model: Vec<String>,
    /// Affected versions as texts ("before 1.2", "1.1 and earlier", "all versions").
    #[serde(deserialize_with = "null_is_default")]
    pub affected: Vec<String>,
    /// Fixed versions.
    #[serde(deserialize_with = "null_is_default")]
    pub fixed: Vec<String>,
    /// Whether the maker has a fix; absent means: true if a fixed version or its address is known.
    pub fix_available: Option<bool>,
    /// Pages that carry the fixed firmware.
    #[serde(deserialize_with = "null_is_default")]
    pub fix_url: Vec<String>,
    /// Registrable domains of the maker.
    #[serde(deserialize_with = "null_is_default")]
    pub vendor_domains: Vec<String>,
    /// Products of other open cases that must not be named.
    #[serde(deserialize_with = "null_is_default")]
    pub embargoed_products: Vec<String>,
}

/// The rating of the case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cvss {
    /// "3.0", "3.1" or "4.0".
    #[serde(deserialize_with = "text_or_number")]
    pub version: String,
    /// The vector string; the order of the metrics does not matter.
    #[serde(deserialize_with = "null_is_default")]
    pub vector: String,
    /// The base score.
    pub score: Option<f64>,
    /// The severity word; the band of the score decides if both are given.
    #[serde(deserialize_with = "null_is_default")]
    pub severity: String,
}

/// Why a facts file was not understood.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// Not JSON, or a field has another type than the corpus gives it.
    #[error("the facts are not the JSON object they should be: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON, but not an object.
    #[error("the facts must be a JSON object with fields such as cve, cvss and model")]
    NotAnObject,
}

impl Facts {
    /// Reads facts from JSON: the bare object, or a record that holds it as `facts`.
    ///
    /// # Errors
    /// When the text is not JSON, not an object, or a field has the wrong type.
    pub fn from_json(text: &str) -> Result<Self, FactsError> {
        let mut value: serde_json::Value = serde_json::from_str(text)?;
        if let Some(inner) = value.get_mut("facts") {
            value = inner.take();
        }
        if !value.is_object() {
            return Err(FactsError::NotAnObject);
        }
        Ok(serde_json::from_value(value)?)
    }

    /// Whether a fix exists, if the facts say or show it.
    #[must_use]
    pub fn has_fix(&self) -> Option<bool> {
        let shown = !self.fixed.is_empty() || !self.fix_url.is_empty();
        self.fix_available.or(shown.then_some(true))
    }
}

fn null_is_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Number(f64),
    }
    Ok(match Option::deserialize(deserializer)? {
        None => String::new(),
        Some(Either::Text(text)) => text,
        Some(Either::Number(number)) => format!("{number:.1}"),
    })
}
