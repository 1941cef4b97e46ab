//! The advisory of a case: written, previewed, approved by a second person, published, removed.

mod desk;
mod difference;
mod editor;

use axum::extract::{Form, Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Router, http::HeaderValue};
use domain::access::{Act, Object, may};
use domain::case::{AdvisoryText, Command};
use domain::id::CaseNumber;
use formats::advisory::Language;
use maud::html;
use serde::Deserialize;
use ui::chip::Tone;
use ui::form::Filled;
use ui::{Text, notice};

use self::desk::{Desk, Shown};
use crate::action::publication;
use crate::app::App;
use crate::error::{Error, Result};
use crate::publish;
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, fields, flash, page, refused};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/staff/cases/{number}/advisory", get(show).post(write))
        .route("/staff/cases/{number}/advisory/preview", get(preview))
        .route("/staff/cases/{number}/advisory/csaf", get(csaf))
        .route("/staff/cases/{number}/advisory/difference", get(difference::show))
        .route("/staff/cases/{number}/advisory/label", post(label))
        .route("/staff/cases/{number}/advisory/request", post(request))
        .route("/staff/cases/{number}/advisory/approve", post(approve))
        .route("/staff/cases/{number}/advisory/decline", post(decline))
        .route("/staff/cases/{number}/advisory/remove", post(remove))
        .route("/staff/cases/{number}/advisory/approve-removal", post(approve_removal))
}

fn address(number: &CaseNumber) -> String {
    format!("/staff/cases/{number}/advisory")
}

fn parse(number: &str) -> Result<CaseNumber> {
    CaseNumber::parse(number).ok_or(Error::NotFound)
}

/// The case as the visitor may see it. The words of an advisory are the team's until they are published.
async fn open(visit: &StaffVisit, number: &str) -> Result<Desk> {
    let number = parse(number)?;
    let actor = visit.actor();
    let desk = visit.visit.app.run(move |app| desk::load(app, &actor, &number)).await?;
    let is_inside = may(&visit.actor(), Act::ReadInternal, Object::Case(&desk.case));
    if is_inside { Ok(desk) } else { Err(Error::NotFound) }
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    language: String,
}

async fn show(visit: StaffVisit, Path(number): Path<String>, Query(chosen): Query<Chosen>) -> PageResult {
    let desk = open(&visit, &number).await?;
    let shown = Shown::saved(&visit, &desk, &chosen.language);
    page(desk::page(&visit, &desk, &shown))
}

#[derive(Deserialize)]
struct Written {
    language: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    impact: String,
    #[serde(default)]
    what_to_do: String,
    /// `preview` shows the words without saving them.
    #[serde(default)]
    act: String,
}

impl Written {
    fn text(&self) -> AdvisoryText {
        let clean = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        AdvisoryText {
            title: clean(&self.title),
            summary: clean(&self.summary),
            impact: clean(&self.impact),
            what_to_do: clean(&self.what_to_do),
        }
    }
}

async fn write(visit: StaffVisit, Path(number): Path<String>, Form(written): Form<Written>) -> PageResult {
    let desk = open(&visit, &number).await?;
    desk.require_publisher(&visit)?;
    let program = visit.visit.program();
    let languages = &program.program.languages;
    let language = languages.iter().find(|l| l.as_str() == written.language).ok_or(Error::NotFound)?;
    let text = written.text();
    if written.act == "preview" {
        let shown = Shown::typed(language.as_str(), &text);
        return page(desk::page(&visit, &desk, &shown.with_preview(&text)));
    }
    let (actor, case) = (visit.actor(), desk.case.number.clone());
    let command = Command::EditAdvisory { language: language.as_str().to_owned(), text: text.clone() };
    let done =
        visit.visit.app.run(move |app| publication::perform_checked(app, &actor, &case, command)).await;
    match done {
        Ok(_) | Err(Error::Refused(domain::case::Refusal::NothingChanges)) => {
            let back = format!("{}?language={language}", address(&desk.case.number));
            flash::done(&back, "flash-publication-saved")
        }
        Err(Error::Invalid(errors)) => {
            let mut shown = Shown::typed(language.as_str(), &text);
            let l = visit.visit.locale;
            fields::mark(&mut shown.filled, l, &errors, |field| editor::label(l, field));
            refused(desk::page(&visit, &desk, &shown))
        }
        Err(error) => Err(error),
    }
}

/// The page as the public will see it, with a line above that says that it is not public.
async fn preview(visit: StaffVisit, Path(number): Path<String>, Query(chosen): Query<Chosen>) -> PageResult {
    let desk = open(&visit, &number).await?;
    let record = &desk.preview.as_ref().ok_or(Error::NotFound)?.record;
    let language = Language::new(chosen.language).unwrap_or_else(|_| record.advisory.language.clone());
    let l = visit.visit.locale;
    let back = address(&desk.case.number);
    let note = html! {
        p { (l.t("publication-preview-note")) " " a href=(back) { (l.t("publication-back-to-editor")) } }
    };
    let note = notice::notice(Tone::Warning, l.t("publication-preview-title"), note);
    page(publish::page::with_note(&visit.visit.program(), record, &language, Some(&note)))
}

async fn csaf(visit: StaffVisit, Path(number): Path<String>) -> PageResult {
    let desk = open(&visit, &number).await?;
    let bytes = desk.preview.and_then(|preview| preview.document.bytes).ok_or(Error::NotFound)?;
    let name = format!("attachment; filename=\"{}-draft.json\"", desk.case.number.as_str().to_lowercase());
    let name = HeaderValue::from_str(&name).map_err(Error::internal)?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

#[derive(Deserialize)]
struct Labelled {
    #[serde(default)]
    label: String,
}

async fn label(visit: StaffVisit, Path(number): Path<String>, Form(form): Form<Labelled>) -> PageResult {
    let label = domain::case::Label::from_word(&form.label).ok_or(Error::NotFound)?;
    act(&visit, &number, Command::LabelAdvisory { label }, "flash-publication-labelled").await
}

async fn request(visit: StaffVisit, Path(number): Path<String>) -> PageResult {
    act(&visit, &number, Command::RequestPublication, "flash-publication-requested").await
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    text: String,
}

async fn approve(visit: StaffVisit, Path(number): Path<String>, Form(form): Form<Reason>) -> PageResult {
    let command = Command::ApprovePublication { summary: form.text.trim().to_owned() };
    act(&visit, &number, command, "flash-publication-approved").await
}

async fn decline(visit: StaffVisit, Path(number): Path<String>, Form(form): Form<Reason>) -> PageResult {
    let command = Command::DeclinePublication { reason: form.text.trim().to_owned() };
    act(&visit, &number, command, "flash-publication-declined").await
}

async fn remove(visit: StaffVisit, Path(number): Path<String>, Form(form): Form<Reason>) -> PageResult {
    let command = Command::RequestRemoval { reason: form.text.trim().to_owned() };
    act(&visit, &number, command, "flash-publication-removal-requested").await
}

async fn approve_removal(visit: StaffVisit, Path(number): Path<String>) -> PageResult {
    act(&visit, &number, Command::ApproveRemoval, "flash-publication-removed").await
}

/// Carries out a decision. What is missing in its form is said at the form.
async fn act(visit: &StaffVisit, number: &str, command: Command, done: &'static str) -> PageResult {
    let number = parse(number)?;
    let (actor, case) = (visit.actor(), number.clone());
    let form = desk::form_of(&command);
    let outcome =
        visit.visit.app.run(move |app| publication::perform_checked(app, &actor, &case, command)).await;
    match outcome {
        Ok(_) => flash::done(&address(&number), done),
        Err(Error::Invalid(errors)) => {
            let desk = open(visit, number.as_str()).await?;
            let l = visit.visit.locale;
            let mut filled = Filled::default();
            for problem in errors.0.values() {
                filled.refuse(form, fields::problem(l, &desk::field_label(l, form), problem));
            }
            let shown = Shown { decision: filled, ..Shown::saved(visit, &desk, "") };
            refused(desk::page(visit, &desk, &shown))
        }
        Err(error) => Err(error),
    }
}

/// The title of the page.
fn title(visit: &StaffVisit, desk: &Desk) -> String {
    let number = ui::Value::from(desk.case.number.as_str());
    visit.visit.locale.t_with("publication-desk-title", &[("case", number)]).into_owned()
}

/// A name for the form of a decision, also the id of its field.
fn text_of<'a>(l: ui::Locale, key: &'a str) -> Text<'a> {
    l.t(key)
}
