//! Earlier reports that may describe the same flaw: finding candidates, comparing, and saying why.
//!
//! The same question as people ask: would the fix of the one have fixed the other? Sibling models share code, so
//! another model of a series weighs little; another handler, parameter or class of weakness weighs much.
//! Invariant: comparing needs only equality of tokens and how common each is, so it works on keyed tokens, and
//! the cost of a look-up is bounded by the number of tokens of a report, not by the number of reports.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::features::{Features, Kind, Token};

/// How common tokens are among all reports.
pub trait Rarity {
    /// Number of reports.
    fn count_reports(&self) -> u64;
    /// Number of reports that carry the token.
    fn count_with(&self, token: &Token) -> u64;
}

/// How much a token tells: the logarithm of its rarity, never negative.
fn weight(token: &Token, rarity: &impl Rarity) -> f64 {
    // Few reports tell little about rarity: a new program starts as if it had some already.
    let all = to_f64(rarity.count_reports().max(MIN_REPORTS));
    let with = to_f64(rarity.count_with(token).max(1));
    (all / with).ln().max(0.0) / all.ln()
}

const MIN_REPORTS: u64 = 250;

#[expect(clippy::cast_precision_loss, reason = "counts of reports stay far below 2^52")]
fn to_f64(n: u64) -> f64 {
    n as f64
}

/// Why two reports look alike or differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// The same handler, page or script.
    SameHandler,
    /// The same parameter.
    SameParameter,
    /// Another name of a program in common.
    SameName,
    /// The same part of the device.
    SamePart,
    /// The same model.
    SameModel,
    /// Another model of the same series.
    SiblingModel,
    /// The same class of weakness.
    SameWeakness,
    /// Rare words in common.
    SameWords,
    /// Different handlers.
    OtherHandler,
    /// Different parameters.
    OtherParameter,
    /// Different classes of weakness.
    OtherWeakness,
}

/// One reason, with the thing it is about (empty where there is none).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Reason {
    /// What it says.
    pub kind: ReasonKind,
    /// The handler, parameter, part or words it is about.
    pub about: String,
}

impl Reason {
    /// In English, such as "same handler `formsetlanguage`".
    #[must_use]
    pub fn in_english(&self) -> String {
        self.render(match self.kind {
            ReasonKind::SameHandler => "same handler",
            ReasonKind::SameParameter => "same parameter",
            ReasonKind::SameName => "same name in the code",
            ReasonKind::SamePart => "same part of the device",
            ReasonKind::SameModel => "same model",
            ReasonKind::SiblingModel => "sibling model",
            ReasonKind::SameWeakness => "same class of weakness",
            ReasonKind::SameWords => "rare words in common",
            ReasonKind::OtherHandler => "but another handler",
            ReasonKind::OtherParameter => "but another parameter",
            ReasonKind::OtherWeakness => "but another class of weakness",
        })
    }

    /// In German.
    #[must_use]
    pub fn in_german(&self) -> String {
        self.render(match self.kind {
            ReasonKind::SameHandler => "gleicher Handler",
            ReasonKind::SameParameter => "gleicher Parameter",
            ReasonKind::SameName => "gleicher Name im Code",
            ReasonKind::SamePart => "gleicher Teil des Geräts",
            ReasonKind::SameModel => "gleiches Modell",
            ReasonKind::SiblingModel => "Schwestermodell",
            ReasonKind::SameWeakness => "gleiche Art von Schwachstelle",
            ReasonKind::SameWords => "seltene Wörter gemeinsam",
            ReasonKind::OtherHandler => "aber ein anderer Handler",
            ReasonKind::OtherParameter => "aber ein anderer Parameter",
            ReasonKind::OtherWeakness => "aber eine andere Art von Schwachstelle",
        })
    }

    fn render(&self, says: &str) -> String {
        if self.about.is_empty() { says.to_owned() } else { format!("{says} `{}`", self.about) }
    }
}

/// How alike two reports are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Similarity {
    /// From 0 to 1; 0.5 and above means "the same flaw, I would say".
    pub score: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Compares two reports.
#[must_use]
pub fn compare(a: &Features, b: &Features, rarity: &impl Rarity) -> Similarity {
    let pair = Pairing { a, b, rarity };
    Similarity { score: pair.score(), reasons: pair.reasons() }
}

/// Number of measures of a pair.
const MEASURES: usize = 29;

/// Offset and weights of the logistic score, fitted on labelled pairs of reports and rounded.
const BIAS: f64 = -8.72;
const WEIGHTS: [f64; MEASURES] = [
    0.18,  // handlers shared
    -0.20, // handlers differ
    0.29,  // parameters shared
    -0.37, // parameters differ
    1.43,  // names shared
    4.43,  // parts alike
    -0.33, // words alike
    0.94,  // class shared
    -1.68, // class differs
    2.42,  // same model
    1.50,  // sibling model
    -0.53, // other series
    -1.47, // other brand
    1.10,  // names alike
    1.30,  // parts shared
    0.12,  // words shared
    -0.22, // a handler missing
    0.56,  // a parameter missing
    -0.69, // parts apart
    -0.73, // names apart
    -2.62, // parts of title and request apart
    -0.83, // names of title and request differ
    1.85,  // no name shared
    -1.24, // ways of breaking in differ
    -1.60, // handlers of title or request differ
    -1.07, // parameters of title or request differ
    -1.29, // most likely ways of breaking in differ
    0.70,  // a rare name of title or request in common
    2.50,  // the same rare request, and nothing against it
];

/// Classes that people rarely mistake for one another.
const WAYS: [&str; 5] = ["overflow", "command", "xss", "traversal", "xxe"];
/// Classes that people use for one another: a page without a login is all three.
const OPEN_DOORS: [&str; 3] = ["auth", "disclosure", "credential"];

struct Pairing<'f, R> {
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

impl<R: Rarity> Pairing<'_, R> {
    fn set(features: &Features, kind: Kind) -> Vec<&(Token, u8)> {
        features.tokens.iter().filter(|(t, _)| t.kind == kind).collect()
    }

    fn shared(&self, kind: Kind) -> Vec<&Token> {
        let b: BTreeSet<&Token> = Self::set(self.b, kind).into_iter().map(|(t, _)| t).collect();
        Self::set(self.a, kind).into_iter().map(|(t, _)| t).filter(|t| b.contains(t)).collect()
    }

    fn overlap(&self, kind: Kind) -> Overlap {
        let (a, b) = (Self::set(self.a, kind), Self::set(self.b, kind));
        let of_b: HashMap<&Token, u8> = b.iter().map(|(t, s)| (t, *s)).collect();
        let value = |t: &Token, s: u8| weight(t, self.rarity) * strength(s);
        let norm = |list: &[&(Token, u8)]| list.iter().map(|(t, s)| value(t, *s).powi(2)).sum::<f64>().sqrt();
        let (mut dot, mut shared) = (0.0, 0.0);
        for (token, s) in &a {
            if let Some(other) = of_b.get(token) {
                dot += value(token, *s) * value(token, *other);
                shared += weight(token, self.rarity);
            }
        }
        let product = norm(&a) * norm(&b);
        let cosine = if product > 0.0 { dot / product } else { 0.0 };
        Overlap { shared, cosine, either_empty: a.is_empty() || b.is_empty() }
    }

    /// Names of one kind in one report that the other does not mention anywhere, though it has its own.
    fn conflict(&self, kind: Kind) -> f64 {
        let o = self.overlap(kind);
        if o.either_empty || o.shared > 0.0 {
            return 0.0;
        }
        let in_a: HashSet<&str> = self.a.of(Kind::Word).collect();
        let in_b: HashSet<&str> = self.b.of(Kind::Word).collect();
        let crossed = self.a.of(kind).any(|n| in_b.contains(n)) || self.b.of(kind).any(|n| in_a.contains(n));
        if crossed { 0.3 } else { 1.0 }
    }

    /// Both reports show a way of breaking in that leaves no doubt, and not the same.
    fn ways_differ(&self) -> bool {
        let ways = |f: &Features| -> BTreeSet<String> {
            f.of(Kind::Weakness).filter(|w| WAYS.contains(w)).map(str::to_owned).collect()
        };
        let (a, b) = (ways(self.a), ways(self.b));
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    }

    /// What title or request of a report name of one kind, without what every report of a product names.
    fn leading<'t>(&self, features: &'t Features, kind: Kind) -> BTreeSet<&'t str> {
        let leads = |(t, s): &&(Token, u8)| t.kind == kind && *s >= 2 && weight(t, self.rarity) > 0.3;
        features.tokens.iter().filter(leads).map(|(t, _)| t.value.as_str()).collect()
    }

    /// Title or request of both name something of one kind, and nothing in common.
    fn leading_differ(&self, kind: Kind) -> bool {
        let (a, b) = (self.leading(self.a, kind), self.leading(self.b, kind));
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    }

    /// The rarest name that title or request of both have in common.
    fn leading_shared(&self) -> f64 {
        let b = self.leading(self.b, Kind::Name);
        let both = self.leading(self.a, Kind::Name).into_iter().filter(|n| b.contains(n));
        both.map(|n| weight(&Token::new(Kind::Name, n), self.rarity)).fold(0.0, f64::max)
    }

    /// The same rare handler and parameter in one series with the same class. Set by hand: it speaks for parts of
    /// devices that the list of parts lacks.
    fn is_same_request(&self) -> bool {
        let rare = |kind| self.shared(kind).into_iter().any(|t| weight(t, self.rarity) > 0.6);
        rare(Kind::Parameter)
            && rare(Kind::Handler)
            && !self.shared(Kind::Weakness).is_empty()
            && !self.leading_ways_differ()
    }

    /// The most likely way of breaking in is clear in both, and not the same.
    fn leading_ways_differ(&self) -> bool {
        let ways = |f: &Features| -> BTreeSet<String> {
            let best = f.tokens.iter().filter(|(t, s)| t.kind == Kind::Weakness && *s >= 2);
            best.map(|(t, _)| t.value.clone()).collect()
        };
        let (a, b) = (ways(self.a), ways(self.b));
        let clear =
            |ways: &BTreeSet<String>| !ways.is_empty() && ways.iter().all(|w| WAYS.contains(&w.as_str()));
        clear(&a) && clear(&b) && a.is_disjoint(&b)
    }

    /// Both reports name something of the code in title or request, and neither mentions what the other names.
    fn strong_names_differ(&self) -> f64 {
        let strong = |f: &Features| -> Vec<String> {
            let names = f
                .tokens
                .iter()
                .filter(|(t, s)| t.kind == Kind::Name && *s >= 2 && weight(t, self.rarity) > 0.3);
            names.map(|(t, _)| t.value.clone()).collect()
        };
        let (a, b) = (strong(self.a), strong(self.b));
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        let knows = |f: &Features, names: &[String]| f.of(Kind::Word).any(|w| names.iter().any(|n| n == w));
        if knows(self.a, &b) || knows(self.b, &a) { 0.0 } else { 1.0 }
    }

    fn score(&self) -> f64 {
        let sum = self.measure().iter().zip(WEIGHTS).map(|(m, w)| m * w).sum::<f64>() + BIAS;
        1.0 / (1.0 + (-sum).exp())
    }

    /// How much each report has of a kind that the other lacks: the smaller of both sums.
    fn apart(&self, kind: Kind, least: u8) -> f64 {
        let shared: BTreeSet<&Token> = self.shared(kind).into_iter().collect();
        let rest = |f: &Features| -> f64 {
            f.tokens
                .iter()
                .filter(|(t, s)| t.kind == kind && *s >= least && !shared.contains(t))
                .map(|(t, _)| weight(t, self.rarity).powi(2))
                .sum()
        };
        rest(self.a).min(rest(self.b)).min(2.0)
    }

    fn measure(&self) -> [f64; MEASURES] {
        let handler = self.overlap(Kind::Handler);
        let parameter = self.overlap(Kind::Parameter);
        let name = self.overlap(Kind::Name);
        let part = self.overlap(Kind::Part);
        let word = self.overlap(Kind::Word);
        let weakness = self.overlap(Kind::Weakness);
        let (model, family) = (self.shared(Kind::Model), self.shared(Kind::Family));
        let same_family = family.iter().any(|t| !t.value.starts_with("brand "));
        let same_brand = family.iter().any(|t| t.value.starts_with("brand "));
        let flag = |b: bool| if b { 1.0 } else { 0.0 };
        let open = |f: &Features| f.of(Kind::Weakness).any(|w| OPEN_DOORS.contains(&w));
        let both_open = open(self.a) && open(self.b);
        let weakness_differs = !weakness.either_empty && !both_open && self.shared(Kind::Weakness).is_empty();
        [
            handler.shared.min(1.5),
            self.conflict(Kind::Handler),
            parameter.shared.min(1.5),
            self.conflict(Kind::Parameter),
            name.shared.min(2.0),
            part.cosine,
            word.cosine,
            flag(!self.shared(Kind::Weakness).is_empty()),
            flag(weakness_differs),
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
            self.apart(Kind::Part, 2),
            self.strong_names_differ(),
            flag(name.shared == 0.0),
            flag(self.ways_differ()),
            flag(self.leading_differ(Kind::Handler)),
            flag(self.leading_differ(Kind::Parameter)),
            flag(self.leading_ways_differ()),
            self.leading_shared(),
            flag(same_family && self.is_same_request()),
        ]
    }

    fn reasons(&self) -> Vec<Reason> {
        let mut list: Vec<(f64, Reason)> = Vec::new();
        let mut add =
            |weight: f64, kind, about: &str| list.push((weight, Reason { kind, about: about.to_owned() }));
        for token in self.shared(Kind::Handler) {
            add(3.0 + weight(token, self.rarity), ReasonKind::SameHandler, &token.value);
        }
        for token in self.shared(Kind::Parameter) {
            add(2.5 + weight(token, self.rarity), ReasonKind::SameParameter, &token.value);
        }
        let said: HashSet<&str> = self
            .shared(Kind::Handler)
            .into_iter()
            .chain(self.shared(Kind::Parameter))
            .map(|t| t.value.as_str())
            .collect();
        for token in self.shared(Kind::Name).into_iter().filter(|t| !said.contains(t.value.as_str())) {
            add(2.0 + weight(token, self.rarity), ReasonKind::SameName, &token.value);
        }
        for token in self.shared(Kind::Part) {
            add(0.5 + weight(token, self.rarity), ReasonKind::SamePart, &token.value.replace('_', " "));
        }
        match (
            self.shared(Kind::Model).first(),
            self.shared(Kind::Family).iter().find(|t| !t.value.starts_with("brand ")),
        ) {
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
        if self.shared(Kind::Weakness).is_empty() && !self.overlap(Kind::Weakness).either_empty {
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
            .map(|(report, f)| (report, f, Pairing { a: features, b: f, rarity }.score()))
            .collect();
        list.sort_by(|x, y| y.2.total_cmp(&x.2).then(y.0.cmp(&x.0)));
        list.truncate(limit);
        // The words are only worth making for what is shown.
        list.into_iter()
            .map(|(report, f, _)| Candidate { report, similarity: compare(features, f, rarity) })
            .collect()
    }
}
