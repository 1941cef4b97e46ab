//! `remote-claim`, `rce-term` and `reach-underclaim`: from where the text says the attack comes.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::afar;
use super::pattern::pattern;
use super::reader::{Hit, Reader};
use super::{Found, Rule, Where};

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    if reader.case.is_near() {
        let claim = first(reader, &[&REMOTE, &DISTANCE, &INTERNET], is_remote_claim);
        let place = first(reader, &[afar::places()], afar::is_origin);
        let denial = first(reader, &[afar::denials_of_nearness(reader)], afar::is_denied_nearness);
        push(
            out,
            Rule::RemoteClaim,
            claim.into_iter().chain(place).chain(denial).min_by_key(|hit| hit.range.start),
        );
        push(out, Rule::RceTerm, first(reader, &[&RCE], is_rce_claim));
    } else if reader.case.metric_is("av", &["n"]) {
        push(out, Rule::ReachUnderclaim, first(reader, &[&ONLY_NEAR, &NOT_REMOTE], is_underclaim));
    }
}

/// The first place over several patterns that the test takes.
fn first(
    reader: &Reader<'_>,
    patterns: &[&'static LazyLock<Regex>],
    test: fn(&Reader<'_>, &Hit) -> bool,
) -> Option<Hit> {
    patterns
        .iter()
        .filter_map(|pattern| reader.hits(pattern).find(|hit| test(reader, hit)))
        .min_by_key(|hit| hit.range.start)
}

fn push(out: &mut Vec<Found>, rule: Rule, hit: Option<Hit>) {
    if let Some(hit) = hit {
        out.push(Found::new(rule, Where::Text(hit.range)));
    }
}

static REMOTE: LazyLock<Regex> = LazyLock::new(|| {
    let quality = r"(?:unauthenticated|authenticated|anonymous|unprivileged|pre-?auth\w*|malicious|unauthori[sz]ed|network-?based|internet-?based|network|internet|off-path|on-path|opportunistic|or local|and local|code|hostile|skilled|determined|potential|external|blind|heap|stack|buffer|memory|denial|command|root|admin\w*|low-?privileged|silent|full|complete|total)";
    let actor = r"(?:attackers?|attacks?|attacking|adversar(?:y|ies)|hackers?|hacking|criminals?|intruders?|actors?|exploit\w*|compromise|takeover|hijack\w*|vulnerabilit(?:y|ies)|flaws?|bugs?|holes?|weakness(?:es)?|threats?|part(?:y|ies)|peers?|part(?:y|ies)|users?|person|persons|people|someone|stranger|denial of service|dos|crash|reboot|overflow|injection|corruption|bypass|disclosure|intrusion|tampering|control of (?:the|your)|root|shell|access to (?:the|your) (?:device|router|camera|box|files|password|configuration|system)|exposure|vector|manner|fashion)";
    pattern(&format!(
        r"\bremote[,\s]+(?:{quality}[,\s-]+){{0,3}}{actor}\b|\bremotely\b|\b(?:attack|attacks|exploit|exploited|exploitable|exploitation|access|vector|launched|triggered|performed|attack type|type|class|carried out|reach|reachable|initiated|executed|abused|works?|range)(?:[ \t]*[:=|][ \t]*|[ \t]+(?:is|are|was|be|can be|it)[ \t]+|[ \t]+)(?:from )?remote\b|\b(?:is|are|be) remote (?:in|and|or|as)\b|\b(?:attacker|adversary|hacker|intruder)\w* (?:\w+ )?(?:is|are|can be|may be|could be|being|sits?) (?:\w+ )?remote\b|\bremote(?:ly)?(?: exploitable| attack| exploitation)?[ \t*_]*[:=|][ \t*_|]*(?:yes|true|y|possible)\b|\bfrom (?:a )?remote(?: (?:location|place|site|host|machine|computer|network|system|position))?\b"
    ))
});
static REMOTE_OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^remotely(?: |-)(?:interesting|similar|related|close|like|funny|possible|plausible|surprising|resembl\w+|comparable|relevant|managed|administered|maintained|supervised|updated|working|held|attended|hosted|presented|as|what|what's|new|serious|amusing|useful|familiar|supported|provisioned|configured by)\b|^(?:remote|from remote|from a remote) (?:users?|person|persons|people|part(?:y|ies)|peers?|site) (?:can (?:only|still)|support|management|meeting|who work)",
    )
});
static REMOTE_WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:work\w*|collaborat\w*|meet\w*|met|managed|manage|support|administer\w*|update\w*|presented|attend\w*|watch\w* (?:the|our) talk|interview\w*|employ\w*|hosted|held|organi[sz]ed|talk\w*|phon(?:ed|ing)|chatt\w*|listen\w*|called|discussed|switch(?:es|ed)? (?:the )?(?:lights?|lamp|plug|heating)|owners? can|turn (?:the )?(?:light|lamp|plug)s?)\b(?: \w+){0,3} remotely\b|\b(?:tests?|testing|tested|experiments?|measurements?|research|analysis|investigation|evaluation)\b(?: \w+){0,4} remotely\b|\bremotely(?: \w+)? (?:from (?:home|their|our|my|different)|via (?:video|zoom|chat))",
    )
});
static FEATURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:with|from|in|through|by|via|use|using) (?:the|an|your|its) (?:\w+ )?app|voice assistant|owners? can|(?:lets?|allows?|permits?|helps?) (?:the |their |its )?(?:owners?|users?|you|customers?|subscribers?|parents)|cloud service|you can (?:switch|turn|watch|check|control|see)|vacation|holiday|feature|convenien\w+)\b",
    )
});
static ACTOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:attack\w*|exploit\w*|hackers?|intruders?|adversar\w+|criminals?|malicious|vulnerab\w+|compromis\w+|strangers?|unauthori[sz]ed|inject\w*|flaw|bug|hole)\b",
    )
});
static CAPABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:attack\w*|exploit\w*|hackers?|intruders?|adversar\w+|criminals?|can|could|may|might|able|possible|reachable)\b",
    )
});
static DISTANCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\banywhere (?:in the world|on (?:the )?(?:internet|earth|planet|globe|net|web)|on this planet|else (?:in the world|on earth|on the (?:internet|planet|globe))|you (?:like|want|are)|with an internet|around the (?:world|globe)|across the (?:world|globe|internet))\b|\bfrom (?:literally |practically |virtually |almost |basically )?anywhere\b|\b(?:attackers?|hackers?|anyone|anybody|someone|criminals?|adversar(?:y|ies)|intruders?|strangers?|i|you|he|she|they) (?:can |could |may |might )?(?:be |sit |sits |sitting |located |is |are )?anywhere\b|\b(?:thousands?|hundreds?|\d[\d,.]*|many|several|a few|dozens|ten|twenty|fifty|five hundred) (?:of )?(?:miles|kilomet(?:er|re)s|km|time zones|countries)(?: away| apart| distant| from (?:the|your))?\b|\b(?:miles|continents?|countries|oceans|kilomet(?:er|re)s|time zones) away\b|\bfar(?:-| )away\b|\b(?:very |so )?far from (?:the|your) (?:home|house|device|router|camera|network|victim|building)\b|\bfrom (?:afar|abroad|a distance|a great distance|great distance|long distance|long range|far|overseas|elsewhere|outside|the outside|far off|far-?off|the other (?:side|end) of the (?:world|globe|planet|ocean|earth)|the comfort of|another (?:country|continent|city|network|planet)|(?:a )?(?:different|foreign) (?:country|continent|city)|across the (?:world|globe|ocean|country|internet))\b|\bat (?:a|any|great|long|arbitrary) distance\b|\bany distance\b|\b(?:over|across) (?:a |any |long |great |large |arbitrary )+distances?\b|\b(?:other side|far side|other end) of the (?:world|globe|planet|ocean|earth)\b|\b(?:half ?way|half a world|across the (?:world|globe|planet)|half the (?:world|planet)|around the (?:world|globe))(?: away| around the (?:world|globe))?\b|\bin (?:another|a different|any other|a foreign) (?:country|continent|city|hemisphere)\b|\b(?:without|no need of|no) (?:any |the need for |need for |needing |requiring |having )*(?:physical )?(?:proximity|being (?:near|nearby|close|in range|on the (?:same |local )?(?:network|lan|wi-?fi)|in the (?:same )?(?:house|home|building|network)))\b|\b(?:need|needs|needed|have|has|required?|require|necessary)(?: not|n't)? (?:even )?(?:to )?(?:be |come |sit )?(?:anywhere )?(?:near|close|nearby|in (?:the|your) (?:house|home|building|neighbou?rhood|same (?:house|network|building|room))|to (?:your|the|his) (?:house|home|building|place)|within range|in range)\b|\b(?:location|distance|place|position|geography) (?:does not|doesn't) matter\b|\bno matter where\b|\bworld-?wide\b (?:attack|exploit|reach)\w*|\bover[- ]the[- ]internet\b|\boutside (?:the|your|of the|of your|his|their) (?:home|house|local network|network|lan|building|premises|household|apartment|perimeter|wi-?fi|flat)\b|\b(?:any|every|each|some|another|other) (?:corner|part|end|point|place|spot) of the (?:world|globe|planet|earth)\b|\boff-?site\b|\blong-?distance\b|\b(?:on|in|from) (?:another|a different|any|the next|some other) (?:continent|country|city|planet|hemisphere)\b|\b(?:not|[a-z]+n't|never|no need|without|nobody) (?:even )?(?:have |has |had |need |needs |needed |necessary |having |required )*(?:to )?(?:ever )?(?:leav(?:e|ing) (?:their|his|her|the|your|its|one's) (?:own )?(?:home|house|chair|sofa|desk|couch|country|room|flat|bed|city)|set(?:ting)? foot|com(?:e|ing) (?:anywhere )?(?:near|close|over|to your)|visit(?:ing)? (?:the|your)|travel(?:ling|ing)?|be(?:ing)? (?:present|there|around|on site|on-?site|at home))\b|\bfrom (?:all|every(?:where)?|any) ?(?:over|around|across|parts of|corners of|country|countries|continent|continents)? ?(?:the )?(?:globe|world|planet|map|internet|earth|country|continent|everywhere)\b|\bfrom everywhere\b|\b(?:who|that) (?:has|have) never (?:been|set foot)\b|\bat the other end of the (?:line|internet|cable|country)\b|\b(?:an ocean|a continent|half a planet) away\b|\b(?:beyond|behind|outside of) (?:the|your) (?:isp|provider|home router|firewall|front door|garden fence)\b",
    )
});
static NEED_NEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:need|needs|needed|have|has|required?|require|necessary)\b"));
static DENIED_NEED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:\bnot|[a-z]+n't|\bno|\bnever|\bnobody|\bwithout|\bhardly)(?: \w+){0,3}? ?$")
});
static RADIO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:radio|range|street|parked|parking|sidewalk|pavement|bluetooth|ble|zigbee|z-wave|antenna|wi-?fi (?:range|signal|coverage)|signal|next door|neighbou?r\w*|car|hallway|corridor|garden|front door|van|metres?|meters?|window|adjacent|proximity|directional|yagi)\b",
    )
});
static INTERNET: LazyLock<Regex> = LazyLock::new(|| {
    let net = r"(?:the )?(?:public |open |whole |wider |wide |global |entire |big bad |bad |untrusted |external |hostile )*(?:internet|inet|wan|world wide web|wide area network|web|net|cloud|wan[- ]side|wan (?:side|port|interface)|public network|public networks|outside (?:network|world)|external networks?)";
    pattern(&format!(
        r"\b(?:from|over|via|through|across|by|by way of|by means of|out of|using) {net}\b|\b(?:on|to|towards?) {net}\b|\b(?:internet|wan|world|globally|publicly)[- ](?:facing|exposed|reachable|accessible|based|borne|side|originated|originating|wide|scale|connected)\b(?: \w+)?|\b(?:attack surface|attackers?|attack|reach|exposure|access|origin|source|exploitable from)[ \t*_]*[:=|][ \t*_|]*(?:the )?(?:public )?(?:internet|wan|world-?wide|anywhere)\b|\b(?:nothing|no more|not more) (?:but|than|except|other than) (?:an? |the )?(?:internet|online|network) (?:connection|access|line|link)\b|\b(?:needs?|requires?|takes?) (?:is |only |just |merely )*(?:an? )?(?:internet|online) (?:connection|access|line)\b|\bneeds? is (?:to be )?(?:connected to |on |access to )?the internet\b|\bweb-?based attack\w*|\bonline attack\w*|\bin the wild internet\b|\bfrom (?:any|other|another|a different|different|arbitrary|untrusted|foreign|external|public) (?:ip )?(?:networks?|ip addresses|ip address)\b|\bfrom (?:a |any )?public ip\b"
    ))
});
static ATTACKING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:attack\w*|exploit\w*|reach\w*|hackers?|hacked|intruders?|anyone|anybody|everyone|everybody|someone|somebody|whoever|adversar\w+|criminals?|crooks?|strangers?|third part(?:y|ies)|take over|takes over|takeover|compromis\w+|send\w*|sent|packets?|requests?|access\w*|vulnerab\w+|answers?|respond\w*|come|comes|coming|trigger\w*|inject\w*|execut\w+|run|runs|break in|break into|hijack\w*|abus\w+|possible|works|done|plant\w*|exposed|exposes|open to|opened|steal\w*|read|reads|spy|spies|watch|control\w*|botnets?|worms?|wormable|scan\w*|shodan|censys|malicious|unauthori[sz]ed|danger\w*|threat|bug|flaw|hole|entry|invad\w*|own|owns|pwn\w*|log in|login|enter|enters|brute|crash\w*|kill\w*|stops?|suffic\w+|enough|drive-by|crooks|opens?|gain\w*|obtain\w*|causes?|bypass\w*|denial|reboot\w*|overflow\w*)\b",
    )
});
static FETCHING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:download\w*|fetch\w*|load(?:s|ed|ing)?|get|gets|got|pull\w*|stream\w*|retriev\w*|buy|bought|order\w*|sold|purchas\w*|search\w*|found (?:on|it|one)|find (?:on|it)|read (?:about|on)|published|documented|update(?:s|d)? (?:over|via|from|through)|updates? itself|talks? to|connect(?:s|ed|ing)? (?:\w+ ){0,3}?to|connection|connectivity|access to the (?:internet|web)|lose|loses|lost|offline|surf\w*|browse\w*|brows\w+|path to|way to|route to|uplink|traffic to|speed|posted|announced|available on|seen on|circulat\w+|tutorial|forum|web page of|ask(?:s|ed)?|licen[cs]e|syncs?|time (?:from|over)|ntp|cable)\b(?:[^,;:.]{0,50})$",
    )
});
static ON_NET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:on|to|towards?) "));
static ON_ACTOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:attackers?|hackers?|anyone|anybody|everyone|everybody|someone|somebody|strangers?|adversar(?:y|ies)|criminals?|host|hosts|machine|person|people|botnets?|server|party|peer|intruders?|bots?|exposed|exposes|reachable|accessible|visible|listens?|listening|answers?|open|opened|available|vulnerable|bound|binds?|responds?|presented|offered|attack surface|exploitable|works|anywhere|user|sites?|web ?sites?|pages?|servers?|everything|computers?|devices?)(?: \w+){0,3}? $",
    )
});
static STARTS_ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:update|updates|firmware|cut (?:it|the \w+)? ?off|unplug|disconnect\w*|keep (?:it|the \w+|them)? ?(?:off|away)|protect\w*|isolat\w*|firewall\w*|behind|take (?:it|them|these \w+)? ?off|separat\w*|restrict\w*|disallow|deny|drops?|filter\w*)\b",
    )
});

/// Whether the place claims an attack from afar and the author stands by it.
fn is_remote_claim(reader: &Reader<'_>, hit: &Hit) -> bool {
    let said = &reader.document.prose[hit.range.clone()];
    let clause = reader.clause(hit);
    let before = &reader.document.prose[clause.start..hit.range.start];
    let after = &reader.document.prose[hit.range.start..clause.end.max(hit.range.end)];
    if is_code_execution(reader, hit) || is_other_sense(reader, hit, said, after) {
        return false;
    }
    if NEED_NEAR.is_match(said.as_bytes()) {
        // "Does not need to be near" claims distance; "needs to be near" denies it.
        let denied =
            DENIED_NEED.is_match(before.as_bytes()) || said.contains("not ") || said.contains("n't ");
        return denied
            && !reader.is_rejected(hit)
            && !reader.is_open_question(hit)
            && !reader.is_other_bug(hit)
            && !is_internet_free(reader, hit);
    }
    let denies_within =
        ["without", "not ", "never ", "no need", "nobody"].iter().any(|word| said.starts_with(word))
            || said.contains("n't ")
            || said.starts_with("no ")
            || said.contains("not matter")
            || said.contains("n't matter");
    let asserted = if denies_within {
        !(reader.is_rejected(hit) || reader.is_open_question(hit) || reader.is_other_bug(hit))
    } else {
        reader.is_asserted(hit)
    };
    asserted
        && !reader.is_conditional(hit)
        && !reader.is_later_phase(hit)
        && is_about_attack(reader, hit, said, before)
}

fn is_internet_free(reader: &Reader<'_>, hit: &Hit) -> bool {
    RADIO.is_match(reader.sentence(hit.sentence).as_bytes())
}

static CODE_EXECUTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:unauthenticated |root |arbitrary )?(?:code|command|shell command|os command|shell)~(?:execution|injection)",
    )
});

/// "Remote code execution" is for the rule about that term.
fn is_code_execution(reader: &Reader<'_>, hit: &Hit) -> bool {
    let rest = &reader.document.prose[hit.range.start..reader.sentences[hit.sentence].range.end];
    rest.strip_prefix("remote")
        .is_some_and(|rest| CODE_EXECUTION.is_match(rest.trim_start_matches(['-', ' ', '\n']).as_bytes()))
}

fn is_other_sense(reader: &Reader<'_>, hit: &Hit, said: &str, after: &str) -> bool {
    let sentence = reader.sentence(hit.sentence);
    REMOTE_OTHER.is_match(after.as_bytes())
        || said.starts_with("remotely")
            && (REMOTE_WORK.is_match(sentence.as_bytes())
                || FEATURE.is_match(sentence.as_bytes()) && !ACTOR.is_match(sentence.as_bytes()))
        || said.starts_with("remote ")
            && (said.contains(" user") || said.contains(" people") || said.contains(" person"))
            && !ATTACKING.is_match(sentence.as_bytes())
}

/// Distances no radio bridges.
const DISTANT_WORDS: [&str; 13] = [
    "world",
    "planet",
    "globe",
    "internet",
    "countr",
    "continent",
    "thousand",
    "abroad",
    "afar",
    "overseas",
    "far ",
    "city",
    "miles",
];

fn is_about_attack(reader: &Reader<'_>, hit: &Hit, said: &str, before: &str) -> bool {
    let sentence = reader.sentence(hit.sentence);
    if said.starts_with("remote") || said.contains("remote") {
        return true;
    }
    if FEATURE.is_match(sentence.as_bytes()) && !ACTOR.is_match(sentence.as_bytes()) {
        return false;
    }
    if INTERNET.is_match(said.as_bytes()) && !said.starts_with("anywhere") {
        if FETCHING.is_match(before.as_bytes()) || STARTS_ELSEWHERE.is_match(before.as_bytes()) {
            return false;
        }
        if ON_NET.is_match(said.as_bytes()) {
            return ON_ACTOR.is_match(before.as_bytes());
        }
        return ATTACKING.is_match(sentence.as_bytes());
    }
    if said.starts_with("outside") && !CAPABLE.is_match(sentence.as_bytes()) {
        return false;
    }
    let near = RADIO.is_match(sentence.as_bytes());
    let distant = DISTANT_WORDS.iter().any(|word| said.contains(word));
    (!near || distant)
        && (ATTACKING.is_match(sentence.as_bytes()) || said.contains("anywhere") || distant)
        && !FETCHING.is_match(before.as_bytes())
}

static RCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\brces?\b|\br\.c\.e\b\.?|\bremote[- ](?:unauthenticated |root |pre-?auth |arbitrary )?(?:code|command|commands|shell command|os command|system command|shell)[- ](?:and \w+ )?(?:executions?|exec|injections?)\b|\bremote (?:execution|exec) of (?:\w+ ){0,2}?(?:code|commands?)\b|\bremotely execut(?:e|ed|es|ing) (?:\w+ ){0,2}?(?:code|commands?)\b",
    )
});
static LAN_SIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:lan|lan-?side|local[- ](?:area )?network|same (?:local )?(?:network|wi-?fi|segment|subnet|lan|wlan|vlan|broadcast domain)|adjacent|network-?adjacent|adjacent-?network|home network|wi-?fi|wlan|local(?:ly)?|bluetooth|ble|physical(?:ly)?|guest network|inside the (?:home|house|network)|radio range|proximity|usb|serial|living room|in (?:the|your) (?:house|home|flat|same room)|intranet|internal network|broadcast domain|layer 2)\b",
    )
});

fn is_rce_claim(reader: &Reader<'_>, hit: &Hit) -> bool {
    let said = &reader.document.prose[hit.range.clone()];
    let sentence = reader.sentence(hit.sentence);
    let cased = reader.document.folded.as_str();
    // "RCE-Watch" is a name, and `rce` in a code span a label.
    let rest = &cased.as_bytes()[hit.range.end..];
    let is_name = rest.first() == Some(&b'-') && rest.get(1).is_some_and(u8::is_ascii_uppercase);
    let is_label = reader.document.is_code(hit.range.start);
    let qualified = LAN_SIDE.is_match(sentence.as_bytes()) || is_name || is_label;
    !said.starts_with("remotely") && !qualified && reader.is_asserted(hit)
}

static ONLY_NEAR: LazyLock<Regex> = LazyLock::new(|| {
    let place = r"(?:the |your |a |an |our |his |its |one's )?(?:same |own |local |home |internal |victim's |owner's |user's |private |trusted )*(?:lan|lan side|local network|local area network|network|home network|wi-?fi|wlan|segment|subnet|house|home|household|building|intranet|network segment|wireless network|inside|room|premises|apartment|flat|subnet|broadcast domain|radio range|wlan|four walls)";
    pattern(&format!(
        r"\bonly (?:\w+ ){{0,6}}?(?:from |on |in |within |inside |at |over |via |to |by |through |connected to |reachable from |for )(?:within |inside |the inside of )?{place}\b|\b(?:lan|local[- ]network|local|wi-?fi|network)[- ]only\b|\b{place} only\b|\b(?:must|has to|have to|needs? to|required? to|requires?|should) (?:already )?(?:be |being |sit |stand |stay |reside |have to be )?(?:already )?(?:an? (?:guest|client|member|user|participant|part) )?(?:on|in|of|inside|within|connected to|joined to|attached to|part of|a member of|at|physically (?:in|at|near)|present (?:in|on))(?: the inside of)? (?:the |your |a |an |our |his |its )?(?:same |own |local |home |internal |victim's |owner's |private )*(?:lan|local network|local area network|home network|wi-?fi|wlan|segment|subnet|house|home|household|building|intranet|network segment|wireless network|network|flat|apartment|subnet|broadcast domain|room|four walls)\b|\b(?:physical|hands-?on|local) (?:access|possession|presence|contact|proximity)(?: to (?:the|a) \w+)? (?:is |are |would be |will be )?(?:required|needed|necessary|mandatory|a must)\b|\b(?:requires?|needs?|must have|has to have|demands?|presupposes|assumes|with|prerequisites?:|preconditions?:|requirements?:) (?:\w+ ){{0,2}}?(?:(?:physical|hands-?on) (?:access|possession|presence|contact|proximity)|access to the (?:lan|local network|home network))\b|\b(?:an? |the )?(?:network-)?adjacent (?:network )?(?:attackers?|adversar(?:y|ies)|attack)\b|\bnetwork-?adjacent\b|\b(?:limited|restricted|confined) to (?:the )?(?:\w+ )?(?:lan|local network|home network|wi-?fi|home|house|subnet|segment|broadcast domain|apartment|flat|neighbou?rhood|premises)\b|\b(?:attacker|adversary|intruder|hacker|one|you|he) (?:\w+ ){{0,3}}?(?:must|has to|needs to) (?:\w+ )?(?:hold|touch|open|unscrew|take apart|get hold of|be in front of) (?:the|your|a) (?:device|router|camera|case|housing|unit|box)\b|\b(?:must|has to|have to|needs? to|required? to) (?:\w+ )?(?:plug|connect|attach|solder|clip|insert) (?:\w+ ){{0,4}}?(?:into|to|onto|in|on) (?:the|your|its|an?) (?:\w+ )?(?:device|router|camera|board|unit|port|box|serial port|usb port|console)\b|\btakes? (?:\w+ ){{0,3}}?(?:a cable|a screwdriver|a soldering iron|a serial adapter|physical|hands on)\b|\b(?:nobody|no one|no-one|not anybody|no attacker|no hacker) (?:from )?outside (?:of )?(?:the|your|your own|his|their|our) (?:own )?(?:home|house|wi-?fi|network|lan|local network|household)\b|\b(?:within|inside) (?:the|your) same (?:four walls|house|room|building|flat|apartment)\b|\b(?:attackers?|adversary|intruders?|hackers?|somebody|someone|anyone|people|those) (?:who (?:has|have) no|without|lacking) (?:access to (?:the|your|the victim's) (?:lan|local network|home network|network|wi-?fi)|lan access|local access|physical access)[^.;]{{0,30}}\b(?:out of luck|cannot|can't|nothing|not|no)\b|\b(?:must|has to|have to|needs? to|would have to) (?:\w+ )?(?:be|come|get|stay|stand|sit|live) (?:\w+ )?(?:very |really |physically |right )?(?:near|nearby|close|in range|within range|next door|next to|in front of|to your (?:door|house|home)|at your (?:door|house|home)|in your (?:house|home|flat|living room|neighbou?rhood))\b|\bonly (?:\w+ )?(?:neighbou?rs|guests|visitors|household members|family members|insiders|people (?:in|inside) (?:the|your) (?:house|home|household))\b|\b(?:requires?|needs?|demands?|assumes|presupposes) (?:\w+ )?(?:lan|local|local[- ]network|home[- ]network|wi-?fi|on-?site|physical) access\b|\b(?:lan|local network|home network|local-network) access (?:is )?(?:required|needed|necessary|a prerequisite)\b|\b(?:local|lan) attackers? only\b|\bwithin the (?:same )?(?:four walls|house|home|building|lan|local network|home network)\b|\b(?:solely|exclusively|purely|just) (?:\w+ ){{0,3}}?(?:from |on |in |within |inside |a )?(?:the )?(?:local|lan|home network|local network)\b"
    ))
});
static NOT_REMOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:not|never|cannot|[a-z]+n't|no way|impossible|nobody|no one|nothing)(?: \w+){0,6}? (?:(?:from|over|via|through) (?:the )?(?:internet|wan|outside|outside world|public internet)|remotely|from (?:the )?outside)\b|\bremote (?:exploitation|attacks?|abuse|access)(?: is| are|:)? (?:not|im)(?: ?possible| feasible|possible)\b|\bremote(?:ly)?(?: exploitable| exploitation| attack| attacks)?[ \t*_]*[?:=|][ \t*_|]*(?:no|not|never|false|impossible)\b|\bnot (?:a )?remote(?:ly)? (?:exploitable|attack|vulnerability|bug|flaw|issue|reachable)\b",
    )
});
static DEPLOYMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:by default|default|defaults|in most (?:homes|cases|households|setups|networks|deployments)|most (?:homes|people|users|owners|households|installations|routers|providers)|typical\w*|usually|normally|commonly|often|firewall\w*|nat|out of the box|in practice|recommend\w*|should be|keep|we advise|restrict|unless|if (?:the|you|your|remote)|mitigat\w*|workaround|until|as long as|in many|generally|in (?:a )?(?:standard|usual|normal)|factory|for lack of|tested (?:it )?(?:on|in|from)|helps?|workarounds?)\b",
    )
});
static IS_TARGET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:reads?|sees?|shows?|visible|shown|listed|affects?|impacts?|exposes?|leaks?|lists?|copies|copy|updates?|installs?|downloads?|configures?) (?:\w+ ){0,2}$|\b(?:that|which|devices|hosts|machines|services|computers|things)(?: are| is| live| sit)? $",
    )
});

fn is_underclaim(reader: &Reader<'_>, hit: &Hit) -> bool {
    let said = &reader.document.prose[hit.range.clone()];
    let sentence = reader.sentence(hit.sentence);
    let clause = reader.clause(hit);
    let before = &reader.document.prose[clause.start..hit.range.start];
    if DEPLOYMENT.is_match(sentence.as_bytes())
        || IS_TARGET.is_match(before.as_bytes()) && said.starts_with("only")
    {
        return false;
    }
    if said.starts_with("only") && !ATTACKING.is_match(sentence.as_bytes()) {
        return false;
    }
    let stands = if NOT_REMOTE.is_match(said.as_bytes()) {
        ATTACKING.is_match(sentence.as_bytes())
            && !(reader.is_rejected(hit) || reader.is_open_question(hit) || reader.is_other_bug(hit))
    } else {
        reader.is_asserted(hit)
    };
    stands && !reader.is_conditional(hit) && !is_relief(said, sentence)
}

/// "Must be in the provider's network": a place on the way is no local network.
fn is_relief(said: &str, sentence: &str) -> bool {
    said.ends_with("network")
        && ["provider", "upstream", "isp", "operator", "carrier"].iter().any(|word| sentence.contains(word))
}
