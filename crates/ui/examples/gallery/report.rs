//! A step of the report form after a refused submission, and the page after a report was sent.

use ui::chip::Tone;
use ui::form::{Button, Choice, Filled, Form, button_row, fieldset};
use ui::icon::Icon;
use ui::navigation::{Link, steps};
use ui::page::Theme;
use ui::{Locale, Markup, content, html, notice, time};

pub fn page(l: Locale, theme: Theme) -> Markup {
    let mut filled = Filled::default()
        .with("model", "mx4200")
        .with("revision", "v2")
        .with("region", "eu")
        .with("tested", "device")
        .with("title", "Command injection in the guest network name");
    filled.refuse("firmware", "Tell us the firmware version, or write “unknown”.");
    let form = Form::post(l, "/report/product").csrf("sample").filled(&filled).multipart().warn_unsaved();
    super::public(l, theme, "Which product?", "/report").public(&html! {
        (steps(l, &[
            Link::new("/report/policy", "Policy"),
            Link::new("/report/product", "Product"),
            Link::new("/report/flaw", "What you found"),
            Link::new("/report/you", "About you"),
            Link::new("/report/review", "Check and send"),
        ], 1))
        (content::heading("Which product is it?", None, Some("The label under the device shows model and hardware revision.")))
        (form.wrap(fields(l, &form)))
    })
}

fn fields(_: Locale, form: &Form<'_>) -> Markup {
    html! {
        (form.select("model", "Model", vec![
            Choice::new("", "Choose a model"),
            Choice::new("mx4200", "MX4200 (Velop AX4200)").group("Routers"),
            Choice::new("e8450", "E8450").group("Routers"),
            Choice::new("re7310", "RE7310").group("Range extenders"),
            Choice::new("other", "My model is not in the list").group("Other"),
        ]).required().searchable())
        (form.select("revision", "Hardware revision", vec![
            Choice::new("v1", "v1"), Choice::new("v2", "v2"), Choice::new("unknown", "I don't know"),
        ]).hint("On the label, after the model: “MX4200 v2”.").class("field-short"))
        (form.radios("region", "Sold in", vec![
            Choice::new("eu", "Europe"), Choice::new("us", "North America"), Choice::new("ap", "Asia and Pacific"),
            Choice::new("unknown", "I don't know"),
        ]).class("choices-row"))
        (form.text("firmware", "Firmware version").required().class("field-short field-code")
            .hint("In the device's web page under Troubleshooting → Diagnostics. “unknown” is fine."))
        (notice::notice(Tone::Success, "In scope: Linksys MX4200 v2, Europe", html! {
            p { "Linksys supports this router until 30 Jun 2029. A fix would go to its firmware branch for Europe." }
        }))
        (form.radios("tested", "How did you test?", vec![
            Choice::new("device", "On a real device").hint("Your own, or with its owner's consent."),
            Choice::new("emulator", "In an emulator").hint("Say which one in the description."),
            Choice::new("code", "By reading code or firmware"),
        ]).class("choices-cards"))
        (fieldset("In short", html! {
            (form.text("title", "Title").required().max_length(120)
                .hint_markup(html! { "Good: “Command injection in the guest network name”. Less good: “Router hacked”. Put no secrets here." }))
            (form.textarea("problem", "What is the problem?").required().max_length(20_000).rows(5))
            (form.file("files", "Files").multiple().hint("Pictures, videos, captures, scripts. Up to 20 files of 200 MB."))
        }))
        (button_row(&[Button::primary("Save and continue").icon(Icon::ArrowRight), Button::quiet("Back").to("/report/policy")]))
    }
}

pub fn receipt(l: Locale, theme: Theme) -> Markup {
    super::public(l, theme, "Report received", "/report/done").public(&html! {
        (content::heading("Thank you. We have your report.", None, Some("It is stored safely. A person will read it.")))
        (content::copy_box(l, "number", "Your case number", "LNK-2026-0042"))
        (content::secret_box(l, "secret", "Your secret code", "marble-fox-anchor-93-lantern-willow-08"))
        (content::facts(&[
            ("First answer by".into(), time::format_date(super::at("2026-11-30T17:00:00Z"), l)),
            ("Policy you agreed on".into(), html! { "version 14" }),
            ("Digest of your report".into(), html! { code { "sha256 5b1e…c07a" } }),
        ]))
        (button_row(&[
            Button::primary("Open your case").to("/case"),
            Button::quiet("Download the signed receipt").to("/receipt").icon(Icon::Download),
        ]))
    })
}
