//! Advisories as an Atom feed (RFC 4287).

use super::xml::Writer;
use super::{Feed, Item, items};
use crate::advisory::Advisory;
use crate::markdown;

/// The media type to serve it with.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// The feed document, newest change first.
#[must_use]
pub fn write(feed: &Feed, advisories: &[Advisory]) -> String {
    let items = items(feed, advisories);
    let updated = items.first().map_or(feed.started, |item| item.updated).to_string();
    let mut xml = Writer::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language.as_str())]);
    xml.text("id", &[], &feed.self_url);
    xml.text("title", &[], &feed.title);
    xml.text("updated", &[], &updated);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.self_url)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page_url)]);
    xml.open("author", &[]);
    xml.text("name", &[], &feed.author);
    xml.close();
    xml.text("generator", &[], "Tellfirst");
    for item in &items {
        entry(&mut xml, item);
    }
    xml.finish()
}

fn entry(xml: &mut Writer, item: &Item<'_>) {
    let page = item.advisory.addresses.page(item.advisory);
    xml.open("entry", &[]);
    xml.text("id", &[], &page);
    xml.text("title", &[], &format!("{}: {}", item.advisory.id, item.texts.title.trim()));
    xml.text("published", &[], &item.published.to_string());
    xml.text("updated", &[], &item.updated.to_string());
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
    if let Some(csaf) = item.advisory.addresses.find_csaf(item.advisory) {
        xml.empty(
            "link",
            &[("rel", "related"), ("type", "application/json"), ("title", "CSAF"), ("href", &csaf)],
        );
    }
    for tag in item.tags() {
        xml.empty("category", &[("term", tag)]);
    }
    let summary = markdown::excerpt(&item.texts.summary, 300);
    if !summary.is_empty() {
        xml.text("summary", &[("type", "text")], &summary);
    }
    xml.text("content", &[("type", "html")], &item.html());
    xml.close();
}
