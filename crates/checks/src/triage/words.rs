//! Text as words: folding, sentences and clauses, and the small pattern language of the lexicons.
//!
//! Invariant: every word knows the byte range of the original text it came from, so that advice can always
//! quote what it rests on. Ideographs are words of one character, so that one pattern language serves all.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One word of a text.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Lower case, without accents.
    pub(crate) folded: String,
    /// First byte in the original text.
    pub(crate) start: usize,
    /// One past the last byte in the original text.
    pub(crate) end: usize,
    /// Number of the sentence, counted from zero.
    pub(crate) sentence: usize,
    /// Number of the clause, counted over the whole text.
    pub(crate) clause: usize,
}

/// A text cut into words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) list: Vec<Word>,
}

/// Lower case without accents; other scripts stay as they are.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .replace('ß', "ss")
}

/// Whether the character is written without spaces between words.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Endings after an apostrophe that belong to the word before it (`don't`, `it's`).
const CONTRACTED: [&str; 7] = ["t", "s", "re", "ve", "ll", "m", "d"];

/// Words that open a new clause.
const TURNS: [&str; 15] = [
    "but", "however", "although", "though", "aber", "jedoch", "mais", "pero", "sino", "ma", "mas", "porem",
    "pourtant", "because", "yet",
];

impl Words {
    /// Cuts a text into words, sentences and clauses.
    pub(crate) fn of(text: &str) -> Self {
        let mut cutter = Cutter { text, list: Vec::new(), open: None, sentence: 0, clause: 0 };
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            cutter.take(at, c, next);
        }
        cutter.close(text.len());
        Self { list: cutter.list }
    }

    /// The original words from one index up to another (exclusive), as they stand in the text.
    pub(crate) fn quote<'t>(&self, text: &'t str, from: usize, to: usize) -> &'t str {
        let (Some(first), Some(last)) = (self.list.get(from), self.list.get(to.saturating_sub(1))) else {
            return "";
        };
        text.get(first.start..last.end).unwrap_or("")
    }
}

struct Cutter<'t> {
    text: &'t str,
    list: Vec<Word>,
    open: Option<usize>,
    sentence: usize,
    clause: usize,
}

impl Cutter<'_> {
    fn take(&mut self, at: usize, c: char, next: Option<char>) {
        if is_ideograph(c) {
            self.close(at);
            self.open = Some(at);
            self.close(at + c.len_utf8());
        } else if c.is_alphanumeric() || c == '_' || is_combining_mark(c) {
            self.open.get_or_insert(at);
        } else if matches!(c, '\'' | '’') && self.open.is_some() && self.contraction(at + c.len_utf8()) {
            // The word goes on: `don't`.
        } else {
            self.close(at);
            self.punctuation(c, next);
        }
    }

    fn contraction(&self, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or("");
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        CONTRACTED.contains(&rest.get(..end).unwrap_or("").to_ascii_lowercase().as_str())
    }

    fn punctuation(&mut self, c: char, next: Option<char>) {
        let breaks =
            next.is_none_or(|n| n.is_whitespace() || is_ideograph(n) || matches!(n, ')' | '"' | '<'));
        match c {
            '.' | '!' | '?' if breaks => self.end_sentence(),
            '\n' | '。' | '！' | '？' | '¡' | '¿' => self.end_sentence(),
            ',' | ';' | ':' if breaks => self.clause += 1,
            '(' | ')' | '，' | '；' | '：' | '、' | '—' | '–' => self.clause += 1,
            _ => {}
        }
    }

    fn end_sentence(&mut self) {
        self.sentence += 1;
        self.clause += 1;
    }

    fn close(&mut self, end: usize) {
        let Some(start) = self.open.take() else { return };
        let raw = self.text.get(start..end).unwrap_or("");
        let mut folded = fold(raw);
        folded.retain(|c| c.is_alphanumeric() || c == '_');
        if folded.is_empty() {
            return;
        }
        if TURNS.contains(&folded.as_str()) {
            self.clause += 1;
        }
        self.list.push(Word { folded, start, end, sentence: self.sentence, clause: self.clause });
    }
}

/// One item of a pattern.
#[derive(Clone, Debug)]
enum Item {
    /// One of these words; true when the word may go on.
    Word(Vec<(String, bool)>),
    /// Up to this many words, in the same sentence.
    Gap(usize),
}

/// A compiled pattern with the meaning it stands for.
#[derive(Debug)]
struct Pattern<T> {
    meaning: T,
    items: Vec<Item>,
}

/// Many patterns, found in one pass over a text.
///
/// The language: words separated by spaces; `a|b` alternatives; `stem*` any ending; `..` a gap of up to four
/// words and `...` of up to nine, inside one sentence. Words are written folded (lower case, no accents).
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    patterns: Vec<Pattern<T>>,
    by_start: HashMap<String, Vec<usize>>,
}

/// A place where a pattern was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit<T> {
    pub(crate) meaning: T,
    /// Index of the first word.
    pub(crate) from: usize,
    /// One past the index of the last word.
    pub(crate) to: usize,
}

const KEY_CHARS: usize = 3;

fn key_of(word: &str) -> String {
    word.chars().take(KEY_CHARS).collect()
}

impl<T: Copy> Lexicon<T> {
    /// Compiles a table of meanings and their patterns, separated by `;` or line ends.
    pub(crate) fn new<S: AsRef<str>>(table: &[(T, S)]) -> Self {
        let mut lexicon = Self { patterns: Vec::new(), by_start: HashMap::new() };
        for (meaning, patterns) in table {
            for pattern in patterns.as_ref().split([';', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
                lexicon.insert(*meaning, compile(pattern));
            }
        }
        lexicon
    }

    fn insert(&mut self, meaning: T, items: Vec<Item>) {
        let index = self.patterns.len();
        if let Some(Item::Word(starts)) = items.first() {
            for (word, _) in starts {
                // A short open stem such as `ip*` can begin words of any third letter: it is filed by its own
                // length, and the search tries all lengths up to the key length.
                let key = key_of(word);
                let list = self.by_start.entry(key).or_default();
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
            self.patterns.push(Pattern { meaning, items });
        }
    }

    /// Every place where a pattern matches, in order of the text.
    pub(crate) fn find_all(&self, words: &Words) -> Vec<Hit<T>> {
        let mut hits = Vec::new();
        for (from, word) in words.list.iter().enumerate() {
            for key in keys_to_try(&word.folded).into_iter().flatten() {
                for index in self.by_start.get(key).into_iter().flatten() {
                    let Some(pattern) = self.patterns.get(*index) else { continue };
                    if let Some(to) = matches(&pattern.items, words, from, word.sentence) {
                        hits.push(Hit { meaning: pattern.meaning, from, to });
                    }
                }
            }
        }
        hits
    }
}

/// The keys under which a pattern that begins with this word may be filed.
fn keys_to_try(word: &str) -> [Option<&str>; 3] {
    let prefix =
        |chars: usize| word.char_indices().nth(chars).map_or(word, |(at, _)| word.get(..at).unwrap_or(word));
    let (one, two, three) = (prefix(1), prefix(2), prefix(3));
    [Some(three), (two.len() < three.len()).then_some(two), (one.len() < two.len()).then_some(one)]
}

fn compile(pattern: &str) -> Vec<Item> {
    let mut items = Vec::new();
    // Folded as texts are, or accents and composed letters would never meet.
    for part in fold(pattern).split_whitespace() {
        match part {
            ".." => items.push(Item::Gap(4)),
            "..." => items.push(Item::Gap(9)),
            _ if part.chars().any(is_ideograph) => {
                items.extend(part.chars().map(|c| Item::Word(vec![(c.to_string(), false)])))
            }
            _ => items.push(Item::Word(
                part.split('|').map(|w| (w.trim_end_matches('*').to_owned(), w.ends_with('*'))).collect(),
            )),
        }
    }
    items
}

fn matches(items: &[Item], words: &Words, at: usize, sentence: usize) -> Option<usize> {
    let Some((item, rest)) = items.split_first() else { return Some(at) };
    match item {
        Item::Word(options) => {
            let word = words.list.get(at).filter(|w| w.sentence == sentence)?;
            let fits = |(text, open): &(String, bool)| {
                if *open { word.folded.starts_with(text.as_str()) } else { word.folded == *text }
            };
            if options.iter().any(fits) { matches(rest, words, at + 1, sentence) } else { None }
        }
        Item::Gap(longest) => (0..=*longest).find_map(|skip| matches(rest, words, at + skip, sentence)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_place_and_lose_their_accents() {
        let text = "Contraseña: ¿olvidé? It doesn't work. 忘记密码";
        let words = Words::of(text);
        let folded: Vec<_> = words.list.iter().map(|w| w.folded.as_str()).collect();
        assert_eq!(folded, ["contrasena", "olvide", "it", "doesnt", "work", "忘", "记", "密", "码"]);
        assert_eq!(words.quote(text, 0, 1), "Contraseña");
        assert_eq!(words.quote(text, 3, 5), "doesn't work");
    }

    #[test]
    fn patterns_know_alternatives_stems_gaps_and_sentences() {
        let lexicon = Lexicon::new(&[(1, "forgot|lost .. pass*"), (2, "ip*; wi fi"), (3, "忘记")]);
        let find =
            |text: &str| lexicon.find_all(&Words::of(text)).iter().map(|h| h.meaning).collect::<Vec<_>>();
        assert_eq!(find("I forgot my old passwords"), [1]);
        assert_eq!(find("I forgot. Passwords are hard"), Vec::<i32>::new());
        assert_eq!(find("ipv6 over Wi-Fi"), [2, 2]);
        assert_eq!(find("我忘记了"), [3]);
    }
}
