//! The draft check as a page: a researcher's text against the facts of a case one can open, or facts typed in.
//!
//! Nothing is stored: the draft is read, judged and forgotten. Only the button "share" keeps it, as a message.

mod facts;

use axum::extract::Request;
use axum::{Router, extract::DefaultBodyLimit, routing::get};
use checks::draft::{Format, Language, Report, Severity, check};
use domain::case::{Addressees, Audience, Command};
use maud::{Markup, html};
use ui::chip::Tone;
use ui::draft::Finding;
use ui::form::{Button, Choice, Filled, Form, button_row, fieldset};
use ui::icon::Icon;
use ui::{Locale, Text, content, notice};

use self::facts::CaseFacts;
use super::incoming::{self, Incoming, Limits, Trouble};
use super::visit::{ReporterVisit, Visit};
use super::{PageResult, fields, flash, page, reasons, refused};
use crate::action::case::perform;
use crate::app::App;
use crate::error::{Error, Result};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/check-draft", get(ask).post(answer)).layer(DefaultBodyLimit::disable())
}

/// Who asks, and the facts of their case when they are signed in to one.
struct Asker {
    visit: Visit,
    reporter: Option<(ReporterVisit, CaseFacts)>,
}

impl Asker {
    async fn of(visit: Visit, reporter: Result<ReporterVisit>) -> Result<Self> {
        let reporter = match reporter {
            Ok(reporter) => {
                let facts = CaseFacts::load(&reporter).await?;
                Some((reporter, facts))
            }
            Err(Error::SignInFirst) => None,
            Err(error) => return Err(error),
        };
        Ok(Self { visit, reporter })
    }

    fn page(&self, main: &Markup) -> Markup {
        let title = self.visit.locale.t("check-title");
        match &self.reporter {
            Some((reporter, _)) => reporter.page(&title, main),
            None => self.visit.public_wide(&title, main),
        }
    }
}

async fn ask(visit: Visit, reporter: Result<ReporterVisit>) -> PageResult {
    let asker = Asker::of(visit, reporter).await?;
    page(asker.page(&form(&asker, &Filled::default())))
}

async fn answer(visit: Visit, reporter: Result<ReporterVisit>, request: Request) -> PageResult {
    let asker = Asker::of(visit, reporter).await?;
    let sent = incoming::read(&asker.visit.app, request, Limits::NO_FILES).await?;
    let l = asker.visit.locale;
    let mut filled = sent.filled();
    // A file sent here is a misunderstanding: the text goes into the field.
    let troubles: Vec<Trouble> =
        sent.troubles.iter().filter(|t| !matches!(t, Trouble::TooManyFiles { .. })).cloned().collect();
    fields::mark_troubles(&mut filled, l, &troubles, |field| label(l, field));
    let text = sent.text("draft");
    if text.trim().is_empty() {
        filled.refuse("draft", l.t("check-empty"));
    }
    let facts = match facts::chosen(&asker.reporter, &sent) {
        Ok(facts) => Some(facts),
        Err(why) => {
            filled.refuse(
                "vector",
                l.t_with(
                    "field-invalid",
                    &[("field", l.t("check-vector").into()), ("why", reasons::vector(l, &why).into())],
                ),
            );
            None
        }
    };
    if let (Some(facts), false) = (facts, filled.is_refused()) {
        if sent.value("go") == Some("share") {
            return share(&asker, &sent, &text, filled).await;
        }
        let format = sent.value("format").and_then(Format::from_name);
        let format = format.unwrap_or_else(|| Format::guess(&text, None));
        let draft = text.clone();
        let judged = asker.visit.app.run(move |_| Ok(check(&draft, format, &facts))).await?;
        match judged {
            Ok(report) => {
                let main = html! { (result(&asker, &text, &report)) (form(&asker, &filled)) };
                return page(asker.page(&main));
            }
            Err(refusal) => filled.refuse("draft", reasons::draft(l, refusal)),
        }
    }
    refused(asker.page(&form(&asker, &filled)))
}

/// Sends the draft to the team as a message; only then it is kept.
async fn share(asker: &Asker, sent: &Incoming, text: &str, mut filled: Filled) -> PageResult {
    let Some((reporter, _)) = &asker.reporter else { return Err(Error::SignInFirst) };
    let l = asker.visit.locale;
    let (actor, number) = (reporter.actor(), reporter.case.clone());
    let intro = l.t("check-shared-intro");
    let command = Command::Write {
        text: format!("{intro}\n\n{text}"),
        audience: Audience::Everyone,
        to: Addressees::Unnamed,
    };
    match asker.visit.app.run(move |app| perform(app, &actor, &number, command).map(drop)).await {
        Ok(()) => flash::done("/case", "flash-case-draft-shared"),
        Err(Error::Invalid(errors)) => {
            for problem in errors.0.values() {
                filled.refuse("draft", fields::problem(l, &l.t("check-draft"), problem));
            }
            let _ = sent;
            refused(asker.page(&form(asker, &filled)))
        }
        Err(error) => Err(error),
    }
}

fn label(l: Locale, field: &str) -> Text<'static> {
    match field {
        "draft" => l.t("check-draft"),
        "vector" => l.t("check-vector"),
        other => Text::Owned(other.to_owned()),
    }
}

fn form(asker: &Asker, filled: &Filled) -> Markup {
    let l = asker.visit.locale;
    let form = Form::post(l, "/check-draft").filled(filled);
    let mut buttons = vec![Button::primary(l.t("check-go")).icon(Icon::Search)];
    if asker.reporter.is_some() {
        buttons.push(Button::quiet(l.t("check-share")).sends("go", "share"));
    }
    html! {
        (content::heading(&l.t("check-title"), None, Some(&l.t("check-lead"))))
        (notice::notice(Tone::Neutral, l.t("check-not-kept"), html! { p { (l.t("check-not-kept-text")) } }))
        (form.wrap(html! {
            (form.textarea("draft", l.t("check-draft")).required().rows(14).hint(l.t("check-draft-hint")))
            (form.select("format", l.t("check-format"), vec![
                Choice::new("auto", l.t("check-format-auto")),
                Choice::new("markdown", "Markdown"),
                Choice::new("html", "HTML"),
                Choice::new("plain", l.t("check-format-plain")),
            ]).class("field-short"))
            @if let Some((_, facts)) = &asker.reporter {
                (form.radios("facts", l.t("check-facts"), vec![
                    Choice::new("case", l.t_with("check-facts-case", &[("case", facts.number.clone().into())])).chosen(),
                    Choice::new("typed", l.t("check-facts-typed")),
                ]))
                (content::disclosure(l.t("check-facts-shown"), facts.shown(l)))
            }
            div.when-typed { (fieldset(l.t("check-facts-own"), facts::typed_fields(l, &form))) }
            (button_row(&buttons))
        }))
        @if asker.reporter.is_none() {
            p.hint { (l.t("check-sign-in")) " " a href="/case" { (l.t("nav-case")) } }
        }
    }
}

/// The findings at a glance, gravest first, each with the way to it.
fn overview(l: Locale, report: &Report) -> Markup {
    let mut listed: Vec<_> = report.findings.iter().enumerate().collect();
    listed.sort_by_key(|(number, finding)| (std::cmp::Reverse(finding.severity), *number));
    html! {
        ol.draft-overview {
            @for (number, finding) in listed {
                @let (key, tone) = match finding.severity {
                    Severity::Blocker => ("check-blocker", Tone::Danger),
                    Severity::Error => ("check-error", Tone::Danger),
                    Severity::Warning => ("check-warning", Tone::Warning),
                };
                li {
                    (ui::chip::state(tone, l.t(key))) " "
                    a href={ "#finding-" (number + 1) } { (l.t(&format!("check-rule-{}", finding.rule.name()))) }
                }
            }
        }
    }
}

/// The draft with the findings in its margin.
fn result(asker: &Asker, text: &str, report: &Report) -> Markup {
    let l = asker.visit.locale;
    let language = if l.code() == "de" { Language::German } else { Language::English };
    let count = [("n", ui::Value::from(report.findings.len()))];
    let findings: Vec<Finding<'_>> = report
        .findings
        .iter()
        .map(|finding| Finding {
            tone: match finding.severity {
                Severity::Blocker | Severity::Error => Tone::Danger,
                Severity::Warning => Tone::Warning,
            },
            title: l.t(&format!("check-rule-{}", finding.rule.name())),
            why: Text::Borrowed(finding.message(language)),
            suggestion: Some(Text::Borrowed(finding.suggestion(language))),
            place: finding.place.span.as_ref().map(|span| span.byte..span.byte + span.quote.len()),
        })
        .collect();
    html! {
        section.draft-result id="result" aria-labelledby="result-title" {
            h1 id="result-title" { (l.t("check-result")) }
            @if findings.is_empty() && report.notice.is_some() {
                p.lead { (l.t("check-nothing-in-part")) }
            } @else if findings.is_empty() {
                (notice::notice(Tone::Success, l.t("check-clean"), html! { p { (l.t("check-clean-text")) } }))
            } @else {
                p.lead { (l.t_with("check-findings", &count)) }
                (overview(l, report))
                p { (l.t("check-advice")) }
            }
            @if let Some(limit) = report.notice {
                (notice::notice(Tone::Info, l.t("check-partly"), html! { p { (limit.message(language)) } }))
            }
            (ui::draft::draft(l, text, &findings))
        }
    }
}
