//! Notices and the flash message.

use maud::{Markup, html};

use crate::Text;
use crate::chip::Tone;
use crate::icon::{Icon, icon};

/// A message on a tinted ground with a title and a body.
#[must_use]
pub fn notice<'a>(tone: Tone, title: impl Into<Text<'a>>, body: Markup) -> Markup {
    let role = if tone == Tone::Danger { "alert" } else { "note" };
    html! {
        div class={ "notice notice-" (tone.class()) } role=(role) {
            (icon(picture(tone)))
            div.notice-body {
                p.notice-title { (title.into()) }
                (body)
            }
        }
    }
}

/// What happened to the act before: shown once at the top of the next page and announced by screen readers.
#[derive(Debug, Clone)]
pub struct Flash {
    /// Success, warning or danger.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
}

pub(crate) fn flash(flash: &Flash) -> Markup {
    html! {
        div class={ "flash notice notice-" (flash.tone.class()) } role="status" {
            (icon(picture(flash.tone))) p { (flash.text) }
        }
    }
}

fn picture(tone: Tone) -> Icon {
    match tone {
        Tone::Neutral | Tone::Info => Icon::Info,
        Tone::Progress => Icon::Wrench,
        Tone::Success => Icon::CheckCircle,
        Tone::Warning | Tone::Danger => Icon::Alert,
    }
}
