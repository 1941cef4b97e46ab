//! How fast the store is, as ratios to a reference in the same run. Run by hand, with the parts to measure:
//! `cargo bench -p store -- commit lists duplicates 10000 1000000`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement that fails should stop, and its figures are for reading"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use store::blobs::Place;
use store::cases::{CaseFields, allocate, insert_case};
use store::events::{self, NewEvent};
use store::features::{self, PER_REPORT};
use store::inbox::{self, Assignee, InboxQuery, Sort};
use store::tokens::{add_tokens, word_tokens};
use store::{CaseId, Database, Options, Result, Store, Tx, UserId, params};

const THREADS: usize = 64;
const RUN: Duration = Duration::from_secs(3);

fn main() {
    let parts: Vec<String> = std::env::args().skip(1).filter(|part| !part.starts_with("--")).collect();
    if parts.is_empty() || parts.iter().any(|part| part == "commit") {
        commits();
    }
    let counts: Vec<i64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    if parts.iter().any(|part| part == "lists") {
        lists(&counts);
    }
    if parts.iter().any(|part| part == "duplicates") {
        duplicates(&counts);
    }
}

fn open(folder: &std::path::Path, database: Database) -> Store {
    let count = AtomicU64::new(1);
    // A generator for measurements: fast, and never used for a secret.
    let random = Arc::new(move |target: &mut [u8]| {
        for chunk in target.chunks_mut(8) {
            let mut word = count.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            chunk.copy_from_slice(&(word ^ (word >> 27)).to_be_bytes()[..chunk.len()]);
        }
    });
    Store::open(Options { folder: folder.to_owned(), database, blobs: Place::Folder, random }).unwrap()
}

/// Two small inserts per transaction: a loop with one commit each, and 64 threads sharing commits.
fn commits() {
    let folder = tempfile::tempdir_in(std::env::var("TELLFIRST_BENCH_DIR").unwrap_or(".".into())).unwrap();
    let store = open(folder.path(), Database::Embedded);
    for round in 1..=3 {
        let plain = plain_loop(&folder.path().join(format!("plain{round}.db")));
        let alone = durable(&store, 1);
        let shared = durable(&store, THREADS);
        let whole = submissions(&store, THREADS);
        println!(
            "round {round}: loop {plain:.0}/s, store with 1 thread {alone:.0}/s ({:.2}x), with {THREADS} threads \
             {shared:.0}/s ({:.1}x), whole submissions {whole:.0}/s ({:.1}x)",
            alone / plain,
            shared / plain,
            whole / plain
        );
    }
    if let Ok(url) = std::env::var("TELLFIRST_TEST_POSTGRES") {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path(), Database::Postgres(url));
        let (alone, shared) = (durable(&store, 1), durable(&store, THREADS));
        let whole = submissions(&store, THREADS);
        println!(
            "PostgreSQL: 1 thread {alone:.0}/s, {THREADS} threads {shared:.0}/s ({:.1}x), whole submissions {whole:.0}/s",
            shared / alone
        );
    }
}

fn plain_loop(path: &std::path::Path) -> f64 {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "synchronous", "full").unwrap();
    conn.execute_batch("create table pairs (key text primary key, value text)").unwrap();
    let mut insert = conn.prepare("insert into pairs (key, value) values (?1, ?2)").unwrap();
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < RUN {
        insert.execute([count.to_string(), "value".into()]).unwrap();
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

fn durable(store: &Store, threads: usize) -> f64 {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    run(store, threads, |tx| {
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        let sql = "insert into settings (key, value) values ($1, $2)";
        tx.execute(sql, params![format!("{}-{key}", std::process::id()), "value"])?;
        tx.execute(sql, params![format!("{}-{key}b", std::process::id()), "value"]).map(drop)
    })
}

fn submissions(store: &Store, threads: usize) -> f64 {
    run(store, threads, |tx| insert(tx, 7).map(drop))
}

fn run(store: &Store, threads: usize, work: impl Fn(&mut Tx<'_>) -> Result<()> + Sync) -> f64 {
    let done = AtomicU64::new(0);
    let before = store.engine().write_counts();
    let begun = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while begun.elapsed() < RUN {
                    store.write(|tx| work(tx)).unwrap();
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    let after = store.engine().write_counts();
    let group = (after.transactions - before.transactions) as f64 / (after.commits - before.commits) as f64;
    println!("  {threads} threads: {group:.1} transactions per commit");
    done.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64()
}

const STATES: [&str; 6] = ["received", "triaged", "accepted", "fixing", "published", "closed"];
const WORDS: [&str; 8] = ["overflow", "httpd", "upnp", "injection", "password", "firmware", "cloud", "wps"];

/// One case in a hundred is open, as on a server that has run for years.
fn insert(tx: &mut Tx<'_>, n: i64) -> Result<()> {
    let case = allocate(tx, "LNK", 2026)?;
    let is_open = n % 100 == 0;
    let pick = usize::try_from(n / 100 % 5).unwrap();
    let fields = CaseFields {
        program: "sample".into(),
        brand: ["linksys", "belkin", "wemo"][usize::try_from(n % 3).unwrap()].into(),
        state: if is_open { STATES[pick] } else { "closed" }.into(),
        severity: n % 6 - 1,
        assignee: (n % 7 != 0).then_some(UserId(n % 7)),
        waiting_on: if is_open { "team" } else { "nobody" }.into(),
        next_due_at: is_open.then_some(n * 13 % 1_000_003),
        submitted_at: n,
        updated_at: n * 7919 % 1_000_003,
        closed_at: (!is_open).then_some(n),
        embargo_end: None,
        flags: 0,
        summary: vec![b'x'; 300],
        snapshot: vec![b'x'; 3_000],
    };
    insert_case(tx, &case, &fields)?;
    let event = NewEvent {
        at: n,
        actor_kind: "reporter".into(),
        actor_id: "1".into(),
        kind: "report_received".into(),
        payload: vec![b'x'; 1_500],
    };
    events::append(tx, case.id, 0, &[event])?;
    let rare = format!("model{}", n % 5_000);
    let common = WORDS[usize::try_from(n % 8).unwrap()];
    add_tokens(tx, case.id, &word_tokens(tx.vault(), &format!("{rare} {common} everywhere n{n}")))
}

/// The usual lists at several sizes.
fn lists(counts: &[i64]) {
    for count in counts {
        let folder = std::env::temp_dir().join(format!("tellfirst-bench-{count}"));
        let begun = Instant::now();
        let store = open(&folder, Database::Embedded);
        println!("{count} cases: opened in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
        let present = store.read(|tx| store::counters::current(tx, "cases")).unwrap();
        fill(&store, present, *count);
        for (name, query) in views(&store) {
            measure(&store, name, &query);
            let known = query.clone().with_open_recognised(&STATES[..5], &["closed"]);
            if known != query {
                measure(&store, &format!("{name}, as open"), &known);
            }
        }
        drop(store);
        let begun = Instant::now();
        open(&folder, Database::Embedded);
        println!("{count} cases: opened again in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    }
}

/// Fills the store with small transactions that share commits, and a large cache: filling is not what is measured.
fn fill(store: &Store, present: i64, count: i64) {
    const STEP: i64 = 20;
    store.write(|tx| tx.query("pragma cache_size = -4000000", &[], |_| Ok(()))).unwrap();
    let next = AtomicI64::new(present);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let from = next.fetch_add(STEP, Ordering::Relaxed);
                    if from >= count {
                        break;
                    }
                    let to = (from + STEP).min(count);
                    store.write(|tx| (from..to).try_for_each(|n| insert(tx, n))).unwrap();
                }
            });
        }
    });
    store.write(|tx| tx.query("pragma cache_size = -16384", &[], |_| Ok(()))).unwrap();
    store.engine().purge_erased().unwrap();
}

fn measure(store: &Store, name: &str, query: &InboxQuery) {
    let mut times = Vec::new();
    let mut rows = 0;
    for _ in 0..40 {
        let begun = Instant::now();
        rows = store.read(|tx| inbox::list_cases(tx, query)).unwrap().rows.len();
        times.push(begun.elapsed());
    }
    times.sort();
    let begun = Instant::now();
    let count = store.read(|tx| inbox::count_cases(tx, query, 1_000)).unwrap();
    let counted = begun.elapsed().as_secs_f64() * 1e3;
    let [median, high] = [times[20], times[37]].map(|time| time.as_secs_f64() * 1e3);
    println!(
        "  {name:34} {rows:3} rows  median {median:7.2} ms  p95 {high:7.2} ms  {count:?} in {counted:.2} ms"
    );
}

fn views(store: &Store) -> Vec<(&'static str, InboxQuery)> {
    let strings = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let base = || InboxQuery { limit: 50, ..InboxQuery::default() };
    let words = |text| word_tokens(store.vault(), text);
    vec![
        ("all, last changed", base()),
        ("not closed", InboxQuery { not_states: strings(&["closed"]), ..base() }),
        ("open states", InboxQuery { states: strings(&STATES[..5]), ..base() }),
        ("open states by due", InboxQuery { states: strings(&STATES[..5]), sort: Sort::Due, ..base() }),
        ("waiting on the team", InboxQuery { waiting_on: strings(&["team"]), ..base() }),
        ("mine", InboxQuery { assignee: Some(Assignee::User(UserId(3))), ..base() }),
        (
            "mine and open",
            InboxQuery { assignee: Some(Assignee::User(UserId(3))), states: strings(&STATES[..5]), ..base() },
        ),
        ("nobody's", InboxQuery { assignee: Some(Assignee::Nobody), ..base() }),
        ("overdue", InboxQuery { due_before: Some(1_000), sort: Sort::Due, ..base() }),
        (
            "severe and open",
            InboxQuery { severity_at_least: Some(3), states: strings(&STATES[..5]), ..base() },
        ),
        (
            "closed of a brand by severity",
            InboxQuery {
                states: strings(&["closed"]),
                brands: strings(&["wemo"]),
                sort: Sort::Severity,
                ..base()
            },
        ),
        ("a rare word", InboxQuery { tokens: words("model77"), ..base() }),
        ("a word all have", InboxQuery { tokens: words("everywhere"), ..base() }),
        ("two words", InboxQuery { tokens: words("overflow everywhere"), ..base() }),
        ("two common words never together", InboxQuery { tokens: words("overflow httpd"), ..base() }),
        (
            "a word, open only",
            InboxQuery { tokens: words("overflow"), states: strings(&STATES[..5]), ..base() },
        ),
    ]
}

/// Vocabularies that features are drawn from, common values first: how many, and how many of a report's features.
const VOCABULARIES: [(u64, usize); 4] = [(40, 4), (600, 8), (20_000, 12), (u64::MAX, 8)];

/// The look-up of duplicate candidates at several sizes: features with the skew of real reports, a few values that
/// most reports share and many that hardly any two do.
fn duplicates(counts: &[i64]) {
    for count in counts {
        let folder =
            tempfile::tempdir_in(std::env::var("TELLFIRST_BENCH_DIR").unwrap_or("/tmp".into())).unwrap();
        let store = open(folder.path(), Database::Embedded);
        let begun = Instant::now();
        fill_features(&store, *count);
        println!("{count} reports: filled in {:.0} s", begun.elapsed().as_secs_f64());
        let mut times = Vec::new();
        let mut found = 0;
        for round in 0..200 {
            let own = 1 + round * 7_919 % count;
            // Every second report repeats an earlier one with half of its features changed.
            let mut tokens = tokens_of(own);
            if round % 2 == 0 {
                tokens.truncate(PER_REPORT / 2);
                tokens.extend(tokens_of(count + round).into_iter().take(PER_REPORT / 2));
            }
            let begun = Instant::now();
            let seen =
                store.read(|tx| features::look_up(tx, CaseId(count + 1), CaseId(*count), &tokens)).unwrap();
            times.push(begun.elapsed());
            found += usize::from(seen.nearest.first() == Some(&CaseId(own)));
        }
        times.sort();
        let [median, high] = [times[100], times[190]].map(|time| time.as_secs_f64() * 1e3);
        println!(
            "  look-up median {median:.2} ms, p95 {high:.2} ms; the repeated report is first in {found} of 200"
        );
    }
}

/// The features of a report by its number.
fn tokens_of(n: i64) -> Vec<features::Token> {
    let mut state = u64::try_from(n).unwrap().wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = |of: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        if of == u64::MAX { state } else { (state % of).min(state / 3 % of) }
    };
    let values = VOCABULARIES.iter().enumerate().flat_map(|(kind, (size, count))| {
        let kind = u64::try_from(kind).unwrap();
        (0..*count).map(|_| draw(*size).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ kind).collect::<Vec<_>>()
    });
    let mut tokens: Vec<_> =
        values.map(|value| features::Token(i64::from_be_bytes(value.to_be_bytes()) & i64::MAX)).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Fills the tables in the order of their keys: filling is not what is measured.
fn fill_features(store: &Store, count: i64) {
    store.write(|tx| tx.query("pragma cache_size = -1000000", &[], |_| Ok(()))).unwrap();
    let mut postings: Vec<(i64, i64)> = Vec::new();
    for from in (1..=count).step_by(20_000) {
        let to = (from + 20_000).min(count + 1);
        store
            .write(|tx| {
                for n in from..to {
                    let tokens = tokens_of(n);
                    let bytes: Vec<u8> = tokens.iter().flat_map(|token| token.0.to_be_bytes()).collect();
                    let sql = "insert into feature_lists (case_id, version, tokens) values ($1, 1, $2)";
                    tx.execute(sql, params![n, bytes])?;
                    postings.extend(tokens.iter().map(|token| (token.0, n)));
                }
                Ok::<_, store::Error>(())
            })
            .unwrap();
    }
    postings.sort_unstable();
    for part in postings.chunks(500_000) {
        store
            .write(|tx| {
                let sql = "insert into feature_postings (token, case_id) values ($1, $2)";
                part.iter().try_for_each(|(token, case)| tx.execute(sql, params![*token, *case]).map(drop))
            })
            .unwrap();
    }
    store.write(|tx| tx.query("pragma cache_size = -16384", &[], |_| Ok(()))).unwrap();
}
