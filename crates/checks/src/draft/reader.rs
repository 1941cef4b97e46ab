//! What the author does with the words of a claim: asserts it, denies it, rejects what others say,
//! makes it depend on a setting, asks, or speaks of another bug.
//!
//! Invariant: looking at one place reads at most its sentence and the next, so a check costs no more
//! than its matches; a draft with more than [`MOST_PLACES`] places of one rule is refused.

use std::cell::Cell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::case::Case;
use super::document::Document;
use super::pattern::pattern;
use super::sentence::{self, Sentence};

/// More places than this where one pattern might apply is not a text for people.
pub(super) const MOST_PLACES: usize = 1_000;

/// A place where the words of a rule stand.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub range: Range<usize>,
    pub sentence: usize,
}

/// An answer to a question of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
}

/// How far a clause reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    Alone,
    WithNeighbour,
}

/// A draft with its sentences, read next to the facts.
pub(super) struct Reader<'a> {
    pub document: Document<'a>,
    pub sentences: Vec<Sentence>,
    pub case: &'a Case<'a>,
    overflow: Cell<bool>,
}

static INNOCENT: LazyLock<Regex> = LazyLock::new(|| {
    let needless = r"(?:no|without|without any|any|zero|not need|not needing|not require|[a-z]+n't need|[a-z]+n't require|needs? no|requires? no|not have|[a-z]+n't have|not know|[a-z]+n't know|no need for|no prior)";
    let thing = r"(?:authentication|authenticating|authenticated|auth|passwords?|login|logins|log~in|logging in|logged in|credentials?|accounts?|privileges?|permissions?|interaction|clicks?|clicking|action|help|token|session|cookie|warning|trace|notice|noticing|effort|further ado|knowledge)";
    pattern(&format!(
        r"\b{needless}\b(?: [\w'-]+){{0,3}}? (?:or )?{thing}\b|\bnot (?:only|just|merely|limited|restricted|even|to mention)\b|\bno (?:matter|doubt|wonder|less|later|longer|problem|excuse|joke|surprise|one notices|one noticed|mitigation|bounds|check|checks|validation|sanitization)\b|\bnothing (?:but|less)\b|\b(?:cannot|can't|can not) be (?:ruled out|excluded)\b|\bun(?:noticed|seen)\b|\bnever (?:changed|updated|noticed)\b|\b(?:does|do|did) ?(?:not|[a-z]+n't) (?:check|validate|verify|sanitize|sanitise|escape|filter|limit|bound|test|look|properly|correctly)\b|\b(?:is|are) (?:not|[a-z]+n't) (?:checked|validated|verified|escaped|filtered|sanitized|sanitised)\b|\bwithout (?:a |any |proper )?(?:check|checks|checking|validation|filter|filtering|look)\b"
    ))
});
static NEGATOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:not|no|never|none|neither|nor|nobody|no one|nothing|nowhere|cannot|without|hardly|unable|impossible|incapable|prevents?|prevented|blocks?|blocked|rather than|instead of|rules? out|ruled out|far from|fails?|unlike|excludes?|excluded|deny|denies)\b|n't\b",
    )
});
static NEGATOR_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:[\w'-]+\W+){0,7}?(?:not|cannot|[a-z]+n't|nothing|nobody|no one|no (?:\w+ )?(?:path|way|route|access|chance|luck|effect|entry|use)|never|impossible|none|wrong|false|incorrect|misleading|ruled out|blocked|dropped|out of the question|out of scope)\b",
    )
});
/// A field or a table cell that says no.
static ANSWERED_NO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[ \t*_]*[:=|?][ \t*_|]*(?:no|none|not|false|never|n/a|impossible|nope)\b"));
/// What others have studied is not what this text claims.
static OTHER_WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:prior|previous|related|earlier|other|existing|most) (?:work|works|papers?|studies|authors|research|literature|publications?|attacks)\b",
    )
});
static BREAKS_NEGATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:lets|allows|gives|enables|permits|makes|leads|means|so|therefore|thus|hence|until|before|already)\b",
    )
});
static CLAUSE_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[;:()|]|, (?:however|though|therefore|of course|by the way|indeed), |, |,$| - |--|\b(?:but|although|though|while|whereas|because|since|however|yet|which means|so that)\b|\band (?:(?:is|are|was|were|can|could|may|might|will|has|have|lets|allows|gives|then|it|he|she|they|we|an?|the|you|any|someone|anyone|therefore|thus|so)\b)",
    )
});
static CONTINUES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:be|been|or|nor|from|over|via|through|in|on|at|by|even|let alone|much less|not even|across|neither|to)\b",
    )
});
static OTHERS_SAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:some|several|many|most|other|others|people|feeds?|media|press|headlines?|reports?|portals?|forums?|bots?|support|press release|(?:our|my|their|the|his) (?:first|second|last|earlier) (?:mail|e-?mail|letter|answer|draft|note|version|text)|articles?|posts?|blogs?|news|scanners?|summar(?:y|ies)|tweets?|advisor(?:y|ies)|entry|entries|record|records|database|databases|nvd|cna|vendor|maker|manufacturer|aggregators?|trackers?|websites?|sites|colleagues?|commenters?|readers?|they|earlier (?:version|draft)|first draft|rumou?rs?|claims?|marketing|it has been|it was|was|is|been|someone|somebody|whoever|anyone)\b(?:[^.;]{0,60}?)\b(?:say|says|said|saying|call|calls|called|calling|claim|claims|claimed|claiming|write|writes|wrote|written|describe|describes|described|list|lists|listed|label|labels|labelled|labeled|label it|report|reports|reported|rate|rates|rated|give|gives|gave|score|scores|scored|mention|mentions|mentioned|speak|speaks|spoke|state|states|stated|assign|assigns|assigned|show|shows|showed|suggest|suggests|suggested|advertise|advertised|announce|announced|use|uses|have it|has it|put|puts|had|insists?|insisted|maintains?|maintained|argues?|argued|believes?|believed|thinks?|thought|tells?|told|tags?|tagged|marks?|marked|headlined?|published|answers?|answered|replied)\b|\b(?:writes|wrote|says|said|claims|claimed|states|stated|reports|reported|reads) (?:the|an?|one|some|another|their|its) (?:\w+ ){0,3}?(?:portal|site|website|feed|article|vendor|maker|manufacturer|blog|post|database|entry|newspaper|magazine|headline|scanner|advisory|support|team|company|record)\b|\baccording to\b|\bcontrary to\b|\bdespite\b|\bso-called\b|\bunlike what\b",
    )
});
static REJECTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:wrong|wrongly|incorrect|incorrectly|mistaken|mistakenly|mistake|misleading|false|falsely|untrue|inaccurate|inaccurately|erroneous|erroneously|exaggerated|exaggerates?|overstated|overstates?|nonsense|disagree|disagrees|do not share|don't share|do not agree|don't agree|cannot agree|can't agree|not correct|not true|not right|not accurate|not the case|is not so|it is not|it isn't|it's not|that is not|that's not|this is not|this isn't|they are not|are not|(?:not|[a-z]+n't) (?:apply|hold|fit|match|follow|support|confirm|reproduce|agree)|doesn't (?:apply|hold|fit|match|follow)|cannot (?:follow|confirm|reproduce)|could not (?:confirm|reproduce|follow)|not supported|no basis|myth|contrary to|unlike what|do not believe|don't believe|ignore|ignores|should (?:be|read)|we think the vector is right|is right|is correct|rejected?|refuted?|disputed?|in fact|in reality|actually|too high|too low|has been corrected|we corrected|was corrected|retracted|withdrawn|otherwise|an? (?:error|mistake|slip)|error of (?:ours|mine|theirs)|overruled|taken (?:away|back|down)|cannot be done|they cannot|it cannot|they can't|did not agree|nor do we|are not convinced|(?:to|must|should) (?:correct|retract) (?:it|this|that|them)|neither (?:\w+ ){0,5}?(?:true|right|correct)|is not what|not what (?:you|we|this|it)|did(?:n't| not) convince)\b",
    )
});
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:if|when|whenever|unless|only where|only with|only for|only on|only after|as long as|provided|assuming|in case|should (?:the|an?|you|your)|for those who|those who|owners who|users who|anyone who|people who|where (?:the|an?|remote|port|users?|owners?)|once (?:the|an?|you|remote|port|someone)|in (?:the )?(?:non-default|unusual|rare)|non-default|not (?:the )?default|off by default|disabled by default|off from the factory|with remote (?:management|administration|access) (?:enabled|on|switched on|turned on))\b",
    )
});
static EXPOSURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:remote~(?:management|administration|admin|access|control|web)|web~access|wan~(?:management|administration|access)|port~forward\w*|forward(?:s|ed|ing)?|expos(?:e|es|ed|ing)|enabl(?:e|es|ed|ing)|activat(?:e|es|ed|ing)|switch(?:es|ed)? (?:\w+ )?on|turn(?:s|ed)? (?:\w+ )?on|open(?:s|ed|ing)?(?: up)?(?: the)?(?: \w+)? (?:port|ports|panel|interface|page|firewall|it)|opened|dmz|misconfigur\w*|bridge mode|offered|publish(?:es|ed)?|non-default|(?:not|off|disabled) (?:the )?(?:by )?default|off from the factory|put(?:s|ting)? (?:[\w']+ ){1,4}?(?:on|onto|directly)|directly (?:connected|attached))\b",
    )
});
static LATER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:afterwards?|after (?:that|this|the (?:compromise|infection|attack|installation|break-in|visit|exploit|takeover)|he|she|they|an? (?:local )?(?:compromise|attack))|from then on|from there|later on|once (?:inside|installed|planted|compromised|infected|there|in|on the device|this is done|he is|they are|the (?:implant|backdoor|shell|device|attacker))|persist\w*|implant(?:s|ed)?|backdoor(?:s|ed)?|come back|comes back|coming back|return later|(?:keep|keeps|kept|retain|retains|maintain|maintains) (?:\w+ ){0,3}(?:access|control|connection|tunnel|foothold)|stays? (?:reachable|in control|connected)|(?:remain|remains) (?:reachable|accessible|in control)|reverse (?:shell|tunnel|connection)|(?:steered|controlled|operated|commanded|directed) (?:\w+ )?(?:from|by)|phone home|call(?:s|ing)? home|command~and~control|c2)\b",
    )
});
static YES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^\W*(?:(?:a|answer|reply|re)[:.)]\W*)?(?:yes|sure|surely|absolutely|of course|certainly|definitely|indeed|unfortunately|sadly|in our (?:view|opinion|experience),? yes|we (?:think|believe|say) (?:so|yes)|it (?:is|can|does)\b|they (?:can|do)|you can|very much|oh yes|yep|in principle yes|in short,? yes|the (?:short )?answer is yes)"#,
    )
});
static NO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:(?:a|answer|reply|re)[:.)]\W*)?(?:no|nope|none|not (?:at all|really|needed|required|necessary)|never|nobody|no one|nothing|negative|it (?:is|does|can)(?: not|n't)|(?:the )?(?:short )?answer is no)\b",
    )
});
static IF_THEY_SAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bif (?:someone|somebody|anyone|anybody|they|a \w+|the \w+) (?:tells?|says?|claims?|writes?|insists?)\b",
    )
});
/// "We were asked whether ..." is a question; "whether or not" is none.
static ASKED_WHETHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:asked|wonder(?:s|ed)?|unclear|unknown|checked|tested|tried|looked|question(?:ed)?)(?: \w+){0,4}? (?:whether|if)\b",
    )
});
static CVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bcve[-\s_]{0,2}(\d{4})[-\s_]{1,2}(\d{1,9})"));
static OTHER_BUG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:other|another|second|separate|different|unrelated|previous|earlier|older|sibling|sister|further|additional|companion) (?:\w+ ){0,3}?(?:bug|bugs|flaw|flaws|vulnerability|vulnerabilities|issue|issues|hole|holes|weakness|weaknesses|problem|problems|finding|findings|overflow|injection|advisory|cves?|one|ones|case|story|entry)\b|\b(?:chain|chained|chaining|combined|combine|combining|together) (?:\w+ ){0,4}?with (?:a|an|another|the) (?:\w+ ){0,3}?(?:bug|flaw|vulnerability|issue|bypass|leak)\b",
    )
});

impl<'a> Reader<'a> {
    pub(super) fn new(document: Document<'a>, case: &'a Case<'a>) -> Self {
        let sentences = sentence::split(&document);
        Self { document, sentences, case, overflow: Cell::new(false) }
    }

    /// Whether some pattern applied in more places than anybody writes.
    pub(super) fn overflowed(&self) -> bool {
        self.overflow.get()
    }

    /// Notes that some rule has more places than it looks at.
    pub(super) fn note_overflow(&self) {
        self.overflow.set(true);
    }

    /// The places where a pattern applies within one sentence, in order.
    pub(super) fn hits<'s>(&'s self, pattern: &'s Regex) -> impl Iterator<Item = Hit> + 's {
        let mut places = 0;
        pattern
            .find_iter(self.document.prose.as_bytes())
            .map_while(move |found| {
                places += 1;
                if places > MOST_PLACES {
                    self.overflow.set(true);
                    return None;
                }
                Some(found.range())
            })
            .filter_map(|range| self.hit(range))
    }

    /// A place as a hit, if it lies in one sentence.
    pub(super) fn hit(&self, range: Range<usize>) -> Option<Hit> {
        let range = self.trimmed(range);
        let sentence = self.sentence_at(range.start)?;
        let readable = range.end <= self.sentences[sentence].range.end && !self.is_program(sentence);
        readable.then_some(Hit { range, sentence })
    }

    /// Whether a sentence is in a block that is a program or a request: what stands there claims nothing.
    fn is_program(&self, sentence: usize) -> bool {
        self.document.blocks.get(self.sentences[sentence].block).is_some_and(|block| block.program)
    }

    pub(super) fn sentence_at(&self, at: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.range.end <= at);
        self.sentences.get(index).filter(|sentence| sentence.range.contains(&at)).map(|_| index)
    }

    /// The prose of a sentence.
    pub(super) fn sentence(&self, index: usize) -> &str {
        self.sentences.get(index).map_or("", |sentence| &self.document.prose[sentence.range.clone()])
    }

    /// The next sentence of the same block, or nothing.
    pub(super) fn next_sentence(&self, index: usize) -> &str {
        match (self.sentences.get(index), self.sentences.get(index + 1)) {
            (Some(this), Some(next)) if this.block == next.block => self.sentence(index + 1),
            _ => "",
        }
    }

    /// The clause around a place, widened to its neighbour when it is but a phrase.
    pub(super) fn clause(&self, hit: &Hit) -> Range<usize> {
        self.clause_of(hit, Width::WithNeighbour)
    }

    /// The clause around a place, from boundary to boundary.
    pub(super) fn strict_clause(&self, hit: &Hit) -> Range<usize> {
        self.clause_of(hit, Width::Alone)
    }

    fn clause_of(&self, hit: &Hit, width: Width) -> Range<usize> {
        let sentence = self.sentences[hit.sentence].range.clone();
        let text = &self.document.prose[sentence.clone()];
        let at = hit.range.start - sentence.start..hit.range.end - sentence.start;
        let ends: Vec<Range<usize>> = CLAUSE_END
            .find_iter(text.as_bytes())
            .map(|found| found.range())
            .filter(|found| found.end <= at.start || found.start >= at.end)
            .collect();
        let after = ends.partition_point(|found| found.end <= at.start);
        let mut first = after;
        let mut last = after;
        let start_of = |index: usize| index.checked_sub(1).map_or(0, |index| ends[index].end);
        let end_of = |index: usize| ends.get(index).map_or(text.len(), |found| found.start);
        if CONTINUES.is_match(&text.as_bytes()[start_of(first)..])
            && first > 0
            && soft(text, &ends[first - 1])
        {
            first -= 1;
        }
        let words = text[start_of(after)..end_of(after)].split_whitespace().count();
        if width == Width::WithNeighbour && words <= 6 && last < ends.len() && soft(text, &ends[last]) {
            last += 1;
        }
        sentence.start + start_of(first)..sentence.start + end_of(last)
    }

    /// Whether the claim is denied in its clause.
    pub(super) fn is_negated(&self, hit: &Hit) -> bool {
        let clause = self.clause(hit);
        let before = blank(&self.document.prose[clause.start..hit.range.start]);
        let denied = NEGATOR.find_iter(before.as_bytes()).last().is_some_and(|found| {
            let between = &before[found.end()..];
            between.split_whitespace().count() <= 10 && !BREAKS_NEGATION.is_match(between.as_bytes())
        });
        let after = blank(&self.document.prose[hit.range.end.min(clause.end)..clause.end]);
        let within = blank(&self.document.prose[hit.range.clone()]);
        let rest =
            &self.document.prose[hit.range.end..self.sentences[hit.sentence].range.end.max(hit.range.end)];
        let sentence_start = self.sentences[hit.sentence].range.start;
        // A box of a task list that is not ticked.
        let unticked =
            self.document.prose[sentence_start..hit.range.start.max(sentence_start)].contains("[ ]");
        denied
            || unticked
            || ANSWERED_NO.is_match(rest.as_bytes())
            || NEGATOR_AFTER.is_match(after.as_bytes())
            || within.contains(" not ")
    }

    /// Whether the sentence reports what others say and it, or the next, rejects it.
    pub(super) fn is_rejected(&self, hit: &Hit) -> bool {
        let sentence = self.sentence(hit.sentence);
        let next = self.next_sentence(hit.sentence);
        IF_THEY_SAY.is_match(sentence.as_bytes())
            || OTHERS_SAY.is_match(sentence.as_bytes())
                && (self.rejects(hit, sentence) || REJECTS.is_match(next.as_bytes()))
    }

    /// Whether the sentence reports what others say.
    pub(super) fn others_say(&self, hit: &Hit) -> bool {
        OTHERS_SAY.is_match(self.sentence(hit.sentence).as_bytes())
    }

    fn rejects(&self, hit: &Hit, sentence: &str) -> bool {
        let start = self.sentences[hit.sentence].range.start;
        let (before, after) = sentence.split_at(hit.range.start - start);
        REJECTS.is_match(before.as_bytes()) || REJECTS.is_match(&after.as_bytes()[hit.range.len()..])
    }

    /// Whether the claim is for an exposure that is not the default.
    pub(super) fn is_conditional(&self, hit: &Hit) -> bool {
        let sentence = self.sentence(hit.sentence).as_bytes();
        CONDITION.is_match(sentence) && EXPOSURE.is_match(sentence)
    }

    /// Whether the words are about what comes after a compromise.
    pub(super) fn is_later_phase(&self, hit: &Hit) -> bool {
        LATER.is_match(self.sentence(hit.sentence).as_bytes())
    }

    /// Whether the words are a question that is not answered with yes.
    pub(super) fn is_open_question(&self, hit: &Hit) -> bool {
        let clause = self.clause(hit);
        let before = &self.document.prose.as_bytes()[clause.start.min(hit.range.start)..hit.range.start];
        (self.is_question(hit.sentence) || ASKED_WHETHER.is_match(before))
            && self.answer(hit.sentence) != Some(Answer::Yes)
    }

    /// A stretch of prose without the white space around it.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.document.prose[range.clone()];
        range.start + (text.len() - text.trim_start().len())..range.start + text.trim_end().len()
    }

    /// Whether a sentence asks.
    pub(super) fn is_question(&self, sentence: usize) -> bool {
        self.sentence(sentence).trim_end().ends_with('?')
    }

    /// How the next sentence answers a question.
    pub(super) fn answer(&self, question: usize) -> Option<Answer> {
        let answer = self.following(question).as_bytes();
        if YES.is_match(answer) {
            Some(Answer::Yes)
        } else if NO.is_match(answer) {
            Some(Answer::No)
        } else {
            None
        }
    }

    /// The next sentence, even across a block (an answer below a heading).
    fn following(&self, index: usize) -> &str {
        self.sentence(index + 1)
    }

    /// Whether the words are about another bug, named by its id or called another.
    pub(super) fn is_other_bug(&self, hit: &Hit) -> bool {
        let sentence = self.sentence(hit.sentence);
        let (mut ours, mut others) = (false, false);
        for id in ids(sentence) {
            if self.case.is_own_id(&id) {
                ours = true;
            } else {
                others = true;
            }
        }
        let clause = &self.document.prose[self.clause(hit)];
        (others && !ours)
            || OTHER_BUG.is_match(clause.as_bytes())
            || (others && ids(clause).any(|id| !self.case.is_own_id(&id)))
    }

    fn is_other_work(&self, hit: &Hit) -> bool {
        let clause = self.strict_clause(hit);
        OTHER_WORK
            .is_match(&self.document.prose.as_bytes()[clause.start.min(hit.range.start)..hit.range.start])
    }

    /// Whether a negation before the place reaches it ("no way to get in without ...").
    pub(super) fn is_denied_before(&self, hit: &Hit) -> bool {
        let clause = self.clause(hit);
        let before = blank(&self.document.prose[clause.start.min(hit.range.start)..hit.range.start]);
        NEGATOR.find_iter(before.as_bytes()).last().is_some_and(|found| {
            let between = &before[found.end()..];
            between.split_whitespace().count() <= 8 && !BREAKS_NEGATION.is_match(between.as_bytes())
        })
    }

    /// Whether the author stands by the claim.
    pub(super) fn is_asserted(&self, hit: &Hit) -> bool {
        !(self.is_negated(hit)
            || self.is_open_question(hit)
            || self.is_rejected(hit)
            || self.is_other_bug(hit)
            || self.is_other_work(hit))
    }
}

/// Boundaries over which a phrase still belongs to its neighbour.
fn soft(text: &str, boundary: &Range<usize>) -> bool {
    text[boundary.clone()].starts_with(',')
}

/// Takes the negations out that deny something else than the claim.
fn blank(text: &str) -> String {
    String::from_utf8_lossy(&INNOCENT.replace_all(text.as_bytes(), &b" "[..])).into_owned()
}

/// The CVE ids in a text, as `cve-year-number`.
pub(super) fn ids(text: &str) -> impl Iterator<Item = String> {
    CVE.captures_iter(text.as_bytes()).filter_map(|found| {
        let part = |index| found.get(index).map(|part| String::from_utf8_lossy(part.as_bytes()).into_owned());
        Some(format!("cve-{}-{}", part(1)?, part(2)?))
    })
}

/// The pattern of a CVE id, for the rules about ids.
pub(super) fn id_pattern() -> &'static Regex {
    &CVE
}
