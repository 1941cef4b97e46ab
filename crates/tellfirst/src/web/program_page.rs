//! The program page: scope, exclusions, how to submit, what happens, terms, safe harbor, contacts.
//!
//! All words about the policy come from the program's own files. Every line a decision can rest on has an anchor
//! (`#exclusion-ID`, `#condition-N`, `#promise-EVENT`), so that a decision can point to it.

mod parts;

use axum::extract::Path;
use axum::{Router, routing::get};
use jiff::Timestamp;
use maud::{Markup, html};
use store::policies;
use ui::form::Button;
use ui::icon::Icon;
use ui::{content, time};

use self::parts::Parts;
pub use self::parts::address;
use super::PageResult;
use super::visit::Visit;
use crate::app::App;
use crate::error::{Error, Result};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(front))
        .route("/p/{program}/", get(by_name))
        .route("/p/{program}", get(by_name))
}

async fn front(visit: Visit) -> PageResult {
    if visit.path != "/" {
        // An address with a query must lead back to itself after a change of language.
        return Ok(axum::response::IntoResponse::into_response(page(&visit).await?));
    }
    if let Some(kept) = visit.app.pages.find("program", &visit) {
        return Ok(kept);
    }
    let page = page(&visit).await?;
    Ok(visit.app.pages.keep("program", &visit, page))
}

async fn by_name(visit: Visit, Path(program): Path<String>) -> PageResult {
    if visit.program().program.id.as_str() != program {
        return Err(Error::NotFound);
    }
    Ok(axum::response::IntoResponse::into_response(page(&visit).await?))
}

async fn page(visit: &Visit) -> Result<Markup> {
    let since = since(visit).await?;
    let program = visit.program();
    let parts = Parts::new(visit, &program);
    let title = parts.title();
    let main = html! {
        (hero(visit, &parts, &title))
        (facts(visit, &parts, since))
        (parts.contents())
        (parts.support())
        (parts.scope())
        (parts.exclusions())
        (parts.how_to_submit())
        (parts.what_happens())
        (parts.disclosure())
        (parts.safe_harbor())
        (parts.credit())
        (parts.proof())
        (parts.contact())
    };
    Ok(visit.public(&title, &main))
}

/// When the policy version in force began.
async fn since(visit: &Visit) -> Result<Option<Timestamp>> {
    let program = visit.program();
    let (id, number) = (program.program.id.to_string(), i64::from(program.number));
    let versions = visit
        .app
        .run(move |app| app.store.read(|tx| policies::list_versions(tx, &id).map_err(Error::from)))
        .await?;
    let version = versions.into_iter().find(|version| version.number == number);
    Ok(version.and_then(|version| Timestamp::from_microsecond(version.at).ok()))
}

fn hero(visit: &Visit, parts: &Parts<'_>, title: &str) -> Markup {
    let l = visit.locale;
    let lead = l.t_with("program-lead", &[("maker", parts.maker().into())]);
    content::hero(
        title,
        &lead,
        &[
            Button::primary(l.t("program-report")).to("/report").icon(Icon::Message),
            Button::quiet(l.t("program-return")).to("/case").icon(Icon::Key),
        ],
    )
}

fn facts(visit: &Visit, parts: &Parts<'_>, since: Option<Timestamp>) -> Markup {
    let l = visit.locale;
    let program = visit.program();
    let number = l.t_with("program-version", &[("number", i64::from(program.number).into())]);
    html! {
        (content::facts(&[
            (l.t("program-first-answer"), parts.first_answer()),
            (l.t("program-account"), html! { (l.t("program-no-account")) }),
            (l.t("program-policy"), html! {
                (number)
                @if let Some(since) = since { ", " (l.t("program-in-force-since")) " " (time::format_date(since, l)) }
            }),
            (l.t("program-languages"), parts.languages()),
        ]))
        div.prose { (parts.intro()) }
        p.hint.policy-hash { (l.t("program-hash")) " " code { (program.program.hash) } }
    }
}
