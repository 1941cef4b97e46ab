//! The report form: product, flaw, severity, person, review, and the page that shows the secret once.
//!
//! The way to the device is plain links and needs no state. From there on everything typed is a draft, kept sealed on
//! the server for a day; its token travels in hidden fields only, never in an address. Every page saves what was
//! typed before it says what is wrong with it.

mod answers;
mod flaw;
mod frame;
mod person;
mod product;
mod review;
mod severity;
mod words;

use axum::extract::{Query, Request};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Json, Response};
use axum::{Router, extract::DefaultBodyLimit, routing::get};
use domain::report::{FieldErrors, Report};
use formats::cvss::Version;
use formats::cvss::guided::{self, questions};
use maud::{Markup, html};
use serde_json::json;
use ui::chip::Tone;
use ui::form::Filled;
use ui::{Locale, notice};

use self::answers::Ground;
use self::product::{Ask, Step};
use super::incoming::{self, Incoming, Limits};
use super::visit::{REPORTER_COOKIE, Visit};
use super::{PageResult, fields, page, refused};
use crate::action::draft::{self, Draft, Found, Open, Sent, Token};
use crate::action::read;
use crate::app::App;
use crate::error::{Error, Result};
use crate::limit::{Rate, What};

pub use self::review::{credit as credit_words, tested as tested_words};
pub use self::severity::summary as severity_summary;
pub use self::words::label;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/report", get(ask).post(answer))
        .route("/report/score", get(score))
        // Files are limited one by one while they arrive.
        .layer(DefaultBodyLimit::disable())
}

/// The pages of a draft, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Product,
    Flaw,
    Severity,
    Person,
    Review,
}

impl Place {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "product" => Self::Product,
            "flaw" => Self::Flaw,
            "severity" => Self::Severity,
            "person" => Self::Person,
            "review" => Self::Review,
            _ => return None,
        })
    }

    fn fields(self) -> Vec<&'static str> {
        match self {
            Self::Product => {
                vec!["brand", "type", "model", "hardware_revision", "region", "firmware", "part"]
            }
            Self::Flaw => flaw::FIELDS.to_vec(),
            Self::Severity => severity::fields(),
            Self::Person => person::FIELDS.to_vec(),
            Self::Review => Vec::new(),
        }
    }
}

/// The way to the device: plain pages, the same for everybody.
async fn ask(visit: Visit, Query(ask): Query<Ask>) -> PageResult {
    let program = visit.program();
    let l = visit.locale;
    if visit.path == "/report"
        && let Some(kept) = visit.app.pages.find("report", &visit)
    {
        return Ok(kept);
    }
    let main = match product::step(&program.program, &ask) {
        Step::Brand => product::brand_page(l, &program.program, program.number),
        Step::Kind(brand) => {
            let brand = program.program.find_brand(&brand).ok_or(Error::NotFound)?;
            product::kind_page(l, &program.program, brand)
        }
        Step::Model(brand, kind) => {
            let brand = program.program.find_brand(&brand).ok_or(Error::NotFound)?;
            product::model_page(l, &program.program, brand, &kind)
        }
        Step::Perhaps(typed, hints) => product::perhaps_page(l, &program.program, &typed, &hints),
        Step::Details(draft) => {
            let ground = ground(&visit, &program.program);
            product::details_page(&ground, &filled_of(l, &draft), &draft, html! {})
        }
    };
    let markup = visit.public(&l.t("nav-report"), &main);
    if visit.path == "/report" {
        return Ok(visit.app.pages.keep("report", &visit, markup));
    }
    page(markup)
}

/// The score of the guided questions, for the script; without script the next page shows it.
async fn score(visit: Visit, Query(ask): Query<Ask>) -> Result<Response> {
    let answers =
        questions::answers(|name| ask.get(name).map(String::as_str)).map_err(|_| Error::NotFound)?;
    let vector = guided::vector(Version::V3_1, &answers).map_err(Error::internal)?;
    let score = vector.score();
    let severity = domain::severity::Severity::of_score(score.tenths());
    let words = super::reporter_case::severity_words(visit.locale, Some(severity));
    Ok(Json(json!({ "score": score.value(), "severity_words": words })).into_response())
}

fn ground<'a>(visit: &'a Visit, program: &'a domain::program::Program) -> Ground<'a> {
    Ground { program, today: visit.app.today(), locale: visit.locale, site: visit.brand.as_ref() }
}

/// What was typed, and what is chosen while nothing was.
fn filled_of(l: Locale, draft: &Draft) -> Filled {
    let typed = draft.values.iter().map(|(name, value)| (name.clone(), value.clone()));
    let defaults = [
        ("rating", answers::UNKNOWN),
        ("exploited", "no"),
        ("credit", "later"),
        ("reporter.language", l.code()),
    ];
    let missing = defaults.iter().filter(|(name, _)| !draft.values.contains_key(*name));
    let missing = missing.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Filled::from_pairs(typed.chain(missing).collect())
}

/// Saves what a page of the form sends and shows the next one, or what is wrong with it.
async fn answer(visit: Visit, request: Request) -> PageResult {
    let intake = visit.program().program.intake.clone();
    let limits = Limits {
        file_max: u64::from(intake.file_max_mib) << 20,
        files_max: usize::try_from(intake.files_max).unwrap_or(usize::MAX),
    };
    let mut sent = incoming::read(&visit.app, request, limits).await?;
    let done = answer_read(&visit, &mut sent).await;
    // Files that became part of a draft are not in the list any more.
    sent.discard_files(&visit.app).await?;
    done
}

async fn answer_read(visit: &Visit, sent: &mut Incoming) -> PageResult {
    let place = sent.value("step").and_then(Place::from_word).unwrap_or(Place::Product);
    let go = sent.value("go").unwrap_or_default().to_owned();
    let Some(token) = sent.value("draft").and_then(Token::parse) else {
        return first_answer(visit, sent, &go).await;
    };
    match visit.app.run(move |app| draft::find(app, &token)).await {
        Ok(Found::Sent(sent)) => sent_page(visit, sent).await,
        Ok(Found::Open(open)) => save(visit, sent, (place, &go), open).await,
        Err(Error::NotFound) => begin_again(visit, sent, place).await,
        Err(error) => Err(error),
    }
}

/// The device is known: a draft begins, unless something is wrong or only the verdict was asked for.
async fn first_answer(visit: &Visit, sent: &Incoming, go: &str) -> PageResult {
    let program = visit.program();
    let ground = ground(visit, &program.program);
    let draft = Draft { values: picked(sent, Place::Product), files: Vec::new() };
    let (_, errors) = answers::report(&ground, &draft);
    let (filled, is_refused) = judged(visit, sent, &draft, (Place::Product, &errors));
    let next = Place::from_word(go).unwrap_or(Place::Flaw);
    if is_refused || next == Place::Product {
        let main = product::details_page(&ground, &filled, &draft, html! {});
        let markup = visit.public(&visit.locale.t("nav-report"), &main);
        return if is_refused { refused(markup) } else { page(markup) };
    }
    let open = begin(visit, draft).await?;
    show(visit, Place::Flaw, &open, &FieldErrors::default())
}

async fn begin(visit: &Visit, draft: Draft) -> Result<Open> {
    visit.take(What::Drafts, Rate { per_hour: visit.app.config.reports_per_hour })?;
    visit.app.run(move |app| draft::begin(app, draft)).await
}

/// The draft's day is over: what this page sends begins a new one, and the page says so.
async fn begin_again(visit: &Visit, sent: &Incoming, place: Place) -> PageResult {
    let open = begin(visit, Draft { values: picked(sent, place), files: Vec::new() }).await?;
    let l = visit.locale;
    let main = html! {
        (notice::notice(Tone::Warning, l.t("report-expired"), html! { p { (l.t("report-expired-text")) } }))
        (place_page(visit, place, &open, &filled_of(visit.locale, &open.draft)))
    };
    refused(visit.public(&l.t("nav-report"), &main))
}

async fn save(visit: &Visit, sent: &mut Incoming, (place, go): (Place, &str), mut open: Open) -> PageResult {
    for name in place.fields() {
        open.draft.values.remove(name);
    }
    open.draft.values.extend(picked(sent, place));
    let room = usize::try_from(visit.program().program.intake.files_max).unwrap_or(usize::MAX);
    let room = room.saturating_sub(open.draft.files.len());
    while sent.files.len() > room {
        // Nothing speaks of it yet: it is deleted with the form.
        let Some(file) = sent.files.pop() else { break };
        let name = file.name.clone();
        let max = open.draft.files.len() + room;
        sent.troubles.push(incoming::Trouble::TooManyFiles { name, max });
        visit
            .app
            .run(move |app| {
                crate::action::files::discard(app, &file.blob.name);
                Ok(())
            })
            .await?;
    }
    let received = std::mem::take(&mut sent.files);
    let removed = go.strip_prefix("remove:").map(str::to_owned);
    let open = visit
        .app
        .run(move |app| {
            draft::save(app, &mut open, &received)?;
            if let Some(id) = removed {
                draft::remove_file(app, &mut open, &id)?;
            }
            Ok(open)
        })
        .await?;
    go_on(visit, sent, (place, go), open).await
}

async fn go_on(visit: &Visit, sent: &Incoming, (place, go): (Place, &str), open: Open) -> PageResult {
    let program = visit.program();
    let ground = ground(visit, &program.program);
    let (report, errors) = answers::report(&ground, &open.draft);
    let (filled, is_refused) = judged(visit, sent, &open.draft, (place, &errors));
    // The way back is open even when something is wrong: it is saved and marked again at the end.
    let next = Place::from_word(go).unwrap_or(place);
    let goes_back = (next as u8) < (place as u8) && sent.troubles.is_empty();
    if is_refused && !goes_back {
        let main = place_page(visit, place, &open, &filled);
        return refused(visit.public(&visit.locale.t("nav-report"), &main));
    }
    if go == "send" {
        return send(visit, &open, report, errors).await;
    }
    let errors = if next == Place::Review { errors } else { FieldErrors::default() };
    show(visit, next, &open, &errors)
}

async fn send(visit: &Visit, open: &Open, report: Report, errors: FieldErrors) -> PageResult {
    if !errors.0.is_empty() {
        return show(visit, Place::Review, open, &errors);
    }
    visit.take(What::Reports, Rate { per_hour: visit.app.config.reports_per_hour })?;
    let draft = open.clone();
    match visit.app.run(move |app| draft::send(app, &draft, report)).await {
        Ok(sent) => sent_page(visit, sent).await,
        Err(Error::Invalid(errors)) => show(visit, Place::Review, open, &errors),
        Err(error) => Err(error),
    }
}

/// What a page of the form sends of its own fields.
fn picked(sent: &Incoming, place: Place) -> std::collections::BTreeMap<String, String> {
    let own = place.fields();
    let values = sent.values.iter().filter(|(name, _)| own.contains(&name.as_str()));
    values.map(|(name, value)| (name.clone(), value.replace("\r\n", "\n"))).collect()
}

/// The page filled with what was typed, and whether something of it is refused. Errors of other pages wait for the review.
fn judged(
    visit: &Visit,
    sent: &Incoming,
    draft: &Draft,
    (place, errors): (Place, &FieldErrors),
) -> (Filled, bool) {
    let l = visit.locale;
    let mut filled = filled_of(l, draft);
    for field in place.fields() {
        if let Some(problem) = errors.0.get(field) {
            filled.refuse(field, fields::problem(l, &words::label(l, field), problem));
        }
    }
    fields::mark_troubles(&mut filled, l, &sent.troubles, |field| words::label(l, field));
    let is_refused = filled.is_refused();
    (filled, is_refused)
}

/// A page of a draft; on the review with everything that is still wrong.
fn show(visit: &Visit, place: Place, open: &Open, errors: &FieldErrors) -> PageResult {
    let l = visit.locale;
    let mut filled = filled_of(visit.locale, &open.draft);
    fields::mark(&mut filled, l, errors, |field| words::label(l, field));
    let markup = visit.public(&l.t("nav-report"), &place_page(visit, place, open, &filled));
    if filled.is_refused() { refused(markup) } else { page(markup) }
}

fn place_page(visit: &Visit, place: Place, open: &Open, filled: &Filled) -> Markup {
    let program = visit.program();
    let ground = ground(visit, &program.program);
    match place {
        Place::Product => product::details_page(
            &ground,
            filled,
            &open.draft,
            html! {
                input type="hidden" name="draft" value=(open.token.as_str());
            },
        ),
        Place::Flaw => flaw::page(&ground, filled, open),
        Place::Severity => severity::page(&ground, filled, open),
        Place::Person => person::page(&ground, filled, open),
        Place::Review => {
            let (report, errors) = answers::report(&ground, &open.draft);
            review::page(&ground, filled, open, (&report, &errors))
        }
    }
}

/// Number, secret and dates. Asked for again, it is the same page: the report was received once.
async fn sent_page(visit: &Visit, sent: Sent) -> PageResult {
    let (actor, number) = (sent.actor(), sent.case.clone());
    let view = visit.app.run(move |app| read::view(app, &actor, &number)).await?;
    let promised = view.case.clock(domain::promise::Promise::Acknowledge).map(|clock| clock.due_at);
    let program = visit.program();
    let main = review::sent_page(visit.locale, &sent, &view.case, (&program.program, promised));
    let title = visit.locale.t("report-thanks");
    let mut response = visit.public(&title, &main).into_response();
    let cookie = reporter_cookie(visit, &format!("{}.{}", sent.case, sent.secret.shown()));
    response.headers_mut().append(SET_COOKIE, cookie?);
    Ok(response)
}

/// The cookie that signs a reporter in until the browser is closed.
///
/// # Errors
/// Never for numbers and secrets of ours.
pub fn reporter_cookie(visit: &Visit, value: &str) -> Result<HeaderValue> {
    let secure = if visit.app.config.public_url().starts_with("https://") { "; Secure" } else { "" };
    let cookie = format!("{REPORTER_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).map_err(Error::internal)
}

/// The words for a language's own name, or its tag.
#[must_use]
pub fn language_name(tag: &str) -> String {
    Locale::find(tag).map_or_else(|| tag.to_owned(), |locale| locale.name().into_owned())
}
