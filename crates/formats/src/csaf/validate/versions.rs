//! Version ranges of CSAF 2.1: the two notations of section 3.1.3.3.2 (VERS, and the version-like specifier without
//! a prefix), and whether two ranges have a version in common.
//!
//! Invariant: an overlap is reported only when the order of all versions involved is known. Versions are ordered
//! when they are dotted numbers, semantic versions of a `semver` range, or times in UTC of a `datetime` range.

use std::cmp::Ordering;

/// The VERS types that are registered (package-url/vers-spec, VERSION-RANGE-SPEC and its types folder).
const REGISTERED: [&str; 21] = [
    "alpine",
    "apache",
    "cargo",
    "conan",
    "deb",
    "ebuild",
    "gem",
    "golang",
    "hackage",
    "maven",
    "nuget",
    "npm",
    "pypi",
    "rpm",
    "all",
    "datetime",
    "generic",
    "intdot",
    "lexicographic",
    "none",
    "semver",
];

/// Whether a VERS type is registered.
pub(super) fn is_registered(kind: &str) -> bool {
    REGISTERED.contains(&kind)
}

/// The notation of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation<'a> {
    /// `vers:TYPE/...`
    Vers(&'a str),
    /// The same constraints without prefix.
    Vls,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A range as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range<'a> {
    pub(super) notation: Notation<'a>,
    constraints: Vec<(Comparator, &'a str)>,
    /// `*`: every version.
    any: bool,
}

impl<'a> Range<'a> {
    /// Reads a range; `None` when it is none.
    pub(super) fn parse(name: &'a str) -> Option<Self> {
        let (notation, constraints) = match name.strip_prefix("vers:") {
            Some(rest) => {
                let (kind, constraints) = rest.split_once('/')?;
                (Notation::Vers(kind), constraints)
            }
            None => (Notation::Vls, name),
        };
        if constraints == "*" {
            return Some(Self { notation, constraints: Vec::new(), any: true });
        }
        let constraints: Option<Vec<_>> = constraints.split('|').map(constraint).collect();
        constraints.map(|constraints| Self { notation, constraints, any: false })
    }

    /// Whether nothing bounds the range from above: after the excluded single versions are set aside, the highest
    /// constraint is `>` or `>=`, or there is none.
    pub(super) fn is_open_above(&self) -> bool {
        let bounds: Vec<_> =
            self.constraints.iter().filter(|(comparator, _)| *comparator != Comparator::NotEqual).collect();
        let order = self.order();
        let highest = bounds.iter().copied().reduce(|highest, next| {
            // In canonical form the last one is the highest; so it is also where the order is not known.
            let lower = order.is_some_and(|order| order.compare(next.1, highest.1) == Ordering::Less);
            if lower { highest } else { next }
        });
        match highest {
            None => self.any || !self.constraints.is_empty(),
            Some((comparator, _)) => {
                matches!(comparator, Comparator::Greater | Comparator::GreaterOrEqual)
            }
        }
    }

    /// Whether the last constraint is `<`: the range ends before a version that it names.
    pub(super) fn ends_before_a_version(&self) -> bool {
        self.constraints.last().is_some_and(|(comparator, _)| *comparator == Comparator::Less)
    }

    /// Whether some version is in both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let Some(order) = self.common_order(other) else { return false };
        let others = other.intervals(order);
        self.intervals(order).iter().any(|a| {
            others.iter().any(|b| {
                a.meets(b, order, |version| {
                    self.leaves_out(version, order) || other.leaves_out(version, order)
                })
            })
        })
    }

    /// Whether a single version is in the range.
    pub(super) fn contains(&self, version: &str) -> bool {
        let single =
            Range { notation: self.notation, constraints: vec![(Comparator::Equal, version)], any: false };
        self.overlaps(&single)
    }

    fn leaves_out(&self, version: &str, order: Order) -> bool {
        self.constraints.iter().any(|(comparator, excluded)| {
            *comparator == Comparator::NotEqual && order.compare(version, excluded) == Ordering::Equal
        })
    }

    fn order(&self) -> Option<Order> {
        let wanted = match self.notation {
            Notation::Vers("datetime") => Order::Time,
            Notation::Vers("semver") => Order::Semantic,
            _ => Order::Dotted,
        };
        let all = |order: Order| self.constraints.iter().all(|(_, version)| order.knows(version));
        if all(Order::Dotted) { Some(Order::Dotted) } else { all(wanted).then_some(wanted) }
    }

    fn common_order(&self, other: &Self) -> Option<Order> {
        match (self.order()?, other.order()?) {
            (a, b) if a == b => Some(a),
            (Order::Dotted, Order::Semantic) | (Order::Semantic, Order::Dotted) => Some(Order::Semantic),
            _ => None,
        }
    }

    /// The range as intervals, lowest first; excluded single versions are not regarded.
    fn intervals(&self, order: Order) -> Vec<Interval<'a>> {
        if self.any {
            return vec![Interval { from: None, to: None }];
        }
        let mut bounds: Vec<_> =
            self.constraints.iter().copied().filter(|(c, _)| *c != Comparator::NotEqual).collect();
        if bounds.is_empty() {
            return vec![Interval { from: None, to: None }];
        }
        bounds.sort_by(|(_, a), (_, b)| order.compare(a, b));
        let mut intervals = Vec::new();
        let mut open: Option<Bound<'a>> = None;
        let mut is_open = matches!(bounds.first(), Some((Comparator::Less | Comparator::LessOrEqual, _)));
        for (comparator, version) in bounds {
            let edge = |included| Some(Bound { version, included });
            match comparator {
                Comparator::Greater | Comparator::GreaterOrEqual if !is_open => {
                    open = edge(comparator == Comparator::GreaterOrEqual);
                    is_open = true;
                }
                Comparator::Less | Comparator::LessOrEqual if is_open => {
                    intervals.push(Interval { from: open, to: edge(comparator == Comparator::LessOrEqual) });
                    (open, is_open) = (None, false);
                }
                Comparator::Equal => intervals.push(Interval { from: edge(true), to: edge(true) }),
                _ => {}
            }
        }
        if is_open {
            intervals.push(Interval { from: open, to: None });
        }
        intervals
    }
}

fn constraint(text: &str) -> Option<(Comparator, &str)> {
    const SIGNS: [(&str, Comparator); 6] = [
        (">=", Comparator::GreaterOrEqual),
        ("<=", Comparator::LessOrEqual),
        ("!=", Comparator::NotEqual),
        (">", Comparator::Greater),
        ("<", Comparator::Less),
        ("=", Comparator::Equal),
    ];
    let signed = SIGNS.iter().find_map(|(sign, comparator)| Some((*comparator, text.strip_prefix(sign)?)));
    let (comparator, version) = signed.unwrap_or((Comparator::Equal, text));
    let is_version = !version.is_empty() && !version.contains(['<', '>', '=', '!', '*', ' ']);
    is_version.then_some((comparator, version))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bound<'a> {
    version: &'a str,
    included: bool,
}

/// All versions between two bounds; without one it goes on for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Interval<'a> {
    from: Option<Bound<'a>>,
    to: Option<Bound<'a>>,
}

impl<'a> Interval<'a> {
    /// Whether the two have more in common than a single version that is left out.
    fn meets(&self, other: &Self, order: Order, left_out: impl Fn(&str) -> bool) -> bool {
        let from = tighter(self.from, other.from, |a, b| order.compare(a, b));
        let to = tighter(self.to, other.to, |a, b| order.compare(b, a));
        let (Some(from), Some(to)) = (from, to) else { return true };
        match order.compare(from.version, to.version) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => from.included && to.included && !left_out(from.version),
        }
    }
}

/// The bound that lets less through: the greater one under `compare`, and of equal ones the one that excludes.
fn tighter<'a>(
    a: Option<Bound<'a>>,
    b: Option<Bound<'a>>,
    compare: impl Fn(&str, &str) -> Ordering,
) -> Option<Bound<'a>> {
    let (Some(first), Some(second)) = (a, b) else { return a.or(b) };
    match compare(first.version, second.version) {
        Ordering::Greater => a,
        Ordering::Less => b,
        Ordering::Equal => {
            Some(Bound { version: first.version, included: first.included && second.included })
        }
    }
}

/// How versions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Numbers with dots between them; a missing one counts as 0.
    Dotted,
    /// Semantic Versioning 2.0.0, section 11.
    Semantic,
    /// RFC 3339 in UTC, which sorts as text.
    Time,
}

impl Order {
    fn knows(self, version: &str) -> bool {
        let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Dotted => version.split('.').all(number),
            Self::Semantic => {
                let core = core(version);
                core.split('.').count() == 3 && core.split('.').all(number)
            }
            Self::Time => version.ends_with('Z') && version.as_bytes().get(10) == Some(&b'T'),
        }
    }

    fn compare(self, a: &str, b: &str) -> Ordering {
        match self {
            Self::Dotted => dotted(a, b),
            Self::Semantic => dotted(core(a), core(b)).then_with(|| pre_release(a, b)),
            Self::Time => a.cmp(b),
        }
    }
}

/// What stands before a pre-release and build metadata.
fn core(version: &str) -> &str {
    version.split(['-', '+']).next().unwrap_or_default()
}

fn dotted(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (left, right) => {
                let order = numbers(left.unwrap_or("0"), right.unwrap_or("0"));
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

/// Numbers of any length, as text.
fn numbers(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn pre_release(a: &str, b: &str) -> Ordering {
    let part = |version: &str| -> Option<String> {
        let without_build = version.split('+').next().unwrap_or_default();
        without_build.split_once('-').map(|(_, pre_release)| pre_release.to_owned())
    };
    match (part(a), part(b)) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => identifiers(&a, &b),
    }
}

fn identifiers(a: &str, b: &str) -> Ordering {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let compare = |(a, b): (&str, &str)| match (is_number(a), is_number(b)) {
        (true, true) => numbers(a, b),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => a.cmp(b),
    };
    let pairs = a.split('.').zip(b.split('.'));
    let first = pairs.map(compare).find(|order| *order != Ordering::Equal);
    first.unwrap_or_else(|| a.split('.').count().cmp(&b.split('.').count()))
}

#[cfg(test)]
mod tests {
    use super::Range;

    fn overlap(a: &str, b: &str) -> bool {
        match (Range::parse(a), Range::parse(b)) {
            (Some(a), Some(b)) => {
                assert_eq!(a.overlaps(&b), b.overlaps(&a));
                a.overlaps(&b)
            }
            _ => panic!("{a} or {b} is no range"),
        }
    }

    #[test]
    fn ranges_overlap_when_a_version_is_in_both() {
        for (a, b) in [
            ("vers:intdot/>2.1.0|<4.2.0", "vers:intdot/>1.2.0|<2.4.0"),
            (">2.1|<4.2.0", "vers:intdot/>=4.1.9.9"),
            ("vers:intdot/<=2.0", "vers:intdot/>=2.0.0"),
            ("vers:all/*", "vers:intdot/1.0"),
            ("vers:semver/>1.0.0-alpha.2|<1.0.0", "vers:semver/1.0.0-alpha.10"),
            ("vers:intdot/!=2.4", "vers:intdot/>2.3|<2.5"),
            ("vers:datetime/<=2016-12-31T23:59:60Z", "vers:datetime/>2012-06-30T23:59:60Z"),
        ] {
            assert!(overlap(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn ranges_that_touch_or_cannot_be_ordered_do_not_overlap() {
        for (a, b) in [
            ("vers:intdot/>2.1.0|<4.2.0", "vers:intdot/>1.2.0|<=2.1.0"),
            ("vers:intdot/>2.1.0|!=2.4.0|<4.2.0", "2.4"),
            ("<=R2", ">=R1"),
            ("vers:intdot/<1.2.0|>4.2.0", "vers:intdot/>=1.2|<=4.2"),
            ("vers:datetime/<=2016-12-31T23:59:60Z", "vers:intdot/1"),
        ] {
            assert!(!overlap(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn a_range_is_open_above_when_its_highest_bound_is_a_lower_one() {
        let open = |name: &str| Range::parse(name).is_some_and(|range| range.is_open_above());
        for name in
            ["vers:intdot/>=4.2.0", ">4|<2", "vers:intdot/<2.1|>4.2|!=5.1", "vers:all/*", "vers:npm/!=1"]
        {
            assert!(open(name), "{name}");
        }
        for name in ["<1.2.0|=4.2.0", "vers:semver/<2.1.0|>4.2.0|<=5.4.18", "vers:intdot/1", ">R1|<R2"] {
            assert!(!open(name), "{name}");
        }
    }
}
