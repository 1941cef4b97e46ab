//! The whole way of a researcher with script switched off.
