//! A server in a temporary folder with a clock set by hand, and people who use it.
//!
//! ```ignore
//! let t = Test::new();
//! let sent = t.submit(|report| report.title = "Command injection".into());
//! let mut reporter = t.reporter(&sent);
//! let mut triager = t.staff(Role::Triager);
//! let page = triager.get("/staff/").await;
//! page.shows("Command injection");
//! t.advance_days(3);
//! t.work().await;
//! ```
//!
//! Every person has a network address of their own, so that limits of one do not hit another.

mod client;
pub mod services;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use domain::access::{Actor, Role};
use domain::case::{Case, Command};
use domain::id::{BrandId, CaseNumber, ReportNo};
use domain::report::{Product, Report, Reporter};
use domain::severity::Assessment;
use jiff::{SignedDuration, Timestamp};
use server::action::submit::{Submission, Submitted, submit};
use server::action::{case::perform, read};
use server::app::App;
use server::clock::{Clock, ManualClock};
use server::config::Config;
use server::mailer::Captured;
use store::accounts::{self, NewUser};
use tempfile::TempDir;

pub use client::{Client, FilePart, Page};

/// A Monday noon in UTC, when the sample program's people work.
pub const START: &str = "2026-11-23T18:00:00Z";

/// A server for one story.
pub struct Test {
    pub app: App,
    pub clock: Arc<ManualClock>,
    /// Removed at the end of the story.
    pub folder: TempDir,
    /// What the server has sent by mail.
    pub mails: Captured,
    router: Router,
    people: AtomicU32,
}

/// The clock of the story, shared with the server.
struct Shared(Arc<ManualClock>);

impl Clock for Shared {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

impl Test {
    /// A server with the sample program and nobody in it.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The same with other settings.
    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::with_program(change, |_| {})
    }

    /// The same with other settings and a changed program: `edit` gets the program folder before the start.
    pub fn with_program(change: impl FnOnce(&mut Config), edit: impl FnOnce(&std::path::Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        server::action::program::write_sample_if_missing(&program).unwrap();
        edit(&program);
        let clock = Arc::new(ManualClock::at(START.parse().unwrap()));
        let mut config = Config { reports_per_hour: 10_000, ..Config::default() };
        change(&mut config);
        let mails = Captured::default();
        let (own, shared) = (Box::new(mails.clone()), Box::new(Shared(clock.clone())));
        let app = App::open_with(folder.path().to_owned(), config, shared, own).unwrap();
        let router = server::web::router(app.clone());
        Self { app, clock, folder, mails, router, people: AtomicU32::new(0) }
    }

    /// Stops the server and starts it again on the same folder. Everybody's [`Client`] has to be made anew.
    pub fn restart(self) -> Self {
        let Self { app, clock, folder, mails, router, people } = self;
        let config = app.config.clone();
        drop((app, router));
        let (own, shared) = (Box::new(mails.clone()), Box::new(Shared(clock.clone())));
        let app = App::open_with(folder.path().to_owned(), config, shared, own).unwrap();
        let router = server::web::router(app.clone());
        Self { app, clock, folder, mails, router, people }
    }

    /// The present moment of the story.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass.
    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// Lets days pass.
    pub fn advance_days(&self, days: i64) {
        self.advance(SignedDuration::from_hours(24 * days));
    }

    /// Does all work that is due, as the jobs of a running server would.
    pub async fn work(&self) {
        self.app.run(server::job::work_once).await.unwrap();
    }

    /// Somebody nobody knows, with a browser of their own.
    pub fn visitor(&self) -> Client {
        let number = self.people.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let address = IpAddr::from(Ipv4Addr::new(10, number[1], number[2], number[3]));
        Client::new(self.app.clone(), self.router.clone(), address)
    }

    /// A signed-in member of staff with one role.
    pub fn staff(&self, role: Role) -> Client {
        self.staff_with(&[role]).0
    }

    /// A signed-in member of staff with several roles, and the id of the account.
    pub fn staff_with(&self, roles: &[Role]) -> (Client, store::UserId) {
        let n = self.people.load(Ordering::Relaxed);
        let words: Vec<String> = roles.iter().map(|role| role.word().to_owned()).collect();
        let user = NewUser {
            email: format!("{}{n}@maker.example", words.join("-")),
            name: format!("{} {n}", words.join(" ")),
            roles: words,
            programs: Vec::new(),
            at: self.now().as_microsecond(),
        };
        let id = self.app.store.write(|tx| accounts::insert_user(tx, &user)).unwrap();
        let cookie = server::auth::session::open(&self.app, id, "a test").unwrap();
        let mut client = self.visitor();
        client.set_cookie(server::auth::session::COOKIE, &cookie);
        (client, id)
    }

    /// A member of staff as the rules know one, for commands given without a page.
    pub fn actor(&self, role: Role) -> Actor {
        let (_, id) = self.staff_with(&[role]);
        Actor::Staff { user: domain::id::UserId(id.to_string()), roles: vec![role] }
    }

    /// Sends a report past the pages; `change` fills in what the story is about.
    pub fn submit(&self, change: impl FnOnce(&mut Report)) -> Submitted {
        let mut report = sample_report();
        change(&mut report);
        submit(&self.app, Submission::of(report)).unwrap()
    }

    /// The browser of a report's sender, signed in.
    pub fn reporter(&self, sent: &Submitted) -> Client {
        let mut client = self.visitor();
        let cookie = format!("{}.{}", sent.case, sent.secret);
        client.set_cookie(server::web::visit::REPORTER_COOKIE, &cookie);
        client
    }

    /// The sender of a case's first report as the rules know one.
    pub fn reporter_actor(&self, sent: &Submitted) -> Actor {
        Actor::Reporter { case: number(sent), report: ReportNo::FIRST }
    }

    /// Carries out a command past the pages.
    pub fn perform(&self, actor: &Actor, case: &CaseNumber, command: Command) -> Case {
        perform(&self.app, actor, case, command).unwrap().case
    }

    /// The case as the server itself sees it.
    pub fn case(&self, case: &CaseNumber) -> Case {
        read::view(&self.app, &Actor::System, case).unwrap().case
    }

    /// The number of cases that were opened, found by their numbers.
    pub fn case_count(&self) -> usize {
        let of = |prefix: &str| {
            let year = self.now().to_zoned_datetime(jiff::tz::TimeZone::UTC).year();
            let exists = |n: &i64| {
                let number = CaseNumber::compose(prefix, year, *n);
                read::view(&self.app, &Actor::System, &number).is_ok()
            };
            (1..1_000).take_while(exists).count()
        };
        self.app.program().program.brands.iter().map(|brand| of(&brand.case_prefix)).sum()
    }

    /// All bytes below the data folder except the keys and the program's own files: what a thief of database and
    /// file store would have.
    pub fn stolen_bytes(&self) -> Vec<u8> {
        fn walk(folder: &std::path::Path, all: &mut Vec<u8>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if path.is_dir() && name != "keys" && name != "program" {
                    walk(&path, all);
                } else if path.is_file() {
                    all.extend(std::fs::read(&path).unwrap());
                }
            }
        }
        let mut all = Vec::new();
        walk(self.folder.path(), &mut all);
        all
    }
}

/// The number of the case a report opened.
pub fn number(sent: &Submitted) -> CaseNumber {
    CaseNumber(sent.case.clone())
}

/// A report that is accepted as it is.
pub fn sample_report() -> Report {
    Report {
        brand: BrandId::from("linksys"),
        product: Product::Unknown,
        model: "EA7500".into(),
        hardware_revision: None,
        region: None,
        firmware: None,
        tested: None,
        title: "Command injection in the ping page".into(),
        description: "The ping page of the web interface runs what it is given as a shell command.".into(),
        steps: Some("1. Sign in.\n2. Ping `; reboot`.".into()),
        observed: None,
        impact: None,
        severity: Assessment::default(),
        cwe: None,
        public_url: None,
        exploited: false,
        planned_publication: None,
        other_makers: None,
        tools: None,
        reporter: Reporter { language: "en".into(), ..Reporter::default() },
    }
}

/// True when `needle` stands somewhere in `bytes`.
pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
