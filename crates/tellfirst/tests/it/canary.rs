//! Nothing of a case is found where it must not be: unique marks in every field, then a search for them in the data
//! folder or database, the log, mails, error answers, headers, and the pages of everybody who may not see them.
//!
//! The doors are found through the router, so that a new form is tried without a line here.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Body;
use axum::http::{Method, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::access::{Actor, Role};
use domain::case::{Addressees, AdvisoryText, Audience, Command, ReasonCode};
use domain::embargo::Sighting;
use domain::id::{CaseNumber, VulnerabilityNo};
use domain::matrix::{CellId, Release};
use domain::report::Credit;
use jiff::SignedDuration;
use serde_json::json;
use server::action::files::{self, SealedFile, Sealing};
use server::action::submit::Submitted;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

use super::harness::{Client, FilePart, Page, Test, number};
use super::routes;

/// Every mark begins with this, and nothing else in the world holds it.
const CORE: &str = "zqmark";
/// What says who reported.
const IDENTITY: [&str; 4] = ["name", "email", "credit", "pgp"];
/// What stands between the reporter and the team, or inside the team: not for engineers.
const LETTERS: [&str; 5] = ["message", "answer", "note", "label", "appeal"];

#[tokio::test]
async fn nothing_of_a_case_can_be_read_where_the_server_keeps_it_or_speaks_of_it() {
    let log = log();
    let world = World::told(Test::new()).await;
    world.t.work().await;
    world.try_every_door_with_marks().await;
    world.t.work().await;
    let mut leaks = Leaks::default();
    leaks.look("data folder", &world.t.stolen_bytes());
    world.look_at_mails(&mut leaks);
    leaks.look("log", &log.bytes());
    leaks.stop_if_any();
}

// Not inside a runtime: the client of PostgreSQL has one of its own.
#[test]
fn nothing_of_a_case_can_be_read_in_a_postgres_database() {
    let Ok(url) = std::env::var("TELLFIRST_TEST_POSTGRES") else {
        println!("skipped: PostgreSQL (set TELLFIRST_TEST_POSTGRES to an address)");
        return;
    };
    let (url, schema) = fresh_schema(&url);
    let t = Test::with(|config| config.database = Some(url.clone()));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let received = runtime.block_on(report(&t));
    let world = World::of(t, received);
    world.tell();
    runtime.block_on(world.attach());
    let dump = dump(&url, &schema);
    assert!(dump.len() > 20_000, "the database holds something: {} bytes", dump.len());
    let mut leaks = Leaks::default();
    leaks.look("data folder", &world.t.stolen_bytes());
    leaks.look("database", &dump);
    leaks.stop_if_any();
}

#[tokio::test]
async fn everybody_else_reads_nothing_of_a_case_and_engineers_not_who_reported() {
    let world = World::told(Test::new()).await;
    world.t.work().await;
    let stranger = world.t.submit(|_| {});
    let mut leaks = Leaks::default();
    let nothing: [(&str, Client); 3] = [
        ("anonymous", world.t.visitor()),
        ("another reporter", world.t.reporter(&stranger)),
        ("administrator", world.t.staff(Role::Administrator)),
    ];
    for (who, client) in nothing {
        for page in crawl(client, &world.case).await {
            leaks.look(&format!("{who} at {}", page.address), &page.bytes);
        }
    }
    let engineer = crawl(world.t.staff(Role::Remediator), &world.case).await;
    let reads: BTreeSet<_> = engineer.iter().flat_map(|page| marks_in(&page.bytes)).collect();
    for page in engineer {
        let marks = marks_in(&page.bytes);
        let hidden: Vec<_> =
            marks.iter().filter(|m| IDENTITY.iter().chain(&LETTERS).any(|field| *m == field)).collect();
        assert!(hidden.is_empty(), "an engineer reads {hidden:?} at {}", page.address);
    }
    // What the search would find: those who may read the case do.
    let triager = crawl(world.t.staff(Role::Triager), &world.case).await;
    let found: BTreeSet<_> = triager.iter().flat_map(|page| marks_in(&page.bytes)).collect();
    for field in ["title", "description", "name", "message", "note"] {
        assert!(found.contains(field), "the team reads {field}: {found:?}");
    }
    assert!(reads.contains("title"), "an engineer reads the case: {reads:?}");
    leaks.stop_if_any();
}

#[tokio::test]
async fn a_server_whose_database_is_broken_says_nothing_of_what_it_was_told() {
    let log = log();
    let world = World::told(Test::new()).await;
    for table in ["events", "cases"] {
        world
            .t
            .app
            .store
            .write(|tx| tx.execute(&format!("alter table {table} rename to lost_{table}"), &[]))
            .unwrap();
    }
    let statuses = world.try_every_door_with_marks().await;
    assert!(statuses.get(&500).is_some_and(|count| *count > 5), "something breaks: {statuses:?}");
    let mut leaks = Leaks::default();
    leaks.look("log", &log.bytes());
    leaks.stop_if_any();
}

#[test]
fn the_search_finds_a_mark_in_every_form_it_could_take() {
    let mark = mark("proof");
    for padding in ["", "1", "12"] {
        let text = format!("{padding}{mark} and more");
        assert_eq!(marks_in(text.as_bytes()), ["proof".to_owned()].into());
        assert_eq!(marks_in(text.to_uppercase().as_bytes()), ["proof".to_owned()].into());
        assert_eq!(marks_in(hex::encode(&text).as_bytes()), ["(in hex)".to_owned()].into());
        assert_eq!(marks_in(STANDARD_NO_PAD.encode(&text).as_bytes()), ["(in base64)".to_owned()].into());
    }
    assert!(marks_in(b"nothing to see").is_empty());
}

#[tokio::test]
async fn the_search_finds_a_mark_that_lies_in_the_data_folder_or_the_log() {
    let log = log();
    let t = Test::new();
    std::fs::write(t.folder.path().join("blobs").join("left-behind"), mark("file")).unwrap();
    assert!(marks_in(&t.stolen_bytes()).contains("file"));
    tracing::debug!(target: "server", text = mark("planted"), "a careless line");
    assert!(marks_in(&log.bytes()).contains("planted"));
}

fn mark(field: &str) -> String {
    format!("{CORE}{field}")
}

/// The marks that bytes hold, by field; encoded ones are only known to be there.
fn marks_in(bytes: &[u8]) -> BTreeSet<String> {
    static FORMS: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let mut forms = vec![("(in hex)", hex::encode(CORE).into_bytes())];
        for shift in 0..3 {
            // Without the characters that depend on what stands before and after.
            let text = STANDARD_NO_PAD.encode([&vec![0; shift], CORE.as_bytes()].concat());
            let (from, to) = ((shift * 8).div_ceil(6), (shift + CORE.len()) * 8 / 6);
            forms.push(("(in base64)", text.as_bytes()[from..to].to_vec()));
        }
        forms
    });
    let mut found = BTreeSet::new();
    let lower = bytes.to_ascii_lowercase();
    for place in places(&lower, CORE.as_bytes()) {
        let rest = &lower[place + CORE.len()..];
        let end = rest.iter().position(|b| !b.is_ascii_lowercase()).unwrap_or(rest.len());
        found.insert(String::from_utf8_lossy(&rest[..end]).into_owned());
    }
    for (form, needle) in forms {
        if !places(bytes, needle).is_empty() {
            found.insert((*form).to_owned());
        }
    }
    found
}

fn places(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    let first = needle[0];
    let starts = bytes.iter().enumerate().filter(|(_, b)| **b == first).map(|(at, _)| at);
    starts.filter(|at| bytes[*at..].starts_with(needle)).collect()
}

/// Where marks were found that should not be there.
#[derive(Default)]
struct Leaks(Vec<String>);

impl Leaks {
    fn look(&mut self, place: &str, bytes: &[u8]) {
        // Planted by the test of the search itself.
        let marks: Vec<_> = marks_in(bytes).into_iter().filter(|mark| mark != "planted").collect();
        if let Some(first) = marks.first() {
            let needle = format!("{CORE}{first}");
            let at =
                places(&bytes.to_ascii_lowercase(), needle.as_bytes()).first().copied().unwrap_or_default();
            let around = &bytes[at.saturating_sub(120)..bytes.len().min(at + 80)];
            self.0.push(format!("{place}: {}: … {} …", marks.join(", "), String::from_utf8_lossy(around)));
        }
    }

    #[track_caller]
    fn stop_if_any(self) {
        assert!(self.0.is_empty(), "marks where they must not be:\n{}", self.0.join("\n"));
    }
}

/// A server that was told marks in every field.
struct World {
    t: Test,
    case: CaseNumber,
    sent: Submitted,
}

impl World {
    async fn told(t: Test) -> Self {
        let received = report(&t).await;
        let world = Self::of(t, received);
        world.tell();
        world.attach().await;
        world
    }

    fn of(t: Test, (case, secret): (CaseNumber, String)) -> Self {
        let sent = Submitted {
            case: case.to_string(),
            secret,
            acknowledge_by: None,
            receipt: String::new(),
            report_salt: String::new(),
        };
        Self { t, case, sent }
    }

    /// Every command that takes a text.
    fn tell(&self) {
        let t = &self.t;
        let (triager, manager) = (t.actor(Role::Triager), t.actor(Role::Manager));
        let (engineer, publisher) = (t.actor(Role::Remediator), t.actor(Role::Publisher));
        let reporter = t.reporter_actor(&self.sent);
        let vulnerability = VulnerabilityNo::FIRST;
        let (first, second) = cells(t);
        let due = "2026-12-20".parse().unwrap();
        let everyone = Audience::Everyone;
        let in_three_weeks = t.now().checked_add(SignedDuration::from_hours(24 * 21)).unwrap();
        let page = "https://www.linksys.com/support-article?articleNum=47085".to_owned();
        let release =
            Release { version: "9.9.9".into(), page, date: "2026-11-20".parse().unwrap(), sha256: None };
        let text = AdvisoryText {
            title: mark("advisorytitle"),
            summary: mark("advisorysummary"),
            impact: mark("advisoryimpact"),
            what_to_do: mark("advisorywhat"),
        };
        let told = [
            (&triager, Command::Acknowledge { text: mark("message") }),
            (&triager, Command::Ask { text: mark("message"), to: Addressees::Unnamed }),
            (&reporter, Command::Write { text: mark("answer"), audience: everyone, to: Addressees::Unnamed }),
            (
                &triager,
                Command::Write { text: mark("note"), audience: Audience::Team, to: Addressees::Unnamed },
            ),
            (
                &triager,
                Command::Write {
                    text: mark("technical"),
                    audience: Audience::Technical,
                    to: Addressees::Unnamed,
                },
            ),
            (&triager, Command::AddLabel { label: mark("label") }),
            (&triager, reject()),
            (&manager, Command::DeclineRejection { reason: mark("note") }),
            (&triager, Command::Confirm { text: mark("message") }),
            (&triager, Command::Rename { title: mark("rename") }),
            (&triager, Command::RenameVulnerability { vulnerability, title: mark("flaw") }),
            (&triager, Command::MarkAffected { cells: vec![first.clone(), second.clone()] }),
            (
                &triager,
                Command::Commission { cells: vec![first.clone(), second.clone()], due, engineer: None },
            ),
            (&triager, Command::ProposeEmbargo { end: in_three_weeks, reason: mark("embargo") }),
            (&reporter, Command::AcceptEmbargo),
            (&engineer, no_fix(&second)),
            (&manager, Command::DeclineNoFix { cells: vec![second], reason: mark("decline") }),
            (&engineer, Command::ReleaseFix { cells: vec![first], release }),
            (&publisher, Command::EditAdvisory { language: "en".into(), text }),
            (&reporter, Command::ChangeCredit { credit: Credit::As { name: mark("name") } }),
            (&triager, Command::RecordSighting { sighting: Sighting::Public, note: mark("sighting") }),
        ];
        for (actor, command) in told {
            t.perform(actor, &self.case, command);
        }
    }

    async fn attach(&self) {
        let app = &self.t.app;
        let mut sealing = Sealing::begin(app, 1 << 20);
        sealing.push(mark("content").into_bytes().into()).await.unwrap();
        let blob = sealing.finish().await.unwrap();
        let file = SealedFile::new(blob, &format!("{}.txt", mark("file")), "text/plain");
        let (actor, case) = (self.t.reporter_actor(&self.sent), self.case.clone());
        app.run(move |app| files::attach(app, &actor, &case, &file, Audience::Everyone)).await.unwrap();
    }

    /// Sends marks to every route as several people; answers how often each status came back.
    async fn try_every_door_with_marks(&self) -> BTreeMap<u16, usize> {
        let mut statuses = BTreeMap::new();
        let mut leaks = Leaks::default();
        let people = [
            self.t.visitor(),
            self.t.reporter(&self.sent),
            self.t.staff(Role::Triager),
            self.t.staff(Role::Manager),
        ];
        for (method, path) in routes::routes(&self.t).await {
            for client in &people {
                for page in self.try_door(&mut client.clone(), &method, &path).await {
                    *statuses.entry(page.status.as_u16()).or_default() += 1;
                    look_at_headers(&mut leaks, &page);
                    if page.status.is_server_error() {
                        leaks.look(&format!("{} of {method} {path}", page.status), &page.bytes);
                    }
                }
            }
        }
        leaks.stop_if_any();
        statuses
    }

    async fn try_door(&self, client: &mut Client, method: &str, path: &str) -> Vec<Page> {
        let path = path.replace("{number}", self.case.as_str()).replace("{case}", self.case.as_str());
        let path: Vec<_> =
            path.split('/').map(|part| if part.starts_with('{') { CORE } else { part }).collect();
        let path = path.join("/");
        if method == "GET" {
            return vec![client.get(&format!("{path}?q={}&page={CORE}", mark("query"))).await];
        }
        let values: Vec<_> = FIELDS.iter().map(|field| (*field, mark("typed"))).collect();
        let fields: Vec<_> = values.iter().map(|(field, value)| (*field, value.as_str())).collect();
        let file = FilePart::new("zqmarkfile.txt", mark("content"));
        let json = json!({"title": mark("typed"), "description": [mark("typed")], "model": 7});
        let method =
            if method == "ANY" { Method::POST } else { Method::from_bytes(method.as_bytes()).unwrap() };
        let mut pages = vec![
            client.clone().json(method.clone(), &path, &[("idempotency-key", &mark("key"))], &json).await,
            client.clone().request(method.clone(), &path, &[], Body::from(mark("bare"))).await,
        ];
        if method == Method::POST {
            pages.push(client.clone().post(&path, &fields).await);
            pages.push(client.multipart(&path, &fields, &[file]).await);
        }
        pages
    }

    fn look_at_mails(&self, leaks: &mut Leaks) {
        let mails = self.t.mails.take();
        assert!(!mails.is_empty(), "something was mailed");
        for mail in mails {
            let all = format!(
                "{} {} {} {} {}",
                mail.subject, mail.body, mail.message_id, mail.thread, mail.list_id
            );
            leaks.look(&format!("mail {:?}", mail.subject), all.as_bytes());
        }
    }
}

/// Names that forms give their fields.
const FIELDS: [&str; 44] = [
    "title",
    "description",
    "steps",
    "observed",
    "impact",
    "model",
    "brand",
    "firmware",
    "name",
    "email",
    "pgp_key",
    "credit",
    "text",
    "message",
    "note",
    "reason",
    "audience",
    "act",
    "number",
    "case",
    "secret",
    "password",
    "again",
    "old",
    "new",
    "code",
    "q",
    "query",
    "view",
    "label",
    "labels",
    "draft",
    "facts",
    "url",
    "file",
    "language",
    "summary",
    "what_to_do",
    "policy_line",
    "duplicate_of",
    "of",
    "into",
    "version",
    "page",
];

fn reject() -> Command {
    Command::Reject {
        reason: ReasonCode::NotOurProduct,
        policy_line: "scope".into(),
        text: mark("rejection"),
    }
}

fn no_fix(cell: &CellId) -> Command {
    Command::ProposeNoFix { cells: vec![cell.clone()], reason: mark("nofix"), mitigation: mark("mitigation") }
}

/// Two devices, as cells of the first flaw.
fn cells(t: &Test) -> (CellId, CellId) {
    let program = t.app.program();
    let skus = program.program.catalog.list_skus();
    let cell = |at: usize| CellId { vulnerability: VulnerabilityNo::FIRST, sku: skus[at].id.clone() };
    (cell(0), cell(1))
}

/// Sends a report through the API, with marks in every field that takes words, after some that are refused.
async fn report(t: &Test) -> (CaseNumber, String) {
    let key = format!("-----BEGIN PGP PUBLIC KEY BLOCK-----\n{}\n", mark("pgp"));
    let good = json!({
        "brand": "linksys", "model": mark("model"), "title": mark("title"), "description": mark("description"),
        "steps": mark("steps"), "observed": mark("observed"), "impact": mark("impact"),
        "public_url": format!("https://example.org/{}", mark("url")), "other_makers": mark("makers"),
        "tools": mark("tools"),
        "reporter": {
            "name": mark("name"), "email": format!("{}@reporter.example", mark("email")),
            "credit": mark("credit"), "pgp_key": key,
        },
    });
    let mut visitor = t.visitor();
    for (member, value) in
        [("cwe", mark("cwe")), ("cvss", mark("cvss")), ("public_url", mark("url")), ("brand", mark("brand"))]
    {
        let mut bad = good.clone();
        bad[member] = json!(value);
        visitor.json(Method::POST, "/api/v1/reports", &[], &bad).await.is(422);
    }
    let headers = [("idempotency-key", "zqmarkkey")];
    let page = visitor.json(Method::POST, "/api/v1/reports", &headers, &good).await;
    let received = page.is(201).json();
    let text = |member: &str| received[member].as_str().unwrap().to_owned();
    (CaseNumber(text("case")), text("secret"))
}

/// No cookie and no address of a redirect holds content. What a visitor asked for comes back in the way to sign in.
fn look_at_headers(leaks: &mut Leaks, page: &Page) {
    for (name, value) in &page.headers {
        let own_address = *name == header::LOCATION && page.location().is_some_and(|to| to.contains("next="));
        let own_address = own_address || (*name == header::LOCATION && page.address.contains(CORE));
        if !own_address {
            leaks.look(&format!("header {name} of {}", page.address), value.as_bytes());
        }
    }
}

/// Every page that somebody can reach by links from where they begin, and the addresses of the case tried by hand.
pub(super) async fn crawl(mut client: Client, case: &CaseNumber) -> Vec<Page> {
    let mut waiting: VecDeque<String> =
        ["/", "/case", "/staff/", "/staff/commissions", "/advisories/"].map(str::to_owned).into();
    for end in ["", "/matrix", "/advisory"] {
        waiting.push_back(format!("/staff/cases/{case}{end}"));
    }
    waiting.push_back(format!("/api/v1/cases/{case}"));
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = waiting.pop_front()
        && pages.len() < 150
    {
        let page = client.open(&address).await;
        for next in page.addresses() {
            let next = next.split('#').next().unwrap_or_default().to_owned();
            // The catalog has hundreds of devices, and none of them knows a case.
            let is_beside = next.contains("sign-out") || next.starts_with("/report?");
            let is_ours = next.starts_with('/') && !next.starts_with("//") && !is_beside;
            if is_ours && seen.insert(next.clone()) {
                waiting.push_back(next);
            }
        }
        pages.push(page);
    }
    pages
}

/// All that was logged since the process started, at the finest level the server has.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn log() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    let start = || {
        let log = Log::default();
        server::serve::log_lines(EnvFilter::new("trace"), log.clone()).try_init().unwrap();
        log
    };
    LOG.get_or_init(start).clone()
}

fn fresh_schema(url: &str) -> (String, String) {
    let schema = format!("canary{}", std::process::id());
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    client.batch_execute(&format!("drop schema if exists {schema} cascade; create schema {schema}")).unwrap();
    let mark = if url.contains('?') { '&' } else { '?' };
    (format!("{url}{mark}options=-csearch_path%3D{schema}"), schema)
}

/// Every row of every table, as text; bytes stand there in hex.
fn dump(url: &str, schema: &str) -> Vec<u8> {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let tables = "select table_name::text from information_schema.tables where table_schema = $1";
    let mut all = Vec::new();
    for table in client.query(tables, &[&schema]).unwrap() {
        let table: String = table.get(0);
        for row in client.query(&format!("select row_to_json(t)::text from {table} t"), &[]).unwrap() {
            all.extend(row.get::<_, String>(0).into_bytes());
            all.push(b'\n');
        }
    }
    all
}
