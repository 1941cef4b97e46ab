//! What a message measures, as numbers: the sums for each place, and how often each cue counts.

use super::reading::Reading;
use crate::triage::lexicon::Cue;
use crate::triage::products::{Certainty, Named};

/// Number of sums for places, in the order of the scores.
const PLACES: usize = 16;
/// Cues that are counted.
const CUES: [(Cue, &str); 34] = [
    (Cue::Flaw, "a way it breaks"),
    (Cue::Effect, "an effect"),
    (Cue::Evidence, "evidence"),
    (Cue::Device, "a kind of device"),
    (Cue::Inside, "inside a device"),
    (Cue::Web, "web sites"),
    (Cue::Cloud, "clouds"),
    (Cue::Partner, "partners"),
    (Cue::ElsewhereSaid, "said to be elsewhere"),
    (Cue::Phishing, "phishing"),
    (Cue::Social, "people or premises"),
    (Cue::LostPassword, "a lost password"),
    (Cue::Setup, "help with use"),
    (Cue::Hacked, "fear of being hacked"),
    (Cue::SecurityQuestion, "questions about security"),
    (Cue::Order, "orders"),
    (Cue::Ask, "asking"),
    (Cue::Scanner, "lines of scanners"),
    (Cue::ScannerName, "names of scanners"),
    (Cue::Unchecked, "unchecked"),
    (Cue::ByHand, "checked by hand"),
    (Cue::Spam, "advertising"),
    (Cue::Demand, "a demand"),
    (Cue::Phrase, "phrases"),
    (Cue::Impossible, "impossible techniques"),
    (Cue::Fine, "said to be fine"),
    (Cue::NotThat, "said not to be that"),
    (Cue::Compared, "compared"),
    (Cue::NoDevice, "no device"),
    (Cue::DeviceSaid, "said to be in the device"),
    (Cue::ServerSaid, "said to be on the server"),
    (Cue::Actor, "an actor"),
    (Cue::Gain, "a gain"),
    (Cue::Asset, "an asset"),
];
/// Other numbers, in the order of [`Reading::others`].
const OTHERS: [&str; 21] = [
    "our exact model",
    "our model by its looks",
    "our brand",
    "our product line",
    "makers of others",
    "models of others",
    "firmware projects",
    "our clouds",
    "our web words",
    "our hosts",
    "our cloud hosts",
    "versions",
    "paths",
    "payloads",
    "identifiers",
    "known weaknesses",
    "claims",
    "is a question",
    "very short",
    "short",
    "long",
];

/// Number of measures of a message.
pub const MEASURES: usize = PLACES + CUES.len() + OTHERS.len();

/// What is measured, in order.
#[must_use]
pub fn names() -> Vec<String> {
    let places = (0..PLACES).map(|n| format!("sum {n}"));
    let cues = CUES.iter().map(|(_, says)| (*says).to_owned());
    places.chain(cues).chain(OTHERS.iter().map(|says| (*says).to_owned())).collect()
}

impl Reading {
    /// The measures, in the order of [`names`].
    pub(super) fn measure(&self) -> [f64; MEASURES] {
        let scores = self.scores();
        let sums = scores.sums();
        let cues = CUES.iter().map(|(cue, _)| saturate(self.count(*cue)));
        let mut values = sums.chain(cues).chain(self.others());
        std::array::from_fn(|_| values.next().unwrap_or(0.0))
    }

    fn others(&self) -> [f64; OTHERS.len()] {
        let flag = |b: bool| if b { 1.0 } else { 0.0 };
        let count = |n: usize| saturate(f64::from(u32::try_from(n.min(9)).unwrap_or(9)));
        let certainty = self.own_models().map(|m| m.certainty).max();
        let length = self.words.list.len();
        [
            flag(certainty == Some(Certainty::Exact)),
            flag(matches!(certainty, Some(Certainty::Misspelt | Certainty::Series))),
            flag(self.named(|n| n == Named::Brand) > 0),
            flag(self.named(|n| n == Named::Line) > 0),
            count(self.count_makers()),
            count(self.other_models.iter().filter(|(at, _)| !self.is_fine(*at)).count()),
            count(self.named(|n| n == Named::Project)),
            count(self.named(|n| n == Named::Cloud)),
            count(self.named(|n| n == Named::Web)),
            count(self.hosts.owned.len()),
            count(self.hosts.cloud.len()),
            count(self.concrete.versions),
            count(self.concrete.paths),
            count(self.concrete.payloads),
            count(self.concrete.identifiers),
            count(self.concrete.cves),
            count(self.count_claims()),
            flag(self.is_question()),
            flag(length <= 6),
            flag(length <= 15),
            flag(length >= 60),
        ]
    }
}

/// The first time counts most.
fn saturate(count: f64) -> f64 {
    (1.0 + count.min(8.0)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_name() {
        assert_eq!(names().len(), MEASURES);
        let reading =
            Reading::of(&super::super::Message::new("", "x"), &crate::triage::Knowledge::built_in());
        assert_eq!(reading.scores().sums().count(), PLACES);
    }
}
