//! What a text shows besides its words: versions, paths, payloads, identifiers, hosts.
//!
//! Shared by routing and signals. Nothing here judges; it only finds.

use std::sync::LazyLock;

use regex::Regex;

/// A found piece of text with its byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) text: String,
    pub(crate) start: usize,
}

fn pattern(text: &str) -> Option<Regex> {
    // The patterns are constants and covered by the test below, so a failure cannot happen at run time.
    Regex::new(text).ok()
}

static VERSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\bv?\d{1,3}\.\d{1,3}(?:\.\d{1,8}){1,4}\b|\b(?:v|version|versione|versión|ver\.?) ?\d{1,2}\.\d{1,3}\b",
    )
});
static PATH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s(`'>,.;:=/])(/[a-z_.][\w.\-]*(?:/[\w.\-]+)*/?)|\b[\w\-]+\.(?:cgi|asp|stm|lua|so|sh|htm|html|js|php|xml|json|cfg|dll|htpasswd|conf)\b",
    )
});
static PAYLOAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\$\([^)]*\)|`[^`\n]{2,40}`|;\s?(?:reboot|sleep|telnetd|id|ls|nc|wget|cat|touch)\b|\.\./|%2f|<script|onerror=|0x[0-9a-f]{4,}|\bA{8,}|' ?or ?1 ?= ?1|sleep\(\d|\|\||=1&|\b\d{3,5} (?:bytes|characters|chars|letters|zeichen|caracteres|letras|lettres|caratteri|digits)\b",
    )
});
static IDENTIFIER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"\b(?:[a-z]+(?:[A-Z][a-z0-9]+)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+|get[A-Z]\w+|set[A-Z]\w+)\b",
    )
});
static HOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:[a-z0-9\-]+\.)+(?:com|net|org|io|de|fr|es|it|cn|br|uk|eu|example|local|info|biz|shop|app|dev|co|test)\b",
    )
});
static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"\b[A-Za-z_][A-Za-z0-9_]{3,}\(\)"));

fn all(regex: &LazyLock<Option<Regex>>, text: &str) -> Vec<Found> {
    let Some(regex) = regex.as_ref() else { return Vec::new() };
    regex
        .captures_iter(text)
        .filter_map(|c| c.get(1).or_else(|| c.get(0)))
        .map(|m| Found { text: m.as_str().to_owned(), start: m.start() })
        .collect()
}

/// Firmware versions.
pub(crate) fn versions(text: &str) -> Vec<Found> {
    all(&VERSION, text).into_iter().filter(|v| !is_address(&v.text)).collect()
}

fn is_address(version: &str) -> bool {
    let parts: Vec<_> = version.split('.').collect();
    parts.len() == 4
        && parts.iter().all(|p| p.parse::<u16>().is_ok_and(|n| n < 256))
        && matches!(parts.first(), Some(&"192" | &"10" | &"172" | &"203" | &"127"))
}

/// Paths and files of a web interface or file system.
pub(crate) fn paths(text: &str) -> Vec<Found> {
    all(&PATH, text).into_iter().filter(|p| p.text.len() > 2).collect()
}

/// Payloads, addresses and sizes that somebody really sent.
pub(crate) fn payloads(text: &str) -> Vec<Found> {
    all(&PAYLOAD, text)
}

/// How many numbers of known weaknesses a text names.
pub(crate) fn cves(text: &str) -> usize {
    static CVE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(?i)\bCVE-\d{4}-\d{3,7}\b"));
    all(&CVE, text).len()
}

/// Names as programs use them.
pub(crate) fn identifiers(text: &str) -> Vec<Found> {
    all(&IDENTIFIER, text)
}

/// Host names.
pub(crate) fn hosts(text: &str) -> Vec<Found> {
    all(&HOST, text)
}

/// Functions written with parentheses.
pub(crate) fn calls(text: &str) -> Vec<Found> {
    all(&CALL, text)
}

/// The text without HTML tags of formatted mail; payloads such as `<script>` stay.
pub(crate) fn without_markup(text: &str) -> String {
    static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"(?i)</?(?:p|b|i|u|br|div|span|html|body|head|strong|em|ul|ol|li|a|font|table|tr|td)(?:\s[^<>]*)?/?>",
        )
    });
    TAG.as_ref().map_or_else(|| text.to_owned(), |tag| tag.replace_all(text, " ").into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_compile_and_find_what_they_are_for() {
        assert_eq!(versions("fw 1.0.3.187766 on 192.168.1.1")[0].text, "1.0.3.187766");
        assert_eq!(versions("fw 1.0.3.187766 on 192.168.1.1").len(), 1);
        assert_eq!(paths("POST to /goform/setLan and upload.cgi")[0].text, "/goform/setLan");
        assert_eq!(payloads("name=$(reboot) or ;telnetd").len(), 2);
        assert_eq!(identifiers("setDeviceURL get_merge_mac Hello").len(), 2);
        assert_eq!(hosts("see store.linksys.com please")[0].text, "store.linksys.com");
        assert_eq!(calls("in check_token() there")[0].text, "check_token()");
        assert_eq!(without_markup("<p>a <b>b</b> <script>c"), " a  b  <script>c");
    }
}
