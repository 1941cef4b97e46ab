//! The rules by name: where each comes from and how much it weighs.

use serde::Serialize;

use crate::finding::Severity;

/// A rule about the content of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// The section of the CNA Operational Rules 4.2.0, when one asks for it.
    pub cna_rule: Option<&'static str>,
    /// The rule of the linter cvelint that looks for the same, when there is one.
    pub cvelint: Option<&'static str>,
    /// How much a finding weighs.
    pub severity: Severity,
}

const fn must(name: &'static str, cna_rule: &'static str, cvelint: Option<&'static str>) -> Rule {
    Rule { name, cna_rule: Some(cna_rule), cvelint, severity: Severity::Warning }
}

const fn should(name: &'static str, cna_rule: &'static str, cvelint: Option<&'static str>) -> Rule {
    Rule { name, cna_rule: Some(cna_rule), cvelint, severity: Severity::Information }
}

/// Asked by CVE Services or by the linter, not by the rules themselves.
const fn usual(name: &'static str, cvelint: Option<&'static str>) -> Rule {
    Rule { name, cna_rule: None, cvelint, severity: Severity::Warning }
}

/// Every rule that is checked. What cvelint's E014, E018 and E019 ask (form of the id, state, members of timeline and
/// credits) is part of the schema.
pub const RULES: [Rule; 38] = [
    must("affected-product", "5.1.4", Some("E006")),
    must("only-unaffected", "5.1.8", Some("E006")),
    must("problem-type", "5.1.7", None),
    should("problem-type-cwe", "5.1.7", None),
    must("problem-type-contradiction", "5.2.3", None),
    should("fixed-version", "5.1.5", None),
    should("unknown-status", "5.1.6", None),
    must("english-description", "5.2.5", Some("E015")),
    must("description-length", "5.2.1", Some("E003")),
    usual("description-twice", Some("E003")),
    usual("text-blank", None),
    usual("description-spaces", Some("E004")),
    usual("unicode-escape", Some("E011")),
    must("description-credit", "5.2.4", None),
    must("description-advertising", "5.2.6", None),
    should("description-comparison", "5.2.7", None),
    should("description-other-id", "5.2.11", None),
    must("reference-missing", "5.1.10", Some("E016")),
    must("reference-self", "5.3.3.5", Some("E010")),
    usual("reference-protocol", Some("E001")),
    usual("reference-duplicate", Some("E002")),
    should("reference-login", "5.3.3.1", None),
    must("reference-broken", "5.3.1", None),
    must("published-before-public", "5.3.1", None),
    must("published-late", "4.5.1.4", None),
    must("disputed-explanation", "4.5.3.10", None),
    must("hosted-service-tag", "5.1.11.1", None),
    must("example-id", "5.4.2", None),
    should("id-year", "4.2.19", None),
    must("rejection-explanation", "4.5.3.7", Some("E003")),
    usual("version-string", Some("E007")),
    usual("vendor-string", Some("E008")),
    usual("product-string", Some("E009")),
    Rule {
        name: "version-type-custom",
        cna_rule: None,
        cvelint: Some("E020"),
        severity: Severity::Information,
    },
    must("version-range", "5.2.3", None),
    usual("package-url", Some("E012")),
    usual("package-url-consistency", Some("E013")),
    usual("cvss", Some("E005, E017")),
];

/// The rule of a name.
#[must_use]
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
