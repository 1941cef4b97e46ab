//! What was found, step by step and in one's own words, with files.

use domain::report::{TEXT_MAX, TITLE_MAX};
use maud::{Markup, html};
use ui::content::{self, File};
use ui::form::{Button, Choice, Filled, Form, button_row, fieldset};
use ui::icon::Icon;
use ui::{Text, Value};

use super::answers::Ground;
use super::{frame, words};
use crate::action::draft::Open;

/// The fields of this page, in its order.
pub const FIELDS: [&str; 8] =
    ["title", "description", "steps", "observed", "impact", "tested", "cwe", "tools"];

/// Weaknesses that are often found in devices (CWE list 4.x), offered while typing.
const WEAKNESSES: [(u32, &str); 24] = [
    (20, "Improper input validation"),
    (22, "Path traversal"),
    (77, "Command injection"),
    (78, "OS command injection"),
    (79, "Cross-site scripting"),
    (89, "SQL injection"),
    (119, "Memory buffer bounds"),
    (120, "Classic buffer overflow"),
    (121, "Stack-based buffer overflow"),
    (125, "Out-of-bounds read"),
    (200, "Exposure of sensitive information"),
    (259, "Hard-coded password"),
    (276, "Incorrect default permissions"),
    (287, "Improper authentication"),
    (295, "Improper certificate validation"),
    (306, "Missing authentication for critical function"),
    (311, "Missing encryption of sensitive data"),
    (345, "Insufficient verification of data authenticity"),
    (352, "Cross-site request forgery"),
    (400, "Uncontrolled resource consumption"),
    (416, "Use after free"),
    (494, "Download of code without integrity check"),
    (787, "Out-of-bounds write"),
    (798, "Hard-coded credentials"),
];

/// The page.
#[must_use]
pub fn page(ground: &Ground<'_>, filled: &Filled, open: &Open) -> Markup {
    let l = ground.locale;
    let form = Form::post(l, "/report").filled(filled).multipart().warn_unsaved();
    let intake = &ground.program.intake;
    let max = TEXT_MAX.min(usize::try_from(intake.text_max_chars).unwrap_or(TEXT_MAX));
    let optional = l.t("report-optional");
    frame::page(
        l,
        1,
        html! {
            (content::heading(&l.t("report-flaw"), None, Some(&l.t("report-flaw-lead"))))
            (form.wrap(html! {
                (frame::hidden(&open.token, "flaw"))
                (form.text("title", l.t("report-title")).required().max_length(TITLE_MAX).hint(l.t("report-title-hint")))
                (form.textarea("description", l.t("report-description")).required().max_length(max).rows(8)
                    .hint(l.t("report-description-hint")))
                (form.textarea("steps", l.t("report-steps")).max_length(max).rows(6).hint(l.t("report-steps-hint")))
                (form.textarea("observed", l.t("report-observed")).max_length(max).rows(4).hint(l.t("report-observed-hint")))
                (form.textarea("impact", l.t("report-impact")).max_length(max).rows(4).hint(l.t("report-impact-hint")))
                (form.radios("tested", l.t("report-tested"), vec![
                    Choice::new("device", l.t("report-tested-device")).hint(l.t("report-tested-device-hint")),
                    Choice::new("emulated", l.t("report-tested-emulated")),
                    Choice::new("code", l.t("report-tested-code")),
                ]))
                (fieldset(optional, html! {
                    (form.text("cwe", words::label(l, "cwe")).class("field-short").hint(l.t("report-cwe-hint")).suggestions(
                        WEAKNESSES.iter().map(|(id, name)| Text::Owned(format!("CWE-{id} {name}"))).collect()))
                    (form.textarea("tools", l.t("report-tools")).rows(2).hint(l.t("report-tools-hint")))
                }))
                (files(ground, &form, open))
                (button_row(&buttons(ground, open, "severity", "product")))
            }))
        },
    )
}

/// Go on, back, and straight to the review for those who come from there.
#[must_use]
pub fn buttons<'a>(ground: &Ground<'_>, open: &Open, next: &'a str, back: &'a str) -> Vec<Button<'a>> {
    let l = ground.locale;
    let mut buttons = vec![
        Button::primary(l.t("report-go-on")).sends("go", next).icon(Icon::ArrowRight),
        Button::quiet(l.t("report-back")).sends("go", back),
    ];
    if open.draft.value("title").is_some() {
        buttons.push(Button::quiet(l.t("report-to-review")).sends("go", "review"));
    }
    buttons
}

/// Files come last in the form, so that everything typed has arrived before them.
fn files<'a>(ground: &Ground<'_>, form: &Form<'a>, open: &Open) -> Markup {
    let l = ground.locale;
    let intake = &ground.program.intake;
    let limits = [
        ("count", Value::from(i64::from(intake.files_max))),
        ("size", Value::from(i64::from(intake.file_max_mib))),
    ];
    html! {
        (fieldset(l.t("report-files"), html! {
            @if !open.draft.files.is_empty() {
                ul.files.draft-files {
                    @for file in &open.draft.files {
                        li {
                            (ui::icon::icon(Icon::File))
                            div { span { (file.name) } p.hint { (content::size(file.size)) } }
                            button.link-button type="submit" name="go" value={ "remove:" (file.id) } {
                                (l.t("report-file-remove")) span.visually-hidden { " " (file.name) }
                            }
                        }
                    }
                }
            }
            (form.file("files", l.t("report-files-add")).multiple().hint(l.t_with("report-files-hint", &limits)))
        }))
    }
}

/// The files as a list to read.
#[must_use]
pub fn file_list(ground: &Ground<'_>, open: &Open) -> Markup {
    let named = open.draft.files.iter().map(|file| File {
        name: Text::Borrowed(file.name.as_str()),
        href: None,
        size: file.size,
        note: Text::Borrowed(""),
    });
    let l = ground.locale;
    html! {
        @if open.draft.files.is_empty() { (l.t("report-none")) }
        @else {
            ul.plain-list { @for file in named { li { (file.name) " " span.hint { (content::size(file.size)) } } } }
        }
    }
}
