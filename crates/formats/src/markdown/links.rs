//! Bare web addresses as links (the "autolinks" extension of GitHub flavoured Markdown, without mail addresses).

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Whether it is worth looking closer.
pub(super) fn may_hold_one(text: &str) -> bool {
    text.contains("://") || text.contains("www.")
}

/// Passes a text on, with each bare address in it as a link.
pub(super) fn push_linked(text: &str, out: &mut Vec<Event<'_>>) {
    let mut finder = Finder::new(text);
    let mut done = 0;
    while let Some((start, end)) = finder.find_from(done) {
        let (before, address) = (&text[done..start], &text[start..end]);
        if !before.is_empty() {
            out.push(Event::Text(owned(before)));
        }
        let target =
            if address.starts_with("www.") { format!("http://{address}") } else { address.to_owned() };
        out.push(Event::Start(Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: CowStr::from(target),
            title: CowStr::from(""),
            id: CowStr::from(""),
        }));
        out.push(Event::Text(owned(address)));
        out.push(Event::End(TagEnd::Link));
        done = end;
    }
    if done < text.len() {
        out.push(Event::Text(owned(&text[done..])));
    }
}

fn owned(text: &str) -> CowStr<'static> {
    CowStr::from(text.to_owned())
}

/// Finds addresses from left to right, looking for each beginning only once along the text.
struct Finder<'t> {
    text: &'t str,
    /// Where each of [`STARTS`] comes next; the length of the text when it does not.
    next: [usize; 3],
}

impl<'t> Finder<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, next: STARTS.map(|prefix| text.find(prefix).unwrap_or(text.len())) }
    }

    /// Start and end, in bytes, of the first address that begins at `from` or later.
    fn find_from(&mut self, mut from: usize) -> Option<(usize, usize)> {
        let text = self.text;
        loop {
            for (next, prefix) in self.next.iter_mut().zip(STARTS) {
                if *next < from {
                    *next = text[from..].find(prefix).map_or(text.len(), |at| from + at);
                }
            }
            let (start, prefix) = self.next.iter().copied().zip(STARTS).min()?;
            if start == text.len() {
                return None;
            }
            let after = start + prefix.len();
            let in_a_word = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '@');
            if !text[..start].ends_with(in_a_word) {
                let length = address_length(&text[after..]);
                if is_host(&text[after..after + length], prefix) {
                    return Some((start, after + length));
                }
            }
            from = after;
        }
    }
}

/// Longer addresses are no links; without a bound a text of many beginnings would be read many times over.
const MAX_BYTES: usize = 2000;

/// How far an address goes: up to a blank or `<`, without punctuation that belongs to the sentence.
fn address_length(text: &str) -> usize {
    let near = &text[..text.floor_char_boundary(MAX_BYTES)];
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`');
    let Some(end) = near.find(ends).or((near.len() == text.len()).then_some(text.len())) else { return 0 };
    let mut address = &text[..end];
    let mut unmatched = address.matches(')').count().saturating_sub(address.matches('(').count());
    while let Some(last) = address.chars().last() {
        let strip = match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' => true,
            ')' if unmatched > 0 => {
                unmatched -= 1;
                true
            }
            _ => false,
        };
        if !strip {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

fn is_host(address: &str, prefix: &str) -> bool {
    let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let fits = !host.is_empty()
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']'));
    fits && (prefix != "www." || host.contains('.'))
}
