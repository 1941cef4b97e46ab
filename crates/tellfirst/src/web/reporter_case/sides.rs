//! The column beside the story: facts, proofs, severity of both sides, embargo, retest, disclosure, credit.

use domain::case::State;
use domain::embargo::{self, Side};
use domain::matrix::Status;
use domain::report::Credit;
use domain::severity::{Assessment, ScoredVector};
use formats::cvss::Vector;
use formats::verify::Kind;
use maud::{Markup, html};
use ui::form::{Button, Choice, button_row};
use ui::{Locale, Text, Value, content, cvss, time};

use super::view::Scene;
use super::{chip_of, downloads, severity_chip};
use crate::web::report_form;
use crate::web::written::written;

/// What the case is about.
pub fn facts(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let (case, record) = (s.case(), s.record);
    let report = &record.report;
    let version = l.t_with("program-version", &[("number", i64::from(record.policy.number).into())]);
    let mut facts: Vec<(Text<'_>, Markup)> = vec![
        (l.t("report-model"), html! { (report.model) }),
        (l.t("case-received-at"), time::format_time(record.received_at, l)),
        (l.t("program-policy"), html! { (version) }),
    ];
    let optional = [
        (l.t("report-revision"), report.hardware_revision.as_deref()),
        (l.t("report-region"), report.region.as_deref()),
        (l.t("report-firmware"), report.firmware.as_deref()),
    ];
    facts.extend(optional.into_iter().filter_map(|(name, value)| Some((name, html! { (value?) }))));
    if record.received_as != case.number {
        facts.push((l.t("case-received-as"), html! { (record.received_as) }));
    }
    for flaw in case.vulnerabilities.values() {
        facts.extend(flaw.cve.as_ref().map(|cve| (Text::Borrowed("CVE"), html! { code { (cve.as_str()) } })));
        facts.extend(flaw.cwe.map(|cwe| (l.t("report-cwe"), html! { (cwe) })));
    }
    content::panel("facts", &l.t("case-facts"), content::facts(&facts))
}

/// Receipt, letters and revocations to take home.
pub fn documents(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let line = |document: &store::documents::Document| {
        let kind = downloads::kind(document).ok()?;
        let (words, address) = match kind {
            Kind::Receipt => (l.t("case-receipt"), "/case/receipt".to_owned()),
            Kind::Letter => (l.t("case-letter"), format!("/case/letters/{}", document.serial)),
            Kind::Revocation => (l.t("case-revocation"), format!("/case/letters/{}", document.serial)),
        };
        let at = time::format_micros(document.at, l);
        Some(html! { li { a href=(address) download { (words) } " " span.hint { (at) } } })
    };
    content::panel(
        "documents",
        &l.t("case-documents"),
        html! {
            ul.plain-list { @for document in s.view.documents.iter().filter_map(line) { (document) } }
            p.hint { (l.t("case-documents-hint")) " " a href="/verify" { (l.t("nav-verify")) } }
        },
    )
}

/// Both sides' severity, metric by metric where both give vectors.
pub fn severity(s: &Scene<'_>) -> Markup {
    let l = s.l;
    content::panel(
        "severity",
        &l.t("case-severity"),
        html! {
            @for flaw in s.case().vulnerabilities.values() {
                @if s.case().vulnerabilities.len() > 1 { h3 { (flaw.title) } }
                dl.facts {
                    div { dt { (l.t("case-you")) } dd { (report_form::severity_summary(l, &flaw.by_reporter)) } }
                    div { dt { (l.t("case-who-team")) } dd {
                        @if flaw.by_maker.is_empty() { (l.t("case-not-rated")) }
                        @else { (report_form::severity_summary(l, &flaw.by_maker)) }
                    } }
                }
                (compared(l, &flaw.by_reporter, &flaw.by_maker))
            }
        },
    )
}

fn compared(l: Locale, reporter: &Assessment, maker: &Assessment) -> Markup {
    let pairs = [(&reporter.cvss3, &maker.cvss3), (&reporter.cvss4, &maker.cvss4)];
    let both = pairs.into_iter().filter_map(|(one, other)| Some((one.as_ref()?, other.as_ref()?)));
    let tables = both.filter_map(|(one, other)| comparison(l, (one, reporter), (other, maker)));
    html! { @for table in tables { (content::disclosure(l.t("ui-cvss-caption"), table)) } }
}

fn comparison(
    l: Locale,
    one: (&ScoredVector, &Assessment),
    other: (&ScoredVector, &Assessment),
) -> Option<Markup> {
    let rating = |who: Text<'static>, scored: &ScoredVector| cvss::Rating {
        who,
        vector: Text::Owned(scored.vector.clone()),
        severity: chip_of(Some(scored.severity())),
        score: Some(f64::from(scored.score_tenths) / 10.0),
    };
    let vectors = [Vector::parse(&one.0.vector).ok()?, Vector::parse(&other.0.vector).ok()?];
    let reasons = [&one.1.reasons, &other.1.reasons];
    let metrics = formats::cvss::metrics_of(vectors[0].version()).iter().filter_map(|definition| {
        let values: Vec<(Text<'_>, Text<'_>)> = vectors
            .iter()
            .zip(reasons)
            .map(|(vector, reasons)| {
                let chosen = vector.metrics().into_iter().find(|m| m.abbreviation == definition.abbreviation);
                let value = chosen.map_or("", |metric| words(l, metric.value_name));
                let why = reasons.get(definition.abbreviation).cloned().unwrap_or_default();
                (Text::Borrowed(value), Text::Owned(why))
            })
            .collect();
        let any = values.iter().any(|(value, _)| !value.is_empty());
        any.then(|| cvss::Metric { name: Text::Borrowed(words(l, definition.name)), values })
    });
    let metrics: Vec<_> = metrics.collect();
    let ratings = [rating(l.t("case-you"), one.0), rating(l.t("case-who-team"), other.0)];
    Some(cvss::comparison(l, &ratings, &metrics))
}

fn words(l: Locale, words: formats::cvss::Words) -> &'static str {
    if l.code() == "de" { words.german } else { words.english }
}

/// The report as it was received.
pub fn report(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let report = &s.record.report;
    let parts = [
        (l.t("report-description"), Some(&report.description)),
        (l.t("report-steps"), report.steps.as_ref()),
        (l.t("report-observed"), report.observed.as_ref()),
        (l.t("report-impact"), report.impact.as_ref()),
        (l.t("report-other-makers"), report.other_makers.as_ref()),
        (l.t("report-tools"), report.tools.as_ref()),
    ];
    content::disclosure(
        l.t("case-your-report"),
        html! {
            @for (name, text) in parts {
                @if let Some(text) = text { h3 { (name) } (written(text)) }
            }
            p { (l.t("report-tested")) ": " (report_form::tested_words(l, report.tested)) }
            p { (l.t("report-rating")) ": " (severity_chip(l, report.severity.severity(), None)) }
        },
    )
}

/// The embargo: how it stands, and what the reporter may do about it.
pub fn embargo(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let case = s.case();
    let embargo = &case.embargo;
    let over = embargo.state == embargo::State::Exited || case.is_sighted();
    let closed = matches!(case.state, State::Withdrawn | State::Merged) || s.record.withdrawn;
    let state = match (embargo.state, embargo.end) {
        (embargo::State::None, _) => html! { p { (l.t("case-embargo-none")) } },
        (embargo::State::Proposed, _) => html! { p { (l.t("case-embargo-proposed")) } },
        (embargo::State::Active | embargo::State::Revise, Some(end)) => {
            html! { p { (l.t("case-embargo-active")) " " strong { (time::format_time(end, l)) } } }
        }
        (embargo::State::Active | embargo::State::Revise, None) => html! { p { (l.t("case-embargo-open")) } },
        (embargo::State::Exited, _) => html! { p { (l.t("case-embargo-exited")) } },
    };
    content::panel(
        "embargo",
        &l.t("case-embargo"),
        html! {
            (state)
            @if let Some(proposal) = &embargo.proposal {
                @let ours = proposal.by != Side::Maker;
                p {
                    @if ours { (l.t("case-embargo-yours")) } @else { (l.t("case-embargo-theirs")) }
                    " " strong { (time::format_time(proposal.end, l)) }
                }
                @if !proposal.reason.is_empty() { (written(&proposal.reason)) }
                @if !ours {
                    @let form = s.form("/case/embargo");
                    (form.wrap(button_row(&[
                        Button::primary(l.t("case-embargo-accept")).sends("act", "accept"),
                        Button::quiet(l.t("case-embargo-reject")).sends("act", "reject"),
                    ])))
                }
            }
            @if !over && !closed {
                @let form = s.form("/case/embargo");
                (content::disclosure(l.t("case-embargo-propose"), form.wrap(html! {
                    (form.hidden("act", "propose"))
                    (form.date("embargo_end", l.t("case-embargo-end")).required().class("field-short"))
                    (form.textarea("embargo_reason", l.t("case-embargo-reason")).rows(2))
                    (button_row(&[Button::quiet(l.t("case-embargo-send"))]))
                })))
            }
        },
    )
}

/// Trying the released firmware.
pub fn retest(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let case = s.case();
    let released = case.matrix.cells().filter(|(_, cell)| matches!(cell.status, Status::Released { .. }));
    let choices: Vec<Choice<'_>> = released
        .map(|(id, _)| {
            let value = format!("{}/{}", id.vulnerability.0, id.sku);
            let flaw = case.vulnerabilities.get(&id.vulnerability).map_or("", |flaw| flaw.title.as_str());
            let words = if case.vulnerabilities.len() > 1 {
                format!("{} – {flaw}", s.device(id))
            } else {
                s.device(id)
            };
            Choice::new(value, words)
        })
        .collect();
    if choices.is_empty() {
        return html! {};
    }
    let form = s.form("/case/retest");
    content::panel(
        "retest",
        &l.t("case-retest"),
        html! {
            p { (l.t("case-retest-lead")) }
            (form.wrap(html! {
                (form.select("cell", l.t("case-retest-device"), choices))
                (form.radios("gone", l.t("case-retest-gone"), vec![
                    Choice::new("yes", l.t("case-retest-yes")),
                    Choice::new("no", l.t("case-retest-no")),
                ]))
                (form.textarea("retest_note", l.t("case-retest-note")).rows(2))
                (button_row(&[Button::quiet(l.t("case-retest-send"))]))
            }))
        },
    )
}

/// The draft check, and where it was published.
pub fn disclosure(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let form = s.form("/case/disclosed");
    content::panel(
        "disclosure",
        &l.t("case-disclosure"),
        html! {
            p { (l.t("case-disclosure-lead")) " " a href="/check-draft" { (l.t("nav-check-draft")) } }
            @if !s.record.disclosed_at.is_empty() {
                p { (l.t("case-disclosed-at")) }
                ul { @for url in &s.record.disclosed_at { li { a href=(url) rel="noopener noreferrer nofollow" { (url) } } } }
            }
            (form.wrap(html! {
                (form.url("disclosed_url", l.t("case-disclosed-url")).hint(l.t("case-disclosed-hint")))
                (button_row(&[Button::quiet(l.t("case-disclosed-send"))]))
            }))
        },
    )
}

/// Whether and how to be named; may be changed at any time.
pub fn credit(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let form = s.form("/case/credit");
    let (chosen, name) = match &s.record.credit {
        Credit::Undecided => ("later", ""),
        Credit::Anonymous => ("anonymous", ""),
        Credit::As { name } => ("name", name.as_str()),
    };
    content::panel(
        "credit",
        &l.t("report-credit"),
        html! {
            p { (l.t("case-credit-now")) " " strong { (report_form::credit_words(l, &s.record.credit)) } }
            (content::disclosure(l.t("case-credit-change"), form.wrap(html! {
                (form.radios("credit", l.t("report-credit"), vec![
                    Choice::new("later", l.t("report-credit-later")),
                    Choice::new("name", l.t("report-credit-as")),
                    Choice::new("anonymous", l.t("report-credit-anonymous")),
                ]).choose(chosen))
                (form.text("credit_name", l.t("report-credit-name")).value(name.to_owned()))
                (button_row(&[Button::quiet(l.t("case-credit-save"))]))
            })))
        },
    )
}

/// Taking the report back.
pub fn withdrawal(s: &Scene<'_>) -> Markup {
    let l = s.l;
    if s.record.withdrawn {
        return html! {};
    }
    let form = s.form("/case/withdraw");
    let confirmed = matches!(s.case().state, State::Confirmed | State::Resolved);
    let lead = if confirmed { l.t("case-withdraw-confirmed") } else { l.t("case-withdraw-lead") };
    let number = [("case", Value::from(s.case().number.to_string()))];
    content::disclosure(
        l.t("case-withdraw"),
        html! {
            p { (lead) }
            (form.wrap(html! {
                (form.textarea("withdraw_reason", l.t("case-withdraw-reason")).rows(2))
                (form.checkbox("sure", l.t_with("case-withdraw-sure-of", &number)))
                (button_row(&[Button::danger(l.t("case-withdraw-send"))]))
            }))
        },
    )
}
