//! The advisory that the tests of all formats render: three SKUs, one fixed, one not affected, one without a fix.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::{
    Acknowledgment, Addresses, Advisory, AdvisoryId, AffectedVersions, Cwe, DocumentStatus, Exploitation,
    FirmwareFile, Fix, ForeignId, Justification, Language, Publisher, Reference, Revision, Sku, SkuId,
    SkuStatus, Texts, TimelineEntry, Tlp, Vulnerability,
};

fn sku(revision: &str) -> Sku {
    Sku {
        id: SkuId::new(format!("RE7000-V{revision}-US")).unwrap(),
        brand: "Linksys".to_owned(),
        product_type: "Range extender".to_owned(),
        model: "RE7000".to_owned(),
        hardware_revision: Some(format!("v{revision}")),
        region: Some("US".to_owned()),
        name: Some("Max-Stream Wi-Fi Range Extender".to_owned()),
        cpe: None,
    }
}

fn texts() -> BTreeMap<Language, Texts> {
    let english = Texts {
        title: "Command injection in the RE7000 <& friends>".to_owned(),
        summary: "A person on the local network can run commands. **A fix is available.**".to_owned(),
        impact: "The attacker needs access to the LAN; see <https://example.com/lan>.".to_owned(),
        what_to_do: "1. Open the device's page.\n2. Choose *Update*.".to_owned(),
    };
    let german = Texts { title: "Einschleusen von Befehlen im RE7000".to_owned(), ..english.clone() };
    [(Language::new("en").unwrap(), english), (Language::new("de").unwrap(), german)].into()
}

fn vulnerability(skus: &[Sku]) -> Vulnerability {
    let fix = Fix {
        version: "2.0.06".to_owned(),
        page: "https://support.example.com/re7000/firmware".to_owned(),
        date: date(2026, 2, 10),
        file: Some(FirmwareFile { name: "RE7000_2.0.06.img".to_owned(), sha256: "AB".repeat(32) }),
        affected: AffectedVersions::Before("2.0.06".to_owned()),
    };
    let not_affected = SkuStatus::NotAffected {
        justification: Justification::VulnerableCodeNotPresent,
        reason: "This hardware runs other firmware.".to_owned(),
    };
    let no_fix = SkuStatus::NoFix {
        versions: AffectedVersions::All,
        reason: "The device is out of support since 2024.".to_owned(),
        mitigation: "Turn off remote management.".to_owned(),
    };
    Vulnerability {
        cve: Some("CVE-2026-10042".to_owned()),
        ids: vec![ForeignId { system: "Case".to_owned(), text: "LNK-2026-0042".to_owned() }],
        title: "Command injection in the setup page".to_owned(),
        description: "The `ssid` field of `/goform/setup` reaches a shell.".to_owned(),
        cwe: Some(Cwe {
            id: "CWE-78".to_owned(),
            name:
                "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')"
                    .to_owned(),
        }),
        cvss31: Some("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H".parse().unwrap()),
        cvss40: Some("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N".parse().unwrap()),
        credits: vec![Acknowledgment {
            names: vec!["Ada Example".to_owned()],
            summary: Some("reported it".to_owned()),
            ..Acknowledgment::default()
        }],
        discovered: Some("2026-01-05T09:00:00Z".parse().unwrap()),
        disclosed: Some("2026-02-12T15:00:00Z".parse().unwrap()),
        exploitation: Exploitation::NoneKnown,
        references: vec![],
        statuses: [
            (skus[0].id.clone(), no_fix),
            (skus[1].id.clone(), SkuStatus::Fixed(fix)),
            (skus[2].id.clone(), not_affected),
        ]
        .into(),
    }
}

fn revision(number: u32, date: &str, summary: &str) -> Revision {
    Revision { number, date: date.parse().unwrap(), summary: summary.to_owned() }
}

/// The sample.
pub(crate) fn advisory() -> Advisory {
    let skus: Vec<Sku> = ["1", "2", "3"].map(sku).into();
    Advisory {
        id: AdvisoryId::new("LNK-2026-0042").unwrap(),
        language: Language::new("en").unwrap(),
        texts: texts(),
        publisher: Publisher {
            name: "Linksys Product Security".to_owned(),
            namespace: "https://security.example.com".to_owned(),
            contact: "security@example.com".to_owned(),
            authority: "Maker of the products.".to_owned(),
        },
        tlp: Tlp::White,
        status: DocumentStatus::Final,
        vulnerabilities: vec![vulnerability(&skus)],
        skus,
        references: vec![Reference {
            summary: "Support page".to_owned(),
            url: "https://support.example.com/re7000?a=1&b=2".to_owned(),
        }],
        acknowledgments: vec![],
        timeline: vec![
            TimelineEntry { date: date(2026, 1, 5), event: "Reported.".to_owned() },
            TimelineEntry { date: date(2026, 2, 10), event: "Fix released.".to_owned() },
        ],
        revisions: vec![
            revision(1, "2026-02-12T15:00:00Z", "Initial version."),
            revision(2, "2026-03-01T08:30:00Z", "Named the mitigation for hardware v1."),
        ],
        legal_disclaimer: Some("The information is given as it is.".to_owned()),
        license: Some("CC-BY-4.0".to_owned()),
        addresses: Addresses::new("https://security.example.com/"),
    }
}
