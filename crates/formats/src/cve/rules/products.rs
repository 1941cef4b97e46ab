//! Rules about products and their versions.

use std::cmp::Ordering;

use super::{Subject, add, items};
use crate::cve::content::{Affected, Status, Version};
use crate::finding::Finding;
use crate::purl::{self, Purl};

pub(super) fn check(subject: Subject<'_>, out: &mut Vec<Finding>) {
    let products = items(subject.container.affected.as_ref());
    let statuses = || products.iter().flat_map(statuses_of);
    if products.is_empty() || statuses().next().is_none() {
        let message = "name at least one product as affected or unknown";
        add(out, "affected-product", subject.at("/affected"), message);
    } else if statuses().all(|status| status == Status::Unaffected) {
        let message = "every product is unaffected; then there is no vulnerability";
        add(out, "only-unaffected", subject.at("/affected"), message);
    }
    for (index, product) in products.iter().enumerate() {
        let base = subject.at(&format!("/affected/{index}"));
        check_names(product, &base, out);
        check_purl(product, &base, out);
        check_fix(product, &base, out);
        for (inner, version) in items(product.versions.as_ref()).iter().enumerate() {
            check_version(version, &format!("{base}/versions/{inner}"), out);
        }
    }
}

fn statuses_of(product: &Affected) -> impl Iterator<Item = Status> {
    let listed = items(product.versions.as_ref()).iter().map(|version| version.status);
    listed.chain(product.default_status)
}

/// Words in the place of a name.
const NO_NAME: [&str; 8] = ["n/a", "na", "none", "unknown", "-", "unspecified", "various", "not applicable"];

fn check_names(product: &Affected, base: &str, out: &mut Vec<Finding>) {
    for (rule, member, name) in [
        ("vendor-string", "vendor", product.vendor.as_deref()),
        ("product-string", "product", product.product.as_deref()),
    ] {
        let Some(name) = name else { continue };
        if name.trim().is_empty() || NO_NAME.contains(&name.trim().to_lowercase().as_str()) {
            let message = format!("\"{}\" names no {member}", name.trim());
            add(out, rule, format!("{base}/{member}"), &message);
        }
    }
}

fn check_purl(product: &Affected, base: &str, out: &mut Vec<Finding>) {
    let Some(text) = &product.package_url else { return };
    let pointer = format!("{base}/packageURL");
    if let Some(fault) = purl::find_fault_for_cve(text) {
        return add(out, "package-url", pointer, &fault);
    }
    let (Ok(purl), Some(package)) = (Purl::parse(text), &product.package_name) else { return };
    let last = package.rsplit(['/', ':']).next().unwrap_or(package);
    let fold = |name: &str| name.to_lowercase().replace('_', "-");
    if fold(last) != fold(purl.name()) {
        let message = format!("the purl names {}, packageName {package}", purl.name());
        add(out, "package-url-consistency", pointer, &message);
    }
}

fn check_fix(product: &Affected, base: &str, out: &mut Vec<Finding>) {
    let versions = items(product.versions.as_ref());
    if product.default_status == Some(Status::Unknown)
        || versions.iter().any(|version| version.status == Status::Unknown)
    {
        let message = "find out whether the versions of unknown status are affected";
        add(out, "unknown-status", base.to_owned(), message);
    }
    let affected = statuses_of(product).any(|status| status == Status::Affected);
    let names_fix = versions.iter().any(|version| {
        let changes = items(version.changes.as_ref());
        version.status == Status::Unaffected
            || version.less_than.as_deref().is_some_and(|end| !end.contains('*'))
            || changes.iter().any(|change| change.status == Status::Unaffected)
    });
    if affected && !names_fix {
        let message = "no version with a fix can be told from this entry; name it when there is one";
        add(out, "fixed-version", base.to_owned(), message);
    }
}

fn check_version(version: &Version, base: &str, out: &mut Vec<Finding>) {
    let ends = [("lessThan", &version.less_than), ("lessThanOrEqual", &version.less_than_or_equal)];
    let given = ends.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)));
    for (member, text) in given.clone().chain([("version", version.version.as_str())]) {
        if !is_version(text) {
            let message =
                format!("\"{text}\" is no single version; write ranges with lessThan or lessThanOrEqual");
            add(out, "version-string", format!("{base}/{member}"), &message);
        }
    }
    for (index, change) in
        items(version.changes.as_ref()).iter().enumerate().filter(|(_, c)| !is_version(&c.at))
    {
        let message = format!("\"{}\" is no single version", change.at);
        add(out, "version-string", format!("{base}/changes/{index}/at"), &message);
    }
    for (member, end) in given {
        let empty = match compare(&version.version, end) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => member == "lessThan",
            _ => false,
        };
        if empty && version.version_type.as_deref() != Some("git") {
            let message = format!("no version lies between {} and {end}", version.version);
            add(out, "version-range", format!("{base}/{member}"), &message);
        }
        if version.version_type.as_deref() == Some("custom") && compare("0", end).is_none() {
            let message = format!("nobody can tell which \"custom\" versions come before {end}");
            add(out, "version-type-custom", format!("{base}/versionType"), &message);
        }
    }
}

/// A star, or letters, digits, `.`, `-`, `_`, `:`, `+`, `~` that begin with a letter or digit (cvelint E007).
fn is_version(text: &str) -> bool {
    let placeholder =
        ["n/a", "na", "unspecified", "unknown", "all", "none"].contains(&text.to_lowercase().as_str());
    let formed = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_:+~".contains(&b));
    text == "*" || (formed && !placeholder) || text.strip_suffix(".*").is_some_and(is_version)
}

/// Which of two versions of numbers and dots is higher; none when they hold anything else.
fn compare(one: &str, other: &str) -> Option<Ordering> {
    let numbers =
        |text: &str| text.split('.').map(|part| part.parse::<u64>().ok()).collect::<Option<Vec<_>>>();
    let (mut one, mut other) = (numbers(one)?, numbers(other)?);
    let length = one.len().max(other.len());
    one.resize(length, 0);
    other.resize(length, 0);
    Some(one.cmp(&other))
}
