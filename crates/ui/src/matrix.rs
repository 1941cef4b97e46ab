//! The fix matrix: what is affected by what, and how far each fix has come. Symbol and words in every cell.

use std::collections::HashSet;

use maud::{Markup, html};

use crate::Text;
use crate::content;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// The state of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the domain")]
pub enum CellState {
    NotListed,
    UnderInvestigation,
    NotAffected,
    Affected,
    Commissioned,
    Released,
    Verified,
    NoFixPlanned,
}

impl CellState {
    fn look(self, l: Locale) -> (&'static str, Icon, Text<'static>) {
        match self {
            Self::NotListed => ("unlisted", Icon::Minus, l.t("ui-cell-not-listed")),
            Self::UnderInvestigation => ("open", Icon::Question, l.t("ui-cell-under-investigation")),
            Self::NotAffected => ("closed", Icon::Minus, l.t("ui-cell-not-affected")),
            Self::Affected => ("bad", Icon::Alert, l.t("ui-cell-affected")),
            Self::Commissioned => ("work", Icon::Wrench, l.t("ui-cell-commissioned")),
            Self::Released => ("work", Icon::Clock, l.t("ui-cell-released")),
            Self::Verified => ("good", Icon::Check, l.t("ui-cell-verified")),
            Self::NoFixPlanned => ("none", Icon::Cross, l.t("ui-cell-no-fix")),
        }
    }
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// How far it is.
    pub state: CellState,
    /// Version, date or reason.
    pub detail: Text<'a>,
    /// Where it can be read or changed.
    pub href: Option<Text<'a>>,
}

/// A row (an SKU) or the heading of a column (a vulnerability).
#[derive(Debug, Clone)]
pub struct Heading<'a> {
    /// The main words: the model, or the CVE id.
    pub words: Text<'a>,
    /// The line below: hardware revision and region, or the severity.
    pub note: Markup,
}

/// The matrix. Rows hold one cell per column, in order; a missing cell stays empty.
#[derive(Debug, Clone)]
pub struct Matrix<'a> {
    /// What it shows, for the caption.
    pub caption: Text<'a>,
    /// The vulnerabilities.
    pub columns: Vec<Heading<'a>>,
    /// The SKUs with their cells.
    pub rows: Vec<(Heading<'a>, Vec<Cell<'a>>)>,
    /// Cells closed by evidence, as the domain counts them.
    pub closed: u64,
    /// All cells.
    pub total: u64,
}

/// What makes cells selectable: the checkboxes `cell` (value `COLUMN:ROW`) and `row` (value `ROW`).
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    /// The values of the columns, in order.
    pub columns: Vec<Text<'a>>,
    /// The values of the rows, in order.
    pub rows: Vec<Text<'a>>,
    /// Values of `cell` that are ticked.
    pub cells: HashSet<&'a str>,
    /// Values of `row` that are ticked.
    pub whole_rows: HashSet<&'a str>,
}

/// Draws the matrix with the bar "7 of 9 closed".
#[must_use]
pub fn matrix(locale: Locale, matrix: &Matrix<'_>) -> Markup {
    frame(locale, matrix, None)
}

/// Draws the matrix with a checkbox in each cell and each row; stands inside a form.
#[must_use]
pub fn selectable(locale: Locale, matrix: &Matrix<'_>, selection: &Selection<'_>) -> Markup {
    frame(locale, matrix, Some(selection))
}

fn frame(locale: Locale, matrix: &Matrix<'_>, selection: Option<&Selection<'_>>) -> Markup {
    let values = [("n", matrix.closed.into()), ("total", matrix.total.into())];
    html! {
        div.matrix-block {
            (content::progress(locale.t_with("ui-matrix-closed", &values), matrix.closed, matrix.total))
            div.matrix-frame tabindex="0" role="group" aria-label=(matrix.caption) {
                table.matrix role="table" {
                    caption.visually-hidden { (matrix.caption) }
                    thead role="rowgroup" {
                        tr role="row" {
                            th role="columnheader" scope="col" { (locale.t("ui-matrix-device")) }
                            @for column in &matrix.columns {
                                th role="columnheader" scope="col" { (column.words) div.hint { (column.note) } }
                            }
                        }
                    }
                    tbody role="rowgroup" { @for n in 0..matrix.rows.len() { (row(locale, matrix, n, selection)) } }
                }
            }
        }
    }
}

fn row(locale: Locale, matrix: &Matrix<'_>, n: usize, selection: Option<&Selection<'_>>) -> Markup {
    let Some((sku, cells)) = matrix.rows.get(n) else { return html! {} };
    let value = selection.and_then(|s| Some((s, s.rows.get(n)?)));
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                @match value {
                    Some((selection, row)) => label.row-pick {
                        input type="checkbox" name="row" value=(row) checked[selection.whole_rows.contains(row.as_ref())]
                            aria-label=(locale.t_with("ui-select-row", &[("name", sku.words.as_ref().into())]));
                        span { (sku.words) span.hint { (sku.note) } }
                    },
                    None => { (sku.words) div.hint { (sku.note) } },
                }
            }
            @for (i, column) in matrix.columns.iter().enumerate() {
                td role="cell" data-label=(column.words) {
                    @if let Some(cell) = cells.get(i) {
                        @match value.and_then(|(s, row)| Some((s, row, s.columns.get(i)?))) {
                            Some((selection, row, column_value)) => {
                                @let value = format!("{column_value}:{row}");
                                div.cell-pick {
                                    input type="checkbox" name="cell" value=(value)
                                        checked[selection.cells.contains(value.as_str())]
                                        aria-label={ (sku.words) ", " (column.words) };
                                    (draw(locale, cell))
                                }
                            },
                            None => (draw(locale, cell)),
                        }
                    }
                }
            }
        }
    }
}

fn draw(locale: Locale, cell: &Cell<'_>) -> Markup {
    let (class, picture, words) = cell.state.look(locale);
    let inner = html! {
        span.cell-state { (icon(picture)) (words) }
        @if !cell.detail.is_empty() { span.cell-detail { (cell.detail) } }
    };
    match &cell.href {
        Some(href) => html! { a class={ "cell cell-" (class) } href=(href) { (inner) } },
        None => html! { span class={ "cell cell-" (class) } { (inner) } },
    }
}
