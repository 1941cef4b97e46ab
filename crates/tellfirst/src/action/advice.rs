//! Advice on a report that nobody has judged yet: where it belongs, what to check, which earlier report says the same.
//!
//! Computed when a case is looked at, from its text and the program's facts; the advice is not stored, and none of
//! it is a verdict. Candidates come from the keyed tokens of [`super::recognition`]; only the few best are opened.

use std::sync::{Arc, Mutex, PoisonError};

use checks::triage::signals::{likeness, never_named, sent_before};
use checks::triage::{
    Catalog, Features, Knowledge, Message, ReportText, Route, Signal, Similarity, compare, features, route,
    signals,
};
use domain::access::{Act, Actor, Object, may};
use domain::case::{Case, State};
use domain::id::CaseNumber;
use domain::report::Report;
use store::tokens::{TokenKind, list_cases_with, token};
use store::{CaseId, Tx};

use super::case::load_by_id;
use super::recognition::{catch_up_with_the_newest, nearest};
use crate::app::App;
use crate::error::{Error, Result};

/// Earlier cases from one address that are looked at, the newest.
const HISTORY: i64 = 20;
/// Cases that are opened and compared in full.
const COMPARED: usize = 16;
/// Candidates below this score are not worth a person's time; at most so many are shown.
const WORTH: f64 = 0.2;
const SHOWN: usize = 5;

/// What can be said of a report before a person has read it.
#[derive(Debug, Clone)]
pub struct Advice {
    pub route: Route,
    pub signals: Vec<Signal>,
    pub candidates: Vec<Candidate>,
    /// What came of earlier reports from the same address; none without an address or without earlier reports.
    pub history: Option<History>,
}

/// Earlier reports from one address in this program. Counts only, never a verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct History {
    pub reports: usize,
    /// Confirmed, resolved, or the same as another.
    pub accepted: usize,
    pub rejected: usize,
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

pub(super) fn knowledge(app: &App) -> Arc<Knowledge> {
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
    // The newest reports are to be found too.
    catch_up_with_the_newest(app)?;
    let knowledge = knowledge(app);
    let text = text_of(&record.report);
    let message =
        Message { model: Some(record.report.model.clone()), ..Message::new(&text.title, &text.body) };
    let looked_for = features(&text, &knowledge);
    let mut signals = signals(&text, &knowledge);
    let (found, history) = app.store.read(|tx| {
        let found = search(tx, actor, (id, &text, &looked_for), &knowledge)?;
        Ok::<_, Error>((found, history(tx, actor, id, &record.report)?))
    })?;
    signals.extend(found.never_named);
    signals.extend(found.same_text.map(|case| sent_before(&text, case.as_str())));
    Ok(Some(Advice { route: route(&message, &knowledge), signals, candidates: found.candidates, history }))
}

/// A report as the judgement reads it.
pub(super) fn text_of(report: &Report) -> ReportText {
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

/// What a look among the other cases brought.
#[derive(Default)]
struct Search {
    candidates: Vec<Candidate>,
    never_named: Option<Signal>,
    /// A case that began with the same text.
    same_text: Option<CaseNumber>,
}

fn search(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, text, looked_for): (CaseId, &ReportText, &Features),
    knowledge: &Knowledge,
) -> Result<Search> {
    let nearest = nearest(tx, id, looked_for)?;
    let own_text = likeness(text);
    let never_named = never_named(text, looked_for, &nearest.counts.without_own());
    let mut found = Search { never_named, ..Search::default() };
    for other in nearest.cases.iter().take(COMPARED) {
        let Some(case) = find_readable(tx, actor, *other)? else { continue };
        let texts: Vec<ReportText> = case.reports.iter().map(|record| text_of(&record.report)).collect();
        if *other < id && own_text.is_some() && texts.iter().any(|text| likeness(text) == own_text) {
            found.same_text = Some(case.number.clone());
        }
        let alike = texts.iter().map(|t| compare(looked_for, &features(t, knowledge), &nearest.counts));
        let best = alike.max_by(|a, b| a.score.total_cmp(&b.score));
        if let Some(similarity) = best.filter(|s| s.score >= WORTH) {
            found.candidates.push(Candidate { number: case.number, title: case.title, similarity });
        }
    }
    found.candidates.sort_by(|a, b| b.similarity.score.total_cmp(&a.similarity.score));
    found.candidates.truncate(SHOWN);
    Ok(found)
}

/// A case that this actor may read; none also when it was erased.
fn find_readable(tx: &mut Tx<'_>, actor: &Actor, id: CaseId) -> Result<Option<Case>> {
    match load_by_id(tx, id) {
        Ok(loaded) => Ok(Some(loaded.case).filter(|case| may(actor, Act::ReadCase, Object::Case(case)))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What came of other cases whose reporter gave the same address, for those who triage.
fn history(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, report: &Report) -> Result<Option<History>> {
    let Some(email) = &report.reporter.email else { return Ok(None) };
    let key = token(tx.vault(), TokenKind::ReporterEmail, &email.to_lowercase());
    let mut history = History::default();
    for other in list_cases_with(tx, key, HISTORY)? {
        let Some(case) = find_readable(tx, actor, other)?.filter(|_| other != id) else { continue };
        if !may(actor, Act::Triage, Object::Case(&case)) {
            continue;
        }
        history.reports += 1;
        history.accepted +=
            usize::from(matches!(case.state, State::Confirmed | State::Resolved | State::Duplicate));
        history.rejected += usize::from(case.state == State::Rejected);
    }
    Ok(Some(history).filter(|history| history.reports > 0))
}
