//! The words that advice on a place rests on, quoted as the sender wrote them.

use super::reading::Reading;
use super::{Evidence, Label, RouteReason};
use crate::triage::lexicon::Cue;
use crate::triage::products::Named;

/// How many quotes are shown.
const SHOWN: usize = 6;

impl Reading {
    pub(super) fn evidence(&self, label: Label, reason: Option<RouteReason>) -> Vec<Evidence> {
        let mut list = Vec::new();
        if label == Label::InScope {
            for model in self.models.iter().filter(|m| m.span != (0, 0)).take(2) {
                self.push(&mut list, model.span, "one of our models");
            }
        }
        if label == Label::NotOurProduct {
            for (from, to) in self.other_models.iter().take(2) {
                self.push(&mut list, (*from, *to), "a model number of another maker");
            }
            for hit in &self.names {
                match hit.meaning {
                    Named::Maker => {
                        self.push(&mut list, (hit.from, hit.to), "another maker or one of its product lines");
                    }
                    Named::Project => self.push(&mut list, (hit.from, hit.to), "firmware made by others"),
                    _ => {}
                }
            }
        }
        if let Some(RouteReason::OwnedWeb | RouteReason::Cloud) = reason {
            let hosts = self.hosts.owned.iter().chain(&self.hosts.cloud);
            list.extend(hosts.map(|h| Evidence { words: h.clone(), says: "a server of the maker" }));
        }
        for (cue, says) in cues_for(label, reason) {
            for hit in self.hits.iter().filter(|h| h.meaning == *cue && !self.is_fine(h.from)) {
                self.push(&mut list, (hit.from, hit.to), says);
            }
        }
        list.truncate(SHOWN);
        list
    }

    fn push(&self, list: &mut Vec<Evidence>, span: (usize, usize), says: &'static str) {
        let words = self.words.quote(&self.text, span.0, span.1).to_owned();
        if !words.is_empty() && !list.iter().any(|e| e.words == words) {
            list.push(Evidence { words, says });
        }
    }
}

fn cues_for(label: Label, reason: Option<RouteReason>) -> &'static [(Cue, &'static str)] {
    match (label, reason) {
        (Label::InScope, _) => &[
            (Cue::Flaw, "a way it breaks"),
            (Cue::DeviceSaid, "said to be in the device"),
            (Cue::Evidence, "something concrete"),
        ],
        (_, Some(RouteReason::OwnedWeb)) => &[(Cue::Web, "a web site")],
        (_, Some(RouteReason::Cloud)) => {
            &[(Cue::Cloud, "a cloud or account"), (Cue::ServerSaid, "said to be on the server")]
        }
        (_, Some(RouteReason::ThirdPartyService)) => {
            &[(Cue::Partner, "a service of others"), (Cue::ElsewhereSaid, "said to be elsewhere")]
        }
        (_, Some(RouteReason::Phishing)) => &[(Cue::Phishing, "fraud in the maker's name")],
        (_, Some(RouteReason::SocialEngineering)) => &[(Cue::Social, "people or premises")],
        (_, Some(RouteReason::LostPassword)) => &[(Cue::LostPassword, "a lost password")],
        (_, Some(RouteReason::SetupHelp)) => &[(Cue::Setup, "help with use"), (Cue::Ask, "a question")],
        (_, Some(RouteReason::BelievesHacked)) => {
            &[(Cue::Hacked, "fear of being hacked"), (Cue::Ask, "a question")]
        }
        (_, Some(RouteReason::SecurityQuestion)) => &[(Cue::SecurityQuestion, "a question about security")],
        (_, Some(RouteReason::OrderWarranty)) => &[(Cue::Order, "an order or warranty")],
        (_, Some(RouteReason::ScannerOutput)) => &[
            (Cue::ScannerName, "a scanner"),
            (Cue::Scanner, "a usual line of scanners"),
            (Cue::Unchecked, "not checked"),
        ],
        (_, Some(RouteReason::AiGenerated)) => {
            &[(Cue::Impossible, "not found in such devices"), (Cue::Phrase, "a phrase without content")]
        }
        (_, Some(RouteReason::Spam)) => &[(Cue::Spam, "advertising or fraud")],
        (_, Some(RouteReason::Empty)) => &[(Cue::Demand, "a demand without content")],
        (_, None) => &[(Cue::Compared, "a comparison")],
    }
}
