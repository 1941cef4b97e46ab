//! Finds the text keys that source code uses, so that a test can check that they exist.

/// A key used in source code as `t("key")` or `t_with("key", ...)`, with the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedKey {
    /// The key.
    pub key: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// Lists the keys used as string literals in `t("...")` and `t_with("...", ...)` calls of a source text.
/// Keys put together at run time are not seen; check those with [`super::Locale::has`].
#[must_use]
pub fn used_keys(source: &str) -> Vec<UsedKey> {
    let mut found = Vec::new();
    for call in ["t(", "t_with("] {
        for (at, _) in source.match_indices(call) {
            let before = source[..at].chars().next_back();
            // `l.t(` and ` t(` are calls of ours; `format(` or `assert(` end in the same letters.
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = source[at + call.len()..].trim_start();
            let Some(literal) = rest.strip_prefix('"') else { continue };
            let Some(end) = literal.find('"') else { continue };
            let line = source[..at].matches('\n').count() + 1;
            found.push(UsedKey { key: literal[..end].to_owned(), line });
        }
    }
    found.sort_by(|a, b| a.line.cmp(&b.line).then_with(|| a.key.cmp(&b.key)));
    found
}

#[cfg(test)]
mod tests {
    use super::used_keys;

    #[test]
    fn finds_calls_and_nothing_else() {
        let source = "l.t(\"one\");\nformat(\"two\");\nl.t_with(\n  \"three\", &[]);\nl.t(key);\n(l.t(\"four";
        let found: Vec<_> = used_keys(source).into_iter().map(|k| (k.line, k.key)).collect();
        assert_eq!(found, [(1, "one".to_owned()), (3, "three".to_owned())]);
    }
}
