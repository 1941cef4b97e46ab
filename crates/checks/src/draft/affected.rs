//! `affected-versions-missing` and `version-contradiction`: the versions the text names.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::case::Bound;
use super::pattern::pattern;
use super::reader::{Hit, MOST_PLACES, Reader};
use super::version::{self, Version};
use super::{Found, Rule, Scope, Where};

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    let mentions = version::find(&reader.document.prose);
    if mentions.len() > MOST_PLACES {
        reader.note_overflow();
        return;
    }
    if !reader.case.facts.affected.is_empty() && !names_affected(reader, &mentions) {
        out.push(Found { rule: Rule::AffectedVersionsMissing, place: Where::Absent(Scope::Document) });
    }
    if let Some(range) = contradiction(reader, &mentions) {
        out.push(Found { rule: Rule::VersionContradiction, place: Where::Text(range) });
    }
}

type Mention = (Range<usize>, Version);

static RANGE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:before|prior to|older than|earlier than|lower than|below|less than|up to(?: and including)?|through|until|preceding|predating|up through|not later than|and including)|<=?|versions?:? <=?)(?: (?:the|firmware|version|versions|release|build|number|a|v|ver\.|model|v\d|hardware|its|fixed|patched|sw|fw|revision)){0,4}[\s*_`(\x22']*(?:[\w()-]+[ _]){0,3}?$",
    )
});
static RANGE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s*_`)\x22',]*(?:\([^)]{0,40}\)[ ,]*)?(?:(?:and|or|as well as|including|plus|&)(?: all| any| everything| the| also| probably| possibly| likely| most)*(?: \w+)? ?(?:earlier|older|below|prior|before|previous|lower|under|down|preceding)|down to|downwards|and down\b|\(?(?:and|or) (?:earlier|older|below|prior))",
    )
});
static AFFECTED_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:affect(?:s|ed)?|vulnerable|impacted|tested|test(?:ed)? (?:on|with|against|version)|confirm(?:ed)?|verified|reproduced|bad version|influenced|concerned|found (?:in|on|with)|exists? in|present in|exploitable (?:in|on)|works? (?:on|against|with)|version tested|observed|susceptible|in question|running)\b",
    )
});
static FIX_CONTEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:fix(?:ed|es)?|patch(?:ed|es)?|updat\w+|upgrad\w+|correct\w+|releas\w+|solv\w+|resolv\w+|clos\w+|repair\w*|install\w*|safe|protected|not (?:affected|vulnerable)|no longer|good version|new version|newer|later)\b",
    )
});
static ALL_VERSIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:all|every|any|each) (?:known |released |available |existing |published |firmware |software |shipped )*(?:versions?|releases?|builds?|firmwares?|revisions?)\b(?: \w+)?|\ball of them\b|\bregardless of (?:the )?(?:firmware|version)\b",
    )
});
static LIMITED_ALL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\W*(?:before|prior|below|older|earlier|up to|<|since|after|from|until|lower|through)\b")
});

fn names_affected(reader: &Reader<'_>, mentions: &[Mention]) -> bool {
    let prose = reader.document.prose.as_str();
    mentions.iter().any(|mention| is_affected_mention(reader, mention))
        || names_odd(reader, prose)
        || ALL_VERSIONS
            .find_iter(prose.as_bytes())
            .take(100)
            .any(|found| reader.case.all_affected && !LIMITED_ALL.is_match(&prose.as_bytes()[found.end()..]))
}

fn is_affected_mention(reader: &Reader<'_>, (range, version): &Mention) -> bool {
    let case = reader.case;
    let known = case
        .affected
        .iter()
        .any(|affected| affected.bound != Bound::Before && version.names(&affected.version));
    let fixed = case.fixed.iter().any(|fixed| version.names(fixed));
    if known && !fixed {
        return true;
    }
    let Some(sentence) = reader.sentence_at(range.start) else { return false };
    let bounds = reader.sentences[sentence].range.clone();
    let before = &reader.document.prose[bounds.start..range.start];
    let after = &reader.document.prose[range.end..bounds.end.max(range.end)];
    if RANGE_BEFORE.is_match(before.as_bytes()) || RANGE_AFTER.is_match(after.as_bytes()) {
        return true;
    }
    !fixed && AFFECTED_FIELD.is_match(before.as_bytes()) && !FIX_CONTEXT.is_match(before.as_bytes())
}

/// Versions without dots: the fact's own word, with a range or an affected word beside it.
fn names_odd(reader: &Reader<'_>, prose: &str) -> bool {
    let odd = |text: &str, is_fixed: bool| {
        text.len() >= 3
            && prose.match_indices(text).take(50).any(|(at, _)| {
                let Some(sentence) = reader.sentence_at(at) else { return false };
                let bounds = reader.sentences[sentence].range.clone();
                let before = &prose[bounds.start..at];
                let after = &prose[at + text.len()..bounds.end.max(at + text.len())];
                RANGE_BEFORE.is_match(before.as_bytes())
                    || RANGE_AFTER.is_match(after.as_bytes())
                    || !is_fixed && !FIX_CONTEXT.is_match(before.as_bytes())
            })
    };
    let is_fixed = |text: &String| reader.case.fixed_texts.contains(text);
    reader.case.affected_texts.iter().any(|text| odd(text, is_fixed(text)))
        || reader.case.fixed_texts.iter().any(|text| odd(text, true))
}

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
        r"^[\s*_`),|]*(?:\((?:fixed|patched|safe|corrected|not affected)\)|(?:(?:or|and) (?:later|newer|above|higher|up|upwards)[\s,)]*)?(?:(?:for|of) (?:the )?[\w-]+ ?(?:[\w-]+ )?)?(?:which |that |already |also |now |it |firmware |release |build |version )*(?:fix(?:es|ed)\b|patch(?:es|ed)\b|correct(?:s|ed)\b|repair(?:s|ed)\b|resolv(?:es|ed)\b|solv(?:es|ed)\b|clos(?:es|ed)\b|remed(?:ies|ied)\b|(?:is|are|were|was) (?:(?:also|still|already|now|therefore|all|both|completely|fully|likely|equally|well|just as|thus|known to be) )?(?:safe|fixed|patched|protected|not (?:affected|vulnerable)|no longer (?:affected|vulnerable)|unaffected|immune|secure|corrected)\b|(?:is|are) (?:the )?(?:good|fixed|first fixed|patched|safe|corrected) (?:one|version|firmware|release|build)|contains? (?:the )?(?:fix|correction|patch|repair)|has the (?:fix|correction|patch))|is the (?:firmware|version|one) (?:that )?you want)",
    )
});
static AFFECTED_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:affect(?:s|ed)?|vulnerable|impacted|bad version|unsafe|exploitable|susceptible|unpatched|not (?:yet )?fixed)\b[\s:*_`|(]*(?:(?:is|are|was|were|in|by|with|since|from|version|versions|firmware|release|builds?|the|of|on|all|any|up to|and including|including|before|until|through|v|products?|models?|software|releases?|range|devices?|systems?|running)[\s:*_`|(,]+){0,8}(?:[\w()/-]+[ _]){0,3}[\w()/-]*$",
    )
});
static AFFECTED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s*_`),|]*(?:\((?:affected|vulnerable|not fixed|unpatched)\)|(?:(?:and|or) (?:earlier|older|below|prior|before|later|newer|above)[\s,)]*)?(?:versions? |releases? |builds? )?(?:(?:is|are|were|was|remains?|still|also) )+(?:(?:also|still|already|now|therefore|all|both|completely|fully|likely|equally|well|just as|thus|known to be) )?(?:affected|vulnerable|impacted|exploitable|unsafe|susceptible|unpatched|at risk))",
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

fn contradiction(reader: &Reader<'_>, mentions: &[Mention]) -> Option<Range<usize>> {
    mentions
        .iter()
        .take(2_000)
        .find(|(range, version)| {
            let Some(hit) = reader.hit(range.clone()) else { return false };
            if reader.is_rejected(&hit) || reader.is_other_bug(&hit) || reader.is_open_question(&hit) {
                return false;
            }
            match said(reader, &hit) {
                Some(Said::Fixed) => is_not_fixed(reader, version),
                Some(Said::Affected) => is_not_affected(reader, &hit, version),
                None => false,
            }
        })
        .map(|(range, _)| range.clone())
}

fn said(reader: &Reader<'_>, hit: &Hit) -> Option<Said> {
    let bounds = reader.sentences[hit.sentence].range.clone();
    let clause = reader.clause(hit);
    let start = clause.start.min(hit.range.start).max(bounds.start);
    let before = &reader.document.prose[start..hit.range.start];
    let after = &reader.document.prose[hit.range.end..bounds.end.max(hit.range.end)];
    let near_after = &after[..after.len().min(120)];
    let exclusive = UPPER_EXCLUSIVE.is_match(before.as_bytes());
    if AFFECTED_AFTER.is_match(near_after.as_bytes()) && !exclusive {
        return Some(Said::Affected);
    }
    if FIXED_AFTER.is_match(near_after.as_bytes()) && !exclusive {
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
    let before = &reader.document.prose[bounds.start..hit.range.start];
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

/// Called fixed, but known to be affected, or below every fixed version it can be compared with.
fn is_not_fixed(reader: &Reader<'_>, version: &Version) -> bool {
    let case = reader.case;
    if case.fixed.iter().any(|fixed| version.names(fixed)) {
        return false;
    }
    if case
        .affected
        .iter()
        .any(|affected| affected.bound != Bound::Before && version.names(&affected.version))
    {
        return true;
    }
    if !is_ordered(reader) {
        return false;
    }
    let mut orders = case.fixed.iter().filter_map(|fixed| version.compare(fixed)).peekable();
    orders.peek().is_some() && orders.all(|order| order == Ordering::Less)
}

/// Called affected, but fixed, or above every fixed version it can be compared with.
fn is_not_affected(reader: &Reader<'_>, hit: &Hit, version: &Version) -> bool {
    let case = reader.case;
    let bounds = reader.sentences[hit.sentence].range.clone();
    let before = &reader.document.prose[bounds.start..hit.range.start];
    let exclusive = UPPER_EXCLUSIVE.is_match(before.as_bytes());
    if case.affected.iter().any(|affected| version.names(&affected.version))
        && !case.fixed.iter().any(|fixed| fixed == version)
    {
        return false;
    }
    if case.fixed.iter().any(|fixed| version.names(fixed)) {
        return !exclusive;
    }
    if !is_ordered(reader) {
        return false;
    }
    let mut orders = case.fixed.iter().filter_map(|fixed| version.compare(fixed)).peekable();
    orders.peek().is_some() && orders.all(|order| order == Ordering::Greater)
}

/// Some makers give a fixed build a lower number than an affected one: then only equality counts.
fn is_ordered(reader: &Reader<'_>) -> bool {
    let case = reader.case;
    !case.affected.iter().any(|affected| {
        let mut orders = case.fixed.iter().filter_map(|fixed| affected.version.compare(fixed)).peekable();
        orders.peek().is_some() && orders.all(|order| order == Ordering::Greater)
    })
}
