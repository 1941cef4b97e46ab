//! What can go wrong for a caller: few cases, each with what a person reads. What belongs in the log goes there only.

use domain::case::Refusal;
use domain::report::FieldErrors;

/// The result of every action.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure of an action, the same for pages, API and command line.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("sign in first")]
    SignInFirst,
    /// Fields that cannot be accepted.
    #[error(transparent)]
    Invalid(#[from] FieldErrors),
    /// The rules refuse it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Somebody else was quicker.
    #[error("the case was changed in the meantime")]
    Conflict,
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// Seconds until the next try.
        retry_after: u64,
    },
    /// More bytes than allowed.
    #[error("larger than {max} bytes")]
    TooLarge {
        /// The limit in bytes.
        max: u64,
    },
    /// The disk is full or writes are not safe: reading goes on.
    #[error("nothing can be stored now")]
    Unavailable(#[source] store::Error),
    /// Something that should not happen; the text is for the log.
    #[error("internal error: {0}")]
    Internal(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as E;
        match error {
            E::NotFound { .. } | E::Erased => Self::NotFound,
            E::Stale { .. } => Self::Conflict,
            E::Busy | E::Degraded { .. } | E::DiskFull | E::Unavailable { .. } => Self::Unavailable(error),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotAllowed => Self::NotFound,
            Refusal::Invalid(fields) => Self::Invalid(fields),
            other => Self::Refused(other),
        }
    }
}

impl Error {
    /// Wraps what should not happen; `what` must hold no content.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::Internal(what.to_string())
    }
}
