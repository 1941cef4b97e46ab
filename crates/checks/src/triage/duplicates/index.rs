//! Reports by token, in memory: the few that are worth comparing, at a cost that does not grow with their number.

use std::collections::HashMap;

use serde::Serialize;

use super::pairing::Pairing;
use super::{Rarity, Similarity, compare, weight};
use crate::triage::features::{Features, Kind, Token};

/// A candidate with its similarity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// Number of the report, as given on insertion.
    pub report: u32,
    /// How alike it is.
    pub similarity: Similarity,
}

/// How many tokens of a report are looked up; the rarest ones.
pub const TOKENS_PER_LOOKUP: usize = 32;
/// How many reports of one token are fetched; the newest ones.
pub const POSTINGS_PER_TOKEN: usize = 400;
/// How many candidates are compared in full.
pub const COMPARED: usize = 80;

/// Reports by token, in memory. A store does the same with a table of keyed tokens.
#[derive(Debug, Default)]
pub struct Index {
    tokens: HashMap<Token, Posting>,
    reports: u64,
}

#[derive(Debug, Default)]
struct Posting {
    count: u64,
    /// The newest reports, oldest first, at most twice [`POSTINGS_PER_TOKEN`].
    newest: Vec<u32>,
}

impl Rarity for Index {
    fn count_reports(&self) -> u64 {
        self.reports
    }

    fn count_with(&self, token: &Token) -> u64 {
        self.tokens.get(token).map_or(0, |p| p.count)
    }
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many reports it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::try_from(self.reports).unwrap_or(usize::MAX)
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reports == 0
    }

    /// Adds a report under its number. Numbers must rise with the time of arrival.
    pub fn insert(&mut self, report: u32, features: &Features) {
        self.reports += 1;
        for (token, _) in &features.tokens {
            let posting = self.tokens.entry(token.clone()).or_default();
            posting.count += 1;
            posting.newest.push(report);
            if posting.newest.len() >= POSTINGS_PER_TOKEN * 2 {
                posting.newest.drain(..POSTINGS_PER_TOKEN);
            }
        }
    }

    /// The reports worth comparing, best first: those that share the rarest tokens.
    #[must_use]
    pub fn list_candidates(&self, features: &Features) -> Vec<u32> {
        let mut rarest: Vec<(f64, &Posting)> = features
            .tokens
            .iter()
            .filter(|(t, _)| t.kind != Kind::Weakness)
            .filter_map(|(t, _)| self.tokens.get(t).map(|p| (weight(t, self), p)))
            .collect();
        rarest.sort_by(|x, y| y.0.total_cmp(&x.0));
        let mut sums: HashMap<u32, f64> = HashMap::new();
        for (weight, posting) in rarest.into_iter().take(TOKENS_PER_LOOKUP) {
            for report in posting.newest.iter().rev().take(POSTINGS_PER_TOKEN) {
                *sums.entry(*report).or_insert(0.0) += weight;
            }
        }
        let mut ranked: Vec<(u32, f64)> = sums.into_iter().collect();
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1).then(y.0.cmp(&x.0)));
        ranked.into_iter().take(COMPARED).map(|(r, _)| r).collect()
    }

    /// The most alike reports, best first. `features_of` gives the features of a report by its number,
    /// `rarity` how common tokens are (the index itself, or counts of more reports).
    pub fn find_alike<'f>(
        &self,
        features: &Features,
        limit: usize,
        rarity: &impl Rarity,
        features_of: impl Fn(u32) -> Option<&'f Features>,
    ) -> Vec<Candidate> {
        let mut list: Vec<(u32, &Features, f64)> = self
            .list_candidates(features)
            .into_iter()
            .filter_map(|report| features_of(report).map(|f| (report, f)))
            .map(|(report, f)| (report, f, Pairing::new(features, f, rarity).score()))
            .collect();
        list.sort_by(|x, y| y.2.total_cmp(&x.2).then(y.0.cmp(&x.0)));
        list.truncate(limit);
        // The words are only worth making for what is shown.
        list.into_iter()
            .map(|(report, f, _)| Candidate { report, similarity: compare(features, f, rarity) })
            .collect()
    }
}
