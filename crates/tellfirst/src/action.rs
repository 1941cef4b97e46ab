//! The one way to change anything: load, ask whether the actor may, decide, append, all in one transaction.
//!
//! Pages, API, mail, jobs and command line call these functions; none of them knows its caller.

pub mod accounts;
pub mod advice;
pub mod case;
pub mod draft;
pub mod draft_facts;
pub mod effects;
pub mod files;
pub mod import;
pub mod inbox;
pub mod log_check;
pub mod merge;
pub mod postings;
pub mod program;
pub mod proof;
pub mod publication;
pub mod read;
pub mod readers;
pub mod recognition;
pub mod reporter_link;
pub mod row;
pub mod statistics;
pub mod submit;
pub mod upkeep;
pub mod uploads;
pub mod wish;
