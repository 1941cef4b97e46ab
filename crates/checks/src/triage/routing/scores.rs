//! How much speaks for each place: sums of what was read.
//!
//! The sums are measures among others for the choice; within a label the highest one gives the reason.

use super::reading::Reading;
use super::{Label, RouteReason};
use crate::triage::lexicon::Cue;
use crate::triage::products::{Certainty, Named};

/// A label with its score.
#[derive(Clone, Copy, Debug)]
struct Scored {
    label: Label,
    reason: Option<RouteReason>,
    score: f64,
}

#[derive(Debug)]
pub(super) struct Scores(Vec<Scored>);

/// What a model of ours with something concrete is worth beyond its parts, because a report sent away costs most.
const LEAN: f64 = 0.6;

impl Scores {
    /// The reason with the highest sum among those of a label.
    pub(super) fn reason_of(&self, label: Label) -> Option<RouteReason> {
        let of_label = self.0.iter().filter(|s| s.label == label);
        of_label.max_by(|a, b| a.score.total_cmp(&b.score)).and_then(|s| s.reason)
    }

    /// All sums in their order, within bounds.
    pub(super) fn sums(&self) -> impl Iterator<Item = f64> {
        self.0.iter().map(|s| s.score.clamp(-2.0, 8.0))
    }
}

impl Reading {
    pub(super) fn scores(&self) -> Scores {
        let weights = Weights::of(self);
        let mut list = vec![Scored { label: Label::InScope, reason: None, score: weights.in_scope(self) }];
        let mut add = |label, reason, score| list.push(Scored { label, reason: Some(reason), score });
        add(Label::OutOfScope, RouteReason::OwnedWeb, weights.owned_web(self));
        add(Label::OutOfScope, RouteReason::Cloud, weights.cloud(self));
        add(Label::OutOfScope, RouteReason::ThirdPartyService, weights.partner(self));
        add(Label::OutOfScope, RouteReason::Phishing, weights.phishing(self));
        add(Label::OutOfScope, RouteReason::SocialEngineering, weights.social(self));
        add(Label::TechSupport, RouteReason::LostPassword, weights.support(self, Cue::LostPassword));
        add(Label::TechSupport, RouteReason::SetupHelp, weights.support(self, Cue::Setup) - 0.1);
        add(Label::TechSupport, RouteReason::BelievesHacked, weights.support(self, Cue::Hacked));
        add(Label::TechSupport, RouteReason::SecurityQuestion, weights.support(self, Cue::SecurityQuestion));
        add(Label::TechSupport, RouteReason::OrderWarranty, weights.support(self, Cue::Order));
        add(Label::Junk, RouteReason::ScannerOutput, weights.scanner(self));
        add(Label::Junk, RouteReason::AiGenerated, weights.generated(self));
        add(Label::Junk, RouteReason::Spam, weights.spam(self));
        add(Label::Junk, RouteReason::Empty, weights.empty(self));
        list.push(Scored { label: Label::NotOurProduct, reason: None, score: weights.other_maker(self) });
        Scores(list)
    }
}

/// Sums that several scores share.
struct Weights {
    /// How surely one of our devices is meant.
    device: f64,
    /// How surely a flaw is claimed.
    flaw: f64,
    /// How concrete the claim is.
    concrete: f64,
    /// How surely another maker's device is meant.
    other: f64,
    /// Sentences that say who gets at what.
    claims: f64,
    length: usize,
}

impl Weights {
    fn of(r: &Reading) -> Self {
        let own_model = r.own_models().map(|m| m.certainty).max();
        let model = match own_model {
            Some(Certainty::Exact) => 2.5,
            Some(Certainty::Misspelt | Certainty::Series) => 2.0,
            None => 0.0,
        };
        let brand = if r.named(|n| n == Named::Brand) > 0 { 0.8 } else { 0.0 };
        let line = if r.named(|n| n == Named::Line) > 0 { 0.5 } else { 0.0 };
        let device =
            model + brand + line + 0.3 * r.count(Cue::Device).min(3.0) + 0.3 * r.count(Cue::Inside).min(4.0);
        let concrete = 0.7 * small(r.concrete.versions).min(1.0)
            + 0.7 * small(r.concrete.paths).min(2.0)
            + 0.7 * small(r.concrete.payloads).min(2.0)
            + 0.4 * small(r.concrete.identifiers)
            + 0.5 * r.count(Cue::Evidence).min(3.0)
            + 0.6 * r.count(Cue::ByHand).min(2.0);
        let flaw = 0.8 * r.count(Cue::Flaw).min(3.0) + 0.4 * r.count(Cue::Effect).min(2.0);
        let claims = small(r.count_claims());
        Self { device, flaw, concrete, other: other_maker(r), claims, length: r.words.list.len() }
    }

    fn in_scope(&self, r: &Reading) -> f64 {
        let mut score =
            -0.6 + 0.8 * self.device.min(5.0) + 0.9 * self.flaw.min(3.0) + 0.7 * self.concrete.min(4.0);
        score += 0.8 * r.count(Cue::DeviceSaid).min(2.0);
        if self.device < 2.0 {
            score -= 1.2;
        } else if self.concrete >= 0.7 || self.claims > 0.0 {
            score += LEAN;
        }
        // A report claims a flaw; a model and a question are no report.
        score += 0.6 * self.claims;
        if self.flaw == 0.0 && self.claims == 0.0 {
            score -= if self.asks(r) > 0.0 { 1.8 } else { 0.8 };
        }
        if self.concrete + self.claims == 0.0 {
            score -= 0.5 + 0.5 * self.asks(r);
        }
        score -= 1.5 * r.count(Cue::NoDevice).min(1.0) + 1.0 * r.count(Cue::ServerSaid).min(1.0);
        score - 1.8 * r.count(Cue::Impossible).min(2.0)
    }

    fn owned_web(&self, r: &Reading) -> f64 {
        let host = if has_unexcused_host(r, &r.hosts.owned) { 3.5 } else { 0.0 };
        let web = (r.count(Cue::Web) + small(r.named(|n| n == Named::Web))).min(3.0);
        if host == 0.0 && web == 0.0 {
            return -2.0;
        }
        let brand = if r.named(|n| n == Named::Brand) > 0 { 0.5 } else { 0.0 };
        host + 0.9 * web + brand + 0.5 * self.flaw.min(2.0) + 1.5 * r.count(Cue::NoDevice).min(1.0)
            - self.device_pull(r)
    }

    fn cloud(&self, r: &Reading) -> f64 {
        let named = if r.named(|n| n == Named::Cloud) > 0 { 2.0 } else { 0.0 };
        let host = if has_unexcused_host(r, &r.hosts.cloud) { 3.0 } else { 0.0 };
        let words = r.count(Cue::Cloud).min(3.0);
        if named + host + words + r.count(Cue::ServerSaid) == 0.0 {
            return -2.0;
        }
        let claims_nothing =
            if self.flaw + self.claims + r.count(Cue::ServerSaid) == 0.0 { 1.0 } else { 0.0 };
        named + host - claims_nothing
            + 0.9 * words
            + 1.5 * r.count(Cue::ServerSaid).min(2.0)
            + 0.5 * self.flaw.min(2.0)
            - self.device_pull(r)
    }

    fn partner(&self, r: &Reading) -> f64 {
        let partner = r.count(Cue::Partner) + small(r.named(|n| n == Named::Partner));
        if partner == 0.0 {
            return -2.0;
        }
        1.0 + 1.1 * partner.min(3.0) + 0.8 * r.count(Cue::ElsewhereSaid).min(3.0) + 0.3 * self.flaw.min(2.0)
            - self.device_pull(r)
    }

    fn phishing(&self, r: &Reading) -> f64 {
        let count = r.count(Cue::Phishing).min(4.0);
        let denied = r.count(Cue::NotThat).min(1.0);
        if count == 0.0 {
            return -2.0;
        }
        0.8 + 1.2 * count - 2.0 * denied - self.device_pull(r)
    }

    fn social(&self, r: &Reading) -> f64 {
        let count = r.count(Cue::Social).min(4.0);
        if count == 0.0 {
            return -2.0;
        }
        0.3 + 1.4 * count - self.device_pull(r)
    }

    /// How much the concrete flaw in a device of ours outweighs other places.
    fn device_pull(&self, r: &Reading) -> f64 {
        let has_model = r.own_models().next().is_some();
        if !has_model {
            return 0.15 * self.concrete + 0.5 * r.count(Cue::DeviceSaid).min(2.0);
        }
        0.3 * self.flaw.min(3.0) + 0.35 * self.concrete.min(4.0) + 0.8 * r.count(Cue::DeviceSaid).min(2.0)
    }

    /// How much the sender asks rather than reports.
    fn asks(&self, r: &Reading) -> f64 {
        r.count_asks().min(2.0) + if r.is_question() { 0.8 } else { 0.0 }
    }

    fn support(&self, r: &Reading, cue: Cue) -> f64 {
        let count = r.count(cue).min(3.0);
        let asks = self.asks(r);
        if count == 0.0 {
            // Somebody with one of our products who claims nothing most likely wants help.
            let plain = cue == Cue::Setup && self.flaw == 0.0 && self.device >= 0.5 && self.length >= 6;
            return if plain {
                0.9 * asks - 0.3 - 0.6 * self.concrete - 0.8 * self.claims
            } else {
                -2.0 + 0.5 * asks
            };
        }
        let cves = cue == Cue::SecurityQuestion && r.is_question() && r.concrete.cves > 0;
        let count = if cves { count + 1.0 } else { count };
        // Words of use occur in every report; help is wanted where somebody asks.
        let unasked = if asks == 0.0 && cue == Cue::Setup { 1.0 } else { 0.0 };
        let denied = 1.5 * r.count(Cue::NotThat).min(1.0);
        0.6 + 1.1 * count + 0.9 * asks + 0.2 * self.device.min(3.0)
            - 0.6 * self.concrete.min(5.0)
            - 0.45 * self.flaw
            - 0.5 * self.claims
            - unasked
            - denied
    }

    fn scanner(&self, r: &Reading) -> f64 {
        let found = r.count(Cue::Scanner).min(4.0) + r.count(Cue::ScannerName).min(2.0);
        if found == 0.0 {
            return -2.0;
        }
        // Testers name their tools too; a scan shows by its lines.
        let tool_only = if r.count(Cue::Scanner) + r.count(Cue::Unchecked) == 0.0 { 1.2 } else { 0.0 };
        0.3 - tool_only + 1.2 * found + 1.2 * r.count(Cue::Unchecked).min(3.0)
            - 2.2 * r.count(Cue::ByHand).min(2.0)
            - 0.3 * self.concrete
            - 0.2 * self.flaw
    }

    fn generated(&self, r: &Reading) -> f64 {
        let phrases = r.count(Cue::Phrase).min(5.0);
        let impossible = r.count(Cue::Impossible).min(3.0);
        if phrases + impossible == 0.0 {
            return -2.0;
        }
        let has_model = if r.models.is_empty() { 0.0 } else { 0.7 };
        -0.2 + 1.0 * phrases + 1.7 * impossible
            - has_model
            - 0.4 * r.count(Cue::Evidence).min(3.0)
            - 1.0 * r.count(Cue::ByHand).min(2.0)
    }

    fn spam(&self, r: &Reading) -> f64 {
        let count = r.count(Cue::Spam).min(4.0);
        if count == 0.0 { -2.0 } else { 0.8 + 1.5 * count - 0.7 * self.concrete }
    }

    fn empty(&self, r: &Reading) -> f64 {
        let short = match self.length {
            0..=3 => 3.5,
            4..=8 => 2.0,
            9..=15 => 0.5,
            _ => -1.0,
        };
        let demand = r.count(Cue::Demand).min(4.0);
        let model = if r.models.is_empty() { 0.0 } else { 2.5 };
        short + 1.1 * demand
            - 0.9 * self.concrete
            - 0.5 * r.count(Cue::Inside).min(3.0)
            - model
            - 0.4 * r.count(Cue::Ask)
            - 0.3 * r.count(Cue::Device).min(2.0)
            - 0.4 * self.device.min(2.0)
    }

    fn other_maker(&self, r: &Reading) -> f64 {
        if self.other == 0.0 {
            return -2.0;
        }
        self.other
            + 0.3 * self.flaw.min(3.0)
            + 0.2 * self.concrete.min(3.0)
            + 1.2 * r.count(Cue::Compared).min(2.0)
    }
}

fn has_unexcused_host(r: &Reading, hosts: &[String]) -> bool {
    hosts.iter().any(|host| {
        let at = r.text.find(host.as_str()).unwrap_or(0);
        let word = r.words.list.iter().position(|w| w.start >= at).unwrap_or(0);
        !r.is_fine(word)
    })
}

/// A count as a weight, at most three.
fn small(n: usize) -> f64 {
    f64::from(u32::try_from(n.min(3)).unwrap_or(3))
}

/// How surely a device or software of others is meant.
fn other_maker(r: &Reading) -> f64 {
    let named = r.count_makers();
    let models = r.other_models.iter().filter(|(at, _)| !r.is_fine(*at)).count();
    let projects = r.named(|n| matches!(n, Named::Project));
    if named + models + projects == 0 {
        return 0.0;
    }
    let mut score = 0.0;
    if named > 0 {
        score += 2.6;
    }
    if models > 0 {
        score += 2.6;
    }
    if projects > 0 {
        score += 6.0;
    }
    let own = r.own_models().count();
    if own == 0 { score + 2.0 } else { score - 0.5 }
}
