//! Publication: everything public rendered once, switched at once, kept for ever.
