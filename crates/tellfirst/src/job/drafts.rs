//! Drafts nobody sent are forgotten after a day, with their files and their keys.

use crate::action::draft;
use crate::app::App;
use crate::error::Result;

/// Forgets what has expired.
///
/// # Errors
/// When the store refuses.
pub fn run(app: &App) -> Result<()> {
    draft::forget_expired(app)
}
