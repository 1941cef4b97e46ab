//! What a provider's files must look like, by the schemas that others check them with.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use super::Edition;

static METADATA_2_0: LazyLock<Option<Validator>> =
    LazyLock::new(|| compile(include_str!("schemas/provider-2.0.json")));
static METADATA_2_1: LazyLock<Option<Validator>> =
    LazyLock::new(|| compile(include_str!("schemas/provider-2.1.json")));
static FEED_2_0: LazyLock<Option<Validator>> = LazyLock::new(|| compile(FEED));
/// Nobody has published one for 2.1 yet: it is the same but for what it says of the documents.
static FEED_2_1: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let schema = FEED.replace(
        "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
        "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json",
    );
    compile(&schema.replace("\"2.0\"", "\"2.1\""))
});
const FEED: &str = include_str!("schemas/rolie-feed.json");

fn compile(text: &str) -> Option<Validator> {
    let schema: Value = serde_json::from_str(text).ok()?;
    jsonschema::options().should_validate_formats(true).build(&schema).ok()
}

/// What is wrong with a `provider-metadata.json`, a line for each fault with its place.
#[must_use]
pub fn check_metadata(edition: Edition, metadata: &Value) -> Vec<String> {
    check(if edition == Edition::V2_0 { &METADATA_2_0 } else { &METADATA_2_1 }, metadata)
}

/// What is wrong with a ROLIE feed.
#[must_use]
pub fn check_feed(edition: Edition, feed: &Value) -> Vec<String> {
    check(if edition == Edition::V2_0 { &FEED_2_0 } else { &FEED_2_1 }, feed)
}

fn check(validator: &LazyLock<Option<Validator>>, value: &Value) -> Vec<String> {
    match &**validator {
        Some(validator) => {
            validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
        }
        None => vec!["the schema itself cannot be read".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_official_examples_are_right_and_their_mutants_judged() {
        let root =
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/conformance/csaf-provider"));
        let Ok(index) = std::fs::read(root.join("mutants/index.json")) else {
            println!("skipped: no conformance data at hand (csaf-provider)");
            return;
        };
        let read = |path: &Path| -> Value { serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() };
        let index: Value = serde_json::from_slice(&index).unwrap();
        let mut judged = 0;
        for case in index["cases"].as_array().unwrap() {
            let value = read(&root.join("mutants").join(case["file"].as_str().unwrap()));
            let faults = match case["schema"].as_str().unwrap() {
                "csaf-schemas/2.0/provider_json_schema.json" => check_metadata(Edition::V2_0, &value),
                "csaf-schemas/2.1/provider.json" => check_metadata(Edition::V2_1, &value),
                "csaf-schemas/rolie/ROLIE_feed_json_schema.json" => check_feed(Edition::V2_0, &value),
                other => panic!("{other}"),
            };
            assert_eq!(faults.is_empty(), case["valid"].as_bool().unwrap(), "{case}: {faults:?}");
            judged += 1;
        }
        let example = "provider-metadata/example-01-provider-metadata.json";
        for (folder, edition) in [("examples-2.0", Edition::V2_0), ("examples-2.1", Edition::V2_1)] {
            assert_eq!(check_metadata(edition, &read(&root.join(folder).join(example))), [""; 0]);
            let feed = read(&root.join(folder).join("ROLIE/example-01-feed-tlp-white.json"));
            assert_eq!(check_feed(edition, &feed), [""; 0]);
        }
        println!("{judged} mutants judged");
        assert!(judged > 100);
    }
}
