//! The story of a case, oldest first. People, machines and internal notes look and read differently.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};
use crate::time;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message from the reporter.
    Reporter,
    /// A message from the team that the reporter sees.
    Team,
    /// A note the team keeps to itself.
    Internal,
    /// A change of state, date, severity, assignment.
    Change,
    /// Something the server did by itself.
    Machine,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Reporter => "entry entry-message entry-reporter",
            Self::Team => "entry entry-message entry-team",
            Self::Internal => "entry entry-message entry-internal",
            Self::Change => "entry entry-change",
            Self::Machine => "entry entry-change entry-machine",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Reporter => Icon::Message,
            Self::Team => Icon::Team,
            Self::Internal => Icon::Lock,
            Self::Change => Icon::ArrowRight,
            Self::Machine => Icon::Machine,
        }
    }
}

/// One entry.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// What kind of thing happened.
    pub kind: Kind,
    /// Who did it, as this reader may know them.
    pub who: Text<'a>,
    /// What happened, as a phrase after the name: `wrote`, `changed the severity`.
    pub what: Text<'a>,
    /// When.
    pub at: Timestamp,
    /// The message or the reason; empty markup when there is none.
    pub body: Markup,
}

/// Draws the timeline, the newest end marked as `#latest`.
#[must_use]
pub fn timeline(locale: Locale, entries: &[Entry<'_>]) -> Markup {
    html! {
        @if entries.len() > 6 { p.no-print { a href="#latest" { (locale.t("ui-jump-latest")) } } }
        ol.timeline {
            @for (i, entry) in entries.iter().enumerate() {
                li class=(entry.kind.class()) id=[(i + 1 == entries.len()).then_some("latest")] { (draw(locale, entry)) }
            }
        }
    }
}

fn draw(locale: Locale, entry: &Entry<'_>) -> Markup {
    html! {
        span.entry-icon { (icon(entry.kind.icon())) }
        div.entry-box {
            p.entry-head {
                @match entry.kind {
                    Kind::Internal => span.internal-flag { (icon(Icon::Lock)) (locale.t("ui-internal")) },
                    Kind::Machine => span.machine-flag { (locale.t("ui-automatic")) },
                    Kind::Reporter => span.role-flag { (locale.t("ui-from-reporter")) },
                    Kind::Team => span.role-flag { (locale.t("ui-from-team")) },
                    Kind::Change => {},
                }
                span { strong { (entry.who) } " " (entry.what) }
                span.entry-time { (time::format_time(entry.at, locale)) }
            }
            @if !entry.body.0.is_empty() { div.entry-body { (entry.body) } }
        }
    }
}
