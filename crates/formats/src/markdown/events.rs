//! The parser's events, reduced to what may be shown.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::links;

/// Blocks nested deeper are flattened; nobody writes such a text by hand.
const MAX_DEPTH: usize = 16;

/// Cells of all tables together; a row can be much shorter than the cells it stands for.
const MAX_CELLS: usize = 20_000;

/// The source without control characters, and without those that reorder text and so can fool a reader.
pub(super) fn without_controls(markdown: &str) -> Cow<'_, str> {
    let unwanted = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    if markdown.contains(unwanted) {
        Cow::Owned(markdown.replace(unwanted, ""))
    } else {
        Cow::Borrowed(markdown)
    }
}

/// What becomes of links, and of single line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Trust {
    /// Links lead somewhere; a line break is a blank.
    #[default]
    Own,
    /// Addresses stand there to be read, not to be followed; a line break stays one.
    Stranger,
}

/// The events of the source: raw HTML as text, images as their descriptions, bare addresses as links.
pub(super) fn filtered(source: &str, trust: Trust) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut filter = Filter { trust, ..Filter::default() };
    for event in TextMergeStream::new(Parser::new_ext(source, options)) {
        filter.take(event);
        if filter.cells > MAX_CELLS {
            break;
        }
    }
    filter.close_all();
    filter.out
}

#[derive(Default)]
struct Filter<'a> {
    trust: Trust,
    out: Vec<Event<'a>>,
    /// For each open tag its end as it was passed on, or nothing if the tag was dropped.
    open: Vec<Option<TagEnd>>,
    links: usize,
    /// Where the links that are open lead to, when that is written behind them.
    targets: Vec<Option<CowStr<'a>>>,
    verbatim: usize,
    cells: usize,
}

impl<'a> Filter<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Html(text) | Event::InlineHtml(text) => self.out.push(Event::Text(text)),
            Event::Text(text) => self.text(text),
            Event::SoftBreak if self.trust == Trust::Stranger => self.out.push(Event::HardBreak),
            Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => self.out.push(event),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(text)
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match &tag {
            Tag::Link { .. } => self.links += 1,
            Tag::CodeBlock(_) | Tag::Image { .. } => self.verbatim += 1,
            Tag::TableCell => self.cells += 1,
            _ => {}
        }
        if let (Trust::Stranger, Tag::Link { link_type, dest_url, .. }) = (self.trust, &tag) {
            let written = matches!(link_type, LinkType::Autolink | LinkType::Email);
            self.targets.push((!written).then(|| dest_url.clone()));
            self.open.push(None);
            return;
        }
        let passed = if self.open.len() < MAX_DEPTH { shown(tag) } else { None };
        self.open.push(passed.as_ref().map(Tag::to_end));
        self.out.extend(passed.map(Event::Start));
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                self.write_target();
            }
            TagEnd::CodeBlock | TagEnd::Image => self.verbatim = self.verbatim.saturating_sub(1),
            _ => {}
        }
        if let Some(end) = self.open.pop() {
            self.out.extend(end.map(Event::End));
        }
    }

    /// Behind the words of a link that is not followed: where it would lead.
    fn write_target(&mut self) {
        if let Some(Some(target)) = self.targets.pop() {
            self.out.push(Event::Text(CowStr::from(" ")));
            self.out.push(Event::Code(target));
        }
    }

    fn close_all(&mut self) {
        while let Some(end) = self.open.pop() {
            self.out.extend(end.map(Event::End));
        }
    }

    fn text(&mut self, text: CowStr<'a>) {
        let followed = self.trust == Trust::Own;
        if !followed || self.links > 0 || self.verbatim > 0 || !links::may_hold_one(&text) {
            self.out.push(Event::Text(text));
        } else {
            links::push_linked(&text, &mut self.out);
        }
    }
}

/// The tag as it is passed on; none when it is dropped and only its content stays.
fn shown(tag: Tag<'_>) -> Option<Tag<'_>> {
    match tag {
        Tag::Heading { level, .. } => {
            let level = match level {
                HeadingLevel::H1 => HeadingLevel::H3,
                HeadingLevel::H2 => HeadingLevel::H4,
                HeadingLevel::H3 => HeadingLevel::H5,
                _ => HeadingLevel::H6,
            };
            Some(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Tag::HtmlBlock => Some(Tag::Paragraph),
        Tag::Image { .. } => None,
        other => Some(other),
    }
}
