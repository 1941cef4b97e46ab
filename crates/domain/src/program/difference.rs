//! What changed between two versions of a program, line by line, for people.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::Files;

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileChange {
    Added,
    Removed,
    Changed,
}

/// What happened to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    Same,
    Added,
    Removed,
}

/// One line of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub change: LineChange,
    /// The line's number in the old file, counted from 1.
    pub old: Option<usize>,
    /// The line's number in the new file, counted from 1.
    pub new: Option<usize>,
    /// The line without its end.
    pub text: String,
}

/// What changed in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileDifference {
    pub file: String,
    pub change: FileChange,
    /// Changed stretches, each with up to three unchanged lines around it.
    /// Empty for files that are not text.
    pub stretches: Vec<Vec<Line>>,
}

/// Compares two versions of a program. Unchanged files are left out.
#[must_use]
pub fn difference(old: &Files, new: &Files) -> Vec<FileDifference> {
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().filter_map(|path| file_difference(path, old.get(path), new.get(path))).collect()
}

fn file_difference(path: &str, old: Option<&Vec<u8>>, new: Option<&Vec<u8>>) -> Option<FileDifference> {
    let change = match (old, new) {
        (None, Some(_)) => FileChange::Added,
        (Some(_), None) => FileChange::Removed,
        (Some(old), Some(new)) if old != new => FileChange::Changed,
        _ => return None,
    };
    let text = |bytes: Option<&Vec<u8>>| String::from_utf8(bytes.cloned().unwrap_or_default()).ok();
    let stretches = match (text(old), text(new)) {
        (Some(old), Some(new)) => stretches(&old, &new),
        _ => Vec::new(),
    };
    Some(FileDifference { file: path.to_owned(), change, stretches })
}

fn stretches(old: &str, new: &str) -> Vec<Vec<Line>> {
    let diff = TextDiff::from_lines(old, new);
    let line = |change: similar::Change<&str>| Line {
        change: match change.tag() {
            ChangeTag::Equal => LineChange::Same,
            ChangeTag::Insert => LineChange::Added,
            ChangeTag::Delete => LineChange::Removed,
        },
        old: change.old_index().map(|i| i + 1),
        new: change.new_index().map(|i| i + 1),
        text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
    };
    let groups = diff.grouped_ops(3);
    groups.iter().map(|ops| ops.iter().flat_map(|op| diff.iter_changes(op)).map(line).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Files, LineChange, difference};

    fn files(entries: &[(&str, &[u8])]) -> Files {
        entries.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect()
    }

    #[test]
    fn a_difference_names_changed_added_and_removed_files_and_their_lines() {
        let old =
            files(&[("a", b"one\ntwo\nthree\n"), ("b", b"x\n"), ("same", b"s"), ("picture", b"\xff\x00")]);
        let new =
            files(&[("a", b"one\n2\nthree\n"), ("c", b"y\n"), ("same", b"s"), ("picture", b"\xff\x01")]);
        let found = difference(&old, &new);
        let names: Vec<_> = found.iter().map(|d| d.file.as_str()).collect();
        assert_eq!(names, ["a", "b", "c", "picture"]);
        let changed: Vec<_> = found[0].stretches[0].iter().filter(|l| l.change != LineChange::Same).collect();
        assert_eq!((changed[0].text.as_str(), changed[0].old), ("two", Some(2)));
        assert_eq!((changed[1].text.as_str(), changed[1].new), ("2", Some(2)));
        assert!(found[3].stretches.is_empty());
    }
}
