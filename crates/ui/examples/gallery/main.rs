//! Writes every component and four realistic pages as HTML files, to look at and to photograph:
//! `cargo run -p ui --example gallery -- OUT_DIR`. The data is made up and the time is fixed.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use jiff::Timestamp;
use ui::navigation::Link;
use ui::page::{Page, Section, SignedIn, Theme};
use ui::{Locale, Markup, assets};

mod case;
mod components;
mod inbox;
mod program;
mod report;
#[cfg(test)]
mod tests;

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned()));
    fs::create_dir_all(out.join("assets"))?;
    for url in assets::list() {
        if let Some(asset) = assets::find(url) {
            fs::write(out.join(url.trim_start_matches('/')), asset.bytes)?;
        }
    }
    for l in Locale::all() {
        for theme in [Theme::Light, Theme::Dark] {
            write(&out, "components", l, theme, &components::page(l, theme))?;
            write(&out, "program", l, theme, &program::page(l, theme))?;
            write(&out, "report", l, theme, &report::page(l, theme))?;
            write(&out, "receipt", l, theme, &report::receipt(l, theme))?;
            write(&out, "inbox", l, theme, &inbox::page(l, theme))?;
            write(&out, "case", l, theme, &case::page(l, theme))?;
        }
    }
    Ok(())
}

fn write(out: &Path, name: &str, l: Locale, theme: Theme, page: &Markup) -> io::Result<()> {
    let html = page.0.replace("\"/assets/", "\"assets/");
    fs::write(out.join(format!("{name}-{}-{}.html", l.code(), theme.name())), html)
}

/// The moment at which all sample pages are seen.
fn now() -> Timestamp {
    at("2026-11-23T14:18:00Z")
}

/// A moment from RFC 3339; samples are written correctly, anything else becomes 1970.
fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_default()
}

fn public<'a>(l: Locale, theme: Theme, title: &'a str, path: &'a str) -> Page<'a> {
    Page::new(l, title)
        .theme(theme)
        .brand("Linksys Product Security", "program-en-light.html")
        .path(path)
        .csrf("sample")
        .links(vec![
            Link::new("/", "Policy"),
            Link::new("/advisories/", "Advisories"),
            Link::new("/check-draft", "Check a draft"),
            Link::new("/case", "Your case"),
        ])
        .footer(vec![
            Link::new("/#contact", "Contact a person"),
            Link::new("https://support.linksys.com/", "Technical support"),
            Link::new("/statistics", "Promises kept"),
            Link::new("/log/", "Transparency log"),
            Link::new("/.well-known/security.txt", "security.txt"),
        ])
}

fn staff(l: Locale, theme: Theme, title: &str, path: &str, main: &Markup) -> Markup {
    let sections = [
        Section {
            title: "Inbox".into(),
            links: vec![
                Link::new("/staff/", "New").count(5),
                Link::new("/staff/mine", "Mine").count(8),
                Link::new("/staff/unassigned", "Unassigned").count(4),
                Link::new("/staff/missed", "Missed promises").count(2),
                Link::new("/staff/waiting", "Waiting for the reporter").count(6),
            ],
        },
        Section {
            title: "Work".into(),
            links: vec![
                Link::new("/staff/cases", "All cases").count(214),
                Link::new("/staff/commissions", "Commissions").count(17),
                Link::new("/staff/advisories", "Advisories").count(3),
                Link::new("/staff/clocks", "Regulator clocks").count(1),
            ],
        },
        Section {
            title: "House".into(),
            links: vec![Link::new("/staff/dashboard", "Dashboard"), Link::new("/staff/settings", "Settings")],
        },
    ];
    Page::new(l, title)
        .theme(theme)
        .brand("Tellfirst", "/staff/")
        .path(path)
        .csrf("sample")
        .signed_in(SignedIn {
            name: "Ines Okafor".into(),
            role: "Triager".into(),
            sign_out: "/staff/sign-out".into(),
        })
        .footer(vec![Link::new("/staff/help", "Help"), Link::new("/staff/audit", "Audit trail")])
        .staff(&sections, main)
}
