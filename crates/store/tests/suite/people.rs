//! Accounts, sessions, links and the reporter's way in.

use store::accounts::api_tokens::{self, NewApiToken};
use store::accounts::attempts::{self, AttemptKey};
use store::accounts::links::{self, NewLink};
use store::accounts::security::{self, SecurityEvent};
use store::accounts::sessions::{self, NewSession};
use store::accounts::{self, NewUser};
use store::idempotency::{self, FirstAnswer};
use store::{Error, Store, UserId, reports};

use crate::harness::{Bench, each_engine, submitted};

each_engine! {
    an_account_is_found_by_its_address_in_any_case
    a_disabled_account_has_no_session_and_no_token
    a_session_ends_with_its_time
    a_link_works_once
    a_code_of_the_second_factor_works_once
    failures_count_per_account_and_network
    a_reporter_enters_with_number_and_secret_only
    the_same_key_gives_the_first_answer
    security_events_come_newest_first
}

fn user(store: &Store) -> UserId {
    let new = NewUser {
        email: "Mara@Example.org".into(),
        name: "Mara".into(),
        roles: vec!["triager".into(), "publisher".into()],
        programs: vec![],
        at: 1,
    };
    store.write(|tx| accounts::insert_user(tx, &new)).unwrap()
}

fn an_account_is_found_by_its_address_in_any_case(bench: &Bench) {
    let store = bench.open();
    let id = user(&store);
    let found = store.read(|tx| accounts::find_user_by_email(tx, " mara@example.ORG ")).unwrap().unwrap();
    assert_eq!((found.id, found.email.as_str(), found.name.as_str()), (id, "Mara@Example.org", "Mara"));
    assert_eq!(found.roles, ["triager", "publisher"]);
    assert_eq!(store.read(|tx| accounts::find_user_by_email(tx, "other@example.org")).unwrap(), None);
    let again = NewUser {
        email: "mara@example.org".into(),
        name: "M".into(),
        roles: vec![],
        programs: vec![],
        at: 2,
    };
    assert!(matches!(store.write(|tx| accounts::insert_user(tx, &again)), Err(Error::Unique { .. })));
}

fn a_disabled_account_has_no_session_and_no_token(bench: &Bench) {
    let store = bench.open();
    let id = user(&store);
    let session =
        NewSession { token_hash: [1; 32], user: id, at: 10, expires_at: 100, agent: "browser".into() };
    let token = NewApiToken {
        token_hash: [2; 32],
        user: id,
        name: "script".into(),
        scopes: vec!["read".into()],
        at: 10,
        expires_at: None,
    };
    store.write(|tx| sessions::insert_session(tx, &session)).unwrap();
    store.write(|tx| api_tokens::insert_api_token(tx, &token)).unwrap();
    assert_eq!(store.read(|tx| sessions::find_session(tx, &[1; 32], 50)).unwrap().unwrap().agent, "browser");
    assert!(store.read(|tx| api_tokens::find_api_token(tx, &[2; 32], 50)).unwrap().is_some());
    store.write(|tx| accounts::disable_user(tx, id, 60)).unwrap();
    assert_eq!(store.read(|tx| sessions::find_session(tx, &[1; 32], 61)).unwrap(), None);
    assert_eq!(store.read(|tx| api_tokens::find_api_token(tx, &[2; 32], 61)).unwrap(), None);
}

fn a_session_ends_with_its_time(bench: &Bench) {
    let store = bench.open();
    let id = user(&store);
    let session = NewSession { token_hash: [1; 32], user: id, at: 10, expires_at: 100, agent: String::new() };
    store.write(|tx| sessions::insert_session(tx, &session)).unwrap();
    store.write(|tx| sessions::touch_session(tx, &[1; 32], 90, 200)).unwrap();
    assert!(store.read(|tx| sessions::find_session(tx, &[1; 32], 199)).unwrap().is_some());
    assert!(store.read(|tx| sessions::find_session(tx, &[1; 32], 200)).unwrap().is_none());
}

fn a_link_works_once(bench: &Bench) {
    let store = bench.open();
    let link =
        NewLink { token_hash: [3; 32], purpose: "invite".into(), subject: 7, part: 2, expires_at: 100 };
    store.write(|tx| links::insert_link(tx, &link)).unwrap();
    let use_at = |purpose: &str, now| store.write(|tx| links::use_link(tx, &[3; 32], purpose, now)).unwrap();
    assert_eq!(use_at("invite", 100), None, "too late");
    assert_eq!(use_at("reset", 50), None, "another purpose");
    assert_eq!(use_at("invite", 50), Some((7, 2)));
    assert_eq!(use_at("invite", 51), None, "used");
}

fn a_code_of_the_second_factor_works_once(bench: &Bench) {
    let store = bench.open();
    let id = user(&store);
    store.write(|tx| accounts::set_totp(tx, id, Some(b"secret"))).unwrap();
    let found = store.read(|tx| accounts::find_user(tx, id)).unwrap().unwrap();
    assert_eq!(found.totp_secret.as_deref(), Some(b"secret".as_slice()));
    assert!(store.write(|tx| accounts::use_totp_step(tx, id, 5)).unwrap());
    assert!(!store.write(|tx| accounts::use_totp_step(tx, id, 5)).unwrap());
    assert!(!store.write(|tx| accounts::use_totp_step(tx, id, 4)).unwrap());
}

fn failures_count_per_account_and_network(bench: &Bench) {
    let store = bench.open();
    let fail = |network: &str, now| {
        store
            .write(|tx| {
                attempts::count_failure(tx, AttemptKey::new(tx, "mara@example.org", network), now, 1_000)
            })
            .unwrap()
            .count
    };
    assert_eq!((fail("192.0.2.0/24", 10), fail("192.0.2.0/24", 20)), (1, 2));
    assert_eq!(fail("198.51.100.0/24", 20), 1);
    assert_eq!(fail("192.0.2.0/24", 5_000), 1, "after a pause it begins again");
}

fn a_reporter_enters_with_number_and_secret_only(bench: &Bench) {
    let store = bench.open();
    let id = submitted(&store, "one");
    store.write(|tx| reports::insert_access(tx, id, 1, &[7; 32], 1)).unwrap();
    let enter = |number: &str, secret| store.read(|tx| reports::find_access(tx, number, secret)).unwrap();
    assert_eq!(enter("LNK-2026-0001", &[7; 32]), Some((id, 1)));
    assert_eq!(enter("LNK-2026-0001", &[8; 32]), None);
    assert_eq!(enter("LNK-2026-0002", &[7; 32]), None);
    store.write(|tx| reports::revoke_access(tx, id, 1, 5)).unwrap();
    assert_eq!(enter("LNK-2026-0001", &[7; 32]), None);
}

fn the_same_key_gives_the_first_answer(bench: &Bench) {
    let store = bench.open();
    let case = submitted(&store, "one");
    let first = FirstAnswer {
        key_hash: [1; 32],
        request_hash: [2; 32],
        case,
        answer: b"LNK-2026-0001".to_vec(),
        at: 5,
    };
    store.write(|tx| idempotency::insert_answer(tx, &first)).unwrap();
    assert_eq!(store.read(|tx| idempotency::find_answer(tx, &[1; 32])).unwrap(), Some(first.clone()));
    assert!(matches!(store.write(|tx| idempotency::insert_answer(tx, &first)), Err(Error::Unique { .. })));
}

fn security_events_come_newest_first(bench: &Bench) {
    let store = bench.open();
    for at in 1..=3 {
        let event = SecurityEvent { at, kind: "sign-in-refused".into(), user: None, detail: b"{}".to_vec() };
        store.write(|tx| security::insert_security_event(tx, &event)).unwrap();
    }
    let times: Vec<i64> = store
        .read(|tx| security::list_security_events(tx, i64::MAX, 2))
        .unwrap()
        .into_iter()
        .map(|(_, event)| event.at)
        .collect();
    assert_eq!(times, [3, 2]);
}
