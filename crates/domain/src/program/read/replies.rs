//! Reads the saved replies, and notices what would go out wrong.

use std::collections::BTreeMap;

use super::{Reading, text_of};
use crate::program::problem::{Place, Problems};
use crate::program::reply::{Placeholder, Reply, braces, find};
use crate::program::text::split_mark;
use crate::program::words::{Language, Localized, is_slug, nearest};
use crate::report::TITLE_MAX;

/// The largest reply, in bytes.
const REPLY_MAX: usize = 32 << 10;

pub(super) fn replies(reading: &Reading<'_>, problems: &mut Problems) -> Vec<Reply> {
    let mut replies: BTreeMap<String, Reply> = BTreeMap::new();
    for path in reading.files.keys().filter(|path| path.starts_with("replies/")) {
        let Some((id, language)) = name(reading, path, problems) else { continue };
        let Some((title, text)) = message(reading, path, problems) else { continue };
        let new = || Reply { id: id.clone(), title: Localized::default(), text: Localized::default() };
        let reply = replies.entry(id.clone()).or_insert_with(new);
        reply.title.0.insert(language.clone(), title);
        reply.text.0.insert(language, text);
    }
    let replies: Vec<_> = replies.into_values().collect();
    replies.iter().for_each(|reply| note_missing(reading, reply, problems));
    replies
}

/// Id and language of `replies/LANGUAGE/NAME.md`.
fn name(reading: &Reading<'_>, path: &str, problems: &mut Problems) -> Option<(String, Language)> {
    let at = Place { file: path, line: 1 };
    let rest = path.strip_prefix("replies/")?;
    let parts = rest.split_once('/').and_then(|(language, name)| Some((language, name.strip_suffix(".md")?)));
    let Some((language, id)) = parts.filter(|(_, id)| is_slug(id)) else {
        let remedy = "name it replies/LANGUAGE/NAME.md, the name in lower case with hyphens";
        problems.mistake(at, "this is no saved reply", remedy);
        return None;
    };
    let Some(language) = reading.languages.iter().find(|known| known.as_str() == language) else {
        let message = format!("\"{language}\" is not a language of the program");
        problems.mistake(at, message, "add it to `languages` in program.toml, or remove the folder");
        return None;
    };
    Some((id.to_owned(), language.clone()))
}

/// Title and text of a reply.
fn message(reading: &Reading<'_>, path: &str, problems: &mut Problems) -> Option<(String, String)> {
    let at = Place { file: path, line: 1 };
    let whole = text_of(reading.files, path, REPLY_MAX, problems)?;
    let (_, body) = split_mark(whole);
    let (first, text) = body.split_once('\n').unwrap_or((body, ""));
    let title = first.strip_prefix("# ").map(str::trim).unwrap_or_default();
    if title.is_empty() || title.chars().count() > TITLE_MAX {
        problems.mistake(at, "the reply has no title", "begin it with a line such as # We look into it");
    }
    let text = text.trim();
    if text.is_empty() {
        problems.mistake(at, "the reply is empty", "write its text below the title");
    }
    for (line, word) in braces(whole).into_iter().filter(|(_, word)| find(word).is_none()) {
        let words = Placeholder::ALL.iter().map(|p| p.word());
        let remedy = match nearest(word, words.clone()) {
            Some(near) => format!("did you mean {{{near}}}"),
            None => {
                format!("use one of {}", words.map(|w| format!("{{{w}}}")).collect::<Vec<_>>().join(", "))
            }
        };
        problems.mistake(Place { file: path, line }, format!("nothing stands for {{{word}}}"), remedy);
    }
    Some((title.to_owned(), text.to_owned()))
}

fn note_missing(reading: &Reading<'_>, reply: &Reply, problems: &mut Problems) {
    for language in reading.languages.iter().filter(|language| !reply.text.0.contains_key(language)) {
        let path = format!("replies/{language}/{}.md", reply.id);
        let message = format!("the saved reply \"{}\" has no text in {language}", reply.id);
        problems.weakness(Place { file: &path, line: 1 }, message, "translate it; it is not offered there");
    }
}
