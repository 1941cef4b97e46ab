//! Is this CSAF document valid? The validator as a page, for people without a command line.
//!
//! The file is read, judged and forgotten. Texts of the document are shown as text.

use axum::extract::{DefaultBodyLimit, Multipart};
use axum::{Router, routing::get};
use formats::csaf::validate::{Finding, Report, Severity};
use maud::{Markup, html};
use ui::chip::Tone;
use ui::form::{Button, Filled, Form, button_row};
use ui::icon::{Icon, icon};
use ui::table::{Column, Row, Table};
use ui::{Locale, content, notice};

use super::visit::Visit;
use super::{PageResult, page, refused};
use crate::app::App;
use crate::validation::{self, BYTES_MAX};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    let most = BYTES_MAX + (64 << 10);
    Router::new().route("/check-csaf", get(ask).post(answer)).layer(DefaultBodyLimit::max(most))
}

async fn ask(visit: Visit) -> PageResult {
    page(visit.public_wide(&visit.locale.t("csaf-title"), &form(&visit, &Filled::default())))
}

fn form(visit: &Visit, filled: &Filled) -> Markup {
    let l = visit.locale;
    let form = Form::post(l, "/check-csaf").filled(filled).multipart();
    html! {
        (content::heading(&l.t("csaf-title"), None, Some(&l.t("csaf-lead"))))
        (form.wrap(html! {
            (form.file("file", l.t("csaf-file")).required().accept(".json").hint(l.t("csaf-file-hint")))
            (button_row(&[Button::primary(l.t("csaf-go")).icon(Icon::CheckCircle)]))
        }))
        p.hint { (l.t("csaf-elsewhere")) " " code { "tellfirst csaf validate" } ", " code { "POST /api/v1/csaf/validate" } }
    }
}

async fn answer(visit: Visit, mut multipart: Multipart) -> PageResult {
    let l = visit.locale;
    validation::admit(&visit.app, visit.network, visit.now)?;
    let mut filled = Filled::default();
    let file = match super::verify_page::read_file(&mut multipart).await {
        Some(bytes) if !bytes.is_empty() && bytes.len() <= BYTES_MAX => Some(bytes),
        Some(bytes) if bytes.is_empty() => {
            filled.refuse("file", l.t("csaf-empty"));
            None
        }
        _ => {
            filled.refuse("file", l.t("csaf-too-large"));
            None
        }
    };
    if let Some(bytes) = file {
        match validation::check(&visit.app, bytes.into()).await? {
            Ok(report) => {
                let main = html! { (result(l, &report)) (form(&visit, &Filled::default())) };
                return page(visit.public_wide(&l.t("csaf-title"), &main));
            }
            Err(why) => {
                filled.refuse("file", l.t_with("csaf-unreadable", &[("why", why.to_string().into())]));
            }
        }
    }
    refused(visit.public_wide(&l.t("csaf-title"), &form(&visit, &filled)))
}

fn result(l: Locale, report: &Report) -> Markup {
    let (tone, words) = if report.is_valid() {
        (Tone::Success, l.t_with("csaf-valid", &[("version", report.version.as_str().into())]))
    } else {
        (Tone::Danger, l.t_with("csaf-not-valid", &[("version", report.version.as_str().into())]))
    };
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("notes", count(Severity::Information).into()),
    ];
    html! {
        section id="result" {
            h1 { (words) }
            (notice::notice(tone, l.t_with("csaf-counts", &counts), html! {
                @if report.left_out > 0 { p { (l.t_with("csaf-left-out", &[("count", report.left_out.into())])) } }
                @if !report.skipped.is_empty() { p { (l.t("csaf-skipped")) } }
                p { (l.t("csaf-not-asked")) }
            }))
            @if !report.findings.is_empty() { (findings(l, &report.findings)) }
        }
    }
}

fn findings(l: Locale, findings: &[Finding]) -> Markup {
    let columns = vec![
        Column::new(l.t("csaf-weight")),
        Column::new(l.t("csaf-test")),
        Column::new(l.t("csaf-place")),
        Column::new(l.t("csaf-words")).main(),
    ];
    let row = |finding: &Finding| {
        let pointer = if finding.pointer.is_empty() { "/" } else { &finding.pointer };
        let cells = vec![
            weight(l, finding.severity),
            html! { (finding.test) },
            html! { code { (pointer) } },
            html! { (finding.message) },
        ];
        Row::new(cells)
    };
    let rows: Vec<Row<'_>> = findings.iter().map(row).collect();
    Table::new(l, l.t("csaf-findings"), columns).rows(&rows)
}

fn weight(l: Locale, severity: Severity) -> Markup {
    let (picture, words) = match severity {
        Severity::Error => (Icon::Cross, l.t("csaf-error")),
        Severity::Warning => (Icon::Question, l.t("csaf-warning")),
        Severity::Information => (Icon::Check, l.t("csaf-note")),
    };
    html! { span.outcome { (icon(picture)) " " (words) } }
}
