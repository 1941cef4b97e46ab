//! Test 6.1.33, "multiple flags with VEX justification codes per product", with findings whose size does not grow
//! with the number of flags.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::{Finding, Severity, items, texts};

/// Groups can stand for many more products than the document has bytes.
const MAX_FINDINGS: usize = 10_000;

/// One finding for each product and each flag after the first that holds it, up to [`MAX_FINDINGS`].
pub(super) fn find(document: &Value) -> Vec<Finding> {
    let groups: HashMap<&str, &Value> = items(document, "/product_tree/product_groups")
        .filter_map(|group| Some((group.get("group_id")?.as_str()?, group)))
        .collect();
    let mut findings = Vec::new();
    for (index, vulnerability) in items(document, "/vulnerabilities").enumerate() {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, flag) in items(vulnerability, "/flags").enumerate() {
            for product in products(flag, &groups) {
                let before = *first.entry(product).or_insert(place);
                if before != place && findings.len() < MAX_FINDINGS {
                    findings.push(finding(index, place, product, before));
                }
            }
        }
    }
    findings
}

/// The products that a flag names, by themselves or through groups.
fn products<'a>(flag: &'a Value, groups: &HashMap<&str, &'a Value>) -> BTreeSet<&'a str> {
    let through_groups = texts(flag, "/group_ids")
        .filter_map(|id| groups.get(id).copied())
        .flat_map(|group| texts(group, "/product_ids"));
    texts(flag, "/product_ids").chain(through_groups).collect()
}

fn finding(vulnerability: usize, flag: usize, product: &str, before: usize) -> Finding {
    Finding {
        test: "6.1.33".to_owned(),
        severity: Severity::Error,
        pointer: format!("/vulnerabilities/{vulnerability}/flags/{flag}"),
        message: format!(
            "Product '{product}' already has a justification in flag {before} of this vulnerability"
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::find;

    #[test]
    fn a_product_in_two_flags_is_found_also_through_a_group() {
        let document = json!({
            "product_tree": {"product_groups": [{"group_id": "G", "product_ids": ["A", "B"]}]},
            "vulnerabilities": [{"flags": [
                {"label": "component_not_present", "product_ids": ["A"], "group_ids": ["G"]},
                {"label": "inline_mitigations_already_exist", "product_ids": ["B", "C"]},
            ]}, {"flags": [{"label": "component_not_present", "product_ids": ["A"]}]}],
        });
        let found = find(&document);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, "/vulnerabilities/0/flags/1");
        assert!(found[0].message.contains("'B'"));
    }
}
