//! Advice on a whole backlog: reports in order of arrival, each compared with the ones before it.

use std::collections::HashMap;

use serde::Serialize;

use super::duplicates::{Index, Rarity};
use super::features::{Features, ReportText, Token, features};
use super::flaws::Flaws;
use super::products::Knowledge;
use super::routing::{Message, Route, route};
use super::signals::{Signal, likeness, never_named, sent_before, signals};

/// An earlier report that may be the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Duplicate {
    /// Its place in the backlog, counted from zero.
    pub report: usize,
    /// From 0 to 1; 0.5 and above means "the same flaw, I would say".
    pub score: f64,
    /// Why, in English.
    pub why: Vec<String>,
}

/// Advice on one report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Advice {
    /// Where it belongs.
    pub route: Route,
    /// Earlier reports that may be the same, best first, at most [`DUPLICATES_SHOWN`].
    pub duplicates: Vec<Duplicate>,
    /// What a person should check.
    pub signals: Vec<Signal>,
}

/// How many earlier reports are named.
pub const DUPLICATES_SHOWN: usize = 10;

/// How many earlier reports are considered before those that agree are joined.
const CONSIDERED: usize = 40;

/// Advises on reports in order of arrival.
#[must_use]
pub fn advise(reports: &[ReportText], knowledge: &Knowledge) -> Vec<Advice> {
    let all: Vec<Features> = reports.iter().map(|r| features(r, knowledge)).collect();
    let rarity = Counts::of(&all);
    let mut index = Index::new();
    let mut flaws = Flaws::default();
    let mut texts: HashMap<String, u32> = HashMap::new();
    let mut list = Vec::new();
    for ((number, report), own) in (0_u32..).zip(reports).zip(&all) {
        let alike = index.find_alike(own, CONSIDERED, &rarity, |n| all.get(n as usize));
        let duplicates = alike.into_iter().map(|c| Duplicate {
            report: c.report as usize,
            score: c.similarity.score,
            why: c.similarity.reasons.iter().map(super::duplicates::Reason::in_english).collect(),
        });
        let mut duplicates = flaws.agree(duplicates.collect());
        duplicates.truncate(DUPLICATES_SHOWN);
        flaws.insert(duplicates.first());
        let mut signals = signals(report, knowledge);
        signals.extend(never_named(report, own, &index));
        signals.extend(likeness(report).and_then(|text| {
            let first = *texts.entry(text).or_insert(number);
            (first < number).then(|| sent_before(report, &format!("report {} of this file", first + 1)))
        }));
        list.push(Advice { duplicates, route: route(&message_of(report), knowledge), signals });
        index.insert(number, own);
    }
    list
}

fn message_of(report: &ReportText) -> Message {
    let model = Some(report.model.clone()).filter(|m| !m.trim().is_empty());
    Message { subject: report.title.clone(), text: report.body.clone(), model }
}

/// How common tokens are in the whole backlog.
struct Counts {
    reports: u64,
    tokens: HashMap<Token, u64>,
}

impl Counts {
    fn of(all: &[Features]) -> Self {
        let mut counts = Self { reports: 0, tokens: HashMap::new() };
        for features in all {
            counts.reports += 1;
            for (token, _) in &features.tokens {
                *counts.tokens.entry(token.clone()).or_insert(0) += 1;
            }
        }
        counts
    }
}

impl Rarity for Counts {
    fn count_reports(&self) -> u64 {
        self.reports
    }

    fn count_with(&self, token: &Token) -> u64 {
        self.tokens.get(token).copied().unwrap_or(0)
    }
}
