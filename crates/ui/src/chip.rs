//! Small labels: state, severity, clocks. Each says its meaning in words; colour and shape only repeat it.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};
use crate::time;

/// The colour family of a chip or notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Neutral,
    /// New, worth a look.
    Info,
    /// Accepted and being worked on (orange by convention).
    Progress,
    /// Done, fixed, safe.
    Success,
    /// Time is running out, attention.
    Warning,
    /// Refused, overdue, dangerous.
    Danger,
}

impl Tone {
    /// The last part of the CSS class names.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Progress => "progress",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A state in words on a tinted ground.
#[must_use]
pub fn state<'a>(tone: Tone, words: impl Into<Text<'a>>) -> Markup {
    html! { span class={ "chip chip-" (tone.class()) } { (words.into()) } }
}

/// A state with an icon before the words.
#[must_use]
pub fn with_icon<'a>(tone: Tone, picture: Icon, words: impl Into<Text<'a>>) -> Markup {
    html! { span class={ "chip chip-" (tone.class()) } { (icon(picture)) (words.into()) } }
}

/// A plain label, for example set by the team.
#[must_use]
pub fn label<'a>(words: impl Into<Text<'a>>) -> Markup {
    html! { span class="chip chip-label" { (words.into()) } }
}

/// The qualitative severity rating scale of CVSS (v3.1, section 5), and "not rated yet".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the standard")]
pub enum Severity {
    Unrated,
    None,
    Low,
    Medium,
    High,
    Critical,
}

/// A severity with its own shape and word, and the score when there is one.
#[must_use]
pub fn severity(locale: Locale, severity: Severity, score: Option<f64>) -> Markup {
    let (class, picture, words) = match severity {
        Severity::Unrated => ("unrated", Icon::Question, locale.t("ui-severity-unrated")),
        Severity::None => ("none", Icon::Ring, locale.t("ui-severity-none")),
        Severity::Low => ("low", Icon::Dot, locale.t("ui-severity-low")),
        Severity::Medium => ("medium", Icon::Square, locale.t("ui-severity-medium")),
        Severity::High => ("high", Icon::Triangle, locale.t("ui-severity-high")),
        Severity::Critical => ("critical", Icon::Diamond, locale.t("ui-severity-critical")),
    };
    html! {
        span class={ "severity severity-" (class) } {
            (icon(picture)) span { (words) }
            @if let Some(score) = score { " " span.score { (format!("{score:.1}")) } }
        }
    }
}

/// A running clock: what is due, and when. Yellow with words from two days before, red once it is overdue.
#[must_use]
pub fn clock<'a>(locale: Locale, what: impl Into<Text<'a>>, due: Timestamp, now: Timestamp) -> Markup {
    let left = due.as_second().saturating_sub(now.as_second());
    let (tone, picture) = match left {
        i64::MIN..0 => (Tone::Danger, Icon::Alert),
        0..172_800 => (Tone::Warning, Icon::Clock),
        _ => (Tone::Neutral, Icon::Clock),
    };
    html! {
        span class={ "chip clock chip-" (tone.class()) } {
            (icon(picture))
            span {
                (what.into()) ": "
                time datetime=(time::iso(due)) title=(time::words(due, locale)) { (time::deadline(due, now, locale)) }
            }
        }
    }
}

/// A clock that has stopped because the promise was kept.
#[must_use]
pub fn clock_kept<'a>(locale: Locale, what: impl Into<Text<'a>>) -> Markup {
    let words = locale.t_with("ui-clock-kept", &[("what", what.into().into())]);
    html! { span class="chip clock chip-success" { (icon(Icon::Check)) (words) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_says_in_words_what_its_colour_means() {
        let now: Timestamp = "2026-03-07T12:00:00Z".parse().unwrap();
        let l = Locale::english();
        for (due, class, words) in [
            ("2026-03-07T10:00:00Z", "chip-danger", "2 hours overdue"),
            ("2026-03-08T12:00:00Z", "chip-warning", "due in 24 hours"),
            ("2026-03-17T12:00:00Z", "chip-neutral", "due in 10 days"),
        ] {
            let html = clock(l, "Triage", due.parse().unwrap(), now).into_string();
            assert!(html.contains(class) && html.contains(words), "{html}");
        }
    }
}
