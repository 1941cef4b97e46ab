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

/// An affected version of the facts: the highest, or the first that is not.
#[derive(Debug, Clone)]
pub(super) struct Affected {
    pub version: Version,
    pub bound: Bound,
}

/// What the facts say of one model, or of all when they do not tell them apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// The model's name, folded; empty for all models.
    pub model: String,
    pub affected: Vec<Affected>,
    pub fixed: Vec<Version>,
}

/// The facts in comparable form.
pub(super) struct Case<'a> {
    pub facts: &'a Facts,
    pub vector: Option<Vector>,
    pub ids: Vec<String>,
    pub lines: Vec<Line>,
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
            lines: lines(
                &facts.model.iter().map(|model| fold(model)).collect::<Vec<_>>(),
                &affected_folded,
                &fixed_folded,
            ),
            all_affected: affected_folded
                .iter()
                .any(|text| text.contains("all ") || text == "*" || text.contains("every ")),
            affected_texts: affected_folded.iter().filter_map(|text| odd_token(text)).collect(),
            fixed_texts: fixed_folded.iter().filter_map(|text| odd_token(text)).collect(),
            vendor: fold(&facts.vendor),
            models: facts.model.iter().map(|model| fold(model)).collect(),
        }
    }

    /// Every affected version of the facts.
    pub(super) fn affected(&self) -> impl Iterator<Item = &Affected> {
        self.lines.iter().flat_map(|line| &line.affected)
    }

    /// Every fixed version of the facts.
    pub(super) fn fixed(&self) -> impl Iterator<Item = &Version> {
        self.lines.iter().flat_map(|line| &line.fixed)
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

/// The facts model by model, if they tell models apart: by name, or by the same number of entries.
fn lines(models: &[String], affected_texts: &[String], fixed_texts: &[String]) -> Vec<Line> {
    let whole = Line {
        model: String::new(),
        affected: affected_texts.iter().filter_map(|text| affected(text)).collect(),
        fixed: fixed_texts.iter().filter_map(|text| last_version(text)).collect(),
    };
    if models.len() < 2 {
        return vec![whole];
    }
    let entry = |texts: &[String], index: usize| -> Vec<String> {
        let named: Vec<String> =
            texts.iter().filter(|text| model_of(models, text) == Some(index)).cloned().collect();
        let unnamed = texts.iter().all(|text| model_of(models, text).is_none());
        match texts.get(index) {
            Some(text) if unnamed && texts.len() == models.len() => vec![text.clone()],
            _ if unnamed && texts.len() == 1 => texts.to_vec(),
            _ => named,
        }
    };
    let lines: Vec<Line> = models
        .iter()
        .enumerate()
        .map(|(index, model)| Line {
            model: model.clone(),
            affected: entry(affected_texts, index).iter().filter_map(|text| affected(text)).collect(),
            fixed: entry(fixed_texts, index).iter().filter_map(|text| last_version(text)).collect(),
        })
        .collect();
    let told_apart = lines.iter().all(|line| !line.affected.is_empty());
    if told_apart { lines } else { vec![whole] }
}

/// Which model a text of the facts begins with or names: the longest that fits.
fn model_of(models: &[String], text: &str) -> Option<usize> {
    (0..models.len())
        .filter(|index| !models[*index].is_empty() && text.contains(models[*index].as_str()))
        .max_by_key(|index| models[*index].len())
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
        } else if has(&[
            "earlier",
            "older",
            "prior",
            "below",
            "up to",
            "through",
            "<=",
            "and lower",
            " to ",
            " - ",
        ]) {
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
