//! CVSS ratings of several people side by side, and the live score for the form.

use maud::{Markup, html};

use crate::Text;
use crate::chip::{self, Severity};
use crate::i18n::Locale;

/// One assessor's rating.
#[derive(Debug, Clone)]
pub struct Rating<'a> {
    /// Reporter, vendor or CNA.
    pub who: Text<'a>,
    /// The vector string.
    pub vector: Text<'a>,
    /// The severity of the score.
    pub severity: Severity,
    /// The score.
    pub score: Option<f64>,
}

/// One metric over all ratings: its name, then per rating its value in words and the reason given.
#[derive(Debug, Clone)]
pub struct Metric<'a> {
    /// The metric: `Attack vector`.
    pub name: Text<'a>,
    /// Value and reason per rating, in the order of the ratings; an empty value means "not rated".
    pub values: Vec<(Text<'a>, Text<'a>)>,
}

/// Draws the comparison. Rows in which the values differ say so.
#[must_use]
pub fn comparison(locale: Locale, ratings: &[Rating<'_>], metrics: &[Metric<'_>]) -> Markup {
    html! {
        div.table-frame {
            table.table.cvss role="table" {
                caption { (locale.t("ui-cvss-caption")) }
                thead role="rowgroup" {
                    tr role="row" {
                        th role="columnheader" scope="col" { (locale.t("ui-cvss-metric")) }
                        @for rating in ratings {
                            th role="columnheader" scope="col" {
                                (rating.who) div { (chip::severity(locale, rating.severity, rating.score)) }
                                code.vector { (rating.vector) }
                            }
                        }
                    }
                }
                tbody role="rowgroup" { @for metric in metrics { (row(locale, ratings, metric)) } }
            }
        }
    }
}

fn row(locale: Locale, ratings: &[Rating<'_>], metric: &Metric<'_>) -> Markup {
    let differs = metric.values.windows(2).any(|pair| pair[0].0 != pair[1].0);
    html! {
        tr.differs[differs] role="row" {
            th role="rowheader" scope="row" {
                (metric.name) @if differs { " " span.differs-flag { (locale.t("ui-differs")) } }
            }
            @for (rating, (value, reason)) in ratings.iter().zip(&metric.values) {
                td role="cell" data-label=(rating.who) {
                    strong { (value) } @if !reason.is_empty() { div.hint { (reason) } }
                }
            }
        }
    }
}

/// The place where the script shows the score while metrics are chosen: it fetches `address` with the form's fields
/// as the query and shows the JSON members `score` and `severity_words`. Without script the next page shows it.
#[must_use]
pub fn live_score(locale: Locale, address: &str) -> Markup {
    html! { p.live-score role="status" data-score=(address) data-words=(locale.t("ui-live-score")) {} }
}
