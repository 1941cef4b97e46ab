//! Places that are far away from every home: continents, countries, large cities, and what stands for them.
//!
//! General knowledge, not that of a case: "a hacker in Lagos" is a claim about distance like "from afar".

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::pattern;
use super::reader::{Hit, Reader};

static FAR: LazyLock<Regex> = LazyLock::new(|| {
    let country = "africa|america|antarctica|asia|australia|europe|argentina|austria|bangladesh|belarus|belgium|brazil|bulgaria|canada|chile|china|colombia|croatia|cuba|cyprus|denmark|egypt|england|estonia|finland|france|germany|ghana|greece|hungary|iceland|india|indonesia|iran|ireland|israel|italy|japan|kazakhstan|kenya|korea|latvia|lithuania|malaysia|malta|mexico|moldova|morocco|nepal|netherlands|new zealand|nigeria|norway|pakistan|panama|peru|philippines|poland|portugal|romania|russia|scotland|serbia|siberia|singapore|slovakia|slovenia|south africa|spain|sweden|switzerland|taiwan|thailand|tunisia|turkey|ukraine|united kingdom|united states|uruguay|venezuela|vietnam|wales";
    let city = "amsterdam|athens|auckland|bali|bangkok|barcelona|beijing|berlin|bogota|boston|brussels|bucharest|budapest|buenos aires|cairo|cape town|chicago|copenhagen|delhi|dubai|dublin|hanoi|hawaii|helsinki|hong kong|istanbul|jakarta|johannesburg|karachi|kyiv|lagos|las vegas|lima|lisbon|london|los angeles|madrid|manila|melbourne|miami|milan|minsk|montreal|moscow|mumbai|munich|nairobi|new york|osaka|oslo|paris|prague|pyongyang|reykjavik|riga|rio|rome|saigon|san francisco|santiago|sao paulo|seattle|seoul|shanghai|shenzhen|sofia|st\\. petersburg|stockholm|sydney|taipei|tallinn|tehran|tel aviv|tokyo|toronto|vancouver|vienna|vladivostok|warsaw|zurich|timbuktu";
    let thing = r"(?:hotel|hotel room|beach|cafe|coffee shop|internet cafe|bedroom|basement|data cent(?:er|re)|server|keyboard|laptop|desk|couch|sofa|flat|dorm|office|bar|hammock|village|submarine|ship|plane)";
    pattern(&format!(
        r"\b(?:from|in|at|on|as far as|via|through) (?:an? |the |his |her |their |some |any |central |northern |southern |eastern |western |downtown |sunny |faraway )*(?:{thing} )?(?:in |of |near |somewhere in |on )?(?:{country}|{city})\b|\bbetween (?:here|your \w+) and (?:{country}|{city})\b|\b(?:from|on|in) (?:the moon|mars|space|orbit|low earth orbit|another hemisphere|the next continent)\b|\b(?:hackers?|attackers?|criminals?|adversar(?:y|ies)|intruders?|burglars?|strangers?|crooks?|spies|spy|gangs?|somebody|someone|anyone|anybody|teenagers?|kids?) (?:\w+ )?(?:overseas|abroad)\b"
    ))
});
static NOT_NEAR: LazyLock<Regex> = LazyLock::new(|| {
    let near = r"(?:the )?(?:same |own |home |victim's )*(?:lan|local network|local area network|home network|wi-?fi|local subnet|local segment)";
    let denied = r"(?:not|[a-z]+n't|no longer|by no means|never)";
    pattern(&format!(
        r"\b{denied} (?:even )?(?:limited|restricted|confined|bound|tied) to {near}\b|\b(?:no|without(?: any)?) (?:lan|local[- ]network|home[- ]network|wi-?fi|on-?site) access\b|\b(?:lan|local[- ]network|home[- ]network) access (?:is |are )?{denied} (?:needed|required|necessary)\b|\b{denied} (?:have to |need to |required to |has to |necessary to )?(?:be |being )?(?:on|in|inside|within|connected to|part of) {near}\b"
    ))
});
static NO_TOUCH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:no|without(?: any)?) physical (?:access|contact|presence|proximity)\b|\bphysical (?:access|contact|presence|proximity) (?:is |are )?(?:not|[a-z]+n't|never) (?:needed|required|necessary)\b|\bwithout (?:ever )?(?:touching|holding|opening) (?:it|the (?:device|bell|lock|box|camera|unit))\b",
    )
});
static CONTRAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:cannot|can't|can not|is not possible|impossible|nobody|no one|dropped|drops|blocked|blocks|not reachable|out of luck)\b",
    )
});

/// Words that deny that one must be near, which says that one may be far.
pub(super) fn denials_of_nearness(reader: &Reader<'_>) -> &'static LazyLock<Regex> {
    if reader.case.metric_is("av", &["p"]) { &NO_TOUCH } else { &NOT_NEAR }
}

/// Whether the author says that an attack needs no nearness.
pub(super) fn is_denied_nearness(reader: &Reader<'_>, hit: &Hit) -> bool {
    let sentence = reader.sentence(hit.sentence).as_bytes();
    let stands_by = !(reader.is_rejected(hit) || reader.is_open_question(hit) || reader.is_other_bug(hit));
    let plain = !(reader.is_conditional(hit) || reader.is_later_phase(hit));
    ATTACK.is_match(sentence) && !CONTRAST.is_match(sentence) && stands_by && plain
}

static ATTACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:attack\w*|exploit\w*|hack\w*|intrud\w+|adversar\w+|trigger\w*|abus\w+|reach\w*|vulnerab\w+|anyone|anybody|works|send|sent|requests?|packets?|bug|flaw|issue)\b",
    )
});

static AGAINST_SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:attack\w*|exploit\w*|hack\w*|intrud\w+|burglar\w*|criminal\w*|adversar\w+|stranger\w*|crook\w*|spy|spies|spied|gang\w*|teenager\w*|break in|breaks in|take over|takes over|takeover|compromis\w+|hijack\w*|abus\w+|pwn\w*|owns|victim\w*|your|you|stranger's|somebody else's|is mine|are mine)\b",
    )
});
static ABOUT_PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:vendor|maker|manufacturer|company|firm|researchers?|team|colleagues?|universit(?:y|ies)|institute|conference|talk|presented|workshop|laboratory|lab|based|headquarter\w*|factory|made|built|bought|sold|shops?|market|markets|customers?|subscribers?|units?|models?|region|regional|version for|office in|author|student|lives?|living in|born|cert|coordinat\w+|court|law|lawyer|met|summer|winter|spring|autumn|wrote this|writing this|packet from|our test|we tested|tested from|server of the vendor|update servers?|hosted|store)\b",
    )
});

/// The pattern of far places.
pub(super) fn places() -> &'static LazyLock<Regex> {
    &FAR
}

/// Whether a far place is where an attack comes from.
pub(super) fn is_origin(reader: &Reader<'_>, hit: &Hit) -> bool {
    let sentence = reader.sentence(hit.sentence).as_bytes();
    AGAINST_SOMEBODY.is_match(sentence)
        && !ABOUT_PEOPLE.is_match(sentence)
        && reader.is_asserted(hit)
        && !reader.is_conditional(hit)
        && !reader.is_later_phase(hit)
}
