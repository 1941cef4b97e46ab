//! A program's own facts as the judgement needs them: brands, devices, servers, other makers.
//!
//! What a program excludes decides whose server is meant. A service with host names of its own is one of the
//! maker's; one without belongs to others.

use domain::program::{Exclusion, ExclusionKind, Program};

use super::catalog::{Brand, Catalog, OtherMaker, Product};

impl Catalog {
    /// The facts of a program.
    #[must_use]
    pub fn from_program(program: &Program) -> Self {
        let mut catalog = Self { products: products(program), ..Self::default() };
        for brand in &program.brands {
            catalog.add_brand(&brand.name);
            catalog.brands.push(Brand { name: brand.name.clone(), hosts: brand.hosts.clone() });
        }
        for exclusion in program.exclusions.iter().filter(|e| e.kind == ExclusionKind::Service) {
            catalog.add_exclusion(exclusion);
        }
        let other =
            |m: &domain::program::OtherMaker| OtherMaker { name: m.name.clone(), words: m.words.clone() };
        catalog.other_makers.extend(program.other_makers.iter().map(other));
        catalog
    }

    /// One that speaks of a cloud or of remote access is no web site.
    fn add_exclusion(&mut self, exclusion: &Exclusion) {
        let mut words = exclusion.words.iter().map(|w| w.to_lowercase());
        let is_cloud = words.any(|w| w.contains("cloud") || w.contains("remote access"));
        if exclusion.hosts.is_empty() {
            self.partner_words.extend(exclusion.words.iter().cloned());
        } else if is_cloud {
            self.cloud_hosts.extend(exclusion.hosts.iter().cloned());
            self.cloud_services.extend(exclusion.words.iter().cloned());
        } else {
            self.web_words.extend(exclusion.words.iter().cloned());
            self.brands.push(Brand { name: String::new(), hosts: exclusion.hosts.clone() });
        }
    }
}

fn products(program: &Program) -> Vec<Product> {
    let brand = |sku: &domain::catalog::Sku| {
        program.find_brand(&sku.brand).map_or_else(|| sku.brand.to_string(), |b| b.name.clone())
    };
    let of = |sku: &domain::catalog::Sku| Product {
        brand: brand(sku),
        product_type: sku.product_type.to_string(),
        model: sku.model.clone(),
        name: sku.name.clone(),
        hardware_version: sku.hardware_revision.clone().unwrap_or_default(),
        firmware: sku.firmware.clone().unwrap_or_default(),
        series: sku.series.clone().unwrap_or_default(),
    };
    program.catalog.list_skus().iter().map(of).collect()
}
