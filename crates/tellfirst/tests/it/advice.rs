//! Advice beside a new report: earlier reports of the same flaw, what to check, and who sees none of it.

use axum::http::Method;
use domain::access::Role;

use super::harness::{Client, Test, number};

const WORDS: &str =
    "setDMZ copies DMZIPAddress to the stack. POST /goform/setDMZ with DMZIPAddress=AAAAAAAA kills httpd.";

fn case_page(case: &str) -> String {
    format!("/staff/cases/{case}")
}

#[tokio::test]
async fn an_earlier_report_of_the_same_flaw_stands_beside_a_new_one_with_the_reasons() {
    let t = Test::new();
    let first = t.submit(|report| {
        report.title = "setDMZ DMZIPAddress stack overflow".into();
        report.description = WORDS.into();
    });
    let other = t.submit(|report| report.title = "Shell through ping".into());
    let second = t.submit(|report| {
        report.title = "Overflow of DMZIPAddress".into();
        report.description = format!("Found by fuzzing the goform handlers: {WORDS}");
    });
    let mut triager = t.staff(Role::Triager);
    let page = triager.get(&case_page(&second.case)).await;
    page.shows("Earlier reports").shows(&first.case).shows("same handler").hides(&other.case);
    // A reporter sees nothing of it.
    t.reporter(&second).open("/case").await.hides("Earlier reports").hides(&first.case);
    // Who may not see a case is not told of it: a publisher reads confirmed ones only.
    t.perform(
        &t.actor(Role::Triager),
        &number(&second),
        domain::case::Command::Acknowledge { text: "Seen".into() },
    );
    let confirm = format!("{}/act/confirm", case_page(&second.case));
    triager.send(&confirm, &[("text", "We see it too.")]).await;
    t.staff(Role::Publisher).get(&case_page(&second.case)).await.hides(&first.case);
}

#[tokio::test]
async fn a_case_is_recognised_by_the_reports_it_has_taken_in() {
    let t = Test::new();
    let ping = t.submit(|report| report.title = "Shell through ping".into());
    let dmz = t.submit(|report| {
        report.title = "setDMZ DMZIPAddress stack overflow".into();
        report.description = WORDS.into();
    });
    let mut triager = t.staff(Role::Triager);
    let merge = format!("{}/act/merge", case_page(&dmz.case));
    triager.send(&merge, &[("other", &ping.case)]).await;
    t.work().await;
    let third = t.submit(|report| {
        report.title = "Overflow of DMZIPAddress".into();
        report.description = format!("Once more: {WORDS}");
    });
    triager.get(&case_page(&third.case)).await.shows("Earlier reports").shows(&ping.case);
}

#[tokio::test]
async fn the_same_text_and_the_same_address_are_shown_to_the_team_only() {
    let t = Test::new();
    let mail = |report: &mut domain::report::Report| report.reporter.email = Some("r@example.org".into());
    let first = t.submit(mail);
    let second = t.submit(mail);
    let mut triager = t.staff(Role::Triager);
    let page = triager.get(&case_page(&second.case)).await;
    page.shows("The same text came in before").shows("From the same address: 1 earlier").shows(&first.case);
    triager.get(&case_page(&first.case)).await.hides("The same text came in before");
    t.reporter(&second).open("/case").await.hides("came in before").hides("From the same address");
}

#[tokio::test]
async fn a_flood_from_one_network_is_slowed_down_and_locks_out_neither_others_nor_the_team() {
    let t = Test::with(|config| config.reports_per_hour = 3);
    let mut flooder = t.visitor();
    let mut last = 0;
    for _ in 0..6 {
        last = report_from(&mut flooder).await;
    }
    assert_eq!(last, 429);
    assert_eq!(report_from(&mut t.visitor()).await, 201, "another network has its own budget");
    let sent = t.submit(|_| {});
    t.staff(Role::Triager).get(&case_page(&sent.case)).await.is(200);
    // The budget fills again, so that people behind one address, such as Tor's, are slowed and not shut out.
    t.advance(jiff::SignedDuration::from_mins(21));
    assert_eq!(report_from(&mut flooder).await, 201);
}

async fn report_from(client: &mut Client) -> u16 {
    let report = serde_json::json!({
        "model": "EA7500 v2", "title": "Overflow in the ping page", "description": "Long text ends it.",
    });
    client.json(Method::POST, "/api/v1/reports", &[], &report).await.status.as_u16()
}
