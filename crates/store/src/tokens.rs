//! The blind index: which cases hold a word, a label, a model, an address, without the table telling which word.
//!
//! A token is a keyed digest of kind and text, cut to 63 bits; the table holds only (token, case). What it gives
//! away to a thief: how often one unknown token occurs, and with which others.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::engine::{Tx, Value};
use crate::error::Result;
use crate::ids::CaseId;
use crate::params;
use crate::seal::Vault;

/// Distinct words of one document that are indexed; the rest of a very long text is not found by search.
pub const WORDS_PER_DOCUMENT: usize = 400;
/// Words are cut after this many characters.
const WORD_LENGTH: usize = 48;

/// What a token stands for. The same text under two kinds has two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word of a text.
    Word,
    /// A label of the team.
    Label,
    /// A model of the catalog.
    Model,
    /// A weakness, such as `CWE-787`.
    Cwe,
    /// A CVE id.
    Cve,
    /// The address of a reporter.
    ReporterEmail,
    /// The name of a participant.
    Participant,
}

/// A keyed digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub i64);

impl TokenKind {
    fn name(self) -> &'static str {
        match self {
            TokenKind::Word => "word",
            TokenKind::Label => "label",
            TokenKind::Model => "model",
            TokenKind::Cwe => "cwe",
            TokenKind::Cve => "cve",
            TokenKind::ReporterEmail => "reporter email",
            TokenKind::Participant => "participant",
        }
    }
}

/// The token of one exact value, in any spelling of upper and lower case.
pub fn token(vault: &Vault, kind: TokenKind, text: &str) -> Token {
    Token(vault.token(kind.name(), &normalise(text.trim())))
}

/// The tokens of the words of a text, at most [`WORDS_PER_DOCUMENT`], each once.
pub fn word_tokens(vault: &Vault, text: &str) -> Vec<Token> {
    words(text).iter().map(|word| Token(vault.token(TokenKind::Word.name(), word))).collect()
}

/// The words of a text as they are indexed: compatibility forms joined (NFKC), lower case, cut at everything that
/// is neither letter nor digit; joined names such as `cve-2025-1234` count whole and in parts.
pub fn words(text: &str) -> Vec<String> {
    let text = normalise(text);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for joined in text.split(|c: char| !(c.is_alphanumeric() || "-_.".contains(c))) {
        let joined = joined.trim_matches(['-', '_', '.']);
        let parts = joined.split(['-', '_', '.']).filter(|part| !part.is_empty());
        let whole = joined.contains(['-', '_', '.']).then_some(joined);
        for word in whole.into_iter().chain(parts) {
            let word: String = word.chars().take(WORD_LENGTH).collect();
            if found.len() < WORDS_PER_DOCUMENT && seen.insert(word.clone()) {
                found.push(word);
            }
        }
    }
    found
}

fn normalise(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Adds tokens to a case; those it has already stay.
///
/// # Errors
/// When the engine refuses.
pub fn add_tokens(tx: &mut Tx<'_>, case: CaseId, tokens: &[Token]) -> Result<()> {
    let distinct: BTreeSet<Token> = tokens.iter().copied().collect();
    let distinct: Vec<Token> = distinct.into_iter().collect();
    let mut rest = distinct.as_slice();
    // Four lengths of statement stay prepared; each takes as many rows as it can.
    for rows in [64, 16, 4, 1] {
        let sql = insert_rows(rows);
        while let Some((now, later)) = rest.split_at_checked(rows) {
            let values: Vec<Value<'_>> =
                [case.into()].into_iter().chain(now.iter().map(|token| token.0.into())).collect();
            tx.execute(&sql, &values)?;
            rest = later;
        }
    }
    Ok(())
}

/// A statement that adds so many tokens to the case `$1`.
fn insert_rows(rows: usize) -> String {
    let places: Vec<String> = (2..rows + 2).map(|number| format!("(${number}, $1)")).collect();
    format!("insert into tokens (token, case_id) values {} on conflict do nothing", places.join(", "))
}

/// Replaces all tokens of a case.
///
/// # Errors
/// When the engine refuses.
pub fn replace_tokens(tx: &mut Tx<'_>, case: CaseId, tokens: &[Token]) -> Result<()> {
    let wanted: BTreeSet<Token> = tokens.iter().copied().collect();
    let sql = "select token from tokens where case_id = $1";
    let present: BTreeSet<Token> =
        tx.query(sql, params![case], |row| row.int(0).map(Token))?.into_iter().collect();
    let sql = "delete from tokens where token = $1 and case_id = $2";
    for gone in present.difference(&wanted) {
        tx.execute(sql, params![gone.0, case])?;
    }
    let added: Vec<Token> = wanted.difference(&present).copied().collect();
    add_tokens(tx, case, &added)
}

/// Cases that hold the token, newest first, at most `limit`: for finding candidates of a duplicate.
///
/// # Errors
/// When the engine refuses.
pub fn list_cases_with(tx: &mut Tx<'_>, token: Token, limit: i64) -> Result<Vec<CaseId>> {
    let sql = "select case_id from tokens where token = $1 order by case_id desc limit $2";
    tx.query(sql, params![token.0, limit], |row| row.int(0).map(CaseId))
}

/// How many cases hold the token, counted up to `limit`.
///
/// # Errors
/// When the engine refuses.
pub fn count_cases_with(tx: &mut Tx<'_>, token: Token, limit: i64) -> Result<i64> {
    let sql = "select count(*) from (select case_id from tokens where token = $1 limit $2) as t";
    Ok(tx.query_one(sql, params![token.0, limit], |row| row.int(0))?.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_whole_and_in_parts() {
        assert_eq!(
            words("CVE-2025-1234 in F9K1122."),
            ["cve-2025-1234", "cve", "2025", "1234", "in", "f9k1122"]
        );
    }

    #[test]
    fn spelling_variants_are_one_word() {
        assert_eq!(words("Ｒｏｕｔｅｒ ROUTER router"), ["router"]);
        assert_eq!(words("STRASSE straße"), ["strasse", "straße"]);
    }

    #[test]
    fn a_document_has_a_limited_number_of_words() {
        let text: String = (0..10_000).map(|n| format!("w{n} ")).collect();
        assert_eq!(words(&text).len(), WORDS_PER_DOCUMENT);
    }

    proptest::proptest! {
        #[test]
        fn any_text_splits_into_words_that_split_no_further(text in ".{0,200}") {
            for word in words(&text) {
                proptest::prop_assert!(!word.is_empty() && word.chars().count() <= WORD_LENGTH);
                proptest::prop_assert!(!word.contains(char::is_whitespace));
            }
        }
    }
}
