//! CVE Services on loopback, as far as the server uses them: built from the facts of their OpenAPI description
//! (version 2.3.3): paths, headers, status codes, names of errors, the header with the quota.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use formats::cve;
use formats::schema_gate::Formats;
use serde_json::{Value, json};

pub const ORG: &str = "maker";
pub const USER: &str = "psirt@maker.example";
pub const KEY: &str = "canary-key-of-cve-services";

/// What goes wrong with the next request.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// It is carried out, and the answer is lost.
    LoseAnswer,
    /// It is not carried out.
    Status(u16),
}

#[derive(Default)]
pub struct World {
    pub ids: BTreeMap<String, String>,
    pub records: BTreeMap<String, Value>,
    pub available: i64,
    pub faults: VecDeque<Fault>,
    /// Method and path of every request.
    pub log: Vec<String>,
    /// The status of a good answer to a reservation: 200, or 206 for a part of what was asked.
    pub reserve_status: u16,
    next: u32,
}

/// A running service.
pub struct Services {
    pub url: String,
    pub world: Arc<Mutex<World>>,
}

struct Request {
    method: String,
    path: String,
    query: String,
    headers: BTreeMap<String, String>,
    body: Value,
}

impl Services {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/api", listener.local_addr().unwrap());
        let world = World { available: 10, next: 10_042, reserve_status: 200, ..World::default() };
        let world = Arc::new(Mutex::new(world));
        let shared = world.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &shared);
            }
        });
        Self { url, world }
    }

    pub fn fault(&self, fault: Fault) {
        self.world.lock().unwrap().faults.push_back(fault);
    }

    /// The requests since the last time, without those for the quota.
    pub fn asked(&self) -> Vec<String> {
        let log = std::mem::take(&mut self.world.lock().unwrap().log);
        log.into_iter().filter(|line| !line.contains("id_quota")).collect()
    }

    pub fn record(&self, id: &str) -> Option<Value> {
        self.world.lock().unwrap().records.get(id).cloned()
    }
}

fn answer(mut stream: TcpStream, world: &Mutex<World>) {
    let Some(request) = read(&stream) else { return };
    let mut world = world.lock().unwrap();
    let is_quota = request.path.ends_with("/id_quota");
    world.log.push(format!("{} {}", request.method, request.path));
    let fault = if is_quota { None } else { world.faults.pop_front() };
    let (status, body) = match fault {
        Some(Fault::Status(status)) => (status, json!({"error": "SOME", "message": "Try again."})),
        _ => route(&mut world, &request),
    };
    if matches!(fault, Some(Fault::LoseAnswer)) {
        return;
    }
    let text = body.to_string();
    let quota = world.available;
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Any\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         CVE-API-REMAINING-QUOTA: {quota}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    );
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut parts = line.split_whitespace();
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let path = path.trim_start_matches("/api/").to_owned();
    Some(Request { method, path, query: query.to_owned(), headers, body })
}

type Answer = (u16, Value);

fn error(status: u16, name: &str) -> Answer {
    (status, json!({"error": name, "message": format!("The request was refused: {name}.")}))
}

fn route(world: &mut World, request: &Request) -> Answer {
    let header = |name: &str| request.headers.get(name).map(String::as_str);
    if (header("cve-api-org"), header("cve-api-user"), header("cve-api-key"))
        != (Some(ORG), Some(USER), Some(KEY))
    {
        return error(401, "UNAUTHORIZED");
    }
    let parts: Vec<&str> = request.path.split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("POST", ["cve-id"]) => reserve(world, &request.query),
        ("GET", ["cve-id"]) => list(world, &request.query),
        ("GET", ["cve-id", id]) => match world.ids.get(*id) {
            Some(state) => (200, json!({"cve_id": id, "state": state, "owning_cna": ORG})),
            None => error(404, "CVEID_DNE"),
        },
        ("GET", ["cve", id]) => match world.records.get(*id) {
            Some(record) => (200, record.clone()),
            None => error(404, "CVE_RECORD_DNE"),
        },
        (method @ ("POST" | "PUT"), ["cve", id, what @ ("cna" | "reject")]) => {
            write_record(world, (method == "POST", *what), id, &request.body)
        }
        ("GET", ["org", ORG, "id_quota"]) => (
            200,
            json!({"id_quota": 10, "total_reserved": 10 - world.available, "available": world.available}),
        ),
        _ => error(404, "NOT_FOUND"),
    }
}

fn one(id: &str, state: &str) -> Value {
    json!({
        "cve_id": id, "cve_year": id[4..8], "owning_cna": ORG, "state": state,
        "requested_by": {"cna": ORG, "user": USER}, "reserved": "2026-11-23T18:00:01.000Z",
    })
}

fn reserve(world: &mut World, query: &str) -> Answer {
    assert!(query.contains("amount=1") && query.contains(&format!("short_name={ORG}")), "{query}");
    if world.available == 0 {
        return error(403, "EXCEEDED_ID_QUOTA");
    }
    let year = query.split("cve_year=").nth(1).and_then(|rest| rest.get(..4)).unwrap().to_owned();
    let id = format!("CVE-{year}-{}", world.next);
    world.next += 1;
    world.available -= 1;
    world.ids.insert(id.clone(), "RESERVED".to_owned());
    let meta = json!({"remaining_quota": world.available});
    (world.reserve_status, json!({"cve_ids": [one(&id, "RESERVED")], "meta": meta}))
}

fn list(world: &World, query: &str) -> Answer {
    assert!(query.contains("state=RESERVED") && query.contains("time_reserved.gt=2026-11-2"), "{query}");
    let reserved = world.ids.iter().filter(|(_, state)| *state == "RESERVED");
    (200, json!({"cve_ids": reserved.map(|(id, state)| one(id, state)).collect::<Vec<_>>()}))
}

fn write_record(world: &mut World, (is_new, what): (bool, &str), id: &str, body: &Value) -> Answer {
    if !world.ids.contains_key(id) {
        return error(400, "CVEID_DNE");
    }
    match (is_new, world.records.contains_key(id)) {
        (true, true) => return error(403, "CVE_RECORD_EXISTS"),
        (false, false) => return error(403, "CVE_RECORD_DNE"),
        _ => {}
    }
    let report = cve::check_value(body, Formats::Ignored).unwrap();
    if let Some(first) = report.findings.first().filter(|_| !report.is_valid()) {
        let details = json!({"errors": [{"instancePath": first.pointer, "message": first.message}]});
        return (400, json!({"error": "INVALID_JSON_SCHEMA", "message": "Not valid.", "details": details}));
    }
    let state = if what == "reject" { "REJECTED" } else { "PUBLISHED" };
    let mut container = body["cnaContainer"].clone();
    container["providerMetadata"] =
        json!({"orgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6", "shortName": ORG});
    world.ids.insert(id.to_owned(), state.to_owned());
    let record = json!({
        "dataType": "CVE_RECORD", "dataVersion": "5.2",
        "cveMetadata": {"cveId": id, "assignerOrgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6", "state": state},
        "containers": {"cna": container},
    });
    world.records.insert(id.to_owned(), record);
    (200, json!({"message": format!("{id} was written.")}))
}
