//! `version-contradiction`: a version is called fixed or safe, or affected, against the facts.
//!
//! A version is judged by the line of the facts for the model it is named with; where no model is near, it
//! contradicts the case only when it contradicts every line it can be compared with.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::affected::{Mention, RANGE_AFTER, RANGE_BEFORE};
use super::case::{Bound, Line};
use super::pattern::pattern;
use super::phrase;
use super::reader::{Hit, Reader};
use super::version::Version;

/// What a text says of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// Fixed from this version on, or safe.
    Fixed,
    /// Affected, alone or up to and with it.
    Affected,
}

static FIXED_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:fix(?:ed|es)?|patch(?:ed|es)?|correct(?:ed|s|ion)?|repair(?:ed|s)?|resolv(?:ed|es)|solv(?:ed|es)|clos(?:ed|es)|remedied|remediated|safe|secure|protected|not (?:affected|vulnerable)|no longer (?:affected|vulnerable)|good version|immune|unaffected|update to|upgrade to|upgrading to|updating to|install|first fixed|corrected|hotfix)\b[\s:*_`|(]*(?:(?:is|are|was|in|by|with|since|from|as of|version|versions|firmware|release|build|the|to|of|update|on|at|v|number|starting|beginning|released|from version|it|this|new|fixed|running|at least|and|least|available|available in|available as)[\s:*_`|(]+){0,6}[\w()/-]*$",
    )
});
static FIXED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\.[x*])?[\s*_`),|]*(?:\((?:fixed|patched|safe|corrected|not affected)\)|(?:(?:or|and) (?:later|newer|above|higher|up|upwards)[\s,)]*)?(?:(?:for|of) (?:the )?[\w-]+ ?(?:[\w-]+ )?)?(?:which |that |already |also |now |it |firmware |release |build |version )*(?:fix(?:es|ed)\b|patch(?:es|ed)\b|correct(?:s|ed)\b|repair(?:s|ed)\b|resolv(?:es|ed)\b|solv(?:es|ed)\b|clos(?:es|ed)\b|remed(?:ies|ied)\b|(?:is|are|were|was) (?:(?:also|still|already|now|therefore|all|both|completely|fully|likely|equally|well|just as|thus|known to be) )?(?:safe|fixed|patched|protected|not (?:affected|vulnerable)|no longer (?:affected|vulnerable)|unaffected|immune|secure|corrected)\b|(?:is|are) (?:the )?(?:good|fixed|first fixed|patched|safe|corrected) (?:one|version|firmware|release|build)|contains? (?:the )?(?:fix|correction|patch|repair)|has the (?:fix|correction|patch))|is the (?:firmware|version|one) (?:that )?you want)",
    )
});
static AFFECTED_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:affect(?:s|ed)?|vulnerable|impacted|bad version|unsafe|exploitable|susceptible|unpatched|not (?:yet )?fixed)\b[\s:*_`|(]*(?:(?:is|are|was|were|in|by|with|since|from|version|versions|firmware|release|builds?|the|of|on|all|any|up to|and including|including|before|until|through|v|products?|models?|software|releases?|range|devices?|systems?|running)[\s:*_`|(,]+){0,8}(?:[\w()/-]+[ _]){0,3}[\w()/-]*$",
    )
});
static AFFECTED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\.[x*])?[\s*_`),|]*(?:\((?:affected|vulnerable|not fixed|unpatched)\)|(?:(?:and|or) (?:earlier|older|below|prior|before|later|newer|above)[\s,)]*)?(?:versions? |releases? |builds? )?(?:(?:is|are|were|was|remains?|still|also) )+(?:(?:also|still|already|now|therefore|all|both|completely|fully|likely|equally|well|just as|thus|known to be) )?(?:affected|vulnerable|impacted|exploitable|unsafe|susceptible|unpatched|at risk))",
    )
});
/// A repair that was not whole calls its version neither fixed nor affected.
static PARTIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:only (?:half|part|partly|one|some)|half of|partial\w*|incomplete\w*|first attempt|not (?:fully|completely|entirely)|in part)\b",
    )
});
static UPPER_EXCLUSIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:before|prior to|older than|earlier than|below|lower than|less than|until)\b[^,;]{0,40}$|<[ \t]*$",
    )
});
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:not|[a-z]+n't|never|no longer|neither|nor|cannot|incomplete\w*|partial\w*|only partly|supposed\w*|claim\w*|said to|tried to|first attempt|attempted)\b",
    )
});

/// The first version that is called something it is not.
pub(super) fn find(reader: &Reader<'_>, mentions: &[Mention]) -> Option<(Range<usize>, Option<String>)> {
    mentions.iter().take(2_000).find_map(|(range, version)| {
        let hit = reader.hit(range.clone())?;
        if reader.is_rejected(&hit) || reader.is_other_bug(&hit) || reader.is_open_question(&hit) {
            return None;
        }
        let said = said(reader, &hit)?;
        contradicts(reader, &hit, version, said).then(|| (range.clone(), better(reader, &hit, said)))
    })
}

/// The version that would be right in this place, if the facts know one.
fn better(reader: &Reader<'_>, hit: &Hit, said: Said) -> Option<String> {
    let line = line_of(reader, hit).or_else(|| reader.case.lines.first())?;
    let affected = line.affected.last();
    match (said, extent(reader, hit)) {
        (Said::Fixed, _) | (Said::Affected, Extent::Below) => {
            Some(phrase::version(reader.case, &line.fixed.last()?.written))
        }
        (Said::Affected, _) => {
            let affected = affected.filter(|affected| affected.bound != Bound::Before)?;
            Some(phrase::version(reader.case, &affected.version.written))
        }
    }
}

/// Whether every line of the facts that speaks of such versions says otherwise.
fn contradicts(reader: &Reader<'_>, hit: &Hit, version: &Version, said: Said) -> bool {
    let case = reader.case;
    let extent = extent(reader, hit);
    if case.facts.has_fix() == Some(false) && case.all_affected {
        return said == Said::Fixed || extent == Extent::Below;
    }
    let lines: Vec<&Line> = match line_of(reader, hit) {
        Some(line) => vec![line],
        None => case.lines.iter().collect(),
    };
    let mut verdicts = lines.iter().filter_map(|line| against(line, version, said, extent)).peekable();
    verdicts.peek().is_some() && verdicts.all(|contradicts| contradicts)
}

static RANGE_LOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:from|between|version|versions|starting (?:at|with)) )?\bv?\d+(?:\.\w+)+(?:\([\w.]+\)\w*)?[\s*_`]*(?:to|through|thru|until|till|and|up to(?: and including)?|-{1,2}|\.\.\.?)[\s*_`]*(?:version |including |v)?$",
    )
});

/// The text before a version, without the low end of the range it closes.
fn before_range(before: &str) -> (&str, bool) {
    match RANGE_LOW.find(before.as_bytes()) {
        Some(low)
            if !low.as_bytes().trim_ascii_end().ends_with(b"and")
                || low.as_bytes().starts_with(b"between") =>
        {
            (&before[..low.start()], true)
        }
        _ => (before, false),
    }
}

/// Whether a version after this text ends a range that begins in it.
pub(super) fn closes_range(before: &str) -> bool {
    before_range(before).1
}

/// How far from the version the words reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// This version, or no more than that is said.
    Alone,
    /// Up to and with it.
    UpTo,
    /// Up to it, without it.
    Below,
}

static EXPLICIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:affected|vulnerable|impacted|susceptible|affects)\b"));

fn extent(reader: &Reader<'_>, hit: &Hit) -> Extent {
    let bounds = reader.sentences[hit.sentence].range.clone();
    let before = &reader.document.prose[bounds.start..hit.range.start];
    let after = &reader.document.prose[hit.range.end..bounds.end.max(hit.range.end)];
    let (before, closes_range) = before_range(before);
    if !EXPLICIT.is_match(reader.sentence(hit.sentence).as_bytes()) {
        Extent::Alone
    } else if UPPER_EXCLUSIVE.is_match(before.as_bytes()) && !before.trim_end().ends_with("<=") {
        Extent::Below
    } else if closes_range
        || RANGE_BEFORE.is_match(before.as_bytes())
        || RANGE_AFTER.is_match(after.as_bytes())
    {
        Extent::UpTo
    } else {
        Extent::Alone
    }
}

/// Whether a line says otherwise; nothing when it cannot be compared.
fn against(line: &Line, version: &Version, said: Said, extent: Extent) -> Option<bool> {
    let is_fixed = line.fixed.iter().any(|fixed| version.names(fixed));
    let is_affected = line
        .affected
        .iter()
        .any(|affected| affected.bound != Bound::Before && version.names(&affected.version));
    let orders: Vec<Ordering> = if is_ordered(line) {
        line.fixed.iter().filter_map(|fixed| version.compare(fixed)).collect()
    } else {
        Vec::new()
    };
    let all = |wanted: Ordering| !orders.is_empty() && orders.iter().all(|order| *order == wanted);
    match said {
        _ if is_fixed && is_affected => Some(false),
        Said::Fixed if is_fixed => Some(false),
        Said::Fixed if is_affected => Some(true),
        Said::Fixed => (!orders.is_empty()).then(|| all(Ordering::Less)),
        Said::Affected if is_fixed => Some(extent != Extent::Below),
        Said::Affected if is_affected => Some(extent == Extent::Below),
        Said::Affected if all(Ordering::Greater) => Some(true),
        Said::Affected => {
            understates(line, version, extent).or_else(|| (!orders.is_empty()).then_some(false))
        }
    }
}

/// "Up to 1.2" when 1.3 is affected too.
fn understates(line: &Line, version: &Version, extent: Extent) -> Option<bool> {
    if extent == Extent::Alone {
        return None;
    }
    let mut verdicts = line
        .affected
        .iter()
        .filter(|affected| affected.bound != Bound::Before || extent == Extent::Below)
        .filter_map(|affected| Some(version.compare(&affected.version)? == Ordering::Less))
        .peekable();
    verdicts.peek()?;
    Some(verdicts.all(|less| less))
}

/// Some makers give a fixed build a lower number than an affected one: then only equality counts.
fn is_ordered(line: &Line) -> bool {
    !line.affected.iter().any(|affected| {
        let mut orders = line.fixed.iter().filter_map(|fixed| affected.version.compare(fixed)).peekable();
        orders.peek().is_some() && orders.all(|order| order == Ordering::Greater)
    })
}

static FOR_MODEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\s*_`]*(?:\(|(?:\(|is |was )?(?:for|of|on) (?:the )?|-> ?)[*_`]*"));

/// The line of the model that is named with the version: right after it, else last before it.
fn line_of<'r>(reader: &'r Reader<'_>, hit: &Hit) -> Option<&'r Line> {
    let lines = &reader.case.lines;
    if lines.len() < 2 {
        return None;
    }
    let bounds = reader.sentences[hit.sentence].range.clone();
    let after = &reader.document.prose[hit.range.end..bounds.end.max(hit.range.end)];
    if let Some(found) = FOR_MODEL.find(after.as_bytes()) {
        let rest = &after[found.end()..];
        let named = lines.iter().filter(|line| names(line, lines).any(|name| rest.starts_with(name)));
        if let Some(line) = named.max_by_key(|line| line.model.len()) {
            return Some(line);
        }
    }
    let before = &reader.document.prose[bounds.start..hit.range.start];
    lines
        .iter()
        .filter_map(|line| {
            let at = names(line, lines).filter_map(|name| Some((before.rfind(name)?, name.len()))).max()?;
            Some((at, line))
        })
        .max_by_key(|(at, _)| *at)
        .map(|(_, line)| line)
}

/// The names of a model: the whole, and its last word when that is its alone ("the Plus").
fn names<'l>(line: &'l Line, lines: &'l [Line]) -> impl Iterator<Item = &'l str> {
    let last = line.model.rsplit(' ').next().filter(|last| {
        last.len() >= 3
            && last.len() < line.model.len()
            && !lines.iter().any(|other| other.model != line.model && other.model.contains(last))
    });
    [Some(line.model.as_str()), last].into_iter().flatten()
}

fn said(reader: &Reader<'_>, hit: &Hit) -> Option<Said> {
    let bounds = reader.sentences[hit.sentence].range.clone();
    let clause = reader.clause(hit);
    let start = clause.start.min(hit.range.start).max(bounds.start);
    let before = before_range(&reader.document.prose[start..hit.range.start]).0;
    let after = &reader.document.prose[hit.range.end..bounds.end.max(hit.range.end)];
    let near_after = &after[..after.len().min(120)];
    let exclusive = UPPER_EXCLUSIVE.is_match(before.as_bytes());
    if AFFECTED_AFTER.is_match(near_after.as_bytes()) {
        return Some(Said::Affected);
    }
    let follows = FIXED_AFTER.find(near_after.as_bytes()).is_some_and(|found| {
        // "fixed:" begins the next field.
        !matches!(near_after.as_bytes().get(found.end()), Some(b':' | b'|'))
    });
    if PARTIAL.is_match(&reader.document.prose.as_bytes()[bounds.clone()]) {
        return None;
    }
    if follows && !exclusive {
        return Some(Said::Fixed);
    }
    if DENIED.is_match(before.as_bytes())
        && !before.contains("not affected")
        && !before.contains("not vulnerable")
    {
        return None;
    }
    if is_safe_users(reader, hit) {
        return Some(Said::Fixed);
    }
    let before = before_range(&reader.document.prose[bounds.start..hit.range.start]).0;
    if FIXED_BEFORE.is_match(before.as_bytes()) && !exclusive && !RANGE_AFTER.is_match(near_after.as_bytes())
    {
        return Some(Said::Fixed);
    }
    (AFFECTED_BEFORE.is_match(before.as_bytes()) || RANGE_AFTER.is_match(near_after.as_bytes()))
        .then_some(Said::Affected)
}

static SAFE_USERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^.;]{0,60}\b(?:is|are|be|were) (?:also |already |therefore |as well |all )?(?:safe|protected|fine|secure|not affected|not vulnerable|unaffected|immune|patched)\b|^[^.;,]{0,40}\b(?:can relax|can ignore|have nothing to (?:do|fear|worry)|need not worry|are off the hook)\b",
    )
});

/// "Users with 1.2 or later are safe".
fn is_safe_users(reader: &Reader<'_>, hit: &Hit) -> bool {
    let clause = reader.clause(hit);
    let end = clause.end.max(hit.range.end);
    let after = &reader.document.prose[hit.range.end..end];
    let before = &reader.document.prose[clause.start.min(hit.range.start)..hit.range.start];
    SAFE_USERS.is_match(after.as_bytes()) && !UPPER_EXCLUSIVE.is_match(before.as_bytes())
}
