//! The schema gate, the round trip and the rules: small tables of our own, and the shared set where it is at hand.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Record, Version, check, check_value, rules, schema};
use crate::finding::Severity;
use crate::schema_gate::Formats;

/// A record that breaks no rule.
pub(super) fn record() -> Value {
    json!({
        "dataType": "CVE_RECORD",
        "dataVersion": "5.2.0",
        "cveMetadata": {
            "cveId": "CVE-2026-10042",
            "assignerOrgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6",
            "state": "PUBLISHED",
            "dateReserved": "2026-02-01T09:00:00",
            "datePublished": "2026-02-12T18:00:00.123Z",
            "serial": 2
        },
        "containers": {"cna": {
            "providerMetadata": {"orgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6", "shortName": "maker"},
            "datePublic": "2026-02-12T15:00:00Z",
            "title": "Command injection in the setup page",
            "descriptions": [{
                "lang": "en",
                "value": "A crafted SSID reaches a shell in the setup page of the RE7000.",
                "supportingMedia": [{"type": "text/html", "base64": false, "value": "<p>A crafted SSID</p>"}]
            }],
            "affected": [{
                "vendor": "Linksys", "product": "RE7000", "defaultStatus": "unaffected",
                "platforms": ["hardware v2"],
                "versions": [{"version": "0", "lessThan": "2.0.06", "status": "affected", "versionType": "custom"}]
            }],
            "problemTypes": [{"descriptions": [{
                "lang": "en", "cweId": "CWE-78", "description": "CWE-78 OS Command Injection", "type": "CWE"
            }]}],
            "references": [{"url": "https://security.example.com/advisories/LNK-2026-0042", "tags": ["vendor-advisory"]}],
            "metrics": [{"format": "CVSS", "cvssV3_1": {
                "version": "3.1", "vectorString": "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                "baseScore": 8.8, "baseSeverity": "HIGH"
            }}],
            "credits": [{"lang": "en", "value": "Ada Example", "type": "finder"}],
            "source": {"discovery": "EXTERNAL", "defect": [1, null]},
            "x_maker": {"z": 1, "a": [true, null, 1.50]}
        }}
    })
}

fn rejected() -> Value {
    json!({
        "dataType": "CVE_RECORD", "dataVersion": "5.1",
        "cveMetadata": {
            "cveId": "CVE-2026-10043", "assignerOrgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6", "state": "REJECTED"
        },
        "containers": {"cna": {
            "providerMetadata": {"orgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6"},
            "rejectedReasons": [{"lang": "en", "value": "The id was reserved and never used."}],
            "replacedBy": ["CVE-2026-10042"]
        }}
    })
}

fn changed(pointer: &str, value: Value) -> Value {
    let mut record = record();
    *record.pointer_mut(pointer).unwrap() = value;
    record
}

fn with(pointer: &str, member: &str, value: Value) -> Value {
    let mut record = record();
    record.pointer_mut(pointer).unwrap().as_object_mut().unwrap().insert(member.to_owned(), value);
    record
}

fn assert_round_trip(value: &Value) {
    let record = Record::from_value(value).unwrap();
    assert_eq!(serde_json::to_value(record).unwrap(), *value);
}

#[test]
fn a_good_record_has_no_finding_and_comes_back_the_same() {
    for value in [record(), rejected()] {
        let report = check_value(&value, Formats::Checked).unwrap();
        assert_eq!(report.findings, []);
        assert_round_trip(&value);
    }
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let no_state = changed("/cveMetadata/state", json!("RESERVED"));
    let table = [
        (changed("/cveMetadata/cveId", json!("CVE-26-1")), "/cveMetadata/cveId"),
        (no_state, "/cveMetadata/state"),
        (with("", "surplus", json!(1)), ""),
        (with("/containers/cna", "surplus", json!(1)), "/containers/cna"),
        (changed("/containers/cna/references", json!([])), "/containers/cna/references"),
        (
            changed("/containers/cna/affected/0/versions/0", json!({"version": "1"})),
            "/containers/cna/affected/0/versions/0",
        ),
        (
            changed("/containers/cna/metrics/0/cvssV3_1/baseScore", json!("8.8")),
            "/containers/cna/metrics/0/cvssV3_1/baseScore",
        ),
        (changed("/cveMetadata/datePublished", json!("2026-02-30T00:00:00Z")), "/cveMetadata/datePublished"),
    ];
    for (value, pointer) in table {
        let report = check_value(&value, Formats::Ignored).unwrap();
        assert!(!report.is_valid(), "{pointer}");
        assert!(
            report.findings.iter().any(|f| f.rule == "schema" && f.pointer == pointer),
            "{:?}",
            report.findings
        );
    }
}

#[test]
fn version_5_2_knows_package_urls_and_no_unknown_members_of_a_product() {
    let unknown = with("/containers/cna/affected/0", "surplus", json!(1));
    assert_eq!(schema::check_record(&unknown, Version::V5_1_1, Formats::Ignored), []);
    assert!(!schema::check_record(&unknown, Version::V5_2_0, Formats::Ignored).is_empty());
    let purl = with("/containers/cna/affected/0", "packageURL", json!("pkg:generic/re7000"));
    assert_eq!(schema::check_record(&purl, Version::V5_2_0, Formats::Ignored), []);
    for (named, expected) in [
        ("5.0", Version::V5_1_1),
        ("5.1", Version::V5_1_1),
        ("5.1.1", Version::V5_1_1),
        ("5.2", Version::V5_2_0),
    ] {
        assert_eq!(Version::of(&json!({"dataVersion": named})), expected, "{named}");
    }
}

#[test]
fn each_rule_is_found_at_its_place() {
    let cna = "/containers/cna";
    let description = |text: &str| changed("/containers/cna/descriptions/0/value", json!(text));
    let version = |version: Value| changed("/containers/cna/affected/0/versions", json!([version]));
    let reference = |url: &str| changed("/containers/cna/references/0/url", json!(url));
    let table = [
        (
            "only-unaffected",
            "/affected",
            changed(
                "/containers/cna/affected/0",
                json!({"vendor": "a1", "product": "b1", "defaultStatus": "unaffected"}),
            ),
        ),
        (
            "problem-type",
            "/problemTypes",
            changed(
                "/containers/cna/problemTypes/0/descriptions/0",
                json!({"lang": "en", "description": "n/a"}),
            ),
        ),
        (
            "problem-type-cwe",
            "/problemTypes",
            changed(
                "/containers/cna/problemTypes/0/descriptions/0",
                json!({"lang": "en", "description": "Bad input"}),
            ),
        ),
        (
            "problem-type-contradiction",
            "/problemTypes/0/descriptions/0/cweId",
            changed("/containers/cna/problemTypes/0/descriptions/0/cweId", json!("CWE-79")),
        ),
        ("fixed-version", "/affected/0", version(json!({"version": "1.0", "status": "affected"}))),
        (
            "unknown-status",
            "/affected/0",
            changed("/containers/cna/affected/0/defaultStatus", json!("unknown")),
        ),
        ("description-length", "/descriptions/0/value", description("Bad.")),
        ("description-spaces", "/descriptions/0/value", description(" A crafted SSID reaches a shell.")),
        ("text-blank", "/descriptions/0/value", description("   ")),
        ("unicode-escape", "/descriptions/0/value", description("A crafted \\u0041SID reaches a shell.")),
        (
            "description-credit",
            "/descriptions/0/value",
            description("A flaw discovered by Ada Example of Example Labs."),
        ),
        (
            "description-advertising",
            "/descriptions/0/value",
            description("A flaw in our award-winning router."),
        ),
        (
            "description-other-id",
            "/descriptions/0/value",
            description("A flaw also known as ZDI-CAN-1234 in a page."),
        ),
        (
            "description-comparison",
            "/descriptions/0/value",
            description("A different vulnerability than CVE-2026-1"),
        ),
        (
            "description-twice",
            "/descriptions/1/lang",
            changed(
                "/containers/cna/descriptions",
                json!([{"lang": "en", "value": "A crafted SSID"}, {"lang": "EN", "value": "A shell is reached"}]),
            ),
        ),
        ("reference-protocol", "/references/0/url", reference("gopher://security.example.com/1")),
        ("reference-self", "/references/0/url", reference("https://www.cve.org/CVERecord?id=CVE-2026-10042")),
        ("reference-missing", "/references", reference("https://nvd.nist.gov/vuln/detail/CVE-2026-10042")),
        (
            "reference-duplicate",
            "/references/1/url",
            changed(
                "/containers/cna/references",
                json!([{"url": "https://e.example/1"}, {"url": "https://e.example/1", "name": "again"}]),
            ),
        ),
        (
            "reference-login",
            "/references",
            changed("/containers/cna/references/0/tags", json!(["permissions-required"])),
        ),
        (
            "reference-broken",
            "/references",
            changed("/containers/cna/references/0/tags", json!(["broken-link"])),
        ),
        (
            "published-before-public",
            "/datePublic",
            changed("/containers/cna/datePublic", json!("2026-02-13T15:00:00Z")),
        ),
        ("disputed-explanation", "/tags/0", with(cna, "tags", json!(["disputed"]))),
        ("hosted-service-tag", "/tags/0", with(cna, "tags", json!(["exclusively-hosted-service"]))),
        (
            "version-string",
            "/affected/0/versions/0/version",
            version(json!({"version": "< 2.0", "status": "affected"})),
        ),
        (
            "version-string",
            "/affected/0/versions/0/version",
            version(json!({"version": "unspecified", "status": "affected"})),
        ),
        (
            "version-range",
            "/affected/0/versions/0/lessThan",
            version(
                json!({"version": "2.1", "lessThan": "2.0", "status": "affected", "versionType": "semver"}),
            ),
        ),
        (
            "version-type-custom",
            "/affected/0/versions/0/versionType",
            version(
                json!({"version": "0", "lessThan": "build-a", "status": "affected", "versionType": "custom"}),
            ),
        ),
        ("vendor-string", "/affected/0/vendor", changed("/containers/cna/affected/0/vendor", json!("n/a"))),
        (
            "product-string",
            "/affected/0/product",
            changed("/containers/cna/affected/0/product", json!("Unknown")),
        ),
        (
            "package-url",
            "/affected/0/packageURL",
            with("/containers/cna/affected/0", "packageURL", json!("pkg:npm/x@1")),
        ),
        (
            "package-url-consistency",
            "/affected/0/packageURL",
            changed(
                "/containers/cna/affected/0",
                json!({"collectionURL": "https://npm.example", "packageName": "one", "packageURL": "pkg:npm/two", "defaultStatus": "affected"}),
            ),
        ),
        (
            "cvss",
            "/metrics/0/cvssV3_1/baseScore",
            changed("/containers/cna/metrics/0/cvssV3_1/baseScore", json!(8.1)),
        ),
        (
            "cvss",
            "/metrics/0/cvssV3_1/vectorString",
            changed(
                "/containers/cna/metrics/0/cvssV3_1/vectorString",
                json!("CVSS:3.1/AV:A/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
            ),
        ),
    ];
    let mut named: Vec<&str> = Vec::new();
    for (rule, place, value) in table {
        let report = check_value(&value, Formats::Ignored).unwrap();
        assert!(report.is_valid(), "{rule}: {:?}", report.findings);
        let hit = |f: &&crate::finding::Finding| f.rule == rule && f.pointer == format!("{cna}{place}");
        assert!(report.findings.iter().any(|f| hit(&f)), "{rule} at {place}: {:?}", report.findings);
        assert_round_trip(&value);
        named.push(rule);
    }
    for (rule, pointer, value) in [
        (
            "published-late",
            "/cveMetadata/datePublished",
            changed("/containers/cna/datePublic", json!("2026-02-01T15:00:00")),
        ),
        ("example-id", "/cveMetadata/cveId", changed("/cveMetadata/cveId", json!("CVE-1900-10042"))),
        ("id-year", "/cveMetadata/cveId", changed("/cveMetadata/cveId", json!("CVE-2020-10042"))),
        (
            "english-description",
            "/containers/cna/descriptions",
            changed("/containers/cna/descriptions/0/lang", json!("de")),
        ),
        ("affected-product", "/containers/cna/affected", changed("/containers/cna/affected", json!([]))),
    ] {
        let record = Record::from_value(&value).unwrap();
        let found = rules::of_record(&record);
        assert!(found.iter().any(|f| f.rule == rule && f.pointer == pointer), "{rule}: {found:?}");
        named.push(rule);
    }
    let mut blank = rejected();
    *blank.pointer_mut("/containers/cna/rejectedReasons/0/value").unwrap() = json!("no");
    let found = check_value(&blank, Formats::Ignored).unwrap().findings;
    assert!(found.iter().any(|f| f.rule == "rejection-explanation"), "{found:?}");
    named.push("rejection-explanation");
    let missing: Vec<&str> =
        rules::RULES.iter().map(|r| r.name).filter(|name| !named.contains(name)).collect();
    assert!(missing.is_empty(), "rules without a case here: {missing:?}");
}

#[test]
fn a_body_for_cve_services_is_checked_as_a_container() {
    let mut container = record()["containers"]["cna"].clone();
    container.as_object_mut().unwrap().remove("providerMetadata");
    let report = check_value(&json!({"cnaContainer": container}), Formats::Checked).unwrap();
    assert_eq!(report.findings, []);
    let body =
        json!({"cnaContainer": {"rejectedReasons": [{"lang": "en", "value": "Never used by anybody."}]}});
    assert_eq!(check_value(&body, Formats::Checked).unwrap().findings, []);
    let empty = check_value(&json!({"cnaContainer": {}}), Formats::Checked).unwrap();
    assert!(!empty.is_valid());
}

#[test]
fn what_two_readers_could_read_in_two_ways_is_refused() {
    assert!(check(br#"{"dataType": "CVE_RECORD", "dataType": "CVE_RECORD"}"#).is_err());
    assert!(check(b"{}").is_err());
    assert!(check(&vec![b' '; super::MAX_BYTES + 1]).is_err());
    assert!(check(format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)).as_bytes()).is_err());
}

fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/cve");
    if root.is_dir() {
        return Some(root);
    }
    println!("skipped: {} is not there", root.display());
    None
}

#[test]
fn the_shared_records_come_out_as_expected() {
    let Some(root) = shared() else { return };
    let index: Value = serde_json::from_slice(&std::fs::read(root.join("index.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for case in index["cases"].as_array().unwrap() {
        let file = case["file"].as_str().unwrap();
        let bytes = std::fs::read(root.join(file)).unwrap();
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        for (name, version) in [("valid", Version::V5_1_1), ("valid_5.2.0", Version::V5_2_0)] {
            let found = schema::check_record(&value, version, Formats::Ignored);
            if found.is_empty() != case[name].as_bool().unwrap() {
                wrong.push(format!("{file} by {}: {found:?}", version.as_str()));
            }
        }
        let report = check(&bytes).unwrap();
        if report.is_valid() != case["valid"].as_bool().unwrap() {
            wrong.push(format!("{file}: {:?}", report.findings));
        }
        if report.is_valid() {
            assert_round_trip(&value);
        }
        if let Some(taken) = case["purl_accepted_by_services"].as_bool() {
            let refused =
                report.findings.iter().any(|f| f.rule == "package-url" && f.severity == Severity::Warning);
            assert_eq!(refused, !taken, "{file}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_shared_bodies_come_out_as_expected() {
    let Some(root) = shared() else { return };
    for (file, valid) in [
        ("rejectBody.json", true),
        ("rejectBodyMultipleNonEngValues.json", false),
        ("cna-container_pass.json", true),
        ("rejectBodyMultipleEngLangs.json", true),
        ("rejectBodyMultipleIdenticalValues.json", false),
    ] {
        let report = check(&std::fs::read(root.join("bodies").join(file)).unwrap()).unwrap();
        assert_eq!(report.is_valid(), valid, "{file}: {:?}", report.findings);
    }
    let twice =
        check(&std::fs::read(root.join("bodies/rejectBodyMultipleSameEngValues.json")).unwrap()).unwrap();
    assert!(!twice.is_valid(), "{:?}", twice.findings);
    assert!(
        check(&std::fs::read(root.join("bodies/cna-container-missing-container.json")).unwrap()).is_err()
    );
}
