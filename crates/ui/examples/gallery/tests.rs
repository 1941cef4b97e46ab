//! Reads all sample pages for what no page may hold and for what every page must hold.

use std::collections::BTreeSet;

use ui::page::Theme;
use ui::{Locale, assets};

use crate::{case, components, inbox, program, report};

fn pages() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for l in Locale::all() {
        for (name, page) in [
            ("case", case::page(l, Theme::System)),
            ("components", components::page(l, Theme::Dark)),
            ("inbox", inbox::page(l, Theme::Light)),
            ("program", program::page(l, Theme::System)),
            ("receipt", report::receipt(l, Theme::System)),
            ("report", report::page(l, Theme::System)),
        ] {
            all.push((format!("{name} {}", l.code()), page.into_string()));
        }
    }
    all
}

/// All values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let open = format!(" {attribute}=\"");
    html.match_indices(&open).filter_map(|(at, _)| html[at + open.len()..].split('"').next()).collect()
}

#[test]
fn no_page_needs_more_than_a_strict_content_security_policy() {
    for (name, html) in pages() {
        for forbidden in
            [" style=", "<style", "javascript:", "data:", " onclick=", " onload=", " onsubmit=", " onchange="]
        {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
        let scripts: Vec<_> = html.split("<script").skip(1).collect();
        assert_eq!(scripts.len(), 1, "{name}");
        assert!(
            scripts[0].starts_with(&format!(" src=\"{}\" defer></script>", assets::url("app.js"))),
            "{name}"
        );
    }
}

#[test]
fn every_id_is_unique_and_every_reference_leads_to_one() {
    for (name, html) in pages() {
        let mut ids = BTreeSet::new();
        for id in values(&html, "id") {
            assert!(ids.insert(id), "{name}: id {id} is given twice");
        }
        for attribute in ["for", "aria-describedby", "aria-labelledby", "list", "data-copy"] {
            for id in values(&html, attribute).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{name}: {attribute} {id} leads nowhere");
            }
        }
    }
}

#[test]
fn every_control_has_a_name_for_screen_readers() {
    for (name, html) in pages() {
        let labelled: BTreeSet<_> = values(&html, "for").into_iter().collect();
        for open in ["<input", "<select", "<textarea", "<progress"] {
            for tag in html.split(open).skip(1).filter_map(|rest| rest.split('>').next()) {
                let tag = format!(" {tag}");
                let named = values(&tag, "id").first().is_some_and(|id| labelled.contains(id));
                let hidden = tag.contains("type=\"hidden\"");
                assert!(named || hidden || tag.contains("aria-label="), "{name}: {open}{tag}");
            }
        }
    }
}

#[test]
fn every_page_has_its_frame_and_no_missing_text() {
    for (name, html) in pages() {
        for (part, times) in [
            ("<main", 1),
            ("<h1", 1),
            ("<title>", 1),
            ("class=\"skip-link\" href=\"#main\"", 1),
            ("<footer", 1),
        ] {
            assert_eq!(html.matches(part).count(), times, "{name}: {part}");
        }
        assert!(html.contains("<html lang=\""), "{name}");
        assert!(
            !html.contains('⟦'),
            "{name}: {:?}",
            html.split('⟦').nth(1).and_then(|t| t.split('⟧').next())
        );
    }
}

#[test]
fn text_from_people_never_becomes_markup() {
    let nasty = "<script>alert(1)</script>\"'&";
    let l = Locale::english();
    let html = [
        ui::content::plain_text(nasty),
        ui::chip::label(nasty),
        ui::content::copy_box(l, "x", nasty, nasty),
        ui::draft::draft(l, nasty, &[]),
        ui::inbox::filter_bar(l, "/", nasty, &[]),
        ui::diff::diff(l, &[(ui::diff::Change::Added, nasty)]),
    ]
    .map(ui::Markup::into_string)
    .concat();
    assert!(!html.contains("<script") && !html.contains("\"'&\""), "{html}");
}
