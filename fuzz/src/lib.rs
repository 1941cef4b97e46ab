//! What every fuzz target does with its bytes: check them and hold the result against what must be true of any draft.
//!
//! A panic is a find; so is an answer that takes long (libFuzzer's `-timeout`).

use std::sync::LazyLock;

use checks::draft::{Facts, Format, Language, check};
use checks::triage::{Knowledge, Message, ReportText, features, route, signals};

static FACTS: LazyLock<Vec<Facts>> = LazyLock::new(|| {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("../../crates/checks/tests/draft_texts/facts.json")).unwrap_or_default();
    all.as_object().into_iter().flat_map(|cases| cases.values()).filter_map(|case| Facts::from_json(&case.to_string()).ok()).collect()
});

/// Reads the bytes as a draft; the first byte chooses the case.
///
/// # Panics
/// When a finding has no words, or its place is not in the draft: that is what fuzzing looks for.
pub fn draft(bytes: &[u8], format: Format) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let facts = &FACTS[usize::from(*choice) % FACTS.len()];
    let Ok(report) = check(&text, format, facts) else { return };
    for finding in &report.findings {
        for language in [Language::English, Language::German] {
            assert!(!finding.message(language).is_empty() && !finding.suggestion(language).is_empty());
        }
        let Some(span) = &finding.place.span else { continue };
        assert!(!span.quote.is_empty(), "{} has words", finding.rule.name());
        assert!(text[span.byte..].starts_with(&span.quote), "{} has its place", finding.rule.name());
        assert_eq!(text[..span.byte].chars().count(), span.character);
    }
    assert!(report.findings.windows(2).all(|pair| pair[0].rule != pair[1].rule));
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::built_in);

/// Reads the bytes as a report that has just arrived: subject up to the first line end, then the text.
///
/// # Panics
/// When the advice panics: that is what fuzzing looks for.
pub fn report(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (title, body) = text.split_once('\n').unwrap_or(("", &text));
    let report = ReportText { title: title.to_owned(), body: body.to_owned(), ..ReportText::default() };
    let _ = features(&report, &KNOWLEDGE);
    let _ = signals(&report, &KNOWLEDGE);
    let _ = route(&Message::new(title, body), &KNOWLEDGE);
}
