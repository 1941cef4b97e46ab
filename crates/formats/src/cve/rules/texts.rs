//! Rules about prose: descriptions, reasons of a rejection, types and causes.

use std::collections::BTreeSet;

use super::{Subject, add, items};
use crate::cve::content::{self, LangText};
use crate::finding::Finding;

/// The shortest description that can say anything, in characters (cvelint E003).
const MIN_CHARS: usize = 10;

pub(super) fn check(subject: Subject<'_>, out: &mut Vec<Finding>) {
    let container = subject.container;
    if let Some(reasons) = &container.rejected_reasons {
        check_list(subject, "/rejectedReasons", reasons, out);
        let explains = |text: &LangText| text.value.trim().chars().count() >= MIN_CHARS;
        if !reasons.iter().any(explains) {
            let message = "a rejection is explained in a sentence";
            add(out, "rejection-explanation", subject.at("/rejectedReasons"), message);
        }
        return;
    }
    let descriptions = items(container.descriptions.as_ref());
    check_list(subject, "/descriptions", descriptions, out);
    if !descriptions.iter().any(LangText::is_english) {
        add(out, "english-description", subject.at("/descriptions"), "one description is in English");
    }
    for (index, text) in descriptions.iter().enumerate() {
        let pointer = subject.at(&format!("/descriptions/{index}/value"));
        check_description(subject, text, &pointer, out);
    }
    check_types(subject, out);
    for (name, texts) in [
        ("timeline", container.timeline.as_ref().map(|list| texts(list, |e| &e.value))),
        ("credits", container.credits.as_ref().map(|list| texts(list, |e| &e.value))),
    ] {
        for (index, _) in texts.into_iter().flatten().enumerate().filter(|(_, text)| text.trim().is_empty()) {
            add(out, "text-blank", subject.at(&format!("/{name}/{index}/value")), "the text is blank");
        }
    }
}

fn texts<T>(list: &[T], text: fn(&T) -> &String) -> Vec<&str> {
    list.iter().map(|entry| text(entry).as_str()).collect()
}

/// What holds for every list of texts by language: CVE Services take each English tag once and no blank text.
fn check_list(subject: Subject<'_>, place: &str, texts: &[LangText], out: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (index, text) in texts.iter().enumerate() {
        let pointer = subject.at(&format!("{place}/{index}"));
        if text.value.trim().is_empty() {
            add(out, "text-blank", format!("{pointer}/value"), "the text is blank");
        }
        if has_unicode_escape(&text.value) {
            let message = "the text holds \\u and four digits; write the character itself";
            add(out, "unicode-escape", format!("{pointer}/value"), message);
        }
        if text.is_english() && !seen.insert(text.lang.to_lowercase()) {
            let message = format!("there are two texts in \"{}\"; CVE Services take one", text.lang);
            add(out, "description-twice", format!("{pointer}/lang"), &message);
        }
    }
}

fn has_unicode_escape(text: &str) -> bool {
    text.split("\\u")
        .skip(1)
        .any(|rest| rest.as_bytes().get(..4).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

/// Words that name who found a flaw; credits have a place of their own.
const CREDIT: [&str; 12] = [
    "discovered by ",
    "reported by ",
    "found by ",
    "credit to ",
    "credits to ",
    "credit goes to ",
    "thanks to ",
    "we thank ",
    "we would like to thank ",
    "acknowledgment",
    "acknowledgement",
    "kudos to ",
];

/// Words of advertising.
const ADVERTISING: [&str; 6] = [
    "industry-leading",
    "industry leading",
    "award-winning",
    "best-in-class",
    "world-class",
    "market-leading",
];

/// Beginnings of ids that are not CVE ids.
const OTHER_IDS: [&str; 14] = [
    "GHSA-", "EUVD-", "GCVE-", "VDB-", "ZDI-", "ZSL-", "BDU:", "CNVD-", "CNNVD-", "OSVDB-", "RUSTSEC-",
    "PYSEC-", "JVNDB-", "VU#",
];

fn check_description(subject: Subject<'_>, text: &LangText, pointer: &str, out: &mut Vec<Finding>) {
    let value = text.value.as_str();
    let mut say = |rule, message: &str| add(out, rule, pointer.to_owned(), message);
    if text.is_english() && value.trim().chars().count() < MIN_CHARS {
        say("description-length", "a description has at least 10 characters");
    }
    if value.trim() != value && !value.trim().is_empty() {
        say("description-spaces", "remove the blanks at the beginning or the end");
    }
    let lower = value.to_lowercase();
    if let Some(words) = CREDIT.iter().find(|words| lower.contains(*words)) {
        let message = format!("\"{}\" credits somebody; name them under credits", words.trim());
        say("description-credit", &message);
    }
    if let Some(words) = ADVERTISING.iter().find(|words| lower.contains(*words)) {
        say("description-advertising", &format!("\"{words}\" is advertising"));
    }
    if let Some(start) = OTHER_IDS.iter().find(|start| value.contains(*start)) {
        say("description-other-id", &format!("an id that begins with {start} belongs among the references"));
    }
    let comparison = ["a different vulnerability than cve-", "a different issue than cve-"];
    let only = lower.split(['.', ';', ',']).filter(|part| !part.trim().is_empty()).count() < 2;
    let own = subject.cve_id().unwrap_or_default();
    if only && own != value && comparison.iter().any(|words| lower.contains(words)) {
        say("description-comparison", "say what the flaw is, not only which one it is not");
    }
}

fn check_types(subject: Subject<'_>, out: &mut Vec<Finding>) {
    let types = items(subject.container.problem_types.as_ref());
    let mut said = false;
    let mut classified = false;
    for (index, kind) in types.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (inner, text) in kind.descriptions.iter().enumerate() {
            let pointer = subject.at(&format!("/problemTypes/{index}/descriptions/{inner}"));
            let nothing = ["", "n/a", "none", "unknown", "-"]
                .contains(&text.description.trim().to_lowercase().as_str());
            said |= !nothing || text.cwe_id.is_some();
            classified |= text.cwe_id.is_some();
            if text.description.trim().is_empty() {
                add(out, "text-blank", format!("{pointer}/description"), "the text is blank");
            }
            if content::is_english(&text.lang) && !seen.insert(text.lang.to_lowercase()) {
                let message = format!("there are two texts in \"{}\"; CVE Services take one", text.lang);
                add(out, "description-twice", format!("{pointer}/lang"), &message);
            }
            if let (Some(id), Some(named)) = (&text.cwe_id, first_cwe(&text.description))
                && *id != named
            {
                let message = format!("the text names {named}, the id is {id}");
                add(out, "problem-type-contradiction", format!("{pointer}/cweId"), &message);
            }
        }
    }
    if !said {
        let message = "name the type or the cause of the flaw, best as a CWE; it may stay open only while nobody can tell";
        add(out, "problem-type", subject.at("/problemTypes"), message);
    } else if !classified {
        add(out, "problem-type-cwe", subject.at("/problemTypes"), "name the type as a CWE (cweId)");
    }
}

/// The first CWE id in a text.
fn first_cwe(text: &str) -> Option<String> {
    let rest = text.split("CWE-").nth(1)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("CWE-{digits}"))
}
