//! The tree hangs together, follows the official schemas, and keeps labels apart.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use sha2::{Digest, Sha256, Sha512};

use super::{Aggregation, Document, Edition, OpenPgpKey, Provider, ProviderError, Role, Tree, tree};
use crate::advisory::{Advisory, AdvisoryId, DocumentStatus, Tlp, sample};
use crate::csaf::build;

fn provider() -> Provider {
    let advisory = sample::advisory();
    Provider {
        edition: Edition::V2_0,
        publisher: advisory.publisher,
        addresses: advisory.addresses,
        role: Role::TrustedProvider,
        aggregation: Aggregation::ListAndMirror,
        keys: vec![OpenPgpKey { fingerprint: "8f5f267907b2c4559db360db2294ba7d2b2298b1".to_owned() }],
        last_updated: "2026-07-01T00:00:00Z".parse().unwrap(),
    }
}

fn advisory(id: &str, initial: &str, tlp: Tlp) -> Advisory {
    let mut advisory = sample::advisory();
    advisory.id = AdvisoryId::new(id).unwrap();
    advisory.revisions.truncate(1);
    advisory.revisions[0].date = initial.parse().unwrap();
    advisory.tlp = tlp;
    advisory
}

fn document(advisory: &Advisory) -> Document {
    Document::new(advisory, build::to_bytes(advisory).unwrap()).unwrap()
}

fn sample_tree() -> Tree {
    let documents = [
        // Two hours west of Greenwich this is still 2025.
        advisory("LNK-2026-0001", "2025-12-31T23:30:00-02:00", Tlp::White),
        advisory("LNK-2026-0002", "2026-05-01T00:00:00Z", Tlp::White),
        advisory("LNK-2026-0003", "2026-06-01T00:00:00Z", Tlp::Amber),
    ];
    tree(&provider(), &documents.map(|advisory| document(&advisory))).unwrap()
}

fn text(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree.files[path].clone()).unwrap()
}

#[test]
fn the_files_of_a_provider() {
    let paths: Vec<String> = sample_tree().files.into_keys().collect();
    insta::assert_snapshot!(paths.join("\n"));
}

#[test]
fn the_metadata_of_a_provider() {
    insta::assert_snapshot!(text(&sample_tree(), "provider-metadata.json"));
}

#[test]
fn the_feed_of_a_label() {
    insta::assert_snapshot!(text(&sample_tree(), "white/csaf-feed-tlp-white.json"));
}

#[test]
fn index_changes_feed_listing_and_files_name_the_same_documents() {
    let tree = sample_tree();
    assert_eq!(text(&tree, "white/index.txt"), "2026/lnk-2026-0001.json\n2026/lnk-2026-0002.json\n");
    assert_eq!(
        text(&tree, "white/changes.csv"),
        "\"2026/lnk-2026-0002.json\",\"2026-05-01T00:00:00Z\"\n\"2026/lnk-2026-0001.json\",\"2026-01-01T01:30:00Z\"\n"
    );
    let listing = text(&tree, "white/2026/index.html");
    let feed: Value = serde_json::from_slice(&tree.files["white/csaf-feed-tlp-white.json"]).unwrap();
    let entries = feed["feed"]["entry"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    for entry in entries {
        let url = entry["content"]["src"].as_str().unwrap();
        let path = url.strip_prefix("https://security.example.com/.well-known/csaf/").unwrap();
        let bytes = &tree.files[path];
        let written: Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(
            written["document"]["references"][0]["url"], url,
            "the canonical address is the served one"
        );
        assert_eq!(written["document"]["tracking"]["id"], entry["id"]);
        let name = path.rsplit('/').next().unwrap();
        assert!(listing.contains(&format!("href=\"{name}\"")));
        assert_eq!(
            text(&tree, &format!("{path}.sha256")),
            format!("{}  {name}\n", hex::encode(Sha256::digest(bytes)))
        );
        assert_eq!(
            text(&tree, &format!("{path}.sha512")),
            format!("{}  {name}\n", hex::encode(Sha512::digest(bytes)))
        );
    }
}

#[test]
fn a_document_is_named_only_below_its_own_label() {
    let tree = sample_tree();
    for (path, bytes) in &tree.files {
        let names_amber = String::from_utf8_lossy(bytes).to_lowercase().contains("lnk-2026-0003");
        assert!(!names_amber || path.starts_with("amber/"), "{path}");
    }
    let unsigned: BTreeSet<&str> = tree.list_unsigned().iter().map(String::as_str).collect();
    let expected =
        ["amber/2026/lnk-2026-0003.json", "white/2026/lnk-2026-0001.json", "white/2026/lnk-2026-0002.json"];
    assert_eq!(unsigned, BTreeSet::from(expected));
}

#[test]
fn a_provider_without_documents_has_an_empty_white_feed() {
    let tree = tree(&provider(), &[]).unwrap();
    assert_eq!(text(&tree, "white/index.txt"), "");
    assert!(text(&tree, "white/csaf-feed-tlp-white.json").contains("\"entry\": []"));
}

#[test]
fn what_cannot_be_provided_is_refused() {
    let mut draft = sample::advisory();
    draft.status = DocumentStatus::Draft;
    let id = draft.id.clone();
    assert_eq!(Document::new(&draft, vec![]), Err(ProviderError::NotPublished { id }));
    let twins = ["LNK 1", "LNK_1"].map(|id| document(&advisory(id, "2026-01-01T00:00:00Z", Tlp::White)));
    let path = "white/2026/lnk_1.json".to_owned();
    assert_eq!(tree(&provider(), &twins), Err(ProviderError::SamePath { path }));
    let mut keyless = provider();
    keyless.keys.clear();
    assert_eq!(tree(&keyless, &[]), Err(ProviderError::NoKey));
    keyless.role = Role::Provider;
    assert!(tree(&keyless, &[]).is_ok());
}

fn schema(path: &str) -> Option<Value> {
    let root =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/conformance/csaf-schemas"));
    let bytes = std::fs::read(root.join(path)).ok();
    if bytes.is_none() {
        println!("skipped: no conformance data at hand ({path})");
    }
    bytes.map(|bytes| serde_json::from_slice(&bytes).unwrap())
}

#[test]
fn the_feed_follows_the_schema_that_checkers_use() {
    let Some(schema) = schema("rolie/ROLIE_feed_json_schema.json") else { return };
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for label in ["white", "amber"] {
        let bytes = &sample_tree().files[&format!("{label}/csaf-feed-tlp-{label}.json")];
        let feed: Value = serde_json::from_slice(bytes).unwrap();
        let errors: Vec<String> = validator.iter_errors(&feed).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_metadata_follow_the_official_schema() {
    let (Some(mut schema), Some(csaf)) =
        (schema("2.0/provider_json_schema.json"), schema("2.0/csaf_json_schema.json"))
    else {
        return;
    };
    // The schema borrows one definition of the document schema; here it is put in its place.
    let borrowed = csaf.pointer("/properties/document/properties/publisher").unwrap().clone();
    *schema.pointer_mut("/properties/publisher").unwrap() = borrowed;
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for role in [Role::Provider, Role::TrustedProvider] {
        let provider = Provider { role, ..provider() };
        let bytes = &tree(&provider, &[]).unwrap().files["provider-metadata.json"];
        let metadata: Value = serde_json::from_slice(bytes).unwrap();
        let errors: Vec<String> = validator.iter_errors(&metadata).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

fn tree_2_1() -> Tree {
    let provider = Provider { edition: Edition::V2_1, ..provider() };
    let documents = [("LNK-2026-0002", Tlp::White), ("LNK-2026-0003", Tlp::Amber)].map(|(id, tlp)| {
        let advisory = advisory(id, "2026-06-01T00:00:00Z", tlp);
        Document::new(&advisory, build::draft_2_1::to_bytes(&advisory).unwrap()).unwrap()
    });
    tree(&provider, &documents).unwrap()
}

#[test]
fn the_2_1_tree_has_its_own_labels_folders_and_forms() {
    let tree = tree_2_1();
    assert_eq!(text(&tree, "clear/index.txt"), "2026/lnk-2026-0002.json\n");
    assert_eq!(text(&tree, "clear/changes.csv"), "2026/lnk-2026-0002.json,2026-06-01T00:00:00Z\n");
    let feed: Value = serde_json::from_slice(&tree.files["clear/csaf-feed-tlp-clear.json"]).unwrap();
    let url = feed["feed"]["entry"][0]["content"]["src"].as_str().unwrap();
    let path = url.strip_prefix("https://security.example.com/.well-known/csaf/v2.1/").unwrap();
    let written: Value = serde_json::from_slice(&tree.files[path]).unwrap();
    assert_eq!(written["document"]["references"][0]["url"], url);
    assert!(!text(&tree, "clear/csaf-feed-tlp-clear.json").contains("0003"));
}

#[test]
fn the_2_1_metadata_follow_the_schema_of_the_draft() {
    let (Some(mut schema), Some(csaf)) = (schema("2.1/provider.json"), schema("2.1/csaf.json")) else {
        return;
    };
    // Of the document schema it borrows the label and the publisher.
    let label = csaf.pointer("/properties/document/properties/distribution/properties/tlp/properties/label");
    let publisher = csaf.pointer("/properties/document/properties/publisher").unwrap().clone();
    let label = label.unwrap().clone();
    *schema.pointer_mut("/properties/publisher").unwrap() = publisher;
    let places = ["directory", "rolie"]
        .map(|form| format!("/properties/distributions/items/properties/{form}/properties"));
    *schema.pointer_mut(&format!("{}/tlp_label", places[0])).unwrap() = label.clone();
    *schema.pointer_mut(&format!("{}/feeds/items/properties/tlp_label", places[1])).unwrap() = label;
    schema.as_object_mut().unwrap().remove("$schema");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let metadata: Value = serde_json::from_slice(&tree_2_1().files["provider-metadata.json"]).unwrap();
    let errors: Vec<String> = validator.iter_errors(&metadata).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
}
