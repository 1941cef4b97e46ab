//! Every document: what it is, where it lies, who may read it, and whether hashes and signatures hold
//! (requirements 1, 2, 4, 5, 11, 14, 15, 18 and 19).

use std::collections::BTreeMap;

use formats::advisory::utc_year;
use formats::csaf::build::file_name_of;
use formats::csaf::provider::Edition;
use formats::csaf::validate::{Options, validate};
use formats::strict_json::{Limits, read as read_strict};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sha2::{Digest, Sha256, Sha512};
use url::Url;

use super::source::Answer;
use super::{Check, Entry, Found};

/// How narrow a label is; a document must not stand in the feed of a wider one.
fn rank(label: &str) -> u8 {
    match label {
        "GREEN" => 1,
        "AMBER" => 2,
        "AMBER+STRICT" => 3,
        "RED" => 4,
        _ => 0,
    }
}

impl Check<'_> {
    pub(super) fn look_at_documents(&mut self) {
        let documents = std::mem::take(&mut self.documents);
        let mut listings = BTreeMap::new();
        for (url, found) in &documents {
            self.look_at_document(url, found, &mut listings);
        }
        self.documents = documents;
    }

    fn look_at_document(&mut self, url: &str, found: &Found, listings: &mut BTreeMap<String, Listing>) {
        let answer = match self.fetch(url) {
            Ok(answer) => answer,
            Err(error) if error.ends_with("needs a credential") => {
                let label = found.entry.as_ref().map_or("", |entry| entry.label.as_str()).to_owned();
                self.note_protection(&label, url, "needs a credential");
                return;
            }
            Err(error) => {
                self.book.error(7, error.clone());
                return self.book.error(1, error);
            }
        };
        if answer.content_type.as_deref() != Some("application/json") {
            let kind = answer.content_type.as_deref().unwrap_or("nothing");
            self.book.error(7, format!("{url} is served as {kind}, not as application/json"));
        }
        self.book.checked(1);
        let document = match read_strict(&answer.bytes, Limits::default()) {
            Ok(document) => document,
            Err(error) => return self.book.error(1, format!("{url}: {error}")),
        };
        self.look_at_content(url, &answer.bytes);
        self.look_at_name(url, &document);
        self.look_at_label(url, &document, found, &answer);
        self.look_at_places(url, &document, found);
        self.look_at_listing(url, listings);
        self.look_at_hashes(url, found.entry.as_ref(), &answer.bytes);
        self.look_at_signatures(url, found.entry.as_ref(), &answer.bytes);
    }

    fn look_at_content(&mut self, url: &str, bytes: &[u8]) {
        match validate(bytes, Options::default()) {
            Err(refusal) => self.book.error(1, format!("{url}: {refusal}")),
            Ok(report) if report.is_valid() => {}
            Ok(report) => {
                let first = report
                    .findings
                    .iter()
                    .find(|one| one.severity == formats::csaf::validate::Severity::Error);
                let why = first.map_or_else(
                    || format!("tests not run: {}", report.skipped.join(", ")),
                    |one| format!("{} {}: {}", one.test, one.pointer, one.message),
                );
                self.book.error(1, format!("{url}: {why}"));
            }
        }
    }

    fn look_at_name(&mut self, url: &str, document: &Value) {
        self.book.checked(2);
        let id = text(document, "/document/tracking/id");
        let name = url.rsplit('/').next().unwrap_or_default();
        let wanted = file_name_of(id.strip_suffix(".json").unwrap_or(&id));
        if name != wanted {
            self.book.error(2, format!("{url}: the file of {id} has to be called {wanted}"));
        }
    }

    fn look_at_label(&mut self, url: &str, document: &Value, found: &Found, answer: &Answer) {
        let label = text(document, "/document/distribution/tlp/label");
        let in_feed = found.entry.as_ref().map(|entry| entry.label.as_str());
        self.book.checked(15);
        match in_feed {
            Some(feed) if rank(&label) > rank(feed) => {
                self.book.error(15, format!("{url} is TLP:{label} and stands in the feed for {feed}"));
            }
            Some(feed) if rank(&label) < rank(feed) => {
                self.book.warn(15, format!("{url} is TLP:{label} and stands in the feed for {feed}"));
            }
            Some(_) => {}
            None if self.feeds.is_empty() => {}
            None => self.book.error(15, format!("no feed names {url}")),
        }
        if answer.was_refused {
            self.note_protection(&label, url, "needs a credential");
        } else {
            self.note_openness(&label, url);
        }
    }

    /// Something was given to everybody.
    pub(super) fn note_openness(&mut self, label: &str, url: &str) {
        match rank(label) {
            0 => self.book.checked(4),
            1 => {}
            _ => {
                self.book.checked(5);
                self.book.error(5, format!("{url} is TLP:{label} and everybody can read it"));
            }
        }
    }

    /// Something was refused to everybody.
    pub(super) fn note_protection(&mut self, label: &str, url: &str, what: &str) {
        if rank(label) == 0 {
            self.book.checked(4);
            self.book.error(4, format!("{url} is TLP:{label} and {what}"));
        } else {
            self.book.checked(5);
        }
    }

    /// The folder of the year, and the same documents with the same times in every list.
    fn look_at_places(&mut self, url: &str, document: &Value, found: &Found) {
        self.book.checked(11);
        let initial = text(document, "/document/tracking/initial_release_date");
        let current = text(document, "/document/tracking/current_release_date");
        let year = initial.parse::<Timestamp>().map(|time| utc_year(time).to_string()).unwrap_or_default();
        let folder = url.rsplit('/').nth(1).unwrap_or_default();
        if folder != year {
            self.book.error(11, format!("{url} was first published in {year}"));
        }
        if !found.in_index {
            self.book.error(12, format!("no index.txt names {url}"));
        }
        let same = |one: &str, other: &str| match (one.parse::<Timestamp>(), other.parse::<Timestamp>()) {
            (Ok(one), Ok(other)) => one == other,
            _ => one == other,
        };
        match &found.changed {
            None => self.book.error(13, format!("no changes.csv names {url}")),
            Some(time) if !same(time, &current) => {
                self.book.error(13, format!("changes.csv gives {time} for {url}, the document {current}"));
            }
            Some(_) => {}
        }
        if let Some(entry) = &found.entry {
            let id = text(document, "/document/tracking/id");
            if entry.id != id {
                self.book.warn(15, format!("the feed calls {id} {}", entry.id));
            }
            if !same(&entry.updated, &current) {
                self.book
                    .warn(15, format!("the feed gives {} for {url}, the document {current}", entry.updated));
            }
            if !same(&entry.published, &initial) {
                self.book.warn(15, format!("the feed says that {url} was published {}", entry.published));
            }
        }
    }

    fn look_at_listing(&mut self, url: &str, listings: &mut BTreeMap<String, Listing>) {
        self.book.checked(14);
        let Some((folder, _)) = url.rsplit_once('/') else { return };
        let folder = format!("{folder}/");
        if !listings.contains_key(&folder) {
            let listing = self.listing(&folder);
            if let Err(error) = &listing {
                self.book.error(14, error.clone());
            }
            listings.insert(folder.clone(), listing);
        }
        if let Some(Ok(linked)) = listings.get(&folder)
            && !linked.iter().any(|one| one == url)
        {
            self.book.error(14, format!("the listing {folder} has no link to {url}"));
        }
    }

    fn listing(&mut self, folder: &str) -> Listing {
        let answer = self.fetch(folder)?;
        let kind = answer.content_type.as_deref().unwrap_or_default();
        if !kind.starts_with("text/html") {
            return Err(format!("{folder} is served as {kind}, not as a page"));
        }
        let base = Url::parse(folder).map_err(|error| format!("{folder}: {error}"))?;
        let html = String::from_utf8_lossy(&answer.bytes);
        Ok(hrefs(&html).filter_map(|href| base.join(href).ok()).map(String::from).collect())
    }

    fn look_at_hashes(&mut self, url: &str, entry: Option<&Entry>, bytes: &[u8]) {
        self.book.checked(18);
        let digests = [
            (".sha256", hex::encode(Sha256::digest(bytes))),
            (".sha512", hex::encode(Sha512::digest(bytes))),
        ];
        let mut is_one_there = false;
        for (end, digest) in digests {
            let listed = entry.and_then(|entry| entry.hashes.iter().find(|hash| hash.ends_with(end)));
            let address = listed.cloned().unwrap_or_else(|| format!("{url}{end}"));
            match self.fetch(&address) {
                Ok(answer) => {
                    is_one_there = true;
                    let said = String::from_utf8_lossy(&answer.bytes);
                    let said = said.split_whitespace().next().unwrap_or_default();
                    if !said.eq_ignore_ascii_case(&digest) {
                        self.book.error(18, format!("{address} is not the digest of the document"));
                    }
                }
                Err(error) if listed.is_some() => self.book.error(18, error),
                Err(_) => {}
            }
        }
        if !is_one_there {
            self.book.error(18, format!("{url} has no hash file"));
        }
    }

    fn look_at_signatures(&mut self, url: &str, entry: Option<&Entry>, bytes: &[u8]) {
        self.book.checked(19);
        let listed = entry.and_then(|entry| entry.signatures.first().cloned());
        let address = listed.unwrap_or_else(|| format!("{url}.asc"));
        let signature = match self.fetch(&address) {
            Ok(answer) => answer.bytes,
            Err(error) => return self.book.error(19, error),
        };
        let verdicts = self.keys.iter().map(|key| key.verify_detached(&signature, bytes, self.now));
        let verdict = verdicts.reduce(|one, other| match (&one, &other) {
            // The verdict of the key that made it says more than that another one did not.
            (Err(formats::openpgp::Problem::OtherKey), _) | (_, Ok(())) => other,
            _ => one,
        });
        match verdict {
            Some(Ok(())) => self.look_at_end(&address, &signature, bytes),
            Some(Err(problem)) => self.book.error(19, format!("{address}: {problem}")),
            None => self.book.error(19, format!("{address}: there is no key to check it with")),
        }
    }
}

impl Check<'_> {
    /// A signature has to hold for 30 days more (2.1 draft, section 7.1.19); in 2.0 that is good advice.
    fn look_at_end(&mut self, address: &str, signature: &[u8], bytes: &[u8]) {
        let soon = self.now.saturating_add(SignedDuration::from_hours(30 * 24)).unwrap_or(Timestamp::MAX);
        if self.keys.iter().any(|key| key.verify_detached(signature, bytes, soon).is_ok()) {
            return;
        }
        let what = format!("{address} does not hold for 30 days more");
        match self.edition {
            Edition::V2_0 => self.book.warn(19, what),
            Edition::V2_1 => self.book.error(19, what),
        }
    }
}

type Listing = Result<Vec<String>, String>;

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The values of all `href` attributes, in either kind of quotes.
fn hrefs(html: &str) -> impl Iterator<Item = &str> {
    html.split("href=").skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    })
}
