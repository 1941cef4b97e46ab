//! An advisory in the forms that other programs read beside CSAF: CVE, OpenVEX, OSV.
//!
//! Invariant: the files depend on the record and the program alone, each has passed the checks of its format, and a
//! form that cannot be had is told with the reason, never left out in silence.

use domain::program::{CveRole, Package, VersionOrder};
use formats::advisory::{Advisory, AffectedVersions, SkuStatus};
use formats::osv::build::{End, Order, Place, Span};
use formats::{csaf::canonical, cve, openvex, osv};
use maud::{Markup, html};
use serde_json::Value;
use ui::{Locale, content};

use crate::action::publication::Record;
use crate::app::ActiveProgram;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A CVE record.
    Cve,
    /// The container that the CNA in charge makes a record of.
    CveContainer,
    /// OpenVEX.
    OpenVex,
    /// OSV.
    Osv,
}

impl Form {
    fn title(&self) -> String {
        match &self.about {
            Some(about) => format!("{}: {about}", self.format.name()),
            None => self.format.name().to_owned(),
        }
    }
}

impl Format {
    /// Its name for people, the same in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cve => "CVE JSON 5.2",
            Self::CveContainer => "CVE JSON 5.2 (CNA container)",
            Self::OpenVex => "OpenVEX 0.2.0",
            Self::Osv => "OSV 1.7.5",
        }
    }
}

/// One form of an advisory, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub format: Format,
    /// The flaw it speaks of; none when it speaks of all.
    pub about: Option<String>,
    /// The file beside the page.
    pub name: String,
    /// Its bytes, or why there are none, in the words of the checks.
    pub document: Result<Vec<u8>, String>,
}

/// The OpenVEX document.
const OPENVEX: &str = "openvex.json";
/// Beginnings of the names of files in other forms.
const CVE_START: &str = "CVE-";
const OSV_START: &str = "osv-";

/// Whether a file of a revision is one of these forms.
#[must_use]
pub fn is_file(name: &str) -> bool {
    name.ends_with(".json") && (name == OPENVEX || name.starts_with(CVE_START) || name.starts_with(OSV_START))
}

/// Every form of the newest revision of a record.
#[must_use]
pub fn forms(program: &ActiveProgram, record: &Record) -> Vec<Form> {
    let advisory = &record.advisory;
    let mut forms = Vec::new();
    for (index, flaw) in advisory.vulnerabilities.iter().enumerate() {
        let Some(id) = &flaw.cve else { continue };
        let (format, document) = cve_form(program, record, index);
        forms.push(Form { format, about: Some(id.clone()), name: format!("{id}.json"), document });
    }
    let number = advisory.revisions.last().map_or(1, |revision| revision.number);
    let address = format!("{}/{number}/{OPENVEX}", advisory.addresses.page(advisory));
    let document = openvex::build::document(advisory, &address).map_err(|reason| reason.to_string());
    forms.push(form(Format::OpenVex, None, OPENVEX.to_owned(), document));
    for index in 0..advisory.vulnerabilities.len() {
        let places = places(program, advisory, index);
        let document = osv::build::record(advisory, index, &places).map_err(|reason| reason.to_string());
        let id = osv::build::id(advisory, index);
        forms.push(form(Format::Osv, Some(id.clone()), format!("{OSV_START}{id}.json"), document));
    }
    forms
}

fn form(format: Format, about: Option<String>, name: String, document: Result<Value, String>) -> Form {
    Form { format, about, name, document: document.map(|value| canonical::to_bytes(&value)) }
}

/// The packages that the program names for the affected products of a flaw.
fn places(program: &ActiveProgram, advisory: &Advisory, index: usize) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let Some(flaw) = advisory.vulnerabilities.get(index) else { return places };
    for (id, status) in &flaw.statuses {
        let Some(sku) = advisory.find_sku(id) else { continue };
        let is_package = |package: &&Package| {
            let brand = program.program.find_brand(&package.brand);
            package.model == sku.model && brand.is_some_and(|brand| brand.name == sku.brand)
        };
        for package in program.program.packages.iter().filter(is_package) {
            for span in spans(status) {
                let place = Place::Package {
                    ecosystem: package.ecosystem.clone(),
                    name: package.name.clone(),
                    purl: package.purl.clone(),
                    order: match package.order {
                        VersionOrder::Semver => Order::Semver,
                        VersionOrder::Ecosystem => Order::Ecosystem,
                    },
                    span,
                };
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
    }
    places
}

fn spans(status: &SkuStatus) -> Vec<Span> {
    let from = |introduced: &str, end| Span { introduced: introduced.to_owned(), end };
    let of = |versions: &AffectedVersions| match versions {
        AffectedVersions::All => vec![from("0", End::Open)],
        AffectedVersions::Before(end) => vec![from("0", End::Fixed(end.clone()))],
        AffectedVersions::UpTo(last) => vec![from("0", End::LastAffected(last.clone()))],
        AffectedVersions::Between(first, end) => vec![from(first, End::Fixed(end.clone()))],
        AffectedVersions::Only(list) => {
            list.iter().map(|one| from(one, End::LastAffected(one.clone()))).collect()
        }
    };
    match status {
        SkuStatus::UnderInvestigation | SkuStatus::NotAffected { .. } => Vec::new(),
        SkuStatus::Affected { versions, .. } | SkuStatus::NoFix { versions, .. } => of(versions),
        SkuStatus::Fixed(fix) => match &fix.affected {
            AffectedVersions::All => vec![from("0", End::Fixed(fix.version.clone()))],
            other => of(other),
        },
    }
}

fn cve_form(program: &ActiveProgram, record: &Record, index: usize) -> (Format, Result<Vec<u8>, String>) {
    let terms = &program.program.cve;
    let owner = terms.org_id.clone().filter(|_| terms.role == CveRole::Cna);
    let (format, document) = match owner {
        Some(org_id) => {
            let owner = cve::build::Owner { org_id, short_name: terms.short_name.clone() };
            (Format::Cve, cve::build::record(&record.advisory, index, &owner))
        }
        None => (Format::CveContainer, cve::build::body(&record.advisory, index)),
    };
    let bytes = document.map(|value| canonical::to_bytes(&value));
    (format, bytes.map_err(|reason| reason.to_string()))
}

/// Links in the head of a page, for programs.
#[must_use]
pub fn alternates(program: &ActiveProgram, record: &Record) -> Markup {
    let forms = forms(program, record);
    let id = &record.advisory.id;
    html! {
        @for form in forms.iter().filter(|form| form.document.is_ok()) {
            link rel="alternate" type="application/json" title=(form.title())
                href={ "/advisories/" (id) "/" (form.name) };
        }
    }
}

/// The same links for people, at the end of the page.
#[must_use]
pub fn section(l: Locale, program: &ActiveProgram, record: &Record) -> Markup {
    let forms = forms(program, record);
    let id = &record.advisory.id;
    html! {
        section.prose aria-labelledby="standards" {
            h2 id="standards" { (l.t("standards-title")) }
            ul {
                @for form in forms.iter().filter(|form| form.document.is_ok()) {
                    @let address = format!("/advisories/{id}/{}", form.name);
                    li {
                        a href=(address) { (form.title()) } " ("
                        a href={ (address) ".asc" } { (l.t("publication-signature")) } ")"
                    }
                }
            }
        }
    }
}

/// Every form for the team, with the reason where there is none.
#[must_use]
pub fn panel(l: Locale, program: &ActiveProgram, record: &Record) -> Markup {
    let body = html! {
        ul {
            @for form in forms(program, record) {
                li {
                    (form.title()) ": "
                    @match &form.document {
                        Ok(_) => (l.t("standards-ready")),
                        Err(reason) => { (l.t("standards-not-possible")) " " (reason) },
                    }
                }
            }
        }
    };
    content::panel("standards", &l.t("standards-title"), body)
}

/// The files of a revision, by name.
#[must_use]
pub fn files(program: &ActiveProgram, record: &Record) -> Vec<(String, Vec<u8>)> {
    let forms = forms(program, record).into_iter();
    forms.filter_map(|form| Some((form.name, form.document.ok()?))).collect()
}
