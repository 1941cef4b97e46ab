//! All SQL and nothing but SQL, and the files: the durable memory of the server.
//!
//! A caller opens a [`Store`], reads with [`Store::read`] and writes with [`Store::write`]; both hand a [`Tx`] to
//! a closure, and the free functions of the modules below (one per aggregate) take that `Tx`. A write is answered
//! when it is durable. Content is sealed before it reaches a table, so that a stolen database shows numbers, times
//! and states only. Everything here blocks: an asynchronous caller uses its own pool of blocking threads.

pub mod accounts;
pub mod backup;
pub mod blobs;
pub mod cases;
pub mod commissions;
pub mod counters;
pub mod documents;
pub mod drafts;
pub mod engine;
pub mod error;
pub mod events;
pub mod evidence;
pub mod features;
pub mod files;
pub mod idempotency;
pub mod ids;
pub mod imports;
pub mod inbox;
pub mod log;
pub mod migrations;
pub mod opening;
pub mod outbox;
pub mod policies;
pub mod publications;
pub mod random;
pub mod readers;
pub mod reconcile;
pub mod reports;
pub mod seal;
pub mod settings;
pub mod statistics;
pub mod store;
pub mod tokens;
pub mod uploads;

pub use engine::{Engine, Row, Tx, Value};
pub use error::{Error, Result};
pub use ids::{CaseId, FileId, JobId, UserId};
pub use random::Random;
pub use seal::{Keys, Owner, Place, Vault};
pub use store::{Database, Options, Store};
