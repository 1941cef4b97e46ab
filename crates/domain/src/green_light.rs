//! The green light: per report, computed from the matrix and the embargo, never a checkbox.
//!
//! It says *may*, never *must*. Public knowledge, a public exploit or attacks turn the question
//! round: then there is no limit to keep.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::case::{Case, ReportRecord, State};
use crate::id::SkuId;
use crate::matrix::CellId;

/// What a letter can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every device concerned is closed by evidence and no embargo binds.
    Green,
    /// The flaw is known, exploited or attacked: waiting protects nobody.
    LimitLifted,
}

/// What still stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody has decided yet whether the report is right.
    NotJudged,
    /// It has not been determined which devices are affected.
    NoDevicesYet,
    /// Devices without a published and seen fix: how many of how many, and which.
    OpenDevices { open: Vec<SkuId>, of: usize },
    /// The report repeats another one and waits for that one's light.
    FollowsOriginal,
    /// An embargo binds until its end.
    Embargo { until: Option<Timestamp> },
}

/// The light for one report at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GreenLight {
    Red {
        obstacles: Vec<Obstacle>,
    },
    May(Outcome),
    /// The maker does not handle the report and asks nobody to wait.
    NoLimit,
}

/// Computes the light of a report.
#[must_use]
pub fn compute(case: &Case, report: &ReportRecord, now: Timestamp) -> GreenLight {
    if case.is_sighted() {
        return GreenLight::May(Outcome::LimitLifted);
    }
    if matches!(case.state, State::Rejected | State::Withdrawn) && !case.embargo.binds(now) {
        return GreenLight::NoLimit;
    }
    if let (State::Duplicate, Some(outcome)) = (case.state, case.original.and_then(|o| o.light)) {
        return GreenLight::May(outcome);
    }
    let obstacles = obstacles(case, report, now);
    if obstacles.is_empty() { GreenLight::May(Outcome::Green) } else { GreenLight::Red { obstacles } }
}

fn obstacles(case: &Case, report: &ReportRecord, now: Timestamp) -> Vec<Obstacle> {
    let mut found = Vec::new();
    if matches!(case.state, State::Confirmed | State::Resolved) {
        found.extend(device_obstacle(case, report));
    } else if case.state == State::Duplicate {
        found.push(Obstacle::FollowsOriginal);
    } else {
        found.push(Obstacle::NotJudged);
    }
    if case.embargo.binds(now) {
        found.push(Obstacle::Embargo { until: case.embargo.end });
    }
    found
}

fn device_obstacle(case: &Case, report: &ReportRecord) -> Option<Obstacle> {
    let concerned: Vec<_> = case.matrix.cells().filter(|(id, _)| concerns(report, id)).collect();
    if concerned.is_empty() {
        return Some(Obstacle::NoDevicesYet);
    }
    let mut of: Vec<_> = concerned.iter().map(|(id, _)| id.sku.clone()).collect();
    of.sort();
    of.dedup();
    let mut open: Vec<_> =
        concerned.iter().filter(|(_, cell)| !cell.is_closed()).map(|(id, _)| id.sku.clone()).collect();
    open.sort();
    open.dedup();
    (!open.is_empty()).then_some(Obstacle::OpenDevices { open, of: of.len() })
}

/// True when a cell belongs to what the report speaks of.
#[must_use]
pub fn concerns(report: &ReportRecord, cell: &CellId) -> bool {
    report.concerns.contains(&cell.vulnerability)
}
