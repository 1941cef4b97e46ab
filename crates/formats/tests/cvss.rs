//! CVSS against the shared vectors of other programs, and the rules that need no files.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test may fail by panicking, and says when it is skipped"
)]

use std::fs;
use std::path::PathBuf;

use formats::cvss::guided::{
    self, Access, Answers, Carrier, Hurdle, Impact, Interaction, Loss, Privileges, Reach, Sender,
};
use formats::cvss::{Group, Nomenclature, Vector, VectorError, Version};
use proptest::prelude::{
    Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest,
};
use serde_json::Value;

fn shared(name: &str) -> Option<String> {
    let path =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/conformance/cvss")).join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) => {
            println!("skipped: {name} is not there");
            None
        }
    }
}

fn lines(name: &str) -> Vec<Value> {
    let text = shared(name).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn tenths(value: &Value) -> Option<u8> {
    value.as_f64().map(|score| (score * 10.0).round() as u8)
}

fn parse(line: &Value) -> Vector {
    let text = line["vector"].as_str().unwrap();
    Vector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn every_3_x_score_agrees_with_the_reference_programs() {
    for name in [
        "random-3.0",
        "random-3.1",
        "redhat-calculator3",
        "redhat-cvsslib3",
        "redhat-simple3",
        "redhat-simple31",
    ] {
        for line in lines(&format!("{name}.jsonl")) {
            let vector = parse(&line);
            let wrong = |which: &str| format!("{name}: {which} of {vector}");
            assert_eq!(Some(vector.base_score().tenths()), tenths(&line["base"]), "{}", wrong("base"));
            if let Some(score) = vector.temporal_score() {
                assert_eq!(Some(score.tenths()), tenths(&line["temporal"]), "{}", wrong("temporal"));
            }
            if let Some(score) = vector.environmental_score() {
                assert_eq!(
                    Some(score.tenths()),
                    tenths(&line["environmental"]),
                    "{}",
                    wrong("environmental")
                );
            }
            // Without environmental metrics the overall score is the temporal one: the environmental formula of 3.1
            // differs from it in scope "changed" even when nothing environmental is said.
            let overall = if vector.environmental_score().is_some() { "environmental" } else { "temporal" };
            if let Some(all) = tenths(&line[overall]) {
                assert_eq!(vector.score().tenths(), all, "{}", wrong("score"));
            }
        }
    }
}

#[test]
fn every_4_0_score_agrees_with_the_reference_programs() {
    for name in ["random-4.0", "redhat-security4", "redhat-simple4", "redhat-supplemental4", "redhat-threat4"]
    {
        for line in lines(&format!("{name}.jsonl")) {
            let vector = parse(&line);
            assert_eq!(Some(vector.score().tenths()), tenths(&line["score"]), "{name}: {vector}");
        }
    }
}

#[test]
fn the_base_score_of_4_0_ignores_threat_and_environment() {
    for line in lines("cvss-b-4.0.jsonl") {
        let vector = parse(&line);
        assert_eq!(Some(vector.base_score().tenths()), tenths(&line["cvss_b"]), "{vector}");
        assert_eq!(Some(vector.score().tenths()), tenths(&line["score"]), "{vector}");
        assert_eq!(vector.base().to_string(), line["base_vector"].as_str().unwrap());
        assert_eq!(vector.base().nomenclature(), Some(Nomenclature::B));
    }
}

#[test]
fn ties_are_rounded_half_up() {
    for line in lines("ties-4.0.jsonl") {
        let vector = parse(&line);
        assert_eq!(Some(vector.score().tenths()), tenths(&line["half_up"]), "{vector}");
    }
    for line in lines("ties-3.0.jsonl") {
        let vector = parse(&line);
        assert_eq!(Some(vector.score().tenths()), tenths(&line["half_up"][2]), "{vector}");
    }
}

#[test]
fn vectors_are_accepted_and_refused_as_the_specification_says() {
    for line in lines("syntax.jsonl") {
        let text = line["vector"].as_str().unwrap();
        let read = Vector::parse(text);
        assert_eq!(Some(read.is_ok()), line["valid"].as_bool(), "{text:?} ({}): {read:?}", line["reason"]);
        if let Err(error) = read {
            assert!(!error.to_string().contains('\n'), "an error is one line: {error}");
        }
    }
}

#[test]
fn severities_are_those_of_the_specification() {
    let Some(text) = shared("severity.json") else { return };
    for row in serde_json::from_str::<Vec<Value>>(&text).unwrap() {
        let score = formats::cvss::Score::from_tenths(tenths(&row["score"]).unwrap()).unwrap();
        assert_eq!(score.severity().as_str(), row["severity"].as_str().unwrap(), "{score}");
    }
}

#[test]
fn errors_name_the_metric_and_what_was_expected() {
    for (text, expected) in [
        (
            "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "the CVSS vector has no version prefix; write CVSS:3.1/ in front",
        ),
        (
            "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
            "the CVSS vector has no version prefix; write CVSS:4.0/ in front",
        ),
        ("CVSS:3.1/AV:Q/AC:L", "AV (Attack Vector) in CVSS 3.1 cannot be \"Q\"; expected one of N, A, L, P"),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", "A (Availability) is missing; expected one of H, L, N"),
        (
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AV:N",
            "AV (Attack Vector) is given twice; expected once",
        ),
        ("CVSS:3.1/AT:N", "CVSS 3.1 has no metric \"AT\"; it belongs to CVSS 4.0"),
        ("CVSS:3.1/av:n", "CVSS 3.1 has no metric \"av\"; write AV in capital letters"),
        (
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H ",
            "the CVSS vector contains ' ' at character 45; it must not hold spaces or anything around it",
        ),
    ] {
        assert_eq!(Vector::parse(text).unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_wrong_order_in_4_0_is_answered_with_the_right_one() {
    let error =
        Vector::parse("CVSS:4.0/E:A/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N").unwrap_err();
    let VectorError::Order { expected, .. } = error else { panic!("{error}") };
    assert_eq!(expected, "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A");
    assert!(Vector::parse(&expected).is_ok());
}

#[test]
fn a_vector_is_written_in_canonical_order_and_reads_back() {
    let vector = Vector::parse("CVSS:3.1/S:U/AV:N/AC:L/PR:H/UI:N/C:L/I:L/A:N/E:F/RL:X").unwrap();
    assert_eq!(vector.to_string(), "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:N/E:F");
    assert_eq!(Vector::parse(&vector.to_string()), Ok(vector));
}

#[test]
fn metrics_are_named_in_both_languages() {
    let vector =
        Vector::parse("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:Amber").unwrap();
    let metrics = vector.metrics();
    assert_eq!(
        (metrics[0].name.english, metrics[0].value_name.german),
        ("Attack Vector", "Benachbartes Netz")
    );
    assert_eq!((metrics[11].abbreviation, metrics[11].value), ("U", "Amber"));
}

/// A flaw of a home router's web interface that anybody on the LAN can use.
const LAN_FLAW: Answers = Answers {
    access: Access::Network(Carrier::Internet(Reach::RoutedLan)),
    sender: Sender::Attacker,
    hurdle: Hurdle::None,
    privileges: Privileges::None,
    interaction: Interaction::None,
    device: Impact { confidentiality: Loss::Total, integrity: Loss::Total, availability: Loss::Total },
    beyond: Impact::NONE,
};

#[test]
fn a_lan_only_flaw_shows_both_readings_and_is_never_worded_remote() {
    let advice = guided::attack_vector(LAN_FLAW.access, LAN_FLAW.sender);
    assert_eq!(advice.v3_1.suggested.value, "N");
    assert_eq!(advice.v3_1.alternative.map(|other| other.value), Some("A"));
    assert_eq!(advice.v4_0.suggested.value, "A");
    assert_eq!(advice.v4_0.alternative.map(|other| other.value), Some("N"));
    assert_eq!(advice.wording, guided::Wording::LocalNetwork);
}

#[test]
fn guided_answers_become_the_vectors_of_the_known_quarrel() {
    let score = |answers: Answers| guided::vector(Version::V3_1, &answers).unwrap().score().to_string();
    let reached = |reach| Answers { access: Access::Network(Carrier::Internet(reach)), ..LAN_FLAW };
    assert_eq!(score(reached(Reach::SameSubnet)), "8.8");
    assert_eq!(score(reached(Reach::OtherNetworks)), "9.8");
    assert_eq!(score(Answers { sender: Sender::VictimBrowser, ..LAN_FLAW }), "8.8");
    assert_eq!(score(Answers { access: Access::Local, ..LAN_FLAW }), "8.4");
    assert_eq!(score(Answers { access: Access::Physical, ..LAN_FLAW }), "6.8");
    assert_eq!(
        guided::vector(Version::V4_0, &LAN_FLAW).unwrap().to_string(),
        "CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
    );
}

#[test]
fn every_value_of_every_metric_is_known_to_the_scoring_crate() {
    let base_3 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    let base_4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
    for base in [base_3, base_4] {
        assert!(Vector::parse(base).unwrap().score().tenths() > 90);
    }
    for extra in
        ["MSI:S", "MSA:S", "MSC:N", "U:Clear", "U:Red", "RE:M", "R:I", "V:C", "AU:Y", "S:P", "E:U", "CR:M"]
    {
        let scored = Vector::parse(&format!("{base_4}/{extra}")).unwrap().score();
        assert!(scored.tenths() > 0, "{extra}");
    }
}

/// Any well-formed vector, with optional metrics taken by chance, in the order of the specification.
fn vectors() -> impl Strategy<Value = Vector> {
    let versions = prop_oneof![Just(Version::V3_0), Just(Version::V3_1), Just(Version::V4_0)];
    (versions, prop::collection::vec(any::<prop::sample::Index>(), 40)).prop_map(|(version, chances)| {
        let metrics = formats::cvss::metrics_of(version);
        let chosen = metrics.iter().zip(&chances).filter_map(|(metric, chance)| {
            let skips = if metric.group == Group::Base { 0 } else { 2 };
            let place = chance.index(metric.values.len() + skips);
            metric.values.get(place).map(|value| (metric.abbreviation, value.abbreviation))
        });
        Vector::from_metrics(version, chosen.collect::<Vec<_>>()).unwrap()
    })
}

proptest! {
    #[test]
    fn every_vector_reads_back_and_has_a_score(vector in vectors()) {
        let text = vector.to_string();
        prop_assert_eq!(Vector::parse(&text), Ok(vector.clone()));
        prop_assert_eq!(serde_json::from_value::<Vector>(serde_json::json!(vector)).unwrap(), vector.clone());
        // A score of nothing means that nothing is lost, not that the arithmetic gave up.
        let loses = |names: &[&str]| names.iter().any(|name| !matches!(vector.value(name), None | Some("N")));
        let impact = loses(&["C", "I", "A", "VC", "VI", "VA", "SC", "SI", "SA"]);
        prop_assert_eq!(vector.base_score(), vector.base().score());
        prop_assert_eq!(vector.base_score().tenths() > 0, impact, "{}", text);
    }

    #[test]
    fn a_damaged_vector_is_refused_or_says_something_else(vector in vectors(), at in any::<prop::sample::Index>(), c in any::<char>()) {
        let text = vector.to_string();
        let mut chars: Vec<_> = text.chars().collect();
        let at = at.index(chars.len());
        prop_assume!(chars[at] != c);
        chars[at] = c;
        let damaged: String = chars.into_iter().collect();
        prop_assert!(Vector::parse(&damaged).is_ok_and(|other| other != vector) || Vector::parse(&damaged).is_err());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(CVSS:(3.0|3.1|4.0)/)?([A-Z]{0,3}:?[A-Z]{0,2}/?){0,20}", other in "\\PC*") {
        let _ = Vector::parse(&text);
        let _ = Vector::parse(&other);
    }
}

#[test]
fn the_questions_of_the_form_cover_every_answer() {
    for question in guided::questions::QUESTIONS {
        for option in question.options {
            let read = |name: &str| {
                let asked = guided::questions::QUESTIONS.iter().find(|asked| asked.name == name)?;
                Some(if name == question.name { option.value } else { asked.options[0].value })
            };
            let answers = guided::questions::answers(read).unwrap();
            for version in [Version::V3_1, Version::V4_0] {
                assert!(guided::vector(version, &answers).is_ok(), "{}: {}", question.name, option.value);
            }
        }
        let missing = guided::questions::answers(|name| {
            let asked = guided::questions::QUESTIONS.iter().find(|asked| asked.name == name)?;
            (name != question.name).then(|| asked.options[0].value)
        });
        assert_eq!(missing.unwrap_err().question, question.name);
    }
}

#[test]
fn questions_that_do_not_apply_need_no_answer() {
    let read = |name: &str| match name {
        "access" => Some("physical"),
        "carrier" | "reach" | "sender" => None,
        "hurdle" | "privileges" | "interaction" => Some("none"),
        _ => Some("total"),
    };
    let answers = guided::questions::answers(read).unwrap();
    assert_eq!(answers.access, Access::Physical);
    assert_eq!(answers.sender, Sender::Attacker);
}
