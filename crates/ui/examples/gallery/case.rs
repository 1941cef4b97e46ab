//! A case page as the team sees it: next act, matrix, green light, timeline, composer, facts.

use ui::case::{Header, NextAction, header, next_action};
use ui::chip::{Severity, Tone};
use ui::composer::{Composer, Visibility, composer};
use ui::content::{File, columns, facts, files, panel, plain_text};
use ui::form::{Choice, Form};
use ui::green_light::{GreenLight, Light, green_light};
use ui::matrix::{Cell, CellState, Heading, Matrix, matrix};
use ui::navigation::{Link, breadcrumbs, tabs};
use ui::page::Theme;
use ui::timeline::{Entry, Kind, timeline};
use ui::{Locale, Markup, chip, html, time};

pub fn page(l: Locale, theme: Theme) -> Markup {
    let now = super::now();
    let tab_links = [
        Link::new("/staff/cases/42", "Story"),
        Link::new("/staff/cases/42/matrix", "Fix matrix").count(9),
        Link::new("/staff/cases/42/severity", "Severity"),
        Link::new("/staff/cases/42/files", "Files").count(2),
        Link::new("/staff/cases/42/people", "People").count(4),
    ];
    super::staff(
        l,
        theme,
        "LNK-2026-0042",
        "/staff/cases/42",
        &html! {
            (breadcrumbs(l, &[Link::new("/staff/", "Inbox"), Link::new("/staff/cases", "All cases")], "LNK-2026-0042"))
            (header(&Header {
                number: "LNK-2026-0042".into(),
                title: "Session token in the address bar after sign-in".into(),
                chips: vec![
                    chip::state(Tone::Progress, "Fix released"),
                    chip::severity(l, Severity::Medium, Some(6.1)),
                    chip::clock(l, "Status update", super::at("2026-11-25T12:00:00Z"), now),
                    chip::label("web interface"),
                ],
                line: html! { "Linksys MX4200 and MX5300 · reported " (time::format_relative(super::at("2026-11-02T15:15:00Z"), now, l)) " by nightjar" },
            }))
            (tabs("Parts of the case", &tab_links, "/staff/cases/42"))
            (columns(story(l), side(l)))
        },
    )
}

fn story(l: Locale) -> Markup {
    let now = super::now();
    html! {
        (next_action(l, &NextAction {
            who: "The remediation team".into(),
            what: "publishes the firmware for MX5300 v1 in North America".into(),
            due: Some(super::at("2026-12-04T17:00:00Z")),
        }, now))
        (green_light(l, &GreenLight {
            light: Light::Red,
            sentence: "Two of six devices still wait for their fix.".into(),
            reasons: vec!["MX5300 v1, Europe: fix released, page not yet seen to offer it".into(), "MX5300 v1, North America: fix commissioned".into()],
            more: html! {},
        }))
        (panel("matrix", "Fix matrix", fix_matrix(l)))
        (timeline(l, &entries()))
        (composer(l, &Composer {
            form: Form::post(l, "/staff/cases/42/messages").csrf("sample").warn_unsaved(),
            visibility: Visibility::Internal,
            acts: vec![Choice::new("comment", "Comment"), Choice::new("ask", "Ask for information"), Choice::new("retest", "Request a retest")],
            addressees: vec![Choice::new("1", "Ada").hint("LNK-2026-0042"), Choice::new("2", "Ben").hint("LNK-2026-0044")],
            reply_address: "/staff/cases/42#composer".into(),
            replies: vec![Choice::new("", "None"), Choice::new("thanks", "Thank you, we are on it")],
            more: html! {},
        }))
    }
}

fn fix_matrix(l: Locale) -> Markup {
    let cell =
        |state, detail: &'static str| Cell { state, detail: detail.into(), href: Some("#cell".into()) };
    let sku =
        |words: &'static str, note: &'static str| Heading { words: words.into(), note: html! { (note) } };
    matrix(
        l,
        &Matrix {
            caption: "Fix matrix of LNK-2026-0042".into(),
            columns: vec![
                Heading {
                    words: "CVE-2026-41170".into(),
                    note: chip::severity(l, Severity::Medium, Some(6.1)),
                },
                Heading { words: "CVE-2026-41171".into(), note: chip::severity(l, Severity::Low, Some(3.7)) },
            ],
            rows: vec![
                (
                    sku("MX4200", "v1 · Europe"),
                    vec![
                        cell(CellState::Verified, "1.0.13.210200"),
                        cell(CellState::Verified, "1.0.13.210200"),
                    ],
                ),
                (
                    sku("MX4200", "v2 · Europe"),
                    vec![
                        cell(CellState::Verified, "2.0.7.216620"),
                        cell(CellState::NotAffected, "code not present"),
                    ],
                ),
                (
                    sku("MX5300", "v1 · Europe"),
                    vec![cell(CellState::Released, "1.1.11.211190"), cell(CellState::UnderInvestigation, "")],
                ),
                (
                    sku("MX5300", "v1 · North America"),
                    vec![cell(CellState::Commissioned, "due 4 Dec 2026"), cell(CellState::Affected, "")],
                ),
                (
                    sku("EA9500", "v2 · North America"),
                    vec![cell(CellState::NoFixPlanned, "out of support"), cell(CellState::NotAffected, "")],
                ),
            ],
            closed: 6,
            total: 10,
        },
    )
}

fn entries<'a>() -> Vec<Entry<'a>> {
    let entry = |kind, who: &'static str, what: &'static str, at: &str, body: Markup| Entry {
        kind,
        who: who.into(),
        what: what.into(),
        at: super::at(at),
        body,
    };
    vec![
        entry(
            Kind::Reporter,
            "nightjar",
            "sent the report",
            "2026-11-02T15:15:00Z",
            plain_text(
                "After signing in, the router adds the session token to the address (?token=…). It is stored in the browser's history and sent to the help pages.\n\nAnyone who sees the address can use the session until it ends.",
            ),
        ),
        entry(
            Kind::Machine,
            "Tellfirst",
            "sent the signed receipt, policy version 14",
            "2026-11-02T15:15:02Z",
            html! {},
        ),
        entry(
            Kind::Change,
            "Ines Okafor",
            "confirmed the report",
            "2026-11-04T10:05:00Z",
            html! { p { (chip::state(Tone::Info, "New")) " → " (chip::state(Tone::Progress, "Confirmed")) " Seen on MX4200 v1 with the newest firmware." } },
        ),
        entry(
            Kind::Internal,
            "Ines Okafor",
            "wrote",
            "2026-11-04T10:12:00Z",
            plain_text(
                "Same handler as LNK-2025-0113. Ask remediation to look at all callers, not only this page.",
            ),
        ),
        entry(
            Kind::Team,
            "Ines Okafor",
            "wrote",
            "2026-11-04T10:20:00Z",
            plain_text(
                "Thank you. We can see it too and have asked for a fix for all devices with this web interface. You will hear from us by 25 November, earlier if something changes.",
            ),
        ),
        entry(
            Kind::Machine,
            "Tellfirst",
            "saw firmware 2.0.7.216620 on the download page of MX4200 v2",
            "2026-11-19T03:00:00Z",
            html! {},
        ),
        entry(
            Kind::Reporter,
            "nightjar",
            "retested MX4200 v2: fixed",
            "2026-11-20T19:41:00Z",
            plain_text("Works as it should, no token in the address any more."),
        ),
    ]
}

fn side(l: Locale) -> Markup {
    html! {
        (panel("facts", "Facts", facts(&[
            ("Assigned to".into(), html! { "Ines Okafor" }),
            ("Reporter".into(), html! { "nightjar · 3 reports, all valid" }),
            ("Weakness".into(), html! { "CWE-598, token in a query string" }),
            ("Received".into(), time::format_time(super::at("2026-11-02T15:15:00Z"), l)),
            ("Embargo".into(), html! { "until " (time::format_date(super::at("2027-01-31T00:00:00Z"), l)) }),
            ("Tracker".into(), html! { a href="#" { "FW-8812" } }),
        ])))
        (panel("promises", "Promises", html! {
            div.chips {
                (chip::clock_kept(l, "First answer"))
                (chip::clock_kept(l, "Triage"))
                (chip::clock(l, "Status update", super::at("2026-11-25T12:00:00Z"), super::now()))
                (chip::clock(l, "Fix", super::at("2027-01-15T12:00:00Z"), super::now()))
            }
        }))
        (panel("files", "Files", files(l, &[
            File { name: "history.png".into(), href: Some("#".into()), size: 182_340, note: "metadata removed".into() },
            File { name: "capture.pcapng".into(), href: None, size: 4_211_000, note: "from nightjar".into() },
        ])))
    }
}
