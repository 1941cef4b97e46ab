//! A draft as blocks of folded text with its links, title and lead, whatever its format was.
//!
//! Invariant: every place in the folded text leads back to bytes of the draft. URLs are masked in
//! the prose that the rules read, so that a word inside an address is never taken for a claim.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::Scope;
use super::fold::Folded;
use super::pattern::pattern;
use super::table;

/// What kind of block a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading,
    /// `<title>` and the first `<h1>` of an HTML page.
    PageTitle,
    Paragraph,
    List,
    Table,
    Code,
}

/// A block of text.
#[derive(Debug)]
pub(super) struct Block {
    pub kind: Kind,
    pub range: Range<usize>,
    pub footnote: bool,
    pub scope: Scope,
    /// A program, a request or its output: what stands there claims nothing.
    pub program: bool,
}

/// A link with its target and the bytes of the draft that write the target.
#[derive(Debug)]
pub(super) struct Link {
    pub target: String,
    pub source: Range<usize>,
}

/// A parsed draft.
pub(super) struct Document<'a> {
    pub source: &'a str,
    pub folded: Folded,
    /// Small letters, addresses masked by underscores; same offsets as the folded text.
    pub prose: String,
    pub blocks: Vec<Block>,
    pub links: Vec<Link>,
    /// Stretches of the folded text that are code.
    codes: Vec<Range<usize>>,
}

/// What a format's reader fills.
pub(super) struct Builder<'a> {
    pub source: &'a str,
    pub folded: Folded,
    blocks: Vec<Block>,
    open: Option<(Kind, usize, bool)>,
    pub links: Vec<Link>,
    /// Stretches of text in which an address is no link: code, and the labels of links.
    pub unlinked: Vec<Range<usize>>,
    /// Stretches of text that are code spans.
    pub codes: Vec<Range<usize>>,
    /// Whether an address in the text is a link (not so in HTML).
    pub bare_links: bool,
    /// Whether columns of a paragraph are a table (plain text).
    pub drawn_tables: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            folded: Folded::default(),
            blocks: Vec::new(),
            open: None,
            links: Vec::new(),
            unlinked: Vec::new(),
            codes: Vec::new(),
            bare_links: true,
            drawn_tables: false,
        }
    }

    /// Begins a block; an open one ends.
    pub(super) fn open(&mut self, kind: Kind, footnote: bool) {
        self.close();
        self.open = Some((kind, self.folded.len(), footnote));
    }

    /// Ends the open block, if it has text.
    pub(super) fn close(&mut self) {
        let Some((kind, start, footnote)) = self.open.take() else { return };
        let text = &self.folded.as_str()[start..];
        if text.trim().is_empty() {
            return;
        }
        self.put_heads_before_cells(kind, start);
        let range = start..self.folded.len();
        self.blocks.push(Block { kind, range: range.clone(), footnote, scope: Scope::Body, program: false });
        let after = self.folded.source_range(range).end;
        self.folded.separate("\n\n", after);
    }

    /// Reads a table that has just ended, or one drawn in plain text, with its heads.
    fn put_heads_before_cells(&mut self, kind: Kind, start: usize) {
        let block = start..self.folded.len();
        let words = match kind {
            Kind::Table => table::heads(&self.folded, block),
            Kind::Paragraph | Kind::Code if self.drawn_tables => table::drawn_heads(&self.folded, block),
            Kind::Code => table::drawn_heads(&self.folded, block),
            _ => return,
        };
        self.folded.insert(&words);
        let moved = |at: usize| {
            at + words.iter().take_while(|word| word.at <= at).map(|word| word.text.len()).sum::<usize>()
        };
        for ranges in [&mut self.unlinked, &mut self.codes] {
            for range in ranges.iter_mut().rev().take_while(|range| range.end > start) {
                *range = moved(range.start)..moved(range.end);
            }
        }
    }

    /// Where the text of the open block begins.
    pub(super) fn open_start(&self) -> usize {
        self.open.map_or(self.folded.len(), |(_, start, _)| start)
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Finishes: bare links, masked prose, title and lead.
    pub(super) fn finish(mut self) -> Document<'a> {
        self.close();
        let urls = find_urls(self.folded.as_str());
        if self.bare_links {
            self.collect_bare_links(&urls);
        }
        self.links.sort_by_key(|link| link.source.start);
        let prose = mask(self.folded.as_str(), &urls);
        let mut document = Document {
            source: self.source,
            folded: self.folded,
            prose,
            blocks: self.blocks,
            links: self.links,
            codes: self.codes,
        };
        document.split_title();
        document.mark_scopes();
        document.mark_programs();
        document
    }

    fn collect_bare_links(&mut self, urls: &[Range<usize>]) {
        let mut unlinked = std::mem::take(&mut self.unlinked);
        unlinked.sort_by_key(|range| range.start);
        for url in urls {
            let next = unlinked.partition_point(|range| range.end <= url.start);
            let hidden = unlinked.get(next).is_some_and(|range| range.start <= url.start);
            if hidden {
                continue;
            }
            let source = self.folded.source_range(url.clone());
            self.links.push(Link { target: self.source[source.clone()].to_owned(), source });
        }
    }
}

static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i-u)(?:https?://|\bwww\.)[^\s<>"'`|\x7f]+|\b(?:[a-z0-9-]+\.)+[a-z]{2,12}/[^\s<>"'`|\x7f]*"#,
    )
    .unwrap_or_else(|error| super::pattern::refuse(&error))
});

fn find_urls(text: &str) -> Vec<Range<usize>> {
    URL.find_iter(text.as_bytes())
        .map(|found| found.start()..trim_url(text, found.start(), found.end()))
        .collect()
}

/// Punctuation after an address belongs to the sentence, as does a bracket that was not opened in it.
fn trim_url(text: &str, start: usize, mut end: usize) -> usize {
    while end > start {
        let url = &text[start..end];
        let last = url.as_bytes()[url.len() - 1];
        let trims = match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*' | b'_' | b']' | b'}' => true,
            b')' => url.matches(')').take(64).count() > url.matches('(').take(64).count(),
            _ => false,
        };
        if !trims {
            break;
        }
        end -= 1;
    }
    end
}

fn mask(text: &str, urls: &[Range<usize>]) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut at = 0;
    for url in urls {
        prose.push_str(&text[at..url.start]);
        prose.extend(std::iter::repeat_n('_', url.len()));
        at = url.end;
    }
    prose.push_str(&text[at..]);
    prose.make_ascii_lowercase();
    prose
}

static SUBJECT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^[ \t]*subject:[^\n]*"));
static FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[ \t*_-]*[a-z][\w/().'-]*(?:[ \t][\w/().'-]+){0,4}[ \t*_]*:[ \t*_]+\S"));
static GREETING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:hi|hello|dear|greetings|hey|good (?:morning|day|evening)|ladies)\b"));
static IDENTIFIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"cve-\d{4}-\d+|cwe-?\d+|cvss\S*|\b[a-z]{1,2}:[a-z](?:/\S+)?|\b\d+(?:\.\d+)+\b|\b(?:low|medium|high|critical)\b",
    )
});

/// Whether a line is a `Key: value` field.
pub(super) fn is_field(line: &str) -> bool {
    FIELD.is_match(line.as_bytes())
}

static REQUEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[ \t]*(?:(?:get|post|put|head|patch|delete|options)[ \t]+\S+[ \t]+http/\d|http/\d\.\d[ \t]+\d{3}|\$[ \t]+\S|curl[ \t]+-|#!/)",
    )
});
static PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^[ \t]*(?:(?:get|post|put|head|patch|delete|options)[ \t]+\S+[ \t]+http/\d|http/\d|[$#>][ \t]+\S|#!|#include|import[ \t]+\w|from[ \t]+\w+[ \t]+import|def[ \t]+\w|(?:int|void|char|static)[ \t]+\w|curl[ \t]|wget[ \t]|python3?[ \t]|nc[ \t]|[{}][ \t]*$)|[;{][ \t]*$|\w\(\w*\);|0x[0-9a-f]{4}",
    )
});

impl Document<'_> {
    /// Whether a place is in a code span.
    pub(super) fn is_code(&self, at: usize) -> bool {
        let next = self.codes.partition_point(|range| range.end <= at);
        self.codes.get(next).is_some_and(|range| range.start <= at)
    }

    /// Notes the blocks that are programs; fields and vectors in a code block are text.
    fn mark_programs(&mut self) {
        for index in 0..self.blocks.len() {
            let block = &self.blocks[index];
            let text = self.prose_of(block);
            let head = &text.as_bytes()[..text.len().min(4_000)];
            let first = text.trim_start().lines().next().unwrap_or_default();
            let program = match block.kind {
                Kind::Code => PROGRAM.is_match(head),
                Kind::Paragraph => REQUEST.is_match(first.as_bytes()),
                _ => false,
            };
            self.blocks[index].program = program;
        }
    }

    /// The prose of a block.
    pub(super) fn prose_of(&self, block: &Block) -> &str {
        &self.prose[block.range.clone()]
    }

    /// The scope of a byte of the draft.
    pub(super) fn scope_of_source(&self, byte: usize) -> Scope {
        self.blocks
            .iter()
            .find(|block| {
                let range = self.folded.source_range(block.range.clone());
                range.start <= byte && byte < range.end
            })
            .map_or(Scope::Body, |block| block.scope)
    }

    /// The text of title and lead, block by block.
    pub(super) fn lead_blocks(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, block)| matches!(block.scope, Scope::Title | Scope::Lead))
    }

    /// Without a heading, the `Subject:` line or the first line is the title, and a block of its own.
    fn split_title(&mut self) {
        if self.blocks.iter().any(|block| matches!(block.kind, Kind::Heading | Kind::PageTitle)) {
            return;
        }
        let subject = SUBJECT.find(self.prose.as_bytes()).map(|found| found.start());
        let Some(index) = subject
            .and_then(|at| self.blocks.iter().position(|block| block.range.contains(&at)))
            .or_else(|| (!self.blocks.is_empty()).then_some(0))
        else {
            return;
        };
        let block = &self.blocks[index];
        let text = &self.prose[block.range.clone()];
        let skipped = text.len() - text.trim_start().len();
        let start = subject.unwrap_or(block.range.start + skipped);
        let end =
            self.prose[start..block.range.end].find('\n').map_or(block.range.end, |length| start + length);
        let rest = Block {
            kind: block.kind,
            range: end..block.range.end,
            footnote: false,
            scope: Scope::Body,
            program: false,
        };
        let before = Block {
            kind: block.kind,
            range: block.range.start..start,
            footnote: false,
            scope: Scope::Body,
            program: false,
        };
        let title = Block {
            kind: Kind::Heading,
            range: start..end,
            footnote: false,
            scope: Scope::Title,
            program: false,
        };
        let parts = [before, title, rest]
            .into_iter()
            .filter(|part| !self.prose[part.range.clone()].trim().is_empty());
        let parts: Vec<Block> = parts.collect();
        self.blocks.splice(index..=index, parts);
    }

    fn mark_scopes(&mut self) {
        let has_page_title = self.blocks.iter().any(|block| block.kind == Kind::PageTitle);
        let title = self.blocks.iter().position(|block| {
            block.scope == Scope::Title || matches!(block.kind, Kind::Heading | Kind::PageTitle)
        });
        let mut paragraphs = 0;
        for index in 0..self.blocks.len() {
            let counted = self.counts_as_paragraph(&self.blocks[index]);
            let fields = self.is_metadata(&self.blocks[index]);
            let after_title = title.is_none_or(|title| index > title);
            let block = &mut self.blocks[index];
            block.scope = if block.footnote {
                Scope::Footnote
            } else if Some(index) == title || (has_page_title && block.kind == Kind::PageTitle) {
                Scope::Title
            } else if paragraphs < 2 && after_title && is_lead_material(block.kind) && !fields {
                Scope::Lead
            } else {
                Scope::Body
            };
            if counted && block.scope == Scope::Lead {
                paragraphs += 1;
            }
        }
    }

    /// A paragraph of the lead has eight words that are not identifiers.
    fn counts_as_paragraph(&self, block: &Block) -> bool {
        if !is_lead_material(block.kind) || block.footnote || self.is_metadata(block) {
            return false;
        }
        let text = self.prose_of(block);
        let words = text
            .split_whitespace()
            .filter(|word| word.bytes().any(|byte| byte.is_ascii_alphanumeric()))
            .take(40)
            .count();
        if words < 8 || (words < 10 && GREETING.is_match(text.as_bytes())) {
            return false;
        }
        let identifiers = IDENTIFIER.find_iter(text.as_bytes()).take(40).count();
        words >= 40 || identifiers * 2 < words
    }

    /// A block of which two lines or more, and most lines, are fields.
    pub(super) fn is_metadata(&self, block: &Block) -> bool {
        let mut fields = 0;
        let mut lines = 0;
        for line in self.prose_of(block).lines().take(60) {
            if line.trim().is_empty() {
                continue;
            }
            lines += 1;
            fields += usize::from(is_field(line));
        }
        fields >= 2 && fields * 2 >= lines
    }
}

fn is_lead_material(kind: Kind) -> bool {
    matches!(kind, Kind::Paragraph | Kind::List)
}
