//! Whether a report falls under the program, said in words before it is sent.
//!
//! A verdict advises and never refuses: whatever it says, the report can be sent and a person
//! decides. The words are keys of the page's message files with their parameters, and the
//! program's own text where a rule has one.

mod words;

use jiff::civil::Date;
use serde::Serialize;

use crate::catalog::{ModelHint, ModelMatch, Sku};
use crate::id::{BrandId, SkuId};
use crate::program::{Brand, ExclusionId, Language, Localized, OtherMaker, ProductTypeId, Program};

/// What is known of a report when scope is asked for. Everything may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The chosen brand.
    pub brand: Option<BrandId>,
    /// The chosen kind of device.
    pub product_type: Option<ProductTypeId>,
    /// The device.
    pub model: ModelAnswer<'a>,
    /// The affected part, a host or the title: what exclusions are looked for in.
    pub text: &'a str,
    /// The day it is asked.
    pub today: Date,
}

/// The answer to "which device?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelAnswer<'a> {
    /// Picked from the catalog.
    Catalog(SkuId),
    /// Typed.
    Named(&'a str),
    /// Left open.
    Unknown,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// What it comes to.
    pub kind: Kind,
    /// Why.
    pub reason: Message,
    /// What the person may do now. Sending the report is always among it.
    pub what_to_do: Message,
    /// The rule's own text, when a rule of the program speaks.
    pub rule_text: Option<Localized>,
    /// Models that may be meant, best first.
    pub suggestions: Vec<ModelHint>,
}

/// What a scope question comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// The device is in scope.
    InScope,
    /// It is, and its support has ended.
    InScopeUnsupported { since: Date },
    /// A rule takes it out of scope.
    Exclusion { id: ExclusionId },
    /// It is another maker's, or of a kind the program leaves out.
    NotOurs,
    /// Customer support helps better.
    SupportCase { id: String },
    /// It cannot be told yet.
    Unknown,
}

impl Kind {
    /// The key of the heading a page gives the verdict.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        match self {
            Self::InScope => "scope-heading-in-scope",
            Self::InScopeUnsupported { .. } => "scope-heading-in-scope-unsupported",
            Self::Exclusion { .. } => "scope-heading-exclusion",
            Self::NotOurs => "scope-heading-not-ours",
            Self::SupportCase { .. } => "scope-heading-support-case",
            Self::Unknown => "scope-heading-unknown",
        }
    }
}

/// A key of the message files (Fluent) with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The key.
    pub key: &'static str,
    /// The parameters, by name.
    pub parameters: Vec<(&'static str, Parameter)>,
}

/// A parameter of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Parameter {
    /// The same in every language.
    Text(String),
    /// The program's own word, in each of its languages.
    Localized(Localized),
    /// A day, for the page to write as its language does.
    Day(Date),
}

impl Parameter {
    /// The parameter as text: days as `2026-12-31`.
    #[must_use]
    pub fn text(&self, wanted: &Language, default: &Language) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Localized(text) => text.get(wanted, default).to_owned(),
            Self::Day(day) => day.to_string(),
        }
    }
}

impl From<&str> for Parameter {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Parameter {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Message {
    fn new(key: &'static str) -> Self {
        Self { key, parameters: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Parameter>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }
}

/// Judges a report by the program in force.
#[must_use]
pub fn judge(program: &Program, question: &Question<'_>) -> Verdict {
    let device = device(program, question);
    if let Some(verdict) = excluded(program, question, &device) {
        return verdict;
    }
    if let Some(verdict) = for_support(program, question, &device) {
        return verdict;
    }
    match device {
        Device::Known(skus) => known(program, question, &skus),
        Device::Perhaps(hints) => unsure(question, hints),
        Device::OtherMaker(maker) => not_ours(maker),
        Device::Open => open(program, question),
    }
}

/// What the question says about the device.
enum Device<'a> {
    Known(Vec<&'a Sku>),
    Perhaps(Vec<ModelHint>),
    OtherMaker(&'a OtherMaker),
    Open,
}

fn device<'a>(program: &'a Program, question: &Question<'_>) -> Device<'a> {
    match &question.model {
        ModelAnswer::Catalog(id) => match program.catalog.find_sku(id) {
            Some(sku) => Device::Known(vec![sku]),
            None => Device::Open,
        },
        ModelAnswer::Named(text) => named(program, question.brand.as_ref(), text),
        ModelAnswer::Unknown => Device::Open,
    }
}

fn named<'a>(program: &'a Program, brand: Option<&BrandId>, text: &str) -> Device<'a> {
    let catalog = &program.catalog;
    let in_brand = catalog.find_model(brand, text);
    let found = match in_brand {
        // A model of another of our brands is still ours.
        ModelMatch::Nothing if brand.is_some() => catalog.find_model(None, text),
        found => found,
    };
    let other = words::fold(text);
    let other_maker =
        program.other_makers.iter().find(|m| m.words.iter().any(|w| words::contains(&other, w)));
    match (found, other_maker) {
        (_, Some(maker)) => Device::OtherMaker(maker),
        (ModelMatch::Found { skus, .. }, None) => {
            Device::Known(skus.iter().filter_map(|id| catalog.find_sku(id)).collect())
        }
        (ModelMatch::Perhaps(hints), None) => Device::Perhaps(hints),
        (ModelMatch::Nothing, None) => Device::Open,
    }
}

/// The brand that matters: of the device when there is one, else the chosen one.
fn brand_of<'a>(program: &'a Program, question: &Question<'_>, device: &Device<'_>) -> Option<&'a Brand> {
    let of_device = match device {
        Device::Known(skus) => skus.first().map(|sku| &sku.brand),
        _ => None,
    };
    program.find_brand(of_device.or(question.brand.as_ref())?)
}

fn applies(brands: &[BrandId], brand: Option<&Brand>) -> bool {
    brands.is_empty() || brand.is_none_or(|brand| brands.contains(&brand.id))
}

fn excluded(program: &Program, question: &Question<'_>, device: &Device<'_>) -> Option<Verdict> {
    let brand = brand_of(program, question, device);
    let folded = words::fold(question.text);
    let firmware_hosts: Vec<&String> = program.brands.iter().flat_map(|b| &b.firmware_hosts).collect();
    let hosts: Vec<String> = words::hosts(question.text);
    let hit = |exclusion: &&crate::program::Exclusion| {
        let by_host = hosts.iter().any(|host| {
            let site = host.strip_prefix("www.").unwrap_or(host);
            let named = exclusion.hosts.iter().any(|h| h == site);
            named || (words::is_below_any(host, &exclusion.hosts) && !firmware_hosts.contains(&host))
        });
        by_host || exclusion.words.iter().any(|word| words::contains(&folded, word))
    };
    let exclusion = program.exclusions.iter().filter(|e| applies(&e.brands, brand)).find(hit)?;
    let what_to_do = match device {
        Device::Known(skus) => Message::new("scope-do-exclusion-with-device").with("model", model_of(skus)),
        _ => Message::new("scope-do-exclusion"),
    };
    Some(Verdict {
        kind: Kind::Exclusion { id: exclusion.id.clone() },
        reason: Message::new("scope-exclusion").with("rule", Parameter::Localized(exclusion.title.clone())),
        what_to_do,
        rule_text: Some(exclusion.text.clone()),
        suggestions: Vec::new(),
    })
}

fn for_support(program: &Program, question: &Question<'_>, device: &Device<'_>) -> Option<Verdict> {
    let brand = brand_of(program, question, device);
    let folded = words::fold(question.text);
    let of_brand = program.support_cases.iter().filter(|c| applies(&c.brands, brand));
    let case = of_brand.into_iter().find(|c| c.words.iter().any(|w| words::contains(&folded, w)))?;
    let contact = brand.and_then(|b| b.find_contact(crate::program::Audience::Support));
    let what_to_do = match (brand, contact) {
        (Some(brand), Some(contact)) => {
            Message::new("scope-do-support").with("brand", &*brand.name).with("contact", &*contact.address)
        }
        _ => Message::new("scope-do-support-any"),
    };
    Some(Verdict {
        kind: Kind::SupportCase { id: case.id.clone() },
        reason: Message::new("scope-support-case"),
        what_to_do,
        rule_text: Some(case.text.clone()),
        suggestions: Vec::new(),
    })
}

fn model_of(skus: &[&Sku]) -> String {
    match skus {
        [sku] => sku.label(),
        _ => skus.first().map(|sku| sku.model.clone()).unwrap_or_default(),
    }
}

fn known(program: &Program, question: &Question<'_>, skus: &[&Sku]) -> Verdict {
    let model = model_of(skus);
    let Some((sku, brand)) = skus.first().and_then(|s| Some((s, program.find_brand(&s.brand)?))) else {
        return open(program, question);
    };
    let message = |key| Message::new(key).with("brand", &*brand.name).with("model", &*model);
    if brand.out_of_scope.contains(&sku.product_type) {
        let reason = message("scope-type-left-out");
        return verdict(Kind::NotOurs, reason, Message::new("scope-do-type-left-out"));
    }
    // With several revisions the program owes an answer as long as one of them is supported.
    let ends: Option<Vec<Date>> = skus.iter().map(|s| s.unsupported_since(question.today)).collect();
    match ends.and_then(|ends| ends.into_iter().max()) {
        Some(since) => {
            let reason = message("scope-in-scope-unsupported").with("since", Parameter::Day(since));
            verdict(Kind::InScopeUnsupported { since }, reason, Message::new("scope-do-send-unsupported"))
        }
        None => verdict(Kind::InScope, message("scope-in-scope"), Message::new("scope-do-send")),
    }
}

fn verdict(kind: Kind, reason: Message, what_to_do: Message) -> Verdict {
    Verdict { kind, reason, what_to_do, rule_text: None, suggestions: Vec::new() }
}

fn typed(question: &Question<'_>) -> String {
    match question.model {
        ModelAnswer::Named(text) => text.chars().take(80).collect(),
        _ => String::new(),
    }
}

fn unsure(question: &Question<'_>, hints: Vec<ModelHint>) -> Verdict {
    let reason = Message::new("scope-model-perhaps").with("typed", typed(question));
    let mut verdict = verdict(Kind::Unknown, reason, Message::new("scope-do-choose-model"));
    verdict.suggestions = hints;
    verdict
}

fn not_ours(maker: &OtherMaker) -> Verdict {
    let reason = Message::new("scope-not-ours").with("maker", &*maker.name);
    let what_to_do = match &maker.report_to {
        Some(url) => {
            Message::new("scope-do-other-maker").with("maker", &*maker.name).with("url", url.as_str())
        }
        None => Message::new("scope-do-other-maker-unknown").with("maker", &*maker.name),
    };
    verdict(Kind::NotOurs, reason, what_to_do)
}

/// No device, or none that is known: the kind of device may still tell.
fn open(program: &Program, question: &Question<'_>) -> Verdict {
    let brand = question.brand.as_ref().and_then(|id| program.find_brand(id));
    let kind = question.product_type.as_ref();
    let name = kind.and_then(|id| program.find_product_type(id));
    let send = Message::new("scope-do-send-open");
    if let (Some(brand), Some(kind), Some(name)) = (brand, kind, name)
        && brand.in_scope.contains(kind)
    {
        let name = Parameter::Localized(name.name.clone());
        let reason = Message::new("scope-type-in-scope").with("brand", &*brand.name).with("type", name);
        return verdict(Kind::Unknown, reason, send);
    }
    let reason = match &question.model {
        ModelAnswer::Named(text) if !text.trim().is_empty() => {
            Message::new("scope-model-not-listed").with("typed", typed(question))
        }
        _ => Message::new("scope-model-open"),
    };
    verdict(Kind::Unknown, reason, send)
}
