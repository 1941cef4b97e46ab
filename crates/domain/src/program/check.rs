//! What no single table shows: things named twice, and what a careful maker would not leave out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::brand::{Audience, Brand};
use super::problem::Place;
use super::section::Section;
use super::terms::{DisclosureModel, PromiseEvent, SafeHarborLevel};
use super::{CATALOG_FILE, Program};

/// Notes everything that shows only when the program is seen as a whole.
pub(super) fn whole(root: &Section<'_>, program: &Program, today: Date) {
    twice(root, program);
    brands(root, program);
    promises(root, program);
    terms(root, program);
    keys(root, program, today);
    calendar(root, program, today);
    support_dates(root, program);
    pages(root, program);
    placeholders(root, program);
}

/// The place of the n-th table of a list.
fn nth<'a>(root: &Section<'a>, key: &str, index: usize) -> Place<'a> {
    root.place_of_item(key, index)
}

/// Notes ids, case prefixes and hosts that stand for two things.
fn twice(root: &Section<'_>, program: &Program) {
    let check = |key: &str, what: &str, ids: Vec<(usize, String)>| {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for (index, id) in ids {
            let at = nth(root, key, index);
            if let Some(line) = first.insert(id.clone(), at.line)
                && !id.is_empty()
            {
                let message = format!("the {what} \"{id}\" is taken on line {line} already");
                root.source.mistake(at, message, "give each its own");
            }
        }
    };
    let ids = |all: Vec<String>| all.into_iter().enumerate().collect::<Vec<_>>();
    check("brand", "id", ids(program.brands.iter().map(|b| b.id.to_string()).collect()));
    check("brand", "case prefix", ids(program.brands.iter().map(|b| b.case_prefix.clone()).collect()));
    let hosts =
        program.brands.iter().enumerate().flat_map(|(i, b)| b.hosts.iter().map(move |h| (i, h.clone())));
    check("brand", "host", hosts.collect());
    check("product_type", "id", ids(program.product_types.iter().map(|t| t.id.to_string()).collect()));
    check("exclusion", "id", ids(program.exclusions.iter().map(|e| e.id.to_string()).collect()));
    check("support_case", "id", ids(program.support_cases.iter().map(|c| c.id.clone()).collect()));
    let promise = |p: &super::Promise| format!("{} {}", p.event.word(), p.severity.map_or("", |s| s.word()));
    check("promise", "promise", ids(program.promises.iter().map(|p| promise(p).trim().to_owned()).collect()));
}

fn brands(root: &Section<'_>, program: &Program) {
    if program.brands.is_empty() {
        root.source.mistake(root.place(), "the program has no brand", "add a table [[brand]]");
    }
    for (index, brand) in program.brands.iter().enumerate() {
        contacts(root, brand, nth(root, "brand", index));
        for id in brand.in_scope.iter().filter(|id| brand.out_of_scope.contains(id)) {
            let message = format!("\"{id}\" is both in scope and out of scope for {}", brand.name);
            root.source.mistake(nth(root, "brand", index), message, "remove it from one of the lists");
        }
    }
}

fn contacts(root: &Section<'_>, brand: &Brand, at: Place<'_>) {
    if brand.contacts.is_empty() {
        let message = format!("{} has no contact", brand.name);
        root.source.weakness(at, message, "add a table [[brand.contact]]");
        return;
    }
    if !brand.contacts.iter().any(|c| c.human) {
        let message = format!("{} has no contact with a person", brand.name);
        root.source.weakness(at, message, "add a [[brand.contact]] with human = true");
    }
    for audience in [Audience::Researcher, Audience::Support] {
        if brand.find_contact(audience).is_none() {
            let message = format!("{} has no contact for {}", brand.name, audience.word());
            let remedy = format!("add a [[brand.contact]] with audience = \"{}\"", audience.word());
            root.source.weakness(at, message, remedy);
        }
    }
}

fn promises(root: &Section<'_>, program: &Program) {
    let needed = [
        (PromiseEvent::Acknowledge, "how soon a report is acknowledged"),
        (PromiseEvent::StatusUpdate, "how often reporters hear how things stand"),
    ];
    for (event, what) in needed {
        if !program.promises.iter().any(|p| p.event == event) {
            let remedy = format!("add a [[promise]] with event = \"{}\"", event.word());
            root.source.weakness(root.place_of("promise"), format!("nothing promises {what}"), remedy);
        }
    }
    for (index, promise) in program.promises.iter().enumerate() {
        if promise.event == PromiseEvent::StatusUpdate && !promise.recurring {
            let message = "the status update is promised once only";
            root.source.weakness(nth(root, "promise", index), message, "add recurring = true");
        }
    }
}

fn terms(root: &Section<'_>, program: &Program) {
    let terms = &program.disclosure;
    let waits = terms.model != DisclosureModel::ReporterChoice;
    if waits && terms.outer_limit_days.is_none() {
        let message = "the embargo has no outer limit: a reporter may have to wait for ever";
        root.source.weakness(root.place_of("disclosure"), message, "add `outer_limit_days`");
    }
    let harbor = &program.safe_harbor;
    let at = root.place_of("safe_harbor");
    if harbor.level == SafeHarborLevel::None {
        root.source.weakness(
            at,
            "there is no safe harbor",
            "say what will not be done to people who test in good faith",
        );
        return;
    }
    if harbor.laws.is_empty() {
        root.source.weakness(
            at,
            "the safe harbor names no law",
            "add `laws`: those against intrusion and circumvention",
        );
    }
    if harbor.conditions.is_empty() && harbor.level == SafeHarborLevel::Conditional {
        root.source.mistake(
            at,
            "the safe harbor is conditional and has no condition",
            "add [[safe_harbor.condition]]",
        );
    }
    if harbor.third_parties.is_empty() {
        root.source.weakness(at, "the safe harbor does not mention third parties", "add `third_parties`");
    }
    if program.house.advisories_need_login {
        let message = "advisories can be read only after signing in";
        root.source.weakness(root.place_of("house"), message, "set advisories_need_login = false");
    }
}

fn keys(root: &Section<'_>, program: &Program, today: Date) {
    if program.keys.is_empty() {
        let remedy = "add a table [[key]] with the fingerprint of your OpenPGP key";
        root.source.weakness(root.place(), "there is no key for encrypted mail", remedy);
    }
    for (index, key) in program.keys.iter().enumerate() {
        let at = nth(root, "key", index);
        match key.expires {
            Some(end) if end < today => {
                root.source.weakness(
                    at,
                    format!("the key expired on {end}"),
                    "publish a new key, or prolong this one",
                );
            }
            Some(end) if (end - today).get_days() < 30 => {
                root.source.weakness(at, format!("the key expires on {end}"), "prolong it soon");
            }
            _ => {}
        }
    }
}

fn calendar(root: &Section<'_>, program: &Program, today: Date) {
    let last = program.calendar.holidays.last();
    if last.is_some_and(|last| last.year() < today.year()) {
        let message = format!("the list of holidays ends before {}", today.year());
        root.source.weakness(
            root.place_of("calendar"),
            message,
            "add the holidays of this year and the next",
        );
    }
}

/// One line each for devices whose support nobody can look up.
fn support_dates(root: &Section<'_>, program: &Program) {
    let at = Place { file: CATALOG_FILE, line: 1 };
    let all = program.catalog.list_skus();
    if all.is_empty() {
        root.source.weakness(at, "the catalog has no device", "add the devices, one a line");
        return;
    }
    let in_scope = |sku: &&crate::catalog::Sku| {
        program.find_brand(&sku.brand).is_some_and(|b| b.in_scope.contains(&sku.product_type))
    };
    let undated = all.iter().filter(in_scope).filter(|s| s.support_end.is_none()).count();
    if undated > 0 {
        let message = format!("{undated} of {} devices have no end of support", all.len());
        root.source.weakness(at, message, "fill the column support_end; buyers and reporters need it");
    }
    for brand in program.brands.iter().filter(|b| !all.iter().any(|s| s.brand == b.id)) {
        let message = format!("the catalog has no device of {}", brand.name);
        root.source.weakness(at, message, "add its devices");
    }
}

/// Firmware pages that the server will not fetch as evidence, a line for each host.
fn pages(root: &Section<'_>, program: &Program) {
    let mut strangers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for sku in program.catalog.list_skus() {
        let Some(brand) = program.find_brand(&sku.brand) else { continue };
        let host = sku.page.as_ref().and_then(|page| page.host_str());
        if let Some(host) = host.filter(|host| !brand.firmware_hosts.iter().any(|known| known == host)) {
            *strangers.entry((&brand.name, host)).or_default() += 1;
        }
    }
    for ((brand, host), count) in strangers {
        let message =
            format!("no evidence may be fetched from {host}, where {count} firmware pages of {brand} are");
        let remedy = format!("add \"{host}\" to `firmware_hosts` of {brand}");
        root.source.weakness(Place { file: CATALOG_FILE, line: 1 }, message, remedy);
    }
}

/// Addresses of the sample that were not replaced (RFC 2606 section 2), in one line.
fn placeholders(root: &Section<'_>, program: &Program) {
    let is_placeholder = |text: &str| text.trim_end_matches('/').ends_with(".example");
    let of_brand = |brand: &Brand| {
        let contacts = brand.contacts.iter().filter(|c| is_placeholder(&c.address)).count();
        contacts + brand.hosts.iter().filter(|host| is_placeholder(host)).count()
    };
    let csaf = [program.csaf.namespace.as_str(), program.csaf.contact.as_str()];
    let count: usize = program.brands.iter().map(of_brand).sum();
    let count = count + csaf.into_iter().filter(|text| is_placeholder(text)).count();
    if count > 0 {
        let message = format!("{count} addresses end in .example and reach nobody");
        root.source.weakness(root.place_of("brand"), message, "replace them with your own");
    }
}
