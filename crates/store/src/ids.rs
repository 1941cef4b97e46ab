//! The ids of rows, as types that cannot be mixed up.

use serde::{Deserialize, Serialize};

use crate::engine::Value;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for Value<'_> {
            fn from(id: $name) -> Self {
                Value::Int(id.0)
            }
        }

        impl From<Option<$name>> for Value<'_> {
            fn from(id: Option<$name>) -> Self {
                id.map_or(Value::Null, |id| Value::Int(id.0))
            }
        }
    };
}

id!(
    /// A case row; people see its number (`LNK-2026-0042`) instead.
    CaseId
);
id!(
    /// An account of the staff or of an external participant.
    UserId
);
id!(
    /// An attachment.
    FileId
);
id!(
    /// A piece of work in the outbox.
    JobId
);
