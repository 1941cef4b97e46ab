//! The reports of a case as they were sent: read-only, every field.

use domain::case::ReportRecord;
use domain::report::{Credit, Product, Report, Tested};
use domain::severity::Assessment;
use ui::{Locale, Markup, Text, content, html, time};

use super::{Opened, words};
use crate::web::visit::StaffVisit;
use crate::web::written::written;

pub(super) fn panels(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let reports = &opened.case().reports;
    html! {
        @for record in reports {
            @let id = format!("report-{}", record.no.0);
            @let title = match reports.len() {
                1 => l.t("triage-report-title"),
                _ => l.t_with("triage-report-title-n", &[("n", i64::from(record.no.0).into())]),
            };
            (content::panel(&id, &title, html! {
                @if record.withdrawn { p { strong { (l.t("triage-report-withdrawn")) } } }
                (texts(l, &record.report))
                (content::disclosure(l.t("triage-report-details"), details(l, record)))
                (content::disclosure(l.t("triage-report-as-sent"), as_sent(l, &record.report)))
            }))
        }
    }
}

/// How the sender of a report is called.
pub(super) fn sender(l: Locale, record: &ReportRecord) -> Text<'_> {
    match record.report.reporter.name.as_deref() {
        Some(name) => name.into(),
        None => l.t("triage-who-reporter"),
    }
}

fn texts(l: Locale, report: &Report) -> Markup {
    html! {
        p { strong { (report.title) } }
        (written(&report.description))
        @for (title, text) in parts(l, report) { h3 { (title) } (written(text)) }
    }
}

/// Character by character: what looks like markup may be the proof.
fn as_sent(l: Locale, report: &Report) -> Markup {
    html! {
        pre { (report.description) }
        @for (title, text) in parts(l, report) { h3 { (title) } pre { (text) } }
    }
}

/// What was said beside the description.
fn parts(l: Locale, report: &Report) -> impl Iterator<Item = (Text<'static>, &str)> {
    let parts = [
        (l.t("triage-report-steps"), &report.steps),
        (l.t("triage-report-observed"), &report.observed),
        (l.t("triage-report-impact"), &report.impact),
        (l.t("triage-report-other-makers"), &report.other_makers),
        (l.t("triage-report-tools"), &report.tools),
    ];
    parts.into_iter().filter_map(|(title, text)| Some((title, text.as_deref()?)))
}

fn details(l: Locale, record: &ReportRecord) -> Markup {
    let report = &record.report;
    let reporter = &report.reporter;
    let text = |value: &Option<String>| html! { @match value { Some(v) => (v), None => (none(l)) } };
    let mut facts = vec![
        (l.t("triage-report-received"), time::format_time(record.received_at, l)),
        (l.t("triage-report-number"), html! { (record.received_as) }),
        (
            l.t("triage-report-policy"),
            html! { (l.t_with("triage-policy-version", &[("n", i64::from(record.policy.number).into())])) },
        ),
        (l.t("triage-report-model"), product(l, report)),
        (l.t("triage-report-revision"), text(&report.hardware_revision)),
        (l.t("triage-report-region"), text(&report.region)),
        (l.t("triage-report-firmware"), text(&report.firmware)),
        (l.t("triage-report-tested"), html! { (tested(l, report.tested)) }),
        (l.t("triage-report-severity"), assessment(l, &report.severity)),
        (
            l.t("triage-report-weakness"),
            html! { @match report.cwe { Some(cwe) => (cwe), None => (none(l)) } },
        ),
        (
            l.t("triage-report-public"),
            html! { @match &report.public_url {
                // Only shown: following it from here would tell its owner who looks.
                Some(url) => code { (url) }, None => (l.t("triage-no"))
            } },
        ),
        (
            l.t("triage-report-exploited"),
            html! { @if report.exploited { strong { (l.t("triage-yes")) } } @else { (l.t("triage-no")) } },
        ),
        (
            l.t("triage-report-planned"),
            html! { @match report.planned_publication { Some(day) => (day), None => (none(l)) } },
        ),
        (l.t("triage-report-from"), text(&reporter.name)),
        (l.t("triage-report-email"), text(&reporter.email)),
        (l.t("triage-report-credit"), html! { (credit(l, &record.credit)) }),
        (l.t("triage-report-language"), html! { (reporter.language) }),
    ];
    if let Some(key) = &reporter.pgp_key {
        facts.push((l.t("triage-report-key"), html! { pre.vector { (key) } }));
    }
    for url in &record.disclosed_at {
        facts.push((l.t("triage-report-disclosed"), html! { code { (url) } }));
    }
    content::facts(&facts)
}

fn none(l: Locale) -> Markup {
    html! { span.hint { (l.t("triage-not-said")) } }
}

fn product(l: Locale, report: &Report) -> Markup {
    html! {
        (report.model)
        @match &report.product {
            Product::Listed { sku } => { " " code { (sku) } }
            Product::Named { .. } | Product::Unknown => { " " span.hint { (l.t("triage-report-not-listed")) } }
        }
    }
}

fn tested(l: Locale, tested: Option<Tested>) -> Text<'static> {
    match tested {
        Some(Tested::OnDevice) => l.t("triage-tested-on-device"),
        Some(Tested::Emulated) => l.t("triage-tested-emulated"),
        Some(Tested::CodeOnly) => l.t("triage-tested-code-only"),
        None => l.t("triage-not-said"),
    }
}

fn credit(l: Locale, credit: &Credit) -> String {
    match credit {
        Credit::Undecided => l.t("triage-credit-undecided").into_owned(),
        Credit::Anonymous => l.t("triage-credit-anonymous").into_owned(),
        Credit::As { name } => name.clone(),
    }
}

/// One view of a severity: vectors with scores, or the plain word.
pub(super) fn assessment(l: Locale, view: &Assessment) -> Markup {
    if view.is_empty() {
        return none(l);
    }
    html! {
        @for scored in [&view.cvss4, &view.cvss3].into_iter().flatten() {
            div {
                (ui::chip::severity(l, words::severity(Some(scored.severity())), Some(f64::from(scored.score_tenths) / 10.0)))
                " " code.vector { (scored.vector) }
            }
        }
        @if view.cvss3.is_none() && view.cvss4.is_none() { (ui::chip::severity(l, words::severity(view.word), None)) }
    }
}
