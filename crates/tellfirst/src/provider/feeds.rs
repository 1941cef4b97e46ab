//! The ROLIE form: feeds, service and category documents (requirements 15 to 17).

use std::collections::BTreeSet;

use formats::csaf::provider::schema;
use formats::strict_json::{Limits, read as read_strict};
use serde_json::Value;
use url::Url;

use super::{Check, Entry};

impl Check<'_> {
    pub(super) fn look_at_feeds(&mut self) {
        let distributions = self.metadata.get("distributions").and_then(Value::as_array).cloned();
        let mut has_open_feed = false;
        for rolie in distributions.iter().flatten().filter_map(|one| one.get("rolie")) {
            for feed in rolie.get("feeds").and_then(Value::as_array).into_iter().flatten() {
                let text = |name: &str| feed.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                let (url, label) = (text("url"), text("tlp_label"));
                has_open_feed |= ["WHITE", "CLEAR", "GREEN", "UNLABELED"].contains(&label.as_str());
                self.feeds.push(url.clone());
                self.look_at_feed(&url, &label);
            }
            let services = rolie.get("services").and_then(Value::as_array);
            let service = services.into_iter().flatten().find_map(Value::as_str).map(str::to_owned);
            self.look_at_service(service);
        }
        self.book.checked(15);
        if self.feeds.is_empty() {
            self.book.error(15, "the metadata name no feed".to_owned());
        } else if !has_open_feed {
            self.book
                .error(15, "there is no feed for WHITE (CLEAR), GREEN or unlabelled documents".to_owned());
        }
    }

    fn look_at_feed(&mut self, url: &str, label: &str) {
        self.book.checked(15);
        let answer = match self.fetch(url) {
            Ok(answer) => answer,
            Err(error) if error.ends_with("needs a credential") => {
                self.note_protection(label, url, "needs a credential");
                return self.book.warn(15, error);
            }
            Err(error) => {
                self.book.error(7, error.clone());
                return self.book.error(15, error);
            }
        };
        if !answer.was_refused {
            self.note_openness(label, url);
        }
        let feed = match read_strict(&answer.bytes, Limits::default()) {
            Ok(feed) => feed,
            Err(error) => return self.book.error(7, format!("{url}: {error}")),
        };
        for fault in schema::check_feed(self.edition, &feed) {
            self.book.error(7, format!("{url} {fault}"));
        }
        let own = links(feed.get("feed").unwrap_or(&Value::Null), "self");
        if own.first().is_none_or(|own| own != url) {
            self.book
                .error(15, format!("{url} calls itself {}", own.first().map_or("nothing", String::as_str)));
        }
        for entry in feed.pointer("/feed/entry").and_then(Value::as_array).into_iter().flatten() {
            self.enter(url, label, entry);
        }
        self.look_at_category(url, label);
    }

    /// Takes an entry over.
    fn enter(&mut self, feed: &str, label: &str, entry: &Value) {
        let text =
            |pointer: &str| entry.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = text("/id");
        let own = links(entry, "self");
        let document = own.first().cloned().unwrap_or_else(|| text("/content/src"));
        if document != text("/content/src") {
            self.book.error(15, format!("{feed}: the entry {id} has two addresses for its document"));
        }
        let hashes: Vec<String> = links(entry, "hash");
        for (end, rest) in [(".sha256", ".sha512"), (".sha512", ".sha256")] {
            let has = |end: &str| hashes.iter().any(|url| url.ends_with(end));
            if !has(end) && has(rest) {
                self.book.warn(15, format!("{feed}: the entry {id} names no {end} file"));
            }
        }
        if hashes.is_empty() {
            self.book.error(15, format!("{feed}: the entry {id} names no hash"));
        }
        let signatures = links(entry, "signature");
        if signatures.is_empty() {
            self.book.error(15, format!("{feed}: the entry {id} names no signature"));
        }
        let (published, updated) = (text("/published"), text("/updated"));
        let entry = Entry { label: label.to_owned(), id, published, updated, hashes, signatures };
        let found = self.documents.entry(document.clone()).or_default();
        if let Some(before) = found.entry.replace(entry).filter(|before| before.label == label) {
            self.book.error(15, format!("{feed} names {document} twice (as {})", before.id));
        }
    }

    fn look_at_service(&mut self, named: Option<String>) {
        self.book.checked(16);
        let beside = self.metadata_url.join("service.json").map(|url| url.to_string()).ok();
        let Some(url) = named.or(beside) else { return };
        let service = self.fetch(&url).and_then(|answer| {
            read_strict(&answer.bytes, Limits::default()).map_err(|error| format!("{url}: {error}"))
        });
        let service = match service {
            Ok(service) => service,
            // The document is optional.
            Err(error) => return self.book.warn(16, error),
        };
        let workspaces =
            service.pointer("/service/workspace").and_then(Value::as_array).into_iter().flatten();
        let collections =
            workspaces.filter_map(|one| one.get("collection").and_then(Value::as_array)).flatten();
        let hrefs = collections.filter_map(|one| one.get("href").and_then(Value::as_str));
        let named: BTreeSet<String> = hrefs.map(str::to_owned).collect();
        let feeds: BTreeSet<String> = self.feeds.iter().cloned().collect();
        for url in feeds.difference(&named) {
            self.book.error(16, format!("the service document does not name {url}"));
        }
        for url in named.difference(&feeds) {
            self.book.error(16, format!("the service document names {url}, the metadata do not"));
        }
    }

    fn look_at_category(&mut self, feed: &str, label: &str) {
        self.book.checked(17);
        let name = format!("category-{}.json", label.to_lowercase());
        let Some(url) = Url::parse(feed).ok().and_then(|feed| feed.join(&name).ok()) else { return };
        let found = self.fetch(url.as_str()).and_then(|answer| {
            let category =
                read_strict(&answer.bytes, Limits::default()).map_err(|error| format!("{url}: {error}"))?;
            let list = category.pointer("/categories/category").and_then(Value::as_array);
            if list.is_some_and(|list| !list.is_empty()) {
                Ok(())
            } else {
                Err(format!("{url} names no category"))
            }
        });
        // The document is optional.
        if let Err(error) = found {
            self.book.warn(17, error);
        }
    }
}

fn links(value: &Value, relation: &str) -> Vec<String> {
    let all = value.get("link").and_then(Value::as_array).into_iter().flatten();
    let fits = all.filter(|link| link.get("rel").and_then(Value::as_str) == Some(relation));
    fits.filter_map(|link| link.get("href").and_then(Value::as_str)).map(str::to_owned).collect()
}
