//! The words of the findings, English and German: one sentence why, with the fact that the draft contradicts, and
//! what to write instead. What goes into the draft stays English.

use super::case::Case;
use super::phrase;
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

/// Message and suggestion of a finding; `better` is what the edit writes.
pub(super) fn of(rule: Rule, case: &Case<'_>, said: &str, better: &str) -> (Text, Text) {
    let said = quoted(said);
    let message = match rule {
        Rule::FixLinkMissing | Rule::FixLinkWrong | Rule::FixNotStatedEarly | Rule::FixStatusWrong => {
            fix(rule, case, &said)
        }
        Rule::RemoteClaim | Rule::RceTerm | Rule::ReachUnderclaim => reach(rule, case, &said),
        Rule::AuthOverclaim | Rule::AuthUnderclaim | Rule::UiOverclaim | Rule::UiUnderclaim => {
            access(rule, case, &said)
        }
        Rule::VectorMismatch | Rule::ScoreMismatch | Rule::SeverityMismatch => rating(rule, case, &said),
        _ => subject(rule, case, &said),
    };
    (message, suggestion(rule, case, better.trim()))
}

fn suggestion(rule: Rule, case: &Case<'_>, better: &str) -> Text {
    let url = list(&case.facts.fix_url, "...");
    match rule {
        Rule::FixLinkMissing => text(
            format!("Link the page with the fix: {url}"),
            format!("Verlinken Sie die Seite mit der Korrektur: {url}"),
        ),
        Rule::FixLinkWrong => {
            text(format!("Link {better} instead."), format!("Verlinken Sie stattdessen {better}."))
        }
        Rule::FixNotStatedEarly => {
            let fixed = phrase::fixed(case);
            text(
                format!("Say after the title: \"{fixed}\""),
                format!("Schreiben Sie nach dem Titel: „{fixed}“"),
            )
        }
        Rule::AffectedVersionsMissing => {
            let affected = phrase::affected(case);
            text(format!("Add: \"{affected}\""), format!("Ergänzen Sie: „{affected}“"))
        }
        Rule::CveMissing => {
            let cve = case.facts.cve.join(", ");
            text(format!("Add {cve}."), format!("Ergänzen Sie {cve}."))
        }
        Rule::EmbargoedProduct => text(
            "Take every mention of this product out, also in links and in what readers do not see."
                .to_owned(),
            "Entfernen Sie jede Erwähnung dieses Produkts, auch in Links und in dem, was Leser nicht sehen."
                .to_owned(),
        ),
        _ => text(format!("Write instead: \"{better}\""), format!("Schreiben Sie stattdessen: „{better}“")),
    }
}

fn fix(rule: Rule, case: &Case<'_>, said: &str) -> Text {
    let facts = case.facts;
    let fixed = list(&facts.fixed, "...");
    let has_fix = facts.has_fix() == Some(true);
    match rule {
        Rule::FixLinkMissing => {
            let domains = list(&facts.vendor_domains, "...");
            text(
                format!("A fix is released, but the draft links no page of the maker ({domains})."),
                format!(
                    "Eine Korrektur ist veröffentlicht, aber der Entwurf verlinkt keine Seite des Herstellers ({domains})."
                ),
            )
        }
        Rule::FixLinkWrong => {
            let url = list(&facts.fix_url, "...");
            text(
                format!("The link {said} leads to the maker, but not to the fix, which is at {url}."),
                format!(
                    "Der Link {said} führt zum Hersteller, aber nicht zur Korrektur; sie liegt unter {url}."
                ),
            )
        }
        Rule::FixNotStatedEarly => text(
            format!(
                "A fix is released ({fixed}), but neither the title nor the first two paragraphs say so."
            ),
            format!(
                "Eine Korrektur ist veröffentlicht ({fixed}), aber weder der Titel noch die ersten beiden Absätze sagen es."
            ),
        ),
        _ if has_fix => text(
            format!("\"{said}\" says that there is no fix, but the maker has released one ({fixed})."),
            format!(
                "„{said}“ besagt, dass es keine Korrektur gibt, aber der Hersteller hat eine veröffentlicht ({fixed})."
            ),
        ),
        _ => text(
            format!("\"{said}\" says that there is a fix, but for this case there is none."),
            format!("„{said}“ besagt, dass es eine Korrektur gibt, aber für diesen Fall gibt es keine."),
        ),
    }
}

/// The attack vector of the facts: its name, and what it means in German.
fn attack_vector(case: &Case<'_>) -> (&'static str, &'static str) {
    match case.metric("av") {
        Some("a") => ("Adjacent", "aus demselben lokalen Netz"),
        Some("l") => ("Local", "mit lokalem Zugang zum Gerät"),
        Some("p") => ("Physical", "mit dem Gerät in der Hand"),
        _ => ("Network", "über das Netz, auch aus der Ferne"),
    }
}

fn reach(rule: Rule, case: &Case<'_>, said: &str) -> Text {
    let (vector, german) = attack_vector(case);
    match rule {
        Rule::RemoteClaim => text(
            format!("\"{said}\" claims an attack from afar, but the attack vector of the case is {vector}."),
            format!(
                "„{said}“ behauptet einen Angriff aus der Ferne, aber der Angriffsvektor des Falls ist {vector} ({german})."
            ),
        ),
        Rule::RceTerm => text(
            format!(
                "\"{said}\" is read as an attack over the internet, but the attack vector of the case is {vector}."
            ),
            format!(
                "„{said}“ wird als Angriff über das Internet verstanden, aber der Angriffsvektor des Falls ist {vector} ({german})."
            ),
        ),
        _ => text(
            format!(
                "\"{said}\" makes the reach smaller than it is: the attack vector of the case is {vector}."
            ),
            format!(
                "„{said}“ stellt die Reichweite kleiner dar, als sie ist: Der Angriffsvektor des Falls ist {vector} ({german})."
            ),
        ),
    }
}

fn access(rule: Rule, case: &Case<'_>, said: &str) -> Text {
    let word = |name: &str| {
        case.metric(name).and_then(|letter| phrase::metric_value(name, letter)).unwrap_or("None")
    };
    let (privileges, interaction) = (word("pr"), word("ui"));
    match rule {
        Rule::AuthOverclaim => text(
            format!(
                "\"{said}\" says that no login is needed, but the case has Privileges Required: {privileges}."
            ),
            format!(
                "„{said}“ besagt, dass keine Anmeldung nötig ist, aber der Fall hat Privileges Required: {privileges}."
            ),
        ),
        Rule::AuthUnderclaim => text(
            format!(
                "\"{said}\" says that a login is needed, but the case has Privileges Required: {privileges}."
            ),
            format!(
                "„{said}“ besagt, dass eine Anmeldung nötig ist, aber der Fall hat Privileges Required: {privileges}."
            ),
        ),
        Rule::UiOverclaim => text(
            format!(
                "\"{said}\" says that no user has to act, but the case has User Interaction: {interaction}."
            ),
            format!(
                "„{said}“ besagt, dass niemand mitwirken muss, aber der Fall hat User Interaction: {interaction}."
            ),
        ),
        _ => text(
            format!(
                "\"{said}\" says that a user has to act, but the case has User Interaction: {interaction}."
            ),
            format!(
                "„{said}“ besagt, dass ein Nutzer mitwirken muss, aber der Fall hat User Interaction: {interaction}."
            ),
        ),
    }
}

fn rating(rule: Rule, case: &Case<'_>, said: &str) -> Text {
    let cvss = &case.facts.cvss;
    let (score, severity) = (phrase::score(case), phrase::severity(case));
    match rule {
        Rule::VectorMismatch => text(
            format!("\"{said}\" differs from the vector of the case, {}.", cvss.vector),
            format!("„{said}“ weicht vom Vektor des Falls ab: {}.", cvss.vector),
        ),
        Rule::ScoreMismatch => text(
            format!("The draft gives the score {said}, but the case has {score} ({severity})."),
            format!("Der Entwurf nennt den Wert {said}, aber der Fall hat {score} ({severity})."),
        ),
        _ => text(
            format!("\"{said}\" does not fit the score: the case has {score}, which is {severity} in CVSS."),
            format!("„{said}“ passt nicht zum Wert: Der Fall hat {score}, nach CVSS also {severity}."),
        ),
    }
}

fn subject(rule: Rule, case: &Case<'_>, said: &str) -> Text {
    let facts = case.facts;
    let affected = list(&facts.affected, "...");
    let (fixed, korrigiert) = (list(&facts.fixed, "none"), list(&facts.fixed, "keine"));
    let cve = list(&facts.cve, "...");
    match rule {
        Rule::AffectedVersionsMissing => text(
            format!("The draft does not say which versions are affected ({affected})."),
            format!("Der Entwurf nennt nicht, welche Versionen betroffen sind ({affected})."),
        ),
        Rule::VersionContradiction => text(
            format!(
                "What the draft says of {said} contradicts the case: affected {affected}; fixed {fixed}."
            ),
            format!(
                "Was der Entwurf über {said} sagt, widerspricht dem Fall: betroffen {affected}; korrigiert {korrigiert}."
            ),
        ),
        Rule::CveMissing => text(
            format!("The draft has no CVE id; the case is {cve}."),
            format!("Der Entwurf nennt keine CVE-Kennung; der Fall ist {cve}."),
        ),
        Rule::CveWrong => text(
            format!("{said} is not the id of the case, which is {cve}."),
            format!("{said} ist nicht die Kennung des Falls; richtig ist {cve}."),
        ),
        Rule::EmbargoedProduct => text(
            format!(
                "\"{said}\" names a product whose own case is still under embargo; naming it puts its users at risk."
            ),
            format!(
                "„{said}“ nennt ein Produkt, dessen eigener Fall noch unter Embargo steht; das gefährdet seine Nutzer."
            ),
        ),
        _ => {
            let models = list(&facts.model, "...");
            text(
                format!("\"{said}\" calls more products affected than the case holds ({models})."),
                format!("„{said}“ nennt mehr Produkte betroffen, als der Fall umfasst ({models})."),
            )
        }
    }
}
