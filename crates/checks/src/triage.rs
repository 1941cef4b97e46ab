//! Advice on incoming reports: where a message belongs, which earlier report says the same, what to check.
//!
//! Pure and deterministic: text and the program's facts in, advice with its reasons out. A person decides; no
//! advice is a verdict on a person. Every piece of advice carries the words of the text it rests on.

pub mod backlog;
pub mod catalog;
mod concepts;
pub mod duplicates;
pub mod features;
mod flaws;
mod lexicon;
mod makers;
pub mod products;
mod program;
pub mod routing;
pub mod signals;
mod traits;
mod words;

pub use backlog::{Advice, Duplicate, advise};
pub use catalog::{Brand, Catalog, CatalogError, OtherMaker, Product};
pub use duplicates::{Index, Rarity, Reason, Similarity, compare};
pub use features::{Features, Kind, ReportText, Token, features};
pub use products::{Knowledge, ModelMention};
pub use routing::{Evidence, Label, Message, Route, RouteReason, route};
pub use signals::{Signal, SignalKind, signals};
