//! Every promise of the store, on both engines: SQLite always, PostgreSQL when `TELLFIRST_TEST_POSTGRES` holds an
//! address.

mod attachments;
mod durability;
mod harness;
mod history;
mod inbox;
mod people;
mod sealing;
