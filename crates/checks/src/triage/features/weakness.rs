//! The class of weakness by what was sent and by its CWE number.

/// What was sent tells the class better than words do.
pub(super) fn classes_of_payloads(text: &str) -> Vec<&'static str> {
    const SHAPES: [(&str, &[&str]); 4] = [
        (
            "overflow",
            &[
                "AAAAAAAA",
                "BBBBBBBB",
                "x 0x41",
                "chr(65)",
                "aaaabaaac",
                "SIGSEGV",
                "0x41414141",
                "0x42424242",
                "0x61616161",
                "'A'*",
                "\"A\"*",
                "'A' *",
                "\"A\" *",
            ],
        ),
        (
            "command",
            &[
                "$(", ";reboot", "; reboot", "`sleep", "`telnetd", "`id", "`reboot", "||wget", "%3Btouch",
                ";id", ";telnetd", "|nc ", ";nc ", ";wget", "&&",
            ],
        ),
        ("traversal", &["../", "%2e%2e", "..%2f", "/etc/passwd", "/etc/shadow"]),
        ("xss", &["<script", "onerror=", "onload=", "javascript:"]),
    ];
    SHAPES
        .iter()
        .filter(|(_, marks)| marks.iter().any(|m| text.contains(m)))
        .map(|(class, _)| *class)
        .collect()
}

/// The classes a CWE number stands for; broad numbers such as CWE-20 stand for none.
pub(super) fn class_of_cwe(cwe: &str) -> Option<&'static str> {
    let number: u32 = cwe
        .trim()
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()?;
    Some(match number {
        119..=131 | 787 | 788 | 805 | 806 | 680 | 674 => "overflow",
        77 | 78 | 88 | 94 => "command",
        79 | 80 => "xss",
        22 | 23 | 59 | 61 | 73 => "traversal",
        259 | 321 | 521 | 798 | 1188 | 1391 | 1392 => "credential",
        287 | 288 | 306 | 352 | 862 | 863 | 602 => "auth",
        200 | 312 | 319 | 532 | 538 | 522 => "disclosure",
        295 | 327 | 345 | 347 | 353 | 494 => "verification",
        611 | 776 => "xxe",
        601 => "redirect",
        _ => return None,
    })
}
