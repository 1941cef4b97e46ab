//! Why a document is not judged at all.

use crate::strict_json;

/// Why bytes were not checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A strict reader does not take them.
    #[error(transparent)]
    Text(#[from] strict_json::Refusal),
    /// So many references between parts that checking would take too long.
    #[error("the document is too intricate to be checked: too many references between {what}")]
    TooIntricate {
        /// Which parts.
        what: &'static str,
    },
    /// JSON, but without `/document/csaf_version`.
    #[error("this is JSON, but no CSAF document: /document/csaf_version is missing")]
    NotCsaf,
    /// A version other than 2.0 and 2.1.
    #[error("/document/csaf_version is neither \"2.0\" nor \"2.1\"")]
    UnknownVersion,
}
