//! What reports are recognised by: features found when a report has arrived, kept as keyed tokens, looked up later.
//!
//! Nobody who hands in a report waits for it: features are found right after the acknowledgement, many reports at a
//! time, and outside of the one writer, which only stores finished tokens. Whoever looks for duplicates lets the
//! newest be done first. The same way brings old cases up to date when the rules become newer.

use std::collections::HashMap;

use checks::triage::duplicates::Rarity;
use checks::triage::{Features, Knowledge, Token, features};
use domain::case::Case;
use store::features::{PER_REPORT, Token as Digest, list_found, look_up, put_features, token};
use store::seal::Vault;
use store::{CaseId, Tx, settings};

use super::advice::{knowledge, text_of};
use super::case::load_by_id;
use crate::app::App;
use crate::error::{Error, Result};

/// The rules by which features are found today. Raise it when other tokens come out.
const VERSION: i64 = 1;
/// Cases whose features are found in one round of work.
const BATCH: i64 = 100;
/// So many new cases do not keep anybody waiting.
const FEW: i64 = 40;
/// How far finding has come: the version of the rules, and the id of the last case.
const PROGRESS: &str = "features found";

fn digests(vault: &Vault, all: &[Features]) -> Vec<Digest> {
    let share = PER_REPORT / all.len().max(1);
    let telling = all.iter().flat_map(|one| one.telling(share.max(1)));
    telling.map(|t| token(vault, &t.stable())).collect()
}

/// Finds the features of all reports of a case anew and keeps them.
///
/// # Errors
/// When the store refuses.
pub fn find_anew(app: &App, id: CaseId) -> Result<()> {
    let tokens = tokens_of(app, id)?.map(|tokens| (id, tokens));
    app.store.write(|tx| put_features(tx, VERSION, tokens.as_slice()).map_err(Error::from))
}

/// The tokens of a case; none when it was erased.
fn tokens_of(app: &App, id: CaseId) -> Result<Option<Vec<Digest>>> {
    match app.store.read(|tx| load_by_id(tx, id)) {
        Ok(loaded) => Ok(Some(digests(app.store.vault(), &all_features(&loaded.case, &knowledge(app))))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The features of every report of a case.
fn all_features(case: &Case, knowledge: &Knowledge) -> Vec<Features> {
    case.reports.iter().map(|record| features(&text_of(&record.report), knowledge)).collect()
}

/// Finds the features of the next cases whose features were never found, or by older rules: a batch, in the order
/// of the cases. Answers whether there may be more.
///
/// # Errors
/// When the store refuses; the next round goes on.
pub fn catch_up(app: &App) -> Result<bool> {
    let after = app.store.read(progress)?;
    let found = app.store.read(|tx| list_found(tx, after, BATCH).map_err(Error::from))?;
    let Some((last, _)) = found.last() else { return Ok(false) };
    let mut made = Vec::new();
    for (case, _) in found.iter().filter(|(_, version)| version.is_none_or(|version| version < VERSION)) {
        made.extend(tokens_of(app, *case)?.map(|tokens| (*case, tokens)));
    }
    app.store.write(|tx| {
        put_features(tx, VERSION, &made)?;
        settings::put_setting(tx, PROGRESS, &format!("{VERSION} {}", last.0)).map_err(Error::from)
    })?;
    Ok(found.len() >= usize::try_from(BATCH).unwrap_or(usize::MAX))
}

/// The last case whose features were found by the rules of today; those before it are done too.
fn progress(tx: &mut Tx<'_>) -> Result<CaseId> {
    let mark = settings::find_setting(tx, PROGRESS)?;
    let mark = mark.as_deref().and_then(|mark| mark.split_once(' '));
    let id = mark.filter(|(version, _)| version.parse() == Ok(VERSION)).and_then(|(_, id)| id.parse().ok());
    Ok(CaseId(id.unwrap_or(0)))
}

fn newest_case(tx: &mut Tx<'_>) -> Result<CaseId> {
    let newest = tx.query_one("select max(id) from cases", &[], |row| row.opt_int(0))?.flatten();
    Ok(CaseId(newest.unwrap_or(1)))
}

/// Finds the features of the newest cases at once when they are few; a crowd is left to the background.
///
/// # Errors
/// When the store refuses.
pub fn catch_up_with_the_newest(app: &App) -> Result<()> {
    let behind = app.store.read(|tx| Ok::<_, Error>(newest_case(tx)?.0 - progress(tx)?.0))?;
    if (1..=FEW).contains(&behind) { catch_up(app).map(drop) } else { Ok(()) }
}

/// How common the features of a report are, and which cases share the rarest.
pub(super) struct Nearest {
    pub(super) counts: Counts,
    pub(super) cases: Vec<CaseId>,
}

/// How common features are among all cases.
pub(super) struct Counts {
    all: u64,
    with: HashMap<Token, u64>,
}

impl Rarity for Counts {
    fn count_reports(&self) -> u64 {
        self.all
    }

    fn count_with(&self, token: &Token) -> u64 {
        // What is not kept is neither rare nor common.
        self.with.get(token).copied().unwrap_or_else(|| self.all.max(1).isqrt())
    }
}

/// The same counts without the case that is looked up.
pub(super) struct WithoutOwn<'c>(&'c Counts);

impl Counts {
    pub(super) fn without_own(&self) -> WithoutOwn<'_> {
        WithoutOwn(self)
    }
}

impl Rarity for WithoutOwn<'_> {
    fn count_reports(&self) -> u64 {
        self.0.all.saturating_sub(1)
    }

    fn count_with(&self, token: &Token) -> u64 {
        self.0.count_with(token).saturating_sub(1)
    }
}

/// Looks up the cases that share features with a report.
///
/// # Errors
/// When the store refuses.
pub(super) fn nearest(tx: &mut Tx<'_>, own: CaseId, looked_for: &Features) -> Result<Nearest> {
    let newest = newest_case(tx)?;
    let telling = looked_for.telling(PER_REPORT);
    let digests: Vec<Digest> = telling.iter().map(|t| token(tx.vault(), &t.stable())).collect();
    let found = look_up(tx, own, newest, &digests)?;
    let count = |(t, digest): (&Token, &Digest)| (t.clone(), found.counts.get(digest).copied().unwrap_or(1));
    let with = telling.into_iter().zip(&digests).map(count).collect();
    Ok(Nearest { counts: Counts { all: u64::try_from(newest.0).unwrap_or(1), with }, cases: found.nearest })
}
