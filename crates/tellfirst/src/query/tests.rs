//! The query language by example: what is read from a line, and what is said of a wrong one.

use super::*;

fn names() -> Names {
    Names {
        now: "2026-11-23T12:00:00Z".parse().unwrap(),
        me: store::UserId(7),
        people: vec![
            ("Ines Okafor".into(), store::UserId(3)),
            ("ines@maker.example".into(), store::UserId(3)),
        ],
        brands: vec!["linksys".into(), "belkin".into(), "wemo".into()],
    }
}

fn columns(text: &str) -> InboxQuery {
    parse(text, &names()).unwrap().columns
}

fn problems(text: &str) -> Vec<Problem> {
    parse(text, &names()).unwrap_err()
}

fn day(text: &str) -> i64 {
    format!("{text}T00:00:00Z").parse::<Timestamp>().unwrap().as_microsecond()
}

#[test]
fn keys_are_joined_by_and_values_by_or() {
    let read = columns("state:new,in-review severity:high brand:Linksys waiting:team");
    assert_eq!(read.states, ["new", "in-review"]);
    assert_eq!(read.severities, [3]);
    assert_eq!(read.brands, ["linksys"]);
    assert_eq!(read.waiting_on, ["team"]);
    assert_eq!(columns("state:new,confirmed state:confirmed,rejected").states, ["confirmed"]);
}

#[test]
fn a_minus_leaves_out() {
    assert_eq!(columns("-state:rejected,duplicate").not_states, ["rejected", "duplicate"]);
    assert_eq!(columns("-severity:none,unrated").severities, [1, 2, 3, 4]);
    assert_eq!(columns("-brand:wemo").not_brands, ["wemo"]);
    assert_eq!(columns("-assignee:none").not_assignees, [Assignee::Nobody]);
    let read = parse("-label:slop -router", &names()).unwrap();
    assert_eq!(read.not, [(TokenKind::Label, "slop".into()), (TokenKind::Word, "router".into())]);
}

#[test]
fn people_are_known_by_name_part_or_address() {
    let table = [
        ("assignee:me", Assignee::User(store::UserId(7))),
        ("assignee:none", Assignee::Nobody),
        ("assignee:okafor", Assignee::User(store::UserId(3))),
        ("assignee:\"Ines Okafor\"", Assignee::User(store::UserId(3))),
        ("assignee:ines@maker.example", Assignee::User(store::UserId(3))),
    ];
    for (text, wanted) in table {
        assert_eq!(columns(text).assignee, Some(wanted), "{text}");
    }
}

#[test]
fn dates_cut_at_midnight_utc() {
    let table = [
        ("submitted:>2026-10-01", (Some(day("2026-10-02")), None)),
        ("submitted:>=2026-10-01", (Some(day("2026-10-01")), None)),
        ("submitted:<2026-10-01", (None, Some(day("2026-10-01")))),
        ("submitted:<=2026-10-01", (None, Some(day("2026-10-02")))),
        ("submitted:2026-10-01", (Some(day("2026-10-01")), Some(day("2026-10-02")))),
        ("submitted:2026-10-01..2026-10-31", (Some(day("2026-10-01")), Some(day("2026-11-01")))),
        ("submitted:>=-7d", (Some(day("2026-11-16")), None)),
        ("submitted:>2026-10-01 submitted:<2026-10-09", (Some(day("2026-10-02")), Some(day("2026-10-09")))),
    ];
    for (text, (from, before)) in table {
        assert_eq!(columns(text).submitted, Span { from, before }, "{text}");
    }
    assert_eq!(columns("due:<2026-12-01").due_before, Some(day("2026-12-01")));
    assert_eq!(columns("overdue due:<2026-12-01").due_before, Some(names().now.as_microsecond()));
    assert_eq!(columns("embargo:<14d").embargo_before, Some(day("2026-12-07")));
}

#[test]
fn orders_have_a_usual_direction() {
    let table = [
        ("sort:updated", (Sort::Updated, Direction::Descending)),
        ("sort:due", (Sort::Due, Direction::Ascending)),
        ("sort:due-desc", (Sort::Due, Direction::Descending)),
        ("sort:severity-asc", (Sort::Severity, Direction::Ascending)),
    ];
    for (text, wanted) in table {
        assert_eq!(parse(text, &names()).unwrap().order(), wanted, "{text}");
    }
}

#[test]
fn words_models_and_ids_become_tokens() {
    let read =
        parse("overflow \"guest network\" model:EA-7500 cve:cve-2026-12345 cwe:CWE-078", &names()).unwrap();
    assert_eq!(
        read.tokens,
        [
            (TokenKind::Word, "overflow".into()),
            (TokenKind::Word, "guest network".into()),
            (TokenKind::Model, domain::catalog::find::fold("EA-7500")),
            (TokenKind::Cve, "cve-2026-12345".into()),
            (TokenKind::Cwe, "78".into()),
        ]
    );
    let read = parse("label:chained,upnp \"overdue\" https://x.example/", &names()).unwrap();
    assert_eq!(read.any, [(TokenKind::Label, vec!["chained".into(), "upnp".into()])]);
    assert_eq!(read.tokens[0], (TokenKind::Word, "overdue".into()));
    assert_eq!(read.columns.due_before, None);
}

#[test]
fn what_is_not_understood_is_named_with_what_would_fit() {
    let value = |key, value: &str, near: &str| Problem::UnknownValue {
        key,
        value: value.into(),
        did_you_mean: vec![near.into()],
    };
    let table = [
        ("stat:new", Problem::UnknownKey { key: "stat".into(), did_you_mean: Some("state") }),
        ("serverity:high", Problem::UnknownKey { key: "serverity".into(), did_you_mean: Some("severity") }),
        ("state:nwe", value("state", "nwe", "new")),
        ("severity:hihg", value("severity", "hihg", "high")),
        ("brand:linkys", value("brand", "linkys", "linksys")),
        ("sort:sevrity", value("sort", "sevrity", "severity")),
        ("waiting:repoter", value("waiting", "repoter", "reporter")),
        ("state:", Problem::NoValue { key: "state".into() }),
        ("submitted:>yesterday", Problem::NoDate { key: "submitted", value: ">yesterday".into() }),
        ("sort:due,severity", Problem::OneValue { key: "sort" }),
        ("-overdue", Problem::NotNegated { key: "overdue".into() }),
    ];
    for (text, problem) in table {
        assert_eq!(problems(text), [problem], "{text}");
    }
    assert_eq!(problems("stat:new severity:hihg").len(), 2, "every mistake at once");
}

#[test]
fn each_part_can_be_taken_away() {
    let read = parse("state:new  \"guest network\" -label:slop", &names()).unwrap();
    let without: Vec<_> = read.parts.iter().map(|part| part.without.as_str()).collect();
    assert_eq!(
        without,
        ["\"guest network\" -label:slop", "state:new -label:slop", "state:new \"guest network\""]
    );
}

#[test]
fn a_reader_of_few_states_never_gets_all() {
    let seen = [State::Confirmed, State::Resolved];
    let mut all = parse("", &names()).unwrap();
    all.restrict_states(&seen);
    assert!(!all.is_impossible());
    assert_eq!(all.columns.states, ["confirmed", "resolved"]);
    let mut none = parse("state:new", &names()).unwrap();
    none.restrict_states(&seen);
    assert!(none.is_impossible());
    assert!(parse("state:new state:rejected", &names()).unwrap().is_impossible());
    assert!(parse("-severity:unrated,none,low,medium,high,critical", &names()).unwrap().is_impossible());
}

#[test]
fn no_text_makes_it_panic() {
    for text in [
        "\"",
        "-",
        ":",
        "-:",
        "a:\"",
        "::::",
        "state:,,,",
        "\"\"\"a b",
        "sort:-desc",
        "due:<99999999999d",
        "é:ü",
    ] {
        let _ = parse(text, &names());
    }
}
