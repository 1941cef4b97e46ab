//! The fields of each act.

use domain::case::ReasonCode;
use domain::id::ReportNo;
use domain::program::TextKind;
use ui::form::{Button, Choice, Filled, Form};
use ui::{Locale, Markup, html, time};

use super::super::{Opened, composer, words};
use super::Kind;
use crate::web::staff::inbox::people_choices;
use crate::web::visit::StaffVisit;

pub(super) fn fields(visit: &StaffVisit, opened: &Opened, kind: Kind, form: &Form<'_>) -> Markup {
    let l = visit.visit.locale;
    let message = || form.textarea("text", l.t("triage-reporter-text")).hint(l.t("ui-everyone-hint"));
    let reporters = composer::reporters(l, opened);
    match kind {
        Kind::Acknowledge | Kind::Confirm => html! { (readers(l, opened)) (message().rows(5)) },
        Kind::Ask => html! {
            p.hint { (l.t("triage-ask-hint")) }
            @if !reporters.is_empty() { (form.checkboxes("to", l.t("ui-composer-to"), reporters).required()) }
            (form.textarea("text", l.t("triage-ask-text")).hint(l.t("ui-everyone-hint")).required())
        },
        Kind::Reject => html! { (readers(l, opened)) (reject(visit, form)) },
        Kind::ApproveRejection => html! { p { (l.t("triage-approve-hint")) } (form.hidden("text", "")) },
        Kind::DeclineRejection => html! {
            (form.textarea("reason", l.t("triage-reason")).hint(l.t("ui-internal-hint")).rows(4).required())
        },
        Kind::Duplicate => html! {
            (form.text("of", l.t("triage-duplicate-of")).hint(l.t("triage-duplicate-hint")).required().class("field-short"))
            (message().rows(4))
        },
        Kind::Reopen => html! {
            (form.textarea("reason", l.t("triage-reason")).hint(l.t("ui-everyone-hint")).rows(4).required())
        },
        Kind::Appeal => html! {
            p.hint { (l.t("triage-appeal-rule")) }
            (form.radios("answer", l.t("triage-appeal-answer"), vec![
                Choice::new("upheld", l.t("triage-appeal-upheld")),
                Choice::new("overturned", l.t("triage-appeal-overturned")),
            ]).required())
            (message().required())
        },
        Kind::Assign => {
            let now = opened.case().assignee.as_ref().map_or("", |user| user.as_str());
            html! { (form.select("to", l.t("triage-assign-to"), people_choices(l, &opened.people)).choose(now)) }
        }
        Kind::Label => label(l, opened, form),
        Kind::Rename => html! {
            (form.text("title", l.t("triage-column-title")).value(opened.case().title.as_str())
                .hint(l.t("triage-rename-hint")).max_length(domain::report::TITLE_MAX).required())
        },
        Kind::Vulnerability => html! {
            (form.text("title", l.t("triage-column-title")).max_length(domain::report::TITLE_MAX).required())
            (reports(l, opened, form))
        },
        Kind::Merge => html! {
            p { (l.t("triage-merge-hint")) }
            (form.text("other", l.t("triage-merge-other")).required().class("field-short"))
        },
        Kind::Split => split(l, opened, form),
        other => disclosure(visit, opened, other, form),
    }
}

fn disclosure(visit: &StaffVisit, opened: &Opened, kind: Kind, form: &Form<'_>) -> Markup {
    let l = visit.visit.locale;
    match kind {
        Kind::ProposeEmbargo => {
            let days = visit.visit.program().program.disclosure.embargo_default_days.unwrap_or(90);
            let usual = opened.case().opened_at.as_second() + i64::from(days) * 86_400;
            let usual = jiff::Timestamp::from_second(usual).map(time::day_iso).unwrap_or_default();
            html! {
                p { (l.t("triage-embargo-hint")) }
                (form.date("end", l.t("triage-embargo-end")).value(usual).required().class("field-short"))
                (form.text("time", l.t("triage-embargo-time")).value("12:00").class("field-short"))
                (form.textarea("reason", l.t("triage-reason")).hint(l.t("ui-everyone-hint")).rows(4))
            }
        }
        Kind::EndEmbargo => html! {
            p { (l.t("triage-embargo-end-hint")) }
            (form.textarea("reason", l.t("triage-reason")).hint(l.t("ui-everyone-hint")).rows(4).required())
        },
        Kind::Sighting => html! {
            p { (l.t("triage-sighting-hint")) }
            (form.radios("sighting", l.t("triage-sighting"), vec![
                Choice::new("public", l.t("triage-sighting-public")),
                Choice::new("exploit", l.t("triage-sighting-exploit")),
                Choice::new("attacks", l.t("triage-sighting-attacks")),
            ]).required())
            (form.textarea("note", l.t("triage-sighting-note")).hint(l.t("ui-everyone-hint")).rows(4))
        },
        // Accepting and refusing: the terms are what is decided on.
        _ => html! {
            (super::super::embargo::facts(l, opened.case(), domain::embargo::Side::Maker, visit.visit.now))
            (form.hidden("text", ""))
        },
    }
}

fn reject(visit: &StaffVisit, form: &Form<'_>) -> Markup {
    let l = visit.visit.locale;
    let reasons = ReasonCode::ALL.into_iter().map(|reason| {
        let choice = Choice::new(reason.word(), words::reason_words(l, reason));
        if reason.hides_risk() { choice.hint(l.t("triage-reject-second-person")) } else { choice }
    });
    html! {
        p.hint { (l.t("triage-reject-hint")) }
        (form.radios("reason_code", l.t("triage-reason"), reasons.collect()).required())
        (form.select("policy_line", l.t("triage-policy-line"), policy_lines(visit)).hint(l.t("triage-policy-line-hint")).required())
        (form.textarea("text", l.t("triage-reporter-text")).hint(l.t("triage-reject-text-hint")).required())
    }
}

/// The lines of the policy a rejection can rest on, by their anchors on the program page.
fn policy_lines(visit: &StaffVisit) -> Vec<Choice<'static>> {
    let l = visit.visit.locale;
    let (program, language) = (visit.visit.program(), visit.visit.language());
    let default = &program.program.default_language;
    let mut lines = vec![Choice::new("", l.t("triage-choose"))];
    let texts = [
        (TextKind::Scope, l.t("triage-line-scope")),
        (TextKind::HowToSubmit, l.t("triage-line-how-to-submit")),
        (TextKind::Support, l.t("triage-line-support")),
        (TextKind::Disclosure, l.t("triage-line-disclosure")),
        (TextKind::SafeHarbor, l.t("triage-line-safe-harbor")),
    ];
    lines.extend(texts.map(|(kind, words)| Choice::new(kind.word(), words).group(l.t("triage-lines-texts"))));
    lines.extend(program.program.exclusions.iter().map(|exclusion| {
        let title = exclusion.title.get(&language, default).to_owned();
        Choice::new(format!("exclusion-{}", exclusion.id), title).group(l.t("triage-lines-exclusions"))
    }));
    lines
}

fn label(l: Locale, opened: &Opened, form: &Form<'_>) -> Markup {
    html! {
        (form.text("label", l.t("triage-label")).hint(l.t("triage-label-hint")).class("field-short"))
        @if !opened.case().labels.is_empty() {
            p { (l.t("triage-label-remove")) }
            div.button-row { @for label in &opened.case().labels {
                (Button::quiet(l.t_with("triage-label-remove-one", &[("label", label.clone().into())])).sends("remove", label.as_str()))
            } }
        }
    }
}

/// What is said here goes to everybody whose report is in the case.
fn readers(l: Locale, opened: &Opened) -> Markup {
    let n = opened.case().reports.len();
    html! { @if n > 1 { p.hint { (l.t_with("triage-write-readers", &[("n", n.into())])) } } }
}

fn split(l: Locale, opened: &Opened, form: &Form<'_>) -> Markup {
    let choices = opened.case().reports.iter().map(|record| {
        Choice::new(record.no.0.to_string(), record.report.title.as_str()).hint(record.received_as.as_str())
    });
    html! {
        p { (l.t("triage-split-hint")) }
        (form.radios("report", l.t("triage-split-which"), choices.collect()).required())
    }
}

fn reports<'a>(l: Locale, opened: &'a Opened, form: &Form<'a>) -> Markup {
    let choices = opened
        .case()
        .reports
        .iter()
        .map(|record| Choice::new(record.no.0.to_string(), record.report.title.as_str()).chosen());
    html! { (form.checkboxes("concerns", l.t("triage-flaw-concerns"), choices.collect())) }
}

/// The reports that were ticked.
pub(super) fn chosen_reports(filled: &Filled) -> Vec<ReportNo> {
    (1..=999).filter(|no: &u32| filled.has("concerns", &no.to_string())).map(ReportNo).collect()
}
