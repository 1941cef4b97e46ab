//! The wordings that would be right: English, because the drafts are.

use super::case::Case;
use super::report::Rule;

fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn vendor<'c>(case: &Case<'c>) -> &'c str {
    if case.facts.vendor.is_empty() { "The maker" } else { &case.facts.vendor }
}

/// A fix is released: a paragraph for the lead.
pub(super) fn fixed(case: &Case<'_>) -> String {
    let fixed = list(&case.facts.fixed);
    if fixed.is_empty() {
        format!("{} has released an update that fixes this issue; please install it now.", vendor(case))
    } else {
        format!("{} has released {fixed}, which fixes this issue; please update now.", vendor(case))
    }
}

/// Which versions are affected.
pub(super) fn affected(case: &Case<'_>) -> String {
    format!("Affected versions: {}.", case.facts.affected.join("; "))
}

/// The score as the facts have it.
pub(super) fn score(case: &Case<'_>) -> String {
    case.facts.cvss.score.map_or_else(|| "?".to_owned(), |score| format!("{score:.1}"))
}

/// The band of the score.
pub(super) fn severity(case: &Case<'_>) -> &'static str {
    match case.facts.cvss.score.unwrap_or_default() {
        score if score >= 9.0 => "Critical",
        score if score >= 7.0 => "High",
        score if score >= 4.0 => "Medium",
        score if score > 0.0 => "Low",
        _ => "None",
    }
}

/// Code execution, said with its reach.
pub(super) fn code_execution(case: &Case<'_>) -> &'static str {
    match case.metric("av") {
        Some("l") => "code execution with local access",
        Some("p") => "code execution with physical access",
        _ => "code execution from the local network",
    }
}

/// A sentence that is right where the rule found one that is not.
pub(super) fn sentence(rule: Rule, case: &Case<'_>) -> String {
    let facts = case.facts;
    let text = match rule {
        Rule::RemoteClaim => match case.metric("av") {
            Some("l") => "The attacker needs local access to the device.",
            Some("p") => "The attacker has to hold the device in his hands.",
            _ => "The attacker has to be on the same local network.",
        },
        Rule::ReachUnderclaim => "The attack works over any network from which the device can be reached.",
        Rule::AuthOverclaim if case.metric("pr") == Some("h") => {
            "The attacker has to be logged in as administrator."
        }
        Rule::AuthOverclaim => "The attacker needs an account on the device.",
        Rule::AuthUnderclaim => "No login is needed.",
        Rule::UiOverclaim => "A user has to take part for the attack to work.",
        Rule::UiUnderclaim => "No user interaction is needed.",
        Rule::FixStatusWrong if facts.has_fix() == Some(true) => {
            return if facts.fixed.is_empty() {
                "The maker has released a fix.".to_owned()
            } else {
                format!("The issue is fixed in {}.", list(&facts.fixed))
            };
        }
        Rule::FixStatusWrong => "There is no fix; take the device out of service.",
        Rule::ScopeOverclaim => return format!("Affected: {}.", list(&facts.model)),
        _ if facts.fixed.is_empty() => return affected(case),
        _ => return format!("{} Fixed: {}.", affected(case), facts.fixed.join("; ")),
    };
    text.to_owned()
}

/// Words that are right in a title or a cell of a table.
pub(super) fn words(rule: Rule, case: &Case<'_>) -> String {
    let near = case.metric("av");
    let text = match rule {
        Rule::RemoteClaim => match near {
            Some("l") => "with local access",
            Some("p") => "with the device in hand",
            _ => "from the local network",
        },
        Rule::ReachUnderclaim => "over the network",
        Rule::AuthOverclaim if case.metric("pr") == Some("h") => "as administrator",
        Rule::AuthOverclaim => "with an account",
        Rule::AuthUnderclaim => "with no login",
        Rule::UiOverclaim => "with the help of a user",
        Rule::UiUnderclaim => "with no interaction",
        Rule::FixStatusWrong if case.facts.has_fix() == Some(true) => "fixed",
        Rule::FixStatusWrong => "no fix",
        Rule::ScopeOverclaim => return list(&case.facts.model),
        _ => return sentence(rule, case),
    };
    text.to_owned()
}

/// A version as the facts write it, by its small letters.
pub(super) fn version(case: &Case<'_>, written: &str) -> String {
    let facts = case.facts;
    facts
        .fixed
        .iter()
        .chain(&facts.affected)
        .find_map(|text| {
            let at = text.to_ascii_lowercase().find(written)?;
            text.get(at..at + written.len()).map(ToOwned::to_owned)
        })
        .unwrap_or_else(|| written.to_owned())
}

/// The value of a metric in words, by its letter.
pub(super) fn metric_value(name: &str, letter: &str) -> Option<&'static str> {
    Some(match (name, letter) {
        ("av", "n") => "Network",
        ("av", "a") => "Adjacent",
        ("av", "l") => "Local",
        ("av", "p") => "Physical",
        ("ui", "r") => "Required",
        ("ui", "p") => "Passive",
        ("ui", "a") => "Active",
        ("at", "p") => "Present",
        ("s", "c") => "Changed",
        ("s", "u") => "Unchanged",
        (_, "n") => "None",
        (_, "l") => "Low",
        (_, "h") => "High",
        _ => return None,
    })
}
