//! Tables read as people read them: what stands at the head of a column, or of a row, belongs to every cell.
//!
//! The head is put before the cell in the folded text ("fixed: 1.2"), so that every rule reads a table like a list
//! of fields. Only heads that say something of their cells are: "Value" or "Details" are not.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::fold::{Folded, Inserted};
use super::pattern::pattern;

/// Tables with more cells than this are no tables for people.
const MOST_CELLS: usize = 2_000;
/// A head that is longer is a text.
const LONGEST_HEAD: usize = 60;

static TELLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:affected|vulnerable|impacted|fix|fixed|patch|patched|corrected|solution|resolved|update|safe|severity|rating|score|cvss|vector|complexity|privileges|interaction|confidentiality|integrity|availability|scope|authentication|login|password|remote|remotely|internet|wan|reach|exploitable|workaround)\b",
    )
});
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[-+=|:\s]+$"));
static COLUMN_GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\t+|[ ]{2,}"));

/// A cell of the folded text.
#[derive(Debug, Clone)]
struct Cell {
    range: Range<usize>,
}

/// The heads to put before the cells of a table whose rows are lines and whose cells are parted by bars.
pub(super) fn heads(folded: &Folded, block: Range<usize>) -> Vec<Inserted> {
    let rows = rows(folded.as_str(), block, barred);
    insertions(folded, &rows)
}

/// The heads of a table drawn with spaces or bars in a block of plain text.
pub(super) fn drawn_heads(folded: &Folded, block: Range<usize>) -> Vec<Inserted> {
    let text = &folded.as_str()[block.clone()];
    let has_bars = text.lines().filter(|line| line.matches('|').take(2).count() == 2).take(2).count() == 2;
    let rows =
        if has_bars { rows(folded.as_str(), block, barred) } else { rows(folded.as_str(), block, spaced) };
    let rows: Vec<Vec<Cell>> = rows.into_iter().filter(|row| row.len() >= 2).collect();
    let Some(head) = rows.first() else { return Vec::new() };
    let columns = head.len();
    // A table of plain text begins with a row of heads; anything else that has gaps is a list.
    let is_table = columns >= 3
        && rows.len() >= 2
        && rows.iter().filter(|row| row.len() == columns).count() * 2 > rows.len();
    if is_table { insertions(folded, &rows) } else { Vec::new() }
}

fn rows(text: &str, block: Range<usize>, cells: fn(&str, usize) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let mut at = block.start;
    let mut rows = Vec::new();
    let mut count = 0;
    for line in text[block].split_inclusive('\n') {
        let row = if line.trim().is_empty() || RULE.is_match(line.as_bytes()) {
            Vec::new()
        } else {
            cells(line, at)
        };
        at += line.len();
        count += row.len();
        if count > MOST_CELLS {
            return Vec::new();
        }
        if !row.is_empty() {
            rows.push(row);
        }
    }
    rows
}

fn barred(line: &str, start: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut at = start;
    for piece in line.trim_end().split('|') {
        let skipped = piece.len() - piece.trim_start().len();
        cells.push(Cell { range: at + skipped..at + skipped + piece.trim().len() });
        at += piece.len() + 1;
    }
    let outer = |cell: &Cell| cell.range.is_empty();
    if cells.len() > 1 && cells.last().is_some_and(outer) {
        cells.pop();
    }
    if line.trim_start().starts_with('|') && cells.len() > 1 && cells.first().is_some_and(outer) {
        cells.remove(0);
    }
    cells
}

fn spaced(line: &str, start: usize) -> Vec<Cell> {
    let skipped = line.len() - line.trim_start().len();
    let line = line.trim();
    let mut at = 0;
    let mut cells = Vec::new();
    for gap in COLUMN_GAP.find_iter(line.as_bytes()) {
        cells.push(Cell { range: start + skipped + at..start + skipped + gap.start() });
        at = gap.end();
    }
    cells.push(Cell { range: start + skipped + at..start + skipped + line.len() });
    cells
}

fn insertions(folded: &Folded, rows: &[Vec<Cell>]) -> Vec<Inserted> {
    let text = folded.as_str();
    let Some((head, body)) = rows.split_first() else { return Vec::new() };
    let mut words = Vec::new();
    for row in body {
        let key = row.first().map_or("", |cell| &text[cell.range.clone()]);
        let key_tells = tells(key);
        for (column, cell) in row.iter().enumerate().skip(1) {
            let title = head.get(column).map_or("", |head| &text[head.range.clone()]);
            let title_tells = tells(title);
            let label = if title_tells && head.len() == row.len() {
                title.to_owned()
            } else if key_tells && column >= 2 && title.len() <= LONGEST_HEAD {
                format!("{title} {key}")
            } else {
                continue;
            };
            if cell.range.is_empty() {
                continue;
            }
            let source = folded.source_range(cell.range.clone());
            words.push(Inserted { at: cell.range.start, text: format!("{}: ", label.trim()), source });
        }
    }
    words
}

fn tells(head: &str) -> bool {
    head.len() <= LONGEST_HEAD && TELLS.is_match(head.to_ascii_lowercase().as_bytes())
}
