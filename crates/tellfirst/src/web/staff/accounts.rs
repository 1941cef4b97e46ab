//! The own account, and the accounts of the team for those who administer them.

mod events;
mod me;
mod team;

use axum::Router;

use crate::app::App;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    me::routes().merge(team::routes()).merge(events::routes())
}
