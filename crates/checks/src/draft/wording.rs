//! The words of the findings, English and German: one sentence why, with the fact, and a wording
//! that would be right.

use super::case::Case;
use super::report::{Rule, Text};

fn text(english: String, german: String) -> Text {
    Text { english, german }
}

/// The draft's own words, short enough for a message.
fn quoted(said: &str) -> String {
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() > 80 { flat.chars().take(77).chain("...".chars()).collect() } else { flat }
}

fn list(items: &[String], none: &str) -> String {
    if items.is_empty() { none.to_owned() } else { items.join(", ") }
}

/// Message and suggestion of a finding.
pub(super) fn of(rule: Rule, case: &Case<'_>, said: &str) -> (Text, Text) {
    let said = quoted(said);
    match rule {
        Rule::FixLinkMissing | Rule::FixLinkWrong | Rule::FixNotStatedEarly | Rule::FixStatusWrong => {
            fix(rule, case, &said)
        }
        Rule::RemoteClaim | Rule::RceTerm | Rule::ReachUnderclaim => reach(rule, case, &said),
        Rule::AuthOverclaim | Rule::AuthUnderclaim | Rule::UiOverclaim | Rule::UiUnderclaim => {
            access(rule, case, &said)
        }
        Rule::VectorMismatch | Rule::ScoreMismatch | Rule::SeverityMismatch => rating(rule, case, &said),
        _ => subject(rule, case, &said),
    }
}

fn fix(rule: Rule, case: &Case<'_>, said: &str) -> (Text, Text) {
    let facts = case.facts;
    let url = list(&facts.fix_url, "(address of the fix)");
    let fixed = list(&facts.fixed, "(version)");
    let vendor = &facts.vendor;
    match rule {
        Rule::FixLinkMissing => (
            text(
                format!(
                    "A fix exists, but the draft has no link to a site of the maker ({}).",
                    list(&facts.vendor_domains, "unknown")
                ),
                format!(
                    "Es gibt eine Korrektur, aber der Entwurf verlinkt keine Seite des Herstellers ({}).",
                    list(&facts.vendor_domains, "unbekannt")
                ),
            ),
            text(
                format!("Link the page with the fixed firmware: {url}"),
                format!("Verlinken Sie die Seite mit der korrigierten Firmware: {url}"),
            ),
        ),
        Rule::FixLinkWrong => (
            text(
                format!(
                    "The link {said} leads to the maker, but not to the fixed firmware, which is at {url}."
                ),
                format!(
                    "Der Link {said} führt zum Hersteller, aber nicht zur korrigierten Firmware; diese liegt unter {url}."
                ),
            ),
            text(format!("Link {url}"), format!("Verlinken Sie {url}")),
        ),
        Rule::FixNotStatedEarly => (
            text(
                format!(
                    "A fix is released ({fixed}), but neither the title nor the first two paragraphs say so."
                ),
                format!(
                    "Eine Korrektur ist veröffentlicht ({fixed}), aber weder Titel noch die ersten beiden Absätze sagen es."
                ),
            ),
            text(
                format!(
                    "Begin with: \"{vendor} has released {fixed}, which fixes this issue. Please update.\""
                ),
                format!(
                    "Beginnen Sie mit: \"{vendor} has released {fixed}, which fixes this issue. Please update.\""
                ),
            ),
        ),
        _ if facts.has_fix() == Some(true) => (
            text(
                format!("The draft says \"{said}\", but the maker has released a fix ({fixed})."),
                format!(
                    "Der Entwurf sagt \"{said}\", aber der Hersteller hat eine Korrektur veröffentlicht ({fixed})."
                ),
            ),
            text(
                format!("\"The issue is fixed in {fixed}.\""),
                format!("\"The issue is fixed in {fixed}.\""),
            ),
        ),
        _ => (
            text(
                format!("The draft says \"{said}\", but no fix exists for this case."),
                format!("Der Entwurf sagt \"{said}\", aber für diesen Fall gibt es keine Korrektur."),
            ),
            text(
                "\"No fix is available; take the device off the network or replace it.\"".to_owned(),
                "\"No fix is available; take the device off the network or replace it.\"".to_owned(),
            ),
        ),
    }
}

fn vector_word(case: &Case<'_>) -> (&'static str, &'static str, &'static str) {
    match case.metric("av") {
        Some("a") => ("Adjacent", "an attacker on the same local network", "aus demselben lokalen Netz"),
        Some("l") => ("Local", "an attacker with local access to the device", "mit lokalem Zugang zum Gerät"),
        Some("p") => {
            ("Physical", "an attacker with physical access to the device", "mit dem Gerät in der Hand")
        }
        _ => (
            "Network",
            "a remote attacker who can reach the device over the network",
            "aus der Ferne über das Netz",
        ),
    }
}

fn reach(rule: Rule, case: &Case<'_>, said: &str) -> (Text, Text) {
    let (word, wording, german) = vector_word(case);
    match rule {
        Rule::RemoteClaim => (
            text(
                format!(
                    "\"{said}\" claims an attack from afar, but the attack vector of the case is {word}."
                ),
                format!(
                    "\"{said}\" behauptet einen Angriff aus der Ferne, aber der Angriffsvektor des Falls ist {word} ({german})."
                ),
            ),
            text(format!("Write \"{wording}\"."), format!("Schreiben Sie \"{wording}\".")),
        ),
        Rule::RceTerm => (
            text(
                format!(
                    "\"{said}\" is read as an attack over the internet, but the attack vector of the case is {word}."
                ),
                format!(
                    "\"{said}\" wird als Angriff über das Internet gelesen, aber der Angriffsvektor des Falls ist {word}."
                ),
            ),
            text(
                format!("Write \"code execution by {wording}\"."),
                format!("Schreiben Sie \"code execution by {wording}\"."),
            ),
        ),
        _ => (
            text(
                format!(
                    "\"{said}\" makes the reach smaller than it is: the attack vector of the case is {word}."
                ),
                format!(
                    "\"{said}\" stellt die Reichweite kleiner dar, als sie ist: der Angriffsvektor des Falls ist {word}."
                ),
            ),
            text(format!("Write \"{wording}\"."), format!("Schreiben Sie \"{wording}\".")),
        ),
    }
}

fn access(rule: Rule, case: &Case<'_>, said: &str) -> (Text, Text) {
    let privileges = match case.metric("pr") {
        Some("h") => "High",
        Some("l") => "Low",
        _ => "None",
    };
    let interaction = match case.metric("ui") {
        Some("n") => "None",
        Some("p") => "Passive",
        Some("a") => "Active",
        _ => "Required",
    };
    match rule {
        Rule::AuthOverclaim => (
            text(
                format!(
                    "\"{said}\" says that no login is needed, but the case has Privileges Required: {privileges}."
                ),
                format!(
                    "\"{said}\" sagt, es brauche keine Anmeldung, aber der Fall hat Privileges Required: {privileges}."
                ),
            ),
            both(if privileges == "High" {
                "Write \"an attacker who is logged in as administrator\"."
            } else {
                "Write \"an attacker with an account on the device\"."
            }),
        ),
        Rule::AuthUnderclaim => (
            text(
                format!(
                    "\"{said}\" says that a login is needed, but the case has Privileges Required: None."
                ),
                format!(
                    "\"{said}\" sagt, es brauche eine Anmeldung, aber der Fall hat Privileges Required: None."
                ),
            ),
            both("Write \"no login is required\"."),
        ),
        Rule::UiOverclaim => (
            text(
                format!(
                    "\"{said}\" says that nobody has to act, but the case has User Interaction: {interaction}."
                ),
                format!(
                    "\"{said}\" sagt, niemand müsse mitwirken, aber der Fall hat User Interaction: {interaction}."
                ),
            ),
            both("Say what the user has to do for the attack to work."),
        ),
        _ => (
            text(
                format!("\"{said}\" says that a user must act, but the case has User Interaction: None."),
                format!(
                    "\"{said}\" sagt, ein Nutzer müsse mitwirken, aber der Fall hat User Interaction: None."
                ),
            ),
            both("Write \"no user interaction is required\"."),
        ),
    }
}

/// A suggestion for the English draft; its German introduction is fixed.
fn both(english: &str) -> Text {
    let german = english.replacen("Write ", "Schreiben Sie ", 1).replacen(
        "Say what the user has to do for the attack to work.",
        "Sagen Sie, was der Nutzer tun muss, damit der Angriff gelingt.",
        1,
    );
    text(english.to_owned(), german)
}

fn rating(rule: Rule, case: &Case<'_>, said: &str) -> (Text, Text) {
    let cvss = &case.facts.cvss;
    let score = cvss.score.map_or_else(|| "?".to_owned(), |score| format!("{score:.1}"));
    let severity = severity(case);
    match rule {
        Rule::VectorMismatch => (
            text(
                format!("\"{said}\" differs from the vector of the case, {}.", cvss.vector),
                format!("\"{said}\" weicht vom Vektor des Falls ab, {}.", cvss.vector),
            ),
            text(format!("Write {}", cvss.vector), format!("Schreiben Sie {}", cvss.vector)),
        ),
        Rule::ScoreMismatch => (
            text(
                format!("The draft gives the score {said}, but the case has {score} ({severity})."),
                format!("Der Entwurf nennt die Bewertung {said}, aber der Fall hat {score} ({severity})."),
            ),
            text(format!("Write {score} ({severity})"), format!("Schreiben Sie {score} ({severity})")),
        ),
        _ => (
            text(
                format!("\"{said}\" does not fit the score: {score} is {severity} on the scale of CVSS."),
                format!(
                    "\"{said}\" passt nicht zur Bewertung: {score} ist auf der Skala von CVSS {severity}."
                ),
            ),
            text(format!("Write {severity} ({score})"), format!("Schreiben Sie {severity} ({score})")),
        ),
    }
}

fn severity(case: &Case<'_>) -> &'static str {
    let score = case.facts.cvss.score.unwrap_or_default();
    match score {
        score if score >= 9.0 => "Critical",
        score if score >= 7.0 => "High",
        score if score >= 4.0 => "Medium",
        score if score > 0.0 => "Low",
        _ => "None",
    }
}

fn subject(rule: Rule, case: &Case<'_>, said: &str) -> (Text, Text) {
    let facts = case.facts;
    let affected = list(&facts.affected, "(range)");
    let fixed = list(&facts.fixed, "none");
    let cve = list(&facts.cve, "(id)");
    let models = list(&facts.model, "(model)");
    match rule {
        Rule::AffectedVersionsMissing => (
            text(
                format!("The draft does not say which versions are affected: {affected}."),
                format!("Der Entwurf sagt nicht, welche Versionen betroffen sind: {affected}."),
            ),
            text(format!("Add \"Affected: {affected}\""), format!("Ergänzen Sie \"Affected: {affected}\"")),
        ),
        Rule::VersionContradiction => (
            text(
                format!(
                    "What the draft says of {said} contradicts the case: affected {affected}; fixed {fixed}."
                ),
                format!(
                    "Was der Entwurf über {said} sagt, widerspricht dem Fall: betroffen {affected}; korrigiert {fixed}."
                ),
            ),
            text(
                format!("Write \"Affected: {affected}. Fixed: {fixed}.\""),
                format!("Schreiben Sie \"Affected: {affected}. Fixed: {fixed}.\""),
            ),
        ),
        Rule::CveMissing => (
            text(
                format!("The draft has no CVE id; the case is {cve}."),
                format!("Der Entwurf nennt keine CVE-Kennung; der Fall ist {cve}."),
            ),
            text(format!("Add {cve}"), format!("Ergänzen Sie {cve}")),
        ),
        Rule::CveWrong => (
            text(
                format!("{said} is not the id of the case, which is {cve}."),
                format!("{said} ist nicht die Kennung des Falls; sie ist {cve}."),
            ),
            text(format!("Write {cve}"), format!("Schreiben Sie {cve}")),
        ),
        Rule::EmbargoedProduct => (
            text(
                format!(
                    "\"{said}\" names a product whose own case is still under embargo; naming it puts its users at risk."
                ),
                format!(
                    "\"{said}\" nennt ein Produkt, dessen eigener Fall noch unter Embargo steht; das gefährdet dessen Nutzer."
                ),
            ),
            text(
                "Take every mention of this product out, also in links.".to_owned(),
                "Entfernen Sie jede Erwähnung dieses Produkts, auch in Links.".to_owned(),
            ),
        ),
        _ => (
            text(
                format!("\"{said}\" calls more products affected than the case holds: {models}."),
                format!("\"{said}\" nennt mehr Produkte betroffen, als der Fall umfasst: {models}."),
            ),
            text(
                format!("Name the affected models: {models}"),
                format!("Nennen Sie die betroffenen Modelle: {models}"),
            ),
        ),
    }
}
