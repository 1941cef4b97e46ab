//! `affected-versions-missing` and `version-contradiction`: the versions the text names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::case::Bound;
use super::contradiction;
use super::pattern::pattern;
use super::reader::{MOST_PLACES, Reader};
use super::version::{self, Version};
use super::{Found, Rule, Scope, Where};

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    let mentions = version::find(&reader.document.prose);
    if mentions.len() > MOST_PLACES {
        reader.note_overflow();
        return;
    }
    if !reader.case.facts.affected.is_empty() && !names_affected(reader, &mentions) {
        out.push(Found::new(Rule::AffectedVersionsMissing, Where::Absent(Scope::Document)));
    }
    if let Some((range, better)) = contradiction::find(reader, &mentions) {
        out.push(Found { better, ..Found::new(Rule::VersionContradiction, Where::Text(range)) });
    }
}

/// A version and where it is named.
pub(super) type Mention = (Range<usize>, Version);

pub(super) static RANGE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:before|prior to|older than|earlier than|lower than|below|less than|up to(?: and including)?|through|until|preceding|predating|up through|not later than|and including)|<=?|versions?:? <=?)(?: (?:the|firmware|version|versions|release|build|number|a|v|ver\.|model|v\d|hardware|its|fixed|patched|sw|fw|revision)){0,4}[\s*_`(\x22']*(?:[\w()-]+[ _]){0,3}?$",
    )
});
pub(super) static RANGE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s*_`)\]\x22',]*(?:\([^)]{0,40}\)[ ,]*)?(?:(?:and|or|as well as|including|plus|&)(?: all| any| everything| the| also| probably| possibly| likely| most)*(?: \w+)? ?(?:earlier|older|below|prior|before|previous|lower|under|down|preceding)|down to|downwards|and down\b|\(?(?:and|or) (?:earlier|older|below|prior))",
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
        || names_older(reader, mentions)
        || ALL_VERSIONS
            .find_iter(prose.as_bytes())
            .take(100)
            .any(|found| reader.case.all_affected && !LIMITED_ALL.is_match(&prose.as_bytes()[found.end()..]))
}

static OLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:all |any |every |everything |with |on |both |these |of )*(?:older|earlier|previous|prior|lower|former) (?:firmwares?|versions?|releases?|builds?|ones?|software|revisions?)?|\beverything (?:older|earlier|below|before|prior)\b|\bbefore (?:these|this|that|those|the fixed|the corrected|the new) ?(?:versions?|releases?|builds?|firmwares?|one)?\b|\bbefore[.;,]|\bnot (?:yet )?updated\b",
    )
});
static IS_AFFECTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:affected|vulnerable|impacted|exploitable|at risk|have the (?:bug|flaw|hole|problem))\b")
});

/// "Older firmware is affected" is a range when the fixed version is named.
fn names_older(reader: &Reader<'_>, mentions: &[Mention]) -> bool {
    let names_fixed = reader.case.all_affected && !mentions.is_empty()
        || mentions.iter().any(|(_, version)| reader.case.fixed().any(|fixed| version.names(fixed)));
    names_fixed
        && reader.hits(&OLDER).any(|hit| {
            let clause = reader.clause(&hit);
            IS_AFFECTED.is_match(reader.document.prose[clause].as_bytes()) && !reader.is_negated(&hit)
        })
}

fn is_affected_mention(reader: &Reader<'_>, (range, version): &Mention) -> bool {
    let case = reader.case;
    let known =
        case.affected().any(|affected| affected.bound != Bound::Before && version.names(&affected.version));
    let fixed = case.fixed().any(|fixed| version.names(fixed));
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
    if contradiction::closes_range(before) && IS_AFFECTED.is_match(reader.sentence(sentence).as_bytes()) {
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
