//! Finds the line of a page that names a version: in its text, in the targets of its links, in embedded data.
//!
//! A version counts only as a whole: 2.0.9 is not in 12.0.9, 2.0.90, 2.0.9.1 or 2.0.9-beta, but it is in
//! `Ver. 2.0.9`, `v2.0.9` and `FW_EA7500_2.0.9.212345_prod.img`, where a build number follows.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::fetch::Kind;

/// The most characters of a line that are kept.
pub const LINE_MAX: usize = 300;
/// Digits from which a last group is a build number rather than a part of the version.
const BUILD_DIGITS: usize = 5;
/// Words after a version that make it another, unfinished one.
const UNFINISHED: [&str; 9] = ["alpha", "beta", "rc", "pre", "preview", "test", "dev", "snapshot", "draft"];
/// Words that may stand before a version without a space.
const PREFIXES: [&str; 9] = ["v", "ver", "version", "fw", "firmware", "r", "rel", "release", "rev"];

/// A page as lines, and which of them name the version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// One space for every run of white space.
    pub lines: Vec<String>,
    /// Indexes of the lines that name the version.
    pub hits: Vec<usize>,
    wanted: String,
}

impl Offer {
    /// Reads a page for a version.
    #[must_use]
    pub fn read(bytes: &[u8], kind: Kind, version: &str) -> Self {
        let wanted = bare(version);
        if wanted.is_empty() || kind == Kind::Other {
            return Self::default();
        }
        let text = String::from_utf8_lossy(bytes);
        let text = match kind {
            Kind::Html => lines_of_html(&text),
            _ => text.into_owned(),
        };
        let lines: Vec<_> = text.lines().map(collapse).filter(|line| !line.is_empty()).collect();
        let names = |line: &String| place_of(line, &wanted).is_some();
        let hits = lines.iter().enumerate().filter(|(_, line)| names(line)).map(|(at, _)| at).collect();
        Self { lines, hits, wanted }
    }

    /// A line as it is kept, at most [`LINE_MAX`] characters of it, around the version.
    #[must_use]
    pub fn kept(&self, at: usize) -> String {
        let line = self.lines.get(at).map(String::as_str).unwrap_or_default();
        cut(line, place_of(line, &self.wanted).unwrap_or(0))
    }
}

/// The version as it is compared: lower case, single spaces, without a leading `v` or `Ver.`.
fn bare(version: &str) -> String {
    let version = collapse(version).to_lowercase();
    let letters = version.chars().take_while(char::is_ascii_alphabetic).count();
    let rest = version[letters..].trim_start_matches(['.', ' ']);
    let named = PREFIXES.contains(&&version[..letters]) && rest.starts_with(|c: char| c.is_ascii_digit());
    if named { rest.to_owned() } else { version }
}

/// Where a line names the version, in bytes of its lower-case form.
fn place_of(line: &str, wanted: &str) -> Option<usize> {
    // Lower case of ASCII only, so that places are the same in both forms.
    let low = line.to_ascii_lowercase();
    low.match_indices(wanted)
        .map(|(at, _)| at)
        .find(|at| begins(&low[..*at], wanted) && ends(&low[at + wanted.len()..]))
}

/// True when a version may begin after this text.
fn begins(before: &str, wanted: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    if last.is_ascii_digit() {
        return false;
    }
    if last == '.' {
        // `1.2.0.9` is another version, `Ver.2.0.9` and `file.2.0.9` are not.
        return !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit());
    }
    if !last.is_alphanumeric() {
        return true;
    }
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    wanted.starts_with(|c: char| c.is_ascii_digit()) && PREFIXES.contains(&word)
}

/// True when a version may end before this text.
fn ends(after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        None => true,
        Some('.') => {
            let group = after[1..].bytes().take_while(u8::is_ascii_digit).count();
            let behind = &after[1 + group..];
            // A full stop, a file's ending, or a build number.
            group == 0 || (group >= BUILD_DIGITS && !behind.starts_with(|c: char| c.is_alphanumeric()))
        }
        Some('-' | '_' | '~' | '+' | ' ' | '(') => !is_unfinished(rest.as_str()),
        Some(c) => !c.is_alphanumeric(),
    }
}

fn is_unfinished(after: &str) -> bool {
    let word: String =
        after.trim_start_matches([' ', '(']).chars().take_while(char::is_ascii_alphabetic).collect();
    UNFINISHED.contains(&word.as_str())
}

/// The part of a line around the place that names the version.
fn cut(line: &str, at: usize) -> String {
    if line.chars().count() <= LINE_MAX {
        return line.to_owned();
    }
    let before = line.get(..at).map_or(0, |text| text.chars().count());
    let start = before.saturating_sub(LINE_MAX / 3);
    line.chars().skip(start).take(LINE_MAX).collect()
}

/// One space for every run of white space; no control characters.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The text a visitor could read, a line per block, with the targets of links as lines of their own.
fn lines_of_html(source: &str) -> String {
    let sink = Sink { out: RefCell::new(String::new()), skip: Cell::new(false) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(source));
    // The result only reports scripts to run; none is run here, so the rest is fed again.
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    tokenizer.sink.out.into_inner()
}

struct Sink {
    out: RefCell<String>,
    skip: Cell<bool>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => {
                if !self.skip.get() {
                    self.out.borrow_mut().push_str(&text.replace(['\n', '\r'], " "));
                }
                TokenSinkResult::Continue
            }
            Token::TagToken(tag) => self.tag(&tag),
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Sink {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let opens = tag.kind == TagKind::StartTag;
        let name = &*tag.name;
        let attribute =
            |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string());
        let mut out = self.out.borrow_mut();
        if opens && let Some(target) = attribute("href") {
            out.push('\n');
            out.push_str(&decoded(&target));
            out.push('\n');
        } else if matches!(name, "td" | "th") {
            out.push(' ');
        } else {
            out.push_str(if is_inline(name) { "" } else { "\n" });
        }
        // Data that the page's own script shows counts as text; programs and styles do not.
        let data = opens && name == "script" && attribute("type").is_some_and(|kind| kind.ends_with("json"));
        self.skip.set(opens && (name == "style" || (name == "script" && !data)));
        match name {
            "script" if opens => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" if opens => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if opens => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

/// Elements inside a line; cells of a table row share one too, with a space between them.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 18] = [
        "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "mark", "small", "span", "strong",
        "sub", "sup", "u", "wbr",
    ];
    INLINE.contains(&name)
}

/// A link's target with its percent signs resolved (RFC 3986, section 2.1), as far as they are well formed.
fn decoded(target: &str) -> String {
    let bytes = target.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = (*byte == b'%').then(|| target.get(at + 1..at + 3)).flatten();
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(plain) => {
                out.push(plain);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_offer(bytes: &[u8], kind: Kind, version: &str) -> Option<String> {
        let offer = Offer::read(bytes, kind, version);
        offer.hits.first().map(|at| offer.kept(*at))
    }

    fn text(line: &str, version: &str) -> bool {
        find_offer(line.as_bytes(), Kind::Text, version).is_some()
    }

    #[test]
    fn a_version_counts_only_as_a_whole() {
        let offers = [
            "Ver. 2.0.9",
            "Ver.2.0.9",
            "v2.0.9",
            "V2.0.9 (Build 7)",
            "Version: 2.0.9",
            "firmware 2.0.9.",
            "2.0.9",
            "Firmware Version 2.0.9, released 2026-11-20",
            "FW_EA7500_2.0.9.212345_prod.img",
            "FW_EA7500_2.0.9_prod.img",
            "EA7500-2.0.9.bin",
            "(2.0.9)",
            "\"version\":\"2.0.9\"",
            "2.0.9;",
            "2.0.9 EU",
            "Ver.2.0.9.212345",
        ];
        for line in offers {
            assert!(text(line, "2.0.9"), "{line}");
        }
        let others = [
            "12.0.9",
            "2.0.90",
            "2.0.9.1",
            "2.0.9.1234",
            "1.2.0.9",
            "2.0.9b",
            "2.0.9rc1",
            "2.0.9-beta",
            "2.0.9-rc2",
            "2.0.9 beta",
            "2.0.9 (Beta)",
            "2.0.9_test",
            "2-0-9",
            "2.0",
            "20.9",
            "2.0.91",
            "v12.0.9",
            "FW_EA7500_12.0.9.212345_prod.img",
            "FW_EA7500_2.0.90.212345_prod.img",
            "x2.0.9",
            "abc2.0.9",
            "",
        ];
        for line in others {
            assert!(!text(line, "2.0.9"), "{line}");
        }
    }

    #[test]
    fn a_version_may_be_written_with_its_name_letters_or_a_build() {
        for (version, line) in [
            ("v2.0.9", "Ver. 2.0.9"),
            ("Ver. 2.0.9", "FW 2.0.9"),
            ("1.0.04 (build 7)", "Version 1.0.04  (Build 7)"),
            ("1.1.11.211190", "FW_MX5300_1.1.11.211190_prod.img"),
            ("F9K1102_WW_2.10.17", "F9K1102_WW_2.10.17.bin"),
            ("2.0.9b", "Version 2.0.9b"),
        ] {
            assert!(text(line, version), "{version} in {line}");
        }
        assert!(!text("Version 2.0.9", "2.0.9b"));
        assert!(!text("anything", " "));
    }

    #[test]
    fn text_links_and_data_of_a_page_count_and_comments_scripts_and_styles_do_not() {
        let html = |source: &str| find_offer(source.as_bytes(), Kind::Html, "2.0.9");
        assert_eq!(
            html("<p>Ver. <b>2.0.9</b> (20&nbsp;MB)</p><p>x</p>").as_deref(),
            Some("Ver. 2.0.9 (20 MB)")
        );
        let link = r#"<a href="/FW_EA7500_2.0.9%20final.img">Download</a>"#;
        assert_eq!(html(link).as_deref(), Some("/FW_EA7500_2.0.9 final.img"));
        assert!(html(r#"<script type="application/json">{"version":"2.0.9"}</script>"#).is_some());
        for hidden in [
            "<!-- Ver. 2.0.9 -->",
            "<script>var old = '2.0.9';</script>",
            "<style>.v2.0.9 {}</style>",
            "<td>2.0.</td><td>9</td>",
            "<p>1<b>2.0.9</b></p>",
            r#"<p class="2.0.9">x</p>"#,
        ] {
            assert_eq!(html(hidden), None, "{hidden}");
        }
        assert!(
            html("<script>if (a < b) {}</script><p>Ver. 2.0.9").is_some(),
            "after a script the page goes on"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_version() {
        let line = format!("{} Ver. 2.0.9 {}", "ä ".repeat(2_000), "x".repeat(2_000));
        let found = find_offer(line.as_bytes(), Kind::Text, "2.0.9").unwrap();
        assert!(found.contains("Ver. 2.0.9") && found.chars().count() <= LINE_MAX);
    }
}
