//! The metrics of CVSS 3.x and 4.0 as tables: abbreviation, name, values, in the order of the specifications
//! (3.1 table 15, 4.0 table 23).

/// The same words in the languages Tellfirst ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// English, as in the specification.
    pub english: &'static str,
    /// German.
    pub german: &'static str,
}

/// The metric groups. What 3.x calls temporal, 4.0 calls threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Properties of the flaw itself; all of them are mandatory.
    Base,
    /// Temporal (3.x) or threat (4.0).
    Threat,
    /// What differs at one place of use.
    Environmental,
    /// 4.0 only; without influence on the score.
    Supplemental,
}

/// One value a metric can take.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ValueDefinition {
    /// As in a vector: `N`, `Amber`, `X`.
    pub abbreviation: &'static str,
    /// "Network".
    pub name: Words,
}

/// One metric and its values.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct MetricDefinition {
    /// As in a vector: `AV`.
    pub abbreviation: &'static str,
    /// "Attack Vector".
    pub name: Words,
    /// Which group it belongs to.
    pub group: Group,
    /// The values it can take, in the order of the specification, `X` included where allowed.
    pub values: &'static [ValueDefinition],
}

impl MetricDefinition {
    pub(super) fn value(&self, abbreviation: &str) -> Option<&'static ValueDefinition> {
        self.values.iter().find(|value| value.abbreviation == abbreviation)
    }

    /// The values allowed, for an error text: `N, A, L, P`.
    pub(super) fn expected(&self) -> String {
        let names: Vec<_> = self.values.iter().map(|value| value.abbreviation).collect();
        names.join(", ")
    }
}

const fn w(english: &'static str, german: &'static str) -> Words {
    Words { english, german }
}

const fn value(abbreviation: &'static str, english: &'static str, german: &'static str) -> ValueDefinition {
    ValueDefinition { abbreviation, name: w(english, german) }
}

const fn metric(
    abbreviation: &'static str,
    name: Words,
    group: Group,
    values: &'static [ValueDefinition],
) -> MetricDefinition {
    MetricDefinition { abbreviation, name, group, values }
}

const NOT_DEFINED: ValueDefinition = value("X", "Not Defined", "Nicht festgelegt");

const ATTACK_VECTOR: &[ValueDefinition] = &[
    value("N", "Network", "Netzwerk"),
    value("A", "Adjacent", "Benachbartes Netz"),
    value("L", "Local", "Lokal"),
    value("P", "Physical", "Physisch"),
];
const COMPLEXITY: &[ValueDefinition] = &[value("L", "Low", "Gering"), value("H", "High", "Hoch")];
const PRIVILEGES: &[ValueDefinition] =
    &[value("N", "None", "Keine"), value("L", "Low", "Gering"), value("H", "High", "Hoch")];
const INTERACTION_3: &[ValueDefinition] = &[value("N", "None", "Keine"), value("R", "Required", "Nötig")];
const SCOPE: &[ValueDefinition] =
    &[value("U", "Unchanged", "Unverändert"), value("C", "Changed", "Verändert")];
const IMPACT: &[ValueDefinition] =
    &[value("H", "High", "Hoch"), value("L", "Low", "Gering"), value("N", "None", "Keine")];
const EXPLOIT_3: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("H", "High", "Hoch"),
    value("F", "Functional", "Funktionsfähig"),
    value("P", "Proof-of-Concept", "Machbarkeitsnachweis"),
    value("U", "Unproven", "Unbewiesen"),
];
const REMEDIATION: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("U", "Unavailable", "Nicht verfügbar"),
    value("W", "Workaround", "Behelf"),
    value("T", "Temporary Fix", "Vorläufige Korrektur"),
    value("O", "Official Fix", "Offizielle Korrektur"),
];
const CONFIDENCE: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("C", "Confirmed", "Bestätigt"),
    value("R", "Reasonable", "Plausibel"),
    value("U", "Unknown", "Unbekannt"),
];
const REQUIREMENT: &[ValueDefinition] =
    &[NOT_DEFINED, value("H", "High", "Hoch"), value("M", "Medium", "Mittel"), value("L", "Low", "Gering")];
const MODIFIED_ATTACK_VECTOR: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("N", "Network", "Netzwerk"),
    value("A", "Adjacent", "Benachbartes Netz"),
    value("L", "Local", "Lokal"),
    value("P", "Physical", "Physisch"),
];
const MODIFIED_COMPLEXITY: &[ValueDefinition] =
    &[NOT_DEFINED, value("L", "Low", "Gering"), value("H", "High", "Hoch")];
const MODIFIED_PRIVILEGES: &[ValueDefinition] =
    &[NOT_DEFINED, value("N", "None", "Keine"), value("L", "Low", "Gering"), value("H", "High", "Hoch")];
const MODIFIED_INTERACTION_3: &[ValueDefinition] =
    &[NOT_DEFINED, value("N", "None", "Keine"), value("R", "Required", "Nötig")];
const MODIFIED_SCOPE: &[ValueDefinition] =
    &[NOT_DEFINED, value("U", "Unchanged", "Unverändert"), value("C", "Changed", "Verändert")];
const MODIFIED_IMPACT: &[ValueDefinition] =
    &[NOT_DEFINED, value("H", "High", "Hoch"), value("L", "Low", "Gering"), value("N", "None", "Keine")];
const REQUIREMENTS: &[ValueDefinition] = &[value("N", "None", "Keine"), value("P", "Present", "Vorhanden")];
const INTERACTION_4: &[ValueDefinition] =
    &[value("N", "None", "Keine"), value("P", "Passive", "Passiv"), value("A", "Active", "Aktiv")];
const EXPLOIT_4: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("A", "Attacked", "Wird angegriffen"),
    value("P", "Proof-of-Concept", "Machbarkeitsnachweis"),
    value("U", "Unreported", "Nichts berichtet"),
];
const MODIFIED_REQUIREMENTS: &[ValueDefinition] =
    &[NOT_DEFINED, value("N", "None", "Keine"), value("P", "Present", "Vorhanden")];
const MODIFIED_INTERACTION_4: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("N", "None", "Keine"),
    value("P", "Passive", "Passiv"),
    value("A", "Active", "Aktiv"),
];
const MODIFIED_SUBSEQUENT_IMPACT: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("H", "High", "Hoch"),
    value("L", "Low", "Gering"),
    value("N", "Negligible", "Vernachlässigbar"),
];
const MODIFIED_SAFETY_IMPACT: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("S", "Safety", "Personensicherheit"),
    value("H", "High", "Hoch"),
    value("L", "Low", "Gering"),
    value("N", "Negligible", "Vernachlässigbar"),
];
const SAFETY: &[ValueDefinition] =
    &[NOT_DEFINED, value("N", "Negligible", "Vernachlässigbar"), value("P", "Present", "Vorhanden")];
const AUTOMATABLE: &[ValueDefinition] = &[NOT_DEFINED, value("N", "No", "Nein"), value("Y", "Yes", "Ja")];
const RECOVERY: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("A", "Automatic", "Selbsttätig"),
    value("U", "User", "Durch Benutzer"),
    value("I", "Irrecoverable", "Nicht wiederherstellbar"),
];
const DENSITY: &[ValueDefinition] =
    &[NOT_DEFINED, value("D", "Diffuse", "Verstreut"), value("C", "Concentrated", "Gebündelt")];
const EFFORT: &[ValueDefinition] =
    &[NOT_DEFINED, value("L", "Low", "Gering"), value("M", "Moderate", "Mäßig"), value("H", "High", "Hoch")];
const URGENCY: &[ValueDefinition] = &[
    NOT_DEFINED,
    value("Clear", "Clear", "Keine"),
    value("Green", "Green", "Grün"),
    value("Amber", "Amber", "Gelb"),
    value("Red", "Red", "Rot"),
];

/// Every metric of CVSS 3.0 and 3.1, in the order of the specification.
pub(super) static METRICS_3: &[MetricDefinition] = &[
    metric("AV", w("Attack Vector", "Angriffsvektor"), Group::Base, ATTACK_VECTOR),
    metric("AC", w("Attack Complexity", "Angriffskomplexität"), Group::Base, COMPLEXITY),
    metric("PR", w("Privileges Required", "Nötige Rechte"), Group::Base, PRIVILEGES),
    metric("UI", w("User Interaction", "Mitwirkung von Benutzern"), Group::Base, INTERACTION_3),
    metric("S", w("Scope", "Geltungsbereich"), Group::Base, SCOPE),
    metric("C", w("Confidentiality", "Vertraulichkeit"), Group::Base, IMPACT),
    metric("I", w("Integrity", "Integrität"), Group::Base, IMPACT),
    metric("A", w("Availability", "Verfügbarkeit"), Group::Base, IMPACT),
    metric("E", w("Exploit Code Maturity", "Reife des Angriffscodes"), Group::Threat, EXPLOIT_3),
    metric("RL", w("Remediation Level", "Stand der Abhilfe"), Group::Threat, REMEDIATION),
    metric("RC", w("Report Confidence", "Verlässlichkeit der Meldung"), Group::Threat, CONFIDENCE),
    metric(
        "CR",
        w("Confidentiality Requirement", "Bedarf an Vertraulichkeit"),
        Group::Environmental,
        REQUIREMENT,
    ),
    metric("IR", w("Integrity Requirement", "Bedarf an Integrität"), Group::Environmental, REQUIREMENT),
    metric("AR", w("Availability Requirement", "Bedarf an Verfügbarkeit"), Group::Environmental, REQUIREMENT),
    metric(
        "MAV",
        w("Modified Attack Vector", "Angriffsvektor (angepasst)"),
        Group::Environmental,
        MODIFIED_ATTACK_VECTOR,
    ),
    metric(
        "MAC",
        w("Modified Attack Complexity", "Angriffskomplexität (angepasst)"),
        Group::Environmental,
        MODIFIED_COMPLEXITY,
    ),
    metric(
        "MPR",
        w("Modified Privileges Required", "Nötige Rechte (angepasst)"),
        Group::Environmental,
        MODIFIED_PRIVILEGES,
    ),
    metric(
        "MUI",
        w("Modified User Interaction", "Mitwirkung von Benutzern (angepasst)"),
        Group::Environmental,
        MODIFIED_INTERACTION_3,
    ),
    metric("MS", w("Modified Scope", "Geltungsbereich (angepasst)"), Group::Environmental, MODIFIED_SCOPE),
    metric(
        "MC",
        w("Modified Confidentiality", "Vertraulichkeit (angepasst)"),
        Group::Environmental,
        MODIFIED_IMPACT,
    ),
    metric("MI", w("Modified Integrity", "Integrität (angepasst)"), Group::Environmental, MODIFIED_IMPACT),
    metric(
        "MA",
        w("Modified Availability", "Verfügbarkeit (angepasst)"),
        Group::Environmental,
        MODIFIED_IMPACT,
    ),
];

/// Every metric of CVSS 4.0, in the order of the specification.
pub(super) static METRICS_4: &[MetricDefinition] = &[
    metric("AV", w("Attack Vector", "Angriffsvektor"), Group::Base, ATTACK_VECTOR),
    metric("AC", w("Attack Complexity", "Angriffskomplexität"), Group::Base, COMPLEXITY),
    metric("AT", w("Attack Requirements", "Angriffsvoraussetzungen"), Group::Base, REQUIREMENTS),
    metric("PR", w("Privileges Required", "Nötige Rechte"), Group::Base, PRIVILEGES),
    metric("UI", w("User Interaction", "Mitwirkung von Benutzern"), Group::Base, INTERACTION_4),
    metric(
        "VC",
        w("Vulnerable System Confidentiality", "Vertraulichkeit des verwundbaren Systems"),
        Group::Base,
        IMPACT,
    ),
    metric(
        "VI",
        w("Vulnerable System Integrity", "Integrität des verwundbaren Systems"),
        Group::Base,
        IMPACT,
    ),
    metric(
        "VA",
        w("Vulnerable System Availability", "Verfügbarkeit des verwundbaren Systems"),
        Group::Base,
        IMPACT,
    ),
    metric(
        "SC",
        w("Subsequent System Confidentiality", "Vertraulichkeit nachgelagerter Systeme"),
        Group::Base,
        IMPACT,
    ),
    metric("SI", w("Subsequent System Integrity", "Integrität nachgelagerter Systeme"), Group::Base, IMPACT),
    metric(
        "SA",
        w("Subsequent System Availability", "Verfügbarkeit nachgelagerter Systeme"),
        Group::Base,
        IMPACT,
    ),
    metric("E", w("Exploit Maturity", "Reife des Angriffs"), Group::Threat, EXPLOIT_4),
    metric(
        "CR",
        w("Confidentiality Requirement", "Bedarf an Vertraulichkeit"),
        Group::Environmental,
        REQUIREMENT,
    ),
    metric("IR", w("Integrity Requirement", "Bedarf an Integrität"), Group::Environmental, REQUIREMENT),
    metric("AR", w("Availability Requirement", "Bedarf an Verfügbarkeit"), Group::Environmental, REQUIREMENT),
    metric(
        "MAV",
        w("Modified Attack Vector", "Angriffsvektor (angepasst)"),
        Group::Environmental,
        MODIFIED_ATTACK_VECTOR,
    ),
    metric(
        "MAC",
        w("Modified Attack Complexity", "Angriffskomplexität (angepasst)"),
        Group::Environmental,
        MODIFIED_COMPLEXITY,
    ),
    metric(
        "MAT",
        w("Modified Attack Requirements", "Angriffsvoraussetzungen (angepasst)"),
        Group::Environmental,
        MODIFIED_REQUIREMENTS,
    ),
    metric(
        "MPR",
        w("Modified Privileges Required", "Nötige Rechte (angepasst)"),
        Group::Environmental,
        MODIFIED_PRIVILEGES,
    ),
    metric(
        "MUI",
        w("Modified User Interaction", "Mitwirkung von Benutzern (angepasst)"),
        Group::Environmental,
        MODIFIED_INTERACTION_4,
    ),
    metric(
        "MVC",
        w(
            "Modified Vulnerable System Confidentiality",
            "Vertraulichkeit des verwundbaren Systems (angepasst)",
        ),
        Group::Environmental,
        MODIFIED_IMPACT,
    ),
    metric(
        "MVI",
        w("Modified Vulnerable System Integrity", "Integrität des verwundbaren Systems (angepasst)"),
        Group::Environmental,
        MODIFIED_IMPACT,
    ),
    metric(
        "MVA",
        w("Modified Vulnerable System Availability", "Verfügbarkeit des verwundbaren Systems (angepasst)"),
        Group::Environmental,
        MODIFIED_IMPACT,
    ),
    metric(
        "MSC",
        w("Modified Subsequent System Confidentiality", "Vertraulichkeit nachgelagerter Systeme (angepasst)"),
        Group::Environmental,
        MODIFIED_SUBSEQUENT_IMPACT,
    ),
    metric(
        "MSI",
        w("Modified Subsequent System Integrity", "Integrität nachgelagerter Systeme (angepasst)"),
        Group::Environmental,
        MODIFIED_SAFETY_IMPACT,
    ),
    metric(
        "MSA",
        w("Modified Subsequent System Availability", "Verfügbarkeit nachgelagerter Systeme (angepasst)"),
        Group::Environmental,
        MODIFIED_SAFETY_IMPACT,
    ),
    metric("S", w("Safety", "Personensicherheit"), Group::Supplemental, SAFETY),
    metric("AU", w("Automatable", "Automatisierbar"), Group::Supplemental, AUTOMATABLE),
    metric("R", w("Recovery", "Wiederherstellung"), Group::Supplemental, RECOVERY),
    metric("V", w("Value Density", "Wertdichte"), Group::Supplemental, DENSITY),
    metric("RE", w("Vulnerability Response Effort", "Aufwand der Behebung"), Group::Supplemental, EFFORT),
    metric("U", w("Provider Urgency", "Dringlichkeit laut Hersteller"), Group::Supplemental, URGENCY),
];
