//! How bad it is, in four words or as vectors, by whom and why.
//!
//! Vectors are checked and scored by the format room before they come here: this room
//! keeps every party's view side by side and never overwrites one with another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The qualitative scale of CVSS 3.1 and 4.0 (section "Qualitative Severity Rating Scale").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    None,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// All steps from harmless to worst.
    pub const ALL: [Self; 5] = [Self::None, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The word used in addresses, queries and machine output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The step that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }

    /// The band of a score given in tenths (`98` is 9.8).
    #[must_use]
    pub fn of_score(tenths: u8) -> Self {
        match tenths {
            0 => Self::None,
            1..=39 => Self::Low,
            40..=69 => Self::Medium,
            70..=89 => Self::High,
            _ => Self::Critical,
        }
    }
}

/// A CVSS vector that has been parsed and scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredVector {
    /// The vector in canonical order, with its prefix.
    pub vector: String,
    /// The score in tenths: `98` is 9.8.
    pub score_tenths: u8,
}

impl ScoredVector {
    /// The band the score falls into.
    #[must_use]
    pub fn severity(&self) -> Severity {
        Severity::of_score(self.score_tenths)
    }

    /// The score as people write it: `9.8`.
    #[must_use]
    pub fn score(&self) -> String {
        format!("{}.{}", self.score_tenths / 10, self.score_tenths % 10)
    }
}

/// One party's view of one vulnerability.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Assessment {
    /// CVSS 3.0 or 3.1.
    pub cvss3: Option<ScoredVector>,
    /// CVSS 4.0.
    pub cvss4: Option<ScoredVector>,
    /// The plain word, for those who do not use vectors.
    pub word: Option<Severity>,
    /// Why each metric has its value, by metric abbreviation (`AV`, `PR`, ...).
    pub reasons: BTreeMap<String, String>,
}

impl Assessment {
    /// The severity this view amounts to: 4.0 before 3.x before the plain word.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        let scored = self.cvss4.as_ref().or(self.cvss3.as_ref());
        scored.map(ScoredVector::severity).or(self.word)
    }

    /// True when nothing has been said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cvss3.is_none() && self.cvss4.is_none() && self.word.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_the_specification_at_their_edges() {
        let edges = [(0, "none"), (1, "low"), (39, "low"), (40, "medium"), (69, "medium"), (70, "high")];
        for (tenths, word) in edges.into_iter().chain([(89, "high"), (90, "critical"), (100, "critical")]) {
            assert_eq!(Severity::of_score(tenths).word(), word, "{tenths}");
        }
    }

    #[test]
    fn a_vector_outweighs_the_plain_word() {
        let scored = ScoredVector { vector: "CVSS:3.1/...".into(), score_tenths: 98 };
        let view = Assessment { cvss3: Some(scored), word: Some(Severity::Low), ..Assessment::default() };
        assert_eq!(view.severity(), Some(Severity::Critical));
    }
}
