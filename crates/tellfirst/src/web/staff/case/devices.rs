//! The affected devices, picked from the catalog many at a time: by model, by revision, by series, by chip.

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::Path;
use domain::access::Act;
use domain::case::{Command, State};
use domain::catalog::{Selection, Sku};
use domain::id::{BrandId, SkuId, VulnerabilityNo};
use domain::matrix::CellId;
use ui::content::heading;
use ui::form::{Button, Choice, Filled, Form as Fields, button_row};
use ui::{Locale, Markup, Text, html};

use super::{Opened, frame, mark, open, parts};
use crate::action::case::perform;
use crate::app::ActiveProgram;
use crate::error::{Error, Result};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, page, refused};

/// Devices shown at once; a narrower search shows the rest.
const SHOWN_MAX: usize = 400;

async fn admit(visit: &StaffVisit, number: &str) -> Result<Opened> {
    let opened = open(visit, number).await?;
    let fits = matches!(opened.case().state, State::Confirmed | State::Resolved);
    if fits && opened.may(visit, Act::Triage) { Ok(opened) } else { Err(Error::NotFound) }
}

/// The form; `?by=model&value=EA7500` narrows the list before devices are ticked.
pub(super) async fn pick(
    visit: StaffVisit,
    Path(number): Path<String>,
    axum::extract::RawQuery(raw): axum::extract::RawQuery,
) -> PageResult {
    let opened = admit(&visit, &number).await?;
    let pairs = url::form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).into_owned().collect();
    page(draw(&visit, &opened, &Filled::from_pairs(pairs)))
}

pub(super) async fn put(
    visit: StaffVisit,
    Path(number): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let opened = admit(&visit, &number).await?;
    let chosen: BTreeSet<_> =
        pairs.iter().filter(|(key, _)| key == "sku").map(|(_, value)| SkuId(value.clone())).collect();
    let mut filled = Filled::from_pairs(pairs);
    let l = visit.visit.locale;
    let program = visit.visit.program();
    let skus: Vec<_> = program.program.catalog.select(&Selection::Skus(chosen));
    let flaws: Vec<_> = opened
        .case()
        .vulnerabilities
        .keys()
        .filter(|no| opened.case().vulnerabilities.len() == 1 || filled.has("flaw", &no.0.to_string()))
        .collect();
    let cells = cells(&skus, &flaws);
    if cells.is_empty() {
        filled.refuse("sku", l.t("triage-field-choose"));
        return refused(draw(&visit, &opened, &filled));
    }
    let command = match filled.value("as") {
        Some("affected") => Command::MarkAffected { cells },
        Some("remove") => Command::RemoveCells { cells },
        _ => Command::Investigate { cells },
    };
    let (actor, number) = (visit.actor(), opened.case().number.clone());
    match visit.visit.app.run(move |app| perform(app, &actor, &number, command)).await {
        Ok(_) => flash::done(&format!("{}/devices", opened.address()), "flash-triage-devices"),
        Err(error) => {
            mark(l, &mut filled, error, "sku")?;
            refused(draw(&visit, &opened, &filled))
        }
    }
}

fn cells(skus: &[&Sku], flaws: &[&VulnerabilityNo]) -> Vec<CellId> {
    let one = |sku: &Sku, flaw: &VulnerabilityNo| CellId { vulnerability: *flaw, sku: sku.id.clone() };
    skus.iter().flat_map(|sku| flaws.iter().map(|flaw| one(sku, flaw))).collect()
}

fn draw(visit: &StaffVisit, opened: &Opened, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let program = visit.visit.program();
    let title = l.t("triage-devices");
    let address = format!("{}/devices", opened.address());
    let main = html! {
        (heading(&title, None, Some(&opened.case().title)))
        (parts(l, opened.case(), &address))
        (search(l, opened, &program, filled, &address))
        (list(l, opened, &program, filled, &address))
    };
    frame(visit, opened, Some(&title), &main)
}

/// What narrows the list: one way at a time.
fn search(l: Locale, opened: &Opened, program: &ActiveProgram, filled: &Filled, address: &str) -> Markup {
    let form = Fields::get(l, address.to_owned()).inline().filled(filled);
    let by = vec![
        Choice::new("model", l.t("triage-by-model")),
        Choice::new("series", l.t("triage-by-series")),
        Choice::new("chip", l.t("triage-by-chip")),
    ];
    let known: BTreeSet<&str> = program
        .program
        .catalog
        .list_skus()
        .iter()
        .filter(|sku| sku.brand == opened.case().brand)
        .flat_map(|sku| [Some(sku.model.as_str()), sku.series.as_deref(), sku.chip.as_deref()])
        .flatten()
        .collect();
    let value = filled.value("value").unwrap_or_else(|| model_of(opened));
    form.wrap(html! {
        (form.select("by", l.t("triage-devices-by"), by).class("field-short"))
        (form.text("value", l.t("triage-devices-value")).value(value).suggestions(known.into_iter().map(Text::from).collect()))
        button.button.button-quiet type="submit" { (l.t("triage-devices-show")) }
    })
}

/// The model that was reported: where the search begins.
fn model_of(opened: &Opened) -> &str {
    opened.case().reports.first().map_or("", |record| record.report.model.as_str())
}

fn found<'p>(opened: &Opened, program: &'p ActiveProgram, filled: &Filled) -> Vec<&'p Sku> {
    let value = filled.value("value").unwrap_or_else(|| model_of(opened)).trim().to_owned();
    let catalog = &program.program.catalog;
    match filled.value("by") {
        Some("series") => catalog.select(&Selection::Series(value)),
        Some("chip") => catalog.select(&Selection::Chip(value)),
        _ => {
            let brands: Vec<&BrandId> = program.program.brands.iter().map(|brand| &brand.id).collect();
            let own = std::iter::once(&opened.case().brand);
            let others = brands.into_iter().filter(|brand| **brand != opened.case().brand);
            own.chain(others).flat_map(|brand| catalog.list_model_skus(brand, &value)).collect()
        }
    }
}

fn list(l: Locale, opened: &Opened, program: &ActiveProgram, filled: &Filled, address: &str) -> Markup {
    let case = opened.case();
    let skus = found(opened, program, filled);
    if skus.is_empty() {
        return ui::content::empty(
            l.t("triage-devices-none-title"),
            html! { p { (l.t("triage-devices-none")) } },
        );
    }
    let form = Fields::post(l, address.to_owned()).filled(filled);
    let present = case.matrix.skus();
    let choices = skus.iter().take(SHOWN_MAX).map(|sku| {
        let choice = Choice::new(sku.id.as_str(), sku.label()).chosen();
        if present.contains(&sku.id) { choice.hint(l.t("triage-devices-present")) } else { choice }
    });
    let ticked = filled.value("sku").is_some();
    // Ticked at first: "all revisions" is what is meant most often, and one is quicker taken away than ten added.
    let skus = if ticked {
        form.checkboxes("sku", l.t("triage-devices-which"), choices.collect())
    } else {
        Fields::post(l, address.to_owned()).checkboxes("sku", l.t("triage-devices-which"), choices.collect())
    };
    let flaws = case
        .vulnerabilities
        .iter()
        .map(|(no, flaw)| Choice::new(no.0.to_string(), flaw.title.as_str()).chosen());
    form.wrap(html! {
        (form.hidden("by", filled.value("by").unwrap_or("model")))
        (form.hidden("value", filled.value("value").unwrap_or_else(|| model_of(opened))))
        @if case.vulnerabilities.len() > 1 { (form.checkboxes("flaw", l.t("triage-devices-flaws"), flaws.collect())) }
        (skus)
        (button_row(&[
            Button::primary(l.t("triage-devices-affected")).sends("as", "affected"),
            Button::quiet(l.t("triage-devices-investigate")).sends("as", "investigate"),
            Button::danger(l.t("triage-devices-remove")).sends("as", "remove"),
        ]))
    })
}
