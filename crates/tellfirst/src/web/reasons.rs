//! Sentences for what the pure crates find wrong, in the visitor's language. Those crates give codes and values; the
//! command line keeps their own English words.

use checks::draft::Refusal as DraftRefusal;
use formats::cvss::{VectorError, Version, metrics_of};
use formats::verify::{Check, Unreadable};
use ui::{Locale, Text, Value};

/// What is wrong with a CVSS vector.
#[must_use]
pub fn vector(l: Locale, error: &VectorError) -> String {
    let text = |text: &str| Value::from(text.to_owned());
    let said = match error {
        VectorError::Empty => l.t("vector-empty"),
        VectorError::TooLong { length } => l.t_with("vector-too-long", &[("length", (*length).into())]),
        VectorError::Character { found, position } => {
            let found = text(&found.to_string());
            l.t_with("vector-character", &[("found", found), ("position", (*position).into())])
        }
        VectorError::MissingPrefix { suggestion } => {
            l.t_with("vector-no-prefix", &[("suggestion", text(suggestion))])
        }
        VectorError::Prefix { found } => l.t_with("vector-prefix", &[("found", text(found))]),
        VectorError::Part { found, position } => {
            l.t_with("vector-part", &[("found", text(found)), ("position", (*position).into())])
        }
        VectorError::UnknownMetric { metric, version, .. } => {
            let version = text(version.as_str());
            l.t_with("vector-unknown-metric", &[("metric", text(metric)), ("version", version)])
        }
        VectorError::UnknownValue { metric, name, value, version, expected } => l.t_with(
            "vector-unknown-value",
            &[
                ("metric", text(metric)),
                ("name", text(metric_name(l, metric, name))),
                ("value", text(value)),
                ("version", text(version.as_str())),
                ("expected", text(expected)),
            ],
        ),
        VectorError::Twice { metric, name } => l.t_with(
            "vector-twice",
            &[("metric", text(metric)), ("name", text(metric_name(l, metric, name)))],
        ),
        VectorError::Missing { metric, name, expected } => l.t_with(
            "vector-missing",
            &[
                ("metric", text(metric)),
                ("name", text(metric_name(l, metric, name))),
                ("expected", text(expected)),
            ],
        ),
        VectorError::Order { metric, after, expected } => l.t_with(
            "vector-order",
            &[("metric", text(metric)), ("after", text(after)), ("expected", text(expected))],
        ),
        // A kind that is newer than this file has its own words.
        other => Text::Owned(other.to_string()),
    };
    said.into_owned()
}

/// The name of a metric, which the error gives in English.
fn metric_name(l: Locale, abbreviation: &str, english: &'static str) -> &'static str {
    if l.code() != "de" {
        return english;
    }
    let all = [Version::V3_1, Version::V4_0].into_iter().flat_map(metrics_of);
    let mut same = all.filter(|metric| metric.abbreviation == abbreviation && metric.name.english == english);
    same.next().map_or(english, |metric| metric.name.german)
}

/// Why a draft was not checked.
#[must_use]
pub fn draft(l: Locale, refusal: DraftRefusal) -> String {
    let (bytes, links) = checks::draft::limits();
    let said = match refusal {
        DraftRefusal::TooLong { length } => {
            let values = [("length", length.into()), ("max", bytes.into())];
            l.t_with("check-too-long", &values)
        }
        DraftRefusal::TooManyLinks => l.t_with("check-too-many-links", &[("max", links.into())]),
        DraftRefusal::TooNested => l.t("check-too-nested"),
        DraftRefusal::TooManyBlocks => l.t("check-too-many-blocks"),
        DraftRefusal::TooRepetitive => l.t("check-too-repetitive"),
    };
    said.into_owned()
}

/// One check of a signed file in words.
#[must_use]
pub fn check(l: Locale, check: &Check) -> String {
    let key = format!("verify-code-{}", check.code);
    if !l.has(&key) {
        return check.words.clone();
    }
    let values: Vec<_> = check.values.iter().map(|(name, value)| (*name, value.clone().into())).collect();
    l.t_with(&key, &values).into_owned()
}

/// The name of a fact of a signed file.
#[must_use]
pub fn fact(l: Locale, name: &'static str) -> Text<'static> {
    let key = format!("verify-fact-{}", name.replace(' ', "-"));
    if l.has(&key) { l.t(&key) } else { Text::Borrowed(name) }
}

/// Why a file gets no verdict.
#[must_use]
pub fn unreadable(l: Locale, why: &Unreadable) -> String {
    let said = match why {
        Unreadable::TooLarge(_) => l.t("verify-unreadable-too-large"),
        Unreadable::Json { line: 0, .. } => l.t("verify-unreadable-json"),
        Unreadable::Json { line, column, .. } => {
            let values = [("line", (*line).into()), ("column", (*column).into())];
            l.t_with("verify-unreadable-json-at", &values)
        }
        Unreadable::Kind(kind) => l.t_with("verify-unreadable-kind", &[("kind", kind.clone().into())]),
        other => Text::Owned(other.to_string()),
    };
    said.into_owned()
}

#[cfg(test)]
mod tests {
    use domain::report::Reason;
    use formats::cvss::Vector;

    use super::*;

    fn languages() -> [Locale; 2] {
        ["en", "de"].map(|code| Locale::find(code).unwrap())
    }

    #[test]
    fn every_mistake_in_a_vector_has_its_sentence_in_both_languages() {
        let mistakes = [
            "",
            "CVSS:3.1/AV:N AC:L",
            "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "cvss:3.1/AV:N",
            "CVSS:3.1/AV:N/AC",
            "CVSS:3.1/XX:N",
            "CVSS:3.1/AV:Q",
            "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:3.1/AV:N",
            "CVSS:4.0/AC:L/AV:A/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
        ];
        let long = "CVSS:3.1/".repeat(100);
        for text in mistakes.into_iter().chain([long.as_str()]) {
            let error = Vector::parse(text).unwrap_err();
            let [english, german] = languages().map(|l| vector(l, &error));
            assert_ne!(english, german, "{text}");
            assert!(!english.contains("vector-") && !german.contains("vector-"), "{english} {german}");
        }
        let error = Vector::parse("CVSS:3.1/AV:N").unwrap_err();
        assert!(vector(languages()[1], &error).contains("Angriffskomplexität"), "metrics have German names");
    }

    #[test]
    fn every_rule_about_a_field_has_its_sentence_in_both_languages() {
        for reason in Reason::ALL {
            assert!(languages().iter().all(|l| l.has(reason.key())), "{reason:?}");
        }
    }

    #[test]
    fn files_without_verdict_are_explained_in_german_too() {
        for bytes in [&b"{"[..], b"{}", b"{\"type\":\"letter\"}", b"nothing"] {
            let why = formats::verify::verify(bytes, None).unwrap_err();
            let [english, german] = languages().map(|l| unreadable(l, &why));
            assert!(english != german && german.contains("Datei"), "{german}");
        }
    }

    #[test]
    fn every_refusal_of_a_draft_is_told_in_german_too() {
        use DraftRefusal::{TooLong, TooManyBlocks, TooManyLinks, TooNested, TooRepetitive};
        let all = [TooLong { length: 9 }, TooManyLinks, TooNested, TooManyBlocks, TooRepetitive];
        for refusal in all {
            let [english, german] = languages().map(|l| draft(l, refusal));
            assert!(english != german && german.starts_with("Ihr Entwurf"), "{german}");
        }
    }
}
