//! What a report is recognised by, as keyed digests: which cases share features, without the table telling which.
//!
//! A feature is a kind (handler, parameter, part, word ..) and a value; the token is a keyed digest of both, with a
//! domain of its own, so that it equals no token of the word index. A look-up reads a bounded number of rows,
//! whatever the number of cases: so many tokens, and of each so many cases, the newest first.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::{Tx, Value};
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::params;
use crate::seal::Vault;

/// Features kept of one report; the most telling ones.
pub const PER_REPORT: usize = 32;
/// Cases read of one token, the newest.
pub const PER_TOKEN: usize = 200;
/// Cases whose features are read whole and weighed.
pub const WEIGHED: usize = 64;

/// A keyed digest of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub i64);

/// The token of a feature. `stable` is its kind and value, such as `h:formsetlanguage`.
#[must_use]
pub fn token(vault: &Vault, stable: &str) -> Token {
    let (kind, value) = stable.split_once(':').unwrap_or(("", stable));
    Token(vault.token(&format!("report feature {kind}"), value))
}

/// Keeps the features of cases in place of those they had. `version` says by which rules they were found. Many
/// cases at once cost least: their rows are entered in the order of the tables.
///
/// # Errors
/// When the engine refuses.
pub fn put_features(tx: &mut Tx<'_>, version: i64, cases: &[(CaseId, Vec<Token>)]) -> Result<()> {
    let mut postings: Vec<(Token, CaseId)> = Vec::new();
    let mut lists: Vec<[Value<'_>; 3]> = Vec::new();
    for (case, tokens) in cases {
        let wanted: BTreeSet<Token> = tokens.iter().take(PER_REPORT).copied().collect();
        let present: BTreeSet<Token> = find_features(tx, *case)?.unwrap_or_default().into_iter().collect();
        let sql = "delete from feature_postings where token = $1 and case_id = $2";
        for gone in present.difference(&wanted) {
            tx.execute(sql, params![gone.0, *case])?;
        }
        postings.extend(wanted.difference(&present).map(|token| (*token, *case)));
        let bytes: Vec<u8> = wanted.iter().flat_map(|token| token.0.to_be_bytes()).collect();
        lists.push([(*case).into(), version.into(), bytes.into()]);
    }
    postings.sort_unstable();
    let rows = postings.into_iter().map(|(token, case)| [token.0.into(), case.into()]);
    tx.insert_many("feature_postings (token, case_id)", "on conflict do nothing", rows)?;
    let replace = "on conflict (case_id) do update set version = excluded.version, tokens = excluded.tokens";
    tx.insert_many("feature_lists (case_id, version, tokens)", replace, lists).map(drop)
}

/// The features of a case; none when they were never found.
///
/// # Errors
/// When the engine refuses, or the row is malformed.
pub fn find_features(tx: &mut Tx<'_>, case: CaseId) -> Result<Option<Vec<Token>>> {
    let sql = "select tokens from feature_lists where case_id = $1";
    let bytes = tx.query_one(sql, params![case], |row| row.blob(0))?;
    bytes.map(|bytes| unpack(&bytes)).transpose()
}

fn unpack(bytes: &[u8]) -> Result<Vec<Token>> {
    let malformed = || Error::Malformed { what: "list of features" };
    let (numbers, rest) = bytes.as_chunks::<8>();
    if rest.is_empty() {
        Ok(numbers.iter().map(|number| Token(i64::from_be_bytes(*number))).collect())
    } else {
        Err(malformed())
    }
}

/// A case with the version of the rules by which its features were found; none when they never were.
pub type Found = (CaseId, Option<i64>);

/// Cases above `after` in order of their ids, at most `limit`.
///
/// # Errors
/// When the engine refuses.
pub fn list_found(tx: &mut Tx<'_>, after: CaseId, limit: i64) -> Result<Vec<Found>> {
    let sql = "select cases.id, feature_lists.version from cases \
               left join feature_lists on feature_lists.case_id = cases.id \
               where cases.id > $1 order by cases.id limit $2";
    tx.query(sql, params![after, limit], |row| Ok((CaseId(row.int(0)?), row.opt_int(1)?)))
}

/// What the table knows of the features of one report.
#[derive(Debug, Default)]
pub struct Lookup {
    /// How many cases carry each token, nearly.
    pub counts: BTreeMap<Token, u64>,
    /// Cases that share the most, by the rarity of what they share, best first.
    pub nearest: Vec<CaseId>,
}

/// Looks up which cases share features with a report, and how common its features are. `newest` is the newest case,
/// `own` the case that is looked up, which is no candidate itself. Reads at most [`PER_REPORT`] times [`PER_TOKEN`]
/// rows, then [`WEIGHED`] lists.
///
/// # Errors
/// When the engine refuses.
pub fn look_up(tx: &mut Tx<'_>, own: CaseId, newest: CaseId, tokens: &[Token]) -> Result<Lookup> {
    let all = f64_of(newest.0.max(2));
    let mut found = Lookup::default();
    let mut weights: BTreeMap<Token, f64> = BTreeMap::new();
    let mut sums: BTreeMap<CaseId, f64> = BTreeMap::new();
    for token in tokens.iter().take(PER_REPORT) {
        let cases = list_newest(tx, *token)?;
        let count = estimate(&cases, newest);
        let weight = (all / f64_of(i64::try_from(count.max(1)).unwrap_or(i64::MAX))).ln().max(0.0) / all.ln();
        found.counts.insert(*token, count);
        weights.insert(*token, weight);
        for case in cases.into_iter().filter(|case| *case != own) {
            *sums.entry(case).or_default() += weight;
        }
    }
    let best = ranked(sums).into_iter().take(WEIGHED);
    let mut weighed = BTreeMap::new();
    for case in best {
        let theirs = find_features(tx, case)?.unwrap_or_default();
        weighed.insert(case, theirs.iter().filter_map(|token| weights.get(token)).sum());
    }
    found.nearest = ranked(weighed);
    Ok(found)
}

fn ranked(sums: BTreeMap<CaseId, f64>) -> Vec<CaseId> {
    let mut ranked: Vec<(CaseId, f64)> = sums.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    ranked.into_iter().map(|(case, _)| case).collect()
}

/// The newest cases with a token, newest first.
fn list_newest(tx: &mut Tx<'_>, token: Token) -> Result<Vec<CaseId>> {
    let sql = "select case_id from feature_postings where token = $1 order by case_id desc limit $2";
    let limit = i64::try_from(PER_TOKEN).unwrap_or(i64::MAX);
    tx.query(sql, params![token.0, limit], |row| row.int(0).map(CaseId))
}

/// How many cases carry a token, from its newest ones: exact when all were read, else as dense as these.
fn estimate(cases: &[CaseId], newest: CaseId) -> u64 {
    let read = u64::try_from(cases.len()).unwrap_or(u64::MAX);
    match cases.last() {
        Some(oldest) if cases.len() >= PER_TOKEN => {
            let span = (newest.0 - oldest.0).max(1);
            let share = f64_of(i64::try_from(read).unwrap_or(i64::MAX)) / f64_of(span);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of cases")]
            let all = (share.min(1.0) * f64_of(newest.0)) as u64;
            all.max(read)
        }
        _ => read,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of cases stay far below 2^52")]
fn f64_of(n: i64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_token_is_counted_by_how_dense_it_is() {
        let dense: Vec<CaseId> = (0..200).map(|n| CaseId(1_000_000 - n * 10)).collect();
        let count = estimate(&dense, CaseId(1_000_000));
        assert!((95_000..=105_000).contains(&count), "{count}");
        assert_eq!(estimate(&dense[..7], CaseId(1_000_000)), 7);
        assert_eq!(estimate(&[], CaseId(5)), 0);
    }

    #[test]
    fn half_a_token_is_no_list() {
        assert!(unpack(&[0; 12]).is_err());
        assert_eq!(unpack(&[0, 0, 0, 0, 0, 0, 0, 9]).unwrap(), [Token(9)]);
    }
}
