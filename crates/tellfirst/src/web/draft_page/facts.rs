//! The facts a draft is checked against: of the reporter's own case, or typed in.

use checks::draft::{Cvss, Facts};
use domain::access::Actor;
use domain::case::Case;
use domain::matrix::{Cell, CellId, Status};
use domain::program::Program;
use domain::severity::ScoredVector;
use formats::cvss::{Vector, VectorError};
use maud::{Markup, html};
use ui::form::{Choice, Form};
use ui::{Locale, Text, content};

use crate::action::read;
use crate::error::Result;
use crate::web::incoming::Incoming;
use crate::web::visit::ReporterVisit;

/// The facts of a case as its reporter may see them.
pub struct CaseFacts {
    pub number: String,
    facts: Facts,
}

impl CaseFacts {
    /// Reads them off the case.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn load(reporter: &ReporterVisit) -> Result<Self> {
        let (actor, number): (Actor, _) = (reporter.actor(), reporter.case.clone());
        let view = reporter.visit.app.run(move |app| read::view(app, &actor, &number)).await?;
        let active = reporter.visit.program();
        Ok(Self { number: view.case.number.to_string(), facts: of_case(&active.program, &view.case) })
    }

    /// The facts as a list to read.
    pub fn shown(&self, l: Locale) -> Markup {
        let facts = &self.facts;
        let list =
            |all: &[String]| html! { @for (n, one) in all.iter().enumerate() { @if n > 0 { ", " } (one) } };
        let fix = match facts.has_fix() {
            Some(true) => l.t("check-fix-yes"),
            Some(false) => l.t("check-fix-no"),
            None => l.t("check-fix-open"),
        };
        let pairs: Vec<(Text<'_>, Markup)> = vec![
            (Text::Borrowed("CVE"), list(&facts.cve)),
            (l.t("check-vector"), html! { code { (facts.cvss.vector) } }),
            (l.t("check-vendor"), html! { (facts.vendor) }),
            (l.t("check-model"), list(&facts.model)),
            (l.t("check-affected"), list(&facts.affected)),
            (l.t("check-fixed"), list(&facts.fixed)),
            (l.t("check-fix-available"), html! { (fix) }),
            (l.t("check-fix-url"), list(&facts.fix_url)),
            (l.t("check-domains"), list(&facts.vendor_domains)),
        ];
        content::facts(&pairs)
    }
}

/// What the case knows, in the form of the check.
fn of_case(program: &Program, case: &Case) -> Facts {
    let flaws = case.vulnerabilities.values();
    let brand = program.find_brand(&case.brand);
    let mut facts = Facts {
        cve: flaws.clone().filter_map(|flaw| Some(flaw.cve.as_ref()?.as_str().to_owned())).collect(),
        cwe: flaws.clone().filter_map(|flaw| Some(flaw.cwe?.to_string())).collect(),
        vendor: brand.map(|brand| brand.name.clone()).unwrap_or_default(),
        vendor_domains: brand.map(|brand| domains(&brand.firmware_hosts)).unwrap_or_default(),
        ..Facts::default()
    };
    let assessed = flaws.clone().flat_map(|flaw| [&flaw.by_maker, &flaw.by_reporter]);
    let vector = assessed.into_iter().find_map(|view| view.cvss3.as_ref().or(view.cvss4.as_ref()));
    facts.cvss = vector.map(cvss).unwrap_or_default();
    let record = case.reports.first();
    for (id, cell) in case.matrix.cells() {
        add_cell(program, &mut facts, id, cell);
    }
    if facts.model.is_empty() {
        facts.model = record.map(|record| record.report.model.clone()).into_iter().collect();
    }
    if case.matrix.cells().next().is_some() {
        facts.fix_available = Some(case.matrix.open_cells().next().is_none() && !facts.fixed.is_empty());
    }
    facts
}

fn add_cell(program: &Program, facts: &mut Facts, id: &CellId, cell: &Cell) {
    if matches!(cell.status, Status::NotAffected { .. }) {
        return;
    }
    let model = program.catalog.find_sku(&id.sku).map_or_else(|| id.sku.to_string(), |sku| sku.model.clone());
    push(&mut facts.model, model);
    if let Status::Released { release, .. } = &cell.status {
        push(&mut facts.affected, format!("before {}", release.version));
        push(&mut facts.fixed, release.version.clone());
        push(&mut facts.fix_url, release.page.clone());
    }
}

fn push(all: &mut Vec<String>, one: String) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// The domains that the hosts belong to: the last two labels of each.
fn domains(hosts: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for host in hosts {
        let labels: Vec<&str> = host.split('.').collect();
        let domain = labels[labels.len().saturating_sub(2)..].join(".");
        push(&mut all, domain);
    }
    all
}

fn cvss(scored: &ScoredVector) -> Cvss {
    let version = Vector::parse(&scored.vector).map(|vector| vector.version().as_str()).unwrap_or_default();
    Cvss {
        version: version.to_owned(),
        vector: scored.vector.clone(),
        score: Some(f64::from(scored.score_tenths) / 10.0),
        severity: scored.severity().word().to_owned(),
    }
}

/// The facts the form chose.
///
/// # Errors
/// Why the vector cannot be read.
pub fn chosen(reporter: &Option<(ReporterVisit, CaseFacts)>, sent: &Incoming) -> Result<Facts, VectorError> {
    if let (Some((_, case)), false) = (reporter, sent.value("facts") == Some("typed")) {
        return Ok(case.facts.clone());
    }
    let list = |name: &str| -> Vec<String> {
        let typed = sent.value(name).unwrap_or_default();
        typed.split(['\n', ',', ';']).map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
    };
    let cvss = match sent.value("vector") {
        None => Cvss::default(),
        Some(typed) => {
            let vector = Vector::parse(typed)?;
            let score_tenths = vector.score().tenths();
            cvss(&ScoredVector { vector: vector.to_string(), score_tenths })
        }
    };
    Ok(Facts {
        cve: list("cve"),
        cvss,
        vendor: sent.value("vendor").unwrap_or_default().to_owned(),
        model: list("model"),
        affected: list("affected"),
        fixed: list("fixed"),
        fix_available: match sent.value("fix_available") {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        },
        fix_url: list("fix_url"),
        vendor_domains: list("vendor_domains"),
        ..Facts::default()
    })
}

/// The fields for facts typed in.
pub fn typed_fields<'a>(l: Locale, form: &Form<'a>) -> Markup {
    html! {
        p.hint { (l.t("check-typed-hint")) }
        (form.text("cve", "CVE").hint("CVE-2026-12345"))
        (form.text("vector", l.t("check-vector")).class("field-code").hint("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"))
        (form.text("vendor", l.t("check-vendor")))
        (form.text("model", l.t("check-model")).hint(l.t("check-several")))
        (form.text("affected", l.t("check-affected")).hint(l.t("check-affected-hint")))
        (form.text("fixed", l.t("check-fixed")).hint(l.t("check-several")))
        (form.radios("fix_available", l.t("check-fix-available"), vec![
            Choice::new("open", l.t("check-fix-open")).chosen(),
            Choice::new("yes", l.t("check-fix-yes")),
            Choice::new("no", l.t("check-fix-no")),
        ]).class("choices-row"))
        (form.textarea("fix_url", l.t("check-fix-url")).rows(2).hint(l.t("check-several")))
        (form.text("vendor_domains", l.t("check-domains")).hint("example.com"))
    }
}
