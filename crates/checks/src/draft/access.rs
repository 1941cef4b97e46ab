//! `auth-overclaim`, `auth-underclaim`, `ui-overclaim` and `ui-underclaim`: what the attacker needs.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::pattern;
use super::reader::{Answer, Hit, Reader};
use super::{Found, Rule, Where};

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    let case = reader.case;
    if case.metric_is("pr", &["l", "h"]) {
        find(reader, out, Rule::AuthOverclaim, &NO_AUTH, is_auth_overclaim);
    }
    if case.metric_is("ui", &["r", "p", "a"]) {
        denied_question(reader, out, Rule::UiOverclaim, &ASKS_ACTION);
    }
    if case.metric_is("pr", &["l", "h"]) {
        denied_question(reader, out, Rule::AuthOverclaim, &ASKS_LOGIN);
    }
    if case.metric_is("pr", &["n"]) {
        find(reader, out, Rule::AuthUnderclaim, &NEEDS_AUTH, is_auth_underclaim);
    }
    if case.metric_is("ui", &["r", "p", "a"]) {
        find(reader, out, Rule::UiOverclaim, &NO_ACTION, is_ui_overclaim);
    }
    if case.metric_is("ui", &["n"]) {
        find(reader, out, Rule::UiUnderclaim, &NEEDS_ACTION, is_ui_underclaim);
    }
}

fn find(
    reader: &Reader<'_>,
    out: &mut Vec<Found>,
    rule: Rule,
    pattern: &'static Regex,
    test: fn(&Reader<'_>, &Hit) -> bool,
) {
    if let Some(hit) = reader.hits(pattern).find(|hit| test(reader, hit)) {
        out.push(Found::new(rule, Where::Text(hit.range)));
    }
}

static ASKS_LOGIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:login|log in|logging in|logged in|password|passwords|authentication|authenticate|account|credentials?|privileges)\b",
    )
});
static ASKS_ACTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:click|interaction|interact|user action|do something|do anything|(?:victim|user|owner|anybody|anyone|somebody) (?:\w+ ){0,3}?(?:open|visit|tap|act|press|help))\b",
    )
});
static ASKS_NEED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:need|needs|needed|required?|requires|necessary|have to|has to|must)\b"));

/// "Is a login needed? No." says that none is.
fn denied_question(reader: &Reader<'_>, out: &mut Vec<Found>, rule: Rule, subject: &'static Regex) {
    if out.iter().any(|found| found.rule == rule) {
        return;
    }
    let hit = reader.hits(subject).find(|hit| {
        reader.is_question(hit.sentence)
            && reader.answer(hit.sentence) == Some(Answer::No)
            && ASKS_NEED.is_match(reader.sentence(hit.sentence).as_bytes())
            && !OTHER_LOGIN.is_match(reader.sentence(hit.sentence).as_bytes())
            && !reader.is_other_bug(hit)
    });
    if let Some(hit) = hit {
        let (from, to) = (&reader.sentences[hit.sentence], reader.sentences.get(hit.sentence + 1));
        let end = to.filter(|to| to.block == from.block).map_or(from.range.end, |to| to.range.end);
        out.push(Found::new(rule, Where::Text(reader.trimmed(from.range.start..end))));
    }
}

static NO_AUTH: LazyLock<Regex> = LazyLock::new(|| {
    let kind = r"(?:valid |prior |prior to |any |a |an |the |previous |special |user |admin(?:istrator)?(?:'s)? |router |device |form of |kind of |sort of |login |working |knowing (?:the |any |a )?|the need (?:for|of|to have) (?:a |an |any )?|having (?:the |any |a |an )?|needing (?:the |any |a |an )?|correct |further )*";
    let thing = r"(?:authentication|authenticating|auth|authori[sz]ation|passwords?|login|logins|log-?in|log-?on|logging in|logging on|logged in|credentials?|creds|accounts?|being (?:logged in|authenticated)|sign-?in|signing in|privileges|admin rights|session)";
    pattern(&format!(
        r"\b(?:authentication|password|login|log-?in|credentials|account|auth)(?: (?:is |are )?(?:required|needed|necessary))?[ \t*_]*[:=|][ \t*_|]*(?:no|none|not required|not needed|not necessary|false|unnecessary|n/a)\b|\b(?:no|zero) {kind}{thing}\b(?: (?:is |are |was |were )?(?:required|needed|necessary|asked|checked|involved))?|\bwithout {kind}{thing}\b|\bpre[- ]?auth(?:entication|enticated|ed)?\b|\bun-?auth(?:enticated|ed|d)?\b|\bauth(?:entication)?-(?:free|less)\b|\blog-?in-?less\b|\bwhile logged out\b|\bnot authenticated\b|\b(?:authentication|login|log-?in|password|credentials|privileges|account|auth)(?: is| are| was|:|\s*\|)?[ \t]*(?:not|never|n't|isn't|aren't)? ?(?:not required|not needed|not necessary|required|needed|necessary|asked for|asked|checked|verified|enforced|none|no\b|unnecessary|not asked)\b|\b(?:not|[a-z]+n't|never) (?:even )?(?:need|require|have|ask|asks|asking|asked|demand|demanding|want|check|checking)(?: to| for)? {kind}{thing}\b|\b(?:not|[a-z]+n't) (?:need|have|required) to (?:be )?(?:log in|login|log on|authenticate|sign in|logged in|authenticated|know (?:the|any) password)\b|\b(?:needs?|requires?|require) no {kind}{thing}\b|\banonymous(?:ly)? (?:attackers?|users?|requests?|access\w*|exploit\w*|reach\w*)\b|\banonymously\b|\bpassword-?less\b|\b(?:before|prior to) (?:any |the |a )?(?:authentication|login|log-?in|password check|authentication check|logging in|password is)\b|\b(?:authentication|login|password) is (?:not|never) (?:required|needed|necessary|asked|checked)\b|\bneither (?:an? |any )?{thing}\b|\b(?:password|login|authentication|log-?in) (?:prompt|check|page|screen|dialog|form|step|mask)? ?(?:is|was|are|gets?|can be) (?:simply |just |entirely |completely |silently )*(?:skipped|bypassed|circumvented|never shown|absent|missing|ignored|not enforced|left out)\b|\b(?:logged in|authenticated|signed in) or not\b|\b(?:authentication|login|passwords?|credentials?|accounts?) (?:is|are|plays?|has|have) (?:not |no |n't )(?:part|role|involved|a part|needed|of any importance|matter|in the way)\b|\bthere(?: is|'s) no (?:auth|authentication|login|password|log-?in)\b|\bnothing to (?:log in|sign in|authenticate)(?: to| with)?\b|\b(?:not|never|[a-z]+n't) (?:look|looks|looked|ask|asks|check|checks|verify|verifies|verified|care|cares|know|knows|test|tests|validate|validates)(?: for| whether| if| about| to)? (?:(?:a |an |any |the |its )?(?:valid )?(?:session|cookie|token|caller|identity|sender|credentials?|login)|who (?:is|it is|the (?:caller|sender|client|user) is|you are|sends?|calls|asks|sent)|whether (?:\w+ ){{1,3}}(?:is |are )?(?:logged in|authenticated|allowed|authori[sz]ed))\b|\bwhether or not (?:they|he|she|you|one|somebody|someone|the \w+) (?:\w+ )?(?:know|knows|have|has|is|are|possess\w*) (?:\w+ ){{0,2}}?(?:password|account|credentials|login|logged in|authenticated)\b|\b(?:with|has|have|had|having|knows?) no (?:password|account|credentials|login|session)\b|\b(?:anyone|anybody|everyone|everybody|whoever|all guests|guests|any guest|every guest|any visitor)\b[^.;]{{0,40}}\b(?:without|not) (?:logging in|logged in|being asked|any password)\b"
    ))
});
static REQUIRED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:authentication|login|log-?in|password|credentials|privileges|account|auth)(?: is| are| was|:|\s*\|)?[ \t]*(?:required|needed|necessary|asked for|asked|checked|verified|enforced)$",
    )
});
static NOT_A_NEED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[- ](?:polic(?:y|ies)|change|changes|reset|hash\w*|manager|recovery|(?:is|was|are|were|has been|had been)? ?(?:stored|set|changed|leaked|saved|shown|exposed|visible|readable|known|transmitted|lost|in (?:clear|plain))|field|rules|prompt for the (?:cloud|app)|hint|strength|box|file|bypass|of the (?:cloud|app|isp|provider|vendor)|on the (?:cloud|app|vendor)|with the vendor|at the vendor|to the cloud|in the cloud|for the cloud|tab|page|screen|button|dialog|form|history|log)",
    )
});
static OTHER_LOGIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:cloud|vendor account|vendor's account|downloaded|version (?:number|string)|maker's account|account (?:with|at) the (?:vendor|maker|manufacturer)|app account|e-?mail account|web ?site|portal|isp|provider account|forum|download page|support site|to download|to update|login (?:page|form|screen|mask) (?:itself )?(?:is|can|may)|my\w*cloud|online account|store account|google|apple|guest (?:portal|page)|telnet (?:account|password)|registration|newsletter|vpn|database|ftp|wi-?fi without|open wi-?fi|wi-?fi password|network key|ssid)\b",
    )
});
static CHAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:chain\w*|combin\w+|together with|in conjunction|paired with|coupled with|with the help of|when used with|along with)\b",
    )
});
static POST_AUTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:cannot|can't|can not|could not|couldn't|is not (?:possible|exploitable|reachable)|does(?:n't| not) work|gets? (?:an? )?(?:error|401|403|rejected|refused|nowhere|redirected|bounced|turned away|sent)|(?:repl(?:y|ies)|answers?|responds?|returns?) (?:with )?(?:an? |the )?(?:http )?(?:status )?(?:401|403|error|refusal|login (?:page|form))|it is impossible|is impossible|nothing works|you (?:get|see|reach) nothing|fails?|sees? (?:only|nothing)|(?:is|are) (?:sent|bounced) (?:back )?to|are (?:rejected|refused|redirected)|is (?:rejected|refused|redirected)|nothing happens|(?:is|are) not (?:part of|among|affected))\b",
    )
});
static CONDITIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:if (?:no|the|a|your|you|there)|would be|would have been|were it|had it been|unless|on devices|where no|when no|default password|never changed|must not|should not|not a|so it is not|far from|if it were|i wish|almost)\b",
    )
});

fn is_auth_overclaim(reader: &Reader<'_>, hit: &Hit) -> bool {
    let said = &reader.document.prose[hit.range.clone()];
    let rest = &reader.document.prose[hit.range.end..reader.sentences[hit.sentence].range.end];
    let clause = reader.clause(hit);
    let context = &reader.document.prose[clause.start.min(hit.range.start)..clause.end.max(hit.range.end)];
    let sentence = reader.sentence(hit.sentence);
    let chained = CHAIN.is_match(sentence.as_bytes())
        && (super::reader::ids(sentence).any(|id| !reader.case.is_own_id(&id))
            || sentence.contains("another"));
    if REQUIRED.is_match(said.as_bytes())
        || NOT_A_NEED.is_match(rest.as_bytes())
        || OTHER_LOGIN.is_match(context.as_bytes())
        || chained
    {
        return false;
    }
    if is_metric(reader, hit)
        || POST_AUTH.is_match(rest.as_bytes())
        || CONDITIONAL.is_match(context.as_bytes())
    {
        return false;
    }
    !(is_denied(reader, hit)
        || said.starts_with("without") && reader.is_denied_before(hit)
        || reader.is_rejected(hit)
        || reader.is_open_question(hit)
        || reader.is_other_bug(hit))
}

/// "Privileges required: none" is a metric, and `vector-mismatch` speaks of it.
fn is_metric(reader: &Reader<'_>, hit: &Hit) -> bool {
    reader.document.prose[hit.range.clone()].starts_with("privileges")
}

static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:not|isn't|n't|never|nor|no|hardly|rather than|instead of|cannot be)(?: (?:a|an|any|the|be|been|exploitable|possible|exploited|work|reachable|done|reached|called|truly|really|strictly|fully|used|say|mean|find|it|by|way|path)){0,6} ?$",
    )
});

/// The words right before deny it: "this is not a pre-auth bug".
fn is_denied(reader: &Reader<'_>, hit: &Hit) -> bool {
    let start = reader.sentences[hit.sentence].range.start;
    let before = &reader.document.prose[start..hit.range.start];
    DENIAL.is_match(before.as_bytes())
}

static NEEDS_AUTH: LazyLock<Regex> = LazyLock::new(|| {
    let key = r"(?:authentication|login|log-?in|credentials?|creds|passwords?|account|admin(?:istrator)?(?:'s)? (?:password|rights|access|login|account|credentials?|privileges|session)|user account|privileges|session)";
    pattern(&format!(
        r"\b(?:must|has to|have to|needs? to|need|required? to|should|had to) (?:first |already |have |be )*(?:logged in|logged on|log in|login|log on|authenticated?|sign in|signed in)\b|\b(?:must|has to|have to|needs? to) (?:first |already )?(?:have |has )?(?:have|know|known|possess|hold|held|obtain|obtained|stolen|steal|guess|guessed|learned|learnt|own|enter|entered|supply|supplied|provide|gained|gain) (?:\w+ |\w+'s? ){{0,4}}?{key}\b|\b(?:requires?|needs?|requiring|demands?|presupposes?) (?:a |an |the |valid |prior |any |some |low[- ]?(?:privileged)? |high |normal |user |working |first )*(?:\w+'s? )?{key}\b|\b{key}(?: (?:on|of|for|to) (?:the|a|an) \w+)? (?:is|are|would be)? ?(?:required|needed|necessary|mandatory|an? prerequisite|a precondition|a requirement|a must)\b|\b(?:users?|administrators?|admins?|clients?|people|someone|somebody|attackers?|persons?) (?:who|that) (?:have|has|is|are) (?:\w+ )?(?:logged in|authenticated|signed in)\b|\b(?:authentication|login|log-?in|auth|credentials?|passwords?|account)(?:[ \t]*[:=|])[ \t]*(?:required|yes|needed|necessary|single|multiple)\b|\bpost-?auth(?:entication|enticated)?\b|\bauthenticated[- ]only\b|\b(?:administrative|administrator|admin|elevated|root|user) (?:privileges|rights|permissions|credentials) (?:are|is) (?:required|needed|necessary|mandatory)\b|\bafter (?:a |the |an |successful |your |valid |his )*(?:authentication|login|logging in|log-?in|authenticating|signing in)\b|\bonce (?:you |he |they |she |one |the attacker |an attacker |someone |authenticated |have |has |is |are |been )*(?:logged in|logged on|authenticated|signed in)\b|\b(?:an? |the |any )?(?:authenticated|logged[- ]in|logged[- ]on|signed[- ]in|privileged|low-?privileged) (?:remote |local |adjacent |network |lan )?(?:attackers?|adversar(?:y|ies)|users?|administrators?|admins?|clients?|party|person|session|request|requests|attack)\b|\b(?:with|using|given|holding) (?:\w+ ){{0,2}}?(?:valid|admin|administrator|administrator's|administrative|stolen|default|low[- ]privilege|user|working|known) (?:credentials?|password|rights|privileges|login)\b|\b(?:attackers?|users?|somebody|someone|anyone|whoever|person|adversary) (?:who |that )?(?:with|has|have|having|knows?|knowing|holds?) (?:an? |the |valid |admin |administrator |administrative |user |low-?privileged |his |your )*(?:\w+'s? )?(?:account|password|credentials?|login|admin rights)\b|\b(?:you|attacker|one|he|they) (?:\w+ )?(?:need|needs|require|requires) (?:\w+ ){{0,3}}?(?:account|password|credentials?|login)\b|\bauthenticated (?:rce|code execution|command (?:injection|execution)|remote code execution|bug|flaw|vulnerability)\b|\bbehind (?:the |a )?(?:login|authentication|password)\b|\b(?:prerequisites?|preconditions?|requirements?|required|needed|conditions?)[ \t*_]*[:=|][ \t*_|]*(?:an? |the |valid |any |working |existing )*(?:\w+ ){{0,2}}?{key}\b|\b(?:privileged|authenticated|logged-?in|registered) (?:users?|administrators?|admins?|accounts?) only\b|\bonly (?:for |to |by )?(?:the )?(?:privileged|authenticated|logged-?in|registered) (?:users?|administrators?|admins?|accounts?)\b|\bwithout (?:it|one|them|the (?:pin|code|password)) (?:the )?\w+ (?:stays?|remains?|is|does|says|shows|refuses|keeps) (?:silent|closed|shut|locked|nothing|quiet|dark|not)\b"
    ))
});
static OTHER_NEED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:victim|owner|owners|session of|hijack\w*|steal\w*|bypass\w*|without|becomes?|as if|pretends?|thinks?|believes?|treats?|considers?|decides?|check(?:s)? (?:if|whether)|whether|that (?:was|were|is) (?:never|not)|to (?:update|install|download|upgrade)|update|upgrade|download|firmware update|even if|regardless|cloud|app store|change (?:the|your)|new password|reset|set a|sets a|forum|vendor's|support|hard-?coded|built-?in|embedded|shared|other clients|gives? (?:him|them|you)|obtains (?:an?|the)|get(?:s)? (?:an?|the)|only (?:of use|useful)|should normally|supposed to|normally|ought to|usually|intended)\b",
    )
});

fn is_auth_underclaim(reader: &Reader<'_>, hit: &Hit) -> bool {
    let clause = reader.clause(hit);
    let context = &reader.document.prose[clause.start.min(hit.range.start)..clause.end.max(hit.range.end)];
    let said = &reader.document.prose[hit.range.clone()];
    let is_victim = reader.case.metric_is("ui", &["r", "p", "a"])
        && (said.contains("logged") || said.contains("authenticated"));
    let other_need = OTHER_NEED.is_match(context.as_bytes()) || OTHER_LOGIN.is_match(context.as_bytes());
    let rest = reader.document.prose[hit.range.end..].trim_start_matches([' ', '*', '_']);
    let metric = said.starts_with("privileges") && rest.starts_with([':', '|', '=']);
    let needless = metric || said.starts_with("unauth") || is_denied_need(reader, hit);
    !(is_victim || other_need || needless) && reader.is_asserted(hit) && !reader.is_conditional(hit)
}

/// The reader of negations takes "no password needed" as innocent for other claims; here it is the claim.
fn is_denied_need(reader: &Reader<'_>, hit: &Hit) -> bool {
    let clause = reader.clause(hit);
    let before = &reader.document.prose[clause.start.min(hit.range.start)..hit.range.start];
    NO_NEED.is_match(before.as_bytes())
        || NO_NEED.is_match(reader.document.prose[hit.range.clone()].as_bytes())
}

static NO_NEED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:no|not|[a-z]+n't|never|nobody|neither|nor|without|none|cannot|hardly|zero|nothing)\b|n't\b",
    )
});

static NO_ACTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:zero|0|no)[- ]click\w*\b|\bno (?:user |victim |owner |human |further |any )*(?:interaction|clicks?|clicking|taps?|action|actions|involvement|participation|cooperation)\b|\bwithout (?:any |a |the |single |one |further )*(?:user |victim'?s? |owner'?s? |user's |human |\w+'s )*(?:interaction|clicks?|clicking|taps?|action|actions|involvement|participation|cooperation|help)\b|\bwithout (?:the |a )?(?:user|victim|owner|administrator|admin|target) (?:ever |even )?(?:doing|clicking|having to|noticing or doing|opening|pressing|touching)\b|\b(?:user |victim )?(?:interaction|action|click)(?: by the \w+| of the \w+| from the \w+)? (?:is|are|was)? ?(?:not|never|n't) (?:required|needed|necessary)\b|\b(?:nobody|no one|none|no user|no victim) (?:\w+ )?(?:has to|needs? to|must|is required to|have to) (?:\w+ )?(?:click|press|do|open|act|visit|tap|touch)\w*\b|\b(?:victim|user|owner|administrator|admin|target) (?:does|do|need)(?: not|n't) (?:(?:have|need) )?(?:to )?(?:click|do|open|press|visit|act|tap|touch|take part)\w*\b|\b(?:victim|user|owner|administrator|admin|target) need not\b|\binteraction-?(?:less|free)\b|\bclick-?less\b|\b(?:needs?|requires?) no (?:user |victim )?(?:interaction|clicks?|action)\b|\b(?:not|[a-z]+n't) (?:need|require) (?:any )?(?:user |victim )?(?:interaction|clicks?|action)\b|\b(?:user|victim|owner) (?:action|actions|participation|involvement|cooperation|click)[ \t*_]*[:=|][ \t*_|]*(?:no|none|not (?:required|needed|necessary))\b|\b(?:needs?|requires?|asks?|wants?|expects?|demands?) nothing (?:from|of|by) (?:the |its |their )?(?:victim|user|owner|target|household|administrator)\b|\bwhile (?:the |its |their |your )?(?:victim|user|owner|target|household|family|administrator|you) (?:is |are )?(?:sleep\w*|asleep|away|out|at work|on holiday|on vacation)\b|\b(?:you|victims?|users?|owners?|they) (?:do|does|did) nothing\b|\bwith(?:out| no) (?:any |the )?(?:help|assistance|cooperation|doing|action|support) (?:from|of|by) (?:you|the (?:victim|user|owner|listener|viewer)s?)\b|\b(?:victim|user|owner|target)s? (?:can|may) (?:be asleep|sleep|be away|do nothing)\b",
    )
});
static METRIC_UI: LazyLock<Regex> = LazyLock::new(|| pattern(r"^user interaction[ \t]*[:=|]"));

fn is_ui_overclaim(reader: &Reader<'_>, hit: &Hit) -> bool {
    let said = &reader.document.prose[hit.range.clone()];
    let sentence = reader.sentence(hit.sentence);
    let later = reader.is_later_phase(hit) || LATER.is_match(sentence.as_bytes());
    !(METRIC_UI.is_match(said.as_bytes())
        || later
        || is_denied(reader, hit)
        || UPDATE.is_match(sentence.as_bytes())
        || reader.is_rejected(hit)
        || reader.is_open_question(hit)
        || reader.is_other_bug(hit))
}

static LATER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:after(?:wards| that| this| which| the| he| she| they| it| \w+ing)|from (?:then|there|that point|now) on|once|later|then|further|thereafter|subsequent\w*|next step|second stage|the rest)\b",
    )
});
static UPDATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:updates?|updated|updating|upgrad\w+|install\w*|patch(?:es|ed|ing)?|firmware (?:is|will|arrives|comes)|fix (?:is|arrives|comes)|reset|restart|reboot)\b",
    )
});

static NEEDS_ACTION: LazyLock<Regex> = LazyLock::new(|| {
    let who = r"(?:victims?|users?|owners?|administrators?|admins?|targets?|listeners?|viewers?|subscribers?|residents?|households?|somebody|someone|person|people|customer|subscriber|family member|parent|child|operator|resident)";
    let act = r"(?:click\w*|open\w*|visit\w*|tap\w*|press\w*|follow\w*|scan\w*|load\w*|view\w*|accept\w*|confirm\w*|approv\w*|brows\w*|download\w*|look\w* at|go(?:es)? to|log(?:s|ged)? in|interact\w*|start\w*|connect\w*|run\w*|play\w*|read\w*|act|install\w*)";
    pattern(&format!(
        r"\b{who} (?:\w+ ){{0,3}}?(?:must|has to|have to|needs? to|is required to|required to|first has to|first must) (?:\w+ ){{0,2}}?{act}\b|\b{who} (?:\w+ ){{0,3}}?(?:is|are|can be|could be|be|being|has to be|must be|gets?|needs to be) (?:\w+ )?(?:tricked|lured|talked|persuaded|convinced|enticed|fooled|led|coaxed|brought|made|induced|baited) (?:in ?to|to|by|on)\b(?: (?:\w+ing|{act}))?|\b(?:trick|lure|persuade|convince|entice|fool|coax|induce|get|make)(?:s|ing|ed)? (?:the |an? |a logged-in )?(?:\w+ )?{who} (?:in ?to|to) (?:\w+ing|{act})\b|\b(?:requires?|needs?|requiring|depends on) (?:\w+ ){{0,2}}?(?:user|victim|owner|human)'?s? (?:interaction|action|click|help|cooperation|to (?:click|open|visit))\b|\b(?:user |victim )interaction (?:is )?(?:required|needed|necessary)\b|\b(?:if|when|once|after|as soon as|provided|until) (?:the |an? |some)(?:\w+ )?{who} (?:then )?(?:clicks?|opens?|visits?|taps?|follows?|scans?|views?)\b|\b(?:one|1|single)-click\b|\b(?:needs?|requires?|takes|depends on) (?:\w+ ){{0,3}}?{who} (?:who|that|to) (?:\w+ )?{act}\b|\b(?:requires?|needs?) (?:the |an? )?(?:\w+ )?{who} to {act}\b|\binteraction (?:of|by|from) (?:the |a )?{who} (?:is )?(?:required|needed|necessary)\b|\b(?:relies|rely|relying|hinges|depends|depending|counts|counting|builds) (?:on|upon) (?:the |an? |some )?(?:\w+ )?{who}(?:'s)? (?:to )?{act}\b|\b(?:you|one) (?:must|has to|have to|needs? to) (?:\w+ )?(?:click|tap|confirm|accept|approve|scan|follow|allow) (?:on )?(?:the|a|an|it|that|this|one)\b|\bneeds? a click\b|\brequires? a click\b"
    ))
});
static UPDATING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:updates?|updating|upgrad\w+|firmware|install (?:the|it|this)|patch(?:es|ed)?|fix(?:ed)?|reset|settings|to (?:be safe|check|see|find)|download page|support page|release notes|workaround|mitigat\w*|advisory)\b",
    )
});

fn is_ui_underclaim(reader: &Reader<'_>, hit: &Hit) -> bool {
    let said = &reader.document.prose[hit.range.clone()];
    let sentence = reader.sentence(hit.sentence);
    let metric = said.starts_with("user interaction") && (said.contains(':') || said.contains('|'));
    !metric && !UPDATING.is_match(sentence.as_bytes()) && reader.is_asserted(hit)
}
