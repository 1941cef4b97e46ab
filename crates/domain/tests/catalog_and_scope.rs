//! Finding devices, judging firmware versions, and what is said about scope.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "sample/folder.rs"]
mod folder;

use std::path::Path;

use domain::catalog::{
    Catalog, FirmwareNote, FirmwareProblem, ModelMatch, Selection, Sku, judge_firmware, sku_id,
};
use domain::id::{BrandId, SkuId};
use domain::program::Program;
use domain::scope::{Kind, ModelAnswer, Question, judge};
use jiff::civil::{Date, date};
use proptest::prelude::{ProptestConfig, prop, proptest};

const TODAY: Date = date(2026, 11, 23);

fn sample() -> Program {
    Program::parse(&folder::files(), TODAY).expect("the sample has no mistake").0
}

fn linksys() -> BrandId {
    BrandId::from("linksys")
}

#[test]
fn a_model_is_found_as_people_write_it() {
    let catalog = sample().catalog;
    let table = [
        ("WRT54G", "WRT54G"),
        ("wrt 54g", "WRT54G"),
        ("Linksys EA-7500", "EA7500"),
        ("linksys wrt-54gl router", "WRT54GL"),
        ("EA7500 v2", "EA7500"),
        ("wemo f7c-063", "F7C063"),
        ("Belkin F9K1113 V2 (EU)", "F9K1113"),
        ("Wemo Dimmer Light Switch", "F7C059"),
    ];
    for (typed, model) in table {
        match catalog.find_model(None, typed) {
            ModelMatch::Found { model: found, skus } => {
                assert_eq!(found.model, model, "{typed}");
                assert!(!skus.is_empty());
            }
            other => panic!("{typed}: {other:?}"),
        }
    }
}

#[test]
fn a_revision_and_region_narrow_the_devices_down() {
    let catalog = sample().catalog;
    let ids = |typed| match catalog.find_model(Some(&linksys()), typed) {
        ModelMatch::Found { skus, .. } => skus,
        other => panic!("{typed}: {other:?}"),
    };
    assert_eq!(ids("EA7500 v3 (EU)"), [SkuId::from("linksys.ea7500.v3.eu")]);
    assert_eq!(ids("EA7500 v3").len(), 3);
    assert!(ids("EA7500").len() > 6);
}

#[test]
fn a_misspelt_model_gives_hints_and_a_stranger_none() {
    let catalog = sample().catalog;
    let hints = |typed| match catalog.find_model(None, typed) {
        ModelMatch::Perhaps(hints) => hints.into_iter().map(|h| h.model).collect(),
        ModelMatch::Nothing => Vec::new(),
        ModelMatch::Found { model, .. } => panic!("{typed} is no exact model, found {}", model.model),
    };
    assert!(hints("EA7050")[..4].iter().any(|m| m == "EA7500"), "swapped letters");
    assert_eq!(hints("WRT3200ACN")[0], "WRT3200ACM", "one wrong letter");
    assert!(hints("WRT190").iter().any(|m| m == "WRT1900AC"), "a beginning");
    assert_eq!(hints("toaster 3000 deluxe"), Vec::<String>::new());
    assert_eq!(hints(""), Vec::<String>::new());
}

#[test]
fn the_form_is_led_from_brand_to_firmware() {
    let catalog = sample().catalog;
    let types: Vec<&str> = catalog.list_product_types(&linksys()).iter().map(|t| t.as_str()).collect();
    assert_eq!(types, ["other-networked-device", "range-extender", "router", "switch", "wifi-dongle"]);
    assert!(catalog.list_models(&linksys(), &"router".into()).contains(&"EA7500"));
    assert_eq!(catalog.list_revisions(&linksys(), "ea-7500"), ["v1", "v2", "v3"]);
    assert_eq!(catalog.list_regions(&linksys(), "EA7500", Some("v2")), ["AU", "EU", "US"]);
    let sku = catalog.find_exact(&linksys(), "EA7500", Some("v2"), Some("eu")).unwrap();
    assert_eq!(sku.id.as_str(), "linksys.ea7500.v2.eu");
    assert_eq!(catalog.find_sku(&sku.id), Some(sku));
    assert_eq!(sku.label(), "EA7500 v2 (EU)");
    assert_eq!(catalog.list_firmware(&linksys(), "EA7500"), ["1.1.5.190349", "2.0.8.194281", "3.0.1.207964"]);
    let general = catalog.find_exact(&linksys(), "EA7500", None, None).unwrap();
    assert_eq!(general.hardware_revision, None);
}

#[test]
fn devices_are_selected_in_bulk() {
    let catalog = sample().catalog;
    let count = |selection| catalog.select(&selection).len();
    assert_eq!(count(Selection::Chip("mediatek mt7621".into())), 7);
    assert_eq!(count(Selection::Revision(linksys(), "EA7500".into(), "V2".into())), 3);
    assert_eq!(count(Selection::Model(linksys(), "ea7500".into())), 8);
    assert!(count(Selection::Series("EA series".into())) > 30);
    assert_eq!(count(Selection::Skus([SkuId::from("linksys.ea7500.v2.eu")].into())), 1);
    assert_eq!(count(Selection::Chip("none such".into())), 0);
}

#[test]
fn firmware_is_refused_only_when_it_cannot_be_a_version() {
    let catalog = sample().catalog;
    let sku = catalog.find_sku(&"linksys.ea7500.v2.eu".into());
    let latest = || "2.0.8.194281".to_owned();
    let table = [
        ("", FirmwareNote::NotGiven),
        ("Unknown", FirmwareNote::NotGiven),
        ("2.0.8.194281", FirmwareNote::Latest),
        ("Firmware v2.0.8.194281", FirmwareNote::Latest),
        ("Ver.2.0.7.190000", FirmwareNote::Older { latest: latest() }),
        ("2.0.10.1", FirmwareNote::NewerThanCatalog { latest: latest() }),
        ("2.0 build 5", FirmwareNote::OtherScheme { latest: latest() }),
        ("1.1.5.190349_beta", FirmwareNote::OtherScheme { latest: latest() }),
    ];
    for (typed, note) in table {
        assert_eq!(judge_firmware(sku, typed), Ok(note), "{typed}");
    }
    assert_eq!(judge_firmware(None, "WeMo_WW_2.00.11408.PVT-OWRT-LS"), Ok(FirmwareNote::Plausible));
    let suggested = |suggestion: &str| suggestion == "2.0.8.1";
    let long = format!("{} 2.0.8.1", "x".repeat(90));
    for (typed, fits) in [
        ("2.0.8.1\r\nBcc: x", "control"),
        ("2.0.8.1\u{202e}", "control"),
        ("https://x.example/fw/FW_2.0.8.1_prod.img", "sentence"),
        ("it says 2.0.8.1 on the page of my router here", "sentence"),
        (&long, "long"),
    ] {
        let problem = judge_firmware(sku, typed).unwrap_err();
        let (kind, suggestion) = match &problem {
            FirmwareProblem::ControlCharacter { suggestion } => ("control", suggestion),
            FirmwareProblem::NotAVersion { suggestion } => ("sentence", suggestion),
            FirmwareProblem::TooLong { suggestion, .. } => ("long", suggestion),
            other => panic!("{typed:?}: {other:?}"),
        };
        assert_eq!(kind, fits, "{typed:?}");
        assert!(suggested(suggestion), "{typed:?}: {suggestion}");
    }
    assert_eq!(judge_firmware(sku, "latest"), Err(FirmwareProblem::NoDigit));
    let is_model = FirmwareProblem::IsModel { model: "EA7500".into() };
    assert_eq!(judge_firmware(sku, "ea-7500"), Err(is_model));
}

struct Asked {
    brand: &'static str,
    model: ModelAnswer<'static>,
    text: &'static str,
    kind: &'static str,
    reason: &'static str,
    to_do: &'static str,
}

fn asked(
    brand: &'static str,
    model: ModelAnswer<'static>,
    text: &'static str,
    [kind, reason, to_do]: [&'static str; 3],
) -> Asked {
    Asked { brand, model, text, kind, reason, to_do }
}

fn table() -> Vec<Asked> {
    use ModelAnswer::{Named, Unknown};
    let ea7500 = || ModelAnswer::Catalog(SkuId::from("linksys.ea7500.v2.eu"));
    let in_scope = ["InScope", "scope-in-scope", "scope-do-send"];
    let old = ["InScopeUnsupported", "scope-in-scope-unsupported", "scope-do-send-unsupported"];
    let excluded = ["Exclusion", "scope-exclusion", "scope-do-exclusion"];
    let excluded_device = ["Exclusion", "scope-exclusion", "scope-do-exclusion-with-device"];
    let support = ["SupportCase", "scope-support-case", "scope-do-support"];
    let elsewhere = ["NotOurs", "scope-not-ours", "scope-do-other-maker"];
    vec![
        asked("linksys", ea7500(), "Command injection in the ping page", in_scope),
        asked("linksys", Named("EA-7500 v2"), "", in_scope),
        asked("belkin", Named("Linksys EA7500"), "", in_scope),
        asked("linksys", Named("E1200 v2"), "", old),
        asked("wemo", Named("F7C063"), "", old),
        asked("wemo", Named("WSP100"), "", in_scope),
        asked("linksys", Unknown, "XSS on https://www.linksys.com/us/search", excluded),
        asked("linksys", Unknown, "shop.belkin.com", excluded),
        asked("wemo", Unknown, "The WeMo Cloud accepts any token", excluded),
        asked("linksys", ea7500(), "Linksys Smart Wifi login endpoint", excluded_device),
        asked("linksys", ea7500(), "phishing of your support staff", excluded_device),
        asked(
            "linksys",
            Unknown,
            "file from downloads.linksys.com/x.img",
            ["Unknown", "scope-model-open", "scope-do-send-open"],
        ),
        asked(
            "linksys",
            Unknown,
            "ask bob@linksys.com about 1.2.3",
            ["Unknown", "scope-model-open", "scope-do-send-open"],
        ),
        asked("linksys", Unknown, "notlinksys.com", ["Unknown", "scope-model-open", "scope-do-send-open"]),
        asked("linksys", Unknown, "I forgot my Wi-Fi password", support),
        asked("belkin", Unknown, "Help, my router was hacked!", support),
        asked("linksys", Unknown, "Mein Router wurde gehackt", support),
        asked("linksys", Named("TP-Link Archer C7"), "", elsewhere),
        asked("linksys", Named("Netgear Nighthawk"), "", elsewhere),
        asked(
            "linksys",
            Named("Tenda AC9"),
            "",
            ["NotOurs", "scope-not-ours", "scope-do-other-maker-unknown"],
        ),
        asked("linksys", Named("EA7050"), "", ["Unknown", "scope-model-perhaps", "scope-do-choose-model"]),
        asked(
            "linksys",
            Named("prototype X"),
            "",
            ["Unknown", "scope-model-not-listed", "scope-do-send-open"],
        ),
    ]
}

#[test]
fn scope_is_said_in_words_and_never_refuses() {
    let program = sample();
    for one in table() {
        let question = Question {
            brand: Some(BrandId::from(one.brand)),
            product_type: None,
            model: one.model.clone(),
            text: one.text,
            today: TODAY,
        };
        let verdict = judge(&program, &question);
        let said = format!("{:?} {:?}", one.model, one.text);
        assert!(format!("{:?}", verdict.kind).starts_with(one.kind), "{said}: {verdict:?}");
        assert_eq!((verdict.reason.key, verdict.what_to_do.key), (one.reason, one.to_do), "{said}");
        let ruled = matches!(verdict.kind, Kind::Exclusion { .. } | Kind::SupportCase { .. });
        assert_eq!(verdict.rule_text.is_some(), ruled, "{said}");
    }
}

#[test]
fn every_message_exists_in_both_languages_with_its_parameters() {
    let program = sample();
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    for language in ["en", "de"] {
        let text = std::fs::read_to_string(locales.join(language).join("scope.ftl")).unwrap();
        for one in table() {
            let brand = Some(BrandId::from(one.brand));
            let question =
                Question { brand, product_type: None, model: one.model, text: one.text, today: TODAY };
            let verdict = judge(&program, &question);
            assert!(text.contains(&format!("\n{} = ", verdict.kind.heading())));
            for message in [verdict.reason, verdict.what_to_do] {
                let start = format!("{} = ", message.key);
                let line = text.lines().find(|line| line.starts_with(&start)).expect(message.key);
                let used = line.matches("{ $").count();
                assert!(used <= message.parameters.len(), "{line}");
                let known =
                    |part: &str| message.parameters.iter().any(|(n, _)| part.starts_with(&format!("{n} }}")));
                assert!(line.split("{ $").skip(1).all(known), "{language}: {line}");
            }
        }
    }
}

#[test]
fn a_large_catalog_is_searched_without_waiting() {
    let brand = linksys();
    let sku = |n: u32| {
        let model = format!("ZX{n:05}");
        let revision = Some(format!("v{}", n % 3));
        Sku {
            id: sku_id(&brand, &model, revision.as_deref(), None),
            brand: brand.clone(),
            product_type: "router".into(),
            model,
            name: format!("Router {n}"),
            hardware_revision: revision,
            region: None,
            firmware: None,
            page: None,
            support_end: None,
            series: None,
            chip: None,
        }
    };
    let catalog = Catalog::new((0..10_000).map(sku).collect());
    let started = std::time::Instant::now();
    for n in 0..20 {
        assert!(matches!(catalog.find_model(None, &format!("ZX{n}_X123")), ModelMatch::Perhaps(_)));
    }
    let guess = started.elapsed() / 20;
    let started = std::time::Instant::now();
    assert_eq!(catalog.list_models(&brand, &"router".into()).len(), 10_000);
    println!("guess {guess:?}, list of models {:?}", started.elapsed());
    // A wide margin around the few milliseconds it takes: only another order of growth fails.
    assert!(guess < std::time::Duration::from_secs(1), "{guess:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_judgement_panic(typed in ".{0,300}", text in ".{0,200}", seed in prop::bool::ANY) {
        let program = PROGRAM.with(Clone::clone);
        let brand = seed.then(linksys);
        let question =
            Question { brand, product_type: None, model: ModelAnswer::Named(&typed), text: &text, today: TODAY };
        let _ = judge(&program, &question);
        let _ = judge_firmware(program.catalog.list_skus().first(), &typed);
    }
}

thread_local! {
    static PROGRAM: std::rc::Rc<Program> = std::rc::Rc::new(sample());
}

/// The kind of verdict for a message of the labelled collection, by its subject or all of it.
fn kind_of(program: &Program, message: &serde_json::Value, whole: bool) -> Kind {
    let text = |key: &str| message[key].as_str().unwrap_or_default().to_owned();
    let (product, maker) = (text("product"), text("other_maker"));
    let named = if maker.is_empty() { product } else { format!("{maker} {product}") };
    let model = if named.trim().is_empty() { ModelAnswer::Unknown } else { ModelAnswer::Named(&named) };
    let said = if whole { format!("{} {}", text("subject"), text("text")) } else { text("subject") };
    let brand = program.find_brand_by_name(&text("brand")).map(|b| b.id.clone());
    judge(program, &Question { brand, product_type: None, model, text: &said, today: TODAY }).kind
}

#[test]
fn a_report_of_a_flaw_in_a_device_is_hardly_ever_led_away_by_its_title() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/intake/shared.jsonl");
    let Ok(lines) = std::fs::read_to_string(shared) else {
        println!("skipped: the labelled messages are not here");
        return;
    };
    let program = sample();
    let messages: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let counts = |label: &str, whole: bool| {
        let of_label: Vec<_> = messages.iter().filter(|m| m["label"] == label).collect();
        let led_away = of_label.iter().filter(|m| {
            let kind = kind_of(&program, m, whole);
            let away = matches!(kind, Kind::Exclusion { .. } | Kind::SupportCase { .. } | Kind::NotOurs);
            if away && label == "in_scope" {
                println!("{:?} {} | {}", kind, m["subject"], if whole { &m["text"] } else { &m["id"] });
            }
            away
        });
        (led_away.count(), of_label.len())
    };
    for label in ["in_scope", "out_of_scope", "tech_support", "not_our_product", "junk"] {
        println!("{label}: by title {:?}, by all words {:?}", counts(label, false), counts(label, true));
    }
    let (away, all) = counts("in_scope", false);
    assert!(away * 20 <= all, "{away} of {all} reports of flaws in devices are led away");
}
