//! Cases of other systems come in once, whole, and without a word to their reporters.

use domain::access::{Actor, Role};
use domain::case::{Event, State};
use domain::id::CaseNumber;
use server::action::import::{self, Kind, Outcome};
use server::action::read;

use super::harness::Test;

const TABLE: &str = "id,title,description,brand,model,reporter_name,reporter_email,state,labels,cve,received_at,note\n\
    V-1,Command injection,\"It runs, what it is given.\nEven this.\",Linksys,EA7500 v2,Ana,ana@reporter.example,confirmed,\
    shell urgent,CVE-2026-12345,2025-03-01,From VINCE\n\
    V-2,Weak password,It is admin.,,,,,in-review,,,,\n";

/// A triager's address and the server.
fn ready() -> (Test, Actor) {
    let t = Test::new();
    let (_, user) = t.staff_with(&[Role::Triager]);
    let found = t.app.store.read(|tx| store::accounts::find_user(tx, user)).unwrap().unwrap();
    let actor = import::find_actor(&t.app, &found.email).unwrap();
    (t, actor)
}

fn take(t: &Test, actor: &Actor, kind: Kind, text: &str) -> Vec<Outcome> {
    let items = import::read(&t.app, kind, text.as_bytes()).unwrap();
    items.iter().map(|item| import::take_over(&t.app, actor, kind, item).unwrap()).collect()
}

fn number(outcome: &Outcome) -> &CaseNumber {
    match outcome {
        Outcome::New(case) | Outcome::Added(case) | Outcome::Known(case) => case,
    }
}

fn timeline(t: &Test, case: &CaseNumber) -> String {
    format!("{:?}", read::view(&t.app, &Actor::System, case).unwrap().timeline)
}

fn problems(t: &Test, kind: Kind, text: &str) -> Vec<String> {
    import::read(&t.app, kind, text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_table_becomes_cases_with_state_labels_and_origin_and_nobody_is_mailed() {
    let (t, actor) = ready();
    let taken = take(&t, &actor, Kind::Csv, TABLE);
    let case = t.case(number(&taken[0]));
    assert_eq!((case.state, case.title.as_str()), (State::Confirmed, "Command injection"));
    assert_eq!(case.labels.iter().cloned().collect::<Vec<_>>(), ["shell", "urgent"]);
    assert!(case.reports[0].report.description.ends_with("Even this."));
    assert_eq!(case.reports[0].received_at, t.now(), "received now, whatever the table says");
    let told = timeline(&t, &case.number);
    for part in ["Taken over from another system", "V-1", "2025-03-01", "From VINCE"] {
        assert!(told.contains(part), "{part}");
    }
    assert_eq!(t.case(number(&taken[1])).state, State::InReview);
    t.work().await;
    assert_eq!(t.mails.mails(), []);
    t.perform(
        &actor,
        number(&taken[0]),
        domain::case::Command::Write {
            text: "We go on here.".into(),
            audience: domain::case::Audience::Everyone,
        },
    );
    t.work().await;
    assert_eq!(t.mails.mails().len(), 1, "what happens from now on is told");
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let (t, actor) = ready();
    let first = take(&t, &actor, Kind::Csv, TABLE);
    let again = take(&t, &actor, Kind::Csv, TABLE);
    assert!(first.iter().all(|outcome| matches!(outcome, Outcome::New(_))));
    let known: Vec<_> = first.iter().map(|outcome| Outcome::Known(number(outcome).clone())).collect();
    assert_eq!(again, known);
    let line = "{\"id\": \"V-1\", \"title\": \"The same\", \"description\": \"As JSON.\"}";
    assert_eq!(take(&t, &actor, Kind::Jsonl, line), known[..1]);
    assert_eq!(t.case_count(), 2);
}

#[tokio::test]
async fn every_mistake_is_named_by_line_and_column_and_nothing_is_stored() {
    let (t, _) = ready();
    let table = "id,title,description,brand,cvss,state,cve,reporter_email\n\
        1,A flaw,It is.,Linksys,,new,,\n\
        2,,It is.,Linksis,CVSS:3.1/AV:Q,lost,2026-1,nobody\n\
        ,A flaw,It is.,,,,,\n\
        1,Twice,It is.,,,,,\n";
    let found = problems(&t, Kind::Csv, table);
    let places: Vec<_> = found.iter().map(|line| line.split(": ").next().unwrap()).collect();
    for place in [
        "line 3, brand",
        "line 3, cve",
        "line 3, cvss",
        "line 3, reporter_email",
        "line 3, state",
        "line 3, title",
        "line 4, id",
        "line 5, id",
    ] {
        assert!(places.contains(&place), "{place} is not in {found:#?}");
    }
    assert_eq!(found.len(), 8, "{found:#?}");
    let found = problems(&t, Kind::Csv, "id,titel\n1,x\n");
    assert!(found[0].starts_with("line 1: ") && found[0].contains("titel"), "{found:?}");
    let found = problems(&t, Kind::Jsonl, "{\"id\": 1}\nnothing\n{\"id\": \"2\", \"titel\": {}}");
    assert!(found.iter().any(|line| line.starts_with("line 2: ")), "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("line 3, titel")), "{found:?}");
    let bad = import::read(&t.app, Kind::Csv, b"id,title\n1,\xff\n").unwrap_err();
    assert_eq!(bad[0].line, 2);
    assert!(problems(&t, Kind::Mbox, "no mailbox")[0].starts_with("line 1: "));
    assert_eq!(t.case_count(), 0);
}

#[tokio::test]
async fn a_rejection_waits_for_its_second_person_and_a_duplicate_follows_its_original() {
    let (t, actor) = ready();
    let lines = [
        r#"{"id": 7, "title": "First", "description": "It is.", "state": "confirmed"}"#,
        r#"{"id": "8", "title": "Again", "description": "It is.", "duplicate_of": "7"}"#,
        r#"{"id": "9", "title": "Cloud", "description": "No.", "state": "rejected", "reason": "out-of-scope", "policy_line": "scope", "answer": "Not ours."}"#,
    ]
    .join("\n");
    let taken = take(&t, &actor, Kind::Jsonl, &lines);
    let again = take(&t, &actor, Kind::Jsonl, &lines);
    assert_eq!(number(&taken[1]), number(&again[1]));
    let duplicate = t.case(number(&taken[1]));
    assert_eq!(duplicate.duplicate_of.as_ref(), Some(number(&taken[0])));
    let rejected = t.case(number(&taken[2]));
    assert!(rejected.pending_rejection().is_some() && rejected.state == State::InReview);
    let wrong = r#"{"id": "10", "title": "Cloud", "description": "No.", "state": "rejected"}"#;
    assert_eq!(problems(&t, Kind::Jsonl, wrong).len(), 3);
}

const MAILBOX: &str = "From ana@reporter.example Mon Nov 23 18:00:00 2026\n\
    From: Ana <ana@reporter.example>\nMessage-ID: <one@reporter.example>\nDate: Mon, 3 Mar 2025 09:00:00 +0000\n\
    Subject: Re: Fwd: WeMo plug answers to anybody\nContent-Type: multipart/mixed; boundary=b\n\n\
    --b\nContent-Type: text/plain\n\nThe plug switches for everybody.\n\
    --b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=proof.txt\n\nproof\n--b--\n\n\
    From psirt@maker.example Tue Nov 24 09:00:00 2026\n\
    From: psirt@maker.example\nMessage-ID: <two@maker.example>\nIn-Reply-To: <one@reporter.example>\n\
    Subject: Re: WeMo plug\n\nWhich firmware?\n\n\
    From ana@reporter.example Tue Nov 24 10:00:00 2026\n\
    From: Ana <ANA@reporter.example>\nMessage-ID: <three@reporter.example>\n\
    References: <one@reporter.example> <two@maker.example>\nSubject: Re: WeMo plug\n\nThe newest.\n";

#[tokio::test]
async fn a_mailbox_becomes_a_case_per_conversation_with_its_files() {
    let (t, actor) = ready();
    let taken = take(&t, &actor, Kind::Mbox, MAILBOX);
    let case = number(&taken[0]).clone();
    assert_eq!(
        taken,
        [Outcome::New(case.clone()), Outcome::Added(case.clone()), Outcome::Added(case.clone())]
    );
    assert!(
        case.as_str().starts_with("WMO") || case.as_str().starts_with("WEM"),
        "{case}: by the brand named"
    );
    let found = t.case(&case);
    assert_eq!(found.title, "WeMo plug answers to anybody");
    let view = read::view(&t.app, &Actor::System, &case).unwrap();
    let files = view.timeline.iter().filter(|r| matches!(r.event, Event::FileAdded { .. })).count();
    assert_eq!(files, 1);
    let reporter = Actor::Reporter { case: case.clone(), report: domain::id::ReportNo::FIRST };
    let seen = format!("{:?}", read::view(&t.app, &reporter, &case).unwrap().timeline);
    assert!(seen.contains("The newest."), "the reporter's own mail is a message");
    assert!(!seen.contains("Which firmware?"), "mail of others is an internal note");
    assert!(timeline(&t, &case).contains("Which firmware?"));
    assert!(take(&t, &actor, Kind::Mbox, MAILBOX).iter().all(|o| matches!(o, Outcome::Known(_))));
    t.work().await;
    assert_eq!(t.mails.mails(), []);
}

#[tokio::test]
async fn only_triagers_and_managers_take_cases_over() {
    let t = Test::new();
    let (_, user) = t.staff_with(&[Role::Auditor]);
    let email = t.app.store.read(|tx| store::accounts::find_user(tx, user)).unwrap().unwrap().email;
    assert!(import::find_actor(&t.app, &email).is_err());
    assert!(import::find_actor(&t.app, "nobody@maker.example").is_err());
}
