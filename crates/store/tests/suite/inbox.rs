//! Lists agree with a plain filter over all cases, and their work stays bounded.

use std::collections::BTreeSet;

use store::cases::{CaseFields, allocate, insert_case};
use store::inbox::{self, Assignee, Count, Direction, InboxQuery, Sort, Span};
use store::tokens::{Token, TokenKind, add_tokens, replace_tokens, token, word_tokens};
use store::{CaseId, Store, UserId};

use crate::harness::{Bench, each_engine, fields};

each_engine! {
    every_list_agrees_with_a_plain_filter
    words_labels_and_exclusions_combine
    replaced_tokens_find_the_case_no_more
    a_list_of_many_is_counted_up_to_the_limit
}

const STATES: [&str; 5] = ["received", "triaged", "accepted", "fixing", "closed"];
const BRANDS: [&str; 3] = ["linksys", "belkin", "wemo"];

fn made(n: i64) -> CaseFields {
    let mut made = fields("one");
    made.state = STATES[usize::try_from(n * 7 % 5).unwrap()].into();
    made.brand = BRANDS[usize::try_from(n % 3).unwrap()].into();
    made.closed_at = (made.state == "closed").then_some(n);
    made.severity = n % 6 - 1;
    made.assignee = (n % 4 != 0).then_some(UserId(n % 4));
    made.waiting_on = if n % 2 == 0 { "team".into() } else { "reporter".into() };
    made.next_due_at = (n % 3 != 0).then_some(n * 31 % 100);
    made.embargo_end = (n % 5 == 0).then_some(n);
    made.flags = n % 4;
    made.submitted_at = n;
    made.updated_at = n * 13 % 50;
    made
}

fn filled(store: &Store, count: i64) -> Vec<(CaseId, CaseFields)> {
    store
        .write(|tx| {
            (0..count)
                .map(|n| {
                    let case = allocate(tx, "LNK", 2026)?;
                    insert_case(tx, &case, &made(n))?;
                    Ok((case.id, made(n)))
                })
                .collect::<store::Result<Vec<_>>>()
        })
        .unwrap()
}

fn queries() -> Vec<InboxQuery> {
    let strings = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let base = InboxQuery::default;
    let span = |from, before| Span { from: Some(from), before: Some(before) };
    vec![
        base(),
        InboxQuery { programs: strings(&["sample"]), ..base() },
        InboxQuery { programs: strings(&["another"]), ..base() },
        InboxQuery { states: strings(&["received"]), ..base() },
        InboxQuery { states: strings(&["received", "fixing"]), brands: strings(&["wemo"]), ..base() },
        InboxQuery { not_states: strings(&["closed", "fixing"]), ..base() },
        InboxQuery { severities: vec![-1, 4], ..base() },
        InboxQuery { severity_at_least: Some(3), waiting_on: strings(&["team"]), ..base() },
        InboxQuery { assignee: Some(Assignee::Nobody), ..base() },
        InboxQuery { assignee: Some(Assignee::User(UserId(2))), not_states: strings(&["closed"]), ..base() },
        InboxQuery { due_before: Some(40), ..base() },
        InboxQuery { is_open: true, ..base() },
        InboxQuery { is_open: true, severity_at_least: Some(3), ..base() },
        InboxQuery { is_open: true, assignee: Some(Assignee::User(UserId(2))), ..base() },
        InboxQuery { is_open: true, brands: strings(&["wemo"]), waiting_on: strings(&["team"]), ..base() },
        InboxQuery { is_open: true, submitted: span(10, 60), states: strings(&["fixing"]), ..base() },
        InboxQuery { is_open: true, updated: span(5, 40), due_before: Some(40), ..base() },
        InboxQuery { due_from: Some(40), ..base() },
        InboxQuery { embargo_before: Some(60), ..base() },
        InboxQuery { flags: 2, not_flags: 1, ..base() },
        InboxQuery { not_brands: strings(&["wemo"]), ..base() },
        InboxQuery { assignees: vec![Assignee::Nobody, Assignee::User(UserId(1))], ..base() },
        InboxQuery { not_assignees: vec![Assignee::Nobody], ..base() },
        InboxQuery { submitted: span(10, 60), updated: span(5, 40), ..base() },
    ]
}

fn fits(query: &InboxQuery, case: &CaseFields) -> bool {
    let any = |wanted: &[String], is: &String| wanted.is_empty() || wanted.contains(is);
    let within = |span: Span, at| {
        span.from.is_none_or(|from| at >= from) && span.before.is_none_or(|before| at < before)
    };
    any(&query.programs, &case.program)
        && any(&query.states, &case.state)
        && !query.not_states.contains(&case.state)
        && !(query.is_open && case.closed_at.is_some())
        && any(&query.brands, &case.brand)
        && any(&query.waiting_on, &case.waiting_on)
        && (query.severities.is_empty() || query.severities.contains(&case.severity))
        && query.severity_at_least.is_none_or(|least| case.severity >= least)
        && query.assignee.is_none_or(|user| handles(user, case))
        && (query.assignees.is_empty() || query.assignees.iter().any(|user| handles(*user, case)))
        && !query.not_assignees.iter().any(|user| handles(*user, case))
        && !query.not_brands.contains(&case.brand)
        && case.flags & query.flags == query.flags
        && case.flags & query.not_flags == 0
        && query.due_from.is_none_or(|moment| case.next_due_at.is_some_and(|due| due >= moment))
        && query.embargo_before.is_none_or(|moment| case.embargo_end.is_some_and(|end| end < moment))
        && query.due_before.is_none_or(|moment| case.next_due_at.is_some_and(|due| due < moment))
        && within(query.submitted, case.submitted_at)
        && within(query.updated, case.updated_at)
        && (query.sort != Sort::Due || case.next_due_at.is_some())
}

fn handles(user: Assignee, case: &CaseFields) -> bool {
    match user {
        Assignee::Nobody => case.assignee.is_none(),
        Assignee::User(user) => case.assignee == Some(user),
    }
}

fn key(query: &InboxQuery, case: &CaseFields) -> i64 {
    match query.sort {
        Sort::Updated => case.updated_at,
        Sort::Submitted => case.submitted_at,
        Sort::Due => case.next_due_at.unwrap_or_default(),
        Sort::Severity => case.severity,
    }
}

fn every_list_agrees_with_a_plain_filter(bench: &Bench) {
    let store = bench.open();
    let all = filled(&store, 120);
    for query in queries() {
        for sort in [Sort::Updated, Sort::Submitted, Sort::Due, Sort::Severity] {
            for direction in [Direction::Descending, Direction::Ascending] {
                let query = InboxQuery { sort, direction, limit: 7, ..query.clone() };
                let mut expected: Vec<(i64, CaseId)> = all
                    .iter()
                    .filter(|(_, case)| fits(&query, case))
                    .map(|(id, case)| (key(&query, case), *id))
                    .collect();
                expected.sort_unstable();
                if direction == Direction::Descending {
                    expected.reverse();
                }
                let expected: Vec<CaseId> = expected.into_iter().map(|(_, id)| id).collect();
                assert_eq!(all_pages(&store, query.clone()), expected, "{query:?}");
                let count = store.read(|tx| inbox::count_cases(tx, &query, 1_000)).unwrap();
                assert_eq!(count, Count::Exactly(i64::try_from(expected.len()).unwrap()), "{query:?}");
            }
        }
    }
}

fn all_pages(store: &Store, mut query: InboxQuery) -> Vec<CaseId> {
    let mut ids = Vec::new();
    loop {
        let page = store.read(|tx| inbox::list_cases(tx, &query)).unwrap();
        ids.extend(page.rows.iter().map(|row| row.id));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return ids,
        }
    }
}

fn words_labels_and_exclusions_combine(bench: &Bench) {
    let store = bench.open();
    let all = filled(&store, 4);
    let texts = ["overflow in httpd", "overflow in upnp", "httpd command injection", "weak password"];
    let vault = store.vault();
    let label = token(vault, TokenKind::Label, "Chained");
    store
        .write(|tx| {
            for ((id, _), text) in all.iter().zip(texts) {
                add_tokens(tx, *id, &word_tokens(tx.vault(), text))?;
            }
            add_tokens(tx, all[1].0, &[label])
        })
        .unwrap();
    let word = |text| word_tokens(vault, text);
    let find = |tokens: Vec<Token>, not_tokens: Vec<Token>| {
        let query = InboxQuery { tokens, not_tokens, limit: 10, ..InboxQuery::default() };
        all_pages(&store, query).into_iter().collect::<BTreeSet<_>>()
    };
    let ids = |which: &[usize]| which.iter().map(|&n| all[n].0).collect::<BTreeSet<_>>();
    assert_eq!(find(word("OVERFLOW"), vec![]), ids(&[0, 1]));
    assert_eq!(find(word("httpd overflow"), vec![]), ids(&[0]));
    assert_eq!(find(word("overflow"), vec![label]), ids(&[0]));
    assert_eq!(find(vec![token(vault, TokenKind::Label, "chained")], vec![]), ids(&[1]));
    assert_eq!(find(word("chained"), vec![]), ids(&[]), "a label is not a word");
    assert_eq!(find(vec![], word("overflow")), ids(&[2, 3]));
    let any_tokens = vec![word("upnp weak"), word("overflow password")];
    let query = InboxQuery { any_tokens, limit: 10, ..InboxQuery::default() };
    assert_eq!(all_pages(&store, query).into_iter().collect::<BTreeSet<_>>(), ids(&[1, 3]));
}

fn replaced_tokens_find_the_case_no_more(bench: &Bench) {
    let store = bench.open();
    let id = filled(&store, 1)[0].0;
    let (old, new) = (word_tokens(store.vault(), "old both"), word_tokens(store.vault(), "new both"));
    store.write(|tx| add_tokens(tx, id, &old)).unwrap();
    store.write(|tx| replace_tokens(tx, id, &new)).unwrap();
    let find = |text| {
        let tokens = word_tokens(store.vault(), text);
        all_pages(&store, InboxQuery { tokens, limit: 10, ..InboxQuery::default() }).len()
    };
    assert_eq!((find("old"), find("new"), find("both")), (0, 1, 1));
}

fn a_list_of_many_is_counted_up_to_the_limit(bench: &Bench) {
    let store = bench.open();
    filled(&store, 30);
    let count = store.read(|tx| inbox::count_cases(tx, &InboxQuery::default(), 10)).unwrap();
    assert_eq!(count, Count::AtLeast(10));
}

/// The views that the pages offer, each in the plan that leads to it at this size.
#[test]
fn the_usual_views_scan_no_table() {
    let bench = Bench::sqlite();
    let store = bench.open();
    filled(&store, 50);
    let strings = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let word = word_tokens(store.vault(), "overflow httpd");
    let mut all = queries();
    all.push(InboxQuery { tokens: word.clone(), states: strings(&["received"]), ..InboxQuery::default() });
    all.push(InboxQuery { not_tokens: word, ..InboxQuery::default() });
    for query in all {
        for sort in [Sort::Updated, Sort::Submitted, Sort::Due, Sort::Severity] {
            let query = InboxQuery { sort, ..query.clone() };
            for plan in store.read(|tx| inbox::explain(tx, &query)).unwrap() {
                for step in plan.steps {
                    let scans =
                        step.starts_with("SCAN") && !step.contains("USING") && !step.contains("CONSTANT");
                    assert!(!scans, "{step} in {} of {query:?}", plan.name);
                    let sorts = step.contains("TEMP B-TREE") && plan.name.starts_with("walk");
                    assert!(!sorts, "{step} in {} of {query:?}", plan.name);
                }
            }
        }
    }
}

#[test]
fn open_cases_are_found_by_indexes_that_hold_no_closed_ones() {
    let bench = Bench::sqlite();
    let store = bench.open();
    filled(&store, 50);
    let user = Some(Assignee::User(UserId(2)));
    let open = || InboxQuery { is_open: true, ..InboxQuery::default() };
    let views = [
        (open(), "cases_open_updated"),
        (InboxQuery { sort: Sort::Submitted, ..open() }, "cases_open_submitted"),
        (InboxQuery { sort: Sort::Severity, ..open() }, "cases_open_severity"),
        (InboxQuery { severity_at_least: Some(3), ..open() }, "cases_open_updated"),
        (InboxQuery { brands: vec!["wemo".to_owned()], ..open() }, "cases_open_updated"),
        (InboxQuery { assignee: user, ..open() }, "cases_open_assignee"),
    ];
    for (query, index) in views {
        let plans = store.read(|tx| inbox::explain(tx, &query)).unwrap();
        let walks: Vec<_> = plans.iter().filter(|plan| plan.name.starts_with("walk within")).collect();
        assert!(!walks.is_empty());
        for plan in walks {
            assert!(plan.steps.iter().all(|step| step.contains(index)), "{plan:?} of {query:?}");
        }
    }
    let severe = InboxQuery { severity_at_least: Some(3), ..open() };
    let plans = store.read(|tx| inbox::explain(tx, &severe)).unwrap();
    let few = plans.iter().find(|plan| plan.name == "few by Severity").unwrap();
    assert!(few.steps[0].contains("cases_open_severity"), "{few:?}");
}

#[test]
fn a_list_of_all_open_states_is_the_same_as_open() {
    let (open, closed) = (["received", "fixing"], ["closed", "rejected"]);
    let strings = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let base = InboxQuery::default;
    let only = || InboxQuery { is_open: true, ..base() };
    let table = [
        (InboxQuery { states: strings(&["fixing", "received"]), ..base() }, only()),
        (InboxQuery { not_states: strings(&["rejected", "closed"]), ..base() }, only()),
        (
            InboxQuery { states: strings(&["fixing"]), ..base() },
            InboxQuery { states: strings(&["fixing"]), ..only() },
        ),
        (
            InboxQuery { not_states: strings(&["closed", "rejected", "fixing"]), ..base() },
            InboxQuery { not_states: strings(&["fixing"]), ..only() },
        ),
    ];
    for (said, meant) in table {
        assert_eq!(said.with_open_recognised(&open, &closed), meant);
    }
    for same in [base(), InboxQuery { states: strings(&["fixing", "closed"]), ..base() }] {
        assert_eq!(same.clone().with_open_recognised(&open, &closed), same);
    }
}
