//! CSAF, the Common Security Advisory Framework (OASIS, version 2.0): writing, checking and providing.
//!
//! Invariant: what [`build`] writes passes what [`validate`] checks. Signatures and files are left to the caller.

pub mod build;
pub mod canonical;
pub mod provider;
pub mod validate;
