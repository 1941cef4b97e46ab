//! The words of the form: names of its fields, problems, verdicts.

use domain::catalog::firmware::FirmwareProblem;
use domain::program::{Language, Program};
use domain::scope::{Kind, Message, Parameter, Verdict};
use formats::cvss::Words;
use maud::{Markup, html};
use ui::chip::Tone;
use ui::{Locale, Text, Value, notice, time};

/// The words of a standard in the visitor's language.
#[must_use]
pub fn of(locale: Locale, words: Words) -> &'static str {
    if locale.code() == "de" { words.german } else { words.english }
}

/// The name of a field as the form shows it.
#[must_use]
pub fn label(l: Locale, field: &str) -> Text<'static> {
    match field {
        "brand" => l.t("report-brand"),
        "type" => l.t("report-type"),
        "model" => l.t("report-model"),
        "hardware_revision" => l.t("report-revision"),
        "region" => l.t("report-region"),
        "firmware" => l.t("report-firmware"),
        "part" => l.t("report-part"),
        "title" => l.t("report-title"),
        "description" => l.t("report-description"),
        "steps" => l.t("report-steps"),
        "observed" => l.t("report-observed"),
        "impact" => l.t("report-impact"),
        "tested" => l.t("report-tested"),
        "cwe" => l.t("report-cwe"),
        "tools" => l.t("report-tools"),
        "files" => l.t("report-files"),
        "rating" => l.t("report-rating"),
        "vector" => l.t("report-vector"),
        "word" => l.t("report-word"),
        "av_reason" => l.t("report-av-reason"),
        "exploited" => l.t("report-exploited"),
        "public_url" => l.t("report-public-url"),
        "planned_publication" => l.t("report-planned"),
        "other_makers" => l.t("report-other-makers"),
        "reporter.name" => l.t("report-name"),
        "reporter.email" => l.t("report-email"),
        "reporter.pgp_key" => l.t("report-pgp-key"),
        "credit" => l.t("report-credit"),
        "reporter.credit" => l.t("report-credit-name"),
        "reporter.language" => l.t("report-language"),
        other => question(l, other).map_or_else(|| Text::Owned(other.to_owned()), Text::Borrowed),
    }
}

fn question(l: Locale, name: &str) -> Option<&'static str> {
    let all = formats::cvss::guided::questions::QUESTIONS.iter();
    all.into_iter().find(|question| question.name == name).map(|question| of(l, question.text))
}

/// Why a text cannot be a firmware version.
#[must_use]
pub fn firmware(l: Locale, problem: &FirmwareProblem) -> String {
    match problem {
        FirmwareProblem::TooLong { limit, suggestion } => {
            let values = [("max", (*limit).into()), ("suggestion", suggestion.clone().into())];
            l.t_with("report-why-firmware-long", &values)
        }
        FirmwareProblem::ControlCharacter { suggestion } => {
            l.t_with("report-why-firmware-control", &[("suggestion", suggestion.clone().into())])
        }
        FirmwareProblem::NoDigit => l.t("report-why-firmware-digit"),
        FirmwareProblem::IsModel { model } => {
            l.t_with("report-why-firmware-model", &[("model", model.clone().into())])
        }
        FirmwareProblem::NotAVersion { suggestion } => {
            l.t_with("report-why-firmware-text", &[("suggestion", suggestion.clone().into())])
        }
    }
    .into_owned()
}

/// A verdict in words: heading, reason, the rule's own text, what to do. Never a dead end.
#[must_use]
pub fn verdict(l: Locale, program: &Program, verdict: &Verdict) -> Markup {
    let tone = match verdict.kind {
        Kind::InScope => Tone::Success,
        Kind::InScopeUnsupported { .. } | Kind::Unknown => Tone::Info,
        Kind::Exclusion { .. } | Kind::NotOurs | Kind::SupportCase { .. } => Tone::Warning,
    };
    let language = Language(l.code().to_owned());
    let rule = verdict.rule_text.as_ref().map(|text| text.get(&language, &program.default_language));
    notice::notice(
        tone,
        l.t(verdict.kind.heading()),
        html! {
            div id="verdict" {
                p { (message(l, program, &verdict.reason)) }
                @if let Some(rule) = rule { div.prose { (maud::PreEscaped(formats::markdown::to_html(rule))) } }
                @if let Kind::Exclusion { id } = &verdict.kind {
                    p { a href={ "/#exclusion-" (id) } target="_blank" rel="noopener" { (l.t("report-verdict-line")) } }
                }
                p { (message(l, program, &verdict.what_to_do)) }
            }
        },
    )
}

fn message(l: Locale, program: &Program, message: &Message) -> Text<'static> {
    let language = Language(l.code().to_owned());
    let values: Vec<(&'static str, Value<'static>)> = message
        .parameters
        .iter()
        .map(|(name, parameter)| (*name, Value::from(parameter_words(l, &language, program, parameter))))
        .collect();
    l.t_with(message.key, &values)
}

fn parameter_words(l: Locale, language: &Language, program: &Program, parameter: &Parameter) -> String {
    match parameter {
        Parameter::Day(day) => day
            .to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .map_or_else(|_| day.to_string(), |midnight| time::day_words(midnight.timestamp(), l)),
        other => other.text(language, &program.default_language),
    }
}
