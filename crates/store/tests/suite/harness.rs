//! A store in a folder of its own; on PostgreSQL in a schema of its own.

use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use store::blobs::Place;
use store::cases::{CaseFields, NewCase, allocate, insert_case};
use store::events::{self, NewEvent};
use store::{CaseId, Database, Options, Result, Store, Tx};

/// Repeats a test for each engine.
macro_rules! each_engine {
    ($($name:ident)*) => {
        mod on_sqlite {
            $(#[test] fn $name() { super::$name(&crate::harness::Bench::sqlite()); })*
        }
        mod on_postgres {
            $(#[test] fn $name() {
                match crate::harness::Bench::postgres() {
                    Some(bench) => super::$name(&bench),
                    None => println!("skipped: PostgreSQL (set TELLFIRST_TEST_POSTGRES to an address)"),
                }
            })*
        }
    };
}
pub(crate) use each_engine;

/// A store that can be closed and opened again.
pub struct Bench {
    pub folder: tempfile::TempDir,
    database: Database,
}

impl Bench {
    pub fn sqlite() -> Self {
        Bench { folder: tempfile::tempdir().unwrap(), database: Database::Embedded }
    }

    pub fn postgres() -> Option<Self> {
        let url = std::env::var("TELLFIRST_TEST_POSTGRES").ok()?;
        let schema = format!("t{:016x}", RandomState::new().hash_one(std::process::id()));
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        client.batch_execute(&format!("create schema {schema}")).unwrap();
        let mark = if url.contains('?') { '&' } else { '?' };
        let url = format!("{url}{mark}options=-csearch_path%3D{schema}");
        Some(Bench { folder: tempfile::tempdir().unwrap(), database: Database::Postgres(url) })
    }

    pub fn open(&self) -> Store {
        Store::open(self.options()).unwrap()
    }

    pub fn options(&self) -> Options {
        let (folder, database) = (self.path().to_owned(), self.database.clone());
        Options { folder, database, blobs: Place::Folder, random: random() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Bytes that never repeat: enough for tests, which need no secrecy.
pub fn random() -> Arc<dyn store::Random> {
    let state = RandomState::new();
    let count = AtomicU64::new(0);
    Arc::new(move |target: &mut [u8]| {
        for chunk in target.chunks_mut(8) {
            let word = state.hash_one(count.fetch_add(1, Ordering::Relaxed)).to_be_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    })
}

pub fn fields(text: &str) -> CaseFields {
    CaseFields {
        program: "sample".into(),
        brand: "linksys".into(),
        state: "received".into(),
        severity: -1,
        assignee: None,
        waiting_on: "team".into(),
        next_due_at: Some(2_000),
        submitted_at: 1_000,
        updated_at: 1_000,
        closed_at: None,
        embargo_end: None,
        flags: 0,
        summary: format!("summary of {text}").into_bytes(),
        snapshot: format!("snapshot of {text}").into_bytes(),
    }
}

pub fn event(text: &str) -> NewEvent {
    NewEvent {
        at: 1_000,
        actor_kind: "reporter".into(),
        actor_id: "1".into(),
        kind: "report_received".into(),
        payload: text.as_bytes().to_vec(),
    }
}

/// What a submission does: draws a number, inserts the case and its first event.
pub fn submit(tx: &mut Tx<'_>, text: &str) -> Result<NewCase> {
    let case = allocate(tx, "LNK", 2026)?;
    insert_case(tx, &case, &fields(text))?;
    events::append(tx, case.id, 0, &[event(text)])?;
    Ok(case)
}

pub fn submitted(store: &Store, text: &str) -> CaseId {
    store.write(|tx| submit(tx, text)).unwrap().id
}

/// So many cases.
pub fn filled(store: &Store, count: i64) -> Vec<store::CaseId> {
    let one = |tx: &mut store::Tx<'_>| {
        let case = store::cases::allocate(tx, "LNK", 2026)?;
        store::cases::insert_case(tx, &case, &fields("one"))?;
        Ok(case.id)
    };
    store.write(|tx| (0..count).map(|_| one(tx)).collect::<store::Result<Vec<_>>>()).unwrap()
}
