//! What is sealed stays closed: in files, when moved, and after its key was deleted.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use store::seal::{self, Owner};
use store::{Error, Store, params};

use crate::harness::{Bench, each_engine, submitted};

each_engine! {
    swapped_cells_do_not_open
    an_erased_case_cannot_be_read
    erasing_a_reporter_leaves_the_case
}

const CANARY: &str = "canary-7d1f0c2e-the-stack-overflows-in-httpd";

fn swapped_cells_do_not_open(bench: &Bench) {
    let store = bench.open();
    let (first, second) = (submitted(&store, "first"), submitted(&store, "second"));
    let swaps = [
        "update case_content set snapshot_sealed = summary_sealed where case_id = $1",
        "update case_content set snapshot_sealed = (select snapshot_sealed from case_content where case_id = $2) \
         where case_id = $1",
    ];
    for sql in swaps {
        let parameters: &[_] = if sql.contains("$2") { params![first, second] } else { params![first] };
        store.write(|tx| tx.execute(sql, parameters)).unwrap();
        let read = store.read(|tx| store::cases::get_snapshot(tx, first));
        assert!(matches!(read, Err(Error::Tampered { .. })), "{read:?}");
    }
    store.read(|tx| store::cases::get_snapshot(tx, second)).unwrap();
}

fn an_erased_case_cannot_be_read(bench: &Bench) {
    let store = bench.open();
    let (erased, kept) = (submitted(&store, "erased"), submitted(&store, "kept"));
    store.write(|tx| seal::erase(tx, Owner::Case(erased))).unwrap();
    assert!(matches!(store.read(|tx| store::cases::get_snapshot(tx, erased)), Err(Error::Erased)));
    assert!(matches!(store.read(|tx| store::events::list_events(tx, erased, 0, 9)), Err(Error::Erased)));
    let row = store.read(|tx| store::cases::find_by_id(tx, erased)).unwrap().unwrap();
    assert_eq!(row.summary, None);
    assert_eq!(store.read(|tx| store::events::verify_chain(tx, erased)).unwrap(), None);
    store.read(|tx| store::cases::get_snapshot(tx, kept)).unwrap();
}

fn erasing_a_reporter_leaves_the_case(bench: &Bench) {
    let store = bench.open();
    let id = submitted(&store, "one");
    let place = store::Place::new("reports", "identity", id.0);
    let owner = Owner::Reporter(id, 1);
    let sealed = store
        .write(|tx| {
            store::reports::insert_access(tx, id, 1, &[7; 32], 1)?;
            tx.seal(owner, place, b"reporter@example.org")
        })
        .unwrap();
    assert_eq!(store.read(|tx| tx.open(owner, place, &sealed)).unwrap(), b"reporter@example.org");
    store.write(|tx| seal::erase(tx, owner)).unwrap();
    assert!(matches!(store.read(|tx| tx.open(owner, place, &sealed)), Err(Error::Erased)));
    store.read(|tx| store::cases::get_snapshot(tx, id)).unwrap();
}

#[test]
fn no_content_is_readable_in_the_files() {
    let bench = Bench::sqlite();
    let store = bench.open();
    submitted(&store, CANARY);
    assert!(holds(bench.path(), "report_received"), "the search itself must find what is in the clear");
    assert!(!holds(bench.path(), CANARY));
    store.engine().purge_erased().unwrap();
    assert!(holds(bench.path(), "report_received"));
    assert!(!holds(bench.path(), CANARY));
}

#[test]
fn an_erased_key_is_gone_from_the_files() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let id = submitted(&store, "erased");
    let wrapped = store
        .read(|tx| {
            tx.query_one("select wrapped from data_keys where owner_id = $1", params![id], |row| row.blob(0))
        })
        .unwrap()
        .unwrap();
    assert!(holds_bytes(bench.path(), &wrapped));
    store.write(|tx| seal::erase(tx, Owner::Case(id))).unwrap();
    store.engine().purge_erased().unwrap();
    assert!(!holds_bytes(bench.path(), &wrapped));
}

#[test]
fn keys_that_others_can_read_are_refused_with_the_remedy() {
    let bench = Bench::sqlite();
    drop(bench.open());
    let key = bench.path().join("keys/sealing.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    let text = Store::open(bench.options()).err().unwrap().to_string();
    assert!(text.contains("sealing.key") && text.contains("chmod 600"), "{text}");
}

#[test]
fn a_first_start_that_was_cut_short_is_simply_repeated() {
    let bench = Bench::sqlite();
    fs::create_dir(bench.path().join("keys.new")).unwrap();
    fs::write(bench.path().join("keys.new/sealing.key"), "half").unwrap();
    drop(bench.open());
    assert!(!bench.path().join("keys.new").exists());
    bench.open();
}

#[test]
fn lost_keys_are_not_replaced_beside_an_existing_database() {
    let bench = Bench::sqlite();
    drop(bench.open());
    fs::remove_dir_all(bench.path().join("keys")).unwrap();
    assert!(matches!(Store::open(bench.options()), Err(Error::Keys { .. })));
    assert!(!bench.path().join("keys").exists());
}

fn holds(folder: &Path, text: &str) -> bool {
    holds_bytes(folder, text.as_bytes())
}

fn holds_bytes(folder: &Path, wanted: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds_bytes(&path, wanted);
        }
        fs::read(&path).unwrap().windows(wanted.len()).any(|window| window == wanted)
    })
}
