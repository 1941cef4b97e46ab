//! The own account: sessions, password, second factor.

use axum::extract::{Form, Path};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use axum::{Router, routing::get, routing::post};
use jiff::Timestamp;
use maud::{Markup, html};
use store::accounts::sessions::Session;
use ui::form::{Button, Filled, Form as Fields, button_row};
use ui::table::{Column, Row, Table};
use ui::{content, time};

use crate::action::accounts::sign_in::{self, Begin};
use crate::action::accounts::{people, trail};
use crate::app::App;
use crate::auth::cookie::Cookie;
use crate::auth::{password, session};
use crate::error::{Error, Result};
use crate::web::staff::navigation::sections;
use crate::web::staff::sign_in::{check_new_password, new_password, origin, to_second_step, too_many};
use crate::web::visit::{StaffVisit, role_key};
use crate::web::{PageResult, flash, page, refused};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/staff/me", get(show))
        .route("/staff/me/password", post(change_password))
        .route("/staff/me/second-factor", post(set_up_again))
        .route("/staff/me/sessions/{session}", post(end))
        .route("/staff/me/sessions", post(end_others))
        .route("/staff/me/sign-out-everywhere", post(end_all))
}

async fn show(visit: StaffVisit) -> PageResult {
    page(whole(&visit, &Filled::default(), &Filled::default()).await?)
}

/// The page, with what was typed into the two forms that ask for the password.
async fn whole(visit: &StaffVisit, changed: &Filled, renewed: &Filled) -> Result<Markup> {
    let user = visit.staff.id;
    let (sessions, email) = visit
        .visit
        .app
        .run(move |app| Ok((sign_in::list_sessions(app, user)?, people::find(app, user)?.email)))
        .await?;
    let l = visit.visit.locale;
    let roles: Vec<_> = visit.staff.roles.iter().map(|role| l.t(role_key(*role))).collect();
    let facts = [
        (l.t("accounts-name"), html! { (visit.staff.name) }),
        (l.t("accounts-email"), html! { (email) }),
        (l.t("accounts-roles"), html! { (roles.join(", ")) }),
    ];
    let main = html! {
        (content::heading(&l.t("accounts-me"), None, None))
        (content::facts(&facts))
        (sessions_panel(visit, &sessions))
        (password_panel(visit, changed))
        (factor_panel(visit, renewed))
    };
    Ok(visit.page(&l.t("accounts-me"), &sections(visit), &main))
}

fn sessions_panel(visit: &StaffVisit, sessions: &[Session]) -> Markup {
    let l = visit.visit.locale;
    let columns = vec![
        Column::new(l.t("accounts-session-agent")).main(),
        Column::new(l.t("accounts-session-began")),
        Column::new(l.t("accounts-session-used")),
        Column::new(l.t("accounts-session-end")),
    ];
    let rows: Vec<_> = sessions.iter().map(|session| session_row(visit, session)).collect();
    let form = Fields::post(l, "/staff/me/sessions").inline();
    content::panel(
        "sessions",
        &l.t("accounts-sessions"),
        html! {
            p { (l.t("accounts-sessions-lead")) }
            (Table::new(l, l.t("accounts-sessions"), columns).quiet_caption().rows(&rows))
            (form.wrap(button_row(&[
                Button::quiet(l.t("accounts-sign-out-others")),
                Button::danger(l.t("accounts-sign-out-everywhere")).action("/staff/me/sign-out-everywhere"),
            ])))
        },
    )
}

fn session_row<'a>(visit: &StaffVisit, session: &Session) -> Row<'a> {
    let l = visit.visit.locale;
    let is_this = session.token_hash == visit.staff.session;
    let agent = if session.agent.is_empty() {
        l.t("accounts-agent-unknown").into_owned()
    } else {
        session.agent.clone()
    };
    let form = Fields::post(l, format!("/staff/me/sessions/{}", hex::encode(session.token_hash))).inline();
    let used = Timestamp::from_microsecond(session.last_seen_at).unwrap_or(visit.visit.now);
    Row::new(vec![
        html! { span.agent { (agent) } },
        time::format_micros(session.created_at, l),
        time::format_relative(used, visit.visit.now, l),
        html! {
            @if is_this { (l.t("accounts-session-this")) }
            @else { (form.wrap(html! { (Button::quiet(l.t("accounts-session-end"))) })) }
        },
    ])
}

fn password_panel(visit: &StaffVisit, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let form = Fields::post(l, "/staff/me/password").filled(filled);
    content::panel(
        "change-password",
        &l.t("accounts-change-password"),
        html! {
            p { (l.t("accounts-change-password-lead")) }
            (form.wrap(html! {
                (form.password("current", l.t("accounts-current-password")).required())
                (new_password(l, &form))
                (button_row(&[Button::quiet(l.t("accounts-change-password"))]))
            }))
        },
    )
}

fn factor_panel(visit: &StaffVisit, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let form = Fields::post(l, "/staff/me/second-factor").filled(filled);
    content::panel(
        "second-factor",
        &l.t("accounts-new-factor"),
        html! {
            p { (l.t("accounts-new-factor-lead")) }
            (form.wrap(html! {
                (form.password("proof", l.t("accounts-current-password")).required())
                (button_row(&[Button::quiet(l.t("accounts-new-factor-go"))]))
            }))
        },
    )
}

/// Whether the visitor knows their password; waits for a place at the check.
async fn knows_password(visit: &StaffVisit, headers: &HeaderMap, typed: String) -> Result<bool> {
    let user = visit.staff.id;
    let app = &visit.visit.app;
    let email = app.run(move |app| Ok(people::find(app, user)?.email)).await?;
    let origin = origin(&visit.visit, headers, &email);
    let _place = app.places.take(&origin.lane).await?;
    app.run(move |app| sign_in::prove_password(app, user, &typed, &origin)).await
}

async fn change_password(
    visit: StaffVisit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let mut filled = Filled::from_pairs(pairs);
    let user = visit.staff.id;
    let email = visit.visit.app.run(move |app| Ok(people::find(app, user)?.email)).await?;
    check_new_password(&visit.visit, &mut filled, &visit.staff.name, &email);
    if !filled.is_refused() {
        let typed = filled.value("current").unwrap_or_default().to_owned();
        match knows_password(&visit, &headers, typed).await {
            Ok(true) => {}
            Ok(false) => filled.refuse("current", visit.visit.locale.t("accounts-current-wrong")),
            Err(Error::TooMany { retry_after }) => {
                filled.refuse("current", wait(&visit, retry_after));
                return too_many(whole(&visit, &filled, &Filled::default()).await?, retry_after);
            }
            Err(error) => return Err(error),
        }
    }
    if filled.is_refused() {
        return refused(whole(&visit, &filled, &Filled::default()).await?);
    }
    let typed = filled.value("password").unwrap_or_default().to_owned();
    let keep = visit.staff.session;
    visit
        .visit
        .app
        .run(move |app| {
            let phc = password::hash(app.store.vault(), &typed)?;
            sign_in::set_password(app, user, &phc, Some(keep))
        })
        .await?;
    flash::done("/staff/me", "flash-accounts-password-set")
}

fn wait(visit: &StaffVisit, seconds: u64) -> String {
    visit.visit.locale.t_with("accounts-wait", &[("n", seconds.into())]).into_owned()
}

async fn set_up_again(
    visit: StaffVisit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let mut filled = Filled::from_pairs(pairs);
    let typed = filled.value("proof").unwrap_or_default().to_owned();
    match knows_password(&visit, &headers, typed).await {
        Ok(true) => {
            let user = visit.staff.id;
            let token =
                visit.visit.app.run(move |app| sign_in::begin_second_step(app, user, Begin::Anew)).await?;
            to_second_step(&visit.visit, &token, "/staff/me")
        }
        Ok(false) => {
            filled.refuse("proof", visit.visit.locale.t("accounts-current-wrong"));
            refused(whole(&visit, &Filled::default(), &filled).await?)
        }
        Err(Error::TooMany { retry_after }) => {
            filled.refuse("proof", wait(&visit, retry_after));
            too_many(whole(&visit, &Filled::default(), &filled).await?, retry_after)
        }
        Err(error) => Err(error),
    }
}

async fn end(visit: StaffVisit, Path(session): Path<String>) -> PageResult {
    let mut hash = [0; 32];
    hex::decode_to_slice(&session, &mut hash).map_err(|_| Error::NotFound)?;
    let user = visit.staff.id;
    visit.visit.app.run(move |app| sign_in::end_session(app, user, hash, trail::What::SessionEnded)).await?;
    flash::done("/staff/me", "flash-accounts-session-ended")
}

async fn end_others(visit: StaffVisit) -> PageResult {
    let (user, keep) = (visit.staff.id, visit.staff.session);
    visit.visit.app.run(move |app| sign_in::end_sessions(app, user, Some(keep))).await?;
    flash::done("/staff/me", "flash-accounts-session-ended")
}

async fn end_all(visit: StaffVisit) -> PageResult {
    let user = visit.staff.id;
    visit.visit.app.run(move |app| sign_in::end_sessions(app, user, None)).await?;
    let mut response = Redirect::to("/staff/sign-in").into_response();
    Cookie::gone(session::COOKIE).set_on(&mut response, &visit.visit.app.config);
    Ok(response)
}
