//! What makes a report recognisable: stable tokens for handlers, parameters, models, parts, weaknesses, words.
//!
//! Invariant: tokens depend only on the report and the catalog, never on other reports, so that a store can
//! keep them as keyed hashes when the report arrives and compare sealed reports by equality alone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::concepts::{CONCEPTS, WEAKNESSES};
use super::products::{Knowledge, join};
use super::words::{Words, fold, is_ideograph};

/// A report as it arrived. Unknown fields are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportText {
    /// Title.
    pub title: String,
    /// Description, steps and everything else, as one text.
    pub body: String,
    /// Brand as written by the reporter.
    pub brand: String,
    /// Model as written by the reporter.
    pub model: String,
    /// Firmware version as written by the reporter.
    pub firmware: String,
    /// Weakness as chosen by the reporter, such as `CWE-78`.
    pub cwe: String,
}

/// What a token stands for. The order is part of the stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A request parameter, form field or XML element that carries the value.
    Parameter,
    /// The handler, page, script or function that a request is made to.
    Handler,
    /// Any other name of a program: function, library, variable in the firmware, setting.
    Name,
    /// A model of the program, in catalog spelling.
    Model,
    /// The series a model belongs to.
    Family,
    /// The class of weakness.
    Weakness,
    /// A part or feature of the device.
    Part,
    /// A word of the description.
    Word,
    /// A part together with the series: only for finding candidates.
    Pair,
}

impl Kind {
    /// The kind in stored tokens: one stable letter.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Parameter => 'p',
            Self::Handler => 'h',
            Self::Name => 'n',
            Self::Model => 'm',
            Self::Family => 'f',
            Self::Weakness => 'w',
            Self::Part => 'c',
            Self::Word => 't',
            Self::Pair => 'x',
        }
    }
}

/// One feature of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Token {
    /// What it stands for.
    pub kind: Kind,
    /// Its normal form.
    pub value: String,
}

impl Token {
    /// A token.
    #[must_use]
    pub fn new(kind: Kind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into() }
    }

    /// The stable text to be keyed by a store, such as `h:formsetlanguage`.
    #[must_use]
    pub fn stable(&self) -> String {
        format!("{}:{}", self.kind.letter(), self.value)
    }
}

/// The features of a report: each token once, with how strongly the text stands for it (1 to 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Features {
    /// Sorted by token.
    pub tokens: Vec<(Token, u8)>,
}

impl Features {
    /// The values of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter(move |(t, _)| t.kind == kind).map(|(t, _)| t.value.as_str())
    }
}

/// Extracts the features of a report.
#[must_use]
pub fn features(report: &ReportText, knowledge: &Knowledge) -> Features {
    let mut found = Collector { tokens: BTreeMap::new() };
    let sections = Sections::of(&report.body);
    let request = Request::of(&sections.code);
    for parameter in &request.parameters {
        found.add(Kind::Parameter, normal(parameter), 3);
    }
    for handler in &request.handlers {
        found.add_handler(handler, 3);
    }
    found.add_prose_names(&report.title, 2);
    found.add_prose_names(&sections.prose, 1);
    found.drop_models_from_names(knowledge);
    found.add_models(report, &sections.prose, knowledge);
    found.add_parts(&report.title, &sections.prose);
    found.add_weakness(report, &sections.prose, &report.body);
    found.add_words(&report.title, 2);
    found.add_words(&sections.prose, 1);
    found.add_pairs();
    Features { tokens: found.tokens.into_iter().collect() }
}

struct Collector {
    tokens: BTreeMap<Token, u8>,
}

impl Collector {
    fn add(&mut self, kind: Kind, value: String, strength: u8) {
        if value.len() < 2 || value.len() > 60 {
            return;
        }
        if matches!(kind, Kind::Parameter | Kind::Handler) {
            self.add(Kind::Name, value.clone(), strength);
        }
        if kind == Kind::Name {
            self.add(Kind::Word, value.clone(), strength);
        }
        let entry = self.tokens.entry(Token { kind, value }).or_insert(0);
        *entry = (*entry).max(strength);
    }

    fn add_handler(&mut self, path: &str, strength: u8) {
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let is_part_of_code = [".so", ".sh", ".js", ".json", ".conf", ".dll", ".lua", ".cfg", ".c"]
            .iter()
            .any(|e| last.ends_with(e));
        let kind = if is_part_of_code { Kind::Name } else { Kind::Handler };
        self.add(kind, normal(last), strength);
    }

    fn add_prose_names(&mut self, text: &str, strength: u8) {
        for parameter in prose_parameters(text) {
            self.add(Kind::Parameter, normal(&parameter), strength);
        }
        for path in super::traits::paths(text) {
            if !is_system_path(&path.text) {
                self.add_handler(&path.text, strength);
            }
        }
        for name in
            text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|n| is_program_name(n))
        {
            if !is_noise_name(name) {
                self.add(Kind::Name, normal(name), strength);
            }
        }
        for name in handler_words(text) {
            self.add(Kind::Name, normal(&name), strength);
        }
    }

    fn drop_models_from_names(&mut self, knowledge: &Knowledge) {
        self.tokens
            .retain(|t, _| !matches!(t.kind, Kind::Name | Kind::Handler) || !knowledge.is_model(&t.value));
    }

    fn add_models(&mut self, report: &ReportText, prose: &str, knowledge: &Knowledge) {
        let text = format!("{}\n{prose}", report.title);
        let words = Words::of(&text);
        let mut models: Vec<(String, u8)> =
            knowledge.models_in(&text, &words).into_iter().map(|m| (m.model, 1)).collect();
        match knowledge.find_model(&report.model) {
            Some(model) => models.push((model.model, 2)),
            None if !report.model.trim().is_empty() => models.push((join(&report.model), 2)),
            None => {}
        }
        for (model, strength) in models {
            self.add(Kind::Family, knowledge.series_of(&model), strength);
            self.add(Kind::Model, model, strength);
        }
        if !report.brand.trim().is_empty() {
            self.add(Kind::Family, format!("brand {}", join(&report.brand)), 1);
        }
    }

    fn add_parts(&mut self, title: &str, prose: &str) {
        let of_program = |t: &&Token| matches!(t.kind, Kind::Parameter | Kind::Handler | Kind::Name);
        let names: Vec<(String, u8)> = self
            .tokens
            .iter()
            .filter(|(t, _)| of_program(t))
            .map(|(t, s)| (spelled_out(&t.value), *s))
            .collect();
        for hit in CONCEPTS.find_all(&Words::of(prose)) {
            self.add(Kind::Part, hit.meaning.to_owned(), 1);
        }
        for hit in CONCEPTS.find_all(&Words::of(title)) {
            self.add(Kind::Part, hit.meaning.to_owned(), 2);
        }
        for (name, strength) in names {
            for hit in CONCEPTS.find_all(&Words::of(&name)) {
                self.add(Kind::Part, hit.meaning.to_owned(), strength.min(2));
            }
        }
    }

    fn add_weakness(&mut self, report: &ReportText, prose: &str, whole: &str) {
        let mut votes: BTreeMap<&'static str, u32> = BTreeMap::new();
        for hit in WEAKNESSES.find_all(&Words::of(&report.title)) {
            *votes.entry(hit.meaning).or_insert(0) += 3;
        }
        for hit in WEAKNESSES.find_all(&Words::of(prose)) {
            *votes.entry(hit.meaning).or_insert(0) += 1;
        }
        for class in classes_of_payloads(whole) {
            *votes.entry(class).or_insert(0) += 2;
        }
        if let Some(class) = class_of_cwe(&report.cwe) {
            *votes.entry(class).or_insert(0) += 3;
        }
        let best = votes.values().max().copied().unwrap_or(0);
        for (class, count) in votes {
            if count * 2 >= best && count > 0 {
                self.add(Kind::Weakness, class.to_owned(), if count == best { 2 } else { 1 });
            }
        }
    }

    fn add_words(&mut self, text: &str, strength: u8) {
        for word in &Words::of(text).list {
            let plain = stem(&word.folded);
            let is_word =
                plain.chars().count() >= 3 && !plain.chars().any(|c| c.is_ascii_digit() || c == '_');
            if is_word && !plain.chars().any(is_ideograph) && !STOP.contains(&plain.as_str()) {
                self.add(Kind::Word, plain, strength);
            }
        }
    }

    fn add_pairs(&mut self) {
        let families: Vec<String> =
            self.values(Kind::Family).into_iter().filter(|f| !f.starts_with("brand ")).collect();
        let parts = self.values(Kind::Part);
        for family in families {
            for part in &parts {
                self.add(Kind::Pair, format!("{family} {part}"), 1);
            }
        }
    }

    fn values(&self, kind: Kind) -> Vec<String> {
        self.tokens.keys().filter(|t| t.kind == kind).map(|t| t.value.clone()).collect()
    }
}

/// Whether a word is written as programs write names: with an inner underscore or a capital after a small one.
fn is_program_name(word: &str) -> bool {
    let inner_underscore = word.trim_matches('_').contains('_');
    let humps = word
        .as_bytes()
        .windows(2)
        .any(|w| matches!(w, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    word.len() >= 4 && (inner_underscore || humps) && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// A name in its normal form: lower case, no leading slash, no extension dots at the end.
fn normal(name: &str) -> String {
    fold(name.trim_matches(|c: char| !c.is_alphanumeric() && c != '_'))
}

/// Splits a program's name into the words it is made of: `pppUserName` gives `ppp user name pppUserName`.
fn spelled_out(name: &str) -> String {
    let mut out = String::new();
    let pieces: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    for piece in &pieces {
        out.push_str(&segment(piece).join(" "));
        out.push(' ');
    }
    out.push('\n');
    out.push_str(&pieces.join("_"));
    out.push('\n');
    out.push_str(&pieces.concat());
    out
}

/// Cuts a run of letters into known short words of the field, as far as they cover it; else the run itself.
fn segment(run: &str) -> Vec<String> {
    let run = run.trim_matches(|c: char| c.is_ascii_digit());
    let mut best: Vec<Option<Vec<&str>>> = vec![None; run.len() + 1];
    if let Some(first) = best.first_mut() {
        *first = Some(Vec::new());
    }
    for end in 1..=run.len() {
        for word in PIECES {
            let Some(start) = end.checked_sub(word.len()) else { continue };
            if run.get(start..end) != Some(*word) {
                continue;
            }
            let Some(Some(before)) = best.get(start).cloned() else { continue };
            let longer = best.get(end).and_then(Option::as_ref).is_none_or(|b| before.len() + 1 < b.len());
            if longer && let Some(slot) = best.get_mut(end) {
                let mut list = before;
                list.push(word);
                *slot = Some(list);
            }
        }
    }
    match best.pop().flatten() {
        Some(list) if !list.is_empty() => list.into_iter().map(str::to_owned).collect(),
        _ => vec![run.to_owned()],
    }
}

/// Short words that names in router firmware are made of.
const PIECES: &[&str] = &[
    "form",
    "set",
    "get",
    "add",
    "del",
    "do",
    "ppp",
    "pppoe",
    "l2tp",
    "pptp",
    "user",
    "name",
    "usr",
    "pass",
    "password",
    "passwd",
    "pwd",
    "adm",
    "admin",
    "hint",
    "sys",
    "info",
    "system",
    "command",
    "cmd",
    "lan",
    "wan",
    "wlan",
    "wl",
    "wifi",
    "wps",
    "wisp",
    "pin",
    "code",
    "start",
    "setup",
    "enable",
    "enabled",
    "ip",
    "addr",
    "address",
    "url",
    "device",
    "dev",
    "mac",
    "list",
    "client",
    "clients",
    "wired",
    "wireless",
    "rule",
    "filter",
    "inbound",
    "access",
    "control",
    "schedule",
    "time",
    "out",
    "max",
    "conn",
    "connection",
    "setting",
    "settings",
    "lang",
    "language",
    "switch",
    "back",
    "by",
    "select",
    "selection",
    "only",
    "ping",
    "trace",
    "route",
    "gateway",
    "gw",
    "mask",
    "net",
    "netmask",
    "static",
    "dns",
    "ddns",
    "host",
    "domain",
    "machine",
    "router",
    "mail",
    "email",
    "ex",
    "check",
    "btn",
    "id",
    "page",
    "web",
    "next",
    "submit",
    "button",
    "ssid",
    "hex",
    "key",
    "psk",
    "auth",
    "mode",
    "op",
    "eth",
    "conv",
    "basic",
    "auto",
    "ap",
    "cli",
    "rp",
    "sub",
    "dir",
    "file",
    "usb",
    "storage",
    "share",
    "upload",
    "upgrade",
    "firmware",
    "image",
    "post",
    "test",
    "size",
    "num",
    "pkg",
    "packet",
    "ttcp",
    "reboot",
    "restart",
    "site",
    "survey",
    "bs",
    "port",
    "range",
    "forward",
    "dmz",
    "status",
    "wizard",
    "login",
    "success",
    "lock",
    "session",
    "cookie",
    "cross",
    "band",
    "channel",
    "inspect",
    "friendly",
    "smart",
    "connect",
    "configure",
    "config",
    "default",
    "service",
    "new",
    "portal",
    "proxy",
    "reset",
    "iface",
    "if",
    "vif",
    "unblock",
    "block",
    "parental",
    "ctrl",
    "hnd",
    "apply",
    "cgi",
    "merge",
    "validate",
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "manual",
    "reg",
    "state",
    "peer",
    "addresses",
    "ant",
    "rate",
    "atten",
    "radio",
    "bb",
    "desc",
    "table",
    "content",
    "tcpip",
    "enr",
    "enrolee",
    "change",
    "act",
    "pc",
    "um",
    "red",
];

/// What a request in a code block tells.
struct Request {
    handlers: Vec<String>,
    parameters: Vec<String>,
}

fn regex(text: &str) -> Option<Regex> {
    // Constant patterns, compiled in the tests below.
    Regex::new(text).ok()
}

static REQUEST_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"(?:GET|POST|PUT)\s+(?:https?://[^/\s'"]+)?(/[\w./\-]*)|https?://[^/\s'")|]+(/[\w./\-]*)"#)
});
static BODY_PAIR: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"(?m)(?:^|[&?'"\s])([A-Za-z_][\w.\-\[\]]{0,40})=[^=\s]"#));
static DICT_KEY: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r#"["']([A-Za-z_][\w\-]{1,40})["']\s*:"#));
static SOAP_ACTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"(?i)soapaction:?\s*["']?[^#"'\n]*#(\w+)|<u:(\w+)"#));
static LEAF: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"<([A-Za-z]\w{2,40})>[^<]*</"));
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

impl Request {
    fn of(code: &str) -> Self {
        let kept: Vec<&str> = code.lines().filter(|l| !is_header_line(l)).collect();
        let text = kept.join("\n");
        let mut handlers = groups(&REQUEST_LINE, &text);
        handlers.extend(groups(&SOAP_ACTION, code).into_iter().filter(|a| a != "Action"));
        let mut parameters = groups(&BODY_PAIR, &text);
        parameters.extend(groups(&DICT_KEY, &text));
        parameters.extend(groups(&LEAF, &text).into_iter().filter(|l| l != "Value"));
        parameters.extend(groups(&GETTER, &text));
        parameters.retain(|p| !is_noise_name(p) && !NOT_PARAMETERS.contains(&p.as_str()));
        Self { handlers, parameters }
    }
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

fn is_header_line(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    HEADERS.iter().any(|h| line.starts_with(h))
}

fn prose_parameters(text: &str) -> Vec<String> {
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

fn handler_words(text: &str) -> Vec<String> {
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

fn is_noise_name(name: &str) -> bool {
    let folded = fold(name);
    let short_variable = folded.len() <= 4
        && folded.starts_with(['v', 'a'])
        && folded.chars().skip(1).all(|c| c.is_ascii_digit());
    NOISE.contains(&folded.as_str())
        || NOISE_STARTS.iter().any(|s| folded.starts_with(s))
        || short_variable
        || folded.starts_with("0x")
}

fn is_system_path(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["/tmp", "/etc", "/bin", "/sh", "/x", "/dev", "/var", "/usr", "/init", "/owned", "/p", "/mozilla"]
        .iter()
        .any(|p| path.starts_with(p) || path.ends_with("/sh"))
}

/// What was sent tells the class better than words do.
fn classes_of_payloads(text: &str) -> Vec<&'static str> {
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
fn class_of_cwe(cwe: &str) -> Option<&'static str> {
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

/// A report cut into prose that describes the flaw and code.
struct Sections {
    prose: String,
    code: String,
}

/// Headings of parts that do not describe the flaw itself.
const SIDE_HEADINGS: &[&str] = &[
    "impact",
    "recommendation",
    "recommendations",
    "remediation",
    "timeline",
    "mitigation",
    "suggested fix",
    "fix",
    "background",
    "how i tested",
    "how we tested",
    "test setup",
    "test environment",
    "environment",
    "versions looked at",
    "versions",
    "binary hardening",
    "hardening",
    "disclosure",
    "credits",
    "credit",
    "references",
    "about",
    "contact",
    "our recommendation",
    "disclosure policy",
    "legal",
    "tools",
    "acknowledgement",
];

impl Sections {
    fn of(body: &str) -> Self {
        let (mut prose, mut code) = (String::new(), String::new());
        let (mut in_fence, mut side_section, mut side_paragraph, mut after_blank) =
            (false, false, false, true);
        let mut is_appendix = false;
        for line in body.lines() {
            let trimmed = line.trim();
            if trimmed.starts_with("```") {
                in_fence = !in_fence;
            } else if in_fence || looks_like_code(trimmed) {
                code.push_str(trimmed);
                code.push('\n');
            } else if trimmed.is_empty() {
                after_blank = true;
            } else {
                if is_heading(trimmed) {
                    side_section = is_side_heading(trimmed);
                    side_paragraph = side_section;
                } else if after_blank && !(side_paragraph && is_appendix) {
                    side_paragraph = is_side_heading(trimmed);
                    is_appendix = side_paragraph && !prose.is_empty() && is_appendix_heading(trimmed);
                }
                after_blank = false;
                if !side_section && !side_paragraph && !trimmed.starts_with('|') {
                    prose.push_str(line);
                    prose.push('\n');
                }
            }
        }
        Self { prose, code }
    }
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') || (line.starts_with("**") && line.trim_end_matches([':', ' ']).ends_with("**"))
}

/// Parts that come after the finding and do not lead back to it.
fn is_appendix_heading(line: &str) -> bool {
    let plain = fold(line);
    [
        "timeline",
        "binary hardening",
        "hardening",
        "how i tested",
        "how we tested",
        "versions looked at",
        "background",
    ]
    .iter()
    .any(|h| plain.trim_start_matches(['*', '#', ' ']).starts_with(h))
}

fn is_side_heading(line: &str) -> bool {
    let plain = fold(line.trim_matches(|c: char| matches!(c, '#' | '*' | ' ' | '_')));
    let head = plain.split([':', '*']).next().unwrap_or("").trim();
    SIDE_HEADINGS.iter().any(|h| {
        head == *h
            || (head.len() < 45
                && head.starts_with(h)
                && head.as_bytes().get(h.len()) == Some(&b' ')
                && h.len() > 7)
    })
}

fn looks_like_code(line: &str) -> bool {
    let starts = ["curl ", "wget ", "GET /", "POST /", "python", "import ", "requests.", "$ curl"];
    starts.iter().any(|s| line.starts_with(s))
        || is_header_line(line)
            && line.contains(": ")
            && line.len() < 120
            && line.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A light stem, enough to join plural, past and gerund.
fn stem(word: &str) -> String {
    let cut =
        |s: &str, end: &str, keep: usize| s.strip_suffix(end).filter(|r| r.len() >= keep).map(str::to_owned);
    cut(word, "ing", 4)
        .or_else(|| cut(word, "ed", 4))
        .or_else(|| cut(word, "es", 4))
        .or_else(|| cut(word, "s", 4))
        .unwrap_or_else(|| word.to_owned())
}

/// Words of every report.
const STOP: &[&str] = &[
    "the",
    "and",
    "for",
    "with",
    "this",
    "that",
    "from",
    "are",
    "was",
    "were",
    "have",
    "has",
    "had",
    "not",
    "but",
    "you",
    "your",
    "our",
    "can",
    "will",
    "would",
    "could",
    "which",
    "there",
    "their",
    "them",
    "then",
    "than",
    "into",
    "any",
    "all",
    "one",
    "two",
    "its",
    "his",
    "her",
    "she",
    "who",
    "how",
    "what",
    "when",
    "where",
    "why",
    "also",
    "only",
    "after",
    "before",
    "because",
    "been",
    "being",
    "does",
    "did",
    "please",
    "hello",
    "dear",
    "team",
    "security",
    "report",
    "product",
    "device",
    "firmware",
    "version",
    "model",
    "vendor",
    "tested",
    "test",
    "attack",
    "attacker",
    "vulnerability",
    "vulnerable",
    "issue",
    "find",
    "found",
    "problem",
    "thank",
    "regard",
    "sincerely",
    "best",
    "kind",
    "good",
    "morning",
    "linksy",
    "linksys",
    "belkin",
    "wemo",
    "router",
    "use",
    "send",
    "sent",
    "see",
    "below",
    "attach",
    "step",
    "proof",
    "concept",
    "poc",
    "detail",
    "summary",
    "overview",
    "affect",
    "description",
    "http",
    "https",
    "www",
    "com",
    "der",
    "die",
    "das",
    "und",
    "ist",
    "ein",
    "eine",
    "von",
    "mit",
    "wird",
    "den",
    "auf",
    "les",
    "des",
    "une",
    "est",
    "pour",
    "dans",
    "que",
    "los",
    "las",
    "una",
    "con",
    "por",
    "para",
    "del",
    "che",
    "per",
    "non",
    "nel",
    "della",
    "sono",
    "uma",
    "com",
    "nao",
    "dos",
    "hav",
    "bas",
    "reach",
    "without",
    "through",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(title: &str, body: &str) -> Vec<String> {
        let report = ReportText {
            title: title.into(),
            body: body.into(),
            model: "RE 6500".into(),
            ..ReportText::default()
        };
        features(&report, &Knowledge::built_in()).tokens.iter().map(|(t, _)| t.stable()).collect()
    }

    #[test]
    fn requests_give_handler_and_parameter_but_no_headers() {
        let found = tokens(
            "Overflow",
            "See:\n```http\nPOST /goform/setLan HTTP/1.1\nHost: 10.0.0.1\nCookie: SID=12\n\nlan2enabled=AAAA&page=1\n```\n",
        );
        for wanted in ["h:setlan", "p:lan2enabled", "p:page", "m:re6500", "f:re", "c:second_lan"] {
            assert!(found.contains(&wanted.to_owned()), "{wanted} in {found:?}");
        }
        assert!(!found.contains(&"p:sid".to_owned()));
    }

    #[test]
    fn symptom_and_code_meet_in_the_part() {
        let symptom = tokens("Crash", "The box for the network name is copied without a limit.");
        let code = tokens("wl_ssid overflow", "");
        assert!(
            symptom.contains(&"c:ssid".to_owned()) && code.contains(&"c:ssid".to_owned()),
            "{symptom:?} {code:?}"
        );
    }

    #[test]
    fn names_are_spelled_out() {
        assert_eq!(segment("pppusername"), ["ppp", "user", "name"]);
        assert_eq!(segment("xyzzy"), ["xyzzy"]);
    }

    #[test]
    fn side_parts_do_not_count() {
        let found = tokens(
            "x",
            "The clock is evaluated.\n\n## Impact\nThe printer burns.\n\n## Details\nMore about bananas.\n\nBackground: cherries grow.\n",
        );
        assert!(found.contains(&"t:banana".to_owned()));
        assert!(
            !found.contains(&"t:printer".to_owned())
                && !found.contains(&"t:cherri".to_owned())
                && !found.contains(&"t:cherr".to_owned())
        );
    }
}
