//! The life of a case, as stories and as properties over random histories.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use domain::access::{Actor, Role};
use domain::case::{
    Addressees, Audience, Case, Command, Context, CveAnswer, CveWish, Event, PolicyRef, ReasonCode,
    RecordState, Recorded, Refusal, ReportRecord, State, decide, next_action, submit,
};
use domain::embargo::{self, Sighting};
use domain::evidence::Doubt;
use domain::green_light::{GreenLight, Outcome, compute};
use domain::id::{BrandId, CaseNumber, ReportNo, SkuId, UserId, VulnerabilityNo};
use domain::matrix::{CellId, Justification, Observation, Release};
use domain::promise::{Promise, Span, Terms, Unit};
use domain::report::{Credit, Product, Report, Reporter};
use domain::severity::Assessment;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{collection, prop_assert, prop_assert_eq};

/// A case with its whole history, driven by commands.
struct Story {
    case: Case,
    history: Vec<Recorded>,
    now: Timestamp,
    terms: Terms,
}

fn second(n: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + n).unwrap()
}

fn record() -> ReportRecord {
    let report = Report {
        brand: BrandId::from("linksys"),
        product: Product::Unknown,
        model: "EA7500".into(),
        hardware_revision: None,
        region: None,
        firmware: None,
        tested: None,
        title: "Command injection in the ping page".into(),
        description: "It runs what it is given.".into(),
        steps: None,
        observed: None,
        impact: None,
        severity: Assessment::default(),
        cwe: None,
        public_url: None,
        exploited: false,
        planned_publication: None,
        other_makers: None,
        tools: None,
        reporter: Reporter::default(),
    };
    ReportRecord {
        no: ReportNo::FIRST,
        report,
        received_at: second(0),
        digest: "00".repeat(32),
        policy: PolicyRef { number: 1, hash: "11".repeat(32) },
        received_as: CaseNumber::from("LNK-2026-0001"),
        credit: Credit::Undecided,
        concerns: [VulnerabilityNo::FIRST].into(),
        appeal: None,
        withdrawn: false,
        light: domain::case::Light::default(),
        disclosed_at: Vec::new(),
    }
}

fn terms() -> Terms {
    let days = |amount| Some(Span { amount, unit: Unit::CalendarDays });
    Terms {
        acknowledge: days(5),
        triage: days(10),
        status_update: days(30),
        fix_target: vec![(None, Span { amount: 90, unit: Unit::CalendarDays })],
        appeal_answer: days(10),
        embargo_limit_days: Some(120),
        ..Terms::default()
    }
}

fn staff(name: &str, role: Role) -> Actor {
    Actor::Staff { user: UserId::from(name), roles: vec![role] }
}

fn triager() -> Actor {
    staff("tara", Role::Triager)
}

fn manager() -> Actor {
    staff("mina", Role::Manager)
}

fn engineer() -> Actor {
    staff("remy", Role::Remediator)
}

fn reporter() -> Actor {
    Actor::Reporter { case: CaseNumber::from("LNK-2026-0001"), report: ReportNo::FIRST }
}

fn cell(sku: &str) -> CellId {
    CellId { vulnerability: VulnerabilityNo::FIRST, sku: SkuId::from(sku) }
}

fn release() -> Release {
    Release {
        version: "2.0.9".into(),
        page: "https://downloads.linksys.example/ea7500".into(),
        date: "2026-09-20".parse().unwrap(),
        sha256: None,
    }
}

fn seen(status: u16, line: Option<&str>) -> Observation {
    Observation {
        fetched_at: second(1),
        status,
        digest: line.unwrap_or("none").to_owned(),
        line: line.map(str::to_owned),
        trouble: None,
        size: None,
        doubt: None,
    }
}

impl Story {
    fn new() -> Self {
        let terms = terms();
        let now = second(0);
        let context = Context { now, actor: &reporter(), terms: &terms };
        let events = submit(CaseNumber::from("LNK-2026-0001"), BrandId::from("linksys"), record(), &context);
        let by = domain::case::ActorRef::of(&reporter());
        let recorded = |(i, event)| Recorded { seq: i as u64 + 1, at: now, by: by.clone(), event };
        let history: Vec<_> = events.into_iter().enumerate().map(recorded).collect();
        let case = Case::from_history(&history).unwrap();
        Self { case, history, now, terms }
    }

    fn tell(&mut self, actor: &Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        let context = Context { now: self.now, actor, terms: &self.terms };
        let events = decide(&self.case, command, &context)?;
        for event in &events {
            let by = domain::case::ActorRef::of(actor);
            let next = Recorded { seq: self.case.length + 1, at: self.now, by, event: event.clone() };
            self.case.apply(&next);
            self.history.push(next);
        }
        Ok(events)
    }

    fn confirmed() -> Self {
        let mut story = Self::new();
        story.tell(&triager(), Command::Acknowledge { text: String::new() }).unwrap();
        story.tell(&triager(), Command::Confirm { text: "We can reproduce it.".into() }).unwrap();
        story
    }

    fn with_devices(skus: &[&str]) -> Self {
        let mut story = Self::confirmed();
        let cells = skus.iter().map(|sku| cell(sku)).collect();
        story.tell(&triager(), Command::MarkAffected { cells }).unwrap();
        story
    }

    fn release_and_see(&mut self, sku: &str) {
        self.tell(&engineer(), Command::ReleaseFix { cells: vec![cell(sku)], release: release() }).unwrap();
        let observation = seen(200, Some("Version 2.0.9"));
        self.tell(&Actor::System, Command::Observe { cells: vec![cell(sku)], observation }).unwrap();
    }

    fn light(&self) -> GreenLight {
        compute(&self.case, &self.case.reports[0], self.now)
    }
}

#[test]
fn a_new_report_is_promised_an_acknowledgement() {
    let story = Story::new();
    let next = next_action(&story.case);
    assert_eq!((next.who.word(), next.what), ("team", "acknowledge"));
    assert_eq!(next.by, Some(second(5 * 86_400)));
}

#[test]
fn a_question_stops_the_teams_clock_and_the_answer_lets_it_run_on() {
    let mut story = Story::new();
    story.tell(&triager(), Command::Ask { text: "Which firmware?".into(), to: Addressees::Unnamed }).unwrap();
    let due = story.case.clock(Promise::Triage).unwrap().due_at;
    story.now = second(3 * 86_400);
    story
        .tell(
            &reporter(),
            Command::Write { text: "2.0.8".into(), audience: Audience::Everyone, to: Addressees::Unnamed },
        )
        .unwrap();
    assert_eq!(story.case.state, State::InReview);
    let moved = story.case.clock(Promise::Triage).unwrap().due_at.as_second() - due.as_second();
    assert_eq!(moved, 3 * 86_400);
}

#[test]
fn the_light_turns_green_only_when_every_device_is_closed_by_evidence() {
    let mut story = Story::with_devices(&["ea7500-v2-eu", "ea7500-v3-us"]);
    story.release_and_see("ea7500-v2-eu");
    story
        .tell(&engineer(), Command::ReleaseFix { cells: vec![cell("ea7500-v3-us")], release: release() })
        .unwrap();
    assert!(matches!(story.light(), GreenLight::Red { .. }), "released but not seen is still open");
    let observation = seen(200, Some("Version 2.0.9"));
    let events = story
        .tell(&Actor::System, Command::Observe { cells: vec![cell("ea7500-v3-us")], observation })
        .unwrap();
    let letter = Event::GreenLightGiven { report: ReportNo::FIRST, serial: 1, outcome: Outcome::Green };
    assert!(events.contains(&letter));
}

#[test]
fn a_page_that_stops_offering_the_fix_revokes_the_letter_but_an_outage_does_not() {
    let mut story = Story::with_devices(&["ea7500-v2-eu"]);
    story.release_and_see("ea7500-v2-eu");
    let outage = Command::Observe { cells: vec![cell("ea7500-v2-eu")], observation: seen(503, None) };
    let events = story.tell(&Actor::System, outage.clone()).unwrap();
    assert!(matches!(events[..], [Event::EvidenceDoubted { .. }]), "{events:?}");
    assert_eq!(story.case.matrix.find(&cell("ea7500-v2-eu")).unwrap().doubt(), Some(Doubt::Maintenance));
    assert_eq!(story.tell(&Actor::System, outage), Err(Refusal::NothingChanges));
    let gone = Command::Observe { cells: vec![cell("ea7500-v2-eu")], observation: seen(200, None) };
    let events = story.tell(&Actor::System, gone).unwrap();
    assert!(events.contains(&Event::GreenLightRevoked { report: ReportNo::FIRST, serial: 2 }));
    assert!(matches!(story.light(), GreenLight::Red { .. }));
}

#[test]
fn a_page_out_of_order_is_given_a_day_and_then_believed() {
    let mut story = Story::with_devices(&["ea7500-v2-eu"]);
    story.release_and_see("ea7500-v2-eu");
    let look = |hours: i64, status: u16, line: Option<&str>| {
        let fetched_at = second(hours * 3_600);
        let observation = Observation { fetched_at, ..seen(status, line) };
        Command::Observe { cells: vec![cell("ea7500-v2-eu")], observation }
    };
    let doubt = |story: &Story| story.case.matrix.find(&cell("ea7500-v2-eu")).unwrap().doubt();
    story.tell(&Actor::System, look(1, 503, None)).unwrap();
    let back = story.tell(&Actor::System, look(2, 200, Some("Version 2.0.9"))).unwrap();
    assert!(matches!(back[..], [Event::EvidenceFound { .. }]), "{back:?}");
    assert_eq!(doubt(&story), None);
    story.tell(&Actor::System, look(10, 503, None)).unwrap();
    assert_eq!(story.tell(&Actor::System, look(33, 500, None)), Err(Refusal::NothingChanges));
    assert_eq!(story.light(), GreenLight::May(Outcome::Green), "one more hour");
    let events = story.tell(&Actor::System, look(34, 503, None)).unwrap();
    assert!(events.contains(&Event::GreenLightRevoked { report: ReportNo::FIRST, serial: 2 }));
}

#[test]
fn what_stands_on_a_page_of_many_devices_is_confirmed_by_a_person() {
    let mut story = Story::with_devices(&["ea7500-v2-eu"]);
    let cells = || vec![cell("ea7500-v2-eu")];
    let confirm = |reason: &str| Command::ConfirmEvidence { cells: cells(), reason: reason.into() };
    story.tell(&engineer(), Command::ReleaseFix { cells: cells(), release: release() }).unwrap();
    assert_eq!(story.tell(&engineer(), confirm("Third row.")), Err(Refusal::NothingPending));
    let observation = Observation { doubt: Some(Doubt::ManyDevices), ..seen(200, Some("Version 2.0.9")) };
    let observe = || Command::Observe { cells: cells(), observation: observation.clone() };
    let events = story.tell(&Actor::System, observe()).unwrap();
    assert!(matches!(events[..], [Event::EvidenceMissing { .. }]), "{events:?}");
    assert_eq!(story.tell(&Actor::System, observe()), Err(Refusal::NothingChanges));
    assert!(matches!(story.light(), GreenLight::Red { .. }), "found, and not clear for which device");
    assert!(matches!(story.tell(&engineer(), confirm(" ")), Err(Refusal::Invalid(_))));
    story.tell(&engineer(), confirm("Third row of the table.")).unwrap();
    assert_eq!(story.light(), GreenLight::May(Outcome::Green));
    assert_eq!(story.tell(&Actor::System, observe()), Err(Refusal::NothingChanges), "it stays confirmed");
    // Another release is another question.
    let next = Release { version: "2.0.10".into(), ..release() };
    story.tell(&engineer(), Command::ReleaseFix { cells: cells(), release: next }).unwrap();
    story.tell(&Actor::System, observe()).unwrap();
    assert!(matches!(story.light(), GreenLight::Red { .. }));
}

#[test]
fn a_fix_is_ordered_for_a_day_to_come_and_released_on_a_day_that_was() {
    // 2026-09-21 in the evening in UTC, the afternoon in Los Angeles, the next day in Auckland.
    for (zone, due, released) in [
        (TimeZone::UTC, ["2026-09-20", "2026-09-21"], ["2026-09-22", "2026-09-21"]),
        (TimeZone::fixed(jiff::tz::offset(-23)), ["2026-09-19", "2026-09-20"], ["2026-09-22", "2026-09-21"]),
        (TimeZone::fixed(jiff::tz::offset(13)), ["2026-09-20", "2026-09-21"], ["2026-09-23", "2026-09-22"]),
    ] {
        let mut story = Story::with_devices(&["a"]);
        story.now = "2026-09-21T20:00:00Z".parse().unwrap();
        story.terms.calendar.zone = zone;
        let order = |day: &str| {
            let due = day.parse().unwrap();
            Command::Commission { cells: vec![cell("a")], due, engineer: None }
        };
        let ship = |day: &str| {
            let release = Release { date: day.parse().unwrap(), ..release() };
            Command::ReleaseFix { cells: vec![cell("a")], release }
        };
        let refused = |outcome: Result<Vec<Event>, Refusal>, field: &str| match outcome {
            Err(Refusal::Invalid(errors)) => assert!(errors.0.contains_key(field), "{errors:?}"),
            other => panic!("{other:?}"),
        };
        refused(story.tell(&triager(), order(due[0])), "due");
        story.tell(&triager(), order(due[1])).unwrap();
        refused(story.tell(&engineer(), ship(released[0])), "date");
        story.tell(&engineer(), ship(released[1])).unwrap();
    }
}

/// A second report in the case, as a merge brings it.
fn adopt(story: &mut Story) {
    let report = ReportRecord { no: ReportNo(2), received_as: CaseNumber::from("LNK-2026-0002"), ..record() };
    let from = CaseNumber::from("LNK-2026-0002");
    story.tell(&triager(), Command::Adopt { report: Box::new(report), from }).unwrap();
}

#[test]
fn with_several_reporters_a_message_says_whom_it_is_for() {
    let mut story = Story::confirmed();
    let write = |audience, to: Addressees| Command::Write { text: "Hello".into(), audience, to };
    let (all, team) = (Audience::Everyone, Audience::Team);
    let to = |numbers: &[u32]| Addressees::These(numbers.iter().copied().map(ReportNo).collect());
    story.tell(&triager(), write(all, Addressees::Unnamed)).unwrap();
    adopt(&mut story);
    let refused = |outcome: Result<Vec<Event>, Refusal>| match outcome {
        Err(Refusal::Invalid(errors)) => assert!(errors.0.contains_key("to"), "{errors:?}"),
        other => panic!("{other:?}"),
    };
    refused(story.tell(&triager(), write(all, Addressees::Unnamed)));
    refused(story.tell(&triager(), write(all, to(&[]))));
    refused(story.tell(&triager(), write(all, to(&[1, 3]))));
    refused(story.tell(&triager(), write(team, to(&[1]))));
    story.tell(&triager(), write(team, Addressees::Unnamed)).unwrap();
    let events = story.tell(&triager(), write(all, to(&[2, 1, 2]))).unwrap();
    assert_eq!(events[0].addressees(), [ReportNo(1), ReportNo(2)]);
    // What a reporter writes is for the team, and needs no name.
    story.tell(&reporter(), write(all, Addressees::Unnamed)).unwrap();
}

#[test]
fn a_question_waits_for_those_it_was_asked_of() {
    let second = Actor::Reporter { case: CaseNumber::from("LNK-2026-0001"), report: ReportNo(2) };
    let answer =
        || Command::Write { text: "Here.".into(), audience: Audience::Everyone, to: Addressees::Unnamed };
    let ask = |no: u32| Command::Ask { text: "Which?".into(), to: Addressees::These(vec![ReportNo(no)]) };
    let mut story = Story::new();
    story.tell(&triager(), Command::Ask { text: "Which?".into(), to: Addressees::Unnamed }).unwrap();
    adopt(&mut story);
    assert!(
        story.case.asks(ReportNo(1)) && !story.case.asks(ReportNo(2)),
        "whoever comes later was not asked"
    );
    assert_eq!(story.case.state_for(ReportNo(2)), State::InReview);
    story.tell(&second, answer()).unwrap();
    assert_eq!(story.case.state, State::NeedsInfo);
    story.tell(&triager(), ask(2)).unwrap();
    assert!(story.case.asks(ReportNo(1)) && story.case.asks(ReportNo(2)), "a second question adds");
    story.tell(&second, answer()).unwrap();
    assert_eq!(story.case.state, State::InReview);
    story.tell(&triager(), ask(2)).unwrap();
    story.tell(&second, Command::Withdraw { reason: String::new() }).unwrap();
    assert_eq!(story.case.state, State::InReview, "nobody is left to answer");
}

#[test]
fn hiding_risk_takes_a_second_person_and_exposing_it_one() {
    let mut story = Story::new();
    let reject = Command::Reject {
        reason: ReasonCode::OutOfScope,
        policy_line: "exclusion-cloud".into(),
        text: "The cloud is not part of the program.".into(),
    };
    story.tell(&triager(), reject).unwrap();
    assert_eq!(story.case.state, State::New, "proposed only");
    assert_eq!(story.tell(&triager(), Command::ApproveRejection), Err(Refusal::SecondPersonNeeded));
    story.tell(&manager(), Command::ApproveRejection).unwrap();
    assert_eq!(story.case.state, State::Rejected);
    assert_eq!(story.light(), GreenLight::NoLimit);
}

#[test]
fn an_appeal_is_heard_once_and_by_somebody_else() {
    let mut story = Story::new();
    let (policy_line, text) = ("x".to_owned(), "We could not reproduce it.".to_owned());
    let reject = Command::Reject { reason: ReasonCode::NotReproducible, policy_line, text };
    story.tell(&triager(), reject).unwrap();
    story.tell(&reporter(), Command::Appeal { text: "Try the EU build.".into() }).unwrap();
    let again = Command::Appeal { text: "Please.".into() };
    assert_eq!(story.tell(&reporter(), again), Err(Refusal::AppealUsed));
    let answer = || Command::AnswerAppeal {
        answer: domain::case::AppealAnswer::Overturned,
        text: "You are right.".into(),
    };
    assert_eq!(story.tell(&triager(), answer()), Err(Refusal::SecondPersonNeeded));
    story.tell(&manager(), answer()).unwrap();
    assert_eq!(story.case.state, State::InReview);
}

#[test]
fn an_embargo_holds_the_light_until_its_exact_end_and_attacks_end_it_at_once() {
    let mut story = Story::with_devices(&["ea7500-v2-eu"]);
    let end = second(10 * 86_400);
    story.tell(&triager(), Command::ProposeEmbargo { end, reason: "Two more models.".into() }).unwrap();
    story.tell(&reporter(), Command::AcceptEmbargo).unwrap();
    story.release_and_see("ea7500-v2-eu");
    assert!(matches!(story.light(), GreenLight::Red { .. }));
    let mut other = Story { case: story.case.clone(), history: Vec::new(), now: story.now, terms: terms() };
    other
        .tell(&triager(), Command::RecordSighting { sighting: Sighting::Attacks, note: String::new() })
        .unwrap();
    assert_eq!(other.case.embargo.state, embargo::State::Exited);
    assert_eq!(other.light(), GreenLight::May(Outcome::LimitLifted));
    story.now = end;
    let events = story.tell(&Actor::System, Command::Tick).unwrap();
    assert!(events.iter().any(|e| matches!(e, Event::EmbargoEnded { .. })));
    assert_eq!(story.case.reports[0].light.given, Some(Outcome::Green));
}

#[test]
fn an_advisory_is_not_published_while_owners_have_no_fix() {
    let mut story = Story::with_devices(&["ea7500-v2-eu"]);
    let publisher = staff("paul", Role::Publisher);
    let text = domain::case::AdvisoryText {
        title: "Update your EA7500".into(),
        summary: "A fix is available.".into(),
        ..Default::default()
    };
    story.tell(&publisher, Command::EditAdvisory { language: "en".into(), text }).unwrap();
    let request = || Command::RequestPublication;
    assert_eq!(story.tell(&publisher, request()), Err(Refusal::DevicesOpen { open: 1 }));
    story.release_and_see("ea7500-v2-eu");
    story.tell(&publisher, request()).unwrap();
    let approve = || Command::ApprovePublication { summary: "First version".into() };
    assert_eq!(story.tell(&publisher, approve()), Err(Refusal::SecondPersonNeeded));
    story.tell(&manager(), approve()).unwrap();
    assert_eq!(story.case.state, State::Resolved);
}

#[test]
fn a_confirmed_flaw_is_fixed_even_when_its_reporter_leaves() {
    let mut story = Story::confirmed();
    story.tell(&reporter(), Command::Withdraw { reason: String::new() }).unwrap();
    assert_eq!(story.case.state, State::Confirmed);
    let mut early = Story::new();
    early.tell(&reporter(), Command::Withdraw { reason: String::new() }).unwrap();
    assert_eq!(early.case.state, State::Withdrawn);
}

fn any_actor() -> impl Strategy<Value = Actor> {
    (0..6_usize).prop_map(|i| match i {
        0 => reporter(),
        1 => triager(),
        2 => manager(),
        3 => engineer(),
        4 => staff("paul", Role::Publisher),
        _ => Actor::System,
    })
}

fn any_command() -> impl Strategy<Value = Command> {
    let text = || "words".to_owned();
    let skus = || prop_oneof![Just("a"), Just("b")].prop_map(cell);
    prop_oneof![
        any::<bool>().prop_map(move |inside| Command::Write {
            text: text(),
            audience: if inside { Audience::Team } else { Audience::Everyone },
            to: Addressees::Unnamed
        }),
        Just(Command::Acknowledge { text: text() }),
        Just(Command::Ask { text: text(), to: Addressees::Unnamed }),
        Just(Command::Confirm { text: text() }),
        (0..7_usize).prop_map(move |i| Command::Reject {
            reason: ReasonCode::ALL[i],
            policy_line: text(),
            text: text()
        }),
        Just(Command::ApproveRejection),
        Just(Command::Reopen { reason: text() }),
        Just(Command::Appeal { text: text() }),
        Just(Command::Withdraw { reason: text() }),
        skus().prop_map(|c| Command::MarkAffected { cells: vec![c] }),
        skus().prop_map(|c| Command::ReleaseFix { cells: vec![c], release: release() }),
        skus().prop_map(move |c| Command::MarkNotAffected {
            cells: vec![c],
            justification: Justification::ComponentNotPresent,
            explanation: text()
        }),
        skus().prop_map(move |c| Command::ProposeNoFix {
            cells: vec![c],
            reason: text(),
            mitigation: text()
        }),
        skus().prop_map(|c| Command::ApproveNoFix { cells: vec![c] }),
        (skus(), any::<bool>()).prop_map(|(cell, there)| Command::Observe {
            cells: vec![cell],
            observation: seen(200, there.then_some("Version 2.0.9"))
        }),
        (1..200_i64).prop_map(move |d| Command::ProposeEmbargo { end: second(d * 86_400), reason: text() }),
        Just(Command::AcceptEmbargo),
        Just(Command::RejectEmbargo),
        Just(Command::EndEmbargo { reason: text() }),
        Just(Command::RecordSighting { sighting: Sighting::Public, note: text() }),
        Just(Command::RequestPublication),
        Just(Command::ApprovePublication { summary: text() }),
        Just(Command::Tick),
    ]
}

proptest! {
    #[test]
    fn no_history_breaks_the_promises_of_the_product(
        steps in collection::vec((any_actor(), any_command(), 0..20_i64), 1..60)
    ) {
        let mut story = Story::new();
        for (actor, command, days) in steps {
            story.now = story.now.checked_add(jiff::SignedDuration::from_hours(days * 24)).unwrap();
            let _ = story.tell(&actor, command);
            let case = &story.case;
            // A letter in force is true at the moment it stands.
            if case.reports[0].light.given == Some(Outcome::Green) && !case.is_sighted() {
                prop_assert!(case.matrix.open_cells().next().is_none());
                prop_assert!(!case.embargo.state.in_force());
            }
            // Every rejection that hides risk names two different people.
            if let (State::Rejected, Some(r)) = (case.state, &case.rejection)
                && r.reason.hides_risk()
            {
                prop_assert!(r.approved_by.as_ref().is_some_and(|second| *second != r.by));
            }
            // Somebody or nobody is always named as next.
            prop_assert!(!next_action(case).what.is_empty());
        }
        // The history alone gives the same case.
        prop_assert_eq!(Case::from_history(&story.history), Some(story.case.clone()));
        // And it survives being written down.
        let written = serde_json::to_string(&story.case).unwrap();
        prop_assert_eq!(serde_json::from_str::<Case>(&written).unwrap(), story.case);
    }

    #[test]
    fn a_green_letter_never_outlives_an_open_cell(sku_count in 1..5_usize, lost in 0..5_usize) {
        let skus: Vec<String> = (0..sku_count).map(|i| format!("s{i}")).collect();
        let mut story = Story::with_devices(&skus.iter().map(String::as_str).collect::<Vec<_>>());
        skus.iter().for_each(|sku| story.release_and_see(sku));
        prop_assert_eq!(story.case.reports[0].light.given, Some(Outcome::Green));
        let cell = cell(&skus[lost % sku_count]);
        story.tell(&Actor::System, Command::Observe { cells: vec![cell], observation: seen(404, None) }).unwrap();
        prop_assert_eq!(story.case.reports[0].light.given, None);
    }
}

fn cve(id: &str) -> domain::id::CveId {
    domain::id::CveId::try_from(id.to_owned()).unwrap()
}

fn ask(wish: CveWish) -> Command {
    Command::AskCve { vulnerability: VulnerabilityNo::FIRST, wish }
}

fn answered(answer: CveAnswer) -> Command {
    Command::NoteCve { vulnerability: VulnerabilityNo::FIRST, answer }
}

fn publish(story: &mut Story) {
    let publisher = staff("paul", Role::Publisher);
    let text = domain::case::AdvisoryText {
        title: "Update your EA7500".into(),
        summary: "A fix is available.".into(),
        ..Default::default()
    };
    story.tell(&publisher, Command::EditAdvisory { language: "en".into(), text }).unwrap();
    story.tell(&publisher, Command::RequestPublication).unwrap();
    story.tell(&manager(), Command::ApprovePublication { summary: "First version".into() }).unwrap();
}

#[test]
fn a_cve_wish_waits_for_its_answer_and_there_is_one_at_a_time() {
    let mut story = Story::with_devices(&["ea7500-v2-eu"]);
    let publisher = staff("paul", Role::Publisher);
    let reserve = || ask(CveWish::Reserve { year: 2026 });
    assert_eq!(story.tell(&triager(), reserve()), Err(Refusal::NotAllowed));
    assert_eq!(story.tell(&publisher, ask(CveWish::Publish)), Err(Refusal::NothingPending));
    story.tell(&publisher, reserve()).unwrap();
    assert_eq!(story.tell(&publisher, reserve()), Err(Refusal::NothingChanges), "one wish at a time");
    let reserved = CveAnswer::Reserved { cve: cve("CVE-2026-10042") };
    assert_eq!(story.tell(&publisher, answered(reserved.clone())), Err(Refusal::NotAllowed));
    assert_eq!(story.tell(&Actor::System, answered(CveAnswer::Rejected)), Err(Refusal::NotAllowed));
    story.tell(&Actor::System, answered(reserved.clone())).unwrap();
    let flaw = &story.case.vulnerabilities[&VulnerabilityNo::FIRST];
    assert_eq!(flaw.cve, Some(cve("CVE-2026-10042")));
    assert_eq!((flaw.cve_record.state, &flaw.cve_record.asked), (RecordState::Reserved, &None));
    assert_eq!(story.tell(&Actor::System, answered(reserved)), Err(Refusal::NothingPending), "noted once");
    assert_eq!(
        story.tell(&publisher, ask(CveWish::Publish)),
        Err(Refusal::NothingPending),
        "nothing is public"
    );
    let short = ask(CveWish::Reject { reason: "no".into() });
    assert!(matches!(story.tell(&publisher, short), Err(Refusal::Invalid(_))));
    story.tell(&publisher, ask(CveWish::Reject { reason: "Not a vulnerability.".into() })).unwrap();
    story.tell(&Actor::System, answered(CveAnswer::Rejected)).unwrap();
    let flaw = &story.case.vulnerabilities[&VulnerabilityNo::FIRST];
    assert_eq!((&flaw.cve, &flaw.cve_record), (&None, &domain::case::CveRecord::default()));
}

#[test]
fn a_published_cve_id_starts_the_clock_of_its_record_and_the_record_stops_it() {
    for assigns_cve in [true, false] {
        let mut story = Story::with_devices(&["ea7500-v2-eu"]);
        story.terms.assigns_cve = assigns_cve;
        let publisher = staff("paul", Role::Publisher);
        story.tell(&publisher, ask(CveWish::Reserve { year: 2026 })).unwrap();
        let reserved = CveAnswer::Reserved { cve: cve("CVE-2026-10042") };
        story.tell(&Actor::System, answered(reserved)).unwrap();
        story.release_and_see("ea7500-v2-eu");
        assert_eq!(story.case.clock(Promise::CveRecord), None, "nothing is public");
        story.now = second(1_000);
        publish(&mut story);
        let due = story.case.clock(Promise::CveRecord).map(|clock| clock.due_at);
        assert_eq!(due, assigns_cve.then(|| second(1_000 + 72 * 3_600)));
        story.tell(&publisher, ask(CveWish::Publish)).unwrap();
        let no = CveAnswer::Refused { code: "INVALID_JSON_SCHEMA".into(), text: "no".into() };
        story.tell(&Actor::System, answered(no)).unwrap();
        assert_eq!(story.case.clock(Promise::CveRecord).is_some(), assigns_cve, "a refusal is no record");
        story.tell(&publisher, ask(CveWish::Publish)).unwrap();
        story.tell(&Actor::System, answered(CveAnswer::Published { revision: 1 })).unwrap();
        assert_eq!(story.case.clock(Promise::CveRecord), None);
        let reject = ask(CveWish::Reject { reason: "Not a vulnerability.".into() });
        assert_eq!(story.tell(&publisher, reject), Err(Refusal::NothingPending), "published records stay");
    }
}
