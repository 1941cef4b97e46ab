//! Reporters who lost their code come in by a mailed link, and nobody else learns anything from asking for one.

use domain::id::CaseNumber;
use jiff::SignedDuration;
use server::action::submit::Submitted;

use super::harness::{Client, Page, Test, contains};

const ADDRESS: &str = "ana@reporter.example";

fn with_address(t: &Test) -> Submitted {
    t.submit(|report| report.reporter.email = Some("Ana@Reporter.example".into()))
}

async fn ask(client: &mut Client, number: &str, email: &str) -> Page {
    client.post("/case/link", &[("link_number", number), ("link_email", email)]).await
}

/// The path of the link in the last mail.
fn link(t: &Test) -> String {
    let mails = t.mails.mails();
    let body = &mails.last().expect("a mail").body;
    let at = body.find("/case/link/").expect("a link");
    body[at..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_opens_the_case_once_and_looking_at_it_uses_nothing_up() {
    let t = Test::new();
    let sent = with_address(&t);
    t.work().await;
    t.mails.take();
    let mut ana = t.visitor();
    let page = ask(&mut ana, &sent.case.to_lowercase(), " ana@reporter.EXAMPLE ").await;
    page.leads_to("/case");
    t.work().await;
    let mails = t.mails.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "Ana@Reporter.example");
    assert!(mails[0].subject.contains(&sent.case));
    assert!(!format!("{mails:?}").contains("Command injection"), "nothing of the content");
    let link = link(&t);
    for _ in 0..3 {
        let page = t.visitor().get(&link).await;
        page.is(200).shows(&sent.case);
        assert_eq!(page.headers["referrer-policy"], "no-referrer");
    }
    ana.post(&link, &[]).await.leads_to("/case");
    ana.get("/case").await.is(200).shows("Command injection");
    t.visitor().post(&link, &[]).await.is(404);
    t.visitor().get(&link).await.is(404).shows("does not work any more");
    ana.post("/case/message", &[("message", "I am back.")]).await.leads_to("/case");
    ana.get("/case").await.shows("I am back.");
    let cookie = ana.cookie(server::web::visit::REPORTER_COOKIE).unwrap().to_owned();
    ana.post("/case/leave", &[]).await;
    let mut thief = t.visitor();
    thief.set_cookie(server::web::visit::REPORTER_COOKIE, &cookie);
    thief.get("/case").await.hides("Command injection");
}

#[tokio::test]
async fn the_answer_is_the_same_whether_or_not_number_and_address_belong_together() {
    let t = Test::new();
    let sent = with_address(&t);
    let silent = t.submit(|_| {});
    t.work().await;
    t.mails.take();
    let mut answers = Vec::new();
    for (number, email) in [
        (sent.case.as_str(), ADDRESS),
        (sent.case.as_str(), "eve@evil.example"),
        (silent.case.as_str(), ADDRESS),
        ("LNK-2026-9999", ADDRESS),
        ("no number at all", ADDRESS),
    ] {
        let page = ask(&mut t.visitor(), number, email).await;
        answers.push(format!("{} {:?} {}", page.status, page.headers, page.text()));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:#?}");
    t.work().await;
    assert_eq!(t.mails.mails().len(), 1);
}

#[tokio::test]
async fn a_link_ends_after_half_an_hour_and_a_session_after_half_a_day() {
    let t = Test::new();
    let sent = with_address(&t);
    let mut ana = t.visitor();
    ask(&mut ana, &sent.case, ADDRESS).await;
    t.work().await;
    let first = link(&t);
    t.advance(SignedDuration::from_mins(31));
    ana.get(&first).await.is(404);
    ana.post(&first, &[]).await.is(404);
    ask(&mut ana, &sent.case, ADDRESS).await;
    t.work().await;
    assert_ne!(link(&t), first);
    ana.post(&link(&t), &[]).await.leads_to("/case");
    ana.get("/case").await.shows("Command injection");
    t.advance(SignedDuration::from_hours(13));
    ana.get("/case").await.hides("Command injection");
}

#[tokio::test]
async fn asking_again_and_again_sends_one_mail_and_is_refused_in_the_end() {
    let t = Test::new();
    let sent = with_address(&t);
    t.work().await;
    t.mails.take();
    let mut noisy = t.visitor();
    let mut refused = 0;
    for _ in 0..25 {
        refused += usize::from(ask(&mut noisy, &sent.case, ADDRESS).await.status == 429);
        t.work().await;
    }
    assert_eq!((t.mails.mails().len(), refused), (1, 5));
}

#[tokio::test]
async fn what_was_typed_stays_when_something_is_missing() {
    let t = Test::new();
    let mut ana = t.visitor();
    let page = ask(&mut ana, "LNK-2026-0001", "").await;
    assert_eq!(page.is(422).field("link_number").as_deref(), Some("LNK-2026-0001"));
    let page = ask(&mut ana, "", "nobody").await;
    assert_eq!(page.is(422).field("link_email").as_deref(), Some("nobody"));
}

#[tokio::test]
async fn neither_token_nor_address_stand_in_the_clear_in_the_store() {
    let t = Test::new();
    let sent = with_address(&t);
    ask(&mut t.visitor(), &sent.case, ADDRESS).await;
    assert!(!contains(&t.stolen_bytes(), ADDRESS.as_bytes()), "while it waits");
    t.work().await;
    let token = link(&t).rsplit('/').next().unwrap().to_owned();
    let stolen = t.stolen_bytes();
    assert!(!contains(&stolen, token.as_bytes()) && !contains(&stolen, ADDRESS.as_bytes()));
}

#[tokio::test]
async fn whoever_came_by_a_link_stays_with_the_report_when_it_moves() {
    let t = Test::new();
    let other = t.submit(|report| report.title = "The first one".into());
    let sent = with_address(&t);
    let mut ana = t.visitor();
    ask(&mut ana, &sent.case, ADDRESS).await;
    t.work().await;
    ana.post(&link(&t), &[]).await.leads_to("/case");
    let triager = t.actor(domain::access::Role::Triager);
    let (from, into) = (CaseNumber(sent.case.clone()), CaseNumber(other.case.clone()));
    server::action::merge::merge(&t.app, &triager, &from, &into).unwrap();
    ana.get("/case").await.is(200).shows(&other.case);
    t.advance_days(1);
    ask(&mut ana, &sent.case, ADDRESS).await;
    t.work().await;
    ana.post(&link(&t), &[]).await.leads_to("/case");
    ana.get("/case").await.is(200).shows(&other.case);
}

#[tokio::test]
async fn a_notice_leads_to_the_case_it_is_about() {
    let t = Test::new();
    let sent = with_address(&t);
    t.work().await;
    let body = t.mails.mails()[0].body.clone();
    let address = format!("/case?case={}", sent.case);
    assert!(body.contains(&address), "{body}");
    let page = t.visitor().get(&address).await;
    assert_eq!(page.is(200).field("number").as_deref(), Some(sent.case.as_str()));
    t.visitor().get("/case?case=%3Cscript%3E").await.is(200).hides("<script>");
}
