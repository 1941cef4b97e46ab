//! Where one-time links lead: the first manager, an invitation, a new password; and the demo's ready sign-ins.

use axum::extract::{Form, Path};
use axum::http::HeaderMap;
use axum::{Router, routing::get};
use domain::report::FieldErrors;
use maud::{Markup, html};
use ui::content;
use ui::form::{Button, Filled, Form as Fields, button_row};

use super::{enter, origin, take_budget, to_second_step};
use crate::action::accounts::links::{self, Chosen, Welcome};
use crate::action::accounts::people;
use crate::app::App;
use crate::auth::password;
use crate::error::Result;
use crate::web::visit::Visit;
use crate::web::{PageResult, page};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/staff/welcome/{token}", get(show).post(accept))
        .route("/staff/demo/{token}", get(enter_demo))
}

async fn look(visit: &Visit, token: &str) -> Result<Welcome> {
    let token = token.to_owned();
    visit.app.run(move |app| links::look(app, &token)).await
}

async fn show(visit: Visit, Path(token): Path<String>) -> PageResult {
    let welcome = look(&visit, &token).await?;
    page(form(&visit, &token, &welcome, &Filled::default()))
}

fn form(visit: &Visit, token: &str, welcome: &Welcome, filled: &Filled) -> Markup {
    let l = visit.locale;
    let title = match welcome {
        Welcome::FirstManager => l.t("accounts-first"),
        Welcome::Account(user) => l.t_with("accounts-welcome", &[("name", user.name.as_str().into())]),
    };
    let lead = match welcome {
        Welcome::FirstManager => l.t("accounts-first-lead"),
        Welcome::Account(_) => l.t("accounts-welcome-lead"),
    };
    let form = Fields::post(l, format!("/staff/welcome/{token}")).filled(filled);
    let main = html! {
        (content::heading(&title, None, Some(&lead)))
        (form.wrap(html! {
            @match welcome {
                Welcome::FirstManager => {
                    (form.text("name", l.t("accounts-name")).required().autocomplete("name"))
                    (form.email("email", l.t("accounts-email")).required().autocomplete("username"))
                }
                // Password managers keep the address with the password.
                Welcome::Account(user) => {
                    input type="hidden" name="email" autocomplete="username" value=(user.email);
                }
            }
            (new_password(l, &form))
            (button_row(&[Button::primary(l.t("accounts-go-on"))]))
        }))
    };
    visit.public(&title, &main)
}

/// The fields for a new password, with what makes a good one.
pub(in crate::web::staff) fn new_password(l: ui::Locale, form: &Fields<'_>) -> Markup {
    html! {
        (form.password("password", l.t("accounts-new-password")).required().autocomplete("new-password")
            .hint(l.t("accounts-new-password-hint")))
        (form.password("again", l.t("accounts-password-again")).required().autocomplete("new-password"))
    }
}

/// Checks the fields of a new password; what is wrong is noted in `filled`.
pub(in crate::web::staff) fn check_new_password(visit: &Visit, filled: &mut Filled, name: &str, email: &str) {
    let l = visit.locale;
    let typed = filled.value("password").unwrap_or_default().to_owned();
    if let Err(weakness) = password::judge(&typed, name, email) {
        filled.refuse("password", l.t(weakness.key()));
    } else if filled.value("again") != Some(typed.as_str()) {
        filled.refuse("again", l.t("accounts-password-differs"));
    }
}

/// Says what is wrong with name and address.
pub(in crate::web::staff) fn refuse_fields(visit: &Visit, filled: &mut Filled, errors: &FieldErrors) {
    for field in errors.0.keys() {
        let key = match field.as_str() {
            "name" => "accounts-name-wrong",
            "roles" => "accounts-roles-wrong",
            _ => "accounts-email-wrong",
        };
        filled.refuse(field, visit.locale.t(key));
    }
}

async fn accept(
    visit: Visit,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let welcome = look(&visit, &token).await?;
    let mut filled = Filled::from_pairs(pairs);
    let (name, email) = match &welcome {
        Welcome::FirstManager => {
            let value = |name: &str| filled.value(name).unwrap_or_default().trim().to_owned();
            (value("name"), value("email"))
        }
        Welcome::Account(user) => (user.name.clone(), user.email.clone()),
    };
    if let Err(errors) = people::check(&name, &email) {
        refuse_fields(&visit, &mut filled, &errors);
    }
    check_new_password(&visit, &mut filled, &name, &email);
    if filled.is_refused() {
        return crate::web::refused(form(&visit, &token, &welcome, &filled));
    }
    let origin = origin(&visit, &headers, &email);
    take_budget(&visit, &origin)?;
    let _place = visit.app.places.take(&origin.lane).await?;
    let typed = filled.value("password").unwrap_or_default().to_owned();
    let step = visit
        .app
        .run(move |app| {
            let phc = password::hash(app.store.vault(), &typed)?;
            links::accept(app, &token, &Chosen { name, email, phc })
        })
        .await?;
    to_second_step(&visit, &step, "")
}

async fn enter_demo(visit: Visit, Path(token): Path<String>, headers: HeaderMap) -> PageResult {
    let origin = origin(&visit, &headers, "");
    let opened = visit.app.run(move |app| links::enter_demo(app, &token, &origin)).await?;
    Ok(enter(&visit, &opened, ""))
}
