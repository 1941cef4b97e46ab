//! What `tellfirst csaf validate` may ask outside of the documents: addresses over the network, and the
//! dictionaries of the system by way of hunspell. Both only when the person asked for it.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use formats::csaf::validate::Outside;

use server::fetch::{Fetcher, Reach, Trouble};

/// Where Debian, Fedora and Arch keep dictionaries.
const FOLDERS: [&str; 3] = ["/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts"];

/// The system that the command runs on.
pub struct System {
    fetcher: Option<Fetcher>,
    dictionaries: Option<Vec<String>>,
}

impl System {
    /// Asks only what is allowed.
    pub fn new(online: bool, spelling: bool) -> Self {
        Self {
            fetcher: online.then(|| Fetcher::new(Reach::Public)),
            dictionaries: spelling.then(list_dictionaries),
        }
    }
}

impl Outside for System {
    fn may_ask(&self) -> bool {
        self.fetcher.is_some()
    }

    fn resolves(&self, address: &str) -> Option<bool> {
        match self.fetcher.as_ref()?.status(address) {
            Ok(status) => Some((200..400).contains(&status)),
            Err(
                Trouble::NotHttps | Trouble::BadAddress | Trouble::HostNotListed | Trouble::PrivateAddress,
            ) => None,
            Err(_) => Some(false),
        }
    }

    fn has_dictionaries(&self) -> bool {
        self.dictionaries.is_some()
    }

    fn misspelled(&self, language: &str, texts: &[&str]) -> Option<Vec<Vec<String>>> {
        let dictionary = choose(self.dictionaries.as_deref()?, language)?;
        let mut words: Vec<&str> = texts.iter().flat_map(|text| list_words(text)).collect();
        words.sort_unstable();
        words.dedup();
        let unknown = unknown_words(dictionary, &words)?;
        let of = |text: &&str| {
            list_words(text).into_iter().filter(|word| unknown.contains(*word)).map(str::to_owned).collect()
        };
        Some(texts.iter().map(of).collect())
    }
}

/// The names of the dictionaries that are installed, such as `en_US`.
fn list_dictionaries() -> Vec<String> {
    let mut names = Vec::new();
    for folder in FOLDERS.iter().map(Path::new).filter_map(|folder| folder.read_dir().ok()) {
        let paths = folder.flatten().map(|entry| entry.path());
        let affixes = paths.filter(|path| path.extension().is_some_and(|extension| extension == "aff"));
        names.extend(affixes.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// The dictionary of a language tag: of the region when it names one, else of the country that shares the name of
/// the language, American English, or the first.
fn choose<'a>(dictionaries: &'a [String], language: &str) -> Option<&'a str> {
    let mut subtags = language.split('-');
    let language = subtags.next()?.to_ascii_lowercase();
    let region = subtags.find(|subtag| subtag.len() == 2).map(str::to_ascii_uppercase);
    let usual = if language == "en" { "US".to_owned() } else { language.to_ascii_uppercase() };
    let wanted = format!("{language}_{}", region.unwrap_or(usual));
    let of_language = |name: &&String| name.split('_').next() == Some(language.as_str());
    let found = dictionaries.iter().find(|name| **name == wanted);
    found.or_else(|| dictionaries.iter().find(of_language)).map(String::as_str)
}

/// The words of a text that a dictionary can know: no abbreviations, addresses, file names or numbers.
fn list_words(text: &str) -> Vec<&str> {
    let is_prose = |token: &&str| {
        let inner = token.trim_end_matches(['.', ':', '/']);
        !inner.contains(['/', '\\', '@', '_', '.', '=']) && !inner.bytes().any(|byte| byte.is_ascii_digit())
    };
    let tokens = text.split_whitespace().filter(is_prose);
    let parts = tokens.flat_map(|token| token.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’'));
    let words = parts.map(|word| word.trim_matches(['\'', '’']));
    let is_abbreviation = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    words.filter(|word| word.chars().count() > 1 && !is_abbreviation(word)).collect()
}

/// Asks hunspell; `None` when it cannot be run.
fn unknown_words(dictionary: &str, words: &[&str]) -> Option<HashSet<String>> {
    let mut hunspell = Command::new("hunspell")
        .args(["-l", "-i", "UTF-8", "-d", dictionary])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = hunspell.stdin.take()?;
    let list = words.join("\n") + "\n";
    // Beside the reading below, so that neither side waits for the other.
    let writer = std::thread::spawn(move || input.write_all(list.as_bytes()));
    let output = hunspell.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    let lines = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| lines.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::{choose, list_words};

    #[test]
    fn the_dictionary_of_the_region_comes_before_the_usual_one_and_that_before_any() {
        let names: Vec<String> = ["de_AT", "de_DE", "en_GB", "en_US", "es_MX"].map(str::to_owned).into();
        for (language, dictionary) in [
            ("de", Some("de_DE")),
            ("de-AT", Some("de_AT")),
            ("en", Some("en_US")),
            ("en-GB", Some("en_GB")),
            ("es", Some("es_MX")),
            ("fr", None),
        ] {
            assert_eq!(choose(&names, language), dictionary, "{language}");
        }
    }

    #[test]
    fn only_words_of_prose_are_looked_up() {
        let text = "The vendor's CSAF (see https://example.com/a) says: don't use v1.2, index.php or XYZs.";
        assert_eq!(list_words(text), ["The", "vendor's", "see", "says", "don't", "use", "or"]);
    }
}
