//! Cutting a query into its terms: `-key:value,"another value"` and words.

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Term {
    /// As typed.
    pub text: String,
    pub negated: bool,
    /// In lower case; none for a word.
    pub key: Option<String>,
    /// The values, or the word itself.
    pub values: Vec<String>,
    /// A word in quotation marks is only a word.
    pub quoted: bool,
}

/// Longest query that is read, in characters; what follows is nobody's wish.
const LENGTH_MAX: usize = 2_000;

/// Cuts a query at spaces outside quotation marks. A mark that is never closed reaches to the end.
pub(super) fn split(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut piece = String::new();
    let mut inside = false;
    for letter in text.chars().take(LENGTH_MAX) {
        let is_mark = is_quote(letter);
        inside ^= is_mark;
        if letter.is_whitespace() && !inside {
            terms.extend(read(&piece));
            piece.clear();
        } else if letter != '\0' {
            piece.push(if is_mark { '"' } else { letter });
        }
    }
    terms.extend(read(&piece));
    terms
}

/// Straight and typographic marks are the same: texts are pasted from everywhere.
fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

fn read(piece: &str) -> Option<Term> {
    let (negated, rest) = match piece.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    let bare = rest.trim_matches('"');
    if bare.is_empty() {
        return None;
    }
    let text = piece.to_owned();
    let key = rest.split_once(':').filter(|(key, value)| is_key(key) && !value.starts_with("//"));
    let Some((key, values)) = key else {
        let quoted = rest.starts_with('"');
        let values = vec![bare.replace('"', "").to_lowercase()];
        return Some(Term { text, negated, key: None, values, quoted });
    };
    let values = values_of(values);
    Some(Term { text, negated, key: Some(key.to_lowercase()), values, quoted: false })
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '-' || c == '_')
}

/// The values between commas outside quotation marks.
fn values_of(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '"' => inside = !inside,
            ',' if !inside => values.push(String::new()),
            letter => values.last_mut().map_or((), |value| value.push(letter)),
        }
    }
    let clean = values.into_iter().map(|value| value.trim().to_lowercase());
    clean.filter(|value| !value.is_empty()).collect()
}
