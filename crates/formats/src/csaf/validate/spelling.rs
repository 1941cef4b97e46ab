//! Test 6.3.8, "spell check": the words of the texts are in a dictionary of the document's language.

use serde_json::Value;

use super::{Finding, Outside, Severity};

/// The findings; `None` when no dictionary may be asked.
pub(super) fn find(document: &Value, outside: &dyn Outside) -> Option<Vec<Finding>> {
    if !outside.has_dictionaries() {
        return None;
    }
    // Without a language the test is skipped.
    let Some(language) = document.pointer("/document/lang").and_then(Value::as_str) else {
        return Some(Vec::new());
    };
    let texts = list(document);
    let only: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
    let Some(unknown) = outside.misspelled(language, &only) else {
        let message = format!("There is no dictionary for the language `{language}` here");
        return Some(vec![finding("/document/lang".to_owned(), message)]);
    };
    let pairs = texts.into_iter().zip(unknown);
    let each = pairs.flat_map(|((pointer, _), words)| {
        words
            .into_iter()
            .map(move |word| finding(pointer.clone(), format!("Not in the dictionary: `{word}`")))
    });
    Some(each.collect())
}

fn finding(pointer: String, message: String) -> Finding {
    Finding { test: "6.3.8".to_owned(), severity: Severity::Information, pointer, message }
}

/// The texts at the places that the test names, of 2.0 and 2.1, with their pointers.
fn list(document: &Value) -> Vec<(String, &str)> {
    let is_base = document.pointer("/document/category").and_then(Value::as_str).is_some_and(is_free);
    let mut texts = Vec::new();
    let mut waiting = vec![(String::new(), document)];
    while let Some((pointer, value)) = waiting.pop() {
        match value {
            Value::String(text) if is_place(&pointer) || is_base && pointer == "/document/category" => {
                texts.push((pointer, text.as_str()));
            }
            Value::Array(list) => {
                waiting.extend(list.iter().enumerate().map(|(n, item)| (format!("{pointer}/{n}"), item)));
            }
            Value::Object(members) => {
                let inner = members.iter().filter(|(name, _)| name.as_str() != "x_extensions");
                waiting.extend(inner.map(|(name, member)| (format!("{pointer}/{name}"), member)));
            }
            _ => {}
        }
    }
    texts.sort_by(|a, b| a.0.cmp(&b.0));
    texts
}

/// Categories of the profile CSAF Base other than its name are words of the author.
fn is_free(category: &str) -> bool {
    !category.starts_with("csaf_")
}

fn is_place(pointer: &str) -> bool {
    let steps: Vec<&str> =
        pointer.split('/').skip(1).filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit())).collect();
    match steps.as_slice() {
        ["document" | "vulnerabilities", "acknowledgments", "names" | "organization" | "summary"]
        | ["document" | "vulnerabilities", "notes", "audience" | "text" | "title"]
        | ["document" | "vulnerabilities", "references", "summary"]
        | ["document" | "vulnerabilities", "title"]
        | ["document", "aggregate_severity" | "distribution", "text"]
        | ["document", "involvement", "actions", "summary"]
        | ["document", "involvement", "entities", "name"]
        | ["document", "involvement", "entity_groups", "name" | "summary"]
        | ["document", "publisher", "issuing_authority" | "name"]
        | ["document", "tracking", "aliases"]
        | ["document", "tracking", "generator", "engine", "name"]
        | ["document", "tracking", "revision_history", "summary"]
        | ["product_tree", "full_product_names", "name"]
        | ["product_tree", "product_groups", "summary"]
        | ["product_tree", "relationships" | "product_paths", "full_product_name", "name"]
        | ["vulnerabilities", "involvements", "summary"]
        | ["vulnerabilities", "remediations", "details" | "entitlements"]
        | ["vulnerabilities", "remediations", "restart_required", "details"]
        | ["vulnerabilities", "threats", "details"] => true,
        ["product_tree", branches @ .., "name"] => {
            let branches = branches.strip_suffix(&["product"]).unwrap_or(branches);
            !branches.is_empty() && branches.iter().all(|step| *step == "branches")
        }
        _ => false,
    }
}
