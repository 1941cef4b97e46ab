//! Markdown as plain text, for mail, feeds and lists.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;

/// The text without marks: blocks apart by a blank line, list items with a dash, link targets in brackets.
#[must_use]
pub fn to_text(markdown: &str) -> String {
    let source = events::without_controls(markdown);
    let mut writer = Writer::default();
    for event in events::filtered(&source, events::Trust::Own) {
        writer.take(event);
    }
    writer.out.trim().to_owned()
}

/// The beginning of the text in one line, at most `max_chars` characters, cut between words where that is possible.
#[must_use]
pub fn excerpt(markdown: &str, max_chars: usize) -> String {
    let text = to_text(markdown);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= max_chars {
        return line;
    }
    let cut: String = line.chars().take(max_chars.saturating_sub(1)).collect();
    // A very long word is cut inside.
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([' ', ',', ';', ':']))
}

#[derive(Default)]
struct Writer {
    out: String,
    lists: Vec<Option<u64>>,
    links: Vec<(String, usize)>,
    first_cell: usize,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.out.push('\n'),
            Event::Rule => self.block("---"),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Table(_) => {
                self.block("");
            }
            Tag::List(start) => {
                if self.lists.is_empty() {
                    self.block("");
                }
                self.lists.push(start);
            }
            Tag::Item => self.item(),
            Tag::Link { dest_url, .. } => self.links.push((dest_url.to_string(), self.out.len())),
            Tag::TableHead | Tag::TableRow => {
                self.line();
                self.first_cell = self.out.len();
            }
            Tag::TableCell if self.out.len() > self.first_cell => self.out.push_str(" | "),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Link => {
                if let Some((target, from)) = self.links.pop() {
                    let label = self.out.get(from..).unwrap_or_default();
                    if !target.is_empty() && !target.ends_with(label) {
                        self.out.push_str(&format!(" ({target})"));
                    }
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table
                if self.lists.is_empty() =>
            {
                self.line();
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.line();
        let depth = self.lists.len().saturating_sub(1);
        self.out.push_str(&"  ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.out.push_str("- "),
        }
    }

    /// Begins a block: after a blank line, except directly behind the mark of a list item.
    fn block(&mut self, text: &str) {
        if !self.out.is_empty() && self.lists.is_empty() {
            self.line();
            if !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
        } else if !self.lists.is_empty() && !self.out.ends_with("- ") && !self.out.ends_with(". ") {
            self.line();
        }
        self.out.push_str(text);
    }

    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}
