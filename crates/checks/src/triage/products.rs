//! What the maker's catalog says about names: models, series, brands, product lines, host names, clouds.
//!
//! Invariant: everything the advice knows about products of the program comes from here; the rules hold no
//! model, brand or host name of their own. The built-in catalog only serves runs without a program.

use std::collections::{BTreeSet, HashMap};

use super::catalog::Catalog;
use super::makers;
use super::words::{Lexicon, Words, fold};

/// What a model number in a text was recognised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It has the shape of one of our series.
    Series,
    /// It is a model of ours with one slip of the pen.
    Misspelt,
    /// It is in the catalog.
    Exact,
}

/// A model of ours named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelMention {
    /// The model in catalog spelling, lower case without spaces.
    pub model: String,
    /// Its series: the letters, with `#` for each digit.
    pub series: String,
    /// Its kind, when the catalog knows it.
    pub product_type: Option<String>,
    /// How sure the recognition is.
    pub certainty: Certainty,
    /// Index of the first word, and one past the last.
    pub(crate) span: (usize, usize),
}

/// What a name in a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    /// One of our brands.
    Brand,
    /// One of our product lines, such as the name on the box.
    Line,
    /// A cloud or portal of ours.
    Cloud,
    /// A web site of ours.
    Web,
    /// A service of another company that the program excludes.
    Partner,
    /// Another maker or one of its product lines.
    Maker,
    /// Firmware of others.
    Project,
}

/// Facts ready for use.
#[derive(Debug)]
pub struct Knowledge {
    models: HashMap<String, Option<String>>,
    /// Models by their spelling with letters that look like digits turned into digits.
    look_alikes: HashMap<String, String>,
    series: BTreeSet<String>,
    leads: BTreeSet<String>,
    pub(crate) names: Lexicon<Named>,
    pub(crate) owned_hosts: Vec<String>,
    pub(crate) cloud_hosts: Vec<String>,
    brands: Vec<String>,
    firmware: HashMap<String, Vec<Vec<u64>>>,
    revisions: HashMap<String, Vec<String>>,
    /// The catalog's series by model and by the letters a model begins with, folded and joined.
    named_series: HashMap<String, String>,
}

/// Words of shop names that say nothing about whose product it is.
const PLAIN_NAME_WORDS: [&str; 26] = [
    "wifi",
    "band",
    "router",
    "adapter",
    "dual",
    "wireless",
    "mesh",
    "gigabit",
    "switch",
    "business",
    "extender",
    "smart",
    "port",
    "managed",
    "system",
    "pack",
    "network",
    "with",
    "access",
    "point",
    "intelligent",
    "light",
    "outdoor",
    "camera",
    "home",
    "mini",
];

impl Knowledge {
    /// Prepares a catalog for use.
    #[must_use]
    pub fn from_catalog(catalog: &Catalog) -> Self {
        let mut models = HashMap::new();
        let mut series = BTreeSet::new();
        let mut leads = BTreeSet::new();
        let mut firmware: HashMap<String, Vec<Vec<u64>>> = HashMap::new();
        let mut named_series = HashMap::new();
        let mut revisions: HashMap<String, Vec<String>> = HashMap::new();
        for product in &catalog.products {
            let model = join(&product.model);
            if !is_model_like(&model) {
                continue;
            }
            series.insert(series_of(&model));
            leads.extend(lead_of(&model).map(str::to_owned));
            if let Some(version) = version_numbers(&product.firmware) {
                firmware.entry(model.clone()).or_default().push(version);
            }
            let known = revisions.entry(model.clone()).or_default();
            let revision = fold(product.hardware_version.trim());
            if !revision.is_empty() && !known.contains(&revision) {
                known.push(revision);
            }
            if !product.series.is_empty() {
                named_series.insert(family_of(&model), join(&product.series));
                named_series.insert(model.clone(), join(&product.series));
            }
            let kind = Some(product.product_type.clone()).filter(|k| !k.is_empty());
            models.insert(model, kind);
        }
        let look_alikes = models.keys().map(|m: &String| (look_alike(m), m.clone())).collect();
        Self {
            look_alikes,
            names: Lexicon::new(&names_of(catalog)),
            models,
            series,
            leads,
            owned_hosts: catalog.brands.iter().flat_map(|b| b.hosts.clone()).map(|h| fold(&h)).collect(),
            cloud_hosts: catalog.cloud_hosts.iter().map(|h| fold(h)).collect(),
            brands: catalog.brands.iter().map(|b| b.name.clone()).filter(|n| !n.is_empty()).collect(),
            firmware,
            revisions,
            named_series,
        }
    }

    /// Knowledge of the built-in catalog.
    #[must_use]
    pub fn built_in() -> Self {
        Self::from_catalog(&Catalog::built_in())
    }

    /// The names of our brands.
    #[must_use]
    pub fn brands(&self) -> &[String] {
        &self.brands
    }

    /// Firmware versions the catalog names for a model (folded and joined), as numbers.
    #[must_use]
    pub fn firmware_of(&self, model: &str) -> &[Vec<u64>] {
        self.firmware.get(model).map_or(&[], Vec::as_slice)
    }

    /// Hardware revisions the catalog names for a model (folded and joined).
    pub(crate) fn revisions_of(&self, model: &str) -> &[String] {
        self.revisions.get(model).map_or(&[], Vec::as_slice)
    }

    /// The series a model (folded and joined) belongs to: as the catalog names it, else by its letters.
    pub(crate) fn series_of(&self, model: &str) -> String {
        let letters = family_of(model);
        self.named_series.get(model).or_else(|| self.named_series.get(&letters)).cloned().unwrap_or(letters)
    }

    /// The model that somebody meant by a field of its own: exact, with a slip of the pen, or by its series.
    #[must_use]
    pub fn find_model(&self, written: &str) -> Option<ModelMention> {
        let joined = join(written);
        let found = self.recognise(&joined, Slips::Allowed)?;
        Some(ModelMention { span: (0, 0), ..found })
    }

    /// Whether a word is a model of ours, as the catalog writes it.
    pub(crate) fn is_model(&self, word: &str) -> bool {
        self.models.contains_key(word)
    }

    /// Every model of ours that a text names.
    pub(crate) fn models_in(&self, text: &str, words: &Words) -> Vec<ModelMention> {
        let mut found: Vec<ModelMention> = Vec::new();
        let mut at = 0;
        while at < words.list.len() {
            match self.model_at(text, words, at) {
                Some(mention) => {
                    at = mention.span.1;
                    found.push(mention);
                }
                None => at += 1,
            }
        }
        found
    }

    fn model_at(&self, text: &str, words: &Words, at: usize) -> Option<ModelMention> {
        // Longest first: `F5D7234-4` before `F5D7234`, `E 5600` before `5600`.
        (1..=3).rev().find_map(|length| {
            let joined = joined_words(text, words, at, length)?;
            let slips = if length == 1 { Slips::LookAlikes } else { Slips::None };
            let mention = self.recognise(&joined, slips)?;
            if length > 1 && mention.certainty == Certainty::Series {
                return None;
            }
            Some(ModelMention { span: (at, at + length), ..mention })
        })
    }

    fn recognise(&self, joined: &str, slips: Slips) -> Option<ModelMention> {
        if !is_model_like(joined) {
            return None;
        }
        let plain = without_revision(joined);
        for name in [joined, plain] {
            if self.models.contains_key(name) {
                return Some(self.mention(name, Certainty::Exact));
            }
        }
        if other_maker_of_model(plain).is_some() {
            return None;
        }
        if slips != Slips::None {
            let like = look_alike(plain);
            if let Some(model) = self.look_alikes.get(&like) {
                return Some(self.mention(model, Certainty::Misspelt));
            }
        }
        let is_ours =
            self.series.contains(&series_of(plain)) || self.leads.contains(lead_of(plain).unwrap_or(""));
        let by_series = is_ours.then(|| self.mention(plain, Certainty::Series));
        if slips == Slips::Allowed && self.nearest(plain).is_some() {
            return self.nearest(plain).map(|m| self.mention(m, Certainty::Misspelt));
        }
        by_series
    }

    /// The only model within one slip, if there is just one best.
    fn nearest(&self, plain: &str) -> Option<&str> {
        let mut near: Vec<&str> = self
            .models
            .keys()
            .map(String::as_str)
            .filter(|m| plain.len() >= 4 && is_one_slip(plain, m))
            .collect();
        near.sort_unstable();
        if near.len() == 1 { near.first().copied() } else { None }
    }

    fn mention(&self, model: &str, certainty: Certainty) -> ModelMention {
        ModelMention {
            model: model.to_owned(),
            series: series_of(model),
            product_type: self.models.get(model).cloned().flatten(),
            certainty,
            span: (0, 0),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slips {
    None,
    LookAlikes,
    Allowed,
}

/// Folded, without anything but letters and digits.
pub(crate) fn join(written: &str) -> String {
    fold(written).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A model number has a letter and at least two digits, and is not a word with a number stuck on.
fn is_model_like(joined: &str) -> bool {
    let digits = joined.chars().filter(char::is_ascii_digit).count();
    let letters = joined.chars().filter(char::is_ascii_alphabetic).count();
    digits >= 1 && letters >= 1 && digits + letters >= 4 && joined.len() <= 16 && joined.is_ascii()
}

fn series_of(model: &str) -> String {
    model.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// The letters a series begins with: `f9k1122` gives `f9k`, `re6500` gives `re`.
pub(crate) fn family_of(model: &str) -> String {
    let letters_end = model.rfind(|c: char| c.is_ascii_alphabetic()).map_or(0, |i| i + 1);
    let lead = model.find(|c: char| c.is_ascii_digit()).unwrap_or(model.len());
    // Model numbers such as F9K1122 keep their inner digit; trailing letters of WRT54G do not count.
    let digits_after = model.len() - letters_end;
    if digits_after >= 3 { model.get(..letters_end) } else { model.get(..lead) }.unwrap_or("").to_owned()
}

/// The first three letters of a model that begins with at least three and has at least three digits:
/// makers keep these letters when they add a series.
fn lead_of(model: &str) -> Option<&str> {
    let lead = model.get(..3)?;
    let digits = model.bytes().filter(u8::is_ascii_digit).count();
    (lead.bytes().all(|b| b.is_ascii_alphabetic()) && digits >= 3).then_some(lead)
}

fn without_revision(joined: &str) -> &str {
    match joined.rfind('v') {
        Some(at)
            if at >= 4
                && at + 1 < joined.len()
                && joined
                    .get(at + 1..)
                    .is_some_and(|r| r.len() <= 2 && r.bytes().all(|b| b.is_ascii_digit())) =>
        {
            joined.get(..at).unwrap_or(joined)
        }
        _ => joined,
    }
}

fn look_alike(joined: &str) -> String {
    joined
        .chars()
        .map(|c| match c {
            'o' => '0',
            'l' | 'i' => '1',
            c => c,
        })
        .collect()
}

fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let end = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    if long.len() > short.len() {
        return start + end >= short.len();
    }
    if start + end + 1 >= long.len() {
        return true;
    }
    start + end + 2 == long.len()
        && short.get(start) == long.get(start + 1)
        && short.get(start + 1) == long.get(start)
}

/// Joins neighbouring words when only a hyphen or one space stands between them.
fn joined_words(text: &str, words: &Words, at: usize, length: usize) -> Option<String> {
    let mut joined = String::new();
    let mut end = None;
    for word in words.list.get(at..at + length)? {
        if let Some(end) = end {
            let between = text.get(end..word.start)?;
            if !matches!(between, "-" | " " | "\u{2011}" | "") {
                return None;
            }
        }
        end = Some(word.end);
        joined.push_str(&word.folded);
    }
    Some(joined)
}

/// Numbers of a version, when it is one: `1.0.3.187766` and `2.0.11 build 3`.
pub(crate) fn version_numbers(version: &str) -> Option<Vec<u64>> {
    let core = version.trim().trim_start_matches(['v', 'V', '<', '=', ' ']);
    let core = core.split(|c: char| !(c.is_ascii_digit() || c == '.')).next()?;
    let numbers: Vec<u64> = core.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    (numbers.len() >= 2).then_some(numbers)
}

/// The other maker whose model number this looks like.
pub(crate) fn other_maker_of_model(joined: &str) -> Option<&'static str> {
    makers::MODEL_SHAPES.iter().find(|(_, shapes)| makers::has_shape(joined, shapes)).map(|(maker, _)| *maker)
}

/// Another maker's model number at this word, with the number of words it takes.
pub(crate) fn other_model_at(text: &str, words: &Words, at: usize) -> Option<(&'static str, usize)> {
    (1..=3).rev().find_map(|length| {
        let joined = joined_words(text, words, at, length)?;
        let maker = other_maker_of_model(&joined)?;
        Some((maker, length))
    })
}

/// A name as people write it, in the pattern language.
fn as_pattern(name: &str) -> String {
    fold(name).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
}

fn names_of(catalog: &Catalog) -> Vec<(Named, String)> {
    let mut names: Vec<(Named, String)> = Vec::new();
    names.extend(catalog.brands.iter().map(|b| (Named::Brand, as_pattern(&b.name))));
    names.extend(catalog.cloud_services.iter().map(|c| (Named::Cloud, as_pattern(c))));
    for product in &catalog.products {
        let own = |w: &&str| w.len() >= 5 && w.chars().all(char::is_alphabetic);
        let plain = |w: &&str| !PLAIN_NAME_WORDS.contains(&fold(w).as_str());
        names.extend(
            product.name.split_whitespace().filter(own).filter(plain).map(|w| (Named::Line, fold(w))),
        );
    }
    names.extend(catalog.web_words.iter().map(|w| (Named::Web, as_pattern(w))));
    names.extend(catalog.partner_words.iter().map(|w| (Named::Partner, as_pattern(w))));
    let others = catalog.other_makers.iter().flat_map(|m| m.words.iter().chain([&m.name]));
    names.extend(others.map(|w| (Named::Maker, as_pattern(w))));
    names.extend(makers::MAKERS.iter().map(|(_, p)| (Named::Maker, (*p).to_owned())));
    names.extend(makers::FIRMWARE_PROJECTS.iter().map(|(_, p)| (Named::Project, (*p).to_owned())));
    names.retain(|(_, pattern)| !pattern.trim().is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_found_with_spaces_revisions_and_slips() {
        let knowledge = Knowledge::built_in();
        let find = |written: &str| knowledge.find_model(written).map(|m| (m.model, m.certainty));
        assert_eq!(find("F9K1122"), Some(("f9k1122".into(), Certainty::Exact)));
        assert_eq!(find("E8450v2"), Some(("e8450".into(), Certainty::Exact)));
        assert_eq!(find("RE 6300"), Some(("re6300".into(), Certainty::Exact)));
        assert_eq!(find("RE7O00"), Some(("re7000".into(), Certainty::Misspelt)));
        assert_eq!(find("FK91122"), Some(("f9k1122".into(), Certainty::Misspelt)));
        assert_eq!(find("R7000"), None);
        assert_eq!(find("router"), None);
    }

    #[test]
    fn a_text_names_models_but_not_those_of_others() {
        let knowledge = Knowledge::built_in();
        let text = "Same on the F9K 1015 and RE-6500, but not on the RT-AC68U or DIR-859.";
        let models: Vec<_> =
            knowledge.models_in(text, &Words::of(text)).into_iter().map(|m| m.model).collect();
        assert_eq!(models, ["f9k1015", "re6500"]);
    }

    #[test]
    fn families_are_the_letters_of_the_series() {
        assert_eq!(family_of("f9k1122"), "f9k");
        assert_eq!(family_of("re6500"), "re");
        assert_eq!(family_of("wrt54gl"), "wrt");
        assert_eq!(family_of("wrt1900acs"), "wrt");
    }

    #[test]
    fn a_catalog_needs_its_header() {
        assert!(matches!(
            Catalog::from_csv("a,b\n1,2\n"),
            Err(crate::triage::CatalogError::MissingColumn("brand"))
        ));
        let catalog = Catalog::from_csv("model,brand,hardware_revision\nAB100,Acme,v1\n").unwrap();
        assert_eq!(catalog.brands[0].hosts, ["acme.com"]);
        assert_eq!(Knowledge::from_catalog(&catalog).find_model("ab-100").unwrap().model, "ab100");
    }
}
