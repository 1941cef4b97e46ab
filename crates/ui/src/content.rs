//! Plain pieces of pages: headings, lists of facts, copy boxes, files, tiles, empty states.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::Text;
use crate::chip::Tone;
use crate::form::{Button, button_row};
use crate::i18n::Locale;
use crate::icon::{Icon, icon, mark};
use crate::time;

/// The heading of a page, with a chip beside it and a sentence below.
#[must_use]
pub fn heading(title: &str, chip: Option<Markup>, lead: Option<&str>) -> Markup {
    html! {
        div.page-heading {
            div.page-heading-row { h1 { (title) } @if let Some(chip) = chip { (chip) } }
            @if let Some(lead) = lead { p.lead { (lead) } }
        }
    }
}

/// The opening of a front page: a large title and the first act on the dark ground. Must come first in `main`.
#[must_use]
pub fn hero(title: &str, lead: &str, buttons: &[Button<'_>]) -> Markup {
    html! { div.hero { (mark()) h1 { (title) } p.lead { (lead) } (button_row(buttons)) } }
}

/// A panel with a heading of level 2. `id` makes it a link target.
#[must_use]
pub fn panel(id: &str, title: &str, body: Markup) -> Markup {
    html! { section.panel id=(id) aria-labelledby={ (id) "-title" } { h2 id={ (id) "-title" } { (title) } (body) } }
}

/// Main content and a column of facts at its side (below it on narrow screens).
#[must_use]
pub fn columns(main: Markup, side: Markup) -> Markup {
    html! { div.columns { div.columns-main { (main) } aside.columns-side { (side) } } }
}

/// Facts: names and values.
#[must_use]
pub fn facts(pairs: &[(Text<'_>, Markup)]) -> Markup {
    html! { dl.facts { @for (name, value) in pairs { div { dt { (name) } dd { (value) } } } } }
}

/// Something that opens and closes, closed at first.
#[must_use]
pub fn disclosure<'a>(summary: impl Into<Text<'a>>, body: Markup) -> Markup {
    html! { details.disclosure { summary { (summary.into()) } div { (body) } } }
}

/// Nothing here: why, and what to do.
#[must_use]
pub fn empty<'a>(title: impl Into<Text<'a>>, body: Markup) -> Markup {
    html! { div.empty { (icon(Icon::Inbox)) p.empty-title { (title.into()) } div { (body) } } }
}

/// A value to copy, such as a case number.
#[must_use]
pub fn copy_box<'a>(locale: Locale, id: &str, label: impl Into<Text<'a>>, value: &str) -> Markup {
    html! {
        div.copy-box {
            p.copy-label id={ (id) "-label" } { (label.into()) }
            div.copy-row {
                output.copy-value id=(id) aria-labelledby={ (id) "-label" } { (value) }
                // Shown by the script: without it the value can be selected by hand.
                button.button.button-quiet type="button" hidden data-copy=(id) data-done=(locale.t("ui-copied")) {
                    (icon(Icon::Copy)) span { (locale.t("ui-copy")) }
                }
            }
        }
    }
}

/// A secret that is shown this once, with the warning that nobody can look it up again.
#[must_use]
pub fn secret_box<'a>(locale: Locale, id: &str, label: impl Into<Text<'a>>, value: &str) -> Markup {
    html! {
        div.secret-box {
            (copy_box(locale, id, label, value))
            p.secret-warning { (icon(Icon::Key)) span { (locale.t("ui-secret-once")) } }
            p.hint.no-print { (locale.t("ui-secret-print")) }
        }
    }
}

/// A file in a list.
#[derive(Debug, Clone)]
pub struct File<'a> {
    /// The name as it was given.
    pub name: Text<'a>,
    /// Where it can be fetched; `None` while it is being checked.
    pub href: Option<Text<'a>>,
    /// Its size in bytes.
    pub size: u64,
    /// What else there is to say (`metadata removed`, who sent it).
    pub note: Text<'a>,
}

/// A list of files.
#[must_use]
pub fn files(locale: Locale, files: &[File<'_>]) -> Markup {
    html! {
        ul.files {
            @for file in files {
                li {
                    (icon(Icon::File))
                    div {
                        @match &file.href {
                            Some(href) => a href=(href) download { (file.name) },
                            None => span { (file.name) " – " (locale.t("ui-file-pending")) },
                        }
                        p.hint { (size(file.size)) @if !file.note.is_empty() { " · " (file.note) } }
                    }
                }
            }
        }
    }
}

/// A number of bytes for people, in decimal units: `12.3 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    let mut unit = 0;
    let mut tenths = u128::from(bytes) * 10;
    while tenths >= 9_995 && unit < 4 {
        tenths = (tenths + 500) / 1_000;
        unit += 1;
    }
    let name = ["B", "kB", "MB", "GB", "TB"][unit];
    if unit == 0 || tenths >= 1_000 {
        format!("{} {name}", tenths / 10)
    } else {
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    }
}

/// A figure that leads to its list.
#[derive(Debug, Clone)]
pub struct Tile<'a> {
    /// What is counted.
    pub words: Text<'a>,
    /// The figure (`12`, `3.5 days`).
    pub figure: Text<'a>,
    /// A line below (`target: 5 days`).
    pub note: Text<'a>,
    /// The list behind it.
    pub href: Text<'a>,
    /// Colour of the edge.
    pub tone: Tone,
}

/// Tiles side by side.
#[must_use]
pub fn tiles(tiles: &[Tile<'_>]) -> Markup {
    html! {
        ul.tiles {
            @for tile in tiles {
                li class={ "tile tile-" (tile.tone.class()) } {
                    a href=(tile.href) { span.tile-words { (tile.words) } span.tile-figure { (tile.figure) } }
                    @if !tile.note.is_empty() { p.hint { (tile.note) } }
                }
            }
        }
    }
}

/// A measured share with its words: `7 of 9 closed`.
#[must_use]
pub fn progress<'a>(words: impl Into<Text<'a>>, done: u64, total: u64) -> Markup {
    let words = words.into();
    html! {
        div.progress {
            progress max=(total.max(1)) value=(done.min(total)) aria-label=(words) {}
            span { (words) }
        }
    }
}

/// A chart as a table: a name, a bar and the figure per row. Readable and printable without a picture.
#[must_use]
pub fn bars(caption: &str, rows: &[(Text<'_>, u64)]) -> Markup {
    let max = rows.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    html! {
        table.bars {
            caption { (caption) }
            tbody {
                @for (name, n) in rows {
                    tr { th scope="row" { (name) } td { meter min="0" max=(max) value=(n) { (n) } } td.numeric { (n) } }
                }
            }
        }
    }
}

/// Text from a person, with its line breaks kept and nothing else: never read as markup.
#[must_use]
pub fn plain_text(text: &str) -> Markup {
    html! { div.plain-text { @for paragraph in paragraphs(text) { p { (paragraph) } } } }
}

/// The paragraphs of a text, split at blank lines.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(|p| p.trim_matches(['\r', '\n'])).filter(|p| !p.trim().is_empty())
}

/// "Last updated" with the moment.
#[must_use]
pub fn updated(locale: Locale, at: Timestamp) -> Markup {
    html! { p.hint { (locale.t("ui-updated")) " " (time::format_time(at, locale)) } }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_short() {
        for (bytes, words) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (12_345, "12.3 kB"),
            (200_000, "200 kB"),
            (999_999, "1.0 MB"),
            (u64::MAX, "18446744 TB"),
        ] {
            assert_eq!(size(bytes), words, "{bytes}");
        }
    }
}
