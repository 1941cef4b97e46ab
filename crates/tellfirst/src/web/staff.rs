//! The pages of the team. A member of staff sees what the roles allow; the rest does not exist.

pub mod accounts;
pub mod advisory;
pub mod case;
pub mod commissions;
pub mod inbox;
pub mod matrix;
pub mod navigation;
pub mod program;
pub mod settings;
pub mod sign_in;

use axum::Router;

use crate::app::App;

/// All of them.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(sign_in::routes())
        .merge(inbox::routes())
        .merge(case::routes())
        .merge(commissions::routes())
        .merge(matrix::routes())
        .merge(advisory::routes())
        .merge(program::routes())
        .merge(settings::routes())
        .merge(accounts::routes())
}
