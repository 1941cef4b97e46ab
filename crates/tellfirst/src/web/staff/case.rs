//! A case as the team sees it, with everything that can be done to it.
//!
//! What is shown comes from [`crate::action::read`], what is done goes through [`crate::action::case`]; which controls
//! appear follows from the access rules, so who may change nothing sees none.

mod act;
mod advice;
mod composer;
mod cve;
mod devices;
pub mod embargo;
mod files;
mod flaw;
mod head;
pub mod light;
mod report;
mod side;
mod story;
pub mod words;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery};
use axum::routing::{get, post};
use domain::access::{Act, Object, may};
use domain::case::{Case, FileNote, State};
use domain::id::{CaseNumber, UserId};
use domain::report::FieldProblem;
use ui::form::Filled;
use ui::navigation::{Link, breadcrumbs, tabs};
use ui::{Locale, Markup, html};

use super::navigation;
use crate::action::advice::Advice;
use crate::action::inbox::{self, Person};
use crate::action::read::{self, View};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, page};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/staff/cases/{number}", get(show))
        .route("/staff/cases/{number}/write", post(composer::write).layer(DefaultBodyLimit::disable()))
        .route("/staff/cases/{number}/act/{act}", get(act::ask).post(act::perform))
        .route("/staff/cases/{number}/devices", get(devices::pick).post(devices::put))
        .route("/staff/cases/{number}/vulnerabilities/{no}", get(flaw::show).post(flaw::put))
        .route("/staff/cases/{number}/files/{id}", get(files::fetch))
        .route("/staff/cases/{number}/vulnerabilities/{no}/cve/reserve", post(cve::reserve))
        .route("/staff/cases/{number}/vulnerabilities/{no}/cve/publish", post(cve::publish))
        .route("/staff/cases/{number}/vulnerabilities/{no}/cve/noted", post(cve::note))
        .route(
            "/staff/cases/{number}/vulnerabilities/{no}/cve/reject",
            get(cve::reject_form).post(cve::reject),
        )
        .route("/staff/cvss/{version}", get(flaw::score))
}

/// A case with what its page needs besides: the names of the people in it.
pub struct Opened {
    pub view: View,
    pub people: Vec<Person>,
    /// The files the visitor may see.
    pub files: Vec<FileNote>,
    /// Only on the case's own page, and only while nobody has judged.
    advice: Option<Advice>,
    names: BTreeMap<UserId, String>,
}

impl Opened {
    /// The case as the visitor may see it.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.view.case
    }

    /// The address of its page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/staff/cases/{}", self.view.case.number)
    }

    /// The name of a member of staff.
    #[must_use]
    pub fn name(&self, user: &UserId) -> &str {
        self.names.get(user).map_or("?", String::as_str)
    }

    /// True when the rules allow the visitor an act on this case.
    #[must_use]
    pub fn may(&self, visit: &StaffVisit, act: Act) -> bool {
        may(&visit.actor(), act, Object::Case(&self.view.case))
    }
}

/// Reads a case for a visitor.
///
/// # Errors
/// [`Error::NotFound`] for what does not exist and for what the visitor may not see.
pub async fn open(visit: &StaffVisit, number: &str) -> Result<Opened> {
    let number = CaseNumber::parse(number).ok_or(Error::NotFound)?;
    let actor = visit.actor();
    visit
        .visit
        .app
        .run(move |app| {
            let view = read::view(app, &actor, &number)?;
            let people = inbox::list_people(app)?;
            let names = people.iter().map(|p| (UserId(p.id.to_string()), p.name.clone())).collect();
            let files = crate::action::files::list(app, &actor, &number)?;
            Ok(Opened { view, people, files, advice: None, names })
        })
        .await
}

async fn show(visit: StaffVisit, Path(number): Path<String>, RawQuery(query): RawQuery) -> PageResult {
    let mut opened = open(&visit, &number).await?;
    if opened.may(&visit, Act::ReadInternal) && is_unjudged(opened.case()) {
        let (actor, id, case) = (visit.actor(), opened.view.id, opened.case().clone());
        opened.advice =
            visit.visit.app.run(move |app| crate::action::advice::advise(app, &actor, id, &case)).await?;
    }
    let begun = wanted_reply(query).and_then(|wanted| composer::begin(&visit, &opened, &wanted));
    page(draw(&visit, &opened, begun.as_ref()))
}

/// The saved reply that an address asks for.
fn wanted_reply(query: Option<String>) -> Option<String> {
    let query = query?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "reply").map(|(_, reply)| reply.into_owned())
}

fn is_unjudged(case: &Case) -> bool {
    matches!(case.state, State::New | State::InReview | State::NeedsInfo)
}

/// The page; `typed` holds what was written in a composer that was refused.
fn draw(visit: &StaffVisit, opened: &Opened, typed: Option<&Filled>) -> Markup {
    let l = visit.visit.locale;
    let main = html! {
        (head::notices(visit, opened))
        (head::next(visit, opened))
        (report::panels(visit, opened))
        (story::story(visit, opened))
        (composer::form(visit, opened, typed))
    };
    let body = html! {
        (head::header(visit, opened))
        (parts(l, opened.case(), &opened.address()))
        (ui::content::columns(main, side::side(visit, opened)))
    };
    frame(visit, opened, None, &body)
}

/// The tabs of a case, for every page of it; `current` is the address of the page.
#[must_use]
pub fn parts(l: Locale, case: &Case, current: &str) -> Markup {
    let base = format!("/staff/cases/{}", case.number);
    let open = u64::try_from(case.matrix.open_cells().count()).unwrap_or(0);
    let links = [
        Link::new(base.clone(), l.t("triage-tab-story")),
        Link::new(format!("{base}/matrix"), l.t("triage-tab-matrix")).count(open),
        Link::new(format!("{base}/advisory"), l.t("triage-tab-advisory")),
    ];
    tabs(&l.t("triage-tabs"), &links, current)
}

/// A page below the case, with the way back.
fn frame(visit: &StaffVisit, opened: &Opened, here: Option<&str>, main: &Markup) -> Markup {
    let l = visit.visit.locale;
    let number = opened.case().number.as_str();
    let inbox = Link::new("/staff/", l.t("nav-inbox"));
    let ways = match here {
        None => breadcrumbs(l, &[inbox], number),
        Some(here) => breadcrumbs(l, &[inbox, Link::new(opened.address(), number)], here),
    };
    let title = here.map_or_else(|| number.to_owned(), |here| format!("{here} – {number}"));
    visit.page(&title, &navigation::sections(visit), &html! { (ways) (main) })
}

/// A refusal as marks on a form: the fields the rules name, or `general` for what concerns no single field.
///
/// # Errors
/// What is no refusal of a form: it has a page of its own.
fn mark(l: Locale, filled: &mut Filled, error: Error, general: &str) -> Result<()> {
    match error {
        Error::Invalid(errors) => {
            for (field, problem) in &errors.0 {
                filled.refuse(field, field_problem(l, problem));
            }
        }
        Error::Refused(_) | Error::Conflict => {
            let key = crate::web::error_page::key(&error);
            filled.refuse(general, format!("{} {}", l.t(key), l.t(&format!("{key}-remedy"))));
        }
        other => return Err(other),
    }
    Ok(())
}

/// What is wrong with a field, in words.
#[must_use]
pub fn field_problem(l: Locale, problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Missing => l.t("triage-field-missing").into_owned(),
        FieldProblem::TooLong { max } => {
            l.t_with("triage-field-too-long", &[("max", (*max).into())]).into_owned()
        }
        FieldProblem::ControlCharacter => l.t("triage-field-control").into_owned(),
        FieldProblem::NotAnAddress => l.t("triage-field-not-an-address").into_owned(),
        FieldProblem::NotAUrl => l.t("triage-field-not-a-url").into_owned(),
        FieldProblem::NotInTheCatalog { .. } => l.t("triage-field-not-in-catalog").into_owned(),
        FieldProblem::Because { reason } => l.t(reason.key()).into_owned(),
        FieldProblem::Invalid { .. } => l.t("triage-field-invalid").into_owned(),
    }
}
