//! The purl rules on a table of our own, and on the official tests where they are at hand.

use std::path::Path;

use serde_json::Value;

use super::{Parts, Purl, canonical, find_fault_for_cve};

#[test]
fn a_purl_is_read_and_printed_in_canonical_form() {
    for (text, expected) in [
        ("pkg:npm/%40Angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
        ("pkg:npm/@babel/core", "pkg:npm/%40babel/core"),
        ("pkg:PyPI/Django_REST@1", "pkg:pypi/django-rest@1"),
        ("PKG://cargo/serde@1.0?b=2&a=x%20y", "pkg:cargo/serde@1.0?a=x%20y&b=2"),
        ("pkg:deb/Debian/attr@1:2.4+b1#a/./b//c", "pkg:deb/debian/attr@1:2.4%2Bb1#a/b/c"),
        ("pkg:generic/x?empty=&full=1", "pkg:generic/x?full=1"),
        ("pkg:generic/na%2Fme", "pkg:generic/na%2Fme"),
        ("pkg:generic/100%", "pkg:generic/100%25"),
    ] {
        let purl = Purl::parse(text).unwrap();
        assert_eq!(purl.to_string(), expected);
        assert_eq!(Purl::parse(expected).unwrap(), purl, "reads back as itself");
    }
}

#[test]
fn what_is_no_purl_is_refused() {
    for text in [
        "",
        "pkg:",
        "pkg:npm",
        "pkg:npm/",
        "pkg:/npm",
        "npm/x",
        "http://x/y",
        "pkg:1x/y",
        "pkg:n&m/y",
        "pkg:npm/@1.0",
        "pkg:maven/a/",
        "pkg:maven/a",
        "pkg:cargo/space/name",
        "pkg:generic/x?1a=b",
        "pkg:generic/x?a",
        "pkg:generic/x?a=1&a=2",
        "pkg:generic/%ff",
        "pkg:generic/a%2Fb/c",
        "pkg:julia/Dates",
        "pkg:gem/x?Platform=java",
    ] {
        assert!(Purl::parse(text).is_err(), "{text}");
    }
}

#[test]
fn cve_services_want_a_purl_without_a_version() {
    for text in ["pkg:npm/example", "pkg:maven/org.example/thing", "pkg:generic/x?arch=arm"] {
        assert_eq!(find_fault_for_cve(text), None, "{text}");
    }
    for text in
        ["pkg:npm/example@1", "pkg:npm/", "pkg:npm/example#", "pkg:npm/x?vers=vers:npm%2F*", "pkg:npm/a%3Ab"]
    {
        assert!(find_fault_for_cve(text).is_some(), "{text}");
    }
}

fn parts(value: &Value) -> Parts {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let qualifiers = value["qualifiers"].as_object().into_iter().flatten();
    Parts {
        kind: text("type"),
        namespace: text("namespace"),
        name: text("name"),
        version: text("version"),
        qualifiers: qualifiers
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect(),
        subpath: text("subpath"),
    }
}

/// Tests that contradict others of the same set, with the reason why they cannot come out as expected.
const FLAWED: [(&str, &str); 1] = [(
    "pkg:qpkg/blackberry/com.qnx.qnx710.foo.bar.qux@0.0.4.01449T202205040833L",
    "the built version ends in R, the expected text in L",
)];

fn outcome(test: &Value) -> Result<Value, String> {
    let input = test["input"].as_str().unwrap_or_default();
    let said = match test["test_type"].as_str().unwrap() {
        "parse" => Purl::parse(input).map(|purl| {
            serde_json::json!({
                "type": purl.kind(), "namespace": purl.namespace(), "name": purl.name(), "version": purl.version(),
                "qualifiers": (!purl.qualifiers().is_empty()).then(|| purl.qualifiers()), "subpath": purl.subpath(),
            })
        }),
        "build" => Purl::build(parts(&test["input"])).map(|purl| Value::from(purl.to_string())),
        _ => canonical(input).map(Value::from),
    };
    said.map_err(|error| error.to_string())
}

#[test]
fn the_official_purl_tests_come_out_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/purl");
    if !root.is_dir() {
        println!("skipped: {} is not there", root.display());
        return;
    }
    let (mut run, mut wrong) = (0, Vec::new());
    for folder in ["spec", "types"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let file: Value = serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
            for test in file["tests"].as_array().unwrap() {
                run += 1;
                let said = outcome(test);
                let fits = match &said {
                    Ok(value) => test["expected_failure"] != true && *value == test["expected_output"],
                    Err(_) => test["expected_failure"] == true,
                };
                let flawed = FLAWED.iter().any(|(output, _)| test["expected_output"] == *output);
                let excused = flawed && test["test_type"] == "build";
                if !fits && !excused {
                    wrong.push(format!("{} {} gives {said:?}", test["test_type"], test["input"]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {run} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(run > 300);
}
