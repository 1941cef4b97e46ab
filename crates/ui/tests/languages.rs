//! All languages say the same things: same keys, same placeholders, no broken message, every key used exists.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it cannot read")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ui::Locale;
use ui::i18n::{sources, used_keys};

type Messages = BTreeMap<String, BTreeSet<String>>;

#[test]
fn all_languages_have_the_same_keys_with_the_same_placeholders() {
    let english = messages("en");
    let mut wrong = Vec::new();
    for locale in Locale::all() {
        let own = messages(locale.code());
        for (key, args) in &english {
            match own.get(key) {
                None => wrong.push(format!("{}: {key} is missing", locale.code())),
                Some(other) if other != args => {
                    wrong.push(format!("{}: {key} takes {other:?}, not {args:?}", locale.code()))
                }
                Some(_) => {}
            }
        }
        wrong.extend(own.keys().filter(|k| !english.contains_key(*k)).map(|k| format!("en: {k} is missing")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_message_file_is_well_formed_and_no_key_is_given_twice() {
    for locale in Locale::all() {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (file, text) in sources(locale.code()) {
            if let Err((_, errors)) = fluent_bundle::FluentResource::try_new(text.clone()) {
                panic!("{file}: {errors:?}");
            }
            for key in keys(&text) {
                assert!(locale.has(&key), "{file}: {key} has no text");
                if let Some(other) = seen.insert(key.clone(), file.clone()) {
                    panic!("{key} is given in {other} and in {file}");
                }
            }
        }
        assert!(!seen.is_empty());
    }
}

#[test]
fn every_key_used_in_this_crate_exists() {
    let (seen, missing) = missing_keys(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(seen > 60, "only {seen} keys seen");
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_key_used_in_the_workspace_exists() {
    let (_, missing) = missing_keys(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    assert!(missing.is_empty(), "{missing:#?}");
}

/// How many keys the sources below a folder use, and which of them no English file gives.
fn missing_keys(folder: &Path) -> (usize, Vec<String>) {
    let (mut seen, mut missing) = (0, Vec::new());
    walk(folder, &mut |path, text| {
        let here = path.components().any(|part| part.as_os_str() == "src");
        // Unit tests ask for missing keys on purpose.
        let body = text.split("#[cfg(test)]").next().unwrap_or_default();
        for used in used_keys(body).into_iter().filter(|k| here && k.key.contains('-')) {
            seen += 1;
            if !Locale::english().has(&used.key) {
                missing.push(format!("{}:{}: {}", path.display(), used.line, used.key));
            }
        }
    });
    (seen, missing)
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, visit);
        } else if path.extension().is_some_and(|e| e == "rs") {
            visit(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn messages(code: &str) -> Messages {
    let mut all = Messages::new();
    for (_, text) in sources(code) {
        let mut current = None;
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            if let Some(key) = key_of(line) {
                all.insert(key.clone(), BTreeSet::new());
                current = Some(key);
            }
            let Some(args) = current.as_ref().and_then(|key| all.get_mut(key)) else { continue };
            for part in line.split('$').skip(1) {
                args.insert(
                    part.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect(),
                );
            }
        }
    }
    all
}

fn keys(text: &str) -> Vec<String> {
    text.lines().filter_map(key_of).collect()
}

fn key_of(line: &str) -> Option<String> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let name = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (name && key.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| key.to_owned())
}
