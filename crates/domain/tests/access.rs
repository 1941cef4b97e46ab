//! The rights as one table, so that a changed right shows in review: role × act × state of the case.
//!
//! The table is written by hand and says what is meant; [`domain::access`] says what is. They have to agree on
//! every combination there is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;

use domain::access::{Act, Actor, Object, Role, may};
use domain::case::{Case, Context, PolicyRef, Recorded, ReportRecord, State, submit};
use domain::id::{BrandId, CaseNumber, ReportNo, SkuId, UserId, VulnerabilityNo};
use domain::matrix::{Cell, CellId, Status};
use domain::promise::Terms;
use domain::report::{Credit, Product, Report, Reporter};
use domain::severity::Assessment;
use jiff::Timestamp;

/// What each caller may do to a case, by its state.
///
/// `always`: in every state. `flaw`: confirmed and resolved cases. `devices`: cases with a device in the matrix.
/// `-`: never. `reporter` is the sender of a report of this case, `stranger` the sender of a report of another one.
const ON_A_CASE: &str = "
act              triager  remediator  publisher  manager  auditor  administrator  reporter  stranger  anonymous
ReadCase         always   devices     flaw       always   always   -              always    -         -
ReadReporter     always   -           flaw       always   always   -              -         -         -
ReadInternal     always   -           flaw       always   always   -              -         -         -
WriteNote        always   devices     flaw       always   -        -              -         -         -
WriteToReporter  always   -           -          always   -        -              always    -         -
Triage           always   -           -          always   -        -              -         -         -
Commission       always   -           flaw       always   -        -              -         -         -
Remediate        always   devices     -          always   -        -              -         -         -
ApproveHiding    always   -           flaw       always   -        -              -         -         -
Embargo          always   -           flaw       always   -        -              always    -         -
Publish          -        -           flaw       always   -        -              -         -         -
ActAsReporter    -        -           -          -        -        -              always    -         -
ActAsSystem      -        -           -          -        -        -              -         -         -
ListCases        always   -           flaw       always   always   -              -         -         -
ListCommissions  always   devices     -          always   always   -              -         -         -
ReadInstance     always   -           flaw       always   always   -              -         -         -
Administer       -        -           -          always   -        -              -         -         -
";

/// What each caller may do on the server as a whole.
const ON_THE_SERVER: &str = "
act              triager  remediator  publisher  manager  auditor  administrator  reporter  stranger  anonymous
ReadCase         yes      yes         yes        yes      yes      -              -         -         -
ReadReporter     yes      -           yes        yes      yes      -              -         -         -
ReadInternal     yes      -           yes        yes      yes      -              -         -         -
WriteNote        yes      yes         yes        yes      -        -              -         -         -
WriteToReporter  yes      -           -          yes      -        -              -         -         -
Triage           yes      -           -          yes      -        -              -         -         -
Commission       yes      -           yes        yes      -        -              -         -         -
Remediate        yes      yes         -          yes      -        -              -         -         -
ApproveHiding    yes      -           yes        yes      -        -              -         -         -
Embargo          yes      -           yes        yes      -        -              -         -         -
Publish          -        -           yes        yes      -        -              -         -         -
ActAsReporter    -        -           -          -        -        -              -         -         -
ActAsSystem      -        -           -          -        -        -              -         -         -
ListCases        yes      -           yes        yes      yes      -              -         -         -
ListCommissions  yes      yes         -          yes      yes      -              -         -         -
ReadInstance     yes      -           yes        yes      yes      yes            -         -         -
Administer       -        -           -          yes      -        yes            -         -         -
";

const NUMBER: &str = "LNK-2026-0001";

#[test]
fn everybody_may_do_to_a_case_what_the_table_says_and_nothing_else() {
    let table = read(ON_A_CASE);
    for act in Act::ALL {
        for (caller, actor) in callers() {
            let right = table[&(format!("{act:?}"), caller.to_owned())];
            for case in cases() {
                let listed = case.matrix.cells().next().is_some();
                let expected = match right {
                    "always" => true,
                    "flaw" => matches!(case.state, State::Confirmed | State::Resolved),
                    "devices" => listed,
                    "-" => false,
                    other => unreachable!("{other} is no right"),
                };
                let found = may(&actor, act, Object::Case(&case));
                assert_eq!(found, expected, "{caller}, {act:?}, {:?}, devices listed: {listed}", case.state);
            }
        }
    }
}

#[test]
fn everybody_may_do_on_the_server_what_the_table_says_and_nothing_else() {
    let table = read(ON_THE_SERVER);
    for act in Act::ALL {
        for (caller, actor) in callers() {
            let expected = table[&(format!("{act:?}"), caller.to_owned())] == "yes";
            assert_eq!(may(&actor, act, Object::Instance), expected, "{caller}, {act:?}");
        }
    }
}

#[test]
fn two_roles_together_may_what_each_of_them_may() {
    for case in cases() {
        for (first, second) in pairs() {
            let both = Actor::Staff { user: UserId::from("u"), roles: vec![first, second] };
            for act in Act::ALL {
                let alone = [first, second].map(|role| may(&member(role), act, Object::Case(&case)));
                let together = may(&both, act, Object::Case(&case));
                assert_eq!(together, alone[0] || alone[1], "{first:?} + {second:?}, {act:?}");
            }
        }
    }
}

#[test]
fn a_report_that_the_case_does_not_hold_opens_nothing() {
    let actor = Actor::Reporter { case: CaseNumber::from(NUMBER), report: ReportNo(2) };
    for act in Act::ALL {
        assert!(!may(&actor, act, Object::Case(&case())), "{act:?}");
    }
}

#[test]
fn who_has_no_role_may_nothing() {
    let nobody = Actor::Staff { user: UserId::from("u"), roles: Vec::new() };
    for act in Act::ALL {
        assert!(!may(&nobody, act, Object::Instance), "{act:?}");
        assert!(cases().iter().all(|case| !may(&nobody, act, Object::Case(case))), "{act:?}");
    }
}

/// A table by act and caller; every act has exactly one row.
fn read(table: &'static str) -> BTreeMap<(String, String), &'static str> {
    let mut lines = table.trim().lines();
    let callers: Vec<_> = lines.next().unwrap().split_whitespace().skip(1).collect();
    let rows: Vec<Vec<_>> = lines.map(|line| line.split_whitespace().collect()).collect();
    let mut acts: Vec<_> = rows.iter().map(|row| row[0].to_owned()).collect();
    acts.sort();
    let mut expected: Vec<_> = Act::ALL.iter().map(|act| format!("{act:?}")).collect();
    expected.sort();
    assert_eq!(acts, expected, "each act has one row");
    let mut found = BTreeMap::new();
    for row in rows {
        assert_eq!(row.len(), callers.len() + 1, "{row:?}");
        for (caller, right) in callers.iter().zip(&row[1..]) {
            found.insert((row[0].to_owned(), (*caller).to_owned()), *right);
        }
    }
    found
}

fn member(role: Role) -> Actor {
    Actor::Staff { user: UserId::from("u"), roles: vec![role] }
}

fn callers() -> Vec<(&'static str, Actor)> {
    let reporter = |case| Actor::Reporter { case: CaseNumber::from(case), report: ReportNo::FIRST };
    let others = [
        ("reporter", reporter(NUMBER)),
        ("stranger", reporter("LNK-2026-0002")),
        ("anonymous", Actor::Anonymous),
    ];
    Role::ALL.into_iter().map(|role| (role.word(), member(role))).chain(others).collect()
}

fn pairs() -> impl Iterator<Item = (Role, Role)> {
    Role::ALL.into_iter().flat_map(|first| Role::ALL.into_iter().map(move |second| (first, second)))
}

/// A case in every state, with and without a device in its matrix.
fn cases() -> Vec<Case> {
    let with_state = |state| {
        let mut empty = case();
        empty.state = state;
        let mut listed = empty.clone();
        let id = CellId { vulnerability: VulnerabilityNo::FIRST, sku: SkuId::from("ea7500-v2-eu") };
        listed.matrix.set(id, Cell::new(Status::Affected));
        [empty, listed]
    };
    State::ALL.into_iter().flat_map(with_state).collect()
}

fn case() -> Case {
    let number = CaseNumber::from(NUMBER);
    let actor = Actor::Reporter { case: number.clone(), report: ReportNo::FIRST };
    let now = Timestamp::from_second(1_790_000_000).unwrap();
    let context = Context { now, actor: &actor, terms: &Terms::default() };
    let events = submit(number.clone(), BrandId::from("linksys"), record(number, now), &context);
    let by = domain::case::ActorRef::of(&actor);
    let recorded = |(seq, event)| Recorded { seq, at: now, by: by.clone(), event };
    let history: Vec<_> = (1..).zip(events).map(recorded).collect();
    Case::from_history(&history).unwrap()
}

fn record(number: CaseNumber, now: Timestamp) -> ReportRecord {
    let report = Report {
        brand: BrandId::from("linksys"),
        product: Product::Unknown,
        model: "EA7500".into(),
        hardware_revision: None,
        region: None,
        firmware: None,
        tested: None,
        title: "Command injection".into(),
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
        received_at: now,
        digest: "00".repeat(32),
        policy: PolicyRef { number: 1, hash: "11".repeat(32) },
        received_as: number,
        credit: Credit::Undecided,
        concerns: [VulnerabilityNo::FIRST].into(),
        appeal: None,
        withdrawn: false,
        light: domain::case::Light::default(),
        disclosed_at: Vec::new(),
    }
}
