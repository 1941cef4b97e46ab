//! `provider-metadata.json` (CSAF 2.0 section 7.1.7).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Aggregation, Edition, Provider, Role, rolie};
use crate::advisory::Tlp;
use crate::csaf::canonical;

/// The file, naming the ROLIE feed and the folder of each label.
pub(super) fn write(provider: &Provider, labels: &BTreeMap<Tlp, Timestamp>) -> Vec<u8> {
    let root = provider.root();
    let keys: Vec<Value> = provider
        .keys
        .iter()
        .map(|key| json!({"fingerprint": key.fingerprint, "url": format!("{root}{}", key.path())}))
        .collect();
    let mut metadata = json!({
        "canonical_url": format!("{root}provider-metadata.json"),
        "distributions": distributions(provider, labels),
        "last_updated": provider.last_updated.to_string(),
        "list_on_CSAF_aggregators": provider.aggregation != Aggregation::None,
        "mirror_on_CSAF_aggregators": provider.aggregation == Aggregation::ListAndMirror,
        "metadata_version": "2.0",
        "public_openpgp_keys": keys,
        "publisher": publisher(provider),
        "role": match provider.role {
            Role::Provider => "csaf_provider",
            Role::TrustedProvider => "csaf_trusted_provider",
        },
    });
    if provider.edition == Edition::V2_1 {
        metadata["$schema"] = json!("https://docs.oasis-open.org/csaf/csaf/v2.1/schema/provider.json");
        metadata["metadata_version"] = json!("2.1");
    }
    canonical::to_bytes(&metadata)
}

fn distributions(provider: &Provider, labels: &BTreeMap<Tlp, Timestamp>) -> Vec<Value> {
    let (root, edition) = (provider.root(), provider.edition);
    let feed = |(label, changed): (&Tlp, &Timestamp)| {
        let word = edition.label(*label);
        let mut feed = json!({
            "summary": format!("All advisories labelled TLP:{word}"),
            "tlp_label": word,
            "url": rolie::feed_url(provider, *label),
        });
        if edition == Edition::V2_1 {
            feed["last_updated"] = json!(changed.to_string());
        }
        feed
    };
    let feeds: Vec<Value> = labels.iter().map(feed).collect();
    let rolie = json!({"rolie": {"feeds": feeds, "services": [format!("{root}service.json")]}});
    let folders = labels.keys().map(|label| {
        let url = format!("{root}{}/", edition.label_folder(*label));
        match edition {
            Edition::V2_0 => json!({"directory_url": url}),
            Edition::V2_1 => json!({"directory": {"tlp_label": edition.label(*label), "url": url}}),
        }
    });
    std::iter::once(rolie).chain(folders).collect()
}

fn publisher(provider: &Provider) -> Value {
    let publisher = &provider.publisher;
    let mut out = json!({
        "category": "vendor",
        "name": publisher.name,
        "namespace": publisher.namespace,
    });
    // The form of the contact differs between the drafts of 2.1.
    let contact = if provider.edition == Edition::V2_0 { publisher.contact.as_str() } else { "" };
    let optional = [("contact_details", contact), ("issuing_authority", publisher.authority.as_str())];
    for (name, text) in optional {
        if let (Some(members), false) = (out.as_object_mut(), text.trim().is_empty()) {
            members.insert(name.to_owned(), Value::from(text.trim()));
        }
    }
    out
}
