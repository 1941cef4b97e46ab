//! The words of the rules in the team's language: states, severities, promises, whose turn it is.

use domain::case::{ReasonCode, State};
use domain::promise::{Clock, Promise, Warning};
use domain::severity::Severity;
use jiff::Timestamp;
use ui::chip::{self, Tone};
use ui::icon::Icon;
use ui::{Locale, Markup, Text};

/// A state on its colour: orange is accepted and being fixed, red is refused; the word always stands there.
#[must_use]
pub fn state_chip(l: Locale, state: State) -> Markup {
    let tone = match state {
        State::New | State::InReview => Tone::Info,
        State::NeedsInfo => Tone::Warning,
        State::Confirmed => Tone::Progress,
        State::Resolved => Tone::Success,
        State::Rejected => Tone::Danger,
        State::Duplicate | State::Merged | State::Withdrawn => Tone::Neutral,
    };
    chip::state(tone, state_words(l, state))
}

/// The word for a state.
#[must_use]
pub fn state_words(l: Locale, state: State) -> Text<'static> {
    match state {
        State::New => l.t("triage-state-new"),
        State::InReview => l.t("triage-state-in-review"),
        State::NeedsInfo => l.t("triage-state-needs-info"),
        State::Confirmed => l.t("triage-state-confirmed"),
        State::Resolved => l.t("triage-state-resolved"),
        State::Rejected => l.t("triage-state-rejected"),
        State::Duplicate => l.t("triage-state-duplicate"),
        State::Merged => l.t("triage-state-merged"),
        State::Withdrawn => l.t("triage-state-withdrawn"),
    }
}

/// A severity as the components know it.
#[must_use]
pub fn severity(severity: Option<Severity>) -> chip::Severity {
    match severity {
        None => chip::Severity::Unrated,
        Some(Severity::None) => chip::Severity::None,
        Some(Severity::Low) => chip::Severity::Low,
        Some(Severity::Medium) => chip::Severity::Medium,
        Some(Severity::High) => chip::Severity::High,
        Some(Severity::Critical) => chip::Severity::Critical,
    }
}

/// A severity as its column has it.
#[must_use]
pub fn severity_of_column(column: i64) -> chip::Severity {
    let index = usize::try_from(column).ok();
    severity(index.and_then(|index| Severity::ALL.get(index)).copied())
}

/// The word for a severity.
#[must_use]
pub fn severity_words(l: Locale, severity: Severity) -> Text<'static> {
    match severity {
        Severity::None => l.t("ui-severity-none"),
        Severity::Low => l.t("ui-severity-low"),
        Severity::Medium => l.t("ui-severity-medium"),
        Severity::High => l.t("ui-severity-high"),
        Severity::Critical => l.t("ui-severity-critical"),
    }
}

/// The name of a promise: what is due.
#[must_use]
pub fn promise_words(l: Locale, promise: Promise) -> Text<'static> {
    match promise {
        Promise::Acknowledge => l.t("triage-promise-acknowledge"),
        Promise::Triage => l.t("triage-promise-triage"),
        Promise::StatusUpdate => l.t("triage-promise-status-update"),
        Promise::Fix => l.t("triage-promise-fix"),
        Promise::Appeal => l.t("triage-promise-appeal"),
        Promise::CveRecord => l.t("cve-promise-record"),
    }
}

/// A running promise: yellow when there is little time, red when it is broken, both in words.
#[must_use]
pub fn clock_chip(l: Locale, clock: &Clock, now: Timestamp) -> Markup {
    let what = promise_words(l, clock.promise);
    if clock.paused_at.is_some() {
        let words = l.t_with("triage-clock-paused", &[("what", what.into())]);
        return chip::with_icon(Tone::Neutral, Icon::Clock, words);
    }
    let words = ui::time::deadline(clock.due_at, now, l);
    let tone = match clock.warning(now) {
        Warning::Late => Tone::Danger,
        Warning::Soon => Tone::Warning,
        Warning::Calm | Warning::Paused => Tone::Neutral,
    };
    let picture = if tone == Tone::Danger { Icon::Alert } else { Icon::Clock };
    chip::with_icon(tone, picture, format!("{what}: {words}"))
}

/// The reason of a rejection.
#[must_use]
pub fn reason_words(l: Locale, reason: ReasonCode) -> Text<'static> {
    match reason {
        ReasonCode::OutOfScope => l.t("triage-reason-out-of-scope"),
        ReasonCode::NotAVulnerability => l.t("triage-reason-not-a-vulnerability"),
        ReasonCode::NotReproducible => l.t("triage-reason-not-reproducible"),
        ReasonCode::NotOurProduct => l.t("triage-reason-not-our-product"),
        ReasonCode::SupportRequest => l.t("triage-reason-support-request"),
        ReasonCode::KnownBehaviour => l.t("triage-reason-known-behaviour"),
        ReasonCode::NoUsableClaim => l.t("triage-reason-no-usable-claim"),
    }
}

/// Whose turn it is, from the word the lists keep.
#[must_use]
pub fn who_words(l: Locale, who: &str) -> Text<'static> {
    match who {
        "team" => l.t("triage-who-team"),
        "second-person" => l.t("triage-who-second-person"),
        "remediation" => l.t("triage-who-remediation"),
        "publisher" => l.t("triage-who-publisher"),
        "reporter" => l.t("triage-who-reporter"),
        _ => l.t("triage-who-nobody"),
    }
}

/// What is to be done, as a short name for lists.
#[must_use]
pub fn todo_words(l: Locale, what: &str) -> Text<'static> {
    l.t(todo_key(what))
}

/// What is to be done, as a phrase that follows whose turn it is.
#[must_use]
pub fn next_words(l: Locale, what: &str) -> Text<'static> {
    l.t(next_key(what))
}

fn todo_key(what: &str) -> &'static str {
    match what {
        "acknowledge" => "triage-todo-acknowledge",
        "review" => "triage-todo-review",
        "answer-question" => "triage-todo-answer-question",
        "answer-appeal" => "triage-todo-answer-appeal",
        "approve-rejection" => "triage-todo-approve-rejection",
        "approve-no-fix" => "triage-todo-approve-no-fix",
        "approve-publication" => "triage-todo-approve-publication",
        "list-devices" => "triage-todo-list-devices",
        "commission" => "triage-todo-commission",
        "release-fixes" => "triage-todo-release-fixes",
        "show-evidence" => "triage-todo-show-evidence",
        "await-embargo" => "triage-todo-await-embargo",
        "publish" => "triage-todo-publish",
        "follow-original" => "triage-todo-follow-original",
        "follow-merged" => "triage-todo-follow-merged",
        "may-appeal" => "triage-todo-may-appeal",
        "may-disclose" => "triage-todo-may-disclose",
        _ => "triage-todo-closed",
    }
}

fn next_key(what: &str) -> &'static str {
    match what {
        "acknowledge" => "triage-next-acknowledge",
        "review" => "triage-next-review",
        "answer-question" => "triage-next-answer-question",
        "answer-appeal" => "triage-next-answer-appeal",
        "approve-rejection" => "triage-next-approve-rejection",
        "approve-no-fix" => "triage-next-approve-no-fix",
        "approve-publication" => "triage-next-approve-publication",
        "list-devices" => "triage-next-list-devices",
        "commission" => "triage-next-commission",
        "release-fixes" => "triage-next-release-fixes",
        "show-evidence" => "triage-next-show-evidence",
        "await-embargo" => "triage-next-await-embargo",
        "publish" => "triage-next-publish",
        "follow-original" => "triage-next-follow-original",
        "follow-merged" => "triage-next-follow-merged",
        "may-appeal" => "triage-next-may-appeal",
        "may-disclose" => "triage-next-may-disclose",
        _ => "triage-next-closed",
    }
}
