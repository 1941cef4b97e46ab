//! The server of the demo, in this process, on a port of its own.

use domain::access::{Actor, Role};
use domain::case::{Case, State};
use domain::id::CaseNumber;
use server::action::{accounts, read};
use server::app::App;
use server::clock::SeedClock;
use server::config::Config;
use server::demo::{Way, fill};
use server::mailer::Captured;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A running server with the sample cases.
pub struct Site {
    pub app: App,
    /// Without a slash at the end.
    pub url: String,
    pub ways: Vec<Way>,
    /// What the server has sent by mail.
    pub mails: Captured,
    // Dropped in this order: first the server, then its folder.
    _server: Runtime,
    _folder: TempDir,
}

impl Site {
    /// Starts it.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let listen = listener.local_addr().unwrap();
        let config = Config { listen, reports_per_hour: 10_000, ..Config::default() };
        let clock = SeedClock::default();
        let mails = Captured::default();
        let (time, post) = (Box::new(clock.clone()), Box::new(mails.clone()));
        let app = App::open_with(folder.path().to_owned(), config, time, post).unwrap();
        let ways = fill(&app, &clock).unwrap();
        // One round of work takes so many pieces; the demo makes a few rounds of them.
        for _ in 0..4 {
            server::job::work_once(&app).unwrap();
        }
        let server = Runtime::new().unwrap();
        let router = server::web::router(app.clone());
        server.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            server::serve::serve(listener, router).await
        });
        Self { app, url: format!("http://{listen}"), ways, mails, _server: server, _folder: folder }
    }

    /// An address of this server in full.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// The address that signs a member of staff in.
    pub fn door(&self, role: Role) -> String {
        accounts::demo_link(&self.app, role, "Alex Example").unwrap()
    }

    /// Number and secret of the sender of a case.
    pub fn way(&self, number: &CaseNumber) -> &Way {
        self.ways.iter().find(|way| way.case == number.as_str()).unwrap()
    }

    /// The first case that fits.
    #[track_caller]
    pub fn case(&self, fits: impl Fn(&Case) -> bool) -> Case {
        let all = self.ways.iter().filter_map(|way| {
            let number = CaseNumber::parse(&way.case)?;
            read::view(&self.app, &Actor::System, &number).ok().map(|view| view.case)
        });
        let mut all = all;
        all.find(fits).expect("the demo has a case in this state")
    }

    /// The first case in a state with devices in its matrix.
    pub fn case_with_devices(&self, state: State) -> Case {
        self.case(|case| case.state == state && case.matrix.cells().next().is_some())
    }
}
