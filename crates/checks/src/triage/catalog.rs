//! The maker's facts as a program hands them in: brands, products, servers, other makers.

use std::collections::BTreeSet;

use thiserror::Error;

use super::makers;
use super::words::fold;

/// A brand of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// The name as people write it.
    pub name: String,
    /// Host names of its web sites; subdomains count too.
    pub hosts: Vec<String>,
}

/// One line of the product catalog. Empty fields are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Brand name.
    pub brand: String,
    /// Kind of device, such as `router`.
    pub product_type: String,
    /// Model number.
    pub model: String,
    /// Name in the shop.
    pub name: String,
    /// Hardware revision.
    pub hardware_version: String,
    /// A known firmware version.
    pub firmware: String,
    /// The series it belongs to: models of one series share code.
    pub series: String,
}

/// Another maker that the program names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherMaker {
    /// Its name.
    pub name: String,
    /// Words that give it away, such as its product lines.
    pub words: Vec<String>,
}

/// The maker's facts, as the program hands them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// Brands with their web sites.
    pub brands: Vec<Brand>,
    /// Products.
    pub products: Vec<Product>,
    /// Further host names of the maker's own servers that are clouds rather than web sites.
    pub cloud_hosts: Vec<String>,
    /// Names of the maker's cloud services and portals, as people write them.
    pub cloud_services: Vec<String>,
    /// Words by which the program knows its excluded web sites.
    pub web_words: Vec<String>,
    /// Words by which the program knows excluded services of other companies.
    pub partner_words: Vec<String>,
    /// Other makers, beside the well-known ones.
    pub other_makers: Vec<OtherMaker>,
}

/// Why a catalog file could not be read.
#[derive(Debug, Error)]
pub enum CatalogError {
    /// The header lacks a column.
    #[error("the catalog has no column `{0}`: its first line must name at least brand and model")]
    MissingColumn(&'static str),
    /// A line is not readable as CSV.
    #[error("the catalog is not readable as CSV: {0}")]
    Csv(#[from] csv::Error),
}

impl Catalog {
    /// Reads a catalog from CSV with a header line. Columns by name: `brand`, `model` (both needed),
    /// `product_type`, `name`, `hardware_revision` or `hardware_version`, `firmware` or `latest_firmware`, `series`.
    /// Each brand is given the web site `brand.com` and the cloud name `brand cloud`; add others afterwards.
    ///
    /// # Errors
    /// [`CatalogError`] when the header lacks `brand` or `model`, or a line is not CSV.
    pub fn from_csv(text: &str) -> Result<Self, CatalogError> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers()?.clone();
        let at = |names: &[&str]| header.iter().position(|h| names.contains(&h.trim()));
        let brand = at(&["brand"]).ok_or(CatalogError::MissingColumn("brand"))?;
        let model = at(&["model"]).ok_or(CatalogError::MissingColumn("model"))?;
        let kind = at(&["product_type", "type"]);
        let name = at(&["name"]);
        let hardware = at(&["hardware_revision", "hardware_version"]);
        let firmware = at(&["firmware", "latest_firmware"]);
        let series = at(&["series"]);
        let mut catalog = Self::default();
        for record in reader.records() {
            let record = record?;
            let get = |i: Option<usize>| i.and_then(|i| record.get(i)).unwrap_or("").trim().to_owned();
            catalog.products.push(Product {
                brand: get(Some(brand)),
                product_type: get(kind),
                model: get(Some(model)),
                name: get(name),
                hardware_version: get(hardware),
                firmware: get(firmware),
                series: get(series),
            });
        }
        catalog.add_brands_of_products();
        Ok(catalog)
    }

    fn add_brands_of_products(&mut self) {
        let names: BTreeSet<_> =
            self.products.iter().map(|p| p.brand.clone()).filter(|b| !b.is_empty()).collect();
        for name in names {
            self.add_brand(&name);
        }
    }

    /// Adds a brand with the web site `brand.com` and the clouds that go by its name.
    pub(super) fn add_brand(&mut self, name: &str) {
        let host = format!("{}.com", fold(name).replace(' ', ""));
        self.cloud_services.push(format!("{name} Cloud"));
        for (_, hosts, services) in makers::BRAND_CLOUDS.iter().filter(|(brand, _, _)| fold(name) == *brand) {
            self.cloud_hosts.extend(hosts.iter().map(|h| (*h).to_owned()));
            self.cloud_services.extend(services.iter().map(|s| (*s).to_owned()));
        }
        self.brands.push(Brand { name: name.to_owned(), hosts: vec![host] });
    }

    /// The catalog for runs without a program: public model numbers of three brands of home network devices.
    #[must_use]
    pub fn built_in() -> Self {
        Self::from_csv(include_str!("built_in.csv")).unwrap_or_default()
    }
}
