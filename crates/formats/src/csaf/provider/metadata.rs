//! `provider-metadata.json` (CSAF 2.0 section 7.1.7).

use serde_json::{Value, json};

use super::{Aggregation, Provider, Role, rolie};
use crate::advisory::Tlp;
use crate::csaf::canonical;

/// The file, naming the ROLIE feed and the folder of each label.
pub(super) fn write(provider: &Provider, labels: &[Tlp]) -> Vec<u8> {
    let root = provider.addresses.csaf_root();
    let feeds: Vec<Value> = labels
        .iter()
        .map(|label| {
            json!({
                "summary": format!("All advisories labelled TLP:{}", label.label()),
                "tlp_label": label.label(),
                "url": rolie::feed_url(provider, *label),
            })
        })
        .collect();
    let rolie = json!({"rolie": {"feeds": feeds, "services": [format!("{root}service.json")]}});
    let folders = labels.iter().map(|label| json!({"directory_url": format!("{root}{}/", label.folder())}));
    let distributions: Vec<Value> = std::iter::once(rolie).chain(folders).collect();
    let keys: Vec<Value> = provider
        .keys
        .iter()
        .map(|key| json!({"fingerprint": key.fingerprint, "url": format!("{root}{}", key.path())}))
        .collect();
    canonical::to_bytes(&json!({
        "canonical_url": format!("{root}provider-metadata.json"),
        "distributions": distributions,
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
    }))
}

fn publisher(provider: &Provider) -> Value {
    let publisher = &provider.publisher;
    let mut out = json!({
        "category": "vendor",
        "name": publisher.name,
        "namespace": publisher.namespace,
    });
    let optional = [("contact_details", &publisher.contact), ("issuing_authority", &publisher.authority)];
    for (name, text) in optional {
        if let (Some(members), false) = (out.as_object_mut(), text.trim().is_empty()) {
            members.insert(name.to_owned(), Value::from(text.trim()));
        }
    }
    out
}
