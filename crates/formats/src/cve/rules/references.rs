//! Rules about public references.

use std::collections::BTreeSet;

use super::{Subject, add, items};
use crate::cve::content::Reference;
use crate::finding::Finding;

pub(super) fn check(subject: Subject<'_>, out: &mut Vec<Finding>) {
    let references = items(subject.container.references.as_ref());
    let mut seen = BTreeSet::new();
    for (index, reference) in references.iter().enumerate() {
        let pointer = subject.at(&format!("/references/{index}/url"));
        let protocol = reference.url.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if !["http", "https", "ftp", "ftps"].contains(&protocol.as_str()) {
            let message = format!("\"{protocol}\" is no protocol that readers can follow; use https");
            add(out, "reference-protocol", pointer.clone(), &message);
        }
        if !seen.insert(reference.url.as_str()) {
            add(out, "reference-duplicate", pointer.clone(), "the same address stands there already");
        }
        if is_record_itself(&reference.url, subject.cve_id()) {
            let message = "this is the CVE record itself, which is no reference";
            add(out, "reference-self", pointer, message);
        }
    }
    let own = |reference: &&Reference| !is_record_itself(&reference.url, subject.cve_id());
    let others: Vec<&Reference> = references.iter().filter(own).collect();
    let all_tagged = |tags: &[&str]| {
        !others.is_empty()
            && others.iter().all(|reference| {
                items(reference.tags.as_ref()).iter().any(|tag| tags.contains(&tag.as_str()))
            })
    };
    let place = || subject.at("/references");
    if others.is_empty() {
        let message = "name at least one public page about the flaw, best your advisory";
        add(out, "reference-missing", place(), message);
    }
    if all_tagged(&["permissions-required", "customer-entitlement"]) {
        add(
            out,
            "reference-login",
            place(),
            "every reference asks readers to sign in; name one that does not",
        );
    }
    if all_tagged(&["broken-link", "not-applicable"]) {
        add(out, "reference-broken", place(), "no reference can be read any more; name one that can");
    }
}

/// Whether an address shows a CVE record and nothing else.
fn is_record_itself(url: &str, own: Option<&str>) -> bool {
    let url = url.to_ascii_lowercase();
    let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let places = [
        "cve.org/cverecord",
        "cve.mitre.org/cgi-bin/cvename.cgi",
        "cveawg.mitre.org/api/cve/",
        "github.com/cveproject/cvelistv5/",
        "nvd.nist.gov/vuln/detail/",
        "web.nvd.nist.gov/view/vuln/detail",
    ];
    let shows_a_record = places.iter().any(|place| bare.starts_with(place));
    shows_a_record && own.is_none_or(|id| bare.contains(&id.to_ascii_lowercase()))
}
