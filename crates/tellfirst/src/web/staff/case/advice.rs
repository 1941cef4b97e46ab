//! Advice on a report that nobody has judged yet, each piece with the words of the report it rests on.

use checks::triage::{Label, RouteReason, SignalKind};
use domain::access::Act;
use ui::form::Button;
use ui::{Locale, Markup, Text, content, html};

use super::Opened;
use crate::action::advice::{Advice, Candidate};
use crate::web::visit::StaffVisit;

pub(super) fn panel(visit: &StaffVisit, opened: &Opened, advice: &Advice) -> Markup {
    let l = visit.visit.locale;
    let route = &advice.route;
    content::panel(
        "advice",
        &l.t("triage-advice"),
        html! {
            p.hint { (l.t("triage-advice-hint")) }
            p { strong { (label_words(l, route.label)) }
                @if let Some(reason) = route.reason { " · " (reason_words(l, reason)) }
            }
            (quotes(route.why.iter().map(|evidence| evidence.words.as_str())))
            @if !advice.signals.is_empty() {
                h3 { (l.t("triage-advice-check")) }
                ul { @for signal in &advice.signals {
                    li { (signal_words(l, signal.kind)) (quotes(signal.words.iter().map(String::as_str))) }
                } }
            }
            @if let Some(history) = advice.history {
                p { (l.t_with("triage-advice-history", &[
                    ("reports", history.reports.into()),
                    ("accepted", history.accepted.into()),
                    ("rejected", history.rejected.into()),
                ])) }
            }
            @if !advice.candidates.is_empty() {
                h3 { (l.t("triage-advice-alike")) }
                ul.plain-list { @for candidate in &advice.candidates { li { (alike(visit, opened, candidate)) } } }
            }
        },
    )
}

fn alike(visit: &StaffVisit, opened: &Opened, candidate: &Candidate) -> Markup {
    let l = visit.visit.locale;
    let says =
        if candidate.similarity.score >= 0.5 { l.t("triage-advice-same") } else { l.t("triage-advice-near") };
    let reasons: Vec<_> = candidate
        .similarity
        .reasons
        .iter()
        .map(|reason| if l.code() == "de" { reason.in_german() } else { reason.in_english() })
        .collect();
    let mark = format!("{}/act/duplicate?of={}", opened.address(), candidate.number);
    html! {
        p { a href={ "/staff/cases/" (candidate.number) } { (candidate.number) } " " (candidate.title) }
        p.hint { (says) @if !reasons.is_empty() { ": " (reasons.join(", ")) } }
        @if opened.may(visit, Act::Triage) { (Button::quiet(l.t("triage-act-duplicate")).to(mark)) }
    }
}

fn quotes<'a>(words: impl Iterator<Item = &'a str>) -> Markup {
    let words: Vec<_> = words.take(4).collect();
    html! { @if !words.is_empty() { p.hint { @for (i, one) in words.iter().enumerate() { @if i > 0 { ", " } q { (one) } } } } }
}

fn label_words(l: Locale, label: Label) -> Text<'static> {
    match label {
        Label::InScope => l.t("triage-route-in-scope"),
        Label::OutOfScope => l.t("triage-route-out-of-scope"),
        Label::TechSupport => l.t("triage-route-tech-support"),
        Label::NotOurProduct => l.t("triage-route-not-our-product"),
        Label::Junk => l.t("triage-route-junk"),
    }
}

fn reason_words(l: Locale, reason: RouteReason) -> Text<'static> {
    match reason {
        RouteReason::OwnedWeb => l.t("triage-route-owned-web"),
        RouteReason::Cloud => l.t("triage-route-cloud"),
        RouteReason::ThirdPartyService => l.t("triage-route-third-party"),
        RouteReason::Phishing => l.t("triage-route-phishing"),
        RouteReason::SocialEngineering => l.t("triage-route-social"),
        RouteReason::LostPassword => l.t("triage-route-lost-password"),
        RouteReason::SetupHelp => l.t("triage-route-setup"),
        RouteReason::BelievesHacked => l.t("triage-route-believes-hacked"),
        RouteReason::SecurityQuestion => l.t("triage-route-question"),
        RouteReason::OrderWarranty => l.t("triage-route-order"),
        RouteReason::ScannerOutput => l.t("triage-route-scanner"),
        RouteReason::AiGenerated => l.t("triage-route-unchecked"),
        RouteReason::Spam => l.t("triage-route-spam"),
        RouteReason::Empty => l.t("triage-route-empty"),
    }
}

fn signal_words(l: Locale, signal: SignalKind) -> Text<'static> {
    match signal {
        SignalKind::UnknownName => l.t("triage-signal-unknown-name"),
        SignalKind::ForeignTechnique => l.t("triage-signal-foreign-technique"),
        SignalKind::ImpossibleVersion => l.t("triage-signal-impossible-version"),
        SignalKind::UnknownModel => l.t("triage-signal-unknown-model"),
        SignalKind::ScannerOnly => l.t("triage-signal-scanner-only"),
        SignalKind::NothingConcrete => l.t("triage-signal-nothing-concrete"),
        SignalKind::PhrasesOnly => l.t("triage-signal-phrases-only"),
        SignalKind::DetailsForMoney => l.t("triage-signal-details-for-money"),
        SignalKind::UnknownRevision => l.t("triage-signal-unknown-revision"),
        SignalKind::NeverNamed => l.t("triage-signal-never-named"),
        SignalKind::SentBefore => l.t("triage-signal-sent-before"),
    }
}
