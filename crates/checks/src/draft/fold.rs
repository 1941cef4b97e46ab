//! Folding: every way of writing a letter, a dash or a quotation mark becomes plain ASCII, and every
//! folded byte still knows which bytes of the draft it came from.
//!
//! Invariant: the folded text is ASCII, so byte offsets are character offsets and patterns need no
//! Unicode tables. Invisible characters (zero width, direction marks) vanish; a letter that merely
//! looks Latin becomes that letter; what has no ASCII form becomes [`UNKNOWN`].

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Stands for a character without an ASCII form. It is no word character and no punctuation.
pub(super) const UNKNOWN: char = '\u{7f}';

/// A stretch of folded text and the stretch of the draft it stands for.
#[derive(Debug, Clone, Copy)]
struct Run {
    at: usize,
    source: usize,
    source_length: usize,
    /// Byte for byte the same, so that positions inside can be told apart.
    verbatim: bool,
}

/// Words put into the folded text, and the bytes of the draft they stand for.
#[derive(Debug, Clone)]
pub(super) struct Inserted {
    pub at: usize,
    pub text: String,
    pub source: Range<usize>,
}

/// Folded text with its way back.
#[derive(Debug, Default)]
pub(super) struct Folded {
    cased: String,
    runs: Vec<Run>,
}

impl Folded {
    /// Folds a whole text that begins at the start of the draft.
    pub(super) fn of(source: &str) -> Self {
        let mut folded = Self::default();
        folded.push(source, 0);
        folded
    }

    /// The folded text with its letter case kept.
    pub(super) fn as_str(&self) -> &str {
        &self.cased
    }

    pub(super) fn len(&self) -> usize {
        self.cased.len()
    }

    /// Appends text that stands in the draft exactly so, from byte `source` on.
    pub(super) fn push(&mut self, text: &str, source: usize) {
        let bytes = text.as_bytes();
        let mut from = 0;
        while from < bytes.len() {
            let ascii = bytes[from..].iter().take_while(|byte| byte.is_ascii()).count();
            if ascii > 0 {
                self.run(source + from, ascii, true);
                self.cased.push_str(&text[from..from + ascii]);
                from += ascii;
            }
            let Some(character) = text[from..].chars().next() else { break };
            self.push_character(character, source + from);
            from += character.len_utf8();
        }
    }

    /// Appends text that replaces the given bytes of the draft (an entity, an escape).
    pub(super) fn push_as(&mut self, text: &str, source: Range<usize>) {
        self.run(source.start, source.len(), false);
        for character in text.chars() {
            fold_character(character, &mut self.cased);
        }
    }

    /// Appends a separator the draft does not have at this place.
    pub(super) fn separate(&mut self, separator: &str, source: usize) {
        self.run(source, 0, false);
        self.cased.push_str(separator);
    }

    /// Puts words into the text at the given places (in order), each standing for bytes of the draft.
    pub(super) fn insert(&mut self, words: &[Inserted]) {
        let Some(first) = words.first() else { return };
        let tail = self.cased.split_off(first.at);
        let from = self.split_run(first.at);
        let runs = self.runs.split_off(from);
        let mut pending = words.iter().peekable();
        for (index, run) in runs.iter().enumerate() {
            let end = runs.get(index + 1).map_or(first.at + tail.len(), |next| next.at);
            let mut at = run.at;
            while let Some(word) = pending.next_if(|word| word.at < end.max(run.at + 1)) {
                self.keep(run, at..word.at, first.at, &tail);
                self.run(word.source.start, word.source.len(), false);
                self.cased.push_str(&word.text);
                at = word.at;
            }
            self.keep(run, at..end, first.at, &tail);
        }
    }

    /// Appends a piece of a run that was taken off.
    fn keep(&mut self, run: &Run, piece: Range<usize>, from: usize, tail: &str) {
        if piece.is_empty() {
            return;
        }
        let before = if run.verbatim { piece.start - run.at } else { 0 };
        let length =
            if run.verbatim { piece.len().min(run.source_length - before) } else { run.source_length };
        self.run(run.source + before, length, run.verbatim);
        self.cased.push_str(&tail[piece.start - from..piece.end - from]);
    }

    /// Makes a run begin at a place of the text, and says which it is.
    fn split_run(&mut self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.at < at);
        let begins = self.runs.get(index).is_some_and(|run| run.at == at);
        let Some(before) = index.checked_sub(1).and_then(|index| self.runs.get_mut(index)) else {
            return index;
        };
        if begins {
            return index;
        }
        let inside = at - before.at;
        let rest = if before.verbatim {
            let rest = Run {
                at,
                source: before.source + inside,
                source_length: before.source_length - inside,
                verbatim: true,
            };
            before.source_length = inside;
            rest
        } else {
            Run { at, ..*before }
        };
        self.runs.insert(index, rest);
        index
    }

    /// The bytes of the draft a stretch of folded text stands for.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start, Side::Start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.source_of(last, Side::End),
            _ => start,
        };
        start..end.max(start)
    }

    fn push_character(&mut self, character: char, source: usize) {
        let before = self.cased.len();
        fold_character(character, &mut self.cased);
        if self.cased.len() > before {
            let run = Run { at: before, source, source_length: character.len_utf8(), verbatim: false };
            self.runs.push(run);
        }
    }

    fn run(&mut self, source: usize, source_length: usize, verbatim: bool) {
        self.runs.push(Run { at: self.cased.len(), source, source_length, verbatim });
    }

    fn source_of(&self, at: usize, side: Side) -> usize {
        let index = self.runs.partition_point(|run| run.at <= at);
        let Some(run) = index.checked_sub(1).and_then(|index| self.runs.get(index)) else { return 0 };
        let inside = (at - run.at).min(run.source_length);
        match (run.verbatim, side) {
            (true, Side::Start) => run.source + inside,
            (true, Side::End) => run.source + (inside + 1).min(run.source_length),
            (false, Side::Start) => run.source,
            (false, Side::End) => run.source + run.source_length,
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// Folds a short text (a name out of the facts) the way drafts are folded, in small letters.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        fold_character(character, &mut folded);
    }
    folded.make_ascii_lowercase();
    folded
}

fn fold_character(character: char, out: &mut String) {
    if character.is_ascii() {
        out.push(character);
    } else if let Some(plain) = look_alike(character) {
        out.push_str(plain);
    } else if !is_invisible(character) {
        decompose(character, out);
    }
}

fn decompose(character: char, out: &mut String) {
    if matches!(character, '\u{600}'..='\u{6ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
    {
        out.push(UNKNOWN);
        return;
    }
    let before = out.len();
    let mut only_marks = true;
    for part in std::iter::once(character).nfkd() {
        if part.is_ascii() {
            out.push(part);
        } else if let Some(plain) = look_alike(part) {
            out.push_str(plain);
        } else if !unicode_normalization::char::is_combining_mark(part) {
            only_marks = false;
        }
    }
    if out.len() == before && !only_marks {
        out.push(UNKNOWN);
    }
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Dashes, quotation marks, spaces, and the letters of other alphabets that look Latin.
fn look_alike(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{2043}' => "-",
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' => "'",
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => "\"",
        '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
        '\u{2022}' | '\u{2023}' | '\u{25aa}' | '\u{b7}' => "*",
        '\u{2044}' | '\u{2215}' => "/",
        '\u{430}' | '\u{3b1}' | '\u{251}' => "a",
        '\u{410}' | '\u{391}' => "A",
        '\u{412}' | '\u{392}' => "B",
        '\u{441}' | '\u{3f2}' => "c",
        '\u{421}' | '\u{3f9}' => "C",
        '\u{501}' => "d",
        '\u{435}' | '\u{454}' => "e",
        '\u{415}' | '\u{395}' => "E",
        '\u{261}' => "g",
        '\u{4bb}' => "h",
        '\u{41d}' | '\u{397}' => "H",
        '\u{456}' | '\u{3b9}' | '\u{131}' => "i",
        '\u{406}' | '\u{399}' | '\u{4c0}' => "I",
        '\u{458}' => "j",
        '\u{408}' => "J",
        '\u{43a}' | '\u{3ba}' => "k",
        '\u{41a}' | '\u{39a}' => "K",
        '\u{4cf}' => "l",
        '\u{41c}' | '\u{39c}' => "M",
        '\u{39d}' => "N",
        '\u{43e}' | '\u{3bf}' | '\u{585}' => "o",
        '\u{41e}' | '\u{39f}' => "O",
        '\u{440}' | '\u{3c1}' => "p",
        '\u{420}' | '\u{3a1}' => "P",
        '\u{51b}' => "q",
        '\u{455}' => "s",
        '\u{405}' => "S",
        '\u{422}' | '\u{3a4}' => "T",
        '\u{475}' | '\u{3bd}' => "v",
        '\u{474}' => "V",
        '\u{51d}' => "w",
        '\u{51c}' => "W",
        '\u{445}' | '\u{3c7}' => "x",
        '\u{425}' | '\u{3a7}' => "X",
        '\u{443}' | '\u{3b3}' => "y",
        '\u{423}' | '\u{3a5}' => "Y",
        '\u{396}' => "Z",
        '\u{df}' => "ss",
        '\u{e6}' => "ae",
        '\u{f8}' => "o",
        '\u{d8}' => "O",
        '\u{142}' => "l",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Folded, Inserted, fold};

    #[test]
    fn look_alikes_and_invisible_letters_fold_to_the_plain_word() {
        assert_eq!(fold("\u{420}BR\u{200b}\u{2011}\u{ff18}60"), "pbr-860");
        assert_eq!(fold("caf\u{e9} \u{fb01}x"), "cafe fix");
    }

    #[test]
    fn words_put_in_stand_for_their_bytes_and_move_nothing_else() {
        let source = "model x\u{e9} | 1.2";
        let mut folded = Folded::of(source);
        let word = |at, text: &str, source| Inserted { at, text: text.to_owned(), source };
        folded.insert(&[word(6, "a: ", 6..9), word(11, "fixed: ", 12..15)]);
        assert_eq!(folded.as_str(), "model a: xe | fixed: 1.2");
        assert_eq!(&source[folded.source_range(14..19)], "1.2");
        assert_eq!(&source[folded.source_range(21..24)], "1.2");
        assert_eq!(&source[folded.source_range(9..11)], "x\u{e9}");
        assert_eq!(&source[folded.source_range(0..5)], "model");
    }

    #[test]
    fn a_folded_place_leads_back_to_the_bytes_of_the_draft() {
        let source = "a\u{200b}b\u{e9}cd";
        let folded = Folded::of(source);
        assert_eq!(folded.as_str(), "abecd");
        assert_eq!(&source[folded.source_range(1..4)], "b\u{e9}c");
        assert_eq!(&source[folded.source_range(2..3)], "\u{e9}");
    }
}
