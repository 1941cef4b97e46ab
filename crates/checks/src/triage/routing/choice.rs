//! The choice of a place: how likely each label is, by fitted weights, and a bar of its own for reports in scope.
//!
//! A report wrongly sent elsewhere costs most, so a report is taken as in scope from a probability on that is far
//! below one half. The confidence that is stated is the probability of the label that is advised.

use super::measure::MEASURES;
use super::reading::Reading;
use super::weights::{LEAN, WEIGHTS};
use super::{LABELS, Label, RouteReason};

/// What is advised.
pub(super) struct Choice {
    pub(super) label: Label,
    pub(super) reason: Option<RouteReason>,
    pub(super) confidence: f64,
}

impl Reading {
    pub(super) fn choose(&self) -> Choice {
        let likely = probabilities(&self.measure());
        let of =
            |label: Label| LABELS.iter().zip(&likely).find(|(l, _)| **l == label).map_or(0.0, |(_, p)| *p);
        let likeliest = LABELS.iter().copied().max_by(|a, b| of(*a).total_cmp(&of(*b)));
        let ours = of(Label::InScope) >= LEAN;
        let label = if ours { Label::InScope } else { likeliest.unwrap_or(Label::InScope) };
        Choice { label, reason: self.scores().reason_of(label), confidence: of(label).clamp(0.05, 0.99) }
    }
}

fn probabilities(measures: &[f64; MEASURES]) -> [f64; LABELS.len()] {
    let inputs = std::iter::once(1.0).chain(measures.iter().copied());
    let mut sums = [0.0; LABELS.len()];
    for (weights, x) in WEIGHTS.iter().zip(inputs) {
        sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * x);
    }
    let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts = sums.map(|sum| (sum - top).exp());
    let all: f64 = parts.iter().sum();
    parts.map(|part| part / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_shares_of_one() {
        let likely = probabilities(&[0.5; MEASURES]);
        assert!((likely.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(likely.iter().all(|p| (0.0..=1.0).contains(p)));
    }
}
