//! Every promise of the store, on both engines: SQLite always, PostgreSQL when `TELLFIRST_TEST_POSTGRES` holds an
//! address.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

mod attachments;
mod backups;
mod bucket;
mod durability;
mod features;
mod harness;
mod history;
mod inbox;
mod openings;
mod people;
mod sealing;
