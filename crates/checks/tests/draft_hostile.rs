//! Drafts built to cost time or to break offsets: each is answered or refused, and soon.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what fails here fails the test, and the tables are for people"
)]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use checks::draft::{Facts, Format, Refusal, check};
use proptest::prelude::{Strategy, any, prop};
use proptest::proptest;

fn facts() -> Facts {
    Facts::from_json(
        r#"{"cve": ["CVE-2025-11111"], "cvss": {"vector": "CVSS:3.1/AV:A/AC:L/PR:H/UI:R/S:U/C:H/I:H/A:H", "score": 8.0},
        "vendor": "Northwind", "model": ["NW-R500"], "affected": ["2.4.1 and earlier"], "fixed": ["2.4.3"],
        "fix_url": ["https://www.northwind.example/support/nw-r500"], "vendor_domains": ["northwind.example"],
        "embargoed_products": ["NW-R700", "Aurora Mesh X3"]}"#,
    )
    .unwrap()
}

/// Time this thread has had on a processor, where the system tells; else time on the wall.
fn spent() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .map_or_else(|| START.elapsed(), Duration::from_nanos)
}

const MEBIBYTE: usize = 1 << 20;
/// Without optimisation the same texts are tried at a sixteenth of their length.
const LENGTH: usize = if cfg!(debug_assertions) { MEBIBYTE / 16 } else { MEBIBYTE };

fn filled(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len())
}

fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("quotes", filled("> ")),
        ("quoted lines", filled("> > > > > > > > a\n")),
        ("open brackets", filled("[")),
        ("open links", filled("[a](")),
        ("images", filled("![")),
        ("emphasis", filled("*a **b ")),
        ("underscores", filled("_a __b ")),
        ("backticks", filled("`a``")),
        ("tags", filled("<div><span>")),
        ("open tag", format!("<a {}", filled("a=b ").split_off(4))),
        ("many attributes", format!("<a {}>", (0..100_000).map(|n| format!("a{n}=1 ")).collect::<String>())),
        ("comment openers", filled("<!--")),
        ("entities", filled("&amp;")),
        ("angle brackets", filled("< ")),
        ("one word", filled("a")),
        ("one line", filled("a remote thing that is not an attack ")),
        ("remote", filled("remote ")),
        ("denied claims", filled("This is not remotely exploitable. ")),
        ("claims", filled("A remote attacker without authentication gives RCE on the internet. ")),
        ("links", (0..100_000).map(|n| format!("http://a.b/{n} ")).collect()),
        ("short links", filled("[a](b) ")),
        ("reference links", (0..40_000).map(|n| format!("[a{n}]: http://a.b\n")).collect()),
        ("used references", (0..4_000).map(|n| format!("[a{n}]\n\n[a{n}]: /a{n}\n\n")).collect()),
        ("footnotes", (0..30_000).map(|n| format!("[^{n}]\n\n[^{n}]: a\n\n")).collect()),
        ("versions", filled("1.2.3.4.5.6 ")),
        ("long version", filled("1.")),
        ("scores", filled("cvss 9.8 ")),
        ("vectors", filled("AV:N/AC:L/")),
        ("ids", filled("CVE-2024-1 ")),
        ("bidi", filled("\u{202e}RBR\u{200b}\u{202c}")),
        ("homoglyphs", filled("r\u{435}m\u{43e}t\u{435} ")),
        ("ideographs", filled("\u{6f22}\u{5b57}")),
        ("combining marks", format!("a{}", "\u{301}".repeat(LENGTH / 2 - 1))),
        ("ligatures", filled("\u{fdfa}")),
        ("lists", (0..700).map(|n| format!("{}- a\n", "  ".repeat(n))).collect()),
        ("numbered", filled("1. ")),
        ("tables", filled("|a|b|\n|-|-|\n|c|d|\n\n")),
        ("wide table", format!("{}\n{}\n", "|a".repeat(100_000), "|-".repeat(100_000))),
        (
            "table with a long head",
            format!("|{}|b|c|\n|-|-|-|\n{}", "affected ".repeat(5_000), "|d|e|f|\n".repeat(LENGTH / 16)),
        ),
        (
            "table with many columns",
            format!("|{0}\n|{1}\n|{0}\n", "fixed|".repeat(LENGTH / 24), "-|".repeat(LENGTH / 24)),
        ),
        ("drawn table", filled("affected   fixed   score\n1.2   1.3   9.8\n")),
        ("definition list", filled("<dl><dt>a<dd>b</dl>")),
        ("open lists", filled("<ul><li>a")),
        ("questions", filled("Is a login needed? No. ")),
        ("ranges", filled("from 1.2.3 to 1.2.4 is affected, ")),
        ("far places", filled("an attacker in Brazil ")),
        ("bare hosts", filled("a.example/b ")),
        ("numbers of models", filled("nine models ")),
        ("fields", filled("a: b\n")),
        ("newlines", filled("\n")),
        ("full stops", filled(". ")),
        ("commas", filled("a, ")),
        ("products", filled("NW R70 ")),
        ("percent", filled("%4e%57")),
        ("all versions", filled("all versions ")),
        ("fix", filled("no fix is not available ")),
        ("quantifiers", filled("all the a b c d ")),
        ("nothing", String::new()),
        ("a nul", "\0".to_owned()),
    ]
}

#[test]
fn hostile_drafts_are_answered_or_refused_soon() {
    let facts = facts();
    let _ = check("warm", Format::Markdown, &facts);
    // The promise is for release builds; two processors that share caches with others get some slack.
    let limit = if cfg!(debug_assertions) { Duration::from_secs(10) } else { Duration::from_millis(200) };
    let mut slow = Vec::new();
    for (name, draft) in hostile() {
        for format in [Format::Markdown, Format::Html, Format::Plain] {
            let start = spent();
            let result = check(&draft, format, &facts);
            let took = spent().saturating_sub(start);
            println!(
                "{took:>10.1?} {name} {format:?} {}",
                result
                    .as_ref()
                    .map_or_else(ToString::to_string, |report| format!("{} findings", report.findings.len()))
            );
            if took > limit {
                slow.push(format!("{name} {format:?} {took:?}"));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

#[test]
fn a_draft_above_the_limit_is_refused_and_says_so() {
    let refusal = check(&"a".repeat(MEBIBYTE + 1), Format::Plain, &facts()).unwrap_err();
    assert_eq!(refusal, Refusal::TooLong { length: MEBIBYTE + 1 });
    assert!(refusal.to_string().contains("1048576"));
}

fn piece() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "# ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "[a](",
        "https://www.northwind.example/support/nw-r500",
        ")",
        "<a href='",
        "'>",
        "</a>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        ";",
        "`",
        "```\n",
        "| a | b |\n|---|---|\n",
        "[^1]",
        "[^1]: ",
        "**",
        "\u{200b}",
        "\u{202e}",
        "\u{e9}",
        "\u{435}",
        "\u{fdfa}",
        "A remote attacker ",
        "not ",
        "no password ",
        "CVE-2025-11111 ",
        "CVE-2025-1 ",
        "CVSS:3.1/AV:N/AC:L ",
        "9.8 Critical ",
        "NW-R700",
        "NW R",
        "700",
        "2.4.1 and earlier ",
        "fixed in 2.4.3. ",
        "Subject: x\n",
        "<title>",
        "<h1>",
        "<table><tr><td>",
        "%4e",
        "? ",
        "Yes. ",
        ", ",
        "; ",
        "\r\n",
        "\u{feff}",
    ])
    .prop_map(str::to_owned)
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    let draft = "\u{feff}\nno password # ";
    for format in [Format::Markdown, Format::Html, Format::Plain] {
        for finding in &check(draft, format, &facts()).unwrap().findings {
            if let Some(span) = &finding.place.span {
                assert!(draft[span.byte..].starts_with(&span.quote), "{format:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_draft_breaks_the_check_and_every_place_is_in_the_draft(pieces in prop::collection::vec(piece(), 0..60)) {
        let draft: String = pieces.concat();
        for format in [Format::Markdown, Format::Html, Format::Plain] {
            let report = check(&draft, format, &facts()).unwrap();
            for finding in &report.findings {
                if let Some(span) = &finding.place.span {
                    assert!(draft[span.byte..].starts_with(&span.quote));
                    assert_eq!(draft[..span.byte].chars().count(), span.character);
                }
            }
        }
    }

    #[test]
    fn no_text_at_all_breaks_the_check(draft in any::<String>()) {
        for format in [Format::Markdown, Format::Html, Format::Plain, Format::guess(&draft, None)] {
            let _ = check(&draft, format, &facts());
        }
    }
}

#[test]
fn a_thousand_drafts_of_three_hundred_words_take_a_second_at_most() {
    let draft = format!(
        "# NW-R500: command injection, fixed in 2.4.3\n\nNorthwind has released firmware 2.4.3. [Download](https://www.northwind.example/support/nw-r500).\n\n{}",
        "The page hands the name of a host to a shell, and an attacker on the same network who is logged in can add a command of his own. The score is 8.0 (High), versions 2.4.1 and earlier are affected, and nobody on the internet can reach the page.\n\n".repeat(6)
    );
    let words = draft.split_whitespace().count();
    let facts = facts();
    let rounds = if cfg!(debug_assertions) { 5 } else { 500 };
    let _ = check(&draft, Format::Markdown, &facts);
    let start = spent();
    for _ in 0..rounds {
        assert!(check(&draft, Format::Markdown, &facts).is_ok());
    }
    let each = (spent() - start) / rounds;
    println!("{each:?} for {words} words");
    assert!(cfg!(debug_assertions) || each < Duration::from_millis(1), "{each:?}");
}
