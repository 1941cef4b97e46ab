//! A TOML table that is read key by key, and remembers lines and which keys it was asked for.
//!
//! Reading never stops: a wrong value is noted with its line and a harmless one put in its
//! place, so that one look at the file finds every mistake. What nobody asked for is a mistake too.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Place, Problems};
use super::words::{self, Language, Localized, Word};

/// Where lines begin in a file.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// The line, counted from 1, that holds this byte.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

/// What all sections of a file share.
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) lines: Lines,
    pub(super) problems: RefCell<Problems>,
}

impl<'a> Source<'a> {
    pub(super) fn place(&self, offset: usize) -> Place<'a> {
        Place { file: self.file, line: self.lines.line(offset) }
    }

    pub(super) fn mistake(&self, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.borrow_mut().mistake(at, message, remedy);
    }

    pub(super) fn weakness(&self, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.borrow_mut().weakness(at, message, remedy);
    }
}

/// A word or number of a file with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a, T> {
    pub(super) value: T,
    pub(super) at: Place<'a>,
}

/// One table of the file.
pub(super) struct Section<'a> {
    pub(super) source: &'a Source<'a>,
    name: String,
    at: usize,
    table: &'a DeTable<'a>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Section<'a> {
    pub(super) fn new(source: &'a Source<'a>, name: &str, at: usize, table: &'a DeTable<'a>) -> Self {
        Self { source, name: name.to_owned(), at, table, asked: RefCell::default() }
    }

    /// The line the table begins on.
    pub(super) fn place(&self) -> Place<'a> {
        self.source.place(self.at)
    }

    /// The place of a key's value, or of the table when it is not there.
    pub(super) fn place_of(&self, key: &str) -> Place<'a> {
        self.table.get(key).map_or_else(|| self.place(), |value| self.source.place(value.span().start))
    }

    /// The place of the n-th table of a list.
    pub(super) fn place_of_item(&self, key: &str, index: usize) -> Place<'a> {
        let item = self.table.get(key).and_then(|v| v.get_ref().as_array()).and_then(|a| a.get(index));
        item.map_or_else(|| self.place_of(key), |item| self.source.place(item.span().start))
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    fn wrong(&self, key: &str, at: Place<'_>, wanted: &str) {
        let message = format!("`{key}` in {} must be {wanted}", self.name);
        self.source.mistake(at, message, format!("write {wanted}"));
    }

    fn missing(&self, key: &str, wanted: &str) {
        let message = format!("`{key}` is missing in {}", self.name);
        self.source.mistake(self.place(), message, format!("add `{key}`, {wanted}"));
    }

    /// A text that is not empty.
    pub(super) fn text(&self, key: &'static str) -> Option<Found<'a, &'a str>> {
        let value = self.value(key)?;
        let at = self.source.place(value.span().start);
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            self.wrong(key, at, "a text in quotes that is not empty");
        }
        text.map(|value| Found { value, at })
    }

    /// A text without which the program is not complete.
    pub(super) fn required_text(&self, key: &'static str) -> Found<'a, &'a str> {
        if !self.has(key) {
            self.missing(key, "a text in quotes");
        }
        self.text(key).unwrap_or(Found { value: "", at: self.place_of(key) })
    }

    /// A text that may serve as an id.
    pub(super) fn slug(&self, key: &'static str) -> Found<'a, &'a str> {
        let found = self.required_text(key);
        if !found.value.is_empty() && !words::is_slug(found.value) {
            let proposal = words::slug(found.value);
            let remedy = match proposal.as_str() {
                "" => "use the letters a to z, digits and single hyphens".to_owned(),
                proposal => format!("write \"{proposal}\""),
            };
            self.source.mistake(found.at, format!("\"{}\" cannot be an id", found.value), remedy);
        }
        found
    }

    /// A web address with https.
    pub(super) fn address(&self, key: &'static str) -> Option<Found<'a, url::Url>> {
        let found = self.text(key)?;
        match url::Url::parse(found.value) {
            Ok(url) if url.scheme() == "https" && url.host_str().is_some() => {
                Some(Found { value: url, at: found.at })
            }
            _ => {
                self.wrong(key, found.at, "a web address that begins with https://");
                None
            }
        }
    }

    /// A whole number from 1 to `most`.
    pub(super) fn number(&self, key: &'static str, most: u32) -> Option<u32> {
        let value = self.value(key)?;
        let integer = value.get_ref().as_integer().filter(|i| i.radix() == 10);
        let number = integer.and_then(|i| i.as_str().parse::<u32>().ok()).filter(|n| (1..=most).contains(n));
        if number.is_none() {
            self.wrong(key, self.place_of(key), &format!("a whole number from 1 to {most}"));
        }
        number
    }

    /// A whole number without which the program is not complete.
    pub(super) fn required_number(&self, key: &'static str, most: u32) -> u32 {
        if !self.has(key) {
            self.missing(key, &format!("a whole number from 1 to {most}"));
        }
        self.number(key, most).unwrap_or(1)
    }

    /// Yes or no; no when it is not there.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(key, self.place_of(key), "true or false, without quotes");
            false
        })
    }

    fn date_of(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Date> {
        let text = match value.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() && date.offset.is_none() => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if date.is_none() {
            self.wrong(key, self.source.place(value.span().start), "a date such as 2026-12-31");
        }
        date
    }

    /// A day.
    pub(super) fn date(&self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        self.date_of(key, value)
    }

    fn items(&self, key: &'static str) -> &'a [Spanned<DeValue<'a>>] {
        let Some(value) = self.value(key) else { return &[] };
        if let Some(array) = value.get_ref().as_array() {
            return array;
        }
        self.wrong(key, self.place_of(key), "a list in square brackets");
        &[]
    }

    /// A list of days, in order.
    pub(super) fn dates(&self, key: &'static str) -> Vec<Date> {
        let mut dates: Vec<Date> = self.items(key).iter().filter_map(|v| self.date_of(key, v)).collect();
        dates.sort();
        dates.dedup();
        dates
    }

    /// A list of texts.
    pub(super) fn list(&self, key: &'static str) -> Vec<Found<'a, &'a str>> {
        let read = |value: &'a Spanned<DeValue<'a>>| {
            let at = self.source.place(value.span().start);
            let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
            if text.is_none() {
                self.wrong(key, at, "a list of texts in quotes");
            }
            text.map(|value| Found { value, at })
        };
        self.items(key).iter().filter_map(read).collect()
    }

    /// A list of texts, as owned texts.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.list(key).into_iter().map(|found| found.value.to_owned()).collect()
    }

    /// A list that may not be empty.
    pub(super) fn required_list(&self, key: &'static str) -> Vec<Found<'a, &'a str>> {
        let list = self.list(key);
        if !self.has(key) {
            self.missing(key, "a list of texts");
        } else if list.is_empty() {
            self.wrong(key, self.place_of(key), "a list with at least one text");
        }
        list
    }

    /// Finds a word of a file among the members of an enumeration.
    pub(super) fn find_word<W: Word>(&self, key: &str, found: Found<'_, &str>) -> Option<W> {
        let known = W::WORDS.iter().find(|(word, _)| *word == found.value).map(|(_, member)| *member);
        if known.is_none() {
            let all: Vec<&str> = W::WORDS.iter().map(|(word, _)| *word).collect();
            let remedy = did_you_mean(found.value, &all);
            self.source.mistake(found.at, format!("`{key}` cannot be \"{}\"", found.value), remedy);
        }
        known
    }

    /// A word of an enumeration.
    pub(super) fn word<W: Word>(&self, key: &'static str) -> Option<W> {
        let found = self.text(key)?;
        self.find_word(key, found)
    }

    /// A word without which the program is not complete, and what stands in when it is not there.
    pub(super) fn required_word<W: Word>(&self, key: &'static str, stand_in: W) -> W {
        if !self.has(key) {
            let all: Vec<&str> = W::WORDS.iter().map(|(word, _)| *word).collect();
            self.missing(key, &format!("one of {}", all.join(", ")));
        }
        self.word(key).unwrap_or(stand_in)
    }

    /// A text by language, written `{ en = "...", de = "..." }`.
    pub(super) fn localized(&self, key: &'static str, languages: &[Language]) -> Localized {
        let Some(value) = self.value(key) else { return Localized::default() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, self.place_of(key), "a text by language such as { en = \"...\" }");
            return Localized::default();
        };
        let mut localized = Localized::default();
        for (language, text) in table {
            let at = self.source.place(language.span().start);
            let tag = Language(language.get_ref().to_string());
            if !languages.contains(&tag) {
                let known: Vec<&str> = languages.iter().map(Language::as_str).collect();
                let message =
                    format!("`{key}` has a text in \"{tag}\", which is not a language of the program");
                self.source.mistake(at, message, format!("use {}", known.join(", ")));
            }
            match text.get_ref().as_str().map(str::trim) {
                Some(text) if !text.is_empty() => {
                    localized.0.insert(tag, text.to_owned());
                }
                _ => self.wrong(key, at, "a text in quotes that is not empty"),
            }
        }
        self.note_untranslated(key, &localized, languages);
        localized
    }

    fn note_untranslated(&self, key: &str, localized: &Localized, languages: &[Language]) {
        for language in languages.iter().filter(|l| !localized.0.contains_key(l)) {
            let message = format!("`{key}` in {} has no text in \"{language}\"", self.name);
            let remedy = format!("add {language} = \"...\"");
            self.source.weakness(self.place_of(key), message, remedy);
        }
    }

    /// Reads a table below this one, when it is there.
    pub(super) fn one<T>(&self, key: &'static str, read: impl FnOnce(&Section<'a>) -> T) -> Option<T> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, self.place_of(key), &format!("a table [{key}]"));
            return None;
        };
        let name = format!("[{key}]");
        let section = Self::new(self.source, &name, value.span().start, table);
        let result = read(&section);
        section.note_unknown();
        Some(result)
    }

    /// Reads a table below this one; an empty one stands in when it is not there.
    pub(super) fn required_one<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Section<'a>) -> T,
    ) -> Option<T> {
        if !self.has(key) {
            self.missing(key, &format!("a table [{key}]"));
        }
        self.one(key, read)
    }

    /// Reads each table of a list written `[[key]]`.
    pub(super) fn each<T>(&self, key: &'static str, mut read: impl FnMut(&Section<'a>) -> T) -> Vec<T> {
        let mut all = Vec::new();
        for value in self.items(key) {
            let Some(table) = value.get_ref().as_table() else {
                self.wrong(key, self.source.place(value.span().start), &format!("a table [[{key}]]"));
                continue;
            };
            let name = format!("[[{key}]]");
            let section = Self::new(self.source, &name, value.span().start, table);
            all.push(read(&section));
            section.note_unknown();
        }
        all
    }

    /// Notes every key that nobody asked for.
    pub(super) fn note_unknown(&self) {
        let asked = self.asked.borrow();
        for key in self.table.keys().filter(|key| !asked.contains(key.get_ref().as_ref())) {
            let remedy = match words::nearest(key.get_ref(), asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? Otherwise remove it"),
                None => "remove it".to_owned(),
            };
            let message = format!("`{}` is not a key of {}", key.get_ref(), self.name);
            self.source.mistake(self.source.place(key.span().start), message, remedy);
        }
    }
}

/// A remedy that names the nearest known word, else all of them.
pub(super) fn did_you_mean(typed: &str, known: &[&str]) -> String {
    match words::nearest(typed, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("use one of {}", known.join(", ")),
    }
    .trim_end_matches('?')
    .to_owned()
}
