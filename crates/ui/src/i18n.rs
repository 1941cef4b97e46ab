//! Texts by key and language, from the Fluent files under `locales/`.
//!
//! Every `.ftl` file below `locales/LANGUAGE/` is embedded at build time, so adding a file needs no code. A key
//! that a language lacks is taken from English; a key that English lacks too is shown as `⟦key⟧` in debug builds
//! and as readable words made from the key in release builds. Nothing here panics.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

mod used_keys;

pub use used_keys::{UsedKey, used_keys};

/// A value for a placeholder: made from text or numbers with `.into()`.
pub type Value<'a> = fluent_bundle::FluentValue<'a>;

/// The language every other falls back to.
const FALLBACK: &str = "en";

#[derive(RustEmbed)]
#[folder = "../../locales"]
struct Files;

/// A language the pages can be shown in. Copied freely.
#[derive(Clone, Copy)]
pub struct Locale(&'static Catalogue);

struct Catalogue {
    code: &'static str,
    texts: FluentBundle<FluentResource>,
}

impl Locale {
    /// English, the language every other falls back to.
    #[must_use]
    pub fn english() -> Self {
        Self(&catalogues()[0])
    }

    /// All languages with a folder under `locales/`, English first, then by code.
    pub fn all() -> impl Iterator<Item = Self> {
        catalogues().iter().map(Self)
    }

    /// The language with exactly this code (`de`), or with its primary part (`de-AT`).
    #[must_use]
    pub fn find(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Self::all()
            .find(|l| l.code().eq_ignore_ascii_case(code))
            .or_else(|| Self::all().find(|l| l.code().eq_ignore_ascii_case(primary)))
    }

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4); English when none fits.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for range in accept_language.split(',').take(32) {
            let mut parts = range.trim().split(';');
            let Some(locale) = parts.next().and_then(|code| Self::find(code.trim())) else { continue };
            let quality = parts
                .find_map(|p| p.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()))
                .unwrap_or(1.0);
            if quality > 0.0 && best.is_none_or(|(b, _)| quality > b) {
                best = Some((quality, locale));
            }
        }
        best.map_or_else(Self::english, |(_, locale)| locale)
    }

    /// The language code for `lang` attributes and cookies (`en`, `de`).
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The language's own name (`Deutsch`), from the key `ui-language-name`.
    #[must_use]
    pub fn name(self) -> Cow<'static, str> {
        self.t("ui-language-name")
    }

    /// Whether this language itself has the key. For keys that are put together from parts.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        self.0.texts.get_message(key).is_some_and(|m| m.value().is_some())
    }

    /// The text of a key without placeholders.
    #[must_use]
    pub fn t(self, key: &str) -> Cow<'static, str> {
        self.look_up(key, None)
    }

    /// The text of a key with its placeholders filled: `t_with("ui-pager-range", &[("from", 1.into())])`.
    /// A number chooses the plural form.
    #[must_use]
    pub fn t_with(self, key: &str, values: &[(&'static str, Value<'_>)]) -> Cow<'static, str> {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        self.look_up(key, Some(&args))
    }

    fn look_up(self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        self.0
            .format(key, args)
            .or_else(|| Self::english().0.format(key, args))
            .unwrap_or_else(|| missing(key))
    }
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Locale {}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Locale({})", self.code())
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self::english()
    }
}

impl Catalogue {
    fn load(code: &'static str) -> Self {
        let language = code.parse::<LanguageIdentifier>().unwrap_or_default();
        let mut texts = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks would end up in copied texts, attributes and mails.
        texts.set_use_isolating(false);
        texts.set_formatter(Some(if code == "en" { group_with_comma } else { group_with_point }));
        for (_, source) in sources(code) {
            // A broken message is left out and falls back to English; a test refuses broken files.
            let resource = FluentResource::try_new(source).unwrap_or_else(|(partial, _)| partial);
            texts.add_resource_overriding(resource);
        }
        Self { code, texts }
    }

    fn format(&'static self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
        let pattern = self.texts.get_message(key)?.value()?;
        let mut errors = Vec::new();
        match args {
            // A text without values borrows from the embedded file: no allocation on the hot paths.
            None => Some(self.texts.format_pattern(pattern, None, &mut errors)),
            Some(_) => Some(Cow::Owned(self.texts.format_pattern(pattern, args, &mut errors).into_owned())),
        }
    }
}

fn group_with_comma<M>(value: &Value<'_>, _: &M) -> Option<String> {
    group(value, ',')
}

fn group_with_point<M>(value: &Value<'_>, _: &M) -> Option<String> {
    group(value, '.')
}

/// Whole numbers from 10,000 on with a mark between thousands; `None` leaves a value to Fluent.
fn group(value: &Value<'_>, mark: char) -> Option<String> {
    let Value::Number(number) = value else { return None };
    let text = number.as_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut grouped = String::with_capacity(text.len() + digits.len() / 3);
    grouped.push_str(&text[..text.len() - digits.len()]);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// The embedded message files of a language: name and text.
#[must_use]
pub fn sources(code: &str) -> Vec<(String, String)> {
    let prefix = format!("{code}/");
    Files::iter()
        .filter(|path| path.starts_with(&prefix) && path.ends_with(".ftl"))
        .filter_map(|path| {
            let file = Files::get(&path)?;
            Some((path.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

fn catalogues() -> &'static [Catalogue] {
    static ALL: OnceLock<Vec<Catalogue>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut codes: Vec<String> = Files::iter()
            .filter_map(|path| path.split_once('/').map(|(code, _)| code.to_owned()))
            .filter(|code| code != FALLBACK)
            .collect();
        codes.sort();
        codes.dedup();
        let mut all = vec![Catalogue::load(FALLBACK)];
        // Leaked once per process, so that a `Locale` is a plain copyable reference.
        all.extend(codes.into_iter().map(|code| Catalogue::load(code.leak())));
        all
    })
}

fn missing(key: &str) -> Cow<'static, str> {
    if cfg!(debug_assertions) {
        Cow::Owned(format!("⟦{key}⟧"))
    } else {
        Cow::Owned(key.replace('-', " "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_visible_and_does_not_panic() {
        assert_eq!(Locale::english().t("no-such-key"), "⟦no-such-key⟧");
        assert_eq!(Locale::english().t(""), "⟦⟧");
    }

    #[test]
    fn the_browser_gets_the_language_it_prefers() {
        for (header, code) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("en;q=0.4, de;q=0.7", "de"),
            ("fr, de;q=0", "en"),
            ("xx;q=nonsense,,;", "en"),
        ] {
            assert_eq!(Locale::negotiate(header).code(), code, "{header}");
        }
    }

    #[test]
    fn long_numbers_are_grouped_the_way_the_language_does() {
        for (code, words) in [("en", "Up to 20,000 characters"), ("de", "Höchstens 20.000 Zeichen")] {
            let locale = Locale::find(code).unwrap();
            assert_eq!(locale.t_with("ui-max-characters", &[("n", 20_000.into())]), words);
        }
        assert_eq!(
            Locale::english().t_with("ui-max-characters", &[("n", 9_999.into())]),
            "Up to 9999 characters"
        );
    }

    #[test]
    fn plurals_follow_the_number() {
        let de = Locale::find("de").unwrap();
        assert_eq!(de.t_with("ui-days", &[("n", 1.into())]), "1 Tag");
        assert_eq!(de.t_with("ui-days", &[("n", 3.into())]), "3 Tage");
    }
}
