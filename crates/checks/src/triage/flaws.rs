//! Reports that were taken as the same flaw speak together: a new one is the same as all of them or as none.
//!
//! One report of a flaw may lack the words that another has. The score of a pair is drawn towards what the whole
//! group says, so that a chance likeness to one member weighs less and a terse member is found by its fellows.

use std::collections::BTreeMap;

use super::backlog::Duplicate;

/// How far a pair follows its group, and how far the group follows its best member rather than the mean. Both were
/// chosen on scores by weights that did not see the flaws.
const FOLLOWS: f64 = 0.7;
const BEST: f64 = 0.3;
/// From this score on a report joins the group of its best candidate.
const JOINS: f64 = 0.6;
/// The log odds of a member that is not among the candidates.
const UNLIKE: f64 = -6.0;

/// The groups of reports so far.
#[derive(Debug, Default)]
pub(super) struct Flaws {
    /// The group of each report.
    group_of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Flaws {
    /// Adds the next report, with its best candidate.
    pub(super) fn insert(&mut self, best: Option<&Duplicate>) {
        let joins = best.filter(|d| d.score >= JOINS).and_then(|d| self.group_of.get(d.report).copied());
        let group = joins.unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.members.len() - 1
        });
        if let Some(members) = self.members.get_mut(group) {
            members.push(self.group_of.len());
        }
        self.group_of.push(group);
    }

    /// The candidates with scores that their groups agree on, best first.
    pub(super) fn agree(&self, candidates: Vec<Duplicate>) -> Vec<Duplicate> {
        let odds: BTreeMap<usize, f64> = candidates.iter().map(|d| (d.report, odds(d.score))).collect();
        let mut agreed: Vec<Duplicate> = candidates
            .into_iter()
            .map(|d| {
                let own = odds.get(&d.report).copied().unwrap_or(UNLIKE);
                let together = (1.0 - FOLLOWS) * own + FOLLOWS * self.odds_of_group(d.report, &odds);
                Duplicate { score: 1.0 / (1.0 + (-together).exp()), ..d }
            })
            .collect();
        agreed.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.report.cmp(&a.report)));
        agreed
    }

    fn odds_of_group(&self, report: usize, odds: &BTreeMap<usize, f64>) -> f64 {
        let alone = vec![report];
        let members = self.group_of.get(report).and_then(|group| self.members.get(*group)).unwrap_or(&alone);
        let all = members.iter().map(|m| odds.get(m).copied().unwrap_or(UNLIKE));
        let (mut sum, mut best, mut count) = (0.0, f64::NEG_INFINITY, 0.0);
        for value in all {
            sum += value;
            best = best.max(value);
            count += 1.0;
        }
        BEST * best + (1.0 - BEST) * sum / f64::max(count, 1.0)
    }
}

fn odds(score: f64) -> f64 {
    let score = score.clamp(1e-4, 1.0 - 1e-4);
    (score / (1.0 - score)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(report: usize, score: f64) -> Duplicate {
        Duplicate { report, score, why: Vec::new() }
    }

    #[test]
    fn a_terse_member_is_found_by_its_fellows_and_a_stray_likeness_fades() {
        let mut flaws = Flaws::default();
        flaws.insert(None);
        flaws.insert(Some(&candidate(0, 0.9)));
        flaws.insert(None);
        flaws.insert(Some(&candidate(2, 0.9)));
        let agreed =
            flaws.agree(vec![candidate(0, 0.95), candidate(1, 0.45), candidate(2, 0.6), candidate(3, 0.02)]);
        let score = |report| agreed.iter().find(|d| d.report == report).map(|d| d.score).unwrap();
        assert!(score(1) > 0.5 && score(2) < 0.5, "{agreed:?}");
        assert_eq!(agreed[0].report, 0);
    }
}
