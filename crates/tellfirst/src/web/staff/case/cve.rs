//! CVE ids and records of a case: reserve, publish, reject through CVE Services, and the clock of the record.
//!
//! Shown to makers who assign CVE ids themselves. Nothing is sent from here: an act is a wish in the history, and the
//! answer comes back as an event.

use axum::extract::{Form as Sent, Path};
use domain::access::Act;
use domain::case::{
    Command, CveRecord, CveWish, RECORD_MUST_HOURS, RECORD_SHOULD_HOURS, RecordState, Vulnerability,
};
use domain::id::VulnerabilityNo;
use domain::program::CveRole;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use ui::chip::{self, Tone};
use ui::form::{Button, Filled, Form};
use ui::notice::notice;
use ui::{Locale, Markup, Text, Value, content, html, time};

use super::{Opened, frame, mark, open};
use crate::action::case::perform;
use crate::error::{Error, Result};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, page, refused};

/// Whether the maker writes CVE records itself.
fn is_cna(visit: &StaffVisit) -> bool {
    visit.visit.program().program.cve.role == CveRole::Cna
}

fn may_ask(visit: &StaffVisit, opened: &Opened) -> bool {
    opened.may(visit, Act::Publish) && visit.visit.app.cve_services.is_some()
}

/// Without access the record goes other ways, and a person says when it is out.
fn may_note(visit: &StaffVisit, opened: &Opened) -> bool {
    opened.may(visit, Act::Publish) && visit.visit.app.cve_services.is_none()
}

fn is_record_due(opened: &Opened, flaw: &Vulnerability) -> bool {
    let advisory = &opened.case().advisory;
    let newest = advisory.revisions.last().map(|revision| revision.number);
    flaw.cve.is_some() && advisory.is_public() && flaw.cve_record.revision != newest
}

/// The panel at the side of a case; empty for makers who get their ids from others.
pub(super) fn panel(visit: &StaffVisit, opened: &Opened) -> Markup {
    if !is_cna(visit) || !opened.may(visit, Act::ReadInternal) {
        return html! {};
    }
    let l = visit.visit.locale;
    let body = html! {
        @for (no, flaw) in &opened.case().vulnerabilities { (one(visit, opened, (*no, flaw))) }
        @if visit.visit.app.cve_services.is_none() {
            p.hint { (l.t("cve-no-access")) }
        } @else {
            (quota(l, visit))
        }
    };
    content::panel("cve", &l.t("cve-title"), body)
}

fn quota(l: Locale, visit: &StaffVisit) -> Markup {
    let Some((quota, at)) = visit.visit.app.cve_quota.get() else { return html! {} };
    let values = [("available", Value::from(quota.available)), ("of", Value::from(quota.of))];
    html! { p.hint { (l.t_with("cve-quota", &values)) " " (time::format_relative(at, visit.visit.now, l)) } }
}

fn one(visit: &StaffVisit, opened: &Opened, (no, flaw): (VulnerabilityNo, &Vulnerability)) -> Markup {
    let (l, now) = (visit.visit.locale, visit.visit.now);
    let record = &flaw.cve_record;
    html! {
        div.stack {
            p {
                strong { @match &flaw.cve { Some(cve) => (cve.as_str()), None => (l.t("triage-no-cve")) } }
                " " (state_chip(l, flaw))
                br; span.hint { (flaw.title) }
            }
            (owed(l, flaw, now))
            @if let Some((code, text)) = &record.refused {
                (notice(Tone::Danger, l.t("cve-refused"), html! { p { code { (code) } " " (text) } }))
            }
            @if let Some(asked_at) = record.asked_at {
                p.hint { (l.t("cve-waiting")) " " (time::format_relative(asked_at, now, l)) }
            } @else if may_ask(visit, opened) {
                (controls(l, opened, (no, flaw)))
            } @else if may_note(visit, opened) && is_record_due(opened, flaw) {
                (Form::post(l, address(opened, no, "noted")).inline().wrap(html! {
                    (Button::quiet(l.t("cve-note")))
                }))
            }
        }
    }
}

fn state_chip(l: Locale, flaw: &Vulnerability) -> Markup {
    let (tone, words) = match (flaw.cve_record.state, flaw.cve.is_some()) {
        (_, false) => return html! {},
        (RecordState::Published, _) => (Tone::Success, l.t("cve-state-published")),
        (RecordState::Reserved, _) => (Tone::Info, l.t("cve-state-reserved")),
        (RecordState::Unknown, _) => (Tone::Neutral, l.t("cve-state-unknown")),
    };
    chip::state(tone, words)
}

/// By when the record should and must be out, once the advisory names its id.
fn owed(l: Locale, flaw: &Vulnerability, now: Timestamp) -> Markup {
    let record = &flaw.cve_record;
    let Some(named_at) = record.named_at.filter(|_| flaw.cve.is_some() && is_open(record)) else {
        return html! {};
    };
    let after = |hours| named_at.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX);
    let (should, must) = (after(RECORD_SHOULD_HOURS), after(RECORD_MUST_HOURS));
    let (tone, key) = if now >= must {
        (Tone::Danger, "cve-owed-late")
    } else if now >= should {
        (Tone::Warning, "cve-owed-must")
    } else {
        (Tone::Info, "cve-owed-should")
    };
    let body = html! {
        p { (l.t(key)) }
        (content::facts(&[
            (l.t("cve-should-by"), time::format_time(should, l)),
            (l.t("cve-must-by"), time::format_time(must, l)),
        ]))
    };
    notice(tone, l.t("cve-owed"), body)
}

fn is_open(record: &CveRecord) -> bool {
    record.state != RecordState::Published
}

fn address(opened: &Opened, no: VulnerabilityNo, act: &str) -> String {
    format!("{}/vulnerabilities/{}/cve/{act}", opened.address(), no.0)
}

fn controls(l: Locale, opened: &Opened, (no, flaw): (VulnerabilityNo, &Vulnerability)) -> Markup {
    let case = opened.case();
    let record = &flaw.cve_record;
    let newest = case.advisory.revisions.last().map(|revision| revision.number);
    let send = |act: &str, button: Button<'_>| {
        Form::post(l, address(opened, no, act)).inline().wrap(html! { (button) })
    };
    html! {
        @if flaw.cve.is_none() {
            (send("reserve", Button::quiet(l.t("cve-reserve"))))
        } @else {
            @if case.advisory.is_public() && record.revision != newest {
                @let words = if is_open(record) { l.t("cve-publish") } else { l.t("cve-update") };
                (send("publish", Button::primary(words)))
            }
            @if !case.advisory.is_public() && is_open(record) { p.hint { (l.t("cve-publish-later")) } }
            @if is_open(record) {
                p { a href=(address(opened, no, "reject")) { (l.t("cve-reject")) } }
            }
        }
    }
}

/// The case and the number of one of its flaws, for somebody who may ask CVE Services.
async fn opened_for_asking(visit: &StaffVisit, number: &str, no: &str) -> Result<(Opened, VulnerabilityNo)> {
    let opened = open(visit, number).await?;
    let no = no.parse().map(VulnerabilityNo).map_err(|_| Error::NotFound)?;
    let is_there = opened.case().vulnerabilities.contains_key(&no);
    let may = is_cna(visit) && may_ask(visit, &opened);
    if may && is_there { Ok((opened, no)) } else { Err(Error::NotFound) }
}

async fn ask(visit: &StaffVisit, opened: &Opened, no: VulnerabilityNo, wish: CveWish) -> Result<()> {
    let (actor, number) = (visit.actor(), opened.case().number.clone());
    let command = Command::AskCve { vulnerability: no, wish };
    visit.visit.app.run(move |app| perform(app, &actor, &number, command).map(drop)).await
}

pub(super) async fn reserve(visit: StaffVisit, Path((number, no)): Path<(String, String)>) -> PageResult {
    let (opened, no) = opened_for_asking(&visit, &number, &no).await?;
    let year = visit.visit.now.to_zoned_datetime(TimeZone::UTC).year();
    ask(&visit, &opened, no, CveWish::Reserve { year }).await?;
    flash::done(&opened.address(), "flash-cve-asked")
}

pub(super) async fn publish(visit: StaffVisit, Path((number, no)): Path<(String, String)>) -> PageResult {
    let (opened, no) = opened_for_asking(&visit, &number, &no).await?;
    ask(&visit, &opened, no, CveWish::Publish).await?;
    flash::done(&opened.address(), "flash-cve-asked")
}

pub(super) async fn note(visit: StaffVisit, Path((number, no)): Path<(String, String)>) -> PageResult {
    let opened = open(&visit, &number).await?;
    let vulnerability = no.parse().map(VulnerabilityNo).map_err(|_| Error::NotFound)?;
    if !is_cna(&visit) || !may_note(&visit, &opened) {
        return Err(Error::NotFound);
    }
    let (actor, case) = (visit.actor(), opened.case().number.clone());
    let command = Command::NoteCveRecord { vulnerability };
    visit.visit.app.run(move |app| perform(app, &actor, &case, command).map(drop)).await?;
    flash::done(&opened.address(), "flash-triage-done")
}

pub(super) async fn reject_form(visit: StaffVisit, Path((number, no)): Path<(String, String)>) -> PageResult {
    let (opened, no) = opened_for_asking(&visit, &number, &no).await?;
    page(reject_page(&visit, &opened, no, &Filled::default()))
}

#[derive(Deserialize)]
pub(super) struct Reason {
    #[serde(default)]
    reason: String,
}

pub(super) async fn reject(
    visit: StaffVisit,
    Path((number, no)): Path<(String, String)>,
    Sent(sent): Sent<Reason>,
) -> PageResult {
    let (opened, no) = opened_for_asking(&visit, &number, &no).await?;
    let reason = sent.reason.trim().to_owned();
    match ask(&visit, &opened, no, CveWish::Reject { reason: reason.clone() }).await {
        Ok(()) => flash::done(&opened.address(), "flash-cve-asked"),
        Err(error) => {
            let mut filled = Filled::default().with("reason", reason);
            mark(visit.visit.locale, &mut filled, error, "reason")?;
            refused(reject_page(&visit, &opened, no, &filled))
        }
    }
}

fn reject_page(visit: &StaffVisit, opened: &Opened, no: VulnerabilityNo, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let title: Text<'_> = l.t("cve-reject");
    let cve = opened.case().vulnerabilities.get(&no).and_then(|flaw| flaw.cve.as_ref());
    let form = Form::post(l, address(opened, no, "reject")).filled(filled);
    let body = html! {
        (content::heading(&title, None, cve.map(|cve| cve.as_str())))
        p { (l.t("cve-reject-what")) }
        (form.wrap(html! {
            (form.error_summary())
            (form.textarea("reason", l.t("cve-reject-reason")).hint(l.t("cve-reject-hint")).required().rows(4))
            (Button::danger(l.t("cve-reject")))
        }))
    };
    frame(visit, opened, Some(&title), &body)
}
