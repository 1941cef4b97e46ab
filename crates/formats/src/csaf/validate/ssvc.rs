//! Test 6.3.13 of CSAF 2.1, "usage of non-latest SSVC decision point version".

use serde_json::Value;

use super::{Finding, Severity, items};

/// The decision points that have had more than one version, with the latest: namespace, key, version. From the SSVC
/// registry as the crate `ssvc` 0.4.1 has it.
const LATEST: &[(&str, &str, &str)] = &[
    ("cvss", "A", "2.0.0"),
    ("cvss", "AC", "3.0.1"),
    ("cvss", "AR", "1.1.1"),
    ("cvss", "AV", "3.0.1"),
    ("cvss", "Au", "2.0.0"),
    ("cvss", "C", "2.0.0"),
    ("cvss", "CDP", "2.0.0"),
    ("cvss", "CR", "1.1.1"),
    ("cvss", "E", "2.0.0"),
    ("cvss", "I", "2.0.0"),
    ("cvss", "IR", "1.1.1"),
    ("cvss", "MAC", "3.0.1"),
    ("cvss", "MAV", "3.0.1"),
    ("cvss", "MPR", "1.0.1"),
    ("cvss", "MSA", "1.0.1"),
    ("cvss", "MSC", "1.0.1"),
    ("cvss", "MSI", "1.0.1"),
    ("cvss", "MUI", "2.0.0"),
    ("cvss", "PR", "1.0.1"),
    ("cvss", "RC", "2.0.0"),
    ("cvss", "RL", "1.1.0"),
    ("cvss", "TD", "1.1.0"),
    ("cvss", "UI", "2.0.0"),
    ("ssvc", "COORDINATE", "1.0.1"),
    ("ssvc", "E", "1.1.0"),
    ("ssvc", "EXP", "1.0.1"),
    ("ssvc", "HI", "2.0.2"),
    ("ssvc", "MI", "2.0.0"),
    ("ssvc", "PSI", "2.0.1"),
    ("ssvc", "SI", "2.0.1"),
    ("ssvc", "U", "1.0.1"),
];

/// One finding for each selection of an earlier version.
pub(super) fn outdated(document: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (v, vulnerability) in items(document, "/vulnerabilities").enumerate() {
        for (m, metric) in items(vulnerability, "/metrics").enumerate() {
            for (s, selection) in items(metric, "/content/ssvc_v2/selections").enumerate() {
                if let Some(latest) = newer(selection) {
                    findings.push(Finding {
                        test: "6.3.13".to_owned(),
                        severity: Severity::Information,
                        pointer: format!(
                            "/vulnerabilities/{v}/metrics/{m}/content/ssvc_v2/selections/{s}/version"
                        ),
                        message: format!("Version {latest} of this decision point is available"),
                    });
                }
            }
        }
    }
    findings
}

fn newer(selection: &Value) -> Option<&'static str> {
    let text = |name: &str| selection.get(name).and_then(Value::as_str);
    let (namespace, key, version) = (text("namespace")?, text("key")?, text("version")?);
    // An extension of a namespace stands after two slashes; a decision point keeps its version there.
    let base = namespace.split("//").next()?;
    let (.., latest) = LATEST.iter().find(|(name, point, _)| *name == base && *point == key)?;
    let numbers =
        |version: &str| version.split('.').map(str::parse::<u32>).collect::<Result<Vec<_>, _>>().ok();
    (numbers(version)? < numbers(latest)?).then_some(latest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::newer;

    #[test]
    fn only_an_earlier_version_of_a_known_decision_point_is_found() {
        let selection =
            |namespace: &str, version: &str| json!({"namespace": namespace, "key": "MI", "version": version});
        assert_eq!(newer(&selection("ssvc", "1.0.0")), Some("2.0.0"));
        assert_eq!(newer(&selection("ssvc//.example.test#x", "1.0.0")), Some("2.0.0"));
        assert_eq!(newer(&selection("ssvc", "2.0.0")), None);
        assert_eq!(newer(&selection("x_example.test#y", "1.0.0")), None);
    }
}
