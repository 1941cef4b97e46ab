//! The products of a record: one entry for each SKU, with the versions that its status speaks of.
//!
//! Invariant: every version is of characters that versions of records may have; what firmware versions have beyond
//! them, blanks above all, becomes a hyphen.

use serde_json::Map;

use crate::advisory::{Advisory, AffectedVersions, Sku, SkuStatus, Vulnerability};
use crate::cve::content::{Affected, Status, Version};
use crate::markdown;

/// The entries, in order of the SKUs' ids.
pub(super) fn list(advisory: &Advisory, vulnerability: &Vulnerability) -> Vec<Affected> {
    let rows = vulnerability.statuses.iter();
    rows.filter_map(|(id, status)| Some(entry(advisory.find_sku(id)?, status))).collect()
}

fn entry(sku: &Sku, status: &SkuStatus) -> Affected {
    let (default_status, versions) = versions(status);
    let platforms: Vec<String> = [
        sku.hardware_revision.as_deref().map(|text| format!("hardware {}", text.trim())),
        sku.region.as_deref().map(|text| format!("region {}", text.trim())),
    ]
    .into_iter()
    .flatten()
    .collect();
    Affected {
        vendor: Some(sku.brand.trim().to_owned()),
        product: Some(sku.model.trim().to_owned()),
        cpes: sku.cpe.clone().map(|cpe| vec![cpe]),
        platforms: (!platforms.is_empty()).then_some(platforms),
        default_status: Some(default_status),
        versions: (!versions.is_empty()).then_some(versions),
        ..Affected::default()
    }
}

fn versions(status: &SkuStatus) -> (Status, Vec<Version>) {
    match status {
        SkuStatus::UnderInvestigation => (Status::Unknown, Vec::new()),
        SkuStatus::NotAffected { .. } => (Status::Unaffected, Vec::new()),
        SkuStatus::Affected { versions, .. } | SkuStatus::NoFix { versions, .. } => spans(versions),
        SkuStatus::Fixed(fix) => {
            let affected = match &fix.affected {
                AffectedVersions::All => AffectedVersions::Before(fix.version.clone()),
                AffectedVersions::Only(list) => {
                    AffectedVersions::Only(list.iter().filter(|one| **one != fix.version).cloned().collect())
                }
                other => other.clone(),
            };
            let Some(fixed) = clean(&fix.version) else { return (Status::Affected, Vec::new()) };
            let (default, mut versions) = match &affected {
                AffectedVersions::Only(list) if list.is_empty() => (Status::Unaffected, Vec::new()),
                other => spans(other),
            };
            if !versions.iter().any(|version| version.version == fixed && version.less_than.is_none()) {
                versions.push(Version { status: Status::Unaffected, ..one(&fixed) });
            }
            (default, versions)
        }
    }
}

/// What is true of versions that are not listed, and the listed ones.
fn spans(affected: &AffectedVersions) -> (Status, Vec<Version>) {
    let range = |first: &str, less_than: Option<String>, less_than_or_equal: Option<String>| Version {
        version_type: Some("custom".to_owned()),
        less_than,
        less_than_or_equal,
        ..one(first)
    };
    let found = match affected {
        AffectedVersions::All => None,
        AffectedVersions::Before(end) => clean(end).map(|end| vec![range("0", Some(end), None)]),
        AffectedVersions::UpTo(last) => clean(last).map(|last| vec![range("0", None, Some(last))]),
        AffectedVersions::Between(first, end) => {
            clean(first).zip(clean(end)).map(|(first, end)| vec![range(&first, Some(end), None)])
        }
        AffectedVersions::Only(list) => {
            let mut cleaned: Vec<String> = list.iter().filter_map(|version| clean(version)).collect();
            cleaned.sort_unstable();
            cleaned.dedup();
            (!cleaned.is_empty()).then(|| cleaned.iter().map(|version| one(version)).collect())
        }
    };
    found.map_or((Status::Affected, Vec::new()), |versions| (Status::Unaffected, versions))
}

fn one(version: &str) -> Version {
    Version {
        version: version.to_owned(),
        status: Status::Affected,
        version_type: None,
        less_than: None,
        less_than_or_equal: None,
        changes: None,
        rest: Map::new(),
    }
}

/// A version in the characters of a record; none when nothing of it is left.
fn clean(version: &str) -> Option<String> {
    let version = version.trim();
    let bare = version.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let mut out = String::new();
    for c in bare.unwrap_or(version).chars() {
        if c.is_ascii_alphanumeric() || "._-:+~".contains(c) {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned();
    (!out.is_empty()).then_some(out)
}

/// What to do where there is a fix, in words.
pub(super) fn solutions(statuses: &[&SkuStatus]) -> Vec<String> {
    let fixes = statuses.iter().filter_map(|status| match status {
        SkuStatus::Fixed(fix) => {
            Some(format!("Update the firmware to version {} or later.", fix.version.trim()))
        }
        _ => None,
    });
    let mut list: Vec<String> = fixes.collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// What to do where there is none.
pub(super) fn workarounds(statuses: &[&SkuStatus]) -> Vec<String> {
    let advice = statuses.iter().filter_map(|status| match status {
        SkuStatus::Affected { mitigation, .. } | SkuStatus::NoFix { mitigation, .. } => {
            Some(markdown::to_text(mitigation))
        }
        _ => None,
    });
    let mut list: Vec<String> = advice.filter(|text| !text.trim().is_empty()).collect();
    list.sort_unstable();
    list.dedup();
    list
}
