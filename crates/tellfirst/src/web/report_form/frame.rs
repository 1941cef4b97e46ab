//! What all pages of the form have around them: the steps, and the hidden fields that carry the draft along.

use maud::{Markup, html};
use ui::icon::{Icon, icon};
use ui::{Locale, Text};

use crate::action::draft::Token;

/// The steps of the form.
fn steps(l: Locale) -> [Text<'static>; 5] {
    [
        l.t("report-step-product"),
        l.t("report-step-flaw"),
        l.t("report-step-severity"),
        l.t("report-step-person"),
        l.t("report-step-review"),
    ]
}

/// A page of the form; `current` counts from 0. The steps are not links: the way back is a button of each page, so
/// that what was typed goes along.
#[must_use]
pub fn page(l: Locale, current: usize, main: Markup) -> Markup {
    let steps = steps(l);
    let position = l.t_with("ui-step-of", &[("n", (current + 1).into()), ("total", steps.len().into())]);
    html! {
        nav.steps aria-label=(l.t("ui-steps")) {
            p.steps-position { (position) }
            ol {
                @for (i, words) in steps.iter().enumerate() {
                    li.step-done[i < current] .step-current[i == current] aria-current=[(i == current).then_some("step")] {
                        span.step-dot { @if i < current { (icon(Icon::Check)) } @else { (i + 1) } }
                        span.step-words { (words) }
                        @if i < current { span.visually-hidden { " – " (l.t("ui-step-done")) } }
                    }
                }
            }
        }
        (main)
    }
}

/// The hidden fields of a page that belongs to a draft.
#[must_use]
pub fn hidden(token: &Token, step: &str) -> Markup {
    html! {
        input type="hidden" name="draft" value=(token.as_str());
        input type="hidden" name="step" value=(step);
    }
}
