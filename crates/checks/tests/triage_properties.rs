//! What is true of the advice on any text: places lie in the text, nothing depends on order or on chance, and no text
//! stops it.

#![expect(clippy::unwrap_used, reason = "a broken program should stop the test")]

#[path = "sample/program.rs"]
mod program;

use std::sync::LazyLock;

use checks::triage::{Index, Knowledge, Message, ReportText, advise, compare, features, route, signals};
use proptest::prelude::*;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(program::knowledge);

/// Pieces that reports are made of, so that rules meet each other in ways nobody wrote down.
const PIECES: [&str; 24] = [
    "RE6500",
    "E5600 v9",
    "F9K1122",
    "Linksys",
    "WeMo",
    "TOTOLINK A3002R",
    "/goform/setDMZ",
    "DMZIPAddress=AAAAAAAA",
    "$(reboot)",
    "I did not test this.",
    "Pay me first.",
    "nikto",
    "X-Frame-Options",
    "the password of my router",
    "check_token_secure()",
    "MySQL",
    "9.99.99.999",
    "溢出",
    "пароль",
    "パスワード",
    "\u{202e}txt",
    "```\nPOST /x HTTP/1.1\n\na=b\n```",
    "\n\n## Impact\nnone\n",
    "linksyssmartwifi.com",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,40}",
        1 => "[ -~\n]{0,80}",
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_words_of_signals_stand_where_they_say(title in text(), body in text()) {
        let report = ReportText { title, body, model: "RE6500".into(), ..ReportText::default() };
        let whole = checks::triage::signals::text_of(&report);
        for signal in signals(&report, &KNOWLEDGE) {
            prop_assert!(signal.places.len() <= signal.words.len());
            for place in &signal.places {
                let quoted = whole.get(place.start..place.end).unwrap();
                prop_assert!(signal.words.iter().any(|word| word == quoted), "{quoted}");
            }
        }
    }

    #[test]
    fn advice_quotes_the_message_and_is_sure_of_something(subject in text(), body in text()) {
        let advice = route(&Message::new(&subject, &body), &KNOWLEDGE);
        prop_assert!((0.0..=1.0).contains(&advice.confidence));
        prop_assert_eq!(&advice, &route(&Message::new(&subject, &body), &KNOWLEDGE));
    }

    #[test]
    fn likeness_goes_both_ways(a in text(), b in text()) {
        let of = |body: &str| {
            let report = ReportText { body: body.to_owned(), model: "RE6500".into(), ..ReportText::default() };
            features(&report, &KNOWLEDGE)
        };
        let (a, b) = (of(&a), of(&b));
        let mut index = Index::new();
        index.insert(0, &a);
        index.insert(1, &b);
        let (there, back) = (compare(&a, &b, &index).score, compare(&b, &a, &index).score);
        prop_assert!((there - back).abs() < 1e-9, "{there} {back}");
    }

    #[test]
    fn only_earlier_reports_are_named_best_first(bodies in proptest::collection::vec(text(), 0..8)) {
        let reports: Vec<ReportText> = bodies
            .into_iter()
            .map(|body| ReportText { body, model: "F9K1122".into(), ..ReportText::default() })
            .collect();
        for (number, advice) in advise(&reports, &KNOWLEDGE).iter().enumerate() {
            prop_assert!(advice.duplicates.iter().all(|d| d.report < number));
            prop_assert!(advice.duplicates.windows(2).all(|w| w[0].score >= w[1].score));
        }
    }
}
