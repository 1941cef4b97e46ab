//! The directory form: `index.txt` and `changes.csv` (requirements 12 and 13). Listings are looked at with the
//! documents.

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::{Check, DOCUMENTS};

impl Check<'_> {
    pub(super) fn look_at_directories(&mut self) {
        let distributions = self.metadata.get("distributions").and_then(Value::as_array);
        let named = distributions.into_iter().flatten().filter_map(|one| {
            let url = one.get("directory_url").or_else(|| one.pointer("/directory/url"));
            url.and_then(Value::as_str).map(str::to_owned)
        });
        let mut bases: Vec<String> = named.collect();
        if bases.is_empty() {
            // Where older readers look.
            bases.extend(self.metadata_url.join("./").map(|url| url.to_string()));
        }
        for base in bases {
            let base = if base.ends_with('/') { base } else { format!("{base}/") };
            match Url::parse(&base) {
                Ok(base) => self.look_at_directory(&base),
                Err(error) => self.book.error(12, format!("{base}: {error}")),
            }
        }
    }

    fn look_at_directory(&mut self, base: &Url) {
        self.book.checked(12);
        self.book.checked(13);
        match self.lines(base, "index.txt") {
            Ok(lines) => {
                for line in lines {
                    self.note(base, &line, |found| found.in_index = true, 12);
                }
            }
            Err(error) => self.note_missing(12, error),
        }
        match self.lines(base, "changes.csv") {
            Ok(lines) => self.look_at_changes(base, &lines),
            Err(error) => self.note_missing(13, error),
        }
    }

    /// What needs a credential that nobody gave is not wrong.
    fn note_missing(&mut self, number: u8, error: String) {
        if error.ends_with("needs a credential") {
            self.book.warn(number, error)
        } else {
            self.book.error(number, error)
        }
    }

    fn lines(&mut self, base: &Url, name: &str) -> Result<Vec<String>, String> {
        let url = base.join(name).map_err(|error| format!("{base}{name}: {error}"))?;
        let answer = self.fetch(url.as_str())?;
        let text = String::from_utf8(answer.bytes).map_err(|_| format!("{url} is not UTF-8"))?;
        Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
    }

    fn note(&mut self, base: &Url, path: &str, change: impl FnOnce(&mut super::Found), number: u8) {
        let Ok(url) = base.join(path) else {
            return self.book.error(number, format!("{base}: {path} is no path"));
        };
        if self.documents.len() < DOCUMENTS || self.documents.contains_key(url.as_str()) {
            let found = self.documents.entry(url.into()).or_default();
            found.in_directory = true;
            change(found);
        }
    }

    fn look_at_changes(&mut self, base: &Url, lines: &[String]) {
        let mut before: Option<Timestamp> = None;
        for line in lines {
            // Paths and times hold neither commas nor quotes, so that RFC 4180 comes down to this.
            let fields: Vec<&str> = line.split(',').map(|field| field.trim().trim_matches('"')).collect();
            let [path, time, ..] = fields.as_slice() else {
                self.book.error(13, format!("{base}changes.csv: {line} has fewer than two columns"));
                continue;
            };
            match time.parse::<Timestamp>() {
                Err(_) => self.book.error(13, format!("{base}changes.csv: {time} is no RFC 3339 time")),
                Ok(time) if before.is_some_and(|before| time > before) => {
                    self.book.error(13, format!("{base}changes.csv is not sorted, newest first, at {path}"));
                }
                Ok(time) => before = Some(time),
            }
            let time = (*time).to_owned();
            self.note(base, path, |found| found.changed = Some(time), 13);
        }
    }
}
