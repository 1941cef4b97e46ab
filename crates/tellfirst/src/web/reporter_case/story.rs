//! What has happened, in the reporter's words. Staff stand for their team: no names.

use domain::case::{ActorRef, AppealAnswer, Event, ReasonCode, Recorded};
use domain::embargo::{ExitReason, Sighting};
use domain::green_light::Outcome;
use maud::{Markup, html};
use ui::timeline::{Entry, Kind, timeline as draw};
use ui::{Locale, Text, content, time};

use super::view::{Scene, state_words};
use crate::web::written::written;

/// The timeline, oldest first.
pub fn timeline(s: &Scene<'_>) -> Markup {
    let entries: Vec<Entry<'_>> = s.view.timeline.iter().filter_map(|recorded| entry(s, recorded)).collect();
    content::panel("story", &s.l.t("case-story"), draw(s.l, &entries))
}

fn entry<'a>(s: &Scene<'_>, recorded: &Recorded) -> Option<Entry<'a>> {
    let l = s.l;
    let (what, body) = told(l, &recorded.event)?;
    let is_message = matches!(
        recorded.event,
        Event::Written { .. }
            | Event::InformationAsked { .. }
            | Event::Opened { .. }
            | Event::Appealed { .. }
            | Event::Rejected { .. }
    );
    let (kind, who) = match (&recorded.by, is_message) {
        (ActorRef::Reporter { .. }, true) => (Kind::Reporter, l.t("case-you")),
        (ActorRef::Reporter { .. }, false) => (Kind::Change, l.t("case-you")),
        (ActorRef::Staff { .. }, true) => (Kind::Team, l.t("case-who-team")),
        (ActorRef::Staff { .. }, false) => (Kind::Change, l.t("case-who-team")),
        (ActorRef::System, _) => (Kind::Machine, l.t("case-server")),
    };
    Some(Entry { kind, who, what, at: recorded.at, body })
}

/// What happened as a phrase after the name, and what was said; nothing for what is no news to a reporter.
fn told(l: Locale, event: &Event) -> Option<(Text<'static>, Markup)> {
    let none = || html! {};
    let text = |words: &str| {
        if words.trim().is_empty() {
            html! {}
        } else {
            written(words)
        }
    };
    Some(match event {
        Event::Opened { .. } => (l.t("case-told-opened"), none()),
        Event::Written { text: words, .. } => (l.t("case-told-written"), text(words)),
        Event::FileAdded { file, .. } => (l.t("case-told-file"), file_link(&file.id, &file.name, file.size)),
        Event::StateChanged { to, text: words } => {
            let state = state_words(l, *to).into_owned();
            (l.t_with("case-told-state", &[("state", state.into())]), text(words))
        }
        Event::InformationAsked { text: words, .. } => (l.t("case-told-asked"), text(words)),
        Event::Rejected { reason, policy_line, text: words } => (
            l.t("case-told-rejected"),
            html! {
                p { strong { (reason_words(l, *reason)) } }
                (text(words))
                @if !policy_line.is_empty() { p { a href=(policy_address(policy_line)) { (l.t("case-policy-line")) } } }
            },
        ),
        // Of the original a reporter learns number, date and state, nothing of its content.
        Event::MarkedDuplicate { of, text: words } => {
            (l.t("case-told-duplicate"), html! { p { code { (of) } } (text(words)) })
        }
        Event::OriginalChanged { state, received_at, .. } => {
            let state = state_words(l, *state).into_owned();
            let date = html! {
                @if let Some(at) = received_at { p.hint { (l.t("triage-received")) " " (time::format_date(*at, l)) } }
            };
            (l.t_with("case-told-original", &[("state", state.into())]), date)
        }
        Event::MergedInto { .. } => (l.t("case-told-merged"), none()),
        Event::ReportSplitOff { .. } => (l.t("case-told-split"), none()),
        other => return told_later(l, other),
    })
}

fn told_later(l: Locale, event: &Event) -> Option<(Text<'static>, Markup)> {
    let none = || html! {};
    let text = |words: &str| {
        if words.trim().is_empty() {
            html! {}
        } else {
            written(words)
        }
    };
    Some(match event {
        Event::Appealed { text: words, .. } => (l.t("case-told-appealed"), text(words)),
        Event::AppealAnswered { answer: AppealAnswer::Upheld, text: words, .. } => {
            (l.t("case-told-appeal-upheld"), text(words))
        }
        Event::AppealAnswered { answer: AppealAnswer::Overturned, text: words, .. } => {
            (l.t("case-told-appeal-overturned"), text(words))
        }
        Event::Withdrawn { reason, .. } => (l.t("case-told-withdrawn"), text(reason)),
        Event::CreditChanged { credit, .. } => {
            (l.t("case-told-credit"), html! { p { (crate::web::report_form::credit_words(l, credit)) } })
        }
        Event::Disclosed { url, .. } => (l.t("case-told-disclosed"), html! { p { (url) } }),
        Event::Assessed { assessment, .. } => {
            (l.t("case-told-assessed"), crate::web::report_form::severity_summary(l, assessment))
        }
        Event::WeaknessSet { cwe: Some(cwe), .. } => (l.t("case-told-weakness"), html! { p { (cwe) } }),
        Event::CveSet { cve: Some(cve), .. } => {
            (l.t("case-told-cve"), html! { p { code { (cve.as_str()) } } })
        }
        Event::EmbargoProposed { end, reason, .. } => {
            (l.t_with("case-told-embargo-proposed", &[("end", time::words(*end, l).into())]), text(reason))
        }
        Event::EmbargoAccepted { .. } => (l.t("case-told-embargo-accepted"), none()),
        Event::EmbargoRejected { .. } => (l.t("case-told-embargo-rejected"), none()),
        Event::EmbargoEnded { reason, note } => (exit_words(l, *reason), text(note)),
        Event::Sighted { sighting, note } => (sighting_words(l, *sighting), text(note)),
        Event::GreenLightGiven { serial, outcome, .. } => {
            let what = match outcome {
                Outcome::Green => l.t("case-told-green"),
                Outcome::LimitLifted => l.t("case-told-lifted"),
            };
            (what, letter_link(l, *serial))
        }
        Event::GreenLightRevoked { serial, .. } => (l.t("case-told-revoked"), letter_link(l, *serial)),
        Event::Published { .. } => {
            (l.t("case-told-published"), html! { p { a href="/advisories/" { (l.t("nav-advisories")) } } })
        }
        Event::Removed => (l.t("case-told-removed"), none()),
        _ => return None,
    })
}

/// A file with its size, to be saved.
pub fn file_link(id: &str, name: &str, size: u64) -> Markup {
    html! { p { a href={ "/case/files/" (id) } download { (name) } " " span.hint { (content::size(size)) } } }
}

fn letter_link(l: Locale, serial: u32) -> Markup {
    html! { p { a href={ "/case/letters/" (serial) } download { (l.t("case-letter")) } } }
}

/// The place of a policy line on the program page.
pub fn policy_address(line: &str) -> String {
    format!("/#{}", line.trim_start_matches(['/', '#']))
}

/// Why a report was not accepted.
pub fn reason_words(l: Locale, reason: ReasonCode) -> Text<'static> {
    match reason {
        ReasonCode::OutOfScope => l.t("case-reason-out-of-scope"),
        ReasonCode::NotAVulnerability => l.t("case-reason-not-a-vulnerability"),
        ReasonCode::NotReproducible => l.t("case-reason-not-reproducible"),
        ReasonCode::NotOurProduct => l.t("case-reason-not-our-product"),
        ReasonCode::SupportRequest => l.t("case-reason-support-request"),
        ReasonCode::KnownBehaviour => l.t("case-reason-known-behaviour"),
        ReasonCode::NoUsableClaim => l.t("case-reason-no-usable-claim"),
    }
}

fn exit_words(l: Locale, reason: ExitReason) -> Text<'static> {
    match reason {
        ExitReason::TimeOver => l.t("case-told-embargo-over"),
        ExitReason::Sighted(_) => l.t("case-told-embargo-sighted"),
        ExitReason::FixesDeployed => l.t("case-told-embargo-fixed"),
        ExitReason::Withdrawn => l.t("case-told-embargo-waived"),
    }
}

fn sighting_words(l: Locale, sighting: Sighting) -> Text<'static> {
    match sighting {
        Sighting::Public => l.t("case-told-public"),
        Sighting::Exploit => l.t("case-told-exploit"),
        Sighting::Attacks => l.t("case-told-attacks"),
    }
}
