//! Time passes: embargoes end, and what follows from it is decided.

use crate::action::effects;
use crate::app::App;
use crate::error::Result;

/// Cases looked at in one round.
const ROUND: i64 = 200;

/// Ends what has run out.
///
/// # Errors
/// When the store refuses.
pub fn run(app: &App) -> Result<()> {
    let now = app.now().as_microsecond();
    let over = app
        .store
        .read(|tx| store::cases::list_embargoes_over(tx, now, ROUND).map_err(crate::error::Error::from))?;
    over.into_iter().try_for_each(|id| effects::tick(app, id))
}
