//! What a message shows: cues, names, models, hosts, concrete details, and which of them count.
//!
//! Words of clauses that say something is fine do not count, a device that only stands beside the matter counts
//! little, and what is merely asked about is no claim.

use std::collections::{BTreeMap, HashSet};

use super::Message;
use crate::triage::lexicon::{CUES, Cue};
use crate::triage::products::{Certainty, Knowledge, ModelMention, Named, other_model_at};
use crate::triage::traits;
use crate::triage::words::{Hit, Words};

/// What was read in a message.
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) words: Words,
    pub(super) hits: Vec<Hit<Cue>>,
    pub(super) names: Vec<Hit<Named>>,
    pub(super) models: Vec<ModelMention>,
    pub(super) other_models: Vec<(usize, usize)>,
    pub(super) hosts: Hosts,
    pub(super) concrete: Concrete,
    fine_clauses: HashSet<usize>,
    asked: HashSet<usize>,
}

/// How many concrete details of each kind a message has.
pub(super) struct Concrete {
    pub(super) versions: usize,
    pub(super) paths: usize,
    pub(super) payloads: usize,
    pub(super) identifiers: usize,
    /// Numbers of known weaknesses.
    pub(super) cves: usize,
}

/// Host names of ours that a message names.
pub(super) struct Hosts {
    pub(super) owned: Vec<String>,
    pub(super) cloud: Vec<String>,
}

impl Reading {
    pub(super) fn of(message: &Message, knowledge: &Knowledge) -> Self {
        let text = traits::without_markup(&format!("{}\n{}", message.subject, message.text));
        let words = Words::of(&text);
        let hits = CUES.find_all(&words);
        let names = knowledge.names.find_all(&words);
        let mut models = knowledge.models_in(&text, &words);
        models.retain(|m| !is_of_maker(m, &names));
        models.extend(message.model.as_deref().and_then(|m| knowledge.find_model(m)));
        Self {
            other_models: other_models(&text, &words, &models),
            fine_clauses: fine_clauses(&words, &hits),
            asked: asked_sentences(&text, &words),
            hosts: Hosts::of(&text, knowledge),
            concrete: Concrete::of(&text),
            text,
            words,
            hits,
            names,
            models,
        }
    }

    /// Whether the word stands in a clause that says something is fine.
    pub(super) fn is_fine(&self, word: usize) -> bool {
        self.words.list.get(word).is_some_and(|w| self.fine_clauses.contains(&w.clause))
    }

    /// Distinct places of a cue outside what is said to be fine; overlapping hits count once. A way to break that
    /// is only asked about counts half.
    pub(super) fn count(&self, cue: Cue) -> f64 {
        let mut places: Vec<usize> =
            self.hits.iter().filter(|h| h.meaning == cue && !self.is_fine(h.from)).map(|h| h.from).collect();
        places.dedup();
        let is_claim = matches!(cue, Cue::Flaw | Cue::Effect);
        let value = |at: &usize| if is_claim && self.is_asked(*at) { 0.5 } else { 1.0 };
        places.iter().map(value).sum()
    }

    fn is_asked(&self, word: usize) -> bool {
        self.words.list.get(word).is_some_and(|w| self.asked.contains(&w.sentence))
    }

    /// Sentences that say who gets at what: two of actor, gain and asset, where nothing is asked, lost or feared.
    pub(super) fn count_claims(&self) -> usize {
        let mut sentences: BTreeMap<usize, [bool; 3]> = BTreeMap::new();
        let mut other = HashSet::new();
        for hit in self.hits.iter().filter(|h| !self.is_fine(h.from) && !self.is_asked(h.from)) {
            let Some(word) = self.words.list.get(hit.from) else { continue };
            let place = match hit.meaning {
                Cue::Actor => 0,
                Cue::Gain => 1,
                Cue::Asset => 2,
                Cue::LostPassword | Cue::Hacked | Cue::Phishing => {
                    other.insert(word.sentence);
                    continue;
                }
                _ => continue,
            };
            sentences.entry(word.sentence).or_default()[place] = true;
        }
        let claims = |said: &[bool; 3]| said[1] && (said[0] || said[2]);
        sentences.iter().filter(|(sentence, said)| claims(said) && !other.contains(*sentence)).count()
    }

    /// How often the sender asks: question words count in a question or where a clause begins, and little where
    /// they only join clauses.
    pub(super) fn count_asks(&self) -> f64 {
        let mut places: Vec<usize> = self
            .hits
            .iter()
            .filter(|h| h.meaning == Cue::Ask && !self.is_fine(h.from))
            .map(|h| h.from)
            .collect();
        places.dedup();
        places.iter().map(|at| if self.is_asked(*at) || self.begins_sentence(*at) { 1.0 } else { 0.3 }).sum()
    }

    fn begins_sentence(&self, at: usize) -> bool {
        let sentence = |i: usize| self.words.list.get(i).map(|w| w.sentence);
        at == 0 || sentence(at) != sentence(at - 1)
    }

    /// Whether the message asks anything at all.
    pub(super) fn is_question(&self) -> bool {
        !self.asked.is_empty()
    }

    /// How often names of a kind occur where they count.
    pub(super) fn named(&self, wanted: impl Fn(Named) -> bool) -> usize {
        self.names.iter().filter(|h| wanted(h.meaning) && !self.is_fine(h.from)).count()
    }

    /// How often other makers are named as more than the device a test was made from.
    pub(super) fn count_makers(&self) -> usize {
        let of_maker = |h: &&Hit<Named>| matches!(h.meaning, Named::Maker) && !self.is_fine(h.from);
        self.names.iter().filter(of_maker).filter(|h| !self.is_tool(h.from, h.to)).count()
    }

    /// Our models that a message is about, not those that are fine or only stand beside.
    pub(super) fn own_models(&self) -> impl Iterator<Item = &ModelMention> {
        self.models.iter().filter(|m| {
            m.span == (0, 0)
                || !self.is_fine(m.span.0) && !self.is_beside(m.span.0) && !self.is_surroundings(m.span.1)
        })
    }

    /// Whether a word of place or comparison stands before: the device is only part of the surroundings.
    fn is_beside(&self, at: usize) -> bool {
        self.has_before(at, 3, &BESIDE)
    }

    /// Whether the words after say that the device only served a test: "as gateway".
    fn is_surroundings(&self, to: usize) -> bool {
        let mut after = self.words.list.iter().skip(to).map(|w| w.folded.as_str());
        matches!(after.next(), Some("as" | "als" | "comme" | "como" | "come"))
            && after.take(2).any(|w| SURROUNDINGS.contains(&w))
    }

    /// Whether a maker's name belongs to the phone or computer that somebody used.
    fn is_tool(&self, from: usize, to: usize) -> bool {
        let follows = self.words.list.iter().skip(to).take(2).any(|w| TOOLS.contains(&w.folded.as_str()));
        self.is_beside(from) || follows && self.has_before(from, 3, &BY_MEANS_OF)
    }

    fn has_before(&self, at: usize, reach: usize, wanted: &[&str]) -> bool {
        let Some(own) = self.words.list.get(at) else { return false };
        let before = self.words.list.get(at.saturating_sub(reach)..at).unwrap_or_default();
        before.iter().any(|w| w.clause == own.clause && wanted.contains(&w.folded.as_str()))
    }
}

/// Words after which a device is only part of the surroundings.
const BESIDE: [&str; 21] = [
    "behind",
    "beside",
    "besides",
    "unlike",
    "versus",
    "vs",
    "instead",
    "than",
    "hinter",
    "neben",
    "statt",
    "derriere",
    "detras",
    "dietro",
    "atras",
    "achter",
    "naast",
    "wie",
    "alongside",
    "replaced",
    "replacing",
];
/// What a device is that only serves a test of another.
const SURROUNDINGS: [&str; 7] =
    ["gateway", "uplink", "router", "firewall", "passerelle", "hotspot", "repeater"];
/// Words that name the means of a test.
const BY_MEANS_OF: [&str; 18] = [
    "from", "with", "using", "via", "by", "on", "mit", "von", "avec", "depuis", "con", "desde", "da", "com",
    "met", "van", "my", "a",
];
/// Things a test is made from.
const TOOLS: [&str; 22] = [
    "phone",
    "phones",
    "laptop",
    "tablet",
    "tv",
    "notebook",
    "pc",
    "computer",
    "browser",
    "watch",
    "console",
    "smartphone",
    "handy",
    "telefon",
    "telephone",
    "telefono",
    "telefone",
    "telefoon",
    "ordinateur",
    "portatil",
    "dongle",
    "stick",
];

impl Concrete {
    fn of(text: &str) -> Self {
        let after_host = |p: &traits::Found| {
            text.get(..p.start).is_some_and(|t| t.ends_with(".com") || t.ends_with(".net"))
        };
        Self {
            versions: traits::versions(text).len(),
            paths: traits::paths(text).into_iter().filter(|p| !after_host(p)).count(),
            payloads: traits::payloads(text).len(),
            identifiers: traits::identifiers(text).len(),
            cves: traits::cves(text),
        }
    }
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

/// Whether a model that only looks like one of ours stands right after another maker's name.
fn is_of_maker(model: &ModelMention, names: &[Hit<Named>]) -> bool {
    let right_before = |h: &&Hit<Named>| h.to <= model.span.0 && model.span.0 - h.to <= 1;
    model.certainty != Certainty::Exact
        && names.iter().filter(right_before).any(|h| matches!(h.meaning, Named::Maker))
}

/// Spans of words that are model numbers of other makers.
fn other_models(text: &str, words: &Words, own: &[ModelMention]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for at in 0..words.list.len() {
        if own.iter().any(|m| m.certainty == Certainty::Exact && m.span.0 <= at && at < m.span.1) {
            continue;
        }
        if let Some((_, length)) = other_model_at(text, words, at) {
            found.push((at, at + length));
        }
    }
    found
}

/// Clauses that say something is fine or not at fault, with the clause before when they name nothing.
fn fine_clauses(words: &Words, hits: &[Hit<Cue>]) -> HashSet<usize> {
    let mut clauses = HashSet::new();
    for hit in hits.iter().filter(|h| h.meaning == Cue::Fine) {
        let Some(word) = words.list.get(hit.from) else { continue };
        clauses.insert(word.clause);
        let length = words.list.iter().filter(|w| w.clause == word.clause).count();
        let before = words.list.iter().rev().find(|w| w.clause < word.clause);
        clauses.extend(before.filter(|b| length <= 6 && b.sentence == word.sentence).map(|b| b.clause));
    }
    clauses
}

/// Sentences that end with a question mark; one inside an address does not count.
fn asked_sentences(text: &str, words: &Words) -> HashSet<usize> {
    let mut asked = HashSet::new();
    for (at, mark) in text.match_indices(['?', '\u{ff1f}']) {
        let next = text.get(at + mark.len()..).and_then(|t| t.chars().next());
        if next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '=' | '/' | '_' | '-')) {
            continue;
        }
        let index = words.list.partition_point(|w| w.end <= at);
        asked.extend(index.checked_sub(1).and_then(|i| words.list.get(i)).map(|w| w.sentence));
    }
    asked
}
