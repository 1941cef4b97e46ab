//! Tests of CSAF 2.1 on versions of the same product: 6.1.27.13, "corresponding affected products", and 6.2.39.1,
//! "missing fixed product". Both are in the profile of security advisories.
//!
//! What corresponds: products below the same `product_name` branch; products made of corresponding parts; a product
//! and what is installed with it; and, in a tree without such branches, all of them.
//! Invariant: the cost grows with the size of the document, not with its square.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Finding, Severity, items, texts};

/// Which products are versions of the same one: a number for each.
struct Kinship<'a> {
    families: HashMap<&'a str, usize>,
    /// No product is below a `product_name` branch.
    is_flat: bool,
    ranges_ending_before: HashSet<&'a str>,
    /// Families that are joined by an `installed_with`, by the product that results and the parts.
    together: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Kinship<'a> {
    fn of(document: &'a Value) -> Self {
        let mut kinship = Self {
            families: HashMap::new(),
            is_flat: true,
            ranges_ending_before: HashSet::new(),
            together: HashMap::new(),
        };
        kinship.read_branches(document);
        kinship.is_flat = kinship.families.is_empty();
        kinship.read_paths(document);
        kinship
    }

    fn read_branches(&mut self, document: &'a Value) {
        let mut waiting: Vec<(&Value, Option<usize>)> =
            items(document, "/product_tree/branches").map(|branch| (branch, None)).collect();
        let mut next = 0;
        while let Some((branch, mut family)) = waiting.pop() {
            let category = branch.get("category").and_then(Value::as_str);
            if category == Some("product_name") && family.is_none() {
                family = Some(next);
                next += 1;
            }
            if let Some(id) = branch.pointer("/product/product_id").and_then(Value::as_str) {
                if let Some(family) = family {
                    self.families.insert(id, family);
                }
                let name = branch.get("name").and_then(Value::as_str).unwrap_or_default();
                let range = super::versions::Range::parse(name);
                let ends_before = range.is_some_and(|range| range.ends_before_a_version());
                if category == Some("product_version_range") && ends_before {
                    self.ranges_ending_before.insert(id);
                }
            }
            waiting.extend(items(branch, "/branches").map(|branch| (branch, family)));
        }
    }

    /// Products made of others belong together when their parts do, in the same roles.
    fn read_paths(&mut self, document: &'a Value) {
        let mut known: HashMap<Vec<(&str, Option<usize>)>, usize> = HashMap::new();
        let base = items(document, "/product_tree/branches").count() + self.families.len();
        for path in items(document, "/product_tree/product_paths") {
            let Some(id) = path.pointer("/full_product_name/product_id").and_then(Value::as_str) else {
                continue;
            };
            let first = path.get("beginning_product_reference").and_then(Value::as_str).unwrap_or_default();
            let mut shape = vec![("", self.families.get(first).copied())];
            for step in items(path, "/subpaths") {
                let category = step.get("category").and_then(Value::as_str).unwrap_or_default();
                let next = step.get("next_product_reference").and_then(Value::as_str).unwrap_or_default();
                shape.push((category, self.families.get(next).copied()));
                if category == "installed_with" {
                    self.together.entry(next).or_default().extend([id, first]);
                    self.together.entry(id).or_default().push(first);
                }
            }
            if shape.iter().all(|(_, family)| family.is_some()) {
                let number = base + known.len();
                self.families.insert(id, *known.entry(shape).or_insert(number));
            }
        }
    }

    /// Whether one of `others` corresponds to the product.
    fn has_one_in(&self, product: &str, others: &Group<'_>) -> bool {
        if self.is_flat {
            return !others.products.is_empty();
        }
        let of_family = self.families.get(product).is_some_and(|family| others.families.contains(family));
        of_family
            || self.together.get(product).into_iter().flatten().any(|part| others.products.contains(part))
    }

    fn group(&self, vulnerability: &'a Value, members: &[&str]) -> Group<'a> {
        let products: Vec<&str> = members
            .iter()
            .flat_map(|member| texts(vulnerability, &format!("/product_status/{member}")).collect::<Vec<_>>())
            .collect();
        let families = products.iter().filter_map(|id| self.families.get(id).copied()).collect();
        Group { products: products.iter().copied().collect(), families, in_order: products }
    }
}

/// The products of a status group.
struct Group<'a> {
    in_order: Vec<&'a str>,
    products: HashSet<&'a str>,
    families: HashSet<usize>,
}

const AFFECTED: [&str; 3] = ["first_affected", "known_affected", "last_affected"];
const FIXED: [&str; 2] = ["first_fixed", "fixed"];

fn is_advisory(document: &Value) -> bool {
    let category = document.pointer("/document/category").and_then(Value::as_str);
    category == Some("csaf_security_advisory")
}

fn finding(test: &str, severity: Severity, vulnerability: usize, message: String) -> Finding {
    let pointer = format!("/vulnerabilities/{vulnerability}/product_status");
    Finding { test: test.to_owned(), severity, pointer, message }
}

/// 6.1.27.13 Corresponding Affected Products.
pub(super) fn affected_for_fixed(document: &Value) -> Vec<Finding> {
    if !is_advisory(document) {
        return Vec::new();
    }
    let kinship = Kinship::of(document);
    let mut findings = Vec::new();
    for (index, vulnerability) in items(document, "/vulnerabilities").enumerate() {
        let affected = kinship.group(vulnerability, &AFFECTED);
        for product in kinship.group(vulnerability, &FIXED).in_order {
            if !kinship.has_one_in(product, &affected) {
                let message = format!("'{product}' is fixed, but no version of the same product is affected");
                findings.push(finding("6.1.27.13", Severity::Error, index, message));
            }
        }
    }
    findings
}

/// 6.2.39.1 Missing Fixed Product.
pub(super) fn fixed_for_affected(document: &Value) -> Vec<Finding> {
    if !is_advisory(document) {
        return Vec::new();
    }
    let kinship = Kinship::of(document);
    let groups: HashMap<&str, &Value> = items(document, "/product_tree/product_groups")
        .filter_map(|group| Some((group.get("group_id")?.as_str()?, group)))
        .collect();
    let mut findings = Vec::new();
    for (index, vulnerability) in items(document, "/vulnerabilities").enumerate() {
        let fixed = kinship.group(vulnerability, &FIXED);
        let without =
            products_with(vulnerability, &groups, &["fix_planned", "no_fix_planned", "none_available"]);
        let with = products_with(vulnerability, &groups, &["vendor_fix"]);
        for product in kinship.group(vulnerability, &AFFECTED).in_order {
            let may_exist = with.contains(product) || kinship.ranges_ending_before.contains(product);
            let is_skipped = without.contains(product) && !may_exist;
            if !is_skipped && !kinship.has_one_in(product, &fixed) {
                let message = format!("'{product}' is affected, but no version of the same product is fixed");
                findings.push(finding("6.2.39.1", Severity::Warning, index, message));
            }
        }
    }
    findings
}

/// The products that remediations of some categories are for.
fn products_with<'a>(
    vulnerability: &'a Value,
    groups: &HashMap<&'a str, &'a Value>,
    categories: &[&str],
) -> HashSet<&'a str> {
    let of_category = items(vulnerability, "/remediations").filter(|remediation| {
        remediation.get("category").and_then(Value::as_str).is_some_and(|name| categories.contains(&name))
    });
    of_category
        .flat_map(|remediation| {
            let named = texts(remediation, "/group_ids").filter_map(|id| groups.get(id).copied());
            texts(remediation, "/product_ids").chain(named.flat_map(|group| texts(group, "/product_ids")))
        })
        .collect()
}
