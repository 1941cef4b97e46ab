//! How staff sign in and out: password, second factor, one-time links.

mod factor;
mod welcome;

use axum::extract::{Form, Query};
use axum::http::header::{RETRY_AFTER, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Router, routing::get, routing::post};
use domain::access::{Act, Role};
use maud::{Markup, html};
use serde::Deserialize;
use ui::chip::Tone;
use ui::form::{Button, Filled, Form as Fields, button_row};
use ui::{content, notice};

use crate::action::accounts::{Origin, people, sign_in, trail};
use crate::app::App;
use crate::auth::cookie::Cookie;
use crate::auth::throttle::{KNOWN_COOKIE, KNOWN_SECONDS, Lane, known_value};
use crate::auth::{password, session};
use crate::error::{Error, Result};
use crate::limit::{Rate, What};
use crate::web::visit::{StaffVisit, Visit};
use crate::web::{PageResult, page};

pub(super) use welcome::{check_new_password, new_password, refuse_fields};

/// The cookie that holds the token between the two steps.
const STEP_COOKIE: &str = "tf_step";
/// Sign-ins that browsers nobody knows may try in an hour, per network.
const PER_HOUR: u32 = 120;
/// Behind a proxy that does not name its clients all of them share one budget.
const PER_HOUR_LOCAL: u32 = 3_600;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/staff/sign-in", get(show).post(try_password))
        .route("/staff/sign-out", post(sign_out))
        .merge(factor::routes())
        .merge(welcome::routes())
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// Where to after signing in: only to pages of the team.
fn own_address(next: &str) -> Option<&str> {
    let clean = !next.contains(['\\', '\n', '\r', '#']) && !next.contains("//");
    (clean && next.starts_with("/staff/") && !next.starts_with("/staff/sign-")).then_some(next)
}

async fn show(visit: Visit, Query(Next { next }): Query<Next>, staff: Result<StaffVisit>) -> PageResult {
    if let Ok(staff) = staff {
        return Ok(Redirect::to(own_address(&next).unwrap_or(home(&staff.staff.roles))).into_response());
    }
    page(form(&visit, &Filled::default().with("next", next), None))
}

fn form(visit: &Visit, filled: &Filled, wait: Option<u64>) -> Markup {
    let l = visit.locale;
    let form = Fields::post(l, "/staff/sign-in").filled(filled);
    let main = html! {
        (content::heading(&l.t("accounts-sign-in"), None, Some(&l.t("accounts-sign-in-lead"))))
        @if let Some(seconds) = wait { (wait_notice(visit, seconds)) }
        (form.wrap(html! {
            (form.hidden("next", filled.value("next").unwrap_or_default()))
            (form.email("email", l.t("accounts-email")).required().autocomplete("username"))
            (form.password("password", l.t("accounts-password")).required())
            (button_row(&[Button::primary(l.t("accounts-go-on"))]))
        }))
        p.hint { (l.t("accounts-forgotten")) }
    };
    visit.public(&l.t("accounts-sign-in"), &main)
}

fn wait_notice(visit: &Visit, seconds: u64) -> Markup {
    let l = visit.locale;
    let text = l.t_with("accounts-wait", &[("n", seconds.into())]);
    notice::notice(Tone::Warning, l.t("accounts-wait-title"), html! { p { (text) } })
}

/// What a refused attempt is answered with.
pub(super) fn too_many(markup: Markup, seconds: u64) -> PageResult {
    let mut response = (StatusCode::TOO_MANY_REQUESTS, markup).into_response();
    if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    Ok(response)
}

async fn try_password(
    visit: Visit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let mut filled = Filled::from_pairs(pairs);
    let l = visit.locale;
    let value = |name: &str| filled.value(name).unwrap_or_default().trim().to_owned();
    let (email, next) = (value("email"), value("next"));
    let typed = filled.value("password").unwrap_or_default().to_owned();
    if email.is_empty() || typed.is_empty() {
        filled.refuse(if email.is_empty() { "email" } else { "password" }, l.t("accounts-fill-in"));
        return crate::web::refused(form(&visit, &filled, None));
    }
    let origin = origin(&visit, &headers, &email);
    match prove(&visit, email, typed, origin).await {
        Ok(token) => to_second_step(&visit, &token, &next),
        Err(Error::TooMany { retry_after }) => {
            too_many(form(&visit, &filled, Some(retry_after)), retry_after)
        }
        Err(Error::SignInFirst) => {
            filled.refuse("password", l.t("accounts-wrong"));
            crate::web::refused(form(&visit, &filled, None))
        }
        Err(error) => Err(error),
    }
}

async fn prove(visit: &Visit, email: String, typed: String, origin: Origin) -> Result<String> {
    let is_short = email.len() <= 254 && typed.len() <= 4 * password::LENGTH_MAX;
    if !is_short {
        return Err(Error::SignInFirst);
    }
    take_budget(visit, &origin)?;
    let app = visit.app.clone();
    let _place = app.places.take(&origin.lane).await?;
    app.run(move |app| sign_in::first_step(app, &email, &typed, &origin)).await
}

/// Strangers have a budget per network; browsers that are known do not need it.
fn take_budget(visit: &Visit, origin: &Origin) -> Result<()> {
    if origin.lane.is_known() {
        return Ok(());
    }
    let per_hour = if visit.network.is_local() { PER_HOUR_LOCAL } else { PER_HOUR };
    let taken = visit.app.limits.take(What::SignIns, visit.network, Rate { per_hour }, visit.now);
    taken.map_err(|retry_after| Error::TooMany { retry_after })
}

/// Where this attempt on an account comes from.
pub(super) fn origin(visit: &Visit, headers: &HeaderMap, account: &str) -> Origin {
    let agent = headers.get(USER_AGENT).and_then(|h| h.to_str().ok()).unwrap_or_default();
    Origin {
        lane: Lane::of(headers, visit.app.store.vault(), account, visit.network),
        network: visit.network,
        agent: agent.chars().take(200).collect(),
    }
}

/// On to the code, with the token in a cookie.
pub(super) fn to_second_step(visit: &Visit, token: &str, next: &str) -> PageResult {
    let address = match own_address(next) {
        Some(next) => format!("/staff/sign-in/code?{}", query(next)),
        None => "/staff/sign-in/code".to_owned(),
    };
    let mut response = Redirect::to(&address).into_response();
    Cookie { name: STEP_COOKIE, value: token, max_age: 600 }.set_on(&mut response, &visit.app.config);
    Ok(response)
}

fn query(next: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish()
}

/// Into the pages of the team, with the cookies of a session.
fn enter(visit: &Visit, opened: &sign_in::Opened, next: &str) -> Response {
    let config = &visit.app.config;
    let to = own_address(next).unwrap_or(home(&people::roles(&opened.user)));
    let mut response = Redirect::to(to).into_response();
    let cookie = Cookie { name: session::COOKIE, value: &opened.cookie, max_age: session::LIFE_SECONDS };
    cookie.set_on(&mut response, config);
    let known = known_value(visit.app.store.vault(), &opened.user.email);
    Cookie { name: KNOWN_COOKIE, value: &known, max_age: KNOWN_SECONDS }.set_on(&mut response, config);
    Cookie::gone(STEP_COOKIE).set_on(&mut response, config);
    response
}

/// The first page somebody with these roles wants to see.
fn home(roles: &[Role]) -> &'static str {
    let may = |act: Act| act.roles().iter().any(|role| roles.contains(role));
    if may(Act::ListCases) {
        "/staff/"
    } else if may(Act::ListCommissions) {
        "/staff/commissions"
    } else if may(Act::Administer) {
        "/staff/accounts"
    } else {
        "/staff/me"
    }
}

/// Ends the session. Without one there is nothing to end, and that is fine too.
async fn sign_out(visit: Visit, staff: Result<StaffVisit>) -> PageResult {
    if let Ok(staff) = staff {
        let (user, session) = (staff.staff.id, staff.staff.session);
        visit.app.run(move |app| sign_in::end_session(app, user, session, trail::What::SignedOut)).await?;
    }
    let mut response = crate::web::flash::done("/staff/sign-in", "flash-accounts-signed-out")?;
    Cookie::gone(session::COOKIE).set_on(&mut response, &visit.app.config);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_leads_to_pages_of_the_team_only() {
        for good in ["/staff/", "/staff/cases/LNK-2026-0042?tab=matrix"] {
            assert_eq!(own_address(good), Some(good));
        }
        for bad in ["", "/", "//evil.example/staff/", "/staff//evil.example", "/staff/sign-out", "/staff/\\e"]
        {
            assert_eq!(own_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn everybody_lands_on_a_page_they_may_see() {
        assert_eq!(home(&[Role::Manager]), "/staff/");
        assert_eq!(home(&[Role::Remediator]), "/staff/commissions");
        assert_eq!(home(&[Role::Administrator]), "/staff/accounts");
        assert_eq!(home(&[]), "/staff/me");
    }
}
