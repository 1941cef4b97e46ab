//! Everything once more, to be changed or sent; and the page after it was sent.

use domain::case::Case;
use domain::report::{Credit, FieldErrors, Report, Tested};
use jiff::Timestamp;
use maud::{Markup, html};
use ui::chip::Tone;
use ui::form::{Button, Filled, Form, button_row};
use ui::icon::Icon;
use ui::{Locale, Text, content, notice, time};

use super::answers::{self, Ground};
use super::{flaw, frame, severity, words};
use crate::action::draft::{Open, Sent};
use crate::web::fields;

/// The page that shows everything before it is sent.
#[must_use]
pub fn page(
    ground: &Ground<'_>,
    filled: &Filled,
    open: &Open,
    (report, errors): (&Report, &FieldErrors),
) -> Markup {
    let (l, program) = (ground.locale, ground.program);
    let form = Form::post(l, "/report").filled(filled);
    let verdict = answers::verdict(ground, &open.draft);
    frame::page(
        l,
        4,
        html! {
            (content::heading(&l.t("report-review"), None, Some(&l.t("report-review-lead"))))
            (words::verdict(l, program, &verdict))
            (form.wrap(html! {
                // The first button is the one that Enter presses.
                button.visually-hidden type="submit" name="go" value="send" tabindex="-1" aria-hidden="true" { (l.t("report-send")) }
                (frame::hidden(&open.token, "review"))
                (section(l, "product", &l.t("report-step-product"), &product(ground, report), errors))
                (section(l, "flaw", &l.t("report-step-flaw"), &found(ground, report, open), errors))
                (section(l, "severity", &l.t("report-step-severity"), &circumstances(l, report), errors))
                @if let Some(advice) = answers::advice(&open.draft) { (severity::explained(l, &advice)) }
                (section(l, "person", &l.t("report-step-person"), &person(l, report), errors))
                (notice::notice(Tone::Neutral, l.t("report-before-sending"), html! {
                    p { (l.t_with("report-before-sending-text", &[("maker", program.maker.clone().into())])) }
                }))
                (button_row(&[Button::primary(l.t("report-send")).sends("go", "send").icon(Icon::Message)]))
            }))
        },
    )
}

type Rows<'a> = Vec<(&'static str, Markup)>;

fn section(l: Locale, step: &str, title: &str, rows: &Rows<'_>, errors: &FieldErrors) -> Markup {
    content::panel(
        &format!("review-{step}"),
        title,
        html! {
            dl.facts {
                @for (field, value) in rows {
                    @let wrong = errors.0.get(*field);
                    div id=[wrong.map(|_| *field)] {
                        dt { (words::label(l, field)) }
                        dd {
                            (value)
                            @if let Some(problem) = wrong { p.field-error { (fields::problem(l, &words::label(l, field), problem)) } }
                        }
                    }
                }
            }
            div.button-row {
                button.button.button-quiet type="submit" name="go" value=(step) {
                    span { (l.t("report-change")) span.visually-hidden { ": " (title) } }
                }
            }
        },
    )
}

fn or_none(l: Locale, text: Option<&str>) -> Markup {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => content::plain_text(text),
        None => html! { span.hint { (l.t("report-none")) } },
    }
}

fn product(ground: &Ground<'_>, report: &Report) -> Rows<'static> {
    let l = ground.locale;
    let brand = ground.program.find_brand(&report.brand).map(|brand| brand.name.as_str());
    let model = if report.model == answers::UNKNOWN {
        l.t("report-unknown")
    } else {
        Text::Borrowed(report.model.as_str())
    };
    vec![
        ("brand", or_none(l, brand)),
        ("model", html! { (model) }),
        ("hardware_revision", or_none(l, report.hardware_revision.as_deref())),
        ("region", or_none(l, report.region.as_deref())),
        ("firmware", or_none(l, report.firmware.as_deref())),
    ]
}

fn found(ground: &Ground<'_>, report: &Report, open: &Open) -> Rows<'static> {
    let l = ground.locale;
    vec![
        ("title", or_none(l, Some(&report.title))),
        ("description", or_none(l, Some(&report.description))),
        ("steps", or_none(l, report.steps.as_deref())),
        ("observed", or_none(l, report.observed.as_deref())),
        ("impact", or_none(l, report.impact.as_deref())),
        ("tested", html! { (tested(l, report.tested)) }),
        ("cwe", or_none(l, report.cwe.map(|cwe| cwe.to_string()).as_deref())),
        ("tools", or_none(l, report.tools.as_deref())),
        ("files", flaw::file_list(ground, open)),
    ]
}

/// How it was tested, in words.
#[must_use]
pub fn tested(l: Locale, tested: Option<Tested>) -> Text<'static> {
    match tested {
        Some(Tested::OnDevice) => l.t("report-tested-device"),
        Some(Tested::Emulated) => l.t("report-tested-emulated"),
        Some(Tested::CodeOnly) => l.t("report-tested-code"),
        None => l.t("report-none"),
    }
}

fn circumstances(l: Locale, report: &Report) -> Rows<'static> {
    let exploited = if report.exploited { l.t("report-exploited-yes") } else { l.t("report-exploited-no") };
    vec![
        ("rating", severity::summary(l, &report.severity)),
        ("exploited", html! { (exploited) }),
        ("public_url", or_none(l, report.public_url.as_deref())),
        ("planned_publication", or_none(l, report.planned_publication.map(|day| day.to_string()).as_deref())),
        ("other_makers", or_none(l, report.other_makers.as_deref())),
    ]
}

fn person(l: Locale, report: &Report) -> Rows<'static> {
    let reporter = &report.reporter;
    let language =
        Locale::find(&reporter.language).map_or_else(|| Text::Owned(reporter.language.clone()), Locale::name);
    vec![
        ("reporter.name", or_none(l, reporter.name.as_deref())),
        ("reporter.email", or_none(l, reporter.email.as_deref())),
        ("reporter.pgp_key", or_none(l, reporter.pgp_key.as_deref())),
        ("reporter.credit", html! { (credit(l, &reporter.credit)) }),
        ("reporter.language", html! { (language) }),
    ]
}

/// A wish to be named, in words.
#[must_use]
pub fn credit(l: Locale, credit: &Credit) -> Text<'static> {
    match credit {
        Credit::Undecided => l.t("report-credit-later"),
        Credit::Anonymous => l.t("report-credit-anonymous"),
        Credit::As { name } => Text::Owned(name.clone()),
    }
}

/// The page after sending: number, secret, dates, receipt, and what happens next.
#[must_use]
pub fn sent_page(
    l: Locale,
    sent: &Sent,
    case: &Case,
    (program, promised): (&domain::program::Program, Option<Timestamp>),
) -> Markup {
    let record = case.reports.first();
    let policy =
        record.map(|r| l.t_with("program-version", &[("number", i64::from(r.policy.number).into())]));
    let digest = record.map(|r| r.digest.clone()).unwrap_or_default();
    let brand = program.find_brand(&case.brand);
    let contact = brand.and_then(|brand| brand.find_contact(domain::program::Audience::Researcher));
    html! {
        (content::heading(&l.t("report-thanks"), None, Some(&l.t("report-thanks-lead"))))
        (content::copy_box(l, "number", l.t("report-number"), case.number.as_str()))
        (content::secret_box(l, "secret", l.t("report-secret"), &sent.secret.shown()))
        (content::facts(&[
            (l.t("report-answer-by"), match promised {
                Some(due) => time::format_time(due, l),
                None => html! { (l.t("program-first-answer-open")) },
            }),
            (l.t("program-policy"), html! { (policy.unwrap_or_default()) }),
            (l.t("report-digest"), html! { code { (digest) } }),
        ]))
        (button_row(&[
            Button::primary(l.t("report-download-receipt")).to("/case/receipt").icon(Icon::Download),
            Button::quiet(l.t("report-open-case")).to("/case").icon(Icon::ArrowRight),
        ]))
        (content::panel("next", &l.t("ui-next-action"), html! {
            ol {
                li { (l.t("report-next-read")) }
                li { (l.t("report-next-judge")) }
                li { (l.t("report-next-fix")) }
                li { (l.t("report-next-light")) }
            }
            p { (l.t("report-next-return")) }
            @if let Some(contact) = contact {
                p { (l.t("report-next-contact")) " " (crate::web::program_page::address(contact)) }
            }
        }))
    }
}
