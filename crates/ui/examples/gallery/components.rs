//! Every component once.

use ui::chip::{Severity, Tone};
use ui::content::{bars, copy_box, disclosure, empty, panel, progress};
use ui::cvss::{Metric, Rating, comparison};
use ui::diff::{Change, diff};
use ui::draft::{Finding, draft};
use ui::form::{Button, Choice, Form, button_row};
use ui::green_light::{GreenLight, Light, green_light};
use ui::icon::Icon;
use ui::navigation::{Link, Pager, pager, side_links};
use ui::notice::Flash;
use ui::page::Theme;
use ui::table::{Column, Row, Table};
use ui::{Locale, Markup, chip, html, notice};

const TONES: [(Tone, &str); 6] = [
    (Tone::Neutral, "Neutral"),
    (Tone::Info, "New"),
    (Tone::Progress, "Confirmed"),
    (Tone::Success, "Published"),
    (Tone::Warning, "Due today"),
    (Tone::Danger, "Refused"),
];

pub fn page(l: Locale, theme: Theme) -> Markup {
    let flash = Flash { tone: Tone::Success, text: "Your message was sent.".to_owned() };
    super::public(l, theme, "Components", "/components").wide().flash(Some(&flash)).public(&html! {
        h1 { "Components" }
        (panel("chips", "Chips", html! {
            div.chips { @for (tone, words) in TONES { (chip::state(tone, words)) } (chip::label("label")) (chip::with_icon(Tone::Danger, Icon::Lock, "Locked")) }
            div.chips { @for s in [Severity::Unrated, Severity::None, Severity::Low, Severity::Medium, Severity::High, Severity::Critical] { (chip::severity(l, s, None)) } }
            div.chips {
                (chip::clock(l, "Triage", super::at("2026-11-23T12:00:00Z"), super::now()))
                (chip::clock(l, "Triage", super::at("2026-11-24T12:00:00Z"), super::now()))
                (chip::clock(l, "Triage", super::at("2026-12-24T12:00:00Z"), super::now()))
                (chip::clock_kept(l, "Triage"))
            }
        }))
        @for (tone, words) in TONES { (notice::notice(tone, words, html! { p { "What happened and what to do. " a href="#" { "A link" } "." } })) }
        (panel("buttons", "Buttons", button_row(&[Button::primary("Send report"), Button::quiet("Save draft"), Button::danger("Reject as invalid"), Button::quiet("Download").icon(Icon::Download)])))
        (lights(l))
        (panel("draft", "Draft with findings", sample_draft(l)))
        (panel("cvss", "Severity", sample_cvss(l)))
        (panel("diff", "Differences", diff(l, &[(Change::Same, "Affected: MX4200 before 2.0.7"), (Change::Removed, "Attack: remote"), (Change::Added, "Attack: from the local network, signed in")])))
        (panel("pieces", "Pieces", pieces(l)))
        (panel("fields", "Fields", fields(l)))
        (empty("No cases yet", html! { p { "Reports appear here as soon as someone sends one. " a href="/report" { "See the public form" } "." } }))
        (pager(l, &Pager { from: 26, to: 50, total: None, previous: Some("#".into()), next: Some("#".into()) }))
    })
}

fn lights(l: Locale) -> Markup {
    let light = |light, sentence: &'static str| {
        green_light(l, &GreenLight { light, sentence: sentence.into(), reasons: vec![], more: html! {} })
    };
    html! {
        (light(Light::Red, "Two of nine devices wait for their fix."))
        (light(Light::Green, "Safe to disclose since 3 March 2026: every affected device has a fix to download."))
        (light(Light::LimitLifted, "Attacks have been seen. You need not wait for the remaining fixes."))
    }
}

fn sample_draft(l: Locale) -> Markup {
    let text = "Remote takeover of Linksys routers\n\nToday I publish a flaw in the MX4200. Any attacker on the internet can take over the router by sending one request.\n\nThe vendor took three weeks to answer. Details and proof of concept follow below.";
    let place = |words: &str| text.find(words).map(|at| at..at + words.len());
    draft(
        l,
        text,
        &[
            Finding {
                tone: Tone::Warning,
                title: "Nothing near the top says that a fix is available".into(),
                why: "Owners should read it before anything else.".into(),
                suggestion: Some("A fixed firmware, 2.0.7, is available.".into()),
                place: None,
            },
            Finding {
                tone: Tone::Danger,
                title: "“Remote” does not match".into(),
                why:
                    "The case rates the attack vector as Adjacent: the attacker must be on the local network."
                        .into(),
                suggestion: Some("Takeover of Linksys routers from the local network".into()),
                place: place("Remote takeover"),
            },
            Finding {
                tone: Tone::Danger,
                title: "Overstated reach".into(),
                why: "Same fact: not reachable from the internet with factory settings.".into(),
                suggestion: None,
                place: place("Any attacker on the internet"),
            },
            Finding {
                tone: Tone::Info,
                title: "The first answer came after 6 days".into(),
                why: "Received 2 November, answered 8 November.".into(),
                suggestion: None,
                place: place("three weeks"),
            },
        ],
    )
}

fn sample_cvss(l: Locale) -> Markup {
    comparison(
        l,
        &[
            Rating {
                who: "Reporter".into(),
                vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H".into(),
                severity: Severity::Critical,
                score: Some(9.8),
            },
            Rating {
                who: "Linksys".into(),
                vector: "CVSS:3.1/AV:A/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H".into(),
                severity: Severity::High,
                score: Some(8.0),
            },
        ],
        &[
            Metric {
                name: "Attack vector".into(),
                values: vec![
                    ("Network".into(), "“reached it from outside”".into()),
                    ("Adjacent".into(), "Web interface answers on the local network only.".into()),
                ],
            },
            Metric {
                name: "Privileges required".into(),
                values: vec![("None".into(), "".into()), ("Low".into(), "Needs a guest account.".into())],
            },
            Metric {
                name: "User interaction".into(),
                values: vec![("None".into(), "".into()), ("None".into(), "".into())],
            },
        ],
    )
}

fn pieces(l: Locale) -> Markup {
    html! {
        (progress("7 of 9 closed", 7, 9))
        (bars("Open cases by brand", &[("Linksys".into(), 31), ("WeMo".into(), 12), ("Belkin".into(), 4)]))
        (copy_box(l, "sample", "Case number", "LNK-2026-0042"))
        (disclosure("More", html! { p { "Closed at first." } }))
        (side_links("Settings", &[Link::new("#a", "Program").count(2), Link::new("#b", "People"), Link::new("#c", "Keys")], "#b"))
        (Table::new(l, "Promises", vec![Column::new("Promise").main(), Column::new("Median").numeric()]).rows(&[
            Row::new(vec![html! { "First answer" }, html! { "2.1 days" }]), Row::new(vec![html! { "Triage" }, html! { "6.4 days" }]),
        ]))
    }
}

fn fields(l: Locale) -> Markup {
    let form = Form::post(l, "#").csrf("sample");
    form.wrap(html! {
        (form.text("name", "Name or handle").hint("For the acknowledgement, if you want one."))
        (form.email("email", "E-mail").error(Some("Write an address like name@example.org.")))
        (form.password("password", "Password"))
        (form.date("date", "Planned publication").class("field-short"))
        (form.number("count", "Devices seen").class("field-short"))
        (form.search("find", "Find").class("field-short"))
        (form.text("weakness", "Weakness").suggestions(vec!["CWE-77 Command injection".into(), "CWE-79 Cross-site scripting".into()]))
        (form.checkboxes("facts", "Anything of this?", vec![Choice::new("public", "It is already public"), Choice::new("exploited", "I have seen it exploited").hint("We look at these first."), Choice::new("others", "Other makers are affected")]))
        (form.checkbox("agree", "I have read the policy, version 14"))
        (form.textarea("text", "Description").rows(3).max_length(500).class("field-code"))
    })
}
