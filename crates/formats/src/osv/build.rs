//! An OSV record of one vulnerability of an advisory, for the packages and repositories that it sits in.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::record::{Affected, Credit, Package, Range, Record, Reference, Severity};
use crate::advisory::{Advisory, Vulnerability};
use crate::cvss::Version;
use crate::finding::Finding;
use crate::purl::Purl;
use crate::schema_gate::Formats;

/// Where a flaw sits in software that others take over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a package of an ecosystem.
    Package {
        /// The ecosystem, as the schema names it; a suffix may follow a colon.
        ecosystem: String,
        /// The name there.
        name: String,
        /// The same as a purl.
        purl: Option<String>,
        /// How versions are ordered: `SEMVER` when true to it, else by the ecosystem.
        order: Order,
        /// The versions with the flaw.
        span: Span,
    },
    /// In a public source repository, told by commits.
    Repository {
        /// Its address.
        url: String,
        /// The commits with the flaw: full hashes, or `0` for the first.
        span: Span,
    },
}

/// How versions of a package are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By Semantic Versioning 2.0.
    Semver,
    /// As the ecosystem does it.
    Ecosystem,
}

/// From where to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The first with the flaw; `0` when all earlier ones have it.
    pub introduced: String,
    /// Where it ends.
    pub end: End,
}

/// Where a span ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The first without the flaw.
    Fixed(String),
    /// The last with it.
    LastAffected(String),
    /// There is no fix yet.
    Open,
}

/// Why there can be no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// The format has no place for devices.
    #[error(
        "the affected devices are no packages of an ecosystem that OSV knows, and no public repository is named"
    )]
    NoPlace,
    /// The ecosystem is not in the closed list.
    #[error("OSV knows no ecosystem \"{0}\"")]
    UnknownEcosystem(String),
    /// A commit is no full hash.
    #[error("\"{0}\" is no full commit hash (40 or 64 hexadecimal digits in lower case)")]
    NoCommit(String),
    /// The advisory lacks something.
    #[error("the advisory has no revision")]
    NoRevision,
    /// The record would be wrong.
    #[error("the record would be wrong: {0}")]
    Findings(String),
}

/// The id of a record: the CVE id, else one of the maker's own.
#[must_use]
pub fn id(advisory: &Advisory, index: usize) -> String {
    let own = || format!("x_{}-{}", advisory.id.as_str().replace([' ', '/'], "-"), index + 1);
    let cve = advisory.vulnerabilities.get(index).and_then(|flaw| flaw.cve.clone());
    cve.unwrap_or_else(own)
}

/// The record of the vulnerability at `index`.
///
/// # Errors
/// When the format has no place for it, or the record would not be valid.
pub fn record(advisory: &Advisory, index: usize, places: &[Place]) -> Result<Value, NotPossible> {
    let vulnerability = advisory.vulnerabilities.get(index).filter(|_| !places.is_empty());
    let vulnerability = vulnerability.ok_or(NotPossible::NoPlace)?;
    let modified = advisory.find_current_release().ok_or(NotPossible::NoRevision)?;
    let record = Record {
        schema_version: Some(super::SCHEMA_VERSION.to_owned()),
        id: id(advisory, index),
        modified: stamp(modified),
        published: advisory.find_initial_release().map(stamp),
        summary: Some(vulnerability.title.trim().to_owned()).filter(|text| !text.is_empty()),
        details: Some(vulnerability.description.trim().to_owned()).filter(|text| !text.is_empty()),
        severity: severity(vulnerability).map(Some),
        affected: Some(Some(places.iter().map(affected).collect::<Result<_, _>>()?)),
        references: Some(Some(references(advisory, vulnerability))),
        credits: credits(vulnerability),
        database_specific: Some(json!({"advisory": advisory.id.as_str()})),
        ..Record::default()
    };
    let value = serde_json::to_value(record).map_err(|error| NotPossible::Findings(error.to_string()))?;
    let findings = super::check_value(&value, Formats::Checked);
    if findings.is_empty() { Ok(value) } else { Err(NotPossible::Findings(in_words(&findings))) }
}

fn in_words(findings: &[Finding]) -> String {
    let lines =
        findings.iter().map(|finding| format!("{} ({}): {}", finding.rule, finding.pointer, finding.message));
    lines.collect::<Vec<_>>().join("; ")
}

fn stamp(time: Timestamp) -> String {
    time.to_string()
}

fn affected(place: &Place) -> Result<Affected, NotPossible> {
    match place {
        Place::Package { ecosystem, name, purl, order, span } => {
            let bare = ecosystem.split(':').next().unwrap_or(ecosystem);
            if !super::ecosystems().any(|known| known == bare) {
                return Err(NotPossible::UnknownEcosystem(ecosystem.clone()));
            }
            let purl = purl.as_deref().and_then(|text| Purl::parse(text).ok());
            let kind = match order {
                Order::Semver => "SEMVER",
                Order::Ecosystem => "ECOSYSTEM",
            };
            Ok(Affected {
                package: Some(Package {
                    ecosystem: ecosystem.clone(),
                    name: name.clone(),
                    purl: purl.map(|purl| purl.without_version().to_string()),
                    rest: Map::new(),
                }),
                ranges: Some(vec![range(kind, None, span)]),
                ..Affected::default()
            })
        }
        Place::Repository { url, span } => {
            for commit in span.commits() {
                if commit != "0" && !is_commit(commit) {
                    return Err(NotPossible::NoCommit(commit.to_owned()));
                }
            }
            Ok(Affected { ranges: Some(vec![range("GIT", Some(url.clone()), span)]), ..Affected::default() })
        }
    }
}

impl Span {
    fn commits(&self) -> impl Iterator<Item = &str> {
        let end = match &self.end {
            End::Fixed(end) | End::LastAffected(end) => Some(end.as_str()),
            End::Open => None,
        };
        [Some(self.introduced.as_str()), end].into_iter().flatten()
    }
}

fn is_commit(text: &str) -> bool {
    [40, 64].contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn range(kind: &str, repo: Option<String>, span: &Span) -> Range {
    let end = match &span.end {
        End::Fixed(version) => Some(json!({"fixed": version})),
        End::LastAffected(version) => Some(json!({"last_affected": version})),
        End::Open => None,
    };
    let events = [Some(json!({"introduced": span.introduced})), end];
    Range { kind: kind.to_owned(), repo, events: events.into_iter().flatten().collect(), rest: Map::new() }
}

fn severity(vulnerability: &Vulnerability) -> Option<Vec<Severity>> {
    let vectors = [
        ("CVSS_V4", &vulnerability.cvss40, Version::V4_0),
        ("CVSS_V3", &vulnerability.cvss31, Version::V3_1),
    ];
    let list: Vec<Severity> = vectors
        .into_iter()
        .filter_map(|(kind, vector, version)| {
            Some((kind, vector.as_ref().filter(|v| v.version() == version)?))
        })
        .map(|(kind, vector)| Severity {
            kind: Some(kind.to_owned()),
            score: Some(vector.to_string()),
            rest: Map::new(),
        })
        .collect();
    (!list.is_empty()).then_some(list)
}

fn references(advisory: &Advisory, vulnerability: &Vulnerability) -> Vec<Reference> {
    let reference =
        |kind: &str, url: &str| Reference { kind: kind.to_owned(), url: url.to_owned(), rest: Map::new() };
    let own = reference("ADVISORY", &advisory.addresses.page(advisory));
    let others = vulnerability.references.iter().chain(&advisory.references);
    let others =
        others.filter(|other| url::Url::parse(&other.url).is_ok()).map(|other| reference("WEB", &other.url));
    let mut list: Vec<Reference> = Vec::new();
    for one in [own].into_iter().chain(others) {
        if !list.iter().any(|other| other.url == one.url) {
            list.push(one);
        }
    }
    list
}

fn credits(vulnerability: &Vulnerability) -> Option<Vec<Credit>> {
    let names = vulnerability.credits.iter().flat_map(|thanks| &thanks.names);
    let list: Vec<Credit> = names
        .map(|name| Credit {
            name: name.clone(),
            kind: Some("FINDER".to_owned()),
            contact: None,
            rest: Map::new(),
        })
        .collect();
    (!list.is_empty()).then_some(list)
}
