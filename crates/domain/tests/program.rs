//! The shipped sample program, broken programs, and what holds for any bytes.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "sample/folder.rs"]
mod folder;

use domain::program::{Files, Level, Program};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn sample() -> Files {
    folder::files()
}

#[test]
fn the_sample_program_has_no_mistake_and_only_honest_weaknesses() {
    let (program, weaknesses) = Program::parse(&sample(), TODAY).unwrap_or_else(|problems| {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"))
    });
    let said: Vec<&str> = weaknesses.iter().map(|w| w.message.as_str()).collect();
    let honest = [
        "406 of 463 devices have no end of support",
        "there is no key for encrypted mail",
        "9 addresses end in .example and reach nobody",
    ];
    assert_eq!(said, honest);
    assert!(weaknesses.iter().all(|w| w.level == Level::Weakness));
    assert_eq!(
        program.brands.iter().map(|b| b.case_prefix.as_str()).collect::<Vec<_>>(),
        ["BLK", "LNK", "WMO"]
    );
    assert_eq!(program.catalog.list_skus().len(), 463);
}

/// Where a broken program is broken: the file, what is put in the place of what, the line that
/// must be named (by what stands on it afterwards, or the first), and what must be said.
struct Broken {
    file: &'static str,
    instead_of: &'static str,
    write: &'static str,
    line_with: &'static str,
    says: &'static str,
}

const fn broken(
    file: &'static str,
    instead_of: &'static str,
    write: &'static str,
    line_with: &'static str,
    says: &'static str,
) -> Broken {
    Broken { file, instead_of, write, line_with, says }
}

const P: &str = "program.toml";
const C: &str = "catalog.csv";

#[rustfmt::skip]
const MISTAKES: &[Broken] = &[
    broken(P, "id = \"home-devices\"", "id = \"Home devices\"", "Home devices", "write \"home-devices\""),
    broken(P, "id = \"home-devices\"", "id = 7", "id = 7", "a text in quotes"),
    broken(P, "id = \"home-devices\"", "", "", "`id` is missing"),
    broken(P, "country = \"US\"", "country = ", "country = ", "not TOML"),
    broken(P, "country = \"US\"", "contry = \"US\"", "contry", "did you mean `country`"),
    broken(P, "languages = [\"en\", \"de\"]", "languages = [\"en\", \"de\", \"Deutsch\"]", "Deutsch", "not a language tag"),
    broken(P, "default_language = \"en\"", "default_language = \"fr\"", "\"fr\"", "not in `languages`"),
    broken(P, "name = { en = \"Routers\"", "name = { fr = \"Routeurs\"", "Routeurs", "not a language of the program"),
    broken(P, "name = { en = \"Routers\", ", "name = { ", "name = { de = \"Router\"", "default language \"en\""),
    broken(P, "id = \"wifi-dongle\"", "id = \"router\"", "[[product_type]]\nid = \"router\"\nname = { en = \"Wi-Fi", "taken on line"),
    broken(P, "case_prefix = \"LNK\"", "case_prefix = \"lnk\"", "\"lnk\"", "cannot begin a case number"),
    broken(P, "case_prefix = \"LNK\"", "case_prefix = \"BLK\"", "[[brand]]\nid = \"linksys\"", "is taken on line"),
    broken(P, "hosts = [\"security.wemo.example\"]", "hosts = [\"https://wemo.example/\"]", "https://wemo.example/", "not a host name"),
    broken(P, "\"light-bulb\", \"camera\"", "\"lightbulb\", \"camera\"", "\"lightbulb\"", "did you mean \"light-bulb\""),
    broken(P, "address = \"security@wemo.example\"", "address = \"security at wemo\"", "security at wemo", "not an address for email"),
    broken(P, "audience = \"press\"", "audience = \"pres\"", "\"pres\"", "did you mean \"press\""),
    broken(P, "human = true", "human = \"yes\"", "\"yes\"", "true or false"),
    broken(P, "kind = \"activity\"", "kind = \"activities\"", "\"activities\"", "`kind` cannot be"),
    broken(P, "brands = [\"wemo\", \"belkin\"]", "brands = [\"wemo\", \"belkn\"]", "belkn", "did you mean \"belkin\""),
    broken(P, "text_file = \"exclusion-brand-websites\"", "text_file = \"nowhere\"", "nowhere", "no text in texts/en/nowhere.md"),
    broken(P, "report_to = \"https://bugcrowd.com/netgear\"", "report_to = \"bugcrowd.com\"", "\"bugcrowd.com\"", "https://"),
    broken(P, "event = \"triage\"", "event = \"triaged\"", "\"triaged\"", "did you mean \"triage\""),
    broken(P, "amount = 14", "amount = 0", "amount = 0", "from 1 to 3650"),
    broken(P, "amount = 14", "amount = -3", "amount = -3", "from 1 to 3650"),
    broken(P, "severity = \"high\"", "severity = \"hihg\"", "\"hihg\"", "did you mean \"high\""),
    broken(P, "severity = \"high\"", "severity = \"critical\"", "[[promise]]\nevent = \"fix_target\"\nseverity = \"critical\"\namount = 60", "is taken on line"),
    broken(P, "\"monday\", ", "\"mondy\", ", "mondy", "did you mean \"monday\""),
    broken(P, "time_zone = \"America/Los_Angeles\"", "utc_offset = \"PST\"", "\"PST\"", "offset from UTC"),
    broken(P, "time_zone = \"America/Los_Angeles\"", "time_zone = \"America/Los_Angelos\"", "Los_Angelos", "did you mean \"America/Los_Angeles\""),
    broken("replies/en/thanks.md", "{case-number}", "{case-nummer}", "{case-nummer}", "did you mean {case-number}"),
    broken("replies/en/thanks.md", "# Thank you", "Thank you", "", "no title"),
    broken(P, "time_zone = \"America/Los_Angeles\"", "", "[calendar]", "no time zone"),
    broken(P, "2026-01-01, ", "2026-02-30, ", "2026-02-30", "not TOML"),
    broken(P, "2026-01-01, ", "\"New Year\", ", "New Year", "a date such as"),
    broken(P, "outer_limit_days = 180", "outer_limit_days = 30", "outer_limit_days = 30", "ends before the embargo"),
    broken(P, "on_exploitation = \"immediate\"", "on_exploitation = \"shorten\"", "\"shorten\"", "to how many days"),
    broken(P, "model = \"green_light\"", "modle = \"green_light\"", "modle", "did you mean `model`"),
    broken(P, "namespace = \"https://security.linksys.example\"", "namespace = \"linksys\"", "namespace", "https://"),
    broken(P, "[house]", "[hose]", "[hose]", "did you mean `house`"),
    broken(P, "[cve]", "cve = 3\n[cve2]", "cve = 3", "not a key of [[condition]]"),
    broken(P, "file_max_mib = 64", "", "[intake]", "`file_max_mib` is missing"),
    broken(P, "# [[key]]", "[[key]]\nfingerprint = \"1234\"\nurl = \"https://a.example/k\"\n#", "\"1234\"", "not an OpenPGP fingerprint"),
    broken(C, "brand,product_type", "brand,kind", "brand,kind", "the column \"product_type\" is missing"),
    broken(C, ",hardware_revision,", ",hardware_version,", "hardware_version", "not a column"),
    broken(C, "belkin,router,F9K1002", "belkn,router,F9K1002", "belkn", "did you mean \"belkin\""),
    broken(C, "belkin,router,F9K1002", "belkin,ruoter,F9K1002", "ruoter", "did you mean \"router\""),
    broken(C, "belkin,router,F9K1002", "belkin,router,", "belkin,router,,", "has no model"),
    broken(C, "belkin,router,F9K1002", "belkin,router,F9K1002,,,,,", "F9K1002", "values"),
    broken(C, "belkin,router,F9K1009", "belkin,router,F9K1002", "F9K1002,,,,2.00.09", "on line"),
    broken(C, "https://www.belkin.com/in/", "ftp://www.belkin.com/in/", "ftp://", "https"),
    broken(C, ",2026-01-31,", ",31.01.2026,", "31.01.2026", "is not a date"),
];

/// The number of the line on which a piece of text ends.
fn line_of(text: &str, piece: &str) -> usize {
    let at = text.find(piece).expect("the piece stands in the file");
    1 + text[..at].matches('\n').count()
}

fn break_sample(files: &mut Files, one: &Broken) -> usize {
    let text = String::from_utf8(files[one.file].clone()).unwrap();
    assert!(text.contains(one.instead_of), "the sample has no {:?}", one.instead_of);
    let text = text.replacen(one.instead_of, one.write, 1);
    let line = if one.line_with.is_empty() { 1 } else { line_of(&text, one.line_with) };
    files.insert(one.file.to_owned(), text.into_bytes());
    line
}

#[test]
fn every_broken_program_names_its_file_and_line_and_what_to_do() {
    for one in MISTAKES {
        let mut files = sample();
        let line = break_sample(&mut files, one);
        let problems = Program::parse(&files, TODAY).expect_err(one.write);
        let fits = |p: &domain::program::Problem| {
            p.file == one.file
                && p.line == line
                && p.level == Level::Mistake
                && p.to_string().contains(one.says)
        };
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(problems.iter().any(fits), "{:?} at line {line}: {}", one.write, all.join("\n"));
        assert!(problems.iter().all(|p| !p.remedy.is_empty() && !p.message.is_empty()));
    }
}

#[test]
fn one_look_finds_every_mistake_of_all_files() {
    let mut files = sample();
    let wanted = ["contry", "\"lnk\"", "\"triaged\"", "utc_offset = \"PST\"", "\"hihg\"", "[hose]"];
    let chosen = MISTAKES.iter().filter(|one| one.file == C && !one.write.starts_with("brand,"));
    let chosen = chosen.filter(|one| one.instead_of.contains("F9K1009") || one.write.contains("ftp"));
    for one in MISTAKES.iter().filter(|one| wanted.iter().any(|w| one.write.contains(w))).chain(chosen) {
        break_sample(&mut files, one);
    }
    files.remove("texts/en/intro.md");
    let problems = Program::parse(&files, TODAY).unwrap_err();
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let all = all.join("\n");
    for said in [
        "`contry`",
        "\"lnk\"",
        "\"triaged\"",
        "\"PST\"",
        "\"hihg\"",
        "`hose`",
        "on line",
        "texts/en/intro.md:1",
        "https",
    ] {
        assert!(all.contains(said), "{said} is missing in\n{all}");
    }
}

#[rustfmt::skip]
const WEAKNESSES: &[Broken] = &[
    broken(P, "outer_limit_days = 180", "", "[disclosure]", "no outer limit"),
    broken(P, "event = \"acknowledge\"", "event = \"advisory_after_fix\"\nseverity = \"low\"", "[[promise]]", "how soon a report is acknowledged"),
    broken(P, "recurring = true", "", "[[promise]]\nevent = \"status_update\"", "once only"),
    broken(P, "\"title\", \"description\"", "\"title\", \"email\"", "required = [", "personal data"),
    broken(P, "advisories_need_login = false", "advisories_need_login = true", "[house]", "signing in"),
    broken(P, "# [[key]]", "[[key]]\nfingerprint = \"0123456789abcdef0123456789ABCDEF01234567\"\nurl = \"https://a.example/k\"\nexpires = 2026-01-31\n#", "[[key]]", "expired on 2026-01-31"),
    broken(P, "# [[key]]", "[[key]]\nfingerprint = \"0123456789abcdef0123456789ABCDEF01234567\"\nurl = \"https://a.example/k\"\nexpires = 2026-12-01\n#", "[[key]]", "expires on 2026-12-01"),
    broken(P, "level = \"full\"", "level = \"none\"", "[safe_harbor]", "no safe harbor"),
    broken(P, "laws = [", "#", "[safe_harbor]", "names no law"),
    broken(P, "third_parties = {", "# {", "[safe_harbor]", "third parties"),
    broken(P, ", de = \"Tastaturen\"", "", "name = { en = \"Keyboards\"", "no text in \"de\""),
    broken(P, "text_file = \"exclusion-brand-websites\"", "", "[[exclusion]]", "has no text"),
    broken("texts/en/credit.md", "We do not pay", "We never pay", "", ""),
];

#[test]
fn every_weakness_is_named_and_leaves_the_program_usable() {
    for one in WEAKNESSES.iter().filter(|one| !one.says.is_empty()) {
        let mut files = sample();
        if one.write == "#" {
            let text = String::from_utf8(files[P].clone()).unwrap();
            let start = text.find("laws = [").unwrap();
            let end = start + text[start..].find("]\n").unwrap() + 2;
            files.insert(P.to_owned(), format!("{}{}", &text[..start], &text[end..]).into_bytes());
        } else {
            break_sample(&mut files, one);
        }
        if one.says == "has no text" {
            files.retain(|path, _| !path.ends_with("exclusion-brand-websites.md"));
        }
        let text = String::from_utf8(files[one.file].clone()).unwrap();
        let line = line_of(&text, one.line_with);
        let (_, weaknesses) =
            Program::parse(&files, TODAY).unwrap_or_else(|p| panic!("{}: {p:?}", one.write));
        let found =
            weaknesses.iter().any(|w| w.line == line && w.file == one.file && w.message.contains(one.says));
        assert!(found, "{} at line {line}: {weaknesses:#?}", one.says);
    }
}

#[test]
fn a_translation_that_is_missing_or_behind_is_a_weakness() {
    let mut files = sample();
    break_sample(&mut files, WEAKNESSES.last().unwrap());
    files.remove("texts/de/intro.md");
    let (program, weaknesses) = Program::parse(&files, TODAY).unwrap();
    let said = |file: &str, text: &str| weaknesses.iter().any(|w| w.file == file && w.message.contains(text));
    assert!(said("texts/de/credit.md", "older than the text"));
    assert!(said("texts/de/intro.md", "no translation"));
    let (de, en) = ("de".into(), "en".into());
    let intro = program.texts.get(domain::program::TextKind::Intro, &de, &en);
    assert!(intro.starts_with("The router at home"), "the default language stands in: {intro}");
    let scope = program.texts.get(domain::program::TextKind::Scope, &de, &en);
    assert!(scope.starts_with("**Hierher gehören**"), "the mark of the translation is not shown: {scope}");
}

#[test]
fn a_brand_without_a_person_to_turn_to_is_a_weakness() {
    let mut files = sample();
    let text = String::from_utf8(files[P].clone()).unwrap();
    let start = text.find("[[brand]]\nid = \"wemo\"").unwrap();
    let (before, wemo) = text.split_at(start);
    files.insert(P.to_owned(), format!("{before}{}", wemo.replacen("human = true", "", 2)).into_bytes());
    let (_, weaknesses) = Program::parse(&files, TODAY).unwrap();
    assert!(weaknesses.iter().any(|w| w.message == "WeMo has no contact with a person"));
}

#[test]
fn a_firmware_page_where_no_evidence_may_be_fetched_is_a_weakness() {
    let mut files = sample();
    let text = String::from_utf8(files[P].clone()).unwrap().replace("\"s3.belkin.com\"", "\"s3.other.com\"");
    files.insert(P.to_owned(), text.into_bytes());
    let (_, weaknesses) = Program::parse(&files, TODAY).unwrap();
    let found = weaknesses.iter().find(|w| w.message.contains("Belkin")).unwrap();
    assert_eq!(
        found.message,
        "no evidence may be fetched from s3.belkin.com, where 9 firmware pages of Belkin are"
    );
}

#[test]
fn lines_are_counted_with_every_line_end_and_across_empty_lines() {
    let mut files = sample();
    let head = "brand,product_type,model";
    let table = format!(
        "\u{feff}{head}\r\n\r\nbelkin,router,A1\r\n\r\n\r\nbelkn,router,A2\r\nbelkin,router,\"A\n3\"\nbelkin,,A4\n"
    );
    files.insert(C.to_owned(), table.into_bytes());
    let toml = String::from_utf8(files[P].clone()).unwrap().replace('\n', "\r\n").replace("\"US\"", "7");
    let line = line_of(&toml, "country = 7");
    files.insert(P.to_owned(), toml.into_bytes());
    let problems = Program::parse(&files, TODAY).unwrap_err();
    let mistakes = problems.iter().filter(|p| p.level == Level::Mistake);
    let places: Vec<(&str, usize)> = mistakes.map(|p| (p.file.as_str(), p.line)).collect();
    assert_eq!(places[..2], [(C, 6), (C, 9)]);
    assert!(places.contains(&(P, line)));
}

#[test]
fn a_file_made_to_exhaust_the_reader_is_refused() {
    let many = 200_000;
    let hostile = [
        format!("a = {}", "[".repeat(many)),
        format!("{} = 1", vec!["a"; many].join(".")),
        format!("[{}]", vec!["a"; many].join(".")),
        format!("a = {}", "{a=".repeat(many)),
        "a = 1\n".repeat(many),
        "\"".repeat(many),
    ];
    for toml in hostile {
        let mut files = sample();
        files.insert(P.to_owned(), toml.into_bytes());
        assert!(Program::parse(&files, TODAY).is_err());
    }
}

#[test]
fn the_difference_of_two_large_catalogs_is_found_without_waiting() {
    let catalog =
        |salt: u32| (0..10_000).map(|n| format!("linksys,router,M{n},{}\n", n * salt)).collect::<String>();
    let files = |salt| Files::from([(C.to_owned(), catalog(salt).into_bytes())]);
    let started = std::time::Instant::now();
    let found = domain::program::difference(&files(1), &files(3));
    println!("difference {:?}", started.elapsed());
    assert_eq!(found.len(), 1);
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn unknown_files_of_texts_are_mistakes() {
    let mut files = sample();
    files.insert("texts/en/intor.md".to_owned(), b"x".to_vec());
    files.insert("texts/fr/intro.md".to_owned(), b"x".to_vec());
    files.insert("texts/de/scope.md".to_owned(), b"ok\n\xff\n".to_vec());
    let problems = Program::parse(&files, TODAY).unwrap_err();
    let said = |line: &str| problems.iter().any(|p| p.to_string().starts_with(line));
    assert!(said(
        "texts/en/intor.md:1: mistake: no page or rule shows \"intor\". Remedy: did you mean intro.md"
    ));
    assert!(said("texts/fr/intro.md:1: mistake: \"fr\" is not a language"));
    assert!(said("texts/de/scope.md:2: mistake: this is not UTF-8"));
    let mut files = sample();
    files.insert("replies/en/Thank you.md".to_owned(), b"# T\nx".to_vec());
    files.insert("replies/thanks.md".to_owned(), b"# T\nx".to_vec());
    files.insert("replies/fr/thanks.md".to_owned(), b"# T\nx".to_vec());
    files.insert("replies/en/empty.md".to_owned(), b"# T\n\n".to_vec());
    files.insert("replies/en/lonely.md".to_owned(), b"# T\nx".to_vec());
    let problems = Program::parse(&files, TODAY).unwrap_err();
    let said = |line: &str| problems.iter().any(|p| p.to_string().starts_with(line));
    assert!(said("replies/en/Thank you.md:1: mistake: this is no saved reply"));
    assert!(said("replies/thanks.md:1: mistake: this is no saved reply"));
    assert!(said("replies/fr/thanks.md:1: mistake: \"fr\" is not a language"));
    assert!(said("replies/en/empty.md:1: mistake: the reply is empty"));
    assert!(said("replies/de/lonely.md:1: weakness: the saved reply \"lonely\" has no text in de"));
}

mod properties {
    use domain::program::{Program, canonical_hash};
    use proptest::prelude::{ProptestConfig, any, prop, prop_assert_eq, proptest};

    use super::{C, P, TODAY, sample};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_make_the_reader_panic(program in any::<Vec<u8>>(), catalog in any::<Vec<u8>>()) {
            let mut files = sample();
            files.insert(P.to_owned(), program);
            files.insert(C.to_owned(), catalog);
            let _ = Program::parse(&files, TODAY);
        }

        #[test]
        fn no_change_of_a_sound_program_makes_the_reader_panic(
            file in 0_usize..4,
            at in any::<prop::sample::Index>(),
            length in 0_usize..40,
            bytes in prop::collection::vec(any::<u8>(), 0..12),
        ) {
            let mut files = sample();
            let path = [P, C, "texts/en/intro.md", "texts/de/intro.md"][file];
            let contents = files.get_mut(path).unwrap();
            let start = at.index(contents.len());
            let end = (start + length).min(contents.len());
            contents.splice(start..end, bytes);
            if let Err(problems) = Program::parse(&files, TODAY) {
                assert!(problems.iter().all(|p| p.line >= 1));
            }
        }

        #[test]
        fn the_hash_changes_exactly_when_a_path_or_a_byte_changes(
            one in prop::collection::btree_map("[ab/]{0,3}", prop::collection::vec(0_u8..3, 0..4), 0..4),
            other in prop::collection::btree_map("[ab/]{0,3}", prop::collection::vec(0_u8..3, 0..4), 0..4),
        ) {
            prop_assert_eq!(one == other, canonical_hash(&one) == canonical_hash(&other));
        }
    }
}
