//! `cve-missing`, `cve-wrong` and `scope-overclaim`: which bug and which products the text is about.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::pattern;
use super::reader::{Reader, id_pattern, ids};
use super::{Found, Rule, Scope, Where};

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    check_ids(reader, out);
    check_scope(reader, out);
}

static OTHER_ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:other|another|different|separate|unrelated|also|similar|related|see also|previous|earlier|unlike|chain\w*|combin\w+|together with|not to be confused|reminds?|like|older)\b",
    )
});

fn check_ids(reader: &Reader<'_>, out: &mut Vec<Found>) {
    if reader.case.ids.is_empty() {
        return;
    }
    let lower = reader.document.folded.as_str().to_ascii_lowercase();
    if ids(&lower).any(|id| reader.case.is_own_id(&id)) {
        return;
    }
    let in_links = reader
        .document
        .links
        .iter()
        .any(|link| ids(&link.target.to_ascii_lowercase()).any(|id| reader.case.is_own_id(&id)));
    if in_links {
        return;
    }
    let wrong =
        reader.hits(id_pattern()).find(|hit| !OTHER_ISSUE.is_match(reader.sentence(hit.sentence).as_bytes()));
    match wrong {
        Some(hit) => out.push(Found::new(Rule::CveWrong, Where::Text(hit.range))),
        None => out.push(Found::new(Rule::CveMissing, Where::Absent(Scope::Document))),
    }
}

const PRODUCT: &str = r"(?:routers?|cameras?|devices?|products?|models?|switch(?:es)?|access points?|aps?|extenders?|repeaters?|speakers?|plugs?|bulbs?|lamps?|gateways?|modems?|recorders?|hubs?|doorbells?|bells?|thermostats?|printers?|players?|sensors?|dongles?|boards?|stations?|vacuums?|units?|locks?|phones?|apps?|appliances?|machines?|boxes|box|gear|hardware|equipment|kit|nas|systems?|firewalls?|mesh (?:kits?|sets?|systems?))";

static QUANTIFIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:all|every|any|each|every single|each and every|all of|virtually all|practically all|almost all|nearly all|almost every|nearly every|most|the (?:whole|entire|complete|full)|entire) (?:of )?(?:the |its |their |his )?(?:[\w./'&+-]+ ){{0,4}}?{PRODUCT}\b|\b(?:the|its|their|\w+'s) (?:whole|entire|complete|full) (?:[\w'-]+ ){{0,3}}?(?:range|portfolio|line|line-?up|family|families|series|catalogue|catalog|product line|generation)\b|\beverything (?:that )?(?:the (?:maker|vendor|manufacturer|company)|[\w-]+) (?:has )?(?:ever )?(?:made|makes|built|builds|sold|sells|shipped|ships)\b|\b(?:no|none of the|none of its|none of their|not one) (?:[\w'&-]+ ){{0,3}}?{PRODUCT} (?:is|are) (?:safe|secure|unaffected|immune|spared|without)\b"
    ))
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:all )?(?:(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a dozen|dozens of|a dozen of|two dozen|several dozen|a hundred|hundreds of|scores of) )(?:other |different |more |further |additional |of (?:its |their |the )?)*(?:[\w'&-]+ ){0,3}?(?:models|products|product lines|product families|device types|devices types|lines|series)\b",
    )
});
static VULNERABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:affect\w*|vulnerab\w*|shares?|sharing|shared|suffers?|suffer from|impact\w*|exploitable|at risk|concern\w*|flaws?|bugs?|holes?|exposed|same (?:code|design|bug|flaw|problem|hole|issue|daemon|library|weakness)|contains?|hit|in danger|hackable|hacked|compromised?|broken|open|unsafe|insecure|takes? over|owned|susceptible|has it|have it|have this|has this|is in|are in|the case|backdoor\w*)\b",
    )
});
static LIMITED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:of (?:this|the same|that|these) (?:model|type|kind|version)|running|with (?:firmware|this|the|a|an|version|hardware|upnp|remote|[\w-]+ enabled)|on (?:the|your|my|our|this|a) (?:\w+[ -])?(?:network|lan|wi-?fi|segment|subnet|vlan)|in (?:the|your|my|our|this) (?:\w+[ -])?(?:network|lan|home|house|household|table|list|office|wi-?fi)|that (?:run|runs|have|has|are|is|we|i)|which (?:run|have|are)|listed|below|above|before|i |we |you |connected|behind|nearby|whose|where|in use|at home|under|owners?|users?|firmware|versions?|builds?|updates?|owned)|^'s? ",
    )
});
static NARROW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:affected|vulnerable|these|those|such|listed|connected|tested|following|supported|both|two|three|my|our|your|neighbou?ring|current|local|attached|named)\b",
    )
});

fn check_scope(reader: &Reader<'_>, out: &mut Vec<Found>) {
    let hit = reader.hits(&QUANTIFIED).find(|hit| {
        let said = &reader.document.prose[hit.range.clone()];
        let sentence = reader.sentence(hit.sentence);
        let rest = &reader.document.prose[hit.range.end..reader.sentences[hit.sentence].range.end];
        let names_own = reader.case.models.iter().any(|model| {
            model.split_whitespace().any(|word| {
                word.len() > 2 && word.bytes().any(|byte| byte.is_ascii_digit()) && said.contains(word)
            }) || said.contains(model.as_str())
        });
        (VULNERABLE.is_match(sentence.as_bytes()) || said.starts_with("no"))
            && !LIMITED.is_match(rest.as_bytes())
            && !NARROW.is_match(said.as_bytes())
            && !names_own
            && (is_of_maker(reader, said, rest) || is_close(said, rest))
            && !is_quantifier_negated(reader, hit)
            && reader.is_asserted(hit)
            && !reader.is_conditional(hit)
    });
    let numbered = numbered(reader);
    if let Some(hit) = hit.into_iter().chain(numbered).min_by_key(|hit| hit.range.start) {
        out.push(Found::new(Rule::ScopeOverclaim, Where::Text(hit.range)));
    }
}

static CALLED_AFFECTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:affected|vulnerable|impacted|exploitable|at risk|hackable|open to|exposed to|(?:have|has|share|shares|suffer from|contain) (?:the |this )?(?:same )?(?:bug|flaw|hole|vulnerability|problem|weakness|issue))\b",
    )
});

/// "Nine models are affected" when the facts hold two.
fn numbered(reader: &Reader<'_>) -> Option<super::reader::Hit> {
    let known = reader.case.models.len();
    NUMBERED
        .captures_iter(reader.document.prose.as_bytes())
        .take(super::reader::MOST_PLACES)
        .filter_map(|found| {
            let number = amount(found.name("n")?.as_bytes());
            let hit = reader.hit(found.get(0)?.range())?;
            (number >= 3 && number > 2 * known.max(1)).then_some(hit)
        })
        .find(|hit| {
            CALLED_AFFECTED.is_match(reader.sentence(hit.sentence).as_bytes())
                && !is_quantifier_negated(reader, hit)
                && reader.is_asserted(hit)
        })
}

fn amount(words: &[u8]) -> usize {
    const WORDS: [(&str, usize); 17] = [
        ("two dozen", 24),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("a dozen", 12),
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
    ];
    let text = String::from_utf8_lossy(words);
    WORDS
        .iter()
        .find(|(word, _)| *word == text)
        .map_or_else(|| text.parse().unwrap_or(50), |(_, number)| *number)
}

static ONLY_ONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:only (?:in|on|this|one|the|two)|none of|not all|no other)\b"));
static OF_MAKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:\w+ ){0,4}?(?:(?:of|by|from) (?:the|this|that|its) (?:\w+ )?(?:maker|vendor|manufacturer|company|brand|supplier|firm|family|series|generation|line)|ever (?:sold|made|built|shipped|produced)|on the market|they (?:sell|make|ship)|in the (?:world|range|portfolio)|of this generation|(?:sold|made|built) (?:by|since|after|in))\b",
    )
});
static CLOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:(?:is|are|was|were|should be|must be|can be|may be|might be) )?(?:\w+ ){0,2}?(?:affected|vulnerable|impacted|exploitable|at risk|exposed|concerned|suffer\w*|share\w*|contain\w*|has this|have this)\b",
    )
});

fn is_of_maker(reader: &Reader<'_>, said: &str, rest: &str) -> bool {
    let vendor = reader.case.vendor.as_str();
    let first = vendor.split_whitespace().next().unwrap_or_default();
    let names = |text: &str| !first.is_empty() && text.contains(first);
    let near: String = rest.chars().take(first.len() + 24).collect();
    names(said)
        || names(&near)
        || OF_MAKER.is_match(rest.as_bytes())
        || said.contains("maker")
        || said.contains("vendor")
        || said.contains("company")
        || said.contains("everything")
}

fn is_close(said: &str, rest: &str) -> bool {
    CLOSE.is_match(rest.as_bytes()) && said.split_whitespace().count() <= 4
}

/// "Not all routers", "only one of all the models".
fn is_quantifier_negated(reader: &Reader<'_>, hit: &super::reader::Hit) -> bool {
    let start = reader.sentences[hit.sentence].range.start;
    let before = reader.document.prose[start..hit.range.start].trim_end();
    [
        "not",
        "only",
        "of",
        "nor",
        "hardly",
        "whether",
        "if",
        "looked at",
        "tested",
        "examined",
        "checked",
        "searched",
        "compared",
    ]
    .iter()
    .any(|word| before.ends_with(word))
        || before.contains("whether ")
        || ONLY_ONE.is_match(reader.sentence(hit.sentence).as_bytes())
}
