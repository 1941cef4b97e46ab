//! Advice on incoming reports: where they belong, what they repeat, what a person should check.
