//! What the check hands back: findings with their place and words, and a notice if it could not read all.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::edit::{self, Edit};
use super::reader::Reader;
use super::{Format, Found, Where, wording};

/// The twenty rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// No link to the maker although a fix exists.
    FixLinkMissing,
    /// A link to the maker, but not to the page of the fix.
    FixLinkWrong,
    /// Title and lead do not say that a fix is released.
    FixNotStatedEarly,
    /// The text says the contrary of whether a fix exists.
    FixStatusWrong,
    /// An attack from afar is claimed though the vector is not Network.
    RemoteClaim,
    /// "RCE" is used of a bug that is not reached over the network.
    RceTerm,
    /// The text makes the reach smaller than the vector.
    ReachUnderclaim,
    /// The text says no authentication although privileges are required.
    AuthOverclaim,
    /// The text says a login is needed although none is.
    AuthUnderclaim,
    /// The text says no interaction although some is required.
    UiOverclaim,
    /// The text says a victim must act although none must.
    UiUnderclaim,
    /// A vector or a spelled-out metric differs from the facts.
    VectorMismatch,
    /// The score differs from the facts.
    ScoreMismatch,
    /// The severity word is not the band of the score.
    SeverityMismatch,
    /// No affected version is named.
    AffectedVersionsMissing,
    /// A version is called fixed or affected against the facts.
    VersionContradiction,
    /// No CVE id.
    CveMissing,
    /// CVE ids, but not the case's.
    CveWrong,
    /// A product of another open case is named.
    EmbargoedProduct,
    /// More products are called affected than the facts hold.
    ScopeOverclaim,
}

impl Rule {
    /// The name as JSON and the corpus write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FixLinkMissing => "fix-link-missing",
            Self::FixLinkWrong => "fix-link-wrong",
            Self::FixNotStatedEarly => "fix-not-stated-early",
            Self::FixStatusWrong => "fix-status-wrong",
            Self::RemoteClaim => "remote-claim",
            Self::RceTerm => "rce-term",
            Self::ReachUnderclaim => "reach-underclaim",
            Self::AuthOverclaim => "auth-overclaim",
            Self::AuthUnderclaim => "auth-underclaim",
            Self::UiOverclaim => "ui-overclaim",
            Self::UiUnderclaim => "ui-underclaim",
            Self::VectorMismatch => "vector-mismatch",
            Self::ScoreMismatch => "score-mismatch",
            Self::SeverityMismatch => "severity-mismatch",
            Self::AffectedVersionsMissing => "affected-versions-missing",
            Self::VersionContradiction => "version-contradiction",
            Self::CveMissing => "cve-missing",
            Self::CveWrong => "cve-wrong",
            Self::EmbargoedProduct => "embargoed-product",
            Self::ScopeOverclaim => "scope-overclaim",
        }
    }

    /// How grave a finding of this rule is.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::EmbargoedProduct => Severity::Blocker,
            Self::RceTerm
            | Self::ReachUnderclaim
            | Self::AuthUnderclaim
            | Self::UiUnderclaim
            | Self::ScopeOverclaim => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Inexact; better changed.
    Warning,
    /// Wrong or missing; the text should not go out so.
    Error,
    /// Would harm users of another product; must not go out.
    Blocker,
}

/// The part of the draft a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// First heading, subject line or first line.
    Title,
    /// The first two paragraphs.
    Lead,
    /// Everything else.
    Body,
    /// A footnote or a link definition.
    Footnote,
    /// The draft as a whole (something is missing).
    Document,
}

/// A language of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// A sentence in every language of the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The English sentence.
    pub english: String,
    /// The German sentence.
    pub german: String,
}

impl Text {
    /// The sentence in one language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::German => &self.german,
        }
    }
}

/// Words of the draft and where they stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First byte in the draft.
    pub byte: usize,
    /// First character in the draft.
    pub character: usize,
    /// The words exactly as the draft has them.
    pub quote: String,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The part of the draft.
    pub scope: Scope,
    /// The words, unless the finding is that something is missing.
    pub span: Option<Span>,
}

/// One thing to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that applies.
    pub rule: Rule,
    /// How grave it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The change to the draft that would put it right.
    pub edit: Edit,
    message: Text,
    suggestion: Text,
}

impl Finding {
    /// Why, with the fact the draft contradicts: one sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        self.message.of(language)
    }

    /// A wording that would be right.
    #[must_use]
    pub fn suggestion(&self, language: Language) -> &str {
        self.suggestion.of(language)
    }
}

/// What the check could not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The draft does not look English: only ids, links, products, vectors and scores were checked.
    NotEnglish(Tongue),
}

/// The language a draft seems to be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Portuguese.
    Portuguese,
    /// Dutch.
    Dutch,
    /// Polish.
    Polish,
    /// Something else, or nothing that can be told.
    Other,
}

impl Tongue {
    fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::German, Language::English) => "It seems to be German. ",
            (Self::German, Language::German) => "Er ist vermutlich auf Deutsch geschrieben. ",
            (Self::French, Language::English) => "It seems to be French. ",
            (Self::French, Language::German) => "Er ist vermutlich auf Französisch geschrieben. ",
            (Self::Spanish, Language::English) => "It seems to be Spanish. ",
            (Self::Spanish, Language::German) => "Er ist vermutlich auf Spanisch geschrieben. ",
            (Self::Italian, Language::English) => "It seems to be Italian. ",
            (Self::Italian, Language::German) => "Er ist vermutlich auf Italienisch geschrieben. ",
            (Self::Portuguese, Language::English) => "It seems to be Portuguese. ",
            (Self::Portuguese, Language::German) => "Er ist vermutlich auf Portugiesisch geschrieben. ",
            (Self::Dutch, Language::English) => "It seems to be Dutch. ",
            (Self::Dutch, Language::German) => "Er ist vermutlich auf Niederländisch geschrieben. ",
            (Self::Polish, Language::English) => "It seems to be Polish. ",
            (Self::Polish, Language::German) => "Er ist vermutlich auf Polnisch geschrieben. ",
            (Self::Other, _) => "",
        }
    }
}

impl Notice {
    /// The notice in words.
    #[must_use]
    pub fn message(self, language: Language) -> String {
        let Self::NotEnglish(tongue) = self;
        let name = tongue.name(language);
        match language {
            Language::English => format!(
                "This draft does not look English. {name}Only its links, ids, vectors, scores and product names were checked. What it says in words about the attack, the fix and the versions was not: no finding there does not mean that it is right."
            ),
            Language::German => format!(
                "Dieser Entwurf scheint nicht auf Englisch zu sein. {name}Geprüft wurden nur seine Links, Kennungen, Vektoren, Werte und Produktnamen. Was er in Worten über den Angriff, die Korrektur und die Versionen sagt, wurde nicht geprüft: Dass dort nichts gefunden wurde, heißt nicht, dass es stimmt."
            ),
        }
    }
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// At most one finding per rule, in the order of the draft; missing things last.
    pub findings: Vec<Finding>,
    /// What the check could not do, if anything.
    pub notice: Option<Notice>,
}

impl Report {
    /// The report in the JSON form of the check-draft command.
    #[must_use]
    pub fn to_json(&self, language: Language) -> serde_json::Value {
        let findings: Vec<serde_json::Value> =
            self.findings.iter().map(|finding| finding_json(finding, language)).collect();
        let mut report = serde_json::json!({ "findings": findings });
        if let Some(notice) = self.notice {
            report["notice"] = notice.message(language).into();
        }
        report
    }
}

fn finding_json(finding: &Finding, language: Language) -> serde_json::Value {
    let mut place = serde_json::json!({ "scope": finding.place.scope });
    if let Some(span) = &finding.place.span {
        place["quote"] = span.quote.as_str().into();
        place["offset"] = span.character.into();
    }
    serde_json::json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "where": place,
        "message": finding.message(language),
        "suggestion": finding.suggestion(language),
        "edit": { "byte": finding.edit.range.start, "bytes": finding.edit.range.len(), "text": finding.edit.text },
    })
}

/// Gives the places their words, one finding per rule.
pub(super) fn findings(mut found: Vec<Found>, reader: &Reader<'_>, format: Format) -> Vec<Finding> {
    found.sort_by_key(|found| found.rule);
    found.dedup_by_key(|found| found.rule);
    let mut findings: Vec<Finding> = found.into_iter().map(|found| finding(&found, reader, format)).collect();
    findings.sort_by_key(|finding| finding.place.span.as_ref().map_or(usize::MAX, |span| span.byte));
    findings
}

fn finding(found: &Found, reader: &Reader<'_>, format: Format) -> Finding {
    let place = match &found.place {
        Where::Absent(scope) => Place { scope: *scope, span: None },
        Where::Source(range) => spanned(reader, range.clone()),
        Where::Text(range) => spanned(reader, reader.document.folded.source_range(range.clone())),
    };
    let said = place.span.as_ref().map_or("", |span| span.quote.as_str());
    let edit = edit::of(found, reader, format);
    let (message, suggestion) = wording::of(found.rule, reader.case, said, &edit.text);
    Finding { rule: found.rule, severity: found.rule.severity(), place, edit, message, suggestion }
}

fn spanned(reader: &Reader<'_>, range: Range<usize>) -> Place {
    let source = reader.document.source;
    let quote = source.get(range.clone()).unwrap_or_default().to_owned();
    let character = source.get(..range.start).map_or(0, |before| before.chars().count());
    let scope = reader.document.scope_of_source(range.start);
    Place { scope, span: Some(Span { byte: range.start, character, quote }) }
}
