//! Handlers, parameters and other names of programs, read from requests in code blocks and from prose.

use std::sync::LazyLock;

use regex::Regex;

use super::vocabulary::{STOP, stem};
use crate::triage::words::fold;

/// Whether a word is written as programs write names: with an inner underscore or a capital after a small one.
pub(super) fn is_program_name(word: &str) -> bool {
    let inner_underscore = word.trim_matches('_').contains('_');
    let humps = word
        .as_bytes()
        .windows(2)
        .any(|w| matches!(w, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    word.len() >= 4 && (inner_underscore || humps) && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// A name in its normal form: lower case, no leading slash, no extension dots at the end.
pub(super) fn normal(name: &str) -> String {
    fold(name.trim_matches(|c: char| !c.is_alphanumeric() && c != '_'))
}

/// What a request in a code block tells.
pub(super) struct Request {
    pub(super) handlers: Vec<String>,
    /// Parameters that carry the attack; all of them, when none of the values looks like one.
    pub(super) parameters: Vec<String>,
    /// Parameters that are sent along with harmless values.
    pub(super) beside: Vec<String>,
}

fn regex(text: &str) -> Option<Regex> {
    // Constant patterns, compiled in the tests below.
    Regex::new(text).ok()
}

static REQUEST_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"(?:GET|POST|PUT)\s+(?:https?://[^/\s'"]+)?(/[\w./\-]*)|https?://[^/\s'")|]+(/[\w./\-]*)"#)
});
static BODY_PAIR: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"(?m)(?:^|[&?'"\s])([A-Za-z_][\w.\-\[\]]{0,40})=([^=&\s][^&\n]*)"#));
static DICT_KEY: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"["']([A-Za-z_][\w\-]{1,40})["']\s*:\s*([^,}\n]*)"#));
static SOAP_ACTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"(?i)soapaction:?\s*["']?[^#"'\n]*#(\w+)|<u:(\w+)"#));
static LEAF: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"<([A-Za-z]\w{2,40})>([^<]*)</"));
static GETTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r#"(?:\w*get\w*|\w*var\w*|\w*param\w*|\w*value\w*)\s*\([^()"]*"([A-Za-z_][\w\-]{1,40})"|(?:pt|args|params|req|form|post)(?:\.(\w{2,40})|\["(\w{2,40})"\])"#,
    )
});
static PROSE_PARAMETER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r#"\b(?i:parameters?|arguments?|params?|fields?|variables?|value of|parametro|parametre|parámetro|change|flow from|payload in)[:\s]+["'`]?([A-Za-z][a-zA-Z0-9]*(?:_[A-Za-z0-9]+)+|[a-z0-9]+[A-Z]\w*|[A-Z]{2,}[a-z]\w+)|\b([A-Za-z_]\w{1,30})=[`;$|"'A%.<]|["'`]([A-Za-z_]\w{1,30})["'`]"#,
    )
});
static LIST_AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r"\b(?i:arguments?|parameters?):?\s+((?:[A-Za-z_]\w+)(?:(?:,|/| and)\s*[A-Za-z_]\w+)*)")
});
static HANDLER_WORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"\b(?i:handler|function|action|routine|helper|binary|script|library|inside|page)\s+`?([A-Za-z_][\w.]*[A-Z_][\w.]*|[A-Z]{2,6}\b)`?|`([A-Za-z_][\w.]{3,40})`|\b(sub_[0-9A-Fa-f]{4,})\b",
    )
});

fn groups(pattern: &LazyLock<Option<Regex>>, text: &str) -> Vec<String> {
    let Some(pattern) = pattern.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(text)
        .filter_map(|c| c.iter().skip(1).flatten().next().map(|m| m.as_str().to_owned()))
        .collect()
}

/// Names with the values that are given to them.
fn assignments(pattern: &LazyLock<Option<Regex>>, text: &str) -> Vec<(String, String)> {
    let Some(pattern) = pattern.as_ref() else { return Vec::new() };
    let both = |c: regex::Captures<'_>| Some((c.get(1)?.as_str().to_owned(), c.get(2)?.as_str().to_owned()));
    pattern.captures_iter(text).filter_map(both).collect()
}

impl Request {
    pub(super) fn of(code: &str) -> Self {
        let kept: Vec<&str> = code.lines().filter(|l| !is_header_line(l)).collect();
        let text = kept.join("\n");
        let mut handlers = groups(&REQUEST_LINE, &text);
        handlers.extend(groups(&SOAP_ACTION, code).into_iter().filter(|a| a != "Action"));
        let mut given = assignments(&BODY_PAIR, &text);
        given.extend(assignments(&DICT_KEY, &text));
        given.extend(assignments(&LEAF, &text).into_iter().filter(|(name, _)| name != "Value"));
        given.retain(|(name, _)| is_parameter(name));
        let (attacks, plain): (Vec<_>, Vec<_>) = given.into_iter().partition(|(_, value)| is_attack(value));
        let name = |(name, _): (String, String)| name;
        let (mut parameters, mut beside): (Vec<_>, Vec<_>) =
            (attacks.into_iter().map(name).collect(), plain.into_iter().map(name).collect());
        if parameters.is_empty() {
            std::mem::swap(&mut parameters, &mut beside);
        }
        parameters.extend(groups(&GETTER, &text).into_iter().filter(|p| is_parameter(p)));
        Self { handlers, parameters, beside }
    }
}

fn is_parameter(name: &str) -> bool {
    !is_noise_name(name) && !NOT_PARAMETERS.contains(&name)
}

/// Whether a value is what an attacker sends rather than what a form holds.
fn is_attack(value: &str) -> bool {
    static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        regex(
            r"(?i)\$\(|`|;|\||&&|%3b|%60|%0a|\.\./|%2e%2e|<\w|a{6,}|b{6,}|0x41|cyclic|payload|\* ?\d{2,}|aaaab|pattern|evil",
        )
    });
    value.len() > 150 || RUN.as_ref().is_some_and(|run| run.is_match(value))
}

/// Names on the left of `=` that belong to the tool, not to the request.
const NOT_PARAMETERS: [&str; 18] = [
    "u", "d", "r", "s", "tmp", "value", "data", "url_base", "timeout", "charset", "cookies", "headers", "pc",
    "epc", "ra", "Length", "str", "key",
];

const HEADERS: [&str; 12] = [
    "host:",
    "user-agent:",
    "content-type:",
    "content-length:",
    "cookie:",
    "connection:",
    "accept",
    "referer:",
    "origin:",
    "import ",
    "program received",
    "authorization:",
];

pub(super) fn is_header_line(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    HEADERS.iter().any(|h| line.starts_with(h))
}

pub(super) fn prose_parameters(text: &str) -> Vec<String> {
    let mut found = groups(&PROSE_PARAMETER, text);
    for list in groups(&LIST_AFTER, text) {
        found.extend(list.split([',', '/', ' ']).filter(|p| p.len() >= 2).map(str::to_owned));
    }
    found.retain(|p| !is_noise_name(p) && !NOT_PARAMETERS.contains(&p.as_str()) && !is_plain_word(p));
    found
}

/// Words of the language that stand after "parameter" or in quotes without being one.
fn is_plain_word(word: &str) -> bool {
    let plain = fold(word);
    PLAIN.contains(&plain.as_str()) || STOP.contains(&stem(&plain).as_str())
}

const PLAIN: &[&str] = &[
    "of",
    "to",
    "is",
    "in",
    "on",
    "at",
    "as",
    "an",
    "and",
    "or",
    "by",
    "it",
    "my",
    "we",
    "so",
    "no",
    "be",
    "that",
    "which",
    "name",
    "names",
    "value",
    "values",
    "request",
    "body",
    "stored",
    "given",
    "several",
    "long",
    "number",
    "without",
    "command",
    "apply",
    "reboot",
    "sleep",
    "start",
    "handling",
    "list",
    "handler",
    "wget",
    "partition",
    "line",
    "file",
    "box",
    "code",
    "user",
    "input",
    "function",
    "hidden",
    "passed",
    "with",
    "may",
    "must",
];

pub(super) fn handler_words(text: &str) -> Vec<String> {
    let mut found = groups(&HANDLER_WORD, text);
    found.retain(|n| !is_noise_name(n));
    found
}

/// Functions of the C library, decompiler names and tools that say nothing about the flaw.
const NOISE: &[&str] = &[
    "strcpy",
    "strcat",
    "memcpy",
    "sprintf",
    "snprintf",
    "sscanf",
    "popen",
    "system",
    "dosystemcmd",
    "twsystem",
    "os.execute",
    "execve",
    "websgetvar",
    "get_form_value",
    "nvram_get",
    "cgi_get",
    "get_param",
    "req_get_cstream_var",
    "binwalk",
    "qemu",
    "ghidra",
    "checksec",
    "bindiff",
    "python",
    "javascript",
    "reversing",
    "linksys",
    "belkin",
    "wemo",
    "github",
    "wifi",
    "poc",
    "http",
    "https",
    "mips",
    "arm",
    "aslr",
    "pie",
    "cve",
    "csrf",
    "rce",
    "xss",
    "lan",
    "cookies.txt",
    "firmware",
    "jsessionid",
    "session_id",
    "do_page_fault",
    "busybox",
    "squashfs",
    "openssl",
    "wireshark",
    "tcpdump",
    "root",
    "html",
    "json",
    "soap",
    "upnp",
];

const NOISE_STARTS: [&str; 11] =
    ["acstack_", "local_", "fun_", "unk_", "auto_", "dword_", "loc_", "param_", "var_", "astack", "sub_0"];

pub(super) fn is_noise_name(name: &str) -> bool {
    let folded = fold(name);
    let short_variable = folded.len() <= 4
        && folded.starts_with(['v', 'a'])
        && folded.chars().skip(1).all(|c| c.is_ascii_digit());
    NOISE.contains(&folded.as_str())
        || NOISE_STARTS.iter().any(|s| folded.starts_with(s))
        || short_variable
        || folded.starts_with("0x")
}

pub(super) fn is_system_path(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["/tmp", "/etc", "/bin", "/sh", "/x", "/dev", "/var", "/usr", "/init", "/owned", "/p", "/mozilla"]
        .iter()
        .any(|p| path.starts_with(p) || path.ends_with("/sh"))
}
