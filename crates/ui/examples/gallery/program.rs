//! The program page: policy, scope, safe harbor, how to submit.

use ui::chip::Tone;
use ui::form::Button;
use ui::icon::Icon;
use ui::page::Theme;
use ui::{Locale, Markup, chip, content, html, notice};

pub fn page(l: Locale, theme: Theme) -> Markup {
    super::public(l, theme, "Report a vulnerability", "/").public(&html! {
        (content::hero(
            "Found a flaw in a Linksys device? Tell us first.",
            "A home router is often the only barrier between a family and the internet. We read every report that \
             follows this page, answer with dates, and tell you when you may publish.",
            &[
                Button::primary("Report a vulnerability").to("report-en-light.html").icon(Icon::Message),
                Button::quiet("Return to your case").to("/case").icon(Icon::Key),
            ],
        ))
        (content::facts(&[
            ("First answer".into(), html! { "within 5 business days, by a person" }),
            ("Account needed".into(), html! { "none. You get a case number and a secret code" }),
            ("Policy".into(), html! { "version 14, in force since 2 Sep 2026 " (chip::label("sha256 9f2c…41d0")) }),
            ("Languages".into(), html! { "English, German" }),
        ]))
        div.prose {
            h2 { "What is in scope" }
            p { "Routers, range extenders, Wi-Fi dongles, switches and other networked devices sold under the Linksys name,
                 with the newest firmware for their hardware revision and region." }
            h2 { "What is not" }
            ul {
                li { "Web sites and cloud services such as Linksys.com and Linksys Smart Wi-Fi." }
                li { "Social engineering and phishing against employees, contractors, customers or support." }
            }
            p { "Not sure? Send it anyway. The form tells you what it thinks before you send, and a person decides." }
        }
        (notice::notice(Tone::Success, "Safe harbor", html! {
            p { "We take no legal action against people who follow this page, test within scope, and test their own
                 product or one whose owner agreed. Your signed receipt proves which version of this promise you saw." }
        }))
        (notice::notice(Tone::Info, "Lost your Wi-Fi password, or think your router was hacked?", html! {
            p { a href="https://support.linksys.com/" { "Technical support" } " can help you right away. Came here with a real
                 vulnerability? " a href="/report" { "Go on to the form" } "." }
        }))
        div {
            (content::disclosure("When may I publish?", html! { p { "When every affected device has a fix you can download. We show
                you how far that is, device by device, and send a signed green light." } }))
            (content::disclosure("What should the publication contain?", html! { p { "A link to the fixed firmware, a sentence near the
                top that a fix is available, and an accurate account of the attack." } }))
            (content::disclosure("How do I reach a person?", html! { p { "Write to security@example.com; our PGP key is on this page." } }))
        }
    })
}
