//! Two reports side by side: what they share, what sets them apart, and the score that follows.

use std::collections::{BTreeMap, BTreeSet};

use super::reason::{Reason, ReasonKind};
use super::weights::{BIAS, MEASURES, WEIGHTS};
use super::{Rarity, weight};
use crate::triage::features::{Features, Kind, Token};

/// Classes that people rarely mistake for one another.
const WAYS: [&str; 5] = ["overflow", "command", "xss", "traversal", "xxe"];
/// Classes that people use for one another: a page without a login is all three.
const OPEN_DOORS: [&str; 3] = ["auth", "disclosure", "credential"];
/// From this strength on a token stands in the title or carries the attack of the request.
const LEADING: u8 = 2;
/// Tokens less rare than this are named by every report of a product.
const COMMON: f64 = 0.3;
/// Tokens as rare as this hardly occur together by chance.
const RARE: f64 = 0.6;

/// Two reports and how common their tokens are.
pub(super) struct Pairing<'f, R> {
    a: &'f Features,
    b: &'f Features,
    rarity: &'f R,
}

/// What two reports share of one kind.
struct Overlap {
    shared: f64,
    cosine: f64,
    either_empty: bool,
}

fn flag(b: bool) -> f64 {
    if b { 1.0 } else { 0.0 }
}

fn set(features: &Features, kind: Kind) -> impl Iterator<Item = &(Token, u8)> {
    features.tokens.iter().filter(move |(t, _)| t.kind == kind)
}

fn is_series(token: &&Token) -> bool {
    !token.value.starts_with("brand ")
}

impl<'f, R: Rarity> Pairing<'f, R> {
    pub(super) fn new(a: &'f Features, b: &'f Features, rarity: &'f R) -> Self {
        Self { a, b, rarity }
    }

    fn weight(&self, token: &Token) -> f64 {
        weight(token, self.rarity)
    }

    fn shared(&self, kind: Kind) -> Vec<&'f Token> {
        let b: BTreeSet<&Token> = set(self.b, kind).map(|(t, _)| t).collect();
        set(self.a, kind).map(|(t, _)| t).filter(|t| b.contains(t)).collect()
    }

    fn overlap(&self, kind: Kind, least: u8) -> Overlap {
        let values = |f: &'f Features| -> BTreeMap<&'f Token, f64> {
            let strong = set(f, kind).filter(|(_, s)| *s >= least);
            strong.map(|(t, s)| (t, self.weight(t) * strength(*s))).collect()
        };
        let (a, b) = (values(self.a), values(self.b));
        let norm = |values: &BTreeMap<_, f64>| values.values().map(|v| v.powi(2)).sum::<f64>().sqrt();
        let (mut dot, mut shared) = (0.0, 0.0);
        for (token, value) in &a {
            if let Some(other) = b.get(token) {
                dot += value * other;
                shared += self.weight(token);
            }
        }
        let product = norm(&a) * norm(&b);
        let cosine = if product > 0.0 { dot / product } else { 0.0 };
        Overlap { shared, cosine, either_empty: a.is_empty() || b.is_empty() }
    }

    /// Names of one kind in one report that the other does not mention anywhere, though it has its own.
    fn conflict(&self, kind: Kind) -> f64 {
        let o = self.overlap(kind, 1);
        if o.either_empty || o.shared > 0.0 {
            return 0.0;
        }
        let mentions = |f: &Features, of: &Features| {
            let words: BTreeSet<&str> = f.of(Kind::Word).collect();
            of.of(kind).any(|n| words.contains(n))
        };
        if mentions(self.a, self.b) || mentions(self.b, self.a) { 0.3 } else { 1.0 }
    }

    /// Both reports show a way of breaking in that leaves no doubt, and not the same.
    fn ways_differ(&self) -> bool {
        let ways = |f: &'f Features| -> BTreeSet<&str> {
            f.of(Kind::Weakness).filter(|w| WAYS.contains(w)).collect()
        };
        apart(&ways(self.a), &ways(self.b))
    }

    /// The most likely way of breaking in is clear in both, and not the same.
    fn leading_ways_differ(&self) -> bool {
        let ways = |f: &'f Features| -> BTreeSet<&str> {
            let best = set(f, Kind::Weakness).filter(|(_, s)| *s >= LEADING);
            best.map(|(t, _)| t.value.as_str()).collect()
        };
        let (a, b) = (ways(self.a), ways(self.b));
        a.iter().chain(&b).all(|w| WAYS.contains(w)) && apart(&a, &b)
    }

    /// What title or request of a report name of one kind, without what every report of a product names.
    fn leading(&self, features: &'f Features, kind: Kind) -> BTreeSet<&'f str> {
        let leads = |(t, s): &&(Token, u8)| *s >= LEADING && self.weight(t) > COMMON;
        set(features, kind).filter(leads).map(|(t, _)| t.value.as_str()).collect()
    }

    /// Title or request of both name something of one kind, and nothing in common.
    fn leading_differ(&self, kind: Kind) -> bool {
        apart(&self.leading(self.a, kind), &self.leading(self.b, kind))
    }

    /// The rarest name that title or request of both have in common.
    fn leading_shared(&self) -> f64 {
        let b = self.leading(self.b, Kind::Name);
        let both = self.leading(self.a, Kind::Name).into_iter().filter(|n| b.contains(n));
        both.map(|n| self.weight(&Token::new(Kind::Name, n))).fold(0.0, f64::max)
    }

    /// The same rare handler and parameter with the same class.
    fn is_same_request(&self) -> bool {
        let rare = |kind| self.shared(kind).into_iter().any(|t| self.weight(t) > RARE);
        rare(Kind::Parameter)
            && rare(Kind::Handler)
            && !self.shared(Kind::Weakness).is_empty()
            && !self.leading_ways_differ()
    }

    /// Both reports name something of the code in title or request, and neither mentions what the other names.
    fn strong_names_differ(&self) -> bool {
        let (a, b) = (self.leading(self.a, Kind::Name), self.leading(self.b, Kind::Name));
        let knows = |f: &Features, names: &BTreeSet<&str>| f.of(Kind::Word).any(|w| names.contains(w));
        !a.is_empty() && !b.is_empty() && !knows(self.a, &b) && !knows(self.b, &a)
    }

    /// How much each report has of a kind that the other lacks: the smaller of both sums.
    fn apart(&self, kind: Kind, least: u8) -> f64 {
        let shared: BTreeSet<&Token> = self.shared(kind).into_iter().collect();
        let rest = |f: &Features| -> f64 {
            let own = set(f, kind).filter(|(t, s)| *s >= least && !shared.contains(t));
            own.map(|(t, _)| self.weight(t).powi(2)).sum()
        };
        rest(self.a).min(rest(self.b)).min(2.0)
    }

    /// How much of a name of one report the other says in its own words: the best name of both. None where neither
    /// has a name that tells.
    fn spelled(&self, kind: Kind) -> Option<f64> {
        let one = |from: &Features, into: &Features| -> Option<f64> {
            let topics: BTreeSet<&str> = into.of(Kind::Topic).collect();
            let leads = set(from, kind).map(|(_, s)| *s).max()?.min(LEADING);
            let strong: BTreeSet<&Token> =
                set(from, kind).filter(|(_, s)| *s >= leads).map(|(t, _)| t).collect();
            let names = from.spelled.iter().filter(|s| strong.contains(&s.name));
            names.map(|s| self.covered(&s.words, &topics)).max_by(f64::total_cmp)
        };
        match (one(self.a, self.b), one(self.b, self.a)) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        }
    }

    /// The share of the words, by rarity, that are among the topics.
    fn covered(&self, words: &[String], topics: &BTreeSet<&str>) -> f64 {
        let value = |word: &String| 0.05 + self.weight(&Token::new(Kind::Topic, word.clone()));
        let all: f64 = words.iter().map(value).sum();
        let said: f64 = words.iter().filter(|w| topics.contains(w.as_str())).map(value).sum();
        if all > 0.0 { said / all } else { 0.0 }
    }

    /// From 0 to 1.
    pub(super) fn score(&self) -> f64 {
        let sum = self.measure().iter().zip(WEIGHTS).map(|(m, w)| m * w).sum::<f64>() + BIAS;
        1.0 / (1.0 + (-sum).exp())
    }

    /// The measures in the order of their names.
    pub(super) fn measure(&self) -> [f64; MEASURES] {
        let handler = self.overlap(Kind::Handler, 1);
        let parameter = self.overlap(Kind::Parameter, 1);
        let name = self.overlap(Kind::Name, 1);
        let part = self.overlap(Kind::Part, 1);
        let word = self.overlap(Kind::Word, 1);
        let topic = self.overlap(Kind::Topic, 1);
        let class = self.shared(Kind::Weakness);
        let (model, family) = (self.shared(Kind::Model), self.shared(Kind::Family));
        let same_family = family.iter().any(is_series);
        let same_brand = family.iter().any(|t| !is_series(t));
        let spelled = [Kind::Parameter, Kind::Handler].map(|kind| self.spelled(kind));
        [
            handler.shared.min(1.5),
            self.conflict(Kind::Handler),
            parameter.shared.min(1.5),
            self.conflict(Kind::Parameter),
            name.shared.min(2.0),
            part.cosine,
            word.cosine,
            flag(!class.is_empty()),
            flag(self.class_differs()),
            flag(!model.is_empty()),
            flag(model.is_empty() && same_family),
            flag(!same_family),
            flag(!same_brand),
            name.cosine,
            part.shared.min(3.0),
            word.shared.min(4.0),
            flag(handler.either_empty),
            flag(parameter.either_empty),
            self.apart(Kind::Part, 1),
            self.apart(Kind::Name, 1),
            self.apart(Kind::Part, LEADING),
            flag(self.strong_names_differ()),
            flag(name.shared == 0.0),
            flag(self.ways_differ()),
            flag(self.leading_differ(Kind::Handler)),
            flag(self.leading_differ(Kind::Parameter)),
            flag(self.leading_ways_differ()),
            self.leading_shared(),
            flag(same_family && self.is_same_request()),
            topic.cosine,
            topic.shared.min(4.0),
            self.apart(Kind::Topic, 1),
            spelled[0].unwrap_or(0.0),
            spelled[1].unwrap_or(0.0),
            spelled[0].map_or(0.0, |s| 1.0 - s),
            spelled[1].map_or(0.0, |s| 1.0 - s),
            self.overlap(Kind::Topic, LEADING).cosine,
            family.iter().filter(|t| is_series(t)).map(|t| self.weight(t)).fold(0.0, f64::max),
        ]
    }

    fn class_differs(&self) -> bool {
        let open = |f: &Features| f.of(Kind::Weakness).any(|w| OPEN_DOORS.contains(&w));
        let known = |f: &Features| f.of(Kind::Weakness).next().is_some();
        known(self.a)
            && known(self.b)
            && !(open(self.a) && open(self.b))
            && self.shared(Kind::Weakness).is_empty()
    }

    /// Why, the weightiest first.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let mut list: Vec<(f64, Reason)> = Vec::new();
        let mut add =
            |weight: f64, kind, about: &str| list.push((weight, Reason { kind, about: about.to_owned() }));
        for token in self.shared(Kind::Handler) {
            add(3.0 + self.weight(token), ReasonKind::SameHandler, &token.value);
        }
        for token in self.shared(Kind::Parameter) {
            add(2.5 + self.weight(token), ReasonKind::SameParameter, &token.value);
        }
        let said: BTreeSet<&str> = self
            .shared(Kind::Handler)
            .into_iter()
            .chain(self.shared(Kind::Parameter))
            .map(|t| t.value.as_str())
            .collect();
        for token in self.shared(Kind::Name).into_iter().filter(|t| !said.contains(t.value.as_str())) {
            add(2.0 + self.weight(token), ReasonKind::SameName, &token.value);
        }
        for token in self.shared(Kind::Part) {
            add(0.5 + self.weight(token), ReasonKind::SamePart, &token.value.replace('_', " "));
        }
        match (self.shared(Kind::Model).first(), self.shared(Kind::Family).iter().find(|t| is_series(t))) {
            (Some(model), _) => add(1.4, ReasonKind::SameModel, &model.value),
            (None, Some(_)) => add(1.3, ReasonKind::SiblingModel, ""),
            (None, None) => {}
        }
        for token in self.shared(Kind::Weakness).into_iter().take(1) {
            add(1.2, ReasonKind::SameWeakness, &token.value);
        }
        for (kind, reason) in
            [(Kind::Handler, ReasonKind::OtherHandler), (Kind::Parameter, ReasonKind::OtherParameter)]
        {
            if self.conflict(kind) >= 1.0 {
                add(1.1, reason, "");
            }
        }
        if self.shared(Kind::Weakness).is_empty() && !self.overlap(Kind::Weakness, 1).either_empty {
            add(1.0, ReasonKind::OtherWeakness, "");
        }
        list.sort_by(|x, y| y.0.total_cmp(&x.0));
        list.into_iter().map(|(_, r)| r).take(6).collect()
    }
}

fn strength(s: u8) -> f64 {
    match s {
        0 | 1 => 0.7,
        2 => 1.2,
        _ => 1.4,
    }
}

fn apart(a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}
