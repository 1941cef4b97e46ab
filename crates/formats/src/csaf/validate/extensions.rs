//! The tests of CSAF 2.1 on extensions: 6.1.60.2, 6.1.60.3, 6.2.54.1 to 6.2.54.4 and 6.3.21.2.
//!
//! Invariant: an extension that is not known here is never called wrong, only unknown: a warning that names it.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use super::{Finding, Severity, texts};

/// What the committee publishes about an extension: the schema of its content, and where and how often it may stand.
struct Known {
    schema: Validator,
    metadata: Value,
}

/// By the address of the schema. All are experimental: there are no official and no registered ones yet.
static KNOWN: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let files = [
        (
            include_str!("extensions/documentation-11.schema.json"),
            include_str!("extensions/documentation-11.metadata.json"),
        ),
        (
            include_str!("extensions/documentation-12.schema.json"),
            include_str!("extensions/documentation-12.metadata.json"),
        ),
    ];
    files.into_iter().filter_map(|(schema, metadata)| known(schema, metadata)).collect()
});

fn known(schema: &str, metadata: &str) -> Option<(String, Known)> {
    let mut schema: Value = serde_json::from_str(schema).ok()?;
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    let address = metadata.get("extension_schema")?.as_str()?.to_owned();
    // It names a metaschema of its own, which is that of draft 2020-12 with more rules.
    schema.as_object_mut()?.shift_remove("$schema");
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
    Some((address, Known { schema: options.build(&schema).ok()?, metadata }))
}

/// The extensions at one place.
struct List<'a> {
    pointer: String,
    items: &'a [Value],
}

fn address(extension: &Value) -> Option<&str> {
    extension.get("$schema")?.as_str()
}

/// Every list of extensions; what extensions contain is not looked into.
fn lists(document: &Value) -> Vec<List<'_>> {
    let mut lists = Vec::new();
    walk(document, &mut Vec::new(), &mut lists);
    lists.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    lists
}

/// A step of a path. Text is made of a path only where something is found.
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

fn walk<'a>(value: &'a Value, path: &mut Vec<Step<'a>>, lists: &mut Vec<List<'a>>) {
    match value {
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                path.push(Step::Item(n));
                walk(item, path, lists);
                path.pop();
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                path.push(Step::Member(name));
                match member {
                    Value::Array(items) if name == "x_extensions" => {
                        lists.push(List { pointer: pointer(path), items });
                    }
                    _ => walk(member, path, lists),
                }
                path.pop();
            }
        }
        _ => {}
    }
}

fn pointer(path: &[Step<'_>]) -> String {
    let step = |step: &Step<'_>| match step {
        Step::Member(name) => format!("/{name}"),
        Step::Item(n) => format!("/{n}"),
    };
    path.iter().map(step).collect()
}

fn each<'a>(lists: &'a [List<'a>]) -> impl Iterator<Item = (String, &'a Value)> {
    lists.iter().flat_map(|list| {
        list.items.iter().enumerate().map(|(n, item)| (format!("{}/{n}", list.pointer), item))
    })
}

fn finding(test: &str, severity: Severity, pointer: String, message: String) -> Finding {
    Finding { test: test.to_owned(), severity, pointer, message }
}

fn unknown(test: &str, pointer: String, extension: &Value) -> Finding {
    let address = address(extension).unwrap_or_default();
    let message = format!(
        "The extension `{address}` cannot be checked: it is experimental (neither official nor registered) and \
         not known here"
    );
    finding(test, Severity::Warning, pointer, message)
}

/// 6.1.60.2 Extension Schema.
pub(super) fn schema(document: &Value) -> Vec<Finding> {
    const TEST: &str = "6.1.60.2";
    let mut findings = Vec::new();
    for (pointer, extension) in each(&lists(document)) {
        let Some(known) = address(extension).and_then(|address| KNOWN.get(address)) else {
            findings.push(unknown(TEST, pointer, extension));
            continue;
        };
        for error in known.schema.iter_errors(extension) {
            let pointer = format!("{pointer}{}", error.instance_path());
            findings.push(finding(
                TEST,
                Severity::Error,
                pointer,
                format!("Not as its schema demands: {error}"),
            ));
        }
    }
    findings
}

/// 6.1.60.3 Extension Metadata: where, how often and beside what an extension may stand.
pub(super) fn metadata(document: &Value) -> Vec<Finding> {
    const TEST: &str = "6.1.60.3";
    let lists = lists(document);
    let mut findings = Vec::new();
    let mut places: HashMap<&str, String> = HashMap::new();
    for list in &lists {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for (n, extension) in list.items.iter().enumerate() {
            let pointer = format!("{}/{n}", list.pointer);
            let Some(name) = address(extension).filter(|name| KNOWN.contains_key(*name)) else {
                findings.push(unknown(TEST, pointer, extension));
                continue;
            };
            let count = counts.entry(name).or_default();
            *count += 1;
            let allowed = KNOWN.get(name).and_then(|known| most_at(&known.metadata, &list.pointer));
            if allowed.is_some_and(|allowed| *count > allowed) {
                let message =
                    format!("At most {} of this extension may stand here", allowed.unwrap_or_default());
                findings.push(finding(TEST, Severity::Error, pointer.clone(), message));
            }
            places.entry(name).or_insert(pointer);
        }
    }
    for (name, pointer) in &places {
        let others = KNOWN.get(*name).map(|known| texts(&known.metadata, "/incompatible_extensions"));
        for other in others.into_iter().flatten().filter(|other| places.contains_key(*other)) {
            let message = format!("This extension cannot be used together with `{other}`");
            findings.push(finding(TEST, Severity::Error, pointer.clone(), message));
        }
    }
    findings.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    findings
}

/// How many the metadata allow at a place; nothing said is no bound.
fn most_at(metadata: &Value, pointer: &str) -> Option<u64> {
    let place = if pointer.starts_with("/product_tree/branches/") {
        "$.product_tree.branches..product.x_extensions".to_owned()
    } else {
        let steps = pointer.split('/').skip(1).map(|step| match step {
            "product_paths" => ".relationships".to_owned(),
            _ if step.bytes().all(|byte| byte.is_ascii_digit()) => "[*]".to_owned(),
            _ => format!(".{step}"),
        });
        std::iter::once("$".to_owned()).chain(steps).collect()
    };
    metadata.get("requirement")?.get(place)?.get("max_occurrence")?.as_u64()
}

fn each_with(document: &Value, test: &str, severity: Severity, message: &str) -> Vec<Finding> {
    each(&lists(document)).map(|(pointer, _)| finding(test, severity, pointer, message.to_owned())).collect()
}

/// 6.2.54.1 Registered Extension.
pub(super) fn registered(document: &Value) -> Vec<Finding> {
    let message = "The extension is neither official nor registered";
    each_with(document, "6.2.54.1", Severity::Warning, message)
}

/// 6.2.54.2 Official Extension.
pub(super) fn official(document: &Value) -> Vec<Finding> {
    each_with(document, "6.2.54.2", Severity::Warning, "The extension is not an official one")
}

/// 6.2.54.3 Critical Extension.
pub(super) fn critical(document: &Value) -> Vec<Finding> {
    let lists = lists(document);
    let critical =
        each(&lists).filter(|(_, extension)| extension.get("critical") != Some(&Value::Bool(false)));
    critical
        .map(|(pointer, _)| {
            let message = "The extension is critical: a reader that does not know it misreads the document";
            finding("6.2.54.3", Severity::Warning, format!("{pointer}/critical"), message.to_owned())
        })
        .collect()
}

fn is_clear(document: &Value) -> bool {
    document.pointer("/document/distribution/tlp/label").and_then(Value::as_str) == Some("CLEAR")
}

/// 6.2.54.4 Usage of Experimental Extension in TLP:CLEAR Document.
pub(super) fn experimental_in_clear(document: &Value) -> Vec<Finding> {
    if !is_clear(document) {
        return Vec::new();
    }
    let message = "An experimental extension in a document for everyone: readers may not know what it means";
    each_with(document, "6.2.54.4", Severity::Warning, message)
}

/// 6.3.21.2 Usage of Experimental Extension in Non TLP:CLEAR Document.
pub(super) fn experimental_elsewhere(document: &Value) -> Vec<Finding> {
    if is_clear(document) {
        return Vec::new();
    }
    each_with(document, "6.3.21.2", Severity::Information, "An experimental extension is used")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{KNOWN, critical, experimental_in_clear, metadata, schema};
    use crate::csaf::validate::Severity;

    fn extension(number: &str) -> Value {
        let text = "This extension is for documentation and test purposed only. It is valid. It is not allowed to be used in a production CSAF.";
        json!({
            "$schema": KNOWN.keys().find(|name| name.contains(number)),
            "category": "significant", "critical": false, "content": {"documentation": text},
        })
    }

    #[test]
    fn a_known_extension_is_held_to_its_schema_and_its_metadata() {
        let one = json!({"vulnerabilities": [{"x_extensions": [extension("documentation-11-")]}]});
        assert_eq!(schema(&one), []);
        assert_eq!(metadata(&one), []);
        let mut broken = one.clone();
        broken["vulnerabilities"][0]["x_extensions"][0]["content"] = json!({"other": 1});
        assert!(schema(&broken).iter().all(|finding| finding.severity == Severity::Error));
        assert_ne!(schema(&broken), []);
        let twice = json!({"x_extensions": [extension("documentation-11-"), extension("documentation-11-")]});
        assert_eq!(metadata(&twice)[0].pointer, "/x_extensions/1");
        let both = json!({"x_extensions": [extension("documentation-11-")], "document": {"x_extensions": [extension("documentation-12-")]}});
        assert_eq!(metadata(&both).len(), 2);
        let forbidden = json!({"vulnerabilities": [{"metrics": [{"content": {"x_extensions": [extension("documentation-12-")]}}]}]});
        assert_eq!(metadata(&forbidden).len(), 1);
    }

    #[test]
    fn an_unknown_extension_is_named_and_no_error() {
        let document = json!({"document": {"distribution": {"tlp": {"label": "CLEAR"}}}, "x_extensions": [
            {"$schema": "https://example.com/x_1.0.0.json", "critical": true, "content": {"x_extensions": [{}]}},
        ]});
        let found = [schema(&document), metadata(&document)].concat();
        assert_eq!(found.len(), 2);
        let named = |message: &str| message.contains("https://example.com/x_1.0.0.json");
        assert!(found.iter().all(|finding| finding.severity == Severity::Warning && named(&finding.message)));
        assert_eq!(critical(&document)[0].pointer, "/x_extensions/0/critical");
        assert_eq!(experimental_in_clear(&document).len(), 1);
    }
}
