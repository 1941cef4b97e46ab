//! The fix matrix of a case: vulnerabilities by devices, acts on any number of cells at once, and each cell's story.
//!
//! Engineers work here. They see the flaw and never who reported it: [`read`] leaves that out.

mod act;
mod cell;
mod draw;

use axum::Router;
use axum::extract::{Form, Path, RawQuery};
use axum::routing::{get, post};
use domain::access::{Object, may};
use domain::case::{Case, Event, FileNote, Recorded};
use domain::id::CaseNumber;
use store::{Tx, accounts, events};
use ui::form::Filled;

use super::navigation;
use crate::action::case::perform;
use crate::action::read;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, page, refused};

pub use draw::day_words;

/// Files shown at most.
const FILES: i64 = 500;

/// Names of staff by their id.
type Names = std::collections::HashMap<String, String>;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/staff/cases/{number}/matrix", get(show).post(change))
        .route("/staff/cases/{number}/matrix/{vulnerability}/{sku}", get(cell::show))
        .route("/staff/cases/{number}/matrix/{vulnerability}/{sku}/look", post(cell::look))
}

/// Everything the page shows.
struct Opened {
    case: Case,
    files: Vec<FileNote>,
    /// Those who can be asked for a fix: id and name.
    engineers: Vec<(String, String)>,
}

async fn show(visit: StaffVisit, Path(number): Path<String>, RawQuery(query): RawQuery) -> PageResult {
    let opened = open(&visit, &number).await?;
    // A link may come with cells ticked, for example from the cell's own page.
    let pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    page(draw::page(&visit, &opened, &Filled::from_pairs(pairs)))
}

async fn change(
    visit: StaffVisit,
    Path(number): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let opened = open(&visit, &number).await?;
    if !may(&visit.actor(), act::right(&pairs), Object::Case(&opened.case)) {
        return Err(Error::NotFound);
    }
    let wish = act::read(&pairs, &opened.case);
    let outcome = match wish {
        Ok((command, done)) => {
            let (actor, number) = (visit.actor(), opened.case.number.clone());
            let performed = visit.visit.app.run(move |app| perform(app, &actor, &number, command)).await;
            performed.map(|_| done).map_err(act::Refused::By)
        }
        Err(refused) => Err(refused),
    };
    match outcome {
        Ok(done) => flash::done(&address(&opened.case.number), done),
        Err(act::Refused::By(error)) if !act::can_be_shown(&error) => Err(error),
        Err(why) => {
            let mut filled = Filled::from_pairs(pairs);
            act::explain(visit.visit.locale, &mut filled, &why);
            refused(draw::page(&visit, &opened, &filled))
        }
    }
}

/// The address of a case's matrix.
fn address(number: &CaseNumber) -> String {
    format!("/staff/cases/{number}/matrix")
}

async fn open(visit: &StaffVisit, number: &str) -> Result<Opened> {
    let number = CaseNumber::parse(number).ok_or(Error::NotFound)?;
    let actor = visit.actor();
    let read = move |app: &App| {
        app.store.read(|tx| {
            let loaded = read::case_in(tx, &actor, &number)?;
            let (_, engineers) = people(tx)?;
            Ok(Opened { files: files(tx, loaded.id)?, case: loaded.case, engineers })
        })
    };
    visit.visit.app.run(read).await
}

/// Names of all staff, and those among them who fix.
fn people(tx: &mut Tx<'_>) -> Result<(Names, Vec<(String, String)>)> {
    let users = accounts::list_users(tx)?;
    let fixes = |user: &&accounts::User| {
        user.disabled_at.is_none() && user.roles.iter().any(|role| role == "remediator")
    };
    let engineers = users.iter().filter(fixes).map(|user| (user.id.to_string(), user.name.clone())).collect();
    Ok((users.into_iter().map(|user| (user.id.to_string(), user.name)).collect(), engineers))
}

/// Files that engineers may open; only entries of that kind are read.
fn files(tx: &mut Tx<'_>, id: store::CaseId) -> Result<Vec<FileNote>> {
    let mut files = Vec::new();
    for event in events::list_events_of_kind(tx, id, "file-added", FILES)? {
        let recorded: Recorded = serde_json::from_slice(&event.payload).map_err(Error::internal)?;
        if read::engineers_see(&recorded)
            && let Event::FileAdded { file, .. } = recorded.event
        {
            files.push(file);
        }
    }
    Ok(files)
}
