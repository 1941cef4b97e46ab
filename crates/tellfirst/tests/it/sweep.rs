//! What nobody needs any more goes away by itself; what somebody needs stays.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, SystemTime};

use server::clock::{Clock, SystemClock};

use super::harness::Test;

#[tokio::test]
async fn files_that_no_case_speaks_of_are_gone_after_an_hour() {
    let t = Test::new();
    let blob = |age: u64| {
        let mut writer = t.app.store.blobs().create(t.app.store.vault()).unwrap();
        writer.write_all(b"half an upload").unwrap();
        let name = writer.finish().unwrap().name;
        let path = t.folder.path().join("blobs").join(&name[..2]).join(&name);
        let now = u64::try_from(t.app.now().min(SystemClock.now()).as_second()).unwrap();
        let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(now - age);
        File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
        name
    };
    let (old, young) = (blob(7_200), blob(60));
    t.work().await;
    assert!(!t.app.store.blobs().exists(&old).unwrap());
    assert!(t.app.store.blobs().exists(&young).unwrap());
}

#[tokio::test]
async fn work_that_was_done_is_forgotten_after_a_week_and_cases_are_not() {
    let t = Test::new();
    let sent = t.submit(|report| report.reporter.email = Some("ben@reporter.example".to_owned()));
    t.work().await;
    let done = || {
        let sql = "select count(*) from outbox where done_at is not null";
        let read = |tx: &mut store::Tx<'_>| tx.query_one(sql, &[], |row| row.int(0));
        t.app.store.read(read).unwrap().unwrap()
    };
    let before = done();
    t.advance_days(6);
    t.work().await;
    assert!(before > 0 && done() >= before);
    t.advance_days(30);
    t.work().await;
    t.advance_days(30);
    t.work().await;
    let kept = t.app.store.read(|tx| store::cases::find_by_number(tx, &sent.case)).unwrap();
    assert!(kept.is_some());
    let old = "select count(*) from outbox where done_at < $1";
    let limit = t.now().as_microsecond() - 8 * 24 * 3_600_000_000;
    let read = |tx: &mut store::Tx<'_>| tx.query_one(old, &[store::Value::Int(limit)], |row| row.int(0));
    assert_eq!(t.app.store.read(read).unwrap(), Some(0));
}
