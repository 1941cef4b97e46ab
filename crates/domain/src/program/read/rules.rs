//! Reads brands, kinds of device, exclusions, support cases and other makers.

use super::Reading;
use crate::id::BrandId;
use crate::program::brand::{Audience, Brand, Contact, ContactKind, ProductType};
use crate::program::rule::{Exclusion, ExclusionKind, OtherMaker, SupportCase};
use crate::program::section::{Found, Section, did_you_mean};
use crate::program::words::{ExclusionId, ProductTypeId};

pub(super) fn product_type(section: &Section<'_>, reading: &Reading<'_>) -> ProductType {
    let id = ProductTypeId::from(section.slug("id").value);
    ProductType { id, name: reading.required_localized(section, "name") }
}

pub(super) fn brand(section: &Section<'_>, reading: &Reading<'_>, types: &[ProductType]) -> Brand {
    Brand {
        id: BrandId::from(section.slug("id").value),
        name: section.required_text("name").value.to_owned(),
        case_prefix: case_prefix(section),
        hosts: hosts(section, "hosts"),
        in_scope: type_ids(section, section.required_list("in_scope"), types),
        out_of_scope: type_ids(section, section.list("out_of_scope"), types),
        firmware_hosts: hosts(section, "firmware_hosts"),
        contacts: section.each("contact", |s| contact(s, reading)),
    }
}

fn case_prefix(section: &Section<'_>) -> String {
    let found = section.required_text("case_prefix");
    let fits = (2..=8).contains(&found.value.len())
        && found.value.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !found.value.is_empty() && !fits {
        let message = format!("\"{}\" cannot begin a case number", found.value);
        section.source.mistake(found.at, message, "use two to eight capital letters or digits, such as LNK");
    }
    found.value.to_owned()
}

fn hosts(section: &Section<'_>, key: &'static str) -> Vec<String> {
    let mut hosts = Vec::new();
    for found in section.list(key) {
        let host = found.value.to_ascii_lowercase();
        if !is_host(&host) {
            let message = format!("\"{}\" is not a host name", found.value);
            section.source.mistake(found.at, message, "write only the name, such as www.example.com");
        }
        hosts.push(host);
    }
    hosts
}

/// Whether a text is a host name of at least two labels (RFC 1123 section 2.1), not an IP address.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let named = text.rsplit('.').next().is_some_and(|last| last.bytes().any(|b| b.is_ascii_alphabetic()));
    text.len() <= 253 && text.contains('.') && named && text.split('.').all(label)
}

fn type_ids(section: &Section<'_>, found: Vec<Found<'_, &str>>, types: &[ProductType]) -> Vec<ProductTypeId> {
    let known: Vec<&str> = types.iter().map(|t| t.id.as_str()).collect();
    for one in found.iter().filter(|one| !known.contains(&one.value)) {
        let message = format!("\"{}\" is not a [[product_type]]", one.value);
        section.source.mistake(one.at, message, did_you_mean(one.value, &known));
    }
    found.into_iter().map(|one| ProductTypeId::from(one.value)).collect()
}

fn contact(section: &Section<'_>, reading: &Reading<'_>) -> Contact {
    let contact = Contact {
        kind: section.required_word("kind", ContactKind::Web),
        audience: section.required_word("audience", Audience::Support),
        address: section.required_text("address").value.to_owned(),
        human: section.flag("human"),
        note: reading.localized(section, "note"),
    };
    let fits = match contact.kind {
        ContactKind::Web => contact.link().is_some_and(|link| link.scheme() == "https"),
        ContactKind::Email => is_mail_address(&contact.address),
        ContactKind::Phone => contact.address.bytes().filter(u8::is_ascii_digit).count() >= 3,
        ContactKind::Post => true,
    };
    if !fits && !contact.address.is_empty() {
        let message = format!("\"{}\" is not an address for {}", contact.address, contact.kind.word());
        let remedy = "write https://... for web, name@host for email, a number for phone";
        section.source.mistake(section.place_of("address"), message, remedy);
    }
    contact
}

fn is_mail_address(text: &str) -> bool {
    let no_space = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let parts = text.split_once('@');
    no_space && parts.is_some_and(|(name, host)| !name.is_empty() && is_host(&host.to_ascii_lowercase()))
}

fn brand_ids(section: &Section<'_>, brands: &[Brand]) -> Vec<BrandId> {
    let known: Vec<&str> = brands.iter().map(|b| b.id.as_str()).collect();
    let found = section.list("brands");
    for one in found.iter().filter(|one| !known.contains(&one.value)) {
        let message = format!("\"{}\" is not a brand of the program", one.value);
        section.source.mistake(one.at, message, did_you_mean(one.value, &known));
    }
    found.into_iter().map(|one| BrandId::from(one.value)).collect()
}

pub(super) fn exclusion(section: &Section<'_>, reading: &Reading<'_>, brands: &[Brand]) -> Exclusion {
    let exclusion = Exclusion {
        id: ExclusionId::from(section.slug("id").value),
        kind: section.required_word("kind", ExclusionKind::Service),
        brands: brand_ids(section, brands),
        hosts: hosts(section, "hosts"),
        words: section.texts("words"),
        title: reading.required_localized(section, "title"),
        text: reading.rule_text(section),
    };
    if exclusion.text.is_empty() {
        let message = format!("the exclusion \"{}\" has no text", exclusion.id);
        let remedy = "add `text` (or `text_file`): a reporter must be told why";
        section.source.weakness(section.place(), message, remedy);
    }
    if exclusion.hosts.is_empty() && exclusion.words.is_empty() {
        let message = format!("nothing tells when the exclusion \"{}\" applies", exclusion.id);
        section.source.weakness(section.place(), message, "add `hosts` or `words`");
    }
    exclusion
}

pub(super) fn support_case(section: &Section<'_>, reading: &Reading<'_>, brands: &[Brand]) -> SupportCase {
    section.required_list("words");
    SupportCase {
        id: section.slug("id").value.to_owned(),
        brands: brand_ids(section, brands),
        words: section.texts("words"),
        title: reading.required_localized(section, "title"),
        text: reading.rule_text(section),
    }
}

pub(super) fn other_maker(section: &Section<'_>) -> OtherMaker {
    section.required_list("words");
    OtherMaker {
        name: section.required_text("name").value.to_owned(),
        words: section.texts("words"),
        report_to: section.address("report_to").map(|found| found.value),
    }
}
