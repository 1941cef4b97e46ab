//! Hostile and ordinary texts.

use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, proptest};
use proptest::strategy::Strategy;

use super::{excerpt, received_to_html, to_html, to_text};

#[test]
fn an_ordinary_text_looks_like_on_github() {
    let source = "# Title\n\nA *b* **c** ~~d~~ `e<f>`\nnext\n\n3. three\n4. four\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n> q\n\n```sh\nls <x>\n```\n";
    insta::assert_snapshot!(to_html(source), @r#"
    <h3>Title</h3>
    <p>A <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f&gt;</code>
    next</p>
    <ol start="3">
    <li>three</li>
    <li>four</li>
    </ol>
    <table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>
    <tr><td>1</td><td>2</td></tr>
    </tbody></table>
    <blockquote>
    <p>q</p>
    </blockquote>
    <pre><code>ls &lt;x&gt;
    </code></pre>
    "#);
}

#[test]
fn bare_addresses_become_links_without_the_punctuation_of_the_sentence() {
    let rel = r#"rel="nofollow noopener noreferrer""#;
    let link = |target: &str, text: &str| format!("<a href=\"{target}\" {rel}>{text}</a>");
    let table = [
        ("see https://a.example/x.", format!("see {}.", link("https://a.example/x", "https://a.example/x"))),
        ("(http://a.example/(y))", format!("({})", link("http://a.example/(y)", "http://a.example/(y)"))),
        ("www.a.example, ok", format!("{}, ok", link("http://www.a.example", "www.a.example"))),
        ("[t](https://a.example)", link("https://a.example", "t")),
        ("<https://a.example>", link("https://a.example", "https://a.example")),
        ("`https://a.example`", "<code>https://a.example</code>".to_owned()),
        ("https:// and xhttps://a.example", "https:// and xhttps://a.example".to_owned()),
    ];
    for (source, expected) in table {
        assert_eq!(to_html(source), format!("<p>{expected}</p>\n"));
    }
}

#[test]
fn a_text_from_outside_leads_nowhere_and_says_where_it_would_lead() {
    let table = [
        ("see https://a.example/x.", "see https://a.example/x."),
        ("[our site](https://evil.example/?id=7)", "our site <code>https://evil.example/?id=7</code>"),
        ("<https://a.example>", "https://a.example"),
        ("[x](javascript:alert(1))", "x <code>javascript:alert(1)</code>"),
        ("GET /a HTTP/1.1\nHost: b", "GET /a HTTP/1.1<br>\nHost: b"),
        ("run `id`, **twice**", "run <code>id</code>, <strong>twice</strong>"),
    ];
    for (source, expected) in table {
        assert_eq!(received_to_html(source), format!("<p>{expected}</p>\n"));
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let sources = [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "[x](//evil.example)",
        "![alt](https://evil.example/pixel.png)",
        "[a]: javascript:alert(1)\n\n[a]",
        "<style>*{display:none}</style>",
        "<a href=\"javascript:x\">y</a>",
        "```\"><script>\nx\n```",
        "| a |\n|:-:|\n| <b onclick=x>1</b> |",
        "https://a.example/\"onmouseover=\"x",
        "[x](https://a.example \"t\\\" onclick=x\")",
        "# h {#id .class onclick=x}",
        "<!-- --> <svg/onload=alert(1)>",
    ];
    for source in sources {
        let html = to_html(source);
        let tags: Vec<&str> = html.split('<').skip(1).map(|part| part.split('>').next().unwrap()).collect();
        for tag in &tags {
            let lower = tag.to_lowercase();
            let bad = [
                "script",
                "img",
                "style",
                "svg",
                "onerror",
                "onclick",
                "onload",
                "javascript:",
                "data:",
                "id=",
            ];
            assert!(!bad.iter().any(|bad| lower.contains(bad)), "{source:?} gave {html:?}");
            assert!(
                !lower.contains("onmouseover=") || !lower.contains('"') || lower.contains("%22"),
                "{html:?}"
            );
        }
    }
    assert_eq!(to_html("![a cat](https://evil.example/p.png)"), "<p>a cat</p>\n");
}

#[test]
fn characters_that_reorder_a_line_are_dropped() {
    assert_eq!(to_html("a\u{202E}b\u{2066}c\u{0}d\u{1b}e"), "<p>abcde</p>\n");
}

#[test]
fn texts_made_to_be_slow_are_not() {
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(2000), "-|".repeat(2000), "|x\n".repeat(2000));
    let sources = [
        "[".repeat(50_000),
        ">".repeat(50_000),
        "- ".repeat(20_000),
        "*a_ ".repeat(20_000),
        "`".repeat(50_000),
        "<a".repeat(30_000),
        "![".repeat(30_000),
        "https://a.example)".repeat(3_000),
        "www.".repeat(20_000),
        wide,
    ];
    for source in sources {
        let start = Instant::now();
        let html = to_html(&source);
        let text = to_text(&source);
        let took = start.elapsed();
        println!("{:?}... {took:?}, {} and {} bytes", &source[..8], html.len(), text.len());
        assert!(took < Duration::from_secs(10), "{:?}: {took:?}", &source[..8]);
        assert!(html.len() < 20 * source.len() + 1_000_000);
    }
}

#[test]
fn plain_text_keeps_what_a_reader_needs() {
    let source = "# T\n\nSee [the page](https://a.example/x) and <https://b.example>.\n\n- one\n- two\n  1. deep\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n<b>raw</b>";
    insta::assert_snapshot!(to_text(source), @r"
    T

    See the page (https://a.example/x) and https://b.example.

    - one
    - two
      1. deep

    a | b
    1 | 2

    code

    <b>raw</b>
    ");
}

#[test]
fn an_excerpt_is_one_line_cut_between_words() {
    assert_eq!(excerpt("A *short* one.\n\nSecond.", 40), "A short one. Second.");
    assert_eq!(excerpt("Commands can be run, by anyone on the LAN", 22), "Commands can be run…");
    assert_eq!(excerpt(&"x".repeat(50), 10).chars().count(), 10);
}

fn snippets() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "<",
        ">",
        "\"",
        "'",
        "a",
        " ",
        "\n",
        "[",
        "](",
        ")",
        "javascript:",
        "https://",
        "<script>",
        "</p>",
        "`",
        "*",
        "|",
        "---",
        "#",
        "&lt;",
        "&#x3c;",
        "!",
        "onload=x",
        "<svg ",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "\t",
        "é",
    ]);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn only_listed_elements_come_out(source in snippets()) {
        let html = to_html(&source);
        for part in html.split('<').skip(1) {
            let tag = part.split('>').next().unwrap_or_default();
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            assert!(super::ELEMENTS.contains(&name), "{source:?} gave {html:?}");
            let allowed = ["a href=\"https://", "a href=\"http://", "ol start=\"", "a rel=\"nofollow"];
            assert!(!tag.contains(' ') || allowed.iter().any(|a| tag.starts_with(a)), "{source:?} gave {html:?}");
        }
        // Cleaning a second time changes nothing.
        assert_eq!(super::CLEANER.clean(&html).to_string(), html);
        let received = received_to_html(&source);
        assert!(!received.contains("<a"), "{source:?} gave {received:?}");
        assert_eq!(super::CLEANER.clean(&received).to_string(), received);
    }
}
