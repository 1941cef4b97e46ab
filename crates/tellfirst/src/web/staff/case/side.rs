//! The column at the side of a case: who, promises, labels, light, embargo, vulnerabilities, devices.

use domain::access::Act;
use domain::case::State;
use ui::form::Button;
use ui::{Locale, Markup, chip, content, html, time};

use super::{Opened, advice, cve, embargo, files, light, report, words};
use crate::web::visit::StaffVisit;

pub(super) fn side(visit: &StaffVisit, opened: &Opened) -> Markup {
    let (l, now) = (visit.visit.locale, visit.visit.now);
    let program = visit.visit.program();
    html! {
        (facts(visit, opened))
        @if let Some(advice) = &opened.advice { (advice::panel(visit, opened, advice)) }
        (promises(visit, opened))
        (light::panels(l, opened.case(), &program, now))
        (flaws(visit, opened))
        (cve::panel(visit, opened))
        (devices(visit, opened))
        (files::list(visit, opened))
        (embargo::panel(visit, opened))
    }
}

fn link(opened: &Opened, act: &str) -> String {
    format!("{}/act/{act}", opened.address())
}

fn facts(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let case = opened.case();
    let may = opened.may(visit, Act::Triage) && case.state != State::Merged;
    let assignee = html! {
        @match &case.assignee { Some(user) => (opened.name(user)), None => (l.t("triage-nobody")) }
        @if may { " · " a href=(link(opened, "assign")) { (l.t("triage-change")) } }
    };
    let labels = html! {
        @if !case.labels.is_empty() {
            div.chips { @for label in &case.labels { (chip::label(label.as_str())) } }
        }
        @if may { a href=(link(opened, "label")) { (l.t("triage-change")) } }
    };
    let mut facts = vec![(l.t("triage-column-assignee"), assignee)];
    if opened.may(visit, Act::ReadInternal) {
        facts.push((l.t("triage-labels"), labels));
    }
    facts.push((l.t("triage-report-received"), time::format_time(case.opened_at, l)));
    facts.push((l.t("triage-column-updated"), time::format_time(case.updated_at, l)));
    let body = html! {
        (content::facts(&facts))
        @if may {
            (content::disclosure(l.t("triage-more-acts"), html! { ul {
                li { a href=(link(opened, "rename")) { (l.t("triage-act-rename")) } }
                li { a href=(link(opened, "merge")) { (l.t("triage-act-merge")) } }
                @if case.reports.len() > 1 { li { a href=(link(opened, "split")) { (l.t("triage-act-split")) } } }
            } }))
        }
    };
    content::panel("facts", &l.t("triage-facts"), body)
}

fn promises(visit: &StaffVisit, opened: &Opened) -> Markup {
    let (l, now) = (visit.visit.locale, visit.visit.now);
    let clocks = &opened.case().clocks;
    html! {
        @if !clocks.is_empty() {
            (content::panel("promises", &l.t("triage-promises"), html! {
                ul.plain-list { @for clock in clocks {
                    li { (words::clock_chip(l, clock, now)) p.hint { (time::format_time(clock.due_at, l)) } }
                } }
            }))
        }
    }
}

fn flaws(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let case = opened.case();
    let may = opened.may(visit, Act::Triage) && case.state != State::Merged;
    let body = html! {
        ul.plain-list {
            @for (no, flaw) in &case.vulnerabilities {
                li {
                    p { a href={ (opened.address()) "/vulnerabilities/" (no.0) } { (flaw.title) } }
                    (report::assessment(l, if flaw.by_maker.is_empty() { &flaw.by_reporter } else { &flaw.by_maker }))
                    p.hint {
                        @match flaw.cwe { Some(cwe) => (cwe), None => (l.t("triage-no-weakness")) } " · "
                        @match &flaw.cve { Some(cve) => (cve.as_str()), None => (l.t("triage-no-cve")) }
                    }
                }
            }
        }
        @if may { (Button::quiet(l.t("triage-act-vulnerability")).to(link(opened, "vulnerability"))) }
    };
    content::panel("vulnerabilities", &l.t("triage-vulnerabilities"), body)
}

fn devices(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let case = opened.case();
    let may = opened.may(visit, Act::Triage) && matches!(case.state, State::Confirmed | State::Resolved);
    let total = case.matrix.cells().count();
    let closed = total - case.matrix.open_cells().count();
    let body = html! {
        @if total == 0 { p.hint { (l.t("triage-no-devices")) } } @else { (progress(l, closed, total)) }
        @if may { p { a href={ (opened.address()) "/devices" } { (l.t("triage-pick-devices")) } } }
        @if total > 0 { p { a href={ (opened.address()) "/matrix" } { (l.t("triage-tab-matrix")) } } }
        @if total == 0 && !matches!(case.state, State::Confirmed | State::Resolved) {
            p.hint { (l.t("triage-devices-after-confirm")) }
        }
    };
    content::panel("devices", &l.t("triage-devices"), body)
}

fn progress(l: Locale, closed: usize, total: usize) -> Markup {
    let words = l.t_with("ui-matrix-closed", &[("n", closed.into()), ("total", total.into())]);
    content::progress(words, u64::try_from(closed).unwrap_or(0), u64::try_from(total).unwrap_or(0))
}
