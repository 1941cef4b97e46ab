//! Where a message belongs: five labels with the words the advice rests on.
//!
//! The question behind all rules: where is the code that must be changed? Each place (our device, our servers,
//! another service, another maker, nowhere) collects what speaks for it; what the sender says is fine is taken
//! out. Invariant: a report that names one of our models with a flaw and something concrete is never deflected
//! by support words, scanner names or polished language alone.

mod choice;
mod evidence;
mod measure;
mod reading;
mod scores;
mod weights;

use serde::Serialize;

use super::products::Knowledge;
pub use measure::{MEASURES, names as measure_names};
use reading::Reading;

/// An inbound message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Subject or title; may be empty.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Model as typed into a field of its own.
    pub model: Option<String>,
}

impl Message {
    /// A message of subject and text alone.
    #[must_use]
    pub fn new(subject: &str, text: &str) -> Self {
        Self { subject: subject.to_owned(), text: text.to_owned(), model: None }
    }
}

/// Where a message belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// A flaw in one of our devices or its software.
    InScope,
    /// A flaw that the policy excludes.
    OutOfScope,
    /// Help is wanted.
    TechSupport,
    /// A device or software of others.
    NotOurProduct,
    /// No usable claim.
    Junk,
}

/// All labels, in a fixed order.
pub const LABELS: [Label; 5] =
    [Label::InScope, Label::OutOfScope, Label::TechSupport, Label::NotOurProduct, Label::Junk];

impl Label {
    /// The label in the interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InScope => "in_scope",
            Self::OutOfScope => "out_of_scope",
            Self::TechSupport => "tech_support",
            Self::NotOurProduct => "not_our_product",
            Self::Junk => "junk",
        }
    }
}

/// Why a message is advised elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteReason {
    /// A web site of ours.
    OwnedWeb,
    /// A cloud of ours.
    Cloud,
    /// A service of another company.
    ThirdPartyService,
    /// Phishing or fraud in our name.
    Phishing,
    /// People or premises.
    SocialEngineering,
    /// A lost password.
    LostPassword,
    /// Help with setting up.
    SetupHelp,
    /// Believes to be hacked, without evidence of a flaw.
    BelievesHacked,
    /// A question about security.
    SecurityQuestion,
    /// Orders and warranty.
    OrderWarranty,
    /// Scanner output without evidence.
    ScannerOutput,
    /// Claims about things that do not exist, or nothing concrete.
    AiGenerated,
    /// Advertising or fraud.
    Spam,
    /// No content, or only a demand.
    Empty,
}

impl RouteReason {
    /// The reason in the interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OwnedWeb => "owned_web",
            Self::Cloud => "cloud",
            Self::ThirdPartyService => "third_party_service",
            Self::Phishing => "phishing",
            Self::SocialEngineering => "social_engineering",
            Self::LostPassword => "lost_password",
            Self::SetupHelp => "setup_help",
            Self::BelievesHacked => "believes_hacked",
            Self::SecurityQuestion => "security_question",
            Self::OrderWarranty => "order_warranty",
            Self::ScannerOutput => "scanner_output",
            Self::AiGenerated => "ai_generated",
            Self::Spam => "spam",
            Self::Empty => "empty",
        }
    }
}

/// Words of the message and what they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The words, as the sender wrote them.
    pub words: String,
    /// What they point at, in plain English.
    pub says: &'static str,
}

/// Advice on where a message belongs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// The label.
    pub label: Label,
    /// Why elsewhere; none for reports in scope.
    pub reason: Option<RouteReason>,
    /// How often advice like this is right, from 0 to 1.
    pub confidence: f64,
    /// The words it rests on.
    pub why: Vec<Evidence>,
}

/// Advises where a message belongs.
#[must_use]
pub fn route(message: &Message, knowledge: &Knowledge) -> Route {
    let reading = Reading::of(message, knowledge);
    let choice = reading.choose();
    Route {
        label: choice.label,
        reason: choice.reason,
        confidence: choice.confidence,
        why: reading.evidence(choice.label, choice.reason),
    }
}

/// What a message measures, in the order of [`measure_names`]: for fitting the weights.
#[must_use]
pub fn measures(message: &Message, knowledge: &Knowledge) -> [f64; MEASURES] {
    Reading::of(message, knowledge).measure()
}
