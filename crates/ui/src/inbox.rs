//! The parts of the triage inbox besides the table: query box, active filters, acts on the chosen rows.

use maud::{Markup, html};

use crate::Text;
use crate::form::Button;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// An active filter.
#[derive(Debug, Clone)]
pub struct Filter<'a> {
    /// In words: `State: new`.
    pub words: Text<'a>,
    /// The same list without it.
    pub without: Text<'a>,
}

/// The query box and the active filters, always visible.
#[must_use]
pub fn filter_bar(locale: Locale, action: &str, query: &str, filters: &[Filter<'_>]) -> Markup {
    html! {
        search.filter-bar {
            form method="get" action=(action) {
                label.visually-hidden for="q" { (locale.t("ui-filter-label")) }
                div.search-box {
                    (icon(Icon::Search))
                    input type="search" id="q" name="q" value=(query) autocomplete="off" spellcheck="false"
                        placeholder=(locale.t("ui-filter-example")) data-search-key;
                }
                button.button.button-quiet type="submit" { (locale.t("ui-filter-apply")) }
            }
            @if !filters.is_empty() {
                ul.filters aria-label=(locale.t("ui-filters-active")) {
                    @for filter in filters {
                        li {
                            a.filter-chip href=(filter.without) {
                                (filter.words) (icon(Icon::Cross))
                                span.visually-hidden { " " (locale.t("ui-filter-remove")) }
                            }
                        }
                    }
                    li { a href=(action) { (locale.t("ui-filters-clear")) } }
                }
            }
        }
    }
}

/// What can be done with the chosen rows; stands inside the form around the table.
#[must_use]
pub fn bulk_bar(locale: Locale, buttons: &[Button<'_>]) -> Markup {
    html! {
        div.bulk-bar {
            p data-chosen=(locale.t("ui-chosen")) { (locale.t("ui-bulk")) }
            div.button-row { @for button in buttons { (button) } }
        }
    }
}
