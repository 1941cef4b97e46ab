//! The team's inbox and case page: what each role sees and does, and what the reporter sees after it.

use domain::access::Role;
use domain::case::State;

use super::harness::{Test, number};

fn case_page(case: &str) -> String {
    format!("/staff/cases/{case}")
}

fn act(case: &str, act: &str) -> String {
    format!("/staff/cases/{case}/act/{act}")
}

#[tokio::test]
async fn a_new_report_stands_in_the_inbox_with_its_promise_and_leads_to_its_page() {
    let t = Test::new();
    let sent = t.submit(|report| report.reporter.name = Some("nightjar".into()));
    let mut triager = t.staff(Role::Triager);
    let inbox = triager.get("/staff/?q=state:new+brand:linksys").await;
    inbox
        .shows("Command injection in the ping page")
        .shows("nightjar")
        .shows("First answer")
        .shows(&sent.case);
    let page = triager.get(&case_page(&sent.case)).await;
    page.shows("The ping page of the web interface runs").shows("The security team").shows("Acknowledge");
    t.advance_days(30);
    t.staff(Role::Triager).get("/staff/?q=overdue").await.shows("overdue").shows(&sent.case);
}

#[tokio::test]
async fn a_query_that_is_not_understood_is_named_and_kept() {
    let t = Test::new();
    t.submit(|_| {});
    let mut triager = t.staff(Role::Triager);
    let page = triager.get("/staff/?q=stat:new+severity:hihg").await;
    assert_eq!(page.status, 422);
    page.shows("“stat”").shows("“state”").shows("“hihg”").shows("value=\"stat:new severity:hihg\"");
}

#[tokio::test]
async fn the_reporter_sees_each_step_and_never_a_note() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let mut triager = t.staff(Role::Triager);
    let write = format!("{}/write", case_page(&sent.case));
    let note = [("visibility", "internal"), ("act", "comment"), ("message", "Smells like the old handler.")];
    triager.send(&write, &note).await.shows("Smells like the old handler.").shows("Internal – team only");
    let refused =
        triager.post(&write, &[("visibility", "internal"), ("act", "ask"), ("message", "Which one?")]).await;
    assert_eq!(refused.status, 422);
    refused.shows("Which one?");
    triager.send(&act(&sent.case, "acknowledge"), &[("text", "Thank you, we look.")]).await;
    let ask = [("visibility", "everyone"), ("act", "ask"), ("message", "Which firmware?")];
    triager.send(&write, &ask).await.shows("paused until the reporter answers");
    assert_eq!(t.case(&number(&sent)).state, State::NeedsInfo);
    let mut reporter = t.reporter(&sent);
    let seen = reporter.open("/case").await;
    seen.shows("Thank you, we look.").shows("Which firmware?").hides("Smells like");
    triager.send(&act(&sent.case, "confirm"), &[("text", "We see it too.")]).await;
    assert_eq!(t.case(&number(&sent)).state, State::Confirmed);
}

#[tokio::test]
async fn to_reject_as_out_of_scope_takes_two_people() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let (mut first, mut second) = (t.staff(Role::Triager), t.staff(Role::Manager));
    let empty = first.post(&act(&sent.case, "reject"), &[("reason_code", "out-of-scope")]).await;
    assert_eq!(empty.status, 422);
    let fields =
        [("reason_code", "out-of-scope"), ("policy_line", "scope"), ("text", "This is a cloud service.")];
    first.send(&act(&sent.case, "reject"), &fields).await.shows("waits for a second person");
    let own = first.post(&act(&sent.case, "approve-rejection"), &[]).await;
    assert_eq!(own.status, 422);
    t.reporter(&sent).open("/case").await.hides("This is a cloud service.");
    first.get("/staff/?q=waiting:second-person").await.shows(&sent.case);
    second.send(&act(&sent.case, "approve-rejection"), &[]).await;
    assert_eq!(t.case(&number(&sent)).state, State::Rejected);
    t.reporter(&sent).open("/case").await.shows("This is a cloud service.");
}

#[tokio::test]
async fn a_duplicate_shows_number_and_state_of_the_original_and_no_content() {
    let t = Test::new();
    let original = t.submit(|report| report.description = "A secret way into the shell.".into());
    let copy = t.submit(|_| {});
    let mut triager = t.staff(Role::Triager);
    let missing = triager.post(&act(&copy.case, "duplicate"), &[("of", "LNK-2026-9999")]).await;
    assert_eq!(missing.status, 422);
    triager.send(&act(&copy.case, "duplicate"), &[("of", &original.case), ("text", "Known.")]).await;
    let case = t.case(&number(&copy));
    assert_eq!(case.original.map(|o| (o.state, o.received_at.is_some())), Some((State::New, true)));
    triager.send(&act(&original.case, "confirm"), &[("text", "")]).await;
    t.work().await;
    assert_eq!(t.case(&number(&copy)).original.map(|o| o.state), Some(State::Confirmed));
    let seen = t.reporter(&copy).open("/case").await;
    seen.shows(&original.case).hides("A secret way into the shell.");
}

#[tokio::test]
async fn merging_keeps_the_way_in_the_receipts_and_the_stories_of_both_reporters() {
    let t = Test::new();
    let older = t.submit(|report| report.reporter.name = Some("nightjar".into()));
    t.advance_days(1);
    let younger = t.submit(|report| report.title = "Shell through ping".into());
    let mut triager = t.staff(Role::Triager);
    let write = |case: &str| format!("{}/write", case_page(case));
    let to_all = |text| [("visibility", "everyone"), ("act", "comment"), ("message", text)];
    triager.send(&write(&older.case), &to_all("Dear nightjar, we are on it.")).await;
    triager.send(&write(&younger.case), &to_all("Dear second reporter.")).await;
    let merged = triager.send(&act(&younger.case, "merge"), &[("other", &older.case)]).await;
    merged.shows(&older.case);
    let case = t.case(&number(&older));
    assert_eq!(case.reports.len(), 2);
    assert_eq!(t.case(&number(&younger)).state, State::Merged);
    // Old number and secret open the case that lives on, with the own story and nobody else's.
    let seen = t.reporter(&younger).open("/case").await;
    seen.shows("Dear second reporter.").hides("Dear nightjar").hides("nightjar");
    t.reporter(&older).open("/case").await.shows("Dear nightjar").hides("Dear second reporter.");
    let mut to_both = to_all("Both of you: fixed soon.").to_vec();
    to_both.extend([("to", "1"), ("to", "2")]);
    triager.send(&write(&older.case), &to_both).await;
    t.reporter(&younger).open("/case").await.shows("Both of you");
    t.reporter(&older).open("/case").await.shows("Both of you");
    let secret = server::auth::secret::Secret::parse(&younger.secret).unwrap();
    let found = server::web::visit::find_report(&t.app, &number(&younger), &secret).unwrap();
    let (into, report) = found.unwrap();
    assert_eq!((into.as_str(), report.0), (older.case.as_str(), 2));
    let actor = domain::access::Actor::Reporter { case: into.clone(), report };
    let kept = server::action::read::view(&t.app, &actor, &into).unwrap();
    assert_eq!(kept.documents.len(), 1, "the receipt came along");
}

#[tokio::test]
async fn a_report_that_is_split_off_has_a_case_of_its_own_and_its_whole_story() {
    let t = Test::new();
    let older = t.submit(|_| {});
    let younger = t.submit(|report| report.title = "Another flaw after all".into());
    let mut triager = t.staff(Role::Triager);
    triager.send(&act(&younger.case, "acknowledge"), &[("text", "Hello, we have it.")]).await;
    triager.send(&act(&older.case, "merge"), &[("other", &younger.case)]).await;
    let survivor = t.case(&number(&older));
    let (kept, left) = if survivor.reports.len() == 2 { (&older, &younger) } else { (&younger, &older) };
    let page = triager.send(&act(&kept.case, "split"), &[("report", "2")]).await;
    page.shows("case of its own");
    assert_eq!(t.case(&number(kept)).reports.len(), 1);
    let seen = t.reporter(left).open("/case").await;
    assert_eq!(seen.status, 200);
    t.reporter(kept).open("/case").await;
    // The number is not given twice in the case it left.
    assert_eq!(t.case(&number(kept)).next_report().0, 3);
}

#[tokio::test]
async fn an_auditor_sees_everything_and_no_controls_a_publisher_only_what_is_confirmed() {
    let t = Test::new();
    let new = t.submit(|report| report.title = "Still new".into());
    let fixing = t.submit(|report| report.title = "Being fixed".into());
    let mut triager = t.staff(Role::Triager);
    triager.send(&act(&fixing.case, "confirm"), &[("text", "")]).await;
    let mut auditor = t.staff(Role::Auditor);
    auditor.get("/staff/?q=").await.shows("Still new").shows("Being fixed").hides("/staff/bulk");
    auditor.get(&case_page(&new.case)).await.shows("Still new").hides("/act/").hides("composer-title");
    assert_eq!(auditor.post(&act(&new.case, "acknowledge"), &[("text", "")]).await.status, 404);
    let mut publisher = t.staff(Role::Publisher);
    publisher.get("/staff/?q=").await.hides("Still new").shows("Being fixed");
    publisher.get("/staff/?q=state:new").await.hides("Still new");
    assert_eq!(publisher.get(&case_page(&new.case)).await.status, 404);
    let mut engineer = t.staff(Role::Remediator);
    let away = engineer.get("/staff/").await;
    assert_eq!(away.headers["location"], "/staff/commissions");
    assert_eq!(engineer.get(&case_page(&new.case)).await.status, 404);
    assert_eq!(t.staff(Role::Administrator).get(&case_page(&new.case)).await.status, 404);
}

#[tokio::test]
async fn a_bulk_act_is_confirmed_with_its_number_and_names_what_was_refused() {
    let t = Test::new();
    let (one, two) = (t.submit(|_| {}), t.submit(|_| {}));
    let mut triager = t.staff(Role::Triager);
    let chosen = [("case", one.case.as_str()), ("case", two.case.as_str()), ("back", "state:new")];
    let ask = triager.post("/staff/bulk", &[&chosen[..], &[("act", "label")]].concat()).await;
    ask.shows("This concerns 2 cases.");
    let confirmed = [&chosen[..], &[("act", "label"), ("label", "upnp"), ("confirmed", "yes")]].concat();
    triager.send("/staff/bulk", &confirmed).await.shows("Done for all chosen cases.");
    triager.get("/staff/?q=label:upnp").await.shows(&one.case).shows(&two.case);
    let again = triager.send("/staff/bulk", &confirmed).await;
    again.shows("Done for 0 of 2 cases.").shows("That is how it is already");
    let assign = [&chosen[..], &[("act", "assign"), ("to", ""), ("confirmed", "yes")]].concat();
    triager.send("/staff/bulk", &assign).await.shows("That is how it is already");
}

#[tokio::test]
async fn an_own_view_is_kept_and_forgotten() {
    let t = Test::new();
    let mut triager = t.staff(Role::Triager);
    triager.send("/staff/views", &[("name", "Shells"), ("query", "shell sort:due")]).await.shows("Shells");
    triager.send("/staff/views/delete", &[("name", "Shells")]).await.hides("Shells");
}

#[tokio::test]
async fn an_embargo_is_proposed_accepted_and_ended_by_what_the_world_knows() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let mut triager = t.staff(Role::Triager);
    let late = [("end", "2040-01-01"), ("time", "12:00"), ("reason", "")];
    assert_eq!(triager.post(&act(&sent.case, "propose-embargo"), &late).await.status, 422);
    let fields = [("end", "2026-12-20"), ("time", "12:00"), ("reason", "Two devices need a new build.")];
    triager.send(&act(&sent.case, "propose-embargo"), &fields).await.shows("proposed");
    t.perform(&t.reporter_actor(&sent), &number(&sent), domain::case::Command::AcceptEmbargo);
    triager.get(&case_page(&sent.case)).await.shows("in force").shows("an embargo runs until");
    triager
        .send(&act(&sent.case, "sighting"), &[("sighting", "attacks"), ("note", "Seen in a honeypot.")])
        .await;
    let case = t.case(&number(&sent));
    assert!(case.is_sighted() && !case.embargo.state.in_force());
}

#[tokio::test]
async fn an_appeal_is_answered_by_somebody_else() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let (mut first, mut second) = (t.staff(Role::Triager), t.staff(Role::Triager));
    let fields = [("reason_code", "not-reproducible"), ("policy_line", "scope"), ("text", "We tried.")];
    first.send(&act(&sent.case, "reject"), &fields).await;
    let appeal = domain::case::Command::Appeal { text: "Try it with UPnP on.".into() };
    t.perform(&t.reporter_actor(&sent), &number(&sent), appeal);
    first.get(&case_page(&sent.case)).await.shows("Try it with UPnP on.");
    let answer = [("answer", "overturned"), ("text", "You are right.")];
    assert_eq!(first.post(&act(&sent.case, "appeal"), &answer).await.status, 422);
    second.send(&act(&sent.case, "appeal"), &answer).await;
    assert_eq!(t.case(&number(&sent)).state, State::InReview);
}

#[tokio::test]
async fn devices_are_picked_many_at_a_time_from_the_catalog() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let mut triager = t.staff(Role::Triager);
    let devices = format!("{}/devices", case_page(&sent.case));
    assert_eq!(triager.get(&devices).await.status, 404, "nobody has confirmed the flaw yet");
    triager.send(&act(&sent.case, "confirm"), &[("text", "")]).await;
    let program = t.app.program();
    let brand = domain::id::BrandId::from("linksys");
    let skus = program.program.catalog.list_model_skus(&brand, "EA7500");
    assert!(skus.len() > 1);
    let page = triager.get(&devices).await;
    skus.iter().for_each(|sku| _ = page.shows(&sku.label()));
    let none = triager.post(&devices, &[("as", "affected")]).await;
    assert_eq!(none.status, 422);
    let mut fields = vec![("as", "affected")];
    fields.extend(skus.iter().map(|sku| ("sku", sku.id.as_str())));
    triager.send(&devices, &fields).await;
    let case = t.case(&number(&sent));
    assert_eq!(case.matrix.open_cells().count(), skus.len());
    let waiting = format!("Not yet: {0} of {0} waiting", skus.len());
    triager.get(&case_page(&sent.case)).await.shows(&waiting);
}

#[tokio::test]
async fn a_severity_stands_beside_the_reporters_with_a_reason_for_each_metric() {
    let t = Test::new();
    let theirs = domain::severity::ScoredVector {
        vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H".into(),
        score_tenths: 98,
    };
    let sent = t.submit(|report| report.severity.cvss3 = Some(theirs.clone()));
    let mut triager = t.staff(Role::Triager);
    let flaw = format!("{}/vulnerabilities/1", case_page(&sent.case));
    let choice = |metric, value| (metric, value);
    let mut fields = vec![("title", "Command injection in ping"), ("cwe", "78"), ("cve", "cve-2026-12345")];
    fields.extend([choice("v3_AV", "A"), choice("v3_AC", "L"), choice("v3_PR", "N"), choice("v3_UI", "N")]);
    let half = triager.post(&flaw, &fields).await;
    assert_eq!(half.status, 422, "a vector needs all its metrics");
    fields.extend([choice("v3_S", "U"), choice("v3_C", "H"), choice("v3_I", "H"), choice("v3_A", "H")]);
    fields.push(("why_AV", "The page answers on the LAN side only."));
    let page = triager.send(&flaw, &fields).await;
    page.shows("8.8").shows("9.8").shows("differs").shows("The page answers on the LAN side only.");
    let case = t.case(&number(&sent));
    let kept = &case.vulnerabilities[&domain::id::VulnerabilityNo::FIRST];
    assert_eq!(kept.by_maker.cvss3.as_ref().map(|v| v.score_tenths), Some(88));
    assert_eq!(kept.by_reporter.cvss3, Some(theirs));
    assert_eq!((kept.cwe.map(|cwe| cwe.0), kept.cve.is_some()), (Some(78), true));
    let score =
        triager.get("/staff/cvss/v3?v3_AV=A&v3_AC=L&v3_PR=N&v3_UI=N&v3_S=U&v3_C=H&v3_I=H&v3_A=H").await;
    assert_eq!(score.json()["score"], 8.8);
}
