//! Finding the model a person means: misspelt, with the brand, with the revision, or by name.
//!
//! Only an exact spelling (case, hyphens and spaces aside) decides; everything else is a hint
//! the person must confirm.

use serde::Serialize;

use super::{Catalog, Sku};
use crate::id::{BrandId, SkuId};

/// The most hints that are given.
const MOST_HINTS: usize = 8;
/// The longest text that is looked at, in bytes.
const LONGEST: usize = 200;

/// A model of the catalog that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ModelHint {
    /// Its brand.
    pub brand: BrandId,
    /// Its model number as printed.
    pub model: String,
    /// Its name in shops.
    pub name: String,
}

/// What a typed model stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelMatch {
    /// Just this model, and of it these devices (one when the revision was typed too).
    Found { model: ModelHint, skus: Vec<SkuId> },
    /// Perhaps one of these, best first.
    Perhaps(Vec<ModelHint>),
    /// Nothing near.
    Nothing,
}

/// Folds what people write differently: letters in upper case and digits, nothing else.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl Catalog {
    /// Finds the model a person typed, in one brand or in all.
    #[must_use]
    pub fn find_model(&self, brand: Option<&BrandId>, typed: &str) -> ModelMatch {
        let typed = cut(typed);
        let words: Vec<String> = typed.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
        let whole: String =
            words.iter().filter(|w| !self.brand_words.contains(*w)).map(String::as_str).collect();
        if whole.is_empty() {
            return ModelMatch::Nothing;
        }
        for candidate in candidates(&words) {
            let skus = self.named(brand, &candidate);
            match models(&skus)[..] {
                [] => {}
                [first] => return found(first, &skus, typed),
                _ => return ModelMatch::Perhaps(hints(&models(&skus))),
            }
        }
        self.guess(brand, &whole)
    }

    /// The devices whose model or name folds to just this.
    fn named(&self, brand: Option<&BrandId>, folded: &str) -> Vec<&Sku> {
        let of = |at: &Vec<usize>| -> Vec<&Sku> {
            let skus = at.iter().filter_map(|at| self.skus.get(*at));
            skus.filter(|s| brand.is_none_or(|b| s.brand == *b)).collect()
        };
        let by_model = self.by_model.get(folded).map(of).unwrap_or_default();
        if by_model.is_empty() { self.by_name.get(folded).map(of).unwrap_or_default() } else { by_model }
    }

    /// Models that begin with the text or differ from it by a letter or two.
    fn guess(&self, brand: Option<&BrandId>, whole: &str) -> ModelMatch {
        let reach = if whole.chars().count() <= 5 { 1 } else { 2 };
        let mut near: Vec<(usize, &Sku)> = Vec::new();
        for (folded, at) in &self.by_model {
            let Some(distance) = distance(whole, folded, reach) else { continue };
            let skus = at.iter().filter_map(|at| self.skus.get(*at));
            near.extend(skus.filter(|s| brand.is_none_or(|b| s.brand == *b)).map(|s| (distance, s)));
        }
        near.sort_by_key(|(distance, sku)| (*distance, sku.model.len()));
        let skus: Vec<&Sku> = near.into_iter().map(|(_, sku)| sku).collect();
        match hints(&models(&skus)) {
            none if none.is_empty() => ModelMatch::Nothing,
            hints => ModelMatch::Perhaps(hints),
        }
    }
}

/// How far a typed text is from a model: 0 to `reach` for a misspelling, more for a beginning.
fn distance(typed: &str, model: &str, reach: usize) -> Option<usize> {
    let shorter = typed.len().min(model.len());
    if typed.len().abs_diff(model.len()) <= reach && shorter > 2 {
        let distance = strsim::osa_distance(typed, model);
        if distance <= reach {
            return Some(distance);
        }
    }
    let begins =
        (typed.len() >= 3 && model.starts_with(typed)) || (model.len() >= 4 && typed.starts_with(model));
    begins.then_some(reach + 1)
}

fn cut(typed: &str) -> &str {
    let end = (0..=LONGEST.min(typed.len())).rev().find(|at| typed.is_char_boundary(*at)).unwrap_or(0);
    &typed[..end]
}

/// The runs of neighbouring words that may be a model or a name, longest first.
fn candidates(words: &[String]) -> Vec<String> {
    let words = &words[..words.len().min(12)];
    let mut runs: Vec<String> = Vec::new();
    for length in (1..=words.len()).rev() {
        runs.extend(words.windows(length).map(|run| run.concat()));
    }
    runs.retain(|run: &String| run.len() >= 2);
    runs
}

/// One device of each model, in the order given.
fn models<'a>(skus: &[&'a Sku]) -> Vec<&'a Sku> {
    let mut models: Vec<&Sku> = Vec::new();
    for sku in skus {
        let known = models.iter().any(|m| m.brand == sku.brand && fold(&m.model) == fold(&sku.model));
        if !known && models.len() < MOST_HINTS {
            models.push(sku);
        }
    }
    models
}

fn hint(sku: &Sku) -> ModelHint {
    ModelHint { brand: sku.brand.clone(), model: sku.model.clone(), name: sku.name.clone() }
}

fn hints(models: &[&Sku]) -> Vec<ModelHint> {
    models.iter().map(|sku| hint(sku)).collect()
}

fn found(model: &Sku, skus: &[&Sku], typed: &str) -> ModelMatch {
    let folded: Vec<String> = typed.split([' ', '(', ')', ',', '/']).map(fold).collect();
    let named = |text: &Option<String>| text.as_deref().is_some_and(|t| folded.contains(&fold(t)));
    let narrow = |skus: Vec<&'_ Sku>, of: fn(&Sku) -> &Option<String>| {
        let fitting: Vec<SkuId> = skus.iter().filter(|s| named(of(s))).map(|s| s.id.clone()).collect();
        fitting
    };
    let by_revision = narrow(skus.to_vec(), |s| &s.hardware_revision);
    let kept: Vec<&Sku> =
        skus.iter().copied().filter(|s| by_revision.is_empty() || by_revision.contains(&s.id)).collect();
    let by_region = narrow(kept.clone(), |s| &s.region);
    let ids = kept.iter().map(|s| s.id.clone());
    let skus = ids.filter(|id| by_region.is_empty() || by_region.contains(id)).collect();
    ModelMatch::Found { model: hint(model), skus }
}
