//! Into a case by a mailed link: asking for one, looking at it, using it.
//!
//! `GET` shows a button and uses nothing up, so that mail scanners and previews take nothing away.

use axum::extract::{Path, Request};
use axum::http::HeaderValue;
use axum::http::header::{REFERRER_POLICY, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use domain::report::looks_like_an_address;
use maud::{Markup, html};
use ui::content;
use ui::form::{Button, Filled, Form, button_row};
use ui::icon::Icon;

use super::sign_in_page;
use crate::action::reporter_link::{self, LINK_MINUTES, SESSION_SECONDS};
use crate::error::{Error, Result};
use crate::limit::{Rate, What};
use crate::web::incoming::{self, Limits};
use crate::web::report_form::reporter_cookie;
use crate::web::visit::{SESSION_PREFIX, Visit};
use crate::web::{PageResult, flash, page, refused};

/// Links that one network may ask for in an hour.
const WISHES: Rate = Rate { per_hour: 20 };

/// The form below the sign-in.
pub fn form(visit: &Visit, filled: &Filled) -> Markup {
    let l = visit.locale;
    let form = Form::post(l, "/case/link").filled(filled);
    let lead = l.t_with("case-link-lead", &[("minutes", LINK_MINUTES.into())]);
    content::panel(
        "link",
        &l.t("case-link"),
        html! {
            p { (lead) }
            (form.wrap(html! {
                (form.text("link_number", l.t("report-number")).required().class("field-short field-code")
                    .hint(l.t("case-number-hint")))
                (form.email("link_email", l.t("report-email")).required().autocomplete("email"))
                (button_row(&[Button::quiet(l.t("case-link-send")).icon(Icon::Message)]))
            }))
        },
    )
}

/// Asks for a link. The answer is the same whether or not number and address belong together.
pub async fn ask(visit: Visit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.app, request, Limits::NO_FILES).await?;
    let typed = |name: &str| sent.raw(name).unwrap_or_default().trim().to_owned();
    let (number, email) = (typed("link_number"), typed("link_email"));
    let l = visit.locale;
    let mut filled = sent.filled();
    let missing = |label: &str| l.t_with("field-missing", &[("field", l.t(label).into())]);
    if number.is_empty() {
        filled.refuse("link_number", missing("report-number"));
    }
    if email.is_empty() {
        filled.refuse("link_email", missing("report-email"));
    } else if !looks_like_an_address(&email) {
        let field = [("field", l.t("report-email").into())];
        filled.refuse("link_email", l.t_with("field-not-an-address", &field));
    }
    if filled.is_refused() {
        return refused(sign_in_page(&visit, &filled));
    }
    let taken = visit.app.limits.take(What::Links, visit.network, WISHES, visit.now);
    taken.map_err(|retry_after| Error::TooMany { retry_after })?;
    visit.app.run(move |app| reporter_link::ask(app, &number, &email)).await?;
    flash::done("/case", "flash-case-link")
}

/// The page that a link leads to.
pub async fn show(visit: Visit, Path(token): Path<String>) -> PageResult {
    let address = format!("/case/link/{token}");
    let found = visit.app.run(move |app| reporter_link::look(app, &token)).await;
    let l = visit.locale;
    let number = match found {
        Ok(number) => number,
        Err(Error::NotFound) => return over(&visit),
        Err(error) => return Err(error),
    };
    let form = Form::post(l, &address);
    let value = [("case", number.to_string().into())];
    let main = html! {
        (content::heading(&l.t("case-link-open"), None, Some(&l.t_with("case-link-open-lead", &value))))
        (form.wrap(button_row(&[Button::primary(l.t("case-open")).icon(Icon::Key)])))
    };
    page(visit.public(&l.t("case-link-open"), &main)).map(quiet)
}

/// A link that was used or is over, in the same words; with the form for a new one.
fn over(visit: &Visit) -> PageResult {
    let l = visit.locale;
    let main = html! {
        (content::heading(&l.t("case-link-over"), None, Some(&l.t("case-link-over-remedy"))))
        (form(visit, &Filled::default()))
        p { a href="/case" { (l.t("case-sign-in")) } }
    };
    let markup = visit.public(&l.t("case-link-over"), &main);
    Ok(quiet((axum::http::StatusCode::NOT_FOUND, markup).into_response()))
}

/// The address of this page is a secret until it is used.
fn quiet(mut response: Response) -> Response {
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Uses the link up and opens the case.
pub async fn enter(visit: Visit, Path(token): Path<String>) -> PageResult {
    let entered = visit.app.run(move |app| reporter_link::enter(app, &token)).await;
    let session = match entered {
        Ok(session) => session,
        Err(Error::NotFound) => return over(&visit),
        Err(error) => return Err(error),
    };
    let cookie = cookie(&visit, &session)?;
    let mut response = Redirect::to("/case").into_response();
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(quiet(response))
}

fn cookie(visit: &Visit, session: &str) -> Result<HeaderValue> {
    let cookie = reporter_cookie(visit, &format!("{SESSION_PREFIX}{session}"))?;
    let cookie = cookie.to_str().map_err(Error::internal)?;
    HeaderValue::from_str(&format!("{cookie}; Max-Age={SESSION_SECONDS}")).map_err(Error::internal)
}
