//! What a report is about in open words: the words that names are made of, and those of the prose that count.
//!
//! A name of a program says in its own words what it handles: `portTriggerManageRule` is a rule of port triggers.
//! Somebody who never saw the code says the same in prose. No list of parts is needed for that.

use super::names::normal;
use super::spelling::segment;
use super::thesaurus::canonical;
use super::vocabulary::{STOP, stem};
use crate::triage::words::{Lexicon, Words, fold, is_ideograph};
use std::collections::HashSet;
use std::sync::LazyLock;

/// A name of a program with the words it is made of.
pub(super) fn words_of_name(name: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for piece in name.split(|c: char| !c.is_alphanumeric()).flat_map(humps) {
        for word in segment(&fold(&piece)) {
            let word = topic_of(&word);
            if word.len() >= 2 && !VERBS.contains(&word.as_str()) && !list.contains(&word) {
                list.push(word);
            }
        }
    }
    if list.is_empty() {
        list.push(normal(name));
    }
    list
}

/// A word as it is compared: folded, stemmed, one for all that mean the same.
pub(super) fn topic_of(word: &str) -> String {
    let plain = stem(&fold(word));
    canonical(&plain).to_owned()
}

/// Words of names that every handler has.
const VERBS: [&str; 22] = [
    "form", "set", "get", "add", "del", "do", "goform", "cgi", "apply", "submit", "bbs", "by", "hnd",
    "manag", "action", "func", "web", "param", "new", "page", "btn", "id",
];

/// Cuts `DMZIPAddress` into `DMZIP` and `Address`, `wolMac` into `wol` and `Mac`.
fn humps(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut list = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| letters.get(i));
        let after = letters.get(at + 1);
        let starts = letter.is_uppercase()
            && (before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit())
                || before.is_some_and(|b| b.is_uppercase()) && after.is_some_and(|a| a.is_lowercase()));
        if starts {
            list.push(String::new());
        }
        if let Some(last) = list.last_mut() {
            last.push(*letter);
        }
    }
    list
}

/// Clauses that name something only to say that it is not meant.
pub(super) fn aside_clauses(words: &Words) -> HashSet<usize> {
    let hits = ASIDE.find_all(words);
    hits.iter().filter_map(|h| words.list.get(h.from)).map(|w| w.clause).collect()
}

static ASIDE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::new(&[((), ASIDE_WORDS)]));

const ASIDE_WORDS: &str = "
not the|that|this|my|those; is|are|was|were not needed|required|involved|affected|concerned|meant; not needed
may|can|could be normal|valid|anything|empty|plain|short; was|were|is|are a|an plain|normal|valid|ordinary|short; in my test
unlike; different from; other than; no relation; unrelated to; has nothing to do; separate from; in contrast to; instead of
nicht der|die|das|den|dem|dieser|diese; pas le|la|les|cette; no es el|la|esta; non il|la|questa; nao e o|a; 不是; не этот
";

/// Words of the prose that count, each once, with the count of places.
pub(super) fn prose_topics(words: &Words) -> Vec<String> {
    let aside = aside_clauses(words);
    let counts = words.list.iter().filter(|w| !aside.contains(&w.clause));
    counts.filter_map(|w| topic_word(&w.folded)).collect()
}

/// The word as a topic, when it tells anything.
fn topic_word(folded: &str) -> Option<String> {
    let plain = topic_of(folded);
    let letters = plain.chars().count();
    let is_word = letters >= 3 && !plain.chars().any(|c| c.is_ascii_digit() || c == '_' || is_ideograph(c));
    (is_word && !STOP.contains(&plain.as_str()) && !STOP.contains(&folded)).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_handle() {
        assert_eq!(words_of_name("DMZIPAddress"), ["dmz", "ip", "address"]);
        assert_eq!(words_of_name("portTriggerManageRule"), ["port", "trigger", "rul"]);
        assert_eq!(words_of_name("staticRoute_Netmask_setting"), ["static", "rout", "mask", "sett"]);
        assert_eq!(words_of_name("wolMac"), ["wak", "mac"]);
        assert_eq!(words_of_name("x"), ["x"]);
    }

    #[test]
    fn what_is_not_meant_does_not_count() {
        let words = Words::of(
            "The mask is too long, the address may be valid. This is no overflow, not the injection.",
        );
        let topics = prose_topics(&words);
        assert!(topics.contains(&"mask".to_owned()) && !topics.contains(&"address".to_owned()), "{topics:?}");
        assert!(!topics.contains(&"injection".to_owned()), "{topics:?}");
    }
}
