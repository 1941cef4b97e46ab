//! Advice on a report that nobody has judged yet: where it belongs, what to check, which earlier report says the same.
//!
//! Computed when a case is looked at, from its text and the program's facts; nothing of it is stored, and none of it
//! is a verdict. Candidates come from the blind index, so their number and not that of all cases is what it costs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use checks::triage::duplicates::Rarity;
use checks::triage::features::Kind;
use checks::triage::{
    Catalog, Features, Knowledge, Message, ReportText, Route, Signal, Similarity, Token, compare, features,
    route, signals,
};
use domain::access::{Act, Actor, Object, may};
use domain::case::Case;
use domain::id::CaseNumber;
use domain::report::Report;
use store::tokens::{Token as Digest, count_cases_with, list_cases_with, word_tokens};
use store::{CaseId, Tx};

use super::case::load_by_id;
use crate::app::App;
use crate::error::{Error, Result};

/// Tokens looked up, cases taken per token, and cases compared in full.
const LOOKED_UP: usize = 24;
const PER_TOKEN: i64 = 60;
const COMPARED: usize = 16;
/// Beyond so many cases a token tells nothing.
const COMMON: i64 = 2_000;
/// Candidates below this score are not worth a person's time; at most so many are shown.
const WORTH: f64 = 0.2;
const SHOWN: usize = 5;

/// What can be said of a report before a person has read it.
#[derive(Debug, Clone)]
pub struct Advice {
    pub route: Route,
    pub signals: Vec<Signal>,
    pub candidates: Vec<Candidate>,
}

/// An earlier case that may be about the same flaw.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub number: CaseNumber,
    pub title: String,
    pub similarity: Similarity,
}

/// What the advice knows of the maker's devices, made once for each policy version.
static KNOWN: Mutex<Option<(u32, Arc<Knowledge>)>> = Mutex::new(None);

fn knowledge(app: &App) -> Arc<Knowledge> {
    let number = app.program().number;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, knowledge)) = known.as_ref()
        && *of == number
    {
        return knowledge.clone();
    }
    let made = Arc::new(Knowledge::from_catalog(&Catalog::from_program(&app.program().program)));
    *known = Some((number, made.clone()));
    made
}

/// Advises on the first report of a case.
///
/// # Errors
/// When the store refuses.
pub fn advise(app: &App, actor: &Actor, id: CaseId, case: &Case) -> Result<Option<Advice>> {
    let Some(record) = case.reports.first() else { return Ok(None) };
    super::postings::catch_up(app)?;
    let knowledge = knowledge(app);
    let text = text_of(&record.report);
    let message =
        Message { model: Some(record.report.model.clone()), ..Message::new(&text.title, &text.body) };
    let looked_for = features(&text, &knowledge);
    let candidates = app.store.read(|tx| candidates(tx, actor, (id, &looked_for), &knowledge))?;
    Ok(Some(Advice { route: route(&message, &knowledge), signals: signals(&text, &knowledge), candidates }))
}

fn text_of(report: &Report) -> ReportText {
    let more = [&report.steps, &report.observed, &report.impact];
    let mut body = report.description.clone();
    for part in more.into_iter().flatten() {
        body.push_str("\n\n");
        body.push_str(part);
    }
    ReportText {
        title: report.title.clone(),
        body,
        brand: report.brand.to_string(),
        model: report.model.clone(),
        firmware: report.firmware.clone().unwrap_or_default(),
        cwe: report.cwe.map(|cwe| cwe.to_string()).unwrap_or_default(),
    }
}

fn candidates(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, looked_for): (CaseId, &Features),
    knowledge: &Knowledge,
) -> Result<Vec<Candidate>> {
    let counts = Counts::of(tx, id, looked_for)?;
    let mut found = Vec::new();
    for other in counts.nearest(tx, id)? {
        let case = match load_by_id(tx, other) {
            Ok(loaded) => loaded.case,
            Err(Error::NotFound) => continue,
            Err(error) => return Err(error),
        };
        let Some(record) = case.reports.first() else { continue };
        if !may(actor, Act::ReadCase, Object::Case(&case)) {
            continue;
        }
        let similarity = compare(looked_for, &features(&text_of(&record.report), knowledge), &counts);
        if similarity.score >= WORTH {
            found.push(Candidate { number: case.number, title: case.title, similarity });
        }
    }
    found.sort_by(|a, b| b.similarity.score.total_cmp(&a.similarity.score));
    found.truncate(SHOWN);
    Ok(found)
}

/// How common the tokens of a report are, and the digests the index knows them by.
struct Counts {
    all: u64,
    with: HashMap<Token, u64>,
    /// Rarest first.
    rarest: Vec<Digest>,
}

impl Rarity for Counts {
    fn count_reports(&self) -> u64 {
        self.all
    }

    fn count_with(&self, token: &Token) -> u64 {
        self.with.get(token).copied().unwrap_or(1)
    }
}

impl Counts {
    fn of(tx: &mut Tx<'_>, id: CaseId, looked_for: &Features) -> Result<Self> {
        let mut with = HashMap::new();
        let mut rarest = Vec::new();
        for (token, _) in looked_for.tokens.iter().filter(|(token, _)| token.kind != Kind::Weakness) {
            // A value of several words is as rare as its rarest word.
            let mut fewest = None;
            for digest in word_tokens(tx.vault(), &token.value) {
                let count = count_cases_with(tx, digest, COMMON)?;
                if fewest.is_none_or(|(least, _)| count < least) {
                    fewest = Some((count, digest));
                }
            }
            let Some((count, digest)) = fewest else { continue };
            with.insert(token.clone(), u64::try_from(count).unwrap_or(0));
            if count < COMMON {
                rarest.push((count, digest));
            }
        }
        rarest.sort_by_key(|(count, _)| *count);
        let rarest = rarest.into_iter().map(|(_, digest)| digest).take(LOOKED_UP).collect();
        // Ids count up from 1: the newest one says how many there are, nearly enough.
        Ok(Self { all: u64::try_from(id.0).unwrap_or(0), with, rarest })
    }

    /// The cases that share the most of the rarest tokens.
    fn nearest(&self, tx: &mut Tx<'_>, own: CaseId) -> Result<Vec<CaseId>> {
        let mut shared: HashMap<CaseId, usize> = HashMap::new();
        for (place, digest) in self.rarest.iter().enumerate() {
            for case in list_cases_with(tx, *digest, PER_TOKEN)? {
                if case != own {
                    *shared.entry(case).or_default() += LOOKED_UP + 1 - place.min(LOOKED_UP);
                }
            }
        }
        let mut ranked: Vec<_> = shared.into_iter().collect();
        ranked.sort_by_key(|(case, points)| (std::cmp::Reverse(*points), *case));
        Ok(ranked.into_iter().take(COMPARED).map(|(case, _)| case).collect())
    }
}
