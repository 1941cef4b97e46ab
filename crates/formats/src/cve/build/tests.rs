//! What is built from advisories: a snapshot, the states one by one, and any mixture of them.

use proptest::prelude::*;
use serde_json::Value;

use super::{NotPossible, Owner, body, record, rejection};
use crate::advisory::{Advisory, AffectedVersions, Fix, Justification, Language, SkuStatus, sample};
use crate::cve::check_value;
use crate::finding::Severity;
use crate::schema_gate::Formats;

fn owner() -> Owner {
    Owner { org_id: "b3476cb9-2e3d-41a6-98d0-0f47421a65b6".to_owned(), short_name: Some("maker".to_owned()) }
}

#[test]
fn an_advisory_becomes_a_record() {
    let record = record(&sample::advisory(), 0, &owner()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&record).unwrap());
}

#[test]
fn the_body_for_cve_services_has_no_provider() {
    let body = body(&sample::advisory(), 0).unwrap();
    assert!(body["cnaContainer"]["descriptions"].is_array());
    assert_eq!(body["cnaContainer"].get("providerMetadata"), None);
}

#[test]
fn a_rejection_needs_a_reason_in_words() {
    let body = rejection("The id was reserved for a report that turned out to be a duplicate.").unwrap();
    assert_eq!(body["cnaContainer"]["rejectedReasons"][0]["lang"], "en");
    assert!(matches!(rejection("no"), Err(NotPossible::Finding { rule: "rejection-explanation", .. })));
    assert!(rejection("  ").is_err());
}

#[test]
fn what_a_record_lacks_is_said() {
    let mut advisory = sample::advisory();
    assert_eq!(record(&advisory, 1, &owner()), Err(NotPossible::NoVulnerability));
    advisory.vulnerabilities[0].description = "A flaw found by Ada Example in the setup page.".to_owned();
    assert!(matches!(
        record(&advisory, 0, &owner()),
        Err(NotPossible::Finding { rule: "description-credit", .. })
    ));
    for status in advisory.vulnerabilities[0].statuses.values_mut() {
        *status = not_affected();
    }
    advisory.vulnerabilities[0].description = "A flaw in the setup page of nothing.".to_owned();
    assert!(matches!(
        record(&advisory, 0, &owner()),
        Err(NotPossible::Finding { rule: "only-unaffected", .. })
    ));
    advisory.vulnerabilities[0].cve = None;
    assert_eq!(record(&advisory, 0, &owner()), Err(NotPossible::NoId));
    advisory.vulnerabilities[0].cve = Some("CVE-2026-10042".to_owned());
    advisory.revisions.clear();
    assert_eq!(record(&advisory, 0, &owner()), Err(NotPossible::NotPublic));
}

#[test]
fn a_text_in_another_language_is_not_passed_off_as_english() {
    let mut advisory = sample::advisory();
    advisory.language = Language::new("de-AT").unwrap();
    advisory.vulnerabilities[0].description = "Das Feld `ssid` erreicht eine Shell.".to_owned();
    let record = record(&advisory, 0, &owner()).unwrap();
    let texts = &record["containers"]["cna"]["descriptions"];
    assert_eq!(texts[0]["lang"], "en");
    assert!(texts[0]["value"].as_str().unwrap().contains("CWE-78"), "{texts}");
    assert_eq!(texts[1]["lang"], "de");
    assert_eq!(texts[1]["value"], "Das Feld ssid erreicht eine Shell.");
}

#[test]
fn devices_without_any_fix_are_tagged() {
    let mut advisory = sample::advisory();
    for status in advisory.vulnerabilities[0].statuses.values_mut() {
        *status = SkuStatus::NoFix {
            versions: AffectedVersions::All,
            reason: "Out of support.".to_owned(),
            mitigation: String::new(),
        };
    }
    let record = record(&advisory, 0, &owner()).unwrap();
    assert_eq!(record["containers"]["cna"]["tags"], serde_json::json!(["unsupported-when-assigned"]));
}

fn not_affected() -> SkuStatus {
    SkuStatus::NotAffected { justification: Justification::ComponentNotPresent, reason: String::new() }
}

fn affected() -> impl Strategy<Value = AffectedVersions> {
    let version = "[vV]?[0-9]{1,2}(\\.[0-9]{1,2}){0,3}( \\(?[Bb]uild [0-9]{1,3}\\)?)?";
    prop_oneof![
        Just(AffectedVersions::All),
        version.prop_map(AffectedVersions::Before),
        version.prop_map(AffectedVersions::UpTo),
        ("1\\.[0-9]", "2\\.[0-9]").prop_map(|(a, b)| AffectedVersions::Between(a, b)),
        prop::collection::vec(version, 0..4).prop_map(AffectedVersions::Only),
    ]
}

fn status() -> impl Strategy<Value = SkuStatus> {
    let text = "[A-Za-z *_<&\n]{0,30}";
    prop_oneof![
        Just(SkuStatus::UnderInvestigation),
        Just(not_affected()),
        (affected(), text).prop_map(|(versions, mitigation)| SkuStatus::Affected { versions, mitigation }),
        (affected(), text, text).prop_map(|(versions, reason, mitigation)| SkuStatus::NoFix {
            versions,
            reason,
            mitigation
        }),
        (affected(), "3\\.[0-9]{1,2}( beta)?").prop_map(|(affected, version)| {
            let SkuStatus::Fixed(fix) =
                sample::advisory().vulnerabilities[0].statuses.values().nth(1).unwrap().clone()
            else {
                return SkuStatus::UnderInvestigation;
            };
            SkuStatus::Fixed(Fix { version, affected, ..fix })
        }),
    ]
}

fn mixture(statuses: Vec<SkuStatus>) -> Advisory {
    let mut advisory = sample::advisory();
    for (place, status) in advisory.vulnerabilities[0].statuses.values_mut().zip(statuses) {
        *place = status;
    }
    advisory
}

fn is_zero_range(value: &Value) -> bool {
    value.pointer("/containers/cna/affected").is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_mixture_of_statuses_gives_a_record_that_passes(statuses in prop::collection::vec(status(), 3)) {
        let advisory = mixture(statuses);
        match record(&advisory, 0, &owner()) {
            Ok(value) => {
                let report = check_value(&value, Formats::Checked).unwrap();
                prop_assert!(report.findings.iter().all(|f| f.severity == Severity::Information));
                prop_assert!(is_zero_range(&value));
            }
            // Nothing but these can be wrong with a mixture: no device affected, or "before version 0".
            Err(NotPossible::Finding { rule, .. }) => {
                prop_assert!(["only-unaffected", "version-range"].contains(&rule), "{rule}");
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
