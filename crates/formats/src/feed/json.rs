//! Advisories as a JSON Feed (version 1.1, <https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Value, json};

use super::{Feed, Item, items};
use crate::advisory::Advisory;
use crate::csaf::canonical;
use crate::markdown;

/// The media type to serve it with.
pub const MEDIA_TYPE: &str = "application/feed+json";

/// The feed document as canonical bytes, newest change first.
#[must_use]
pub fn write(feed: &Feed, advisories: &[Advisory]) -> Vec<u8> {
    let items: Vec<Value> = items(feed, advisories).iter().map(item).collect();
    canonical::to_bytes(&json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.self_url,
        "language": feed.language.as_str(),
        "authors": [{"name": feed.author}],
        "items": items,
    }))
}

fn item(item: &Item<'_>) -> Value {
    let page = item.advisory.addresses.page(item.advisory);
    let csaf = item.advisory.addresses.find_csaf(item.advisory);
    let attachments: Vec<Value> = csaf
        .into_iter()
        .map(|url| json!({"url": url, "mime_type": "application/json", "title": "CSAF"}))
        .collect();
    json!({
        "id": page,
        "url": page,
        "title": format!("{}: {}", item.advisory.id, item.texts.title.trim()),
        "summary": markdown::excerpt(&item.texts.summary, 300),
        "content_html": item.html(),
        "date_published": item.published.to_string(),
        "date_modified": item.updated.to_string(),
        "tags": item.tags().collect::<Vec<_>>(),
        "attachments": attachments,
    })
}
