//! What a person should check in a report before spending hours on it, with the words it rests on.
//!
//! Invariant: a signal is a question about the text, never a verdict on a person; polished language, a foreign
//! language or a newcomer is no signal.

use serde::Serialize;

use super::duplicates::Rarity;
use super::features::{Features, Kind, ReportText, Token};
use super::lexicon::{CUES, Cue};
use super::products::{Certainty, Knowledge, version_numbers};
use super::traits;
use super::words::Words;

/// What to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// The named function, endpoint or feature may not exist.
    UnknownName,
    /// The device has nothing of this kind.
    ForeignTechnique,
    /// The firmware version cannot be.
    ImpossibleVersion,
    /// The model is not in the catalog.
    UnknownModel,
    /// Lines of a scanner, nothing checked by hand.
    ScannerOnly,
    /// Nothing concrete: no version, request, output or step.
    NothingConcrete,
    /// Phrases in place of facts.
    PhrasesOnly,
    /// Money is asked for before the details.
    DetailsForMoney,
    /// The hardware revision is none that the catalog has for the model.
    UnknownRevision,
    /// Nobody named these before in a report on this product line; says little.
    NeverNamed,
    /// The same text came in before.
    SentBefore,
}

/// A signal with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// What to check.
    pub kind: SignalKind,
    /// The words of the report it rests on; empty when it rests on something missing.
    pub words: Vec<String>,
    /// Where these words stand, in bytes of title, line break and body; those of a field of its own have no place.
    pub places: Vec<Place>,
    /// What to do, in plain English.
    pub says: String,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Signal {
    /// A signal with the places of its words in the text.
    pub(super) fn new(kind: SignalKind, words: Vec<String>, says: &str, text: &str) -> Self {
        let place = |word: &String| {
            let start = Some(word).filter(|w| !w.is_empty()).and_then(|w| text.find(w.as_str()))?;
            Some(Place { start, end: start + word.len() })
        };
        let places = words.iter().filter_map(place).collect();
        Self { kind, words, places, says: says.to_owned() }
    }
}

/// The text that places count in: title, line break, body.
#[must_use]
pub fn text_of(report: &ReportText) -> String {
    format!("{}\n{}", report.title, report.body)
}

/// Lists what a person should check in a report.
#[must_use]
pub fn signals(report: &ReportText, knowledge: &Knowledge) -> Vec<Signal> {
    let text = text_of(report);
    let look = Look::of(&text);
    let mut list = Vec::new();
    list.extend(unknown_names(&text, &look));
    list.extend(foreign_technique(&text, &look));
    list.extend(impossible_version(report, &text, knowledge));
    list.extend(unknown_model(report, &text, knowledge));
    list.extend(unknown_revision(report, &text, knowledge));
    list.extend(scanner_only(&text, &look));
    list.extend(nothing_concrete(&text, &look));
    list.extend(details_for_money(&text, &look));
    list
}

/// What was found in a text.
struct Look {
    words: Words,
    hits: Vec<super::words::Hit<Cue>>,
    concrete: usize,
}

impl Look {
    fn of(text: &str) -> Self {
        let words = Words::of(text);
        let hits = CUES.find_all(&words);
        let concrete = traits::versions(text).len() + traits::payloads(text).len() + output_lines(text);
        Self { words, hits, concrete }
    }

    fn quotes(&self, text: &str, cue: Cue) -> Vec<String> {
        let mut list: Vec<String> = Vec::new();
        for hit in self.hits.iter().filter(|h| h.meaning == cue) {
            let quote = self.words.quote(text, hit.from, hit.to).to_owned();
            if !list.contains(&quote) {
                list.push(quote);
            }
        }
        list.truncate(4);
        list
    }

    fn count(&self, cue: Cue) -> usize {
        self.hits.iter().filter(|h| h.meaning == cue).count()
    }
}

/// Lines that look like output, requests or code.
fn output_lines(text: &str) -> usize {
    let marks = ["$ ", "# ", "> ", "HTTP/", "GET /", "POST /", "curl ", "0x", "(gdb)", "SIGSEGV", "Host:"];
    text.lines().filter(|l| marks.iter().any(|m| l.contains(m))).count()
}

/// A called function or a path in a report that shows neither version, request nor output.
fn unknown_names(text: &str, look: &Look) -> Option<Signal> {
    if look.concrete > 0 || look.count(Cue::ByHand) > 0 {
        return None;
    }
    let mut names: Vec<String> = traits::calls(text).into_iter().map(|f| f.text).collect();
    names.extend(
        traits::paths(text)
            .into_iter()
            .map(|f| f.text)
            .filter(|p| p.matches('/').count() >= 2 || p.ends_with(".c")),
    );
    names.truncate(4);
    let weak =
        look.count(Cue::Phrase) >= 2 || look.count(Cue::Unchecked) > 0 || look.count(Cue::Evidence) == 0;
    let says = "Look for these names in the firmware image before anything else: the report shows no output of them.";
    (!names.is_empty() && weak).then(|| Signal::new(SignalKind::UnknownName, names, says, text))
}

fn foreign_technique(text: &str, look: &Look) -> Option<Signal> {
    let words = look.quotes(text, Cue::Impossible);
    let says = "Home network devices hardly ever have this: check that the device contains it.";
    (!words.is_empty()).then(|| Signal::new(SignalKind::ForeignTechnique, words, says, text))
}

fn impossible_version(report: &ReportText, text: &str, knowledge: &Knowledge) -> Option<Signal> {
    let model = knowledge.find_model(&report.model).or_else(|| {
        let words = Words::of(text);
        knowledge.models_in(text, &words).into_iter().next()
    })?;
    let known = knowledge.firmware_of(&model.model);
    let newest = known.iter().max()?;
    let written = version_numbers(&report.firmware).map(|v| (report.firmware.clone(), v));
    let (words, version) = written.or_else(|| {
        traits::versions(text).into_iter().find_map(|f| version_numbers(&f.text).map(|v| (f.text, v)))
    })?;
    // Only the first number and the second are compared: builds differ by region.
    let (theirs, ours) = (version.first()?, newest.first()?);
    let far = *theirs > ours + 1
        || known.iter().all(|k| k.len() >= 3 && version.len() >= 3) && *theirs > *ours && known.len() > 1;
    let says = "The catalog knows no firmware as high as this for the model: ask where the number was read.";
    far.then(|| Signal::new(SignalKind::ImpossibleVersion, vec![words], says, text))
}

fn unknown_model(report: &ReportText, text: &str, knowledge: &Knowledge) -> Option<Signal> {
    let written = report.model.trim();
    if written.is_empty() {
        return None;
    }
    let found = knowledge.find_model(written);
    let says = match found {
        Some(m) if m.certainty == Certainty::Exact => return None,
        Some(m) if m.certainty == Certainty::Misspelt => {
            format!("Not in the catalog; perhaps {} is meant.", m.model.to_uppercase())
        }
        _ => "Not in the catalog: ask for the label on the device.".to_owned(),
    };
    Some(Signal::new(SignalKind::UnknownModel, vec![written.to_owned()], &says, text))
}

/// A revision written right after a model of ours, such as `E5600 v4`, where the catalog has others only.
fn unknown_revision(report: &ReportText, text: &str, knowledge: &Knowledge) -> Option<Signal> {
    let words = Words::of(text);
    let named = knowledge.models_in(text, &words);
    let revision_at = |at: usize| {
        let word = words.list.get(at).filter(|w| is_revision(&w.folded))?;
        text.get(word.start..word.end).map(str::to_owned)
    };
    // A model and its revision are found as one when only a space is between them.
    let after = named.iter().find_map(|m| {
        let last = m.span.1.checked_sub(1)?;
        revision_at(last).or_else(|| revision_at(m.span.1)).map(|revision| (m.model.clone(), revision))
    });
    let field = || {
        let (model, revision) = report.model.trim().rsplit_once(' ')?;
        let model = knowledge.find_model(model)?.model;
        is_revision(&revision.to_lowercase()).then(|| (model, revision.to_owned()))
    };
    let (model, revision) = after.or_else(field)?;
    let known = knowledge.revisions_of(&model);
    let is_known =
        known.iter().any(|k| k.trim_start_matches('v') == revision.to_lowercase().trim_start_matches('v'));
    let says =
        format!("The catalog has this model as {} only: ask for the label on the device.", known.join(", "));
    (!known.is_empty() && !is_known)
        .then(|| Signal::new(SignalKind::UnknownRevision, vec![revision], &says, text))
}

fn is_revision(word: &str) -> bool {
    let number = word.strip_prefix('v').unwrap_or("");
    !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit())
}

/// From so many reports on a product line on, a name that none of them has says something.
const ENOUGH_REPORTS: u64 = 8;

/// Handlers and functions that no earlier report on the product line names. `earlier` counts the reports before.
#[must_use]
pub fn never_named(report: &ReportText, found: &Features, earlier: &impl Rarity) -> Option<Signal> {
    let lines = found.tokens.iter().filter(|(t, _)| t.kind == Kind::Family && !t.value.starts_with("brand "));
    let reports = lines.map(|(t, _)| earlier.count_with(t)).max().unwrap_or(0);
    if reports < ENOUGH_REPORTS {
        return None;
    }
    let text = text_of(report);
    let is_new = |t: &Token| matches!(t.kind, Kind::Handler | Kind::Name) && earlier.count_with(t) == 0;
    let folded = text.to_ascii_lowercase();
    let as_written = |value: &str| {
        let start = folded.find(value)?;
        text.get(start..start + value.len()).map(str::to_owned)
    };
    let mut words: Vec<String> = Vec::new();
    for word in found.tokens.iter().filter(|(t, _)| is_new(t)).filter_map(|(t, _)| as_written(&t.value)) {
        if !words.contains(&word) && words.len() < 4 {
            words.push(word);
        }
    }
    let says = "No earlier report on this product line names these. That alone says little.";
    (!words.is_empty()).then(|| Signal::new(SignalKind::NeverNamed, words, says, &text))
}

/// A text by which its like is recognised whatever its case, spaces and signs; none for a few words, which many
/// people write.
#[must_use]
pub fn likeness(report: &ReportText) -> Option<String> {
    let words = Words::of(&text_of(report));
    let all: Vec<&str> = words.list.iter().map(|w| w.folded.as_str()).collect();
    (all.len() >= 12).then(|| all.join(" "))
}

/// Says that the same text came in before, as `earlier`.
#[must_use]
pub fn sent_before(report: &ReportText, earlier: &str) -> Signal {
    let first = report.body.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or(&report.title);
    let words = vec![first.to_owned()];
    Signal::new(
        SignalKind::SentBefore,
        words,
        &format!("The same text came in before: {earlier}."),
        &text_of(report),
    )
}

fn scanner_only(text: &str, look: &Look) -> Option<Signal> {
    let lines = look.count(Cue::Scanner) + look.count(Cue::ScannerName);
    if lines < 2 || look.count(Cue::ByHand) > 0 || look.concrete > 1 {
        return None;
    }
    let mut words = look.quotes(text, Cue::ScannerName);
    words.extend(look.quotes(text, Cue::Scanner));
    words.truncate(4);
    let says = "Usual lines of a scanner without anything tried by hand: ask what an attacker gains on which device.";
    Some(Signal::new(SignalKind::ScannerOnly, words, says, text))
}

fn nothing_concrete(text: &str, look: &Look) -> Option<Signal> {
    let has_path = !traits::paths(text).is_empty() || !traits::identifiers(text).is_empty();
    if look.concrete > 0 || has_path || look.count(Cue::Evidence) > 1 {
        return None;
    }
    let phrases = look.quotes(text, Cue::Phrase);
    let (kind, says) = if phrases.len() >= 2 {
        (SignalKind::PhrasesOnly, "Phrases in place of facts: ask for one request and its answer.")
    } else {
        (SignalKind::NothingConcrete, "No version, request, output or step: ask how to see it happen.")
    };
    Some(Signal::new(kind, phrases, says, text))
}

fn details_for_money(text: &str, look: &Look) -> Option<Signal> {
    let words = look.quotes(text, Cue::Demand);
    let asks = words.iter().any(|w| {
        ["pay", "payment", "btc", "bitcoin", "usd", "amount", "bounty", "reward"]
            .iter()
            .any(|m| w.to_lowercase().contains(m))
    });
    let says = "Details are offered for money: answer with the policy.";
    (asks && words.len() >= 2 && look.concrete == 0)
        .then(|| Signal::new(SignalKind::DetailsForMoney, words, says, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(title: &str, body: &str, model: &str, firmware: &str) -> Vec<SignalKind> {
        let report = ReportText {
            title: title.into(),
            body: body.into(),
            model: model.into(),
            firmware: firmware.into(),
            ..ReportText::default()
        };
        let csv = "brand,model,firmware\nLinksys,RE6500,1.0.013.001\nLinksys,RE6500,1.0.10.000\nLinksys,EA7500,3.0.1.207964\n";
        let knowledge = Knowledge::from_catalog(&super::super::Catalog::from_csv(csv).unwrap());
        signals(&report, &knowledge).into_iter().map(|s| s.kind).collect()
    }

    #[test]
    fn a_report_with_request_and_version_raises_nothing() {
        let body = "1. Log in. 2. POST /goform/setLan with lan=$(reboot). HTTP/1.1 200, then it restarts. Firmware 1.0.013.001.";
        assert_eq!(kinds("Injection in setLan", body, "RE6500", "1.0.013.001"), []);
    }

    #[test]
    fn a_revision_the_catalog_lacks_is_named() {
        let csv = "brand,model,hardware_revision\nLinksys,E5600,v1\nLinksys,E5600,v2\n";
        let knowledge = Knowledge::from_catalog(&super::super::Catalog::from_csv(csv).unwrap());
        let body = "On my E5600 v4 the page /x.cgi runs $(id), output below";
        let report = ReportText { body: body.into(), ..ReportText::default() };
        let found = signals(&report, &knowledge);
        let found = found.iter().find(|s| s.kind == SignalKind::UnknownRevision).unwrap();
        assert_eq!(found.words, ["v4"]);
        let same = ReportText { body: body.replace("v4", "v2"), ..ReportText::default() };
        assert!(!signals(&same, &knowledge).iter().any(|s| s.kind == SignalKind::UnknownRevision));
    }

    #[test]
    fn a_name_that_nobody_named_before_says_something_only_after_many_reports() {
        let knowledge = Knowledge::built_in();
        let report = |handler: &str| ReportText {
            title: format!("Overflow in /goform/{handler}"),
            model: "RE6500".into(),
            ..ReportText::default()
        };
        let mut earlier = super::super::Index::new();
        let new = report("setDreams");
        let found = super::super::features(&new, &knowledge);
        assert_eq!(never_named(&new, &found, &earlier), None);
        for n in 0..10 {
            earlier.insert(n, &super::super::features(&report("setLan"), &knowledge));
        }
        assert_eq!(never_named(&new, &found, &earlier).unwrap().words, ["setDreams"]);
        let known = super::super::features(&report("setLan"), &knowledge);
        assert_eq!(never_named(&report("setLan"), &known, &earlier), None);
    }

    #[test]
    fn what_cannot_be_is_named() {
        assert!(
            kinds("x", "The MySQL table of the router is dumped, see 1.0.013.001", "RE6500", "")
                .contains(&SignalKind::ForeignTechnique)
        );
        assert!(
            kinds("x", "Crash with $(id) and output", "RE6500", "9.4.1")
                .contains(&SignalKind::ImpossibleVersion)
        );
        assert!(kinds("x", "Crash with $(id) and output", "QX12345", "").contains(&SignalKind::UnknownModel));
        assert!(
            kinds(
                "x",
                "The function check_token_secure() fails to properly sanitize, following best practices.",
                "",
                ""
            )
            .contains(&SignalKind::UnknownName)
        );
        assert!(
            kinds("scan", "nikto: missing headers X-Frame-Options, cookie without SameSite", "", "")
                .contains(&SignalKind::ScannerOnly)
        );
        assert!(kinds("bug", "there is a hole in your thing", "", "").contains(&SignalKind::NothingConcrete));
        assert!(
            kinds("0day", "pay 1 BTC first, details after payment", "", "")
                .contains(&SignalKind::DetailsForMoney)
        );
    }
}
