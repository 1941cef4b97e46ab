//! The tests of CSAF 2.1 on product version ranges: 6.2.49, 6.2.50.1 to 6.2.50.3, 6.2.51 and 6.3.19.1 to 6.3.19.5.

use std::collections::HashMap;

use serde_json::Value;

use super::versions::{Notation, Range, is_registered};
use super::{Finding, Severity, items, texts};

/// So many pairs of neighbours are looked at in all. Real trees have a few dozen versions beside one another.
const MAX_PAIRS: usize = 200_000;

/// A branch of the tree, with where it stands.
struct Branch<'a> {
    pointer: String,
    value: &'a Value,
}

impl<'a> Branch<'a> {
    fn member(&self, name: &str) -> Option<&'a str> {
        self.value.get(name)?.as_str()
    }

    /// The range that it stands for.
    fn range(&self) -> Option<Range<'a>> {
        (self.member("category")? == "product_version_range").then(|| Range::parse(self.member("name")?))?
    }

    /// The single version that it stands for.
    fn version(&self) -> Option<&'a str> {
        (self.member("category")? == "product_version").then(|| self.member("name"))?
    }

    fn product(&self) -> Option<&'a str> {
        self.value.pointer("/product/product_id").and_then(Value::as_str)
    }

    fn has_branches(&self) -> bool {
        self.value.get("branches").is_some()
    }
}

/// The branches of the product tree, those beside one another together; only where one of them is a range.
fn levels(document: &Value) -> Vec<Vec<Branch<'_>>> {
    let mut levels = Vec::new();
    let mut waiting = vec![(Vec::new(), document.pointer("/product_tree/branches"))];
    while let Some((path, list)) = waiting.pop() {
        let Some(list) = list.and_then(Value::as_array) else { continue };
        for (n, branch) in list.iter().enumerate() {
            if let inner @ Some(_) = branch.get("branches") {
                waiting.push(([path.as_slice(), &[n]].concat(), inner));
            }
        }
        let is_range =
            |branch: &Value| branch.get("category").and_then(Value::as_str) == Some("product_version_range");
        if list.iter().any(is_range) {
            let parent: String = path.iter().map(|n| format!("/branches/{n}")).collect();
            let branch =
                |(n, value)| Branch { pointer: format!("/product_tree{parent}/branches/{n}"), value };
            levels.push(list.iter().enumerate().map(branch).collect());
        }
    }
    levels
}

fn finding(test: &str, severity: Severity, pointer: String, message: String) -> Finding {
    Finding { test: test.to_owned(), severity, pointer, message }
}

/// 6.2.49 Upper Open Ended Product Version Range.
pub(super) fn open_above(document: &Value) -> Vec<Finding> {
    let levels = levels(document);
    let open =
        levels.iter().flatten().filter(|branch| branch.range().is_some_and(|range| range.is_open_above()));
    open.map(|branch| {
        let message = "The range has no upper end: it also names versions that do not exist yet".to_owned();
        finding("6.2.49", Severity::Warning, format!("{}/name", branch.pointer), message)
    })
    .collect()
}

/// What the crate's 6.1.50 leaves open: the types `all` and `none` have no other constraint than `*`.
pub(super) fn all_with_bounds(document: &Value) -> Vec<Finding> {
    let levels = levels(document);
    let is_wrong = |branch: &&Branch<'_>| {
        let name = branch.member("name").unwrap_or_default();
        let is_range = branch.member("category") == Some("product_version_range");
        let constraints = name.strip_prefix("vers:all/").or_else(|| name.strip_prefix("vers:none/"));
        is_range && constraints.is_some_and(|constraints| constraints != "*")
    };
    let wrong = levels.iter().flatten().filter(is_wrong);
    wrong
        .map(|branch| {
            let message = "A range of the type `all` or `none` has no other constraint than `*`".to_owned();
            finding("6.1.50", Severity::Error, branch.pointer.clone(), message)
        })
        .collect()
}

/// 6.2.51 Unknown VERS Type.
pub(super) fn unknown_types(document: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for branch in levels(document).iter().flatten() {
        let Some(name) = branch.member("name") else { continue };
        let is_range = branch.member("category") == Some("product_version_range");
        let kind = name.strip_prefix("vers:").and_then(|rest| rest.split_once('/')).map(|(kind, _)| kind);
        if let Some(kind) = kind.filter(|kind| is_range && !is_registered(kind)) {
            let message = format!("The VERS type `{kind}` is unknown (not registered, not supported)");
            findings.push(finding("6.2.51", Severity::Warning, format!("{}/name", branch.pointer), message));
        }
    }
    findings
}

/// Two branches beside one another that share a version. The first is a range.
struct Overlap<'a> {
    range: &'a Branch<'a>,
    other: &'a Branch<'a>,
    /// Which notations: a range of VERS is involved, one without prefix, or a single version.
    kinds: &'static [Kind],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Vers,
    Vls,
    Version,
}

fn overlaps<'a>(levels: &'a [Vec<Branch<'a>>]) -> Vec<Overlap<'a>> {
    let mut pairs = 0;
    let mut found = Vec::new();
    for level in levels {
        let ranges: Vec<_> = level.iter().filter_map(|branch| Some((branch, branch.range()?))).collect();
        let versions: Vec<_> = level.iter().filter_map(|branch| Some((branch, branch.version()?))).collect();
        for (n, (branch, range)) in ranges.iter().enumerate() {
            pairs += ranges.len() - n + versions.len();
            if pairs > MAX_PAIRS {
                return found;
            }
            for (other, other_range) in ranges.iter().skip(n + 1) {
                if range.overlaps(other_range) {
                    let kinds = kinds(range.notation, other_range.notation);
                    found.push(Overlap { range: branch, other, kinds });
                }
            }
            let inside = versions.iter().filter(|(_, version)| range.contains(version));
            found.extend(inside.map(|(other, _)| Overlap { range: branch, other, kinds: &[Kind::Version] }));
        }
    }
    found
}

fn kinds(a: Notation<'_>, b: Notation<'_>) -> &'static [Kind] {
    match (a, b) {
        (Notation::Vls, Notation::Vls) => &[Kind::Vls],
        (Notation::Vers(_), Notation::Vers(_)) => &[Kind::Vers],
        _ => &[Kind::Vers, Kind::Vls],
    }
}

/// The product status groups of section 3.2.4.9 by their members; those of one row say the same.
const GROUPS: [(&[&str], &str); 6] = [
    (&["first_affected", "known_affected", "last_affected"], "affected"),
    (&["known_not_affected"], "not affected"),
    (&["first_fixed", "fixed"], "fixed"),
    (&["under_investigation"], "under investigation"),
    (&["unknown"], "unknown"),
    (&["recommended"], "recommended"),
];

/// `recommended` contradicts nothing.
const CONTRADICTING: u8 = 0b1_1111;

/// For each product the vulnerabilities that give it a status, with the groups as bits in the order of [`GROUPS`].
fn statuses(document: &Value) -> HashMap<&str, HashMap<usize, u8>> {
    let mut statuses: HashMap<&str, HashMap<usize, u8>> = HashMap::new();
    for (index, vulnerability) in items(document, "/vulnerabilities").enumerate() {
        for (bit, (members, _)) in GROUPS.iter().enumerate() {
            for member in *members {
                for product in texts(vulnerability, &format!("/product_status/{member}")) {
                    *statuses.entry(product).or_default().entry(index).or_default() |= 1 << bit;
                }
            }
        }
    }
    statuses
}

/// 6.2.50.1 to 6.2.50.3: overlapping ranges whose products are in contradicting groups of a vulnerability.
pub(super) fn contradicting(document: &Value) -> Vec<Finding> {
    let contradict = |a: u8, b: u8| {
        let (a, b) = (a & CONTRADICTING, b & CONTRADICTING);
        a != 0 && b != 0 && (a | b).count_ones() > 1
    };
    by_status(document, "6.2.50", Severity::Warning, contradict)
}

/// 6.3.19.1 to 6.3.19.3: overlapping ranges whose products are in the same group of a vulnerability.
pub(super) fn same_status(document: &Value) -> Vec<Finding> {
    by_status(document, "6.3.19", Severity::Information, |a, b| a & b != 0)
}

fn by_status(
    document: &Value,
    family: &str,
    severity: Severity,
    meets: impl Fn(u8, u8) -> bool,
) -> Vec<Finding> {
    let levels = levels(document);
    let statuses = statuses(document);
    let mut findings = Vec::new();
    for overlap in overlaps(&levels) {
        let (Some(a), Some(b)) = (overlap.range.product(), overlap.other.product()) else { continue };
        let (Some(first), Some(second)) = (statuses.get(a), statuses.get(b)) else { continue };
        let both = first.iter().filter_map(|(index, groups)| Some((index, *groups, *second.get(index)?)));
        let mut hit: Vec<_> = both.filter(|(_, first, second)| meets(*first, *second)).collect();
        hit.sort_unstable();
        for (index, ..) in hit {
            for kind in overlap.kinds {
                let number = match kind {
                    Kind::Vers => 1,
                    Kind::Vls => 2,
                    Kind::Version => 3,
                };
                let message =
                    format!("The versions of '{a}' and '{b}' overlap: for some, two statuses apply");
                let pointer = format!("/vulnerabilities/{index}/product_status");
                findings.push(finding(&format!("{family}.{number}"), severity, pointer, message));
            }
        }
    }
    findings
}

/// 6.3.19.4 and 6.3.19.5: overlapping ranges, or a version inside of a range, that have branches below them.
pub(super) fn in_branches(document: &Value) -> Vec<Finding> {
    let levels = levels(document);
    let mut findings = Vec::new();
    for overlap in overlaps(&levels) {
        let is_version = overlap.kinds == [Kind::Version];
        let test = if is_version { "6.3.19.5" } else { "6.3.19.4" };
        let (range, other) = (overlap.range, overlap.other);
        if other.has_branches() || !is_version && range.has_branches() {
            let name = range.member("name").unwrap_or_default();
            let message = format!("This overlaps with the range `{name}` beside it");
            findings.push(finding(test, Severity::Information, format!("{}/name", other.pointer), message));
        }
    }
    findings
}
