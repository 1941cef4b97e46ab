//! Advisories made from real device CVE records become CVE records, bodies for CVE Services and OpenVEX documents that
//! pass their own checks; what cannot be written is refused for a reason that is true.

#![expect(clippy::unwrap_used, reason = "tests panic when they fail")]

use std::collections::BTreeMap;
use std::path::Path;

use formats::advisory::{
    Addresses, Advisory, AdvisoryId, AffectedVersions, Cwe, DocumentStatus, Exploitation, Fix, Language,
    Publisher, Reference, Revision, Sku, SkuId, SkuStatus, Texts, Tlp, Vulnerability,
};
use formats::cve::build::{NotPossible, Owner};
use formats::cvss::{Vector, Version};
use formats::finding::Severity;
use formats::schema_gate::Formats;
use formats::{cve, openvex};
use serde_json::Value;

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A status for the n-th product: fixed, without a fix, under repair, under investigation in turn.
fn status(n: usize, versions: &[String], page: &str) -> SkuStatus {
    let affected = match versions {
        [] => AffectedVersions::All,
        [one] if one.starts_with("<= ") => AffectedVersions::UpTo(one[3..].to_owned()),
        [one] if one.starts_with("< ") => AffectedVersions::Before(one[2..].to_owned()),
        list => AffectedVersions::Only(list.to_vec()),
    };
    match n % 4 {
        0 => SkuStatus::Fixed(Fix {
            version: "99.0.1 build 7".to_owned(),
            page: page.to_owned(),
            date: "2026-02-10".parse().unwrap(),
            file: None,
            affected,
        }),
        1 => SkuStatus::NoFix {
            versions: affected,
            reason: "Out of support.".to_owned(),
            mitigation: "Replace it.".to_owned(),
        },
        2 => SkuStatus::Affected { versions: affected, mitigation: String::new() },
        _ => SkuStatus::UnderInvestigation,
    }
}

fn advisory(record: &Value) -> Option<Advisory> {
    let id = text(&record["cve"]);
    let brand = text(&record["brand"]);
    let mut skus = Vec::new();
    let mut statuses = BTreeMap::new();
    for (n, product) in record["affected"].as_array().into_iter().flatten().enumerate() {
        let model = text(&product["product"]);
        let sku = Sku {
            id: SkuId::new(format!("{model}-{n}")).ok()?,
            brand: if brand.is_empty() { "Maker".to_owned() } else { brand.clone() },
            product_type: "Router".to_owned(),
            model: if model.is_empty() { "router".to_owned() } else { model },
            hardware_revision: (n % 2 == 0).then(|| format!("v{n}")),
            region: (n % 3 == 0).then(|| "US".to_owned()),
            name: None,
            cpe: None,
        };
        let versions = product["versions"].as_array().into_iter().flatten().map(text).collect::<Vec<_>>();
        statuses.insert(sku.id.clone(), status(n, &versions, "https://support.example.com/firmware"));
        skus.push(sku);
    }
    let vector = |version| {
        let vectors = record["cvss"].as_array().into_iter().flatten();
        vectors.filter_map(|cvss| Vector::parse(&text(&cvss["vector"])).ok()).find(|v| v.version() == version)
    };
    let cwe = record["cwe"].as_array().and_then(|list| list.first()).map(text);
    let references = record["references"].as_array().into_iter().flatten();
    let description = text(&record["description"]);
    let vulnerability = Vulnerability {
        cve: Some(id.clone()),
        ids: Vec::new(),
        title: description.chars().take(80).collect::<String>().trim().to_owned(),
        description,
        cwe: cwe.map(|id| Cwe { name: format!("Weakness {id}"), id }),
        cvss31: vector(Version::V3_1),
        cvss40: vector(Version::V4_0),
        credits: Vec::new(),
        discovered: None,
        disclosed: None,
        exploitation: Exploitation::NoneKnown,
        references: references
            .map(|url| Reference { summary: "Reference".to_owned(), url: text(url) })
            .collect(),
        statuses,
    };
    let language = Language::new("en").unwrap();
    let texts = Texts { title: format!("Flaw {id}"), ..Texts::default() };
    Some(Advisory {
        id: AdvisoryId::new(format!("ADV-{id}")).unwrap(),
        texts: [(language.clone(), texts)].into(),
        language,
        publisher: Publisher {
            name: "Maker Product Security".to_owned(),
            namespace: "https://security.example.com".to_owned(),
            contact: "security@example.com".to_owned(),
            authority: String::new(),
        },
        tlp: Tlp::White,
        status: DocumentStatus::Final,
        skus,
        vulnerabilities: vec![vulnerability],
        references: Vec::new(),
        acknowledgments: Vec::new(),
        timeline: Vec::new(),
        revisions: vec![Revision {
            number: 1,
            date: "2026-02-12T15:00:00Z".parse().unwrap(),
            summary: "Initial version.".to_owned(),
        }],
        legal_disclaimer: None,
        license: None,
        addresses: Addresses::new("https://security.example.com"),
    })
}

#[test]
fn what_is_written_for_real_device_flaws_passes_its_own_checks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/device-cves.jsonl");
    let Ok(lines) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let owner = Owner { org_id: "b3476cb9-2e3d-41a6-98d0-0f47421a65b6".to_owned(), short_name: None };
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut records, mut vex) = (0, 0);
    for line in lines.lines() {
        let source: Value = serde_json::from_str(line).unwrap();
        let Some(advisory) = advisory(&source).filter(|advisory| !advisory.skus.is_empty()) else { continue };
        match cve::build::record(&advisory, 0, &owner) {
            Ok(record) => {
                let report = cve::check_value(&record, Formats::Checked).unwrap();
                assert!(report.findings.iter().all(|f| f.severity == Severity::Information), "{report:?}");
                assert!(cve::build::body(&advisory, 0).is_ok());
                records += 1;
            }
            // Texts of others may break a rule; then the reason is that rule and nothing else.
            Err(NotPossible::Finding { rule, message, .. }) => {
                assert!(
                    rule != "schema" && !rule.starts_with("version"),
                    "{}: {rule}: {message}",
                    source["cve"]
                );
                *refused.entry(rule).or_default() += 1;
            }
            Err(other) => panic!("{}: {other}", source["cve"]),
        }
        let document = openvex::build::document(&advisory, "https://security.example.com/openvex.json");
        assert_eq!(openvex::check_value(&document.unwrap(), Formats::Checked), []);
        vex += 1;
    }
    println!("{records} records, {vex} OpenVEX documents; refused by rule: {refused:?}");
    assert!(records * 10 > vex * 8, "most can be written: {refused:?}");
}
