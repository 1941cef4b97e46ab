//! Fills a data folder with many made-up cases, for benchmarks: `seed DIR COUNT`.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool for benchmarks")]

use std::sync::atomic::{AtomicU64, Ordering};

use domain::access::{Actor, Role};
use domain::case::{Addressees, Audience, Command, ReasonCode};
use domain::catalog::Sku;
use domain::id::{CweId, SkuId, UserId, VulnerabilityNo};
use domain::matrix::CellId;
use domain::report::{Credit, Product, Report, Reporter};
use domain::severity::{Assessment, Severity};
use jiff::SignedDuration;
use server::action::submit::submit_all;
use server::app::App;
use server::auth::session;
use server::clock::SeedClock;
use server::config::Config;
use store::accounts::{NewUser, insert_user};

/// Cases of one transaction.
const BATCH: u64 = 500;
/// Batches after which their postings are entered together.
const POSTED: u64 = 20;
/// Threads that make up cases; one at a time writes them.
const WORKERS: usize = 3;
/// Words a text is made of; a few are common, many are rare, as in real reports.
const WORDS: [&str; 40] = [
    "router",
    "command",
    "injection",
    "overflow",
    "stack",
    "page",
    "field",
    "handler",
    "form",
    "request",
    "length",
    "check",
    "firmware",
    "device",
    "password",
    "session",
    "cookie",
    "script",
    "table",
    "name",
    "upnp",
    "wps",
    "lan",
    "wan",
    "guest",
    "port",
    "forwarding",
    "diagnostics",
    "ping",
    "dns",
    "backup",
    "restore",
    "telnet",
    "ssh",
    "usb",
    "samba",
    "image",
    "header",
    "token",
    "crash",
];

/// Numbers that look random and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(below).unwrap()).unwrap()
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "tellfirst-data".to_owned());
    let count: u64 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let clock = SeedClock::default();
    let app = App::open(folder.clone().into(), Config::default(), Box::new(clock.clone())).unwrap();
    let user = NewUser {
        email: "bench@maker.example".to_owned(),
        name: "Bench".to_owned(),
        roles: vec!["triager".to_owned(), "manager".to_owned()],
        programs: Vec::new(),
        at: clock.real().as_microsecond(),
    };
    let user = app.store.write(|tx| insert_user(tx, &user)).unwrap();
    let program = app.program();
    let skus = program.program.catalog.list_skus();
    let start = clock.real().saturating_sub(SignedDuration::from_hours(24 * 900)).unwrap();
    let step = SignedDuration::from_hours(24 * 900).as_secs() / i64::try_from(count / BATCH + 1).unwrap();
    app.store
        .write(|tx| tx.query("pragma cache_size = -400000", &[], |_| Ok::<_, store::Error>(())))
        .unwrap();
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let batch = next.fetch_add(1, Ordering::Relaxed);
                    if batch >= count.div_ceil(BATCH) {
                        break;
                    }
                    let seconds = step * i64::try_from(batch).unwrap();
                    clock.set(start.saturating_add(SignedDuration::from_secs(seconds)).unwrap());
                    let mut dice = Dice(batch);
                    let size = BATCH.min(count - batch * BATCH);
                    let reports = (0..size).map(|n| case(&mut dice, skus, batch * BATCH + n)).collect();
                    submit_all(&app, reports).unwrap();
                    if batch % POSTED == POSTED - 1 {
                        println!("{} of {count}", (batch + 1) * BATCH);
                        post(&app);
                    }
                }
            });
        }
    });
    post(&app);
    for (name, flaws, devices) in [("matrix-small", 2, 10), ("matrix-large", 20, 200)] {
        let numbers = submit_all(&app, vec![matrix(&mut Dice(7), skus, (flaws, devices))]).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(name), numbers[0].as_str()).unwrap();
    }
    clock.run();
    let cookie = session::open(&app, user, "bench").unwrap();
    std::fs::write(std::path::Path::new(&folder).join("session"), cookie).unwrap();
}

/// A case with a fix matrix of so many flaws and devices, all still open.
fn matrix(dice: &mut Dice, skus: &[Sku], (flaws, devices): (u32, usize)) -> (Report, Vec<(Actor, Command)>) {
    let (report, _) = case(dice, skus, 0);
    let triager = Actor::Staff { user: UserId("1".to_owned()), roles: vec![Role::Triager] };
    let flaw = |n| Command::AddVulnerability { title: format!("Flaw {n}"), concerns: Vec::new() };
    let confirm = Command::Confirm { text: "Thank you, we see it too.".to_owned() };
    let mut commands: Vec<_> = std::iter::once(confirm).chain((2..=flaws).map(flaw)).collect();
    let sku = |n: usize| match skus.get(n) {
        Some(sku) => sku.id.clone(),
        None => SkuId(format!("linksys.more{n}")),
    };
    let cell = |flaw, n| CellId { vulnerability: VulnerabilityNo(flaw), sku: sku(n) };
    let cells = (1..=flaws).flat_map(|flaw| (0..devices).map(move |n| cell(flaw, n))).collect();
    commands.push(Command::MarkAffected { cells });
    (report, commands.into_iter().map(|command| (triager.clone(), command)).collect())
}

/// Enters what a search walks along.
fn post(app: &App) {
    let limit = i64::try_from(BATCH * POSTED).unwrap();
    while app.store.write(|tx| store::tokens::post_queued(tx, limit)).unwrap().is_some() {}
}

fn case(dice: &mut Dice, skus: &[Sku], number: u64) -> (Report, Vec<(Actor, Command)>) {
    let sku = &skus[dice.roll(skus.len())];
    let word = |dice: &mut Dice| {
        let low = dice.roll(WORDS.len());
        WORDS[low.min(dice.roll(WORDS.len()))]
    };
    let text: Vec<_> = (0..24).map(|_| word(dice)).collect();
    let severity = Severity::ALL[1 + dice.roll(4)];
    let report = Report {
        brand: sku.brand.clone(),
        product: Product::Listed { sku: sku.id.clone() },
        model: sku.model.clone(),
        hardware_revision: None,
        region: None,
        firmware: None,
        tested: None,
        title: format!("{} {} in handler{}", text[0], text[1], dice.roll(20_000)),
        description: format!("{} mark{number}", text.join(" ")),
        steps: None,
        observed: None,
        impact: None,
        severity: Assessment { word: Some(severity), ..Assessment::default() },
        cwe: Some(CweId([77, 78, 79, 120, 121, 287, 352, 787][dice.roll(8)])),
        public_url: None,
        exploited: false,
        planned_publication: None,
        other_makers: None,
        tools: None,
        reporter: Reporter {
            name: Some(format!("Reporter {}", dice.roll(5_000))),
            email: None,
            pgp_key: None,
            credit: Credit::Undecided,
            language: "en".to_owned(),
        },
    };
    (report, story(dice))
}

/// Most cases of a long life are closed; a few thousand of a million are open.
fn story(dice: &mut Dice) -> Vec<(Actor, Command)> {
    let triager = Actor::Staff { user: UserId("1".to_owned()), roles: vec![Role::Triager] };
    let words = || "Thank you, we looked at it.".to_owned();
    let by = |command| (triager.clone(), command);
    match dice.roll(200) {
        0 => Vec::new(),
        1 => vec![by(Command::Acknowledge { text: words() })],
        2 => vec![
            by(Command::Acknowledge { text: words() }),
            by(Command::Assign { to: Some(UserId("1".to_owned())) }),
        ],
        3 => vec![by(Command::Ask { text: words(), to: Addressees::Unnamed })],
        4 => vec![by(Command::Confirm { text: words() })],
        5 => vec![by(Command::AddLabel { label: "slop".to_owned() })],
        n => {
            let reason = ReasonCode::NotReproducible;
            let mut commands =
                vec![by(Command::Reject { reason, policy_line: "scope".to_owned(), text: words() })];
            if n % 4 == 0 {
                commands.push(by(Command::Write {
                    text: words(),
                    audience: Audience::Team,
                    to: Addressees::Unnamed,
                }));
            }
            commands
        }
    }
}
