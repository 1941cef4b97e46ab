//! The page of an advisory: for owners first, for everybody else below. The same bytes for every reader.

use formats::advisory::{Advisory, Exploitation, Language, SkuStatus, Vulnerability};
use formats::cvss::{Group, Vector, Words};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ui::chip::{self, Tone};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, Value, content, notice, time};

use super::devices::{self, markdown};
use super::set::Withdrawn;
use super::standards;
use crate::action::publication::Record;
use crate::app::{ActiveProgram, App};
use crate::web::visit::public_frame;
use crate::words;

/// The whole page in a language.
#[must_use]
pub fn document(app: &App, record: &Record, language: &Language) -> Markup {
    let program = app.program();
    with_note(&program, record, language, None)
}

/// The same with a note above, for a preview.
#[must_use]
pub fn with_note(
    program: &ActiveProgram,
    record: &Record,
    language: &Language,
    note: Option<&Markup>,
) -> Markup {
    let l = words::locale(language.as_str());
    let advisory = &record.advisory;
    let title = advisory.find_texts(language).map(|texts| texts.title.clone()).unwrap_or_default();
    let title = format!("{title} ({})", advisory.id);
    let brand = program.program.find_brand(&record.brand.as_str().into());
    let path = format!("/advisories/{}", advisory.id);
    public_frame(l, &title, program, brand.map(|brand| brand.name.as_str()))
        .path(path.as_str())
        .feed("/advisories/feed.atom")
        .head(html! { (alternates(advisory, &path)) (standards::alternates(program, record)) })
        .wide()
        .public(&html! {
            @if let Some(note) = note { (note) }
            (body(l, record, language))
            (standards::section(l, program, record))
        })
}

fn alternates(advisory: &Advisory, path: &str) -> Markup {
    html! {
        link rel="canonical" href=(advisory.addresses.page(advisory));
        @for language in advisory.texts.keys() {
            link rel="alternate" hreflang=(language.as_str())
                href={ (path) "/" (super::revision::html_name(language.as_str())) };
        }
        link rel="alternate" hreflang="x-default" href=(path);
        @for (_, title, path) in documents(advisory) {
            link rel="alternate" type="application/json" title=(title) href=(path);
        }
    }
}

/// The machine-readable documents on our own site: the key of their name, a title for programs, and the path.
fn documents(advisory: &Advisory) -> Vec<(&'static str, &'static str, String)> {
    let addresses = &advisory.addresses;
    let vex = formats::csaf::build::vex::renamed(advisory).ok();
    let vex = vex.as_ref();
    let all = [
        ("publication-csaf", "CSAF 2.0", addresses.find_csaf(advisory)),
        ("publication-csaf-vex", "CSAF 2.0 VEX", vex.and_then(|vex| addresses.find_csaf(vex))),
        ("publication-csaf-2-1", "CSAF 2.1", addresses.find_csaf_2_1(advisory)),
        ("publication-csaf-vex-2-1", "CSAF 2.1 VEX", vex.and_then(|vex| addresses.find_csaf_2_1(vex))),
    ];
    let own = |url: String| url.strip_prefix(&addresses.base).map(str::to_owned);
    all.into_iter().filter_map(|(key, title, url)| Some((key, title, own(url?)?))).collect()
}

fn body(l: Locale, record: &Record, language: &Language) -> Markup {
    let advisory = &record.advisory;
    let Some(texts) = advisory.find_texts(language) else { return html! {} };
    html! {
        (heading(l, advisory, &texts.title, language))
        (exploitation(l, advisory))
        (content::panel("what-to-do", &l.t("publication-what-to-do"), html! {
            div.prose {
                @if texts.what_to_do.trim().is_empty() { p { (what_to_do(l, advisory)) } }
                @else { (markdown(&texts.what_to_do)) }
            }
        }))
        section.advisory-part aria-labelledby="devices" {
            h2 id="devices" { (l.t("publication-devices")) }
            (devices::table(l, record))
        }
        section.prose aria-labelledby="summary" {
            h2 id="summary" { (l.t("publication-summary")) }
            (markdown(&texts.summary))
            @if !texts.impact.trim().is_empty() {
                h2 { (l.t("publication-impact")) }
                (markdown(&texts.impact))
            }
        }
        (severity(l, record))
        (credit(l, advisory))
        (story(l, record))
        (links(l, advisory))
        (revisions(l, advisory))
    }
}

fn heading(l: Locale, advisory: &Advisory, title: &str, language: &Language) -> Markup {
    let worst = advisory.vulnerabilities.iter().filter_map(rating).max_by(|a, b| a.1.total_cmp(&b.1));
    let first = advisory.find_initial_release();
    let last = advisory.find_current_release();
    let others: Vec<_> = advisory.texts.keys().filter(|other| *other != language).collect();
    html! {
        (content::heading(title, worst.map(|(band, score)| chip::severity(l, band, Some(score))), None))
        p.hint.advisory-line {
            span { strong { (advisory.id) } }
            @if let Some(first) = first { span { (l.t("publication-published")) " " (time::format_date(first, l)) } }
            @if let Some(last) = last.filter(|last| Some(*last) != first) {
                span { (l.t("publication-revised")) " " (time::format_date(last, l)) }
            }
            @for flaw in &advisory.vulnerabilities { @if let Some(cve) = &flaw.cve { span { (cve) } } }
            @for other in others {
                span {
                    a href={ "/advisories/" (advisory.id) "/" (super::revision::html_name(other.as_str())) }
                        lang=(other.as_str()) hreflang=(other.as_str()) {
                        (words::locale(other.as_str()).name())
                    }
                }
            }
        }
    }
}

/// The band and score to show for a flaw: 4.0 before 3.1.
fn rating(flaw: &Vulnerability) -> Option<(chip::Severity, f64)> {
    let vector = flaw.cvss40.as_ref().or(flaw.cvss31.as_ref())?;
    Some((band(vector), vector.score().value()))
}

fn band(vector: &Vector) -> chip::Severity {
    use formats::cvss::Severity;
    match vector.score().severity() {
        Severity::None => chip::Severity::None,
        Severity::Low => chip::Severity::Low,
        Severity::Medium => chip::Severity::Medium,
        Severity::High => chip::Severity::High,
        Severity::Critical => chip::Severity::Critical,
    }
}

/// What is known of attacks; said loudly when there are any.
fn exploitation(l: Locale, advisory: &Advisory) -> Markup {
    let worst = advisory.vulnerabilities.iter().map(|flaw| flaw.exploitation).max_by_key(|e| *e as u8);
    match worst.unwrap_or_default() {
        Exploitation::AttacksSeen => notice::notice(
            Tone::Danger,
            l.t("publication-attacks"),
            html! { p { (l.t("publication-attacks-remedy")) } },
        ),
        Exploitation::ExploitPublic => notice::notice(
            Tone::Warning,
            l.t("publication-exploit"),
            html! { p { (l.t("publication-exploit-remedy")) } },
        ),
        Exploitation::NoneKnown => html! {},
    }
}

/// Two sentences for owners, when the publisher wrote none.
fn what_to_do(l: Locale, advisory: &Advisory) -> String {
    let has = |wanted: fn(&SkuStatus) -> bool| {
        advisory.vulnerabilities.iter().flat_map(|flaw| flaw.statuses.values()).any(wanted)
    };
    let fixed = has(|status| matches!(status, SkuStatus::Fixed(_)));
    let without = has(|status| matches!(status, SkuStatus::NoFix { .. }));
    let mut sentences = Vec::new();
    if fixed {
        sentences.push(l.t("publication-draft-install"));
    }
    if without {
        sentences.push(l.t("publication-draft-instead"));
    }
    if sentences.is_empty() {
        sentences.push(l.t("publication-draft-wait"));
    }
    sentences.join(" ")
}

fn severity(l: Locale, record: &Record) -> Markup {
    let flaws = &record.advisory.vulnerabilities;
    let empty = std::collections::BTreeMap::new();
    let is_single = flaws.len() == 1;
    html! {
        section.advisory-part aria-labelledby="severity" {
            h2 id="severity" { (l.t("publication-severity")) }
            @for (at, flaw) in flaws.iter().enumerate() {
                @let reasons = record.reasons.get(at).unwrap_or(&empty);
                @if !is_single { h3 { (flaw.title) } }
                dl.facts {
                    @if let Some(cve) = &flaw.cve { div { dt { "CVE" } dd { (cve) } } }
                    @if let Some(cwe) = &flaw.cwe { div { dt { (l.t("publication-weakness")) } dd { (cwe.id) ": " (cwe.name) } } }
                    @for vector in [&flaw.cvss40, &flaw.cvss31].into_iter().flatten() {
                        div {
                            dt { "CVSS " (vector.version().as_str()) }
                            dd {
                                (chip::severity(l, band(vector), Some(vector.score().value())))
                                " " code.vector { (vector) }
                            }
                        }
                    }
                    @if flaw.cvss40.is_none() && flaw.cvss31.is_none() {
                        div { dt { "CVSS" } dd { (l.t("ui-severity-unrated")) } }
                    }
                    div { dt { (l.t("publication-exploitation")) } dd { (l.t(exploitation_key(flaw.exploitation))) } }
                }
                @for vector in [&flaw.cvss40, &flaw.cvss31].into_iter().flatten() {
                    (metrics(l, vector, reasons))
                }
            }
        }
    }
}

fn exploitation_key(exploitation: Exploitation) -> &'static str {
    match exploitation {
        Exploitation::NoneKnown => "publication-exploitation-none",
        Exploitation::ExploitPublic => "publication-exploitation-public",
        Exploitation::AttacksSeen => "publication-exploitation-attacks",
    }
}

/// Each metric in words, with the reason for it.
fn metrics(l: Locale, vector: &Vector, reasons: &std::collections::BTreeMap<String, String>) -> Markup {
    let title = l.t_with("publication-metrics", &[("version", Value::from(vector.version().as_str()))]);
    let in_words = |words: Words| if l.code() == "de" { words.german } else { words.english };
    let shown = vector.metrics().into_iter().filter(|metric| metric.group != Group::Environmental);
    let columns = vec![
        Column::new(l.t("publication-metric")).main(),
        Column::new(l.t("publication-value")),
        Column::new(l.t("publication-reason")),
    ];
    let rows: Vec<_> = shown
        .map(|metric| {
            let reason = reasons.get(metric.abbreviation).map_or("", String::as_str);
            let name = in_words(metric.name);
            Row::new(vec![
                html! { (name) " (" (metric.abbreviation) ")" },
                html! { (in_words(metric.value_name)) },
                html! { (reason) },
            ])
        })
        .collect();
    content::disclosure(
        title,
        Table::new(l, l.t("publication-severity"), columns).quiet_caption().rows(&rows),
    )
}

fn credit(l: Locale, advisory: &Advisory) -> Markup {
    let names = names(advisory);
    html! {
        @if !names.is_empty() {
            section.prose aria-labelledby="credit" {
                h2 id="credit" { (l.t("publication-credit")) }
                p { (l.t_with("publication-thanks-to", &[("names", Value::from(names.join(", ")))])) }
            }
        }
    }
}

/// Everybody who is named in an advisory, each once.
#[must_use]
pub fn names(advisory: &Advisory) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in advisory.vulnerabilities.iter().flat_map(|flaw| &flaw.credits).flat_map(|c| &c.names) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

fn story(l: Locale, record: &Record) -> Markup {
    let lines: Vec<(Text<'_>, Markup)> = record
        .milestones
        .iter()
        .map(|m| (Text::from(day_of(l, m.day)), html! { (l.t(m.step.key())) }))
        .collect();
    html! {
        section.advisory-part aria-labelledby="timeline" {
            h2 id="timeline" { (l.t("publication-timeline")) }
            (content::facts(&lines))
        }
    }
}

/// A day in the words of a language.
#[must_use]
pub fn day_of(l: Locale, day: Date) -> String {
    let midnight = day.to_zoned_datetime(TimeZone::UTC).map(|z| z.timestamp());
    time::day_words(midnight.unwrap_or(Timestamp::UNIX_EPOCH), l)
}

fn links(l: Locale, advisory: &Advisory) -> Markup {
    html! {
        section.prose aria-labelledby="links" {
            h2 id="links" { (l.t("publication-links")) }
            ul {
                @for reference in &advisory.references {
                    li { a href=(reference.url) rel="noopener noreferrer" { (reference.summary) } }
                }
                @for (key, _, path) in documents(advisory) {
                    li {
                        a href=(path) { (l.t(key)) } " ("
                        a href={ (path) ".asc" } { (l.t("publication-signature")) } ", "
                        a href={ (path) ".sha256" } { "SHA-256" } ", "
                        a href={ (path) ".sha512" } { "SHA-512" } ")"
                    }
                }
                li { a href="/advisories/feed.atom" { (l.t("publication-feed-atom")) } ", " a href="/advisories/feed.json" { "JSON Feed" } }
                li { a href="/.well-known/csaf/provider-metadata.json" { (l.t("publication-provider")) } }
            }
        }
    }
}

fn revisions(l: Locale, advisory: &Advisory) -> Markup {
    let columns = vec![
        Column::new(l.t("publication-revision")).main(),
        Column::new(l.t("publication-date")),
        Column::new(l.t("publication-change")),
    ];
    let rows: Vec<_> = advisory
        .revisions
        .iter()
        .rev()
        .map(|revision| {
            Row::new(vec![
                html! { a href={ "/advisories/" (advisory.id) "/" (revision.number) } { (revision.number) } },
                html! { (time::format_date(revision.date, l)) },
                html! { (revision.summary) },
            ])
        })
        .collect();
    let number = advisory.revisions.last().map_or(1, |revision| revision.number);
    html! {
        section.advisory-part aria-labelledby="revisions" {
            h2 id="revisions" { (l.t("publication-revisions")) }
            (Table::new(l, l.t("publication-revisions"), columns).quiet_caption().rows(&rows))
            p.hint {
                (l.t_with("publication-this-revision", &[("n", Value::from(i64::from(number)))])) " "
                a href={ "/advisories/" (advisory.id) } { (l.t("publication-newest")) }
            }
        }
    }
}

/// What stands at the addresses of an advisory that was withdrawn.
#[must_use]
pub fn tombstone(program: &ActiveProgram, withdrawn: &Withdrawn, l: Locale) -> Markup {
    let id = [("id", Value::from(withdrawn.id.as_str()))];
    let title = l.t_with("publication-withdrawn-title", &id);
    let path = format!("/advisories/{}", withdrawn.id);
    let lines: Vec<(Text<'_>, Markup)> = withdrawn
        .revisions
        .iter()
        .map(|(number, at)| {
            let n = [("n", Value::from(i64::from(*number)))];
            (
                l.t_with("publication-revision-n", &n),
                html! { (l.t("publication-published")) " " (time::format_date(*at, l)) },
            )
        })
        .chain([(l.t("publication-withdrawn"), html! { (time::format_date(withdrawn.at, l)) })])
        .collect();
    public_frame(l, &title, program, None).path(path.as_str()).public(&html! {
        (content::heading(&title, None, Some(&l.t("publication-withdrawn-lead"))))
        (content::facts(&lines))
        p { a href="/advisories/" { (l.t("publication-all-advisories")) } }
    })
}
