//! An advisory as a CSAF document of the profile "VEX" (2.0 section 4.5): which product is affected by what, for
//! machines that ask nothing else.
//!
//! Invariant: it says what the security advisory says, under an id of its own: the standard wants each id to stand
//! for one document.

use serde_json::{Value, json};

use super::{BuildError, draft_2_1};
use crate::advisory::{Advisory, AdvisoryId, ForeignId};
use crate::csaf::canonical;

/// What the ids of these documents end in.
const SUFFIX: &str = "-VEX";

/// The advisory under the id of its VEX document.
///
/// # Errors
/// When the longer id is none.
pub fn renamed(advisory: &Advisory) -> Result<Advisory, BuildError> {
    let mut vex = identified(advisory);
    vex.id = AdvisoryId::new(format!("{}{SUFFIX}", advisory.id.as_str())).map_err(|_| BuildError::NoTitle)?;
    Ok(vex)
}

/// The advisory with an id for every vulnerability, as the profiles of VEX and of 2.1 want: one without a CVE id bears
/// the advisory's.
pub(super) fn identified(advisory: &Advisory) -> Advisory {
    let mut advisory = advisory.clone();
    let nameless =
        advisory.vulnerabilities.iter_mut().filter(|flaw| flaw.cve.is_none() && flaw.ids.is_empty());
    for (index, flaw) in (1..).zip(nameless) {
        let system = format!("{} advisories", advisory.publisher.name);
        flaw.ids.push(ForeignId { system, text: format!("{}/{index}", advisory.id.as_str()) });
    }
    advisory
}

/// The 2.0 document as canonical bytes.
///
/// # Errors
/// When the advisory lacks what the profile requires; see [`BuildError`].
pub fn to_bytes(advisory: &Advisory) -> Result<Vec<u8>, BuildError> {
    let root = super::document(&renamed(advisory)?)?;
    Ok(canonical::to_bytes(&profiled(root, advisory, advisory.addresses.find_csaf(advisory))))
}

/// The 2.1 document as canonical bytes.
///
/// # Errors
/// When the advisory lacks what the profile requires; see [`BuildError`].
pub fn to_bytes_2_1(advisory: &Advisory) -> Result<Vec<u8>, BuildError> {
    let root = draft_2_1::document(&renamed(advisory)?)?;
    Ok(canonical::to_bytes(&profiled(root, advisory, advisory.addresses.find_csaf_2_1(advisory))))
}

/// Names the profile, and leads to the page and the document of the advisory it goes with.
fn profiled(mut root: Value, advisory: &Advisory, document: Option<String>) -> Value {
    if let Some(category) = root.pointer_mut("/document/category") {
        *category = json!("csaf_vex");
    }
    if let Some(page) = root.pointer_mut("/document/references/1/url") {
        *page = json!(advisory.addresses.page(advisory));
    }
    if let (Some(references), Some(url)) =
        (root.pointer_mut("/document/references").and_then(Value::as_array_mut), document)
    {
        references.push(json!({"category": "external", "summary": "Security advisory", "url": url}));
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisory::sample;
    use crate::csaf::validate::{Options, Severity, validate};

    #[test]
    fn both_versions_are_valid_with_and_without_a_cve_id() {
        let mut advisory = sample::advisory();
        for _ in 0..2 {
            for (version, bytes) in
                [("2.0", to_bytes(&advisory).unwrap()), ("2.1", to_bytes_2_1(&advisory).unwrap())]
            {
                let report = validate(&bytes, Options::default()).unwrap();
                let serious = report.findings.iter().filter(|one| one.severity != Severity::Information);
                // See the same test of the security advisory: the validator cannot read `vers:all/*` yet.
                // And while no fix is out, nobody knows where the affected versions end (6.2.49).
                let is_advice = |test: &str| test == "6.2.49" || test.starts_with("6.1.50");
                let serious: Vec<_> = serious.filter(|one| !is_advice(&one.test)).collect();
                assert!(serious.is_empty(), "{version}: {serious:?}");
                assert!(report.is_valid(), "{version}");
                let root: Value = serde_json::from_slice(&bytes).unwrap();
                assert_eq!(root["document"]["category"], "csaf_vex");
                assert_eq!(root["document"]["tracking"]["id"], format!("{}-VEX", advisory.id.as_str()));
                let urls: Vec<_> = root["document"]["references"].as_array().unwrap().iter().collect();
                assert!(urls[0]["url"].as_str().unwrap().ends_with("-vex.json"), "{urls:?}");
                assert!(!urls[1]["url"].as_str().unwrap().contains("VEX"), "{urls:?}");
            }
            advisory.vulnerabilities.iter_mut().for_each(|flaw| flaw.cve = None);
        }
    }
}
