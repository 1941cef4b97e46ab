//! The box at the end of a case in which the team writes. Who will read it is decided first; the button repeats it.

use maud::{Markup, html};

use crate::Text;
use crate::form::{Choice, Form};
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// Who may read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Everyone in the case, the reporter too.
    Everyone,
    /// The team only.
    #[default]
    Internal,
}

impl Visibility {
    /// The value of the field `visibility`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Internal => "internal",
        }
    }
}

/// What the composer offers.
#[derive(Debug, Clone)]
pub struct Composer<'a> {
    /// The form, with action, token and values typed before.
    pub form: Form<'a>,
    /// Chosen at first: the one used last in this case.
    pub visibility: Visibility,
    /// The acts offered (field `act`); empty leaves the list out.
    pub acts: Vec<Choice<'a>>,
    /// Whom a message is for (field `to`), when the case has several reporters; empty leaves the list out.
    pub addressees: Vec<Choice<'a>>,
    /// Saved replies to begin with (field `reply` of a form of its own that only asks); empty leaves the list out.
    pub replies: Vec<Choice<'a>>,
    /// The address that shows the page with a saved reply filled in.
    pub reply_address: Text<'a>,
    /// Further fields between text and button, such as files.
    pub more: Markup,
}

/// Draws the composer. It submits `visibility`, `to`, `act` and `message`. A saved reply is only ever filled in, by a
/// form of its own: what is sent has been seen.
#[must_use]
pub fn composer(locale: Locale, composer: &Composer<'_>) -> Markup {
    let form = &composer.form;
    let body = html! {
        (visibility(locale, composer.visibility))
        @if !composer.addressees.is_empty() {
            div.composer-to {
                (form.checkboxes("to", locale.t("ui-composer-to"), composer.addressees.clone())
                    .hint(locale.t("ui-composer-to-hint")))
            }
        }
        @if !composer.acts.is_empty() {
            div.composer-row { (form.select("act", locale.t("ui-composer-act"), composer.acts.clone())) }
        }
        (form.textarea("message", locale.t("ui-composer-message")).rows(6))
        (composer.more)
        div.button-row {
            button.button.button-primary type="submit" {
                span.when-everyone { (icon(Icon::Message)) (locale.t("ui-composer-send")) }
                span.when-internal { (icon(Icon::Lock)) (locale.t("ui-composer-save")) }
            }
        }
    };
    html! {
        section.composer id="composer" aria-labelledby="composer-title" {
            h2 id="composer-title" { (locale.t("ui-composer-title")) }
            (form.wrap(body))
            @if !composer.replies.is_empty() { (replies(locale, composer)) }
        }
    }
}

/// With script the reply is added to what is typed already; without it the page is shown anew, filled.
fn replies(locale: Locale, composer: &Composer<'_>) -> Markup {
    html! {
        form.composer-row method="get" action=(composer.reply_address) data-reply="message" {
            (Form::get(locale, "").select("reply", locale.t("ui-composer-reply"), composer.replies.clone()))
            button.button.button-quiet type="submit" { (locale.t("ui-composer-insert")) }
        }
    }
}

fn visibility(locale: Locale, chosen: Visibility) -> Markup {
    let options: [(Visibility, Icon, Text<'_>, Text<'_>); 2] = [
        (Visibility::Internal, Icon::Lock, locale.t("ui-internal"), locale.t("ui-internal-hint")),
        (Visibility::Everyone, Icon::Message, locale.t("ui-everyone"), locale.t("ui-everyone-hint")),
    ];
    html! {
        fieldset.visibility {
            legend { (locale.t("ui-visibility")) }
            @for (option, picture, words, hint) in options {
                @let id = format!("visibility-{}", option.name());
                div class={ "visibility-option visibility-" (option.name()) } {
                    input type="radio" name="visibility" id=(id) value=(option.name()) checked[option == chosen]
                        aria-describedby={ (id) "-note" };
                    label for=(id) { (icon(picture)) (words) }
                    p.hint id={ (id) "-note" } { (hint) }
                }
            }
        }
    }
}
