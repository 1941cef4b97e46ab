//! Why two reports look alike or differ, in words.

use serde::Serialize;

/// Why two reports look alike or differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// The same handler, page or script.
    SameHandler,
    /// The same parameter.
    SameParameter,
    /// Another name of a program in common.
    SameName,
    /// The same part of the device.
    SamePart,
    /// The same model.
    SameModel,
    /// Another model of the same series.
    SiblingModel,
    /// The same class of weakness.
    SameWeakness,
    /// Rare words in common.
    SameWords,
    /// Different handlers.
    OtherHandler,
    /// Different parameters.
    OtherParameter,
    /// Different classes of weakness.
    OtherWeakness,
}

/// One reason, with the thing it is about (empty where there is none).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Reason {
    /// What it says.
    pub kind: ReasonKind,
    /// The handler, parameter, part or words it is about.
    pub about: String,
}

impl Reason {
    /// In English, such as "same handler `formsetlanguage`".
    #[must_use]
    pub fn in_english(&self) -> String {
        self.render(match self.kind {
            ReasonKind::SameHandler => "same handler",
            ReasonKind::SameParameter => "same parameter",
            ReasonKind::SameName => "same name in the code",
            ReasonKind::SamePart => "same part of the device",
            ReasonKind::SameModel => "same model",
            ReasonKind::SiblingModel => "sibling model",
            ReasonKind::SameWeakness => "same class of weakness",
            ReasonKind::SameWords => "rare words in common",
            ReasonKind::OtherHandler => "but another handler",
            ReasonKind::OtherParameter => "but another parameter",
            ReasonKind::OtherWeakness => "but another class of weakness",
        })
    }

    /// In German.
    #[must_use]
    pub fn in_german(&self) -> String {
        self.render(match self.kind {
            ReasonKind::SameHandler => "gleicher Handler",
            ReasonKind::SameParameter => "gleicher Parameter",
            ReasonKind::SameName => "gleicher Name im Code",
            ReasonKind::SamePart => "gleicher Teil des Geräts",
            ReasonKind::SameModel => "gleiches Modell",
            ReasonKind::SiblingModel => "Schwestermodell",
            ReasonKind::SameWeakness => "gleiche Art von Schwachstelle",
            ReasonKind::SameWords => "seltene Wörter gemeinsam",
            ReasonKind::OtherHandler => "aber ein anderer Handler",
            ReasonKind::OtherParameter => "aber ein anderer Parameter",
            ReasonKind::OtherWeakness => "aber eine andere Art von Schwachstelle",
        })
    }

    fn render(&self, says: &str) -> String {
        if self.about.is_empty() { says.to_owned() } else { format!("{says} `{}`", self.about) }
    }
}
