//! What a person should check in a report before spending hours on it, with the words it rests on.
//!
//! Invariant: a signal is a question about the text, never a verdict on a person; polished language, a foreign
//! language or a newcomer is no signal.

use serde::Serialize;

use super::features::ReportText;
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
}

/// A signal with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// What to check.
    pub kind: SignalKind,
    /// The words of the report it rests on; empty when it rests on something missing.
    pub words: Vec<String>,
    /// What to do, in plain English.
    pub says: String,
}

/// Lists what a person should check in a report.
#[must_use]
pub fn signals(report: &ReportText, knowledge: &Knowledge) -> Vec<Signal> {
    let text = format!("{}\n{}", report.title, report.body);
    let look = Look::of(&text);
    let mut list = Vec::new();
    list.extend(unknown_names(&text, &look));
    list.extend(foreign_technique(&text, &look));
    list.extend(impossible_version(report, &text, knowledge));
    list.extend(unknown_model(report, knowledge));
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
    (!names.is_empty() && weak).then(|| Signal {
        kind: SignalKind::UnknownName,
        words: names,
        says: "Look for these names in the firmware image before anything else: the report shows no output of them.".to_owned(),
    })
}

fn foreign_technique(text: &str, look: &Look) -> Option<Signal> {
    let words = look.quotes(text, Cue::Impossible);
    (!words.is_empty()).then(|| Signal {
        kind: SignalKind::ForeignTechnique,
        words,
        says: "Home network devices hardly ever have this: check that the device contains it.".to_owned(),
    })
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
    far.then(|| Signal {
        kind: SignalKind::ImpossibleVersion,
        words: vec![words],
        says: "The catalog knows no firmware as high as this for the model: ask where the number was read."
            .to_owned(),
    })
}

fn unknown_model(report: &ReportText, knowledge: &Knowledge) -> Option<Signal> {
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
    Some(Signal { kind: SignalKind::UnknownModel, words: vec![written.to_owned()], says })
}

fn scanner_only(text: &str, look: &Look) -> Option<Signal> {
    let lines = look.count(Cue::Scanner) + look.count(Cue::ScannerName);
    if lines < 2 || look.count(Cue::ByHand) > 0 || look.concrete > 1 {
        return None;
    }
    let mut words = look.quotes(text, Cue::ScannerName);
    words.extend(look.quotes(text, Cue::Scanner));
    words.truncate(4);
    Some(Signal {
        kind: SignalKind::ScannerOnly,
        words,
        says: "Usual lines of a scanner without anything tried by hand: ask what an attacker gains on which device.".to_owned(),
    })
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
    Some(Signal { kind, words: phrases, says: says.to_owned() })
}

fn details_for_money(text: &str, look: &Look) -> Option<Signal> {
    let words = look.quotes(text, Cue::Demand);
    let asks = words.iter().any(|w| {
        ["pay", "payment", "btc", "bitcoin", "usd", "amount", "bounty", "reward"]
            .iter()
            .any(|m| w.to_lowercase().contains(m))
    });
    (asks && words.len() >= 2 && look.concrete == 0).then(|| Signal {
        kind: SignalKind::DetailsForMoney,
        words,
        says: "Details are offered for money: answer with the policy.".to_owned(),
    })
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
