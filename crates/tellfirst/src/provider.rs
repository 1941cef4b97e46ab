//! Checking a CSAF provider from the outside, as its readers and csaf_checker do: the requirements 1 to 20 of CSAF 2.0
//! section 7.1 (24 and 25 of the 2.1 draft), each with its verdict and a sentence.
//!
//! Invariant: nothing of our own making is trusted: only what a server answers, or what a folder holds, counts. What
//! 21 to 23 ask of aggregators is left out.

mod directory;
mod documents;
mod feeds;
mod find;
pub mod report;
pub mod source;

use std::collections::BTreeMap;

use formats::csaf::provider::{Edition, schema};
use formats::openpgp::PublicKey;
use formats::strict_json::{Limits, read as read_strict};
use jiff::Timestamp;
use serde_json::Value;
use url::Url;

pub use find::Start;

use report::{Book, Report};
use source::{Answer, Ask, Source};

/// No file of a provider is larger.
const MAX_BYTES: usize = 64 << 20;
/// Documents looked at; a provider with more is checked in part, and the report says so.
const DOCUMENTS: usize = 20_000;

/// What is known about the provider while it is checked.
struct Check<'a> {
    source: &'a dyn Source,
    now: Timestamp,
    book: Book,
    edition: Edition,
    metadata_url: Url,
    metadata: Value,
    keys: Vec<PublicKey>,
    /// By address.
    documents: BTreeMap<String, Found>,
    feeds: Vec<String>,
}

/// A document and who names it.
#[derive(Debug, Default)]
struct Found {
    entry: Option<Entry>,
    in_index: bool,
    /// The time that `changes.csv` gives.
    changed: Option<String>,
    in_directory: bool,
}

/// What a feed says of a document.
#[derive(Debug, Clone, Default)]
struct Entry {
    label: String,
    id: String,
    published: String,
    updated: String,
    hashes: Vec<String>,
    signatures: Vec<String>,
}

/// Checks a provider.
///
/// # Errors
/// When nothing can be fetched at all, in words for a person.
pub fn check(source: &dyn Source, start: &Start, now: Timestamp) -> Result<Report, String> {
    let mut book = Book::default();
    let found = find::metadata(source, start, now, &mut book)?;
    let metadata = read_strict(&found.answer.bytes, Limits::default());
    let metadata = metadata.map_err(|error| format!("{}: {error}", found.url))?;
    let version = metadata.get("metadata_version").and_then(Value::as_str).unwrap_or_default();
    let edition = if version == "2.1" { Edition::V2_1 } else { Edition::V2_0 };
    let mut check = Check {
        source,
        now,
        book,
        edition,
        metadata_url: found.url,
        metadata,
        keys: Vec::new(),
        documents: BTreeMap::new(),
        feeds: Vec::new(),
    };
    check.look_at_metadata(&found.answer);
    if check.book.has_error(7) {
        // As csaf_checker: what follows would only repeat what is wrong here.
        check.book.skip_open("the metadata are not valid");
    } else {
        check.look_at_keys();
        check.look_at_feeds();
        check.look_at_directories();
        check.look_at_documents();
        check.look_at_manners();
    }
    let role = check.text("/role").to_owned();
    let count = check.documents.len();
    Ok(check.book.close(check.metadata_url.as_str(), edition, &role, count))
}

impl Check<'_> {
    fn text(&self, pointer: &str) -> &str {
        self.metadata.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    fn look_at_metadata(&mut self, answer: &Answer) {
        self.book.checked(7);
        for fault in schema::check_metadata(self.edition, &self.metadata) {
            self.book.error(7, format!("provider-metadata.json {fault}"));
        }
        if let Some(kind) = answer.content_type.as_deref().filter(|kind| *kind != "application/json") {
            self.book.warn(7, format!("the metadata are served as {kind}"));
        }
        let canonical = self.text("/canonical_url").to_owned();
        if canonical != self.metadata_url.as_str() {
            self.book.warn(7, format!("canonical_url is {canonical}"));
        }
        let url = self.metadata_url.clone();
        self.look_at_address(url.as_str(), answer);
        if let Ok(last) = self.text("/last_updated").parse::<Timestamp>()
            && last > self.now
        {
            self.book.warn(7, format!("last_updated, {last}, is still to come"));
        }
    }

    /// What every address that is met must be: https, without redirects.
    fn look_at_address(&mut self, url: &str, answer: &Answer) {
        self.book.checked(3);
        self.book.checked(6);
        if !url.starts_with("https://") {
            self.book.error(3, format!("{url} is not an https address"));
        }
        for step in &answer.redirects {
            self.book.warn(6, format!("{url} is redirected to {step}"));
            if !step.starts_with("https://") {
                self.book.error(3, format!("{url} is redirected to {step}, which is not an https address"));
            }
        }
        if answer.redirects.len() > 10 {
            self.book.error(6, format!("{url} is redirected more than 10 times"));
        }
    }

    /// Fetches an address, with the credential when it is refused without one.
    fn fetch(&mut self, url: &str) -> Result<Answer, String> {
        let mut answer = self.source.get(url, Ask::Anonymous)?;
        self.look_at_address(url, &answer);
        if answer.is_refused() && self.source.has_credential() {
            answer = self.source.get(url, Ask::WithCredential)?;
            answer.was_refused = true;
        }
        match answer.status {
            200 => Ok(answer),
            401 | 403 => Err(format!("{url} needs a credential")),
            status => Err(format!("{url} answers {status}")),
        }
    }

    fn look_at_keys(&mut self) {
        let keys = self.metadata.get("public_openpgp_keys").and_then(Value::as_array).cloned();
        self.book.checked(20);
        for key in keys.unwrap_or_default() {
            let text = |name: &str| key.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let (url, print) = (text("url"), text("fingerprint").to_lowercase());
            let parsed = self.fetch(&url).and_then(|answer| {
                let is_secret = answer.bytes.windows(11).any(|window| window == b"PGP PRIVATE");
                let key = PublicKey::parse(&answer.bytes).map_err(|error| format!("{url}: {error}"))?;
                if is_secret { Err(format!("{url} holds a SECRET key")) } else { Ok(key) }
            });
            match parsed {
                Err(error) => self.book.error(20, error),
                Ok(key) if !print.is_empty() && key.fingerprint() != print => {
                    let found = key.fingerprint();
                    self.book
                        .error(20, format!("{url} has the fingerprint {found}, the metadata say {print}"));
                }
                Ok(key) => {
                    match key.check_usable(self.now) {
                        Err(weak @ formats::openpgp::Problem::Weak) => {
                            self.book.error(20, format!("{url}: {weak}"));
                        }
                        Err(problem) => self.book.warn(20, format!("{url}: {problem}")),
                        Ok(()) => {}
                    }
                    self.keys.push(key);
                }
            }
        }
        if self.keys.is_empty() {
            self.book.error(20, "the metadata name no public key that can be read".to_owned());
        }
    }

    /// Who asks must make no difference, and pages of others may read what is public.
    fn look_at_manners(&mut self) {
        let metadata = self.metadata_url.to_string();
        let public = self
            .documents
            .keys()
            .find(|url| self.source.get(url, Ask::Anonymous).is_ok_and(|answer| answer.status == 200));
        for url in public.cloned().into_iter().chain([metadata]) {
            let Ok(plain) = self.source.get(&url, Ask::Anonymous) else { continue };
            for agent in ["", "curl/8.5.0", "a reader nobody knows"] {
                self.book.checked(24);
                let same = self.source.get(&url, Ask::As(agent));
                if !same.is_ok_and(|answer| answer.status == plain.status && answer.bytes == plain.bytes) {
                    self.book.error(24, format!("{url} answers the user agent \"{agent}\" in another way"));
                }
            }
            self.book.checked(25);
            if plain.allow_origin.as_deref() != Some("*") {
                self.book.error(25, format!("{url} has no Access-Control-Allow-Origin: *"));
            }
        }
        if let Some(why) = self.source.is_silent_about_headers() {
            [3, 6, 24, 25].into_iter().for_each(|number| self.book.skip(number, why));
        }
    }
}
