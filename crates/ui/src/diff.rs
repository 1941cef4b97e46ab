//! Two versions of a text, line by line.

use maud::{Markup, html};

use crate::i18n::Locale;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Change {
    Same,
    Added,
    Removed,
}

/// Draws the lines with a sign before each; added and removed ones are also named for screen readers.
#[must_use]
pub fn diff(locale: Locale, lines: &[(Change, &str)]) -> Markup {
    html! {
        div.diff role="group" aria-label=(locale.t("ui-diff")) {
            @for (change, line) in lines {
                @match change {
                    Change::Same => div.diff-line { span.diff-sign { " " } span { (line) } },
                    Change::Added => div.diff-line.diff-added {
                        span.diff-sign aria-hidden="true" { "+" }
                        span.visually-hidden { (locale.t("ui-diff-added")) " " } ins { (line) }
                    },
                    Change::Removed => div.diff-line.diff-removed {
                        span.diff-sign aria-hidden="true" { "−" }
                        span.visually-hidden { (locale.t("ui-diff-removed")) " " } del { (line) }
                    },
                }
            }
        }
    }
}
