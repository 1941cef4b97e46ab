//! Earlier reports that may describe the same flaw: finding candidates, comparing, and saying why.
//!
//! The same question as people ask: would the fix of the one have fixed the other? Sibling models share code, so
//! another model of a series weighs little; another handler, parameter or class of weakness weighs much.
//! Invariant: comparing needs only equality of tokens and how common each is, so it works on keyed tokens, and
//! the cost of a look-up is bounded by the number of tokens of a report, not by the number of reports.

mod index;
mod pairing;
mod reason;
mod weights;

use serde::Serialize;

use super::features::{Features, Token};
pub use index::{COMPARED, Candidate, Index, POSTINGS_PER_TOKEN, TOKENS_PER_LOOKUP};
use pairing::Pairing;
pub use reason::{Reason, ReasonKind};
pub use weights::{MEASURES, NAMES};

/// How common tokens are among all reports.
pub trait Rarity {
    /// Number of reports.
    fn count_reports(&self) -> u64;
    /// Number of reports that carry the token.
    fn count_with(&self, token: &Token) -> u64;
}

/// How much a token tells: the logarithm of its rarity, never negative.
fn weight(token: &Token, rarity: &impl Rarity) -> f64 {
    // Few reports tell little about rarity: a new program starts as if it had some already.
    let all = to_f64(rarity.count_reports().max(MIN_REPORTS));
    let with = to_f64(rarity.count_with(token).max(1));
    (all / with).ln().max(0.0) / all.ln()
}

const MIN_REPORTS: u64 = 250;

#[expect(clippy::cast_precision_loss, reason = "counts of reports stay far below 2^52")]
fn to_f64(n: u64) -> f64 {
    n as f64
}

/// How alike two reports are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Similarity {
    /// From 0 to 1; 0.5 and above means "the same flaw, I would say".
    pub score: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Compares two reports.
#[must_use]
pub fn compare(a: &Features, b: &Features, rarity: &impl Rarity) -> Similarity {
    let pair = Pairing::new(a, b, rarity);
    Similarity { score: pair.score(), reasons: pair.reasons() }
}

/// What is measured of a pair of reports, in the order of [`NAMES`]: for fitting the weights.
#[must_use]
pub fn measures(a: &Features, b: &Features, rarity: &impl Rarity) -> [f64; MEASURES] {
    Pairing::new(a, b, rarity).measure()
}
