//! CVSS vectors as researchers write them: any order of metrics, with or without a prefix.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::pattern;

/// The base metrics of 3.x and 4.0; values of others do not matter to the check.
const BASE: [&str; 17] =
    ["av", "ac", "at", "pr", "ui", "s", "c", "i", "a", "vc", "vi", "va", "sc", "si", "sa", "au", "e"];

/// A vector has at most this many metrics; what goes on longer is no vector.
const MOST_METRICS: usize = 64;

static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:cvss:\d\.\d/)?\b[a-z]{1,3}:[a-z]{1,2}(?:[ \t]?[/,;|]\s?[a-z]{1,3}:[a-z]{1,2}\b|[ \t][a-z]{1,3}:[a-z]{1,2}\b)+",
    )
});
static METRIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([a-z]{1,3}):([a-z]{1,2})\b"));

/// A metric and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Metric {
    pub name: String,
    pub value: String,
    pub range: Range<usize>,
}

/// A vector and where it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Vector {
    pub metrics: Vec<Metric>,
    pub range: Range<usize>,
}

impl Vector {
    /// The vectors written in a folded text in small letters: two base metrics or more in a row.
    pub(super) fn find(text: &str) -> Vec<Self> {
        SEQUENCE
            .find_iter(text.as_bytes())
            .map(|found| Self { metrics: metrics(text, found.range()), range: found.range() })
            .filter(|vector| vector.metrics.len() >= 2)
            .collect()
    }

    /// Reads the vector of the facts.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.to_ascii_lowercase();
        Self { metrics: metrics(&text, 0..text.len()), range: 0..text.len() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.metrics.iter().find(|metric| metric.name == name).map(|metric| metric.value.as_str())
    }

    /// 2 (has Au), 4 (has VC or AT) or 3.
    pub(super) fn generation(&self) -> u8 {
        if self.get("au").is_some() {
            2
        } else if self.get("vc").is_some() || self.get("at").is_some() {
            4
        } else {
            3
        }
    }
}

fn metrics(text: &str, range: Range<usize>) -> Vec<Metric> {
    METRIC
        .captures_iter(&text.as_bytes()[range.clone()])
        .take(MOST_METRICS)
        .filter_map(|found| {
            let (whole, name, value) = (found.get(0)?, found.get(1)?, found.get(2)?);
            let written =
                |part: Range<usize>| text[range.start + part.start..range.start + part.end].to_owned();
            let name = written(name.range());
            BASE.contains(&name.as_str()).then(|| Metric {
                name,
                value: written(value.range()),
                range: range.start + whole.start()..range.start + whole.end(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Vector;

    #[test]
    fn the_order_of_metrics_does_not_matter() {
        let text = "cvss:3.1/ac:l/av:n/a:h/c:h/i:h/pr:n/s:u/ui:n, that is all";
        let found = Vector::find(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].get("av"), Some("n"));
        assert_eq!(found[0].get("a"), Some("h"));
        assert_eq!(found[0].generation(), 3);
    }
}
