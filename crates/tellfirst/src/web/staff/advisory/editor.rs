//! The words of an advisory, one language at a time.

use domain::case::AdvisoryText;
use maud::{Markup, html};
use ui::chip::Tone;
use ui::form::{Button, Form, button_row};
use ui::navigation::{Link, tabs};
use ui::{Locale, Text, content, notice};

use super::desk::{Desk, Shown};
use crate::publish::devices::markdown;
use crate::web::visit::StaffVisit;
use crate::words;

/// What a field is called.
#[must_use]
pub fn label(l: Locale, field: &str) -> Text<'static> {
    match field {
        "title" => l.t("publication-field-title"),
        "summary" => l.t("publication-field-summary"),
        "impact" => l.t("publication-field-impact"),
        _ => l.t("publication-field-what-to-do"),
    }
}

/// The editor; without the right to write, the words alone.
#[must_use]
pub fn panel(visit: &StaffVisit, desk: &Desk, shown: &Shown, may_publish: bool) -> Markup {
    let l = visit.visit.locale;
    let address = format!("/staff/cases/{}/advisory", desk.case.number);
    let program = visit.visit.program();
    let languages = &program.program.languages;
    let here = format!("{address}?language={}", shown.language);
    let links: Vec<_> = languages
        .iter()
        .map(|language| {
            let name = words::locale(language.as_str()).name();
            let has = desk.case.advisory.texts.contains_key(language.as_str());
            let mark = if has { "" } else { " ○" };
            Link::new(format!("{address}?language={language}"), format!("{name}{mark}"))
        })
        .collect();
    let body = html! {
        (tabs(&l.t("ui-language"), &links, &here))
        @if shown.is_proposal && may_publish {
            (notice::notice(Tone::Info, l.t("publication-proposal"), html! { p { (l.t("publication-proposal-remedy")) } }))
        }
        @if let Some(preview) = &shown.preview {
            (content::panel("words", &l.t("publication-words-preview"), preview.clone()))
        }
        @if may_publish { (form(l, shown, &address)) }
        @else if let Some(text) = desk.case.advisory.texts.get(&shown.language) { (rendered(text)) }
        @else { p { (l.t("publication-no-words")) } }
    };
    content::panel("editor", &l.t("publication-editor"), body)
}

fn form(l: Locale, shown: &Shown, address: &str) -> Markup {
    let form = Form::post(l, address).filled(&shown.filled).warn_unsaved();
    form.wrap(html! {
        (form.hidden("language", &shown.language))
        (form.text("title", label(l, "title")).required().max_length(200).hint(l.t("publication-field-title-hint")))
        (form.textarea("what_to_do", label(l, "what_to_do")).rows(4).hint(l.t("publication-field-what-to-do-hint")))
        (form.textarea("summary", label(l, "summary")).required().rows(5).hint(l.t("publication-field-summary-hint")))
        (form.textarea("impact", label(l, "impact")).rows(4).hint(l.t("publication-field-impact-hint")))
        p.hint { (l.t("publication-markdown")) }
        (button_row(&[
            Button::primary(l.t("publication-save")).sends("act", "save"),
            Button::quiet(l.t("publication-preview")).sends("act", "preview"),
        ]))
    })
}

/// The words as readers will see them.
#[must_use]
pub fn rendered(text: &AdvisoryText) -> Markup {
    html! {
        div.prose {
            h3 { (text.title) }
            (markdown(&text.what_to_do)) (markdown(&text.summary)) (markdown(&text.impact))
        }
    }
}
