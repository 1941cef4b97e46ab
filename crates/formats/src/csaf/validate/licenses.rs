//! Test 6.3.17 of CSAF 2.1, "use of unregistered license": every license and exception of the expression is in the
//! list of SPDX or in AboutCode's ScanCode LicenseDB.

use csaf_rs::helpers::SCANCODE_LICENSEDB;
use serde_json::Value;
use spdx::identifiers::{EXCEPTIONS, LICENSES};

use super::{Finding, Severity};

/// One finding for each identifier that is in neither list.
pub(super) fn unregistered(document: &Value) -> Vec<Finding> {
    let expression = document.pointer("/document/license_expression").and_then(Value::as_str);
    let words = expression.unwrap_or_default().split(|c: char| c.is_whitespace() || c == '(' || c == ')');
    let unknown = words.filter(|word| !word.is_empty() && !is_operator(word) && !is_registered(word));
    unknown
        .map(|word| Finding {
            test: "6.3.17".to_owned(),
            severity: Severity::Information,
            pointer: "/document/license_expression".to_owned(),
            message: format!("`{word}` is neither in the SPDX list nor in the ScanCode LicenseDB"),
        })
        .collect()
}

fn is_operator(word: &str) -> bool {
    ["AND", "OR", "WITH", "NONE", "NOASSERTION"].iter().any(|operator| word.eq_ignore_ascii_case(operator))
}

/// Identifiers are matched without regard to case (SPDX 3.0.1, annex B).
fn is_registered(word: &str) -> bool {
    let name = word.strip_suffix('+').unwrap_or(word);
    LICENSES.iter().any(|license| license.name.eq_ignore_ascii_case(name))
        || EXCEPTIONS.iter().any(|exception| exception.name.eq_ignore_ascii_case(name))
        || ["LicenseRef-", "AdditionRef-"].iter().any(|prefix| {
            name.strip_prefix(prefix)
                .is_some_and(|name| SCANCODE_LICENSEDB.contains_key(&name.to_lowercase()))
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::unregistered;

    #[test]
    fn only_what_is_in_no_list_is_found() {
        let found = |expression: &str| {
            let document = json!({"document": {"license_expression": expression}});
            unregistered(&document).into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(found("(MIT OR apache-2.0+) AND GPL-2.0-only WITH Classpath-exception-2.0"), [""; 0]);
        assert_eq!(found("LicenseRef-scancode-3com-microcode"), [""; 0]);
        assert_eq!(found("MIT AND LicenseRef-example").len(), 1);
        assert_eq!(found("DocumentRef-x:LicenseRef-y").len(), 1);
    }
}
