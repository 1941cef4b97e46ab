//! The triage inbox with twelve rows.

use ui::chip::{Severity, Tone};
use ui::content::{Tile, tiles};
use ui::form::{Button, Form};
use ui::inbox::{Filter, bulk_bar, filter_bar};
use ui::navigation::{Pager, pager};
use ui::page::Theme;
use ui::table::{Column, Row, Sorted, Table};
use ui::{Locale, Markup, chip, content, html, time};

type Sample = (
    &'static str,
    &'static str,
    &'static str,
    Severity,
    Option<f64>,
    (Tone, &'static str),
    &'static str,
    Option<(&'static str, &'static str)>,
);

const ROWS: [Sample; 12] = [
    (
        "LNK-2026-0051",
        "Command injection in the guest network name",
        "MX4200 v2",
        Severity::Critical,
        Some(9.8),
        (Tone::Info, "New"),
        "2026-11-23T13:40:00Z",
        Some(("First answer", "2026-11-30T17:00:00Z")),
    ),
    (
        "WMO-2026-0019",
        "Camera stream opens without sign-in on the local network",
        "Camera HD",
        Severity::High,
        Some(7.6),
        (Tone::Info, "New"),
        "2026-11-23T09:02:00Z",
        Some(("First answer", "2026-11-24T17:00:00Z")),
    ),
    (
        "LNK-2026-0050",
        "Stack overflow in UPnP event handling",
        "E8450",
        Severity::High,
        Some(8.8),
        (Tone::Info, "New"),
        "2026-11-22T20:11:00Z",
        Some(("First answer", "2026-11-27T17:00:00Z")),
    ),
    (
        "BLK-2026-0007",
        "Keyboard accepts unpaired receivers",
        "K820",
        Severity::Medium,
        Some(6.5),
        (Tone::Neutral, "Needs more info"),
        "2026-11-21T08:30:00Z",
        None,
    ),
    (
        "LNK-2026-0048",
        "Update server certificate is not checked",
        "RE7310",
        Severity::High,
        Some(8.1),
        (Tone::Progress, "Confirmed"),
        "2026-11-18T11:45:00Z",
        Some(("Fix", "2026-12-19T17:00:00Z")),
    ),
    (
        "LNK-2026-0047",
        "Default password printed in a debug page",
        "E2500 v4",
        Severity::Unrated,
        None,
        (Tone::Info, "New"),
        "2026-11-16T17:20:00Z",
        Some(("First answer", "2026-11-23T12:00:00Z")),
    ),
    (
        "WMO-2026-0018",
        "Light bulb joins any network named in a beacon",
        "Bulb v3",
        Severity::Medium,
        Some(5.7),
        (Tone::Progress, "Fix commissioned"),
        "2026-11-12T07:00:00Z",
        Some(("Fix", "2026-11-25T10:00:00Z")),
    ),
    (
        "LNK-2026-0042",
        "Session token in the address bar after sign-in",
        "MX4200, MX5300",
        Severity::Medium,
        Some(6.1),
        (Tone::Progress, "Fix released"),
        "2026-11-02T15:15:00Z",
        None,
    ),
    (
        "BLK-2026-0006",
        "Cross-site scripting on Belkin.com",
        "not a device",
        Severity::Low,
        Some(3.4),
        (Tone::Danger, "Out of scope"),
        "2026-10-30T10:00:00Z",
        None,
    ),
    (
        "LNK-2026-0039",
        "Denial of service by malformed IGMP",
        "E8450, E7350",
        Severity::Low,
        Some(3.1),
        (Tone::Neutral, "Duplicate"),
        "2026-10-24T10:00:00Z",
        None,
    ),
    (
        "LNK-2026-0037",
        "Path traversal in the backup restore",
        "RE7000",
        Severity::High,
        Some(7.2),
        (Tone::Success, "Published"),
        "2026-10-11T10:00:00Z",
        None,
    ),
    (
        "WMO-2026-0015",
        "Rule names are read as format strings",
        "Switch v2",
        Severity::None,
        Some(0.0),
        (Tone::Success, "Closed"),
        "2026-09-28T10:00:00Z",
        None,
    ),
];

pub fn page(l: Locale, theme: Theme) -> Markup {
    let form = Form::post(l, "/staff/bulk").csrf("sample");
    super::staff(
        l,
        theme,
        "New",
        "/staff/",
        &html! {
            (content::heading("New and waiting", Some(chip::label("12 of 214 cases")), None))
            (tiles(&[
                Tile { words: "New".into(), figure: "5".into(), note: "oldest: 7 days".into(), href: "?q=state:new".into(), tone: Tone::Info },
                Tile { words: "Overdue".into(), figure: "2".into(), note: "1 more due today".into(), href: "?q=late".into(), tone: Tone::Danger },
                Tile { words: "Waiting for a fix".into(), figure: "17".into(), note: "median 31 days".into(), href: "?q=fix".into(), tone: Tone::Progress },
                Tile { words: "Safe to disclose".into(), figure: "3".into(), note: "this month".into(), href: "?q=green".into(), tone: Tone::Success },
            ]))
            (filter_bar(l, "/staff/", "brand:linksys,wemo,belkin sort:submitted-desc", &[
                Filter { words: "Brand: any of 3".into(), without: "?q=sort".into() },
                Filter { words: "Newest first".into(), without: "?q=brand".into() },
            ]))
            (form.wrap(html! {
                (table(l))
                (bulk_bar(l, &[Button::quiet("Assign to me").sends("act", "assign"), Button::quiet("Ask for information").sends("act", "ask"),
                    Button::danger("Close as duplicate").sends("act", "duplicate")]))
            }))
            (pager(l, &Pager { from: 1, to: 12, total: Some(214), previous: None, next: Some("?page=2".into()) }))
        },
    )
}

fn table(l: Locale) -> Markup {
    let columns = vec![
        Column::new("Case").tight().sort("?sort=number", Sorted::No),
        Column::new("Title").main(),
        Column::new("Severity").tight().sort("?sort=severity", Sorted::No),
        Column::new("State").tight(),
        Column::new("Received").tight().sort("?sort=submitted", Sorted::Descending),
        Column::new("Promise").tight(),
    ];
    let rows: Vec<_> = ROWS.iter().enumerate().map(|(i, sample)| row(l, i, sample)).collect();
    Table::new(l, "Cases, newest first", columns).selectable("case").walkable().rows(&rows)
}

fn row<'a>(
    l: Locale,
    i: usize,
    (number, title, device, severity, score, (tone, state), received, clock): &Sample,
) -> Row<'a> {
    let row = Row::new(vec![
        html! { span.case-number { (number) } },
        html! { a href="case-en-light.html" { (title) } p.hint { (device) } },
        chip::severity(l, *severity, *score),
        chip::state(*tone, *state),
        time::format_relative(super::at(received), super::now(), l),
        html! { @if let Some((what, due)) = clock { (chip::clock(l, *what, super::at(due), super::now())) } },
    ])
    .select(*number, *number);
    if i < 3 { row.unread() } else { row }
}
