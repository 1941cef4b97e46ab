//! Reports that share rare features find each other, and what a look-up reads stays bounded.

use store::features::{PER_TOKEN, Token, find_features, list_found, look_up, put_features, token};
use store::tokens::{TokenKind, token as word_token};
use store::{CaseId, Store};

use crate::harness::{Bench, each_engine, filled};

each_engine! {
    a_report_finds_those_that_share_the_rarest_features
    features_are_replaced_and_found_anew
    a_common_feature_is_counted_nearly
}

fn put(store: &Store, case: CaseId, stable: &[&str]) {
    let tokens: Vec<Token> = stable.iter().map(|s| token(store.vault(), s)).collect();
    store.write(|tx| put_features(tx, 1, &[(case, tokens.clone())])).unwrap();
}

fn nearest(store: &Store, own: CaseId, newest: CaseId, stable: &[&str]) -> Vec<CaseId> {
    let tokens: Vec<Token> = stable.iter().map(|s| token(store.vault(), s)).collect();
    store.read(|tx| look_up(tx, own, newest, &tokens)).unwrap().nearest
}

fn a_report_finds_those_that_share_the_rarest_features(bench: &Bench) {
    let store = bench.open();
    let all = filled(&store, 6);
    for case in &all {
        put(&store, *case, &["f:re", "o:overflow"]);
    }
    put(&store, all[1], &["f:re", "o:overflow", "h:setlan", "p:lan2enabled"]);
    put(&store, all[3], &["f:re", "o:overflow", "h:setlan", "p:other"]);
    put(&store, all[5], &["f:re", "o:overflow", "h:setlan", "p:lan2enabled"]);
    let found = nearest(&store, all[5], all[5], &["f:re", "o:overflow", "h:setlan", "p:lan2enabled"]);
    assert_eq!(&found[..2], &[all[1], all[3]]);
    assert!(!found.contains(&all[5]), "a case is no candidate for itself");
}

fn features_are_replaced_and_found_anew(bench: &Bench) {
    let store = bench.open();
    let all = filled(&store, 2);
    put(&store, all[0], &["h:old", "f:re"]);
    put(&store, all[0], &["h:new", "f:re"]);
    assert_eq!(nearest(&store, all[1], all[1], &["h:old"]), []);
    assert_eq!(nearest(&store, all[1], all[1], &["h:new"]), [all[0]]);
    assert_eq!(store.read(|tx| find_features(tx, all[0])).unwrap().unwrap().len(), 2);
    assert_eq!(store.read(|tx| find_features(tx, all[1])).unwrap(), None);
    let versions = store.read(|tx| list_found(tx, CaseId(0), 10)).unwrap();
    assert_eq!(versions, [(all[0], Some(1)), (all[1], None)]);
}

fn a_common_feature_is_counted_nearly(bench: &Bench) {
    let store = bench.open();
    let all = filled(&store, i64::try_from(PER_TOKEN).unwrap() * 2);
    for case in &all {
        put(&store, *case, &["o:common"]);
    }
    let common = token(store.vault(), "o:common");
    let newest = *all.last().unwrap();
    let found = store.read(|tx| look_up(tx, newest, newest, &[common])).unwrap();
    let count = found.counts[&common];
    assert!((350..=450).contains(&count), "{count}");
    assert!(found.nearest.len() <= PER_TOKEN);
    let kind_apart = token(store.vault(), "h:common");
    assert_ne!(common, kind_apart, "kinds are apart");
    let word = word_token(store.vault(), TokenKind::Word, "common");
    assert_ne!(common.0, word.0, "features and words of the search are apart");
}
