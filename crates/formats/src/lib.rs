//! Bytes to types and back, pure: one module per format.
