//! An advisory as an OpenVEX document: the same product statuses as in its CSAF form.
//!
//! Invariant: the bytes depend on the advisory alone. A device is named by a purl of the type `generic`: brand, model,
//! hardware revision and region, with a version for a firmware version, and the qualifier `vers` for a range.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::document::{Document, Product, Statement, Status, Vulnerability};
use crate::advisory::{self, Advisory, AffectedVersions, Sku, SkuStatus};
use crate::markdown;
use crate::purl::{Parts, Purl, PurlError};
use crate::schema_gate::Formats;

/// Why there can be no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// The advisory lacks something.
    #[error("the advisory has no revision")]
    NoRevision,
    /// Nothing is said about any product.
    #[error("the advisory says nothing about any device")]
    NoStatement,
    /// A device cannot be named.
    #[error("the device {sku} cannot be named as a package URL: {reason}")]
    Unnamed {
        /// The device.
        sku: String,
        /// Why.
        reason: PurlError,
    },
    /// The document would be wrong.
    #[error("the document would be wrong: {0}")]
    Findings(String),
}

/// What is said of an affected product whose fix is being made.
const FIX_IN_PREPARATION: &str = "A fix is in preparation.";
/// What is said of an affected product that gets no fix and has no other advice.
const NO_FIX: &str = "No fix is planned.";

/// What several products have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    status: Status,
    justification: Option<&'static str>,
    impact: Option<String>,
    action: Option<String>,
}

impl Said {
    fn plain(status: Status) -> Self {
        Self { status, justification: None, impact: None, action: None }
    }

    fn affected(action: String) -> Self {
        Self { action: Some(action), ..Self::plain(Status::Affected) }
    }
}

/// The document. `address` is where this very revision is served for ever.
///
/// # Errors
/// When there is nothing to say, or a device cannot be named.
pub fn document(advisory: &Advisory, address: &str) -> Result<Value, NotPossible> {
    let revision = advisory.revisions.last().ok_or(NotPossible::NoRevision)?;
    let initial = advisory.find_initial_release().ok_or(NotPossible::NoRevision)?;
    let mut statements = Vec::new();
    for (index, vulnerability) in advisory.vulnerabilities.iter().enumerate() {
        statements.extend(statements_of(advisory, index, vulnerability)?);
    }
    if statements.is_empty() {
        return Err(NotPossible::NoStatement);
    }
    let document = Document {
        context: super::CONTEXT.to_owned(),
        id: address.to_owned(),
        author: advisory.publisher.name.clone(),
        role: Some("Vendor".to_owned()),
        timestamp: initial.to_string(),
        last_updated: (advisory.revisions.len() > 1).then(|| revision.date.to_string()),
        version: revision.number.into(),
        tooling: Some("Tellfirst".to_owned()),
        statements,
        rest: Map::new(),
    };
    let value = serde_json::to_value(document).map_err(|error| NotPossible::Findings(error.to_string()))?;
    let findings = super::check_value(&value, Formats::Checked);
    if let Some(first) = findings.first() {
        return Err(NotPossible::Findings(format!("{} ({}): {}", first.rule, first.pointer, first.message)));
    }
    Ok(value)
}

fn statements_of(
    advisory: &Advisory,
    index: usize,
    vulnerability: &advisory::Vulnerability,
) -> Result<Vec<Statement>, NotPossible> {
    let mut groups: BTreeMap<Said, BTreeMap<String, Product>> = BTreeMap::new();
    for (id, status) in &vulnerability.statuses {
        let Some(sku) = advisory.find_sku(id) else { continue };
        for (said, versions) in sayings(status) {
            for version in versions {
                let product = product(sku, &version)?;
                groups
                    .entry(said.clone())
                    .or_default()
                    .insert(product.id.clone().unwrap_or_default(), product);
            }
        }
    }
    let name = vulnerability.cve.clone().unwrap_or_else(|| format!("{}-{}", advisory.id, index + 1));
    let aliases: Vec<String> =
        vulnerability.ids.iter().map(|id| id.text.clone()).filter(|text| *text != name).collect();
    let flaw = Vulnerability {
        name,
        description: Some(vulnerability.title.trim().to_owned()).filter(|text| !text.is_empty()),
        aliases: (!aliases.is_empty()).then_some(aliases),
        rest: Map::new(),
    };
    Ok(groups.into_iter().map(|(said, products)| statement(&flaw, said, products)).collect())
}

fn statement(flaw: &Vulnerability, said: Said, products: BTreeMap<String, Product>) -> Statement {
    Statement {
        vulnerability: flaw.clone(),
        timestamp: None,
        products: Some(products.into_values().collect()),
        status: said.status,
        status_notes: None,
        justification: said.justification.map(str::to_owned),
        impact_statement: said.impact,
        action_statement: said.action,
        rest: Map::new(),
    }
}

/// Firmware of one SKU that a statement speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Firmware {
    All,
    One(String),
    /// Comparators and versions.
    Range(Vec<(&'static str, String)>),
}

fn sayings(status: &SkuStatus) -> Vec<(Said, Vec<Firmware>)> {
    match status {
        SkuStatus::UnderInvestigation => vec![(Said::plain(Status::UnderInvestigation), vec![Firmware::All])],
        SkuStatus::NotAffected { justification, reason } => {
            let impact = Some(markdown::to_text(reason)).filter(|text| !text.trim().is_empty());
            let justification = Some(justification.label());
            vec![(Said { justification, impact, ..Said::plain(Status::NotAffected) }, vec![Firmware::All])]
        }
        SkuStatus::Affected { versions, mitigation } => {
            vec![(Said::affected(action(FIX_IN_PREPARATION, mitigation)), firmware(versions))]
        }
        SkuStatus::NoFix { versions, reason, mitigation } => {
            let reason = if reason.trim().is_empty() { NO_FIX } else { reason };
            vec![(Said::affected(action(reason, mitigation)), firmware(versions))]
        }
        SkuStatus::Fixed(fix) => {
            let fixed = Firmware::One(fix.version.clone());
            let affected = match firmware(&fix.affected) {
                all if all == [Firmware::All] => firmware(&AffectedVersions::Before(fix.version.clone())),
                others => others.into_iter().filter(|other| *other != fixed).collect(),
            };
            let update = format!("Update the firmware to version {}: {}", fix.version.trim(), fix.page);
            let mut out = vec![(Said::plain(Status::Fixed), vec![fixed])];
            if !affected.is_empty() {
                out.push((Said::affected(update), affected));
            }
            out
        }
    }
}

fn action(first: &str, mitigation: &str) -> String {
    let texts = [first, mitigation].map(markdown::to_text);
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    texts.join(" ")
}

fn firmware(versions: &AffectedVersions) -> Vec<Firmware> {
    let range = |list: Vec<(&'static str, &String)>| {
        vec![Firmware::Range(list.into_iter().map(|(sign, version)| (sign, version.clone())).collect())]
    };
    match versions {
        AffectedVersions::Before(end) => range(vec![("<", end)]),
        AffectedVersions::UpTo(last) => range(vec![("<=", last)]),
        AffectedVersions::Between(first, end) => range(vec![(">=", first), ("<", end)]),
        AffectedVersions::Only(list) if !list.is_empty() => list.iter().cloned().map(Firmware::One).collect(),
        AffectedVersions::All | AffectedVersions::Only(_) => vec![Firmware::All],
    }
}

fn product(sku: &Sku, firmware: &Firmware) -> Result<Product, NotPossible> {
    let mut qualifiers = Vec::new();
    let mut qualify = |name: &str, value: Option<&str>| {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            qualifiers.push((name.to_owned(), value.to_owned()));
        }
    };
    qualify("hardware_revision", sku.hardware_revision.as_deref());
    qualify("region", sku.region.as_deref());
    let version = match firmware {
        Firmware::All => String::new(),
        Firmware::One(version) => version.trim().to_owned(),
        Firmware::Range(list) => {
            qualify("vers", Some(&vers(list)));
            String::new()
        }
    };
    let parts = Parts {
        kind: "generic".to_owned(),
        namespace: sku.brand.trim().to_lowercase().replace('/', "-"),
        name: sku.model.trim().to_lowercase(),
        version,
        qualifiers,
        subpath: String::new(),
    };
    let unnamed = |reason| NotPossible::Unnamed { sku: sku.id.to_string(), reason };
    let purl = Purl::build(parts).map_err(unnamed)?.to_string();
    let mut identifiers = Map::new();
    identifiers.insert("purl".to_owned(), Value::from(purl.as_str()));
    if let Some(cpe) = &sku.cpe {
        identifiers.insert("cpe23".to_owned(), Value::from(cpe.as_str()));
    }
    Ok(Product { id: Some(purl), identifiers: Some(identifiers), rest: Map::new() })
}

/// A range in vers syntax; firmware has no scheme of its own.
fn vers(list: &[(&'static str, String)]) -> String {
    let parts =
        list.iter().map(|(sign, version)| format!("{sign}{}", advisory::percent_encoded(version.trim())));
    format!("vers:generic/{}", parts.collect::<Vec<_>>().join("|"))
}
