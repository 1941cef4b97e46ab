//! The facts, made ready for comparing: metrics, versions, names.

use super::facts::Facts;
use super::fold::fold;
use super::vector::Vector;
use super::version::{self, Version};

/// How far an affected range reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    UpTo,
    Before,
}

/// An affected version of the facts.
#[derive(Debug, Clone)]
pub(super) struct Affected {
    pub version: Version,
    pub bound: Bound,
}

/// The facts in comparable form.
pub(super) struct Case<'a> {
    pub facts: &'a Facts,
    pub vector: Option<Vector>,
    pub ids: Vec<String>,
    pub fixed: Vec<Version>,
    pub affected: Vec<Affected>,
    /// The affected and fixed versions as folded texts, for those that have no dots.
    pub affected_texts: Vec<String>,
    pub fixed_texts: Vec<String>,
    pub all_affected: bool,
    pub vendor: String,
    pub models: Vec<String>,
}

impl<'a> Case<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        let vector = Vector::parse(&facts.cvss.vector);
        let affected_folded: Vec<String> = facts.affected.iter().map(|text| fold(text)).collect();
        let fixed_folded: Vec<String> = facts.fixed.iter().map(|text| fold(text)).collect();
        Self {
            facts,
            vector: (!vector.metrics.is_empty()).then_some(vector),
            ids: facts.cve.iter().flat_map(|id| super::reader::ids(&fold(id)).collect::<Vec<_>>()).collect(),
            fixed: fixed_folded.iter().filter_map(|text| last_version(text)).collect(),
            affected: affected_folded.iter().filter_map(|text| affected(text)).collect(),
            all_affected: affected_folded
                .iter()
                .any(|text| text.contains("all ") || text == "*" || text.contains("every ")),
            affected_texts: affected_folded.iter().filter_map(|text| odd_token(text)).collect(),
            fixed_texts: fixed_folded.iter().filter_map(|text| odd_token(text)).collect(),
            vendor: fold(&facts.vendor),
            models: facts.model.iter().map(|model| fold(model)).collect(),
        }
    }

    pub(super) fn is_own_id(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }

    /// The value of a base metric, a small letter.
    pub(super) fn metric(&self, name: &str) -> Option<&str> {
        self.vector.as_ref().and_then(|vector| vector.get(name))
    }

    pub(super) fn metric_is(&self, name: &str, values: &[&str]) -> bool {
        self.metric(name).is_some_and(|value| values.contains(&value))
    }

    /// Whether the attack does not come over the network.
    pub(super) fn is_near(&self) -> bool {
        self.metric_is("av", &["a", "l", "p"])
    }
}

fn last_version(text: &str) -> Option<Version> {
    version::find(text).pop().map(|(_, version)| version)
}

fn affected(text: &str) -> Option<Affected> {
    let version = last_version(text)?;
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let bound =
        if has(&["before", "prior to", "older than", "below", "<", "earlier than"]) && !text.contains("<=") {
            Bound::Before
        } else if has(&["earlier", "older", "prior", "below", "up to", "through", "<=", "and lower"]) {
            Bound::UpTo
        } else {
            Bound::Exact
        };
    Some(Affected { version, bound })
}

/// A version without dots (`v3 230506`, `2023.2` has one): its last word with a digit.
fn odd_token(text: &str) -> Option<String> {
    text.split_whitespace()
        .rfind(|word| word.bytes().filter(u8::is_ascii_digit).count() >= 3)
        .map(|word| word.trim_matches(['(', ')', ',', '.']).to_owned())
}
