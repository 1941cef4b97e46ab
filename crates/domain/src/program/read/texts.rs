//! Reads the pages of the policy and notices translations that are missing or behind.

use super::{Reading, text_of};
use crate::program::problem::{Place, Problems};
use crate::program::text::{TextKind, Texts, source_mark, split_mark};
use crate::program::words::{Language, nearest};

/// The largest page, in bytes.
const TEXT_MAX: usize = 256 << 10;

pub(super) fn texts(reading: &Reading<'_>, problems: &mut Problems) -> Texts {
    let mut texts = Texts::default();
    for kind in TextKind::ALL {
        for language in &reading.languages {
            if let Some(text) = page(reading, *kind, language, problems) {
                texts.0.entry(*kind).or_default().0.insert(language.clone(), text);
            }
        }
    }
    note_strangers(reading, problems);
    texts
}

fn path_of(kind: TextKind, language: &Language) -> String {
    format!("texts/{language}/{}.md", kind.word())
}

fn page(
    reading: &Reading<'_>,
    kind: TextKind,
    language: &Language,
    problems: &mut Problems,
) -> Option<String> {
    let path = path_of(kind, language);
    let at = Place { file: &path, line: 1 };
    if !reading.files.contains_key(&path) && *language != reading.default_language {
        let remedy = "translate it; until then the default language is shown";
        problems.weakness(at, format!("the page \"{}\" has no translation", kind.word()), remedy);
        return None;
    }
    let text = text_of(reading.files, &path, TEXT_MAX, problems)?;
    let (mark, body) = split_mark(text);
    if body.trim().is_empty() {
        problems.mistake(at, "the page is empty", "write its text, in Markdown");
    }
    let source = reading.files.get(&path_of(kind, &reading.default_language));
    let now = source.map(|bytes| source_mark(bytes)).unwrap_or_default();
    if *language != reading.default_language && mark.is_some_and(|mark| mark != now) {
        let message = "the translation is older than the text it translates";
        let remedy = format!("bring it up to date, then begin it with <!-- translates {now} -->");
        problems.weakness(at, message, remedy);
    }
    Some(body.to_owned())
}

/// Pages that nobody would ever see.
fn note_strangers(reading: &Reading<'_>, problems: &mut Problems) {
    for path in reading.files.keys() {
        let Some((language, name)) = path.strip_prefix("texts/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        let at = Place { file: path, line: 1 };
        if !reading.languages.iter().any(|l| l.as_str() == language) {
            let message = format!("\"{language}\" is not a language of the program");
            problems.mistake(at, message, "add it to `languages` in program.toml, or remove the folder");
            continue;
        }
        let words = TextKind::ALL.iter().map(|kind| kind.word());
        let name = name.strip_suffix(".md").unwrap_or(name);
        let is_rule_text = reading.rule_files.borrow().contains(name);
        if !is_rule_text && !words.clone().any(|word| word == name) {
            let remedy = match nearest(name, words) {
                Some(near) => format!("did you mean {near}.md"),
                None => "remove it, or name it in a `text_file`".to_owned(),
            };
            problems.mistake(at, format!("no page or rule shows \"{name}\""), remedy);
        }
    }
}
