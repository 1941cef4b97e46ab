//! The hand of `cargo xtask faults`: acts on a data folder like a server and says on standard output what it would
//! have acknowledged, a line each; and looks, after a fault, whether all of that is there.
//!
//! `acts prepare DIR`, `acts run DIR ROUNDS`, `acts check DIR < ACKNOWLEDGED`

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool that stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use domain::access::{Actor, Role};
use domain::case::{Addressees, AdvisoryText, Audience, Case, Command, Recorded};
use domain::id::{BrandId, CaseNumber, ReportNo, UserId};
use domain::report::{Credit, Product, Report, Reporter};
use domain::severity::Assessment;
use serde::{Deserialize, Serialize};
use server::action::case::{load_by_id, perform};
use server::action::files::{self, SealedFile};
use server::action::read;
use server::action::submit::{Submission, submit};
use server::app::App;
use server::auth::secret::Secret;
use server::clock::{Clock as _, SeedClock, SystemClock};
use server::config::Config;
use server::web::visit::find_report;
use sha2::{Digest as _, Sha256};
use store::{CaseId, FileId, cases, documents, events};

/// What was acknowledged.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Ack {
    Report {
        case: String,
        secret: String,
        text: String,
    },
    Message {
        case: String,
        secret: String,
        text: String,
    },
    File {
        case: String,
        secret: String,
        id: String,
        sha256: String,
    },
    /// The files of a revision with their digests.
    Publication {
        case: String,
        revision: u32,
        files: BTreeMap<String, String>,
    },
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["prepare", folder] => prepare(folder),
        ["run", folder, rounds] => run(&open(folder), rounds.parse().unwrap()),
        ["check", folder] => std::process::exit(check(folder)),
        _ => std::process::exit(2),
    }
}

fn open(folder: &str) -> App {
    App::open(folder.into(), Config::default(), Box::new(SystemClock)).unwrap()
}

/// A server with the cases of the demo, some of them published.
fn prepare(folder: &str) {
    let clock = SeedClock::default();
    let app = App::open(folder.into(), Config::default(), Box::new(clock.clone())).unwrap();
    server::demo::fill(&app, &clock).unwrap();
    work(&app);
}

fn work(app: &App) {
    server::job::work_once(app).unwrap();
}

fn say(ack: &Ack) {
    let mut line = serde_json::to_string(ack).unwrap();
    line.push('\n');
    // One write, at once: what has left this process was acknowledged.
    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
}

/// Submits, replies, uploads and publishes; the texts differ in every round and every run.
fn run(app: &App, rounds: u32) {
    let public = published(app);
    let stamp = SystemClock.now().as_microsecond();
    println!("{{\"kind\":\"open\"}}");
    for round in 0..rounds {
        let mark = format!("run {stamp} round {round}");
        let (actor, case, secret) = report(app, &mark);
        let text = format!("The reply of {mark} with its own words.");
        let write =
            Command::Write { text: text.clone(), audience: Audience::Everyone, to: Addressees::Unnamed };
        perform(app, &actor, &case, write).unwrap();
        say(&Ack::Message { case: case.to_string(), secret: secret.clone(), text });
        upload(app, &actor, &case, (&secret, &mark));
        if let Some(id) = public.get(round as usize % public.len().max(1)) {
            publish(app, *id, &mark);
        }
    }
}

fn report(app: &App, mark: &str) -> (Actor, CaseNumber, String) {
    let text =
        format!("{mark}: the diagnostics page hands the address to a shell. {}", "Detail. ".repeat(200));
    let submission = Submission::of(sample(&text));
    let sent = submit(app, submission).unwrap();
    let case = CaseNumber::parse(&sent.case).unwrap();
    say(&Ack::Report { case: sent.case, secret: sent.secret.clone(), text });
    (Actor::Reporter { case: case.clone(), report: ReportNo::FIRST }, case, sent.secret)
}

fn sample(text: &str) -> Report {
    Report {
        brand: BrandId("linksys".to_owned()),
        product: Product::Named { name: "E5600".to_owned() },
        model: "E5600".to_owned(),
        hardware_revision: None,
        region: None,
        firmware: None,
        tested: None,
        title: "Command injection in the ping page".to_owned(),
        description: text.to_owned(),
        steps: None,
        observed: None,
        impact: None,
        severity: Assessment::default(),
        cwe: None,
        public_url: None,
        exploited: false,
        planned_publication: None,
        other_makers: None,
        tools: None,
        reporter: Reporter {
            name: None,
            email: None,
            pgp_key: None,
            credit: Credit::Undecided,
            language: "en".to_owned(),
        },
    }
}

fn upload(app: &App, actor: &Actor, case: &CaseNumber, (secret, mark): (&str, &str)) {
    let bytes: Vec<u8> = mark.bytes().cycle().take(150_000).collect();
    let mut writer = app.store.blobs().create(app.store.vault()).unwrap();
    writer.write_all(&bytes).unwrap();
    let file = SealedFile::new(writer.finish().unwrap(), "proof.bin", "application/octet-stream");
    let note = files::attach(app, actor, case, &file, Audience::Everyone).unwrap();
    let (case, secret) = (case.to_string(), secret.to_owned());
    say(&Ack::File { case, secret, id: note.id, sha256: hex::encode(Sha256::digest(&bytes)) });
}

/// Cases with a public advisory.
fn published(app: &App) -> Vec<CaseId> {
    let ids = app.store.read(|tx| cases::list_ids_after(tx, CaseId(0), 1_000)).unwrap();
    let is_public = |id: &CaseId| app.store.read(|tx| load_by_id(tx, *id)).unwrap().case.advisory.is_public();
    ids.into_iter().filter(is_public).collect()
}

fn publish(app: &App, id: CaseId, mark: &str) {
    let case = app.store.read(|tx| load_by_id(tx, id)).unwrap().case.number;
    let staff = |user: &str, role| Actor::Staff { user: UserId(user.to_owned()), roles: vec![role] };
    let (publisher, manager) = (staff("9001", Role::Publisher), staff("9002", Role::Manager));
    let text = AdvisoryText {
        title: "E5600: commands in the ping page".to_owned(),
        summary: format!(
            "A flaw lets others take control of the device. A fixed firmware is available. {mark}"
        ),
        impact: "The device can be taken over.".to_owned(),
        what_to_do: "Install the firmware listed below.".to_owned(),
    };
    perform(app, &publisher, &case, Command::EditAdvisory { language: "en".to_owned(), text }).unwrap();
    perform(app, &publisher, &case, Command::RequestPublication).unwrap();
    let done =
        perform(app, &manager, &case, Command::ApprovePublication { summary: mark.to_owned() }).unwrap();
    work(app);
    let revision = done.case.advisory.revisions.last().unwrap().number;
    let files = digests(app.store.folder(), revision, mark);
    say(&Ack::Publication { case: case.to_string(), revision, files });
}

/// The published files that speak of this round, by path below the data folder.
fn digests(folder: &Path, revision: u32, mark: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.join("public/revisions")];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().contains(&format!("/{revision}/")) {
                let bytes = fs::read(&path).unwrap();
                if String::from_utf8_lossy(&bytes).contains(mark) {
                    let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                    found.insert(name, hex::encode(Sha256::digest(&bytes)));
                }
            }
        }
    }
    found
}

/// Opens the folder as a server would, does the work that is due, and compares; answers the number of losses.
fn check(folder: &str) -> i32 {
    let app = open(folder);
    work(&app);
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let acks = text.lines().filter_map(|line| serde_json::from_str::<Ack>(line).ok());
    let mut problems: Vec<String> = acks.filter_map(|ack| lost(&app, &ack)).collect();
    problems.extend(not_whole(&app));
    problems.iter().for_each(|problem| println!("{problem}"));
    i32::from(!problems.is_empty())
}

fn lost(app: &App, ack: &Ack) -> Option<String> {
    match ack {
        Ack::Report { case, secret, text } => {
            let is_kept = seen(app, case, secret)
                .is_some_and(|(_, view)| view.case.reports.iter().any(|r| r.report.description == *text));
            (!is_kept).then(|| format!("the report of {case} is lost"))
        }
        Ack::Message { case, secret, text } => {
            let is_kept = seen(app, case, secret).is_some_and(|(_, view)| {
                serde_json::to_string(&view.timeline).unwrap().contains(text.as_str())
            });
            (!is_kept).then(|| format!("a message of {case} is lost"))
        }
        Ack::File { case, secret, id, sha256 } => {
            let bytes = seen(app, case, secret).and_then(|(actor, view)| {
                let id = FileId(id.parse().ok()?);
                let (_, mut reader) = files::open(app, &actor, &view.case.number, id).ok()?;
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).ok()?;
                Some(hex::encode(Sha256::digest(&bytes)))
            });
            (bytes.as_ref() != Some(sha256)).then(|| format!("a file of {case} is lost"))
        }
        Ack::Publication { case, revision, files } => {
            let number = CaseNumber::parse(case)?;
            let found = app.store.read(|tx| server::action::case::load(tx, &number)).ok()?;
            let is_kept = found.case.advisory.revisions.iter().any(|r| r.number == *revision);
            let same = |(path, digest): (&String, &String)| {
                let bytes = fs::read(app.store.folder().join(path));
                bytes.is_ok_and(|bytes| hex::encode(Sha256::digest(bytes)) == *digest)
            };
            let is_whole = is_kept && files.iter().all(same);
            (!is_whole).then(|| format!("revision {revision} of the advisory of {case} is lost"))
        }
    }
}

/// What the reporter sees with number and secret.
fn seen(app: &App, case: &str, secret: &str) -> Option<(Actor, read::View)> {
    let (case, report) = find_report(app, &CaseNumber::parse(case)?, &Secret::parse(secret)?).ok()??;
    let actor = Actor::Reporter { case: case.clone(), report };
    let view = read::view(app, &actor, &case).ok()?;
    Some((actor, view))
}

/// Cases that are there in part, numbers used twice or left out.
fn not_whole(app: &App) -> Vec<String> {
    let ids = app.store.read(|tx| cases::list_ids_after(tx, CaseId(0), 100_000)).unwrap();
    let (mut problems, mut numbers) = (Vec::new(), BTreeMap::<String, BTreeSet<u32>>::new());
    for id in ids {
        let kept: Case = app.store.read(|tx| load_by_id(tx, id)).unwrap().case;
        let number = kept.number.to_string();
        let history = app.store.read(|tx| events::list_events(tx, id, 0, 10_000)).unwrap();
        let history: Vec<Recorded> =
            history.iter().map(|event| serde_json::from_slice(&event.payload).unwrap()).collect();
        if Case::from_history(&history).as_ref() != Some(&kept) {
            problems.push(format!("{number} is not what its history says"));
        }
        let receipts = app.store.read(|tx| documents::list_documents(tx, id, 1)).unwrap();
        if receipts.first().is_none_or(|document| document.kind != "receipt") {
            problems.push(format!("{number} has no receipt"));
        }
        let (prefix, sequence) = number.rsplit_once('-').unwrap();
        if !numbers.entry(prefix.to_owned()).or_default().insert(sequence.parse().unwrap()) {
            problems.push(format!("{number} was given twice"));
        }
    }
    for (prefix, used) in numbers {
        if used.iter().copied().ne(1..=u32::try_from(used.len()).unwrap()) {
            problems.push(format!("numbers of {prefix} are left out"));
        }
    }
    problems
}
