//! The API: reports in, cases out, and the form of every refusal.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::it::harness::{Client, Page, Test};

fn report() -> Value {
    json!({
        "model": "EA7500 v2",
        "title": "Command injection in the ping page",
        "description": "The ping page runs what it is given.",
    })
}

async fn post(client: &mut Client, body: &Value) -> Page {
    client.json(Method::POST, "/api/v1/reports", &[], body).await
}

/// Checks that an answer is a problem document with these pointers.
#[track_caller]
fn is_problem(page: &Page, status: u16, pointers: &[&str]) {
    page.is(status);
    assert_eq!(page.headers["content-type"], "application/problem+json", "{}", page.address);
    let problem = page.json();
    assert_eq!(problem["status"], status);
    assert!(problem["type"].as_str().unwrap().starts_with("/api/v1/docs#problem-"));
    let found: Vec<_> =
        problem["errors"].as_array().into_iter().flatten().map(|e| e["pointer"].as_str().unwrap()).collect();
    assert_eq!(found, pointers, "{problem}");
}

#[tokio::test]
async fn a_report_is_received_with_number_secret_and_a_receipt_that_proves_it() {
    let t = Test::new();
    let mut tool = t.visitor();
    let page = post(&mut tool, &report()).await;
    page.is(201);
    let answer = page.json();
    assert_eq!(answer["case"], "LNK-2026-0001");
    assert_eq!(page.headers["location"], answer["links"]["case"].as_str().unwrap());
    assert!(answer["secret"].as_str().unwrap().len() >= 26);
    assert!(answer["acknowledge_by"].as_str().unwrap().ends_with('Z'));
    assert_eq!(answer["report_salt"].as_str().unwrap().len(), 64);
    assert!(answer["receipt"].is_object());
    let key = t.app.signer.verifier().clone();
    let bytes = serde_json::to_vec(&answer["receipt"]).unwrap();
    let verdict = formats::verify::verify(&bytes, Some(&key)).unwrap();
    assert!(verdict.is_true(), "{verdict:?}");
}

#[tokio::test]
async fn everything_a_reporter_can_say_arrives() {
    let t = Test::new();
    let mut all = report();
    let more = json!({
        "brand": "linksys", "hardware_revision": "v2", "firmware": "2.0.8.194281", "tested": "on_device",
        "steps": "1. Ping.", "observed": "A shell.", "impact": "Everything.",
        "cvss": "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "cwe": "CWE-78",
        "public_url": "https://blog.example/x", "exploited": true, "planned_publication": "2027-01-15",
        "other_makers": "Perhaps", "tools": "A fuzzer",
        "reporter": {"name": "Grace", "email": "grace@example.org", "credit": true, "language": "de"},
    });
    all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = post(&mut t.visitor(), &all).await.is(201).json();
    let case = t.case(&answer["case"].as_str().unwrap().into());
    let report = &case.reports[0].report;
    assert_eq!(report.severity.cvss3.as_ref().unwrap().score_tenths, 88);
    assert_eq!(report.cwe.unwrap().0, 78);
    assert_eq!(report.planned_publication.unwrap().to_string(), "2027-01-15");
    assert_eq!(report.reporter.credit, domain::report::Credit::As { name: "Grace".into() });
    assert_eq!(report.reporter.language, "de");
    assert!(report.exploited);
}

#[tokio::test]
async fn a_device_that_is_not_in_the_list_is_received_too() {
    let t = Test::new();
    for (model, prefix) in [("not in the list", ""), ("Belkin toaster 9000", "BLK"), ("EA7500", "LNK")] {
        let mut body = report();
        body["model"] = json!(model);
        let answer = post(&mut t.visitor(), &body).await.is(201).json();
        let case = answer["case"].as_str().unwrap();
        assert!(case.starts_with(prefix), "{model}: {case}");
    }
}

#[tokio::test]
async fn every_member_that_cannot_be_accepted_is_named_by_its_pointer() {
    let t = Test::new();
    let mut tool = t.visitor();
    is_problem(&post(&mut tool, &json!({})).await, 422, &["/description", "/model", "/title"]);
    let mut bad = report();
    bad["cvss"] = json!("CVSS:3.1/AV:Q");
    bad["planned_publication"] = json!("next week");
    bad["reporter"] = json!({"email": "nobody"});
    is_problem(&post(&mut tool, &bad).await, 422, &["/cvss", "/planned_publication", "/reporter/email"]);
    let mut unknown = report();
    unknown["titel"] = json!("x");
    let page = post(&mut tool, &unknown).await;
    is_problem(&page, 422, &["/titel"]);
    page.shows("titel");
    let mut deep = report();
    deep["reporter"] = json!({"phone": "1"});
    is_problem(&post(&mut tool, &deep).await, 422, &["/reporter/phone"]);
    let mut wrong = report();
    wrong["exploited"] = json!("a secret");
    let page = post(&mut tool, &wrong).await;
    is_problem(&page, 422, &["/exploited"]);
    page.hides("a secret");
    let mut brand = report();
    brand["brand"] = json!("Linksis");
    let page = post(&mut tool, &brand).await;
    is_problem(&page, 422, &["/brand"]);
    page.shows("Linksys");
    assert_eq!(t.case_count(), 0, "nothing of it was stored");
}

#[tokio::test]
async fn refusals_of_the_framework_are_problem_documents_too() {
    let t = Test::new();
    let mut tool = t.visitor();
    let json = [("content-type", "application/json")];
    let page = tool.request(Method::POST, "/api/v1/reports", &json, Body::from("{\"title\":")).await;
    is_problem(&page, 400, &[]);
    let page = tool.request(Method::POST, "/api/v1/reports", &[], Body::from("{}")).await;
    is_problem(&page, 415, &[]);
    let large = format!("{{\"title\":\"{}\"}}", "x".repeat(300 << 10));
    let page = tool.request(Method::POST, "/api/v1/reports", &json, Body::from(large)).await;
    is_problem(&page, 413, &[]);
    let page = tool.get("/api/v1/reports").await;
    is_problem(&page, 405, &[]);
    assert_eq!(page.headers["allow"], "POST");
    is_problem(&tool.get("/api/v1/nothing/here").await, 404, &[]);
}

#[tokio::test]
async fn a_repeat_with_the_same_key_gives_the_first_answer() {
    let t = Test::new();
    let mut tool = t.visitor();
    let key = [("idempotency-key", "6f1c2a90-7b1e-4f38-9d0c-5f2a3a7b9c11")];
    let first = tool.json(Method::POST, "/api/v1/reports", &key, &report()).await;
    let second = tool.json(Method::POST, "/api/v1/reports", &key, &report()).await;
    first.is(201);
    assert_eq!(first.json(), second.json());
    assert_eq!(t.case_count(), 1);
    let mut other = report();
    other["title"] = json!("Another flaw");
    let page = tool.json(Method::POST, "/api/v1/reports", &key, &other).await;
    page.is(422);
    assert_eq!(page.json()["errors"][0]["header"], "Idempotency-Key");
}

#[tokio::test]
async fn a_flood_from_one_network_ends_and_leaves_the_others_alone() {
    let t = Test::with(|config| config.reports_per_hour = 3);
    let (mut noisy, mut quiet) = (t.visitor(), t.visitor());
    for _ in 0..3 {
        post(&mut noisy, &report()).await.is(201);
    }
    let page = post(&mut noisy, &report()).await;
    is_problem(&page, 429, &[]);
    assert!(page.headers.contains_key("retry-after"));
    post(&mut quiet, &report()).await.is(201);
}

#[tokio::test]
async fn the_description_names_every_address_and_the_page_shows_it() {
    let t = Test::new();
    let mut reader = t.visitor();
    let document = reader.get("/api/v1/openapi.json").await.is(200).json();
    assert_eq!(document["openapi"].as_str().unwrap().get(..3), Some("3.1"));
    assert!(document["paths"]["/api/v1/reports"]["post"].is_object());
    let page = reader.get("/api/v1/docs").await;
    page.is(200).shows("POST /api/v1/reports").shows("hardware_revision").shows("problem-too-many");
    reader.get("/api/v1/").await.leads_to("/api/v1/docs");
}

#[tokio::test]
async fn the_server_says_that_it_is_alive_and_ready() {
    let t = Test::new();
    let mut probe = t.visitor();
    assert_eq!(probe.get("/healthz").await.is(200).text(), "alive\n");
    assert_eq!(probe.get("/readyz").await.is(200).text(), "ready\n");
}

/// A report sent over the API: the case and its secret.
async fn sent(t: &Test) -> (String, String) {
    let answer = post(&mut t.visitor(), &report()).await.is(201).json();
    (answer["case"].as_str().unwrap().to_owned(), answer["secret"].as_str().unwrap().to_owned())
}

async fn call(client: &mut Client, method: Method, address: &str, bearer: &str, body: &Value) -> Page {
    let bearer = format!("Bearer {bearer}");
    client.json(method, address, &[("authorization", &bearer)], body).await
}

async fn look(client: &mut Client, address: &str, bearer: &str) -> Page {
    let bearer = format!("Bearer {bearer}");
    client.request(Method::GET, address, &[("authorization", &bearer)], Body::empty()).await
}

#[tokio::test]
async fn the_secret_opens_the_case_and_says_who_acts_next() {
    let t = Test::new();
    let (case, secret) = sent(&t).await;
    let mut tool = t.visitor();
    let seen =
        look(&mut tool, &format!("/api/v1/cases/{}", case.to_lowercase()), &secret).await.is(200).json();
    assert_eq!(seen["state"], "new");
    assert_eq!(seen["next"]["who"], "team");
    assert_eq!(seen["next"]["what"], "acknowledge");
    assert!(seen["next"]["by"].is_string());
    assert_eq!(seen["reports"][0]["green_light"]["light"], "red");
    assert_eq!(seen["letters"][0]["kind"], "receipt");
    assert_eq!(seen["timeline"][0]["event"], "opened");
    assert!(seen.get("team").is_none());
}

#[tokio::test]
async fn what_does_not_exist_and_what_is_not_for_the_caller_are_one_document() {
    let t = Test::new();
    let (case, secret) = sent(&t).await;
    let (other, _) = sent(&t).await;
    let mut tool = t.visitor();
    let address = format!("/api/v1/cases/{case}");
    let mut answers = Vec::new();
    for (address, bearer) in [
        (address.clone(), "0000-0000".to_owned()),
        (address.clone(), "0".repeat(26)),
        (address.clone(), "tellfirst_0000".to_owned()),
        (format!("/api/v1/cases/{other}"), secret.clone()),
        ("/api/v1/cases/LNK-2026-9999".to_owned(), secret.clone()),
        ("/api/v1/cases/nothing".to_owned(), secret.clone()),
        (format!("{address}/letters/7"), secret.clone()),
        (format!("{address}/files/7"), secret.clone()),
    ] {
        let page = look(&mut tool, &address, &bearer).await;
        is_problem(&page, 404, &[]);
        answers.push(page.text());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    let page = tool.get(&address).await;
    is_problem(&page, 401, &[]);
    assert_eq!(page.headers["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn a_reporter_writes_appeals_names_and_withdraws_over_the_api() {
    let t = Test::new();
    let (case, secret) = sent(&t).await;
    let mut tool = t.visitor();
    let at = |part: &str| format!("/api/v1/cases/{case}/{part}");
    let seen =
        call(&mut tool, Method::POST, &at("messages"), &secret, &json!({"text": "One more thing."})).await;
    assert!(seen.is(201).text().contains("One more thing."));
    let page = call(&mut tool, Method::PUT, &at("credit"), &secret, &json!({"credit": "Grace"})).await;
    assert_eq!(page.is(200).json()["reports"][0]["credit"]["name"], "Grace");
    let page = call(&mut tool, Method::POST, &at("appeal"), &secret, &json!({"text": "But it is."})).await;
    is_problem(&page, 409, &[]);
    let propose = json!({"step": "propose", "end": "2027-01-15T12:00:00Z", "reason": "A talk."});
    let page = call(&mut tool, Method::POST, &at("embargo"), &secret, &propose).await;
    assert_eq!(page.is(201).json()["embargo"]["state"], "proposed");
    let page =
        call(&mut tool, Method::POST, &at("withdrawal"), &secret, &json!({"reason": "A mistake."})).await;
    assert_eq!(page.is(201).json()["state"], "withdrawn");
}

#[tokio::test]
async fn the_receipt_is_the_file_that_verifies() {
    let t = Test::new();
    let (case, secret) = sent(&t).await;
    let page = look(&mut t.visitor(), &format!("/api/v1/cases/{case}/receipt"), &secret).await;
    let verdict = formats::verify::verify(&page.is(200).bytes, None).unwrap();
    assert!(verdict.is_true(), "{verdict:?}");
    assert!(page.headers["content-disposition"].to_str().unwrap().contains(&case));
}

#[tokio::test]
async fn a_file_goes_in_and_comes_out_as_it_was() {
    let t = Test::new();
    let (case, secret) = sent(&t).await;
    let mut tool = t.visitor();
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "image/png")];
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let address = format!("/api/v1/cases/{case}/files?name=proof.png");
    let page = tool.request(Method::POST, &address, &headers, Body::from(bytes.clone())).await;
    let stored = page.is(201).json();
    assert_eq!(stored["size"], 300_000);
    let seen = look(&mut tool, &format!("/api/v1/cases/{case}"), &secret).await.json();
    assert_eq!(seen["files"][0]["name"], "proof.png");
    let id = stored["id"].as_str().unwrap();
    let page = look(&mut tool, &format!("/api/v1/cases/{case}/files/{id}"), &secret).await;
    assert!(page.is(200).bytes == bytes);
}

#[tokio::test]
async fn a_token_does_what_its_owner_may_and_nothing_after_it_is_revoked() {
    use domain::access::Role;
    use server::action::accounts::tokens::{Wish, make, revoke};
    let t = Test::new();
    let (case, _) = sent(&t).await;
    let mut tool = t.visitor();
    let address = format!("/api/v1/cases/{case}");
    let token = |roles: &[Role], only: &[Role]| {
        let (_, user) = t.staff_with(roles);
        make(&t.app, user, &Wish { name: "a script".into(), roles: only.to_vec(), days: None }).unwrap()
    };
    let triager = token(&[Role::Triager], &[]);
    assert!(look(&mut tool, &address, &triager).await.is(200).json()["team"].is_object());
    is_problem(&look(&mut tool, &address, &token(&[Role::Administrator], &[])).await, 404, &[]);
    let narrowed = token(&[Role::Triager, Role::Administrator], &[Role::Administrator]);
    is_problem(&look(&mut tool, &address, &narrowed).await, 404, &[]);
    assert!(revoke(&t.app, 1).unwrap());
    is_problem(&look(&mut tool, &address, &triager).await, 404, &[]);
}

#[tokio::test]
async fn metrics_name_routes_and_no_case() {
    let t = Test::new();
    let (case, secret) = sent(&t).await;
    look(&mut t.visitor(), &format!("/api/v1/cases/{case}"), &secret).await.is(200);
    let text = t.app.run(server::metrics::text).await.unwrap();
    assert!(text.contains("route=\"/api/v1/cases/{case}\",status=\"200\""), "{text}");
    assert!(
        text.contains("tellfirst_outbox_open{kind=\"mail\"}")
            && text.contains("process_resident_memory_bytes")
    );
    assert!(!text.contains(&case) && !text.contains("LNK"));
    t.visitor().get("/metrics").await.is(404);
}

#[tokio::test]
async fn the_team_lists_cases_and_acts_on_them() {
    use domain::access::Role;
    use server::action::accounts::tokens::{Wish, make};
    let t = Test::new();
    let (first, _) = sent(&t).await;
    let (second, _) = sent(&t).await;
    let mut tool = t.visitor();
    let token = |role: Role| {
        let (_, user) = t.staff_with(&[role]);
        make(&t.app, user, &Wish { name: "a script".into(), roles: Vec::new(), days: Some(1) }).unwrap()
    };
    let (triager, publisher, remediator) =
        (token(Role::Triager), token(Role::Publisher), token(Role::Remediator));
    let page = look(&mut tool, "/api/v1/cases?state=new&limit=1", &triager).await.is(200).json();
    assert_eq!(page["cases"].as_array().unwrap().len(), 1);
    let next = format!("/api/v1/cases?state=new&limit=1&after={}", page["next"].as_str().unwrap());
    let other = look(&mut tool, &next, &triager).await.is(200).json();
    let mut both = [&page, &other].map(|page| page["cases"][0]["case"].as_str().unwrap().to_owned());
    both.sort();
    assert_eq!(both, [first.clone(), second]);
    let found = look(&mut tool, "/api/v1/cases?q=state:new%20command", &triager).await.is(200).json();
    assert_eq!(found["cases"].as_array().unwrap().len(), 2);
    is_problem(&look(&mut tool, "/api/v1/cases?q=stat:new", &triager).await, 422, &["/q"]);
    let act = json!({"command": "acknowledge", "text": "Thank you, we look at it."});
    let address = format!("/api/v1/cases/{first}/commands");
    let seen = call(&mut tool, Method::POST, &address, &triager, &act).await.is(200).json();
    assert_eq!(seen["state"], "in-review");
    is_problem(&call(&mut tool, Method::POST, &address, &triager, &act).await, 409, &[]);
    is_problem(&call(&mut tool, Method::POST, &address, &publisher, &act).await, 404, &[]);
    let page = look(&mut tool, "/api/v1/cases", &publisher).await.is(200).json();
    assert_eq!(page["cases"], json!([]), "a publisher sees confirmed cases only");
    is_problem(&look(&mut tool, "/api/v1/cases", &remediator).await, 404, &[]);
    is_problem(&look(&mut tool, "/api/v1/cases?state=nwe", &triager).await, 422, &["/state"]);
    let wrong = json!({"command": "explode"});
    call(&mut tool, Method::POST, &address, &triager, &wrong).await.is(422);
    t.advance_days(2);
    is_problem(&look(&mut tool, "/api/v1/cases", &triager).await, 404, &[]);
}

#[tokio::test]
async fn drafts_and_vectors_are_judged_without_an_account() {
    let t = Test::new();
    let mut tool = t.visitor();
    let draft = json!({"draft": "# A flaw\n\nRemote attackers win.", "facts": {"vendor": "Linksys", "fixed": ["1.2"]}});
    let answer = tool.json(Method::POST, "/api/v1/check-draft", &[], &draft).await.is(200).json();
    assert!(!answer["findings"].as_array().unwrap().is_empty());
    let bad = json!({"draft": "x", "facts": []});
    is_problem(&tool.json(Method::POST, "/api/v1/check-draft", &[], &bad).await, 422, &["/facts"]);
    let vector = json!({"vector": "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"});
    let answer = tool.json(Method::POST, "/api/v1/cvss", &[], &vector).await.is(200).json();
    assert_eq!((answer["score"].as_f64(), answer["severity"].as_str()), (Some(8.8), Some("HIGH")));
    let bad = json!({"vector": "CVSS:3.1/AV:Q"});
    is_problem(&tool.json(Method::POST, "/api/v1/cvss", &[], &bad).await, 422, &["/vector"]);
}

#[tokio::test]
async fn a_csaf_document_is_judged_without_an_account_and_a_hostile_one_refused() {
    const ADDRESS: &str = "/api/v1/csaf/validate";
    let t = Test::new();
    let mut tool = t.visitor();
    let empty = json!({"document": {"csaf_version": "2.0"}});
    let answer = tool.json(Method::POST, ADDRESS, &[], &empty).await.is(200).json();
    assert_eq!((answer["valid"].as_bool(), answer["version"].as_str()), (Some(false), Some("2.0")));
    assert_eq!(answer["findings"][0]["test"], "schema");
    is_problem(&tool.json(Method::POST, ADDRESS, &[], &json!({})).await, 422, &["/document/csaf_version"]);
    let mut send = async |text: String| {
        tool.request(Method::POST, ADDRESS, &[("content-type", "application/json")], text.into()).await
    };
    is_problem(&send(r#"{"a":{"b":1,"b":2}}"#.to_owned()).await, 422, &["/a/b"]);
    is_problem(&send("{\"a\":1".to_owned()).await, 400, &[]);
    is_problem(&send(format!("[{}]", " ".repeat(9 << 20))).await, 413, &[]);
    send(format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))).await.is(422);
    send(format!("[0{}]", ",0".repeat(2_000_000))).await.is(422);
}

#[tokio::test]
async fn one_network_gets_a_bounded_number_of_documents_checked() {
    let t = Test::new();
    let mut tool = t.visitor();
    let mut statuses = Vec::new();
    for _ in 0..605 {
        let page = tool.json(Method::POST, "/api/v1/csaf/validate", &[], &json!({})).await;
        statuses.push(page.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 600);
    assert!(statuses.ends_with(&[429]));
}
