//! Untrusted Markdown (GitHub flavour) as safe HTML, and as plain text.
//!
//! Invariants of the HTML: it holds only the elements listed in [`ELEMENTS`] and no attribute but `href` (http,
//! https, mailto; absolute) and the start of a numbered list; raw HTML of the source is shown as text; no image
//! is loaded; headings begin at level 3, below those of the page. Two independent layers see to it: the events
//! of the parser are filtered here, and the result is cleaned by ammonia.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::UrlRelative;
use pulldown_cmark::{Event, html};

mod events;
mod links;
mod plain;

pub use plain::{excerpt, to_text};

/// The elements that [`to_html`] can give.
pub const ELEMENTS: [&str; 23] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(ELEMENTS.into_iter().collect())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer"));
    cleaner
});

/// The text as safe HTML.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    rendered(markdown, events::Trust::Own)
}

/// A text from outside as safe HTML in which nothing can be followed: behind the words of a link stands where it
/// would lead, since following it tells its owner who reads. Single line breaks stay, because people who send a
/// request or a log as plain text rely on them.
#[must_use]
pub fn received_to_html(markdown: &str) -> String {
    rendered(markdown, events::Trust::Stranger)
}

fn rendered(markdown: &str, trust: events::Trust) -> String {
    let source = events::without_controls(markdown);
    let events: Vec<Event<'_>> = events::filtered(&source, trust);
    let mut unclean = String::with_capacity(source.len() * 3 / 2);
    html::push_html(&mut unclean, events.into_iter());
    CLEANER.clean(&unclean).to_string()
}

#[cfg(test)]
mod tests;
