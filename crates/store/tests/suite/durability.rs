//! Nothing acknowledged is lost, nothing refused stays, and nobody is harmed by a neighbour.

use std::sync::Barrier;
use std::thread;

use store::{Error, Result, Store, counters, params};

use crate::harness::{Bench, each_engine, submit, submitted};

each_engine! {
    sixty_four_submitters_at_once_get_numbers_without_a_gap
    a_failing_write_leaves_nothing_and_harms_nobody
    a_panicking_write_leaves_nothing_and_harms_nobody
    a_reopened_store_has_every_acknowledged_case
    a_read_cannot_write
    a_read_sees_one_moment
    parallel_writers_share_commits
}

fn sixty_four_submitters_at_once_get_numbers_without_a_gap(bench: &Bench) {
    let store = bench.open();
    let barrier = Barrier::new(64);
    let mut numbers: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..64)
            .map(|i| {
                let (store, barrier) = (&store, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    store.write(|tx| submit(tx, &format!("report {i}"))).unwrap().number
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    numbers.sort();
    let expected: Vec<String> = (1..=64).map(|n| format!("LNK-2026-{n:04}")).collect();
    assert_eq!(numbers, expected);
}

fn a_failing_write_leaves_nothing_and_harms_nobody(bench: &Bench) {
    let store = bench.open();
    let barrier = Barrier::new(32);
    thread::scope(|scope| {
        for i in 0..32 {
            let (store, barrier) = (&store, &barrier);
            scope.spawn(move || {
                barrier.wait();
                let outcome: Result<()> = store.write(|tx| {
                    submit(tx, "one")?;
                    if i % 2 == 0 { Err(Error::NotFound { what: "luck" }) } else { Ok(()) }
                });
                assert_eq!(outcome.is_ok(), i % 2 == 1);
            });
        }
    });
    assert_eq!(count(&store, "cases"), 16);
    assert_eq!(count(&store, "events"), 16);
    let last = store.read(|tx| counters::current(tx, "cases LNK-2026")).unwrap();
    assert_eq!(last, 16, "a refused submission uses no number");
}

fn a_panicking_write_leaves_nothing_and_harms_nobody(bench: &Bench) {
    let store = bench.open();
    let panicked = thread::scope(|scope| {
        scope
            .spawn(|| {
                store.write(|tx| -> Result<()> {
                    submit(tx, "one")?;
                    panic!("on purpose");
                })
            })
            .join()
    });
    assert!(panicked.is_err());
    submitted(&store, "two");
    assert_eq!(count(&store, "cases"), 1);
}

fn a_reopened_store_has_every_acknowledged_case(bench: &Bench) {
    let store = bench.open();
    let ids: Vec<_> = (0..20).map(|i| submitted(&store, &format!("report {i}"))).collect();
    drop(store);
    let store = bench.open();
    for (i, id) in ids.into_iter().enumerate() {
        let snapshot = store.read(|tx| store::cases::get_snapshot(tx, id)).unwrap();
        assert_eq!(snapshot, format!("snapshot of report {i}").into_bytes());
    }
}

fn a_read_cannot_write(bench: &Bench) {
    let store = bench.open();
    assert!(store.read(|tx| submit(tx, "no")).is_err());
    assert_eq!(count(&store, "cases"), 0);
}

fn a_read_sees_one_moment(bench: &Bench) {
    let store = bench.open();
    submitted(&store, "before");
    let sql = "select count(*) from cases";
    store
        .read(|tx| -> Result<()> {
            assert_eq!(tx.query_one(sql, &[], |row| row.int(0))?, Some(1));
            submitted(&store, "during");
            assert_eq!(tx.query_one(sql, &[], |row| row.int(0))?, Some(1));
            Ok(())
        })
        .unwrap();
    assert_eq!(count(&store, "cases"), 2);
}

fn parallel_writers_share_commits(bench: &Bench) {
    let store = bench.open();
    let before = store.engine().write_counts();
    thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| {
                for _ in 0..8 {
                    submitted(&store, "one");
                }
            });
        }
    });
    let after = store.engine().write_counts();
    let (commits, transactions) = (after.commits - before.commits, after.transactions - before.transactions);
    assert_eq!(transactions, 256);
    assert!(commits < transactions, "{commits} commits for {transactions} transactions");
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let bench = Bench::sqlite();
    let first = bench.open();
    assert!(matches!(Store::open(bench.options()), Err(Error::Locked { .. })));
    drop(first);
    bench.open();
}

#[test]
fn a_nearly_full_disk_refuses_intake_before_it_is_full() {
    let bench = Bench::sqlite();
    let store = bench.open();
    store.free_space_guard(1).unwrap();
    assert!(matches!(store.free_space_guard(u64::MAX / 2), Err(Error::DiskFull)));
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let sql = "insert into schema_versions (version, name, digest) values ($1, 'later', 'x')";
    store.write(|tx| tx.execute(sql, params![9_999])).unwrap();
    drop(store);
    assert!(matches!(Store::open(bench.options()), Err(Error::Schema { .. })));
}

#[test]
fn a_snapshot_of_a_running_store_opens() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let id = submitted(&store, "kept");
    let other = Bench::sqlite();
    store.engine().snapshot_database(&other.path().join("tellfirst.db")).unwrap();
    let keys = other.path().join("keys");
    std::fs::create_dir(&keys).unwrap();
    std::fs::set_permissions(&keys, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    for entry in std::fs::read_dir(bench.path().join("keys")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, keys.join(path.file_name().unwrap())).unwrap();
    }
    let copy = other.open();
    assert_eq!(copy.read(|tx| store::cases::get_snapshot(tx, id)).unwrap(), b"snapshot of kept");
}

fn count(store: &Store, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    store.read(|tx| tx.query_one(&sql, &[], |row| row.int(0))).unwrap().unwrap()
}

#[test]
fn a_full_disk_refuses_writes_until_there_is_space_again() {
    let bench = Bench::sqlite();
    let store = bench.open();
    submitted(&store, "before");
    let limit = |pages: i64| {
        let sql = format!("pragma max_page_count = {pages}");
        store.write(|tx| tx.query(&sql, &[], |row| row.int(0))).unwrap()[0]
    };
    limit(limit(1));
    let big = vec![b'x'; 4 << 20];
    let put = || {
        store.write(|tx| {
            tx.execute(
                "insert into settings (key, value) values ('big', $1)",
                params![String::from_utf8(big.clone()).unwrap()],
            )
        })
    };
    assert!(matches!(put(), Err(Error::DiskFull)));
    assert_eq!(count(&store, "cases"), 1, "reading goes on");
    limit(1 << 30);
    put().unwrap();
    submitted(&store, "after");
    assert_eq!(count(&store, "cases"), 2);
}

#[test]
fn neighbours_of_a_write_that_fills_the_disk_are_told_the_truth() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let pages = store.write(|tx| tx.query("pragma page_count", &[], |row| row.int(0))).unwrap()[0];
    let sql = format!("pragma max_page_count = {}", pages + 40);
    store.write(|tx| tx.query(&sql, &[], |row| row.int(0))).unwrap();
    let big = "x".repeat(4 << 20);
    let barrier = Barrier::new(16);
    let acknowledged: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|i| {
                let (store, barrier, big) = (&store, &barrier, &big);
                scope.spawn(move || {
                    barrier.wait();
                    let key = format!("key {i}");
                    let value = if i % 4 == 0 { big.as_str() } else { "small" };
                    let sql = "insert into settings (key, value) values ($1, $2)";
                    store.write(|tx| tx.execute(sql, params![&key, value])).ok().map(|_| key)
                })
            })
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
    });
    let kept = store.read(|tx| tx.query("select key from settings", &[], |row| row.text(0))).unwrap();
    let sorted = |mut keys: Vec<String>| {
        keys.sort();
        keys
    };
    assert_eq!(sorted(kept), sorted(acknowledged));
}

#[test]
fn a_filled_database_of_an_older_version_is_brought_up_to_date() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let id = submitted(&store, "old");
    store
        .write(|tx| -> Result<()> {
            for index in ["updated", "submitted", "severity", "assignee"] {
                tx.execute(&format!("drop index cases_open_{index}"), &[])?;
            }
            tx.execute("delete from schema_versions where name = 'open cases'", &[]).map(drop)
        })
        .unwrap();
    drop(store);
    let store = bench.open();
    let query = store::inbox::InboxQuery { is_open: true, limit: 10, ..Default::default() };
    let page = store.read(|tx| store::inbox::list_cases(tx, &query)).unwrap();
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    let plans = store.read(|tx| store::inbox::explain(tx, &query)).unwrap();
    assert!(plans[0].steps[0].contains("cases_open_updated"));
}
