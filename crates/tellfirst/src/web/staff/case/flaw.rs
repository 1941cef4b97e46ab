//! One vulnerability: its name, weakness, CVE id, and both CVSS vectors with a reason for every metric, beside what
//! the reporter said.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, RawQuery};
use axum::response::IntoResponse;
use domain::access::Act;
use domain::case::{Command, State, Vulnerability};
use domain::id::{CveId, CweId, VulnerabilityNo};
use domain::severity::{Assessment, ScoredVector, Severity};
use formats::cvss::{Group, MetricDefinition, Vector, Version, metrics_of};
use ui::content::heading;
use ui::cvss::{Metric, Rating, comparison, live_score};
use ui::form::{Button, Choice, Filled, Form as Fields, button_row};
use ui::{Locale, Markup, html};

use super::{Opened, frame, mark, open, words};
use crate::action::case::perform;
use crate::error::{Error, Result};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, page, refused};

const VERSIONS: [(Version, &str); 2] = [(Version::V3_1, "v3"), (Version::V4_0, "v4")];

fn find(opened: &Opened, no: u32) -> Result<&Vulnerability> {
    opened.case().vulnerabilities.get(&VulnerabilityNo(no)).ok_or(Error::NotFound)
}

pub(super) async fn show(visit: StaffVisit, Path((number, no)): Path<(String, u32)>) -> PageResult {
    let opened = open(&visit, &number).await?;
    let flaw = find(&opened, no)?;
    let filled = as_form(flaw);
    page(draw(&visit, &opened, (no, flaw), &filled))
}

pub(super) async fn put(
    visit: StaffVisit,
    Path((number, no)): Path<(String, u32)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let opened = open(&visit, &number).await?;
    let flaw = find(&opened, no)?;
    if !opened.may(&visit, Act::Triage) {
        return Err(Error::NotFound);
    }
    let l = visit.visit.locale;
    let mut filled = Filled::from_pairs(pairs);
    let commands = commands(l, (VulnerabilityNo(no), flaw), &mut filled);
    if filled.is_refused() {
        return refused(draw(&visit, &opened, (no, flaw), &filled));
    }
    let (actor, number) = (visit.actor(), opened.case().number.clone());
    let run = move |app: &crate::app::App| {
        commands.into_iter().try_for_each(|command| match perform(app, &actor, &number, command) {
            Ok(_) | Err(Error::Refused(domain::case::Refusal::NothingChanges)) => Ok(()),
            Err(error) => Err(error),
        })
    };
    match visit.visit.app.run(run).await {
        Ok(()) => flash::done(&format!("{}/vulnerabilities/{no}", opened.address()), "flash-triage-done"),
        Err(error) => {
            mark(l, &mut filled, error, "title")?;
            refused(draw(&visit, &opened, (no, flaw), &filled))
        }
    }
}

/// Only what was changed is asked for.
fn commands(l: Locale, (no, flaw): (VulnerabilityNo, &Vulnerability), filled: &mut Filled) -> Vec<Command> {
    let text = |filled: &Filled, name: &str| filled.value(name).unwrap_or_default().trim().to_owned();
    let mut commands = Vec::new();
    let title = text(filled, "title");
    if title != flaw.title {
        commands.push(Command::RenameVulnerability { vulnerability: no, title });
    }
    let typed = text(filled, "cwe");
    match CweId::parse(&typed) {
        None if !typed.is_empty() => filled.refuse("cwe", l.t("triage-field-cwe")),
        cwe if cwe != flaw.cwe => commands.push(Command::SetWeakness { vulnerability: no, cwe }),
        _ => {}
    }
    let typed = text(filled, "cve");
    match CveId::try_from(typed.clone()).ok() {
        None if !typed.is_empty() => filled.refuse("cve", l.t("triage-field-cve")),
        cve if cve != flaw.cve => commands.push(Command::SetCve { vulnerability: no, cve }),
        _ => {}
    }
    let assessment = assessment(l, filled);
    if assessment != flaw.by_maker {
        commands.push(Command::Assess { vulnerability: no, assessment });
    }
    commands
}

fn assessment(l: Locale, filled: &mut Filled) -> Assessment {
    let cvss3 = vector(l, filled, VERSIONS[0]);
    let cvss4 = vector(l, filled, VERSIONS[1]);
    let word = filled.value("word").and_then(Severity::from_word);
    let mut reasons = BTreeMap::new();
    for metric in rows() {
        let reason = filled.value(&format!("why_{metric}")).unwrap_or_default().trim();
        if !reason.is_empty() {
            reasons.insert(metric.to_owned(), reason.to_owned());
        }
    }
    Assessment { cvss3, cvss4, word, reasons }
}

/// A vector as pasted, else as chosen metric by metric; nothing when nothing was chosen.
fn vector(l: Locale, filled: &mut Filled, (version, prefix): (Version, &str)) -> Option<ScoredVector> {
    let field = format!("{prefix}_vector");
    let pasted = filled.value(&field).unwrap_or_default().trim().to_owned();
    let chosen = chosen(|name| filled.value(name).map(str::to_owned), (version, prefix));
    let read = match (pasted.is_empty(), chosen.is_empty()) {
        (true, true) => return None,
        (false, _) => Vector::parse(&pasted).and_then(|vector| {
            let same = (vector.version() == Version::V4_0) == (version == Version::V4_0);
            if same { Ok(vector) } else { Vector::parse("") }
        }),
        (true, false) => {
            Vector::from_metrics(version, chosen.iter().map(|(metric, value)| (*metric, value.as_str())))
        }
    };
    match read {
        Ok(vector) => {
            Some(ScoredVector { vector: vector.to_string(), score_tenths: vector.score().tenths() })
        }
        Err(error) => {
            let values = [
                ("version", version.as_str().into()),
                ("why", crate::web::reasons::vector(l, &error).into()),
            ];
            filled.refuse(&field, l.t_with("triage-field-vector", &values));
            None
        }
    }
}

fn chosen(
    value: impl Fn(&str) -> Option<String>,
    (version, prefix): (Version, &str),
) -> Vec<(&'static str, String)> {
    let base = metrics_of(version).iter().filter(|metric| metric.group == Group::Base);
    base.filter_map(|metric| {
        let value = value(&format!("{prefix}_{}", metric.abbreviation))?;
        (!value.is_empty()).then_some((metric.abbreviation, value))
    })
    .collect()
}

/// The metrics of both versions, each once, in the order of the newer standard's questions.
fn rows() -> Vec<&'static str> {
    let mut names = Vec::new();
    for (version, _) in VERSIONS {
        for metric in metrics_of(version).iter().filter(|metric| metric.group == Group::Base) {
            if !names.contains(&metric.abbreviation) {
                names.push(metric.abbreviation);
            }
        }
    }
    names
}

/// What the maker has said so far, as values of the form.
fn as_form(flaw: &Vulnerability) -> Filled {
    let mut filled = Filled::default()
        .with("title", flaw.title.as_str())
        .with("cwe", flaw.cwe.map(|cwe| cwe.to_string()).unwrap_or_default())
        .with("cve", flaw.cve.as_ref().map(|cve| cve.as_str().to_owned()).unwrap_or_default())
        .with("word", flaw.by_maker.word.map_or("", Severity::word));
    for (scored, (_, prefix)) in [(&flaw.by_maker.cvss3, VERSIONS[0]), (&flaw.by_maker.cvss4, VERSIONS[1])] {
        let Some(vector) = scored.as_ref().and_then(|scored| Vector::parse(&scored.vector).ok()) else {
            continue;
        };
        if vector.base() != vector {
            // What the list of base metrics cannot show stays as it was written.
            filled = filled.with(&format!("{prefix}_vector"), vector.to_string());
        }
        for metric in vector.base().metrics() {
            filled = filled.with(&format!("{prefix}_{}", metric.abbreviation), metric.value);
        }
    }
    for (metric, reason) in &flaw.by_maker.reasons {
        filled = filled.with(&format!("why_{metric}"), reason.as_str());
    }
    filled
}

fn draw(visit: &StaffVisit, opened: &Opened, (no, flaw): (u32, &Vulnerability), filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let may = opened.may(visit, Act::Triage) && opened.case().state != State::Merged;
    let title = l.t("triage-vulnerability");
    let main = html! {
        (heading(&flaw.title, None, Some(&opened.case().title).filter(|title| **title != flaw.title).map(String::as_str)))
        (side_by_side(l, flaw))
        @if may { (form(l, &format!("{}/vulnerabilities/{no}", opened.address()), filled)) }
    };
    frame(visit, opened, Some(&title), &main)
}

/// Reporter and maker beside each other, metric by metric; none is overwritten by the other.
fn side_by_side(l: Locale, flaw: &Vulnerability) -> Markup {
    let views = [(l.t("triage-who-reporter"), &flaw.by_reporter), (l.t("triage-who-team"), &flaw.by_maker)];
    let mut ratings = Vec::new();
    let mut vectors = Vec::new();
    for (who, view) in &views {
        for scored in [&view.cvss4, &view.cvss3].into_iter().flatten() {
            let Ok(vector) = Vector::parse(&scored.vector) else { continue };
            ratings.push(Rating {
                who: format!("{who}, CVSS {}", vector.version()).into(),
                vector: scored.vector.as_str().into(),
                severity: words::severity(Some(scored.severity())),
                score: Some(vector.score().value()),
            });
            vectors.push((vector, *view));
        }
    }
    let rated = |name: &&str| vectors.iter().any(|(vector, _)| vector.value(name).is_some());
    let metrics: Vec<_> =
        rows().into_iter().filter(rated).map(|name| metric_row(l, name, &vectors)).collect();
    html! {
        @for (who, view) in &views {
            @if let Some(word) = view.word { p { (who) ": " (words::severity_words(l, word)) } }
        }
        @if !ratings.is_empty() { (comparison(l, &ratings, &metrics)) }
    }
}

fn metric_row<'a>(l: Locale, name: &'static str, vectors: &[(Vector, &'a Assessment)]) -> Metric<'a> {
    let values = vectors.iter().map(|(vector, view)| {
        let found = vector.metrics().into_iter().find(|metric| metric.abbreviation == name);
        let value =
            found.map_or("", |metric| in_language(l, metric.value_name.english, metric.value_name.german));
        let reason = if found.is_some() { view.reasons.get(name).map_or("", String::as_str) } else { "" };
        (value.into(), reason.into())
    });
    Metric { name: metric_name(l, name).into(), values: values.collect() }
}

fn in_language(l: Locale, english: &'static str, german: &'static str) -> &'static str {
    if l.code() == "de" { german } else { english }
}

fn definition(version: Version, name: &str) -> Option<&'static MetricDefinition> {
    metrics_of(version).iter().find(|metric| metric.group == Group::Base && metric.abbreviation == name)
}

fn metric_name(l: Locale, name: &'static str) -> &'static str {
    let found = VERSIONS.iter().rev().find_map(|(version, _)| definition(*version, name));
    found.map_or(name, |metric| in_language(l, metric.name.english, metric.name.german))
}

fn form(l: Locale, address: &str, filled: &Filled) -> Markup {
    let form = Fields::post(l, address.to_owned()).filled(filled).warn_unsaved();
    let words = Severity::ALL.into_iter().map(|s| Choice::new(s.word(), words::severity_words(l, s)));
    let words: Vec<_> = std::iter::once(Choice::new("", l.t("triage-not-said"))).chain(words).collect();
    form.wrap(html! {
        (form.text("title", l.t("triage-column-title")).max_length(domain::report::TITLE_MAX).required())
        (form.text("cwe", l.t("triage-report-weakness")).hint("CWE-78").class("field-short"))
        (form.text("cve", l.t("triage-cve")).hint("CVE-2026-12345").class("field-short"))
        h2 { (l.t("triage-report-severity-maker")) }
        p.hint { (l.t("triage-severity-hint")) }
        (metric_table(l, filled))
        @for (_, prefix) in VERSIONS { (live_score(l, &format!("/staff/cvss/{prefix}"))) }
        (form.text("v3_vector", l.t("triage-vector-3")).hint(l.t("triage-vector-hint")).class("field-code"))
        (form.text("v4_vector", l.t("triage-vector-4")).hint(l.t("triage-vector-hint")).class("field-code"))
        (form.select("word", l.t("triage-severity-word"), words).hint(l.t("triage-severity-word-hint")).class("field-short"))
        (button_row(&[Button::primary(l.t("triage-severity-keep"))]))
    })
}

/// A row per metric: its values in both versions, and why.
fn metric_table(l: Locale, filled: &Filled) -> Markup {
    html! {
        div.table-frame data-metrics {
            table.table role="table" {
                caption { (l.t("triage-metrics")) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (l.t("ui-cvss-metric")) }
                    th role="columnheader" scope="col" { "CVSS 3.1" }
                    th role="columnheader" scope="col" { "CVSS 4.0" }
                    th role="columnheader" scope="col" { (l.t("triage-metric-why")) }
                } }
                tbody role="rowgroup" { @for name in rows() { tr role="row" {
                    th role="rowheader" scope="row" { (metric_name(l, name)) }
                    @for (version, prefix) in VERSIONS { td role="cell" data-label={ "CVSS " (version) } {
                        @if let Some(metric) = definition(version, name) { (metric_select(l, metric, prefix, filled)) }
                    } }
                    @let why = format!("why_{name}");
                    td role="cell" data-label=(l.t("triage-metric-why")) {
                        input type="text" id=(why) name=(why) value=[filled.value(&why)]
                            aria-label={ (l.t("triage-metric-why")) ": " (metric_name(l, name)) };
                    }
                } } }
            }
        }
    }
}

fn metric_select(l: Locale, metric: &'static MetricDefinition, prefix: &str, filled: &Filled) -> Markup {
    let name = format!("{prefix}_{}", metric.abbreviation);
    html! {
        select id=(name) name=(name) aria-label=(in_language(l, metric.name.english, metric.name.german)) {
            option value="" { "–" }
            @for value in metric.values {
                option value=(value.abbreviation) selected[filled.value(&name) == Some(value.abbreviation)] {
                    (in_language(l, value.name.english, value.name.german))
                }
            }
        }
    }
}

/// The score of the metrics chosen so far, for the script of the form: `{"score": 9.8, "severity_words": "Critical"}`.
pub(super) async fn score(
    visit: StaffVisit,
    Path(prefix): Path<String>,
    RawQuery(raw): RawQuery,
) -> PageResult {
    let l = visit.visit.locale;
    let version = VERSIONS.into_iter().find(|(_, known)| *known == prefix).ok_or(Error::NotFound)?;
    let pairs: BTreeMap<String, String> =
        url::form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).into_owned().collect();
    let chosen = chosen(|name| pairs.get(name).cloned(), version);
    let vector =
        Vector::from_metrics(version.0, chosen.iter().map(|(metric, value)| (*metric, value.as_str())));
    // While metrics are missing there is no score yet: the script shows nothing for an answer that is no success.
    let Ok(vector) = vector else {
        return Ok(
            (axum::http::StatusCode::UNPROCESSABLE_ENTITY, axum::Json(serde_json::json!({}))).into_response()
        );
    };
    let severity = Severity::of_score(vector.score().tenths());
    let body = serde_json::json!({
        "version": version.0.as_str(),
        "score": vector.score().value(),
        "severity_words": format!("{} (CVSS {})", words::severity_words(l, severity), version.0),
    });
    Ok(axum::Json(body).into_response())
}
