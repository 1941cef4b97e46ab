//! CVSS vectors 3.0, 3.1 and 4.0: read strictly, score, put into words.
//!
//! A [`Vector`] always holds every base metric and no metric twice, so it always has a score. Reading is as strict as
//! FIRST's specifications: case matters, 4.0 metrics stand in the order of table 23 (section 7), 3.x metrics in any
//! order, and nothing may be left over. The arithmetic is that of the crate `cvss-rs`, which sees only vectors
//! that passed here.

pub mod guided;
mod metric;
mod parse;
mod score;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use metric::{Group, MetricDefinition, ValueDefinition, Words};
pub use parse::VectorError;
pub use score::{Nomenclature, Score, Severity};

/// The CVSS versions Tellfirst speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// CVSS 3.0 (2015).
    V3_0,
    /// CVSS 3.1 (2019).
    V3_1,
    /// CVSS 4.0 (2023).
    V4_0,
}

impl Version {
    /// The number as in the prefix of a vector: `3.0`, `3.1`, `4.0`.
    pub fn as_str(self) -> &'static str {
        match self {
            Version::V3_0 => "3.0",
            Version::V3_1 => "3.1",
            Version::V4_0 => "4.0",
        }
    }

    fn definitions(self) -> &'static [MetricDefinition] {
        match self {
            Version::V3_0 | Version::V3_1 => metric::METRICS_3,
            Version::V4_0 => metric::METRICS_4,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Every metric of a version with its values, for forms and tables, in the order of the specification.
pub fn metrics_of(version: Version) -> &'static [MetricDefinition] {
    version.definitions()
}

/// One CVSS vector: a value for every base metric and for the optional metrics that are defined.
///
/// Two vectors are equal when they say the same: order and "not defined" (`X`) make no difference, and
/// [`fmt::Display`] writes the canonical order without `X`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Vector {
    version: Version,
    /// Metric and value, in canonical order, without `X`.
    chosen: Vec<(&'static MetricDefinition, &'static ValueDefinition)>,
}

/// One metric of a vector in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// `AV`, `MSI`, ...
    pub abbreviation: &'static str,
    /// "Attack Vector".
    pub name: Words,
    /// `N`, `Amber`, ...
    pub value: &'static str,
    /// "Network".
    pub value_name: Words,
    /// Which of the metric groups it belongs to.
    pub group: Group,
}

impl Vector {
    /// Reads a vector string.
    ///
    /// # Errors
    /// Anything the specification of the named version does not allow; the error names the metric and what was expected.
    pub fn parse(text: &str) -> Result<Vector, VectorError> {
        parse::parse(text)
    }

    /// Builds a vector from metric and value abbreviations in any order; `X` counts as absent on optional metrics.
    ///
    /// # Errors
    /// An unknown metric or value, a metric twice, or a base metric missing.
    pub fn from_metrics<'a>(
        version: Version,
        metrics: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Vector, VectorError> {
        parse::from_metrics(version, metrics)
    }

    /// The CVSS version of the vector.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The value of one metric by its abbreviation, as in the vector (`N` for `AV`); none when it is not defined.
    pub fn value(&self, abbreviation: &str) -> Option<&'static str> {
        self.chosen
            .iter()
            .find(|(metric, _)| metric.abbreviation == abbreviation)
            .map(|(_, value)| value.abbreviation)
    }

    /// Every defined metric in canonical order.
    pub fn metrics(&self) -> Vec<Metric> {
        self.chosen
            .iter()
            .map(|(metric, value)| Metric {
                abbreviation: metric.abbreviation,
                name: metric.name,
                value: value.abbreviation,
                value_name: value.name,
                group: metric.group,
            })
            .collect()
    }

    /// The same vector with the base metrics only.
    pub fn base(&self) -> Vector {
        self.only(|group| group == Group::Base)
    }

    /// The abbreviations of the metrics on which two vectors of one version differ, in canonical order.
    pub fn differing_metrics(&self, other: &Vector) -> Vec<&'static str> {
        if self.version.definitions().as_ptr() != other.version.definitions().as_ptr() {
            return Vec::new();
        }
        self.version
            .definitions()
            .iter()
            .map(|metric| metric.abbreviation)
            .filter(|abbreviation| self.value(abbreviation) != other.value(abbreviation))
            .collect()
    }

    fn only(&self, keep: impl Fn(Group) -> bool) -> Vector {
        Vector {
            version: self.version,
            chosen: self.chosen.iter().filter(|(metric, _)| keep(metric.group)).copied().collect(),
        }
    }

    fn defines(&self, group: Group) -> bool {
        self.chosen.iter().any(|(metric, _)| metric.group == group)
    }
}

impl fmt::Display for Vector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CVSS:{}", self.version)?;
        for (metric, value) in &self.chosen {
            write!(f, "/{}:{}", metric.abbreviation, value.abbreviation)?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Vector {
    type Err = VectorError;

    fn from_str(text: &str) -> Result<Vector, VectorError> {
        Vector::parse(text)
    }
}

impl Serialize for Vector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Vector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Vector, D::Error> {
        Vector::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
