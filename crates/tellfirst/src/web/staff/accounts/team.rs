//! The accounts of the team: who there is, in which roles; inviting, changing, disabling.

use axum::extract::{Form, Path};
use axum::{Router, routing::get, routing::post};
use domain::access::{Act, Role};
use maud::{Markup, html};
use serde::Deserialize;
use store::UserId;
use store::accounts::User;
use store::accounts::api_tokens::ApiToken;
use ui::chip::{self, Tone};
use ui::form::{Button, Choice, Filled, Form as Fields, button_row};
use ui::navigation::{Link, breadcrumbs};
use ui::table::{Column, Row, Table};
use ui::{Locale, content, time};

use crate::action::accounts::links;
use crate::action::accounts::people::{self, By, Change, Obstacle, Way};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::staff::navigation::sections;
use crate::web::staff::sign_in::refuse_fields;
use crate::web::visit::{StaffVisit, role_key};
use crate::web::{PageResult, flash, page, refused};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/staff/accounts", get(list))
        .route("/staff/accounts/invite", get(ask).post(invite))
        .route("/staff/accounts/{user}", get(show))
        .route("/staff/accounts/{user}/roles", post(change_roles))
        .route("/staff/accounts/{user}/disable", post(disable))
        .route("/staff/accounts/{user}/enable", post(enable))
        .route("/staff/accounts/{user}/second-factor", post(reset_second_factor))
        .route("/staff/accounts/{user}/link", post(make_link))
        .route("/staff/accounts/{user}/revoke", post(revoke_links))
}

async fn list(visit: StaffVisit) -> PageResult {
    visit.require(Act::Administer)?;
    let users = visit.visit.app.run(people::list).await?;
    let l = visit.visit.locale;
    let columns = vec![
        Column::new(l.t("accounts-name")).main(),
        Column::new(l.t("accounts-email")),
        Column::new(l.t("accounts-roles")),
        Column::new(l.t("accounts-state")),
    ];
    let rows: Vec<_> = users.iter().map(|user| row(l, user)).collect();
    let main = html! {
        (content::heading(&l.t("accounts-title"), None, Some(&l.t("accounts-lead"))))
        (button_row(&[
            Button::primary(l.t("accounts-invite")).to("/staff/accounts/invite"),
            Button::quiet(l.t("accounts-events")).to("/staff/accounts/events"),
        ]))
        (Table::new(l, l.t("accounts-title"), columns).quiet_caption().rows(&rows))
    };
    page(visit.page(&l.t("accounts-title"), &sections(&visit), &main))
}

fn row<'a>(l: Locale, user: &User) -> Row<'a> {
    Row::new(vec![
        html! { a href=(format!("/staff/accounts/{}", user.id)) { (user.name) } },
        html! { (user.email) },
        html! { (role_words(l, user)) },
        state(l, user),
    ])
}

fn role_words(l: Locale, user: &User) -> String {
    people::roles(user).into_iter().map(|role| l.t(role_key(role))).collect::<Vec<_>>().join(", ")
}

fn state(l: Locale, user: &User) -> Markup {
    if user.disabled_at.is_some() {
        chip::state(Tone::Neutral, l.t("accounts-state-disabled"))
    } else if user.password_phc.is_none() {
        chip::state(Tone::Warning, l.t("accounts-state-invited"))
    } else if user.totp_secret.is_none() {
        chip::state(Tone::Warning, l.t("accounts-state-one-factor"))
    } else {
        chip::state(Tone::Success, l.t("accounts-state-active"))
    }
}

fn role_choices(l: Locale, chosen: &[Role]) -> Vec<Choice<'static>> {
    let choice = |role: Role| {
        let choice = Choice::new(role.word(), l.t(role_key(role)))
            .hint(l.t(&format!("accounts-role-{}", role.word())));
        if chosen.contains(&role) { choice.chosen() } else { choice }
    };
    Role::ALL.into_iter().map(choice).collect()
}

fn chosen_roles(pairs: &[(String, String)]) -> Vec<Role> {
    pairs.iter().filter(|(name, _)| name == "roles").filter_map(|(_, word)| Role::from_word(word)).collect()
}

async fn ask(visit: StaffVisit) -> PageResult {
    visit.require(Act::Administer)?;
    page(invitation(&visit, &Filled::default()))
}

fn invitation(visit: &StaffVisit, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let form = Fields::post(l, "/staff/accounts/invite").filled(filled);
    let main = html! {
        (breadcrumbs(l, &[Link::new("/staff/accounts", l.t("accounts-title"))], &l.t("accounts-invite")))
        (content::heading(&l.t("accounts-invite"), None, Some(&l.t("accounts-invite-lead"))))
        (form.wrap(html! {
            (form.text("name", l.t("accounts-name")).required().autocomplete("off"))
            (form.email("email", l.t("accounts-email")).required().autocomplete("off"))
            (form.checkboxes("roles", l.t("accounts-roles"), role_choices(l, &[])).required())
            @if can_mail(visit) {
                (button_row(&[
                    Button::primary(l.t("accounts-invite-mail")).sends("way", "mail"),
                    Button::quiet(l.t("accounts-invite-go")).sends("way", "show"),
                ]))
            } @else {
                p.hint { (l.t("accounts-no-mail")) }
                (button_row(&[Button::primary(l.t("accounts-invite-go"))]))
            }
        }))
    };
    visit.page(&l.t("accounts-invite"), &sections(visit), &main)
}

/// Whether a link can be mailed from here.
fn can_mail(visit: &StaffVisit) -> bool {
    visit.visit.app.mailer.reaches_people()
}

/// The way that a form asks for; without a mail server links are shown.
fn way(visit: &StaffVisit, asked: Option<&str>) -> Way {
    if asked == Some("mail") && can_mail(visit) { Way::Mailed } else { Way::Shown }
}

async fn invite(visit: StaffVisit, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    visit.require(Act::Administer)?;
    let roles = chosen_roles(&pairs);
    let mut filled = Filled::from_pairs(pairs);
    let value = |name: &str| filled.value(name).unwrap_or_default().to_owned();
    let (name, email) = (value("name"), value("email"));
    let by = By::Staff(visit.staff.id);
    let way = way(&visit, filled.value("way"));
    let invited = visit.visit.app.run(move |app| {
        let new = people::new_user(app, &email, &name, &roles);
        people::invite_by(app, by, &new, way).map(|(user, token)| (user, token, new.name))
    });
    match invited.await {
        Ok((user, ..)) if way == Way::Mailed => {
            flash::done(&format!("/staff/accounts/{user}"), "flash-accounts-mailed")
        }
        Ok((_, token, name)) => page(handed_over(&visit, &token, &name, "accounts-link-invite")),
        Err(Error::Invalid(errors)) => {
            refuse_fields(&visit.visit, &mut filled, &errors);
            refused(invitation(&visit, &filled))
        }
        Err(error) => Err(error),
    }
}

/// The link, this once.
fn handed_over(visit: &StaffVisit, token: &str, name: &str, text: &str) -> Markup {
    let l = visit.visit.locale;
    let address = links::address(&visit.visit.app, token);
    let title = l.t_with("accounts-link-for", &[("name", name.into())]);
    let main = html! {
        (breadcrumbs(l, &[Link::new("/staff/accounts", l.t("accounts-title"))], &title))
        (content::heading(&title, None, Some(&l.t(text))))
        (content::secret_box(l, "link", l.t("accounts-link"), &address))
        (button_row(&[Button::quiet(l.t("accounts-back")).to("/staff/accounts")]))
    };
    visit.page(&title, &sections(visit), &main)
}

async fn show(visit: StaffVisit, Path(user): Path<i64>) -> PageResult {
    visit.require(Act::Administer)?;
    page(account(&visit, user, None).await?)
}

async fn account(visit: &StaffVisit, user: i64, wrong: Option<&str>) -> Result<Markup> {
    let user = UserId(user);
    let (user, tokens, open_link) = visit
        .visit
        .app
        .run(move |app| {
            let tokens = people::list_tokens(app, user)?;
            Ok((people::find(app, user)?, tokens, people::open_link(app, user)?))
        })
        .await?;
    let l = visit.visit.locale;
    let is_own = user.id == visit.staff.id;
    let facts = [
        (l.t("accounts-email"), html! { (user.email) }),
        (l.t("accounts-roles"), html! { (role_words(l, &user)) }),
        (l.t("accounts-since"), time::format_micros(user.created_at, l)),
    ];
    let main = html! {
        (breadcrumbs(l, &[Link::new("/staff/accounts", l.t("accounts-title"))], &user.name))
        (content::heading(&user.name, Some(state(l, &user)), None))
        (content::facts(&facts))
        @if is_own { p { (l.t("accounts-own")) " " a href="/staff/me" { (l.t("accounts-me")) } } }
        @else { (roles_panel(l, &user, wrong)) (acts_panel(visit, &user, open_link)) }
        (tokens_panel(visit, &tokens))
    };
    Ok(visit.page(&user.name, &sections(visit), &main))
}

fn roles_panel(l: Locale, user: &User, wrong: Option<&str>) -> Markup {
    let form = Fields::post(l, format!("/staff/accounts/{}/roles", user.id));
    let choices = role_choices(l, &people::roles(user));
    content::panel(
        "roles-of",
        &l.t("accounts-roles"),
        form.wrap(html! {
            (form.checkboxes("roles", l.t("accounts-roles"), choices).error(wrong.map(str::to_owned)))
            (button_row(&[Button::primary(l.t("accounts-roles-go"))]))
        }),
    )
}

fn acts_panel(visit: &StaffVisit, user: &User, open_link: Option<i64>) -> Markup {
    let l = visit.visit.locale;
    let at = |act: &str| format!("/staff/accounts/{}/{act}", user.id);
    let one = |act: &str, button: Button<'static>| Fields::post(l, at(act)).inline().wrap(html! { (button) });
    content::panel(
        "access",
        &l.t("accounts-access"),
        html! {
            @if user.disabled_at.is_none() {
                @if let Some(end) = open_link {
                    p { (l.t("accounts-link-open")) " " (time::format_micros(end, l)) }
                    (one("revoke", Button::danger(l.t("accounts-link-revoke"))))
                }
                p { (l.t("accounts-link-lead")) }
                (Fields::post(l, at("link")).inline().wrap(html! {
                    @if can_mail(visit) { (Button::quiet(l.t("accounts-link-mail")).sends("way", "mail")) }
                    (Button::quiet(l.t("accounts-link-go")).sends("way", "show"))
                }))
                p { (l.t("accounts-factor-lead")) }
                (one("second-factor", Button::quiet(l.t("accounts-factor-go"))))
                p { (l.t("accounts-disable-lead")) }
                (one("disable", Button::danger(l.t("accounts-disable"))))
            } @else {
                p { (l.t("accounts-enable-lead")) }
                (one("enable", Button::quiet(l.t("accounts-enable"))))
            }
        },
    )
}

fn tokens_panel(visit: &StaffVisit, tokens: &[ApiToken]) -> Markup {
    let l = visit.visit.locale;
    content::panel(
        "tokens",
        &l.t("accounts-tokens"),
        html! {
            @if tokens.is_empty() { p { (l.t("accounts-tokens-none")) } }
            @else {
                ul {
                    @for token in tokens {
                        li {
                            (token.id) " · " (token.name) " · " (time::format_micros(token.created_at, l))
                            @if token.revoked_at.is_some() { " · " (l.t("accounts-token-revoked")) }
                        }
                    }
                }
            }
        },
    )
}

fn answer(user: i64, change: Change) -> PageResult {
    let address = format!("/staff/accounts/{user}");
    match change {
        Change::Done => flash::done(&address, "flash-accounts-changed"),
        Change::Not(Obstacle::OwnAccount) => flash::failed(&address, "flash-accounts-own"),
        Change::Not(Obstacle::LastManager) => flash::failed(&address, "flash-accounts-last"),
    }
}

async fn change_roles(
    visit: StaffVisit,
    Path(user): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    visit.require(Act::Administer)?;
    let roles = chosen_roles(&pairs);
    let by = By::Staff(visit.staff.id);
    match visit.visit.app.run(move |app| people::change_roles(app, by, UserId(user), &roles)).await {
        Ok(change) => answer(user, change),
        Err(Error::Invalid(_)) => {
            let wrong = visit.visit.locale.t("accounts-roles-wrong");
            refused(account(&visit, user, Some(&wrong)).await?)
        }
        Err(error) => Err(error),
    }
}

async fn disable(visit: StaffVisit, Path(user): Path<i64>) -> PageResult {
    visit.require(Act::Administer)?;
    let by = By::Staff(visit.staff.id);
    answer(user, visit.visit.app.run(move |app| people::disable(app, by, UserId(user))).await?)
}

async fn enable(visit: StaffVisit, Path(user): Path<i64>) -> PageResult {
    visit.require(Act::Administer)?;
    let by = By::Staff(visit.staff.id);
    visit.visit.app.run(move |app| people::enable(app, by, UserId(user))).await?;
    answer(user, Change::Done)
}

async fn reset_second_factor(visit: StaffVisit, Path(user): Path<i64>) -> PageResult {
    visit.require(Act::Administer)?;
    let by = By::Staff(visit.staff.id);
    answer(user, visit.visit.app.run(move |app| people::reset_second_factor(app, by, UserId(user))).await?)
}

async fn revoke_links(visit: StaffVisit, Path(user): Path<i64>) -> PageResult {
    visit.require(Act::Administer)?;
    let by = By::Staff(visit.staff.id);
    visit.visit.app.run(move |app| people::revoke_links(app, by, UserId(user))).await?;
    flash::done(&format!("/staff/accounts/{user}"), "flash-accounts-revoked")
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    way: String,
}

async fn make_link(visit: StaffVisit, Path(user): Path<i64>, Form(asked): Form<Asked>) -> PageResult {
    visit.require(Act::Administer)?;
    if user == visit.staff.id.0 {
        return answer(user, Change::Not(Obstacle::OwnAccount));
    }
    let by = By::Staff(visit.staff.id);
    let way = way(&visit, Some(&asked.way));
    let (token, name) = visit
        .visit
        .app
        .run(move |app| {
            let name = people::find(app, UserId(user))?.name;
            Ok((people::make_link(app, by, UserId(user), way)?, name))
        })
        .await?;
    if way == Way::Mailed {
        return flash::done(&format!("/staff/accounts/{user}"), "flash-accounts-mailed");
    }
    page(handed_over(&visit, &token, &name, "accounts-link-reset"))
}
