//! Uploads go on where they were cut: over lost connections and restarts, before the report and after it.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::Method;
use domain::access::Role;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::harness::{Client, Page, Test, contains};

/// A body that ends with a broken connection.
struct Cut(VecDeque<Bytes>);

impl futures_core::Stream for Cut {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let lost = || Some(Err(io::ErrorKind::ConnectionReset.into()));
        Poll::Ready(self.0.pop_front().map(Ok).map_or_else(lost, Some))
    }
}

fn cut_after(bytes: &[u8]) -> Body {
    Body::from_stream(Cut(bytes.chunks(1_000).map(Bytes::copy_from_slice).collect()))
}

fn sample(size: usize) -> Vec<u8> {
    (0..size).map(|n| u8::try_from(n * 31 % 251).unwrap()).collect()
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Somebody with a bearer token and an upload.
struct Uploader {
    client: Client,
    bearer: String,
    address: String,
}

impl Uploader {
    /// Begins an upload into a case.
    async fn into_case(t: &Test, (case, secret): (&str, &str), wish: &Value) -> Self {
        let mut client = t.visitor();
        let bearer = format!("Bearer {secret}");
        let headers = [("authorization", bearer.as_str())];
        let address = format!("/api/v1/cases/{case}/uploads");
        let page = client.json(Method::POST, &address, &headers, wish).await;
        page.is(201);
        assert_eq!(page.headers["upload-offset"], "0");
        let address = local(&page);
        Self { client, bearer, address }
    }

    /// Begins an upload before the report; answers its token as well.
    async fn alone(t: &Test, wish: &Value) -> (Self, String) {
        let mut client = t.visitor();
        let page = client.json(Method::POST, "/api/v1/uploads", &[], wish).await;
        let token = page.is(201).json()["token"].as_str().unwrap().to_owned();
        (Self { client, bearer: format!("Bearer {token}"), address: local(&page) }, token)
    }

    async fn send(&mut self, offset: usize, body: impl Into<Body>) -> Page {
        let offset = offset.to_string();
        let headers = [
            ("authorization", self.bearer.as_str()),
            ("upload-offset", &offset),
            ("content-type", "application/partial-upload"),
        ];
        self.client.request(Method::PATCH, &self.address, &headers, body.into()).await
    }

    async fn ask(&mut self, method: Method) -> Page {
        let headers = [("authorization", self.bearer.as_str())];
        self.client.request(method, &self.address, &headers, Body::empty()).await
    }

    /// The byte to go on from.
    async fn offset(&mut self) -> usize {
        let page = self.ask(Method::HEAD).await;
        page.is(204);
        page.headers["upload-offset"].to_str().unwrap().parse().unwrap()
    }
}

/// The path of the address in `Location`.
fn local(page: &Page) -> String {
    let address = page.headers["location"].to_str().unwrap();
    url::Url::parse(address).unwrap().path().to_owned()
}

fn wish(bytes: &[u8]) -> Value {
    json!({"name": "router.pcap", "length": bytes.len(), "sha256": sha256(bytes)})
}

async fn seen(t: &Test, case: &str, secret: &str) -> Value {
    let bearer = format!("Bearer {secret}");
    let address = format!("/api/v1/cases/{case}");
    let headers = [("authorization", bearer.as_str())];
    t.visitor().request(Method::GET, &address, &headers, Body::empty()).await.is(200).json()
}

#[tokio::test]
async fn an_upload_that_was_cut_in_the_middle_goes_on_where_it_was() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let bytes = sample(30_000);
    let mut uploader = Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
    uploader.send(0, cut_after(&bytes[..12_345])).await;
    assert_eq!(uploader.offset().await, 12_345, "what arrived is kept");
    let page = uploader.send(12_345, bytes[12_345..20_000].to_vec()).await.is(200).json();
    assert_eq!((page["offset"].as_u64(), page["complete"].as_bool()), (Some(20_000), Some(false)));
    let page = uploader.send(20_000, bytes[20_000..].to_vec()).await;
    assert_eq!(page.is(200).headers["upload-complete"], "?1");
    assert_eq!(page.json()["file"]["sha256"], sha256(&bytes));
    let seen = seen(&t, &sent.case, &sent.secret).await;
    assert_eq!(seen["files"][0]["name"], "router.pcap");
    let id = seen["files"][0]["id"].as_str().unwrap();
    let mut reporter = t.reporter(&sent);
    assert!(reporter.get(&format!("/case/files/{id}")).await.is(200).bytes == bytes);
    assert_eq!(uploader.ask(Method::GET).await.is(200).json()["complete"], true, "a repeat learns it");
}

#[tokio::test]
async fn an_upload_survives_a_restart_of_the_server_between_its_parts() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let bytes = sample(9_000);
    let mut uploader = Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
    uploader.send(0, bytes[..4_000].to_vec()).await.is(200);
    let (address, bearer) = (uploader.address.clone(), uploader.bearer.clone());
    drop(uploader);
    let t = t.restart();
    let mut uploader = Uploader { client: t.visitor(), bearer, address };
    assert_eq!(uploader.offset().await, 4_000);
    uploader.send(4_000, bytes[4_000..].to_vec()).await.is(200);
    assert_eq!(seen(&t, &sent.case, &sent.secret).await["files"][0]["size"], 9_000);
    assert!(!contains(&t.stolen_bytes(), &bytes[100..200]), "parts and file are sealed");
    assert!(!contains(&t.stolen_bytes(), b"router.pcap"));
}

#[tokio::test]
async fn another_offset_is_refused_with_the_right_one() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let bytes = sample(5_000);
    let mut uploader = Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
    uploader.send(0, bytes[..1_000].to_vec()).await.is(200);
    for wrong in [0, 500, 2_000] {
        let page = uploader.send(wrong, bytes[wrong..].to_vec()).await;
        assert_eq!(page.is(409).headers["upload-offset"], "1000");
        assert_eq!(page.headers["content-type"], "application/problem+json");
        assert_eq!(page.json()["type"], "/api/v1/docs#problem-upload-offset");
    }
    let headers = [("authorization", uploader.bearer.as_str())];
    let page = uploader.client.request(Method::PATCH, &uploader.address, &headers, Body::from("x")).await;
    assert_eq!(page.is(422).json()["errors"][0]["header"], "Upload-Offset");
    assert_eq!(uploader.offset().await, 1_000);
}

#[tokio::test]
async fn more_bytes_than_announced_are_refused_and_what_was_stored_stays() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let bytes = sample(2_000);
    let mut uploader = Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
    uploader.send(0, bytes[..1_500].to_vec()).await.is(200);
    let page = uploader.send(1_500, sample(501)).await;
    assert_eq!(page.is(400).json()["type"], "/api/v1/docs#problem-upload-length");
    assert_eq!(uploader.offset().await, 1_500);
    let (offset, bearer) = (("upload-offset", "1500"), ("authorization", uploader.bearer.as_str()));
    let headers = [offset, bearer, ("upload-complete", "?1")];
    let page = uploader.client.request(Method::PATCH, &uploader.address, &headers, Body::from("xy")).await;
    assert_eq!(page.is(400).headers["upload-offset"], "1502", "it was called the last part and is not");
    let max = u64::from(t.app.program().program.intake.file_max_mib) << 20;
    let too_large = json!({"name": "a", "length": max + 1});
    let headers = [bearer];
    let address = format!("/api/v1/cases/{}/uploads", sent.case);
    uploader.client.json(Method::POST, &address, &headers, &too_large).await.is(413);
    let empty = json!({"name": " ", "length": 0, "sha256": "abc"});
    let page = uploader.client.json(Method::POST, &address, &headers, &empty).await.is(422).json();
    let pointers: Vec<_> =
        page["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/length", "/name", "/sha256"]);
}

#[tokio::test]
async fn bytes_with_another_digest_than_announced_are_thrown_away() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let bytes = sample(3_000);
    let mut uploader = Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
    let mut other = bytes.clone();
    other[1_234] ^= 1;
    let page = uploader.send(0, other).await;
    assert_eq!(page.is(422).json()["type"], "/api/v1/docs#problem-upload-digest");
    uploader.ask(Method::GET).await.is(404);
    assert_eq!(seen(&t, &sent.case, &sent.secret).await["files"], json!([]));
    assert_eq!(blobs(&t), 0, "nothing is left on the disk");
}

/// Sealed files on the disk.
fn blobs(t: &Test) -> usize {
    t.app.store.blobs().list_older_than(i64::MAX).unwrap().len()
}

#[tokio::test]
async fn an_upload_does_not_exist_for_anybody_else() {
    let t = Test::new();
    let (sent, other) = (t.submit(|_| {}), t.submit(|_| {}));
    let bytes = sample(100);
    let mut uploader = Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
    let (mut alone, token) = Uploader::alone(&t, &wish(&bytes)).await;
    let unknown = "/api/v1/uploads/4711".to_owned();
    let in_other = uploader.address.replace(&sent.case, &other.case);
    let mut answers = Vec::new();
    for (address, secret) in [
        (uploader.address.clone(), &other.secret),
        (in_other, &other.secret),
        (alone.address.clone(), &sent.secret),
        (unknown, &token),
        ("/api/v1/uploads/nothing".to_owned(), &token),
    ] {
        let bearer = format!("Bearer {secret}");
        for method in [Method::GET, Method::PATCH, Method::DELETE] {
            let headers = [("authorization", bearer.as_str()), ("upload-offset", "0")];
            let page = t.visitor().request(method, &address, &headers, Body::from("x")).await;
            answers.push(page.is(404).text());
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "all of them in the same words");
    let mut anonymous = t.visitor();
    anonymous.get(&alone.address).await.is(401);
    assert_eq!((uploader.offset().await, alone.offset().await), (0, 0));
}

#[tokio::test]
async fn files_that_were_uploaded_before_belong_to_the_report_that_names_them() {
    let t = Test::new();
    let bytes = sample(20_000);
    let (mut first, one) = Uploader::alone(&t, &wish(&bytes)).await;
    first.send(0, bytes[..9_000].to_vec()).await.is(200);
    let report = |tokens: &[&str]| json!({"model": "EA7500", "title": "A flaw", "description": "It is.", "attachments": tokens});
    let mut tool = t.visitor();
    let unfinished = tool.json(Method::POST, "/api/v1/reports", &[], &report(&[&one])).await;
    assert_eq!(unfinished.is(422).json()["errors"][0]["pointer"], "/attachments/0");
    first.send(9_000, bytes[9_000..].to_vec()).await.is(200);
    let (mut second, two) = Uploader::alone(&t, &json!({"name": "note.txt", "length": 3})).await;
    second.send(0, "abc").await.is(200);
    let key = [("idempotency-key", "one report")];
    let answer = tool.json(Method::POST, "/api/v1/reports", &key, &report(&[&one, &two])).await;
    let answer = answer.is(201).json();
    let again = tool.json(Method::POST, "/api/v1/reports", &key, &report(&[&one, &two])).await;
    assert_eq!(again.is(201).json(), answer);
    let (case, secret) = (answer["case"].as_str().unwrap(), answer["secret"].as_str().unwrap());
    let files = seen(&t, case, secret).await["files"].clone();
    let names: Vec<_> = files.as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["router.pcap", "note.txt"]);
    let receipt = &answer["receipt"]["receipt"];
    assert!(answer["receipt"].to_string().contains(&sha256(&bytes)), "the receipt names them: {receipt}");
    first.ask(Method::GET).await.is(404);
    let other = tool.json(Method::POST, "/api/v1/reports", &[], &report(&[&one])).await;
    assert_eq!(other.is(422).json()["errors"][0]["pointer"], "/attachments/0", "a token works once");
    t.advance_days(4);
    t.work().await;
    let id = files[0]["id"].as_str().unwrap();
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str())];
    let address = format!("/api/v1/cases/{case}/files/{id}");
    let page = t.visitor().request(Method::GET, &address, &headers, Body::empty()).await;
    assert!(page.is(200).bytes == bytes, "the file stays when the time of the upload is over");
}

#[tokio::test]
async fn uploads_that_nobody_finishes_or_names_are_gone_after_two_days() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let bytes = sample(2_000);
    let mut cut = Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
    cut.send(0, bytes[..1_000].to_vec()).await.is(200);
    let (mut unnamed, token) = Uploader::alone(&t, &wish(&bytes)).await;
    unnamed.send(0, bytes.clone()).await.is(200);
    assert_eq!(blobs(&t), 2);
    t.advance_days(3);
    cut.ask(Method::HEAD).await.is(404);
    unnamed.ask(Method::HEAD).await.is(404);
    t.work().await;
    assert_eq!(blobs(&t), 0);
    let report =
        json!({"model": "EA7500", "title": "A flaw", "description": "It is.", "attachments": [token]});
    t.visitor().json(Method::POST, "/api/v1/reports", &[], &report).await.is(422);
    let found =
        server::action::read::view(&t.app, &domain::access::Actor::System, &sent.case.as_str().into());
    assert!(found.is_ok(), "the case itself stays");
}

#[tokio::test]
async fn the_team_uploads_for_itself_and_one_report_has_so_many_on_their_way() {
    use server::action::accounts::tokens::{Wish, make};
    let t = Test::new();
    let sent = t.submit(|_| {});
    let (_, user) = t.staff_with(&[Role::Triager]);
    let token = make(&t.app, user, &Wish { name: "a script".into(), roles: Vec::new(), days: None }).unwrap();
    let wanted = json!({"name": "internal.txt", "length": 4, "audience": "team"});
    let mut triager = Uploader::into_case(&t, (&sent.case, &token), &wanted).await;
    triager.send(0, "note").await.is(200);
    assert_eq!(seen(&t, &sent.case, &token).await["files"][0]["name"], "internal.txt");
    assert_eq!(seen(&t, &sent.case, &sent.secret).await["files"], json!([]), "not for the reporter");
    let most = t.app.program().program.intake.files_max;
    let bytes = sample(10);
    let mut last = None;
    for _ in 0..most {
        last = Some(Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await);
    }
    let mut last = last.unwrap();
    let headers = [("authorization", last.bearer.as_str())];
    let address = format!("/api/v1/cases/{}/uploads", sent.case);
    last.client.json(Method::POST, &address, &headers, &wish(&bytes)).await.is(429);
    last.ask(Method::DELETE).await.is(204);
    Uploader::into_case(&t, (&sent.case, &sent.secret), &wish(&bytes)).await;
}

#[tokio::test]
async fn files_that_were_gathered_for_a_report_that_failed_can_go_elsewhere() {
    let t = Test::new();
    let bytes = sample(3_000);
    let mut tokens = Vec::new();
    for _ in 0..3 {
        let (mut uploader, token) = Uploader::alone(&t, &wish(&bytes)).await;
        uploader.send(0, bytes.clone()).await.is(200);
        tokens.push(token);
    }
    let gathered = server::action::uploads::gather(&t.app, &tokens).unwrap();
    assert_eq!(gathered.0.unwrap().files.len(), 3);
    let report = |tokens: &[String]| json!({"model": "EA7500", "title": "A flaw", "description": "It is.", "attachments": tokens});
    let mut tool = t.visitor();
    let mut cases = Vec::new();
    for token in &tokens[1..] {
        let answer =
            tool.json(Method::POST, "/api/v1/reports", &[], &report(std::slice::from_ref(token))).await;
        let answer = answer.is(201).json();
        cases.push(["case", "secret"].map(|member| answer[member].as_str().unwrap().to_owned()));
    }
    t.advance_days(3);
    t.work().await;
    for [case, secret] in &cases {
        let files = seen(&t, case, secret).await["files"].clone();
        assert_eq!(files.as_array().unwrap().len(), 1, "{case}");
    }
    assert_eq!(blobs(&t), 2, "the one that nobody took is gone");
}
