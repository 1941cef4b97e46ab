//! The product tree: brand, product type, SKU, then one leaf for each version or range that some status names.
//!
//! Invariant: only products that a vulnerability refers to are in the tree (test 6.2.1), each once, in a fixed order.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::advisory::{AffectedVersions, FirmwareFile, Sku, percent_encoded};

/// Versions of one SKU that a status speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions {
    category: &'static str,
    /// A version, or a range in vers syntax.
    name: String,
    /// The same for people.
    words: String,
}

impl Versions {
    /// The leaves that stand for a set of versions.
    pub(super) fn of(affected: &AffectedVersions) -> Vec<Self> {
        match affected {
            AffectedVersions::All => vec![Self::all()],
            AffectedVersions::Before(end) => vec![Self::range(&[("<", end)], format!("before {end}"))],
            AffectedVersions::UpTo(last) => vec![Self::range(&[("<=", last)], format!("up to {last}"))],
            AffectedVersions::Between(first, end) => {
                vec![Self::range(&[(">=", first), ("<", end)], format!("from {first}, before {end}"))]
            }
            AffectedVersions::Only(list) if list.is_empty() => vec![Self::all()],
            AffectedVersions::Only(list) => list.iter().map(|version| Self::one(version)).collect(),
        }
    }

    /// Every version there is.
    pub(super) fn all() -> Self {
        Self { category: RANGE, name: "vers:all/*".to_owned(), words: "all versions".to_owned() }
    }

    /// One version.
    pub(super) fn one(version: &str) -> Self {
        let name = bare(version).to_owned();
        Self { category: "product_version", words: name.clone(), name }
    }

    /// A range. Plain dotted numbers have a scheme of their own, in which 2.0.06 is written 2.0.6; other version
    /// texts are "generic".
    fn range(constraints: &[(&str, &str)], words: String) -> Self {
        let dotted = constraints.iter().all(|(_, version)| is_dotted_number(bare(version)));
        let constraints: Vec<String> = constraints
            .iter()
            .map(|(comparator, version)| {
                let version =
                    if dotted { without_zeros(bare(version)) } else { percent_encoded(bare(version)) };
                format!("{comparator}{version}")
            })
            .collect();
        let scheme = if dotted { "intdot" } else { "generic" };
        Self { category: RANGE, name: format!("vers:{scheme}/{}", constraints.join("|")), words }
    }
}

const RANGE: &str = "product_version_range";

/// A version without the `v` that test 6.3.11 advises against.
fn bare(version: &str) -> &str {
    let version = version.trim();
    let rest = version.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    rest.unwrap_or(version)
}

fn is_dotted_number(version: &str) -> bool {
    version.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn without_zeros(version: &str) -> String {
    let parts: Vec<&str> = version
        .split('.')
        .map(|part| {
            let rest = part.trim_start_matches('0');
            if rest.is_empty() { "0" } else { rest }
        })
        .collect();
    parts.join(".")
}

/// The products collected so far.
#[derive(Debug, Default)]
pub(super) struct Products {
    vendors: BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<Value>>>>,
    known: BTreeMap<String, ()>,
}

impl Products {
    /// Enters a product, once, and gives its id.
    pub(super) fn enter(&mut self, sku: &Sku, versions: &Versions, file: Option<&FirmwareFile>) -> String {
        let id = format!("{}:{}", sku.id, versions.name);
        if self.known.insert(id.clone(), ()).is_none() {
            let leaf = json!({
                "category": versions.category,
                "name": versions.name,
                "product": {
                    "name": format!("{}, firmware {}", sku.in_words(), versions.words),
                    "product_id": id,
                    "product_identification_helper": helper(sku, file),
                },
            });
            let families = self.vendors.entry(text_or(&sku.brand, "unnamed brand")).or_default();
            let models = families.entry(text_or(&sku.product_type, "device")).or_default();
            models.entry(sku.model_in_words()).or_default().push(leaf);
        }
        id
    }

    /// The tree of CSAF 2.0 section 3.2.2.
    pub(super) fn into_tree(self) -> Value {
        let vendors = self.vendors.into_iter().map(|(vendor, families)| {
            let families = families.into_iter().map(|(family, models)| {
                let models = models.into_iter().map(|(model, leaves)| branch("product_name", &model, leaves));
                branch("product_family", &family, models.collect())
            });
            branch("vendor", &vendor, families.collect())
        });
        json!({"branches": vendors.collect::<Vec<_>>()})
    }
}

fn branch(category: &str, name: &str, branches: Vec<Value>) -> Value {
    json!({"category": category, "name": name, "branches": branches})
}

fn helper(sku: &Sku, file: Option<&FirmwareFile>) -> Value {
    let mut helper = json!({"skus": [sku.id.as_str()], "model_numbers": [sku.model]});
    if let (Some(members), Some(cpe)) = (helper.as_object_mut(), &sku.cpe) {
        members.insert("cpe".to_owned(), Value::from(cpe.as_str()));
    }
    if let (Some(members), Some(file)) = (helper.as_object_mut(), file) {
        let hashes = json!([{
            "filename": file.name,
            "file_hashes": [{"algorithm": "sha256", "value": file.sha256.to_lowercase()}],
        }]);
        members.insert("hashes".to_owned(), hashes);
    }
    helper
}

fn text_or(text: &str, fallback: &str) -> String {
    let text = text.trim();
    if text.is_empty() { fallback.to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Versions;
    use crate::advisory::AffectedVersions;

    fn names(affected: &AffectedVersions) -> Vec<String> {
        Versions::of(affected).iter().map(|v| v.name.clone()).collect()
    }

    #[test]
    fn ranges_are_written_in_vers_syntax() {
        let before = |v: &str| AffectedVersions::Before(v.to_owned());
        assert_eq!(names(&before("01.0.02")), ["vers:intdot/<1.0.2"]);
        assert_eq!(names(&before("v2.1")), ["vers:intdot/<2.1"]);
        assert_eq!(names(&before("2.1 build 7")), ["vers:generic/<2.1%20build%207"]);
        assert_eq!(names(&AffectedVersions::UpTo("1.2".into())), ["vers:intdot/<=1.2"]);
        assert_eq!(names(&AffectedVersions::Between("1".into(), "2".into())), ["vers:intdot/>=1|<2"]);
        assert_eq!(names(&AffectedVersions::All), ["vers:all/*"]);
        assert_eq!(names(&AffectedVersions::Only(vec!["V1.0".into(), "very".into()])), ["1.0", "very"]);
    }
}
