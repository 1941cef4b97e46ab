//! Accounts of staff: signing in, invitations, roles, and the trail of what happened to them.
//!
//! Nobody changes their own roles, and the last account that can manage the rest cannot be taken away.

pub mod links;
pub mod people;
pub mod sign_in;
pub mod tokens;
pub mod trail;

pub use links::demo_link;

use crate::auth::throttle::Lane;
use crate::limit::Network;

/// Where an attempt comes from: for throttling, and for the trail.
#[derive(Debug, Clone)]
pub struct Origin {
    pub lane: Lane,
    pub network: Network,
    /// What the browser calls itself, cut to a sensible length.
    pub agent: String,
}
