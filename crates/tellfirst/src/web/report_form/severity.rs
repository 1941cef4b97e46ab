//! How bad it is: by questions that explain the attack vector, by vector, in a word, or not at all. And what is
//! known outside: public, attacked, planned dates, other makers.

use formats::cvss::guided::questions::{QUESTIONS, Question};
use formats::cvss::guided::{Advice, AttackVector, Wording};
use maud::{Markup, html};
use ui::chip::Tone;
use ui::form::{Choice, Filled, Form, button_row, fieldset};
use ui::{Locale, Text, content, cvss, notice};

use super::answers::{self, Ground};
use super::{flaw, frame, words};
use crate::action::draft::Open;

/// The fields of this page that are not questions, in its order.
pub const FIELDS: [&str; 8] = [
    "rating",
    "vector",
    "word",
    "av_reason",
    "exploited",
    "public_url",
    "planned_publication",
    "other_makers",
];

/// All fields of this page.
#[must_use]
pub fn fields() -> Vec<&'static str> {
    let questions = QUESTIONS.iter().map(|question| question.name);
    FIELDS[..1].iter().copied().chain(questions).chain(FIELDS[1..].iter().copied()).collect()
}

/// The page.
#[must_use]
pub fn page(ground: &Ground<'_>, filled: &Filled, open: &Open) -> Markup {
    let l = ground.locale;
    let form = Form::post(l, "/report").filled(filled).warn_unsaved();
    frame::page(
        l,
        2,
        html! {
            (content::heading(&l.t("report-severity"), None, Some(&l.t("report-severity-lead"))))
            (form.wrap(html! {
                (frame::hidden(&open.token, "severity"))
                (form.radios("rating", l.t("report-rating"), vec![
                    Choice::new("guided", l.t("report-rating-guided")).hint(l.t("report-rating-guided-hint")),
                    Choice::new("vector", l.t("report-rating-vector")).hint(l.t("report-rating-vector-hint")),
                    Choice::new("word", l.t("report-rating-word")),
                    Choice::new(answers::UNKNOWN, l.t("report-unknown")).hint(l.t("report-rating-unknown-hint")).chosen(),
                ]).class("choices-cards"))
                // The stylesheet shows the part that was chosen; where it cannot, all of them are there.
                div.when-guided { (guided(l, &form, open)) }
                div.when-vector { (fieldset(l.t("report-rating-vector"), html! {
                    (form.text("vector", l.t("report-vector")).class("field-code").hint(l.t("report-vector-hint")))
                })) }
                div.when-word { (fieldset(l.t("report-rating-word"), html! {
                    (form.radios("word", l.t("report-word"), vec![
                        Choice::new("low", l.t("ui-severity-low")).hint(l.t("report-word-low")),
                        Choice::new("medium", l.t("ui-severity-medium")).hint(l.t("report-word-medium")),
                        Choice::new("high", l.t("ui-severity-high")).hint(l.t("report-word-high")),
                        Choice::new("critical", l.t("ui-severity-critical")).hint(l.t("report-word-critical")),
                    ]))
                })) }
                (known(l, &form))
                (button_row(&flaw::buttons(ground, open, "person", "flaw")))
            }))
        },
    )
}

/// The questions, with what they mean for the attack vector.
fn guided<'a>(l: Locale, form: &Form<'a>, open: &Open) -> Markup {
    fieldset(
        l.t("report-rating-guided"),
        html! {
            (content::disclosure(l.t("report-av-explained"), html! {
                dl.facts {
                    div { dt { (l.t("report-av-network")) } dd { (l.t("report-av-network-text")) } }
                    div { dt { (l.t("report-av-adjacent")) } dd { (l.t("report-av-adjacent-text")) } }
                    div { dt { (l.t("report-av-local")) } dd { (l.t("report-av-local-text")) } }
                    div { dt { (l.t("report-av-physical")) } dd { (l.t("report-av-physical-text")) } }
                }
                p { strong { (l.t("report-av-lan")) } " " (l.t("report-av-lan-text")) }
            }))
            div.guided data-metrics {
                @for question in QUESTIONS { (ask(l, form, question)) }
            }
            (cvss::live_score(l, "/report/score"))
            @if let Some(advice) = answers::advice(&open.draft) { (explained(l, &advice)) }
            (form.textarea("av_reason", l.t("report-av-reason")).rows(2).hint(l.t("report-av-reason-hint")))
        },
    )
}

fn ask<'a>(l: Locale, form: &Form<'a>, question: &'static Question) -> Markup {
    let choices = question.options.iter().map(|choice| Choice::new(choice.value, words::of(l, choice.text)));
    let radios = form.radios(question.name, words::of(l, question.text), choices.collect());
    match question.asked_if.and_then(|condition| Some((condition, condition_words(l, condition)?))) {
        Some(((name, value), answer)) => {
            let hint = l.t_with("report-asked-if", &[("answer", answer.into())]);
            html! { div class={ "if-" (name) "-" (value) } { (radios.hint(hint).class("asked-if")) } }
        }
        None => html! { (radios) },
    }
}

/// The answer on which a question is asked, in words.
fn condition_words(l: Locale, (name, value): (&str, &str)) -> Option<&'static str> {
    let question = QUESTIONS.iter().find(|question| question.name == name)?;
    let choice = question.options.iter().find(|choice| choice.value == value)?;
    Some(words::of(l, choice.text))
}

/// What the answers mean for the attack vector: both versions of the standard, and how to call the attack.
#[must_use]
pub fn explained(l: Locale, advice: &Advice) -> Markup {
    let line = |version: &str, vector: &AttackVector| {
        html! {
            p {
                strong { "CVSS " (version) ": AV:" (vector.suggested.value) }
                " – " (words::of(l, vector.suggested.reason))
                @if let Some(other) = vector.alternative {
                    br;
                    (l.t("report-av-alternative")) " AV:" (other.value) " – " (words::of(l, other.reason))
                }
            }
        }
    };
    let wording = match advice.wording {
        Wording::Remote => l.t("report-wording-remote"),
        Wording::ThroughVictim => l.t("report-wording-victim"),
        Wording::LocalNetwork => l.t("report-wording-lan"),
        Wording::AtTheDevice => l.t("report-wording-device"),
    };
    notice::notice(
        Tone::Info,
        l.t("report-av-result"),
        html! {
            (line("3.1", &advice.v3_1))
            (line("4.0", &advice.v4_0))
            p { (wording) }
        },
    )
}

/// What is known outside.
fn known<'a>(l: Locale, form: &Form<'a>) -> Markup {
    fieldset(
        l.t("report-known"),
        html! {
            (form.radios("exploited", l.t("report-exploited"), vec![
                Choice::new("no", l.t("report-exploited-no")).chosen(),
                Choice::new("yes", l.t("report-exploited-yes")),
            ]))
            (form.url("public_url", l.t("report-public-url")).hint(l.t("report-public-url-hint")))
            (form.date("planned_publication", l.t("report-planned")).class("field-short").hint(l.t("report-planned-hint")))
            (form.textarea("other_makers", l.t("report-other-makers")).rows(2).hint(l.t("report-other-makers-hint")))
        },
    )
}

/// A severity as a draft states it, for the review and the case page.
#[must_use]
pub fn summary(l: Locale, assessment: &domain::severity::Assessment) -> Markup {
    let chip = crate::web::reporter_case::severity_chip(l, assessment.severity(), None);
    let vectors: Vec<&domain::severity::ScoredVector> =
        [&assessment.cvss3, &assessment.cvss4].into_iter().flatten().collect();
    html! {
        @if assessment.is_empty() { (l.t("report-unknown")) } @else { (chip) }
        @for scored in vectors { div { code.vector { (scored.vector) } " " strong { (scored.score()) } } }
        @for (metric, why) in &assessment.reasons { p.hint { (Text::Borrowed(metric.as_str())) ": " (why) } }
    }
}
