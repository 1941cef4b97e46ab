//! How promises are kept: told for what is over, and never so that a single case shows.

use domain::access::Role;
use domain::case::Command;
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::action::submit::Submitted;

use super::harness::{Test, number};

/// So many reports, acknowledged after so many hours.
fn acknowledged(t: &Test, count: usize, hours: i64) -> Vec<Submitted> {
    let sent: Vec<_> = (0..count).map(|_| t.submit(|_| {})).collect();
    t.advance(SignedDuration::from_hours(hours));
    let triager = t.actor(Role::Triager);
    for sent in &sent {
        t.perform(&triager, &number(sent), Command::Acknowledge { text: "Thank you.".into() });
    }
    sent
}

async fn figures(t: &Test) -> Vec<Value> {
    let answer = t.visitor().get("/api/v1/statistics").await.is(200).json();
    answer["figures"].as_array().unwrap().clone()
}

fn line<'a>(figures: &'a [Value], period: &str, promise: &str) -> &'a Value {
    let found = figures.iter().find(|line| line["period"] == period && line["promise"] == promise);
    found.unwrap_or_else(|| panic!("no line for {promise} in {period}: {figures:#?}"))
}

#[tokio::test]
async fn medians_and_shares_are_told_when_the_quarter_is_over() {
    let t = Test::new();
    acknowledged(&t, 4, 10);
    acknowledged(&t, 3, 24 * 10);
    t.work().await;
    assert_eq!(figures(&t).await, Vec::<Value>::new(), "the quarter still runs");
    t.visitor().get("/statistics").await.is(200).shows("No quarter with enough figures is over yet");
    t.advance_days(40);
    t.work().await;
    let told = figures(&t).await;
    let first = line(&told, "2026-Q4", "acknowledge");
    assert_eq!((first["number"].as_i64(), first["kept"].as_i64()), (Some(7), Some(4)));
    assert_eq!(first["median_seconds"], 10 * 3_600);
    assert_eq!(line(&told, "2026", "acknowledge")["number"], 7);
    let page = t.visitor().get("/statistics").await;
    page.is(200).shows("First answer").shows("2026-Q4").shows("57 %").shows("10 hours");
    assert!(t.visitor().get("/").await.has("href=\"/statistics\""), "it is linked");
}

#[tokio::test]
async fn numbers_below_five_are_not_told_and_do_not_follow_from_others() {
    let t = Test::new();
    t.advance_days(60);
    acknowledged(&t, 6, 5);
    t.advance_days(90);
    acknowledged(&t, 3, 5);
    t.advance_days(365);
    t.work().await;
    let told = figures(&t).await;
    assert_eq!(line(&told, "2027-Q1", "acknowledge")["number"], 6);
    let few = line(&told, "2027-Q2", "acknowledge");
    assert_eq!([&few["number"], &few["kept"], &few["median_seconds"]], [&json!(null); 3]);
    let none = line(&told, "2027-Q3", "acknowledge");
    assert_eq!(none["number"], json!(null), "no promise looks like few");
    let year = line(&told, "2027", "acknowledge");
    assert_eq!(year["number"], json!(null), "nine less six would tell the three");
    t.visitor().get("/statistics").await.shows("fewer than 5");
}

#[tokio::test]
async fn what_the_reporter_delays_or_takes_back_is_not_held_against_the_maker() {
    let t = Test::new();
    let sent = acknowledged(&t, 5, 5);
    let triager = t.actor(Role::Triager);
    for sent in &sent {
        t.perform(
            &triager,
            &number(sent),
            Command::Ask { text: "Which firmware?".into(), to: domain::case::Addressees::Unnamed },
        );
    }
    let withdrawn: Vec<_> = (0..5).map(|_| t.submit(|_| {})).collect();
    t.advance_days(30);
    for sent in &withdrawn {
        let reporter = t.reporter_actor(sent);
        t.perform(&reporter, &number(sent), Command::Withdraw { reason: String::new() });
    }
    for sent in &sent {
        t.perform(&triager, &number(sent), Command::Confirm { text: "It is so.".into() });
    }
    t.advance_days(60);
    t.work().await;
    let told = figures(&t).await;
    let triage = line(&told, "2026-Q4", "triage");
    assert_eq!((triage["number"].as_i64(), triage["kept"].as_i64()), (Some(5), Some(5)));
    assert_eq!(line(&told, "2026-Q4", "acknowledge")["number"], 5, "withdrawn ones do not count");
}
