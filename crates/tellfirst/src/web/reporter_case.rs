//! A reporter's case: sign in with number and secret, the case page, letters and receipts, messages, appeal.
//!
//! A wrong number and a wrong secret get the same answer in the same time. Only failures use up a network's budget,
//! so that nobody can lock a reporter out by guessing.

mod acts;
mod downloads;
mod link;
mod sides;
mod story;
mod view;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, Request};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use domain::id::CaseNumber;
use maud::{Markup, html};
use serde::Deserialize;
use ui::chip::Severity as SeverityChip;
use ui::content;
use ui::form::{Button, Filled, Form, button_row};
use ui::icon::Icon;
use ui::{Locale, Text, chip};

use super::incoming::{self, Limits};
use super::report_form::reporter_cookie;
use super::visit::{REPORTER_COOKIE, ReporterVisit, SESSION_PREFIX, Visit, cookie, find_report};
use super::{PageResult, page, refused};
use crate::action::reporter_link;
use crate::app::App;
use crate::auth::secret::Secret;
use crate::error::{Error, Result};
use crate::limit::{Rate, What};

/// Wrong codes one network may try in an hour. With 130 random bits per code this is for quiet, not for safety.
const FAILURES: Rate = Rate { per_hour: 30 };

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/case", get(show).post(sign_in))
        .route("/case/link", post(link::ask))
        .route("/case/link/{token}", get(link::show).post(link::enter))
        .route("/case/leave", post(leave))
        .route("/case/message", post(acts::message))
        .route("/case/files", post(acts::message))
        .route("/case/credit", post(acts::credit))
        .route("/case/withdraw", post(acts::withdraw))
        .route("/case/appeal", post(acts::appeal))
        .route("/case/embargo", post(acts::embargo))
        .route("/case/disclosed", post(acts::disclosed))
        .route("/case/retest", post(acts::retest))
        .route("/case/receipt", get(downloads::receipt))
        .route("/case/letters/{serial}", get(downloads::letter))
        .route("/case/files/{id}", get(downloads::file))
        .layer(DefaultBodyLimit::disable())
}

/// What a link of a mail says.
#[derive(Deserialize)]
struct About {
    case: Option<String>,
}

async fn show(visit: Visit, Query(about): Query<About>, reporter: Result<ReporterVisit>) -> PageResult {
    match reporter {
        Ok(reporter) => page(view::page(&reporter, &Filled::default()).await?),
        Err(Error::SignInFirst) => {
            // The mail names the case; nobody needs to type it again.
            let number = about.case.as_deref().and_then(CaseNumber::parse);
            let filled = number
                .map(|number| number.to_string())
                .map(|number| Filled::default().with("number", number.clone()).with("link_number", number));
            page(sign_in_page(&visit, &filled.unwrap_or_default()))
        }
        Err(error) => Err(error),
    }
}

fn sign_in_page(visit: &Visit, filled: &Filled) -> Markup {
    let l = visit.locale;
    let form = Form::post(l, "/case").filled(filled);
    let main = html! {
        (content::heading(&l.t("case-sign-in"), None, Some(&l.t("case-sign-in-lead"))))
        (form.wrap(html! {
            (form.text("number", l.t("report-number")).required().autocomplete("username").class("field-short field-code")
                .hint(l.t("case-number-hint")))
            (form.password("secret", l.t("report-secret")).required().class("field-code").hint(l.t("case-secret-hint")))
            (button_row(&[Button::primary(l.t("case-open")).icon(Icon::Key)]))
        }))
        (link::form(visit, filled))
        p.hint { (l.t("case-lost-secret")) " " a href="/#contact" { (l.t("nav-contact")) } }
    };
    visit.public(&l.t("nav-case"), &main)
}

async fn sign_in(visit: Visit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.app, request, Limits::NO_FILES).await?;
    let typed = (sent.raw("number").unwrap_or_default(), sent.raw("secret").unwrap_or_default());
    // What cannot be a number or a code is looked up all the same: the answer takes as long.
    let number = CaseNumber::parse(typed.0).unwrap_or_else(|| CaseNumber::from("-"));
    let secret = Secret::parse(typed.1).unwrap_or_else(|| Secret::of_seed(&[0; 32]));
    let value = format!("{number}.{}", secret.shown());
    let found = visit.app.run(move |app| find_report(app, &number, &secret)).await?;
    if found.is_some() {
        let mut response = Redirect::to("/case").into_response();
        response.headers_mut().append(SET_COOKIE, reporter_cookie(&visit, &value)?);
        return Ok(response);
    }
    visit
        .app
        .limits
        .take(What::Secrets, visit.network, FAILURES, visit.now)
        .map_err(|retry_after| Error::TooMany { retry_after })?;
    let mut filled = Filled::default().with("number", typed.0);
    filled.refuse("number", visit.locale.t("case-wrong"));
    refused(sign_in_page(&visit, &filled))
}

async fn leave(visit: Visit, headers: HeaderMap) -> PageResult {
    let session = cookie(&headers, REPORTER_COOKIE).and_then(|value| value.strip_prefix(SESSION_PREFIX));
    if let Some(session) = session.map(str::to_owned) {
        visit.app.run(move |app| reporter_link::leave(app, &session)).await?;
    }
    let mut response = Redirect::to("/case").into_response();
    let gone = format!("{REPORTER_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_str(&gone).map_err(Error::internal)?);
    Ok(response)
}

/// A severity as a chip.
#[must_use]
pub fn severity_chip(l: Locale, severity: Option<domain::severity::Severity>, score: Option<f64>) -> Markup {
    chip::severity(l, chip_of(severity), score)
}

fn chip_of(severity: Option<domain::severity::Severity>) -> SeverityChip {
    use domain::severity::Severity;
    match severity {
        None => SeverityChip::Unrated,
        Some(Severity::None) => SeverityChip::None,
        Some(Severity::Low) => SeverityChip::Low,
        Some(Severity::Medium) => SeverityChip::Medium,
        Some(Severity::High) => SeverityChip::High,
        Some(Severity::Critical) => SeverityChip::Critical,
    }
}

/// A severity in a word.
#[must_use]
pub fn severity_words(l: Locale, severity: Option<domain::severity::Severity>) -> Text<'static> {
    use domain::severity::Severity;
    match severity {
        None => l.t("ui-severity-unrated"),
        Some(Severity::None) => l.t("ui-severity-none"),
        Some(Severity::Low) => l.t("ui-severity-low"),
        Some(Severity::Medium) => l.t("ui-severity-medium"),
        Some(Severity::High) => l.t("ui-severity-high"),
        Some(Severity::Critical) => l.t("ui-severity-critical"),
    }
}
