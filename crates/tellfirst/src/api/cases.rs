//! One case: what its reporter or the team may see of it, and what they do to it.

mod acts;
mod documents;
pub mod files;
mod view;

use axum::Json;
use axum::extract::Path;
use domain::access::Actor;
use domain::case::Command;
use domain::id::CaseNumber;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bearer::Bearer;
use super::problem::Problem;
use super::visit::Call;
use crate::action::case::perform;
use crate::action::read;
use crate::app::App;
use crate::error::Result;

pub use view::CaseView;

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_case))
        .merge(acts::routes())
        .merge(documents::routes())
        .merge(files::routes())
}

/// A case
///
/// With the secret of a report: what its sender may see. With an API token: what its owner may see.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}",
    tag = "cases",
    params(("case" = String, Path, description = "The number, such as LNK-2026-0042.")),
    security(("secret" = []), ("token" = [])),
    responses(
        (status = 200, description = "The case as the caller may see it.", body = CaseView),
        (status = 404, description = "No such case, or not for this caller.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn get_case(call: Call, Path(case): Path<String>, bearer: Bearer) -> Result<Json<CaseView>> {
    let answer = call.app.run(move |app| {
        let (actor, number) = bearer.caller(app, &case)?;
        look(app, &actor, &number)
    });
    answer.await.map(Json)
}

/// The case as an actor may see it.
fn look(app: &App, actor: &Actor, number: &CaseNumber) -> Result<CaseView> {
    let seen = read::view(app, actor, number)?;
    Ok(CaseView::of(app, actor, &seen))
}

/// Carries out a command of the caller and answers the case as it is then.
async fn act(
    call: Call,
    case: String,
    bearer: Bearer,
    command: impl FnOnce(&Actor) -> Command + Send + 'static,
) -> Result<CaseView> {
    let work = move |app: &App| {
        let (actor, number) = bearer.caller(app, &case)?;
        let command = command(&actor);
        perform(app, &actor, &number, command)?;
        look(app, &actor, &number)
    };
    call.app.run(work).await
}
