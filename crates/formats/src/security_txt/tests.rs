//! What is written, what is refused, and what an independent reader makes of it.

use jiff::Timestamp;

use super::{Problem, SecurityTxt};
use crate::advisory::Language;

fn now() -> Timestamp {
    "2026-11-23T00:00:00Z".parse().unwrap()
}

fn full() -> SecurityTxt {
    let one = |text: &str| vec![text.to_owned()];
    SecurityTxt {
        contact: vec![
            "https://security.example.com/report".to_owned(),
            "mailto:security@example.com".to_owned(),
        ],
        expires: "2027-05-23T00:00:00Z".parse().unwrap(),
        encryption: one("https://security.example.com/key.asc"),
        acknowledgments: one("https://security.example.com/thanks"),
        preferred_languages: ["en", "de", "pt-BR"].map(|tag| Language::new(tag).unwrap()).into(),
        canonical: one("https://security.example.com/.well-known/security.txt"),
        policy: one("https://security.example.com/"),
        csaf: one("https://security.example.com/.well-known/csaf/provider-metadata.json"),
    }
}

#[test]
fn all_fields_are_written_once_and_in_order() {
    insta::assert_snapshot!(full().write(now()).unwrap(), @r"
    Contact: https://security.example.com/report
    Contact: mailto:security@example.com
    Expires: 2027-05-23T00:00:00Z
    Encryption: https://security.example.com/key.asc
    Acknowledgments: https://security.example.com/thanks
    Preferred-Languages: en, de, pt-BR
    Canonical: https://security.example.com/.well-known/security.txt
    Policy: https://security.example.com/
    CSAF: https://security.example.com/.well-known/csaf/provider-metadata.json
    ");
}

#[test]
fn a_value_cannot_begin_a_line_of_its_own() {
    let hostile = [
        "https://a.example\nContact: mailto:evil@example.com",
        "https://a.example\r\nPolicy: x",
        "https://a.example/\u{2028}x",
        "https://a.example/\u{85}x",
        " https://a.example",
        "https://a.example/a b",
        "a.example",
        "//a.example",
        "https:a.example",
        "",
    ];
    for value in hostile {
        let mut file = full();
        file.policy = vec![value.to_owned()];
        let wrong = Problem::NotUri { field: "Policy", index: 1 };
        assert_eq!(file.write(now()), Err(wrong), "{value:?}");
    }
}

#[test]
fn each_field_takes_its_own_kinds_of_uri() {
    type Change = fn(&mut SecurityTxt);
    let table: [(Change, Problem); 9] = [
        (|f| f.contact.clear(), Problem::NoContact),
        (|f| f.contact[0] = "http://a.example".into(), Problem::Scheme { field: "Contact", index: 1 }),
        (
            |f| f.contact[1] = "mailto:a@b.example,c@d.example".into(),
            Problem::Mail { field: "Contact", index: 2 },
        ),
        (|f| f.contact[1] = "mailto:nobody".into(), Problem::Mail { field: "Contact", index: 2 }),
        (|f| f.policy[0] = "mailto:a@b.example".into(), Problem::Scheme { field: "Policy", index: 1 }),
        (|f| f.csaf[0] = "https://a.example/x.json".into(), Problem::CsafName { index: 1 }),
        (|f| f.expires = now(), Problem::Expired),
        (|f| f.expires = "2028-01-01T00:00:00Z".parse().unwrap(), Problem::ExpiresTooLate),
        (|f| f.policy[0] = format!("https://a.example/{}", "x".repeat(2048)), Problem::TooLong),
    ];
    for (change, expected) in table {
        let mut file = full();
        change(&mut file);
        assert_eq!(file.write(now()), Err(expected));
    }
}

#[test]
fn a_file_with_the_two_required_fields_is_enough() {
    let file = SecurityTxt {
        contact: vec!["tel:+1-201-555-0123".to_owned()],
        expires: "2026-12-23T00:00:00Z".parse().unwrap(),
        encryption: vec![],
        acknowledgments: vec![],
        preferred_languages: vec![],
        canonical: vec![],
        policy: vec![],
        csaf: vec![],
    };
    assert_eq!(file.write(now()).unwrap(), "Contact: tel:+1-201-555-0123\nExpires: 2026-12-23T00:00:00Z\n");
}

/// Reads `shared/conformance/security-txt`: a writer that copied the values of a bad file must refuse them,
/// as far as the fault lies in a value.
#[test]
fn values_that_make_a_file_bad_are_refused() {
    let root = std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/conformance/security-txt"
    ));
    if !root.is_dir() {
        println!("skipped: no conformance data at hand (security-txt)");
        return;
    }
    let index: serde_json::Value =
        serde_json::from_slice(&std::fs::read(root.join("index.json")).unwrap()).unwrap();
    let mut judged = 0;
    for case in index["cases"].as_array().unwrap() {
        let name = case["file"].as_str().unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(root.join(name)).unwrap()).into_owned();
        let errors: Vec<&str> =
            case["errors"].as_array().unwrap().iter().filter_map(|e| e.as_str()).collect();
        let about_values = ["no_https", "no_uri", "no_contact", "expired", "no_csaf_file"];
        if text.contains("Hiring") && !errors.is_empty() {
            continue;
        }
        let bad_value = errors.iter().any(|error| about_values.contains(error));
        let file = copied(&text);
        let written = file.write(now());
        if bad_value {
            assert!(written.is_err(), "{name} {errors:?}: {written:?}");
            judged += 1;
        } else if errors.is_empty() && file.expires.duration_since(now()).as_hours() < 8000 {
            assert!(written.is_ok(), "{name}: {written:?}");
            judged += 1;
        }
    }
    println!("{judged} files judged by their values");
    assert!(judged > 10);
}

fn copied(text: &str) -> SecurityTxt {
    let values = |name: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.split_once(':'));
        let found = lines.filter(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.strip_prefix(' ').unwrap_or(value).to_owned()).collect()
    };
    let expires = values("Expires").first().and_then(|text| text.trim().to_uppercase().parse().ok());
    SecurityTxt {
        contact: values("Contact"),
        expires: expires.unwrap_or("2027-01-01T00:00:00Z".parse().unwrap()),
        encryption: values("Encryption"),
        acknowledgments: values("Acknowledgments"),
        preferred_languages: vec![],
        canonical: values("Canonical"),
        policy: values("Policy"),
        csaf: values("CSAF"),
    }
}
