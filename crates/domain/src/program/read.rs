//! From files to a program: reads every table and notes what it cannot understand.

mod replies;
mod rules;
mod terms;
mod texts;

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::de::DeTable;

use super::problem::{Place, Problem, Problems};
use super::section::{Lines, Section, Source};
use super::words::{Language, Localized, ProgramId};
use super::{CATALOG_FILE, Files, PROGRAM_FILE, Program, canonical_hash, check};
use crate::catalog;

/// The largest main file, in bytes.
const PROGRAM_MAX: usize = 1 << 20;
/// The largest catalog, in bytes.
const CATALOG_MAX: usize = 32 << 20;

/// Reads a program; see [`Program::parse`].
pub(super) fn program(files: &Files, today: Date) -> Result<(Program, Vec<Problem>), Vec<Problem>> {
    let mut problems = Problems::default();
    let Some(text) = text_of(files, PROGRAM_FILE, PROGRAM_MAX, &mut problems) else {
        return Err(problems.into_sorted());
    };
    let lines = Lines::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let line = error.span().map_or(1, |span| lines.line(span.start));
        let at = Place { file: PROGRAM_FILE, line };
        let message = format!("this is not TOML: {}", error.message().replace('\n', ", "));
        problems.mistake(at, message, "correct the line as TOML has it (toml.io)");
    }
    let source = Source { file: PROGRAM_FILE, lines, problems: RefCell::new(problems) };
    let root = Section::new(&source, "the program", 0, table.get_ref());
    let program = whole(&root, files, today);
    root.note_unknown();
    let problems = source.problems.into_inner();
    if problems.any_mistake() {
        return Err(problems.into_sorted());
    }
    match program {
        Some(program) => Ok((program, problems.into_sorted())),
        None => Err(problems.into_sorted()),
    }
}

/// A file as text, or what keeps it from being one.
pub(super) fn text_of<'a>(
    files: &'a Files,
    path: &'a str,
    max: usize,
    problems: &mut Problems,
) -> Option<&'a str> {
    let first_line = Place { file: path, line: 1 };
    let Some(bytes) = files.get(path) else {
        problems.mistake(
            first_line,
            format!("the file {path} is missing"),
            "add it; the sample program shows how",
        );
        return None;
    };
    if bytes.len() > max {
        let message = format!("the file has {} bytes, at most {max} are read", bytes.len());
        problems.mistake(first_line, message, "make it smaller");
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|b| **b == b'\n').count();
            problems.mistake(Place { file: path, line }, "this is not UTF-8 text", "save the file as UTF-8");
            None
        }
    }
}

/// What the tables of the file have in common while they are read.
struct Reading<'a> {
    files: &'a Files,
    languages: Vec<Language>,
    default_language: Language,
    /// Names of the texts that rules have asked for.
    rule_files: RefCell<BTreeSet<String>>,
}

fn whole(root: &Section<'_>, files: &Files, today: Date) -> Option<Program> {
    let languages = languages(root);
    let default_language = default_language(root, &languages);
    let reading = Reading { files, languages, default_language, rule_files: RefCell::default() };
    let product_types = root.each("product_type", |s| rules::product_type(s, &reading));
    let brands = root.each("brand", |s| rules::brand(s, &reading, &product_types));
    let exclusions = root.each("exclusion", |s| rules::exclusion(s, &reading, &brands));
    let support_cases = root.each("support_case", |s| rules::support_case(s, &reading, &brands));
    let calendar = root.required_one("calendar", terms::calendar);
    let disclosure = root.required_one("disclosure", |s| terms::disclosure(s, &reading));
    let safe_harbor = root.required_one("safe_harbor", |s| terms::safe_harbor(s, &reading));
    let cve = root.required_one("cve", terms::cve);
    let csaf = root.required_one("csaf", terms::csaf).flatten();
    let intake = root.required_one("intake", terms::intake);
    let house = root.required_one("house", |s| terms::house(s, &reading));
    let (id, name) = (root.slug("id").value, reading.required_localized(root, "name"));
    let maker = root.required_text("maker").value.to_owned();
    let country = root.text("country").map(|c| c.value.to_owned());
    let other_makers = root.each("other_maker", rules::other_maker);
    let promises = root.each("promise", terms::promise);
    let packages = root.each("package", terms::package);
    let keys = root.each("key", terms::key).into_iter().flatten().collect();
    let texts = texts::texts(&reading, &mut root.source.problems.borrow_mut());
    let replies = replies::replies(&reading, &mut root.source.problems.borrow_mut());
    let catalog = devices(files, &brands, &mut root.source.problems.borrow_mut());
    let program = Program {
        id: ProgramId::from(id),
        name,
        maker,
        country,
        product_types,
        brands,
        exclusions,
        support_cases,
        other_makers,
        promises,
        calendar: calendar?,
        disclosure: disclosure?,
        safe_harbor: safe_harbor?,
        cve: cve?,
        packages,
        csaf: csaf?,
        keys,
        intake: intake?,
        house: house?,
        texts,
        replies,
        catalog,
        hash: canonical_hash(files),
        languages: reading.languages,
        default_language: reading.default_language,
    };
    check::whole(root, &program, today);
    Some(program)
}

fn devices(files: &Files, brands: &[super::Brand], problems: &mut Problems) -> catalog::Catalog {
    let text = text_of(files, CATALOG_FILE, CATALOG_MAX, problems);
    text.map(|text| catalog::read::catalog(text, brands, problems)).unwrap_or_default()
}

fn languages(root: &Section<'_>) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for found in root.required_list("languages") {
        if Language::is_well_formed(found.value) {
            languages.push(Language::from(found.value));
        } else {
            let message = format!("\"{}\" is not a language tag", found.value);
            root.source.mistake(found.at, message, "write it in lower case, such as en, de or pt-br");
        }
    }
    languages
}

fn default_language(root: &Section<'_>, languages: &[Language]) -> Language {
    let found = root.required_text("default_language");
    if !found.value.is_empty() && !languages.iter().any(|l| l.as_str() == found.value) {
        let message = format!("the default language \"{}\" is not in `languages`", found.value);
        root.source.mistake(found.at, message, "add it to `languages`, or choose one of them");
    }
    Language::from(found.value)
}

impl Reading<'_> {
    /// A text by language.
    fn localized(&self, section: &Section<'_>, key: &'static str) -> Localized {
        section.localized(key, &self.languages)
    }

    /// A text by language that must be there in the default language.
    fn required_localized(&self, section: &Section<'_>, key: &'static str) -> Localized {
        let text = self.localized(section, key);
        if !text.0.contains_key(&self.default_language) {
            let language = &self.default_language;
            let message = format!("`{key}` has no text in the default language \"{language}\"");
            let remedy = format!("add {key} = {{ {language} = \"...\" }}");
            section.source.mistake(section.place_of(key), message, remedy);
        }
        text
    }

    /// The text of a rule: in place as `text`, or from files `texts/LANGUAGE/NAME.md` as `text_file`.
    fn rule_text(&self, section: &Section<'_>) -> Localized {
        let inline = self.localized(section, "text");
        let Some(name) = section.text("text_file") else { return inline };
        self.rule_files.borrow_mut().insert(name.value.to_owned());
        let mut text = Localized::default();
        for language in &self.languages {
            let path = format!("texts/{language}/{}.md", name.value);
            let bytes = self.files.get(&path).map(Vec::as_slice).unwrap_or_default();
            match std::str::from_utf8(bytes).map(str::trim) {
                Ok(found) if !found.is_empty() => {
                    text.0.insert(language.clone(), super::text::split_mark(found).1.to_owned());
                }
                _ => section.source.mistake(name.at, format!("there is no text in {path}"), "add the file"),
            }
        }
        text
    }
}
