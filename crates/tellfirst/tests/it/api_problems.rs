//! Every refusal of the API is a problem document (RFC 9457), at every address and whatever is wrong.

use axum::body::Body;
use axum::http::Method;

use super::harness::{Page, Test};
use super::routes::routes;

/// A way to be refused: its name, and the headers and the body that bring it about.
type Way = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const WAYS: [Way; 8] = [
    ("nobody", &[], ""),
    ("a wrong token", &[("authorization", "Bearer tellfirst_0000")], ""),
    ("a wrong secret", &[("authorization", "Bearer 00000-00000-00000-00000-00000-0")], "{}"),
    ("another scheme", &[("authorization", "Basic YTpi")], ""),
    ("broken JSON", &[("content-type", "application/json")], "{\"title\":"),
    ("another shape", &[("content-type", "application/json")], "[1, 2]"),
    ("no JSON", &[("content-type", "text/plain")], "hello"),
    ("another site", &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")], "{}"),
];

#[tokio::test]
async fn every_refusal_at_every_address_of_the_api_is_a_problem_document() {
    let t = Test::new();
    let mut wrong = Vec::new();
    let mut refused = 0;
    for (method, path) in routes(&t).await.into_iter().filter(|(_, path)| path.starts_with("/api/")) {
        let address = path.replace("{case}", "LNK-2026-0001").replace("{file}", "1").replace("{upload}", "1");
        let address = address.replace("{serial}", "1").replace("{*rest}", "nothing/here");
        let address = address.replace("{advisory}", "LNK-2026-0001");
        assert!(!address.contains('{'), "{address}: give this part a value");
        let method = if method == "ANY" { "POST" } else { &method };
        for (way, headers, body) in WAYS {
            let sent = Method::from_bytes(method.as_bytes()).unwrap();
            let page = t.visitor().request(sent, &address, headers, Body::from(body)).await;
            refused += usize::from(page.status.as_u16() >= 400);
            wrong.extend(fault(&page).map(|why| format!("{method} {address}, {way}: {why}")));
        }
        let page = t.visitor().request(Method::TRACE, &address, &[], Body::empty()).await;
        wrong.extend(fault(&page).map(|why| format!("TRACE {address}: {why}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused > 100, "{refused} refusals were looked at");
}

/// What keeps an answer from being a success or a problem document.
fn fault(page: &Page) -> Option<String> {
    if page.status.as_u16() < 400 {
        return None;
    }
    let kind = page.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind != "application/problem+json" {
        return Some(format!("{} with the type {kind:?}", page.status));
    }
    let problem = page.json();
    let text = |member: &str| problem[member].as_str().unwrap_or_default().to_owned();
    let complete = problem["status"] == page.status.as_u16()
        && text("type").starts_with("/api/v1/docs#problem-")
        && ["title", "detail"].iter().all(|member| text(member).contains(' '));
    (!complete).then(|| format!("an incomplete document: {problem}"))
}

#[tokio::test]
async fn every_kind_of_problem_is_explained_at_its_address() {
    let t = Test::new();
    let page = t.visitor().get("/api/v1/docs").await;
    for (kind, _) in server::api::problem::KINDS {
        page.is(200).shows(&format!("id=\"problem-{kind}\""));
    }
}
