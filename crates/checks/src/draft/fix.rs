//! `fix-not-stated-early` and `fix-status-wrong`: what the text says about the fix.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::pattern;
use super::reader::{Hit, Reader};
use super::version;
use super::{Found, Rule, Scope, Where};

const THING: &str = r"(?:fix(?:es)?|patch(?:es)?|updates?|upgrades?|firmwares?|firmware (?:update|version|release)|hotfix(?:es)?|correction|remedy|solution|release|version|build|repair|software|bugfix(?:es)?|maintenance release)";
const OUT: &str = r"(?:available|released|out|published|ready|shipped|shipping|rolled out|rolling out|live|downloadable|issued|provided|offered|distributed|delivered|deployed|downloaded|had|obtained|found|made available|posted|online|up|in (?:the )?(?:\w+ )?(?:store|play|app store)|for download|here|obtainable)";

static AFFIRMS: LazyLock<Regex> = LazyLock::new(|| {
    let fixes = r"(?:fix(?:es|ed|ing)|patch(?:es|ed)|hotfixed|correct(?:s|ed|ing)|repair(?:s|ed|ing)|clos(?:es|ed|ing)|resolv(?:es|ed)|solv(?:es|ed)|remed(?:ies|ied)|remediat(?:es|ed)|address(?:es|ed)|plug(?:s|ged)|eliminat(?:es|ed)|remov(?:es|ed)|cur(?:es|ed)|mend(?:s|ed)|rectif(?:ies|ied)|takes? out|took out|updated)";
    pattern(&format!(
        r"\b{fixes}\b|\b{THING}\b[^;,!?]{{0,70}}? (?:is|are|was|were|has been|have been|being|can be|gets|get) (?:\w+ ){{0,3}}?{OUT}\b|\b{THING}(?: [\w.()_-]+){{0,2}}? (?:available|released|published|ready|shipped|out now|is out|issued)\b|\b(?:releas(?:es|ed)|publish(?:es|ed)|ship(?:s|ped)|issu(?:es|ed)|push(?:es|ed)?|provid(?:es|ed)|offers?|offered|deliver(?:s|ed)|has|have|made|make|put out|rolled out|posted|distribut(?:es|ed)|giv(?:es|ing)|there (?:already |now |finally )?(?:is|are)|gets|got|available|out now|new|latest)\b[^.;]{{0,60}}?\b(?:(?:fixed|new|updated|corrected|patched|repaired|secure)[- ](?:\w+ )?(?:firmware|version|release|build|software|image)|fix(?:es)?|patch(?:es)?|updates?|upgrades?|hotfix(?:es)?|correction|bugfix(?:es)?)\b|\b(?:please|should|must|now|today|immediately|asap|owners|users|customers|everyone|everybody|recommend\w*|urged?|advised?|asked|asks|need to|to|and|,|:|\.) ?(?:to )?(?:update|upgrade|install|patch)\b(?:[:.!]| (?:to|now|your|it|at once|immediately|as soon|the|from|today|please|and|version|all|both|their|this|right away|before|firmware|v?\d))|\b(?:update|upgrade|patch) (?:now|immediately|today|at once|asap|to (?:the )?(?:\w+ )?(?:v?\d|firmware|version|latest))|\bplease,? (?:do the )?(?:update|upgrade|patch)\b|\b(?:^|[.!?:] ?)(?:update|upgrade) (?:to|now|your)\b|\b(?:latest|current|new) (?:firmware|version|release|build)\b[^.;]{{0,40}}\b(?:safe|protected|not (?:affected|vulnerable)|no longer)\b|\b(?:made|has|have|built|prepared|released|provides|offers) (?:an? |the )?(?:new )?(?:firmware|version|build|release) (?:with|that (?:has|contains|includes|brings)|containing|including) (?:the |a )?(?:repair|fix|correction|patch)\b|\bas of (?:firmware |version |release |build |v)*\d|\b(?:bring|brings) (?:\w+ ){{1,3}}up to date\b|\bor (?:later|newer|above|higher)\b"
    ))
});

/// Words that are "fixed" or "patched" in another sense, or not yet.
static OTHER_SENSE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[- ]?(?:size|sized|sizes|length|width|stack|buffer|buffers|array|arrays|address|addresses|key|keys|iv|password|passwords|pin|string|offset|number|amount|value|values|ip|salt|seed|point|path|structure|location|position|time|interval|line|port|secret|token|credentials?|64|32|128|256|512|1024|at \d|in (?:length|size)|of \d)\b",
    )
});
static NOT_YET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:will|shall|soon|shortly|upcoming|forthcoming|plan(?:s|ned|ning)?|planned|expect(?:s|ed)?|schedul\w+|promis\w+|working on|works on|being (?:worked|developed|prepared|tested)|under way|underway|in (?:preparation|development|progress|the works|testing)|pending|await\w*|wait(?:s|ing)? for|intend(?:s|ed)?|hop(?:e|es|ed|ing) to|going to|about to|to be (?:released|published|fixed|patched|shipped|delivered|announced)|to come|to follow|follows?|not yet|yet to|has yet|until|when (?:a|the|an) |once (?:a|the|an) |as soon as (?:a|the|it|an) |next (?:week|month|quarter|release|year)|later this|by the end of|eta|beta|release candidate|would|should (?:be (?:released|out|available)|arrive|follow|come)|may|might|could|some day|asked (?:the )?\w+ (?:for|to)|requested|we will|i will|hopefully|targeted|due (?:in|on|for)|announced (?:a|that|for|to))\b",
    )
});
static NEGATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:not|no|never|none|nor|neither|cannot|without|nobody|nothing|lacks?|lacking|refus\w+|declin\w+|won't|unfixed|unpatched|instead of|unavailable|missing|fail(?:s|ed)? to|unable|partially|incomplete\w*)\b|n't\b",
    )
});
static NEW_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:update|correct|fix|patch|release|publish)\w* (?:this|the|our|my) (?:text|post|article|page|document|notice|advisory|entry|write-?up|paper|blog|typo|statement|list)\b|\b(?:update|upgrade|patch|firmware update|updates?) (?:checks?|servers?|process|mechanism|function|page|feature|client|handler|routine|procedure|daemon|service|request|channel|component|url|package|image|binary|logic|code|module|notification|path|parser|tool|dialog)\b|\b(?:post|text|article|page|document|notice|advisory|entry|write-?up|paper) (?:was|is|has been|will be) (?:last |first )?(?:updated|corrected|published|released)\b|\bpatched (?:the )?(?:binary|kernel|boot ?loader|image)\b|\b(?:released|published|wrote) (?:a |an |the |our |my )?(?:\w+ )?(?:tool|exploit|proof|poc|script|paper|advisory|details|write-?up|advisories|analysis)\b",
    )
});
static INNOCENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:not|no longer|[a-z]+n't) (?:affected|vulnerable|exploitable|susceptible|possible|present|exists?|contain\w*)\b|\b(?:we|i|this (?:post|text|article|advisory)) (?:are |am |is )?(?:going to|will|shall|would like to|want to) (?:describe|show|explain|discuss|present|tell|look|write|talk|share|introduce)\b|\b(?:in|its|the|of|since|early|late|mid|until|last|this|\d{1,2}(?:st|nd|rd|th)?) may\b|\bmay (?:\d|updates?|releases?|maintenance|patch|firmware|security)|\bas soon as (?:you|they|he|she|possible|practical|one|we|convenient)\b|\b(?:install|update|upgrade|apply)\w*(?: [\w.]+){0,5}? soon\b|\b(?:not|[a-z]+n't) (?:wait|hesitate|delay|only|just|forget|skip|postpone)\b|\bno (?:longer|reason|need|excuse|more)\b|\bwithout (?:delay|waiting|hesitation)\b|\b(?:if|when|because) you (?:have|did|do)(?:n't| not)(?: yet)?\b|\b(?:has|have|is|are|was|were|do|does|did)(?: not|n't) (?:yet )?(?:updated|installed|upgraded|patched your|applied)\b|\bbefore you (?:continue|read|do)\b|\bwill be (?:safe|protected|updated automatically|installed automatically)\b|\bdoes(?:n't| not) (?:check|verify|validate)\b|\bdo(?:es|id)? ?(?:n't|not) (?:verify|check|validate)\b|\bafter (?:that|which) (?:\w+ )?(?:not|no longer)\b",
    )
});

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    match reader.case.facts.has_fix() {
        Some(true) => {
            if !is_stated_early(reader) {
                out.push(Found::new(Rule::FixNotStatedEarly, Where::Absent(Scope::Lead)));
            }
            push(out, denial(reader));
        }
        Some(false) => push(out, affirmation(reader)),
        None => {}
    }
}

fn push(out: &mut Vec<Found>, place: Option<Range<usize>>) {
    if let Some(range) = place {
        out.push(Found::new(Rule::FixStatusWrong, Where::Text(range)));
    }
}

/// A lead of more sentences than this says nothing early.
const LONGEST_LEAD: usize = 200;

fn is_stated_early(reader: &Reader<'_>) -> bool {
    let blocks: Vec<usize> = reader.document.lead_blocks().map(|(index, _)| index).collect();
    reader
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| blocks.binary_search(&sentence.block).is_ok())
        .take(LONGEST_LEAD)
        .any(|(index, sentence)| affirms(reader, index, sentence.range.clone()).is_some())
}

/// The words that affirm a released fix in a sentence.
fn affirms(reader: &Reader<'_>, sentence: usize, range: Range<usize>) -> Option<Range<usize>> {
    let text = &reader.document.prose[range.clone()];
    if text.trim_end().ends_with('?') {
        return None;
    }
    if let Some(place) = names_released(reader, sentence, &range) {
        return Some(place);
    }
    let mut from = 0;
    // Overlapping candidates matter: the first words of a match may be those of another sense.
    for _ in 0..12 {
        let found = AFFIRMS.find_at(text.as_bytes(), from)?;
        let place = range.start + found.start()..range.start + found.end();
        if stands(reader, sentence, &place) {
            return Some(place);
        }
        let step = text[found.start()..].find(|letter: char| letter.is_whitespace()).unwrap_or(1).max(1);
        from = found.start() + step;
        if from >= text.len() {
            return None;
        }
    }
    None
}

static RELEASED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:releas(?:es|ed|e)|publish(?:es|ed)|ship(?:s|ped)|issued|out|available|online|provid(?:es|ed)|offer(?:s|ed)|install|update|upgrade|fix(?:es|ed)?|correct(?:s|ed)?|patch(?:es|ed)?|repair(?:s|ed)?|close[sd]?|disable[sd]?|remove[sd]?|no longer|safe|solve[sd]?|resolve[sd]?|download|grab|get|put|arrived|appeared|came|take|br(?:ings?|ought)|deliver(?:s|ed)|distribut(?:es|ed)|rolled)\b",
    )
});

/// The fixed version itself, in a sentence that speaks of its release or of what it does.
fn names_released(reader: &Reader<'_>, sentence: usize, range: &Range<usize>) -> Option<Range<usize>> {
    let text = &reader.document.prose[range.clone()];
    if !RELEASED.is_match(text.as_bytes()) {
        return None;
    }
    version::find(text)
        .into_iter()
        .filter(|(_, version)| reader.case.fixed().any(|fixed| version.names(fixed)))
        .map(|(place, _)| range.start + place.start..range.start + place.end)
        .find(|place| {
            let before = &reader.document.prose[range.start..place.start];
            !BEFORE_IT.is_match(before.as_bytes()) && stands(reader, sentence, place)
        })
}

static BEFORE_IT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:\b(?:before|prior to|older than|earlier than|below|lower than|until)|<)(?: [\w.-]+){0,3} ?$")
});

fn stands(reader: &Reader<'_>, sentence: usize, place: &Range<usize>) -> bool {
    let hit = Hit { range: place.clone(), sentence };
    let mut clause = reader.strict_clause(&hit);
    clause.end = clause.end.max(place.end);
    clause.start = clause.start.min(place.start);
    let prose = &reader.document.prose;
    let context = String::from_utf8_lossy(&INNOCENT.replace_all(prose[clause.clone()].as_bytes(), &b" "[..]))
        .into_owned();
    let said = &prose[place.clone()];
    let adjective = said.ends_with("fixed") || said.starts_with("fixed") && said.len() < 7;
    let other_sense = adjective && OTHER_SENSE_AFTER.is_match(&prose.as_bytes()[place.end..]);
    !(other_sense
        || said.contains("fixed size")
        || NEGATED.is_match(context.as_bytes())
        || NOT_YET.is_match(context.as_bytes())
        || NEW_TEXT.is_match(context.as_bytes())
        || is_plain_removal(said, prose, place))
}

/// "Removes", "closes", "addresses" say something about the bug only with the bug as their object.
fn is_plain_removal(said: &str, prose: &str, place: &Range<usize>) -> bool {
    let vague = [
        "remov", "address", "clos", "correct", "solv", "cur", "plug", "eliminat", "resolv", "mend",
        "updated", "takes", "took",
    ];
    if said.contains(' ') && !said.starts_with("take") || !vague.iter().any(|start| said.starts_with(start)) {
        return false;
    }
    let end = (place.end + 70).min(prose.len());
    let start = place.start.saturating_sub(70);
    !BUG_NEAR.is_match(&prose.as_bytes()[start..end])
}

static BUG_NEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:now closed|closed:|cve|bug|flaw|hole|issue|issues|vulnerability|vulnerabilities|weakness|problem|this|it|them|by \d|in v?\d|with v?\d|firmware|update|version|released?|patch|fix|hotfix|door|leak|overflow|injection|bypass|gap|finding|error|series|updated)\b",
    )
});

static DENIES: LazyLock<Regex> = LazyLock::new(|| {
    let thing = r"(?:fix|patch|update|solution|firmware fix|remedy|hotfix|correction|security update|firmware update|patched firmware|fixed (?:firmware|version)|official fix|vendor fix|vendor patch|official patch|mitigation from the vendor|remediation|fixed release|corrected firmware|fixes|patches|updates)";
    pattern(&format!(
        r"\bno (?:\w+ )?{thing}\b|\b{thing}\b(?: \w+){{0,4}}? (?:(?:is|are|was|has|have|does|did|will)(?: not|n't)|not)(?: yet)?(?: currently)?(?: been)?(?: be)? ?(?:available|released|published|exist|ready|out|provided|issued|shipped|made|planned|coming)\b|\b(?:remains?|remained|still|currently|is|are|stays?|left) (?:un(?:patched|fixed|corrected|resolved|remedied)|without (?:a |any )?{thing})\b|\b(?:issue|bug|flaw|vulnerability|hole|problem) (?:is still|remains|stays) (?:open|unaddressed|there|exploitable)\b|\b(?:not|[a-z]+n't|never) (?:yet )?(?:been )?(?:be )?(?:addressed|fixed|patched|corrected|repaired|resolved|remedied)\b|\b(?:not|[a-z]+n't|never) (?:yet )?(?:fix|patch|release|released|publish|published|issue|issued|provide|provided|ship|shipped|offer|offered)(?:d|ed)?(?: \w+){{0,3}}? {thing}\b|\b(?:refus\w+|declin\w+|won't|will not) (?:to )?(?:fix|patch|repair|correct|(?:release|publish|provide) (?:a |an |any )?{thing})\b|\b{thing} is still (?:missing|pending|outstanding|awaited|in the works)\b|\b(?:waiting|wait|await\w*) (?:for )?(?:a |the |an )?(?:vendor |official )?(?:fix|patch|hotfix)\b|\bwithout (?:a |any )?(?:vendor |official )?(?:fix|patch)\b|\bno (?:plans?|intention) to (?:fix|patch|release)\b|\bunpatched\b|\b{thing}: (?:none|not available|n/a|no)\b|\b(?:fix|patch|update|firmware|correction|remedy)\b[^.;]{{0,50}}?\b(?:days|weeks|months|years) (?:away|off)\b|\b(?:has|have|had) yet to (?:react|respond|answer|fix|patch|release|publish|ship|deliver|provide|correct|repair|issue)\b|\b(?:there is |there's )?nothing to (?:install|update|download|patch)\b|\b(?:still|are|is|am|be|keep|kept) (?:still )?(?:waiting|awaiting)\b[^.;]{{0,50}}?\b{thing}\b|\bleft (?:alone )?without (?:a |any )?{thing}\b|\b(?:fix|patch|correction|update) (?:is|remains) (?:nowhere|not in sight|out of sight|far away)\b|\bno {thing} (?:is )?in sight\b|\b(?:not|never|[a-z]+n't) (?:yet )?(?:provided|given|told|named|sent|offered) (?:us |me |anybody |anyone )?(?:with )?(?:a |any |the )?(?:date|schedule|timeline|plan|estimate) for (?:a |an |the |any )?{thing}\b|\bno (?:date|schedule|timeline|plan|estimate) for (?:a |an |the |any )?{thing}\b"
    ))
});
/// "No patch is perfect" is not about this fix.
static GENERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ (?:is|are|was|can|could|will|would) (?:\w+ )?(?:perfect|complete|free|trivial|better|good|enough|easy|help|without)\b",
    )
});
static PAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:at (?:that|the) time|at first|back then|then|was|were|had|did|existed|until|initially|originally|for (?:months|weeks|years|a long)|when (?:we|i)|before|earlier|in (?:the )?(?:january|february|march|april|may|june|july|august|september|october|november|december|beginning)|if|who|those|devices that|units that|on (?:an )?unpatched|unpatched (?:devices?|units?|routers?|cameras?|firmware|versions?|systems?|hosts?|build|builds|releases?|ones?|models?|boxes|machines?)|have(?:n't| not) (?:been )?(?:updated|patched|installed)|needs? no|other|older|another|that one|these models|end[- ]of[- ]life|discontinued|no (?:update|patch|fix|solution) (?:needed|necessary|required|process|mechanism|check|server)|older models|sister|siblings?|workaround|routers (?:are|is)|cameras are|devices are|owners|households|(?:many|most|some) (?:users|people|routers|cameras|devices))\b",
    )
});

static AS_OF_NOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:at (?:the|this) time(?: of (?:this |our )?(?:writing|publication|disclosure))?|as of (?:this )?(?:writing|publication|now|today))\b",
    )
});
static PREPARES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:is|are) (?:still |currently |now )?(?:preparing|working on|developing|testing|finali[sz]ing) (?:the |a |an |its |their )?(?:\w+ ){{0,2}}?(?:{THING})\b|\b(?:plans?|intends?|promises?|promised|hopes?) to (?:release|publish|ship|provide|deliver|issue) (?:the |a |an )?(?:\w+ ){{0,2}}?(?:{THING})\b|\bwill (?:soon |shortly )?(?:release|publish|ship|provide|deliver|issue) (?:the |a |an )?(?:\w+ ){{0,2}}?(?:{THING})\b"
    ))
});

/// A fix that is being prepared, in a text that nowhere tells of a released one.
fn future(reader: &Reader<'_>) -> Option<Range<usize>> {
    let hit = reader
        .hits(&PREPARES)
        .find(|hit| !(reader.is_open_question(hit) || reader.is_rejected(hit) || reader.is_other_bug(hit)))?;
    let affirmed = reader
        .sentences
        .iter()
        .enumerate()
        .take(LONGEST_LEAD)
        .any(|(index, sentence)| affirms(reader, index, sentence.range.clone()).is_some());
    (!affirmed).then_some(hit.range)
}

/// Where the text says there is no fix.
fn denial(reader: &Reader<'_>) -> Option<Range<usize>> {
    denied(reader).or_else(|| future(reader))
}

fn denied(reader: &Reader<'_>) -> Option<Range<usize>> {
    reader
        .hits(&DENIES)
        .find(|hit| {
            let clause = reader.clause(hit);
            let start = clause.start.min(hit.range.start);
            let context = AS_OF_NOW.replace_all(
                &reader.document.prose.as_bytes()[start..clause.end.max(hit.range.end)],
                &b" "[..],
            );
            let context = &*String::from_utf8_lossy(&context);
            let rest = &reader.document.prose[hit.range.end..];
            !(PAST.is_match(context.as_bytes())
                || GENERAL.is_match(rest.as_bytes())
                || reader.is_open_question(hit)
                || reader.is_rejected(hit)
                || reader.is_other_bug(hit)
                || names_other_product(reader, context))
        })
        .map(|hit| hit.range)
}

/// A model number in the clause that is none of the case's.
fn names_other_product(reader: &Reader<'_>, context: &str) -> bool {
    context
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric()))
        .filter(|word| {
            word.len() >= 4
                && word.as_bytes()[0].is_ascii_alphabetic()
                && word.bytes().filter(u8::is_ascii_digit).count() >= 2
                && !word.contains('.')
                && !word.starts_with("cve")
                && !word.starts_with("cwe")
        })
        .any(|word| {
            !reader.case.models.iter().any(|model| model.contains(word) || word.contains(model.as_str()))
        })
}

static OTHER_FIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:other|another|successor|newer model|different|unlike|similar|previous|earlier|years ago|the first|only (?:the|for)|workaround|instead|replace\w*|we (?:fixed|patched|corrected)|i (?:fixed|patched|corrected)|fixed (?:the )?(?:price|date)|or (?:later|newer|above|higher)|community|unofficial|third[- ]party|openwrt|had (?:\w+ )?(?:fixed|patched|released)|would have)\b",
    )
});
static STRONG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:fix|patch|update|firmware|hotfix|upgrade|solution|version|release)\b[^.;]{{0,50}}?\b(?:is|are|was|has been|have been|now|already)? ?(?:available|released|out|published|posted|issued|provided|made available|uploaded|ready|shipped|rolled out|live|downloadable|for download)\b|\b(?:fixed|patched|corrected|resolved|repaired) (?:in|by|with|since|as of|from)\b|\b(?:releas|publish|ship|issu|push)(?:es|ed)\b[^.;]{{0,40}}?\b(?:{THING})\b|\b(?:vendor|maker|manufacturer|company|it|they)\b[^.;]{{0,20}}?\b(?:has |have )?(?:fixed|patched|corrected|repaired|resolved)\b|\b(?:update|upgrade) to (?:the )?(?:latest|newest|new|fixed|version|firmware|v?\d)|\binstall (?:the|this) (?:fix|patch|update|fixed|new firmware|latest)|\b(?:patched|fixed|corrected|repaired|resolved) (?:this|it|the (?:bug|flaw|hole|issue|problem|vulnerability|weakness))\b|\bfix(?:es)? available\b|\(fixed\)|\bfix(?:es)? (?:is|are) here\b|\b(?:download|install|get|flash|apply|fetch|grab) (?:the |a |an |this )?(?:\w+ )?(?:corrected|fixed|patched|repaired|new|updated|secure) (?:\w+ )?(?:firmware|image|version|build|release|software)\b|\b(?:firmware|version|release|update|build) v?\d[\w.()-]*[^.;]{{0,30}}?\b(?:fix(?:es)?|takes? care of|solves?|repairs?|closes?|corrects?|removes?|resolves?|eliminates?|addresses)\b"
    ))
});

/// Where the text says there is a fix.
fn affirmation(reader: &Reader<'_>) -> Option<Range<usize>> {
    reader
        .hits(&STRONG)
        .find(|hit| {
            let clause = reader.clause(hit);
            let context =
                &reader.document.prose[clause.start.min(hit.range.start)..clause.end.max(hit.range.end)];
            stands(reader, hit.sentence, &hit.range)
                && !OTHER_FIX.is_match(context.as_bytes())
                && !reader.is_other_bug(hit)
                && !reader.is_rejected(hit)
                && !reader.is_open_question(hit)
                && !names_other_product(reader, context)
        })
        .map(|hit| hit.range)
}
