//! `vector-mismatch`, `score-mismatch` and `severity-mismatch`: the rating the text gives.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::pattern;
use super::phrase;
use super::reader::{Hit, Reader, ids};
use super::vector::{Metric, Vector};
use super::{Found, Rule, Where};

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    check_vectors(reader, out);
    let scores = scores(reader);
    check_scores(reader, &scores, out);
    check_words(reader, &scores, out);
}

fn check_vectors(reader: &Reader<'_>, out: &mut Vec<Found>) {
    let Some(facts) = &reader.case.vector else { return };
    let mut place = wrong_metric(reader, facts);
    if let Some(spelled) = wrong_word(reader)
        && place.as_ref().is_none_or(|place| spelled.start < place.start)
    {
        place = Some(spelled);
    }
    if let Some(range) = place {
        out.push(Found::new(Rule::VectorMismatch, Where::Text(range)));
    }
}

fn wrong_metric(reader: &Reader<'_>, facts: &Vector) -> Option<Range<usize>> {
    Vector::find(&reader.document.prose).into_iter().take(500).find_map(|vector| {
        // In a program there is no sentence around it, and nobody rejects it.
        let foreign = reader.hit(vector.range.clone()).is_some_and(|hit| is_foreign(reader, &hit));
        if vector.generation() == 2 || foreign {
            return None;
        }
        let same = vector.generation() == facts.generation()
            || !vector.metrics.iter().any(|metric| metric.name == "c" || metric.name == "vc");
        vector
            .metrics
            .iter()
            .find(|metric| {
                let wrong = |value: &str| value != metric.value;
                if same {
                    facts.get(&metric.name).is_some_and(wrong)
                } else {
                    differs(facts, &vector, metric)
                }
            })
            .map(|metric| metric.range.clone())
    })
}

/// Whether a metric says something else than the facts, which are of another generation of CVSS.
///
/// Attack vector, privileges and the impact on the vulnerable system mean the same in 3.x and 4.0. Complexity of 3.x
/// is complexity and attack requirements of 4.0; any interaction of 4.0 is "required" in 3.x. Scope and the impact on
/// subsequent systems do not correspond metric by metric.
fn differs(facts: &Vector, vector: &Vector, metric: &Metric) -> bool {
    let value = metric.value.as_str();
    let other = |name: &str| facts.get(name).is_some_and(|fact| fact != value);
    let hard = |one: &Vector| one.get("ac") == Some("h") || one.get("at") == Some("p");
    match metric.name.as_str() {
        "av" | "pr" => other(&metric.name),
        "ac" if facts.generation() == 3 => facts.get("ac").is_some_and(|fact| (fact == "h") != hard(vector)),
        "ac" => facts.get("ac").is_some() && hard(facts) != (value == "h"),
        "ui" => facts.get("ui").is_some_and(|fact| (fact == "n") != (value == "n")),
        "c" | "i" | "a" => other(&format!("v{}", metric.name)),
        "vc" | "vi" | "va" => other(&metric.name[1..]),
        _ => false,
    }
}

/// Of another bug, or a value the text rejects.
fn is_foreign(reader: &Reader<'_>, hit: &Hit) -> bool {
    let sentence = reader.sentence(hit.sentence);
    let mut own = false;
    let mut other = false;
    for id in ids(sentence) {
        if reader.case.is_own_id(&id) { own = true } else { other = true }
    }
    (other && !own) || reader.is_rejected(hit)
}

static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
    let named = r"[ \t*_]*(?:\((?:av|ac|at|pr|ui|s|c|i|a|vc|vi|va)\))?[ \t*_]*";
    // "Attack Vector: Local", "Attack vector is local", and in lists of metrics "Attack Vector Local".
    let field = format!(r"{named}(?:[:=|,]|->)[ \t*_|]*");
    let loose = format!(r"{named}(?:[:=|,]|\bis\b|\bwas\b|->)?[ \t*_|]*");
    let sep = format!(r"{named}(?:[:=|]|\bis\b|\bwas\b|->)[ \t*_|]*");
    pattern(&[
        format!(r"\b(?:(?:attack |access |cvss )vector{loose}|(?:vector|av){sep})(?P<avv>network|adjacent|local|physical)(?P<net>[- ](?:area[- ])?network|[- ]lan)?\b"),
        format!(r"\b(?:(?:attack |access )complexity{loose}|(?:complexity|ac){sep})(?P<acv>low|high)\b"),
        format!(r"\b(?:attack requirements{loose}|at{field})(?P<atv>none|present)\b"),
        format!(r"\b(?:privileges? required|required privileges?|pr){field}(?P<prv>none|low|high)\b"),
        r"\bprivileges? required (?P<prw>none|low|high)\b".to_owned(),
        format!(r"\b(?:user interaction|ui){field}(?P<uiv>none|required|passive|active)\b"),
        r"\buser interaction (?P<uiw>none|passive|active)\b".to_owned(),
        format!(r"\bscope{sep}(?P<sv>changed|unchanged)\b"),
        format!(r"\b(?:confidentiality(?: impact)?{field}|vulnerable system confidentiality(?: impact)?{loose}|vc{field}|confidentiality(?: impact)? )(?P<cv>none|low|high)\b"),
        format!(r"\b(?:integrity(?: impact)?{field}|vulnerable system integrity(?: impact)?{loose}|vi{field}|integrity(?: impact)? )(?P<iv>none|low|high)\b"),
        format!(r"\b(?:availability(?: impact)?{field}|vulnerable system availability(?: impact)?{loose}|va{field}|availability(?: impact)? )(?P<avail>none|low|high)\b"),
        r"\b(?P<wordav>network|adjacent|local|physical) attack vector\b".to_owned(),
    ].join("|"))
});

/// The groups of the pattern above and the metrics they are of.
const NAMED: [(&str, &str); 12] = [
    ("avv", "av"),
    ("acv", "ac"),
    ("prv", "pr"),
    ("uiv", "ui"),
    ("sv", "s"),
    ("cv", "c"),
    ("iv", "i"),
    ("avail", "a"),
    ("atv", "at"),
    ("prw", "pr"),
    ("uiw", "ui"),
    ("wordav", "av"),
];

/// A spelled-out metric ("Attack Vector: Local") that differs from the facts.
fn wrong_word(reader: &Reader<'_>) -> Option<Range<usize>> {
    SPELLED.captures_iter(reader.document.prose.as_bytes()).take(500).find_map(|found| {
        let whole = found.get(0)?.range();
        let (value, metric) = NAMED.iter().find_map(|(group, metric)| Some((found.name(group)?, *metric)))?;
        let local_network = found.name("net").is_some();
        let said = if local_network && value.as_bytes() == b"local" { "a" } else { letter(value.as_bytes()) };
        let fact = fact(reader, metric)?;
        if fact == said
            || (metric == "ui" && said == "r" && fact != "n")
            || (fact == "r" && said != "n" && metric == "ui")
        {
            return None;
        }
        let hit = reader.hit(whole)?;
        (!reader.is_open_question(&hit) && !is_foreign(reader, &hit) && !is_denied(reader, &hit))
            .then_some(hit.range)
    })
}

/// The metric that is spelled out in these words, and its value in the facts.
pub(super) fn spelled_fact<'a>(reader: &'a Reader<'_>, said: &str) -> Option<(&'static str, &'a str)> {
    let found = SPELLED.captures(said.as_bytes())?;
    let (_, metric) = NAMED.iter().find(|(group, _)| found.name(group).is_some())?;
    Some((metric, fact(reader, metric)?))
}

/// "The attack vector is not network": the words right before deny it.
fn is_denied(reader: &Reader<'_>, hit: &Hit) -> bool {
    let start = reader.sentences[hit.sentence].range.start;
    let before = reader.document.prose[start..hit.range.start].trim_end();
    ["not", "not a", "not the", "no", "rather than", "instead of"].iter().any(|word| before.ends_with(word))
}

fn fact<'a>(reader: &'a Reader<'_>, metric: &str) -> Option<&'a str> {
    reader.case.metric(metric).or_else(|| match metric {
        "c" => reader.case.metric("vc"),
        "i" => reader.case.metric("vi"),
        "a" => reader.case.metric("va"),
        _ => None,
    })
}

fn letter(word: &[u8]) -> &'static str {
    match word.first() {
        Some(b'n') => "n",
        Some(b'a') => "a",
        Some(b'l') => "l",
        Some(b'p') => "p",
        Some(b'h') => "h",
        Some(b'r') => "r",
        Some(b'c') => "c",
        _ => "u",
    }
}

/// A score the text gives for this bug.
struct Score {
    tenths: u32,
    hit: Hit,
    /// Of another party, and rejected.
    rejected: bool,
}

const BAND: &str = r"(?:none|low|medium|moderate|high|critical)";

static SCORE: LazyLock<Regex> = LazyLock::new(|| {
    let n = r"(?P<n>10(?:\.0)?|\d\.\d)";
    let n_ = |index: u8| n.replace("?P<n>", &format!("?P<n{index}>"));
    pattern(&format!(
        r"\b(?:cvss[- ]?(?:bt?e?)?|(?:base )?scor(?:e|es|ed|ing)|rat(?:e|es|ed|ing)|severity|classif\w+|gives?|gave|earns?|assign\w*|assess\w*|gets?|got|received|receives|note)\b[^\d\n.]{{0,48}}{}\b|\b{}[ \t*`_]*[,(/|:=-]*[ \t*`_]*(?:(?:which|that|this|it) (?:is|means|makes(?: it| this)?|equals|gives) (?:an? )?|i\.e\. |or |so |is |a |rated |meaning )?{BAND}\b|\b{BAND}[ \t*`_]*[-,(/|:=]*[ \t*`_]*(?:with (?:a )?|at |a |an |score |of |cvss |base |scored? )*{}\b|\b{}[ \t]*(?:/[ \t]*10\b|out of (?:10|ten)\b)|\b{}[ \t*`_]*[,(:/|=-]*[ \t*`_]*\(?(?:cvss:|av:|(?:with )?(?:the )?vector)",
        n_(1),
        n_(2),
        n_(3),
        n_(4),
        n_(5)
    ))
});
static CVSS_VERSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bcvss[ \t:_-]*(?:version[ \t]*|v)?[ \t]?([234])(?:\.[01])?\b(?:/[a-z0-9:/.]*)?|\bv[234]\.[01]\b",
    )
});
static NOT_BASE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:epss|temporal|environmental|cvss[ :]*v?2|cvss2)\b"));
/// Things that are rated too, with other numbers.
static OTHER_SCORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:audience|talk|stars?|reviews?|reviewers?|customers?|amazon|app store|play store|shop|film|movie|exam|school|battery|test report|popularity|speed test|benchmark|satisfaction|product test|magazine|readability|grade)\b",
    )
});

/// The scores in the text. The version of CVSS is masked first: "CVSS 3.1" is no score.
fn scores(reader: &Reader<'_>) -> Vec<Score> {
    let masked = mask_versions(&reader.document.prose);
    let mut scores = Vec::new();
    for found in SCORE.captures_iter(masked.as_bytes()).take(1_000) {
        let Some(number) = (1..=5).find_map(|index| found.name(&format!("n{index}"))) else { continue };
        let range = number.range();
        if !stands_alone(&masked, &range) {
            continue;
        }
        let Some(hit) = reader.hit(range.clone()) else { continue };
        let sentence = reader.sentence(hit.sentence);
        if NOT_BASE.is_match(sentence.as_bytes())
            || OTHER_SCORE.is_match(sentence.as_bytes())
            || names_other_generation(reader, sentence)
            || is_generation(&masked, &range)
        {
            continue;
        }
        let start = reader.sentences[hit.sentence].range.start;
        let whole = found.get(0).map_or(range.start, |whole| whole.start());
        if whole < start {
            continue;
        }
        // "A forum rated it 10.0. It is 8.8.": the next sentence corrects it.
        let fact = phrase::score(reader.case);
        let corrected = reader.others_say(&hit) && reader.next_sentence(hit.sentence).contains(&fact);
        let rejected = is_foreign(reader, &hit) || is_denied(reader, &hit) || corrected;
        let Some(tenths) = tenths(&masked[range]) else { continue };
        scores.push(Score { tenths, hit, rejected });
    }
    scores
}

static BEFORE_VECTOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[ \t*`_]*[,(:/|=-]*[ \t*`_]*\(?(?:cvss:|av:|ac:|pr:|(?:with )?(?:the )?vector)")
});

/// "In 3.1: AV:N/..." names a generation of CVSS and no score.
fn is_generation(text: &str, range: &Range<usize>) -> bool {
    matches!(&text[range.clone()], "2.0" | "3.0" | "3.1" | "4.0")
        && BEFORE_VECTOR.is_match(&text.as_bytes()[range.end..])
}

fn mask_versions(prose: &str) -> String {
    let mut masked = String::with_capacity(prose.len());
    let mut at = 0;
    for found in CVSS_VERSION.find_iter(prose.as_bytes()) {
        let text = &prose[found.range()];
        // The word stays, the digits go.
        let digits = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
        let keep = if text.starts_with('v') { 0 } else { digits };
        masked.push_str(&prose[at..found.start() + keep]);
        let rest = &text[keep..];
        let end = rest.find('/').unwrap_or(rest.len());
        masked.extend(std::iter::repeat_n(' ', end));
        masked.push_str(&rest[end..]);
        at = found.end();
    }
    masked.push_str(&prose[at..]);
    masked
}

/// Not a piece of a version or of a longer number.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let after = bytes.get(range.end).copied().unwrap_or(b' ');
    let next = bytes.get(range.end + 1).copied().unwrap_or(b' ');
    let before = range.start.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    !(after.is_ascii_alphanumeric()
        || matches!(after, b'.' | b'-' | b'_') && next.is_ascii_alphanumeric() && next.is_ascii_digit()
        || after == b'%'
        || matches!(before, b'.' | b'v' | b'_' | b'-' | b':' | b'/')
            && before != b'-'
            && !matches!(before, b':' | b'/'))
}

fn names_other_generation(reader: &Reader<'_>, sentence: &str) -> bool {
    let Some(facts) = &reader.case.vector else { return false };
    let mut generations = CVSS_VERSION
        .captures_iter(sentence.as_bytes())
        .filter_map(|found| found.get(1))
        .map(|found| found.as_bytes()[0] - b'0')
        .peekable();
    generations.peek().is_some() && generations.all(|generation| generation != facts.generation())
}

fn tenths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    Some(whole.parse::<u32>().ok()? * 10 + part.parse::<u32>().ok()?)
}

fn fact_tenths(reader: &Reader<'_>) -> Option<u32> {
    tenths(&format!("{:.1}", reader.case.facts.cvss.score?))
}

fn check_scores(reader: &Reader<'_>, scores: &[Score], out: &mut Vec<Found>) {
    let Some(fact) = fact_tenths(reader) else { return };
    if let Some(score) = scores.iter().find(|score| !score.rejected && score.tenths != fact) {
        out.push(Found::new(Rule::ScoreMismatch, Where::Text(score.hit.range.clone())));
    }
}

static RATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:severity|severity rating|severity level|rating|risk rating|risk level|criticality)[ \t*_]*(?:rating|level|class)?[ \t*_]*(?:[:=|]|is|was|of|as)[ \t*_|]*(?P<w1>{BAND})\b|\b(?P<w2>{BAND})[- ](?:severity|risk rating|rating)\b|\b(?:rat(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|classif(?:y|ies|ied)|consider(?:s|ed)?|assess(?:es|ed)?|deem(?:s|ed)?|categori[sz]ed|label(?:led|ed)|ranked|judged?|graded?|qualif(?:y|ies|ied))(?:[ \t]*:|(?: (?:it|this|the|that|issue|issues|flaw|bug|vulnerability|problem|hole|weakness|finding|as|to be|was|is|are|been|by|vendor|maker|nvd|us|cvss|base|score|severity|of|itself))*) (?:an? )?[\x22'(*_`]*(?P<w3>critical|{BAND})\b|\b\d{{1,2}}\.\d[ \t*`_]*[,(/|:=-]*[ \t*`_]*(?:(?:which|that|this|it) (?:is|means|makes(?: it| this)?|equals|gives) (?:an? )?|i\.e\. |or |so |is |a |rated |meaning )?(?P<w4>{BAND})\b|\b(?P<w5>{BAND})[ \t*`_]*[-,(/|:=]*[ \t*`_]*(?:with (?:a )?|at |a |an |score |of |cvss |base |scored? )*\d{{1,2}}\.\d\b|\b(?P<w6>critical) (?:\w+ )?(?:vulnerability|vulnerabilities|flaw|flaws|bug|bugs|security (?:hole|flaw|bug|issue)|hole|issue|weakness)\b"
    ))
});
static OTHER_SCALE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:complexity|privileges?|confidentiality|integrity|availability|impact|requirements?|likelihood|probability|priority)[ \t]*(?:is|are|was|:|=|\|)?[ \t]*$",
    )
});

fn check_words(reader: &Reader<'_>, scores: &[Score], out: &mut Vec<Found>) {
    let Some(fact) = fact_tenths(reader) else { return };
    for found in RATED.captures_iter(reader.document.prose.as_bytes()).take(1_000) {
        let Some(word) = (1..=6).find_map(|index| found.name(&format!("w{index}"))) else { continue };
        let Some(whole) = found.get(0) else { continue };
        let Some(hit) = reader.hit(whole.range()) else { continue };
        let said = &reader.document.prose[word.range()];
        if is_ordinary(reader, &hit, &word.range(), said) {
            continue;
        }
        let stated: Vec<u32> = beside(reader, scores, &hit);
        let agrees = |tenths: &u32| band(*tenths) == plain_band(said);
        let wrong = if stated.is_empty() { !agrees(&fact) } else { !stated.iter().any(agrees) };
        if wrong {
            out.push(Found::new(Rule::SeverityMismatch, Where::Text(hit.range)));
            return;
        }
    }
}

fn is_ordinary(reader: &Reader<'_>, hit: &Hit, word: &Range<usize>, said: &str) -> bool {
    let before = &reader.document.prose[reader.sentences[hit.sentence].range.start..word.start];
    let after = &reader.document.prose[word.end..];
    OTHER_SCALE.is_match(before.as_bytes())
        || after.starts_with(" to ") && !before.trim_end().ends_with("as")
        || said == "none"
        || is_foreign(reader, hit)
        || reader.is_negated(hit)
        || reader.is_open_question(hit)
        || reader.is_other_bug(hit)
}

/// The scores stated beside a word: in its sentence, else in its block.
fn beside(reader: &Reader<'_>, scores: &[Score], hit: &Hit) -> Vec<u32> {
    let block = reader.sentences[hit.sentence].block;
    let of = |same: &dyn Fn(&Score) -> bool| -> Vec<u32> {
        scores.iter().filter(|score| !score.rejected && same(score)).map(|score| score.tenths).collect()
    };
    let inside =
        of(&|score| hit.range.start <= score.hit.range.start && score.hit.range.end <= hit.range.end);
    if !inside.is_empty() {
        return inside;
    }
    let sentence = of(&|score| score.hit.sentence == hit.sentence);
    if !sentence.is_empty() {
        return sentence;
    }
    of(&|score| reader.sentences[score.hit.sentence].block == block)
}

fn plain_band(word: &str) -> &str {
    if word == "moderate" { "medium" } else { word }
}

/// The severity band of a score, CVSS 3.1 section 5 and 4.0 section 6.
pub(super) fn band(tenths: u32) -> &'static str {
    match tenths {
        0 => "none",
        1..=39 => "low",
        40..=69 => "medium",
        70..=89 => "high",
        _ => "critical",
    }
}
