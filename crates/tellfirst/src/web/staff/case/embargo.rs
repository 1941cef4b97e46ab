//! The embargo of a case: what is agreed, what is on the table, what the world knows, and what a side can do about it.

use domain::access::Act;
use domain::case::Case;
use domain::embargo::{ExitReason, Side, State};
use jiff::Timestamp;
use ui::form::{Button, button_row};
use ui::{Locale, Markup, Text, content, html, time};

use super::Opened;
use super::head::sighting_words;
use crate::web::visit::StaffVisit;
use crate::web::written::written;

/// What stands and what is on the table, for any reader. `side` is the reader's.
#[must_use]
pub fn facts(l: Locale, case: &Case, side: Side, now: Timestamp) -> Markup {
    let embargo = &case.embargo;
    let mut facts = vec![(l.t("triage-embargo-state"), html! { (state_words(l, embargo.state)) })];
    if embargo.state.in_force()
        && let Some(end) = embargo.end
    {
        let ends = html! { (time::format_time(end, l)) " · " (time::relative(end, now, l)) };
        facts.push((l.t("triage-embargo-end"), ends));
    }
    if let Some(proposal) = &embargo.proposal {
        let who = if proposal.by == side { l.t("triage-embargo-by-you") } else { side_words(l, proposal.by) };
        let body = html! {
            (time::format_time(proposal.end, l)) " · " (who)
            @if !proposal.reason.is_empty() { (written(&proposal.reason)) }
        };
        facts.push((l.t("triage-embargo-proposal"), body));
    }
    if let Some(exit) = embargo.exit {
        facts.push((l.t("triage-embargo-exit"), html! { (exit_words(l, exit)) }));
    }
    for sighting in &case.sightings {
        facts.push((l.t("triage-embargo-known"), html! { (sighting_words(l, *sighting)) }));
    }
    content::facts(&facts)
}

/// The acts that the state of the embargo leaves to a side, as links below `address` (`propose-embargo`,
/// `accept-embargo`, `reject-embargo`).
#[must_use]
pub fn negotiation(l: Locale, case: &Case, side: Side, address: &str) -> Markup {
    let to = |act: &str| format!("{address}/{act}");
    let mut buttons = Vec::new();
    let is_theirs = |by: Side| (by == Side::Maker) != (side == Side::Maker);
    if case.embargo.proposal.as_ref().is_some_and(|p| is_theirs(p.by)) {
        buttons.push(Button::primary(l.t("triage-act-accept-embargo")).to(to("accept-embargo")));
        buttons.push(Button::quiet(l.t("triage-act-reject-embargo")).to(to("reject-embargo")));
    }
    if case.embargo.state != State::Exited && !case.is_sighted() {
        buttons.push(Button::quiet(l.t("triage-act-propose-embargo")).to(to("propose-embargo")));
    }
    html! { @if !buttons.is_empty() { (button_row(&buttons)) } }
}

/// The panel of the team.
#[must_use]
pub(super) fn panel(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let case = opened.case();
    let address = format!("{}/act", opened.address());
    let running = case.embargo.state.in_force() || case.embargo.proposal.is_some();
    content::panel(
        "embargo",
        &l.t("triage-embargo-title"),
        html! {
            (facts(l, case, Side::Maker, visit.visit.now))
            @if opened.may(visit, Act::Embargo) {
                (negotiation(l, case, Side::Maker, &address))
                @if running {
                    p { a href={ (address) "/end-embargo" } { (l.t("triage-act-end-embargo")) } }
                }
                @if case.sightings.len() < 3 {
                    p { a href={ (address) "/sighting" } { (l.t("triage-act-sighting")) } }
                }
            }
        },
    )
}

/// Where an embargo stands.
#[must_use]
pub fn state_words(l: Locale, state: State) -> Text<'static> {
    match state {
        State::None => l.t("triage-embargo-none"),
        State::Proposed => l.t("triage-embargo-proposed"),
        State::Active => l.t("triage-embargo-active"),
        State::Revise => l.t("triage-embargo-revise"),
        State::Exited => l.t("triage-embargo-exited"),
    }
}

/// Which side.
#[must_use]
pub fn side_words(l: Locale, side: Side) -> Text<'static> {
    match side {
        Side::Maker => l.t("triage-who-team"),
        Side::Reporter(_) => l.t("triage-who-reporter"),
    }
}

/// Why an embargo was left.
#[must_use]
pub fn exit_words(l: Locale, exit: ExitReason) -> Text<'static> {
    match exit {
        ExitReason::TimeOver => l.t("triage-exit-time-over"),
        ExitReason::Sighted(sighting) => sighting_words(l, sighting),
        ExitReason::FixesDeployed => l.t("triage-exit-fixes-deployed"),
        ExitReason::Withdrawn => l.t("triage-exit-withdrawn"),
    }
}
