//! The devices an advisory speaks of.

use serde::{Deserialize, Serialize};

use super::SkuId;

/// One model in one hardware revision for one region: what an owner can tell from the label under the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sku {
    /// Stable across advisories and revisions.
    pub id: SkuId,
    /// The brand on the device.
    pub brand: String,
    /// The kind of device, as the catalog calls it: "router", "light bulb".
    pub product_type: String,
    /// The model number on the label.
    pub model: String,
    /// The hardware revision on the label, when there is more than one.
    pub hardware_revision: Option<String>,
    /// The region, when firmware differs by region.
    pub region: Option<String>,
    /// The name it is sold under, when that differs from the model number.
    pub name: Option<String>,
    /// A CPE 2.3 name without a version, when one is registered.
    pub cpe: Option<String>,
}

impl Sku {
    /// Model, hardware revision and region in words, without the brand: `RE7000 hardware v2 (US)`.
    #[must_use]
    pub fn model_in_words(&self) -> String {
        let mut words = self.model.clone();
        if let Some(revision) = present(self.hardware_revision.as_deref()) {
            words.push_str(" hardware ");
            words.push_str(revision);
        }
        if let Some(region) = present(self.region.as_deref()) {
            words.push_str(" (");
            words.push_str(region);
            words.push(')');
        }
        words
    }

    /// The whole name with the brand.
    #[must_use]
    pub fn in_words(&self) -> String {
        match present(self.name.as_deref()) {
            Some(name) if name != self.model => format!("{} {name} {}", self.brand, self.model_in_words()),
            _ => format!("{} {}", self.brand, self.model_in_words()),
        }
    }
}

fn present(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
