//! Finds hosts, words and phrases in what people write.

/// The words of a text: lower case, hyphens inside words dropped (`Wi-Fi` is `wifi`).
pub(super) fn fold(text: &str) -> Vec<String> {
    let joined: String =
        text.chars().filter(|c| !matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'')).collect();
    let words = joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether the folded text contains the phrase, word by word.
pub(super) fn contains(folded: &[String], phrase: &str) -> bool {
    let phrase = fold(phrase);
    !phrase.is_empty() && folded.windows(phrase.len()).any(|run| run == phrase)
}

/// Everything in a text that looks like a host name, in lower case. Mail addresses are not meant.
pub(super) fn hosts(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '@')));
    let trimmed = parts.map(|part| part.trim_matches(['.', '-']).to_ascii_lowercase());
    let is_host = |part: &String| {
        part.contains('.') && !part.contains('@') && part.bytes().any(|b| b.is_ascii_alphabetic())
    };
    trimmed.filter(is_host).collect()
}

/// Whether the host is one of these or lies below one.
pub(super) fn is_below_any(host: &str, parents: &[String]) -> bool {
    parents.iter().any(|parent| {
        host.strip_suffix(parent.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}
