//! A case's events are in order, complete, and cannot be changed unnoticed.

use store::events::{self, ChainFault};
use store::log;
use store::outbox::{self, NewJob, Retry};
use store::{Error, params};

use crate::harness::{Bench, each_engine, event, fields, submitted};

each_engine! {
    events_come_back_as_they_were_appended
    appending_to_a_case_that_moved_on_is_refused
    a_changed_event_is_named_by_its_position
    a_removed_last_event_is_noticed
    a_case_row_follows_its_events
    log_leaves_are_contiguous
    a_job_is_claimed_once_until_its_lease_ends
    a_second_job_with_the_same_key_is_not_stored
    a_job_given_up_is_not_claimed_again
}

fn events_come_back_as_they_were_appended(bench: &Bench) {
    let store = bench.open();
    let id = submitted(&store, "first");
    store.write(|tx| events::append(tx, id, 1, &[event("second"), event("third")])).unwrap();
    let payloads: Vec<Vec<u8>> = store
        .read(|tx| events::list_events(tx, id, 0, 100))
        .unwrap()
        .into_iter()
        .map(|event| event.payload)
        .collect();
    assert_eq!(payloads, [b"first".to_vec(), b"second".to_vec(), b"third".to_vec()]);
    assert_eq!(store.read(|tx| events::verify_chain(tx, id)).unwrap(), None);
}

fn appending_to_a_case_that_moved_on_is_refused(bench: &Bench) {
    let store = bench.open();
    let id = submitted(&store, "first");
    store.write(|tx| events::append(tx, id, 1, &[event("second")])).unwrap();
    let late = store.write(|tx| events::append(tx, id, 1, &[event("late")]));
    assert!(matches!(late, Err(Error::Stale { .. })));
}

fn a_changed_event_is_named_by_its_position(bench: &Bench) {
    let changes = [
        "update events set kind = 'other' where seq = 2",
        "update events set at = 5 where seq = 2",
        "update events set actor_id = '2' where seq = 2",
        "update events set payload = (select payload from events where seq = 3) where seq = 2",
        "update events set hash = prev_hash where seq = 2",
        "delete from events where seq = 2",
    ];
    for change in changes {
        let store = bench.open();
        let id = submitted(&store, "first");
        store.write(|tx| events::append(tx, id, 1, &[event("second"), event("third")])).unwrap();
        let change = match change.contains("(select") {
            true => change.replace("seq =", &format!("case_id = {id} and seq =")),
            false => format!("{change} and case_id = {id}"),
        };
        store.write(|tx| tx.execute(&change, &[])).unwrap();
        let fault = store.read(|tx| events::verify_chain(tx, id)).unwrap();
        assert_eq!(fault, Some(ChainFault { case: id, seq: 2 }), "{change}");
    }
}

fn a_removed_last_event_is_noticed(bench: &Bench) {
    let store = bench.open();
    let id = submitted(&store, "first");
    store.write(|tx| events::append(tx, id, 1, &[event("second")])).unwrap();
    store.write(|tx| tx.execute("delete from events where case_id = $1 and seq = 2", params![id])).unwrap();
    let fault = store.read(|tx| events::verify_chain(tx, id)).unwrap();
    assert_eq!(fault, Some(ChainFault { case: id, seq: 2 }));
}

fn a_case_row_follows_its_events(bench: &Bench) {
    let store = bench.open();
    let id = submitted(&store, "first");
    let mut changed = fields("changed");
    changed.state = "triaged".into();
    store
        .write(|tx| {
            events::append(tx, id, 1, &[event("second")])?;
            store::cases::update_case(tx, id, &changed)
        })
        .unwrap();
    let row = store.read(|tx| store::cases::find_by_number(tx, "LNK-2026-0001")).unwrap().unwrap();
    assert_eq!((row.id, row.version, row.state.as_str()), (id, 2, "triaged"));
    assert_eq!(row.summary.as_deref(), Some(b"summary of changed".as_slice()));
    assert_eq!(store.read(|tx| store::cases::find_by_number(tx, "LNK-2026-0002")).unwrap(), None);
}

fn log_leaves_are_contiguous(bench: &Bench) {
    let store = bench.open();
    store.write(|tx| log::insert_leaf(tx, 0, &[1; 32], "receipt")).unwrap();
    assert!(matches!(
        store.write(|tx| log::insert_leaf(tx, 2, &[2; 32], "receipt")),
        Err(Error::Stale { .. })
    ));
    store.write(|tx| log::insert_leaf(tx, 1, &[2; 32], "letter")).unwrap();
    store.write(|tx| log::put_node(tx, 1, 0, &[3; 32])).unwrap();
    store.write(|tx| log::put_node(tx, 1, 0, &[3; 32])).unwrap();
    assert_eq!(store.read(log::log_size).unwrap(), 2);
    assert_eq!(store.read(|tx| log::list_leaves(tx, 0, 10)).unwrap(), [[1; 32], [2; 32]]);
    assert_eq!(store.read(|tx| log::get_node(tx, 1, 0)).unwrap(), [3; 32]);
}

fn job(key: &str) -> NewJob {
    NewJob {
        kind: "mail".into(),
        case: None,
        payload: b"to whom".to_vec(),
        idempotency_key: key.into(),
        not_before: 100,
    }
}

fn a_job_is_claimed_once_until_its_lease_ends(bench: &Bench) {
    let store = bench.open();
    store.write(|tx| outbox::insert_job(tx, &job("a"))).unwrap();
    let claim = |now| store.write(|tx| outbox::claim_job(tx, "mail", now, 50)).unwrap();
    assert_eq!(claim(99), None, "not before its time");
    let first = claim(100).unwrap();
    assert_eq!(first.payload.as_deref(), Some(b"to whom".as_slice()));
    assert_eq!(claim(120), None, "leased");
    let second = claim(150).unwrap();
    assert_eq!((second.id, second.attempts), (first.id, 2));
    store.write(|tx| outbox::finish_job(tx, first.id, 160)).unwrap();
    assert_eq!(claim(1_000), None, "done");
}

fn a_second_job_with_the_same_key_is_not_stored(bench: &Bench) {
    let store = bench.open();
    assert!(store.write(|tx| outbox::insert_job(tx, &job("a"))).unwrap().is_some());
    assert!(store.write(|tx| outbox::insert_job(tx, &job("a"))).unwrap().is_none());
    assert_eq!(store.read(|tx| outbox::count_jobs(tx, "mail")).unwrap().open, 1);
}

fn a_job_given_up_is_not_claimed_again(bench: &Bench) {
    let store = bench.open();
    store.write(|tx| outbox::insert_job(tx, &job("a"))).unwrap();
    let claimed = store.write(|tx| outbox::claim_job(tx, "mail", 100, 50)).unwrap().unwrap();
    store.write(|tx| outbox::fail_job(tx, claimed.id, Retry::At(300), "timeout")).unwrap();
    let again = store.write(|tx| outbox::claim_job(tx, "mail", 300, 50)).unwrap().unwrap();
    store.write(|tx| outbox::fail_job(tx, again.id, Retry::Never(310), "refused")).unwrap();
    assert_eq!(store.write(|tx| outbox::claim_job(tx, "mail", 9_000, 50)).unwrap(), None);
    let counts = store.read(|tx| outbox::count_jobs(tx, "mail")).unwrap();
    assert_eq!((counts.open, counts.failed), (0, 1));
}
