//! What is wrong with a program folder, where, and what to do about it.

use serde::Serialize;

use super::words::word_enum;

word_enum! {
    /// How much a problem matters.
    Level {
        /// The program cannot be used until it is put right.
        Mistake = "mistake",
        /// The program works, and reporters or the maker will be worse off.
        Weakness = "weakness",
    }
}

/// One problem of a program folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, by its path below the folder.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// How much it matters.
    pub level: Level,
    /// What is wrong, as one sentence without full stop.
    pub message: String,
    /// What to do, as one sentence without full stop.
    pub remedy: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, line, level, message, remedy } = self;
        write!(f, "{file}:{line}: {}: {message}. Remedy: {remedy}.", level.word())
    }
}

/// Where problems are collected while the files are read.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

/// A line of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: usize,
}

impl Problems {
    /// Notes a mistake.
    pub(crate) fn mistake(&mut self, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        self.note(at, Level::Mistake, message.into(), remedy.into());
    }

    /// Notes a weakness.
    pub(crate) fn weakness(&mut self, at: Place<'_>, message: impl Into<String>, remedy: impl Into<String>) {
        self.note(at, Level::Weakness, message.into(), remedy.into());
    }

    fn note(&mut self, at: Place<'_>, level: Level, message: String, remedy: String) {
        self.0.push(Problem { file: at.file.to_owned(), line: at.line, level, message, remedy });
    }

    /// Whether anything noted keeps the program from being used.
    pub(crate) fn any_mistake(&self) -> bool {
        self.0.iter().any(|p| p.level == Level::Mistake)
    }

    /// All of them, in the order of files and lines, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Problem> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}
