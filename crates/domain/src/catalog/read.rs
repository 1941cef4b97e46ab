//! Reads `catalog.csv`: one device a line, every mistake by its line.

use std::collections::HashMap;

use jiff::civil::Date;
use url::Url;

use super::{Catalog, Sku};
use crate::id::SkuId;
use crate::program::problem::{Place, Problems};
use crate::program::words::nearest;
use crate::program::{Brand, CATALOG_FILE, ProductTypeId};

/// The columns, in the order the sample has them. The first three must have a value.
const COLUMNS: [&str; 11] = [
    "brand",
    "product_type",
    "model",
    "name",
    "hardware_revision",
    "region",
    "firmware",
    "page",
    "support_end",
    "series",
    "chip",
];

fn place(line: usize) -> Place<'static> {
    Place { file: CATALOG_FILE, line }
}

/// Reads the table against the brands of the program.
pub(crate) fn catalog(text: &str, brands: &[Brand], problems: &mut Problems) -> Catalog {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            problems.mistake(place(1), format!("the first line cannot be read: {error}"), columns_remedy());
            return Catalog::default();
        }
    };
    let Some(columns) = find_columns(&headers, problems) else { return Catalog::default() };
    let mut rows = Rows { columns, width: headers.len(), brands, seen: HashMap::new(), problems };
    let mut skus = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => skus.extend(rows.read(&record, line_of(text, &record))),
            Err(error) => {
                let line = error.position().map_or(1, |p| usize::try_from(p.line()).unwrap_or(1));
                rows.problems.mistake(
                    place(line),
                    "the line cannot be read",
                    "write it as comma-separated values",
                );
            }
        }
    }
    Catalog::new(skus)
}

/// The line a record begins on: the reader's position lies before blank lines it skips.
fn line_of(text: &str, record: &csv::StringRecord) -> usize {
    let Some(position) = record.position() else { return 1 };
    let start = usize::try_from(position.byte()).unwrap_or(0);
    let line = usize::try_from(position.line()).unwrap_or(1);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    line + rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).filter(|b| **b == b'\n').count()
}

fn columns_remedy() -> String {
    format!("begin the file with the line {}", COLUMNS.join(","))
}

/// Where each known column stands.
fn find_columns(
    headers: &csv::StringRecord,
    problems: &mut Problems,
) -> Option<HashMap<&'static str, usize>> {
    let mut columns = HashMap::new();
    for (at, header) in headers.iter().enumerate() {
        match COLUMNS.iter().find(|column| **column == header) {
            Some(column) if columns.insert(*column, at).is_some() => {
                problems.mistake(
                    place(1),
                    format!("the column \"{column}\" is there twice"),
                    "remove one of them",
                );
            }
            Some(_) => {}
            None => {
                let near = nearest(header, COLUMNS)
                    .map(|near| format!("did you mean \"{near}\"? Otherwise remove it"));
                let remedy = near.unwrap_or_else(columns_remedy);
                problems.mistake(place(1), format!("\"{header}\" is not a column of the catalog"), remedy);
            }
        }
    }
    let missing: Vec<&str> = COLUMNS.into_iter().take(3).filter(|c| !columns.contains_key(c)).collect();
    for column in &missing {
        problems.mistake(place(1), format!("the column \"{column}\" is missing"), columns_remedy());
    }
    missing.is_empty().then_some(columns)
}

/// What is needed to read a row.
struct Rows<'a> {
    columns: HashMap<&'static str, usize>,
    width: usize,
    brands: &'a [Brand],
    seen: HashMap<SkuId, usize>,
    problems: &'a mut Problems,
}

/// One line of the table.
struct Row<'a> {
    columns: &'a HashMap<&'static str, usize>,
    record: &'a csv::StringRecord,
    line: usize,
}

impl<'a> Row<'a> {
    fn value(&self, name: &str) -> &'a str {
        self.columns.get(name).and_then(|at| self.record.get(*at)).unwrap_or_default()
    }

    fn optional(&self, name: &str) -> Option<String> {
        Some(self.value(name)).filter(|v| !v.is_empty()).map(str::to_owned)
    }
}

impl<'a> Rows<'a> {
    fn read(&mut self, record: &csv::StringRecord, line: usize) -> Option<Sku> {
        if record.len() != self.width {
            let message = format!("the line has {} values, the first line has {}", record.len(), self.width);
            self.problems.mistake(place(line), message, "put values with commas in double quotes");
            return None;
        }
        let columns = std::mem::take(&mut self.columns);
        let sku = self.sku(&Row { columns: &columns, record, line });
        self.columns = columns;
        sku
    }

    fn sku(&mut self, row: &Row<'_>) -> Option<Sku> {
        let (value, optional, line) = (|name| row.value(name), |name| row.optional(name), row.line);
        let (brand, product_type, model) = (value("brand"), value("product_type"), value("model"));
        let (page, support_end) = (value("page"), value("support_end"));
        let (revision, region) = (optional("hardware_revision"), optional("region"));
        let brand = self.brand(brand, line);
        self.check_type(brand, product_type, line);
        if model.is_empty() || super::find::fold(model).is_empty() {
            self.problems.mistake(
                place(line),
                "the device has no model",
                "write the model number from its label",
            );
        }
        let page = self.page(page, line);
        let support_end = self.support_end(support_end, line);
        let brand = brand?.id.clone();
        let id = super::sku_id(&brand, model, revision.as_deref(), region.as_deref());
        self.check_twice(&id, line);
        Some(Sku {
            id,
            brand,
            product_type: ProductTypeId::from(product_type),
            model: model.to_owned(),
            name: optional("name").unwrap_or_default(),
            hardware_revision: revision,
            region,
            firmware: optional("firmware"),
            page,
            support_end,
            series: optional("series"),
            chip: optional("chip"),
        })
    }

    fn brand(&mut self, typed: &str, line: usize) -> Option<&'a Brand> {
        let brands = self.brands;
        let found = brands.iter().find(|b| b.id.as_str() == typed || b.name == typed);
        if found.is_none() {
            let ids: Vec<&str> = brands.iter().map(|b| b.id.as_str()).collect();
            let remedy = match nearest(typed, ids.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\""),
                None => format!("use one of {}", ids.join(", ")),
            };
            self.problems.mistake(place(line), format!("\"{typed}\" is not a brand of the program"), remedy);
        }
        found
    }

    fn check_type(&mut self, brand: Option<&Brand>, typed: &str, line: usize) {
        let Some(brand) = brand else { return };
        let known: Vec<&str> =
            brand.in_scope.iter().chain(&brand.out_of_scope).map(ProductTypeId::as_str).collect();
        if !known.contains(&typed) {
            let message = format!("\"{typed}\" is not a kind of device of {}", brand.name);
            let remedy = match nearest(typed, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\""),
                None => format!("use one of {}, or add it to the brand in program.toml", known.join(", ")),
            };
            self.problems.mistake(place(line), message, remedy);
        }
    }

    fn page(&mut self, typed: &str, line: usize) -> Option<Url> {
        let page = Url::parse(typed).ok().filter(|url| url.scheme() == "https" && url.host_str().is_some());
        if page.is_none() && !typed.is_empty() {
            let remedy = "write an address that begins with https://, or leave it empty";
            self.problems.mistake(place(line), "the firmware page is not a web address with https", remedy);
        }
        page
    }

    fn support_end(&mut self, typed: &str, line: usize) -> Option<Date> {
        let date = (typed.len() == 10).then(|| typed.parse().ok()).flatten();
        if date.is_none() && !typed.is_empty() {
            let message = format!("the end of support \"{typed}\" is not a date");
            self.problems.mistake(place(line), message, "write it as 2026-12-31, or leave it empty");
        }
        date
    }

    fn check_twice(&mut self, id: &SkuId, line: usize) {
        let first = *self.seen.entry(id.clone()).or_insert(line);
        if first != line {
            let message = format!("this device is on line {first} already (brand, model, revision, region)");
            self.problems.mistake(place(line), message, "remove one of the lines, or tell them apart");
        }
    }
}
