//! The judgement, pure: text and facts in, findings out. It advises; a person decides.

pub mod draft;
pub mod triage;
