//! The blind index: which cases hold a word, a label, a model, an address, without the table telling which word.
//!
//! A token is a keyed digest of kind and text, cut to 63 bits; the table holds only (token, case). What it gives
//! away to a thief: how often one unknown token occurs, and with which others.
//!
//! A new case is acknowledged with its tokens in one row (`case_tokens`) and its id in `token_queue`; the postings
//! that a search walks follow many cases at a time ([`post_queued`]), sorted, which costs a third of entering them
//! case by case. The queue is durable. Whoever searches lets the queue be emptied first.

use std::collections::{BTreeSet, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::engine::Tx;
use crate::error::{Error, Result};
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
    let mut tokens = Vec::with_capacity(64);
    each_word(&normalise(text), |word| tokens.push(Token(vault.token(TokenKind::Word.name(), word))));
    tokens
}

/// The words of a text as they are indexed: compatibility forms joined (NFKC), lower case, cut at everything that
/// is neither letter nor digit; joined names such as `cve-2025-1234` count whole and in parts.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(&normalise(text), |word| found.push(word.to_owned()));
    found
}

/// Calls `take` with each distinct word of a normalised text, in order.
fn each_word<'t>(text: &'t str, mut take: impl FnMut(&'t str)) {
    let mut seen = HashSet::new();
    for joined in text.split(|c: char| !(c.is_alphanumeric() || is_joint(c))) {
        let joined = joined.trim_matches(is_joint);
        let parts = joined.split(is_joint).filter(|part| !part.is_empty());
        let whole = joined.contains(is_joint).then_some(joined);
        for word in whole.into_iter().chain(parts) {
            let word = word.char_indices().nth(WORD_LENGTH).map_or(word, |(end, _)| &word[..end]);
            if seen.len() < WORDS_PER_DOCUMENT && seen.insert(word) {
                take(word);
            }
        }
    }
}

/// What holds the parts of a name together.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
}

fn normalise(text: &str) -> String {
    // The same for ASCII, which most reports are written in, and many times as fast.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Adds tokens to a case; those it has already stay.
///
/// # Errors
/// When the engine refuses.
pub fn add_tokens(tx: &mut Tx<'_>, case: CaseId, tokens: &[Token]) -> Result<()> {
    let mut all = list_tokens(tx, case)?;
    all.extend_from_slice(tokens);
    replace_tokens(tx, case, &all)
}

/// Replaces all tokens of a case.
///
/// # Errors
/// When the engine refuses.
pub fn replace_tokens(tx: &mut Tx<'_>, case: CaseId, tokens: &[Token]) -> Result<()> {
    let wanted: BTreeSet<Token> = tokens.iter().copied().collect();
    let present: BTreeSet<Token> = list_tokens(tx, case)?.into_iter().collect();
    if wanted == present {
        return Ok(());
    }
    let sql = "insert into case_tokens (case_id, packed) values ($1, $2) \
               on conflict (case_id) do update set packed = excluded.packed";
    tx.execute(sql, params![case, pack(wanted.iter())])?;
    if is_queued(tx, case)? {
        return Ok(());
    }
    let sql = "delete from tokens where token = $1 and case_id = $2";
    for gone in present.difference(&wanted) {
        tx.execute(sql, params![gone.0, case])?;
    }
    post(tx, wanted.difference(&present).map(|token| (*token, case)))
}

/// Keeps the tokens of new cases, whose postings follow with [`post_queued`].
pub(crate) fn insert_unposted<'t>(
    tx: &mut Tx<'_>,
    cases: impl Iterator<Item = (CaseId, &'t [Token])> + Clone,
) -> Result<()> {
    let packed = cases.clone().map(|(case, tokens)| {
        let distinct: BTreeSet<Token> = tokens.iter().copied().collect();
        [case.into(), pack(distinct.iter()).into()]
    });
    tx.insert_many("case_tokens (case_id, packed)", "", packed)?;
    tx.insert_many("token_queue (case_id)", "", cases.map(|(case, _)| [case.into()])).map(drop)
}

/// The newest case whose postings are to be entered, if there is any: until then a search does not find all.
///
/// # Errors
/// When the engine refuses.
pub fn find_newest_queued(tx: &mut Tx<'_>) -> Result<Option<CaseId>> {
    tx.query_one("select case_id from token_queue order by case_id desc limit 1", &[], |row| {
        row.int(0).map(CaseId)
    })
}

/// Whether more than `count` cases wait for their postings.
///
/// # Errors
/// When the engine refuses.
pub fn is_queue_longer_than(tx: &mut Tx<'_>, count: i64) -> Result<bool> {
    let sql = "select case_id from token_queue order by case_id limit 1 offset $1";
    Ok(tx.query_one(sql, params![count], |row| row.int(0))?.is_some())
}

/// Enters the postings of the oldest queued cases, at most `limit`; answers the newest of them.
///
/// # Errors
/// When the engine refuses.
pub fn post_queued(tx: &mut Tx<'_>, limit: i64) -> Result<Option<CaseId>> {
    let sql = "select q.case_id, t.packed from token_queue q join case_tokens t on t.case_id = q.case_id \
               order by q.case_id limit $1";
    let queued = tx.query(sql, params![limit], |row| Ok((CaseId(row.int(0)?), row.blob(1)?)))?;
    let Some((last, _)) = queued.last() else { return Ok(None) };
    let mut postings = Vec::with_capacity(queued.len() * 48);
    for (case, packed) in &queued {
        postings.extend(unpack(packed)?.into_iter().map(|token| (token, *case)));
    }
    let last = *last;
    // In the order of the table, so that neighbours fall on the same page.
    postings.sort_unstable();
    post(tx, postings)?;
    tx.execute("delete from token_queue where case_id <= $1", params![last])?;
    Ok(Some(last))
}

fn post(tx: &mut Tx<'_>, postings: impl IntoIterator<Item = (Token, CaseId)>) -> Result<()> {
    let rows = postings.into_iter().map(|(token, case)| [token.0.into(), case.into()]);
    tx.insert_many("tokens (token, case_id)", "on conflict do nothing", rows).map(drop)
}

fn is_queued(tx: &mut Tx<'_>, case: CaseId) -> Result<bool> {
    let sql = "select case_id from token_queue where case_id = $1";
    Ok(tx.query_one(sql, params![case], |row| row.int(0))?.is_some())
}

/// The tokens of a case, sorted.
///
/// # Errors
/// When the engine refuses.
pub fn list_tokens(tx: &mut Tx<'_>, case: CaseId) -> Result<Vec<Token>> {
    let sql = "select packed from case_tokens where case_id = $1";
    match tx.query_one(sql, params![case], |row| row.blob(0))? {
        Some(packed) => unpack(&packed),
        // A case from before the packed rows, which has not changed since: looked for the long way, once.
        None => {
            let sql = "select token from tokens where case_id = $1 order by token";
            tx.query(sql, params![case], |row| row.int(0).map(Token))
        }
    }
}

fn pack<'t>(tokens: impl Iterator<Item = &'t Token>) -> Vec<u8> {
    tokens.flat_map(|token| token.0.to_be_bytes()).collect()
}

fn unpack(packed: &[u8]) -> Result<Vec<Token>> {
    let (tokens, rest) = packed.as_chunks::<8>();
    match rest {
        [] => Ok(tokens.iter().map(|bytes| Token(i64::from_be_bytes(*bytes))).collect()),
        _ => Err(Error::Malformed { what: "tokens of a case" }),
    }
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
