//! Attachments come back as they were sent, or not at all.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;

use store::blobs::FinishedBlob;
use store::files::{self, NewFile};
use store::reconcile::{self, Findings};
use store::seal::{self, Owner};
use store::uploads::{self, By, NewUpload, Upload};
use store::{CaseId, Error, FileId, Store, params};

use crate::harness::{Bench, each_engine, submitted};

each_engine! {
    an_attachment_comes_back_as_it_was_sent
    a_deleted_attachment_is_gone
    an_erased_case_takes_its_attachments_along
    a_sound_store_has_no_findings
    every_fault_is_found
    a_file_without_a_row_is_an_orphan_after_an_hour
    an_upload_goes_on_where_it_was_cut
    an_expired_upload_leaves_nothing
}

const CHUNK: usize = 64 * 1024;

fn written(store: &Store, bytes: &[u8]) -> FinishedBlob {
    let mut writer = store.blobs().create(store.vault()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn attached(store: &Store, case: CaseId, blob: &FinishedBlob) -> FileId {
    let file = NewFile {
        case,
        blob,
        name: "proof.pcap",
        media_type: "application/vnd.tcpdump.pcap",
        uploaded_by: "reporter",
        visible_to: "team",
        at: 5,
    };
    store.write(|tx| files::insert_file(tx, &file)).unwrap()
}

fn read(store: &Store, blob: &FinishedBlob) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    store.blobs().open(&blob.name, &blob.key).unwrap().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn path(bench: &Bench, blob: &FinishedBlob) -> PathBuf {
    bench.path().join("blobs").join(&blob.name[..2]).join(&blob.name)
}

fn sample(size: usize) -> Vec<u8> {
    (0..size).map(|n| u8::try_from(n * 31 % 251).unwrap()).collect()
}

fn an_attachment_comes_back_as_it_was_sent(bench: &Bench) {
    let store = bench.open();
    let case = submitted(&store, "one");
    let blob = written(&store, &sample(200_000));
    let id = attached(&store, case, &blob);
    let file = store.read(|tx| files::find_file(tx, case, id)).unwrap().unwrap();
    assert_eq!((file.name.as_str(), file.size), ("proof.pcap", 200_000));
    let mut bytes = Vec::new();
    store.blobs().open(&file.blob, &file.key).unwrap().read_to_end(&mut bytes).unwrap();
    assert!(bytes == sample(200_000));
    assert_eq!(file.sha256, blob.sha256);
    let other = submitted(&store, "other");
    assert!(store.read(|tx| files::find_file(tx, other, id)).unwrap().is_none(), "another case's file");
}

fn a_deleted_attachment_is_gone(bench: &Bench) {
    let store = bench.open();
    let case = submitted(&store, "one");
    let blob = written(&store, b"short");
    let id = attached(&store, case, &blob);
    let name = store.write(|tx| files::delete_file(tx, case, id, 9)).unwrap();
    store.blobs().delete(&name).unwrap();
    assert!(store.read(|tx| files::list_files(tx, case)).unwrap().is_empty());
    assert!(matches!(store.blobs().open(&blob.name, &blob.key), Err(Error::NotFound { .. })));
}

fn an_erased_case_takes_its_attachments_along(bench: &Bench) {
    let store = bench.open();
    let case = submitted(&store, "one");
    attached(&store, case, &written(&store, b"short"));
    store.write(|tx| seal::erase(tx, Owner::Case(case))).unwrap();
    assert!(matches!(store.read(|tx| files::list_files(tx, case)), Err(Error::Erased)));
}

fn a_sound_store_has_no_findings(bench: &Bench) {
    let store = bench.open();
    for text in ["one", "two"] {
        let case = submitted(&store, text);
        attached(&store, case, &written(&store, &sample(CHUNK + 1)));
    }
    assert_eq!(reconcile::verify_store(&store, 1_000).unwrap(), Findings::default());
}

fn every_fault_is_found(bench: &Bench) {
    let store = bench.open();
    let cases: Vec<CaseId> = (0..4).map(|_| submitted(&store, "one")).collect();
    let blobs = [written(&store, b"missing"), written(&store, b"damaged")];
    let ids = [attached(&store, cases[0], &blobs[0]), attached(&store, cases[1], &blobs[1])];
    fs::remove_file(path(bench, &blobs[0])).unwrap();
    fs::write(path(bench, &blobs[1]), b"something else").unwrap();
    store
        .write(|tx| {
            tx.execute("update events set at = 7 where case_id = $1", params![cases[2]])?;
            let sql = "update case_content set snapshot_sealed = summary_sealed where case_id = $1";
            tx.execute(sql, params![cases[3]])
        })
        .unwrap();
    let findings = reconcile::verify_store(&store, 1_000).unwrap();
    assert_eq!(findings.missing, [ids[0]]);
    assert_eq!(findings.damaged, [ids[1]]);
    assert_eq!(findings.chains.iter().map(|fault| fault.case).collect::<Vec<_>>(), [cases[2]]);
    assert_eq!(findings.content, [cases[3]]);
    assert!(!findings.is_sound());
}

fn a_file_without_a_row_is_an_orphan_after_an_hour(bench: &Bench) {
    let store = bench.open();
    let case = submitted(&store, "one");
    let (kept, orphan) = (written(&store, b"kept"), written(&store, b"orphan"));
    attached(&store, case, &kept);
    let mut unfinished = store.blobs().create(store.vault()).unwrap();
    unfinished.write_all(b"interrupted").unwrap();
    std::mem::forget(unfinished);
    let written_at = fs::metadata(path(bench, &orphan)).unwrap().modified().unwrap();
    let written_at = written_at.duration_since(std::time::UNIX_EPOCH).unwrap().as_micros();
    let now = i64::try_from(written_at).unwrap();
    let hour = 3_600_000_000;
    assert!(reconcile::list_orphans(&store, now + hour / 2).unwrap().is_empty());
    let later = now + hour + 60_000_000;
    assert_eq!(reconcile::list_orphans(&store, later).unwrap(), std::slice::from_ref(&orphan.name));
    assert_eq!(reconcile::delete_orphans(&store, later).unwrap(), 2);
    assert!(store.blobs().exists(&kept.name).unwrap());
}

fn begun(store: &Store, size: usize) -> Upload {
    let case = submitted(store, "one");
    let new = NewUpload {
        case,
        by: By::Report(1),
        about: b"proof.zip".to_vec(),
        size: i64::try_from(size).unwrap(),
        expires_at: 100,
    };
    let id = store.write(|tx| uploads::insert_upload(tx, &new)).unwrap();
    store.read(|tx| uploads::find_upload(tx, id, 1)).unwrap().unwrap()
}

fn an_upload_goes_on_where_it_was_cut(bench: &Bench) {
    let bytes = sample(150_000);
    let store = bench.open();
    let upload = begun(&store, bytes.len());
    let send = |from: usize, to: usize| {
        let part = written(&store, &bytes[from..to]);
        store.write(|tx| uploads::append_part(tx, &upload, i64::try_from(from).unwrap(), &part))
    };
    assert_eq!(send(0, 70_000).unwrap(), 70_000);
    assert!(matches!(send(0, 70_000), Err(Error::Stale { .. })), "repeated");
    assert!(matches!(send(80_000, 90_000), Err(Error::Stale { .. })), "a gap");
    let resumed = store.read(|tx| uploads::find_upload(tx, upload.id, 1)).unwrap().unwrap();
    assert_eq!(resumed.offset, 70_000);
    assert!(matches!(uploads::assemble(&store, &resumed), Err(Error::Stale { .. })), "incomplete");
    send(70_000, 150_000).unwrap();
    let complete = store.read(|tx| uploads::find_upload(tx, upload.id, 1)).unwrap().unwrap();
    let whole = uploads::assemble(&store, &complete).unwrap();
    assert!(read(&store, &whole).unwrap() == bytes);
    let parts = store.write(|tx| uploads::delete_upload(tx, upload.id)).unwrap();
    assert_eq!(parts.len(), 2);
    assert!(store.read(|tx| uploads::find_upload(tx, upload.id, 1)).unwrap().is_none());
}

fn an_expired_upload_leaves_nothing(bench: &Bench) {
    let store = bench.open();
    let upload = begun(&store, 10);
    let part = written(&store, b"01234");
    store.write(|tx| uploads::append_part(tx, &upload, 0, &part)).unwrap();
    assert!(store.read(|tx| uploads::find_upload(tx, upload.id, 100)).unwrap().is_none());
    assert_eq!(store.read(|tx| uploads::list_expired_uploads(tx, 100, 9)).unwrap(), [upload.id]);
    let parts = store.write(|tx| uploads::delete_upload(tx, upload.id)).unwrap();
    assert_eq!(parts, [part.name]);
    assert!(store.read(|tx| uploads::list_expired_uploads(tx, 100, 9)).unwrap().is_empty());
}

#[test]
fn files_of_every_length_around_a_chunk_come_back() {
    let bench = Bench::sqlite();
    let store = bench.open();
    for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7] {
        let blob = written(&store, &sample(size));
        assert_eq!(blob.size, size as u64);
        assert!(read(&store, &blob).unwrap() == sample(size), "{size} bytes");
    }
}

#[test]
fn a_changed_cut_or_reordered_file_does_not_open() {
    let bench = Bench::sqlite();
    let store = bench.open();
    type Change = fn(&mut Vec<u8>);
    let changes: [(&str, Change); 7] = [
        ("a flipped bit", |bytes| bytes[100] ^= 1),
        ("a changed nonce", |bytes| bytes[5] ^= 1),
        ("the last chunk cut off", |bytes| bytes.truncate(20 + 2 * (CHUNK + 16))),
        ("cut within a chunk", |bytes| bytes.truncate(20 + CHUNK)),
        ("all chunks cut off", |bytes| bytes.truncate(20)),
        ("bytes added", |bytes| bytes.extend_from_slice(b"more")),
        ("two chunks swapped", |bytes| bytes[20..20 + 2 * (CHUNK + 16)].rotate_left(CHUNK + 16)),
    ];
    for (what, change) in changes {
        let blob = written(&store, &sample(2 * CHUNK + 10));
        let mut bytes = fs::read(path(&bench, &blob)).unwrap();
        change(&mut bytes);
        fs::write(path(&bench, &blob), bytes).unwrap();
        let mut reader = store.blobs().open(&blob.name, &blob.key).unwrap();
        assert!(reader.read_to_end(&mut Vec::new()).is_err(), "{what}");
        assert!(reader.read(&mut [0; 8]).is_err(), "{what}: reading on must not look like the end");
    }
}

#[test]
fn a_file_under_another_name_does_not_open() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let (first, second) = (written(&store, b"first"), written(&store, b"second"));
    fs::copy(path(&bench, &first), path(&bench, &second)).unwrap();
    let mut reader = store.blobs().open(&second.name, &first.key).unwrap();
    assert!(reader.read_to_end(&mut Vec::new()).is_err());
}

#[test]
fn an_abandoned_upload_leaves_nothing() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let mut writer = store.blobs().create(store.vault()).unwrap();
    writer.write_all(&sample(CHUNK * 2)).unwrap();
    drop(writer);
    assert_eq!(fs::read_dir(bench.path().join("blobs/tmp")).unwrap().count(), 0);
}

#[test]
fn a_name_cannot_leave_the_folder() {
    let bench = Bench::sqlite();
    let store = bench.open();
    let blob = written(&store, b"x");
    for name in ["../../../../etc/passwd", "", "..", &"A".repeat(32), &format!("{}/", "a".repeat(31))] {
        assert!(matches!(store.blobs().open(name, &blob.key), Err(Error::Malformed { .. })), "{name}");
    }
}
