//! The server: actions and the doors that lead to them.
//!
//! Pages, API, jobs and command line parse, call an action, and show what came of it. Only [`action`] opens
//! transactions that change something.

pub mod action;
pub mod api;
pub mod app;
pub mod auth;
pub mod clock;
pub mod config;
pub mod cve_services;
pub mod demo;
pub mod error;
pub mod fetch;
pub mod job;
pub mod limit;
pub mod mailer;
pub mod metrics;
pub mod provider;
pub mod publish;
pub mod query;
pub mod serve;
pub mod validation;
pub mod web;
pub mod words;
