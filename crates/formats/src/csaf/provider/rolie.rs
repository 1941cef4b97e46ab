//! The ROLIE form of distribution: feed, service and category documents (RFC 8322 in JSON; CSAF 2.0 sections
//! 7.1.15 to 7.1.17).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Document, Provider, Role};
use crate::advisory::Tlp;
use crate::csaf::canonical;

/// The file name of the feed of a label.
pub(super) fn feed_name(label: Tlp) -> String {
    format!("csaf-feed-tlp-{}.json", label.folder())
}

/// The address of the feed of a label.
pub(super) fn feed_url(provider: &Provider, label: Tlp) -> String {
    format!("{}{}/{}", provider.addresses.csaf_root(), label.folder(), feed_name(label))
}

/// The feed of a label; the documents come newest change first.
pub(super) fn feed(provider: &Provider, label: Tlp, documents: &[&Document]) -> Vec<u8> {
    let folder = format!("{}{}", provider.addresses.csaf_root(), label.folder());
    let entries: Vec<Value> = documents.iter().map(|document| entry(provider, &folder, document)).collect();
    canonical::to_bytes(&json!({"feed": {
        "id": format!("csaf-feed-tlp-{}", label.folder()),
        "title": title(provider, label),
        "link": [{"rel": "self", "href": feed_url(provider, label)}],
        "category": [information_type()],
        "updated": provider.last_updated.to_string(),
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
        "format": {
            "schema": "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
            "version": "2.0",
        },
    });
    if let (Some(members), false) = (entry.as_object_mut(), document.summary.is_empty()) {
        members.insert("summary".to_owned(), json!({"content": document.summary}));
    }
    entry
}

/// The list of feeds.
pub(super) fn service(provider: &Provider, labels: &[Tlp]) -> Vec<u8> {
    let collections: Vec<Value> = labels
        .iter()
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
    format!("CSAF documents of {} (TLP:{})", provider.publisher.name, label.label())
}
