//! Data tables. On narrow screens each row becomes a card; roles are written out because changing `display`
//! takes them away in some browsers.

use maud::{Markup, html};

use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// How a column is sorted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Sorted {
    No,
    Ascending,
    Descending,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    words: Text<'a>,
    sort: Option<(Text<'a>, Sorted)>,
    class: &'static str,
}

impl<'a> Column<'a> {
    /// A column with its heading.
    #[must_use]
    pub fn new(words: impl Into<Text<'a>>) -> Self {
        Self { words: words.into(), sort: None, class: "" }
    }

    /// Makes the heading a link that sorts.
    #[must_use]
    pub fn sort(mut self, href: impl Into<Text<'a>>, sorted: Sorted) -> Self {
        self.sort = Some((href.into(), sorted));
        self
    }

    /// Numbers: set to the right, all digits of one width.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.class = "numeric";
        self
    }

    /// The column that names the row: widest, strongest, title of the card.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.class = "main-column";
        self
    }

    /// Never broken over lines.
    #[must_use]
    pub fn tight(mut self) -> Self {
        self.class = "tight";
        self
    }
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    cells: Vec<Markup>,
    select: Option<(Text<'a>, Text<'a>)>,
    class: &'static str,
}

impl<'a> Row<'a> {
    /// A row with one cell per column.
    #[must_use]
    pub fn new(cells: Vec<Markup>) -> Self {
        Self { cells, select: None, class: "" }
    }

    /// A checkbox before it: the value it sends and the words that name the row.
    #[must_use]
    pub fn select(mut self, value: impl Into<Text<'a>>, name: impl Into<Text<'a>>) -> Self {
        self.select = Some((value.into(), name.into()));
        self
    }

    /// Marks it as unread.
    #[must_use]
    pub fn unread(mut self) -> Self {
        self.class = "unread";
        self
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    locale: Locale,
    caption: Text<'a>,
    columns: Vec<Column<'a>>,
    select: Option<&'a str>,
    class: &'static str,
}

impl<'a> Table<'a> {
    /// A table with a caption that says what it lists.
    #[must_use]
    pub fn new(locale: Locale, caption: impl Into<Text<'a>>, columns: Vec<Column<'a>>) -> Self {
        Self { locale, caption: caption.into(), columns, select: None, class: "table" }
    }

    /// Gives each row a checkbox with this name, and one for all of them (with script).
    #[must_use]
    pub fn selectable(mut self, name: &'a str) -> Self {
        self.select = Some(name);
        self
    }

    /// The caption is for screen readers only, because a heading above says the same.
    #[must_use]
    pub fn quiet_caption(mut self) -> Self {
        self.class = "table table-quiet-caption";
        self
    }

    /// Lets the keys j, k, x and o walk through the rows (with script).
    #[must_use]
    pub fn walkable(mut self) -> Self {
        self.class = "table table-quiet-caption table-walk";
        self
    }

    /// The table with its rows.
    #[must_use]
    pub fn rows(&self, rows: &[Row<'_>]) -> Markup {
        html! {
            div.table-frame {
                table class=(self.class) role="table" {
                    caption { (self.caption) }
                    thead role="rowgroup" { tr role="row" { (self.head()) } }
                    tbody role="rowgroup" { @for row in rows { (self.row(row)) } }
                }
            }
        }
    }

    fn head(&self) -> Markup {
        html! {
            @if self.select.is_some() {
                th.select-column role="columnheader" scope="col" {
                    span.visually-hidden { (self.locale.t("ui-select")) }
                    span data-select-all=(self.locale.t("ui-select-all")) {}
                }
            }
            @for column in &self.columns {
                @let sorted = column.sort.as_ref().map(|s| s.1);
                th role="columnheader" scope="col" class=(column.class) aria-sort=[sorted.and_then(aria_sort)] {
                    @match &column.sort {
                        Some((href, sorted)) => a.sort href=(href) { (column.words) (icon(sort_icon(*sorted))) },
                        None => (column.words),
                    }
                }
            }
        }
    }

    fn row(&self, row: &Row<'_>) -> Markup {
        html! {
            tr role="row" class=(row.class) {
                @if let Some(name) = self.select {
                    td.select-column role="cell" {
                        @if let Some((value, words)) = &row.select {
                            input type="checkbox" name=(name) value=(value)
                                aria-label=(self.locale.t_with("ui-select-row", &[("name", words.as_ref().into())]));
                        }
                    }
                }
                @for (cell, column) in row.cells.iter().zip(&self.columns) {
                    td role="cell" class=(column.class) data-label=(column.words) { (cell) }
                }
            }
        }
    }
}

fn aria_sort(sorted: Sorted) -> Option<&'static str> {
    match sorted {
        Sorted::No => None,
        Sorted::Ascending => Some("ascending"),
        Sorted::Descending => Some("descending"),
    }
}

fn sort_icon(sorted: Sorted) -> Icon {
    match sorted {
        Sorted::No => Icon::Sort,
        Sorted::Ascending => Icon::SortUp,
        Sorted::Descending => Icon::SortDown,
    }
}
