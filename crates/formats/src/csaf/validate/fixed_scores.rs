//! Test 6.2.19, "CVSS for fixed products": a score given for a fixed product must come to 0, be it that the
//! environmental score is 0 or that the modified impacts are all "none".

use std::collections::HashSet;

use serde_json::Value;

use super::{Finding, Severity, items};

/// One finding for each fixed product with a score above 0.
pub(super) fn find(document: &Value) -> Vec<Finding> {
    let vulnerabilities = items(document, "/vulnerabilities");
    vulnerabilities.enumerate().flat_map(|(index, vulnerability)| find_in(index, vulnerability)).collect()
}

fn find_in(index: usize, vulnerability: &Value) -> Vec<Finding> {
    let groups = ["/product_status/fixed", "/product_status/first_fixed"];
    let fixed: HashSet<&str> =
        groups.iter().flat_map(|group| items(vulnerability, group)).filter_map(Value::as_str).collect();
    let scores_2_0 =
        items(vulnerability, "/scores").enumerate().map(|(n, score)| (format!("scores/{n}"), score, score));
    let metrics_2_1 = items(vulnerability, "/metrics")
        .enumerate()
        .filter_map(|(n, metric)| Some((format!("metrics/{n}"), metric, metric.get("content")?)));
    let mut findings = Vec::new();
    for (place, holder, content) in scores_2_0.chain(metrics_2_1) {
        if comes_to_zero(content) {
            continue;
        }
        for (n, product) in items(holder, "/products").enumerate() {
            if product.as_str().is_some_and(|id| fixed.contains(id)) {
                findings.push(Finding {
                    test: "6.2.19".to_owned(),
                    severity: Severity::Warning,
                    pointer: format!("/vulnerabilities/{index}/{place}/products/{n}"),
                    message: "A product with a fix has a CVSS score above 0".to_owned(),
                });
            }
        }
    }
    findings
}

/// Members and abbreviations of the metrics that must all be "none", by version of CVSS.
const VERSION_3: &[(&str, &str)] = &[
    ("modifiedConfidentialityImpact", "MC"),
    ("modifiedIntegrityImpact", "MI"),
    ("modifiedAvailabilityImpact", "MA"),
];
const VERSION_4: &[(&str, &str)] = &[
    ("modifiedVulnConfidentialityImpact", "MVC"),
    ("modifiedVulnIntegrityImpact", "MVI"),
    ("modifiedVulnAvailabilityImpact", "MVA"),
    ("modifiedSubConfidentialityImpact", "MSC"),
    ("modifiedSubIntegrityImpact", "MSI"),
    ("modifiedSubAvailabilityImpact", "MSA"),
];

fn comes_to_zero(content: &Value) -> bool {
    let scores =
        [("cvss_v2", &[("targetDistribution", "TD")][..]), ("cvss_v3", VERSION_3), ("cvss_v4", VERSION_4)];
    scores.iter().filter_map(|(name, metrics)| Some((content.get(name)?, metrics))).all(|(score, metrics)| {
        let zero = |name| score.get(name).and_then(Value::as_f64) == Some(0.0);
        zero("environmentalScore")
            || zero("baseScore")
            || metrics.iter().all(|(long, short)| is_none(score, long, short))
    })
}

fn is_none(score: &Value, long: &str, short: &str) -> bool {
    let member = score.get(long).and_then(Value::as_str);
    let vector = score.get("vectorString").and_then(Value::as_str).unwrap_or_default();
    member.is_some_and(|value| value == "NONE" || value == "NEGLIGIBLE")
        || vector.split('/').any(|part| part.split_once(':') == Some((short, "N")))
}
