//! Who reaches what: every address of the server × every caller × a case they may know of and one they may not.
//!
//! The expected outcome stands in one table ([`TABLE`]), so that a changed right shows in review, and a new route
//! without a row fails. The routes are read from the router itself. What a caller may not see must not be
//! distinguishable from what does not exist: same status, same headers, same words.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, header};
use domain::access::{Actor, Role};
use domain::case::{Addressees, Audience, Command};
use domain::id::{CaseNumber, SkuId, VulnerabilityNo};
use domain::matrix::CellId;
use server::action::accounts::tokens::{self, Wish};
use server::action::files::{self, SealedFile, Sealing};
use server::action::uploads;

use super::harness::{Client, Page, Test, number};

/// The callers of the table's columns.
const CALLERS: [&str; 9] = [
    "anonymous",
    "own",
    "other",
    "triager",
    "remediator",
    "publisher",
    "manager",
    "auditor",
    "administrator",
];

/// What every caller gets. `+`: an answer (a page, a redirect after a change, a form that was refused). `.`: it does
/// not exist. `>`: sign in first.
///
/// Rows with `{case}` have two signs: for a confirmed case with devices, and for a report nobody has looked at yet.
/// `own` sent the report of the first and `other` that of the second. A case that there is not is tried as well and
/// never answers. After `|` stands the form that is sent: it has to be good enough that only the rights decide.
const TABLE: &str = include_str!("routes.txt");

/// A number that no case has.
const UNKNOWN: &str = "LNK-2026-9999";

#[tokio::test]
async fn every_caller_reaches_what_the_table_says_and_the_rest_does_not_exist() {
    let mut wrong = Vec::new();
    let (reads, acts): (Vec<_>, Vec<_>) = rows().into_iter().partition(|row| row.method == "GET");
    let mut world = World::new().await;
    for row in reads.into_iter().chain(acts) {
        if row.method != "GET" {
            // What is sent may change the world.
            world = World::new().await;
        }
        for (caller, expected) in CALLERS.iter().zip(&row.outcomes) {
            if let Err(why) = world.check(&row, caller, expected).await {
                wrong.push(format!("{} {} as {caller}: {why}", row.method, row.address));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_route_of_the_server_has_a_row_in_the_table() {
    let t = Test::new();
    let routes = routes(&t).await;
    assert!(routes.len() > 15, "the routes can be read: {routes:?}");
    let rows = rows();
    let without_row: Vec<_> =
        routes.iter().filter(|route| !rows.iter().any(|row| row.is_of(route))).collect();
    assert!(without_row.is_empty(), "routes without a row in tests/it/routes.txt: {without_row:#?}");
    let without_route: Vec<_> = rows
        .iter()
        .filter(|row| !routes.iter().any(|route| row.is_of(route)))
        .map(|row| format!("{} {}", row.method, row.address))
        .collect();
    assert!(without_route.is_empty(), "rows without a route: {without_route:#?}");
}

#[tokio::test]
async fn requests_of_other_sites_change_nothing() {
    let t = Test::new();
    for (method, path) in routes(&t).await {
        if method == "GET" {
            continue;
        }
        let headers = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
        let address = path.replace(['{', '}', '*'], "");
        let method = if method == "ANY" { "POST" } else { &method };
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let page = t.visitor().request(method.clone(), &address, &headers, Body::empty()).await;
        assert_eq!(page.status, 403, "{method} {path}");
        let kind = page.headers[header::CONTENT_TYPE].to_str().unwrap();
        let expected = if path.starts_with("/api/") { "application/problem+json" } else { "text/html" };
        assert!(kind.starts_with(expected), "{method} {path} answers {kind}");
    }
}

/// A line of the table.
struct Row {
    method: String,
    address: String,
    outcomes: Vec<String>,
    form: Option<String>,
}

impl Row {
    /// Whether this row is about a route.
    fn is_of(&self, (method, path): &(String, String)) -> bool {
        let (mut ours, mut theirs) = (self.segments(), path.split('/'));
        let same_path = loop {
            match (ours.next(), theirs.next()) {
                (Some(_), Some(theirs)) if theirs.starts_with("{*") => break true,
                (Some(one), Some(other)) if one == other || (other.starts_with('{') && !one.is_empty()) => {}
                (None, None) => break true,
                _ => break false,
            }
        };
        same_path && (*method == self.method || method == "ANY")
    }

    fn segments(&self) -> impl Iterator<Item = &str> {
        self.address.split('?').next().unwrap_or_default().split('/')
    }
}

fn rows() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let (line, form) = match line.split_once('|') {
            Some((line, form)) => (line, Some(form.trim().to_owned())),
            None => (line, None),
        };
        let mut words = line.split_whitespace().map(str::to_owned);
        let (method, address) = (words.next().unwrap(), words.next().unwrap());
        let outcomes: Vec<_> = words.collect();
        assert_eq!(outcomes.len(), CALLERS.len(), "{method} {address}: one column for each caller");
        Row { method, address, outcomes, form }
    };
    lines.map(row).collect()
}

/// Method and path of every route, from the router's own description and its own refusals.
pub async fn routes(t: &Test) -> BTreeSet<(String, String)> {
    let described = format!("{:?}", server::web::router(t.app.clone()));
    let paths =
        described.split("paths: {").nth(1).and_then(|rest| rest.split_once("} }").map(|(paths, _)| paths));
    let paths: Vec<_> = paths.expect("the router describes itself").split('"').skip(1).step_by(2).collect();
    let mut found = BTreeSet::new();
    for path in paths.into_iter().filter(|path| !path.contains("__private__")) {
        let address = path.replace(['{', '}', '*'], "");
        let probe = Method::from_bytes(b"PROBE").unwrap();
        let page = t.visitor().request(probe, &address, &[], Body::empty()).await;
        let allowed = page.headers.get(header::ALLOW).map(|allow| allow.to_str().unwrap().to_owned());
        match allowed.filter(|_| page.status == 405) {
            Some(methods) => {
                let methods = methods.split(',').filter(|method| *method != "HEAD");
                found.extend(methods.map(|method| (method.to_owned(), path.to_owned())));
            }
            None => _ = found.insert(("ANY".to_owned(), path.to_owned())),
        }
    }
    found
}

/// A server with the two cases and all callers.
struct World {
    t: Test,
    known: CaseNumber,
    hidden: CaseNumber,
    /// A file of the known case that its sender may read, and one that only the team may.
    files: [String; 2],
    /// An upload into the known case that its sender has begun.
    upload: String,
    /// In the order of [`CALLERS`].
    clients: Vec<Client>,
    /// What each of them sends to the API, where cookies do not count.
    bearers: Vec<Option<String>>,
}

impl World {
    async fn new() -> Self {
        let t = Test::new();
        let confirmed = t.submit(|report| report.title = "Seen by the roles".into());
        let fresh = t.submit(|report| report.title = "Seen by few".into());
        let known = number(&confirmed);
        let triager = t.actor(Role::Triager);
        let say = |text: &str| text.to_owned();
        for command in [
            Command::Acknowledge { text: say("Thank you.") },
            Command::Confirm { text: say("It is so.") },
            Command::MarkAffected { cells: vec![cell(&t)] },
            Command::Commission { cells: vec![cell(&t)], due: "2026-12-20".parse().unwrap(), engineer: None },
            Command::Write { text: say("A note."), audience: Audience::Team, to: Addressees::Unnamed },
        ] {
            t.perform(&triager, &known, command);
        }
        let files = [
            attach(&t, &t.reporter_actor(&confirmed), &known, Audience::Everyone).await,
            attach(&t, &triager, &known, Audience::Team).await,
        ];
        let mut clients = vec![t.visitor(), t.reporter(&confirmed), t.reporter(&fresh)];
        let hidden = number(&fresh);
        let mut bearers = vec![None, Some(confirmed.secret.clone()), Some(fresh.secret)];
        for role in Role::ALL {
            let (client, user) = t.staff_with(&[role]);
            clients.push(client);
            let wish = Wish { name: "a test".into(), roles: Vec::new(), days: None };
            bearers.push(Some(tokens::make(&t.app, user, &wish).unwrap()));
        }
        let upload = begun(&t, &t.reporter_actor(&confirmed), &known);
        Self { known, hidden, files, upload, clients, bearers, t }
    }

    async fn check(&self, row: &Row, caller: &str, expected: &str) -> Result<(), String> {
        let mut signs = expected.chars();
        if !row.address.contains("{case}") {
            return self.compare(row, signs.next(), (&self.ask(row, caller, UNKNOWN).await, None));
        }
        let nothing = self.ask(row, caller, UNKNOWN).await;
        if sign(row, &nothing) == '+' {
            return Err(format!("an unknown case answers {}", nothing.status));
        }
        for case in [&self.known, &self.hidden] {
            let page = self.ask(row, caller, case.as_str()).await;
            let which = if *case == self.known { "known" } else { "hidden" };
            self.compare(row, signs.next(), (&page, Some(&nothing)))
                .map_err(|why| format!("{which} case: {why}"))?;
        }
        Ok(())
    }

    fn compare(
        &self,
        row: &Row,
        expected: Option<char>,
        (page, nothing): (&Page, Option<&Page>),
    ) -> Result<(), String> {
        let found = sign(row, page);
        if Some(found) != expected {
            return Err(format!("'{found}' ({}) instead of {expected:?}", page.status));
        }
        match nothing {
            Some(nothing) if found != '+' && self.trace(page) != self.trace(nothing) => {
                Err("what may not be seen differs from what does not exist".to_owned())
            }
            _ => Ok(()),
        }
    }

    async fn ask(&self, row: &Row, caller: &str, case: &str) -> Page {
        let place = CALLERS.iter().position(|name| *name == caller).unwrap();
        let mut client = self.clients[place].clone();
        let [file, team_file] = &self.files;
        let sku = cell(&self.t).sku;
        let fill = |text: &str| {
            let text = text.replace("{case}", case).replace("{file}", file).replace("{teamfile}", team_file);
            let text = text.replace("{upload}", &self.upload);
            text.replace("{sku}", sku.as_str()).replace("{cell}", &cell_word(&self.t))
        };
        let address = fill(&row.address);
        let bearer = self.bearers[place].as_ref().filter(|_| address.starts_with("/api/"));
        let bearer = bearer.map(|token| format!("Bearer {token}"));
        let method = Method::from_bytes(row.method.as_bytes()).unwrap();
        let mut headers: Vec<(&str, &str)> =
            bearer.iter().map(|bearer| ("authorization", bearer.as_str())).collect();
        let form = row.form.as_deref().map(fill);
        let is_json = form.as_ref().is_some_and(|form| form.starts_with('{'));
        match form {
            Some(_) if is_json => headers.push(("content-type", "application/json")),
            Some(_) => headers.push(("content-type", "application/x-www-form-urlencoded")),
            None => {}
        }
        client.request(method, &address, &headers, form.unwrap_or_default().into()).await
    }

    /// Everything an answer tells, without the number that was asked for.
    fn trace(&self, page: &Page) -> String {
        let mut text = format!("{} {:?} {}", page.status, page.headers, page.text());
        for number in [self.known.as_str(), self.hidden.as_str(), UNKNOWN] {
            text = text.replace(number, "NUMBER");
        }
        text
    }
}

fn sign(row: &Row, page: &Page) -> char {
    // After an act, `/case` is the page that shows what was done.
    let to_case = row.method == "GET" && page.location() == Some("/case");
    let to_sign_in = to_case || page.location().is_some_and(|to| to.starts_with("/staff/sign-in"));
    match page.status.as_u16() {
        401 => '>',
        303 | 307 if to_sign_in => '>',
        404 => '.',
        _ => '+',
    }
}

/// Attaches a file past the pages; answers its id.
async fn attach(t: &Test, actor: &Actor, case: &CaseNumber, audience: Audience) -> String {
    let mut sealing = Sealing::begin(&t.app, 1 << 20);
    sealing.push("a file".into()).await.unwrap();
    let file = SealedFile::new(sealing.finish().await.unwrap(), "file.txt", "text/plain");
    let (actor, case) = (actor.clone(), case.clone());
    t.app.run(move |app| files::attach(app, &actor, &case, &file, audience)).await.unwrap().id
}

/// Begins an upload past the pages; answers its id.
fn begun(t: &Test, actor: &Actor, case: &CaseNumber) -> String {
    let (name, media_type) = ("file.txt".to_owned(), String::new());
    let wish = uploads::Wish { name, media_type, size: 5, sha256: None, audience: Audience::Everyone };
    uploads::begin(&t.app, actor, case, &wish).unwrap().id.to_string()
}

fn cell(t: &Test) -> CellId {
    let program = t.app.program();
    let sku = program.program.catalog.list_skus().first().map(|sku| sku.id.clone());
    CellId { vulnerability: VulnerabilityNo::FIRST, sku: sku.unwrap_or_else(|| SkuId::from("none")) }
}

/// A cell as forms name it.
fn cell_word(t: &Test) -> String {
    let cell = cell(t);
    format!("{}:{}", cell.vulnerability.0, cell.sku)
}

#[test]
fn the_table_has_a_column_for_every_role() {
    let roles: Vec<_> = Role::ALL.iter().map(|role| role.word()).collect();
    assert_eq!(CALLERS[3..], roles);
}
