//! HTML into a document, by the tokenizer of html5ever.
//!
//! The tokenizer tells no offsets, so it is fed in pieces that end where tags and entities end: what
//! it emits while a piece is fed came from that piece. Links are the `href` of anchors; comments,
//! scripts and styles are no text.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::document::{Builder, Document, Kind, Link};

/// Reads a whole page.
pub(super) fn read(source: &str) -> Document<'_> {
    let mut builder = Builder::new(source);
    builder.bare_links = false;
    read_into(&mut builder, 0..source.len());
    builder.finish()
}

/// Reads a stretch of HTML inside another format.
pub(super) fn read_into(builder: &mut Builder<'_>, range: Range<usize>) {
    let Some(text) = builder.source.get(range.clone()) else { return };
    let sink = Sink {
        state: RefCell::new(State { builder, cell: false, skip: false, inside: Vec::new() }),
        piece: Cell::new((range.start, range.start)),
        tag_start: Cell::new(range.start),
    };
    // A byte order mark that vanished would move every place behind it.
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(sink, options);
    let queue = BufferQueue::default();
    let mut at = 0;
    while at < text.len() {
        let end = at + piece_length(&text[at..]);
        let piece = &text[at..end];
        if piece.starts_with('<') {
            tokenizer.sink.tag_start.set(range.start + at);
        }
        tokenizer.sink.piece.set((range.start + at, range.start + end));
        queue.push_back(StrTendril::from_slice(piece));
        // The result only reports scripts to run; there are none to run here.
        let _ = tokenizer.feed(&queue);
        at = end;
    }
    tokenizer.end();
}

/// Reads one tag inside a paragraph of Markdown.
pub(super) fn read_inline(builder: &mut Builder<'_>, range: Range<usize>) {
    let Some(text) = builder.source.get(range.clone()) else { return };
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("<br") {
        builder.folded.separate("\n", range.start);
    } else if lower.starts_with("<a ")
        && let Some(link) = written_target(text, range.start)
    {
        builder.links.push(link);
    }
}

/// The `href` as it stands in the text of a tag.
fn written_target(tag: &str, start: usize) -> Option<Link> {
    let lower = tag.to_ascii_lowercase();
    let after = lower.find("href")? + 4;
    let value = tag[after..].trim_start().strip_prefix('=')?.trim_start();
    let (value, end): (&str, &[char]) = match value.chars().next()? {
        '"' => (&value[1..], &['"']),
        '\'' => (&value[1..], &['\'']),
        _ => (value, &[' ', '>', '\n', '\t']),
    };
    let length = value.find(end).unwrap_or(value.len());
    let offset = start + (tag.len() - tag[after..].len()) + (tag[after..].len() - value.len());
    Some(Link { target: value[..length].replace("&amp;", "&"), source: offset..offset + length })
}

/// A piece ends after `>`, before `<` or `&`, and after the `;` of an entity.
fn piece_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    if bytes[0] == b'&' {
        let name = bytes[1..]
            .iter()
            .take(32)
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
            .count();
        let closed = bytes.get(1 + name) == Some(&b';');
        return 1 + name + usize::from(closed);
    }
    let stop = bytes[1..].iter().position(|byte| matches!(byte, b'<' | b'>' | b'&'));
    match stop {
        None => bytes.len(),
        Some(at) if bytes[1 + at] == b'>' => at + 2,
        Some(at) => at + 1,
    }
}

struct State<'b, 'a> {
    builder: &'b mut Builder<'a>,
    cell: bool,
    skip: bool,
    /// Lists, tables and preformatted text that are open.
    inside: Vec<Kind>,
}

struct Sink<'b, 'a> {
    state: RefCell<State<'b, 'a>>,
    piece: Cell<(usize, usize)>,
    tag_start: Cell<usize>,
}

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => {
                self.text(&text);
                TokenSinkResult::Continue
            }
            Token::TagToken(tag) => self.tag(&tag),
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Sink<'_, '_> {
    fn text(&self, text: &str) {
        let mut state = self.state.borrow_mut();
        let (start, end) = self.piece.get();
        if state.skip {
            return;
        }
        if !state.builder.is_open() {
            if text.trim().is_empty() {
                self.piece.set(((start + text.len()).min(end), end));
                return;
            }
            let kind = state.inside.last().copied().unwrap_or(Kind::Paragraph);
            state.builder.open(kind, false);
        }
        let rest = state.builder.source.get(start..end).unwrap_or_default();
        if rest.starts_with(text) {
            state.builder.folded.push(text, start);
            self.piece.set((start + text.len(), end));
        } else {
            state.builder.folded.push_as(text, start..end);
        }
    }

    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        let (_, end) = self.piece.get();
        let opens = tag.kind == TagKind::StartTag;
        let name = &*tag.name;
        state.layout(name, opens, end);
        if opens && name == "a" {
            let start = self.tag_start.get();
            state.anchor(tag, start..end);
        }
        state.skip = opens && matches!(name, "script" | "style");
        match name {
            "script" if opens => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" if opens => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if opens => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

impl State<'_, '_> {
    fn layout(&mut self, name: &str, opens: bool, at: usize) {
        match name {
            "title" | "h1" if opens => self.builder.open(Kind::PageTitle, false),
            "h2" | "h3" | "h4" | "h5" | "h6" if opens => self.builder.open(Kind::Heading, false),
            "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.builder.close(),
            "ul" | "ol" | "dl" if opens => self.enter(Kind::List),
            "table" if opens => self.enter(Kind::Table),
            "pre" if opens => self.enter(Kind::Code),
            "ul" | "ol" | "dl" | "table" | "pre" => {
                self.inside.pop();
                self.builder.close();
            }
            "li" | "dt" if opens => self.builder.folded.separate("\n* ", at),
            "dd" if opens => self.builder.folded.separate(": ", at),
            "tr" if opens => self.builder.folded.separate("\n", at),
            "td" | "th" if !opens => self.builder.folded.separate(" | ", at),
            "br" => self.builder.folded.separate("\n", at),
            "p" | "div" | "section" | "article" | "blockquote" | "header" | "footer" | "body" | "main"
            | "hr" | "figure" | "figcaption" | "caption" | "details" | "summary" | "aside" | "nav"
            | "address" | "center"
                if !self.cell =>
            {
                self.builder.close();
            }
            _ => {}
        }
        if matches!(name, "td" | "th" | "li" | "dd") {
            self.cell = opens;
        }
    }

    fn enter(&mut self, kind: Kind) {
        if self.inside.len() < 64 {
            self.inside.push(kind);
        }
        self.builder.open(kind, false);
    }

    fn anchor(&mut self, tag: &Tag, place: Range<usize>) {
        let Some(href) = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href") else { return };
        let target = href.value.to_string();
        let written = self.builder.source.get(place.clone()).unwrap_or_default();
        let source = written_target(written, place.start).map_or(place, |link| link.source);
        self.builder.links.push(Link { target, source });
    }
}
