//! The vulnerabilities: status of each product, what to do about it, and how bad it is.
//!
//! Invariant: a product has one status per vulnerability, each affected one has a remediation and, when the
//! vector is known, a score, and no fixed one has a score (tests 6.1.6, 6.2.2, 6.2.3, 6.2.19).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::products::{Products, Versions};
use super::{BuildError, acknowledgments, external, note, put_list, put_text};
use crate::advisory::{Advisory, Exploitation, Fix, Sku, SkuStatus, Vulnerability};
use crate::cvss;

/// What is said of an affected product whose fix is being made.
pub(super) const FIX_IN_PREPARATION: &str = "A fix is in preparation.";

/// All vulnerabilities of the advisory; the products they speak of are entered on the way.
pub(super) fn list(advisory: &Advisory, products: &mut Products) -> Result<Vec<Value>, BuildError> {
    if advisory.vulnerabilities.is_empty() {
        return Err(BuildError::NoVulnerability);
    }
    let entries = advisory.vulnerabilities.iter().enumerate();
    entries.map(|(index, vulnerability)| one(advisory, index, vulnerability, products)).collect()
}

fn one(
    advisory: &Advisory,
    index: usize,
    vulnerability: &Vulnerability,
    products: &mut Products,
) -> Result<Value, BuildError> {
    if vulnerability.statuses.is_empty() {
        return Err(BuildError::NoStatus { index });
    }
    let mut row = Row::default();
    for (id, status) in &vulnerability.statuses {
        let sku = advisory.find_sku(id).ok_or_else(|| BuildError::UnknownSku { index, sku: id.clone() })?;
        row.add(sku, status, products);
    }
    let mut out = json!({"product_status": row.status()});
    put_text(&mut out, "title", &vulnerability.title);
    put_text(&mut out, "cve", vulnerability.cve.as_deref().unwrap_or_default());
    put_dates(&mut out, vulnerability);
    if let (Some(members), Some(cwe)) = (out.as_object_mut(), &vulnerability.cwe) {
        members.insert("cwe".to_owned(), json!({"id": cwe.id, "name": cwe.name}));
    }
    let ids = vulnerability.ids.iter().map(|id| json!({"system_name": id.system, "text": id.text}));
    put_list(&mut out, "ids", ids.collect());
    put_list(&mut out, "notes", notes(vulnerability, index)?);
    put_list(&mut out, "references", external(&vulnerability.references).collect());
    put_list(&mut out, "acknowledgments", acknowledgments(&vulnerability.credits));
    put_list(&mut out, "scores", scores(vulnerability, index, &row.known_affected)?);
    row.threats.extend(exploit_threat(vulnerability.exploitation, &row));
    put_list(&mut out, "flags", row.flags);
    put_list(&mut out, "threats", row.threats);
    put_list(&mut out, "remediations", row.remediations);
    Ok(out)
}

/// What the statuses of one vulnerability come to.
#[derive(Debug, Default)]
struct Row {
    known_affected: Vec<String>,
    known_not_affected: Vec<String>,
    fixed: Vec<String>,
    under_investigation: Vec<String>,
    flags: Vec<Value>,
    threats: Vec<Value>,
    remediations: Vec<Value>,
}

impl Row {
    fn add(&mut self, sku: &Sku, status: &SkuStatus, products: &mut Products) {
        match status {
            SkuStatus::UnderInvestigation => {
                let ids = vec![products.enter(sku, &Versions::all(), None)];
                self.remedy(
                    "none_available",
                    "The publisher is investigating whether this product is affected.",
                    &ids,
                );
                self.under_investigation.extend(ids);
            }
            SkuStatus::NotAffected { justification, reason } => {
                let ids = vec![products.enter(sku, &Versions::all(), None)];
                self.flags.push(json!({"label": justification.label(), "product_ids": ids}));
                if !reason.trim().is_empty() {
                    self.threats
                        .push(json!({"category": "impact", "details": reason.trim(), "product_ids": ids}));
                }
                self.known_not_affected.extend(ids);
            }
            SkuStatus::Affected { versions, mitigation } => {
                let ids = enter_all(sku, &Versions::of(versions), products);
                self.remedy("none_available", FIX_IN_PREPARATION, &ids);
                self.remedy("mitigation", mitigation, &ids);
                self.known_affected.extend(ids);
            }
            SkuStatus::Fixed(fix) => self.add_fix(sku, fix, products),
            SkuStatus::NoFix { versions, reason, mitigation } => {
                let ids = enter_all(sku, &Versions::of(versions), products);
                let reason = if reason.trim().is_empty() { "No fix is planned." } else { reason };
                self.remedy("no_fix_planned", reason, &ids);
                self.remedy("mitigation", mitigation, &ids);
                self.known_affected.extend(ids);
            }
        }
    }

    fn add_fix(&mut self, sku: &Sku, fix: &Fix, products: &mut Products) {
        let version = Versions::one(&fix.version);
        let fixed = products.enter(sku, &version, fix.file.as_ref());
        // A range of "all versions" would hold the fixed one too.
        let affected = match Versions::of(&fix.affected) {
            all if all == [Versions::all()] => {
                Versions::of(&crate::advisory::AffectedVersions::Before(fix.version.clone()))
            }
            others => others.into_iter().filter(|other| *other != version).collect(),
        };
        let ids = enter_all(sku, &affected, products);
        if !ids.is_empty() {
            self.remediations.push(json!({
                "category": "vendor_fix",
                "date": format!("{}T00:00:00Z", fix.date),
                "details": format!("Update the firmware to version {}.", fix.version.trim()),
                "product_ids": ids,
                "url": fix.page,
            }));
        }
        self.fixed.push(fixed);
        self.known_affected.extend(ids);
    }

    fn remedy(&mut self, category: &str, details: &str, ids: &[String]) {
        let details = details.trim();
        if !details.is_empty() {
            self.remediations.push(json!({"category": category, "details": details, "product_ids": ids}));
        }
    }

    fn status(&self) -> Value {
        let groups = [
            ("fixed", &self.fixed),
            ("known_affected", &self.known_affected),
            ("known_not_affected", &self.known_not_affected),
            ("under_investigation", &self.under_investigation),
        ];
        let filled = groups.into_iter().filter(|(_, ids)| !ids.is_empty());
        Value::Object(filled.map(|(name, ids)| (name.to_owned(), json!(ids))).collect::<Map<_, _>>())
    }
}

fn enter_all(sku: &Sku, versions: &[Versions], products: &mut Products) -> Vec<String> {
    // The same version may be written in two ways ("1.0", "v1.0"); the schema wants each product once.
    let ids: BTreeSet<String> = versions.iter().map(|version| products.enter(sku, version, None)).collect();
    ids.into_iter().collect()
}

fn put_dates(out: &mut Value, vulnerability: &Vulnerability) {
    let dates = [("discovery_date", vulnerability.discovered), ("release_date", vulnerability.disclosed)];
    for (name, date) in dates {
        put_text(out, name, &date.map(|date| date.to_string()).unwrap_or_default());
    }
}

fn notes(vulnerability: &Vulnerability, index: usize) -> Result<Vec<Value>, BuildError> {
    let description = [&vulnerability.description, &vulnerability.title]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .map_or("No description is available.", String::as_str);
    let described = note("description", "Description", description);
    let Some(vector) = &vulnerability.cvss40 else { return Ok(described.into_iter().collect()) };
    // CSAF 2.0 has no member for CVSS 4.0 (section 3.2.3.13), so score and vector stand in a note.
    let nomenclature = vector.nomenclature().ok_or(BuildError::Cvss { index, version: "4.0" })?;
    let score = vector.score();
    let (value, severity) = (score.value(), score.severity().as_str());
    let text = format!("{} score {value:.1} ({severity}), vector {vector}", nomenclature.as_str());
    Ok(described.into_iter().chain(note("other", "CVSS 4.0", &text)).collect())
}

/// The one score object of a vulnerability; none when nothing is affected.
fn scores(
    vulnerability: &Vulnerability,
    index: usize,
    affected: &[String],
) -> Result<Vec<Value>, BuildError> {
    let Some(vector) = &vulnerability.cvss31 else { return Ok(Vec::new()) };
    if vector.version() != cvss::Version::V3_1 {
        return Err(BuildError::Cvss { index, version: "3.1" });
    }
    if affected.is_empty() {
        return Ok(Vec::new());
    }
    let score = vector.base_score();
    Ok(vec![json!({
        "products": affected,
        "cvss_v3": {
            "version": "3.1",
            "vectorString": vector.to_string(),
            "baseScore": score.value(),
            "baseSeverity": score.severity().as_str(),
        },
    })])
}

fn exploit_threat(exploitation: Exploitation, row: &Row) -> Option<Value> {
    let details = match exploitation {
        Exploitation::NoneKnown => "No exploitation is known to the publisher.",
        Exploitation::ExploitPublic => "An exploit or a working description of the attack is public.",
        Exploitation::AttacksSeen => "Attacks that use this vulnerability have been seen.",
    };
    let affected = &row.known_affected;
    (!affected.is_empty())
        .then(|| json!({"category": "exploit_status", "details": details, "product_ids": affected}))
}
