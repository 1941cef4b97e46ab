//! Scores, severities and the nomenclature of CVSS 4.0.

use std::fmt;

use cvss_rs::v3::CvssV3;
use cvss_rs::v4_0::CvssV4;

use super::{Group, Vector, Version};

/// A CVSS score from 0.0 to 10.0, kept in exact tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// A score of so many tenths, 0 to 100.
    pub fn from_tenths(tenths: u8) -> Option<Score> {
        (tenths <= 100).then_some(Score(tenths))
    }

    /// The score in tenths, 0 to 100.
    pub fn tenths(self) -> u8 {
        self.0
    }

    /// The score as a number with one decimal, the way JSON documents carry it.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// The qualitative rating, the same in 3.x (section 5) and 4.0 (section 6).
    pub fn severity(self) -> Severity {
        match self.0 {
            0 => Severity::None,
            1..=39 => Severity::Low,
            40..=69 => Severity::Medium,
            70..=89 => Severity::High,
            _ => Severity::Critical,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=100 before the cast"
    )]
    fn from_computed(value: f64) -> Score {
        Score((value * 10.0).round().clamp(0.0, 100.0) as u8)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// The qualitative severity rating of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 0.0.
    None,
    /// 0.1 to 3.9.
    Low,
    /// 4.0 to 6.9.
    Medium,
    /// 7.0 to 8.9.
    High,
    /// 9.0 to 10.0.
    Critical,
}

impl Severity {
    /// As in FIRST's JSON schemas: `NONE`, `LOW`, `MEDIUM`, `HIGH`, `CRITICAL`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::None => "NONE",
            Severity::Low => "LOW",
            Severity::Medium => "MEDIUM",
            Severity::High => "HIGH",
            Severity::Critical => "CRITICAL",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which metric groups a 4.0 score rests on (specification 4.0, section 1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nomenclature {
    /// Base metrics only.
    B,
    /// Base and threat.
    BT,
    /// Base and environmental.
    BE,
    /// Base, threat and environmental.
    BTE,
}

impl Nomenclature {
    /// `CVSS-B`, `CVSS-BT`, `CVSS-BE` or `CVSS-BTE`.
    pub fn as_str(self) -> &'static str {
        match self {
            Nomenclature::B => "CVSS-B",
            Nomenclature::BT => "CVSS-BT",
            Nomenclature::BE => "CVSS-BE",
            Nomenclature::BTE => "CVSS-BTE",
        }
    }
}

impl fmt::Display for Nomenclature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Vector {
    /// The score of all metrics given: environmental if such metrics are defined, else temporal (threat), else base.
    pub fn score(&self) -> Score {
        match self.version() {
            Version::V4_0 => score_4(self),
            _ if self.defines(Group::Environmental) => self.scores_3().environmental,
            _ if self.defines(Group::Threat) => self.scores_3().temporal,
            _ => self.scores_3().base,
        }
    }

    /// The score of the base metrics alone (CVSS-B in 4.0).
    pub fn base_score(&self) -> Score {
        match self.version() {
            // The crate leaves only E out of its base score of 4.0, so the base part is scored by itself.
            Version::V4_0 => score_4(&self.base()),
            _ => self.scores_3().base,
        }
    }

    /// The temporal score of a 3.x vector with temporal metrics.
    pub fn temporal_score(&self) -> Option<Score> {
        (self.version() != Version::V4_0 && self.defines(Group::Threat)).then(|| self.scores_3().temporal)
    }

    /// The environmental score of a 3.x vector with environmental metrics.
    pub fn environmental_score(&self) -> Option<Score> {
        (self.version() != Version::V4_0 && self.defines(Group::Environmental))
            .then(|| self.scores_3().environmental)
    }

    /// The rating of [`Vector::score`].
    pub fn severity(&self) -> Severity {
        self.score().severity()
    }

    /// What to call the score of a 4.0 vector; none for 3.x.
    pub fn nomenclature(&self) -> Option<Nomenclature> {
        if self.version() != Version::V4_0 {
            return None;
        }
        Some(match (self.defines(Group::Threat), self.defines(Group::Environmental)) {
            (false, false) => Nomenclature::B,
            (true, false) => Nomenclature::BT,
            (false, true) => Nomenclature::BE,
            (true, true) => Nomenclature::BTE,
        })
    }

    fn scores_3(&self) -> Scores3 {
        let scored = self.to_string().parse::<CvssV3>().ok();
        let read = |score: fn(&CvssV3) -> Option<f64>| {
            // A vector of this type has all base metrics, which is all the crate asks for.
            Score::from_computed(scored.as_ref().and_then(score).unwrap_or_default())
        };
        Scores3 {
            base: read(CvssV3::calculated_base_score),
            temporal: read(CvssV3::calculated_temporal_score),
            environmental: read(CvssV3::calculated_environmental_score),
        }
    }
}

struct Scores3 {
    base: Score,
    temporal: Score,
    environmental: Score,
}

fn score_4(vector: &Vector) -> Score {
    let scored = vector.to_string().parse::<CvssV4>().ok();
    Score::from_computed(scored.and_then(|scored| scored.calculated_full_score()).unwrap_or_default())
}
