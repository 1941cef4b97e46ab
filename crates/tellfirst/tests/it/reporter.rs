//! What a researcher and a visitor see and do.

use domain::access::Role;
use domain::case::{Addressees, AppealAnswer, Audience, Command, ReasonCode};

use super::harness::{Client, FilePart, Page, Test, contains, number};

/// From the program page to the review, without script; answers the review page.
async fn fill_in(visitor: &mut Client, title: &str) -> Page {
    let front = visitor.get("/").await;
    front.is(200).shows("What is in scope").shows("safe harbor").shows("/report");
    visitor.get("/report").await.is(200).shows("Linksys").shows("?brand=linksys");
    visitor.get("/report?brand=linksys").await.is(200).shows("type=router");
    visitor.get("/report?brand=linksys&type=router").await.is(200).shows("EA7500").shows("not in the list");
    let details = visitor.get("/report?brand=linksys&type=router&model=EA7500").await;
    details.is(200).shows("In scope").shows("The Linksys EA7500");
    let product = [
        ("step", "product"),
        ("brand", "linksys"),
        ("type", "router"),
        ("model", "EA7500"),
        ("hardware_revision", "unknown"),
        ("firmware", "1.1.8.172465"),
        ("go", "flaw"),
    ];
    let flaw = visitor.post("/report", &product).await;
    flaw.is(200).shows("What did you find?");
    let draft = flaw.field("draft").unwrap();
    let fields = [
        ("draft", draft.as_str()),
        ("step", "flaw"),
        ("title", title),
        ("description", "The ping page runs what it is given."),
        ("steps", "1. Sign in\r\n2. Ping ;reboot"),
        ("go", "severity"),
    ];
    let files = [FilePart::new("capture.pcapng", vec![7; 200_000]), FilePart::new("", Vec::new())];
    visitor.multipart("/report", &fields, &files).await.is(200).shows("How bad is it?");
    let guided = [
        ("draft", draft.as_str()),
        ("step", "severity"),
        ("rating", "guided"),
        ("access", "network"),
        ("carrier", "ip"),
        ("reach", "routed-lan"),
        ("sender", "attacker"),
        ("hurdle", "none"),
        ("privileges", "administrator"),
        ("interaction", "none"),
        ("confidentiality", "total"),
        ("integrity", "total"),
        ("availability", "total"),
        ("beyond-confidentiality", "none"),
        ("beyond-integrity", "none"),
        ("beyond-availability", "none"),
        ("exploited", "no"),
        ("go", "person"),
    ];
    visitor.post("/report", &guided).await.is(200).shows("About you");
    let person = [
        ("draft", draft.as_str()),
        ("step", "person"),
        ("reporter.name", "nightjar"),
        ("reporter.email", "nightjar@example.org"),
        ("credit", "name"),
        ("reporter.language", "en"),
        ("go", "review"),
    ];
    visitor.post("/report", &person).await
}

/// The number and the secret on the page after sending.
fn number_and_secret(page: &Page) -> (String, String) {
    let text = page.text();
    let output = |id: &str| {
        let (_, rest) = text.split_once(&format!("id=\"{id}\" aria")).unwrap();
        rest.split_once('>').unwrap().1.split_once('<').unwrap().0.to_owned()
    };
    (output("number"), output("secret"))
}

#[tokio::test]
async fn the_whole_way_from_the_program_page_to_receipt_and_case_works_without_script() {
    let t = Test::new();
    let mut visitor = t.visitor();
    let review = fill_in(&mut visitor, "Injection in the ping page").await;
    review
        .is(200)
        .shows("capture.pcapng")
        .shows("CVSS:3.1/AV:N")
        .shows("CVSS:4.0/AV:A")
        .shows("from the local network");
    review.shows("nightjar@example.org").shows("Change");
    let draft = review.field("draft").unwrap();
    let send = [("draft", draft.as_str()), ("step", "review"), ("go", "send")];
    let sent = visitor.post("/report", &send).await;
    sent.is(200).shows("Thank you").shows("/case/receipt").shows("26 Nov 2026");
    let (number, secret) = number_and_secret(&sent);
    assert!(number.starts_with("LNK-2026-"), "{number}");

    // The button pressed twice: one report, the same answer.
    let again = visitor.post("/report", &send).await;
    assert_eq!(number_and_secret(&again), (number.clone(), secret.clone()));

    let receipt = visitor.get("/case/receipt").await;
    receipt.is(200);
    assert_eq!(
        receipt.headers["content-disposition"].to_str().unwrap().split(';').next(),
        Some("attachment")
    );
    let key = t.app.signer.verifier();
    assert!(formats::verify::verify(&receipt.bytes, Some(key)).unwrap().is_true());

    let mut elsewhere = t.visitor();
    elsewhere.get("/case").await.is(200).shows("Open your case").hides("Injection");
    let typed = [("number", number.as_str()), ("secret", secret.as_str())];
    let case = elsewhere.send("/case", &typed).await;
    case.is(200).shows("Injection in the ping page").shows("The security team reads your report");
    case.shows("capture.pcapng").shows("nightjar").shows("Write to the team");
    let address = case.addresses().into_iter().find(|a| a.starts_with("/case/files/")).unwrap();
    let file = elsewhere.get(&address).await;
    assert_eq!((file.status.as_u16(), file.bytes.len()), (200, 200_000));
    assert_eq!(file.headers["content-type"], "application/octet-stream");
    assert!(file.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
}

#[tokio::test]
async fn nothing_of_a_report_or_its_secret_can_be_read_in_what_is_stored() {
    let t = Test::new();
    let mut visitor = t.visitor();
    let review = fill_in(&mut visitor, "canary-of-the-title").await;
    let draft = review.field("draft").unwrap();
    for hidden in ["canary-of-the-title", "nightjar", "capture.pcapng", draft.as_str()] {
        assert!(!contains(&t.stolen_bytes(), hidden.as_bytes()), "{hidden} can be read in the draft");
    }
    let sent = visitor.post("/report", &[("draft", &draft), ("step", "review"), ("go", "send")]).await;
    let (number, secret) = number_and_secret(&sent);
    let stolen = t.stolen_bytes();
    assert!(contains(&stolen, number.as_bytes()), "the number stands in the open");
    let plain = secret.replace('-', "");
    for hidden in ["canary-of-the-title", "nightjar", "capture.pcapng", &draft, &secret, &plain] {
        assert!(!contains(&stolen, hidden.as_bytes()), "{hidden} can be read");
    }
    assert!(!contains(&stolen, &[7; 64]), "the file can be read");
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_with_everything_typed_and_changes_nothing() {
    let t = Test::new();
    let mut visitor = t.visitor();
    let bad = [
        ("step", "product"),
        ("brand", "nosuch"),
        ("model", "EA7500"),
        ("firmware", "EA7500"),
        ("go", "flaw"),
    ];
    let page = visitor.post("/report", &bad).await;
    page.is(422)
        .shows("Brand:")
        .shows("Did you mean Belkin, Linksys, WeMo?")
        .shows("is the model;")
        .hides("name=\"draft\"");
    assert_eq!(page.field("model").as_deref(), Some("EA7500"));

    let flaw = visitor.post("/report", &[("step", "product"), ("brand", "linksys"), ("go", "flaw")]).await;
    let draft = flaw.field("draft").unwrap();
    let long = "x".repeat(300);
    let fields = [
        ("draft", draft.as_str()),
        ("step", "flaw"),
        ("title", long.as_str()),
        ("description", "kept words"),
        ("cwe", "abc"),
        ("go", "severity"),
    ];
    let page = visitor.multipart("/report", &fields, &[]).await;
    page.is(422)
        .shows("Title: at most 200 characters")
        .shows("Weakness (CWE)")
        .shows("kept words")
        .shows(&long);

    let vector = [
        ("draft", draft.as_str()),
        ("step", "severity"),
        ("rating", "vector"),
        ("vector", "CVSS:3.1/AV:Q"),
        ("go", "person"),
    ];
    let page = visitor.post("/report", &vector).await;
    page.is(422).shows("Vector:").shows("CVSS:3.1/AV:Q");

    let bytes = visitor
        .request(
            axum::http::Method::POST,
            "/report",
            &[("content-type", "application/x-www-form-urlencoded")],
            format!("draft={draft}&step=person&reporter.name=%FF%FE&go=review").into(),
        )
        .await;
    bytes.is(422).shows("Name or handle: this is not readable text");

    let send = visitor.post("/report", &[("draft", &draft), ("step", "review"), ("go", "send")]).await;
    send.is(422).shows("Title: at most 200 characters").shows("Change");
    assert!(t.app.store.read(|tx| store::cases::find_by_number(tx, "LNK-2026-0001")).unwrap().is_none());
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_by_name_and_leaves_nothing() {
    let t = Test::with_program(
        |_| {},
        |folder| {
            let path = folder.join("program.toml");
            let text = std::fs::read_to_string(&path).unwrap();
            let line = text.lines().find(|line| line.starts_with("file_max_mib")).unwrap().to_owned();
            std::fs::write(&path, text.replace(&line, "file_max_mib = 1")).unwrap();
        },
    );
    let mut visitor = t.visitor();
    let flaw = visitor.post("/report", &[("step", "product"), ("brand", "linksys"), ("go", "flaw")]).await;
    let draft = flaw.field("draft").unwrap();
    let fields = [
        ("draft", draft.as_str()),
        ("step", "flaw"),
        ("title", "A title"),
        ("description", "kept words"),
        ("go", "severity"),
    ];
    let files = [FilePart::new("small.txt", "fine"), FilePart::new("large.bin", vec![0; (1 << 20) + 1])];
    let page = visitor.multipart("/report", &fields, &files).await;
    page.is(422).shows("large.bin").shows("kept words").shows("small.txt");
    let blobs = walk(&t.folder.path().join("blobs"));
    assert_eq!(blobs.len(), 1, "{blobs:?}");

    // A day later the draft and its file are gone.
    t.advance_days(2);
    t.work().await;
    assert!(walk(&t.folder.path().join("blobs")).is_empty());
    let late = visitor
        .post(
            "/report",
            &[("draft", &draft), ("step", "person"), ("reporter.name", "late"), ("go", "review")],
        )
        .await;
    late.is(422).shows("Your draft had expired");
    assert_eq!(late.field("reporter.name").as_deref(), Some("late"));
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_wrong_number_and_a_wrong_secret_look_the_same_and_guessing_locks_nobody_out() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let mut guesser = t.visitor();
    let wrong_secret =
        guesser.post("/case", &[("number", &sent.case), ("secret", "00000-00000-00000-00000-00000-0")]).await;
    let wrong_number = guesser.post("/case", &[("number", "LNK-2026-9999"), ("secret", &sent.secret)]).await;
    wrong_secret.is(422).shows("There is no case with this number and this code");
    assert_eq!(
        wrong_secret.text().replace(&sent.case, "N"),
        wrong_number.text().replace("LNK-2026-9999", "N")
    );
    for _ in 0..40 {
        guesser.post("/case", &[("number", &sent.case), ("secret", "x")]).await;
    }
    guesser.post("/case", &[("number", &sent.case), ("secret", "x")]).await.is(429).shows("Too many tries");
    guesser.post("/case", &[("number", &sent.case), ("secret", &sent.secret)]).await.leads_to("/case");
}

#[tokio::test]
async fn both_sides_write_and_a_decision_can_be_appealed_once() {
    let t = Test::new();
    let sent = t.submit(|report| report.reporter.email = Some("r@example.org".into()));
    let case = number(&sent);
    let mut reporter = t.reporter(&sent);
    let triager = t.actor(Role::Triager);
    reporter.post("/case/message", &[("message", "")]).await.is(422).shows("Message: please fill this in");
    let files = [FilePart::new("proof.png", "not really a picture")];
    reporter.multipart("/case/message", &[("message", "More details")], &files).await.leads_to("/case");
    t.perform(&triager, &case, Command::Acknowledge { text: "We are on it".into() });
    t.perform(
        &triager,
        &case,
        Command::Write { text: "canary-note".into(), audience: Audience::Team, to: Addressees::Unnamed },
    );
    let page = reporter.get("/case").await;
    page.is(200).shows("More details").shows("We are on it").shows("proof.png").hides("canary-note");

    let reject = Command::Reject {
        reason: ReasonCode::NotReproducible,
        policy_line: "exclusion-wemo-cloud".into(),
        text: "We could not see it".into(),
    };
    t.perform(&triager, &case, reject);
    let page = reporter.get("/case").await;
    page.shows("We could not see it").shows("/#exclusion-wemo-cloud").shows("You disagree?");
    reporter.post("/case/appeal", &[("appeal_text", "Please look again")]).await.leads_to("/case");
    let page = reporter.get("/case").await;
    page.shows("Please look again").shows("Another person is looking at it").hides("You disagree?");
    reporter.post("/case/appeal", &[("appeal_text", "And again")]).await.is(409);
    let second = t.actor(Role::Manager);
    t.perform(
        &second,
        &case,
        Command::AnswerAppeal { answer: AppealAnswer::Overturned, text: "You were right".into() },
    );
    reporter.get("/case").await.shows("You were right");
}

#[tokio::test]
async fn credit_withdrawal_embargo_and_disclosure_are_in_the_reporters_hands() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let case = number(&sent);
    let mut reporter = t.reporter(&sent);
    reporter.send("/case/credit", &[("credit", "name"), ("credit_name", "nightjar")]).await.shows("nightjar");
    reporter.post("/case/credit", &[("credit", "name"), ("credit_name", "")]).await.is(422);
    reporter
        .post("/case/disclosed", &[("disclosed_url", "javascript:1")])
        .await
        .is(422)
        .shows("javascript:1");
    reporter
        .send("/case/disclosed", &[("disclosed_url", "https://blog.example/x")])
        .await
        .shows("https://blog.example/x");
    reporter.post("/case/embargo", &[("act", "propose"), ("embargo_end", "2020-01-01")]).await.is(409);
    reporter
        .send("/case/embargo", &[("act", "propose"), ("embargo_end", "2026-12-31")])
        .await
        .shows("1 Jan 2027, 00:00 UTC");
    let triager = t.actor(Role::Triager);
    t.perform(&triager, &case, Command::AcceptEmbargo);
    reporter.get("/case").await.shows("Both sides keep silent until");
    reporter
        .post("/case/withdraw", &[("withdraw_reason", "changed my mind")])
        .await
        .is(422)
        .shows("changed my mind");
    let gone = reporter.send("/case/withdraw", &[("withdraw_reason", "my mistake"), ("sure", "yes")]).await;
    gone.is(200).shows("You withdrew this report");
    reporter.send("/case/leave", &[]).await.shows("Open your case").hides("my mistake");
}

#[tokio::test]
async fn somebody_elses_file_or_letter_does_not_exist() {
    let t = Test::new();
    let (one, other) = (t.submit(|_| {}), t.submit(|_| {}));
    let mut owner = t.reporter(&one);
    owner
        .multipart("/case/message", &[("message", "")], &[FilePart::new("own.txt", "own")])
        .await
        .leads_to("/case");
    let page = owner.get("/case").await;
    let address = page.addresses().into_iter().find(|a| a.starts_with("/case/files/")).unwrap();
    owner.get(&address).await.is(200);
    let mut stranger = t.reporter(&other);
    stranger.get(&address).await.is(404);
    stranger.get("/case/letters/1").await.is(404);
    stranger.get("/case/letters/0").await.is(404);
    t.visitor().get(&address).await.is(303);
}

#[tokio::test]
async fn a_draft_is_checked_against_the_case_and_kept_only_when_it_is_shared() {
    let t = Test::new();
    let sent = t.submit(|report| {
        let vector = "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H".to_owned();
        report.severity.cvss3 = Some(domain::severity::ScoredVector { vector, score_tenths: 88 });
    });
    let draft = "# EA7500 flaw\n\ncanary-of-the-draft: a remote attacker on the internet can run commands on the Linksys EA7500.\n";
    let mut stranger = t.visitor();
    let facts =
        [("draft", draft), ("vector", "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), ("model", "EA7500")];
    stranger
        .post("/check-draft", &facts)
        .await
        .is(200)
        .shows("does not fit the attack vector")
        .shows("canary-of-the-draft");
    stranger
        .post("/check-draft", &[("draft", draft), ("vector", "CVSS:3.1/AV:Q")])
        .await
        .is(422)
        .shows("canary-of-the-draft");
    stranger.post("/check-draft", &[("draft", "")]).await.is(422);

    let mut reporter = t.reporter(&sent);
    reporter.get("/check-draft").await.is(200).shows(&format!("the facts of your case {}", sent.case));
    reporter
        .post("/check-draft", &[("draft", draft), ("facts", "case")])
        .await
        .is(200)
        .shows("does not fit the attack vector");
    let entries =
        t.app.store.read(|tx| store::cases::find_by_number(tx, &sent.case)).unwrap().unwrap().version;
    assert_eq!(entries, 2, "a check leaves no entry");
    let shared = reporter.send("/check-draft", &[("draft", draft), ("go", "share")]).await;
    shared.is(200).shows("canary-of-the-draft").shows("Your draft was sent to the team");
}

#[tokio::test]
async fn a_receipt_is_verified_check_by_check_and_a_changed_one_is_not_true() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let receipt = t.reporter(&sent).get("/case/receipt").await.bytes;
    let mut anybody = t.visitor();
    let file = |bytes: Vec<u8>| FilePart { field: "file", ..FilePart::new("receipt.json", bytes) };
    let page = anybody.multipart("/verify", &[], &[file(receipt.clone())]).await;
    page.is(200).shows("Receipt: true").shows("Signed with our key").shows(&sent.case);
    let changed = String::from_utf8(receipt).unwrap().replace("2026-11-23", "2026-11-24");
    let page = anybody.multipart("/verify", &[], &[file(changed.into_bytes())]).await;
    page.is(200).shows("Receipt: not true").hides(&sent.case);
    anybody.multipart("/verify", &[], &[file(b"hello".to_vec())]).await.is(422);
    anybody.multipart("/verify", &[], &[]).await.is(422);
}

#[tokio::test]
async fn two_reporters_of_one_case_see_nothing_of_each_other() {
    let t = Test::new();
    let (one, other) = (
        t.submit(|_| {}),
        t.submit(|report| {
            report.title = "canary-of-the-other-title".into();
            report.description = "canary-of-the-other-text".into();
            report.reporter.name = Some("canary-of-the-other-name".into());
        }),
    );
    let triager = t.actor(Role::Triager);
    let foreign = t.case(&number(&other)).reports[0].clone();
    let adopt = Command::Adopt { report: Box::new(foreign), from: number(&other) };
    t.perform(&triager, &number(&one), adopt);
    let case = t.case(&number(&one));
    assert_eq!(case.reports.len(), 2);
    let page = t.reporter(&one).get("/case").await;
    page.is(200).hides("canary-of-the-other").hides(&other.case);
}

#[tokio::test]
async fn every_step_and_rule_the_pages_name_at_run_time_has_its_words() {
    let steps = [
        "acknowledge",
        "review",
        "approve-rejection",
        "answer-appeal",
        "answer-question",
        "list-devices",
        "commission",
        "approve-no-fix",
        "release-fixes",
        "show-evidence",
        "await-embargo",
        "publish",
        "approve-publication",
        "follow-original",
        "follow-merged",
        "may-appeal",
        "may-disclose",
        "closed",
    ];
    let rules = [
        "fix-link-missing",
        "fix-link-wrong",
        "fix-not-stated-early",
        "fix-status-wrong",
        "remote-claim",
        "rce-term",
        "reach-underclaim",
        "auth-overclaim",
        "auth-underclaim",
        "ui-overclaim",
        "ui-underclaim",
        "vector-mismatch",
        "score-mismatch",
        "severity-mismatch",
        "affected-versions-missing",
        "version-contradiction",
        "cve-missing",
        "cve-wrong",
        "embargoed-product",
        "scope-overclaim",
    ];
    for locale in ui::Locale::all() {
        for step in steps {
            assert!(locale.has(&format!("case-next-{step}")), "{} {step}", locale.code());
        }
        for rule in rules {
            assert!(locale.has(&format!("check-rule-{rule}")), "{} {rule}", locale.code());
        }
    }
}

#[tokio::test]
async fn the_pages_speak_german_too_and_a_search_finds_a_misspelt_model() {
    let t = Test::new();
    let mut visitor = t.visitor();
    visitor.language = "de-AT, en;q=0.5".into();
    visitor.get("/").await.is(200).shows("Was dazugehört").hides("⟦");
    visitor.get("/report").await.is(200).shows("Um welches Gerät geht es?").hides("⟦");
    visitor.get("/report?search=EA7500").await.is(200).shows("Welches genau?").hides("⟦");
    visitor.get("/report?search=EA75O0").await.is(200).shows("EA7500").hides("⟦");
    visitor.get("/report?search=Fritzbox+7590").await.is(200).shows("nicht in unserer Liste");
    visitor
        .get("/report?brand=linksys&model=Fritzbox")
        .await
        .is(200)
        .shows("AVM")
        .shows("Speichern und weiter");
    visitor.get("/check-draft").await.is(200).hides("⟦");
    visitor.get("/verify").await.is(200).hides("⟦");
    visitor.get("/case").await.is(200).hides("⟦");
    visitor.host = "security.wemo.example".into();
    visitor.get("/").await.shows("WeMo").hides("Belkin, Linksys");
}

#[tokio::test]
async fn a_reporter_learns_nothing_of_a_flaw_their_report_does_not_speak_of() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let case = number(&sent);
    let triager = t.actor(Role::Triager);
    t.perform(&triager, &case, Command::Acknowledge { text: String::new() });
    let title = "A second flaw that the team found".to_owned();
    t.perform(&triager, &case, Command::AddVulnerability { title, concerns: Vec::new() });
    let cve = |text: &str| Some(domain::id::CveId::try_from(text.to_owned()).unwrap());
    for (no, id) in [(1, "CVE-2026-10001"), (2, "CVE-2026-20002")] {
        let vulnerability = domain::id::VulnerabilityNo(no);
        t.perform(&triager, &case, Command::SetCve { vulnerability, cve: cve(id) });
    }
    let page = t.reporter(&sent).get("/case").await;
    page.is(200).shows("CVE-2026-10001").hides("CVE-2026-20002").hides("A second flaw");
}
