//! The ROLIE form of distribution: feed, service and category documents (RFC 8322 in JSON; CSAF 2.0 sections
//! 7.1.15 to 7.1.17).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Document, Edition, Provider, Role, last_change};
use crate::advisory::Tlp;
use crate::csaf::canonical;

/// The file name of the feed in the folder of a label.
pub(super) fn feed_name(folder: &str) -> String {
    format!("csaf-feed-tlp-{folder}.json")
}

/// The address of the feed of a label.
pub(super) fn feed_url(provider: &Provider, label: Tlp) -> String {
    let folder = provider.edition.label_folder(label);
    format!("{}{folder}/{}", provider.root(), feed_name(folder))
}

/// The feed of a label; the documents come newest change first.
pub(super) fn feed(provider: &Provider, label: Tlp, documents: &[&Document]) -> Vec<u8> {
    let name = provider.edition.label_folder(label);
    let folder = format!("{}{name}", provider.root());
    let entries: Vec<Value> = documents.iter().map(|document| entry(provider, &folder, document)).collect();
    canonical::to_bytes(&json!({"feed": {
        "id": format!("csaf-feed-tlp-{name}"),
        "title": title(provider, label),
        "link": [{"rel": "self", "href": feed_url(provider, label)}],
        "category": [information_type()],
        "updated": last_change(provider, label, documents).to_string(),
        "entry": entries,
    }}))
}

fn entry(provider: &Provider, folder: &str, document: &Document) -> Value {
    let url = format!("{folder}/{}", document.path_in_label());
    let mut links = vec![
        json!({"rel": "self", "href": url}),
        json!({"rel": "hash", "href": format!("{url}.sha256")}),
        json!({"rel": "hash", "href": format!("{url}.sha512")}),
    ];
    if provider.role == Role::TrustedProvider {
        links.push(json!({"rel": "signature", "href": format!("{url}.asc")}));
    }
    let mut entry = json!({
        "id": document.id.as_str(),
        "title": document.title,
        "link": links,
        "published": document.initial.to_string(),
        "updated": document.current.to_string(),
        "content": {"type": "application/json", "src": url},
        "format": format(provider.edition),
    });
    if let (Some(members), false) = (entry.as_object_mut(), document.summary.is_empty()) {
        members.insert("summary".to_owned(), json!({"content": document.summary}));
    }
    entry
}

fn format(edition: Edition) -> Value {
    match edition {
        Edition::V2_0 => {
            json!({"schema": "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json", "version": "2.0"})
        }
        Edition::V2_1 => {
            json!({"schema": "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json", "version": "2.1"})
        }
    }
}

/// The list of feeds.
pub(super) fn service(provider: &Provider, labels: &BTreeMap<Tlp, Timestamp>) -> Vec<u8> {
    let collections: Vec<Value> = labels
        .keys()
        .map(|label| {
            json!({
                "title": title(provider, *label),
                "href": feed_url(provider, *label),
                "categories": {"category": [information_type()]},
            })
        })
        .collect();
    let title = format!("CSAF documents of {}", provider.publisher.name);
    canonical::to_bytes(&json!({"service": {"workspace": [{"title": title, "collection": collections}]}}))
}

/// The categories that the documents of a label fall under: brand and model.
pub(super) fn category(documents: &[&Document]) -> Vec<u8> {
    let terms: BTreeSet<&str> =
        documents.iter().flat_map(|document| &document.categories).map(String::as_str).collect();
    let mut categories: Vec<Value> = terms.into_iter().map(|term| json!({"term": term})).collect();
    if categories.is_empty() {
        categories.push(information_type());
    }
    canonical::to_bytes(&json!({"categories": {"category": categories}}))
}

fn information_type() -> Value {
    json!({"scheme": "urn:ietf:params:rolie:category:information-type", "term": "csaf"})
}

fn title(provider: &Provider, label: Tlp) -> String {
    format!("CSAF documents of {} (TLP:{})", provider.publisher.name, provider.edition.label(label))
}
