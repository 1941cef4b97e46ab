//! Reads the labelled texts.
//!
//! A text begins with `%% number case`; its last lines are its labels: `+ rule: words|other words` is a finding and
//! where it may stand, `+ rule` one without a place, `! rule: words` a trap. A line of `passages.txt` is
//! `case :: words :: rule=place, rule` and stands in a draft of that case that is right in all else.

use checks::draft::{Facts, Format};

/// Whether a text was used to improve the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Open,
    Kept,
}

/// A labelled text.
pub struct Case {
    pub id: String,
    pub part: Part,
    pub format: Format,
    pub facts: Facts,
    pub text: String,
    /// Rules, and the words one of which their place must touch.
    pub expected: Vec<(String, Vec<String>)>,
    pub traps: Vec<(String, String)>,
}

fn facts_of(name: &str) -> Facts {
    let all: serde_json::Value = serde_json::from_str(include_str!("facts.json")).unwrap();
    Facts::from_json(&all[name].to_string()).unwrap()
}

fn part(number: usize) -> Part {
    if number.is_multiple_of(3) { Part::Kept } else { Part::Open }
}

/// Every labelled text.
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, format, file) in [
        ("markdown", Format::Markdown, include_str!("markdown.txt")),
        ("html", Format::Html, include_str!("html.txt")),
        ("plain", Format::Plain, include_str!("plain.txt")),
    ] {
        cases.extend(file.split("%% ").skip(1).map(|text| whole(name, format, text)));
    }
    let passages = include_str!("passages.txt").lines().filter(|line| !line.is_empty());
    cases.extend(passages.enumerate().map(|(number, line)| passage(number + 1, line)));
    cases
}

fn whole(name: &str, format: Format, text: &str) -> Case {
    let (head, body) = text.split_once('\n').unwrap();
    let (number, case) = head.split_once(' ').unwrap();
    let is_label = |line: &&str| line.starts_with("+ ") || line.starts_with("! ");
    let lines: Vec<&str> = body.trim_end().lines().collect();
    let labels = lines.iter().rev().take_while(|line| is_label(line)).count();
    let (text, labels) = lines.split_at(lines.len() - labels);
    let mut expected = Vec::new();
    let mut traps = Vec::new();
    for label in labels {
        let (kind, label) = label.split_at(2);
        let (rule, quotes) = label.split_once(": ").unwrap_or((label, ""));
        if kind == "+ " {
            expected.push((rule.to_owned(), split(quotes)));
        } else {
            traps.push((rule.to_owned(), quotes.to_owned()));
        }
    }
    Case {
        id: format!("{name} {number}"),
        part: part(number.parse().unwrap()),
        format,
        facts: facts_of(case),
        text: text.join("\n").trim_end().to_owned() + "\n",
        expected,
        traps,
    }
}

/// Words parted by `|` without spaces around it; a table cell has spaces.
fn split(quotes: &str) -> Vec<String> {
    let marked = quotes.replace(" | ", "\u{1}");
    marked.split('|').filter(|quote| !quote.is_empty()).map(|quote| quote.replace('\u{1}', " | ")).collect()
}

fn passage(number: usize, line: &str) -> Case {
    let parts: Vec<&str> = line.split(" :: ").collect();
    let [case, words, labels] = parts.as_slice() else { panic!("three parts: {line}") };
    let words = words.replace("\\n", "\n");
    let words = ["200B", "00AD", "0435"].iter().fold(words, |words, code| {
        let letter = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        words.replace(&format!("\\u{code}"), &letter.to_string())
    });
    let facts = facts_of(case);
    let expected = labels
        .split(", ")
        .filter(|label| *label != "-")
        .map(|label| {
            let (rule, quote) = label.split_once('=').unwrap_or((label, ""));
            (rule.to_owned(), split(quote))
        })
        .collect();
    Case {
        id: format!("passage {number}"),
        part: part(number),
        format: Format::Markdown,
        text: around(&facts, &words),
        facts,
        expected,
        traps: Vec::new(),
    }
}

/// A draft that is right, with the words in it.
fn around(facts: &Facts, words: &str) -> String {
    let model = facts.model.join(" and ");
    let links: Vec<String> = facts.fix_url.iter().map(|url| format!("[firmware]({url})")).collect();
    let fix = if facts.fix_available == Some(true) {
        format!(
            "{} has released {}, which fixes this ({}).",
            facts.vendor,
            facts.fixed.join(" and "),
            links.join(", ")
        )
    } else {
        format!("{} has no fix for this, and none will come; please replace the device.", facts.vendor)
    };
    format!(
        "# A flaw in the {model}\n\n{fix}\n\nA value that comes with a request is used as it is, and nobody looks at it before.\n\n\
        - {}, {:.1} {}, {}\n- Affected: {}\n\n{words}\n\nWe thank the people who answered our letters.\n",
        facts.cve.join(", "),
        facts.cvss.score.unwrap(),
        facts.cvss.severity,
        facts.cvss.vector,
        facts.affected.join("; "),
    )
}
