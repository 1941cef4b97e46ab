//! The second step of signing in: a code, or setting up the app that makes the codes.

use axum::extract::{Form, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use axum::{Router, routing::get};
use maud::{Markup, html};
use ui::content;
use ui::form::{Button, Filled, Form as Fields, button_row};

use super::{Next, STEP_COOKIE, enter, origin, too_many, wait_notice};
use crate::action::accounts::sign_in::{self, Outcome, Pending};
use crate::app::App;
use crate::auth::second_factor::{Offer, candidate, offer};
use crate::error::{Error, Result};
use crate::web::visit::{Visit, cookie};
use crate::web::{PageResult, page};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/staff/sign-in/code", get(show).post(try_code))
}

/// The token of the step and who is at it.
async fn pending(visit: &Visit, headers: &HeaderMap) -> Result<(String, Pending)> {
    let token = cookie(headers, STEP_COOKIE).ok_or(Error::SignInFirst)?.to_owned();
    visit.app.run(move |app| sign_in::pending(app, &token).map(|pending| (token, pending))).await
}

async fn show(visit: Visit, headers: HeaderMap, Query(Next { next }): Query<Next>) -> PageResult {
    let (token, pending) = pending(&visit, &headers).await?;
    page(form(&visit, &token, &pending, &Filled::default().with("next", next), None)?)
}

fn form(visit: &Visit, token: &str, pending: &Pending, filled: &Filled, wait: Option<u64>) -> Result<Markup> {
    let l = visit.locale;
    let (title, lead) = if pending.must_set_up {
        (l.t("accounts-set-up"), l.t("accounts-set-up-lead"))
    } else {
        (l.t("accounts-code-title"), l.t("accounts-code-lead"))
    };
    let offered = pending.must_set_up.then(|| offered(visit, token, pending)).transpose()?;
    let form = Fields::post(l, "/staff/sign-in/code").filled(filled);
    let main = html! {
        (content::heading(&title, None, Some(&lead)))
        @if let Some(seconds) = wait { (wait_notice(visit, seconds)) }
        @if let Some(offered) = &offered {
            ol.set-up {
                li {
                    p { (l.t("accounts-set-up-scan")) }
                    (offered.picture)
                    (content::copy_box(l, "secret", l.t("accounts-set-up-type"), &offered.typed))
                }
                li { p { (l.t("accounts-set-up-confirm")) } }
            }
        }
        (form.wrap(html! {
            (form.hidden("next", filled.value("next").unwrap_or_default()))
            (form.text("code", l.t("accounts-code")).required().autocomplete("one-time-code").class("field-short"))
            (button_row(&[
                Button::primary(if pending.must_set_up { l.t("accounts-set-up-done") } else { l.t("accounts-sign-in") }),
                Button::quiet(l.t("accounts-start-again")).to("/staff/sign-in"),
            ]))
        }))
        @if !pending.must_set_up { p.hint { (l.t("accounts-code-lost")) } }
    };
    Ok(visit.public(&title, &main))
}

fn offered(visit: &Visit, token: &str, pending: &Pending) -> Result<Offer> {
    let program = visit.program();
    let name = program.program.name.get(&visit.language(), &program.program.default_language).to_owned();
    offer(&candidate(token), &name, &pending.user.email)
}

async fn try_code(visit: Visit, headers: HeaderMap, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let Ok((token, pending)) = pending(&visit, &headers).await else {
        return Ok(Redirect::to("/staff/sign-in").into_response());
    };
    let mut filled = Filled::from_pairs(pairs);
    let next = filled.value("next").unwrap_or_default().to_owned();
    let code: String = filled.value("code").unwrap_or_default().chars().take(40).collect();
    let origin = origin(&visit, &headers, &pending.user.email);
    let tried = {
        let token = token.clone();
        visit.app.run(move |app| sign_in::second_step(app, &token, &code, &origin)).await
    };
    match tried {
        Ok(Outcome::In(opened)) => Ok(enter(&visit, &opened, &next)),
        Ok(Outcome::Wrong) => {
            let key = if pending.must_set_up { "accounts-code-wrong-first" } else { "accounts-code-wrong" };
            filled = Filled::default().with("next", next);
            filled.refuse("code", visit.locale.t(key));
            crate::web::refused(form(&visit, &token, &pending, &filled, None)?)
        }
        Err(Error::TooMany { retry_after }) => {
            too_many(form(&visit, &token, &pending, &filled, Some(retry_after))?, retry_after)
        }
        Err(error) => Err(error),
    }
}
