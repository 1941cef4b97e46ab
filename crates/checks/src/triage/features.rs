//! What makes a report recognisable: stable tokens for handlers, parameters, models, parts, weaknesses, words.
//!
//! Invariant: tokens depend only on the report and the catalog, never on other reports, so that a store can
//! keep them as keyed hashes when the report arrives and compare sealed reports by equality alone.

mod names;
mod sections;
mod spelling;
mod thesaurus;
mod topics;
mod vocabulary;
mod weakness;

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::concepts::{CONCEPTS, WEAKNESSES};
use super::products::{Knowledge, join};
use super::words::{Words, is_ideograph};
use names::{
    Request, handler_words, is_noise_name, is_program_name, is_system_path, normal, prose_parameters,
};
use sections::Sections;
use spelling::spelled_out;
use topics::{aside_clauses, prose_topics, words_of_name};
use vocabulary::{STOP, stem};
use weakness::{class_of_cwe, classes_of_payloads};

/// A report as it arrived. Unknown fields are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportText {
    /// Title.
    pub title: String,
    /// Description, steps and everything else, as one text.
    pub body: String,
    /// Brand as written by the reporter.
    pub brand: String,
    /// Model as written by the reporter.
    pub model: String,
    /// Firmware version as written by the reporter.
    pub firmware: String,
    /// Weakness as chosen by the reporter, such as `CWE-78`.
    pub cwe: String,
}

/// What a token stands for. The order is part of the stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A request parameter, form field or XML element that carries the value.
    Parameter,
    /// The handler, page, script or function that a request is made to.
    Handler,
    /// Any other name of a program: function, library, variable in the firmware, setting.
    Name,
    /// A model of the program, in catalog spelling.
    Model,
    /// The series a model belongs to.
    Family,
    /// The class of weakness.
    Weakness,
    /// A part or feature of the device.
    Part,
    /// A word of the description.
    Word,
    /// A part together with the series: only for finding candidates.
    Pair,
    /// A word that says what the report is about, in names or in prose, one for all that mean the same.
    Topic,
}

impl Kind {
    /// The kind in stored tokens: one stable letter.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Parameter => 'p',
            Self::Handler => 'h',
            Self::Name => 'n',
            Self::Model => 'm',
            Self::Family => 'f',
            Self::Weakness => 'w',
            Self::Part => 'c',
            Self::Word => 't',
            Self::Pair => 'x',
            Self::Topic => 'o',
        }
    }
}

/// One feature of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Token {
    /// What it stands for.
    pub kind: Kind,
    /// Its normal form.
    pub value: String,
}

impl Token {
    /// A token.
    #[must_use]
    pub fn new(kind: Kind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into() }
    }

    /// The stable text to be keyed by a store, such as `h:formsetlanguage`.
    #[must_use]
    pub fn stable(&self) -> String {
        format!("{}:{}", self.kind.letter(), self.value)
    }
}

/// The features of a report: each token once, with how strongly the text stands for it (1 to 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Features {
    /// Sorted by token.
    pub tokens: Vec<(Token, u8)>,
    /// Parameters, handlers and functions with the words they are made of, as topics.
    #[serde(default)]
    pub spelled: Vec<Spelled>,
}

/// A name of a program with the words it is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spelled {
    /// The name, among the tokens too.
    pub name: Token,
    /// Its words, as the values of [`Kind::Topic`].
    pub words: Vec<String>,
}

impl Features {
    /// The tokens that are worth looking other reports up by, the most telling first, at most `limit`.
    #[must_use]
    pub fn telling(&self, limit: usize) -> Vec<&Token> {
        let rank = |(token, strength): &(Token, u8)| {
            let by_kind = match token.kind {
                Kind::Parameter | Kind::Handler => 9,
                Kind::Name => 7,
                Kind::Pair => 6,
                Kind::Model | Kind::Part => 5,
                Kind::Topic => 3,
                Kind::Family => 1,
                Kind::Weakness | Kind::Word => return None,
            };
            Some(by_kind + strength)
        };
        let mut ranked: Vec<(u8, &Token)> =
            self.tokens.iter().filter_map(|t| rank(t).map(|rank| (rank, &t.0))).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        ranked.into_iter().take(limit).map(|(_, token)| token).collect()
    }

    /// The values of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter(move |(t, _)| t.kind == kind).map(|(t, _)| t.value.as_str())
    }
}

/// Extracts the features of a report.
#[must_use]
pub fn features(report: &ReportText, knowledge: &Knowledge) -> Features {
    let mut found = Collector { tokens: BTreeMap::new(), spelled: BTreeMap::new() };
    let sections = Sections::of(&report.body);
    let request = Request::of(&sections.code);
    for parameter in &request.parameters {
        found.add_name(Kind::Parameter, parameter, 3);
    }
    for parameter in &request.beside {
        found.add_name(Kind::Name, parameter, 1);
    }
    for handler in &request.handlers {
        found.add_handler(handler, 3);
    }
    found.add_prose_names(&report.title, 2);
    found.add_prose_names(&sections.prose, 1);
    found.drop_models_from_names(knowledge);
    let texts = [Text::of(&report.title, 2), Text::of(&sections.prose, 1)];
    found.add_models(report, &texts, knowledge);
    found.add_parts(&texts);
    found.add_weakness(report, &texts);
    found.add_words(&texts);
    found.add_topics(&texts);
    found.add_pairs();
    found.finish()
}

/// A part of a report with its words, cut once, and how strongly what it says stands for the report.
struct Text<'r> {
    text: &'r str,
    words: Words,
    strength: u8,
    /// Clauses that name something only to say that it is not meant.
    aside: HashSet<usize>,
}

impl<'r> Text<'r> {
    fn of(text: &'r str, strength: u8) -> Self {
        let words = Words::of(text);
        Self { text, aside: aside_clauses(&words), words, strength }
    }

    fn counts(&self, word: usize) -> bool {
        self.words.list.get(word).is_none_or(|w| !self.aside.contains(&w.clause))
    }
}

struct Collector {
    tokens: BTreeMap<Token, u8>,
    /// The words of names, by the name's normal form.
    spelled: BTreeMap<Token, Vec<String>>,
}

impl Collector {
    fn add(&mut self, kind: Kind, value: String, strength: u8) {
        if value.len() < 2 || value.len() > 60 {
            return;
        }
        if matches!(kind, Kind::Parameter | Kind::Handler) {
            self.add(Kind::Name, value.clone(), strength);
        }
        if kind == Kind::Name {
            self.add(Kind::Word, value.clone(), strength);
        }
        let entry = self.tokens.entry(Token { kind, value }).or_insert(0);
        *entry = (*entry).max(strength);
    }

    /// Adds a name as it is written, and keeps the words it is made of.
    fn add_name(&mut self, kind: Kind, written: &str, strength: u8) {
        let value = normal(written);
        self.spelled.entry(Token::new(kind, value.clone())).or_insert_with(|| words_of_name(written));
        self.add(kind, value, strength);
    }

    fn finish(self) -> Features {
        let kept = |(name, words)| self.tokens.contains_key(&name).then_some(Spelled { name, words });
        let spelled = self.spelled.into_iter().filter_map(kept).collect();
        Features { spelled, tokens: self.tokens.into_iter().collect() }
    }

    fn add_handler(&mut self, path: &str, strength: u8) {
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let is_part_of_code = [".so", ".sh", ".js", ".json", ".conf", ".dll", ".lua", ".cfg", ".c"]
            .iter()
            .any(|e| last.ends_with(e));
        let kind = if is_part_of_code { Kind::Name } else { Kind::Handler };
        self.add_name(kind, last, strength);
    }

    fn add_prose_names(&mut self, text: &str, strength: u8) {
        for parameter in prose_parameters(text) {
            self.add_name(Kind::Parameter, &parameter, strength);
        }
        for path in super::traits::paths(text) {
            if !is_system_path(&path.text) {
                self.add_handler(&path.text, strength);
            }
        }
        for name in
            text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|n| is_program_name(n))
        {
            if !is_noise_name(name) {
                self.add_name(Kind::Name, name, strength);
            }
        }
        for name in handler_words(text) {
            self.add_name(Kind::Name, &name, strength);
        }
    }

    fn drop_models_from_names(&mut self, knowledge: &Knowledge) {
        self.tokens
            .retain(|t, _| !matches!(t.kind, Kind::Name | Kind::Handler) || !knowledge.is_model(&t.value));
    }

    fn add_models(&mut self, report: &ReportText, texts: &[Text<'_>], knowledge: &Knowledge) {
        let named = texts.iter().flat_map(|t| knowledge.models_in(t.text, &t.words));
        let mut models: Vec<(String, u8)> = named.map(|m| (m.model, 1)).collect();
        match knowledge.find_model(&report.model) {
            Some(model) => models.push((model.model, 2)),
            None if !report.model.trim().is_empty() => models.push((join(&report.model), 2)),
            None => {}
        }
        for (model, strength) in models {
            self.add(Kind::Family, knowledge.series_of(&model), strength);
            self.add(Kind::Model, model, strength);
        }
        if !report.brand.trim().is_empty() {
            self.add(Kind::Family, format!("brand {}", join(&report.brand)), 1);
        }
    }

    fn add_parts(&mut self, texts: &[Text<'_>]) {
        let of_program = |t: &&Token| matches!(t.kind, Kind::Parameter | Kind::Handler | Kind::Name);
        let mut names: BTreeMap<&str, u8> = BTreeMap::new();
        for (token, strength) in self.tokens.iter().filter(|(t, _)| of_program(t)) {
            let entry = names.entry(&token.value).or_insert(0);
            *entry = (*entry).max(*strength);
        }
        let mut parts: Vec<(&'static str, u8)> = Vec::new();
        for (name, strength) in names {
            let hits = CONCEPTS.find_all(&Words::of(&spelled_out(name)));
            parts.extend(hits.iter().map(|h| (h.meaning, strength.min(2))));
        }
        for text in texts {
            let hits = CONCEPTS.find_all(&text.words);
            let counts = hits.iter().filter(|h| text.counts(h.from));
            parts.extend(counts.map(|h| (h.meaning, text.strength)));
        }
        for (part, strength) in parts {
            self.add(Kind::Part, part.to_owned(), strength);
        }
    }

    fn add_weakness(&mut self, report: &ReportText, texts: &[Text<'_>]) {
        let mut votes: BTreeMap<&'static str, u32> = BTreeMap::new();
        for text in texts {
            let hits = WEAKNESSES.find_all(&text.words);
            for hit in hits.iter().filter(|h| text.counts(h.from)) {
                *votes.entry(hit.meaning).or_insert(0) += if text.strength > 1 { 3 } else { 1 };
            }
        }
        for class in classes_of_payloads(&report.body) {
            *votes.entry(class).or_insert(0) += 2;
        }
        if let Some(class) = class_of_cwe(&report.cwe) {
            *votes.entry(class).or_insert(0) += 3;
        }
        let best = votes.values().max().copied().unwrap_or(0);
        for (class, count) in votes.into_iter().filter(|(_, count)| count * 2 >= best) {
            self.add(Kind::Weakness, class.to_owned(), if count == best { 2 } else { 1 });
        }
    }

    fn add_words(&mut self, texts: &[Text<'_>]) {
        for (word, strength) in texts.iter().flat_map(|t| t.words.list.iter().map(|w| (w, t.strength))) {
            let plain = stem(&word.folded);
            let is_word =
                plain.chars().count() >= 3 && !plain.chars().any(|c| c.is_ascii_digit() || c == '_');
            let tells = !STOP.contains(&plain.as_str()) && !STOP.contains(&word.folded.as_str());
            if is_word && !plain.chars().any(is_ideograph) && tells {
                self.add(Kind::Word, plain, strength);
            }
        }
    }

    /// Words of names and of prose; what is named only to set it aside does not count.
    fn add_topics(&mut self, texts: &[Text<'_>]) {
        let mut topics: Vec<(String, u8)> = Vec::new();
        for (name, words) in &self.spelled {
            let strength = self.tokens.get(name).copied().unwrap_or(1).min(2);
            topics.extend(words.iter().map(|w| (w.clone(), strength)));
        }
        for text in texts {
            topics.extend(prose_topics(&text.words).into_iter().map(|w| (w, text.strength)));
        }
        for (topic, strength) in topics {
            self.add(Kind::Topic, topic, strength);
        }
    }

    fn add_pairs(&mut self) {
        let families: Vec<String> =
            self.values(Kind::Family).into_iter().filter(|f| !f.starts_with("brand ")).collect();
        let parts = self.values(Kind::Part);
        for family in families {
            for part in &parts {
                self.add(Kind::Pair, format!("{family} {part}"), 1);
            }
        }
    }

    fn values(&self, kind: Kind) -> Vec<String> {
        self.tokens.keys().filter(|t| t.kind == kind).map(|t| t.value.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(title: &str, body: &str) -> Vec<String> {
        let report = ReportText {
            title: title.into(),
            body: body.into(),
            model: "RE 6500".into(),
            ..ReportText::default()
        };
        features(&report, &Knowledge::built_in()).tokens.iter().map(|(t, _)| t.stable()).collect()
    }

    #[test]
    fn requests_give_handler_and_parameter_but_no_headers() {
        let found = tokens(
            "Overflow",
            "See:\n```http\nPOST /goform/setLan HTTP/1.1\nHost: 10.0.0.1\nCookie: SID=12\n\nlan2enabled=AAAA&page=1\n```\n",
        );
        for wanted in ["h:setlan", "p:lan2enabled", "p:page", "m:re6500", "f:re", "c:second_lan"] {
            assert!(found.contains(&wanted.to_owned()), "{wanted} in {found:?}");
        }
        assert!(!found.contains(&"p:sid".to_owned()));
    }

    #[test]
    fn symptom_and_code_meet_in_the_part() {
        let symptom = tokens("Crash", "The box for the network name is copied without a limit.");
        let code = tokens("wl_ssid overflow", "");
        assert!(
            symptom.contains(&"c:ssid".to_owned()) && code.contains(&"c:ssid".to_owned()),
            "{symptom:?} {code:?}"
        );
    }

    #[test]
    fn names_are_spelled_out() {
        assert_eq!(spelling::segment("pppusername"), ["ppp", "user", "name"]);
        assert_eq!(spelling::segment("xyzzy"), ["xyzzy"]);
    }

    #[test]
    fn side_parts_do_not_count() {
        let found = tokens(
            "x",
            "The clock is evaluated.\n\n## Impact\nThe printer burns.\n\n## Details\nMore about bananas.\n\nBackground: cherries grow.\n",
        );
        assert!(found.contains(&"t:banana".to_owned()));
        assert!(
            !found.contains(&"t:printer".to_owned())
                && !found.contains(&"t:cherri".to_owned())
                && !found.contains(&"t:cherr".to_owned())
        );
    }
}
