//! Flood guards in memory, per network. They slow strangers down and can never be filled against staff:
//! each network has its own budget, and the table of networks is bounded.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use jiff::Timestamp;

/// Networks remembered at most; the oldest budgets are forgotten first.
const NETWORKS_MAX: usize = 50_000;

/// Where a request comes from: an IPv4 address, or the /64 of an IPv6 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The network of a request: the peer, or what a trusted proxy says in `header` (its last entry).
    #[must_use]
    pub fn of(parts: &Parts, header: Option<&str>) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let told = header
            .and_then(|name| parts.headers.get(name))
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|value| value.trim().parse().ok());
        Self::from(told.or(peer).unwrap_or(IpAddr::from([0, 0, 0, 0])))
    }

    /// As text, for keyed digests.
    #[must_use]
    pub fn text(self) -> String {
        self.0.to_string()
    }

    /// True for the machine itself: a reverse proxy that does not name its clients shares one budget.
    #[must_use]
    pub fn is_local(self) -> bool {
        self.0.is_loopback()
    }
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V6(six) if !six.is_loopback() => match six.to_ipv4_mapped() {
                Some(four) => Self(four.into()),
                None => {
                    let [a, b, c, d, ..] = six.segments();
                    Self(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
                }
            },
            other => Self(other),
        }
    }
}

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    Reports,
    Secrets,
    Drafts,
    /// Uploads that belong to no report yet.
    Uploads,
    /// Requests for a mailed link into a case.
    Links,
    /// Documents to be checked.
    Documents,
    /// Sign-ins of staff from browsers that are not known.
    SignIns,
}

/// How often something may happen in an hour.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub per_hour: u32,
}

/// The budgets of all networks.
#[derive(Debug, Default)]
pub struct Limits(Mutex<HashMap<(What, Network), Budget>>);

#[derive(Debug, Clone, Copy)]
struct Budget {
    /// Thousandths of an act.
    left: u64,
    at: Timestamp,
}

impl Limits {
    /// Takes one act from the network's budget.
    ///
    /// # Errors
    /// The seconds until there is one again.
    pub fn take(&self, what: What, network: Network, rate: Rate, now: Timestamp) -> Result<(), u64> {
        let full = u64::from(rate.per_hour) * 1_000;
        let mut budgets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if budgets.len() >= NETWORKS_MAX {
            forget_the_oldest(&mut budgets);
        }
        let budget = budgets.entry((what, network)).or_insert(Budget { left: full, at: now });
        let elapsed = u64::try_from(now.duration_since(budget.at).as_millis()).unwrap_or(0);
        let refilled = elapsed.saturating_mul(u64::from(rate.per_hour)) / 3_600;
        if refilled > 0 {
            budget.left = full.min(budget.left.saturating_add(refilled));
            budget.at = now;
        }
        if budget.left >= 1_000 {
            budget.left -= 1_000;
            return Ok(());
        }
        Err((3_600 / u64::from(rate.per_hour.max(1))).max(1))
    }
}

fn forget_the_oldest(budgets: &mut HashMap<(What, Network), Budget>) {
    let mut times: Vec<_> = budgets.values().map(|budget| budget.at).collect();
    let middle = times.len() / 2;
    let (_, median, _) = times.select_nth_unstable(middle);
    let median = *median;
    budgets.retain(|_, budget| budget.at > median);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).unwrap()
    }

    #[test]
    fn a_flood_from_one_network_leaves_the_others_alone_and_ends_by_itself() {
        let limits = Limits::default();
        let rate = Rate { per_hour: 60 };
        let noisy = Network::from(IpAddr::from([10, 0, 0, 1]));
        let quiet = Network::from(IpAddr::from([10, 0, 0, 2]));
        let passed = (0..200).filter(|_| limits.take(What::Reports, noisy, rate, at(0)).is_ok()).count();
        assert_eq!(passed, 60);
        assert_eq!(limits.take(What::Reports, noisy, rate, at(0)), Err(60));
        assert_eq!(limits.take(What::Reports, quiet, rate, at(0)), Ok(()));
        assert_eq!(limits.take(What::Reports, noisy, rate, at(61)), Ok(()));
    }

    #[test]
    fn the_table_of_networks_is_bounded() {
        let limits = Limits::default();
        for n in 0..60_000_u32 {
            let network = Network::from(IpAddr::from(n.to_be_bytes()));
            let _ = limits.take(What::Reports, network, Rate { per_hour: 5 }, at(i64::from(n)));
        }
        assert!(limits.0.lock().unwrap().len() <= NETWORKS_MAX);
    }
}
