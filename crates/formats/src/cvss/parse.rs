//! Reading a vector string, and saying what is wrong with one that cannot be read.

use super::metric::{Group, MetricDefinition, ValueDefinition};
use super::{Vector, Version};

/// The longest text looked at; the longest possible 4.0 vector has 207 characters.
const MAX_LENGTH: usize = 512;

/// Why a text is not a CVSS vector.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VectorError {
    /// Nothing was given.
    #[error("the CVSS vector is empty; expected something like CVSS:3.1/AV:N/AC:L/...")]
    Empty,
    /// Longer than any vector can be.
    #[error("the CVSS vector has {length} bytes; no vector is longer than {MAX_LENGTH}")]
    TooLong {
        /// Bytes given.
        length: usize,
    },
    /// Something that cannot stand in a vector, such as a space or a bracket.
    #[error(
        "the CVSS vector contains {found:?} at character {position}; it must not hold spaces or anything around it"
    )]
    Character {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        position: usize,
    },
    /// The metrics start at once, without `CVSS:...`.
    #[error("the CVSS vector has no version prefix; write {suggestion} in front")]
    MissingPrefix {
        /// The prefix that fits the metrics given.
        suggestion: &'static str,
    },
    /// Some other version, or the prefix in another spelling.
    #[error(
        "the CVSS vector begins with {found:?}; expected CVSS:3.0, CVSS:3.1 or CVSS:4.0 (capital letters)"
    )]
    Prefix {
        /// The first part of the vector.
        found: String,
    },
    /// An empty part or one without exactly one colon.
    #[error("part {position} of the CVSS vector is {found:?}; expected METRIC:VALUE")]
    Part {
        /// The part.
        found: String,
        /// Its number, the prefix is part 1.
        position: usize,
    },
    /// No metric of this version has that name.
    #[error("CVSS {version} has no metric {metric:?}; {hint}")]
    UnknownMetric {
        /// As given.
        metric: String,
        /// The version the prefix names.
        version: Version,
        /// What to do.
        hint: String,
    },
    /// The metric exists, the value does not.
    #[error("{metric} ({name}) in CVSS {version} cannot be {value:?}; expected one of {expected}")]
    UnknownValue {
        /// Abbreviation of the metric.
        metric: &'static str,
        /// Its name in English.
        name: &'static str,
        /// As given.
        value: String,
        /// The version the prefix names.
        version: Version,
        /// The values allowed, joined by commas.
        expected: String,
    },
    /// A metric stands twice.
    #[error("{metric} ({name}) is given twice; expected once")]
    Twice {
        /// Abbreviation of the metric.
        metric: &'static str,
        /// Its name in English.
        name: &'static str,
    },
    /// A base metric is missing.
    #[error("{metric} ({name}) is missing; expected one of {expected}")]
    Missing {
        /// Abbreviation of the metric.
        metric: &'static str,
        /// Its name in English.
        name: &'static str,
        /// The values allowed, joined by commas.
        expected: String,
    },
    /// 4.0 metrics in another order than that of the specification (section 7, table 23).
    #[error("{metric} stands after {after}; CVSS 4.0 fixes the order, expected {expected}")]
    Order {
        /// The metric that comes too late.
        metric: &'static str,
        /// The metric before it in the text.
        after: &'static str,
        /// The whole vector in the right order.
        expected: String,
    },
}

type Choice = (&'static MetricDefinition, &'static ValueDefinition);

pub(super) fn parse(text: &str) -> Result<Vector, VectorError> {
    if text.is_empty() {
        return Err(VectorError::Empty);
    }
    if text.len() > MAX_LENGTH {
        return Err(VectorError::TooLong { length: text.len() });
    }
    let (version, rest) = prefix(text)?;
    let choices = rest
        .split('/')
        .enumerate()
        .map(|(number, part)| choice(version, part, number + 2))
        .collect::<Result<Vec<_>, _>>()?;
    let vector = assemble(version, &choices)?;
    if version == Version::V4_0 {
        check_order(&choices, version)?;
    }
    Ok(vector)
}

pub(super) fn from_metrics<'a>(
    version: Version,
    metrics: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vector, VectorError> {
    let choices = metrics
        .into_iter()
        .map(|(metric, value)| look_up(version, metric, value))
        .collect::<Result<Vec<_>, _>>()?;
    assemble(version, &choices)
}

/// Splits the version off. The characters are checked afterwards, so that a missing prefix is named before a stray bracket.
fn prefix(text: &str) -> Result<(Version, &str), VectorError> {
    if let Some((position, found)) =
        text.chars().enumerate().find(|(_, c)| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '/' | '.'))
    {
        return Err(VectorError::Character { found, position: position + 1 });
    }
    let (head, rest) = text.split_once('/').unwrap_or((text, ""));
    let version = match head {
        "CVSS:3.0" => Version::V3_0,
        "CVSS:3.1" => Version::V3_1,
        "CVSS:4.0" => Version::V4_0,
        _ if is_metric_like(head) => {
            return Err(VectorError::MissingPrefix { suggestion: suggest_prefix(text) });
        }
        _ => return Err(VectorError::Prefix { found: shorten(head) }),
    };
    Ok((version, rest))
}

fn is_metric_like(head: &str) -> bool {
    head.split_once(':').is_some_and(|(name, _)| {
        let of = |version: Version| version.definitions().iter().any(|metric| metric.abbreviation == name);
        of(Version::V3_1) || of(Version::V4_0)
    })
}

fn suggest_prefix(text: &str) -> &'static str {
    let only_in_4 =
        |part: &str| ["AT:", "VC:", "VI:", "VA:", "SC:", "SI:", "SA:"].iter().any(|m| part.starts_with(m));
    if text.split('/').any(only_in_4) { "CVSS:4.0/" } else { "CVSS:3.1/" }
}

fn choice(version: Version, part: &str, position: usize) -> Result<Choice, VectorError> {
    let malformed = || VectorError::Part { found: shorten(part), position };
    let (metric, value) = part.split_once(':').ok_or_else(malformed)?;
    if metric.is_empty() || value.is_empty() || value.contains(':') {
        return Err(malformed());
    }
    look_up(version, metric, value)
}

fn look_up(version: Version, metric: &str, value: &str) -> Result<Choice, VectorError> {
    let definition = version
        .definitions()
        .iter()
        .find(|definition| definition.abbreviation == metric)
        .ok_or_else(|| unknown_metric(version, metric))?;
    let chosen = definition.value(value).ok_or_else(|| VectorError::UnknownValue {
        metric: definition.abbreviation,
        name: definition.name.english,
        value: shorten(value),
        version,
        expected: definition.expected(),
    })?;
    Ok((definition, chosen))
}

fn unknown_metric(version: Version, metric: &str) -> VectorError {
    let other = if version == Version::V4_0 { Version::V3_1 } else { Version::V4_0 };
    let known = |version: Version, name: &str| version.definitions().iter().any(|m| m.abbreviation == name);
    let hint = if known(version, &metric.to_ascii_uppercase()) {
        format!("write {} in capital letters", metric.to_ascii_uppercase())
    } else if known(other, metric) {
        format!("it belongs to CVSS {other}")
    } else {
        "check the spelling".to_owned()
    };
    VectorError::UnknownMetric { metric: shorten(metric), version, hint }
}

/// Puts the choices into canonical order, refusing a metric twice and a missing base metric.
fn assemble(version: Version, choices: &[Choice]) -> Result<Vector, VectorError> {
    let mut chosen = Vec::with_capacity(choices.len());
    for definition in version.definitions() {
        let mut given = choices.iter().filter(|(metric, _)| metric.abbreviation == definition.abbreviation);
        let first = given.next();
        if given.next().is_some() {
            return Err(VectorError::Twice {
                metric: definition.abbreviation,
                name: definition.name.english,
            });
        }
        match first {
            Some((_, value)) if value.abbreviation == "X" => {}
            Some(&choice) => chosen.push(choice),
            None if definition.group == Group::Base => {
                return Err(VectorError::Missing {
                    metric: definition.abbreviation,
                    name: definition.name.english,
                    expected: definition.expected(),
                });
            }
            None => {}
        }
    }
    Ok(Vector { version, chosen })
}

fn check_order(choices: &[Choice], version: Version) -> Result<(), VectorError> {
    let place = |choice: &Choice| {
        version.definitions().iter().position(|metric| metric.abbreviation == choice.0.abbreviation)
    };
    for pair in choices.windows(2) {
        if let [before, late] = pair
            && place(late) < place(before)
        {
            let mut sorted = choices.to_vec();
            sorted.sort_by_key(place);
            let expected = sorted.iter().fold(format!("CVSS:{version}"), |text, (metric, value)| {
                format!("{text}/{}:{}", metric.abbreviation, value.abbreviation)
            });
            return Err(VectorError::Order {
                metric: late.0.abbreviation,
                after: before.0.abbreviation,
                expected,
            });
        }
    }
    Ok(())
}

/// Cuts what is quoted in an error, so that a whole document pasted by mistake does not come back.
fn shorten(text: &str) -> String {
    text.chars().take(24).collect()
}
