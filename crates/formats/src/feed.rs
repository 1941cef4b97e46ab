//! The feeds of advisories: Atom (RFC 4287) and JSON Feed (version 1.1).
//!
//! Invariant: whatever an advisory says, the Atom document is well-formed; texts reach it only through [`xml`].

use jiff::Timestamp;

use crate::advisory::{Advisory, DocumentStatus, Language, Texts, Tlp};
use crate::markdown;

pub mod atom;
pub mod json;
mod xml;

/// What a feed says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The name of the feed.
    pub title: String,
    /// The address of the feed itself, which is its permanent id.
    pub self_url: String,
    /// The page that lists the same advisories.
    pub page_url: String,
    /// Who publishes.
    pub author: String,
    /// The language whose texts are preferred.
    pub language: Language,
    /// The time of the last change while the feed holds no advisory.
    pub started: Timestamp,
}

/// One advisory with everything that both formats say of it.
struct Item<'a> {
    advisory: &'a Advisory,
    texts: &'a Texts,
    published: Timestamp,
    updated: Timestamp,
}

impl Item<'_> {
    fn html(&self) -> String {
        let texts = self.texts;
        [&texts.summary, &texts.impact, &texts.what_to_do].map(|text| markdown::to_html(text)).concat()
    }

    fn tags(&self) -> impl Iterator<Item = &str> {
        self.advisory.vulnerabilities.iter().filter_map(|vulnerability| vulnerability.cve.as_deref())
    }
}

/// The advisories that everybody may read and that have a revision and a title, newest change first. Drafts and
/// documents with a narrower label are left out whatever the caller hands in.
fn items<'a>(feed: &Feed, advisories: &'a [Advisory]) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = advisories
        .iter()
        .filter(|advisory| advisory.tlp == Tlp::White && advisory.status != DocumentStatus::Draft)
        .filter_map(|advisory| {
            Some(Item {
                advisory,
                texts: advisory.find_texts(&feed.language)?,
                published: advisory.find_initial_release()?,
                updated: advisory.find_current_release()?,
            })
        })
        .collect();
    items.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.advisory.id.cmp(&b.advisory.id)));
    items
}

#[cfg(test)]
mod tests;
