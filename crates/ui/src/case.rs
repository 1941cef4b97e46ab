//! The head of a case page: number, title, chips, and who must act next and by when.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};
use crate::time;

/// What stands at the top of a case.
#[derive(Debug, Clone)]
pub struct Header<'a> {
    /// The case number, `LNK-2026-0042`.
    pub number: Text<'a>,
    /// The title as the team uses it.
    pub title: Text<'a>,
    /// State, severity, labels, clocks.
    pub chips: Vec<Markup>,
    /// One line of facts: brand, model, age.
    pub line: Markup,
}

/// Draws the head of a case.
#[must_use]
pub fn header(header: &Header<'_>) -> Markup {
    html! {
        div.case-header {
            p.case-number { (header.number) }
            h1 { (header.title) }
            div.chips { @for chip in &header.chips { (chip) } }
            p.case-line { (header.line) }
        }
    }
}

/// Who must act next.
#[derive(Debug, Clone)]
pub struct NextAction<'a> {
    /// The person or group: `The Linksys security team`, `You`.
    pub who: Text<'a>,
    /// What they must do, as a phrase that follows: `confirms the flaw and sets its severity`.
    pub what: Text<'a>,
    /// By when, if there is a date.
    pub due: Option<Timestamp>,
}

/// The panel every page of a case shows: who acts next and by when. Nobody is left without an answer.
#[must_use]
pub fn next_action(locale: Locale, next: &NextAction<'_>, now: Timestamp) -> Markup {
    let late = next.due.is_some_and(|due| due < now);
    html! {
        div.next-action.next-action-late[late] role="note" aria-label=(locale.t("ui-next-action")) {
            (icon(if late { Icon::Alert } else { Icon::ArrowRight }))
            div {
                p.next-title { (locale.t("ui-next-action")) }
                p.next-what { strong { (next.who) } " " (next.what) }
                @if let Some(due) = next.due {
                    p.next-due { (time::format_date(due, locale)) " · " (time::deadline(due, now, locale)) }
                }
            }
        }
    }
}
