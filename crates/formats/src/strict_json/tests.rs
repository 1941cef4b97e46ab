//! What is refused, and where the refusal points.

use serde_json::Value;

use super::{Limits, MAX_DEPTH, Place, Refusal, read};

fn said(bytes: &[u8]) -> String {
    match read(bytes, Limits::default()) {
        Ok(_) => "taken".to_owned(),
        Err(refusal) => refusal.to_string(),
    }
}

fn place(line: usize, column: usize, pointer: &str) -> Place {
    Place { line, column, pointer: pointer.to_owned() }
}

#[test]
fn a_strict_reader_refuses_what_two_readers_could_read_in_two_ways() {
    let table: [(&[u8], &str); 11] = [
        (br#"{"a":1,"a":2}"#, "line 1, column 10, at /a: the object has a member of this name already"),
        (b"{\"a\":{\"b\":1,\n\"\\u0062\":2}}", "line 2, column 8, at /a/b: the object has"),
        (br#"{"x":[0,{"":{},"":[]}]}"#, "at /x/1/: the object has"),
        (b"\xEF\xBB\xBF{}", "byte order mark"),
        (b"{\"a\":\n\"\xFF\"}", "line 2, column 2: this is not UTF-8"),
        (br#"{"a":1} {}"#, "line 1, column 9: something stands after the end"),
        (b"{}\0", "line 1, column 3: something stands after the end"),
        (br#"{"a/b~":"\ud800"}"#, "at /a~1b~0: not JSON"),
        (br#"{"a":1"#, "ends too early"),
        (b"", "ends too early"),
        (br#"{"a":1e999}"#, "at /a: not JSON: number out of range"),
    ];
    for (bytes, expected) in table {
        let said = said(bytes);
        assert!(said.contains(expected), "{said:?} lacks {expected:?}");
    }
}

#[test]
fn nesting_is_allowed_up_to_the_limit_and_no_further() {
    let nested = |depth: usize, open: &str, close: &str| {
        let text = format!("{}0{}", open.repeat(depth), close.repeat(depth));
        read(text.as_bytes(), Limits::default())
    };
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        assert!(nested(MAX_DEPTH, open, close).is_ok());
        for depth in [MAX_DEPTH + 1, MAX_DEPTH + 2, MAX_DEPTH + 3, 10_000] {
            let refusal = nested(depth, open, close);
            assert!(
                matches!(refusal, Err(Refusal::TooDeep { limit: MAX_DEPTH, .. })),
                "{depth}: {refusal:?}"
            );
        }
    }
    let shallow = Limits { depth: 2, ..Limits::default() };
    assert!(read(b"[[0]]", shallow).is_ok());
    let refused = Refusal::TooDeep { place: place(1, 3, "/0/0"), limit: 2 };
    assert_eq!(read(b"[[[0]]]", shallow), Err(refused));
}

#[test]
fn a_text_over_a_limit_is_not_read() {
    let limits = Limits { bytes: 8, values: 3, ..Limits::default() };
    assert_eq!(read(b"{}       ", limits), Err(Refusal::TooLarge { bytes: 9, limit: 8 }));
    assert!(read(b"[0,0]", limits).is_ok());
    let refusal = read(b"[0,0,0]", limits).err();
    assert!(matches!(refusal, Some(Refusal::TooManyValues { limit: 3, .. })), "{refusal:?}");
}

#[test]
fn a_pointer_into_hostile_names_stays_short() {
    let text = format!("{{\"{}\":[tru]}}", "n".repeat(100_000));
    assert!(said(text.as_bytes()).len() < 500);
}

#[test]
fn an_ordinary_text_reads_like_with_any_reader() {
    let text = br#"{"a":[1,-2,3.5,1e2,null,true,"x\u00e9"],"b":{"a":{}},"c":18446744073709551615,"":-0.0}"#;
    let plain: Result<Value, _> = serde_json::from_slice(text);
    assert_eq!(read(text, Limits::default()).ok(), plain.ok());
}
