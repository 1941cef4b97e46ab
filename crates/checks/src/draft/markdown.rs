//! Markdown into a document: CommonMark with tables, footnotes and strike-through.
//!
//! Links are inline links, autolinks, bare addresses, reference links, footnotes that are both used
//! and defined, and the anchors of embedded HTML. Addresses in code are not links.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::document::{Builder, Document, Kind, Link};
use super::html;

pub(super) fn read(source: &str) -> Document<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader {
        builder: Builder::new(source),
        list_depth: 0,
        footnote: None,
        links: Vec::new(),
        labels: Vec::new(),
        html: None,
        image_depth: 0,
        struck: 0,
        used_footnotes: HashSet::new(),
        footnote_links: Vec::new(),
    };
    let parser = Parser::new_ext(source, options);
    let definitions: Vec<(String, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.dest.to_string(), definition.span.clone()))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish(&definitions)
}

struct Reader<'a> {
    builder: Builder<'a>,
    list_depth: usize,
    footnote: Option<String>,
    /// Targets written elsewhere (reference links): target and the place of the link itself.
    links: Vec<(String, Range<usize>, bool)>,
    labels: Vec<usize>,
    html: Option<Range<usize>>,
    image_depth: usize,
    struck: usize,
    used_footnotes: HashSet<String>,
    /// Text of footnotes, to drop the links of those nobody refers to.
    footnote_links: Vec<(String, Range<usize>)>,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.code(&code, range),
            Event::Html(_) => {
                let start = self.html.as_ref().map_or(range.start, |html| html.start);
                self.html = Some(start..range.end);
            }
            Event::InlineHtml(_) => html::read_inline(&mut self.builder, range),
            Event::SoftBreak | Event::HardBreak => self.builder.folded.separate("\n", range.start),
            Event::FootnoteReference(name) => {
                self.used_footnotes.insert(name.to_string());
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let footnote = self.footnote.is_some();
        match tag {
            Tag::Paragraph if self.list_depth > 0 => self.builder.folded.separate("\n", range.start),
            Tag::Paragraph => self.builder.open(Kind::Paragraph, footnote),
            Tag::Heading { .. } => self.builder.open(Kind::Heading, footnote),
            Tag::CodeBlock(_) => self.builder.open(Kind::Code, footnote),
            Tag::Table(_) => self.builder.open(Kind::Table, footnote),
            Tag::TableHead | Tag::TableRow => self.builder.folded.separate("\n", range.start),
            Tag::List(_) => {
                if self.list_depth == 0 {
                    self.builder.open(Kind::List, footnote);
                }
                self.list_depth += 1;
            }
            Tag::Item => {
                if !self.builder.is_open() {
                    self.builder.open(Kind::List, footnote);
                }
                self.builder.folded.separate("\n* ", range.start);
            }
            Tag::FootnoteDefinition(name) => self.footnote = Some(name.to_string()),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range),
            Tag::Image { .. } => self.image_depth += 1,
            Tag::Strikethrough => self.struck += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph if self.list_depth > 0 => {}
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table => self.builder.close(),
            TagEnd::CodeBlock => {
                self.builder.unlinked.push(self.builder.open_start()..self.builder.folded.len());
                self.builder.close();
            }
            TagEnd::TableCell => self.builder.folded.separate(" | ", range.end),
            TagEnd::List(_) => {
                self.list_depth = self.list_depth.saturating_sub(1);
                if self.list_depth == 0 {
                    self.builder.close();
                }
            }
            TagEnd::FootnoteDefinition => {
                self.builder.close();
                if let Some(name) = self.footnote.take() {
                    self.footnote_links.push((name, range.clone()));
                }
            }
            TagEnd::Link => {
                if let Some(start) = self.labels.pop() {
                    self.builder.unlinked.push(start..self.builder.folded.len());
                }
            }
            TagEnd::Image => self.image_depth = self.image_depth.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    html::read_into(&mut self.builder, html);
                    self.builder.close();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        if self.struck > 0 {
            return;
        }
        if !self.builder.is_open() {
            self.builder.open(Kind::Paragraph, self.footnote.is_some());
        }
        if self.builder.source.get(range.clone()) == Some(text) {
            self.builder.folded.push(text, range.start);
        } else {
            self.builder.folded.push_as(text, range);
        }
    }

    fn code(&mut self, code: &CowStr<'a>, range: Range<usize>) {
        let before = self.builder.folded.len();
        let written = self.builder.source.get(range.clone()).unwrap_or_default();
        match written.find(&**code) {
            Some(inside) if !code.is_empty() => self.builder.folded.push(code, range.start + inside),
            _ => self.builder.folded.push_as(code, range),
        }
        self.builder.unlinked.push(before..self.builder.folded.len());
        self.builder.codes.push(before..self.builder.folded.len());
    }

    fn link(&mut self, link_type: LinkType, target: &CowStr<'a>, range: Range<usize>) {
        self.labels.push(self.builder.folded.len());
        let elsewhere = matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
        if !matches!(link_type, LinkType::Email) {
            self.links.push((target.to_string(), range, elsewhere));
        }
    }

    fn finish(mut self, definitions: &[(String, Range<usize>)]) -> Document<'a> {
        let source = self.builder.source;
        for (target, place, elsewhere) in std::mem::take(&mut self.links) {
            let defined = elsewhere
                .then(|| definitions.iter().find(|(defined, _)| *defined == target))
                .flatten()
                .map_or(place, |(_, span)| span.clone());
            let written = source.get(defined.clone()).unwrap_or_default();
            let place = written
                .rfind(target.as_str())
                .map_or(defined.clone(), |at| defined.start + at..defined.start + at + target.len());
            self.builder.links.push(Link { target, source: place });
        }
        let unused: Vec<Range<usize>> = self
            .footnote_links
            .into_iter()
            .filter(|(name, _)| !self.used_footnotes.contains(name))
            .map(|(_, range)| range)
            .collect();
        let mut document = self.builder.finish();
        document.links.retain(|link| !unused.iter().any(|range| range.contains(&link.source.start)));
        document
    }
}
