//! A browser without script: cookies, forms, files, redirects.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use server::app::App;
use tower::ServiceExt;

/// Answers are at most this large in stories (256 MiB).
const ANSWER_MAX: usize = 256 << 20;
const BOUNDARY: &str = "----a-boundary-of-the-story";

/// A browser of one person.
#[derive(Clone)]
pub struct Client {
    app: App,
    router: Router,
    address: IpAddr,
    cookies: BTreeMap<String, String>,
    /// Sent as `Accept-Language`.
    pub language: String,
    /// Sent as `Host`.
    pub host: String,
}

/// A file of a form.
#[derive(Debug, Clone)]
pub struct FilePart<'a> {
    pub field: &'a str,
    pub name: &'a str,
    pub content_type: &'a str,
    pub bytes: Vec<u8>,
}

impl<'a> FilePart<'a> {
    /// A file in the field `files`.
    pub fn new(name: &'a str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { field: "files", name, content_type: "application/octet-stream", bytes: bytes.into() }
    }
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The address asked for.
    pub address: String,
}

impl Client {
    pub fn new(app: App, router: Router, address: IpAddr) -> Self {
        let host = "127.0.0.1:8080".to_owned();
        Self { app, router, address, cookies: BTreeMap::new(), language: "en".to_owned(), host }
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    /// Fetches a page; redirects are not followed.
    pub async fn get(&mut self, address: &str) -> Page {
        self.request(Method::GET, address, &[], Body::empty()).await
    }

    /// Fetches a page, following redirects.
    pub async fn open(&mut self, address: &str) -> Page {
        let page = self.get(address).await;
        self.follow(page).await
    }

    /// Sends a plain form; the redirect after it is not followed.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Page {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        self.request(Method::POST, address, &[("content-type", kind)], body.finish().into()).await
    }

    /// Sends a plain form and opens the page after it.
    pub async fn send(&mut self, address: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(address, fields).await;
        self.follow(page).await
    }

    /// Sends a form with files; the redirect after it is not followed.
    pub async fn multipart(
        &mut self,
        address: &str,
        fields: &[(&str, &str)],
        files: &[FilePart<'_>],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").bytes(),
            );
            body.extend(value.bytes());
            body.extend(b"\r\n");
        }
        for file in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                file.field, file.name, file.content_type
            );
            body.extend(head.bytes());
            body.extend(&file.bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.request(Method::POST, address, &[("content-type", &kind)], body.into()).await
    }

    /// Sends JSON, as a tool would.
    pub async fn json(
        &mut self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: &serde_json::Value,
    ) -> Page {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        self.request(method, address, &all, body.to_string().into()).await
    }

    /// Sends anything.
    pub async fn request(
        &mut self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Page {
        // The job of a running server publishes in its first moments.
        let is_published = ["/advisories", "/.well-known", "/thanks"].iter().any(|p| address.starts_with(p));
        if is_published && !self.app.shelf.release().exists() {
            self.app.run(server::publish::refresh_if_due).await.unwrap();
        }
        let mut request = Request::builder()
            .method(method)
            .uri(address.split('#').next().unwrap())
            .header(header::HOST, &self.host)
            .header(header::ACCEPT_LANGUAGE, &self.language);
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 40_000)));
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        // A body that breaks off is what a reader of it would have got.
        let bytes = to_bytes(body, ANSWER_MAX).await.map(|b| b.to_vec()).unwrap_or_default();
        Page { status: parts.status, headers: parts.headers, bytes, address: address.to_owned() }
    }

    /// Opens the page a redirect leads to, as often as it redirects.
    pub async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            let Some(to) = page.location().map(str::to_owned) else { break };
            page = self.get(&to).await;
        }
        page
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if text.contains("Max-Age=0") || value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Page {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    /// Where a redirect leads.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION).map(|value| value.to_str().unwrap())
    }

    /// Checks the status; shows the page when it differs.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}\n{}", self.address, self.words());
        self
    }

    /// Checks that the page leads to an address (status 303).
    #[track_caller]
    pub fn leads_to(&self, address: &str) -> &Self {
        self.is(303);
        assert_eq!(self.location(), Some(address), "{}", self.address);
        self
    }

    /// Checks that a text stands on the page, as a reader sees it or in its source.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(self.has(text), "{} does not show {text:?}:\n{}", self.address, self.words());
        self
    }

    /// Checks that a text stands nowhere on the page.
    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.has(text), "{} shows {text:?}:\n{}", self.address, self.words());
        self
    }

    /// Whether a text stands on the page, as a reader sees it or in its source.
    pub fn has(&self, text: &str) -> bool {
        self.text().contains(text) || self.words().contains(text)
    }

    /// The page as a reader sees it: without tags, entities resolved, white space as single spaces.
    pub fn words(&self) -> String {
        let text = self.text();
        let mut words = String::with_capacity(text.len());
        let mut in_tag = false;
        for c in text.chars() {
            match c {
                '<' => in_tag = true,
                '>' => {
                    in_tag = false;
                    words.push(' ');
                }
                c if !in_tag => words.push(c),
                _ => {}
            }
        }
        let resolved = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        let resolved = resolved.replace("&#39;", "'").replace("&amp;", "&");
        resolved.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value of the first input with this name (hidden fields, text fields).
    pub fn field(&self, name: &str) -> Option<String> {
        let text = self.text();
        let mark = format!("name=\"{name}\"");
        text.split('<').filter(|tag| tag.starts_with("input") && tag.contains(&mark)).find_map(|tag| {
            let value = tag.split_once("value=\"")?.1.split_once('"')?.0;
            Some(
                value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"),
            )
        })
    }

    /// The addresses of all links and forms of the page, in order.
    pub fn addresses(&self) -> Vec<String> {
        let text = self.text();
        let mut found = Vec::new();
        for attribute in ["href=\"", "action=\""] {
            let parts = text.split(attribute).skip(1).filter_map(|rest| rest.split_once('"'));
            found.extend(parts.map(|(address, _)| address.replace("&amp;", "&")));
        }
        found
    }

    /// The message after an act, when the page shows one.
    pub fn flash(&self) -> Option<String> {
        let text = self.text();
        let (_, rest) = text.split_once("class=\"flash")?;
        let (_, rest) = rest.split_once("<p>")?;
        rest.split_once("</p>").map(|(words, _)| words.to_owned())
    }
}
