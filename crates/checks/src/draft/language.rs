//! Whether a draft looks English: the share of its commonest words.

use super::document::Document;
use super::report::Notice;

const COMMON: [&str; 48] = [
    "the", "of", "and", "to", "a", "in", "is", "it", "that", "for", "on", "with", "as", "was", "be", "by",
    "this", "an", "are", "from", "or", "at", "not", "which", "has", "have", "you", "we", "can", "but",
    "they", "there", "their", "its", "one", "if", "who", "when", "no", "all", "will", "been", "before",
    "after", "i", "he", "any", "your",
];
const ENOUGH_WORDS: usize = 30;

/// A notice if fewer than one word in eight is a common English word.
pub(super) fn notice(document: &Document<'_>) -> Option<Notice> {
    let (mut words, mut common) = (0_usize, 0_usize);
    for word in document.prose.split(|letter: char| !letter.is_ascii_alphabetic() && letter != '\'') {
        if word.is_empty() {
            continue;
        }
        words += 1;
        common += usize::from(COMMON.contains(&word));
        if words >= 5_000 {
            break;
        }
    }
    let foreign_letters = document.prose.bytes().filter(|byte| *byte == 0x7f).count();
    let foreign = foreign_letters * 3 > document.prose.len() && foreign_letters > 60;
    (foreign || (words >= ENOUGH_WORDS && common * 8 < words)).then_some(Notice::NotEnglish)
}
