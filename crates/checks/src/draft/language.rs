//! Whether a draft looks English, and what else it may be: the share of the commonest words of each language.

use super::document::Document;
use super::report::{Notice, Tongue};

const COMMON: [&str; 48] = [
    "the", "of", "and", "to", "a", "in", "is", "it", "that", "for", "on", "with", "as", "was", "be", "by",
    "this", "an", "are", "from", "or", "at", "not", "which", "has", "have", "you", "we", "can", "but",
    "they", "there", "their", "its", "one", "if", "who", "when", "no", "all", "will", "been", "before",
    "after", "i", "he", "any", "your",
];
/// Words that are common in one language and not in English; accents are folded away.
const ELSEWHERE: [(Tongue, &[&str]); 7] = [
    (
        Tongue::German,
        &[
            "der", "die", "und", "das", "den", "ist", "nicht", "ein", "eine", "auf", "mit", "von", "fur",
            "wird", "zu", "im", "dem", "sich", "auch", "oder",
        ],
    ),
    (
        Tongue::French,
        &[
            "le", "les", "des", "est", "une", "dans", "pour", "que", "qui", "du", "sur", "pas", "avec", "au",
            "par", "cette", "aux", "sont", "ne", "ou",
        ],
    ),
    (
        Tongue::Spanish,
        &[
            "el", "los", "las", "una", "que", "por", "para", "con", "del", "es", "se", "en", "no", "como",
            "esta", "sin", "desde", "puede", "al", "y",
        ],
    ),
    (
        Tongue::Italian,
        &[
            "il", "che", "di", "una", "per", "con", "del", "della", "non", "sono", "nel", "gli", "un", "si",
            "alla", "puo", "anche", "questo", "dal", "e",
        ],
    ),
    (
        Tongue::Portuguese,
        &[
            "os", "uma", "que", "por", "para", "com", "do", "da", "nao", "em", "um", "na", "no", "dos",
            "pode", "foi", "mais", "ao", "sem", "e",
        ],
    ),
    (
        Tongue::Dutch,
        &[
            "het", "een", "van", "voor", "niet", "dat", "op", "met", "zijn", "aan", "kan", "ook", "naar",
            "wordt", "bij", "uit", "deze", "en", "de", "te",
        ],
    ),
    (
        Tongue::Polish,
        &[
            "nie", "jest", "na", "do", "przez", "dla", "oraz", "sie", "ze", "lub", "jak", "po", "moze",
            "przed", "od", "w", "z", "i", "to", "ktory",
        ],
    ),
];
const ENOUGH_WORDS: usize = 30;

/// A notice if fewer than one word in eight is a common English word.
pub(super) fn notice(document: &Document<'_>) -> Option<Notice> {
    let (mut words, mut common) = (0_usize, 0_usize);
    let mut elsewhere = [0_usize; ELSEWHERE.len()];
    for word in document.prose.split(|letter: char| !letter.is_ascii_alphabetic() && letter != '\'') {
        if word.is_empty() {
            continue;
        }
        words += 1;
        common += usize::from(COMMON.contains(&word));
        for (count, (_, list)) in elsewhere.iter_mut().zip(ELSEWHERE) {
            *count += usize::from(list.contains(&word));
        }
        if words >= 5_000 {
            break;
        }
    }
    let foreign_letters = document.prose.bytes().filter(|byte| *byte == 0x7f).count();
    let foreign = foreign_letters * 3 > document.prose.len() && foreign_letters > 60;
    let most = elsewhere.iter().zip(ELSEWHERE).max_by_key(|(count, _)| **count);
    // A language is named when its words are clearly there, and none when another alphabet is.
    let tongue = most
        .filter(|(count, _)| !foreign && **count * 8 >= words && **count > common)
        .map(|(_, (tongue, _))| tongue);
    let other = words >= ENOUGH_WORDS && common * 8 < words || words >= ENOUGH_WORDS / 2 && tongue.is_some();
    (foreign || other).then(|| Notice::NotEnglish(tongue.unwrap_or(Tongue::Other)))
}
