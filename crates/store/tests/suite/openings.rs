//! New cases, written many at a time.

use std::collections::BTreeSet;

use store::cases::{self, NewCase};
use store::documents::{self, Document};
use store::inbox::{self, InboxQuery};
use store::opening::{Opening, draw_ids, draw_numbers, insert_opened};
use store::tokens::{self, find_newest_queued, post_queued, replace_tokens, word_tokens};
use store::{CaseId, Error, Store, events, log, reports};

use crate::harness::{Bench, each_engine, event, fields, submitted};

each_engine! {
    cases_received_together_are_whole_each
    a_case_is_found_by_its_words_when_its_postings_are_entered
    words_that_change_before_their_postings_are_entered_are_the_ones_found
    numbers_that_were_not_used_are_drawn_again
    leaves_that_are_appended_together_stand_in_their_order
}

/// Receives texts together; case and document follow from the text.
fn receive(store: &Store, texts: &[&str]) -> Result<Vec<NewCase>, Error> {
    store.write(|tx| {
        let first = draw_ids(tx, texts.len())?;
        let numbers = draw_numbers(tx, "LNK", 2026, texts.len())?;
        let ids = (first.0..).map(CaseId);
        let cases: Vec<_> = ids.zip(numbers).map(|(id, number)| NewCase { id, number }).collect();
        let opening = |(case, text): (&NewCase, &&str)| Opening {
            case: case.clone(),
            is_reserved: false,
            fields: fields(text),
            events: vec![event(text), event("the clock starts")],
            receipt: receipt(text, case.id.0),
            secret_hash: [u8::try_from(case.id.0).unwrap(); 32],
            tokens: word_tokens(tx.vault(), text),
        };
        let opened: Vec<_> = cases.iter().zip(texts).map(opening).collect();
        insert_opened(tx, &opened)?;
        Ok(cases)
    })
}

fn receipt(text: &str, position: i64) -> Document {
    Document {
        report: 1,
        serial: 0,
        kind: "receipt".into(),
        position: position.try_into().unwrap(),
        at: 1_000,
        content: format!("receipt of {text}").into_bytes(),
    }
}

fn found(store: &Store, text: &str) -> BTreeSet<CaseId> {
    let tokens = word_tokens(store.vault(), text);
    let query = InboxQuery { tokens, limit: 50, ..InboxQuery::default() };
    store.read(|tx| inbox::list_cases(tx, &query)).unwrap().rows.iter().map(|row| row.id).collect()
}

fn cases_received_together_are_whole_each(bench: &Bench) {
    let store = bench.open();
    submitted(&store, "one of before");
    let texts = ["overflow in httpd", "weak password", "command injection"];
    let cases = receive(&store, &texts).unwrap();
    let numbers: Vec<_> = cases.iter().map(|case| case.number.as_str()).collect();
    assert_eq!(numbers, ["LNK-2026-0002", "LNK-2026-0003", "LNK-2026-0004"]);
    for (case, text) in cases.iter().zip(texts) {
        store
            .read(|tx| {
                let row = cases::find_by_number(tx, &case.number)?.unwrap();
                assert_eq!((row.id, row.version), (case.id, 2));
                assert_eq!(row.summary, Some(format!("summary of {text}").into_bytes()));
                assert_eq!(cases::get_snapshot(tx, case.id)?, format!("snapshot of {text}").as_bytes());
                assert_eq!(events::verify_chain(tx, case.id)?, None);
                assert_eq!(events::list_events(tx, case.id, 0, 10)?[0].payload, text.as_bytes());
                assert_eq!(documents::list_documents(tx, case.id, 1)?, [receipt(text, case.id.0)]);
                let secret = [u8::try_from(case.id.0).unwrap(); 32];
                assert_eq!(reports::find_access(tx, &case.number, &secret)?, Some((case.id, 1)));
                assert_eq!(reports::find_access(tx, &case.number, &[0; 32])?, None);
                Ok::<_, Error>(())
            })
            .unwrap();
    }
    // They go on as any other.
    store.write(|tx| events::append(tx, cases[1].id, 2, &[event("later")])).unwrap();
    assert_eq!(store.read(|tx| events::verify_chain(tx, cases[1].id)).unwrap(), None);
}

fn a_case_is_found_by_its_words_when_its_postings_are_entered(bench: &Bench) {
    let store = bench.open();
    let cases = receive(&store, &["overflow in httpd", "overflow in upnp", "weak password"]).unwrap();
    let newest = store.read(find_newest_queued).unwrap();
    assert_eq!(newest, Some(cases[2].id), "a search knows what it would miss");
    assert_eq!(found(&store, "overflow"), BTreeSet::new());
    assert_eq!(store.write(|tx| post_queued(tx, 2)).unwrap(), Some(cases[1].id));
    assert_eq!(found(&store, "overflow"), BTreeSet::from([cases[0].id, cases[1].id]));
    assert_eq!(store.write(|tx| post_queued(tx, 2)).unwrap(), Some(cases[2].id));
    assert_eq!(store.write(|tx| post_queued(tx, 2)).unwrap(), None);
    assert_eq!(store.read(find_newest_queued).unwrap(), None);
    assert_eq!(found(&store, "password"), BTreeSet::from([cases[2].id]));
    let listed = store.read(|tx| tokens::list_tokens(tx, cases[2].id)).unwrap();
    assert_eq!(listed.len(), 2);
}

fn words_that_change_before_their_postings_are_entered_are_the_ones_found(bench: &Bench) {
    let store = bench.open();
    let case = receive(&store, &["old both"]).unwrap()[0].id;
    let new = word_tokens(store.vault(), "new both");
    store.write(|tx| replace_tokens(tx, case, &new)).unwrap();
    store.write(|tx| post_queued(tx, 10)).unwrap();
    let one = BTreeSet::from([case]);
    assert_eq!(
        (found(&store, "old"), found(&store, "new"), found(&store, "both")),
        (BTreeSet::new(), one.clone(), one)
    );
}

fn numbers_that_were_not_used_are_drawn_again(bench: &Bench) {
    let store = bench.open();
    let failed: Result<(), Error> = store.write(|tx| {
        draw_numbers(tx, "LNK", 2026, 5)?;
        Err(Error::Busy)
    });
    assert!(failed.is_err());
    assert_eq!(receive(&store, &["first"]).unwrap()[0].number, "LNK-2026-0001");
}

fn leaves_that_are_appended_together_stand_in_their_order(bench: &Bench) {
    let store = bench.open();
    let append = |position, leaves: &[[u8; 32]]| {
        let leaves: Vec<_> = leaves.iter().map(|leaf| (*leaf, "receipt")).collect();
        store.write(|tx| log::append_leaves(tx, position, &leaves, &[(0, position, [9; 32])]))
    };
    append(0, &[[1; 32], [2; 32]]).unwrap();
    append(2, &[[3; 32]]).unwrap();
    assert!(matches!(append(2, &[[4; 32]]), Err(Error::Stale { .. })), "only at the end");
    let (size, leaves) =
        store.read(|tx| Ok::<_, Error>((log::log_size(tx)?, log::list_leaves(tx, 1, 10)?))).unwrap();
    assert_eq!((size, leaves), (3, vec![[2; 32], [3; 32]]));
    assert_eq!(store.read(|tx| log::get_node(tx, 0, 2)).unwrap(), [9; 32]);
}
