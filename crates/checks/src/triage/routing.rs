//! Where a message belongs: five labels with the words the advice rests on.
//!
//! The question behind all rules: where is the code that must be changed? Each place (our device, our servers,
//! another service, another maker, nowhere) collects what speaks for it; what the sender says is fine is taken
//! out. Invariant: a report that names one of our models with a flaw and something concrete is never deflected
//! by support words, scanner names or polished language alone.

use serde::Serialize;

use super::lexicon::{CUES, Cue};
use super::makers;
use super::products::{Certainty, Knowledge, ModelMention, Named, other_model_at};
use super::traits;
use super::words::{Hit, Words};

/// An inbound message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Subject or title; may be empty.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Model as typed into a field of its own.
    pub model: Option<String>,
}

impl Message {
    /// A message of subject and text alone.
    #[must_use]
    pub fn new(subject: &str, text: &str) -> Self {
        Self { subject: subject.to_owned(), text: text.to_owned(), model: None }
    }
}

/// Where a message belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// A flaw in one of our devices or its software.
    InScope,
    /// A flaw that the policy excludes.
    OutOfScope,
    /// Help is wanted.
    TechSupport,
    /// A device or software of others.
    NotOurProduct,
    /// No usable claim.
    Junk,
}

/// All labels, in a fixed order.
pub const LABELS: [Label; 5] =
    [Label::InScope, Label::OutOfScope, Label::TechSupport, Label::NotOurProduct, Label::Junk];

impl Label {
    /// The label in the interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InScope => "in_scope",
            Self::OutOfScope => "out_of_scope",
            Self::TechSupport => "tech_support",
            Self::NotOurProduct => "not_our_product",
            Self::Junk => "junk",
        }
    }
}

/// Why a message is advised elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteReason {
    /// A web site of ours.
    OwnedWeb,
    /// A cloud of ours.
    Cloud,
    /// A service of another company.
    ThirdPartyService,
    /// Phishing or fraud in our name.
    Phishing,
    /// People or premises.
    SocialEngineering,
    /// A lost password.
    LostPassword,
    /// Help with setting up.
    SetupHelp,
    /// Believes to be hacked, without evidence of a flaw.
    BelievesHacked,
    /// A question about security.
    SecurityQuestion,
    /// Orders and warranty.
    OrderWarranty,
    /// Scanner output without evidence.
    ScannerOutput,
    /// Claims about things that do not exist, or nothing concrete.
    AiGenerated,
    /// Advertising or fraud.
    Spam,
    /// No content, or only a demand.
    Empty,
}

impl RouteReason {
    /// The reason in the interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OwnedWeb => "owned_web",
            Self::Cloud => "cloud",
            Self::ThirdPartyService => "third_party_service",
            Self::Phishing => "phishing",
            Self::SocialEngineering => "social_engineering",
            Self::LostPassword => "lost_password",
            Self::SetupHelp => "setup_help",
            Self::BelievesHacked => "believes_hacked",
            Self::SecurityQuestion => "security_question",
            Self::OrderWarranty => "order_warranty",
            Self::ScannerOutput => "scanner_output",
            Self::AiGenerated => "ai_generated",
            Self::Spam => "spam",
            Self::Empty => "empty",
        }
    }
}

/// Words of the message and what they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The words, as the sender wrote them.
    pub words: String,
    /// What they point at, in plain English.
    pub says: &'static str,
}

/// Advice on where a message belongs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// The label.
    pub label: Label,
    /// Why elsewhere; none for reports in scope.
    pub reason: Option<RouteReason>,
    /// How often advice like this is right, from 0 to 1.
    pub confidence: f64,
    /// The words it rests on.
    pub why: Vec<Evidence>,
}

/// Advises where a message belongs.
#[must_use]
pub fn route(message: &Message, knowledge: &Knowledge) -> Route {
    let reading = Reading::of(message, knowledge);
    let scores = reading.scores();
    let best = scores.best();
    Route {
        label: best.label,
        reason: best.reason,
        confidence: scores.confidence(),
        why: reading.evidence(best.label, best.reason),
    }
}

/// What was read in a message.
pub(crate) struct Reading {
    text: String,
    words: Words,
    hits: Vec<Hit<Cue>>,
    names: Vec<Hit<Named>>,
    models: Vec<ModelMention>,
    other_models: Vec<(usize, usize, &'static str)>,
    owned_hosts: Vec<String>,
    cloud_hosts: Vec<String>,
    versions: usize,
    paths: usize,
    payloads: usize,
    identifiers: usize,
    fine_clauses: Vec<usize>,
    is_question: bool,
}

impl Reading {
    pub(crate) fn of(message: &Message, knowledge: &Knowledge) -> Self {
        let joined = format!("{}\n{}", message.subject, message.text);
        let text = traits::without_markup(&joined);
        let words = Words::of(&text);
        let hits = CUES.find_all(&words);
        let names = knowledge.names.find_all(&words);
        let mut models = knowledge.models_in(&text, &words);
        models.extend(message.model.as_deref().and_then(|m| knowledge.find_model(m)));
        let hosts = Hosts::of(&text, knowledge);
        let other_models = other_models(&text, &words, &models);
        let fine_clauses = fine_clauses(&words, &hits);
        let paths = traits::paths(&text)
            .into_iter()
            .filter(|p| !text.get(..p.start).is_some_and(|t| t.ends_with(".com") || t.ends_with(".net")))
            .count();
        Self {
            versions: traits::versions(&text).len(),
            paths,
            payloads: traits::payloads(&text).len(),
            identifiers: traits::identifiers(&text).len(),
            is_question: text.contains(['?', '？']),
            owned_hosts: hosts.owned,
            cloud_hosts: hosts.cloud,
            text,
            words,
            hits,
            names,
            models,
            other_models,
            fine_clauses,
        }
    }

    fn clause(&self, word: usize) -> usize {
        self.words.list.get(word).map_or(0, |w| w.clause)
    }

    fn is_fine(&self, word: usize) -> bool {
        self.fine_clauses.contains(&self.clause(word))
    }

    /// Distinct places of a cue outside what is said to be fine; overlapping hits count once.
    fn count(&self, cue: Cue) -> f64 {
        let mut places: Vec<usize> =
            self.hits.iter().filter(|h| h.meaning == cue && !self.is_fine(h.from)).map(|h| h.from).collect();
        places.dedup();
        f64::from(u32::try_from(places.len()).unwrap_or(u32::MAX))
    }

    fn has(&self, cue: Cue) -> bool {
        self.count(cue) > 0.0
    }

    fn named(&self, wanted: impl Fn(Named) -> bool) -> usize {
        self.names.iter().filter(|h| wanted(h.meaning) && !self.is_fine(h.from)).count()
    }
}

struct Hosts {
    owned: Vec<String>,
    cloud: Vec<String>,
}

impl Hosts {
    fn of(text: &str, knowledge: &Knowledge) -> Self {
        let mut hosts = Self { owned: Vec::new(), cloud: Vec::new() };
        for found in traits::hosts(text) {
            let host = found.text.to_ascii_lowercase();
            let under = |list: &[String]| list.iter().any(|h| host == *h || host.ends_with(&format!(".{h}")));
            if under(&knowledge.cloud_hosts) {
                hosts.cloud.push(found.text);
            } else if under(&knowledge.owned_hosts) {
                hosts.owned.push(found.text);
            }
        }
        hosts
    }
}

fn other_models(text: &str, words: &Words, own: &[ModelMention]) -> Vec<(usize, usize, &'static str)> {
    let mut found = Vec::new();
    for at in 0..words.list.len() {
        if own.iter().any(|m| m.certainty == Certainty::Exact && m.span.0 <= at && at < m.span.1) {
            continue;
        }
        if let Some((maker, length)) = other_model_at(text, words, at) {
            found.push((at, at + length, maker));
        }
    }
    found
}

/// Clauses that say something is fine or not at fault, with the clause before when they name nothing.
fn fine_clauses(words: &Words, hits: &[Hit<Cue>]) -> Vec<usize> {
    let mut clauses = Vec::new();
    for hit in hits.iter().filter(|h| h.meaning == Cue::Fine) {
        let Some(word) = words.list.get(hit.from) else { continue };
        let clause = word.clause;
        clauses.push(clause);
        let length = words.list.iter().filter(|w| w.clause == clause).count();
        let before = words.list.iter().rev().find(|w| w.clause < clause);
        if let Some(before) =
            before.filter(|b| length <= 6 && b.sentence + 1 >= word.sentence && b.sentence == word.sentence)
        {
            clauses.push(before.clause);
        }
    }
    clauses
}

/// A label with its score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    label: Label,
    reason: Option<RouteReason>,
    score: f64,
}

#[derive(Debug)]
pub(crate) struct Scores(Vec<Scored>);

/// Spread of the scores; fitted so that the stated confidence is met.
const TEMPERATURE: f64 = 1.3;

impl Scores {
    fn best(&self) -> Scored {
        let fallback = Scored { label: Label::Junk, reason: Some(RouteReason::Empty), score: 0.0 };
        self.0.iter().copied().max_by(|a, b| a.score.total_cmp(&b.score)).unwrap_or(fallback)
    }

    fn of_label(&self, label: Label) -> f64 {
        self.0.iter().filter(|s| s.label == label).map(|s| s.score).fold(f64::NEG_INFINITY, f64::max)
    }

    fn confidence(&self) -> f64 {
        let top = self.best().score;
        let sum: f64 = LABELS.iter().map(|l| ((self.of_label(*l) - top) / TEMPERATURE).exp()).sum();
        (1.0 / sum).clamp(0.2, 0.99)
    }
}

impl Reading {
    fn scores(&self) -> Scores {
        let weights = Weights::of(self);
        let mut list = vec![Scored { label: Label::InScope, reason: None, score: weights.in_scope(self) }];
        let mut add = |label, reason, score| list.push(Scored { label, reason: Some(reason), score });
        add(Label::OutOfScope, RouteReason::OwnedWeb, weights.owned_web(self));
        add(Label::OutOfScope, RouteReason::Cloud, weights.cloud(self));
        add(Label::OutOfScope, RouteReason::ThirdPartyService, weights.partner(self));
        add(Label::OutOfScope, RouteReason::Phishing, weights.phishing(self));
        add(Label::OutOfScope, RouteReason::SocialEngineering, weights.social(self));
        add(Label::TechSupport, RouteReason::LostPassword, weights.support(self, Cue::LostPassword));
        add(Label::TechSupport, RouteReason::SetupHelp, weights.support(self, Cue::Setup) - 0.1);
        add(Label::TechSupport, RouteReason::BelievesHacked, weights.support(self, Cue::Hacked));
        add(Label::TechSupport, RouteReason::SecurityQuestion, weights.support(self, Cue::SecurityQuestion));
        add(Label::TechSupport, RouteReason::OrderWarranty, weights.support(self, Cue::Order));
        add(Label::Junk, RouteReason::ScannerOutput, weights.scanner(self));
        add(Label::Junk, RouteReason::AiGenerated, weights.generated(self));
        add(Label::Junk, RouteReason::Spam, weights.spam(self));
        add(Label::Junk, RouteReason::Empty, weights.empty(self));
        list.push(Scored { label: Label::NotOurProduct, reason: None, score: weights.other_maker(self) });
        Scores(list)
    }
}

/// Sums that several scores share.
struct Weights {
    /// How surely one of our devices is meant.
    device: f64,
    /// How surely a flaw is claimed.
    flaw: f64,
    /// How concrete the claim is.
    concrete: f64,
    /// How surely another maker's device is meant.
    other: f64,
    length: usize,
}

impl Weights {
    fn of(r: &Reading) -> Self {
        let own_model =
            r.models.iter().filter(|m| m.span == (0, 0) || !r.is_fine(m.span.0)).map(|m| m.certainty).max();
        let model = match own_model {
            Some(Certainty::Exact) => 2.5,
            Some(Certainty::Misspelt | Certainty::Series) => 2.0,
            None => 0.0,
        };
        let brand = if r.named(|n| n == Named::Brand) > 0 { 0.8 } else { 0.0 };
        let line = if r.named(|n| n == Named::Line) > 0 { 0.5 } else { 0.0 };
        let device =
            model + brand + line + 0.3 * r.count(Cue::Device).min(3.0) + 0.3 * r.count(Cue::Inside).min(4.0);
        let small = |n: usize| f64::from(u32::try_from(n.min(3)).unwrap_or(3));
        let concrete = 0.7 * small(r.versions).min(1.0)
            + 0.7 * small(r.paths).min(2.0)
            + 0.7 * small(r.payloads).min(2.0)
            + 0.4 * small(r.identifiers)
            + 0.5 * r.count(Cue::Evidence).min(3.0)
            + 0.6 * r.count(Cue::ByHand).min(2.0);
        let flaw = 0.8 * r.count(Cue::Flaw).min(3.0) + 0.4 * r.count(Cue::Effect).min(2.0);
        Self { device, flaw, concrete, other: other_maker(r), length: r.words.list.len() }
    }

    fn in_scope(&self, r: &Reading) -> f64 {
        let mut score =
            -0.6 + 0.8 * self.device.min(5.0) + 0.9 * self.flaw.min(3.0) + 0.7 * self.concrete.min(4.0);
        score += 0.8 * r.count(Cue::DeviceSaid).min(2.0);
        if self.device < 2.0 {
            score -= 1.2;
        }
        // A report claims a flaw; a model and a question are no report.
        if self.flaw == 0.0 {
            score -= if self.asks(r) > 0.0 { 1.8 } else { 0.8 };
        }
        score -= 1.5 * r.count(Cue::NoDevice).min(1.0) + 1.0 * r.count(Cue::ServerSaid).min(1.0);
        score - 1.8 * r.count(Cue::Impossible).min(2.0)
    }

    fn owned_web(&self, r: &Reading) -> f64 {
        let host = if has_unexcused_host(r, &r.owned_hosts) { 3.5 } else { 0.0 };
        let web = r.count(Cue::Web).min(3.0);
        if host == 0.0 && web == 0.0 {
            return -2.0;
        }
        let brand = if r.named(|n| n == Named::Brand) > 0 { 0.5 } else { 0.0 };
        host + 0.9 * web + brand + 0.5 * self.flaw.min(2.0) + 1.5 * r.count(Cue::NoDevice).min(1.0)
            - self.device_pull(r)
    }

    fn cloud(&self, r: &Reading) -> f64 {
        let named = if r.named(|n| n == Named::Cloud) > 0 { 2.0 } else { 0.0 };
        let host = if has_unexcused_host(r, &r.cloud_hosts) { 3.0 } else { 0.0 };
        let words = r.count(Cue::Cloud).min(3.0);
        if named + host + words + r.count(Cue::ServerSaid) == 0.0 {
            return -2.0;
        }
        named + host + 0.9 * words + 1.5 * r.count(Cue::ServerSaid).min(2.0) + 0.5 * self.flaw.min(2.0)
            - self.device_pull(r)
    }

    fn partner(&self, r: &Reading) -> f64 {
        if !r.has(Cue::Partner) {
            return -2.0;
        }
        1.0 + 1.1 * r.count(Cue::Partner).min(3.0)
            + 0.8 * r.count(Cue::ElsewhereSaid).min(3.0)
            + 0.3 * self.flaw.min(2.0)
            - self.device_pull(r)
    }

    fn phishing(&self, r: &Reading) -> f64 {
        let count = r.count(Cue::Phishing).min(4.0);
        let denied = r.count(Cue::NotThat).min(1.0);
        if count == 0.0 {
            return -2.0;
        }
        0.8 + 1.2 * count - 2.0 * denied - self.device_pull(r)
    }

    fn social(&self, r: &Reading) -> f64 {
        let count = r.count(Cue::Social).min(4.0);
        if count == 0.0 {
            return -2.0;
        }
        0.3 + 1.4 * count - self.device_pull(r)
    }

    /// How much the concrete flaw in a device of ours outweighs other places.
    fn device_pull(&self, r: &Reading) -> f64 {
        let has_model = r.models.iter().any(|m| m.span == (0, 0) || !r.is_fine(m.span.0));
        if !has_model {
            return 0.15 * self.concrete + 0.5 * r.count(Cue::DeviceSaid).min(2.0);
        }
        0.3 * self.flaw.min(3.0) + 0.35 * self.concrete.min(4.0) + 0.8 * r.count(Cue::DeviceSaid).min(2.0)
    }

    /// How much the sender asks rather than reports.
    fn asks(&self, r: &Reading) -> f64 {
        r.count(Cue::Ask).min(2.0) + if r.is_question { 0.8 } else { 0.0 }
    }

    fn support(&self, r: &Reading, cue: Cue) -> f64 {
        let count = r.count(cue).min(3.0);
        let asks = self.asks(r);
        if count == 0.0 {
            let plain_question = cue == Cue::Setup && self.flaw == 0.0 && self.device >= 1.5 && asks > 0.0;
            return if plain_question { 0.2 + 0.9 * asks - 0.6 * self.concrete } else { -2.0 + 0.5 * asks };
        }
        let denied = 1.5 * r.count(Cue::NotThat).min(1.0);
        0.6 + 1.1 * count + 0.9 * asks + 0.2 * self.device.min(3.0)
            - 0.6 * self.concrete.min(5.0)
            - 0.45 * self.flaw
            - denied
    }

    fn scanner(&self, r: &Reading) -> f64 {
        let found = r.count(Cue::Scanner).min(4.0) + r.count(Cue::ScannerName).min(2.0);
        if found == 0.0 {
            return -2.0;
        }
        0.3 + 1.2 * found + 1.2 * r.count(Cue::Unchecked).min(3.0)
            - 2.2 * r.count(Cue::ByHand).min(2.0)
            - 0.3 * self.concrete
            - 0.2 * self.flaw
    }

    fn generated(&self, r: &Reading) -> f64 {
        let phrases = r.count(Cue::Phrase).min(5.0);
        let impossible = r.count(Cue::Impossible).min(3.0);
        if phrases + impossible == 0.0 {
            return -2.0;
        }
        let has_model = if r.models.is_empty() { 0.0 } else { 0.7 };
        -0.2 + 1.0 * phrases + 1.7 * impossible
            - has_model
            - 0.4 * r.count(Cue::Evidence).min(3.0)
            - 1.0 * r.count(Cue::ByHand).min(2.0)
    }

    fn spam(&self, r: &Reading) -> f64 {
        let count = r.count(Cue::Spam).min(4.0);
        if count == 0.0 { -2.0 } else { 0.8 + 1.5 * count - 0.7 * self.concrete }
    }

    fn empty(&self, r: &Reading) -> f64 {
        let short = match self.length {
            0..=3 => 3.5,
            4..=8 => 2.0,
            9..=15 => 0.5,
            _ => -1.0,
        };
        let demand = r.count(Cue::Demand).min(4.0);
        let model = if r.models.is_empty() { 0.0 } else { 2.5 };
        short + 1.1 * demand
            - 0.9 * self.concrete
            - 0.5 * r.count(Cue::Inside).min(3.0)
            - model
            - 0.4 * r.count(Cue::Ask)
            - 0.3 * r.count(Cue::Device).min(2.0)
    }

    fn other_maker(&self, r: &Reading) -> f64 {
        if self.other == 0.0 {
            return -2.0;
        }
        self.other
            + 0.3 * self.flaw.min(3.0)
            + 0.2 * self.concrete.min(3.0)
            + 1.2 * r.count(Cue::Compared).min(2.0)
    }
}

fn has_unexcused_host(r: &Reading, hosts: &[String]) -> bool {
    hosts.iter().any(|host| {
        let at = r.text.find(host.as_str()).unwrap_or(0);
        let word = r.words.list.iter().position(|w| w.start >= at).unwrap_or(0);
        !r.is_fine(word)
    })
}

/// How surely a device or software of others is meant.
fn other_maker(r: &Reading) -> f64 {
    let named = r.named(|n| matches!(n, Named::Maker(_)));
    let models = r.other_models.iter().filter(|(at, _, _)| !r.is_fine(*at)).count();
    let projects = r.named(|n| matches!(n, Named::Project(_)));
    if named + models + projects == 0 {
        return 0.0;
    }
    let mut score = 0.0;
    if named > 0 {
        score += 2.6;
    }
    if models > 0 {
        score += 2.6;
    }
    if projects > 0 {
        score += 6.0;
    }
    let own = r.models.iter().filter(|m| m.span == (0, 0) || !r.is_fine(m.span.0)).count();
    if own == 0 { score + 2.0 } else { score - 0.5 }
}

impl Reading {
    fn evidence(&self, label: Label, reason: Option<RouteReason>) -> Vec<Evidence> {
        let mut list = Vec::new();
        if label == Label::InScope {
            for model in self.models.iter().filter(|m| m.span != (0, 0)).take(2) {
                self.push(&mut list, model.span, "one of our models");
            }
        }
        if label == Label::NotOurProduct {
            for (from, to, _) in self.other_models.iter().take(2) {
                self.push(&mut list, (*from, *to), "a model number of another maker");
            }
            for hit in &self.names {
                match hit.meaning {
                    Named::Maker(i) => self.push(&mut list, (hit.from, hit.to), maker_says(i)),
                    Named::Project(_) => self.push(&mut list, (hit.from, hit.to), "firmware made by others"),
                    _ => {}
                }
            }
        }
        if let Some(RouteReason::OwnedWeb | RouteReason::Cloud) = reason {
            let hosts = self.owned_hosts.iter().chain(&self.cloud_hosts);
            list.extend(hosts.map(|h| Evidence { words: h.clone(), says: "a server of the maker" }));
        }
        for (cue, says) in cues_for(label, reason) {
            for hit in self.hits.iter().filter(|h| h.meaning == *cue && !self.is_fine(h.from)) {
                self.push(&mut list, (hit.from, hit.to), says);
            }
        }
        list.truncate(6);
        list
    }

    fn push(&self, list: &mut Vec<Evidence>, span: (usize, usize), says: &'static str) {
        let words = self.words.quote(&self.text, span.0, span.1).to_owned();
        if !words.is_empty() && !list.iter().any(|e| e.words == words) {
            list.push(Evidence { words, says });
        }
    }
}

fn maker_says(index: usize) -> &'static str {
    if makers::MAKERS.get(index).is_some() { "another maker or one of its product lines" } else { "" }
}

fn cues_for(label: Label, reason: Option<RouteReason>) -> &'static [(Cue, &'static str)] {
    match (label, reason) {
        (Label::InScope, _) => &[
            (Cue::Flaw, "a way it breaks"),
            (Cue::DeviceSaid, "said to be in the device"),
            (Cue::Evidence, "something concrete"),
        ],
        (_, Some(RouteReason::OwnedWeb)) => &[(Cue::Web, "a web site")],
        (_, Some(RouteReason::Cloud)) => {
            &[(Cue::Cloud, "a cloud or account"), (Cue::ServerSaid, "said to be on the server")]
        }
        (_, Some(RouteReason::ThirdPartyService)) => {
            &[(Cue::Partner, "a service of others"), (Cue::ElsewhereSaid, "said to be elsewhere")]
        }
        (_, Some(RouteReason::Phishing)) => &[(Cue::Phishing, "fraud in the maker's name")],
        (_, Some(RouteReason::SocialEngineering)) => &[(Cue::Social, "people or premises")],
        (_, Some(RouteReason::LostPassword)) => &[(Cue::LostPassword, "a lost password")],
        (_, Some(RouteReason::SetupHelp)) => &[(Cue::Setup, "help with use"), (Cue::Ask, "a question")],
        (_, Some(RouteReason::BelievesHacked)) => {
            &[(Cue::Hacked, "fear of being hacked"), (Cue::Ask, "a question")]
        }
        (_, Some(RouteReason::SecurityQuestion)) => &[(Cue::SecurityQuestion, "a question about security")],
        (_, Some(RouteReason::OrderWarranty)) => &[(Cue::Order, "an order or warranty")],
        (_, Some(RouteReason::ScannerOutput)) => &[
            (Cue::ScannerName, "a scanner"),
            (Cue::Scanner, "a usual line of scanners"),
            (Cue::Unchecked, "not checked"),
        ],
        (_, Some(RouteReason::AiGenerated)) => {
            &[(Cue::Impossible, "not found in such devices"), (Cue::Phrase, "a phrase without content")]
        }
        (_, Some(RouteReason::Spam)) => &[(Cue::Spam, "advertising or fraud")],
        (_, Some(RouteReason::Empty)) => &[(Cue::Demand, "a demand without content")],
        (_, None) => &[(Cue::Compared, "a comparison")],
    }
}
