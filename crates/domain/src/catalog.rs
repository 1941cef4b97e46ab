//! The devices of a program: every model by hardware revision and region.
//!
//! A SKU's id is made from what stands on the label, so that it stays the same from one
//! policy version to the next and may be stored in cases. Rows without revision or region
//! stand for all of them.

pub mod find;
pub mod firmware;

pub(crate) mod read;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::id::{BrandId, SkuId};
use crate::program::ProductTypeId;
use crate::program::words::slug;

pub use find::{ModelHint, ModelMatch};
pub use firmware::{FirmwareNote, FirmwareProblem, judge_firmware};

/// Makes a device's id from what stands on the label: `linksys.wrt54gl.v1-1.eu`, with `any`
/// for a revision the catalog does not tell apart, and nothing for what would follow it.
#[must_use]
pub fn sku_id(brand: &BrandId, model: &str, revision: Option<&str>, region: Option<&str>) -> SkuId {
    let part = |text: Option<&str>| text.map(slug).filter(|s| !s.is_empty());
    let (revision, region) = (part(revision), part(region));
    let mut id = format!("{brand}.{}", slug(model));
    if revision.is_some() || region.is_some() {
        id.push('.');
        id.push_str(revision.as_deref().unwrap_or("any"));
    }
    if let Some(region) = region {
        id.push('.');
        id.push_str(&region);
    }
    SkuId(id)
}

/// One device of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sku {
    /// Its stable id.
    pub id: SkuId,
    /// Its brand.
    pub brand: BrandId,
    /// Its kind.
    pub product_type: ProductTypeId,
    /// Its model number as printed.
    pub model: String,
    /// Its name in shops; empty when it has none.
    pub name: String,
    /// Its hardware revision; none when the catalog does not tell them apart.
    pub hardware_revision: Option<String>,
    /// Its region; none when the catalog does not tell them apart.
    pub region: Option<String>,
    /// The newest firmware known.
    pub firmware: Option<String>,
    /// Where its firmware is offered.
    pub page: Option<Url>,
    /// The last day of its support.
    pub support_end: Option<Date>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// The chip it is built on.
    pub chip: Option<String>,
}

impl Sku {
    /// The label a person reads: `WRT54GL v1.1 (EU)`.
    #[must_use]
    pub fn label(&self) -> String {
        let mut label = self.model.clone();
        if let Some(revision) = &self.hardware_revision {
            label.push(' ');
            label.push_str(revision);
        }
        if let Some(region) = &self.region {
            label.push_str(&format!(" ({region})"));
        }
        label
    }

    /// The last day of support when it lies before `day`.
    #[must_use]
    pub fn unsupported_since(&self, day: Date) -> Option<Date> {
        self.support_end.filter(|end| *end < day)
    }
}

/// A way to name many devices at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// Just these.
    Skus(BTreeSet<SkuId>),
    /// All revisions and regions of a model.
    Model(BrandId, String),
    /// All regions of one revision of a model.
    Revision(BrandId, String, String),
    /// Everything of a series.
    Series(String),
    /// Everything built on a chip.
    Chip(String),
}

/// All devices, with the indexes the form and the matrix need.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalog {
    skus: Vec<Sku>,
    by_id: HashMap<SkuId, usize>,
    by_model: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    brand_words: BTreeSet<String>,
}

impl Serialize for Catalog {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.skus)
    }
}

impl Catalog {
    /// Puts devices in order of brand, kind, model, revision and region.
    /// Of two with the same id the first is kept.
    #[must_use]
    pub fn new(mut skus: Vec<Sku>) -> Self {
        skus.sort_by_cached_key(|s| {
            let revision = s.hardware_revision.as_deref().unwrap_or_default();
            let order = (s.brand.clone(), s.product_type.clone(), s.model.clone());
            (order, firmware::numbers(revision), revision.to_owned(), s.region.clone())
        });
        let mut seen = HashSet::new();
        skus.retain(|sku| seen.insert(sku.id.clone()));
        let mut catalog = Self::default();
        for (at, sku) in skus.iter().enumerate() {
            catalog.by_id.insert(sku.id.clone(), at);
            catalog.by_model.entry(find::fold(&sku.model)).or_default().push(at);
            catalog.by_name.entry(find::fold(&sku.name)).or_default().push(at);
        }
        catalog.by_name.remove("");
        catalog.brand_words = skus.iter().map(|sku| find::fold(sku.brand.as_str())).collect();
        catalog.skus = skus;
        catalog
    }

    /// Every device, in order.
    #[must_use]
    pub fn list_skus(&self) -> &[Sku] {
        &self.skus
    }

    /// The device with this id.
    #[must_use]
    pub fn find_sku(&self, id: &SkuId) -> Option<&Sku> {
        self.by_id.get(id).and_then(|at| self.skus.get(*at))
    }

    /// The kinds of device a brand has, in order.
    #[must_use]
    pub fn list_product_types(&self, brand: &BrandId) -> Vec<&ProductTypeId> {
        self.distinct(|s| s.brand == *brand, |s| Some(&s.product_type))
    }

    /// The models of a kind, each once, in order.
    #[must_use]
    pub fn list_models(&self, brand: &BrandId, product_type: &ProductTypeId) -> Vec<&str> {
        let wanted = |s: &Sku| s.brand == *brand && s.product_type == *product_type;
        self.distinct(wanted, |s| Some(s.model.as_str()))
    }

    /// Every revision and region of a model, in order. The spelling of the model may differ.
    #[must_use]
    pub fn list_model_skus(&self, brand: &BrandId, model: &str) -> Vec<&Sku> {
        let at = self.by_model.get(&find::fold(model)).map_or(&[][..], Vec::as_slice);
        at.iter().filter_map(|at| self.skus.get(*at)).filter(|s| s.brand == *brand).collect()
    }

    /// The revisions of a model that the catalog tells apart, in order.
    #[must_use]
    pub fn list_revisions(&self, brand: &BrandId, model: &str) -> Vec<&str> {
        unique(self.list_model_skus(brand, model).into_iter().filter_map(|s| s.hardware_revision.as_deref()))
    }

    /// The regions of a revision of a model that the catalog tells apart, in order.
    #[must_use]
    pub fn list_regions(&self, brand: &BrandId, model: &str, revision: Option<&str>) -> Vec<&str> {
        let all = self.list_model_skus(brand, model).into_iter();
        let wanted = all.filter(|s| revision.is_none() || s.hardware_revision.as_deref() == revision);
        unique(wanted.filter_map(|s| s.region.as_deref()))
    }

    /// The firmware versions the catalog knows for a model, in order. Others may well exist.
    #[must_use]
    pub fn list_firmware(&self, brand: &BrandId, model: &str) -> Vec<&str> {
        unique(self.list_model_skus(brand, model).into_iter().filter_map(|s| s.firmware.as_deref()))
    }

    /// The device a form's answers mean: the row with just these, else the row of the model
    /// that stands for all revisions or regions.
    #[must_use]
    pub fn find_exact(
        &self,
        brand: &BrandId,
        model: &str,
        revision: Option<&str>,
        region: Option<&str>,
    ) -> Option<&Sku> {
        let all = self.list_model_skus(brand, model);
        let fits = |row: Option<&str>, typed: Option<&str>| match (row, typed) {
            (None, None) => Some(2),
            (Some(row), Some(typed)) if find::fold(row) == find::fold(typed) => Some(3),
            (None, Some(_)) => Some(1),
            _ => None,
        };
        let score = |s: &Sku| {
            Some(fits(s.hardware_revision.as_deref(), revision)? * 4 + fits(s.region.as_deref(), region)?)
        };
        let scored = all.into_iter().filter_map(|s| score(s).map(|points| (points, s)));
        scored.rev().max_by_key(|(points, _)| *points).map(|(_, sku)| sku)
    }

    /// The devices a selection names, in order, each once.
    #[must_use]
    pub fn select(&self, selection: &Selection) -> Vec<&Sku> {
        let same = |row: &Option<String>, wanted: &str| {
            row.as_deref().is_some_and(|row| find::fold(row) == find::fold(wanted))
        };
        match selection {
            Selection::Skus(ids) => self.skus.iter().filter(|s| ids.contains(&s.id)).collect(),
            Selection::Model(brand, model) => self.list_model_skus(brand, model),
            Selection::Revision(brand, model, revision) => {
                let all = self.list_model_skus(brand, model).into_iter();
                all.filter(|s| same(&s.hardware_revision, revision)).collect()
            }
            Selection::Series(series) => self.skus.iter().filter(|s| same(&s.series, series)).collect(),
            Selection::Chip(chip) => self.skus.iter().filter(|s| same(&s.chip, chip)).collect(),
        }
    }

    fn distinct<'a, T: Copy + Eq + std::hash::Hash>(
        &'a self,
        wanted: impl Fn(&Sku) -> bool,
        of: impl Fn(&'a Sku) -> Option<T>,
    ) -> Vec<T> {
        unique(self.skus.iter().filter(|s| wanted(s)).filter_map(of))
    }
}

/// Each once, in the order they come.
fn unique<T: Copy + Eq + std::hash::Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.filter(|one| seen.insert(*one)).collect()
}
