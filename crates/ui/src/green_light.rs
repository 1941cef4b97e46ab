//! The panel that says whether the reporter may publish. Text first; lamp and colour only repeat it.

use maud::{Markup, html};

use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// What the light shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// A cell is open or an embargo is active.
    Red,
    /// Every cell is closed by evidence: may be disclosed.
    Green,
    /// The flaw is public, exploited or attacked: the promise to wait no longer binds.
    LimitLifted,
}

/// The panel's content.
#[derive(Debug, Clone)]
pub struct GreenLight<'a> {
    /// What it shows.
    pub light: Light,
    /// The sentence: `Safe to disclose since 3 March 2026`, `Two of nine devices wait for their fix`.
    pub sentence: Text<'a>,
    /// What it is computed from, or what it waits for.
    pub reasons: Vec<Text<'a>>,
    /// Buttons or links, such as the signed letter.
    pub more: Markup,
}

/// Draws the panel.
#[must_use]
pub fn green_light(locale: Locale, panel: &GreenLight<'_>) -> Markup {
    let (class, picture, title) = match panel.light {
        Light::Red => ("red", Icon::Clock, locale.t("ui-light-red")),
        Light::Green => ("green", Icon::CheckCircle, locale.t("ui-light-green")),
        Light::LimitLifted => ("lifted", Icon::Alert, locale.t("ui-light-lifted")),
    };
    html! {
        section class={ "light light-" (class) } aria-label=(title) {
            span.lamp aria-hidden="true" { (icon(picture)) }
            div {
                h2 { (title) }
                p.light-sentence { (panel.sentence) }
                @if !panel.reasons.is_empty() { ul { @for reason in &panel.reasons { li { (reason) } } } }
                (panel.more)
            }
        }
    }
}
