//! Tests 6.3.6 and 6.3.7, "use of (non-)self referencing URLs failing to resolve".

use std::collections::HashMap;

use serde_json::Value;

use super::{Finding, Outside, Severity};

/// So many different addresses of a document are asked at most.
const MAX_ASKED: usize = 200;

/// An address of a document.
struct Address<'a> {
    pointer: String,
    text: &'a str,
    is_self: bool,
}

/// The findings of 6.3.6 (`is_self` false in the address) and 6.3.7; `None` when asking is not allowed.
pub(super) fn find(document: &Value, outside: &dyn Outside) -> Option<Vec<Finding>> {
    if !outside.may_ask() {
        return None;
    }
    let mut answers: HashMap<&str, Option<bool>> = HashMap::new();
    let mut findings = Vec::new();
    for address in list(document) {
        let test = if address.is_self { "6.3.7" } else { "6.3.6" };
        let answer = match answers.get(address.text) {
            Some(answer) => *answer,
            None if answers.len() >= MAX_ASKED => {
                let message = format!("Only the first {MAX_ASKED} addresses are asked; this one was not");
                findings.push(finding(test, address.pointer, message));
                continue;
            }
            None => {
                let answer = outside.resolves(address.text);
                answers.insert(address.text, answer);
                answer
            }
        };
        let message = match answer {
            Some(true) => continue,
            Some(false) => "The address does not answer with a status from 200 to 399",
            None => "The address was not asked: only https addresses of public hosts are",
        };
        findings.push(finding(test, address.pointer, message.to_owned()));
    }
    Some(findings)
}

fn finding(test: &str, pointer: String, message: String) -> Finding {
    Finding { test: test.to_owned(), severity: Severity::Information, pointer, message }
}

/// The addresses at the places that the tests name, of 2.0 and 2.1.
fn list(document: &Value) -> Vec<Address<'_>> {
    let mut addresses = Vec::new();
    let mut waiting = vec![(String::new(), document)];
    while let Some((pointer, value)) = waiting.pop() {
        match value {
            Value::String(text) if is_place(&pointer) && is_web(text) => {
                addresses.push(Address { pointer, text, is_self: false });
            }
            Value::Array(list) => {
                waiting.extend(list.iter().enumerate().map(|(n, item)| (format!("{pointer}/{n}"), item)));
            }
            Value::Object(members) => {
                let is_self = members.get("category").and_then(Value::as_str) == Some("self");
                let (own, others): (Vec<_>, Vec<_>) = members
                    .iter()
                    .partition(|(name, _)| is_self && name.as_str() == "url" && is_reference(&pointer));
                let own = own.into_iter().filter_map(|(_, url)| url.as_str().filter(|url| is_web(url)));
                addresses.extend(own.map(|text| Address {
                    pointer: format!("{pointer}/url"),
                    text,
                    is_self: true,
                }));
                let inner = others.into_iter().filter(|(name, _)| name.as_str() != "x_extensions");
                waiting.extend(inner.map(|(name, member)| (format!("{pointer}/{name}"), member)));
            }
            _ => {}
        }
    }
    addresses.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    addresses
}

/// Only these can be asked; a namespace may as well be of another kind.
fn is_web(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The steps of a pointer without the positions in lists.
fn steps(pointer: &str) -> Vec<&str> {
    pointer.split('/').skip(1).filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

fn is_reference(pointer: &str) -> bool {
    matches!(steps(pointer).as_slice(), ["document" | "vulnerabilities", "references"])
}

fn is_place(pointer: &str) -> bool {
    matches!(
        steps(pointer).as_slice(),
        ["document" | "vulnerabilities", "acknowledgments", "urls"]
            | ["document", "aggregate_severity" | "publisher", "namespace"]
            | ["document", "distribution", "tlp", "url"]
            | ["document", "publisher", "contact", "public_openpgp_key_url"]
            | ["document" | "vulnerabilities", "references", "url"]
            | ["vulnerabilities", "remediations", "url"]
            | ["product_tree", .., "product_identification_helper", "sbom_urls"]
            | ["product_tree", .., "product_identification_helper", "x_generic_uris", "namespace" | "uri"]
    )
}
