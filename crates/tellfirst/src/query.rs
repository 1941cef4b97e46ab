//! The query language of the inbox, `state:new severity:high brand:linksys -label:slop submitted:>2026-10-01`:
//! AND between keys, OR inside a key, `-` negates, other words search.
//!
//! Pure: text and the names there are go in, a [`Query`] or every [`Problem`] comes out. A query that is not
//! understood is never run half: what was typed stays, and each problem names its part and what would fit.

mod term;

use domain::case::State;
use domain::program::words::nearest;
use domain::severity::Severity;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::inbox::{Assignee, Direction, InboxQuery, Sort, Span};
use store::tokens::{Token, TokenKind};

use crate::action::row::{flag, severity_column};
use term::Term;

/// The keys there are, for suggestions.
pub const KEYS: [&str; 16] = [
    "state",
    "severity",
    "brand",
    "assignee",
    "waiting",
    "is",
    "label",
    "model",
    "cve",
    "cwe",
    "reporter",
    "due",
    "submitted",
    "updated",
    "embargo",
    "sort",
];
/// Values of `is:`.
pub const IS: [&str; 9] = [
    "open",
    "closed",
    "overdue",
    "unassigned",
    "second-person",
    "green",
    "public",
    "sighted",
    "commissioned",
];
const WAITING: [&str; 4] = ["team", "reporter", "remediation", "nobody"];
const SORTS: [&str; 4] = ["updated", "submitted", "due", "severity"];
const SEVERITIES: [&str; 6] = ["unrated", "none", "low", "medium", "high", "critical"];

/// The names a query can use, and the circumstances it is read in.
#[derive(Debug, Clone)]
pub struct Names {
    pub now: Timestamp,
    /// Who asks: `assignee:me`.
    pub me: store::UserId,
    /// Names and addresses of staff.
    pub people: Vec<(String, store::UserId)>,
    /// Ids of the program's brands.
    pub brands: Vec<String>,
}

/// What is wrong with a part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no such key.
    UnknownKey { key: String, did_you_mean: Option<&'static str> },
    /// The key has no such value.
    UnknownValue { key: &'static str, value: String, did_you_mean: Vec<String> },
    /// Nothing stands after the colon.
    NoValue { key: String },
    /// A date must be like `>2026-10-01`.
    NoDate { key: &'static str, value: String },
    /// The key takes one value only.
    OneValue { key: &'static str },
    /// It cannot be left out with a minus.
    NotNegated { key: String },
}

/// A part of a query as it was understood, to be shown as an active filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As typed.
    pub text: String,
    /// The query without it.
    pub without: String,
}

/// A query that was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The conditions on columns; tokens are still words.
    columns: InboxQuery,
    tokens: Vec<(TokenKind, String)>,
    any: Vec<(TokenKind, Vec<String>)>,
    not: Vec<(TokenKind, String)>,
    /// Conditions that exclude each other: an empty list in `columns` would be no condition at all.
    impossible: bool,
    /// Its parts, in the order typed.
    pub parts: Vec<Part>,
}

/// Reads a query.
///
/// # Errors
/// Every part that is not understood, at once.
pub fn parse(text: &str, names: &Names) -> Result<Query, Vec<Problem>> {
    let terms = term::split(text);
    let mut reader = Reader { names, query: Query::default(), problems: Vec::new() };
    terms.iter().for_each(|term| reader.take(term));
    for (at, term) in terms.iter().enumerate() {
        let others = terms.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, t)| t.text.as_str());
        let without = others.collect::<Vec<_>>().join(" ");
        reader.query.parts.push(Part { text: term.text.clone(), without });
    }
    if reader.problems.is_empty() { Ok(reader.query) } else { Err(reader.problems) }
}

impl Query {
    /// The query as the store runs it. `token` makes the keyed digest of a value, `words` those of a text.
    #[must_use]
    pub fn to_inbox(
        &self,
        token: impl Fn(TokenKind, &str) -> Token,
        words: impl Fn(&str) -> Vec<Token>,
    ) -> InboxQuery {
        let digest = |kind: TokenKind, value: &str| match kind {
            TokenKind::Word => words(value),
            kind => vec![token(kind, value)],
        };
        let mut inbox = self.columns.clone();
        inbox.tokens = self.tokens.iter().flat_map(|(kind, value)| digest(*kind, value)).collect();
        let group = |(kind, values): &(TokenKind, Vec<String>)| {
            values.iter().flat_map(|value| digest(*kind, value)).collect()
        };
        inbox.any_tokens = self.any.iter().map(group).collect();
        // Of a joined word the whole comes first; leaving out its parts too would leave out too much.
        inbox.not_tokens =
            self.not.iter().filter_map(|(kind, value)| digest(*kind, value).into_iter().next()).collect();
        let (open, closed): (Vec<State>, Vec<State>) =
            State::ALL.into_iter().partition(|state| state.is_open());
        let words = |states: Vec<State>| states.into_iter().map(State::word).collect::<Vec<_>>();
        inbox.with_open_recognised(&words(open), &words(closed))
    }

    /// The order asked for.
    #[must_use]
    pub fn order(&self) -> (Sort, Direction) {
        (self.columns.sort, self.columns.direction)
    }

    /// Leaves only cases in these states, for readers who see no others.
    pub fn restrict_states(&mut self, seen: &[State]) {
        let seen = seen.iter().map(|state| state.word().to_owned()).collect();
        self.impossible |= narrow(&mut self.columns.states, seen);
    }

    /// True when no case can fit.
    #[must_use]
    pub fn is_impossible(&self) -> bool {
        self.impossible
    }
}

struct Reader<'a> {
    names: &'a Names,
    query: Query,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn take(&mut self, term: &Term) {
        let Some(key) = &term.key else {
            return self.word(term);
        };
        if term.values.is_empty() {
            return self.problems.push(Problem::NoValue { key: key.clone() });
        }
        match key.as_str() {
            "state" | "status" => self.state(term),
            "severity" => self.severity(term),
            "brand" => self.brand(term),
            "assignee" | "assigned" => self.assignee(term),
            "waiting" => self.waiting(term),
            "is" => self.is(term),
            "label" => self.token(TokenKind::Label, term, |v| Some(v.to_lowercase())),
            "model" => self.token(TokenKind::Model, term, |v| Some(domain::catalog::find::fold(v))),
            "reporter" => self.token(TokenKind::ReporterEmail, term, |v| Some(v.to_lowercase())),
            "cve" => self.cve(term),
            "cwe" => self.cwe(term),
            "due" => self.due(term),
            "submitted" => self.span(term, "submitted"),
            "updated" => self.span(term, "updated"),
            "embargo" => self.embargo(term),
            "sort" => self.sort(term),
            other => {
                let did_you_mean = nearest(other, KEYS);
                self.problems.push(Problem::UnknownKey { key: other.to_owned(), did_you_mean });
            }
        }
    }

    fn word(&mut self, term: &Term) {
        let Some(word) = term.values.first() else { return };
        if word == "overdue" && !term.quoted {
            return self.overdue(term);
        }
        if !term.negated {
            self.query.tokens.push((TokenKind::Word, word.clone()));
        } else if word.split_whitespace().count() > 1 {
            self.problems.push(Problem::NotNegated { key: word.clone() });
        } else {
            self.query.not.push((TokenKind::Word, word.clone()));
        }
    }

    fn state(&mut self, term: &Term) {
        // The open cases have an index of their own.
        if term.values == ["open"] && !term.negated || term.values == ["closed"] && term.negated {
            self.query.columns.is_open = true;
            return;
        }
        let mut wanted = Vec::new();
        for value in &term.values {
            match (value.as_str(), State::from_word(value)) {
                ("open", _) => wanted.extend(State::ALL.into_iter().filter(|s| s.is_open())),
                ("closed", _) => wanted.extend(State::ALL.into_iter().filter(|s| !s.is_open())),
                (_, Some(state)) => wanted.push(state),
                (other, None) => {
                    let words: Vec<_> =
                        State::ALL.iter().map(|s| s.word()).chain(["open", "closed"]).collect();
                    self.unknown("state", other, &words);
                }
            }
        }
        let words = wanted.into_iter().map(|state| state.word().to_owned());
        if term.negated {
            return self.query.columns.not_states.extend(words);
        }
        self.query.impossible |= narrow(&mut self.query.columns.states, words.collect());
    }

    fn severity(&mut self, term: &Term) {
        let mut wanted = Vec::new();
        for value in &term.values {
            let (from, word) = value.strip_prefix(">=").map_or((false, value.as_str()), |word| (true, word));
            let column = match word {
                "unrated" => Some(-1),
                word => Severity::from_word(word).map(|s| severity_column(Some(s))),
            };
            match column {
                Some(column) if from => wanted.extend(column..=4),
                Some(column) => wanted.push(column),
                None => self.unknown("severity", word, &SEVERITIES),
            }
        }
        if term.negated {
            wanted = (-1..=4).filter(|column| !wanted.contains(column)).collect();
        }
        self.query.impossible |= narrow(&mut self.query.columns.severities, wanted);
    }

    fn brand(&mut self, term: &Term) {
        let mut wanted = Vec::new();
        let brands: Vec<String> = self.names.brands.clone();
        for value in &term.values {
            match brands.iter().find(|brand| brand.eq_ignore_ascii_case(value)) {
                Some(brand) => wanted.push(brand.clone()),
                None => self.unknown("brand", value, &brands.iter().map(String::as_str).collect::<Vec<_>>()),
            }
        }
        let columns = &mut self.query.columns;
        if term.negated {
            return columns.not_brands.extend(wanted);
        }
        self.query.impossible |= narrow(&mut columns.brands, wanted);
    }

    fn assignee(&mut self, term: &Term) {
        let wanted: Vec<_> = term.values.iter().filter_map(|value| self.person(value)).collect();
        let columns = &mut self.query.columns;
        match wanted[..] {
            _ if term.negated => columns.not_assignees.extend(wanted),
            [one] if columns.assignee.is_none() => columns.assignee = Some(one),
            _ => self.query.impossible |= narrow(&mut columns.assignees, wanted),
        }
    }

    fn person(&mut self, value: &str) -> Option<Assignee> {
        let found = match value {
            "me" => Some(Assignee::User(self.names.me)),
            "none" | "nobody" => Some(Assignee::Nobody),
            name => {
                let wanted = name.to_lowercase();
                let same = |known: &&(String, store::UserId)| {
                    let known = known.0.to_lowercase();
                    known == wanted || known.split([' ', '@']).any(|part| part == wanted)
                };
                self.names.people.iter().find(same).map(|(_, user)| Assignee::User(*user))
            }
        };
        if found.is_none() {
            let people = self.names.people.iter().map(|(name, _)| name.as_str());
            let known: Vec<_> = ["me", "none"].into_iter().chain(people).collect();
            self.problems.push(unknown("assignee", value, &known));
        }
        found
    }

    fn waiting(&mut self, term: &Term) {
        let mut wanted = Vec::new();
        for value in &term.values {
            match value.as_str() {
                "second-person" if term.values.len() == 1 => return self.flag(term, flag::SECOND_PERSON),
                word if WAITING.contains(&word) => wanted.push(word.to_owned()),
                other => self.unknown("waiting", other, &[&WAITING[..], &["second-person"]].concat()),
            }
        }
        if term.negated {
            wanted = WAITING.iter().map(|w| (*w).to_owned()).filter(|w| !wanted.contains(w)).collect();
        }
        self.query.impossible |= narrow(&mut self.query.columns.waiting_on, wanted);
    }

    fn is(&mut self, term: &Term) {
        let [value] = &term.values[..] else {
            return self.problems.push(Problem::OneValue { key: "is" });
        };
        match value.as_str() {
            "open" | "closed" => self.state(term),
            "overdue" => self.overdue(term),
            "unassigned" if term.negated => self.query.columns.not_assignees.push(Assignee::Nobody),
            "unassigned" => self.query.columns.assignee = Some(Assignee::Nobody),
            "second-person" => self.flag(term, flag::SECOND_PERSON),
            "green" => self.flag(term, flag::GREEN),
            "public" => self.flag(term, flag::PUBLIC),
            "sighted" => self.flag(term, flag::SIGHTED),
            "commissioned" => self.flag(term, flag::COMMISSIONED),
            other => self.unknown("is", other, &IS),
        }
    }

    fn flag(&mut self, term: &Term, bit: i64) {
        let columns = &mut self.query.columns;
        let flags = if term.negated { &mut columns.not_flags } else { &mut columns.flags };
        *flags |= bit;
    }

    fn overdue(&mut self, term: &Term) {
        if term.negated {
            return self.problems.push(Problem::NotNegated { key: "overdue".to_owned() });
        }
        earlier(&mut self.query.columns.due_before, self.names.now.as_microsecond());
    }

    fn token(&mut self, kind: TokenKind, term: &Term, spell: impl Fn(&str) -> Option<String>) {
        let values: Vec<_> = term.values.iter().filter_map(|value| spell(value)).collect();
        match &values[..] {
            _ if term.negated => self.query.not.extend(values.into_iter().map(|value| (kind, value))),
            [one] => self.query.tokens.push((kind, one.clone())),
            _ => self.query.any.push((kind, values)),
        }
    }

    fn cve(&mut self, term: &Term) {
        for value in &term.values {
            if domain::id::CveId::try_from(value.clone()).is_err() {
                let example = vec!["CVE-2026-12345".to_owned()];
                let value = value.clone();
                self.problems.push(Problem::UnknownValue { key: "cve", value, did_you_mean: example });
            }
        }
        let spell =
            |v: &str| domain::id::CveId::try_from(v.to_owned()).ok().map(|id| id.as_str().to_lowercase());
        self.token(TokenKind::Cve, term, spell);
    }

    fn cwe(&mut self, term: &Term) {
        for value in term.values.iter().filter(|value| domain::id::CweId::parse(value).is_none()) {
            let did_you_mean = vec!["CWE-79".to_owned()];
            self.problems.push(Problem::UnknownValue { key: "cwe", value: value.clone(), did_you_mean });
        }
        self.token(TokenKind::Cwe, term, |v| domain::id::CweId::parse(v).map(|id| id.0.to_string()));
    }

    fn due(&mut self, term: &Term) {
        let Some(span) = self.read_span(term, "due") else { return };
        if let Some(before) = span.before {
            earlier(&mut self.query.columns.due_before, before);
        }
        if let Some(from) = span.from {
            later(&mut self.query.columns.due_from, from);
        }
    }

    fn embargo(&mut self, term: &Term) {
        let Some(span) = self.read_span(term, "embargo") else { return };
        match span {
            Span { from: None, before: Some(before) } => {
                earlier(&mut self.query.columns.embargo_before, before);
            }
            _ => {
                let value = term.values.join(",");
                self.problems.push(Problem::NoDate { key: "embargo", value });
            }
        }
    }

    fn span(&mut self, term: &Term, key: &'static str) {
        let Some(read) = self.read_span(term, key) else { return };
        let columns = &mut self.query.columns;
        let span = if key == "submitted" { &mut columns.submitted } else { &mut columns.updated };
        if let Some(from) = read.from {
            later(&mut span.from, from);
        }
        if let Some(before) = read.before {
            earlier(&mut span.before, before);
        }
    }

    fn read_span(&mut self, term: &Term, key: &'static str) -> Option<Span> {
        if term.negated {
            self.problems.push(Problem::NotNegated { key: key.to_owned() });
            return None;
        }
        let [value] = &term.values[..] else {
            self.problems.push(Problem::OneValue { key });
            return None;
        };
        let span = span_of(value, self.names.now);
        if span.is_none() {
            self.problems.push(Problem::NoDate { key, value: value.clone() });
        }
        span
    }

    fn sort(&mut self, term: &Term) {
        let [value] = &term.values[..] else {
            return self.problems.push(Problem::OneValue { key: "sort" });
        };
        let (word, direction) = match (value.strip_suffix("-asc"), value.strip_suffix("-desc")) {
            (Some(word), _) => (word, Some(Direction::Ascending)),
            (_, Some(word)) => (word, Some(Direction::Descending)),
            _ => (value.as_str(), None),
        };
        let sort = match word {
            "updated" => Sort::Updated,
            "submitted" => Sort::Submitted,
            "due" => Sort::Due,
            "severity" => Sort::Severity,
            other => return self.unknown("sort", other, &SORTS),
        };
        // What is due first is wanted first; of everything else the newest or the worst.
        let usual = if sort == Sort::Due { Direction::Ascending } else { Direction::Descending };
        self.query.columns.sort = sort;
        self.query.columns.direction = direction.unwrap_or(usual);
    }

    fn unknown(&mut self, key: &'static str, value: &str, known: &[&str]) {
        self.problems.push(unknown(key, value, known));
    }
}

/// A value that is not known, with what it may have meant; all there are when they are few.
fn unknown(key: &'static str, value: &str, known: &[&str]) -> Problem {
    let did_you_mean = match nearest(value, known.iter().copied()) {
        Some(near) => vec![near.to_owned()],
        None => known.iter().take(12).map(|word| (*word).to_owned()).collect(),
    };
    Problem::UnknownValue { key, value: value.to_owned(), did_you_mean }
}

/// Two terms with the same key both hold: what remains is what is in both. True when that is nothing.
fn narrow<T: PartialEq>(list: &mut Vec<T>, wanted: Vec<T>) -> bool {
    if list.is_empty() {
        *list = wanted;
    } else {
        list.retain(|one| wanted.contains(one));
    }
    list.is_empty()
}

fn earlier(before: &mut Option<i64>, moment: i64) {
    *before = Some(before.map_or(moment, |known| known.min(moment)));
}

fn later(from: &mut Option<i64>, moment: i64) {
    *from = Some(from.map_or(moment, |known| known.max(moment)));
}

/// `>2026-10-01`, `>=`, `<`, `<=`, a day, `2026-10-01..2026-10-31`, and `<7d` for days from now. Days are UTC days.
fn span_of(text: &str, now: Timestamp) -> Option<Span> {
    let start =
        |day: Date| day.to_zoned_datetime(TimeZone::UTC).ok().map(|zoned| zoned.timestamp().as_microsecond());
    let end = |day: Date| day.tomorrow().ok().and_then(start);
    if let Some((first, last)) = text.split_once("..") {
        return Some(Span { from: Some(start(day(first, now)?)?), before: Some(end(day(last, now)?)?) });
    }
    let (sign, typed) = ["<=", ">=", "<", ">"]
        .into_iter()
        .find_map(|sign| text.strip_prefix(sign).map(|rest| (sign, rest)))
        .unwrap_or(("", text));
    let day = day(typed, now)?;
    Some(match sign {
        "<" => Span { from: None, before: Some(start(day)?) },
        "<=" => Span { from: None, before: Some(end(day)?) },
        ">" => Span { from: Some(end(day)?), before: None },
        ">=" => Span { from: Some(start(day)?), before: None },
        _ => Span { from: Some(start(day)?), before: Some(end(day)?) },
    })
}

/// A day as typed: `2026-10-01`, `today`, or so many days from now: `14d`, `-30d`.
fn day(text: &str, now: Timestamp) -> Option<Date> {
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    if text == "today" {
        return Some(today);
    }
    if let Some(days) = text.strip_suffix('d') {
        let days: i32 = days.parse().ok()?;
        let span = jiff::Span::new().try_days(days).ok()?;
        return today.checked_add(span).ok();
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests;
