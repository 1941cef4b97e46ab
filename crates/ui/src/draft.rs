//! A draft with its findings in the margin: numbered marks in the text, each finding beside the paragraph it is
//! about, linked both ways. Readable in order without script and without style.

use std::ops::Range;

use maud::{Markup, html};

use crate::Text;
use crate::chip::Tone;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// A finding about a place in the text, or about the whole of it.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// Danger: must change. Warning: should. Info: could.
    pub tone: Tone,
    /// What is wrong, in a few words.
    pub title: Text<'a>,
    /// Why, against which fact.
    pub why: Text<'a>,
    /// Words to use instead.
    pub suggestion: Option<Text<'a>>,
    /// The place as byte offsets into the text; `None` for the whole text.
    pub place: Option<Range<usize>>,
}

/// Draws the text with marks and the findings beside it. Places outside the text, or inside a character, are moved
/// to the nearest boundary.
#[must_use]
pub fn draft(locale: Locale, text: &str, findings: &[Finding<'_>]) -> Markup {
    let numbered: Vec<_> = findings.iter().enumerate().collect();
    let paragraphs = paragraphs(text);
    let homes: Vec<Option<usize>> = findings.iter().map(|finding| home(text, &paragraphs, finding)).collect();
    html! {
        div.draft {
            @let whole: Vec<_> = numbered.iter().filter(|(_, f)| f.place.is_none()).collect();
            @if !whole.is_empty() {
                div.draft-whole { @for (i, finding) in whole { (note(locale, *i, finding)) } }
            }
            @for (number, paragraph) in paragraphs.iter().enumerate() {
                @let marks = marks_in(text, paragraph, findings);
                div.draft-row {
                    p.draft-text { (marked(locale, text, paragraph, &marks)) }
                    div.draft-notes {
                        @for (i, finding) in &numbered {
                            @if homes.get(*i) == Some(&Some(number)) { (note(locale, *i, finding)) }
                        }
                    }
                }
            }
        }
    }
}

fn note(locale: Locale, index: usize, finding: &Finding<'_>) -> Markup {
    let picture = if finding.tone == Tone::Info { Icon::Info } else { Icon::Alert };
    html! {
        article class={ "draft-note draft-note-" (finding.tone.class()) } id={ "finding-" (index + 1) } {
            p.draft-note-title {
                (icon(picture)) span {
                    @if finding.place.is_some() {
                        a href={ "#mark-" (index + 1) } aria-label=(locale.t_with("ui-to-place", &[("n", (index + 1).into())])) {
                            (index + 1)
                        }
                        ". "
                    }
                    (finding.title)
                }
            }
            p { (finding.why) }
            @if let Some(suggestion) = &finding.suggestion {
                p.hint { (locale.t("ui-suggestion")) } blockquote { (suggestion) }
            }
        }
    }
}

/// The byte ranges of the paragraphs, split at blank lines; never empty for a text that is not blank.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            found.extend(start.take().map(|s| s..at));
        } else {
            start.get_or_insert(at);
        }
        at = end;
    }
    found.extend(start.map(|s| s..at));
    found
}

fn clamp(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(place.start.min(text.len()));
    let end = text.ceil_char_boundary(place.end.min(text.len())).max(start);
    start..end
}

/// The paragraph a finding stands beside: where it starts, or the one before the blank lines it starts in.
fn home(text: &str, paragraphs: &[Range<usize>], finding: &Finding<'_>) -> Option<usize> {
    let start = clamp(text, finding.place.as_ref()?).start;
    Some(paragraphs.partition_point(|paragraph| paragraph.start <= start).saturating_sub(1))
}

/// The marks within a paragraph: finding number and range, in order.
fn marks_in(text: &str, paragraph: &Range<usize>, findings: &[Finding<'_>]) -> Vec<(usize, Range<usize>)> {
    let mut marks: Vec<_> = findings
        .iter()
        .enumerate()
        .filter_map(|(i, f)| {
            let place = clamp(text, f.place.as_ref()?);
            let cut = place.start.max(paragraph.start)..place.end.min(paragraph.end);
            (cut.start < cut.end).then_some((i, cut))
        })
        .collect();
    marks.sort_by_key(|(i, range)| (range.start, *i));
    marks
}

/// The text of a paragraph with its marks. Where marks overlap, the later one begins where the earlier one ends.
fn marked(locale: Locale, text: &str, paragraph: &Range<usize>, marks: &[(usize, Range<usize>)]) -> Markup {
    let mut pieces = Vec::new();
    let mut at = paragraph.start;
    for (i, range) in marks {
        let start = range.start.max(at);
        let end = range.end.max(start);
        pieces.push((None, &text[at..start]));
        pieces.push((Some(*i), &text[start..end]));
        at = end;
    }
    pieces.push((None, &text[at..paragraph.end]));
    html! {
        @for (mark, piece) in pieces {
            @match mark {
                None => (piece),
                Some(i) => mark id={ "mark-" (i + 1) } {
                    (piece)
                    a.mark-number href={ "#finding-" (i + 1) }
                        aria-label=(locale.t_with("ui-to-finding", &[("n", (i + 1).into())])) { (i + 1) }
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(place: Option<Range<usize>>) -> Finding<'static> {
        Finding { tone: Tone::Warning, title: "t".into(), why: "w".into(), suggestion: None, place }
    }

    #[test]
    fn every_finding_stands_in_the_margin_once_and_no_place_panics() {
        let text = "Ein Fehler – remote.\n\nZweiter Absatz, größer.\n";
        for place in [
            None,
            Some(0..3),
            Some(12..14),
            Some(13..13),
            Some(20..40),
            Some(900..1_000),
            Some(Range { start: usize::MAX, end: 0 }),
        ] {
            let html = draft(Locale::english(), text, &[finding(place.clone())]).into_string();
            assert_eq!(html.matches("id=\"finding-1\"").count(), 1, "{place:?}");
        }
    }

    #[test]
    fn the_words_of_the_draft_stay_whole_under_overlapping_marks() {
        let html =
            draft(Locale::english(), "abcdef", &[finding(Some(0..4)), finding(Some(2..6))]).into_string();
        assert!(html.contains(">abcd<a") && html.contains(">ef<a"), "{html}");
    }
}
