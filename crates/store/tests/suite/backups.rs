//! A backup of a running store is consistent, checked, and restores to the same store.

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use store::backup::{self, Contents};
use store::blobs::Place;
use store::files::{self, NewFile};
use store::reconcile::{self, Findings};
use store::{Database, Error, Options, Store};

use crate::harness::{Bench, each_engine, random, submitted};

fn with_attachment(store: &Store) {
    let case = submitted(store, "with a file");
    let mut writer = store.blobs().create(store.vault()).unwrap();
    writer.write_all(b"proof").unwrap();
    let blob = &writer.finish().unwrap();
    let (name, media_type, uploaded_by, visible_to) = ("a", "text/plain", "reporter", "team");
    let file = NewFile { case, blob, name, media_type, uploaded_by, visible_to, at: 1 };
    store.write(|tx| files::insert_file(tx, &file)).unwrap();
}

fn options(folder: &std::path::Path) -> Options {
    Options {
        folder: folder.to_owned(),
        database: Database::Embedded,
        blobs: Place::Folder,
        random: random(),
    }
}

#[test]
fn a_backup_under_load_restores_to_a_sound_store() {
    let bench = Bench::sqlite();
    let store = bench.open();
    with_attachment(&store);
    let target = tempfile::tempdir().unwrap();
    let (file, folder) = (target.path().join("backup.tar"), target.path().join("restored"));
    let stop = AtomicBool::new(false);
    let acknowledged = thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                submitted(&store, "meanwhile");
            }
        });
        while submitted(&store, "before").0 < 20 {}
        let acknowledged = store.read(|tx| store::counters::current(tx, "cases")).unwrap();
        let written = backup::write(bench.path(), &file, Contents::WithKeys);
        stop.store(true, Ordering::Relaxed);
        written.unwrap();
        acknowledged
    });
    backup::restore(&file, &folder).unwrap();
    let restored = Store::open(options(&folder)).unwrap();
    assert_eq!(reconcile::verify_store(&restored, 1_000).unwrap(), Findings::default());
    let cases = restored.read(|tx| store::counters::current(tx, "cases")).unwrap();
    assert!(cases >= acknowledged, "{cases} of {acknowledged}");
}

each_engine! { a_backup_of_either_engine_restores_into_either }

fn a_backup_of_either_engine_restores_into_either(bench: &Bench) {
    let store = bench.open();
    with_attachment(&store);
    let cases: Vec<_> = (0..450).map(|n| submitted(&store, &format!("case {n}"))).collect();
    let target = tempfile::tempdir().unwrap();
    let (file, folder) = (target.path().join("backup.tar"), target.path().join("restored"));
    let beside = Store::open_beside(bench.options()).unwrap();
    backup::write_store(&beside, &file, Contents::WithKeys).unwrap();
    submitted(&store, "after the moment");
    backup::restore(&file, &folder).unwrap();
    let check = |restored: &Store| {
        assert_eq!(reconcile::verify_store(restored, 1_000).unwrap(), Findings::default());
        for (n, case) in cases.iter().enumerate() {
            let snapshot = restored.read(|tx| store::cases::get_snapshot(tx, *case)).unwrap();
            assert_eq!(snapshot, format!("snapshot of case {n}").into_bytes());
        }
        let next = submitted(restored, "a new one");
        assert!(cases.iter().all(|case| case.0 < next.0), "numbers go on");
    };
    check(&Store::open(options(&folder)).unwrap());
    let Some(other) = Bench::postgres() else {
        println!("skipped: into PostgreSQL (set TELLFIRST_TEST_POSTGRES to an address)");
        return;
    };
    let again = target.path().join("again");
    backup::restore(&file, &again).unwrap();
    let Database::Postgres(url) = other.options().database else { panic!("a bench on PostgreSQL") };
    backup::move_into_postgres(&again, &url, beside.vault().clone()).unwrap();
    assert!(!again.join("tellfirst.db").exists());
    let moved =
        Options { folder: again.clone(), database: Database::Postgres(url.clone()), random: random(), blobs: store::blobs::Place::Folder };
    check(&Store::open(moved).unwrap());
    let twice = target.path().join("twice");
    backup::restore(&file, &twice).unwrap();
    let refused = backup::move_into_postgres(&twice, &url, beside.vault().clone());
    assert!(matches!(refused, Err(Error::Schema { .. })), "{refused:?}");
    assert!(twice.join("tellfirst.db").exists());
}

#[test]
fn a_backup_has_no_keys_unless_asked() {
    let bench = Bench::sqlite();
    with_attachment(&bench.open());
    let target = tempfile::tempdir().unwrap();
    let (file, folder) = (target.path().join("backup.tar"), target.path().join("restored"));
    backup::write(bench.path(), &file, Contents::default()).unwrap();
    backup::restore(&file, &folder).unwrap();
    assert!(!folder.join("keys").exists());
    assert!(matches!(Store::open(options(&folder)), Err(Error::Keys { .. })));
}

#[test]
fn a_changed_or_cut_backup_is_refused_and_nothing_is_put_in_place() {
    let bench = Bench::sqlite();
    with_attachment(&bench.open());
    let target = tempfile::tempdir().unwrap();
    let (file, folder) = (target.path().join("backup.tar"), target.path().join("restored"));
    backup::write(bench.path(), &file, Contents::WithKeys).unwrap();
    let whole = fs::read(&file).unwrap();
    let mut changed = whole.clone();
    changed[5_000] ^= 1;
    for bytes in [&changed, &whole[..whole.len() / 2], b"not a backup".as_slice()] {
        fs::write(&file, bytes).unwrap();
        assert!(backup::restore(&file, &folder).is_err());
        assert_eq!(fs::read_dir(target.path()).unwrap().count(), 1, "only the backup is there");
    }
}

#[test]
fn a_restore_does_not_touch_a_folder_in_use() {
    let bench = Bench::sqlite();
    with_attachment(&bench.open());
    let target = tempfile::tempdir().unwrap();
    let file = target.path().join("backup.tar");
    backup::write(bench.path(), &file, Contents::WithKeys).unwrap();
    assert!(matches!(backup::restore(&file, bench.path()), Err(Error::Io { .. })));
    assert!(matches!(backup::write(bench.path(), &file, Contents::WithKeys), Err(Error::Io { .. })));
}

#[test]
fn a_command_works_beside_a_running_server() {
    let bench = Bench::sqlite();
    assert!(matches!(Store::open_beside(bench.options()), Err(Error::NotFound { .. })));
    let server = bench.open();
    let beside = Store::open_beside(bench.options()).unwrap();
    let id = submitted(&beside, "from the side");
    server.read(|tx| store::cases::get_snapshot(tx, id)).unwrap();
}
