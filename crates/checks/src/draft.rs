//! The draft check: a disclosure text against the facts of its case.
