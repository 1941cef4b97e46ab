//! The top of a case: number, title, state, whose turn it is, and what waits for a second person.

use domain::access::Act;
use domain::case::{Case, State, next_action};
use domain::embargo::Sighting;
use ui::case::{Header, NextAction};
use ui::chip::{self, Tone};
use ui::form::{Button, button_row};
use ui::icon::Icon;
use ui::notice::notice;
use ui::{Locale, Markup, Text, content, html, time};

use super::{Opened, words};
use crate::web::visit::StaffVisit;
use crate::web::written::written;

pub(super) fn header(visit: &StaffVisit, opened: &Opened) -> Markup {
    let (l, now) = (visit.visit.locale, visit.visit.now);
    let case = opened.case();
    let mut chips = vec![words::state_chip(l, case.state)];
    chips.push(chip::severity(l, words::severity(case.severity()), worst_score(case)));
    chips.extend(
        case.sightings.iter().map(|s| chip::with_icon(Tone::Danger, Icon::Alert, sighting_words(l, *s))),
    );
    chips.extend(case.clocks.iter().map(|clock| words::clock_chip(l, clock, now)));
    chips.extend(case.labels.iter().map(|label| chip::label(label.as_str())));
    let first = case.reports.first();
    let reporter = first.and_then(|r| r.report.reporter.name.as_deref());
    let line = html! {
        (brand(visit, case)) " "
        @if let Some(record) = first { (record.report.model) }
        " · " (l.t("triage-received")) " " (time::format_relative(case.opened_at, now, l))
        @if let Some(name) = reporter { " · " (l.t_with("triage-by", &[("name", name.into())])) }
    };
    ui::case::header(&Header {
        number: case.number.as_str().into(),
        title: case.title.as_str().into(),
        chips,
        line,
    })
}

fn brand(visit: &StaffVisit, case: &Case) -> String {
    let program = visit.visit.program();
    program.program.find_brand(&case.brand).map_or_else(|| case.brand.to_string(), |b| b.name.clone())
}

/// The score of the worst flaw, by the maker's view before the reporter's.
fn worst_score(case: &Case) -> Option<f64> {
    let worst = case.vulnerabilities.values().max_by_key(|flaw| flaw.severity())?;
    let view = if worst.by_maker.is_empty() { &worst.by_reporter } else { &worst.by_maker };
    let scored = view.cvss4.as_ref().or(view.cvss3.as_ref())?;
    Some(f64::from(scored.score_tenths) / 10.0)
}

/// What the world knows of a flaw.
pub(super) fn sighting_words(l: Locale, sighting: Sighting) -> Text<'static> {
    match sighting {
        Sighting::Public => l.t("triage-sighting-public"),
        Sighting::Exploit => l.t("triage-sighting-exploit"),
        Sighting::Attacks => l.t("triage-sighting-attacks"),
    }
}

pub(super) fn next(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let next = next_action(opened.case());
    let panel = NextAction {
        who: words::who_words(l, next.who.word()),
        what: words::next_words(l, next.what),
        due: next.by,
    };
    let acts = html! {
        @if opened.may(visit, Act::Triage) { (steps(l, opened)) }
    };
    html! { (ui::case::next_action(l, &panel, visit.visit.now)) (acts) }
}

/// The steps that fit the state, the most likely one first.
fn steps(l: Locale, opened: &Opened) -> Markup {
    let case = opened.case();
    let to = |act: &str| format!("{}/act/{act}", opened.address());
    let unjudged = matches!(case.state, State::New | State::InReview | State::NeedsInfo);
    let mut buttons = Vec::new();
    if case.state == State::New {
        buttons.push(Button::primary(l.t("triage-act-acknowledge")).to(to("acknowledge")));
    }
    if unjudged {
        let confirm = l.t("triage-act-confirm");
        let button = if case.state == State::New { Button::quiet(confirm) } else { Button::primary(confirm) };
        buttons.push(button.to(to("confirm")));
    }
    if unjudged || case.state == State::Confirmed {
        buttons.push(Button::quiet(l.t("triage-act-ask")).to(to("ask")));
    }
    if unjudged {
        buttons.push(Button::quiet(l.t("triage-act-duplicate")).to(to("duplicate")));
        if case.pending_rejection().is_none() {
            buttons.push(Button::danger(l.t("triage-act-reject")).to(to("reject")));
        }
    }
    if matches!(case.state, State::Rejected | State::Duplicate | State::Withdrawn) {
        buttons.push(Button::quiet(l.t("triage-act-reopen")).to(to("reopen")));
    }
    html! { @if !buttons.is_empty() { (button_row(&buttons)) } }
}

/// What stands above everything else: what waits for a second person, where the case went, appeals.
pub(super) fn notices(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let case = opened.case();
    html! {
        @if let Some(into) = &case.merged_into {
            (notice(Tone::Info, l.t("triage-merged-title"), html! { p {
                a href={ "/staff/cases/" (into) } { (l.t_with("triage-merged-into", &[("number", into.to_string().into())])) }
            } }))
        }
        @if let Some(of) = &case.duplicate_of { (original(l, case, of.as_str())) }
        (pending_rejection(visit, opened))
        (appeals(visit, opened))
        @if let Some(user) = &case.advisory.requested_by {
            (notice(Tone::Warning, l.t("triage-pending-publication"), html! { p {
                (l.t_with("triage-proposed-by", &[("name", opened.name(user).into())])) " "
                a href={ (opened.address()) "/advisory" } { (l.t("triage-tab-advisory")) }
            } }))
        }
        @if domain::case::next_action(case).what == "approve-no-fix" {
            (notice(Tone::Warning, l.t("triage-pending-no-fix"), html! { p {
                a href={ (opened.address()) "/matrix" } { (l.t("triage-tab-matrix")) }
            } }))
        }
    }
}

fn original(l: Locale, case: &Case, of: &str) -> Markup {
    let body = html! {
        p { a href={ "/staff/cases/" (of) } { (of) }
            @if let Some(original) = &case.original {
                " " (words::state_chip(l, original.state))
                @if let Some(at) = original.received_at { " " (l.t("triage-received")) " " (time::format_date(at, l)) }
            }
        }
        p.hint { (l.t("triage-duplicate-seen")) }
    };
    notice(Tone::Info, l.t("triage-duplicate-title"), body)
}

fn pending_rejection(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let Some(pending) = opened.case().pending_rejection() else { return html! {} };
    let is_own = visit.actor().user() == Some(&pending.by);
    let to = |act: &str| format!("{}/act/{act}", opened.address());
    let may = opened.may(visit, Act::ApproveHiding);
    let body = html! {
        p { (l.t_with("triage-proposed-by", &[("name", opened.name(&pending.by).into())])) }
        (content::facts(&[
            (l.t("triage-reason"), html! { (words::reason_words(l, pending.reason)) }),
            (l.t("triage-policy-line"), html! { (pending.policy_line) }),
        ]))
        (written(&pending.text))
        @if may && is_own { p { strong { (l.t("triage-own-proposal")) } } }
        @if may {
            @let decline = Button::quiet(l.t("triage-act-decline-rejection")).to(to("decline-rejection"));
            @if is_own { (button_row(&[decline])) } @else {
                (button_row(&[Button::primary(l.t("triage-act-approve-rejection")).to(to("approve-rejection")), decline]))
            }
        }
    };
    notice(Tone::Warning, l.t("triage-pending-rejection"), body)
}

fn appeals(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let open = opened.case().reports.iter().filter_map(|r| r.appeal.as_ref()).filter(|a| a.answer.is_none());
    html! {
        @for appeal in open {
            (notice(Tone::Warning, l.t("triage-appeal-title"), html! {
                p { (time::format_time(appeal.at, l)) }
                (written(&appeal.text))
                p.hint { (l.t("triage-appeal-rule")) }
                @if opened.may(visit, Act::Triage) {
                    (button_row(&[Button::primary(l.t("triage-act-appeal")).to(format!("{}/act/appeal", opened.address()))]))
                }
            }))
        }
    }
}
