//! What is built passes the validator, is always the same, and refuses what the profile cannot say.

use serde_json::Value;

use super::{BuildError, document, draft_2_1, file_name, to_bytes};
use crate::advisory::{AdvisoryId, AffectedVersions, DocumentStatus, SkuStatus, sample};
use crate::csaf::validate::{Options, Report, Severity, validate};

fn report(advisory: &crate::advisory::Advisory) -> Report {
    validate(&to_bytes(advisory).unwrap(), Options::default()).unwrap()
}

fn serious(report: &Report) -> Vec<String> {
    let serious = report.findings.iter().filter(|finding| finding.severity != Severity::Information);
    serious.map(|finding| format!("{} {} {}", finding.test, finding.pointer, finding.message)).collect()
}

#[test]
fn the_sample_advisory_as_csaf() {
    let bytes = to_bytes(&sample::advisory()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    insta::assert_snapshot!(text.replace(&version, "\"version\": \"VERSION\""));
}

#[test]
fn the_sample_advisory_passes_all_tests_but_the_advice_against_version_ranges() {
    let report = report(&sample::advisory());
    assert_eq!(serious(&report), Vec::<String>::new());
    assert_eq!(report.skipped, Vec::<String>::new());
    let others: Vec<_> =
        report.findings.iter().filter(|f| !["6.3.9", "6.3.10"].contains(&f.test.as_str())).collect();
    assert_eq!(others, Vec::<&crate::csaf::validate::Finding>::new());
}

#[test]
fn every_status_and_every_form_of_range_passes() {
    let mut advisory = sample::advisory();
    let ids: Vec<_> = advisory.skus.iter().map(|sku| sku.id.clone()).collect();
    let ranges = [
        AffectedVersions::All,
        AffectedVersions::Before("1.2 beta/3".to_owned()),
        AffectedVersions::UpTo("v1.2".to_owned()),
        AffectedVersions::Between("1.0".to_owned(), "2.0".to_owned()),
        AffectedVersions::Only(vec!["1.0".to_owned(), "v1.0".to_owned(), "1.1".to_owned()]),
        AffectedVersions::Only(vec![]),
    ];
    for range in ranges {
        let row = &mut advisory.vulnerabilities[0].statuses;
        let reason = String::new();
        row.insert(ids[0].clone(), SkuStatus::UnderInvestigation);
        row.insert(
            ids[1].clone(),
            SkuStatus::Affected { versions: range.clone(), mitigation: reason.clone() },
        );
        row.insert(
            ids[2].clone(),
            SkuStatus::NoFix { versions: range.clone(), reason: reason.clone(), mitigation: reason },
        );
        assert_eq!(serious(&report(&advisory)), Vec::<String>::new(), "{range:?}");
    }
}

#[test]
fn a_fix_for_all_versions_does_not_count_the_fixed_one_as_affected() {
    let mut advisory = sample::advisory();
    let ids: Vec<_> = advisory.skus.iter().map(|sku| sku.id.clone()).collect();
    for affected in
        [AffectedVersions::All, AffectedVersions::Only(vec!["2.0.06".to_owned(), "1.0".to_owned()])]
    {
        if let Some(SkuStatus::Fixed(fix)) = advisory.vulnerabilities[0].statuses.get_mut(&ids[1]) {
            fix.affected = affected;
        }
        assert_eq!(serious(&report(&advisory)), Vec::<String>::new());
    }
}

#[test]
fn an_advisory_in_which_nothing_is_affected_has_no_score() {
    let mut advisory = sample::advisory();
    let ids: Vec<_> = advisory.skus.iter().map(|sku| sku.id.clone()).collect();
    for id in &ids {
        let status = advisory.vulnerabilities[0].statuses[&ids[2]].clone();
        advisory.vulnerabilities[0].statuses.insert(id.clone(), status);
    }
    let built = document(&advisory).unwrap();
    assert!(built.pointer("/vulnerabilities/0/scores").is_none());
    assert_eq!(serious(&report(&advisory)), Vec::<String>::new());
}

#[test]
fn the_sample_advisory_passes_all_tests_of_the_2_1_draft() {
    let mut advisory = sample::advisory();
    for state in 0..2 {
        let bytes = draft_2_1::to_bytes(&advisory).unwrap();
        let report = validate(&bytes, Options::default()).unwrap();
        assert_eq!(report.version, "2.1");
        // The only form that the draft allows for "all versions" is one that the validator cannot read yet.
        let mut serious = serious(&report);
        serious.retain(|line| {
            let unread =
                line.starts_with("6.1.50") && line.contains("`vers:all/*` uses a VERS type not supported");
            // While no fix is out, nobody knows where the affected versions end.
            !unread && !line.starts_with("6.2.49 ")
        });
        assert_eq!(serious, Vec::<String>::new());
        assert!(report.is_valid());
        let id = advisory.skus[0].id.clone();
        let status = SkuStatus::Affected { versions: AffectedVersions::All, mitigation: String::new() };
        advisory.vulnerabilities[0].statuses.insert(id, status);
        assert_eq!(String::from_utf8(bytes).unwrap().contains("\"fix_planned\""), state == 1);
    }
}

#[test]
fn vectors_with_more_than_base_metrics_pass_in_both_versions() {
    let mut advisory = sample::advisory();
    let vulnerability = &mut advisory.vulnerabilities[0];
    vulnerability.cvss31 =
        Some("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/MAV:N".parse().unwrap());
    vulnerability.cvss40 = Some(
        "CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:P/CR:H/MAV:N".parse().unwrap(),
    );
    for bytes in [to_bytes(&advisory).unwrap(), draft_2_1::to_bytes(&advisory).unwrap()] {
        let report = validate(&bytes, Options::default()).unwrap();
        assert!(report.is_valid(), "{:?}", serious(&report));
    }
}

#[test]
fn the_2_1_document_follows_the_schema_of_august_2026_too() {
    let root = std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/conformance/csaf-schemas/2.1"
    ));
    let Ok(bytes) = std::fs::read(root.join("csaf.json")) else {
        println!("skipped: no conformance data at hand (csaf-schemas/2.1)");
        return;
    };
    let mut schema: Value = serde_json::from_slice(&bytes).unwrap();
    without_foreign_parts(&mut schema);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let built = draft_2_1::document(&sample::advisory()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&built).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// Drops what the schema borrows from other files (CVSS, SSVC, extensions) and its metaschema.
fn without_foreign_parts(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let foreign = |value: &Value| value.as_str().is_some_and(|text| text.starts_with("https://"));
            members.retain(|name, value| match name.as_str() {
                "$ref" | "$schema" => !foreign(value),
                "oneOf" => !value.pointer("/0/$ref").is_some_and(foreign),
                _ => true,
            });
            members.values_mut().for_each(without_foreign_parts);
        }
        Value::Array(items) => items.iter_mut().for_each(without_foreign_parts),
        _ => {}
    }
}

#[test]
fn drafts_and_interim_documents_are_valid_too() {
    for status in [DocumentStatus::Draft, DocumentStatus::Interim] {
        let mut advisory = sample::advisory();
        advisory.status = status;
        assert_eq!(serious(&report(&advisory)), Vec::<String>::new(), "{status:?}");
    }
}

#[test]
fn what_the_profile_cannot_say_is_refused() {
    type Change = fn(&mut crate::advisory::Advisory);
    let table: [(Change, BuildError); 7] = [
        (|a| a.texts.clear(), BuildError::NoTitle),
        (|a| a.revisions.clear(), BuildError::NoRevision),
        (|a| a.revisions[1].number = 3, BuildError::RevisionOrder { number: 3 }),
        (|a| a.revisions.swap(0, 1), BuildError::RevisionOrder { number: 2 }),
        (|a| a.vulnerabilities.clear(), BuildError::NoVulnerability),
        (|a| a.vulnerabilities[0].statuses.clear(), BuildError::NoStatus { index: 0 }),
        (
            |a| a.vulnerabilities[0].cvss31 = a.vulnerabilities[0].cvss40.clone(),
            BuildError::Cvss { index: 0, version: "3.1" },
        ),
    ];
    for (change, expected) in table {
        let mut advisory = sample::advisory();
        change(&mut advisory);
        assert_eq!(document(&advisory), Err(expected));
    }
    let mut advisory = sample::advisory();
    let gone = advisory.skus.remove(0).id;
    assert_eq!(document(&advisory), Err(BuildError::UnknownSku { index: 0, sku: gone }));
}

#[test]
fn the_file_name_follows_section_5_1() {
    let table = [
        ("LNK-2026-0042", "lnk-2026-0042.json"),
        ("Cisco_SA//2026 (x)", "cisco_sa_2026_x_.json"),
        ("a__b", "a_b.json"),
        ("2022+1", "2022+1.json"),
        ("Ärger", "_rger.json"),
    ];
    for (id, expected) in table {
        assert_eq!(file_name(&AdvisoryId::new(id).unwrap()), expected);
    }
}

#[test]
fn official_file_names_are_told_apart() {
    let root = std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/conformance/csaf-2.0/filenames"
    ));
    if !root.is_dir() {
        println!("skipped: no conformance data at hand (filenames)");
        return;
    }
    for (folder, fits) in [("valid", true), ("invalid", false)] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let id = document.pointer("/document/tracking/id").and_then(Value::as_str).unwrap();
            let name = file_name(&AdvisoryId::new(id).unwrap());
            assert_eq!(path.file_name().unwrap().to_str() == Some(name.as_str()), fits, "{}", path.display());
        }
    }
}
