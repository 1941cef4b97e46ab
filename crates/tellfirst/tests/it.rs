//! Stories: whole ways of people through the running server, in process, without a network.
//!
//! One binary, one file per room in `it/`; [`it::harness`] holds what they share. A story reads like a
//! conversation: who does what, and what everybody then sees.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests")]
#![allow(dead_code, unused_imports, reason = "the harness offers more than every story needs")]

mod it {
    pub mod harness;

    mod canary;

    mod cve;

    mod accounts;
    mod advice;
    mod api;
    mod api_problems;
    mod composer;
    mod doors;
    mod fixes;
    mod provider;
    mod publication;
    mod reporter;
    mod reporter_link;
    mod routes;
    mod signing;
    mod statistics;
    mod sweep;
    mod triage;
    mod uploads;
}
