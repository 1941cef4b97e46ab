//! The table an owner looks for: my device, is it affected, what do I do.

use std::collections::BTreeMap;

use formats::advisory::{AffectedVersions, Fix, Sku, SkuId, SkuStatus};
use maud::{Markup, PreEscaped, html};
use ui::chip::{self, Tone};
use ui::table::{Column, Row, Table};
use ui::{Locale, Value};

use super::page::day_of;
use crate::action::publication::Record;

/// What is known of one device for one or more flaws.
struct Line<'a> {
    sku: &'a Sku,
    status: &'a SkuStatus,
    /// The flaws it is about, when not all say the same.
    flaws: Vec<&'a str>,
    /// The regions it is about; none stands for all.
    regions: Vec<&'a str>,
}

/// The table of an advisory's devices.
#[must_use]
pub fn table(l: Locale, record: &Record) -> Markup {
    let lines = lines(record);
    let names_flaws = lines.iter().any(|line| !line.flaws.is_empty());
    let mut columns = vec![
        Column::new(l.t("publication-device")).main(),
        Column::new(l.t("publication-hardware")),
        Column::new(l.t("publication-region")),
    ];
    if names_flaws {
        columns.push(Column::new(l.t("publication-flaw")));
    }
    columns.push(Column::new(l.t("publication-affected")));
    columns.push(Column::new(l.t("publication-to-do")));
    let rows: Vec<_> = lines.iter().map(|line| row(l, line, names_flaws)).collect();
    Table::new(l, l.t("publication-devices"), columns).quiet_caption().rows(&rows)
}

fn row<'a>(l: Locale, line: &Line<'_>, names_flaws: bool) -> Row<'a> {
    let or_all = |text: &Option<String>| text.clone().unwrap_or_else(|| l.t("publication-all").into_owned());
    let mut cells = vec![
        html! {
            strong { (line.sku.brand) " " (line.sku.model) }
            @if let Some(name) = line.sku.name.as_ref().filter(|name| **name != line.sku.model) {
                div.hint { (name) }
            }
        },
        html! { (or_all(&line.sku.hardware_revision)) },
        html! { @if line.regions.is_empty() { (l.t("publication-all")) } @else { (line.regions.join(", ")) } },
    ];
    if names_flaws {
        cells.push(html! { @for flaw in &line.flaws { div { (flaw) } } });
    }
    cells.push(affected(l, line.status));
    cells.push(to_do(l, line.status));
    Row::new(cells)
}

fn affected(l: Locale, status: &SkuStatus) -> Markup {
    match status {
        SkuStatus::UnderInvestigation => {
            html! { (chip::state(Tone::Progress, l.t("publication-being-examined"))) }
        }
        SkuStatus::NotAffected { .. } => {
            html! { (chip::state(Tone::Success, l.t("publication-not-affected"))) }
        }
        SkuStatus::Affected { versions, .. } | SkuStatus::NoFix { versions, .. } => {
            html! { (versions_in_words(l, versions)) }
        }
        SkuStatus::Fixed(fix) => html! { (versions_in_words(l, &fix.affected)) },
    }
}

/// Which firmware has the flaw, in words.
fn versions_in_words(l: Locale, versions: &AffectedVersions) -> String {
    let one = |key: &str, version: &str| l.t_with(key, &[("version", Value::from(version))]).into_owned();
    match versions {
        AffectedVersions::All => l.t("publication-all-versions").into_owned(),
        AffectedVersions::Before(version) => one("publication-before", version),
        AffectedVersions::UpTo(version) => one("publication-up-to", version),
        AffectedVersions::Between(first, end) => {
            let values = [("first", Value::from(first.as_str())), ("end", Value::from(end.as_str()))];
            l.t_with("publication-between", &values).into_owned()
        }
        AffectedVersions::Only(list) => list.join(", "),
    }
}

fn to_do(l: Locale, status: &SkuStatus) -> Markup {
    match status {
        SkuStatus::UnderInvestigation => html! { (l.t("publication-do-wait")) },
        SkuStatus::NotAffected { reason, .. } => html! {
            (l.t("publication-do-nothing"))
            @if !reason.is_empty() { div.hint { (markdown(reason)) } }
        },
        SkuStatus::Affected { mitigation, .. } => html! {
            (l.t("publication-do-until-fix"))
            @if !mitigation.is_empty() { div.hint { (markdown(mitigation)) } }
        },
        SkuStatus::Fixed(fix) => installing(l, fix),
        SkuStatus::NoFix { reason, mitigation, .. } => html! {
            (chip::state(Tone::Danger, l.t("publication-no-fix")))
            @if !mitigation.trim().is_empty() {
                p { strong { (l.t("publication-do-instead")) } }
                (markdown(mitigation))
            }
            @if !reason.trim().is_empty() { div.hint { (markdown(reason)) } }
        },
    }
}

fn installing(l: Locale, fix: &Fix) -> Markup {
    let version = l.t_with("publication-do-install", &[("version", Value::from(fix.version.as_str()))]);
    html! {
        a href=(fix.page) rel="noopener noreferrer" { strong.firmware { (version) } }
        div.hint { (l.t("publication-released-on")) " " (day_of(l, fix.date)) }
        @if let Some(file) = &fix.file { div.hint { "SHA-256 " code.vector { (file.sha256) } } }
    }
}

/// Untrusted Markdown as safe HTML.
#[must_use]
pub fn markdown(text: &str) -> Markup {
    PreEscaped(formats::markdown::to_html(text))
}

/// One line for each device and status, by brand, model, revision and region. A line names its flaws only when a
/// device has several statuses.
fn lines(record: &Record) -> Vec<Line<'_>> {
    let advisory = &record.advisory;
    let mut by_sku: BTreeMap<&SkuId, Vec<Line<'_>>> = BTreeMap::new();
    for flaw in &advisory.vulnerabilities {
        for (id, status) in &flaw.statuses {
            let Some(sku) = advisory.find_sku(id) else { continue };
            let known = by_sku.entry(id).or_default();
            match known.iter_mut().find(|line| line.status == status) {
                Some(line) => line.flaws.push(&flaw.title),
                None => {
                    let regions = sku.region.as_deref().into_iter().collect();
                    known.push(Line { sku, status, flaws: vec![&flaw.title], regions });
                }
            }
        }
    }
    let flaws = advisory.vulnerabilities.len();
    let mut lines = Vec::new();
    for (_, mut known) in by_sku {
        if let [line] = known.as_mut_slice()
            && line.flaws.len() == flaws
        {
            line.flaws.clear();
        }
        lines.append(&mut known);
    }
    lines.sort_by(|a, b| key(a.sku).cmp(&key(b.sku)));
    together(lines)
}

/// Regions of one device that say the same share a line.
fn together(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut merged: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    for line in lines {
        let same = |other: &&mut Line<'_>| {
            let (a, b) = (other.sku, line.sku);
            (&a.brand, &a.model, &a.name, &a.hardware_revision)
                == (&b.brand, &b.model, &b.name, &b.hardware_revision)
                && other.status == line.status
                && other.flaws == line.flaws
        };
        match merged.iter_mut().find(same) {
            Some(known) => known.regions.extend(line.regions),
            None => merged.push(line),
        }
    }
    merged
}

fn key(sku: &Sku) -> (&str, &str, Option<&str>, Option<&str>) {
    (&sku.brand, &sku.model, sku.hardware_revision.as_deref(), sku.region.as_deref())
}
