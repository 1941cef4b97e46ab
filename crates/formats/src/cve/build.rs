//! A CVE record (5.2.0) of one vulnerability of an advisory, and the container that CVE Services take.
//!
//! Invariant: what is given out passes the schema with formats and no rule of weight (a MUST of the CNA rules, CVE
//! Services, the linter) finds fault with it; otherwise the first finding is the reason why there is none. The bytes
//! depend on the advisory and the owner alone.

use serde_json::{Map, Value, json};

use super::content::{Credit, LangText, Metric, ProblemDescription, ProblemType, Reference, TimelineEntry};
use super::record::{Container, Containers, Metadata, ProviderMetadata, Record, State};
use crate::advisory::{Advisory, Exploitation, SkuStatus, Vulnerability};
use crate::cvss::{Vector, Version};
use crate::finding::Severity;
use crate::markdown;
use crate::schema_gate::Formats;

mod products;

/// The CNA as records name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Its UUID.
    pub org_id: String,
    /// Its short name.
    pub short_name: Option<String>,
}

/// Why there can be no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// There is no such vulnerability.
    #[error("the advisory has no vulnerability with this number")]
    NoVulnerability,
    /// No id was given.
    #[error("the vulnerability has no CVE id")]
    NoId,
    /// The advisory is not out.
    #[error("the advisory has no revision; a CVE record must not be the first disclosure")]
    NotPublic,
    /// A check found fault.
    #[error("{rule} at {pointer}: {message}")]
    Finding {
        /// The rule's name.
        rule: &'static str,
        /// Where, as a JSON pointer.
        pointer: String,
        /// What is wrong.
        message: String,
    },
}

/// The longest text of a record, in characters.
const MAX_TEXT: usize = 4096;
/// The longest title, in characters.
const MAX_TITLE: usize = 256;
/// References that a record takes.
const MAX_REFERENCES: usize = 512;

/// The whole record of the vulnerability at `index`.
///
/// # Errors
/// When something that a record needs is missing, or a check finds fault with it.
pub fn record(advisory: &Advisory, index: usize, owner: &Owner) -> Result<Value, NotPossible> {
    let vulnerability = advisory.vulnerabilities.get(index).ok_or(NotPossible::NoVulnerability)?;
    let cve_id = vulnerability.cve.clone().ok_or(NotPossible::NoId)?;
    let published = advisory.find_initial_release().ok_or(NotPossible::NotPublic)?;
    let updated = advisory.find_current_release().unwrap_or(published).to_string();
    let provider = ProviderMetadata {
        org_id: owner.org_id.clone(),
        short_name: owner.short_name.clone(),
        date_updated: Some(updated),
        rest: Map::new(),
    };
    let cna = Container { provider_metadata: Some(provider), ..fill(advisory, vulnerability)? };
    let record = Record {
        data_type: "CVE_RECORD".to_owned(),
        data_version: super::Version::V5_2_0.as_str().to_owned(),
        cve_metadata: Metadata {
            cve_id,
            assigner_org_id: owner.org_id.clone(),
            assigner_short_name: owner.short_name.clone(),
            state: State::Published,
            serial: None,
            date_reserved: None,
            date_published: None,
            date_updated: None,
            date_rejected: None,
            rest: Map::new(),
        },
        containers: Containers { cna, adp: None, rest: Map::new() },
        rest: Map::new(),
    };
    passed(to_value(&record)?)
}

/// The body that CVE Services take to publish or change the record of the vulnerability at `index`.
///
/// # Errors
/// As [`record`].
pub fn body(advisory: &Advisory, index: usize) -> Result<Value, NotPossible> {
    let vulnerability = advisory.vulnerabilities.get(index).ok_or(NotPossible::NoVulnerability)?;
    if vulnerability.cve.is_none() {
        return Err(NotPossible::NoId);
    }
    passed(json!({"cnaContainer": to_value(&fill(advisory, vulnerability)?)?}))
}

/// The body that rejects an id.
///
/// # Errors
/// When a check finds fault, for instance with a reason that explains nothing.
pub fn rejection(reason: &str) -> Result<Value, NotPossible> {
    let reasons = vec![LangText::english(reason.trim())];
    let container = Container { rejected_reasons: Some(reasons), ..Container::default() };
    passed(json!({"cnaContainer": to_value(&container)?}))
}

fn to_value<T: serde::Serialize>(value: &T) -> Result<Value, NotPossible> {
    serde_json::to_value(value).map_err(|error| found("schema", String::new(), error.to_string()))
}

fn found(rule: &'static str, pointer: String, message: String) -> NotPossible {
    NotPossible::Finding { rule, pointer, message }
}

/// The gate that every document of this module goes through.
fn passed(value: Value) -> Result<Value, NotPossible> {
    let report = super::check_value(&value, Formats::Checked)
        .map_err(|refusal| found("schema", String::new(), refusal.to_string()))?;
    let fault = report.findings.into_iter().find(|finding| finding.severity != Severity::Information);
    match fault {
        Some(fault) => Err(found(fault.rule, fault.pointer, fault.message)),
        None => Ok(value),
    }
}

fn fill(advisory: &Advisory, vulnerability: &Vulnerability) -> Result<Container, NotPossible> {
    let published = advisory.find_initial_release().ok_or(NotPossible::NotPublic)?;
    let public = vulnerability.disclosed.unwrap_or(published);
    let statuses: Vec<&SkuStatus> = vulnerability.statuses.values().collect();
    let mut rest = Map::new();
    rest.insert("x_generator".to_owned(), json!({"engine": "Tellfirst"}));
    Ok(Container {
        date_public: Some(public.to_string()),
        title: Some(clipped(vulnerability.title.trim(), MAX_TITLE)).filter(|title| !title.is_empty()),
        descriptions: Some(descriptions(advisory, vulnerability)),
        affected: Some(products::list(advisory, vulnerability)),
        problem_types: problem_types(vulnerability),
        references: Some(references(advisory, vulnerability)),
        metrics: metrics(vulnerability),
        solutions: texts(products::solutions(&statuses)),
        workarounds: texts(products::workarounds(&statuses)),
        exploits: texts(vec![exploits(vulnerability.exploitation).to_owned()]),
        timeline: timeline(advisory),
        credits: credits(vulnerability),
        source: Some(json!({"advisory": advisory.id.as_str(), "discovery": "UNKNOWN"})),
        tags: tags(&statuses),
        rest,
        ..Container::default()
    })
}

/// In English always; the advisory's own language beside it. A text in another language is not passed off as English:
/// then the English one is made from the parts of the record (CNA rule 5.2.10).
fn descriptions(advisory: &Advisory, vulnerability: &Vulnerability) -> Vec<LangText> {
    let own = [&vulnerability.description, &vulnerability.title]
        .into_iter()
        .map(|text| plain(text))
        .find(|text| !text.is_empty());
    if super::content::is_english(advisory.language.as_str())
        && let Some(own) = &own
    {
        return vec![LangText::english(own)];
    }
    let mut out = vec![LangText::english(&clipped(&generated(advisory, vulnerability), MAX_TEXT))];
    let lang = advisory.language.primary().to_owned();
    out.extend(own.map(|value| LangText { lang, value, ..LangText::default() }));
    out
}

fn generated(advisory: &Advisory, vulnerability: &Vulnerability) -> String {
    let mut devices: Vec<String> = Vec::new();
    for (id, status) in &vulnerability.statuses {
        let affected = !matches!(status, SkuStatus::NotAffected { .. });
        let name =
            advisory.find_sku(id).filter(|_| affected).map(|sku| format!("{} {}", sku.brand, sku.model));
        devices.extend(name.filter(|name| !devices.contains(name)));
    }
    let kind = vulnerability.cwe.as_ref().map_or("A vulnerability".to_owned(), |cwe| {
        format!("A weakness of the type {} ({})", cwe.name, cwe.id)
    });
    let more = if devices.len() > 20 { " and other devices" } else { "" };
    devices.truncate(20);
    format!("{kind} affects the firmware of {}{more}.", devices.join(", "))
}

fn problem_types(vulnerability: &Vulnerability) -> Option<Vec<ProblemType>> {
    let description = match &vulnerability.cwe {
        Some(cwe) => ProblemDescription {
            lang: "en".to_owned(),
            description: format!("{} {}", cwe.id, cwe.name),
            cwe_id: Some(cwe.id.clone()),
            kind: Some("CWE".to_owned()),
            ..ProblemDescription::default()
        },
        // The title names the cause in words where nobody has chosen a CWE.
        None => ProblemDescription {
            lang: "en".to_owned(),
            description: clipped(vulnerability.title.trim(), MAX_TEXT),
            kind: Some("text".to_owned()),
            ..ProblemDescription::default()
        },
    };
    (!description.description.is_empty())
        .then(|| vec![ProblemType { descriptions: vec![description], rest: Map::new() }])
}

fn references(advisory: &Advisory, vulnerability: &Vulnerability) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    let mut add = |url: &str, tag: Option<&str>, name: Option<&str>| {
        let Ok(parsed) = url::Url::parse(url) else { return };
        let own_record = vulnerability.cve.as_deref().is_some_and(|id| parsed.as_str().contains(id))
            && parsed.host_str().is_some_and(|host| host.ends_with("cve.org") || host.ends_with("nist.gov"));
        let readable = ["http", "https", "ftp"].contains(&parsed.scheme());
        let url = parsed.to_string();
        if readable && !own_record && url.len() <= 2048 && !out.iter().any(|other| other.url == url) {
            out.push(Reference {
                url,
                name: name.map(|name| clipped(name.trim(), 512)).filter(|name| !name.is_empty()),
                tags: tag.map(|tag| vec![tag.to_owned()]),
                rest: Map::new(),
            });
        }
    };
    add(&advisory.addresses.page(advisory), Some("vendor-advisory"), None);
    for status in vulnerability.statuses.values() {
        if let SkuStatus::Fixed(fix) = status {
            add(&fix.page, Some("patch"), None);
        }
    }
    for other in vulnerability.references.iter().chain(&advisory.references) {
        add(&other.url, None, Some(&other.summary));
    }
    out.truncate(MAX_REFERENCES);
    out
}

fn metrics(vulnerability: &Vulnerability) -> Option<Vec<Metric>> {
    let object = |vector: &Option<Vector>, version: Version| {
        let vector = vector.as_ref().filter(|vector| vector.version() == version)?;
        let score = vector.base_score();
        let object = json!({
            "version": version.as_str(),
            "vectorString": vector.to_string(),
            "baseScore": score.value(),
            "baseSeverity": score.severity().as_str().to_uppercase(),
        });
        object.as_object().cloned()
    };
    let general = || Some(vec![LangText::english("GENERAL")]);
    let metric = || Metric { format: Some("CVSS".to_owned()), scenarios: general(), ..Metric::default() };
    let v4 = object(&vulnerability.cvss40, Version::V4_0).map(|o| Metric { cvss_v4_0: Some(o), ..metric() });
    let v3 = object(&vulnerability.cvss31, Version::V3_1).map(|o| Metric { cvss_v3_1: Some(o), ..metric() });
    let list: Vec<Metric> = [v4, v3].into_iter().flatten().collect();
    (!list.is_empty()).then_some(list)
}

fn exploits(exploitation: Exploitation) -> &'static str {
    match exploitation {
        Exploitation::NoneKnown => "No exploitation is known to the publisher.",
        Exploitation::ExploitPublic => "An exploit or a working description of the attack is public.",
        Exploitation::AttacksSeen => "Attacks that use this vulnerability have been seen.",
    }
}

fn timeline(advisory: &Advisory) -> Option<Vec<TimelineEntry>> {
    let lang = advisory.language.primary().to_owned();
    let mut list: Vec<TimelineEntry> = Vec::new();
    for entry in advisory.timeline.iter().filter(|entry| !entry.event.trim().is_empty()) {
        let entry = TimelineEntry {
            time: format!("{}T00:00:00Z", entry.date),
            lang: lang.clone(),
            value: clipped(entry.event.trim(), MAX_TEXT),
            rest: Map::new(),
        };
        if !list.contains(&entry) {
            list.push(entry);
        }
    }
    (!list.is_empty()).then_some(list)
}

fn credits(vulnerability: &Vulnerability) -> Option<Vec<Credit>> {
    let mut list: Vec<Credit> = Vec::new();
    for thanks in &vulnerability.credits {
        let names = thanks.names.iter().chain(thanks.organization.iter().filter(|_| thanks.names.is_empty()));
        for name in names.map(|name| clipped(name.trim(), MAX_TEXT)).filter(|name| !name.is_empty()) {
            let credit = Credit {
                lang: "en".to_owned(),
                value: name,
                kind: Some("finder".to_owned()),
                ..Credit::default()
            };
            if !list.contains(&credit) {
                list.push(credit);
            }
        }
    }
    (!list.is_empty()).then_some(list)
}

/// A record of devices that get no fix any more is marked so (CNA rule 4.2.17.1).
fn tags(statuses: &[&SkuStatus]) -> Option<Vec<String>> {
    let mut affected =
        statuses.iter().filter(|status| !matches!(status, SkuStatus::NotAffected { .. })).peekable();
    let without_fix =
        affected.peek().is_some() && affected.all(|status| matches!(status, SkuStatus::NoFix { .. }));
    without_fix.then(|| vec!["unsupported-when-assigned".to_owned()])
}

/// English texts, each once; none for an empty list.
fn texts(list: Vec<String>) -> Option<Vec<LangText>> {
    let mut out: Vec<LangText> = Vec::new();
    for text in list {
        let text = LangText::english(&clipped(text.trim(), MAX_TEXT));
        if !text.value.is_empty() && !out.contains(&text) {
            out.push(text);
        }
    }
    // CVE Services take one text in a language: several become one.
    let joined = out.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then(|| vec![LangText::english(&clipped(&joined, MAX_TEXT))])
}

/// Markdown as plain text of a record.
fn plain(markdown: &str) -> String {
    clipped(markdown::to_text(markdown).trim(), MAX_TEXT)
}

fn clipped(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests;
