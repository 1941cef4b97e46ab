//! Chance as a parameter: the outermost layer hands in the operating system's generator, tests a counted one.

use std::sync::Arc;

/// A source of unpredictable bytes. It must be cryptographically strong outside tests.
pub trait Random: Send + Sync {
    /// Fills the whole of `target`.
    fn fill(&self, target: &mut [u8]);
}

/// The source as it is shared by the parts of a store.
pub type SharedRandom = Arc<dyn Random>;

impl<F: Fn(&mut [u8]) + Send + Sync> Random for F {
    fn fill(&self, target: &mut [u8]) {
        self(target);
    }
}
