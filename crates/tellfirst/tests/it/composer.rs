//! What the team writes: to one reporter of several, with files, from a saved reply. Nobody else learns of it.

use axum::body::Body;
use axum::http::Method;
use domain::access::{Actor, Role};
use domain::case::State;
use domain::id::{CaseNumber, ReportNo};
use serde_json::json;
use server::action::accounts::tokens::{self, Wish};
use server::action::submit::Submitted;
use server::error::Error;

use super::canary;
use super::harness::{Client, FilePart, Page, Test, contains, number};

/// Stands in everything that is for the first reporter alone.
const MARK: &str = "onlyforthefirst";

/// One case of two reporters, both with a mail address.
struct Two {
    t: Test,
    first: Submitted,
    second: Submitted,
    case: CaseNumber,
}

impl Two {
    async fn merged() -> Self {
        let t = Test::new();
        let reporter = |name: &str| {
            let (name, email) = (name.to_owned(), format!("{name}@mail.example"));
            move |report: &mut domain::report::Report| {
                report.reporter.name = Some(name);
                report.reporter.email = Some(email);
            }
        };
        let first = t.submit(reporter("ada"));
        t.advance_days(1);
        let second = t.submit(reporter("ben"));
        let mut triager = t.staff(Role::Triager);
        let merge = format!("/staff/cases/{}/act/merge", second.case);
        triager.send(&merge, &[("other", &first.case)]).await.is(200);
        t.work().await;
        t.mails.take();
        let case = number(&first);
        Self { t, first, second, case }
    }

    fn write(&self) -> String {
        format!("/staff/cases/{}/write", self.case)
    }

    fn page(&self) -> String {
        format!("/staff/cases/{}", self.case)
    }

    async fn api(&self, sent: &Submitted) -> Page {
        let bearer = format!("Bearer {}", sent.secret);
        let address = format!("/api/v1/cases/{}", sent.case);
        let headers = [("authorization", bearer.as_str())];
        self.t.visitor().request(Method::GET, &address, &headers, Body::empty()).await
    }
}

fn message<'a>(to: &[&'a str], text: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("visibility", "everyone"), ("act", "comment"), ("message", text)];
    fields.extend(to.iter().map(|no| ("to", *no)));
    fields
}

#[tokio::test]
async fn a_message_with_its_file_reaches_the_reporter_it_is_for_and_nobody_else() {
    let two = Two::merged().await;
    let mut triager = two.t.staff(Role::Triager);
    let text = format!("Dear Ada: {MARK}");
    let file = FilePart::new("onlyforthefirst.txt", MARK.as_bytes().repeat(40));
    let sent = triager.multipart(&two.write(), &message(&["1"], &text), &[file]).await;
    triager.follow(sent).await.shows(&text).shows("wrote to ada").shows("onlyforthefirst.txt");
    two.t.reporter(&two.first).open("/case").await.shows(&text).shows("onlyforthefirst.txt");
    two.api(&two.first).await.is(200).shows(MARK);
    two.t.work().await;
    let told: Vec<_> = two.t.mails.take().into_iter().map(|mail| mail.to).collect();
    assert_eq!(told.len(), 1, "one notice: {told:?}");
    assert!(told[0].contains("ada@"), "{told:?}");
    // The other reporter, an engineer and a stranger walk everywhere they can get to.
    let mut others = canary::crawl(two.t.reporter(&two.second), &two.case).await;
    others.push(two.api(&two.second).await);
    others.extend(canary::crawl(two.t.staff(Role::Remediator), &two.case).await);
    others.extend(canary::crawl(two.t.visitor(), &two.case).await);
    for page in others {
        assert!(!contains(&page.bytes, MARK.as_bytes()), "somebody else reads it at {}", page.address);
    }
    let stolen = two.t.stolen_bytes();
    assert!(!contains(&stolen, MARK.as_bytes()), "it is sealed");
}

#[tokio::test]
async fn a_file_for_one_reporter_opens_for_them_also_after_their_report_left_and_for_no_other() {
    let two = Two::merged().await;
    let mut triager = two.t.staff(Role::Triager);
    let files = |name| [FilePart::new(name, b"a letter".to_vec())];
    triager.multipart(&two.write(), &message(&["2"], "For Ben."), &files("ben.txt")).await.is(303);
    triager.multipart(&two.write(), &message(&["1", "2"], ""), &files("both.txt")).await.is(303);
    let open = |sent: &Submitted, name: &'static str| {
        let (app, sent) = (two.t.app.clone(), sent.clone());
        let secret = server::auth::secret::Secret::parse(&sent.secret).unwrap();
        let found = server::web::visit::find_report(&app, &number(&sent), &secret).unwrap();
        let (case, report) = found.unwrap();
        let everything = server::action::files::list(&app, &Actor::System, &two.case).unwrap_or_default();
        let actor = Actor::Reporter { case: case.clone(), report };
        let own = server::action::files::list(&app, &actor, &case).unwrap();
        let wanted = everything.iter().chain(&own).find(|file| file.name == name).unwrap();
        let id = store::FileId(wanted.id.parse().unwrap());
        server::action::files::open(&app, &actor, &case, id).map(|(file, _)| file.name)
    };
    assert_eq!(open(&two.second, "ben.txt").unwrap(), "ben.txt");
    assert!(matches!(open(&two.first, "ben.txt"), Err(Error::NotFound)));
    assert_eq!(open(&two.first, "both.txt").unwrap(), "both.txt");
    let split = format!("{}/act/split", two.page());
    triager.send(&split, &[("report", "2")]).await.shows("case of its own");
    assert_eq!(open(&two.second, "ben.txt").unwrap(), "ben.txt");
    assert_eq!(open(&two.second, "both.txt").unwrap(), "both.txt");
    assert_eq!(open(&two.first, "both.txt").unwrap(), "both.txt");
}

#[tokio::test]
async fn in_a_case_of_several_reporters_a_message_that_names_nobody_is_refused_and_kept() {
    let two = Two::merged().await;
    let mut triager = two.t.staff(Role::Triager);
    triager.get(&two.page()).await.shows("name=\"to\" value=\"1\"").hides("value=\"1\" checked");
    let refused = triager.post(&two.write(), &message(&[], "To whom?")).await;
    refused.is(422).shows("To whom?");
    two.t.reporter(&two.first).open("/case").await.hides("To whom?");
    triager.post(&two.write(), &message(&["7"], "To nobody.")).await.is(422);
    // What is told to everybody takes everybody.
    let confirm = [("visibility", "everyone"), ("act", "confirm"), ("message", "Yes."), ("to", "1")];
    triager.post(&two.write(), &confirm).await.is(422).shows("told to every reporter");
    // A note has no reporter, whatever is ticked.
    let note = [("visibility", "internal"), ("act", "comment"), ("message", "A note."), ("to", "1")];
    triager.send(&two.write(), &note).await.shows("A note.");
    two.t.reporter(&two.first).open("/case").await.hides("A note.");
    let (mut tool, token) = (two.t.visitor(), token(&two.t));
    let post = format!("/api/v1/cases/{}/messages", two.case);
    let bearer = [("authorization", token.as_str())];
    tool.json(Method::POST, &post, &bearer, &json!({"text": "Hello"})).await.is(422);
    tool.json(Method::POST, &post, &bearer, &json!({"text": "Hello", "audience": "team", "to": [1]}))
        .await
        .is(422);
    tool.json(Method::POST, &post, &bearer, &json!({"text": "Hello Ben", "to": [2]})).await.is(201);
    two.t.reporter(&two.second).open("/case").await.shows("Hello Ben");
    two.t.reporter(&two.first).open("/case").await.hides("Hello Ben");
}

#[tokio::test]
async fn a_question_to_one_reporter_waits_for_that_one_and_is_unknown_to_the_other() {
    let two = Two::merged().await;
    let mut triager = two.t.staff(Role::Triager);
    let ask = [("visibility", "everyone"), ("act", "ask"), ("message", "Which build, Ben?"), ("to", "2")];
    triager.send(&two.write(), &ask).await.shows("asked ben").shows("paused until the reporter answers");
    assert_eq!(two.t.case(&two.case).state, State::NeedsInfo);
    let (mut ada, mut ben) = (two.t.reporter(&two.first), two.t.reporter(&two.second));
    ben.open("/case").await.shows("Which build, Ben?");
    ada.open("/case").await.hides("Which build").hides("wait for your answer");
    assert_ne!(two.api(&two.first).await.json()["state"], "needs-info");
    assert_eq!(two.api(&two.second).await.json()["state"], "needs-info");
    ada.send("/case/message", &[("message", "By the way")]).await;
    assert_eq!(two.t.case(&two.case).state, State::NeedsInfo, "she was not asked");
    ben.send("/case/message", &[("message", "2.0.8")]).await;
    assert_eq!(two.t.case(&two.case).state, State::InReview);
    // A question ends with the report it was asked of.
    triager.send(&two.write(), &ask).await;
    let split = format!("{}/act/split", two.page());
    triager.send(&split, &[("report", "2")]).await.shows("case of its own");
    assert_eq!(two.t.case(&two.case).state, State::InReview);
    assert!(two.t.case(&two.case).find_report(ReportNo(2)).is_none());
}

#[tokio::test]
async fn files_of_a_note_stay_inside_and_a_refused_message_leaves_no_file() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let mut triager = t.staff(Role::Triager);
    let write = format!("/staff/cases/{}/write", sent.case);
    let note = [("visibility", "internal"), ("act", "comment"), ("message", "See the trace.")];
    let trace = [FilePart::new("trace.pcap", vec![7; 300_000])];
    let page = triager.multipart(&write, &note, &trace).await;
    triager.follow(page).await.shows("trace.pcap");
    t.reporter(&sent).open("/case").await.hides("trace.pcap");
    let too_large = [FilePart::new("huge.bin", vec![0; (64 << 20) + 1])];
    let refused = triager.multipart(&write, &note, &too_large).await;
    refused.is(422).shows("huge.bin").shows("See the trace.");
    let wrong = [("visibility", "internal"), ("act", "ask"), ("message", "Which?")];
    triager.multipart(&write, &wrong, &[FilePart::new("lost.bin", vec![1; 10])]).await.is(422);
    let everything = server::action::files::list(&t.app, &Actor::System, &number(&sent)).unwrap();
    let names: Vec<_> = everything.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["trace.pcap"]);
    let kept = std::fs::read_dir(t.folder.path().join("blobs")).unwrap().count();
    assert!(kept >= 1);
}

#[tokio::test]
async fn a_saved_reply_fills_the_composer_with_the_facts_of_the_case_and_sends_nothing() {
    let t = Test::new();
    let sent = t.submit(|report| report.reporter.name = Some("nightjar".into()));
    let mut triager = t.staff(Role::Triager);
    let page = format!("/staff/cases/{}", sent.case);
    triager.get(&page).await.shows("thanks.en").shows("thanks.de");
    let filled = triager.get(&format!("{page}?reply=thanks.en")).await;
    filled.is(200).shows("Hello nightjar,").shows(&sent.case).hides("{next-date}");
    triager.get(&format!("{page}?reply=thanks.de")).await.shows("Guten Tag nightjar,");
    for wrong in ["nothing.en", "thanks.xx", "..%2F..%2F", ""] {
        triager.get(&format!("{page}?reply={wrong}")).await.is(200).hides("Hello nightjar,");
    }
    t.reporter(&sent).open("/case").await.hides("Hello nightjar,");
    // Without a name the words for it stay open, and what is open is not sent.
    let unnamed = t.submit(|_| {});
    let page = format!("/staff/cases/{}", unnamed.case);
    triager.get(&format!("{page}?reply=thanks.en")).await.shows("Hello {reporter},");
    let open = [("visibility", "everyone"), ("act", "comment"), ("message", "Hello {reporter},")];
    triager.post(&format!("{page}/write"), &open).await.is(422).shows("{reporter}").shows("nothing is known");
}

/// The header of an API token of a triager.
fn token(t: &Test) -> String {
    let (_, user) = t.staff_with(&[Role::Triager]);
    let wish = Wish { name: "a tool".into(), roles: Vec::new(), days: None };
    format!("Bearer {}", tokens::make(&t.app, user, &wish).unwrap())
}
