//! Lists of cases for the team, and acts on many cases at once. What an actor may not see is in no list and no count.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::access::{Actor, listed_states};
use domain::case::{Addressees, Command};
use domain::id::{CaseNumber, UserId};
use store::accounts;
use store::cases::CaseRow;
use store::inbox::{self, Count, Cursor};
use store::tokens::{token, word_tokens};
use store::{Tx, UserId as StoreUser};

use super::case::perform;
use super::row::Summary;
use super::{merge, postings};
use crate::app::App;
use crate::auth::session::Staff;
use crate::error::{Error, Result};
use crate::query::{Names, Query};

/// Rows of a page.
pub const PAGE: i64 = 50;
/// Counts go up to here; beyond it they are "so many and more".
pub const COUNT_MAX: i64 = 999;
/// Cases one bulk act can change: more are no longer looked at by the person who confirms.
pub const BULK_MAX: usize = 200;

/// A case in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub row: CaseRow,
    /// None when the content of the case was erased.
    pub summary: Option<Summary>,
}

/// A page of a list.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub rows: Vec<Listed>,
    pub next: Option<Cursor>,
}

/// A member of staff whom cases can be assigned to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: StoreUser,
    pub name: String,
    pub email: String,
    pub roles: Vec<String>,
    pub disabled: bool,
}

/// The members of staff.
///
/// # Errors
/// When the store refuses.
pub fn list_people(app: &App) -> Result<Vec<Person>> {
    app.store.read(|tx| {
        let users = accounts::list_users(tx)?;
        Ok(users
            .into_iter()
            .map(|user| Person {
                id: user.id,
                name: user.name,
                email: user.email,
                roles: user.roles,
                disabled: user.disabled_at.is_some(),
            })
            .collect())
    })
}

/// The names that a query of this member of staff can use.
#[must_use]
pub fn names(app: &App, staff: &Staff, people: &[Person]) -> Names {
    let both = people.iter().flat_map(|p| [(p.name.clone(), p.id), (p.email.clone(), p.id)]);
    Names {
        now: app.now(),
        me: staff.id,
        people: both.collect(),
        brands: app.program().program.brands.iter().map(|b| b.id.to_string()).collect(),
    }
}

/// A page of the cases that fit and that the actor may see.
///
/// # Errors
/// When the store refuses.
pub fn list(app: &App, actor: &Actor, query: &Query, after: Option<Cursor>) -> Result<Page> {
    postings::catch_up(app)?;
    app.store.read(|tx| {
        let Some(mut inbox) = seen_by(tx, actor, query) else { return Ok(Page::default()) };
        inbox.limit = PAGE;
        inbox.after = after;
        let page = inbox::list_cases(tx, &inbox)?;
        let rows = page.rows.into_iter().map(listed).collect::<Result<_>>()?;
        Ok(Page { rows, next: page.next })
    })
}

/// Counts that hold as long as no case changes: a page shows many of them, and most pages are read between changes.
#[derive(Default)]
pub struct Counts(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    at: Moment,
    known: HashMap<inbox::InboxQuery, Count>,
}

/// What [`store::Store::case_changes`] said before they were counted, and the minute: a command beside the server may
/// change cases without its notice.
type Moment = (u64, i64);

/// Different queries remembered; each is small.
const KNOWN_MAX: usize = 2_000;

impl Counts {
    fn find(&self, at: Moment, query: &inbox::InboxQuery) -> Option<Count> {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (counted.at == at).then(|| counted.known.get(query).copied()).flatten()
    }

    fn keep(&self, at: Moment, query: inbox::InboxQuery, count: Count) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.at != at || counted.known.len() >= KNOWN_MAX {
            *counted = Counted { at, known: HashMap::new() };
        }
        counted.known.insert(query, count);
    }
}

/// How many cases fit each query, counted up to [`COUNT_MAX`].
///
/// # Errors
/// When the store refuses.
pub fn count(app: &App, actor: &Actor, queries: &[Query]) -> Result<Vec<Count>> {
    let at = (app.store.case_changes(), app.now().as_second().div_euclid(60));
    // Several servers may share a PostgreSQL database and change its cases without each other's notice.
    let is_alone = app.store.engine().kind() == store::engine::Kind::Sqlite;
    app.store.read(|tx| {
        let mut counts = Vec::with_capacity(queries.len());
        for query in queries {
            let Some(inbox) = seen_by(tx, actor, query) else {
                counts.push(Count::Exactly(0));
                continue;
            };
            // Words enter the index later than their cases, so what is searched is counted anew.
            let is_kept = is_alone && inbox.tokens.is_empty() && inbox.any_tokens.is_empty();
            let known = if is_kept { app.counts.find(at, &inbox) } else { None };
            let count = match known {
                Some(count) => count,
                None => inbox::count_cases(tx, &inbox, COUNT_MAX)?,
            };
            counts.push(count);
            if is_kept && known.is_none() {
                app.counts.keep(at, inbox, count);
            }
        }
        Ok(counts)
    })
}

fn seen_by(tx: &mut Tx<'_>, actor: &Actor, query: &Query) -> Option<inbox::InboxQuery> {
    let seen = listed_states(actor);
    let mut query = query.clone();
    // A reader of every state needs no condition, which the plan would have to carry.
    if seen.len() < domain::case::State::ALL.len() {
        query.restrict_states(&seen);
    }
    let vault = tx.vault();
    let inbox = query.to_inbox(|kind, text| token(vault, kind, text), |text| word_tokens(vault, text));
    (!seen.is_empty() && !query.is_impossible()).then_some(inbox)
}

fn listed(row: CaseRow) -> Result<Listed> {
    let summary = row.summary.as_deref().map(serde_json::from_slice).transpose().map_err(Error::internal)?;
    Ok(Listed { row, summary })
}

/// An act on many cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bulk {
    Assign { to: Option<UserId> },
    Label { label: String },
    Ask { text: String },
    Duplicate { of: CaseNumber, text: String },
    ApproveRejections,
}

/// What became of each case, in the order they were named.
pub type Outcome = Vec<(CaseNumber, Result<()>)>;

/// Does one thing to many cases, each for itself: one that is refused does not stop the others.
#[must_use]
pub fn apply(app: &App, actor: &Actor, numbers: &[CaseNumber], act: &Bulk) -> Outcome {
    let one = |number: &CaseNumber| {
        let done = match act {
            Bulk::Duplicate { of, text } => merge::mark_duplicate(app, actor, number, of, text.clone()),
            Bulk::Assign { to } => perform(app, actor, number, Command::Assign { to: to.clone() }).map(drop),
            Bulk::Label { label } => {
                perform(app, actor, number, Command::AddLabel { label: label.clone() }).map(drop)
            }
            Bulk::Ask { text } => {
                // Who is asked in a case of several reporters is for a person to say, on its page.
                let to = Addressees::Unnamed;
                perform(app, actor, number, Command::Ask { text: text.clone(), to }).map(drop)
            }
            Bulk::ApproveRejections => perform(app, actor, number, Command::ApproveRejection).map(drop),
        };
        (number.clone(), done)
    };
    numbers.iter().take(BULK_MAX).map(one).collect()
}
