//! Who reports: every part is voluntary.

use maud::{Markup, html};
use ui::form::{Choice, Filled, Form, button_row};
use ui::{Locale, Text, content};

use super::answers::Ground;
use super::{flaw, frame};
use crate::action::draft::Open;

/// The fields of this page, in its order.
pub const FIELDS: [&str; 6] =
    ["reporter.name", "reporter.email", "reporter.pgp_key", "credit", "reporter.credit", "reporter.language"];

/// The page.
#[must_use]
pub fn page(ground: &Ground<'_>, filled: &Filled, open: &Open) -> Markup {
    let (l, program) = (ground.locale, ground.program);
    let form = Form::post(l, "/report").filled(filled).warn_unsaved();
    let languages = program.languages.iter().map(|tag| {
        let name = Locale::find(tag.as_str()).map_or_else(|| Text::Owned(tag.to_string()), Locale::name);
        Choice::new(tag.as_str(), name)
    });
    frame::page(
        l,
        3,
        html! {
            (content::heading(&l.t("report-person"), None, Some(&l.t("report-person-lead"))))
            (form.wrap(html! {
                (frame::hidden(&open.token, "person"))
                (form.text("reporter.name", l.t("report-name")).autocomplete("name").hint(l.t("report-name-hint")))
                (form.email("reporter.email", l.t("report-email")).hint(l.t("report-email-hint")))
                (form.textarea("reporter.pgp_key", l.t("report-pgp-key")).rows(4).class("field-code").hint(l.t("report-pgp-hint")))
                (form.radios("credit", l.t("report-credit"), vec![
                    Choice::new("later", l.t("report-credit-later")).chosen(),
                    Choice::new("name", l.t("report-credit-as")),
                    Choice::new("anonymous", l.t("report-credit-anonymous")),
                ]))
                (form.text("reporter.credit", l.t("report-credit-name")).hint(l.t("report-credit-name-hint")))
                (form.select("reporter.language", l.t("report-language"), languages.collect()).choose(l.code())
                    .class("field-short").hint(l.t("report-language-hint")))
                (button_row(&flaw::buttons(ground, open, "review", "severity")))
            }))
        },
    )
}
